// SPDX-License-Identifier: MIT
#include "entry_pages.h"
#include "pages.h"

namespace mash::intake {

std::string staff_name(const model::Borough& borough, const StaffId& id,
                       std::string_view if_unknown) {
  const auto* staff = borough.find_staff(id);
  return staff == nullptr ? std::string(if_unknown) : staff->name.reveal();
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  auto out = notification_pages(deps.borough);
  for (auto&& route : {acknowledged_act(deps), import_page(), import_act(deps), report_page(deps),
                       refused_page()}) {
    out.push_back(route);
  }
  add_entry_routes(out, deps);
  return out;
}

}  // namespace mash::intake
