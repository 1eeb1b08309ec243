// SPDX-License-Identifier: MIT
#include "assessed.h"

#include <algorithm>

#include "mash/directory/directory.h"

namespace mash::decision {

void keep_what_stood_there(pipeline::Context& c, const policy::Proof& proof, Decision& decision) {
  const auto all = assessment::assessments_of(c, proof, decision.case_id);
  if (const auto* newest = assessment::newest_of(all, decision.child)) {
    decision.assessment = newest->id;
  }
  for (const auto& one : assessment::dissents_of(c, proof, decision.case_id)) {
    decision.dissents.push_back(one.id);
  }
}

std::vector<std::string> misfits_of(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id, const PersonId& child, model::NeedLevel level,
                                    model::Outcome outcome) {
  const auto all = assessment::assessments_of(c, proof, id);
  const auto* newest = assessment::newest_of(all, child);
  if (newest == nullptr) return {};
  return assessment::misfits(assessment::built_in_ruleset(),
                             assessment::facts_for_reader(c, *newest), level, outcome);
}

std::vector<std::string> typed_misfits(pipeline::Context& c, const policy::Proof& proof,
                                       const PageOptions& o, const PersonId& child) {
  if (o.typed == nullptr) return {};
  const auto level = model::from_code<model::NeedLevel>(o.typed->text("level"));
  const auto outcome = model::from_code<model::Outcome>(o.typed->text("outcome"));
  if (!level || !outcome) return {};
  return misfits_of(c, proof, o.head.id, child, *level, *outcome);
}

Assessed assessed(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  if (!cases::is_front_door(c.principal)) return {};
  return {.assessments = assessment::assessments_of(c, proof, id),
          .dissents = assessment::dissents_of(c, proof, id)};
}

void add_assessed(json::Value& to, pipeline::Context& c, const model::Borough& borough,
                  const Decision& d, const Assessed& all) {
  std::string rested_on;
  const auto at = std::ranges::find(all.assessments, d.assessment, &assessment::Assessment::id);
  if (at != all.assessments.end()) {
    const auto& level = assessment::proposal_for_reader(c, *at).level;
    rested_on = (level ? std::string(model::words_of(*level)) : "No level") + " was proposed. " +
                directory::person_name(borough, at->by) + ", " + plain_time(at->at);
  }
  to.set("assessed", rested_on);
  std::string against;
  for (const auto& one : all.dissents) {
    if (std::ranges::find(d.dissents, one.id) == d.dissents.end()) continue;
    against += (against.empty() ? "" : "; ") + directory::agency_name(borough, one.owner) + ", " +
               plain_time(one.at);
  }
  to.set("against", against);
}

}  // namespace mash::decision
