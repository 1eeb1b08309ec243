// SPDX-License-Identifier: MIT
// How the sending of alerts goes, as far as this reader may know: a case that is hidden from them
// neither shows nor counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts_store.h"
#include "mash/alerts/alerts.h"

namespace mash::alerts {

struct Health {
  Channel channel{};
  bool configured = false;
  std::vector<Alert> waiting;  // the oldest first
  std::vector<Alert> refused;
  std::optional<UtcTime> last_sent;
  std::optional<alert::Outcome> failure;  // of the newest try that failed
  bool late = false;                      // a try failed, or it waits too long
};
std::vector<Health> health(pipeline::Context& c, const Deps& deps);
// The walks that this reader may know of.
std::vector<Walk> visible_walks(pipeline::Context& c);
// "Alerts by e-mail have not gone out since 9:40pm on ...: the service does not answer."; empty if
// all is well.
std::string trouble(const Health& health);

}  // namespace mash::alerts
