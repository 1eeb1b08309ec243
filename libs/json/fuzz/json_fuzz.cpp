// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to the reader of JSON. What it reads must be written to what reads the
// same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/json/value.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = mash::json::parse(text);
  if (!value) return 0;
  const auto again = mash::json::parse(mash::json::encode(*value));
  MASH_ASSERT(again.has_value());
  MASH_ASSERT(*again == *value);
  const auto pretty = mash::json::parse(mash::json::encode_pretty(*value));
  MASH_ASSERT(pretty.has_value());
  MASH_ASSERT(*pretty == *value);
  return 0;
}
