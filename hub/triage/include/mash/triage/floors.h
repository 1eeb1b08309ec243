// SPDX-License-Identifier: MIT
// Indicators that hold a rating up: rules that only raise and never decide. They look at codes and
// dates alone; words are never guessed at. Same notification and same table: same answer.
// Source: data/floors.json, which names its own. Thread safety: plain values, pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/intake/intake.h"
#include "mash/people/people.h"

namespace mash::triage {

struct Floor {
  std::string code;
  std::string words;
  model::ConcernType concern{};
  int under_age = 0;    // years; 0: any age. A child whose age is not known counts as younger
  bool unborn = false;  // only where an unborn child is named
  model::Rating holds_at = model::Rating::red;
};
struct Floors {
  int version = 0;
  std::vector<Floor> list;
};

// Strict: a member that is missing, unknown or of another kind is a fault with its name.
Result<Floors> parse_floors(std::string_view text);
// Of the table that comes with the program.
const Floors& built_in_floors();

std::vector<const Floor*> floors_that_fire(
    const Floors& floors, const std::vector<intake::NotificationView>& notifications,
    const std::vector<people::Statement>& said, LocalDate today);
// The highest of them; nothing: any rating may be given.
std::optional<model::Rating> held_at(const std::vector<const Floor*>& fired);

}  // namespace mash::triage
