// SPDX-License-Identifier: MIT
#include "mash/base/blank.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace mash {

bool is_blank(std::string_view utf8) {
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), at, size, c);
    const bool unseen = c >= 0 && (u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0 ||
                                   u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0);
    if (!unseen) return false;
  }
  return true;
}

}  // namespace mash
