// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace mash::json {

// Whether a key stands there twice. Cost: n log n comparisons for n keys, whatever they are (a hash
// table would be slow for keys that somebody picked to collide).
template <class Less = std::less<>>
bool any_twice(std::vector<std::string_view> keys, Less less = {}) {
  std::sort(keys.begin(), keys.end(), less);
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

}  // namespace mash::json
