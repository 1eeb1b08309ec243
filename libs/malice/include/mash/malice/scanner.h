// SPDX-License-Identifier: MIT
// Asks a scanner of this machine whether it knows a file as malicious: ClamAV's daemon over its
// Unix socket, or whatever else speaks the same words (INSTREAM). The bytes go to it and nowhere
// else; nothing of them is written down here.
// What not: what happens to a file then (hub/attachments), the scanner's signatures, which whoever
// runs it keeps fresh. "Not known" is no proof that a file is good.
// Errors: unavailable: for no fault of the file, and to be asked again: nobody listens, the answer
// did not come in time, or it was no verdict (as when the scanner takes no file of this size).
// Thread safety: any thread. Cost: that of the scanner, some ms for a photograph.
// Source: clamd(8), "INSTREAM": a chunk is its size in four bytes, the highest first, and its
// bytes; one of size 0 ends it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "mash/base/result.h"

namespace mash::malice {

struct Verdict {
  std::string
      found;  // the scanner's name for it, in A-Z, a-z, 0-9, ".", "-", "_"; empty: not known
  [[nodiscard]] bool is_known() const { return !found.empty(); }
};

class Scanner {
 public:
  // A path of at most k_longest_path bytes. `patience`: for each step of the talk.
  explicit Scanner(std::string socket, std::chrono::seconds patience = std::chrono::seconds(60))
      : socket_(std::move(socket)), patience_(patience) {}
  [[nodiscard]] Result<Verdict> scan(std::string_view bytes) const;

 private:
  std::string socket_;
  std::chrono::seconds patience_;
};

inline constexpr std::size_t k_longest_path = 107;  // unix(7)

// "stream: OK" or "stream: NAME FOUND", as the scanner says it; anything else is unavailable.
Result<Verdict> read_verdict(std::string_view answer);

}  // namespace mash::malice
