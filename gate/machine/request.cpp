// SPDX-License-Identifier: MIT
#include "request.h"

#include <algorithm>

namespace mash::machine {

Error about_all(ErrorCode kind, std::string message, std::string code) {
  std::string title = message;
  return {kind, std::move(title), {Fault{"", std::move(message), std::move(code)}}};
}

// The draft makes it a string in quotation marks (draft-ietf-httpapi-idempotency-key-header-07);
// many clients leave those out.
Result<std::optional<std::string>> idempotency_key(const http::Request& request) {
  constexpr std::size_t k_longest = 255;
  std::string_view text = request.header("idempotency-key");
  if (text.empty()) return std::optional<std::string>();
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  const bool fits =
      !text.empty() && text.size() <= k_longest && std::ranges::all_of(text, [](char ch) {
        return ch > ' ' && ch <= '~' && ch != '"' && ch != '\\';
      });
  if (!fits) {
    return about_all(ErrorCode::malformed,
                     "Idempotency-Key must have 1 to 255 visible ASCII characters",
                     "bad-idempotency-key");
  }
  return std::optional(std::string(text));
}

}  // namespace mash::machine
