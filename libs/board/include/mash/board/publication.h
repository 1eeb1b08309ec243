// SPDX-License-Identifier: MIT
// What a hub publishes of one quarter, as a file that it signs: shown cells of the closed list, how
// its clocks count, and how far it is with the five core elements.
//
//   openmash figures 1
//   {"hub":"barnfield", ... ,"tables":{"volumes":[40,null,35,110], ...}}
//   sign <base64 of Ed25519 over both lines above>
//
// A number stands where its combination of values stands in the grid of the table (tables.h); null
// is hidden. Opening is strict: a count that no style of ours shows, a table or a member that is
// not of the list is refused, so that nobody can put a case, a date of birth or a word into one.
// Errors: invalid_input naming the member and never its value. Thread safety: pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/time.h"
#include "mash/board/figures.h"
#include "mash/crypto/crypto.h"

namespace mash::board {

enum class Attained : std::uint8_t { not_said, attained, partly, no };
std::string_view code_of(Attained state);   // "ATTAINED"
std::string_view words_of(Attained state);  // "Attained"
Result<Attained> attained_of(std::string_view code, std::string_view field);

// One of the five core elements.
struct Element {
  Attained state = Attained::not_said;
  std::string evidence;  // code of Definitions::evidence; empty where nothing was said
  LocalDate since;       // when it was last looked at
  auto operator<=>(const Element&) const = default;
};

struct Publication {
  std::string hub;   // its id
  std::string name;  // as it calls itself
  Quarter quarter;
  int definitions = 0;     // version of the list of tables
  std::string policy;      // id and version of the timescale policy: "merton-like 3"
  bool simulated = false;  // no real children are behind it
  LocalDate published;     // in London
  Shown shown;
  std::map<std::string, Element, std::less<>> elements;  // by code; all five
  auto operator<=>(const Publication&) const = default;
};

std::string sign(const Definitions& all, const Publication& publication,
                 const crypto::SigningKey& key);

// Who says to have made it, before anything is believed: which key to open it with. Never larger
// than k_largest_file.
inline constexpr std::size_t k_largest_file = 256U << 10U;
Result<std::string> hub_of(std::string_view file);
Result<Publication> open(const Definitions& all, std::string_view file,
                         const crypto::PublicKey& key);

// The members alone, without head and signature, for whoever keeps a publication.
std::string encode(const Definitions& all, const Publication& publication);
Result<Publication> decode(const Definitions& all, std::string_view text);
// Exact counts, for the hub's own sealed rows.
std::string encode(const Counted& counted);
Result<Counted> decode_counted(const Definitions& all, std::string_view text);

}  // namespace mash::board
