// SPDX-License-Identifier: MIT
#include "mash/linkage/population.h"

#include <algorithm>
#include <charconv>

namespace mash::linkage {

namespace {

// One in 50,000: what is not listed, and the least that is counted.
constexpr double k_rare = 2e-5;

struct Chances {
  Kind kind;
  std::array<double, k_max_levels> strangers;  // u
  std::array<double, k_max_levels> household;  // h
};

// Levels as in model.cpp. Learnt by `openmash link` from 120,000 made-up records (bench/linkage,
// seed 11) and rounded; postcodes, streets and dates of birth are as in one borough rather than in
// a whole city, and what that data lacks (initials, UPN, e-mail, work, places) is a guess.
constexpr Chances k_chances[] = {
    {Kind::given_name,
     {0, .9906, .0008, .0036, .0016, .0007, .0015, .00005, .0012},
     {0, .971, .001, .0036, .0035, .001, .0022, .0003, .017}},
    {Kind::middle_name, {0, .94, .04, .015, .005}, {0, .93, .045, .017, .008}},
    {Kind::surname,
     {0, .9942, .0008, .0017, .0009, .0009, .0004, .00005, .0012},
     {0, .77, .001, .007, .03, .022, .007, .0001, .165}},
    {Kind::dob,
     {0, .9276, .037, .0135, .013, .0024, .0028, .0018, .00006, .0012, .0001},
     {0, .91, .037, .0125, .0128, .003, .0028, .002, .0003, .0015, .0165}},
    {Kind::sex, {0, .5, .5}, {0, .5, .5}},
    {Kind::nhs_number, {0, .99929, .00064, .00006, .00001}, {0, .99929, .00064, .00006, .00001}},
    {Kind::upn, {0, .99929, .00064, .00006, .00001}, {0, .99929, .00064, .00006, .00001}},
    {Kind::national_id, {0, .99929, .00064, .00006, .00001}, {0, .99929, .00064, .00006, .00001}},
    {Kind::postcode, {0, .85, .145, .004, .001}, {0, .06, .01, .03, .9}},
    {Kind::house, {0, .88, .11, .01}, {0, .2, .1, .7}},
    {Kind::street, {0, .995, .003, .0008, .0012}, {0, .05, .02, .08, .85}},
    {Kind::address, {0, .995, .003, .0008, .0012}, {0, .05, .02, .08, .85}},
    {Kind::town, {0, .54, .002, .002, .456}, {0, .04, .01, .01, .94}},
    {Kind::phone, {0, .99988, .0001, .00002}, {0, .82, .01, .17}},
    {Kind::email, {0, .9989, .001, .00008, .00002}, {0, .89, .04, .02, .05}},
    {Kind::occupation, {0, .93, .03, .01, .03}, {0, .9, .04, .01, .05}},
    {Kind::birth_place, {0, .85, .02, .01, .12}, {0, .55, .02, .01, .42}},
};

Model made() {
  Model out;
  out.match_share = 1e-5;
  out.household_share = 5e-5;
  out.moved_share = 0.3;
  out.names_together = 3.4;
  for (const auto& c : k_chances) {
    out.comparisons.push_back(
        {.kind = c.kind, .m = facts(c.kind).start, .u = c.strangers, .h = c.household});
  }
  return out;
}

}  // namespace

Population::Population(std::string_view lines) : lines_(lines) {
  for (std::string_view rest = lines_; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) continue;
    unsigned per_million = 0;
    std::from_chars(line.data() + last + 1, line.data() + line.size(), per_million);
    auto& shares = line.substr(0, first) == "given" ? given_ : surname_;
    shares.emplace(line.substr(first + 1, last - first - 1), per_million / 1e6);
  }
}

double Population::rarest(const Shares& shares, std::string_view text) {
  double share = 1;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto at = shares.find(text.substr(0, end));
    share = std::min(share, at == shares.end() ? k_rare : std::max(at->second, k_rare));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return share;
}

double Population::share(Kind kind, std::string_view text) const {
  if (kind == Kind::given_name || kind == Kind::middle_name) return rarest(given_, text);
  if (kind == Kind::surname) return rarest(surname_, text);
  return 0;
}

const Model& population_model() {
  static const Model model = made();
  return model;
}

}  // namespace mash::linkage
