// SPDX-License-Identifier: MIT
#include <algorithm>

#include "health.h"
#include "mash/alerts/alerts.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "mash/shift/shift.h"
#include "who.h"

namespace mash::alerts {

namespace {

constexpr std::size_t k_shown = 10;

std::string names_of(const model::Borough& borough, const std::vector<StaffId>& people) {
  std::string out;
  for (const auto& id : people) {
    out += (out.empty() ? "" : " or ") + directory::person_name(borough, id);
  }
  return out;
}

std::string named_with_telephone(const pipeline::Context& c, const model::Borough& borough,
                                 const std::vector<StaffId>& people, const char* before_number) {
  std::string out = names_of(borough, people);
  const shift::Presence presence(c.tx, borough, c.now);
  const auto telephone = presence.telephone(shift::desk_of(borough, people.front()));
  return telephone.empty() ? out : out + before_number + telephone;
}

// Its telephone may be answered by one of them who may not know of the case.
std::string duty_words(const model::Borough& borough, const GoTo& first) {
  const std::string ring = whom_to_ring(borough);
  return first.whole_team ? ring : ring + ", and ask for " + names_of(borough, first.duty);
}

// Only whoever may know of this case is named.
std::string go_to_words(pipeline::Context& c, const model::Borough& borough, const CaseId& id) {
  const auto first = who_is_first(c.tx, borough, id, c.now);
  const auto reader = std::ranges::find(first.people, c.principal.person);
  if (first.here && reader != first.people.end()) return "You come first: open it.";
  if (!first.here) {
    if (!first.duty.empty() && c.principal.agency == borough.out_of_hours) {
      return ring_words(borough, c.principal);
    }
    if (!first.duty.empty()) return "Ring " + duty_words(borough, first) + ".";
    if (first.people.empty()) return "Nobody works here who could be told of it.";
    return "Nobody is here who could be told of it. Ring " +
           named_with_telephone(c, borough, first.people, ", ") + ".";
  }
  std::string out = "Go to " + named_with_telephone(c, borough, first.people, ", or ring ") + ".";
  if (first.duty.empty()) return out;
  if (c.principal.agency == borough.out_of_hours)
    return out + " " + ring_words(borough, c.principal);
  return out + " If nobody comes, ring " + duty_words(borough, first) + ".";
}

json::Value row_of(pipeline::Context& c, const Deps& deps, const Walk& walk) {
  const auto head = cases::find_case(c.tx, walk.case_id);
  c.touch(walk.case_id.text());
  json::Value out = json::Object{};
  out.set("href", "/case/" + walk.case_id.text() + "/notification");
  out.set("reference", head->reference);
  out.set("since", plain_time(walk.since));
  out.set("go_to", go_to_words(c, deps.borough, walk.case_id));
  return out;
}

}  // namespace

std::string whom_to_ring(const model::Borough& borough) {
  const auto* duty = borough.find_agency(borough.out_of_hours);
  return duty == nullptr ? "" : duty->name + ", " + duty->on_call.telephone;
}

std::string ring_words(const model::Borough& borough, const policy::Principal& reader) {
  if (!borough.out_of_hours.empty() && reader.agency == borough.out_of_hours) {
    return "Nobody is rung after you: open what waits.";
  }
  return "Ring " + whom_to_ring(borough) + ".";
}

json::Value notice(pipeline::Context& c, const Deps& deps) {
  auto walks = visible_walks(c);
  if (!deps.channels.none()) std::erase_if(walks, [](const Walk& walk) { return !walk.over; });
  const std::string ring = " " + ring_words(deps.borough, c.principal);
  json::Array warnings;
  for (const auto& h : health(c, deps)) {
    const auto words = trouble(h);
    if (!words.empty()) warnings.push_back(html::warning_text(words + ring));
  }
  if (walks.empty() && warnings.empty()) return false;
  json::Array rows;
  for (const auto& walk : walks) {
    if (rows.size() == k_shown) break;
    rows.push_back(row_of(c, deps, walk));
  }
  if (!walks.empty()) {
    const std::string nobody = deps.channels.none()
                                   ? "No manager has opened these, and this hub alerts nobody."
                                   : "No manager has opened these, and nobody is left to alert.";
    warnings.push_back(html::warning_text(nobody));
  }
  json::Value out = json::Object{};
  out.set("warnings", std::move(warnings));
  out.set("has_rows", !rows.empty());
  const std::size_t more = walks.size() - rows.size();
  out.set("more", more == 0 ? json::Value(false) : json::Value(more));
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace mash::alerts
