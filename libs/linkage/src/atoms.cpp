// SPDX-License-Identifier: MIT
#include <algorithm>

#include "blocking.h"
#include "levels.h"
#include "preparing.h"

namespace mash::linkage {

namespace {

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 31U)) * 0x9fb21c651e98df25ULL;
  x = (x ^ (x >> 29U)) * 0xd6e8feb86659fd93ULL;
  x ^= x >> 32U;
  return x == 0 ? 1 : x;
}

std::uint64_t unordered(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return 0;
  return mixed(std::min(a, b) * 3 + mixed(std::max(a, b)));
}

struct Known {
  Atom atom;
  std::string_view name;
  Kind kind;
  Kind second;  // must be there too
};
constexpr Known k_atoms[] = {
    {Atom::given_spelling, "given name", Kind::given_name, Kind::given_name},
    {Atom::given_sound, "given name's sound", Kind::given_name, Kind::given_name},
    {Atom::given_initial, "initial of given name", Kind::given_name, Kind::given_name},
    {Atom::surname_spelling, "surname", Kind::surname, Kind::surname},
    {Atom::surname_sound, "surname's sound", Kind::surname, Kind::surname},
    {Atom::surname_initial, "initial of surname", Kind::surname, Kind::surname},
    {Atom::name_pair, "given name and surname in any order", Kind::given_name, Kind::surname},
    {Atom::sound_pair, "sounds of both names in any order", Kind::given_name, Kind::surname},
    {Atom::dob, "date of birth", Kind::dob, Kind::dob},
    {Atom::dob_unordered, "date of birth, day and month in any order", Kind::dob, Kind::dob},
    {Atom::dob_digits, "digits of the date of birth", Kind::dob, Kind::dob},
    {Atom::year, "year of birth", Kind::dob, Kind::dob},
    {Atom::month_day, "month and day of birth", Kind::dob, Kind::dob},
    {Atom::year_month, "year and month of birth", Kind::dob, Kind::dob},
    {Atom::sex, "sex", Kind::sex, Kind::sex},
    {Atom::nhs_number, "NHS number", Kind::nhs_number, Kind::nhs_number},
    {Atom::upn, "UPN", Kind::upn, Kind::upn},
    {Atom::national_id, "national id", Kind::national_id, Kind::national_id},
    {Atom::postcode, "postcode", Kind::postcode, Kind::postcode},
    {Atom::area, "postcode area", Kind::postcode, Kind::postcode},
    {Atom::house, "house", Kind::house, Kind::house},
    {Atom::street, "street's sound", Kind::street, Kind::street},
    {Atom::address, "address line's sound", Kind::address, Kind::address},
    {Atom::town, "town's sound", Kind::town, Kind::town},
    {Atom::phone, "phone", Kind::phone, Kind::phone},
    {Atom::phone_end, "last digits of phone", Kind::phone, Kind::phone},
    {Atom::email, "e-mail", Kind::email, Kind::email},
    {Atom::email_user, "e-mail name", Kind::email, Kind::email},
    {Atom::birth_place, "birth place", Kind::birth_place, Kind::birth_place},
    {Atom::occupation, "occupation", Kind::occupation, Kind::occupation},
};

const Known& known(Atom atom) {
  return k_atoms[static_cast<std::size_t>(atom)];
}

constexpr Atom k_last_of_names = Atom::sound_pair;  // those before are of names, too

using A = Atom;
using Use = PassPlan::Use;
// From the most telling to the loosest. Each misses only pairs that differ in one of its
// properties. Those that are spare seldom find what no other has found (1 in 10,000 pairs and
// fewer, of a million made-up people).
const std::vector<PassPlan>& all_plans() {
  static const std::vector<PassPlan> plans{
      {{A::nhs_number}, {}},
      {{A::upn}, {}},
      {{A::national_id}, {A::given_initial}},
      {{A::email}, {A::given_initial}},
      {{A::name_pair}, {A::year, A::month_day, A::town, A::sex}},
      {{A::dob_unordered, A::given_initial}, {A::surname_initial, A::given_sound}},
      {{A::dob_unordered, A::surname_initial}, {A::given_initial, A::surname_sound}},
      {{A::sound_pair}, {A::year, A::month_day, A::town}},
      {{A::phone}, {A::given_initial}},
      {{A::given_spelling, A::year_month, A::surname_initial}, {A::town}},
      {{A::surname_sound, A::month_day, A::sex}, {A::given_initial, A::year}},
      {{A::postcode, A::given_initial}, {A::surname_initial, A::year}},
      {{A::postcode, A::house}, {A::given_initial, A::year}},
      {{A::street, A::house}, {A::town, A::given_initial}},
      {{A::address, A::given_sound}, {A::surname_initial}},
      {{A::address, A::surname_sound}, {A::given_initial}},
      {{A::email_user}, {A::given_initial}},
      {{A::surname_spelling, A::year}, {A::given_initial, A::sex, A::month_day}, Use::spare},
      {{A::surname_sound, A::month_day}, {A::given_initial, A::year}, Use::spare},
      {{A::given_sound, A::month_day}, {A::surname_initial, A::year}, Use::spare},
      {{A::given_spelling, A::year_month}, {A::surname_initial, A::town}, Use::spare},
      {{A::postcode, A::surname_initial}, {A::given_initial, A::year}, Use::spare},
      {{A::postcode, A::year}, {A::sex, A::given_initial}, Use::spare},
      {{A::birth_place, A::surname_spelling}, {A::given_initial, A::year}, Use::spare},
      {{A::street, A::given_sound}, {A::surname_initial, A::year}, Use::spare},
      {{A::street, A::surname_sound}, {A::given_initial, A::year}, Use::spare},
      {{A::dob_digits, A::given_sound}, {A::surname_initial}, Use::spare},
      {{A::dob_digits, A::surname_sound}, {A::given_initial}, Use::spare},
      {{A::town, A::given_spelling}, {A::year, A::surname_initial}, Use::spare},
      {{A::town, A::surname_spelling}, {A::year, A::given_initial}, Use::spare},
      {{A::phone_end}, {A::given_initial}, Use::spare},
      {{A::given_spelling, A::surname_initial}, {A::year, A::town}, Use::loose},
      {{A::surname_spelling, A::given_initial}, {A::year, A::town}, Use::loose},
      {{A::dob}, {A::sex, A::town}, Use::loose},
      {{A::postcode}, {}, Use::loose},
      {{A::street}, {}, Use::loose},
      {{A::address}, {}, Use::loose},
      {{A::surname_sound}, {}, Use::loose},
      {{A::given_sound}, {}, Use::loose},
      {{A::year_month}, {}, Use::loose},
      {{A::month_day}, {}, Use::loose},
      {{A::house, A::town}, {}, Use::loose},
      {{}, {}, Use::loose},  // all with all
  };
  return plans;
}

}  // namespace

std::string_view atom_name(Atom atom) {
  return known(atom).name;
}

std::string plan_name(const PassPlan& plan) {
  if (plan.base.empty()) return "all records";
  std::string name;
  for (const Atom a : plan.base) name += (name.empty() ? "" : " + ") + std::string(atom_name(a));
  return name;
}

std::vector<PassPlan> usable(std::vector<PassPlan> plans, const Prepared& people) {
  const auto missing = [&](Atom a) {
    return !people.has(known(a).kind) || !people.has(known(a).second);
  };
  std::erase_if(
      plans, [&](const PassPlan& p) { return std::any_of(p.base.begin(), p.base.end(), missing); });
  for (auto& p : plans) std::erase_if(p.split, missing);
  return plans;
}

std::vector<PassPlan> plans_for(const Prepared& people) {
  return usable(all_plans(), people);
}

NamesOf::NamesOf(const PassPlan& plan) {
  for (const auto* atoms : {&plan.base, &plan.split}) {
    for (const Atom a : *atoms) {
      given |= known(a).kind == Kind::given_name;
      surname |= known(a).kind == Kind::surname || known(a).second == Kind::surname;
    }
  }
}

Atoms::Atoms(const Prepared& people) : people_(people) {
  for (std::size_t k = 0; k < k_kinds; ++k) {
    const Kind kind = static_cast<Kind>(k);
    const bool other_name = is_name(kind) && kind != Kind::given_name;
    const bool no_word = kind == Kind::dob || kind == Kind::sex || is_identifier(kind);
    auto& sounds = sounds_[k];
    sounds.assign(1, 0);
    if (other_name || no_word) continue;
    const auto& v = people.vocabulary(kind);
    sounds.resize(std::max(v.size(), 1U), 0);
    for (std::uint32_t id = 1; id < v.size(); ++id) sounds[id] = v[id].sound;
  }
  const auto& names = people.vocabulary(Kind::given_name);
  spellings_.assign(std::max(names.size(), 1U), 0);
  initials_.assign(std::max(names.size(), 1U), 0);
  for (std::uint32_t id = 1; id < names.size(); ++id) {
    const auto likely = names[id].spelling == 0 ? id : names[id].spelling;
    spellings_[id] = static_cast<std::uint32_t>(names.hash(likely)) | 1U;
    initials_[id] = static_cast<std::uint8_t>(names[id].head[0]);
  }
}

std::uint64_t Atoms::text(std::uint32_t row, Kind kind) const {
  const auto id = cell(row, kind);
  return id == 0 ? 0 : people_.vocabulary(kind).hash(id);
}

// Of the packed digits; a part that is not known makes no key.
std::uint64_t Atoms::date(Atom atom, std::uint32_t row) const {
  const auto packed = cell(row, Kind::dob);
  if (packed == 0) return 0;
  const std::uint32_t year = packed >> 16U;
  const std::uint32_t month = packed >> 8U & 0xFFU;
  const std::uint32_t day = packed & 0xFFU;
  if (atom == Atom::year) return year == 0 ? 0 : mixed(year);
  if (month == 0) return 0;
  if (atom == Atom::year_month) return mixed((packed >> 8U) + (1ULL << 34U));
  if (day == 0) return 0;
  switch (atom) {
    case Atom::month_day:
      return mixed((packed & 0xFFFFU) + (1ULL << 35U));
    case Atom::dob_unordered:
      return mixed((year << 16U | std::min(day, month) << 8U | std::max(day, month)) +
                   (1ULL << 32U));
    case Atom::dob_digits: {
      std::uint64_t digits = 0;
      for (auto rest = packed; rest != 0; rest >>= 4U)
        digits += std::uint64_t{1} << (rest % 16 * 4);
      return mixed(digits);
    }
    default:
      return mixed(packed + (1ULL << 33U));
  }
}

void keep_most_names(const Vocabulary& vocabulary, std::vector<std::uint32_t>& names) {
  std::sort(names.begin(), names.end(),
            [&](auto a, auto b) { return vocabulary.hash(a) < vocabulary.hash(b); });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.size() > k_most_names) names.resize(k_most_names);
}

// The record's names of one kind, the first in front, 0 if it has none.
std::vector<std::uint32_t> Atoms::names(std::uint32_t row, Kind kind) const {
  const auto& vocabulary = people_.vocabulary(kind);
  std::vector<std::uint32_t> out;
  const auto add_words = [&](std::uint32_t name) {
    if (name == 0) return;
    for (const auto word : vocabulary.words(name))
      if (vocabulary[word].length > 1 && !is_particle(vocabulary.text(word))) out.push_back(word);
  };
  const auto first = cell(row, kind);
  add_words(first);
  for (const auto name : people_.further(kind).of(row)) {
    out.push_back(name);
    add_words(name);
  }
  keep_most_names(vocabulary, out);
  std::erase(out, first);
  out.insert(out.begin(), first);
  return out;
}

void Atoms::add_further(std::uint32_t row, std::vector<Called>& out) const {
  const auto first = this->first(row);
  const auto& vocabulary = people_.vocabulary(Kind::given_name);
  const auto several = [&](std::uint32_t name) {
    return name != 0 && (vocabulary[name].marks & k_several) != 0;
  };
  if (!several(first.given) && !several(first.surname) &&
      !people_.has_further(row, row, Kind::given_name) &&
      !people_.has_further(row, row, Kind::surname))
    return;
  const auto surnames = names(row, Kind::surname);
  for (const auto given : names(row, Kind::given_name)) {
    for (const auto surname : surnames)
      if (given != first.given || surname != first.surname) out.push_back({row, given, surname});
  }
}

std::uint64_t Atoms::of_names(Atom atom, std::uint32_t given, std::uint32_t surname) const {
  switch (atom) {
    case Atom::given_spelling:
      return spellings_.data()[given];
    case Atom::given_sound:
      return name_sound(given);
    case Atom::given_initial:
      return initials_.data()[given];
    case Atom::surname_spelling:
      return spellings_.data()[surname];
    case Atom::surname_sound:
      return name_sound(surname);
    case Atom::surname_initial:
      return initials_.data()[surname];
    case Atom::name_pair:
      return unordered(spellings_.data()[given], spellings_.data()[surname]);
    default:
      return unordered(name_sound(given), name_sound(surname));
  }
}

std::uint64_t Atoms::of(Atom atom, const Called& who) const {
  return atom <= k_last_of_names ? of_names(atom, who.given, who.surname) : of(atom, who.row);
}

std::uint64_t Atoms::of(Atom atom, std::uint32_t row) const {
  switch (atom) {
    case Atom::given_spelling:
    case Atom::given_sound:
    case Atom::given_initial:
    case Atom::surname_spelling:
    case Atom::surname_sound:
    case Atom::surname_initial:
    case Atom::name_pair:
    case Atom::sound_pair:
      return of_names(atom, cell(row, Kind::given_name), cell(row, Kind::surname));
    case Atom::dob:
    case Atom::dob_unordered:
    case Atom::dob_digits:
    case Atom::year:
    case Atom::month_day:
    case Atom::year_month:
      return date(atom, row);
    case Atom::sex:
      return cell(row, Kind::sex);
    case Atom::area:
    case Atom::street:
    case Atom::address:
    case Atom::town:
    case Atom::phone_end:
    case Atom::email_user:
      return sound(row, known(atom).kind);
    default:
      return text(row, known(atom).kind);
  }
}

}  // namespace mash::linkage
