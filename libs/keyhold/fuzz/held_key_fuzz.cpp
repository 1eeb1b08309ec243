// SPDX-License-Identifier: MIT
// Goal: a damaged keys.json is refused, and what is read is written as it was.
#include <cstdlib>

#include "mash/keyhold/held_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash;
  const auto table = keyhold::parse_table(to_text({data, size}));
  if (!table) return 0;
  const std::string written = keyhold::encode_table(*table);
  const auto again = keyhold::parse_table(written);
  if (!again || keyhold::encode_table(*again) != written) std::abort();
  return 0;
}
