// SPDX-License-Identifier: MIT
// What a witness must never forget: for each log the newest checkpoint that it has put its name to,
// as the log signed it. One file in a folder, replaced in one step and durable when `keep` returns.
// A crash at any moment leaves the state before or the state after.
//
// A file that is missing, torn or changed is refused and never taken for a new beginning: the
// witness might then sign a second history. Not found: an older file put back whole. Whoever
// restores a witness from a copy, or loses its state, gives it a new key.
//
// Errors: std::system_error when the disk fails. What is on disk is unknown then, so every later
// call throws std::runtime_error: open again. Thread safety: one thread at a time, one writer for a
// folder. Cost: two waits for the disk; 300 bytes for each log.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "mash/audit/checkpoint.h"
#include "mash/audit/merkle.h"

namespace mash::audit {

struct HeldCheckpoint {
  std::uint64_t size = 0;
  Hash root = empty_root();
  std::string note;  // empty: nothing yet of this log
};

class WitnessState {
 public:
  // Once in the life of a witness. ErrorCode::conflict if the folder has a state.
  static Result<WitnessState> create(const std::filesystem::path& folder);
  static Result<WitnessState> open(const std::filesystem::path& folder);

  [[nodiscard]] HeldCheckpoint held(std::string_view origin) const;
  // A signed note, whose signatures are the caller's to check. ErrorCode::conflict if it is smaller
  // than what is held, or as large with another root; nothing is changed then.
  Result<void> keep(std::string_view note);

 private:
  explicit WitnessState(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> load(std::string_view content);
  [[nodiscard]] std::string content() const;
  void write();
  void check_whole() const;

  std::filesystem::path folder_;
  std::map<std::string, HeldCheckpoint, std::less<>> held_;  // by origin
  bool broken_ = false;                                      // a write is under way or has failed
};

}  // namespace mash::audit
