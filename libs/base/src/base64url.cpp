// SPDX-License-Identifier: MIT
#include "mash/base/base64url.h"

#include <algorithm>

namespace mash {

std::string base64url(ByteView bytes) {
  std::string out = base64(bytes);
  while (out.ends_with('=')) out.pop_back();
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  return out;
}

Result<Bytes> from_base64url(std::string_view text) {
  const Error bad = invalid("base64url", "Give base64url (RFC 4648, 5) without padding");
  if (text.find_first_of("+/=") != std::string_view::npos || text.size() % 4 == 1) return bad;
  std::string plain(text);
  std::ranges::replace(plain, '-', '+');
  std::ranges::replace(plain, '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  auto bytes = from_base64(plain);
  if (!bytes) return bad;
  return *std::move(bytes);
}

}  // namespace mash
