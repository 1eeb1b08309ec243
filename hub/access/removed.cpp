// SPDX-License-Identifier: MIT
#include "removed.h"

#include <algorithm>

namespace mash::access {

namespace {

// Where something was taken out, until it is known what stands there. Stands in no typed text.
constexpr char k_cut = '\x01';

// A form ends its lines with two characters, and an editor drops blanks at their ends.
std::string plain_lines(std::string_view text) {
  std::string out;
  for (const char one : text) {
    if (one == '\r') continue;
    if (one == '\n') {
      while (!out.empty() && out.back() == ' ') out.pop_back();
    }
    out += one;
  }
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string without(std::string text, std::string_view what) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.erase(at, what.size());
  }
  return text;
}

std::string without_marks(const std::string& text) {
  return plain_lines(without(without(text, "[["), "]]"));
}

// A line of which nothing but its label is left would show that something was there.
std::string closed_up(const std::string& text) {
  std::string out;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto end = std::min(text.find('\n', from), text.size());
    std::string one = text.substr(from, end - from);
    from = end + 1;
    const bool cut = one.find(k_cut) != std::string::npos;
    std::erase(one, k_cut);
    one = plain_lines(one);
    if (cut && (one.empty() || one.back() == ':')) continue;
    out += one + "\n";
  }
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
    if (said.empty()) {
      out += k_cut;
    } else {
      out += said;
    }
    from = end + 2;
    marked = true;
  }
  out.append(text, from);
  if (without_marks(text) != without_marks(plain_lines(whole))) {
    return invalid("text",
                   "Change nothing but the marks: what leaves is in the words of whoever wrote it. "
                   "Open the page again to have them as they were");
  }
  if (!marked) {
    return invalid("text",
                   "Nothing is marked. Put [[ before and ]] after each part that has to go");
  }
  std::string left = plain_lines(closed_up(out));
  if (left.find_first_not_of(" \n") == std::string::npos) {
    return invalid("text", "Nothing is left of it. Withhold it instead");
  }
  return left;
}

}  // namespace mash::access
