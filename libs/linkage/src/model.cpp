// SPDX-License-Identifier: MIT
#include "mash/linkage/model.h"

#include <algorithm>
#include <cmath>

namespace mash::linkage {

namespace {

using Labels = std::vector<std::string_view>;
using Numbers = std::array<double, k_max_levels>;

// Where learning starts; the data decide. Index 0 is "missing".
const Labels k_name_labels{"missing",
                           "different",
                           "initial agrees",
                           "somewhat alike",
                           "much alike",
                           "one of several names agrees",
                           "another form",
                           "given name and surname crossed",
                           "same"};
constexpr Numbers k_given_start{0, .05, .01, .04, .08, .04, .04, .02, .72};
constexpr Numbers k_surname_start{0, .06, .01, .03, .08, .03, .02, .01, .76};
constexpr Numbers k_name_frequency{0, 0, 0, 0, .5, .6, .8, 1, 1};
const Labels k_text_labels{"missing", "different", "somewhat alike", "much alike", "same"};
constexpr Numbers k_text_start{0, .15, .05, .1, .7};
constexpr Numbers k_text_frequency{0, 0, 0, .5, 1};
const Labels k_id_labels{"missing", "different", "two characters differ", "one character differs",
                         "same"};
constexpr Numbers k_id_start{0, .03, .02, .08, .87};

KindFacts name(std::string_view name, const Numbers& start, bool household) {
  return {.name = name,
          .labels = k_name_labels,
          .start = start,
          .frequency = k_name_frequency,
          .household = household};
}
KindFacts identifier(std::string_view name) {
  return {.name = name, .labels = k_id_labels, .start = k_id_start};
}
KindFacts text(std::string_view name, bool household, bool address) {
  return {.name = name,
          .labels = k_text_labels,
          .start = k_text_start,
          .frequency = k_text_frequency,
          .household = household,
          .address = address};
}

std::vector<KindFacts> all_facts() {
  return {
      name("given_name", k_given_start, false),
      {.name = "middle_name",
       .labels = {"missing", "different", "initial agrees", "alike", "same"},
       .start = {0, .1, .2, .1, .6},
       .frequency = {0, 0, 0, .5, 1}},
      name("surname", k_surname_start, true),
      {.name = "dob",
       .labels = {"missing", "different", "year within one", "same year", "two digits differ",
                  "year within one, as far as known", "two parts of three agree",
                  "one digit differs or two are swapped", "day and month swapped",
                  "agrees as far as known", "same"},
       .start = {0, .02, .01, .01, .02, .003, .03, .08, .01, .02, .797},
       .frequency = {0, 0, 0, 0, 0, 0, 0, 0, 0, .5, 1}},
      {.name = "sex",
       .labels = {"missing", "different", "same"},
       .start = {0, .03, .97},
       .frequency = {}},
      identifier("nhs_number"),
      identifier("upn"),
      identifier("national_id"),
      {.name = "postcode",
       .labels = {"missing", "different", "same area", "one character differs", "same"},
       .start = {0, .15, .05, .05, .75},
       .frequency = {0, 0, 0, .3, 1},
       .household = true,
       .address = true},
      {.name = "house",
       .labels = {"missing", "different", "one character differs", "same"},
       .start = {0, .2, .05, .75},
       .frequency = {0, 0, 0, 1},
       .household = true,
       .address = true},
      text("street", true, true),
      text("address", true, true),
      text("town", true, true),
      {.name = "phone",
       .labels = {"missing", "different", "last six digits or all but one agree", "same"},
       .start = {0, .3, .1, .6},
       .frequency = {0, 0, .5, 1},
       .household = true},
      {.name = "email",
       .labels = {"missing", "different", "alike", "same name before the @", "same"},
       .start = {0, .2, .1, .1, .6},
       .frequency = {0, 0, 0, .5, 1},
       .household = true},
      text("occupation", false, false),
      text("birth_place", true, false),
  };
}

}  // namespace

const KindFacts& facts(Kind kind) {
  static const std::vector<KindFacts> all = all_facts();
  return all[static_cast<std::size_t>(kind)];
}

Agreement agreement(Kind kind, Level level) {
  if (level == 0) return Agreement::missing;
  if (level + 1U == facts(kind).labels.size()) return Agreement::same;
  // Of dates and numbers, a few digits in common are none.
  Level alike = 2;
  if (kind == Kind::dob) alike = 5;
  if (kind == Kind::nhs_number || kind == Kind::upn || kind == Kind::national_id) alike = 3;
  return level < alike ? Agreement::differs : Agreement::alike;
}

Weight log_weight(double ratio) {
  const double bits = std::clamp(std::log2(std::max(ratio, 1e-40)), -100.0, 100.0);
  return static_cast<Weight>(std::lround(bits * k_bit));
}

double probability(Weight score) {
  const double bits = static_cast<double>(score) / k_bit;
  return bits > 0 ? 1 / (1 + std::exp2(-bits)) : std::exp2(bits) / (1 + std::exp2(bits));
}

double probability(const Model& model, Weight score) {
  const auto& points = model.calibration;
  if (points.empty()) return probability(score);
  const auto after = std::upper_bound(
      points.begin(), points.end(), score,
      [](Weight wanted, const CalibrationPoint& point) { return wanted < point.score; });
  if (after == points.begin()) return points.front().probability;
  if (after == points.end()) return points.back().probability;
  const auto& before = *(after - 1);
  const double way = (static_cast<double>(score) - before.score) /
                     (static_cast<double>(after->score) - before.score);
  return before.probability + way * (after->probability - before.probability);
}

Weight score_of(double probability) {
  const double p = std::clamp(probability, 1e-12, 1 - 1e-12);
  return log_weight(p / (1 - p));
}

double openness(double p) {
  if (p <= 0 || p >= 1) return 0;
  return -p * std::log2(p) - (1 - p) * std::log2(1 - p);
}

}  // namespace mash::linkage
