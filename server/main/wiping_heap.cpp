// SPDX-License-Identifier: MIT
// The heap of this program forgets: what is given back is overwritten first (settled.md 17), for
// all that runs in the process: our own code through operator delete, OpenSSL, SQLite, libpq, ICU.
// What not: memory that is still held, and stacks (mash/base/stack.h). glibc hands out blocks as
// before; only the two ways to give one back are replaced, so nothing may be linked that brings a
// heap of its own, and sanitizers, which do, leave this file out (CMakeLists.txt).
// Thread safety: as the functions it stands for. Cost: docs/benchmarks.md.
#include <malloc.h>

#include <cstdlib>
#include <cstring>

// glibc's own, under the names by which it lets a program replace the others.
extern "C" void __libc_free(void* block) noexcept;  // NOLINT(bugprone-reserved-identifier)

extern "C" void free(void* block) noexcept {
  if (block == nullptr) return;
  ::explicit_bzero(block, ::malloc_usable_size(block));
  __libc_free(block);
}

// Never moves a block behind our back: glibc would leave the old one as it was.
extern "C" void* realloc(void* block, std::size_t size) noexcept {
  if (block == nullptr) return std::malloc(size);
  if (size == 0) {
    free(block);
    return nullptr;
  }
  const std::size_t room = ::malloc_usable_size(block);
  if (size <= room && size >= room / 2) {
    ::explicit_bzero(static_cast<char*>(block) + size, room - size);
    return block;
  }
  void* const moved = std::malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, size < room ? size : room);
  free(block);
  return moved;
}
