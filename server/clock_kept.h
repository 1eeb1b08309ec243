// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mash::server {

// Whether something keeps this machine's clock right, as the kernel knows it (adjtimex(2)): "yes",
// "no", or "unknown" where it may not be asked. The times of two rooms agree only where both say
// yes. Not how far off it is. Thread safety: any thread.
std::string clock_is_kept();
// Logs it as process.clock.
void log_clock();

}  // namespace mash::server
