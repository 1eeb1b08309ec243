// SPDX-License-Identifier: MIT
// Goal: a witness never forgets what it has signed: not by a torn or changed file, not by a crash
// between any two steps, not by a process killed at any moment.
#include "mash/audit/witness_state.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "mash/audit/witness.h"
#include "witnesses_for_tests.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;

constexpr const char* k_file = "witness-state";
constexpr const char* k_new_file = "witness-state.new";

std::string note_of(std::uint64_t size, std::string_view origin = k_origin) {
  const Hash root = size == 0 ? empty_root() : leaf_hash(as_bytes(std::to_string(size)));
  return sign_checkpoint(Checkpoint{std::string(origin), size, root}, test_key());
}

class WitnessStateTest : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path file() const { return folder_.path() / k_file; }
  [[nodiscard]] fs::path new_file() const { return folder_.path() / k_new_file; }
  // The size that is found, or nothing if the state is refused.
  [[nodiscard]] std::optional<std::uint64_t> size_found() const {
    const auto state = WitnessState::open(folder_.path());
    if (!state) return std::nullopt;
    return state->held(k_origin).size;
  }
  TemporaryFolder folder_;
};

TEST_F(WitnessStateTest, what_is_kept_is_found_again) {
  ASSERT_TRUE(WitnessState::create(folder_.path()));
  auto state = WitnessState::open(folder_.path());
  ASSERT_TRUE(state);
  EXPECT_EQ(state->held(k_origin).size, 0U);
  EXPECT_EQ(state->held(k_origin).root, empty_root());
  for (const std::uint64_t size : {0U, 1U, 7U, 7U, 300U}) {
    ASSERT_TRUE(state->keep(note_of(size)));
    ASSERT_TRUE(state->keep(note_of(size / 2, "another.example/log")));
    const auto again = WitnessState::open(folder_.path());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->held(k_origin).size, size);
    EXPECT_EQ(again->held(k_origin).note, note_of(size));
    EXPECT_EQ(again->held("another.example/log").size, size / 2);
    EXPECT_TRUE(again->held("hub.example/audi").note.empty());
  }
}

TEST_F(WitnessStateTest, it_does_not_go_back) {
  auto state = WitnessState::create(folder_.path());
  ASSERT_TRUE(state);
  ASSERT_TRUE(state->keep(note_of(8)));
  const std::string before = read_text(file());
  const auto same_size = sign_checkpoint(Checkpoint{std::string(k_origin), 8, Hash{}}, test_key());
  for (const std::string& note : {note_of(7), note_of(0), same_size}) {
    const auto kept = state->keep(note);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, ErrorCode::conflict);
    EXPECT_EQ(read_text(file()), before);
    EXPECT_EQ(state->held(k_origin).note, note_of(8));
  }
  EXPECT_FALSE(state->keep("no note"));
}

TEST_F(WitnessStateTest, none_is_made_where_one_is_and_none_is_opened_where_none_is) {
  EXPECT_FALSE(WitnessState::open(folder_.path())) << "lost is not new";
  ASSERT_TRUE(WitnessState::create(folder_.path())->keep(note_of(5)));
  EXPECT_FALSE(WitnessState::create(folder_.path()));
  EXPECT_EQ(size_found(), 5U);
}

TEST_F(WitnessStateTest, a_file_that_is_torn_or_changed_at_any_byte_is_refused) {
  auto state = WitnessState::create(folder_.path());
  ASSERT_TRUE(state->keep(note_of(300)));
  ASSERT_TRUE(state->keep(note_of(20, "another.example/log")));
  const std::string whole = read_text(file());
  std::mt19937 generator(20'261'127);  // fixed: the same inputs in every run
  for (std::size_t at = 0; at < whole.size(); ++at) {
    write_text(file(), whole.substr(0, at));
    ASSERT_EQ(size_found(), std::nullopt) << "torn at " << at;
    write_text(file(), whole.substr(at + 1));
    ASSERT_EQ(size_found(), std::nullopt) << "without its first " << at + 1;
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(1 + generator() % 255));
    write_text(file(), changed);
    ASSERT_EQ(size_found(), std::nullopt) << "changed at " << at;
  }
  for (const std::string& more : {std::string("\n"), std::string("note 0\n"), note_of(1)}) {
    write_text(file(), whole + more);
    EXPECT_EQ(size_found(), std::nullopt) << more;
  }
  write_text(file(), whole);
  EXPECT_EQ(size_found(), 300U);
}

// Before the rename the new file may hold any part of its content, after it the old one is gone.
TEST_F(WitnessStateTest, a_crash_between_any_two_steps_leaves_the_state_before_or_after) {
  auto state = WitnessState::create(folder_.path());
  ASSERT_TRUE(state->keep(note_of(300)));
  const std::string before = read_text(file());
  ASSERT_TRUE(state->keep(note_of(301)));
  const std::string after = read_text(file());
  for (std::size_t written = 0; written <= after.size(); ++written) {
    write_text(file(), before);
    write_text(new_file(), after.substr(0, written));
    ASSERT_EQ(size_found(), 300U) << written;
    if (written % 50 != 0) continue;
    auto again = WitnessState::open(folder_.path());
    ASSERT_TRUE(again->keep(note_of(302))) << "what is left over is in nobody's way";
    ASSERT_EQ(size_found(), 302U);
  }
  write_text(file(), before);
  write_text(new_file(), after);
  fs::rename(new_file(), file());
  EXPECT_EQ(size_found(), 301U);
}

// The memory then has a state that the disk may not have: nothing may be signed on it.
TEST_F(WitnessStateTest, after_a_failed_write_it_answers_nothing_more) {
  auto state = WitnessState::create(folder_.path());
  ASSERT_TRUE(state->keep(note_of(300)));
  fs::create_directory(new_file());
  EXPECT_THROW((void)state->keep(note_of(301)), std::system_error);
  EXPECT_THROW((void)state->keep(note_of(301)), std::runtime_error);
  EXPECT_THROW((void)state->held(k_origin), std::runtime_error);
  fs::remove(new_file());
  EXPECT_THROW((void)state->held(k_origin), std::runtime_error);
  EXPECT_EQ(size_found(), 300U);
}

[[noreturn]] void sign_until_killed(const fs::path& folder, int answers) {
  auto state = WitnessState::open(folder);
  if (!state) ::_exit(1);
  std::uint64_t size = state->held(k_origin).size;
  auto witness =
      Witness::make(agency_key_name(0), agency_key(0), {test_verifier()}, *std::move(state));
  if (!witness) ::_exit(1);
  // Every leaf is the same, so that the tree of any size is made at once.
  for (;; ++size) {
    const std::vector<Hash> leaves(size + 1, leaf_hash({}));
    const auto proof = consistency_proof(size, size + 1, subtrees_of(leaves));
    const std::string note =
        sign_checkpoint({std::string(k_origin), size + 1, tree_root(leaves)}, test_key());
    const WitnessAnswer answer =
        (*witness)->add_checkpoint(format_add_checkpoint(size, proof, note), k_noon);
    if (!std::holds_alternative<Cosigned>(answer)) ::_exit(2);
    const std::uint64_t answered = size + 1;
    if (::write(answers, &answered, sizeof answered) != sizeof answered) ::_exit(3);
  }
}

TEST_F(WitnessStateTest, what_a_killed_process_has_answered_is_there) {
  ASSERT_TRUE(WitnessState::create(folder_.path()));
  std::mt19937 generator(20'261'127);
  std::uint64_t answered = 0;
  for (int round = 0; round < 40; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) sign_until_killed(folder_.path(), ends[1]);
    ::close(ends[1]);
    // It goes on while these are read, so the moment is any.
    std::uint64_t size = 0;
    for (auto answers = 1 + generator() % 10; answers > 0; --answers) {
      ASSERT_EQ(::read(ends[0], &size, sizeof size), ssize_t{sizeof size}) << "it stopped";
      ASSERT_GT(size, answered);
      answered = size;
    }
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    while (::read(ends[0], &size, sizeof size) == ssize_t{sizeof size}) answered = size;
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it stopped by itself: " << status;
    const auto found = size_found();
    ASSERT_TRUE(found) << "refused after a crash";
    ASSERT_GE(*found, answered);
    ASSERT_LE(*found, answered + 1) << "at most the one that was under way";
    answered = *found;
  }
  EXPECT_GT(answered, 40U);
}

}  // namespace
}  // namespace mash::audit
