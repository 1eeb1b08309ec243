// SPDX-License-Identifier: MIT
// Goal: files are whole or not there, one process owns a folder, commands reach a running hub.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "control.h"
#include "folder.h"
#include "mash/support/test_app.h"
#include "private_memory.h"
#include "repeater.h"

namespace mash::server {
namespace {

TEST(Folder, a_file_is_written_whole_and_for_its_owner_alone) {
  const support::TempFolder temp;
  const Path file = Path(temp.path()) / "a.json";
  EXPECT_FALSE(read_file(file));
  write_file(file, "one");
  write_file(file, "two");
  EXPECT_EQ(*read_file(file), "two");
  const auto mode = std::filesystem::status(file).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Folder, what_cannot_be_written_leaves_nothing) {
  const support::TempFolder temp;
  const Path file = Path(temp.path()) / "a.json";
  std::filesystem::create_directories(file / "in the way");
  EXPECT_THROW(write_file(file, "one"), std::system_error);
  EXPECT_TRUE(std::filesystem::is_directory(file));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".new"));
}

TEST(Folder, keys_are_made_once_and_a_new_agency_gets_its_own) {
  const support::TempFolder temp;
  const Path file = Path(temp.path()) / "keys.json";
  support::SeededRandom random(1);
  const auto first = load_keys(file, {"police"}, random);
  const auto again = load_keys(file, {"police", "health"}, random);
  EXPECT_TRUE(std::ranges::equal(first.of("police").bytes(), again.of("police").bytes()));
  EXPECT_TRUE(load_keys(file, {"police"}, random).has("health"));
}

TEST(Folder, only_that_of_an_installation_is_marked_and_none_is_made) {
  const support::TempFolder temp;
  const Path mistyped = Path(temp.path()) / "mistyped" / "data";
  for (const Path& folder : {mistyped, Path(temp.path()), Path()}) {
    const auto refused = mark_folder(folder, false);
    ASSERT_FALSE(refused) << folder;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults.front().field, "data");
  }
  EXPECT_TRUE(std::filesystem::is_empty(temp.path()));

  for (const char* side : {"hub", "gate"}) {
    const Path folder = Path(temp.path()) / side;
    make_folder(folder / side);
    write_file(folder / side / "keys.json", "{}");
    EXPECT_TRUE(mark_folder(folder, false)) << side;
    EXPECT_EQ(*read_file(folder / "made-for"), "work\n");
    EXPECT_FALSE(mark_folder(folder, true)) << "it stays what it is";
  }
}

TEST(FolderLock, one_process_owns_a_folder) {
  const support::TempFolder temp;
  {
    const auto first = FolderLock::take(temp.path());
    ASSERT_TRUE(first);
    const auto second = FolderLock::take(temp.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::conflict);
  }
  EXPECT_TRUE(FolderLock::take(temp.path()));
}

TEST(Control, a_command_is_answered_with_progress_result_or_faults) {
  const support::TempFolder temp;
  const Path socket = Path(temp.path()) / "control";
  const ControlServer server(
      socket, [](const json::Value& request, const Progress& progress) -> Result<json::Value> {
        if (request.text("command") == "break") throw std::runtime_error("inside");
        if (request.text("command") != "count") return invalid("command", "Say count");
        json::Value p;
        p.set("done", 1);
        progress(p);
        return json::Value("counted");
      });
  int steps = 0;
  const auto ask_for = [&](const char* command) {
    json::Value request;
    request.set("command", command);
    return ask(socket, request, [&](const json::Value&) { ++steps; });
  };
  EXPECT_EQ(*ask_for("count")->as_string(), "counted");
  EXPECT_EQ(steps, 1);
  EXPECT_EQ(ask_for("other").error().faults.front().field, "command");
  EXPECT_EQ(ask_for("break").error().message,
            "The running process could not do that; its log says why");
}

TEST(Control, where_nobody_listens_is_said) {
  const support::TempFolder temp;
  const auto answer = ask(Path(temp.path()) / "control", json::Value{}, [](const json::Value&) {});
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
}

// Whoever takes its place at once keeps it from starting again.
TEST(Control, a_hub_that_ends_before_it_answers_is_not_taken_for_one_that_does_not_run) {
  const support::TempFolder temp;
  const Path socket = Path(temp.path()) / "control";
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  std::thread hub([listener] {
    const int connection = ::accept(listener, nullptr, nullptr);
    char byte = 0;
    EXPECT_EQ(::read(connection, &byte, 1), 1);
    ::close(connection);
  });
  const auto answer = ask(socket, json::Value{}, [](const json::Value&) {});
  hub.join();
  ::close(listener);
  EXPECT_EQ(answer.error().code, ErrorCode::internal);
}

// In a child, since it cannot be taken back.
TEST(PrivateMemory, leaves_no_core_file_and_lets_nobody_of_the_same_user_in) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    keep_memory_private();
    rlimit limit{1, 1};
    ::getrlimit(RLIMIT_CORE, &limit);
    ::_exit(limit.rlim_cur == 0 && limit.rlim_max == 0 && ::prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(Repeater, goes_on_after_an_exception_and_stops_at_the_end) {
  std::atomic<int> calls = 0;
  std::promise<void> third;
  {
    const Repeater repeater("test.failed", std::chrono::milliseconds(1), [&] {
      const int n = ++calls;
      if (n == 3) third.set_value();
      if (n < 3) throw std::runtime_error("once more");
    });
    third.get_future().wait();
  }
  const int at_end = calls;
  EXPECT_GE(at_end, 3);
}

}  // namespace
}  // namespace mash::server
