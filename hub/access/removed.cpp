// SPDX-License-Identifier: MIT
#include "removed.h"

namespace mash::access {

namespace {

// A form ends its lines with two characters.
std::string plain_lines(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace

Result<std::string> without_marked(std::string_view typed, std::string_view whole,
                                   std::string_view said) {
  const std::string text = plain_lines(typed);
  std::string out;
  std::size_t from = 0;
  bool marked = false;
  while (true) {
    const auto begin = text.find("[[", from);
    const auto stray = text.find("]]", from);
    if (begin == std::string::npos && stray == std::string::npos) break;
    const auto end = begin == std::string::npos ? begin : text.find("]]", begin);
    if (end == std::string::npos || stray < begin || text.find("[[", begin + 2) < end) {
      return invalid("text", "Put [[ before and ]] after each part that has to go");
    }
    out.append(text, from, begin - from);
    out += said;
    from = end + 2;
    marked = true;
  }
  out.append(text, from);
  if (!marked && text == plain_lines(whole)) {
    return invalid("text",
                   "Nothing is marked. Put [[ before and ]] after each part that has to go");
  }
  std::string left = plain_lines(out);
  if (left.find_first_not_of(" \n") == std::string::npos) {
    return invalid("text", "Nothing is left of it. Withhold it instead");
  }
  return left;
}

}  // namespace mash::access
