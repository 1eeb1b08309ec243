// SPDX-License-Identifier: MIT
// Goal: no child outlives the process that started it, even one that was killed at once.
#include "supervisor.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

namespace mash::server {
namespace {

struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends.data()), 0); }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(std::size_t end) {
    if (ends.at(end) >= 0) ::close(ends.at(end));
    ends.at(end) = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

// Blocks until nobody holds the other end any more.
void await_end_of(const Pipe& pipe) {
  char byte = 0;
  while (::read(pipe.ends[0], &byte, 1) > 0) {
  }
}

// A parent and its child. The child says 'b' when it is born and 'r' when it runs on behind
// die_with(); when it ends, nobody holds the writing end of `life` any more.
class Family {
 public:
  // A late child waits until its parent is dead.
  explicit Family(bool child_is_late) {
    parent_ = ::fork();
    if (parent_ == 0) be_parent(child_is_late);
    life_.close_end(1);
    parent_lives_.close_end(1);
  }
  ~Family() { kill_parent(); }
  Family(const Family&) = delete;
  Family& operator=(const Family&) = delete;

  void kill_parent() {
    if (parent_ <= 0) return;
    ::kill(parent_, SIGKILL);
    ::waitpid(parent_, nullptr, 0);
    parent_ = 0;
  }
  // Also 'e' if it has ended, 'w' if it says nothing for long.
  char child_says() {
    pollfd wait{life_.ends[0], POLLIN, 0};
    constexpr int k_long_ms = 20'000;
    if (::poll(&wait, 1, k_long_ms) <= 0) return 'w';
    char byte = 0;
    return ::read(life_.ends[0], &byte, 1) == 1 ? byte : 'e';
  }

 private:
  [[noreturn]] void be_parent(bool child_is_late) {
    const pid_t self = ::getpid();
    test_lives_.close_end(1);
    if (::fork() == 0) be_child(self, child_is_late);
    life_.close_end(1);
    await_end_of(test_lives_);
    ::_exit(0);
  }
  [[noreturn]] void be_child(pid_t parent, bool late) {
    parent_lives_.close_end(1);
    say("b");
    if (late) await_end_of(parent_lives_);
    while (late && ::getppid() == parent)
      std::this_thread::yield();  // its files close a little earlier
    die_with(parent);
    say("r");
    await_end_of(test_lives_);
    ::_exit(0);
  }
  void say(const char* word) {
    if (::write(life_.ends[1], word, 1) != 1) ::_exit(2);
  }

  Pipe life_, parent_lives_, test_lives_;
  pid_t parent_ = 0;
};

TEST(Supervisor, a_child_dies_when_its_parent_is_killed) {
  Family family(false);
  ASSERT_EQ(family.child_says(), 'b');
  ASSERT_EQ(family.child_says(), 'r');
  family.kill_parent();
  EXPECT_EQ(family.child_says(), 'e');
}

// Between fork and the wish to be told of the parent's end.
TEST(Supervisor, a_child_whose_parent_is_dead_already_does_not_run_on) {
  Family family(true);
  ASSERT_EQ(family.child_says(), 'b');
  family.kill_parent();
  EXPECT_EQ(family.child_says(), 'e');
}

}  // namespace
}  // namespace mash::server
