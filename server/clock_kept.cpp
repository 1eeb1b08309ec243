// SPDX-License-Identifier: MIT
#include "clock_kept.h"

#include <sys/timex.h>

#include "mash/base/log.h"

namespace mash::server {

std::string clock_is_kept() {
  timex question{};  // no modes: nothing is set
  const int state = ::adjtimex(&question);
  if (state < 0) return "unknown";
  return state == TIME_ERROR ? "no" : "yes";
}

void log_clock() {
  log::info("process.clock", {{"kept", clock_is_kept()}});
}

}  // namespace mash::server
