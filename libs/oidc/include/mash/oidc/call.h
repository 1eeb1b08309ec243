// SPDX-License-Identifier: MIT
// One call to an issuer by HTTPS (libcurl): bounded in time and size, no redirect, no proxy, no
// cookie, no setting of the environment. Passed in, so that tests need no network.
// What not: which addresses may be called (provider.h decides, and only those of the configuration
// pass), what answers mean.
// Thread safety: a Call may be used from any thread at once. Cost: a connection each time; five
// seconds to connect and eight in all, at the most. Errors: unavailable, without content.
#pragma once

#include <functional>
#include <string>

#include "mash/base/result.h"
#include "mash/base/sensitive.h"

namespace mash::oidc {

inline constexpr std::size_t k_longest_answer = 256 * 1024;

struct Ask {
  std::string address;
  Sensitive form{};           // application/x-www-form-urlencoded: a POST; empty: a GET
  Sensitive authorization{};  // the header's value; may be empty
};
struct Answer {
  int status = 0;
  std::string body;
};
using Call = std::function<Result<Answer>(const Ask&)>;

// Makes calls share a number: one too many at once answers too_many_requests and calls nobody, so
// that issuers that hang bind so many threads at the most.
std::function<Call(Call)> at_most(int calls);

// `ca_file` stands in the place of the system's authorities; may be empty.
Call network(std::string ca_file);

}  // namespace mash::oidc
