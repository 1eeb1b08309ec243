// SPDX-License-Identifier: MIT
#include "live_keys.h"

#include <algorithm>
#include <array>

#include "blocking.h"
#include "levels.h"
#include "preparing.h"

namespace mash::linkage {

namespace {

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 31U)) * 0x9fb21c651e98df25ULL;
  x = (x ^ (x >> 29U)) * 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 32U);
}

std::uint64_t key(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0) {
  return mixed(mixed(mixed(kind) ^ a) + b);
}
enum : std::uint64_t { k_name_year = 1, k_name_day, k_birth, k_place, k_number, k_sounds };

// Day and month in either order; 0 where one is not known.
std::uint64_t unordered_day(std::uint32_t packed) {
  const auto d = PartialDate::unpack(packed);
  if (d.day == 0 || d.month == 0) return 0;
  return std::uint64_t{std::min(d.day, d.month)} * 100 + std::max(d.day, d.month);
}

template <class T>
void once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void add_words(std::vector<std::string>& out, std::string_view text, const Fold& fold) {
  const auto words = name_words(text, fold);
  std::string joined;
  for (const auto& w : words) {
    if (w.size() > 1) out.push_back(w);
    joined += w;
  }
  if (words.size() > 1) out.push_back(std::move(joined));
  if (out.size() > k_most_names) out.resize(k_most_names);
}

void add_other_names(Traits& out, std::string_view text, const Fold& fold) {
  std::vector<std::string> words;
  while (!text.empty() && words.size() < k_most_names) {
    const auto end = std::min(text.find_first_of(";|"), text.size());
    add_words(words, text.substr(0, end), fold);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out.given.insert(out.given.end(), words.begin(), words.end());
  out.surname.insert(out.surname.end(), words.begin(), words.end());
}

void add_hash(std::vector<std::uint64_t>& out, Role role, std::string_view text) {
  if (!text.empty()) out.push_back(key(static_cast<std::uint64_t>(role), stable_hash(text)));
}

void add(Traits& out, PartialDate& parts, const Said& said, const Fold& fold) {
  switch (said.role) {
    case Role::given_name:
    case Role::middle_name:
      return add_words(out.given, said.text, fold);
    case Role::surname:
      return add_words(out.surname, said.text, fold);
    case Role::full_name:
    case Role::other_names:
      return add_other_names(out, said.text, fold);
    case Role::dob:
      out.dates.push_back(read_date(said.text, DateOrder::day_first).packed());
      return;
    case Role::dob_day:
      parts.day = static_cast<std::uint8_t>(small_number(said.text) % 100);
      return;
    case Role::dob_month:
      parts.month = static_cast<std::uint8_t>(small_number(said.text) % 100);
      return;
    case Role::dob_year:
      parts.year = static_cast<std::uint16_t>(small_number(said.text) % 10'000);
      return;
    case Role::nhs_number:
      return add_hash(out.numbers, said.role, nhs_number(said.text).text);
    case Role::upn:
      return add_hash(out.numbers, said.role, upn(said.text).text);
    case Role::national_id:
      return add_hash(out.numbers, said.role, identifier(said.text).text);
    case Role::phone:
      return add_hash(out.numbers, said.role, phone(said.text));
    case Role::email:
      return add_hash(out.numbers, said.role, email(said.text));
    case Role::postcode:
      return add_hash(out.places, said.role, postcode(said.text));
    default:
      return;
  }
}

}  // namespace

Traits traits_of(const std::vector<Said>& said, const Fold& fold) {
  Traits out;
  PartialDate parts;
  for (const auto& s : said) add(out, parts, s, fold);
  out.dates.push_back(parts.packed());
  std::erase(out.dates, 0U);
  once(out.given);
  once(out.surname);
  once(out.dates);
  once(out.places);
  once(out.numbers);
  return out;
}

void add_name_keys(std::string_view name, const std::vector<std::uint32_t>& dates,
                   std::vector<std::uint64_t>& keys) {
  const auto hash = stable_hash(name);
  for (const auto date : dates) {
    const auto year = PartialDate::unpack(date).year;
    if (year != 0) keys.push_back(key(k_name_year, hash, year));
    const auto day = unordered_day(date);
    if (day != 0) keys.push_back(key(k_name_day, hash, day));
  }
}

void add_other_keys(const Traits& traits, std::vector<std::uint64_t>& keys) {
  for (const auto date : traits.dates) {
    const auto day = unordered_day(date);
    const auto year = PartialDate::unpack(date).year;
    if (day != 0 && year != 0) keys.push_back(key(k_birth, year, day));
  }
  for (const auto place : traits.places) keys.push_back(key(k_place, place));
  for (const auto n : traits.numbers) keys.push_back(key(k_number, n));
  for (const auto& given : traits.given) {
    for (const auto& surname : traits.surname) {
      auto a = stable_hash(sound_code(given));
      auto b = stable_hash(sound_code(surname));
      if (given == surname) continue;
      if (a > b) std::swap(a, b);
      keys.push_back(key(k_sounds, a, b));
    }
  }
  once(keys);
}

Promise::Promise(const Traits& query, const LiveNames& names)
    : query_(query), closeness_(names.numbers()) {
  const auto look = [&](const std::vector<std::string>& words, Likeness Closeness::* as) {
    for (const auto& word : words) {
      for (const auto& a : names.alike(word)) {
        auto& best = closeness_[a.id].*as;
        best = std::max(best, a.likeness);
        alike_.push_back(a.id);
      }
    }
  };
  look(query.given, &Closeness::as_given);
  look(query.surname, &Closeness::as_surname);
  once(alike_);
}

// Roughly in bits.
int Promise::names_of(const NumberedTraits& record) const {
  constexpr int bits[] = {-3, 3, 5, 6, 8};  // by likeness
  const auto best = [&](const std::vector<std::uint32_t>& names, Likeness Closeness::* as) {
    auto found = Likeness::none;
    for (const auto n : names) found = std::max(found, closeness_[n].*as);
    return names.empty() ? 0 : bits[static_cast<std::size_t>(found)];
  };
  const int straight =
      best(record.given, &Closeness::as_given) + best(record.surname, &Closeness::as_surname);
  const int crossed =
      best(record.given, &Closeness::as_surname) + best(record.surname, &Closeness::as_given);
  return std::max(straight, crossed - 1);
}

int Promise::of(const NumberedTraits& record) const {
  constexpr auto date_bits = std::to_array<int>({0, -6, -3, -2, 2, 1, 5, 8, 9, 7, 13});  // by level
  static_assert(date_bits.size() == k_dob_same + 1U);
  int sum = names_of(record);
  Level date = k_missing;
  for (const auto a : query_.dates)
    for (const auto b : record.dates) date = std::max(date, compare_dates(a, b));
  sum += date_bits[date];
  const auto meet = [](const auto& a, const auto& b) {
    return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
  };
  if (meet(query_.places, record.places)) sum += 6;
  if (meet(query_.numbers, record.numbers)) sum += 20;
  return sum;
}

}  // namespace mash::linkage
