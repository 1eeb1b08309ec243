// SPDX-License-Identifier: MIT
#include "mash/directory/deputies.h"

#include <algorithm>

#include "mash/directory/directory.h"

namespace mash::directory {

namespace {

// Those of whom this person is the deputy, in the order of the borough, each once.
std::vector<StaffId> stands_in_for(const model::Borough& borough, const StaffId& id) {
  const auto* own = borough.find_staff(id);
  std::vector<StaffId> out;
  if (own == nullptr) return out;
  for (const auto& member : borough.staff) {
    const bool named = std::ranges::find(own->deputy_of, member.id) != own->deputy_of.end();
    if (named || member.deputy == id) out.push_back(member.id);
  }
  return out;
}

}  // namespace

std::string name_and_for_whom(const model::Borough& borough, const StaffId& id) {
  std::string out = person_name(borough, id);
  const auto all = stands_in_for(borough, id);
  for (std::size_t i = 0; i < all.size(); ++i) {
    out += i == 0 ? ", as deputy for " : i + 1 == all.size() ? " and " : ", ";
    out += person_name(borough, all[i]);
  }
  return out;
}

void note_deputy(pipeline::Context& c, const model::Borough& borough) {
  const auto all = stands_in_for(borough, c.principal.person);
  if (all.empty()) return;
  c.note("as_deputy");
  for (const auto& one : all) c.note("for_" + one.text());
}

}  // namespace mash::directory
