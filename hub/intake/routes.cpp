// SPDX-License-Identifier: MIT
#include "pages.h"

namespace mash::intake {

std::vector<pipeline::Route> routes(const Deps& deps) {
  return {notification_page(), acknowledged_act(), import_page(),
          import_act(deps),    report_page(deps),  refused_page()};
}

}  // namespace mash::intake
