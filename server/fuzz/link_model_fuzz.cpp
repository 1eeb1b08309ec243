// SPDX-License-Identifier: MIT
// Feeds arbitrary text to the reader of our own models. What it takes can be written and read
// again.
#include <cstddef>
#include <cstdint>
#include <string>

#include "link_files.h"
#include "mash/base/assert.h"
#include "mash/json/value.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace server = mash::server;
  const auto value = mash::json::parse(std::string(data, data + size));
  if (!value) return 0;
  const auto model = server::model_from_json(*value);
  if (!model) {
    MASH_ASSERT(!model.error().message.empty());
    return 0;
  }
  const auto written = server::model_to_json(*model, "");
  const auto again = server::model_from_json(*mash::json::parse(written));
  MASH_ASSERT(again.has_value());
  MASH_ASSERT(server::model_to_json(*again, "") == written);
  return 0;
}
