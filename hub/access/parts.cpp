// SPDX-License-Identifier: MIT
#include "parts.h"

#include <algorithm>

#include "exchanges.h"
#include "mash/assessment/assessments.h"
#include "mash/assessment/in_case.h"
#include "mash/attachments/in_case.h"
#include "mash/cases/disposed.h"
#include "mash/casework/held.h"
#include "mash/casework/in_case.h"
#include "mash/crypto/crypto.h"
#include "mash/decision/in_case.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/in_case.h"
#include "mash/disclosure/item_versions.h"
#include "mash/intake/giveaways.h"
#include "mash/intake/in_case.h"
#include "mash/intake/intake.h"
#include "mash/people/people.h"
#include "mash/pipeline/rekey.h"
#include "mash/product/in_case.h"

namespace mash::access {

namespace {

using pipeline::Context;

DataClass class_of(const Deps& deps, const AgencyId& owner) {
  if (owner == pipeline::k_front_door) return DataClass::social_work;
  const auto* agency = deps.borough.find_agency(owner);
  if (agency == nullptr) return DataClass::other;
  using enum model::AgencyKind;
  switch (agency->kind) {
    case childrens_services:
    case early_help:
    case emergency_duty:
    case receiving_team:
    case youth_justice:
      return DataClass::social_work;
    case health:
    case gp_practice:
    case hospital:
    case adult_mental_health:
    case substance_misuse:
      return DataClass::health;
    case education:
    case school:
      return DataClass::education;
    case police:
    case probation:
      return DataClass::police;
    case housing:
    case domestic_abuse:
    case strategic_board:
    case peer_hub:
      return DataClass::other;
  }
  return DataClass::other;
}

bool is_conditional(std::string_view grade) {
  return grade.ends_with("C");
}

// What one source said of one person, in lines.
std::string said_of(const people::Statement& s) {
  std::string who = s.display_name() + " (" + std::string(model::words_of(s.role)) + ")";
  if (!s.dob.reveal().empty()) who += ", born " + s.dob.reveal();
  if (!s.address_line.reveal().empty() || !s.postcode.reveal().empty()) {
    who += ", at " + s.address_line.reveal() + " " + s.postcode.reveal();
  }
  if (!s.relationship.reveal().empty()) who += ", " + s.relationship.reveal();
  return line("Named", who) + line("Said of them", s.notes.reveal());
}

// Who told it is left out where they are not to be known: nobody can disclose it by a slip.
std::string teller_of(const intake::NotificationView& n) {
  if (!intake::may_be_known(n)) return "";
  std::string who = n.referrer_name.reveal();
  for (const auto* more : {&n.referrer_role, &n.referrer_agency}) {
    if (!more->reveal().empty()) who += (who.empty() ? "" : ", ") + more->reveal();
  }
  return line("Told by", who);
}

std::optional<PartWords> of_notification(Context& c, const policy::Proof& proof,
                                         const PartRow& part) {
  for (const auto& n : intake::notification_view(c, proof, part.case_id)) {
    if (n.id.text() != part.object) continue;
    PartWords out{.title = "Notification of " + plain_time(n.received_at), .at = n.received_at};
    auto& text = out.traits.text;
    text = line("Received", plain_time(n.received_at)) + teller_of(n) +
           line("What was told", n.narrative.reveal()) +
           line("Where the child was", n.where_now.reveal()) +
           line("Who else", n.who_else.reveal()) +
           line("Why the family was not told", n.why_not_informed.reveal());
    for (const auto& s : people::statements_of(c, proof, part.case_id)) {
      if (s.notification.text() == part.object) text += said_of(s);
    }
    out.traits.teller_unnamed = !intake::may_be_known(n);
    return out;
  }
  return std::nullopt;
}

std::string child_of(Context& c, const policy::Proof& proof, const CaseId& id,
                     const PersonId& child) {
  for (const auto& s : people::subjects_of(c, proof, id)) {
    if (s.person == child) return s.name;
  }
  return "somebody of this case";
}

std::optional<PartWords> of_decision(Context& c, const policy::Proof& proof, const PartRow& part) {
  for (const auto& d : decision::every_decision(c, proof, part.case_id)) {
    if (d.id.text() != part.object) continue;
    PartWords out{.title = "Decision of " + plain_time(d.decided_at),
                  .at = d.decided_at,
                  .rests_on_others = true};
    out.traits.text = line("Decided", plain_time(d.decided_at)) +
                      line("For", child_of(c, proof, part.case_id, d.child)) +
                      line("Decision", model::words_of(d.outcome)) +
                      line("Why", d.reason.reveal()) + line("On what", d.evidence.reveal());
    return out;
  }
  return std::nullopt;
}

std::optional<PartWords> of_log_entry(Context& c, const policy::Proof& proof, const PartRow& part) {
  const auto words = casework::words_of_logged(c, proof, part.case_id, part.object);
  if (!words) return std::nullopt;
  PartWords out{
      .title = "Log: " + std::string(words->kind) + " on " + plain_time(words->happened_at),
      .at = words->happened_at};
  out.traits.text = line(words->kind, plain_time(words->happened_at)) +
                    line("With", words->with_whom.reveal()) + line("What", words->what.reveal());
  return out;
}

std::string list_of(std::string_view label, const std::vector<assessment::Chosen>& all) {
  std::string words;
  for (const auto& one : all) words += (words.empty() ? "" : "; ") + one.words;
  return line(label, words);
}

std::optional<PartWords> of_assessment(Context& c, const policy::Proof& proof,
                                       const PartRow& part) {
  for (const auto& a : assessment::assessments_of(c, proof, part.case_id)) {
    if (a.id != part.object) continue;
    PartWords out{
        .title = "Assessment of " + plain_time(a.at), .at = a.at, .rests_on_others = true};
    out.traits.text =
        line("Assessed", plain_time(a.at)) + line("Of", child_of(c, proof, part.case_id, a.child)) +
        list_of("What worries", a.indicators) + list_of("Factors", a.factors) +
        line("Strengths", a.strengths.reveal()) + line("Not known", a.unknowns.reveal()) +
        line("What the child says", a.voice.reveal()) +
        line("Why the child was not heard", a.voice_missing.reveal());
    return out;
  }
  return std::nullopt;
}

std::optional<PartWords> of_discussion(Context& c, const policy::Proof& proof,
                                       const PartRow& part) {
  const auto words =
      casework::words_of_discussed(c, proof, part.case_id,
                                   {.discussion = part.object.substr(0, part.object.find('/')),
                                    .owner = part.owner,
                                    .version = part.version,
                                    .contribution = part.kind == PartKind::contribution});
  if (!words) return std::nullopt;
  PartWords out{.title = words->title,
                .at = words->held_at,
                .rests_on_others = part.kind == PartKind::discussion};
  out.traits.text =
      line("Discussion", words->title) + line("From elsewhere were there", words->others.reveal()) +
      line(part.kind == PartKind::discussion ? "Decided" : "Said", words->words.reveal());
  return out;
}

std::optional<PartWords> of_product(Context& c, const policy::Proof& proof, const Deps& deps,
                                    const PartRow& part) {
  const auto id = ProductId::parse(part.object);
  if (!id) return std::nullopt;
  const auto sent = product::words_of_sent(c, proof, {.product = *id, .version = part.version});
  if (!sent) return std::nullopt;
  const auto to = directory::agency_name(deps.borough, sent->recipient);
  PartWords out{.title = "Sent to " + to + " on " + plain_time(sent->at),
                .at = sent->at,
                .rests_on_others = true};
  out.traits.text = line("Sent to", to) + line("Sent", plain_time(sent->at)) +
                    line("What was asked", sent->asked.reveal()) + line("Why", sent->why.reveal()) +
                    line("Not known", sent->unknown.reveal());
  return out;
}

// An item's file is "file/item".
std::optional<PartWords> of_file(Context& c, const policy::Proof& proof, const PartRow& part) {
  const auto slash = part.object.find('/');
  const auto item = slash == std::string::npos ? Result<ItemId>(ItemId{})
                                               : ItemId::parse(part.object.substr(slash + 1));
  if (!item) return std::nullopt;
  const auto file =
      attachments::words_of_file(c, proof, part.case_id, *item, part.object.substr(0, slash));
  if (!file) return std::nullopt;
  PartWords out{.title = "File of " + plain_time(file->at), .at = file->at};
  out.traits.text = line("File", file->kind) + line("Added", plain_time(file->at)) +
                    line("What it shows", file->shows.reveal()) +
                    "The file itself is given apart from this.\n";
  return out;
}

std::optional<PartWords> of_item(Context& c, const PartRow& part) {
  const auto id = ItemId::parse(part.object);
  const auto item = id ? disclosure::visible_version(c, *id, part.version) : std::nullopt;
  if (!item || !item->readable) return std::nullopt;
  PartWords out{.title = "Item of " + plain_time(item->written_at), .at = item->written_at};
  out.traits.text = item->fact.reveal() + "\n" + line("Where it is from", item->source.reveal()) +
                    line("When it was", item->event_date.reveal());
  out.traits.sensitivity = item->sensitivity;
  out.traits.handling_conditions = is_conditional(item->grade.reveal());
  out.traits.withheld_for = disclosure::withheld_for(c.tx, *id, part.version);
  return out;
}

// Who of the case is neither whom it is about nor who asks; and whether the latter is said to have
// done harm there.
void add_people(Context& c, const policy::Proof& proof, const RequestRow& row, const PartRow& part,
                Traits& traits) {
  std::set<PersonId> own, asks;
  for (const auto& one : persons_of(c.tx, row.id)) {
    if (one.case_id != part.case_id) continue;
    const auto now = people::person_meant(c, part.case_id, row.id, one.person);
    own.insert(now);
    if (one.place == Place::asks || row.right == Right::own) asks.insert(now);
  }
  for (const auto& s : people::statements_of(c, proof, part.case_id)) {
    if (asks.contains(s.person) && s.role == model::PersonRole::adult_of_concern) {
      traits.asker_alleged = true;
    }
    if (!s.person.empty() && own.contains(s.person)) continue;
    // A family shares its surname: that alone names nobody.
    if (!s.given_name.reveal().empty()) traits.others.push_back(s.given_name.reveal());
  }
  std::ranges::sort(traits.others);
  const auto again = std::ranges::unique(traits.others);
  traits.others.erase(again.begin(), again.end());
}

bool is_item_here(db::Transaction& tx, std::string_view item, const CaseId& id) {
  return std::ranges::any_of(disclosure::items_in(tx, id),
                             [item](const auto& one) { return one.id.text() == item; });
}

// What its owner disposed of in the case, of what others knew of.
std::vector<cases::Disposed> tombstones_of(db::Transaction& tx, const CaseId& id,
                                           const AgencyId& owner) {
  auto out = cases::disposed_of_case(tx, id);
  std::erase_if(out, [&owner](const auto& one) { return one.owner != owner || !one.inside; });
  return out;
}

pipeline::Label label_of(const PartRow& part, int place) {
  return {.owner = part.owner,
          .kind = "subject_request_answer",
          .case_id = part.case_id,
          .row = part.id,
          .version = place};
}

}  // namespace

std::vector<Found> found_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Found> out;
  for (const auto& n : intake::notifications_in(tx, id)) {
    out.push_back({PartKind::notification, pipeline::k_front_door, n.text()});
  }
  for (const auto& d : decision::decisions_in(tx, id)) {
    out.push_back({PartKind::decision, pipeline::k_front_door, d.text()});
  }
  for (const auto& l : casework::logged_in(tx, id)) {
    out.push_back({PartKind::log_entry, l.owner, l.id});
  }
  for (const auto& a : assessment::assessments_in(tx, id)) {
    out.push_back({PartKind::assessment, pipeline::k_front_door, a});
  }
  for (const auto& d : casework::discussed_in(tx, id)) {
    const auto kind = d.contribution ? PartKind::contribution : PartKind::discussion;
    out.push_back({kind, d.owner,
                   d.contribution ? d.discussion + "/" + d.owner.text() : d.discussion, d.version});
  }
  for (const auto& sent : product::sent_in(tx, id)) {
    out.push_back({PartKind::product, pipeline::k_front_door, sent.product.text(), sent.version});
  }
  for (const auto& f : attachments::files_in(tx, id, {})) {
    out.push_back({PartKind::file, f.owner, f.id});
  }
  for (const auto& i : disclosure::items_in(tx, id)) {
    out.push_back({PartKind::item, i.owner, i.id.text(), i.version});
    for (const auto& f : attachments::files_in(tx, id, i.id)) {
      out.push_back({PartKind::file, f.owner, f.id + "/" + i.id.text()});
    }
  }
  add_exchanges(tx, id, out);
  return out;
}

bool is_gone(db::Transaction& tx, PartKind kind, std::string_view object, const CaseId& id,
             const AgencyId& owner) {
  // All that the owner held of the case was disposed of, or destroyed.
  const bool own_words = owner != pipeline::k_front_door && kind != PartKind::told;
  if (own_words && !pipeline::has_key(tx, id, owner)) return true;
  if (kind != PartKind::item && kind != PartKind::file) {
    // What the owner has said since lies under a new key.
    return own_words && !tombstones_of(tx, id, owner).empty() &&
           std::ranges::none_of(found_in(tx, id), [&](const Found& one) {
             return one.kind == kind && one.owner == owner && one.object == object;
           });
  }
  const auto slash = object.find('/');
  const auto item = kind == PartKind::item            ? object
                    : slash == std::string_view::npos ? std::string_view()
                                                      : object.substr(slash + 1);
  if (!item.empty() && !is_item_here(tx, item, id)) return true;
  if (kind == PartKind::item) return false;
  const auto here = attachments::files_in(tx, id, ItemId::trusted(std::string(item)));
  return std::ranges::none_of(
      here, [file = object.substr(0, slash)](const auto& one) { return one.id == file; });
}

std::string gone_words(db::Transaction& tx, PartKind kind, std::string_view object,
                       const CaseId& id, const AgencyId& owner) {
  const auto all = tombstones_of(tx, id, owner);
  const auto slash = object.find('/');
  const auto item =
      kind == PartKind::file && slash != std::string_view::npos ? object.substr(slash + 1) : object;
  auto found = std::ranges::find(all, item, &cases::Disposed::subject);
  if (found == all.end()) found = std::ranges::find(all, "", &cases::Disposed::subject);
  return found == all.end() ? std::string("no longer held") : cases::words_of(*found);
}

void look_through(Context& c, const Deps& deps, const RequestRow& row) {
  std::set<CaseId> cases;
  for (const auto& one : persons_of(c.tx, row.id)) {
    if (one.place == Place::about) cases.insert(one.case_id);
  }
  const LocalDate due = to_london(c.now).date.plus_days(deps.policy.owner_days);
  for (const auto& id : cases) {
    // Of a request that is closed only what is hidden from its keeper goes on.
    if (!is_asked_for(c.tx, id, row.id)) continue;
    for (const auto& found : found_in(c.tx, id)) {
      insert_part(c.tx, {.id = new_id_text(c.random),
                         .request = row.id,
                         .case_id = id,
                         .owner = found.owner,
                         .kind = found.kind,
                         .object = found.object,
                         .version = found.version,
                         .at = c.now,
                         .due = due});
    }
  }
}

bool has_news(Context& c, const RequestRow& row, const std::set<CaseId>& cases) {
  const auto parts = parts_of(c.tx, row.id);
  const auto is_known = [&parts](const Found& found) {
    return std::ranges::any_of(parts, [&found](const PartRow& part) {
      return part.kind == found.kind && part.object == found.object &&
             part.version == found.version;
    });
  };
  return std::ranges::any_of(
      cases, [&](const CaseId& id) { return !std::ranges::all_of(found_in(c.tx, id), is_known); });
}

std::optional<PartWords> words_of_part(Context& c, const policy::Proof& proof, const Deps& deps,
                                       const RequestRow& row, const PartRow& part) {
  std::optional<PartWords> out;
  switch (part.kind) {
    case PartKind::notification:
      out = of_notification(c, proof, part);
      break;
    case PartKind::decision:
      out = of_decision(c, proof, part);
      break;
    case PartKind::log_entry:
      out = of_log_entry(c, proof, part);
      break;
    case PartKind::item:
      out = of_item(c, part);
      break;
    case PartKind::assessment:
      out = of_assessment(c, proof, part);
      break;
    case PartKind::discussion:
    case PartKind::contribution:
      out = of_discussion(c, proof, part);
      break;
    case PartKind::product:
      out = of_product(c, proof, deps, part);
      break;
    case PartKind::file:
      out = of_file(c, proof, part);
      break;
    case PartKind::enquiry:
    case PartKind::enquiry_answer:
    case PartKind::challenge:
    case PartKind::challenge_answer:
    case PartKind::told:
    case PartKind::told_reply:
    case PartKind::allegation:
      out = of_exchange(c, proof, deps, part);
      break;
  }
  if (!out) return std::nullopt;
  out->traits.data_class = class_of(deps, part.owner);
  out->traits.right = row.right;
  add_people(c, proof, row, part, out->traits);
  return out;
}

bool is_own(const policy::Principal& person, const PartRow& part) {
  return casework::works_for(person) == part.owner || person.agency == part.owner;
}

std::string owner_name(const Deps& deps, const AgencyId& owner) {
  return owner == pipeline::k_front_door ? std::string("The front door")
                                         : directory::agency_name(deps.borough, owner);
}

std::string seen_of(int place, std::string_view text) {
  constexpr std::size_t k_shown = 32;
  return std::to_string(place) + "-" + hex(crypto::sha256(as_bytes(text))).substr(0, k_shown);
}

pipeline::Field seen_field() {
  return {.name = "seen",
          .label = "What you have read",
          .required = true,
          .max = 60,
          .missing = "Open the page again: what you have read did not arrive"};
}

Result<void> check_seen(const Context& c, std::string_view seen, int place,
                        const std::string& stands) {
  const auto read = c.input.text("seen");
  if (read == seen) return {};
  const bool same_answer = read.starts_with(std::to_string(place) + "-");
  const std::string what =
      same_answer ? "The words have changed since you read them. Read them again, then record "
                    "your answer"
                  : "A colleague has answered meanwhile: " + stands +
                        ". Yours is not recorded. Look at both, then record what counts";
  return Error{ErrorCode::conflict, what, {{"answer", what}}};
}

void add_answer(Context& c, const PartRow& part, AnswerRow answer, const AnswerWords& words) {
  answer.place = part.answered ? part.answered->place + 1 : 1;
  answer.at = c.now;
  answer.by = c.principal.person;
  json::Value v = json::Object{};
  v.set("text", words.text.reveal());
  v.set("reason", words.reason.reveal());
  answer.sealed = c.vault.seal(c.tx, label_of(part, answer.place), json::encode(v), c.random);
  insert_answer(c.tx, part.id, answer);
  c.touch(part.id);
}

AnswerWords open_answer(Context& c, const policy::Proof& proof, const PartRow& part) {
  const auto v =
      c.vault.open_json(c.tx, proof, label_of(part, part.answered->place), part.answered->sealed);
  return {.text = Sensitive(v.text("text")), .reason = Sensitive(v.text("reason"))};
}

std::string answer_words(const AccessPolicy& policy, const PartRow& part) {
  if (!part.answered) return "Not answered";
  const auto* exemption = policy.find(part.answered->exemption);
  const std::string why = exemption == nullptr ? "" : ": " + exemption->words;
  const std::string silent = part.answered->silent ? " (the bundle does not say so)" : "";
  switch (part.answered->answer) {
    case Answer::disclose:
      return "Disclosed";
    case Answer::in_part:
      return "Disclosed with parts removed" + why + silent;
    case Answer::withhold:
      return "Withheld" + why + silent;
    case Answer::not_about:
      return "Not about this person";
  }
  return "";
}

}  // namespace mash::access
