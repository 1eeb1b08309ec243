// SPDX-License-Identifier: MIT
// Goal: no byte of a tile, a bundle, the checkpoint or a row can change unseen, and the report
// names the place.
#include "mash/audit/verify.h"

#include <gmock/gmock.h>

#include "log_for_tests.h"
#include "mash/audit/entry.h"
#include "mash/audit/tile_name.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::uint64_t k_size = 300;

class VerifyTest : public ::testing::Test {
 protected:
  VerifyTest() {
    TileLog log = open_log(folder_.path());
    grow(log, k_size);
    files_ = files_of(folder_.path());
  }
  [[nodiscard]] Verdict verify_with_rows() const {
    return verify_log(folder_.path(), test_verifier(), [this](std::uint64_t n) {
      return n < rows_.size() ? std::optional(rows_[n]) : std::nullopt;
    });
  }
  [[nodiscard]] Verdict verify_files() const { return verify_log(folder_.path(), test_verifier()); }
  void write(const std::string& path, const std::string& content) const {
    write_text(folder_.path() / path, content);
  }
  void restore(const std::string& path) const { write(path, files_.at(path)); }

  TemporaryFolder folder_;
  std::vector<Bytes> rows_ = numbered_entries(0, k_size);
  std::map<std::string, std::string> files_;
};

// Which entry the byte at `at` of the file belongs to; nothing for files that hold no entry's own.
std::optional<std::uint64_t> entry_at(const std::string& path, const std::string& content,
                                      std::size_t at) {
  const auto name = TileName::parse(path);
  if (!name || name->level > 0) return std::nullopt;
  if (!name->entries) return name->index * k_tile_width + at / 32;
  std::uint64_t n = name->index * k_tile_width;
  for (std::size_t end = 0; end < content.size(); ++n) {
    end += 2 + static_cast<std::uint8_t>(content[end + 1]);
    if (at < end) break;
  }
  return n;
}

TEST_F(VerifyTest, an_untouched_log_is_intact) {
  for (const Verdict& verdict : {verify_with_rows(), verify_files()}) {
    EXPECT_TRUE(verdict.intact());
    EXPECT_EQ(verdict.size, k_size);
    EXPECT_NE(verdict.root, Hash{});
  }
}

// D12: in the log's files.
TEST_F(VerifyTest, every_changed_byte_of_every_file_is_found_and_named) {
  for (const auto& [path, content] : files_) {
    for (std::size_t at = 0; at < content.size(); ++at) {
      std::string changed = content;
      changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
      write(path, changed);
      const Verdict verdict = at % 2 == 0 ? verify_with_rows() : verify_files();
      ASSERT_FALSE(verdict.intact()) << path << " byte " << at;
      ASSERT_EQ(verdict.finding->file, path) << "byte " << at << ": " << verdict.finding->words;
      ASSERT_EQ(verdict.finding->entry, entry_at(path, content, at)) << path << " byte " << at;
    }
    restore(path);
  }
  EXPECT_TRUE(verify_with_rows().intact());
}

TEST_F(VerifyTest, every_cut_of_every_file_is_found_and_named) {
  for (const auto& [path, content] : files_) {
    for (std::size_t size = 0; size < content.size(); size += 1 + content.size() / 100) {
      write(path, content.substr(0, size));
      const Verdict verdict = verify_with_rows();
      ASSERT_FALSE(verdict.intact()) << path << " cut to " << size;
      ASSERT_EQ(verdict.finding->file, path);
      ASSERT_EQ(verdict.finding->entry, entry_at(path, content, size)) << path << " " << size;
    }
    write(path, content + std::string(1, '\0'));
    EXPECT_EQ(verify_with_rows().finding->file, path) << "a byte added";
    restore(path);
  }
}

TEST_F(VerifyTest, every_missing_file_is_named) {
  for (const auto& [path, content] : files_) {
    fs::remove(folder_.path() / path);
    const Verdict verdict = verify_files();
    ASSERT_FALSE(verdict.intact()) << path;
    EXPECT_EQ(verdict.finding->file, path);
    fs::create_directory(folder_.path() / path);
    EXPECT_EQ(verify_files().finding->file, path) << "a folder in its place";
    fs::remove(folder_.path() / path);
    restore(path);
  }
}

TEST_F(VerifyTest, any_two_files_that_were_swapped_are_found) {
  for (const auto& [path, content] : files_) {
    for (const auto& [other, other_content] : files_) {
      if (path >= other) continue;
      write(path, other_content);
      write(other, content);
      const Verdict verdict = verify_with_rows();
      ASSERT_FALSE(verdict.intact()) << path << " and " << other;
      EXPECT_TRUE(verdict.finding->file == path || verdict.finding->file == other);
      restore(path);
      restore(other);
    }
  }
}

// D12: in the rows.
TEST_F(VerifyTest, every_changed_byte_of_every_row_is_found_and_named) {
  for (std::uint64_t n = 0; n < k_size; ++n) {
    for (std::uint8_t& byte : rows_[n]) {
      byte ^= 1;
      const Verdict verdict = verify_with_rows();
      ASSERT_FALSE(verdict.intact()) << n;
      ASSERT_EQ(verdict.finding->entry, n);
      ASSERT_EQ(verdict.finding->file, "");
      byte ^= 1;
    }
  }
}

TEST_F(VerifyTest, rows_that_were_dropped_swapped_or_slipped_in_are_named) {
  rows_.pop_back();
  EXPECT_EQ(verify_with_rows().finding->words, "Entry 299 has no row in the database");
  rows_ = numbered_entries(0, k_size);
  std::swap(rows_[17], rows_[18]);
  EXPECT_EQ(verify_with_rows().finding->words,
            "The database row of entry 17 is not what was signed");
  rows_ = numbered_entries(0, k_size);
  rows_.erase(rows_.begin() + 42);
  EXPECT_EQ(verify_with_rows().finding->entry, 42U);
  rows_ = numbered_entries(0, k_size);
  rows_.insert(rows_.begin() + 258, to_bytes("slipped in"));
  EXPECT_EQ(verify_with_rows().finding->entry, 258U);
}

TEST_F(VerifyTest, rows_that_are_not_in_the_log_yet_are_no_fault) {
  rows_.push_back(to_bytes("queued"));
  EXPECT_TRUE(verify_with_rows().intact());
}

// D12: the first one.
TEST_F(VerifyTest, of_two_changed_entries_the_first_is_named) {
  std::string content = files_.at("tile/entries/000");
  content[content.size() - 1] ^= 1;
  content[2] ^= 1;
  write("tile/entries/000", content);
  rows_[1] = to_bytes("changed");
  const Verdict verdict = verify_with_rows();
  EXPECT_EQ(verdict.finding->entry, 0U);
  EXPECT_EQ(verdict.finding->words, "Entry 0 in the file is not what was signed");
}

// Bundle, tile and row changed alike, by somebody who knows the formats but has no key.
TEST_F(VerifyTest, an_entry_changed_everywhere_is_still_found) {
  std::string bundle = files_.at("tile/entries/000");
  bundle[3] = 'X';  // entry 0, "e0"
  write("tile/entries/000", bundle);
  rows_[0] = to_bytes("eX");
  const Hash hash = leaf_hash(rows_[0]);
  std::string tile = files_.at("tile/0/000");
  std::copy(hash.begin(), hash.end(), tile.begin());
  write("tile/0/000", tile);
  const Verdict verdict = verify_with_rows();
  ASSERT_FALSE(verdict.intact());
  EXPECT_EQ(verdict.finding->file, "tile/entries/000");
  EXPECT_EQ(verdict.finding->words, "No copy of entries 0 to 255 is what was signed");
}

TEST_F(VerifyTest, a_log_rewritten_as_a_whole_contradicts_its_signature) {
  const TemporaryFolder forged;
  TileLog log = open_log(forged.path());
  rows_[7] = to_bytes("forged");
  log.append(rows_);
  log.publish(test_key(), k_origin);
  fs::copy_file(folder_.path() / "checkpoint", forged.path() / "checkpoint",
                fs::copy_options::overwrite_existing);
  const Verdict verdict = verify_log(forged.path(), test_verifier());
  ASSERT_FALSE(verdict.intact());
  EXPECT_EQ(verdict.finding->file, "checkpoint");
}

TEST_F(VerifyTest, damage_in_several_copies_is_found_and_the_true_ones_are_still_told_apart) {
  std::string bundle = files_.at("tile/entries/000");
  bundle[3] = 'X';
  write("tile/entries/000", bundle);
  std::string tile = files_.at("tile/0/001.p/44");
  tile[0] ^= 1;
  write("tile/0/001.p/44", tile);
  const Verdict verdict = verify_files();
  ASSERT_FALSE(verdict.intact());
  EXPECT_EQ(verdict.finding->file, "tile/entries/000");
  EXPECT_EQ(verdict.finding->entry, 0U);
  write("tile/1/000.p/1", std::string(32, 'x'));
  EXPECT_THAT(verify_files().finding->words, HasSubstr("among entries 0 to 255"));
}

TEST_F(VerifyTest, another_key_is_not_believed) {
  const crypto::SigningKey other(*crypto::Key::from(Bytes(32, 2)));
  for (const VerifierKey& key :
       {verifier_key(k_origin, other), verifier_key("elsewhere", test_key())}) {
    const Verdict verdict = verify_log(folder_.path(), key);
    ASSERT_FALSE(verdict.intact());
    EXPECT_EQ(verdict.finding->file, "checkpoint");
    EXPECT_EQ(verdict.size, 0U);
  }
}

TEST_F(VerifyTest, an_older_checkpoint_does_not_fit_the_newer_tiles) {
  write("checkpoint",
        sign_checkpoint(Checkpoint{std::string(k_origin), 299, verify_files().root}, test_key()));
  EXPECT_FALSE(verify_files().intact());
}

TEST_F(VerifyTest, files_that_do_not_belong_are_named) {
  for (const char* path : {"tile/0/000.bak", "note.txt", "tile/0/0"}) {
    write(path, "x");
    EXPECT_EQ(verify_files().finding->file, path);
    fs::remove(folder_.path() / path);
  }
}

TEST_F(VerifyTest, older_partial_tiles_are_held_against_what_came_after) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  for (const std::uint64_t size : {3U, 4U, 258U, 260U}) grow(log, size);
  ASSERT_TRUE(verify_log(folder.path(), test_verifier()).intact());
  write_text(folder.path() / "tile/entries/000.p/3", files_.at("tile/entries/000").substr(0, 12));
  ASSERT_TRUE(verify_log(folder.path(), test_verifier()).intact()) << "left by a crash, but right";
  for (const auto& [path, content] : files_of(folder.path())) {
    if (path.find(".p/") == std::string::npos) continue;
    for (std::size_t at = 0; at < content.size(); ++at) {
      std::string changed = content;
      changed[at] = static_cast<char>(changed[at] ^ 4);
      write_text(folder.path() / path, changed);
      const Verdict verdict = verify_log(folder.path(), test_verifier());
      ASSERT_FALSE(verdict.intact()) << path << " byte " << at;
      ASSERT_EQ(verdict.finding->file, path);
    }
    write_text(folder.path() / path, content);
  }
}

TEST(Verify, says_what_was_signed_where_the_entry_is_one_of_ours) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  const UtcTime time = *parse_iso("2026-11-24T09:00:00Z");
  log.append(std::vector<Bytes>{make_leaf(time, "case.read", Hash{})});
  log.publish(test_key(), k_origin);
  const Verdict verdict = verify_log(folder.path(), test_verifier(), [&](std::uint64_t) {
    return make_leaf(time + Duration::seconds(1), "case.read", Hash{});
  });
  EXPECT_EQ(verdict.finding->words,
            "The database row of entry 0 is not what was signed; "
            "signed was case.read of 2026-11-24T09:00:00Z");
}

TEST(Verify, checks_tiles_of_the_second_level) {
  const TemporaryFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 65'536 + 256);
  ASSERT_TRUE(verify_log(folder.path(), test_verifier()).intact());
  for (const char* path : {"tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1"}) {
    const std::string good = read_text(folder.path() / path);
    std::string bad = good;
    bad.back() ^= 1;
    write_text(folder.path() / path, bad);
    EXPECT_EQ(verify_log(folder.path(), test_verifier()).finding->file, path);
    write_text(folder.path() / path, good);
  }
}

}  // namespace
}  // namespace mash::audit
