// SPDX-License-Identifier: MIT
#include "mash/audit/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "bundle.h"
#include "files.h"
#include "mash/audit/entry.h"
#include "mash/audit/merkle.h"
#include "mash/audit/tile_name.h"

namespace mash::audit {
namespace {

namespace fs = std::filesystem;

// The leaf hashes are there three times. A copy that gives the signed root is the true one, and
// what differs from it is what was changed.
enum CopyKind : std::size_t { k_rows, k_bundles, k_tiles, k_copies };

struct Copy {
  std::vector<std::optional<Hash>> hashes;  // as many as there should be; nothing: not there
  bool surplus = false;                     // the file goes on behind the last of them
  bool operator==(const Copy&) const = default;

  [[nodiscard]] bool complete() const {
    return !surplus && std::ranges::all_of(hashes, [](const auto& hash) { return !!hash; });
  }
  [[nodiscard]] std::vector<Hash> values() const {
    std::vector<Hash> out;
    for (const auto& hash : hashes) out.push_back(hash.value_or(Hash{}));
    return out;
  }
};

// 256 entries, or those behind the last full 256.
struct Chunk {
  std::array<Copy, k_copies> copies;
  Bytes content;  // of the bundle file
  Bundle bundle;  // views into `content`, hence no copies

  Chunk() = default;
  Chunk(Chunk&&) = default;
};

class Verification {
 public:
  Verification(const fs::path& folder, const Checkpoint& checkpoint, const RowLeaf& row_leaf)
      : folder_(folder), checkpoint_(checkpoint), row_leaf_(row_leaf) {}

  std::optional<Finding> run() {
    read_all();
    if (!find_true_copy()) return no_true_copy();
    if (auto finding = check_chunks()) return finding;
    if (auto finding = check_upper_tiles()) return finding;
    return check_other_files();
  }

 private:
  [[nodiscard]] std::uint64_t chunk_count() const {
    return checkpoint_.size / k_tile_width + (checkpoint_.size % k_tile_width > 0 ? 1 : 0);
  }
  [[nodiscard]] Chunk read_chunk(std::uint64_t index) const;
  [[nodiscard]] Copy read_rows(std::uint64_t index, const Chunk& chunk) const;
  void read_all();
  [[nodiscard]] bool gives_signed_root(const std::vector<std::optional<Hash>>& roots,
                                       const std::vector<Hash>& tail) const;
  bool find_true_copy();
  bool believe_upper_tiles();
  [[nodiscard]] Finding no_true_copy() const;
  [[nodiscard]] std::optional<Finding> check_chunks() const;
  [[nodiscard]] Finding blame(std::uint64_t index) const;
  [[nodiscard]] std::optional<Finding> check_upper_tiles() const;
  [[nodiscard]] std::optional<Finding> check_other_files() const;
  [[nodiscard]] bool begins_its_successor(const TileName& name) const;

  const fs::path& folder_;
  const Checkpoint& checkpoint_;
  const RowLeaf& row_leaf_;
  // By copy and chunk: the root over the chunk; nothing where the copy is incomplete.
  std::array<std::vector<std::optional<Hash>>, k_copies> roots_;
  std::array<std::vector<Hash>, k_copies> tail_;  // leaf hashes of the last, unfinished chunk
  std::vector<Hash> true_roots_;                  // by chunk
};

TileName chunk_name(std::uint64_t size, std::uint64_t index, bool entries) {
  return TileName{entries, 0, index, width_in_log(size, 0, index)};
}

Chunk Verification::read_chunk(std::uint64_t index) const {
  const std::size_t width = width_in_log(checkpoint_.size, 0, index);
  Chunk chunk;
  for (Copy& copy : chunk.copies) copy.hashes.resize(width);
  const auto name = chunk_name(checkpoint_.size, index, true);
  if (auto content = read_file(folder_ / name.path())) {
    chunk.content = std::move(*content);
    chunk.bundle = parse_bundle(chunk.content);
    const Bundle& bundle = chunk.bundle;
    Copy& copy = chunk.copies[k_bundles];
    copy.surplus =
        bundle.entries.size() > width || (bundle.entries.size() == width && !bundle.whole);
    for (std::size_t i = 0; i < std::min(width, bundle.entries.size()); ++i) {
      copy.hashes[i] = leaf_hash(bundle.entries[i]);
    }
  }
  const auto tile = chunk_name(checkpoint_.size, index, false);
  if (const auto content = read_file(folder_ / tile.path())) {
    const std::vector<Hash> hashes = parse_tile(*content);
    chunk.copies[k_tiles].surplus = content->size() > width * sizeof(Hash);
    std::copy_n(hashes.begin(), std::min(width, hashes.size()),
                chunk.copies[k_tiles].hashes.begin());
  }
  if (row_leaf_) chunk.copies[k_rows] = read_rows(index, chunk);
  return chunk;
}

Copy Verification::read_rows(std::uint64_t index, const Chunk& chunk) const {
  Copy rows = chunk.copies[k_rows];
  for (std::size_t i = 0; i < rows.hashes.size(); ++i) {
    const std::optional<Bytes> leaf = row_leaf_(index * k_tile_width + i);
    if (!leaf) continue;
    const std::vector<ByteView>& entries = chunk.bundle.entries;
    const bool same = i < entries.size() && std::ranges::equal(*leaf, entries[i]);
    rows.hashes[i] = same ? chunk.copies[k_bundles].hashes[i] : leaf_hash(*leaf);
  }
  return rows;
}

void Verification::read_all() {
  for (std::uint64_t index = 0; index < chunk_count(); ++index) {
    const Chunk chunk = read_chunk(index);
    for (std::size_t kind = 0; kind < k_copies; ++kind) {
      const Copy& copy = chunk.copies[kind];
      std::optional<Hash> root;
      if (kind > 0 && copy == chunk.copies[kind - 1]) {
        root = roots_[kind - 1].back();
      } else if (copy.complete()) {
        root = tree_root(copy.values());
      }
      roots_[kind].push_back(root);
      if (copy.hashes.size() < k_tile_width) tail_[kind] = copy.values();
    }
  }
}

bool Verification::gives_signed_root(const std::vector<std::optional<Hash>>& roots,
                                     const std::vector<Hash>& tail) const {
  std::vector<Hash> whole;
  for (const auto& root : roots) {
    if (!root) return false;
    whole.push_back(*root);
  }
  const std::uint64_t whole_chunks = checkpoint_.size / k_tile_width;
  return checkpoint_.root == tree_root(checkpoint_.size, [&](unsigned level, std::uint64_t index) {
           if (level >= 8) return subtrees_of(whole)(level - 8, index);
           return subtrees_of(tail)(level, index - (whole_chunks * k_tile_width >> level));
         });
}

bool Verification::find_true_copy() {
  for (std::size_t kind = 0; kind < k_copies; ++kind) {
    if ((kind == k_rows && !row_leaf_) || !gives_signed_root(roots_[kind], tail_[kind])) continue;
    for (const auto& root : roots_[kind]) true_roots_.push_back(*root);
    return true;
  }
  return believe_upper_tiles();
}

// All three copies may be damaged in different places: the tiles of level 1 hold the roots again.
bool Verification::believe_upper_tiles() {
  const std::uint64_t whole_chunks = checkpoint_.size / k_tile_width;
  for (const std::vector<Hash>& tail : tail_) {
    std::vector<std::optional<Hash>> roots;
    for (std::uint64_t index = 0; index * k_tile_width < whole_chunks; ++index) {
      const TileName name{false, 1, index, width_in_log(checkpoint_.size, 1, index)};
      const auto content = read_file(folder_ / name.path());
      if (!content) return false;
      for (const Hash& hash : parse_tile(*content)) roots.emplace_back(hash);
    }
    if (roots.size() != whole_chunks) return false;
    if (!tail.empty()) roots.emplace_back(tree_root(tail));
    if (!gives_signed_root(roots, tail)) continue;
    for (const auto& root : roots) true_roots_.push_back(*root);
    return true;
  }
  return false;
}

Finding Verification::no_true_copy() const {
  for (std::uint64_t index = 0; index < chunk_count(); ++index) {
    const std::optional<Hash>& first = roots_[k_bundles][index];
    const bool agree =
        first && first == roots_[k_tiles][index] && (!row_leaf_ || first == roots_[k_rows][index]);
    if (agree) continue;
    return Finding{std::nullopt, chunk_name(checkpoint_.size, index, true).path(),
                   fmt::format("More than one copy of the log is damaged; the first difference is "
                               "among entries {} to {}",
                               index * k_tile_width,
                               std::min(checkpoint_.size, (index + 1) * k_tile_width) - 1)};
  }
  return Finding{std::nullopt, "checkpoint",
                 "Entries, hashes and rows agree with each other, but not with the signed root"};
}

std::optional<Finding> Verification::check_chunks() const {
  for (std::uint64_t index = 0; index < chunk_count(); ++index) {
    for (std::size_t kind = row_leaf_ ? k_rows : k_bundles; kind < k_copies; ++kind) {
      if (roots_[kind][index] != true_roots_[index]) return blame(index);
    }
  }
  return std::nullopt;
}

// "; signed was case.read of 2026-11-24T09:00:00Z", where it can be told.
std::string describe(const std::vector<ByteView>& entries, std::size_t place, const Hash& truth) {
  if (place >= entries.size() || leaf_hash(entries[place]) != truth) return "";
  const auto entry = parse_leaf(entries[place]);
  if (!entry) return "";
  return fmt::format("; signed was {} of {}", entry->event_class, iso_utc(entry->time));
}

std::string words_for(std::size_t kind, std::uint64_t entry, bool there) {
  switch (kind) {
    case k_rows:
      return there ? fmt::format("The database row of entry {} is not what was signed", entry)
                   : fmt::format("Entry {} has no row in the database", entry);
    case k_bundles:
      return there ? fmt::format("Entry {} in the file is not what was signed", entry)
                   : fmt::format("Entry {} is missing: the file is cut short or gone", entry);
    default:
      return there ? fmt::format("The hash of entry {} in the file is not what was signed", entry)
                   : fmt::format("The hash of entry {} is missing: the file is cut short or gone",
                                 entry);
  }
}

Finding Verification::blame(std::uint64_t index) const {
  const Chunk chunk = read_chunk(index);
  const std::array<std::string, k_copies> files{"",
                                                chunk_name(checkpoint_.size, index, true).path(),
                                                chunk_name(checkpoint_.size, index, false).path()};
  const std::uint64_t first = index * k_tile_width;
  std::size_t true_kind = 0;
  while (true_kind < k_copies && roots_[true_kind][index] != true_roots_[index]) ++true_kind;
  if (true_kind == k_copies) {
    return Finding{first, files[k_bundles],
                   fmt::format("No copy of entries {} to {} is what was signed", first,
                               first + chunk.copies[k_bundles].hashes.size() - 1)};
  }
  const std::vector<Hash> truth = chunk.copies[true_kind].values();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (std::size_t kind = row_leaf_ ? k_rows : k_bundles; kind < k_copies; ++kind) {
      const std::optional<Hash>& hash = chunk.copies[kind].hashes[i];
      if (hash == truth[i]) continue;
      return Finding{first + i, files[kind],
                     words_for(kind, first + i, hash.has_value()) +
                         describe(chunk.bundle.entries, i, truth[i])};
    }
  }
  const std::size_t longer = chunk.copies[k_bundles].surplus ? k_bundles : k_tiles;
  return Finding{std::nullopt, files[longer], "The file holds more than was signed"};
}

std::optional<Finding> Verification::check_upper_tiles() const {
  std::vector<Hash> below(
      true_roots_.begin(),
      true_roots_.begin() + static_cast<std::ptrdiff_t>(checkpoint_.size / k_tile_width));
  for (unsigned level = 1; !below.empty(); ++level) {
    std::vector<Hash> above;
    for (std::uint64_t index = 0; index * k_tile_width < below.size(); ++index) {
      const TileName name{false, level, index, width_in_log(checkpoint_.size, level, index)};
      const auto hashes = std::span(below).subspan(index * k_tile_width, name.width);
      const auto content = read_file(folder_ / name.path());
      if (!content) return Finding{std::nullopt, name.path(), "The file is missing"};
      if (*content != tile_bytes(hashes)) {
        return Finding{std::nullopt, name.path(), "The file does not fit the tiles below it"};
      }
      if (name.width == k_tile_width) above.push_back(tree_root(hashes));
    }
    below = std::move(above);
  }
  return std::nullopt;
}

// Partial tiles of earlier checkpoints are still served, so they must be right. Files beyond the
// checkpoint are appends under way: not signed yet, so nothing to hold them against.
std::optional<Finding> Verification::check_other_files() const {
  std::vector<std::string> paths;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(folder_)) {
    if (!file.is_directory()) paths.push_back(fs::relative(file.path(), folder_).generic_string());
  }
  std::ranges::sort(paths);
  for (const std::string& path : paths) {
    if (path == "checkpoint" || path == "checkpoint.new") continue;
    const std::optional<TileName> name = TileName::parse(path);
    if (!name) return Finding{std::nullopt, path, "The file does not belong to the log"};
    const unsigned width = width_in_log(checkpoint_.size, name->level, name->index);
    if (name->width < width && !begins_its_successor(*name)) {
      return Finding{std::nullopt, path,
                     "The file is not the beginning of the one that came after"};
    }
  }
  return std::nullopt;
}

bool Verification::begins_its_successor(const TileName& name) const {
  TileName successor = name;
  successor.width = width_in_log(checkpoint_.size, name.level, name.index);
  const auto older = read_file(folder_ / name.path());
  const auto newer = read_file(folder_ / successor.path());
  if (!older || !newer || older->size() > newer->size() ||
      !std::equal(older->begin(), older->end(), newer->begin())) {
    return false;
  }
  if (!name.entries) return older->size() == name.width * sizeof(Hash);
  const Bundle bundle = parse_bundle(*older);
  return bundle.whole && bundle.entries.size() == name.width;
}

}  // namespace

Verdict verify_log(const fs::path& folder, const VerifierKey& key, const RowLeaf& row_leaf) {
  const auto note = read_file(folder / "checkpoint");
  if (!note) return Verdict{0, {}, Finding{std::nullopt, "checkpoint", "The file is missing"}};
  const auto checkpoint = open_checkpoint(to_text(*note), key);
  if (!checkpoint) {
    return Verdict{0, {}, Finding{std::nullopt, "checkpoint", checkpoint.error().message}};
  }
  return Verdict{checkpoint->size, checkpoint->root,
                 Verification(folder, *checkpoint, row_leaf).run()};
}

}  // namespace mash::audit
