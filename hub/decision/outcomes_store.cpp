// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "mash/decision/outcomes.h"

namespace mash::decision {

namespace {

model::Outcome outcome_of(const std::string& code) {
  const auto outcome = model::from_code<model::Outcome>(code);
  if (!outcome) throw std::runtime_error("unknown outcome of a decision in the database");
  return *outcome;
}

}  // namespace

std::vector<Decided> outcomes_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Decided> out;
  for (const auto& r :
       tx.query("select outcome, decided_at from decision where case_id = $1", {id})) {
    out.push_back({outcome_of(r.text(0)), r.time(1)});
  }
  return out;
}

std::vector<DecidedInCase> every_outcome(db::Transaction& tx) {
  std::vector<DecidedInCase> out;
  for (const auto& r : tx.query("select case_id, outcome, decided_at from decision")) {
    out.push_back({r.id<CaseId>(0), outcome_of(r.text(1)), r.time(2)});
  }
  return out;
}

}  // namespace mash::decision
