// SPDX-License-Identifier: MIT
// Feeds arbitrary JSON to the reader of what an agency's own system sends. It is taken whole, with
// the agency of the token, or refused with at most a hundred faults.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/notify/professional.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const mash::notify::Sender k_police{
      mash::AgencyId::trusted("police"), "Police", {"POLICE"}};
  const auto body = mash::json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!body) return 0;
  constexpr mash::UtcTime k_now{1'795'000'000'000'000};
  const auto read = mash::notify::read_professional(*body, k_police, k_now);
  if (!read) {
    MASH_ASSERT(!read.error().faults.empty());
    MASH_ASSERT(read.error().faults.size() <= 100);
  }
  return 0;
}
