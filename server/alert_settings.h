// SPDX-License-Identifier: MIT
// By what the hub sends alerts: the file of --alerts, described in docs/alerts.md. Secrets stand
// in files of their own, whose paths it gives, from its own folder if they are not absolute.
#pragma once

#include "mash/alerts/delivery.h"
#include "settings.h"

namespace mash::server {

// Without a file no sender. invalid_input names the member that has a fault, the file that is not
// there, or the person whose address is none.
Result<alerts::Senders> load_senders(const Settings& settings, const model::Borough& borough);

// What load_senders() read and what sending dials, of a file that it took.
struct AlertNeeds {
  std::vector<std::string> files;
  std::vector<std::uint16_t> ports;
};
AlertNeeds needs_of_alerts(const Settings& settings);

}  // namespace mash::server
