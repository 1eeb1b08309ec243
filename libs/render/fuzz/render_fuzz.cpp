// SPDX-License-Identifier: MIT
// Goal: whatever bytes come, they are drawn anew or refused. The first byte chooses the reader.
#include <cstdlib>
#include <string_view>

#include "exif.h"
#include "picture.h"
#include "word.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  using namespace mash::render;
  switch (data[0] % 5) {
    case 0: {
      const int orientation = orientation_of(bytes);
      if (orientation < 1 || orientation > 8) std::abort();
      break;
    }
    case 1:
      (void)words_of_document(bytes);
      break;
    case 2:
      (void)words_of_docx(bytes);
      break;
    case 3:
      (void)draw_anew(Format::jpeg, bytes);
      break;
    default:
      (void)draw_anew(Format::png, bytes);
  }
  return 0;
}
