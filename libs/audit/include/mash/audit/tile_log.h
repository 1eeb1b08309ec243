// SPDX-License-Identifier: MIT
// An append-only log as a folder of C2SP tlog-tiles: entry bundles, hash tiles and a signed
// checkpoint, for anybody to check with software that is not ours. It is a projection of database
// rows: row n is entry n, and what a crash leaves unpublished is appended again from the rows.
//
//   MASH_TRY(TileLog log, TileLog::open(folder));
//   if (!log.published()) log.publish(key, origin);      // a new log: says "no entries yet"
//   log.append(leaves_of_rows_from(log.size()));
//   log.publish(key, origin);
//
// Not here: reading rows, witnesses, who may read the log.
// Errors: open answers ErrorCode::internal when the folder contradicts its checkpoint (verify.h
// says where). Everything else throws std::system_error when the disk fails; the object is then
// good for nothing but destruction: open again, which goes back to the last checkpoint.
// Thread safety: one thread at a time, one writer for a folder.
// Cost: memory below 64 KiB and one unfinished bundle; append and publish measured in README.md.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "mash/audit/checkpoint.h"
#include "mash/audit/merkle.h"
#include "mash/base/result.h"

namespace mash::audit {

class FileBatch;
struct TileName;

class TileLog {
 public:
  // A folder that is missing or empty is a new log. Reads the unfinished tiles only.
  static Result<TileLog> open(const std::filesystem::path& folder);
  TileLog(TileLog&&) noexcept;
  TileLog& operator=(TileLog&&) noexcept;
  ~TileLog();

  // Part of the log, and durable, only once published: a crash before that undoes it. At most
  // 65,535 bytes an entry. A new log must have been published first, so that a lost checkpoint is
  // never taken for a new log.
  void append(std::span<const Bytes> entries);

  // Makes all that was appended durable, signs size and root and puts them in place in one step.
  Checkpoint publish(const crypto::SigningKey& key, std::string_view origin);

  [[nodiscard]] bool published() const { return published_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;
  // not_found from size() on; internal if the file is damaged.
  [[nodiscard]] Result<Bytes> entry(std::uint64_t n) const;
  [[nodiscard]] Result<Hash> entry_hash(std::uint64_t n) const;
  // For tree_root, inclusion_proof and consistency_proof up to size(); valid as long as this object
  // is, and throws std::runtime_error if a tile is damaged. Reads one file for each hash asked for.
  [[nodiscard]] SubtreeHash subtrees() const;

 private:
  explicit TileLog(std::filesystem::path folder);
  Result<void> load(const Checkpoint& checkpoint);
  void add_leaf(const Hash& leaf);
  void write_whole_tile(unsigned level);
  void write_partial_tiles();
  void write(const TileName& name, ByteView content);
  [[nodiscard]] Result<std::vector<Hash>> tile(unsigned level, std::uint64_t index) const;

  std::filesystem::path folder_;
  std::unique_ptr<FileBatch> files_;  // written, not durable yet
  std::uint64_t size_ = 0;
  std::uint64_t written_size_ = 0;       // as of the last append or open
  std::vector<std::vector<Hash>> edge_;  // by level: the hashes of the unfinished tile, under 256
  std::array<Hash, 64> peaks_{};         // by bit that is set in size_: a complete subtree's hash
  Bytes bundle_;                         // the unfinished bundle
  std::vector<std::filesystem::path> outdated_;  // partial tiles that have become whole
  bool published_ = false;
  bool broken_ = false;  // a write is under way or has failed
};

}  // namespace mash::audit
