// SPDX-License-Identifier: MIT
// The Fellegi-Sunter model: what agreement is worth.
//
// What: kinds of comparison, their levels with m, u and h, weights as integers.
// Classes of pairs: the same person (m), two random people (u), two people of one household (h):
// shared surname, address and telephone are no evidence of sameness beyond what household members
// share. A share of the same people has moved home, so all address fields may differ together.
//
//   score = prior + sum(level weight + term frequency) + together + moved + household + caution
//
// `together`: given names and surnames of one tradition go together, so two that are the same or
// alike say less than each alone.
//
// Units: all parts are integers of 2^-20 bit, so the sum is exact in any order. A level is a number
// from 0 (missing: weight 0); a pattern holds the levels of all comparisons.
// Thread safety: values. Source: Fellegi and Sunter 1969; Winkler 1988 (EM); Splink's documentation
// for term frequencies; hlink for households.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mash::linkage {

using Weight = std::int32_t;
constexpr Weight k_bit = 1 << 20;

enum class Kind : std::uint8_t {
  given_name,
  middle_name,
  surname,
  dob,
  sex,
  nhs_number,
  upn,
  national_id,
  postcode,
  house,
  street,
  address,
  town,
  phone,
  email,
  occupation,
  birth_place,
};
constexpr std::size_t k_kinds = 17;
constexpr std::size_t k_max_levels = 12;

using Level = std::uint8_t;

// What a comparison is, apart from any data.
struct KindFacts {
  std::string_view name;                         // "surname"
  std::vector<std::string_view> labels;          // per level, plain words; [0] is "missing"
  std::array<double, k_max_levels> start{};      // m to start from; sums to 1 over levels 1..
  std::array<double, k_max_levels> frequency{};  // share of the term frequency that counts
  bool household = false;                        // members of a household share it
  bool address = false;                          // changes when the person moves
};
const KindFacts& facts(Kind kind);

// What a level comes to, for people to read.
enum class Agreement : std::uint8_t { missing, differs, alike, same };
Agreement agreement(Kind kind, Level level);

// Probabilities per level of one comparison. Index 0 (missing) is not used.
struct Comparison {
  Kind kind = Kind::given_name;
  std::array<double, k_max_levels> m{};
  std::array<double, k_max_levels> u{};
  std::array<double, k_max_levels> h{};
};

// What probability scores stand for by labels: points on a line that never falls, by score.
struct CalibrationPoint {
  Weight score = 0;
  double probability = 0;
};
using Calibration = std::vector<CalibrationPoint>;

struct Model {
  double match_share = 0;      // of all pairs: the same person
  double household_share = 0;  // of all pairs: two people of one household
  double moved_share = 0;      // of the same people: all of the address compared by chance
  double names_together = 1;   // how much more often both names are the same than by chance each
  std::vector<Comparison> comparisons;
  Calibration calibration;  // empty: nobody labelled anything
};

// log2 in units of 2^-20 bit, within +-100 bits. Probabilities below 1e-10 count as 1e-10.
Weight log_weight(double ratio);
// Probability that the pair is one person: 2^s / (1 + 2^s).
double probability(Weight score);
Weight score_of(double probability);
// Bits that an answer gives about something that is so probable: none where it is sure either way,
// 1 at one in two.
double openness(double probability);
// The same by the model's calibration, where it has one.
double probability(const Model& model, Weight score);

}  // namespace mash::linkage
