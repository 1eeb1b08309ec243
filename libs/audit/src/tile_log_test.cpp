// SPDX-License-Identifier: MIT
// Goal: whatever the batches and wherever a crash comes, the log's files are those of its entries.
#include "mash/audit/tile_log.h"

#include <fcntl.h>

#include <random>

#include "log_for_tests.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;

std::vector<Hash> hashes_of(std::uint64_t size) {
  std::vector<Hash> out;
  for (const Bytes& entry : numbered_entries(0, size)) out.push_back(leaf_hash(entry));
  return out;
}

void expect_to_hold(const TileLog& log, std::uint64_t size) {
  ASSERT_EQ(log.size(), size);
  EXPECT_EQ(log.root(), tree_root(hashes_of(size)));
}

TEST(TileLog, a_new_one_is_empty_and_says_so) {
  const TemporaryFolder folder;
  auto log = TileLog::open(folder.path() / "audit");
  ASSERT_TRUE(log);
  EXPECT_FALSE(log->published());
  log->publish(test_key(), k_origin);
  EXPECT_TRUE(log->published());
  expect_to_hold(*log, 0);
  EXPECT_TRUE(verify_log(folder.path() / "audit", test_verifier()).intact());
  EXPECT_TRUE(TileLog::open(folder.path() / "audit")->published());
}

TEST(TileLog, has_the_files_of_the_specification) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 300);
  std::vector<std::string> paths;
  for (const auto& [path, content] : files_of(folder.path())) paths.push_back(path);
  EXPECT_EQ(paths, (std::vector<std::string>{"checkpoint", "tile/0/000", "tile/0/001.p/44",
                                             "tile/1/000.p/1", "tile/entries/000",
                                             "tile/entries/001.p/44"}));
  EXPECT_EQ(read_text(folder.path() / "tile/entries/001.p/44").substr(0, 6),
            std::string("\0\4e256", 6));
  EXPECT_EQ(read_text(folder.path() / "tile/0/000").size(), 8192U);
}

TEST(TileLog, the_same_entries_give_the_same_files_in_any_batches) {
  const TemporaryFolder once;
  TileLog log = open_log(once.path());
  grow(log, 1030);
  std::mt19937 generator(7);
  const TemporaryFolder often;
  TileLog other = open_log(often.path());
  while (other.size() < 1030) {
    other.append(numbered_entries(other.size(),
                                  std::min<std::uint64_t>(1030, other.size() + generator() % 300)));
    if (generator() % 2 == 0) other.publish(test_key(), k_origin);
    if (generator() % 4 == 0) other = open_log(often.path());
  }
  other.publish(test_key(), k_origin);
  const auto files = files_of(often.path());
  for (const auto& [path, content] : files_of(once.path())) {
    ASSERT_TRUE(files.contains(path)) << path;
    EXPECT_EQ(files.at(path), content) << path;
  }
  EXPECT_TRUE(verify_log(often.path(), test_verifier()).intact());
}

TEST(TileLog, every_entry_and_hash_can_be_read) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 600);
  for (const TileLog* each : {&log}) {
    for (std::uint64_t n = 0; n < 600; ++n) {
      const Bytes expected = numbered_entries(n, n + 1)[0];
      ASSERT_EQ(each->entry(n), expected);
      ASSERT_EQ(each->entry_hash(n), leaf_hash(expected));
    }
    EXPECT_EQ(each->entry(600).error().code, ErrorCode::not_found);
    EXPECT_EQ(each->entry_hash(600).error().code, ErrorCode::not_found);
  }
}

TEST(TileLog, proves_from_its_tiles) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 1500);
  const auto hashes = hashes_of(1500);
  for (std::uint64_t n = 0; n < 1500; n += 37) {
    const auto proof = inclusion_proof(n, 1500, log.subtrees());
    ASSERT_TRUE(verify_inclusion(hashes[n], n, 1500, proof, log.root())) << n;
    const Hash old_root = tree_root(std::span(hashes).first(n));
    const auto consistency = consistency_proof(n, 1500, log.subtrees());
    ASSERT_TRUE(verify_consistency(n, old_root, 1500, log.root(), consistency)) << n;
  }
}

TEST(TileLog, takes_entries_from_none_to_the_longest) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  const std::vector<Bytes> entries = {Bytes(), Bytes(65'535, 7)};
  log.append(entries);
  log.append({});
  log.publish(test_key(), k_origin);
  EXPECT_EQ(log.size(), 2U);
  EXPECT_EQ(open_log(folder.path()).entry(0), entries[0]);
  EXPECT_EQ(open_log(folder.path()).entry(1), entries[1]);
  EXPECT_TRUE(verify_log(folder.path(), test_verifier()).intact());
}

TEST(TileLog, partial_tiles_stay_until_the_whole_one_is_published) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 5);
  grow(log, 9);
  EXPECT_TRUE(fs::exists(folder.path() / "tile/0/000.p/5"));
  log.append(numbered_entries(9, 256));
  EXPECT_TRUE(fs::exists(folder.path() / "tile/0/000.p/9")) << "the checkpoint still needs it";
  log.publish(test_key(), k_origin);
  EXPECT_FALSE(fs::exists(folder.path() / "tile/0/000.p"));
  EXPECT_FALSE(fs::exists(folder.path() / "tile/entries/000.p"));
  EXPECT_TRUE(fs::exists(folder.path() / "tile/1/000.p/1"));
}

// A crash before publishing: whatever was appended is gone, and its torn files do no harm.
TEST(TileLog, goes_back_to_the_checkpoint_after_a_crash) {
  for (const std::uint64_t lost : {6U, 255U, 256U, 600U}) {
    for (const std::uint64_t later : {6U, 256U, 300U, 700U}) {
      const TemporaryFolder folder;
      {
        TileLog log = open_log(folder.path());
        grow(log, 5);
        const auto before = files_of(folder.path());
        log.append(numbered_entries(5, lost));
        for (const auto& [path, content] : files_of(folder.path())) {
          if (!before.contains(path)) {
            write_text(folder.path() / path, content.substr(0, content.size() / 2) + "torn");
          }
        }
        write_text(folder.path() / "checkpoint.new", "hub.exam");
      }
      ASSERT_TRUE(verify_log(folder.path(), test_verifier()).intact()) << "files not signed yet";
      TileLog log = open_log(folder.path());
      expect_to_hold(log, 5);
      for (std::uint64_t size = 5; size < later;) {
        size = std::min<std::uint64_t>(later, size + 97);
        grow(log, size);
      }
      expect_to_hold(log, later);
      const Verdict verdict = verify_log(folder.path(), test_verifier());
      ASSERT_TRUE(verdict.intact()) << lost << " " << later << ": " << verdict.finding->file;
    }
  }
}

TEST(TileLog, a_lost_checkpoint_is_not_a_new_log) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 5);
  fs::remove(folder.path() / "checkpoint");
  EXPECT_FALSE(TileLog::open(folder.path()));
}

TEST(TileLog, does_not_open_over_damaged_newest_files) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 300);
  for (const char* path :
       {"checkpoint", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"}) {
    const std::string good = read_text(folder.path() / path);
    for (const std::string& bad : {good.substr(0, good.size() - 1), good + "x", std::string()}) {
      write_text(folder.path() / path, bad);
      const auto opened = TileLog::open(folder.path());
      ASSERT_FALSE(opened) << path;
      EXPECT_EQ(opened.error().code, ErrorCode::internal);
    }
    fs::remove(folder.path() / path);
    ASSERT_FALSE(TileLog::open(folder.path())) << path;
    write_text(folder.path() / path, good);
  }
  EXPECT_TRUE(TileLog::open(folder.path()));
}

TEST(TileLog, answers_an_error_where_an_old_file_is_damaged) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 300);
  write_text(folder.path() / "tile/entries/000", "");
  EXPECT_EQ(log.entry(0).error().code, ErrorCode::internal);
  fs::remove(folder.path() / "tile/0/000");
  EXPECT_EQ(log.entry_hash(0).error().code, ErrorCode::internal);
  EXPECT_THROW(inclusion_proof(0, 300, log.subtrees()), std::runtime_error);
}

TEST(TileLog, throws_when_the_disk_takes_nothing) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 5);
  fs::remove_all(folder.path() / "tile/0");
  write_text(folder.path() / "tile/0", "a file where a folder should be");
  EXPECT_THROW(log.append(numbered_entries(5, 6)), std::system_error);
}

}  // namespace
}  // namespace mash::audit
