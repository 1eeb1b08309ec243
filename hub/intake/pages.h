// SPDX-License-Identifier: MIT
#pragma once

#include "mash/intake/intake.h"

namespace mash::intake {

pipeline::Route notification_page();
pipeline::Route acknowledged_act();
pipeline::Route import_page();
pipeline::Route import_act(const Deps& deps);
pipeline::Route report_page(const Deps& deps);
pipeline::Route refused_page();
// Why a message from the gate could not be taken in, by the reason that is stored with it.
std::string why_refused(std::string_view reason);

}  // namespace mash::intake
