// SPDX-License-Identifier: MIT
#include "turned_away.h"

#include "mash/base/log.h"
#include "mash/pipeline/elsewhere.h"

namespace mash::server {

http::Response TurnedAway::counted(const http::Request& request, http::Response answer) {
  constexpr int k_too_many_requests = 429;
  if (answer.status == k_too_many_requests) ++shares_;
  if (request.method == "POST" && pipeline::from_elsewhere(request)) ++elsewhere_;
  return answer;
}

void TurnedAway::tell() {
  const int shares = shares_.exchange(0);
  const int elsewhere = elsewhere_.exchange(0);
  if (shares + elsewhere == 0) return;
  log::info("requests.turned_away", {{"over_share", shares}, {"of_another_site", elsewhere}});
}

}  // namespace mash::server
