// SPDX-License-Identifier: MIT
// Goal: a process that has shut itself in reaches its own folder and nothing else, starts no
// program but those that it names and makes no process or socket that it does not need, in each of
// its threads, and goes on with its own work.
#include "mash/confine/room.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace mash::confine {
namespace {

constexpr const char* k_loader = "/lib64/ld-linux-x86-64.so.2";
constexpr const char* k_outside = "/var/lib/dpkg/status";

// A folder of its own with one file, for a process that ends without a word.
class Place {
 public:
  Place() {
    std::string name = std::filesystem::temp_directory_path() / "confine-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    std::ofstream(inside()) << "own";
  }
  ~Place() { std::filesystem::remove_all(folder_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] std::string inside(const char* name = "file") const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

bool can_open(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
  return file >= 0;
}

// Answers its exit code; -1: it was not started.
int run(const char* program) {
  std::array<char*, 2> arguments = {const_cast<char*>(program), nullptr};
  std::array<char*, 1> environment = {nullptr};
  pid_t child = -1;
  if (::posix_spawn(&child, program, nullptr, nullptr, arguments.data(), environment.data()) != 0) {
    return -1;
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool is_refused(long answer) {
  return answer < 0 && errno == EPERM;
}

// The number of the first that is not so, counted from `begin` + 1; 0: all are.
int first_wrong(std::initializer_list<bool> all, int begin = 0) {
  int number = begin;
  for (const bool one : all) {
    ++number;
    if (!one) return number;
  }
  return 0;
}

int in_own_folder(const Place& place) {
  std::filesystem::create_directory(place.inside("below"));
  std::error_code failed;
  std::filesystem::rename(place.inside(), place.inside("below/moved"), failed);
  return first_wrong({can_open(place.inside("new"), O_WRONLY | O_CREAT),
                      can_open(place.inside("below/moved"), O_RDWR | O_TRUNC), !failed,
                      ::unlink(place.inside("below/moved").c_str()) == 0});
}

// Where the kernel has no Landlock nothing of this is held back, and hold_files() says so.
int elsewhere(int landlock, const Place& other) {
  const bool held = landlock > 0;
  return first_wrong(
      {can_open(k_outside, O_RDONLY) != held, can_open(other.inside(), O_RDWR) != held,
       can_open(other.inside("new"), O_WRONLY | O_CREAT) != held,
       landlock < 3 || ::truncate(other.inside().c_str(), 0) != 0,
       (::unlink(other.inside().c_str()) == 0) != held, (run("/usr/bin/true") == 0) != held},
      100);
}

TEST(HoldFilesDeathTest, what_is_not_named_is_not_reached) {
  const Place own;
  const Place other;
  const auto files = [&] {
    const int landlock = hold_files({.owns = {own.folder()}});
    const int wrong = in_own_folder(own);
    return wrong != 0 ? wrong : elsewhere(landlock, other);
  };
  EXPECT_EXIT(::_exit(files()), ::testing::ExitedWithCode(0), "");
}

TEST(HoldFilesDeathTest, what_is_read_is_not_written) {
  const Place read;
  const auto files = [&] {
    const bool held = hold_files({.reads = {read.folder(), k_outside, "/nonexistent"}}) > 0;
    return first_wrong({can_open(k_outside, O_RDONLY), can_open(read.inside(), O_RDONLY),
                        can_open(read.inside(), O_RDWR) != held,
                        can_open(read.inside("new"), O_WRONLY | O_CREAT) != held});
  };
  EXPECT_EXIT(::_exit(files()), ::testing::ExitedWithCode(0), "");
}

TEST(HoldFilesDeathTest, only_named_programs_are_started) {
  const auto programs = [] {
    const bool held = hold_files({.reads = {"/usr", "/etc/ld.so.cache"},
                                  .starts = {"/usr/bin/true", k_loader}}) > 0;
    return first_wrong({run("/usr/bin/true") == 0, (run("/usr/bin/env") == 0) != held});
  };
  EXPECT_EXIT(::_exit(programs()), ::testing::ExitedWithCode(0), "");
}

bool is_dialled(std::uint16_t port) {
  const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_storage address{};
  address.ss_family = AF_INET;
  auto* bytes = reinterpret_cast<unsigned char*>(&address);
  bytes[2] = static_cast<unsigned char>(port >> 8U);
  bytes[3] = static_cast<unsigned char>(port & 0xFFU);
  bytes[4] = 127;
  bytes[7] = 1;
  errno = 0;
  ::connect(line, reinterpret_cast<sockaddr*>(&address), 16);
  ::close(line);
  return errno != EACCES;  // that nobody listens is another matter
}

TEST(HoldFilesDeathTest, only_named_ports_are_dialled) {
  const auto ports = [] {
    const int landlock = hold_files({.dials = {9, 25}});
    return first_wrong({is_dialled(9), is_dialled(25), is_dialled(26) == (landlock < 4)});
  };
  EXPECT_EXIT(::_exit(ports()), ::testing::ExitedWithCode(0), "");
}

// With what does not exist each would fail in another way if it were let through.
int what_every_room_refuses() {
  // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): the calls of the system
  return first_wrong(
      {is_refused(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)),
       is_refused(::mount("none", "/nonexistent", "tmpfs", 0, nullptr)),
       is_refused(::umount2("/nonexistent", 0)), is_refused(::chroot("/nonexistent")),
       is_refused(::syscall(SYS_bpf, 0, nullptr, 0)), is_refused(::syscall(SYS_keyctl, 0, 0)),
       is_refused(::syscall(SYS_perf_event_open, nullptr, 0, 0, -1, 0)),
       is_refused(::syscall(SYS_io_uring_setup, 1, nullptr)),
       is_refused(::syscall(SYS_userfaultfd, -1)), is_refused(::unshare(-1)),
       is_refused(::setns(-1, 0)),
       is_refused(::syscall(SYS_process_vm_readv, -1, nullptr, 0, nullptr, 0, 1)),
       is_refused(::syscall(SYS_kexec_load, 0, 0, nullptr, 0)),
       is_refused(::syscall(SYS_init_module, nullptr, 0, ""))});
  // NOLINTEND(cppcoreguidelines-pro-type-vararg)
}

bool is_program_refused() {
  std::array<char*, 1> none = {nullptr};
  return is_refused(::execve("/nonexistent", none.data(), none.data()));
}

int what_a_room_refuses_that_starts_and_dials_nothing() {
  const int wrong = what_every_room_refuses();
  if (wrong != 0) return wrong;
  return first_wrong(
      {is_program_refused(), is_refused(::fork()), is_refused(::socket(AF_INET, SOCK_STREAM, 0)),
       is_refused(::socket(AF_UNIX, SOCK_STREAM, 0)), is_refused(::connect(-1, nullptr, 0)),
       is_refused(::listen(-1, 1))},
      100);
}

TEST(HoldCallsDeathTest, a_room_that_starts_and_dials_nothing) {
  EXPECT_EXIT(::_exit(hold_calls({}) ? what_a_room_refuses_that_starts_and_dials_nothing() : 255),
              ::testing::ExitedWithCode(0), "");
}

TEST(HoldCallsDeathTest, a_room_that_starts_a_program_and_dials) {
  const auto calls = [] {
    if (!hold_calls({.starts = {"/usr/bin/true"}, .dials = {25}})) return 255;
    const int wrong = what_every_room_refuses();
    if (wrong != 0) return wrong;
    return first_wrong(
        {run("/usr/bin/true") == 0, ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0}, 100);
  };
  EXPECT_EXIT(::_exit(calls()), ::testing::ExitedWithCode(0), "");
}

// One thread was there before; one begins afterwards.
int threads_of_a_held_process() {
  std::atomic<int> step = 0;
  std::atomic<bool> refused_before = false;
  std::thread before([&] {
    step = 1;
    step.notify_all();
    step.wait(1);
    refused_before = is_program_refused();
  });
  step.wait(0);
  if (!hold_calls({})) return 255;
  step = 2;
  step.notify_all();
  before.join();
  std::atomic<bool> refused_after = false;
  std::thread([&] { refused_after = is_program_refused(); }).join();
  return first_wrong({refused_before, refused_after});
}

TEST(HoldCallsDeathTest, each_thread_is_held_and_new_ones_still_begin) {
  EXPECT_EXIT(::_exit(threads_of_a_held_process()), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mash::confine
