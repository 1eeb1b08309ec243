// SPDX-License-Identifier: MIT
// The folder of a Board: the directory of hubs that it knows, and each file of figures that it
// took, whole, beside the key by which it was signed.
//
//   DIR/hubs                         the directory, as hubs signed it
//   DIR/taken/HUB.QUARTER.HASH.json  {"key": ..., "file": ...}; a file never changes and never goes
//
// What not: a hub's folder, which is refused. Durable: written whole, and synced, before a command
// says that it took something. Thread safety: one writer at a time, across processes (a lock in the
// folder); readers need none.
#pragma once

#include <string>
#include <vector>

#include "folder.h"
#include "mash/boardroom/take.h"

namespace mash::server {

class BoardShelf {
 public:
  // invalid_input: the folder is that of a hub or of something else.
  static Result<BoardShelf> at(const std::string& folder);
  // Of `take_directory`. `first`: fingerprint of the first, as people read it to each other.
  Result<std::int64_t> take_directory(std::string_view text, std::string_view first,
                                      UtcTime now) const;
  // What became of each, in their order: an error is one of boardroom::take, and holds up no other.
  // invalid_input: there is no directory of hubs yet.
  using Verdicts = std::vector<Result<board::Publication>>;
  Result<Verdicts> take(const std::vector<std::string>& files, UtcTime now) const;
  // All that is here, its signatures checked anew. internal: a file was changed or is damaged.
  [[nodiscard]] Result<boardroom::Holdings> read() const;
  // Differs once anything was taken. Cheap.
  [[nodiscard]] std::vector<std::string> listing() const;

 private:
  explicit BoardShelf(Path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Result<std::optional<exchange::Directory>> directory() const;

  Path folder_;
};

}  // namespace mash::server
