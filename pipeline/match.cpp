// SPDX-License-Identifier: MIT
#include "match.h"

#include "mash/base/assert.h"
#include "mash/pipeline/route.h"

namespace mash::pipeline {

namespace {
// Cuts the text up to the next "/" off the front.
std::string_view segment(std::string_view& rest) {
  const auto end = rest.find('/');
  const auto part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}
bool is_part(std::string_view s) {
  return s.size() > 2 && s.front() == '{' && s.back() == '}';
}
std::string_view name_of(std::string_view s) {
  return s.substr(1, s.size() - 2);
}
}  // namespace

bool matches(std::string_view pattern, std::string_view path, PathParts& parts) {
  parts.clear();
  if (pattern.empty() || path.empty() || path.front() != '/') return false;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  while (true) {
    const bool pattern_more = pattern.find('/') != std::string_view::npos;
    const bool path_more = path.find('/') != std::string_view::npos;
    const auto want = segment(pattern);
    const auto have = segment(path);
    if (is_part(want)) {
      if (have.empty()) return false;
      parts[std::string(name_of(want))] = std::string(have);
    } else if (want != have) {
      return false;
    }
    if (pattern_more != path_more) return false;
    if (!pattern_more) return true;
  }
}

const Route* find_route(const std::vector<Route>& routes, std::string_view method,
                        std::string_view path, PathParts& parts) {
  for (const Route& r : routes) {
    if (r.method == method && matches(r.path, path, parts)) return &r;
  }
  return nullptr;
}

std::string fill(std::string_view pattern, const PathParts& parts) {
  std::string out;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const auto want = segment(pattern);
    out += '/';
    if (is_part(want)) {
      const auto found = parts.find(std::string(name_of(want)));
      MASH_ASSERT(found != parts.end());
      out += found->second;
    } else {
      out += want;
    }
  }
  return out.empty() ? "/" : out;
}

}  // namespace mash::pipeline
