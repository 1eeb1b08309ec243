// SPDX-License-Identifier: MIT
#include "mash/linkage/memory.h"

#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace mash::linkage {

namespace {

constexpr std::size_t k_line = 64;
constexpr std::size_t k_large_page = std::size_t{1} << 21U;

std::size_t rounded(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

}  // namespace

void* take_lines(std::size_t bytes) {
  const bool large = bytes >= 2 * k_large_page;
  const std::size_t unit = large ? k_large_page : k_line;
  void* const block = std::aligned_alloc(unit, rounded(bytes, unit));
  if (block == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  // It may say no; then pages stay small.
  if (large) ::madvise(block, rounded(bytes, unit), MADV_HUGEPAGE);
#endif
  return block;
}

void give_lines_back(void* block) noexcept {
  std::free(block);
}

}  // namespace mash::linkage
