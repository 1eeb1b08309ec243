// SPDX-License-Identifier: MIT
#include "send.h"

#include <algorithm>

#include "doubts.h"
#include "left_store.h"
#include "mash/cases/cases.h"
#include "mash/decision/decisions.h"
#include "mash/packages/reference.h"
#include "mash/people/people.h"
#include "mash/pipeline/record.h"
#include "mash/post/post.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using model::Stage;

void post_package(pipeline::Context& c, const ProductHead& head, std::int64_t version,
                  packages::OutwardKind kind, Bytes body, post::Haste haste) {
  post::send(c, {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = std::move(body)},
             head.case_id, about_version(head.id, version), haste);
}

// It is not owed any more, whatever the gate says to it: something else takes its place.
void let_go(pipeline::Context& c, const ProductId& id, std::int64_t version) {
  post::let_go(c, packages::OutwardKind::product, about_version(id, version));
}

void leave(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
           const ProductHead& head, VersionRow row, const packages::Product& package,
           const std::vector<ItemId>& went, const Sensitive& without_reason) {
  row.version = package.version;
  if (row.issued_by.empty()) row.issued_by = c.principal.person;
  row.issued_at = c.now;
  row.hash = packages::product_hash(package);
  const Bytes bytes = packages::encode(package);
  json::Value copy = json::Object{};
  copy.set("package", to_text(bytes));
  copy.set("without_reason", without_reason.reveal());
  copy.set("named", ids_of_named(c, proof, head, row));
  store_issued(c.tx, row,
               c.vault.seal(c.tx, issued_label(head, row.draft), json::encode(copy), c.random),
               went);
  end_doubts(c.tx, head.id, std::nullopt, c.now, c.principal.person, {});
  insert_left(c.tx, {.product = head.id,
                     .version = row.version,
                     .entry = pipeline::append_statement(c.tx, c.keys, c.random, c.now,
                                                         packages::k_left_class,
                                                         packages::product_statement(bytes))});
  const bool urgent = package.urgent || package.safety;
  post_package(c, head, row.version, packages::OutwardKind::product, bytes,
               urgent ? post::Haste::at_once : post::Haste::can_wait);
  for (std::int64_t older = 1; older < row.version; ++older) let_go(c, head.id, older);
  c.touch(head.id.text());
  const auto current = cases::find_case(c.tx, head.case_id);
  // From now on it is the recipient's turn, and responsibility stays here until it accepts: the
  // stage has one clock for sending and one for each recipient's answer. Of a Red, a newer version
  // gives no more time for what nobody has accepted.
  const auto running = cases::running_clock(c.tx, head.case_id, Stage::disseminate, head.recipient);
  if (running && running->due_at != accept_by(c, deps, head, package.only_tells)) {
    cases::withdraw_clock(c, head.case_id, Stage::disseminate, head.recipient);
  }
  cases::start_clock(c, deps.timescales, head.case_id, Stage::disseminate,
                     package.only_tells ? cases::k_whatever_rating : current->rating, c.now,
                     head.recipient);
  if (!package.safety) {
    if (all_sent(c, proof, head.case_id)) cases::meet_clock(c, head.case_id, Stage::disseminate);
  } else if (!model::is_open(current->state) &&
             !decision::all_children_decided(c, proof, head.case_id)) {
    cases::reopen_to_rate(c, deps.timescales, *current);
  }
  go_on(c, proof, deps, head.case_id);  // a safety product may replace what was sent and unanswered
  c.changed("case", head.case_id.text());
}

}  // namespace

pipeline::Label issued_label(const ProductHead& head, std::int64_t draft) {
  return {.owner = pipeline::k_front_door,
          .kind = "product_issued",
          .case_id = head.case_id,
          .row = head.id.text(),
          .version = draft};
}

ProductHead product_for(pipeline::Context& c, const CaseId& id, const AgencyId& recipient) {
  if (auto found = find_product(c.tx, id, recipient)) return *std::move(found);
  ProductHead head{.id = ProductId::make(c.random),
                   .case_id = id,
                   .reference = packages::new_reference(c.random),
                   .recipient = recipient};
  insert_product(c.tx, head);
  return head;
}

bool is_red(model::Rating rating) {
  return rating == model::Rating::red || rating == model::Rating::provisional_red;
}

std::optional<UtcTime> accept_by(pipeline::Context& c, const Deps& deps, const ProductHead& head,
                                 bool only_tells) {
  const auto current = cases::find_case(c.tx, head.case_id);
  const auto rating = only_tells ? cases::k_whatever_rating : current->rating;
  const auto fresh = model::due(deps.timescales.policy, deps.timescales.calendar,
                                Stage::disseminate, rating, head.recipient, c.now);
  const auto running = cases::running_clock(c.tx, head.case_id, Stage::disseminate, head.recipient);
  // Whoever is passed the case itself is asked anew; a time that has run out asks nobody.
  using enum model::NotificationState;
  const bool passed = current->state == routed_open_case || current->state == routed_adult;
  const bool holds = running && !passed && is_red(rating) && running->due_at > c.now &&
                     (!fresh || running->due_at <= fresh->at);
  if (holds) return running->due_at;
  return fresh ? std::optional(fresh->at) : std::nullopt;
}

std::optional<VersionRow> newest_issued(db::Transaction& tx, const ProductId& id) {
  std::optional<VersionRow> out;
  for (auto& row : versions_of(tx, id)) {
    if (row.version > 0 && (!out || row.version > out->version)) out = std::move(row);
  }
  return out;
}

std::optional<VersionRow> newest_written(db::Transaction& tx, const ProductId& id) {
  for (auto& row : versions_of(tx, id)) {
    if (!row.safety) return std::move(row);
  }
  return std::nullopt;
}

void issue(pipeline::Context& c, const IssueGrant& grant, const Deps& deps, const ProductHead& head,
           const VersionRow& row, const packages::Product& package, const std::vector<ItemId>& went,
           const Sensitive& without_reason) {
  leave(c, grant, deps, head, row, package, went, without_reason);
}

void send_safety(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                 const ProductHead& head, const SafetyWords& words) {
  packages::Product p = new_package(c, deps, head);
  p.safety = true;
  if (words.only_tells) {  // they learn who needs them, not how the case stands
    p.only_tells = true;
    p.rating.clear();
    p.urgent = false;
    p.accept_by = accept_by(c, deps, head, true);
  }
  p.contact = words.contact;
  p.asked = words.asked;
  p.by_when = words.by_when;
  p.why = "Who: " + words.who + (words.where.empty() ? "" : "\nWhere: " + words.where);
  if (!words.only_tells) {
    p.unknown = words.passes_case ? "The hub has asked no other agency."
                                  : "The hub is still asking. More may follow as a new version.";
  }
  p.inform = model::words_of(Inform::not_told);
  const auto rows = versions_of(c.tx, head.id);
  VersionRow row{.product = head.id,
                 .draft = rows.empty() ? 1 : rows.front().draft + 1,
                 .safety = true,
                 .passes_case = words.passes_case,
                 .state = ProductState::cleared,
                 .created_by = proof.principal().person,
                 .created_at = c.now};
  if (words.by_itself) row.issued_by = pipeline::k_system;
  row.sealed_draft = seal_draft(c, head, row.draft,
                                {.contact = Sensitive(p.contact),
                                 .asked = Sensitive(p.asked),
                                 .by_when = Sensitive(p.by_when),
                                 .why = Sensitive(p.why),
                                 .unknown = Sensitive(p.unknown),
                                 .inform = Inform::not_told,
                                 .children = words.about,
                                 .only_tells = words.only_tells});
  insert_version(c.tx, row, {});
  leave(c, proof, deps, head, std::move(row), p, {}, {});
}

std::string name_and_birth(const std::string& name, std::string_view dob) {
  const auto day = LocalDate::parse(dob);
  return name + (day ? ", born " + plain_date(*day) : "");
}

std::string children_in_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  std::string out;
  const auto add = [&out](const std::string& name, std::string_view dob) {
    out += (out.empty() ? "" : "\n") + name_and_birth(name, dob);
  };
  for (const auto& child : people::children_of(c, proof, id)) add(child.name, child.dob);
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (!s.person.empty() || !people::may_be_child(s, to_london(c.now).date)) continue;
    add(s.display_name(), s.dob.reveal());
  }
  return out;
}

std::string adults_in_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  std::string out;
  const auto add = [&out](const std::string& name, std::string_view dob, model::PersonRole role) {
    out += (out.empty() ? "" : "\n") + name_and_birth(name, dob) + " (" +
           std::string(model::words_of(role)) + ")";
  };
  const auto today = to_london(c.now).date;
  for (const auto& s : people::subjects_of(c, proof, id)) {
    if (!people::may_be_child(s, today)) add(s.name, s.dob, s.role);
  }
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (s.person.empty() && !people::may_be_child(s, today)) {
      add(s.display_name(), s.dob.reveal(), s.role);
    }
  }
  return out;
}

void take_back(pipeline::Context& c, const ProductHead& head, const VersionRow& row,
               RecallReason why) {
  const auto newest = newest_issued(c.tx, head.id);
  store_recalled(c.tx, head.id, row.draft, why);
  const packages::Withdrawal withdrawal{
      .product = head.id, .version = row.version, .why = std::string(model::words_of(why))};
  post_package(c, head, row.version, packages::OutwardKind::withdrawal,
               packages::encode(withdrawal), post::Haste::at_once);
  let_go(c, head.id, row.version);
  c.touch(head.id.text());
  c.note(std::string(model::code_of(why)));
  c.changed("case", head.case_id.text());
  if (newest && newest->draft == row.draft) {
    end_doubts(c.tx, head.id, std::nullopt, c.now, c.principal.person, {});
    cases::withdraw_clock(c, head.case_id, Stage::disseminate, head.recipient);
  }
}

}  // namespace mash::product
