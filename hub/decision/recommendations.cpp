// SPDX-License-Identifier: MIT
#include "recommendations.h"

#include <algorithm>

#include "assessed.h"
#include "mash/enquiry/enquiries.h"
#include "sealed.h"

namespace mash::decision {

namespace {

pipeline::Label label_of(const Decision& d) {
  return {.owner = pipeline::k_front_door,
          .kind = "recommendation",
          .case_id = d.case_id,
          .row = d.id.text()};
}

bool needs_discussion(model::Outcome outcome) {
  return outcome == model::Outcome::s47 || outcome == model::Outcome::strategy_discussion;
}

}  // namespace

bool recommends(const Deps& deps) {
  return deps.borough.hub.mode == model::HubMode::recommends;
}

std::vector<Decision> recommendations_of(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id) {
  std::vector<Decision> out;
  const auto rows = recommendation_rows(c.tx, id);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Decision d = rows[i].decision;
    read_sealed(d, c.vault.open_json(c.tx, proof, label_of(d), rows[i].sealed), rows, i);
    d.child = people::person_meant(c, id, d.id.text(), d.child);
    out.push_back(std::move(d));
  }
  return out;
}

const Decision* newest_for(const std::vector<Decision>& all, const PersonId& child) {
  const Decision* out = nullptr;
  for (const auto& one : all) {
    if (one.child == child) out = &one;
  }
  return out;
}

std::int64_t count_recommendations(pipeline::Context& c, const CaseId& id, const PersonId& child) {
  const auto rows = recommendation_rows(c.tx, id);
  return std::ranges::count_if(rows, [&](const DecisionRow& row) {
    const auto& d = row.decision;
    return child.empty() || people::person_meant(c, id, d.id.text(), d.child) == child;
  });
}

void recommend(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
               const ChildDecisions& found, Decision d, const Words& words) {
  d.id = DecisionId::make(c.random);
  d.child = found.child.person;
  d.missing_returns = enquiry::unanswered(c.tx, d.case_id);
  d.decided_by = grant.principal().person;
  d.decided_at = c.now;
  keep_what_stood_there(c, grant, d);
  insert_recommendation(
      c.tx,
      {.decision = d, .sealed = c.vault.seal(c.tx, label_of(d), sealed_text(words, d), c.random)});
  c.touch(d.id.text());
  c.note(std::string(model::code_of(d.outcome)));
  c.note("recommended");
  c.changed("case", d.case_id.text());
  if (deps.on_holds && needs_discussion(d.outcome)) deps.on_holds(c, d.case_id, d.outcome);
}

bool was_begun(db::Transaction& tx, const Decision& decision) {
  if (decision.recommendation.empty() || !needs_discussion(decision.outcome)) return false;
  const auto rows = recommendation_rows(tx, decision.case_id);
  return std::ranges::any_of(rows, [&](const DecisionRow& row) {
    return row.decision.id == decision.recommendation && needs_discussion(row.decision.outcome);
  });
}

bool may_record(const policy::Principal& person) {
  return policy::may(person, policy::Action::record_decision, {.case_member = true});
}

}  // namespace mash::decision
