// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to the readers of what an agency's system sends: as a person, as a PATCH
// and as a query. What is taken out is within its bounds, and no more than it may set.
#include <cstddef>
#include <cstdint>
#include <string>

#include "mash/base/assert.h"
#include "request.h"

namespace {

constexpr std::size_t k_longest = 255;
constexpr std::int64_t k_most = 200;

void check(const mash::provision::Change& change) {
  if (change.external) MASH_ASSERT(change.external->reveal().size() <= k_longest);
  MASH_ASSERT(!change.external_fault);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash::provision;
  const std::string text(reinterpret_cast<const char*>(data), size);
  mash::http::Request request;
  request.headers = {{"content-type", "application/scim+json"}};
  request.body = text;
  if (const auto change = read_patch(request)) check(*change);
  if (const auto change = read_whole(request)) check(*change);
  if (const auto sent = read_user(request)) {
    check(sent->change);
    MASH_ASSERT(!sent->user_name.empty() && sent->user_name.reveal().size() <= k_longest);
  }
  if (const auto search = read_search(text)) {
    MASH_ASSERT(search->start >= 1 && search->count >= 0 && search->count <= k_most);
  }
  return 0;
}
