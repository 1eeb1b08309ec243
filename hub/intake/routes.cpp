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
  std::vector<pipeline::Route> out = {notification_page(deps.borough),
                                      acknowledged_act(),
                                      import_page(),
                                      import_act(deps),
                                      report_page(deps),
                                      refused_page()};
  add_entry_routes(out, deps);
  return out;
}

}  // namespace mash::intake
