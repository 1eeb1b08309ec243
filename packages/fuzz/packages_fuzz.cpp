// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to every decoder: the first byte chooses it. What decodes must encode to
// something that decodes to the same.
#include <cstddef>
#include <cstdint>

#include "mash/base/assert.h"
#include "mash/packages/packages.h"

namespace {
template <class Decode>
void check(Decode decode, mash::ByteView bytes) {
  const auto value = decode(bytes);
  if (!value) return;
  const mash::Bytes written = mash::packages::encode(*value);
  const auto again = decode(written);
  MASH_ASSERT(again.has_value());
  MASH_ASSERT(mash::packages::encode(*again) == written);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash::packages;
  if (size == 0) return 0;
  const mash::ByteView rest(data + 1, size - 1);
  switch (data[0] % 11) {
    case 0:
      check(decode_inward, rest);
      break;
    case 1:
      check(decode_notification, rest);
      break;
    case 2:
      check(decode_product_act, rest);
      break;
    case 3:
      check(decode_feedback_read, rest);
      break;
    case 4:
      check(decode_outward, rest);
      break;
    case 5:
      check(decode_product, rest);
      break;
    case 6:
      check(decode_withdrawal, rest);
      break;
    case 7:
      check(decode_feedback, rest);
      break;
    case 8:
      check(decode_receipt, rest);
      break;
    case 9:
      check(decode_signatures, rest);
      break;
    default:
      check(decode_directory, rest);
  }
  return 0;
}
