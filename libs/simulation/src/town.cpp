// SPDX-License-Identifier: MIT
#include "town.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mash/simulation/draws.h"

namespace mash::simulation {

namespace {

constexpr double k_people_a_child = 4.3;
constexpr double k_worth_planting = 1000;  // fewer children would be about nothing else

// Two letters that begin no postcode of the United Kingdom, so that no address can be somebody's.
std::vector<District> districts(const Borough& borough, std::size_t index) {
  constexpr std::string_view k_first = "CFGKLM";
  constexpr std::string_view k_second = "JQVXYZ";
  std::vector<District> made;
  for (int n = 1; n <= 9; ++n) {
    made.push_back({std::string{k_first[index / 6 % 6], k_second[index % 6]} + std::to_string(n),
                    borough.name});
  }
  return made;
}

std::vector<std::string> schools(const Lists& lists, std::uint64_t key) {
  Stream stream(key);
  std::vector<std::string> made;
  for (std::uint32_t n = 0; n < k_neighbourhoods * 2; ++n)
    made.push_back(stream.pick(lists.places) + " Primary School");
  for (std::uint32_t n = 0; n < k_neighbourhoods / 3; ++n)
    made.push_back(stream.pick(lists.places) + " Academy");
  return made;
}

class TownMaker {
 public:
  TownMaker(Town& town, const Assumed& assumed, const Making& making)
      : town_(town), assumed_(assumed), making_(making), key_(mix(making.seed, 100 + town.index)) {}

  void make() {
    double children = 0;
    for (std::uint32_t number = 0; children < making_.children; ++number)
      children += add_household(number);
    add_places();
    add_adults();
    for (const Household& household : town_.households) draw_harm(household);
    const int middle = making_.span.first + making_.span.days() / 2;
    town_.exposed = static_cast<double>(
        std::count_if(town_.children.begin(), town_.children.end(), [&](const Child& child) {
          return child.born <= middle && middle < child.born + k_childhood;
        }));
  }

 private:
  double add_household(std::uint32_t number) {
    const Family family = town_.world.family(number);
    const Span& span = making_.span;
    Household made{.number = number,
                   .first_child = static_cast<std::uint32_t>(town_.children.size())};
    double now = 0;
    for (std::size_t i = 0; i < family.people.size(); ++i) {
      const Person& person = family.people[i];
      if (person.adult) continue;
      const Child child{.born = to_days(person.dob), .index = static_cast<std::uint8_t>(i)};
      if (child.born + k_childhood <= span.first - k_before) continue;
      if (child.born <= span.last && span.last < child.born + k_childhood) now += 1;
      town_.children.push_back(child);
      ++made.children;
    }
    if (made.children == 0) return now;
    Stream stream(mix(key_ + 1, number));
    made.neighbourhood = static_cast<std::uint8_t>(stream.below(k_neighbourhoods));
    made.over_reported = stream.chance(assumed_.over_reported);
    choose_process(made, stream);
    choose_move(made, stream);
    town_.households.push_back(made);
    return now;
  }

  void choose_process(Household& made, Stream& stream) const {
    const Span& span = making_.span;
    const double point = stream.unit();
    const int some_day = span.first + static_cast<int>(stream.unit() * 0.8 * span.days());
    if (point < assumed_.clustered) {
      made.process = Process::clustered;
      made.onset = some_day;
      for (int& burst : made.bursts) {
        if (!stream.chance(0.6)) continue;
        const int all = span.days() + k_before;
        burst = span.first - k_before + static_cast<int>(stream.unit() * all);
      }
    } else if (point < assumed_.clustered + assumed_.escalating) {
      made.process = Process::escalating;
      made.onset = some_day;
    } else if (point < assumed_.clustered + assumed_.escalating + assumed_.fading) {
      made.process = Process::fading;
      made.onset = some_day - k_before / 2;
    }
  }

  void choose_move(Household& made, Stream& stream) const {
    if (making_.shares.size() < 2) return;
    const double wait = -log_of(1 - stream.unit()) / assumed_.moves_a_year * 365;
    const int start = making_.span.first - k_before;
    if (wait >= making_.span.last - start) return;
    made.moves_on = start + static_cast<int>(wait);
    double point = stream.unit();
    for (std::size_t i = 0; i < making_.shares.size(); ++i) {
      made.moves_to = static_cast<std::uint16_t>(i);
      point -= making_.shares[i];
      if (point < 0) break;
    }
    if (made.moves_to == town_.index) made.moves_on = k_never;
  }

  std::size_t how_many(double for_100_000) const {
    const double wanted = for_100_000 * making_.children / 100'000;
    const std::size_t least = making_.children < k_worth_planting ? 0 : 1;
    return std::max(least, static_cast<std::size_t>(std::lround(wanted)));
  }

  // Children of one age from different families.
  void add_places() {
    Stream stream(mix(key_, 2));
    const Span& span = making_.span;
    for (std::size_t n = how_many(assumed_.places); n > 0; --n) {
      Place place{.name = stream.pick(town_.world.lists().places) + " Parade"};
      place.neighbourhood = static_cast<std::uint8_t>(stream.below(k_neighbourhoods));
      place.from = span.first + static_cast<int>(stream.unit() * 0.7 * span.days());
      place.until = std::min(span.last, place.from + stream.between(90, 270));
      const auto wanted = static_cast<int>(assumed_.place_children) + stream.between(-2, 3);
      int found = 0;
      for (int tries = 0; tries < 4000 && found < wanted; ++tries) {
        const Household& home = stream.pick(town_.households);
        Child& child = town_.children[home.first_child + stream.below(home.children)];
        const int age = (place.from - child.born) / 365;
        if (age < 12 || age > 16 || child.place >= 0 || home.moves_on < place.until) continue;
        child.place = static_cast<std::int16_t>(town_.places.size());
        ++found;
      }
      town_.places.push_back(std::move(place));
    }
  }

  void add_adults() {
    Stream stream(mix(key_, 3));
    const Span& span = making_.span;
    for (std::size_t n = how_many(assumed_.adults); n > 0; --n) {
      Adult adult{.family = 0x7f000000U + static_cast<std::uint32_t>(town_.adults.size())};
      adult.from = span.first + static_cast<int>(stream.unit() * 0.5 * span.days());
      const auto wanted = static_cast<int>(assumed_.adult_families) + stream.between(-1, 1);
      int found = 0;
      for (int tries = 0; tries < 4000 && found < wanted; ++tries) {
        Household& home = town_.households[stream.below(town_.households.size())];
        if (home.adult >= 0 || home.process != Process::stable || home.moves_on < span.last)
          continue;
        home.adult = static_cast<std::int16_t>(town_.adults.size());
        home.onset = adult.from + stream.between(0, std::max(1, span.days() / 3));
        ++found;
      }
      town_.adults.push_back(adult);
    }
  }

  void draw_harm(const Household& household) {
    Stream stream(mix(key_ + 4, household.number));
    for (std::uint32_t i = 0; i < household.children; ++i) {
      Child& child = town_.children[household.first_child + i];
      child.harmed = stream.chance(harm_probability(assumed_, household, child));
    }
  }

  Town& town_;
  const Assumed& assumed_;
  const Making& making_;
  std::uint64_t key_;
};

}  // namespace

bool is_child(const Child& child, int day) {
  return child.born - 120 <= day && day < child.born + k_childhood;
}

Town make_town(const Lists& lists, const Figures& figures, const Borough& borough,
               std::size_t index, const Making& making) {
  const Assumed& assumed = figures.assumed;
  Customs customs{
      .today = making.span.last, .naming_systems = true, .districts = districts(borough, index)};
  customs.twin_births = assumed.twin_children / (2 - assumed.twin_children);
  customs.second_home = assumed.second_home / 0.184;  // the share of children of parents apart
  const auto people = static_cast<std::uint64_t>(making.children * k_people_a_child);
  Town town(lists, mix(making.seed, 200 + index), people, std::move(customs));
  town.borough = &borough;
  town.index = index;
  town.schools = schools(lists, mix(making.seed, 300 + index));
  TownMaker(town, assumed, making).make();
  return town;
}

double harm_probability(const Assumed& assumed, const Household& household, const Child& child) {
  if (child.place >= 0) return assumed.harm_place;
  if (household.adult >= 0) return assumed.harm_adult;
  switch (household.process) {
    case Process::stable:
      return assumed.harm_stable;
    case Process::clustered:
      return assumed.harm_clustered;
    case Process::escalating:
      return assumed.harm_escalating;
    case Process::fading:
      return assumed.harm_fading;
  }
  return 0;
}

}  // namespace mash::simulation
