// SPDX-License-Identifier: MIT
// Checks a whole log against its signed checkpoint and against the database rows it came from, and
// says which entry or file is the first that is wrong. Any changed byte of a tile, a bundle, the
// checkpoint or a row is found. Not found by this alone: a whole log signed afresh with a stolen
// key, or an older state put back whole (checkpoint, tiles and rows); for that keep the newest
// checkpoint elsewhere and compare the size and root answered here.
// Thread safety: any number at once, but nobody may write to the log meanwhile.
// Errors: std::system_error if a file cannot be read; a missing or malformed one is a finding.
// Cost: 1 to 2 microseconds an entry; memory 100 bytes for each 256 entries.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "mash/audit/checkpoint.h"

namespace mash::audit {

// The leaf bytes that the database row of entry n gives, or nothing if there is no such row.
using RowLeaf = std::function<std::optional<Bytes>(std::uint64_t n)>;

struct Finding {
  std::optional<std::uint64_t> entry;  // the first entry that is wrong, where one can be named
  std::string file;                    // relative to the log's folder; empty: the database row
  std::string words;                   // a sentence for people; ids and times only
};

struct Verdict {
  std::uint64_t size = 0;  // as signed; 0 if the checkpoint itself is bad
  Hash root{};
  std::optional<Finding> finding;
  [[nodiscard]] bool intact() const { return !finding.has_value(); }
};

// Without `row_leaf` (an auditor who has the files only) rows are not compared.
Verdict verify_log(const std::filesystem::path& folder, const VerifierKey& key,
                   const RowLeaf& row_leaf = {});

}  // namespace mash::audit
