// SPDX-License-Identifier: MIT
#include "levels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

#include "mash/linkage/compare.h"

namespace mash::linkage {

namespace {

std::string_view text_of(const Vocabulary& v, std::uint32_t id) {
  const Entry& e = v[id];
  return e.length <= e.head.size() ? std::string_view(e.head.data(), e.length) : v.text(id);
}

// Jaro-Winkler of names that are somewhat alike, at least.
constexpr double k_somewhat = 0.82;

// 1 / length, so that no comparison divides.
constexpr std::array<float, 256> k_inverse = [] {
  std::array<float, 256> out{};
  for (std::size_t n = 1; n < out.size(); ++n) out[n] = 1.0F / static_cast<float>(n);
  return out;
}();

// How many of the first four bytes agree.
int common_prefix(const Entry& x, const Entry& y) {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::memcpy(&a, x.head.data(), sizeof a);
  std::memcpy(&b, y.head.data(), sizeof b);
  if constexpr (std::endian::native == std::endian::little) {
    return std::countr_zero(std::uint64_t{a ^ b} | std::uint64_t{1} << 32U) / 8;
  } else {
    return std::countl_zero(std::uint64_t{a ^ b} << 32U | std::uint64_t{1} << 31U) / 8;
  }
}

// Can Jaro-Winkler be `least` or more, as far as the letters tell?
bool may_be_alike(const Entry& x, const Entry& y, float least) {
  const int only_x = std::popcount(x.letters & ~y.letters);
  const int only_y = std::popcount(y.letters & ~x.letters);
  const auto common = static_cast<float>(std::min(x.length - only_x, y.length - only_y));
  // Jaro is at most (m/|x| + m/|y| + 1) / 3; a common prefix takes up to 0.4 of what is missing.
  const float most =
      (common * (k_inverse.data()[x.length] + k_inverse.data()[y.length]) + 1) * (1.0F / 3.0F);
  return most + 0.1F * static_cast<float>(common_prefix(x, y)) * (1 - most) >= least - 0.001F;
}

// Jaro-Winkler, or 0 where the letters alone show that it is below `least`.
double alike(const Vocabulary& v, std::uint32_t a, std::uint32_t b, double least) {
  if (!may_be_alike(v[a], v[b], static_cast<float>(least))) return 0;
  return jaro_winkler(text_of(v, a), text_of(v, b));
}

bool may_be_one_edit(const Entry& x, const Entry& y) {
  return std::abs(x.length - y.length) <= 1 && std::popcount(x.letters ^ y.letters) <= 2;
}

int edits(const Vocabulary& v, std::uint32_t a, std::uint32_t b, int limit) {
  const Entry& x = v[a];
  const Entry& y = v[b];
  if (std::abs(x.length - y.length) > limit) return limit + 1;
  if (std::popcount(x.letters ^ y.letters) > 2 * limit) return limit + 1;
  return edit_distance(text_of(v, a), text_of(v, b), limit);
}

// A word of one is the other or a word of the other.
bool share_word(const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  if (((v[a].marks | v[b].marks) & k_several) == 0) return false;
  const std::uint32_t one_a[1] = {a};
  const std::uint32_t one_b[1] = {b};
  const auto x = (v[a].marks & k_several) != 0 ? v.words(a) : std::span(one_a, 1);
  const auto y = (v[b].marks & k_several) != 0 ? v.words(b) : std::span(one_b, 1);
  for (const auto w : x)
    if (v[w].length > 1 && std::find(y.begin(), y.end(), w) != y.end()) return true;
  return false;
}

Level compare_text(const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  if (a == b) return k_text_same;
  const double jw = alike(v, a, b, 0.84);
  if (jw >= 0.92) return k_text_much;
  if (((v[a].marks & v[b].marks) & k_several) != 0) {
    const double words = word_dice(text_of(v, a), text_of(v, b));
    if (words >= 0.75) return k_text_much;
    if (words >= 0.6) return k_text_somewhat;
  }
  return jw >= 0.84 ? k_text_somewhat : k_differs;
}

Level compare_identifiers(const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  if (a == b) return k_id_same;
  const int n = edits(v, a, b, 2);
  return n == 1 ? k_id_one_edit : n == 2 ? k_id_two_edits : k_differs;
}

Level compare_values(Kind kind, const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  switch (kind) {
    case Kind::dob:
      return compare_dates(a, b);
    case Kind::sex:
      return a == b ? 2 : k_differs;
    case Kind::nhs_number:
    case Kind::upn:
    case Kind::national_id:
      return compare_identifiers(v, a, b);
    case Kind::postcode:
      if (a == b) return 4;
      if (edits(v, a, b, 1) == 1) return 3;
      return v[a].sound == v[b].sound ? 2 : k_differs;
    case Kind::house:
      if (a == b) return 3;
      return v[a].length > 1 && v[b].length > 1 && edits(v, a, b, 1) == 1 ? 2 : k_differs;
    case Kind::phone:
      if (a == b) return 3;
      return v[a].sound == v[b].sound || edits(v, a, b, 1) == 1 ? 2 : k_differs;
    case Kind::email:
      if (a == b) return 4;
      if (v[a].sound == v[b].sound) return 3;
      return alike(v, a, b, 0.88) >= 0.88 ? 2 : k_differs;
    default:
      return compare_text(v, a, b);
  }
}

}  // namespace

Level compare_names(const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  const Entry& x = v[a];
  const Entry& y = v[b];
  const unsigned either = x.marks | y.marks;
  if ((either & k_initial) != 0) return x.head[0] == y.head[0] ? k_name_initial : k_differs;
  if (a == b) return k_name_same;
  // Most pairs of names have nothing in common; this is all that is done for them.
  const bool odd = (either & k_several) != 0 || (x.marks & y.marks & k_variants) != 0;
  const bool meant = x.spelling == y.spelling && x.spelling != 0;
  if (!odd && !meant && x.sound != y.sound && !may_be_alike(x, y, static_cast<float>(k_somewhat)) &&
      !may_be_one_edit(x, y))
    return k_differs;
  if (v.variants(a, b)) return k_name_variant;
  if (share_word(v, a, b)) return k_name_part;
  // A slip in one form and another form: Willian and Billy.
  if (meant) return k_name_much;
  const bool sounds = x.sound == y.sound && x.sound != 0;
  const double jw = alike(v, a, b, sounds ? 0.7 : k_somewhat);
  if (jw >= 0.92) return k_name_much;
  if (std::min(x.length, y.length) >= 4 && edits(v, a, b, 1) == 1) return k_name_much;
  if (sounds && (jw >= 0.7 || (x.marks & y.marks & k_long_sound) != 0)) return k_name_much;
  return jw >= k_somewhat || sounds ? k_name_somewhat : k_differs;
}

namespace {

// One bit, the lowest, of each digit that is not zero.
std::uint32_t digits_set(std::uint32_t x) {
  x |= x >> 2U;
  x |= x >> 1U;
  return x & 0x11111111U;
}

// Edits to digits in their places: wrong ones, and neighbours that changed places. Three stands for
// any more.
int digit_edits(std::uint32_t a, std::uint32_t b) {
  std::uint32_t wrong = digits_set(a ^ b);
  const int n = std::popcount(wrong);
  if (n > 4) return 3;
  int edits = n;
  if ((wrong & wrong >> 4U) == 0) return std::min(edits, 3);  // no neighbours
  for (unsigned place = 0; place < 7; ++place) {
    const std::uint32_t both = 0x11U << (4 * place);
    if ((wrong & both) != both) continue;
    const std::uint32_t x = a >> (4 * place) & 0xFFU;
    const std::uint32_t y = b >> (4 * place) & 0xFFU;
    if (x != ((y & 15U) << 4U | y >> 4U)) continue;
    --edits;
    wrong &= ~both;
  }
  return std::min(edits, 3);
}

Level compare_partial_dates(PartialDate x, PartialDate y) {
  const int years = std::abs(x.year - y.year);
  const bool month = x.month == y.month || x.month == 0 || y.month == 0;
  const bool day = x.day == y.day || x.day == 0 || y.day == 0;
  if (month && day && years <= 1) return years == 0 ? k_dob_as_known : k_dob_near_as_known;
  return years == 0 ? k_dob_year : years <= 1 ? k_dob_near_year : k_differs;
}

// Is one a piece of the other, as short forms of names are in many languages? Temi and Tope are
// Temitope, Bayo is Adebayo, Bimbo is Abimbola, Beth is Elizabeth. Shorter pieces are names of
// twins too often: Kay and Kayode.
bool short_form(const Vocabulary& v, std::uint32_t a, std::uint32_t b) {
  constexpr int least_letters = 4;
  constexpr int least_left_out = 2;
  if (v[a].length > v[b].length) std::swap(a, b);
  const Entry& x = v[a];
  const Entry& y = v[b];
  if ((x.letters & ~y.letters) != 0 || x.length < least_letters ||
      x.length + least_left_out > y.length || ((x.marks | y.marks) & k_several) != 0)
    return false;
  return text_of(v, b).find(text_of(v, a)) != std::string_view::npos;
}

}  // namespace

Level compare_dates(std::uint32_t a, std::uint32_t b) {
  if (a == b) return has_day(a) ? k_dob_same : k_dob_as_known;
  const bool whole = has_day(a) && has_day(b) && (a & 0xFF00U) != 0 && (b & 0xFF00U) != 0 &&
                     a >> 16U != 0 && b >> 16U != 0;
  if (!whole) return compare_partial_dates(PartialDate::unpack(a), PartialDate::unpack(b));
  const bool year = a >> 16U == b >> 16U;
  const std::uint32_t swapped = (b & 0xFFFF0000U) | (b & 0xFFU) << 8U | (b >> 8U & 0xFFU);
  if (a == swapped) return k_dob_swapped;
  const int edits = digit_edits(a, b);
  if (edits == 1) return k_dob_one_edit;
  const bool month = ((a ^ b) & 0xFF00U) == 0;
  const bool day = ((a ^ b) & 0xFFU) == 0;
  if (year && (month || day)) return k_dob_two_parts;
  const auto full_year = [](std::uint32_t d) {
    return static_cast<int>(PartialDate::unpack(d).year);
  };
  const int years = year ? 0 : std::abs(full_year(a) - full_year(b));
  // A birthday shared by chance is no part of a date: the year must be near or a slip of the hand.
  if (month && day && (edits <= 2 || years <= 1)) return k_dob_two_parts;
  if (edits == 2) return k_dob_two_edits;
  return year ? k_dob_year : years <= 1 ? k_dob_near_year : k_differs;
}

Comparer::Comparer(const Prepared& people, OnlyName only, ShortForms short_forms)
    : people_(people),
      names_(people.vocabulary(Kind::given_name)),
      only_(only),
      short_forms_(short_forms) {}

// The best over all names of this kind; a match by a further name is at most "part".
Level Comparer::best_name(Kind kind, std::uint32_t a, std::uint32_t b, std::uint32_t x,
                          std::uint32_t y) const {
  const Level first = compare_names(names_, x, y);
  if (first >= k_name_part || !people_.has_further(a, b, kind)) return first;
  const auto& further = people_.further(kind);
  Level best = first;
  const auto consider = [&](std::uint32_t p, std::uint32_t q) {
    if (p == 0 || q == 0) return;
    best = std::max(best, std::min(compare_names(names_, p, q), k_name_part));
  };
  for (const auto p : further.of(a)) {
    consider(p, y);
    for (const auto q : further.of(b)) consider(p, q);
  }
  for (const auto q : further.of(b)) consider(x, q);
  return best;
}

// Each one's given name is the other's surname, give or take an error.
bool Comparer::crossed(const std::uint32_t* x, const std::uint32_t* y) const {
  const auto g = people_.slot(Kind::given_name);
  const auto s = people_.slot(Kind::surname);
  if (x[g] == 0 || x[s] == 0 || y[g] == 0 || y[s] == 0) return false;
  const auto first = compare_names(names_, x[g], y[s]);
  if (first < k_name_somewhat) return false;
  const auto second = compare_names(names_, x[s], y[g]);
  return second >= k_name_somewhat && std::max(first, second) >= k_name_much;
}

bool Comparer::same_day(const std::uint32_t* x, const std::uint32_t* y) const {
  const auto d = people_.slot(Kind::dob);
  return d != Prepared::k_none && x[d] == y[d] && has_day(x[d]);
}

// One has a single name, and it is the other's, in the other place.
bool Comparer::in_the_other_place(const std::uint32_t* x, const std::uint32_t* y) const {
  const auto g = people_.slot(Kind::given_name);
  const auto s = people_.slot(Kind::surname);
  if ((x[g] == 0) == (x[s] == 0)) return false;
  const auto name = x[g] | x[s];
  const auto other = x[g] == 0 ? y[g] : y[s];
  return other != 0 && compare_names(names_, name, other) >= k_name_much;
}

// Names that agree, but not in their own place; missing where none does.
Level Comparer::in_other_places(const std::uint32_t* x, const std::uint32_t* y) const {
  if (crossed(x, y)) return k_name_crossed;
  if (only_ != OnlyName::in_either) return k_missing;
  // Of two names one is known, and it agrees.
  return in_the_other_place(x, y) || in_the_other_place(y, x) ? k_name_part : k_missing;
}

void Comparer::names(std::uint32_t a, std::uint32_t b, Levels& levels) const {
  const auto* x = people_.row_cells(a);
  const auto* y = people_.row_cells(b);
  const auto compare = [&](Kind kind) {
    const auto slot = people_.slot(kind);
    if (slot == Prepared::k_none || x[slot] == 0 || y[slot] == 0) return k_missing;
    return best_name(kind, a, b, x[slot], y[slot]);
  };
  const auto g = people_.slot(Kind::given_name);
  const auto s = people_.slot(Kind::surname);
  const auto m = people_.slot(Kind::middle_name);
  Level given = compare(Kind::given_name);
  Level surname = compare(Kind::surname);
  // Anna is a piece of Joanna, too, so the day must be the same.
  if (short_forms_ == ShortForms::any_piece && given != k_missing && given < k_name_part &&
      same_day(x, y) && short_form(names_, x[g], y[g]))
    given = k_name_variant;
  if (given < k_name_much && surname < k_name_much && g != Prepared::k_none &&
      s != Prepared::k_none) {
    if (const Level other = in_other_places(x, y); other != k_missing) {
      given = other;
      surname = k_missing;
    }
  }
  if (m != Prepared::k_none) {
    if (given != k_missing && given < k_name_part &&
        ((x[g] == y[m] && y[m] != 0) || (x[m] == y[g] && x[m] != 0)) &&
        (names_[x[g]].marks & k_initial) == 0)
      given = k_name_part;
    const Level middle = compare(Kind::middle_name);
    levels.of[m] = middle >= k_name_part ? Level{4} : middle >= k_name_somewhat ? Level{3} : middle;
  }
  if (g != Prepared::k_none) levels.of[g] = given;
  if (s != Prepared::k_none) levels.of[s] = surname;
}

Level Comparer::other(std::size_t position, std::uint32_t a, std::uint32_t b) const {
  const Kind kind = people_.kinds()[position];
  const std::uint32_t x = people_.row_cells(a)[position];
  const std::uint32_t y = people_.row_cells(b)[position];
  if (x == 0 || y == 0) return k_missing;
  const auto& v = people_.vocabulary(kind);
  Level best = compare_values(kind, v, x, y);
  if (!people_.has_further(a, b, kind)) return best;
  const auto& further = people_.further(kind);
  for (const auto p : further.of(a)) {
    best = std::max(best, compare_values(kind, v, p, y));
    for (const auto q : further.of(b)) best = std::max(best, compare_values(kind, v, p, q));
  }
  for (const auto q : further.of(b)) best = std::max(best, compare_values(kind, v, x, q));
  return best;
}

void Comparer::ask_for_names(std::uint32_t row) const {
  const auto* cells = people_.row_cells(row);
  for (const Kind kind : {Kind::given_name, Kind::middle_name, Kind::surname})
    if (people_.has(kind)) __builtin_prefetch(&names_[cells[people_.slot(kind)]]);
}

void Comparer::ask_for_all(std::uint32_t row) const {
  const auto* cells = people_.row_cells(row);
  const auto kinds = people_.kinds();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != Kind::dob && kinds[i] != Kind::sex)
      __builtin_prefetch(&people_.vocabulary(kinds[i])[cells[i]]);
  }
}

Levels Comparer::all(std::uint32_t a, std::uint32_t b) const {
  Levels levels;
  names(a, b, levels);
  for (std::size_t i = 0; i < people_.kinds().size(); ++i)
    if (!is_name(people_.kinds()[i])) levels.of[i] = other(i, a, b);
  return levels;
}

}  // namespace mash::linkage
