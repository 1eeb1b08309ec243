// SPDX-License-Identifier: MIT
// Whatever a gate or a file brings: it reads, or it does not; what reads is written again as it
// was.
#include "mash/base/assert.h"
#include "mash/base/bytes.h"
#include "mash/exchange/word.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash;
  const std::string text = to_text(ByteView(data, size));
  if (const auto read = exchange::decode(text)) {
    const auto* word = std::get_if<exchange::Word>(&*read);
    MASH_ASSERT(word != nullptr ? exchange::encode(*word) == text
                                : exchange::encode(std::get<exchange::Receipt>(*read)) == text);
  }
  if (const auto read = exchange::decode_directory(text)) {
    MASH_ASSERT(exchange::encode(*read) == text);
  }
  return 0;
}
