// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mash {

void wipe(std::string& text);
void wipe(std::vector<std::uint8_t>& bytes);

// Text about a person. Cannot be streamed, formatted, compared or converted by accident; wiped when
// it dies. `reveal()` is the one way out, so that a search for it finds every use.
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(std::string text) : text_(std::move(text)) {}
  Sensitive(const Sensitive&) = default;
  Sensitive(Sensitive&&) = default;
  Sensitive& operator=(const Sensitive&) = default;
  Sensitive& operator=(Sensitive&&) = default;
  ~Sensitive() { wipe(text_); }

  [[nodiscard]] const std::string& reveal() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  bool operator==(const Sensitive&) const = delete;

 private:
  std::string text_;
};

}  // namespace mash
