// SPDX-License-Identifier: MIT
// Memory for arrays that are read in no order: whole cache lines, and large pages where the system
// has them, as looking up a page costs as much as the read itself.
// Thread safety: as the global heap, from which it comes and which wipes it on return.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace mash::linkage {

// At least `bytes`, aligned to 64. Throws std::bad_alloc.
void* take_lines(std::size_t bytes);
void give_lines_back(void* block) noexcept;

template <class T>
struct Lines {
  using value_type = T;
  Lines() = default;
  template <class Other>
  Lines(const Lines<Other>&) {}  // NOLINT(*-explicit-*): allocators convert
  T* allocate(std::size_t n) { return static_cast<T*>(take_lines(n * sizeof(T))); }
  void deallocate(T* block, std::size_t) noexcept { give_lines_back(block); }
  bool operator==(const Lines&) const = default;
};

template <class T>
using Large = std::vector<T, Lines<T>>;

template <class T>
struct UnsetLines : Lines<T> {
  UnsetLines() = default;
  template <class Other>
  UnsetLines(const UnsetLines<Other>&) {}  // NOLINT(*-explicit-*)
  template <class Other>
  struct rebind {
    using other = UnsetLines<Other>;
  };
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... From>
  void construct(U* at, From&&... from) {
    ::new (static_cast<void*>(at)) U(std::forward<From>(from)...);
  }
};

// As Large, but numbers have no value until they are given one: for arrays that are filled at once,
// by several threads.
template <class T>
using LargeUnset = std::vector<T, UnsetLines<T>>;

}  // namespace mash::linkage
