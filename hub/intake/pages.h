// SPDX-License-Identifier: MIT
#pragma once

#include "mash/intake/intake.h"

namespace mash::intake {

std::vector<pipeline::Route> notification_pages(const model::Borough& borough);
pipeline::Route acknowledged_act(const Deps& deps);
pipeline::Route import_page();
pipeline::Route import_act(const Deps& deps);
pipeline::Route report_page(const Deps& deps);
pipeline::Route refused_page();
// The name of somebody who works here.
std::string staff_name(const model::Borough& borough, const StaffId& id,
                       std::string_view if_unknown = "Somebody who has left");
// Why a message from the gate could not be taken in, by the reason that is stored with it.
std::string why_refused(std::string_view reason);

}  // namespace mash::intake
