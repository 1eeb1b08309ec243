// SPDX-License-Identifier: MIT
// Who lives together: by the address that sources gave, however it was written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// House, street and postcode as one text to compare by, or "" where one of them is not known, or
// what stands for the postcode has not the form of one. A house has a number or a name ("Rose
// Cottage, Mill Lane"); a street alone is nobody's home. Where there is a number, the street counts
// by its first letter only: postcode and number are one place to deliver to, however its street is
// spelt.
std::string address_key(const Statement& s);

// One address of a case, as the first who gave it wrote it.
struct Home {
  std::string address;
  const Statement* said = nullptr;   // by whom; of the statements that were given
  std::vector<std::string> members;  // each person once; who is not identified by their statement
};
std::vector<Home> homes_in(const std::vector<Statement>& statements);

// People of this case whose sources give the same address, each person once: for the page.
json::Array households(const std::vector<Statement>& statements,
                       const std::vector<Subject>& subjects);

// People whom other cases name at an address of this case and whom nobody names here; for the front
// door, of cases that it may know of. {"people": [...], "more": words} or false; whoever was given
// another address since comes last, and it is said. The recogniser has caught up. Cost: at most
// k_most_at_home rows for each address of the case, and up to 21 statements opened for each who is
// shown.
json::Value others_at_home(pipeline::Context& c, const policy::Proof& proof,
                           const Recogniser& recogniser, const std::vector<Statement>& statements);

// Where sources recorded somebody: from the first to the last of those who said so one after the
// other, and until the first who said something else.
struct Stay {
  std::string home;  // address_key
  std::string address;
  UtcTime first, last;
  std::optional<UtcTime> ended;
  [[nodiscard]] bool overlaps(const Stay& other) const;
};
// In the order of time; of statements in any order. Pure.
std::vector<Stay> stays_of(std::vector<Statement> said);

// For govuk/table: where a person was recorded when, the newest first, and who else was there then.
// false: nowhere. For those who may see all cases but those hidden from them.
json::Value homes_over_time(pipeline::Context& c, const policy::Proof& proof,
                            Recogniser& recogniser, const std::vector<Statement>& said,
                            const PersonId& person);

}  // namespace mash::people
