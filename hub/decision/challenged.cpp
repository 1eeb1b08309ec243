// SPDX-License-Identifier: MIT
#include "mash/decision/challenged.h"

#include <algorithm>

#include "decide.h"

namespace mash::decision {

namespace {

challenge::Standing standing_of(const ChildDecisions& one) {
  const Decision& d = *one.standing;
  challenge::Standing out{.child = one.child.person,
                          .name = one.child.name.empty() ? "Name not known" : one.child.name,
                          .words = std::string(model::words_of(d.outcome)) + ", " +
                                   std::string(model::words_of(d.level))};
  for (const auto& each : all_that_stand(one)) {
    out.decisions.push_back(each.id);
    out.decided_by.push_back(each.decided_by);
    if (!each.signed_by.empty()) out.decided_by.push_back(each.signed_by);
  }
  return out;
}

}  // namespace

std::vector<Decision> all_that_stand(const ChildDecisions& child) {
  std::vector<Decision> holding = {*child.standing};
  std::ranges::copy_if(child.earlier, std::back_inserter(holding), &Decision::holds);
  std::vector<Decision> out;
  for (const auto& one : holding) {
    if (std::ranges::none_of(holding, [&one](const Decision& d) {
          return std::ranges::find(d.replaces, one.id) != d.replaces.end();
        })) {
      out.push_back(one);
    }
  }
  return out;
}

void wait_to_decide_again(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const cases::CaseHead& head) {
  c.note("decision_reopened");
  keep_whether_stands(c, proof, head.id);
  // What follows from the new decisions has its own time.
  cases::withdraw_clock(c, head.id, model::Stage::disseminate);
  cases::start_clock_to_decide(c, deps.timescales, head.id, head.rating, c.now);
  if (model::is_decided(head.state)) {
    cases::set_state(c, head.id, model::NotificationState::analysis);
  }
}

challenge::Deps for_challengers(const Deps& deps) {
  return {.borough = deps.borough,
          .timescales = deps.timescales,
          .standing =
              [](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
                std::vector<challenge::Standing> out;
                for (const auto& one : by_child(c, proof, id)) {
                  if (one.standing) out.push_back(standing_of(one));
                }
                return out;
              },
          .on_reopened =
              [deps](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
                wait_to_decide_again(c, proof, deps, *cases::find_case(c.tx, id));
              },
          .on_upheld =
              [deps](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
                if (deps.on_decided && all_children_decided(c, proof, id)) {
                  deps.on_decided(c, proof, id);
                }
              }};
}

}  // namespace mash::decision
