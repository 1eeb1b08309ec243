// SPDX-License-Identifier: MIT
#include "mash/simulation/family.h"

#include <algorithm>
#include <utility>

#include "mash/simulation/stream.h"
#include "naming.h"

namespace mash::simulation {
namespace {

// Shares of the families; about those of an inner London borough.
constexpr std::array<double, origin_count> k_mix{0.55, 0.16, 0.10, 0.08, 0.07, 0.04};

constexpr std::array<std::string_view, 10> k_street_kinds{
    "Road", "Street", "Avenue", "Close", "Lane", "Drive", "Court", "Gardens", "Way", "Grove"};
constexpr std::string_view k_inward = "ABDEFGHJLNPQRSTUWXYZ";

std::size_t index(Origin origin) {
  return static_cast<std::size_t>(origin);
}

Origin draw_origin(Stream& stream) {
  double point = stream.unit();
  for (std::size_t i = 0; i < origin_count; ++i) {
    if (point < k_mix.at(i)) return static_cast<Origin>(i);
    point -= k_mix.at(i);
  }
  return Origin::english;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.ends_with(end);
}

// Ivanov's daughter is Ivanova, Kowalski's Kowalska.
std::string surname_for(std::string surname, Origin origin, Sex sex) {
  if (origin != Origin::slavic || sex == Sex::male) return surname;
  if (ends_with(surname, "ski") || ends_with(surname, "cki")) {
    surname.back() = 'a';
  } else if (ends_with(surname, "ov") || ends_with(surname, "ev") || ends_with(surname, "in")) {
    surname += 'a';
  }
  return surname;
}

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

}  // namespace

// Days from civil and back, after Howard Hinnant's date algorithms.
int to_days(Date date) {
  const int y = date.year - (date.month <= 2 ? 1 : 0);
  const int era = y / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

Date from_days(int days) {
  const int z = days + 719468;
  const int era = z / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

World::World(const Lists& lists, std::uint64_t seed, std::uint64_t people, Customs customs)
    : lists_(lists),
      customs_(std::move(customs)),
      seed_(mix(seed, 1)),
      units_(std::max<std::uint64_t>(20, people / 40)) {
  if (customs_.districts.empty()) customs_.districts = lists.districts;
}

// Cousins: a few families share their surname, and half of those their postcode, with the family
// before them.
std::uint64_t World::root_of(std::uint64_t number) const {
  while (number > 0 && Stream(mix(seed_ + 2, number)).chance(0.06)) --number;
  return number;
}

Address World::address(std::uint64_t unit, Stream& stream) const {
  Stream fixed(mix(seed_ + 3, unit));
  // About 600 postcodes a district, as in England.
  const std::uint64_t district = (mix(seed_, 4) + unit / 600) % customs_.districts.size();
  const District& where = customs_.districts[district];
  const std::uint64_t inward = unit % 600 * 6 + fixed.below(6);  // unique in the district
  Address made;
  made.postcode = where.code + " " + std::to_string(inward / 400) + k_inward[inward / 20 % 20] +
                  k_inward[inward % 20];
  made.street = fixed.pick(lists_.places) + " ";
  made.street += fixed.pick(k_street_kinds);
  made.town = where.town;
  const int houses = fixed.between(8, 40);
  const std::string number = std::to_string(stream.between(1, houses) + fixed.between(0, 60));
  made.house =
      fixed.chance(0.25) ? "Flat " + std::to_string(stream.between(1, 12)) + ", " + number : number;
  return made;
}

Address World::any_address(Stream& stream) const {
  return address(stream.below(units_), stream);
}

// Makes one family; split from World only to keep its steps short.
class FamilyMaker {
 public:
  FamilyMaker(const World& world, std::uint64_t number)
      : world_(world),
        number_(number),
        root_(world.root_of(number)),
        stream_(mix(world.seed_ + 7, number)) {}

  Family make() {
    Stream shared(mix(world_.seed_ + 8, root_));
    origin_ = draw_origin(shared);
    surname_ = &world_.lists_.surnames.at(index(origin_)).draw(shared);
    const bool near = root_ == number_ || stream_.chance(0.5);
    unit_ = near ? shared.below(world_.units_) : stream_.below(world_.units_);
    make_addresses();
    make_parents();
    make_children();
    return std::move(family_);
  }

 private:
  [[nodiscard]] int today() const { return world_.customs_.today; }

  void make_addresses() {
    const int moves = stream_.chance(0.4) ? stream_.between(1, 3) : 0;
    for (int i = 0; i < moves; ++i) family_.addresses.push_back(world_.any_address(stream_));
    family_.addresses.push_back(world_.address(unit_, stream_));
  }

  std::string new_phone() { return "01632" + digits(stream_.below(1'000'000), 6); }

  Person start(Origin origin, Sex sex, const Name& surname) {
    const auto& lists = world_.lists_;
    const auto& pool = (sex == Sex::female ? lists.girls : lists.boys).at(index(origin));
    Person person;
    person.origin = origin;
    person.sex = sex;
    person.given_name = &pool.draw(stream_);
    person.given = spelled(*person.given_name, origin);
    if (stream_.chance(0.55)) person.middle = pool.draw(stream_).text;
    person.surname_name = &surname;
    person.surname = surname_for(surname.text, origin, sex);
    person.first_address = stream_.chance(0.8) ? 0 : stream_.below(family_.addresses.size());
    person.last_address = person.other_address = family_.addresses.size() - 1;
    add_habits(person);
    return person;
  }

  // How the family itself spells the name.
  const std::string& spelled(const Name& name, Origin origin) {
    const double usual = origin == Origin::english ? 0.95 : 0.55;
    return name.spellings.empty() || stream_.chance(usual) ? name.text
                                                           : stream_.pick(name.spellings);
  }

  void add_habits(Person& person) {
    const Origin origin = person.origin;
    const bool english = origin == Origin::english;
    person.dob_unknown = stream_.chance(origin == Origin::arabic ? 0.04 : english ? 0.0005 : 0.008);
    person.name_order_varies = stream_.chance(english || origin == Origin::slavic ? 0.01 : 0.08);
    person.single_name =
        stream_.chance(origin == Origin::south_asian || origin == Origin::arabic ? 0.015 : 0.001);
    if (!person.given_name->pet_forms.empty() && stream_.chance(0.2)) {
      person.called = stream_.pick(person.given_name->pet_forms);
    } else if (origin == Origin::west_african && stream_.chance(0.2)) {
      const auto& lists = world_.lists_;  // a given name of each of two traditions
      person.called = (person.sex == Sex::female ? lists.girls : lists.boys)
                          .at(index(Origin::english))
                          .draw(stream_)
                          .text;
      person.middle = person.called;
    } else if (!person.middle.empty() && stream_.chance(0.05)) {
      person.called = person.middle;
    }
    if (origin == Origin::south_asian && person.sex == Sex::male && person.middle.empty() &&
        stream_.chance(0.2)) {
      person.middle = person.given;  // "Mohammed Bilal Khan", whom everybody calls Bilal
      person.called = person.given;
      person.given = "Mohammed";
    }
  }

  void make_parents() {
    const Origin second = stream_.chance(0.08) ? draw_origin(stream_) : origin_;
    mother_surname_ = &world_.lists_.surnames.at(index(second)).draw(stream_);
    const bool married = stream_.chance(0.6);
    Person mother = start(second, Sex::female, married ? *surname_ : *mother_surname_);
    mother.adult = true;
    if (married && stream_.chance(0.5)) mother.other_surname = mother_surname_->text;
    mother.dob = from_days(today() - stream_.between(20 * 365, 58 * 365));
    if (stream_.chance(0.9)) mother.phone = new_phone();
    mother_given_ = mother.given;
    family_.people.push_back(std::move(mother));
    separated_ = stream_.chance(0.3);
    if (stream_.chance(separated_ ? 0.35 : 0.92)) {
      Person father = start(origin_, Sex::male, *surname_);
      father.adult = true;
      father.dob = from_days(to_days(family_.people[0].dob) - stream_.between(-4 * 365, 9 * 365));
      if (stream_.chance(0.85)) father.phone = new_phone();
      father_ = father.given_name;
      father_given_ = father.given;
      if (separated_) {
        family_.addresses.insert(family_.addresses.begin(), world_.any_address(stream_));
        father.first_address = father.last_address = father.other_address = 0;
        move_up(family_.people.front());
      }
      family_.people.push_back(std::move(father));
    }
  }

  // Another home now stands before those of the family.
  static void move_up(Person& person) {
    ++person.first_address;
    ++person.last_address;
    ++person.other_address;
  }

  void make_children() {
    const int wanted = 1 + static_cast<int>(stream_.unit() * stream_.unit() * 6.0);
    const bool steps = stream_.chance(0.12);
    const Name& step_surname = world_.lists_.surnames.at(index(origin_)).draw(stream_);
    const int eldest = to_days(family_.people[0].dob) + 18 * 365;
    int born = std::max(eldest, today() - stream_.between(-120, 17 * 365));  // some not born yet
    for (int i = 0; i < wanted && family_.people.size() + 2 <= k_family_size; ++i) {
      const bool step = steps && i % 2 == 1;
      child(born, step ? step_surname : *surname_);
      if (stream_.chance(world_.customs_.twin_births)) twin_of_last();
      born -= stream_.between(300, 1500);
      if (born < eldest) break;
    }
  }

  void child(int born, const Name& surname) {
    const Sex sex = stream_.chance(0.49) ? Sex::female : Sex::male;
    Person child = start(origin_, sex, surname);
    child.dob = from_days(born);
    if (sex == Sex::male && father_ != nullptr && stream_.chance(0.05)) {
      child.given_name = father_;
      child.given = father_given_;
    }
    child.mother_given = mother_given_;
    child.unnamed_at_birth = stream_.chance(0.04) || born > today();
    if (stream_.chance(0.06)) {
      child.surname += "-" + mother_surname_->text;
    } else if (mother_surname_ != &surname && stream_.chance(0.12)) {
      child.other_surname = mother_surname_->text;
    }
    const Person& mother = family_.people.front();
    if (stream_.chance(0.5)) child.phone = mother.phone;
    child.first_address = mother.first_address;
    const bool both = separated_ && stream_.chance(world_.customs_.second_home);
    child.other_address = both ? 0 : mother.last_address;
    family_.people.push_back(std::move(child));
  }

  // Same birth date, home and surname; often the same sex, sometimes the same first letter.
  void twin_of_last() {
    family_.people.back().twin = 1;
    const Person first = family_.people.back();
    const Sex sex = stream_.chance(0.65) == (first.sex == Sex::female) ? Sex::female : Sex::male;
    Person second = start(origin_, sex, *first.surname_name);
    const bool alike = stream_.chance(0.25);
    for (int tries = 0; tries < 20; ++tries) {
      if (second.given != first.given && (!alike || second.given[0] == first.given[0])) break;
      second = start(origin_, sex, *first.surname_name);
    }
    if (second.given == first.given) return;
    second.dob = first.dob;
    second.twin = 2;
    second.surname = surname_for(first.surname_name->text, origin_, sex);
    second.other_surname = first.other_surname;
    second.mother_given = first.mother_given;
    second.unnamed_at_birth = first.unnamed_at_birth;
    second.phone = first.phone;
    second.dob_unknown = first.dob_unknown;
    second.first_address = first.first_address;
    second.other_address = first.other_address;
    family_.people.push_back(std::move(second));
  }

  const World& world_;
  std::uint64_t number_, root_;
  Stream stream_;
  Family family_;
  Origin origin_ = Origin::english;
  const Name* surname_ = nullptr;
  const Name* mother_surname_ = nullptr;
  const Name* father_ = nullptr;
  std::string mother_given_, father_given_;
  std::uint64_t unit_ = 0;
  bool separated_ = false;
};

Family World::family(std::uint64_t number) const {
  Family made = FamilyMaker(*this, number).make();
  Stream naming(mix(seed_ + 9, number));
  if (customs_.naming_systems) apply_naming(made, naming);
  return made;
}

}  // namespace mash::simulation
