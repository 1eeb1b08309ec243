// SPDX-License-Identifier: MIT
#include "country.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "pieces.h"

namespace mash::simulation {

namespace {

constexpr std::uint64_t k_nhs_range = 1'000'000;
constexpr std::uint64_t k_numbered = 4;  // people of a family who have a number, at most

int day_of(LocalDate date) {
  return to_days({date.year, date.month, date.day});
}

}  // namespace

std::string nhs_number(std::uint64_t place) {
  // Multiplying by a number that shares no factor with 10^6 visits every base once.
  const std::uint64_t base = place * 387'420'489U % k_nhs_range;
  std::string text = std::to_string(999 * k_nhs_range + base);
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (text[static_cast<std::size_t>(i)] - '0') * (10 - i);
  const int check = (11 - sum % 11) % 11;
  return check < 10 ? text + static_cast<char>('0' + check) : std::string{};
}

std::string iso_day(int day) {
  const Date date = from_days(day);
  return LocalDate{date.year, date.month, date.day}.iso();
}

Country::Country(const Lists& lists, const Figures& figures, const Plan& plan)
    : lists_(lists), figures_(figures), plan_(plan) {
  span_.last = day_of(plan.until);
  span_.first = span_.last - plan.days;
  if (plan.london) {
    for (const Borough& borough : figures.boroughs) boroughs_.push_back(&borough);
  } else {
    barnfield_ = figures.london;
    barnfield_.id = "barnfield";
    barnfield_.name = "Barnfield";
    boroughs_.push_back(&barnfield_);
  }
}

void Country::make() {
  const double all = plan_.children > 0 ? plan_.children : plan_.london ? k_london : k_barnfield;
  double sum = 0;
  for (const Borough* borough : boroughs_) sum += borough->children.value;
  std::vector<double> shares;
  for (const Borough* borough : boroughs_) shares.push_back(borough->children.value / sum);
  const std::size_t count = boroughs_.size();
  std::vector<std::vector<Town>> made(count);
  in_pieces(0, count, plan_.threads, [&](std::size_t i) {
    const Making making{
        .seed = plan_.seed, .span = span_, .children = all * shares[i], .shares = shares};
    made[i].push_back(make_town(lists_, figures_, *boroughs_[i], i, making));
  });
  for (auto& one : made) {
    families_before_.push_back(families_);
    families_ += one.front().households.back().number + 1;
    towns_.push_back(std::move(one.front()));
  }
  const Season season(figures_.assumed);
  rates_.resize(count);
  in_pieces(0, count, plan_.threads, [&](std::size_t i) {
    rates_[i] = fit(towns_[i], figures_, season, span_, plan_.seed, count > 1);
  });
  const ContactMaker maker(figures_.assumed, season, span_, rates_, count > 1);
  std::vector<std::vector<Contact>> drawn(count);
  in_pieces(0, count, plan_.threads, [&](std::size_t i) {
    const std::uint64_t key = mix(plan_.seed, 600 + i);
    for (std::uint32_t home = 0; home < towns_[i].households.size(); ++home)
      maker.draw(towns_[i], home, Stream(mix(key, home)), drawn[i]);
  });
  told_.resize(count);
  for (auto& contacts : drawn) {
    for (const Contact& contact : contacts) told_[contact.hub].push_back(contact);
    contacts = {};
  }
}

Stream Country::stream(std::uint64_t what, const Contact& contact) const {
  const std::uint64_t family = mix(mix(plan_.seed, what + contact.town), contact.household);
  return Stream(mix(family, contact.serial));
}

FamilyThen Country::family(const Town& town, const Household& home, int day) const {
  FamilyThen then{town.world.family(home.number), town.index};
  number(town, home.number, then.family);
  if (day < home.moves_on) return then;
  then.hub = home.moves_to;
  Stream stream(mix(mix(plan_.seed, 700 + town.index), home.number));
  then.family.addresses.push_back(towns_[home.moves_to].world.any_address(stream));
  for (Person& person : then.family.people) {
    if (person.other_address == person.last_address)
      person.other_address = then.family.addresses.size() - 1;
    person.last_address = then.family.addresses.size() - 1;
  }
  return then;
}

void Country::number(const Town& town, std::uint32_t family, Family& made) const {
  const std::uint64_t place = families_before_[town.index] + family;
  const std::uint64_t apart = families_ * k_numbered / k_nhs_range + 1;
  if (family > town.households.back().number || place % apart != 0) return;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(k_numbered, made.people.size()); ++i) {
    // From the children, who stand last.
    made.people[made.people.size() - 1 - i].nhs_number = nhs_number(place / apart * k_numbered + i);
  }
}

std::string Country::person_id(const Town& town, std::uint32_t family, std::size_t index) const {
  return town.borough->id + '-' + std::to_string(family) + '-' + std::to_string(index);
}

School Country::school(const Town& town, const Household& home, const Child& child, int day) const {
  const int age = (day - child.born) / 365;
  if (age < 5 || age > 17) return {};
  const bool secondary = age >= 11;
  Stream stream(mix(mix(plan_.seed, 800 + town.index), home.number * 16U + child.index));
  const Assumed& assumed = figures_.assumed;
  const bool away =
      stream.chance(secondary ? assumed.school_away_secondary : assumed.school_away_primary);
  const Town* where = day >= home.moves_on ? &towns_[home.moves_to] : &town;
  const std::size_t lives = where->index;
  while (away && towns_.size() > 1 && where->index == lives) where = &stream.pick(towns_);
  const std::size_t n = secondary ? 2 * k_neighbourhoods + home.neighbourhood / 3U
                                  : 2 * home.neighbourhood + stream.below(2);
  if (away && towns_.size() == 1) return {"Tarnwick Free School", "elsewhere"};
  return {where->schools[n], where->borough->id};
}

std::string Country::place_id(std::size_t hub, std::uint32_t neighbourhood) const {
  return towns_[hub].borough->id + (neighbourhood < 9 ? "-0" : "-") +
         std::to_string(neighbourhood + 1);
}

}  // namespace mash::simulation
