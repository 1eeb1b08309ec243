// SPDX-License-Identifier: MIT
#include "mash/base/stack.h"

#include <array>
#include <cstring>

namespace mash {

namespace {
constexpr std::size_t k_reach = std::size_t{128} * 1024;
}  // namespace

[[gnu::noinline]] void wipe_stack() {
  std::array<char, k_reach> below;
  ::explicit_bzero(below.data(), below.size());
}

}  // namespace mash
