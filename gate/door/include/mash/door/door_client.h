// SPDX-License-Identifier: MIT
// The hub's side of the door: asks the gate over any way of sending a request (http::Client in the
// product, the handler itself in tests). Takes whatever the gate answers as hostile.
// What not: no retries, no schedule, no transactions: the caller commits what it collected and only
// then says so. One thread at a time.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "mash/http/message.h"
#include "mash/json/value.h"
#include "mash/packages/packages.h"

namespace mash::door {

struct Collected {
  std::vector<packages::Inward> messages;  // oldest first, each id once
  int damaged = 0;                         // messages that are not well formed; they stay there
  std::string seals_to;                    // in digits, as the gate says; or anything
};
struct Refused {
  std::string id;
  std::string why;   // the gate's own words: hostile, for no page and no log of the hub
  std::string code;  // one of the door's codes, or anything
};
struct Delivered {
  std::vector<std::string> stored;  // ids that the gate has for good
  std::vector<Refused> refused;
};

// Errors: unavailable (cannot reach the gate, or it answered anything but what it should).
class DoorClient {
 public:
  using Send = std::function<Result<http::Response>(const http::Request&)>;
  explicit DoorClient(Send send) : send_(std::move(send)) {}

  Result<bool> alive();
  // Without pieces of files, those wait at the gate, which takes no new ones meanwhile.
  Result<Collected> collect(int limit = 50, bool files = true);
  // Call after the commit. Answers how many were still there.
  Result<std::int64_t> collected(const std::vector<std::string>& ids);
  // Sends as many from the front as one request takes (at least one); call again for the rest.
  Result<Delivered> deliver(std::span<const packages::Outward> packages);

 private:
  Result<json::Value> ask(const http::Request& request);

  Send send_;
};

}  // namespace mash::door
