// SPDX-License-Identifier: MIT
// Goal: what a function left on the stack is gone after wipe_stack(), near and far.
#include "mash/base/stack.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace mash {
namespace {

constexpr std::size_t k_size = 512;

// Says where its words were, `depth` bytes or more below the caller.
template <std::size_t depth>
[[gnu::noinline, gnu::no_sanitize_address]] void leave_words(std::uintptr_t& address) {
  volatile char words[depth];
  for (std::size_t i = 0; i < k_size; ++i) words[i] = 'x';
  address = reinterpret_cast<std::uintptr_t>(&words[0]);
}

// Nothing here writes as far down as the words are.
class Stack {
 public:
  Stack() : file_(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)) {}
  ~Stack() { ::close(file_); }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  void look(std::uintptr_t address) {
    if (::pread(file_, seen_.data(), k_size, static_cast<off_t>(address)) < 0) seen_.clear();
  }
  [[nodiscard]] auto words() const { return std::count(seen_.begin(), seen_.end(), 'x'); }

 private:
  int file_;
  std::vector<char> seen_ = std::vector<char>(k_size);
};

template <std::size_t depth>
void expect_wiped() {
  Stack stack;
  std::uintptr_t address = 0;
  leave_words<depth>(address);
  stack.look(address);
  EXPECT_EQ(stack.words(), k_size) << "this test cannot see what it looks for";
  leave_words<depth>(address);
  wipe_stack();
  stack.look(address);
  EXPECT_EQ(stack.words(), 0);
}

TEST(WipeStack, NothingIsLeftBelow) {
  expect_wiped<std::size_t{4} * 1024>();
  expect_wiped<std::size_t{100} * 1024>();
}

}  // namespace
}  // namespace mash
