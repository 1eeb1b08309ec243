// SPDX-License-Identifier: MIT
#include "mash/enquiry/basis.h"

#include <algorithm>

#include "basis_words.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"

namespace mash::enquiry {

namespace {

using model::InformDecision;

pipeline::Label label_of(const CaseId& id, std::int64_t version) {
  return {.owner = pipeline::k_front_door,
          .kind = "basis",
          .case_id = id,
          .row = id.text(),
          .version = version};
}

json::Value informed_json(const Informed& one) {
  json::Value v = json::Object{};
  v.set("key", one.key);
  v.set("name", one.name.reveal());
  v.set("role", model::code_of(one.role));
  v.set("decision", model::code_of(one.decision));
  v.set("how", one.how.reveal());
  return v;
}

Informed informed_from(const json::Value& v) {
  Informed out;
  out.key = v.text("key");
  out.name = Sensitive(v.text("name"));
  out.role = model::from_code<model::PersonRole>(v.text("role")).value_or(model::PersonRole::other);
  out.decision =
      model::from_code<InformDecision>(v.text("decision")).value_or(InformDecision::not_informed);
  out.how = Sensitive(v.text("how"));
  return out;
}

bool refuses(const Informed& one) {
  return one.decision == InformDecision::consent_refused ||
         one.decision == InformDecision::withdrawn;
}

bool is_low(std::optional<model::NeedLevel> level) {
  return level == model::NeedLevel::level_1 || level == model::NeedLevel::level_2;
}

}  // namespace

bool goes_on_without_agreement(const Basis& basis) {
  return basis.informed.empty() || std::ranges::any_of(basis.informed, [](const Informed& one) {
           return one.decision != InformDecision::consent_given;
         });
}

// Consent never blocks safety: with a concern for safety only a level that denies the concern
// stands against asking, and one act of a manager changes that level.
std::string what_stands_against(const Basis& basis, std::optional<model::NeedLevel> level) {
  if (basis.threshold == Threshold::not_met) {
    return "It was recorded that there is no reason to ask other agencies.";
  }
  if (basis.threshold == Threshold::need_with_consent && goes_on_without_agreement(basis)) {
    return "Help of this kind needs the family's agreement, and not everybody agrees. Ask them, or "
           "if a child may come to harm record a concern for safety instead.";
  }
  if (std::ranges::any_of(basis.informed, refuses) && is_low(level)) {
    return "Somebody in the family does not agree, and the case is rated below a concern for "
           "safety. If the child is not safe, a manager can rate it again now.";
  }
  return "";
}

std::optional<Basis> basis_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  const auto row = newest_basis(c.tx, id);
  if (!row) return std::nullopt;
  const json::Value v = c.vault.open_json(c.tx, proof, label_of(id, row->version), row->sealed);
  Basis out;
  out.version = row->version;
  out.threshold = row->threshold;
  out.complete = row->complete;
  out.urgent = row->urgent;
  out.recorded_by = row->recorded_by;
  out.recorded_at = row->recorded_at;
  if (const auto* laws = v["laws"].as_array()) {
    for (const auto& law : *laws) out.laws.push_back(*law.as_string());
  }
  if (const auto* informed = v["informed"].as_array()) {
    for (const auto& one : *informed) out.informed.push_back(informed_from(one));
  }
  out.dispense = v.text("dispense");
  out.dispense_reason = Sensitive(v.text("dispense_reason"));
  return out;
}

void add_basis(pipeline::Context& c, const CaseId& id, const Basis& basis) {
  const auto before = newest_basis(c.tx, id);
  json::Value words = json::Object{};
  words.set("laws", json::Array(basis.laws.begin(), basis.laws.end()));
  json::Array informed;
  for (const auto& one : basis.informed) informed.push_back(informed_json(one));
  words.set("informed", std::move(informed));
  words.set("dispense", basis.dispense);
  words.set("dispense_reason", basis.dispense_reason.reveal());
  BasisRow row{.case_id = id,
               .version = before ? before->version + 1 : 1,
               .threshold = basis.threshold,
               .complete = basis.complete,
               .urgent = basis.urgent,
               .recorded_by = c.principal.person,
               .recorded_at = c.now,
               .sealed = {}};
  row.sealed = c.vault.seal(c.tx, label_of(id, row.version), json::encode(words), c.random);
  insert_basis(c.tx, row);
  c.note(std::string(model::code_of(basis.threshold)));
  c.changed("case", id.text());
  if (basis.complete) cases::set_basis_complete(c, id);
  if (basis.complete || basis.threshold == Threshold::not_met) {
    cases::meet_clock(c, id, model::Stage::basis);
  }
}

bool basis_stands(pipeline::Context& c, const CaseId& id) {
  // A newer version may have taken back what the case's own mark says; and nobody has decided that
  // agencies are asked of children whom their social worker has.
  const auto head = cases::find_case(c.tx, id);
  const auto row = newest_basis(c.tx, id);
  return head && row && row->complete && !model::is_passed_on(head->state);
}

Result<policy::Facts> ask_facts(pipeline::Context& c) {
  MASH_TRY(auto f, cases::case_facts(c));
  f.basis_complete = f.basis_complete && basis_stands(c, c.case_id);
  return f;
}

}  // namespace mash::enquiry
