// SPDX-License-Identifier: MIT
// Goal: a file is called clean only where a scanner has said so of all of it; whatever else comes
// back, or does not, is no verdict.
#include "mash/malice/scanner.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "mash/support/fake_scanner.h"
#include "mash/support/files.h"

namespace mash::malice {
namespace {

Result<Verdict> answered(const std::string& answer, std::string_view bytes = "a file",
                         std::size_t most_read = 100'000'000) {
  const support::FakeScanner fake([&](const std::string&) { return answer; }, most_read);
  return Scanner(fake.path()).scan(bytes);
}

TEST(Scanner, what_is_not_known_is_clean) {
  const auto verdict = answered(std::string("stream: OK\0", 11));
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_FALSE(verdict->is_known());
}

TEST(Scanner, what_is_known_has_a_name) {
  const auto verdict = answered("stream: Win.Test.EICAR_HDB-1 FOUND");
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->found, "Win.Test.EICAR_HDB-1");
}

TEST(Scanner, it_is_sent_whole_in_chunks_of_their_size) {
  support::FakeScanner fake([](const std::string&) { return "stream: OK"; });
  const std::string bytes = std::string(64 * 1024, 'a') + "bc";
  ASSERT_TRUE(Scanner(fake.path()).scan(bytes));
  fake.end();
  EXPECT_EQ(fake.heard(), std::string("zINSTREAM\0", 10) + std::string("\0\1\0\0", 4) +
                              std::string(64 * 1024, 'a') + std::string("\0\0\0\2", 4) + "bc" +
                              std::string(4, '\0'));
}

TEST(Scanner, nobody_there_is_no_verdict) {
  const support::TempFolder folder;
  for (const std::string& path : {folder.path() + "/none", folder.path(), std::string(),
                                  std::string(k_longest_path + 1, 'x')}) {
    const auto verdict = Scanner(path).scan("a file");
    ASSERT_FALSE(verdict) << path;
    EXPECT_EQ(verdict.error().code, ErrorCode::unavailable);
  }
}

TEST(Scanner, whatever_else_it_says_is_no_verdict) {
  for (const char* answer : {"", "stream: ", "OK", "stream: OK FOUND?", "FOUND",
                             "INSTREAM size limit exceeded. ERROR", "stream: Can't scan ERROR"}) {
    const auto verdict = answered(answer);
    ASSERT_FALSE(verdict) << answer;
    EXPECT_EQ(verdict.error().code, ErrorCode::unavailable) << answer;
  }
}

TEST(Scanner, who_says_ok_before_it_had_all_is_not_believed) {
  const std::string large(8'000'000, 'a');
  const auto verdict = answered("stream: OK", large, 100'000);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::unavailable);
}

TEST(Scanner, one_that_says_nothing_is_not_waited_for_for_ever) {
  const support::TempFolder folder;
  const std::string path = folder.path() + "/socket";
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, std::begin(address.sun_path));
  const void* raw = &address;
  ASSERT_EQ(::bind(listener, static_cast<const sockaddr*>(raw), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  const auto verdict = Scanner(path, std::chrono::seconds(1)).scan("a file");
  ::close(listener);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::unavailable);
}

// ClamAV's own daemon, with one signature.
class RealScanner : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(run("start"), 0); }
  void TearDown() override { EXPECT_EQ(run("stop"), 0); }
  [[nodiscard]] int run(const std::string& what) const {
    const std::string command =
        MASH_SOURCE_DIR "/scripts/clamd.sh " + what + " '" + folder_.path() + "' >/dev/null";
    return std::system(command.c_str());  // NOLINT(cert-env33-c): a fixed program of the tests
  }
  [[nodiscard]] Scanner scanner() const { return Scanner(folder_.path() + "/socket"); }

  support::TempFolder folder_;
};

TEST_F(RealScanner, ClamAV_tells_what_it_knows_wherever_it_stands) {
  const std::string known = "OPENMASH-TEST-MALWARE-MARKER";
  const auto clean = scanner().scan(support::jpeg());
  ASSERT_TRUE(clean) << clean.error().message;
  EXPECT_FALSE(clean->is_known());
  ASSERT_TRUE(scanner().scan(""));
  for (const std::string& bytes :
       {known, support::jpeg({.exif_words = known}), std::string(3'000'000, 'a') + known + "b"}) {
    const auto verdict = scanner().scan(bytes);
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_EQ(verdict->found, "Test.Marker.UNOFFICIAL");
  }
  const auto in_archive = scanner().scan(support::docx({known}));
  ASSERT_TRUE(in_archive);
  EXPECT_TRUE(in_archive->is_known()) << "it looks into what is packed";
}

TEST(Verdict, a_name_brings_nothing_but_letters_and_never_makes_it_clean) {
  EXPECT_EQ(read_verdict("stream: a\nb{\"c FOUND")->found, "a_b__c");
  EXPECT_EQ(read_verdict("stream:  FOUND")->found, "unnamed");
  EXPECT_EQ(read_verdict("stream: " + std::string(500, 'x') + " FOUND")->found.size(), 100U);
}

}  // namespace
}  // namespace mash::malice
