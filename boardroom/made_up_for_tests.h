// SPDX-License-Identifier: MIT
// A few hubs with made-up figures, the same each time.
#pragma once

#include <algorithm>

#include "mash/boardroom/made_up.h"
#include "mash/statistics/seeded.h"

namespace mash::boardroom {

class SameBytes final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    std::ranges::generate(out, [this] { return static_cast<std::uint8_t>(seeded_.next()); });
  }

 private:
  statistics::Seeded seeded_{7, 1};
};

inline constexpr board::Quarter k_last{2026, 7};
inline UtcTime now_for_tests() {
  return from_london({2026, 10, 20}, 9, 0);
}

inline MadeUp made_up(std::size_t hubs, int quarters) {
  SameBytes random;
  return make_up(board::built_in_definitions(),
                 {.hubs = hubs, .last = k_last, .quarters = quarters, .now = now_for_tests()},
                 random);
}

// All that can be taken of it.
inline Holdings holdings_of(const MadeUp& made) {
  Holdings out{.directory = made.directory.directory, .publications = {}};
  for (const auto& file : made.files) {
    auto taken = take(board::built_in_definitions(), *out.directory, out.publications, file.text,
                      now_for_tests());
    out.publications.push_back(std::move(taken).value().publication);
  }
  sort(out.publications);
  return out;
}

}  // namespace mash::boardroom
