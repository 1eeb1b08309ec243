// SPDX-License-Identifier: MIT
#include "mash/audit/tile_log.h"

#include <bit>
#include <charconv>
#include <stdexcept>

#include "bundle.h"
#include "files.h"
#include "mash/audit/tile_name.h"
#include "mash/base/assert.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;

Error damaged(const std::string& file) {
  return Error{ErrorCode::internal, "The audit log is damaged at " + file, {}};
}

// Partial tiles wider than `width` are left over from appends that were never published.
void remove_wider(const fs::path& partial_folder, unsigned width) {
  if (!fs::is_directory(partial_folder)) return;
  for (const fs::directory_entry& file : fs::directory_iterator(partial_folder)) {
    const std::string name = file.path().filename();
    unsigned value = 0;
    std::from_chars(name.data(), name.data() + name.size(), value);
    if (value > width) fs::remove(file.path());
  }
}

}  // namespace

TileLog::TileLog(fs::path folder)
    : folder_(std::move(folder)), files_(std::make_unique<FileBatch>()) {}
TileLog::TileLog(TileLog&&) noexcept = default;
TileLog& TileLog::operator=(TileLog&&) noexcept = default;
TileLog::~TileLog() = default;

Result<TileLog> TileLog::open(const fs::path& folder) {
  TileLog log(folder);
  const auto note = read_file(folder / "checkpoint");
  if (!note) {
    if (fs::exists(folder / "tile")) return damaged("checkpoint: it is missing");
    return log;
  }
  const auto parsed = parse_note(to_text(*note));
  if (!parsed) return damaged("checkpoint");
  const auto checkpoint = parse_checkpoint(parsed->text);
  if (!checkpoint) return damaged("checkpoint");
  MASH_TRY_DO(log.load(*checkpoint));
  return log;
}

Result<void> TileLog::load(const Checkpoint& checkpoint) {
  size_ = written_size_ = checkpoint.size;
  published_ = true;
  for (unsigned level = 0; size_ >> (8 * level) > 0; ++level) {
    const std::uint64_t hashes = size_ >> (8 * level);
    std::vector<Hash>& edge = edge_.emplace_back();
    const TileName name{false, level, hashes / k_tile_width,
                        static_cast<unsigned>(hashes % k_tile_width)};
    remove_wider(folder_ / name.partial_folder(), name.width);
    if (name.width == 0) continue;
    const auto content = read_file(folder_ / name.path());
    if (!content || content->size() != name.width * sizeof(Hash)) return damaged(name.path());
    edge = parse_tile(*content);
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((hashes >> bit & 1U) == 0) continue;
      const std::uint64_t index = ((hashes >> bit) - 1) % (k_tile_width >> bit);
      peaks_.at(8 * level + bit) = subtrees_of(edge)(bit, index);
    }
  }
  const TileName name{true, 0, size_ / k_tile_width, static_cast<unsigned>(size_ % k_tile_width)};
  remove_wider(folder_ / name.partial_folder(), name.width);
  if (name.width > 0) {
    auto content = read_file(folder_ / name.path());
    if (!content) return damaged(name.path());
    bundle_ = std::move(*content);
    const Bundle bundle = parse_bundle(bundle_);
    std::vector<Hash> hashes;
    for (const ByteView entry : bundle.entries) hashes.push_back(leaf_hash(entry));
    if (!bundle.whole || hashes != edge_[0]) return damaged(name.path());
  }
  if (root() != checkpoint.root) return damaged("its newest tiles: they do not fit the checkpoint");
  return {};
}

void TileLog::append(std::span<const Bytes> entries) {
  MASH_ASSERT(published_ && !broken_);
  broken_ = true;
  for (const Bytes& entry : entries) {
    add_to_bundle(bundle_, entry);
    add_leaf(leaf_hash(entry));
  }
  write_partial_tiles();
  written_size_ = size_;
  broken_ = false;
}

// Adding one to a binary number: each carry joins two complete subtrees into one. A subtree of
// 256^k leaves is also a hash in the tile k levels up.
void TileLog::add_leaf(const Hash& leaf) {
  Hash hash = leaf;
  unsigned level = 0;
  for (;; ++level) {
    if (level % 8 == 0) {
      if (edge_.size() <= level / 8) edge_.emplace_back();
      edge_[level / 8].push_back(hash);
      if (edge_[level / 8].size() == k_tile_width) write_whole_tile(level / 8);
    }
    if ((size_ >> level & 1U) == 0) break;
    hash = node_hash(peaks_.at(level), hash);
  }
  peaks_.at(level) = hash;
  ++size_;
}

void TileLog::write_whole_tile(unsigned level) {
  const TileName name{false, level, size_ >> (8 * (level + 1)), k_tile_width};
  write(name, tile_bytes(edge_[level]));
  edge_[level].clear();
  if (level > 0) return;
  write(TileName{true, 0, name.index, k_tile_width}, bundle_);
  bundle_.clear();
}

void TileLog::write_partial_tiles() {
  for (unsigned level = 0; level < edge_.size(); ++level) {
    const std::uint64_t hashes = size_ >> (8 * level);
    if (hashes == written_size_ >> (8 * level) || edge_[level].empty()) continue;
    const TileName name{false, level, hashes / k_tile_width,
                        static_cast<unsigned>(hashes % k_tile_width)};
    write(name, tile_bytes(edge_[level]));
    if (level == 0) write(TileName{true, 0, name.index, name.width}, bundle_);
  }
}

void TileLog::write(const TileName& name, ByteView content) {
  const fs::path partials = folder_ / name.partial_folder();
  if (width_in_log(written_size_, name.level, name.index) == 0) {
    fs::remove_all(partials);  // left over from appends that were never published
  } else if (name.width == k_tile_width) {
    outdated_.push_back(partials);
  }
  files_->write(folder_ / name.path(), content);
}

Checkpoint TileLog::publish(const crypto::SigningKey& key, std::string_view origin) {
  MASH_ASSERT(!broken_);
  broken_ = true;
  Checkpoint checkpoint{std::string(origin), size_, root()};
  files_->write(folder_ / "checkpoint.new", as_bytes(sign_checkpoint(checkpoint, key)));
  files_->sync();
  files_->rename(folder_ / "checkpoint.new", folder_ / "checkpoint");
  files_->sync();
  published_ = true;
  // C2SP: a partial tile may go once the whole one is there, not before.
  for (const fs::path& partials : outdated_) fs::remove_all(partials);
  outdated_.clear();
  broken_ = false;
  return checkpoint;
}

Hash TileLog::root() const {
  if (size_ == 0) return empty_root();
  auto level = static_cast<unsigned>(std::countr_zero(size_));
  Hash hash = peaks_.at(level);
  while (++level < 64) {
    if ((size_ >> level & 1U) == 1) hash = node_hash(peaks_.at(level), hash);
  }
  return hash;
}

Result<Bytes> TileLog::entry(std::uint64_t n) const {
  if (n >= size_) return not_found();
  const std::uint64_t index = n / k_tile_width;
  const TileName name{true, 0, index, k_tile_width};
  const bool unfinished = index == size_ / k_tile_width;
  const auto content = unfinished ? bundle_ : read_file(folder_ / name.path());
  if (!content) return damaged(name.path());
  const Bundle bundle = parse_bundle(*content);
  if (n % k_tile_width >= bundle.entries.size()) return damaged(name.path());
  const ByteView entry = bundle.entries[n % k_tile_width];
  return Bytes(entry.begin(), entry.end());
}

Result<Hash> TileLog::entry_hash(std::uint64_t n) const {
  if (n >= size_) return not_found();
  MASH_TRY(const std::vector<Hash> hashes, tile(0, n / k_tile_width));
  return hashes[n % k_tile_width];
}

Result<std::vector<Hash>> TileLog::tile(unsigned level, std::uint64_t index) const {
  if (index == size_ >> (8 * (level + 1))) return edge_.at(level);
  const TileName name{false, level, index, k_tile_width};
  const auto content = read_file(folder_ / name.path());
  if (!content || content->size() != k_tile_width * sizeof(Hash)) return damaged(name.path());
  return parse_tile(*content);
}

SubtreeHash TileLog::subtrees() const {
  return [this](unsigned level, std::uint64_t index) {
    const unsigned bits = level % 8;
    const std::uint64_t in_tile = k_tile_width >> bits;
    const auto hashes = tile(level / 8, index / in_tile);
    if (!hashes) throw std::runtime_error(hashes.error().message);
    return subtrees_of(*hashes)(bits, index % in_tile);
  };
}

}  // namespace mash::audit
