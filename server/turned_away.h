// SPDX-License-Identifier: MIT
// Requests that are answered before the record is reached, so that no flood fills it: what a
// network's share stops, and acts that another site's page sends. Counted, and logged by number
// each time a room sweeps; who sent them is not known here.
// Thread safety: any thread.
#pragma once

#include <atomic>

#include "mash/http/message.h"

namespace mash::server {

class TurnedAway {
 public:
  // Looks whether it was one, and gives the answer back.
  http::Response counted(const http::Request& request, http::Response answer);
  // Since the last time, if there were any.
  void tell();

 private:
  std::atomic<int> shares_ = 0;
  std::atomic<int> elsewhere_ = 0;
};

}  // namespace mash::server
