// SPDX-License-Identifier: MIT
#pragma once

#include "mash/triage/triage.h"

namespace mash::triage {

pipeline::Route queue_page(const Deps& deps);
pipeline::Route search_act();
pipeline::Route search_page(const Deps& deps);
// For {{> triage/queue_search}}.
json::Value search_question(const pipeline::Context& c);
pipeline::Route next_act();
pipeline::Route take_act();
std::vector<pipeline::Route> take_typed_acts(const Deps& deps);  // on pages with a form
pipeline::Route screen_page(const Deps& deps);
pipeline::Route screen_act(const Deps& deps);
pipeline::Route open_check_page(const Deps& deps);
pipeline::Route open_check_act(const Deps& deps);
pipeline::Route open_check_from_screening(const Deps& deps);
pipeline::Route rate_page(const Deps& deps);
pipeline::Route rate_act(const Deps& deps);
pipeline::Route breach_page(const Deps& deps);
pipeline::Route breach_act();

}  // namespace mash::triage
