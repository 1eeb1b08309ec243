// SPDX-License-Identifier: MIT
#include "mash/cases/holds.h"

#include <algorithm>

#include "hold_store.h"
#include "mash/cases/disposed.h"

namespace mash::cases {

namespace {

pipeline::Label label_of(const Hold& hold, std::string_view kind) {
  return {.owner = hold.owner.empty() ? pipeline::k_front_door : hold.owner,
          .kind = kind,
          .case_id = hold.case_id,
          .row = hold.id};
}

Bytes seal_reason(pipeline::Context& c, const pipeline::Label& label, const std::string& reason) {
  json::Value words = json::Object{};
  words.set("reason", reason);
  return c.vault.seal(c.tx, label, json::encode(words), c.random);
}

}  // namespace

const std::vector<Authority>& authorities() {
  static const std::vector<Authority> all = {
      {"COURT", "A court, or proceedings that are expected"},
      {"INQUIRY", "A public inquiry"},
      {"LSCPR", "A local child safeguarding practice review"},
      {"COMPLAINT", "A complaint, or a claim"},
      {"SUBJECT_REQUEST", "Somebody has asked for what is held about them"},
      {"OTHER", "Another reason in law"}};
  return all;
}

std::string_view words_of_authority(std::string_view code) {
  const auto found = std::ranges::find(authorities(), code, &Authority::code);
  return found == authorities().end() ? code : found->words;
}

std::string set_hold(pipeline::Context& c, Hold hold, const std::string& reason) {
  hold.id = new_id_text(c.random);
  hold.set_at = c.now;
  hold.set_by = c.principal.person;
  hold.agency = c.principal.agency;
  hold.sealed = seal_reason(c, label_of(hold, "legal_hold"), reason);
  insert_hold(c.tx, hold);
  c.touch(hold.id);
  c.note(hold.authority);
  return hold.id;
}

bool lift_hold(pipeline::Context& c, const std::string& hold, const std::string& reason) {
  const auto found = find_hold(c.tx, hold);
  if (!found || found->lifted_at) return false;
  c.touch(hold);
  return store_hold_lifted(c.tx, hold, c.now, c.principal.person,
                           seal_reason(c, label_of(*found, "legal_hold_lifted"), reason));
}

Sensitive reason_of(pipeline::Context& c, const policy::Proof& proof, const Hold& hold) {
  return Sensitive(
      c.vault.show_json(c.tx, proof, label_of(hold, "legal_hold"), hold.sealed, {"reason"})
          .text("reason"));
}

json::Value kept_view(pipeline::Context& c, const CaseId& id,
                      const std::function<std::string(const AgencyId&)>& agency_name) {
  json::Array held;
  for (const auto& hold : holds_of(c.tx, id)) {
    if (!hold.owner.empty() && hold.owner != c.principal.agency) continue;
    held.emplace_back((hold.owner.empty() ? "All of this case is held: "
                                          : "What your agency holds here is held: ") +
                      std::string(words_of_authority(hold.authority)) + ". Since " +
                      plain_date(to_london(hold.set_at).date) + ", to be looked at again by " +
                      plain_date(hold.review_on) + ".");
  }
  json::Array gone;
  for (const auto& one : disposed_of_case(c.tx, id)) {
    if (!one.inside && one.owner != c.principal.agency) continue;
    gone.emplace_back((one.subject.empty()
                           ? "All that " + agency_name(one.owner) + " held was "
                           : "A piece of information of " + agency_name(one.owner) + " was ") +
                      words_of(one) + ".");
  }
  if (held.empty() && gone.empty()) return false;
  json::Value out = json::Object{};
  out.set("has_held", !held.empty());
  out.set("held", std::move(held));
  out.set("has_gone", !gone.empty());
  out.set("gone", std::move(gone));
  return out;
}

}  // namespace mash::cases
