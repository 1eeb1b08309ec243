// SPDX-License-Identifier: MIT
#include "screen_repeats.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/people/people.h"

namespace mash::triage {

namespace {

// For whom a manager would decide: the children, else the adults of concern, else everybody.
std::vector<people::Subject> concerned(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id) {
  auto out = people::children_of(c, proof, id);
  if (!out.empty()) return out;
  out = people::subjects_of(c, proof, id);
  const auto of_concern = [](const people::Subject& s) {
    return s.role == model::PersonRole::adult_of_concern;
  };
  if (std::ranges::any_of(out, of_concern)) std::erase_if(out, std::not_fn(of_concern));
  return out;
}

}  // namespace

std::string repeats_in_the_way(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                               const CaseId& id) {
  std::string out;
  if (!deps.repeats) return out;
  const auto said = people::statements_of(c, proof, id);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& one : concerned(c, proof, id)) {
    for (const auto& hit : people::repeat_hits(c, *deps.repeats, said, one.person, hidden)) {
      if (out.find(hit.text) == std::string::npos) out += (out.empty() ? "" : " ") + hit.text;
    }
  }
  return out;
}

void keep_hidden_repeats(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const CaseId& id) {
  if (!deps.repeats) return;
  const auto said = people::statements_of(c, proof, id);
  const auto restricted = cases::restricted_cases(c.tx);
  for (const auto& one : concerned(c, proof, id)) {
    people::HiddenCases others;
    for (const auto& hit : people::repeat_hits(c, *deps.repeats, said, one.person, {})) {
      people::add_hidden_cases(others, hit, restricted);
    }
    people::add_hidden_repeat(c, id, one.person, std::move(others));
  }
}

}  // namespace mash::triage
