// SPDX-License-Identifier: MIT
#include "waterfall.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "mash/base/assert.h"

namespace mash::linkage_report {

namespace lk = linkage;

std::int64_t hundredths(std::int64_t weight) {
  return std::llround(static_cast<double>(weight) * 100 / lk::k_bit);
}

std::string signed_bits(std::int64_t n) {
  const auto size = std::abs(n);
  return fmt::format("{}{}.{:02}", n < 0 ? "\u2212" : "+", size / 100, size % 100);
}

std::string kind_words(lk::Kind kind) {
  switch (kind) {
    case lk::Kind::dob:
      return "Date of birth";
    case lk::Kind::nhs_number:
      return "NHS number";
    case lk::Kind::upn:
      return "UPN";
    default:
      break;
  }
  std::string words(lk::facts(kind).name);
  std::replace(words.begin(), words.end(), '_', ' ');
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::vector<Step> steps_of(const lk::Explanation& e) {
  std::vector<Step> out;
  std::int64_t sum = 0;
  const auto add = [&](std::string what, std::string how, lk::Weight change) {
    const auto before = hundredths(sum);
    sum += change;
    const auto after = hundredths(sum);
    out.push_back({std::move(what), std::move(how), change, after - before, after});
  };
  const auto add_if = [&](std::string what, std::string how, lk::Weight change) {
    if (change != 0) add(std::move(what), std::move(how), change);
  };
  add("Start", "before anything is compared", e.prior);
  for (const auto& part : e.parts) {
    add(kind_words(part.kind), std::string(part.label), part.weight);
    add_if(kind_words(part.kind), "how rare what they share is", part.frequency);
  }
  add_if("Names together", "both are of one tradition", e.together);
  add_if("May have moved", "all of the address changes at once", e.moved);
  add_if("Household", "what a family shares anyway", e.household);
  add_if("Caution", "a person has to look", e.caution);
  MASH_ASSERT(sum == e.total);
  return out;
}

}  // namespace mash::linkage_report
