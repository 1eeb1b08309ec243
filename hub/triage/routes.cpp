// SPDX-License-Identifier: MIT
#include "pages.h"

namespace mash::triage {

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out = {queue_page(deps),     search_act(),
                                      search_page(deps),    next_act(),
                                      take_act(),           screen_page(deps),
                                      screen_act(deps),     open_check_page(deps),
                                      open_check_act(deps), open_check_from_screening(deps),
                                      rate_page(deps),      rate_act(deps),
                                      breach_page(deps),    breach_act()};
  for (auto& route : take_typed_acts(deps)) out.push_back(std::move(route));
  return out;
}

}  // namespace mash::triage
