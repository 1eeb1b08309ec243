// SPDX-License-Identifier: MIT
#include "clearance.h"

#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/release_clock.h"

namespace mash::product {

namespace {

using disclosure::Clearance;
using disclosure::ClearanceAnswer;

bool in_danger(const cases::CaseHead& head) {
  return head.rating == model::Rating::red || head.rating == model::Rating::provisional_red;
}

// Silence has a deadline: after it nobody is waited for.
bool may_still_answer_in_time(pipeline::Context& c, const ProductHead& head,
                              const AgencyId& owner) {
  const auto clock = disclosure::release_clock(c.tx, head.case_id, head.id, owner);
  return clock && !clock->breached_at && c.now <= clock->due_at;
}

}  // namespace

Clearing clearing_of(pipeline::Context& c, const Deps& deps, const ProductHead& head,
                     const std::vector<Clearance>& clearances) {
  if (std::ranges::find(clearances, ClearanceAnswer::objected, &Clearance::answer) !=
      clearances.end()) {
    return Clearing::objected;
  }
  bool owed = false;
  bool in_time = false;
  for (const auto& one : clearances) {
    if (one.answer) continue;
    owed = true;
    in_time = in_time || may_still_answer_in_time(c, head, one.owner);
  }
  if (!owed) return Clearing::done;
  const bool danger = deps.timescales.policy.danger_goes_before_clearance &&
                      in_danger(*cases::find_case(c.tx, head.case_id));
  return danger || !in_time ? Clearing::before_reply : Clearing::wait;
}

std::string what_stops(Clearing clearing) {
  switch (clearing) {
    case Clearing::done:
    case Clearing::before_reply:
      return "";
    case Clearing::wait:
      return "It can go once they have answered or their time is over. If a child must be seen "
             "before, send a safety product";
    case Clearing::objected:
      return "An owner says that your words give away what may not leave. Write it anew";
  }
  return "";
}

json::Array clearance_data(pipeline::Context& c, const Deps& deps, const policy::Proof& proof,
                           const ProductHead& head, std::int64_t draft) {
  json::Array out;
  for (const auto& one : disclosure::clearances_of(c, proof, head.id, draft)) {
    json::Value v = json::Object{};
    v.set("owner", directory::agency_name(deps.borough, one.owner));
    v.set("answer",
          one.answer ? std::string(model::words_of(*one.answer)) : std::string("Not answered yet"));
    v.set("reason", one.reason.reveal());
    v.set("by", one.answer ? directory::person_name(deps.borough, one.answered_by) + ", " +
                                 plain_time(one.answered_at) +
                                 (one.of_same_words ? ", of the same words before" : "")
                           : std::string());
    const auto clock = disclosure::release_clock(c.tx, head.case_id, head.id, one.owner);
    v.set("clock", !one.answer && clock ? cases::clock_tag(clock, c.now) : json::Value(false));
    out.push_back(std::move(v));
  }
  return out;
}

}  // namespace mash::product
