// SPDX-License-Identifier: MIT
// The families of one borough, what truly goes on in each, and the places and adults around them.
// Families are kept as small as that needs; World::family makes the rest again when it is written.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mash/simulation/family.h"
#include "mash/simulation/figures.h"

namespace mash::simulation {

inline constexpr int k_never = std::numeric_limits<int>::max();
inline constexpr int k_before = 365;  // days that are simulated before the first that is written
inline constexpr int k_childhood = 6574;  // days to the eighteenth birthday
inline constexpr std::uint32_t k_neighbourhoods = 12;

// The days that are simulated, since 1970-01-01: those written are from first to last - 1.
struct Span {
  int first = 0, last = 0;
  [[nodiscard]] int days() const { return last - first; }
};

enum class Process : std::uint8_t { stable, clustered, escalating, fading };

struct Child {
  int born = 0;
  std::uint8_t index = 0;   // in the family's people
  std::int16_t place = -1;  // around which the child is exploited
  bool harmed = false;
};

struct Household {
  std::uint32_t number = 0;  // of the family in its world
  std::uint32_t first_child = 0;
  std::uint8_t children = 0;
  std::uint8_t neighbourhood = 0;
  Process process = Process::stable;
  bool over_reported = false;
  std::int16_t adult = -1;  // who appears in this family too
  std::uint16_t moves_to = 0;
  int onset = 0;  // of escalating, fading, or of that adult
  int moves_on = k_never;
  std::array<int, 3> bursts{k_never, k_never, k_never};
};

struct Place {
  std::string name;
  std::uint8_t neighbourhood = 0;
  int from = 0, until = 0;
};

struct Adult {
  std::uint32_t family = 0;  // the adult is the first grown-up man, or the first person, of it
  int from = 0;
};

struct Town {
  Town(const Lists& lists, std::uint64_t seed, std::uint64_t people, Customs customs)
      : world(lists, seed, people, std::move(customs)) {}

  const Borough* borough = nullptr;
  std::size_t index = 0;
  World world;
  std::vector<Household> households;
  std::vector<Child> children;
  std::vector<Place> places;
  std::vector<Adult> adults;
  double exposed = 0;                // children under 18 in the middle of the span
  std::vector<std::string> schools;  // two primary schools a neighbourhood, then secondary ones
};

// Days of life on which somebody is a child here; an unborn baby is one from some months before.
bool is_child(const Child& child, int day);

struct Making {
  std::uint64_t seed = 1;
  Span span;
  double children = 0;         // 0 to 17 on the last day
  std::vector<double> shares;  // of all towns' children, for moves; one: nobody moves out
};

// The town number `index`; its bytes depend on nothing but its arguments.
Town make_town(const Lists& lists, const Figures& figures, const Borough& borough,
               std::size_t index, const Making& making);

// Probability that a child of the household is harmed within the span, which is what it was drawn
// from, and since when what may harm it has gone on.
double harm_probability(const Assumed& assumed, const Household& household, const Child& child);

}  // namespace mash::simulation
