// SPDX-License-Identifier: MIT
#include "mash/intake/intake.h"

#include <algorithm>

#include "mash/attachments/arriving.h"
#include "mash/cases/cases.h"
#include "mash/crypto/crypto.h"
#include "mash/packages/reference.h"
#include "mash/people/family_contact.h"
#include "mash/pipeline/box.h"
#include "mash/post/post.h"
#include "notification_words.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

Bytes lookup_or_none(const pipeline::Vault& vault, std::string_view purpose,
                     const std::string& text) {
  return text.empty() ? Bytes{} : vault.lookup(purpose, text);
}

// A line of what was sent, without control characters; if it had some, what was typed stays beside
// it. The gate's word that it has none would not do.
template <class New>
Sensitive line(New& out, std::string_view field, const Sensitive& typed) {
  if (!has_controls(typed.reveal())) return typed;
  out.raw_cells.push_back({field, typed});
  if (const auto fault = fault_of_controls(typed.reveal())) out.faults.push_back({*fault, field});
  return Sensitive(one_line(typed.reveal()));
}

NewPerson person_of(const packages::NotifiedPerson& p) {
  NewPerson out;
  people::Statement& s = out.said;
  s.role = model::from_code<model::PersonRole>(p.role).value_or(model::PersonRole::other);
  s.given_name = line(out, "given_name", p.given_name);
  s.surname = line(out, "surname", p.surname);
  s.dob = p.dob;
  s.expected_dob = p.expected_dob;
  s.sex = p.sex;
  s.address_line = line(out, "address_line", p.address_line);
  s.postcode = line(out, "postcode", p.postcode);
  s.school = line(out, "school", p.school);
  s.relationship = line(out, "relationship", p.relationship);
  s.notes = p.notes;
  return out;
}

// The form's own word for it counts only where the source agrees.
model::ReferrerClass class_of_sender(const packages::Notification& p,
                                     model::ReferralSource source) {
  using model::ReferrerClass;
  const ReferrerClass by_source = model::class_of(source);
  // Who asks us not to tell the family has still told us who they are, and is told what happened.
  const bool unnamed =
      p.referrer_name.empty() && p.referrer_phone.empty() && p.referrer_email.empty();
  if ((p.anonymous && unnamed) || by_source == ReferrerClass::anonymous) {
    return ReferrerClass::anonymous;
  }
  if (p.professional && by_source == ReferrerClass::professional) return by_source;
  return ReferrerClass::member_of_public;
}

NewNotification notification_of(const packages::Notification& p, UtcTime received_at) {
  NewNotification n;
  n.reference = p.reference;
  n.received_at = received_at;
  n.channel = model::Channel::web_form;
  n.source = model::from_code<model::ReferralSource>(p.source).value_or(n.source);
  n.referrer_class = class_of_sender(p, n.source);
  n.wants_anonymity = p.anonymous;
  n.referrer_name = line(n, "referrer_name", p.referrer_name);
  n.referrer_role = line(n, "referrer_role", p.referrer_role);
  n.referrer_agency = line(n, "referrer_agency", p.referrer_agency);
  n.referrer_email = line(n, "referrer_email", p.referrer_email);
  n.referrer_phone = line(n, "referrer_phone", p.referrer_phone);
  n.danger = model::from_code<model::Answer>(p.danger).value_or(n.danger);
  for (const auto& code : p.concerns) {
    n.concerns.push_back(
        model::from_code<model::ConcernType>(code).value_or(model::ConcernType::other));
  }
  n.informed = model::from_code<model::FamilyInformed>(p.informed);
  n.narrative = p.narrative;
  n.where_now = p.where_now;
  n.who_else = p.who_else;
  n.why_not_informed = p.why_not_informed;
  n.safe_contact = p.safe_contact;
  n.family_contact = p.family_contact;
  n.language = line(n, "language", p.language);
  n.needs = p.needs;
  n.interpreter = model::from_code<model::Answer>(p.interpreter);
  n.status_secret = p.status_secret;
  n.files = static_cast<std::int64_t>(p.files.size());
  for (const auto& one : p.people) n.people.push_back(person_of(one));
  return n;
}

// Kept with what could be opened of it, for a person to read.
Received refuse(pipeline::Context& c, const packages::Inward& inward, std::string reason,
                const Bytes& content, bool opened) {
  c.note(reason);
  json::Value words = json::Object{};
  words.set("opened", opened);
  words.set("content", base64(content));
  const pipeline::Label label{
      .owner = pipeline::k_front_door, .kind = "refused_inward", .row = inward.id};
  insert_refused(c.tx, {.id = inward.id,
                        .at = inward.at,
                        .reason = std::move(reason),
                        .sealed = c.vault.seal(c.tx, label, json::encode(words), c.random)});
  c.changed("refused_inward", inward.id);
  return Received::refused;
}

}  // namespace

bool is_urgent(const NewNotification& n) {
  return n.danger == model::Answer::yes ||
         std::ranges::find(n.concerns, model::ConcernType::injury_infant) != n.concerns.end();
}

CaseId add_notification(pipeline::Context& c, const cases::Timescales& timescales,
                        const NewNotification& n) {
  const auto case_id = CaseId::make(c.random);
  NotificationRow row{.id = NotificationId::make(c.random),
                      .case_id = case_id,
                      .reference_lookup = c.vault.lookup("source_reference", n.reference),
                      .content_lookup = lookup_or_none(c.vault, "content", n.content_hash),
                      .likeness_lookup = lookup_or_none(c.vault, "likeness", n.likeness_hash),
                      .channel = n.channel,
                      .source = n.source,
                      .received_at = n.received_at,
                      .entered_at = c.now,
                      .urgent = is_urgent(n)};
  if (n.history) {
    cases::add_history_case(c, case_id, n.received_at);
  } else {
    cases::add_case(c, case_id, n.received_at, row.urgent);
  }
  c.touch(case_id.text());
  c.touch(row.id.text());
  std::vector<StatementId> statements;
  for (const NewPerson& p : n.people) {
    people::Statement said = p.said;
    said.case_id = case_id;
    said.notification = row.id;
    said.at = n.received_at;
    statements.push_back(people::add_statement(c, said));
  }
  people::add_family_contact(c, case_id,
                             {.notification = row.id,
                              .said_by = {},
                              .at = n.received_at,
                              .reaching = n.family_contact,
                              .language = n.language,
                              .needs = n.needs,
                              .interpreter = n.interpreter});
  row.sealed = c.vault.seal(c.tx, label_of(row.id, case_id),
                            json::encode(sealed_words(n, statements)), c.random);
  insert_notification(c.tx, row);
  if (n.history) return case_id;
  const auto rating = row.urgent ? model::Rating::provisional_red : model::Rating::not_rated;
  for (const auto stage :
       {model::Stage::acknowledge, model::Stage::rate, model::Stage::response_type}) {
    cases::start_clock(c, timescales, case_id, stage, rating, n.received_at);
  }
  return case_id;
}

Received receive(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
                 const cases::Timescales& timescales, const packages::Inward& inward,
                 const cases::OnRed& on_red, const cases::OnArrived& on_arrived) {
  if (!post::take_in(c, inward.id)) return Received::seen_before;
  const auto opened = pipeline::open_box(c.keys, inward.body);
  if (!opened) return refuse(c, inward, "box_not_opened", inward.body, false);
  const auto package = packages::decode_notification(*opened);
  if (!package) return refuse(c, inward, "not_understood", *opened, true);
  // A gate whose clock is fast must not give us less time, or more.
  const UtcTime received_at = std::min(inward.at, c.now);
  const NewNotification notification = notification_of(*package, received_at);
  const auto id = add_notification(c, timescales, notification);
  // The gate's receipt has told the sender, whatever time it took to come here.
  cases::meet_clock(c, id, model::Stage::acknowledge, received_at);
  attachments::expect_files(c, grant, id, package->files);
  c.about(id);
  if (on_arrived) on_arrived(c, grant, id);
  if (on_red && is_urgent(notification)) on_red(c, grant, id);
  return Received::added;
}

std::vector<NotificationView> notification_view(pipeline::Context& c, const policy::Proof& proof,
                                                const CaseId& id) {
  return std::move(notification_views(c, proof, {id})[id]);
}

std::map<CaseId, std::vector<NotificationView>> notification_views(pipeline::Context& c,
                                                                   const policy::Proof& proof,
                                                                   const std::set<CaseId>& ids) {
  const pipeline::FetchedKeys keys(c.tx, ids);
  std::map<CaseId, std::vector<NotificationView>> out;
  for (const NotificationRow& row : notification_rows(c.tx, ids)) {
    const json::Value words =
        c.vault.open_json(keys, proof, label_of(row.id, row.case_id), row.sealed);
    out[row.case_id].push_back(view_of(row, words));
  }
  return out;
}

std::vector<CaseId> cases_with_reference(pipeline::Context& c, std::string_view typed) {
  const auto of = [&c](std::string_view reference) {
    return cases_of_reference(c.tx, c.vault.lookup("source_reference", reference));
  };
  auto out = of(typed);
  const auto ours = packages::parse_reference(typed, "reference");
  if (out.empty() && ours) out = of(*ours);
  return out;
}

}  // namespace mash::intake
