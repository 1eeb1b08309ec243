// SPDX-License-Identifier: MIT
// Whether a Board takes a file of figures (mash/board/publication.h) that a hub gave it.
//
// What: who signed it by the directory of hubs, and how it stands beside what is there. What was
// published of a quarter stands: a second file of it may say anew how far the hub is with the core
// elements, and never another count. Figures of made-up children and of real ones are never in one
// collection. What not: files on disk (server/board_shelf.h), protection, which the hub does.
// Errors: invalid_input "file" with what to do; conflict: the same figures are here already.
// Thread safety: pure. Cost: one signature check and reading the file, 1 ms.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mash/board/publication.h"
#include "mash/crypto/crypto.h"
#include "mash/exchange/directory.h"

namespace mash::boardroom {

// By hub and quarter, and the newest last of those of one quarter.
using Publications = std::vector<board::Publication>;
void sort(Publications& all);

struct Taken {
  board::Publication publication;
  crypto::PublicKey key{};  // by which it was signed
};
Result<Taken> take(const board::Definitions& all, const exchange::Directory& directory,
                   std::span<const board::Publication> held, std::string_view file, UtcTime now);

// What the server shows.
struct Holdings {
  std::optional<exchange::Directory> directory;
  Publications publications;
};

}  // namespace mash::boardroom
