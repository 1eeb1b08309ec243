// SPDX-License-Identifier: MIT
// Facts of the routes below /releases/{product}.
#pragma once

#include "mash/disclosure/disclosure.h"

namespace mash::disclosure {

// For reading: absent unless the reader's agency is asked.
Result<policy::Facts> asked_facts(pipeline::Context& c);
// For deciding and signing: every item on the form has to be the own agency's.
Result<policy::Facts> decide_facts(pipeline::Context& c);

}  // namespace mash::disclosure
