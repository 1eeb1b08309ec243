// SPDX-License-Identifier: MIT
// Goal: what is given back to the heap is gone from memory, however it is given back, and realloc
// still keeps what it must.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace mash::server {
namespace {

// Looks at memory as another process would: it may have been given back.
class Memory {
 public:
  Memory() : file_(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)) {}
  ~Memory() { ::close(file_); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  // How many bytes at that address are `letter`.
  std::size_t count(std::uintptr_t address, std::size_t size, char letter) {
    seen_.assign(size, '\0');
    const auto got = ::pread(file_, seen_.data(), size, static_cast<off_t>(address));
    if (got < 0) return 0;  // not even mapped any more
    return static_cast<std::size_t>(
        std::count(seen_.begin(), seen_.begin() + static_cast<std::ptrdiff_t>(got), letter));
  }

 private:
  int file_;
  std::vector<char> seen_ = std::vector<char>(std::size_t{1} << 20U);
};

std::uintptr_t address_of(const void* block) {
  return reinterpret_cast<std::uintptr_t>(block);
}

// From the thread's own cache up to what has a mapping of its own.
constexpr std::size_t k_sizes[] = {24, 200, 1000, 5000, 100'000, 500'000};

TEST(WipingHeap, WhatIsFreedIsGone) {
  Memory memory;
  for (const std::size_t size : k_sizes) {
    auto* block = static_cast<char*>(std::malloc(size));
    ASSERT_NE(block, nullptr);
    const auto address = address_of(block);
    std::memset(block, 'x', size);
    ASSERT_EQ(memory.count(address, size, 'x'), size);
    std::free(block);
    EXPECT_LT(memory.count(address, size, 'x'), 8U) << size;
  }
}

TEST(WipingHeap, WhatIsDeletedIsGone) {
  Memory memory;
  for (const std::size_t size : k_sizes) {
    auto text = std::make_unique<std::string>(size, 'x');
    const auto address = address_of(text->data());
    ASSERT_EQ(memory.count(address, size, 'x'), size);
    text.reset();
    EXPECT_LT(memory.count(address, size, 'x'), 8U) << size;

    constexpr std::align_val_t k_page{4096};
    void* aligned = ::operator new(size, k_page);
    std::memset(aligned, 'x', size);
    ::operator delete(aligned, size, k_page);
    EXPECT_LT(memory.count(address_of(aligned), size, 'x'), 8U) << size;
  }
}

TEST(WipingHeap, WhatMovesLeavesNothingBehind) {
  Memory memory;
  for (const std::size_t size : k_sizes) {
    auto* block = static_cast<char*>(std::malloc(size));
    std::memset(block, 'x', size);
    const auto before = address_of(block);
    auto* moved = static_cast<char*>(std::realloc(block, size * 8));
    ASSERT_NE(moved, nullptr);
    EXPECT_EQ(memory.count(address_of(moved), size, 'x'), size);
    EXPECT_NE(address_of(moved), before);
    EXPECT_LT(memory.count(before, size, 'x'), 8U) << size;
    std::free(moved);
  }
}

TEST(WipingHeap, WhatShrinksLosesItsEndOnly) {
  Memory memory;
  for (const std::size_t size : k_sizes) {
    for (const std::size_t smaller : {size - 1, size * 3 / 4, size / 8}) {
      auto* block = static_cast<char*>(std::malloc(size));
      std::memset(block, 'x', size);
      const auto before = address_of(block);
      auto* shrunk = static_cast<char*>(std::realloc(block, smaller));
      ASSERT_NE(shrunk, nullptr);
      EXPECT_EQ(memory.count(address_of(shrunk), smaller, 'x'), smaller);
      EXPECT_LT(memory.count(before + smaller, size - smaller, 'x'), 8U) << size << " " << smaller;
      std::free(shrunk);
    }
  }
}

TEST(WipingHeap, TheEdgesAreThoseOfC) {
  void* fresh = std::realloc(nullptr, 10);
  ASSERT_NE(fresh, nullptr);
  EXPECT_EQ(std::realloc(fresh, 0), nullptr);
  std::free(nullptr);
  auto* block = static_cast<char*>(std::malloc(10));
  std::memcpy(block, "kept", 5);
  volatile std::size_t too_much = PTRDIFF_MAX;
  EXPECT_EQ(std::realloc(block, too_much), nullptr);
  EXPECT_STREQ(block, "kept");
  std::free(block);
}

}  // namespace
}  // namespace mash::server
