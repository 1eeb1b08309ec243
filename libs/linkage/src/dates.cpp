// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mash/linkage/normalise.h"

namespace mash::linkage {

namespace {

constexpr std::array<std::string_view, 12> k_months{"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
// Two-digit years: up to this one they are of this century.
constexpr unsigned k_pivot = 27;

struct Piece {
  unsigned number = 0;
  std::size_t digits = 0;  // 0: the piece is a month's name
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

unsigned month_named(std::string_view word) {
  for (unsigned m = 0; m < 12; ++m) {
    bool same = word.size() >= 3;
    for (std::size_t i = 0; same && i < 3; ++i) same = (word[i] | 0x20) == k_months[m][i];
    if (same) return m + 1;
  }
  return 0;
}

// Numbers and month names; what is behind the third piece (a time) does not matter.
std::size_t pieces_of(std::string_view s, std::array<Piece, 3>& pieces) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < s.size() && n < 3;) {
    std::size_t end = i;
    if (is_digit(s[i])) {
      while (end < s.size() && is_digit(s[end])) ++end;
      if (end - i > 8) return 0;
      unsigned value = 0;
      for (std::size_t k = i; k < end; ++k) value = value * 10 + static_cast<unsigned>(s[k] - '0');
      pieces[n++] = {value, end - i};
    } else if (is_letter(s[i])) {
      while (end < s.size() && is_letter(s[end])) ++end;
      const unsigned m = month_named(s.substr(i, end - i));
      if (m != 0) pieces[n++] = {m, 0};
    } else {
      end = i + 1;
    }
    i = end;
  }
  return n;
}

unsigned full_year(const Piece& p) {
  if (p.digits > 2) return p.number;
  return p.number < k_pivot ? 2000 + p.number : 1900 + p.number;
}

PartialDate date(unsigned year, unsigned month, unsigned day) {
  if (year > 9999 || month > 99 || day > 99) return {};
  return {.year = static_cast<std::uint16_t>(year),
          .month = static_cast<std::uint8_t>(month),
          .day = static_cast<std::uint8_t>(day)};
}

PartialDate of_two(const Piece& a, const Piece& b) {
  if (a.digits >= 4) return date(a.number, b.number, 0);  // 2015-04
  if (b.digits >= 4) return date(b.number, a.number, 0);  // April 2015, 04/2015
  return {};
}

}  // namespace

std::uint32_t PartialDate::packed() const {
  std::uint32_t out = 0;
  std::uint32_t rest = year * 10'000U + month * 100U + day;
  for (unsigned shift = 0; rest != 0; shift += 4, rest /= 10) out |= rest % 10 << shift;
  return out;
}

PartialDate read_date(std::string_view text, DateOrder order) {
  std::array<Piece, 3> p{};
  const std::size_t n = pieces_of(text, p);
  if (n == 0) return {};
  if (p[0].digits == 8)
    return date(p[0].number / 10'000, p[0].number / 100 % 100, p[0].number % 100);
  if (n == 1) return p[0].digits == 4 ? date(p[0].number, 0, 0) : PartialDate{};
  if (n == 2) return of_two(p[0], p[1]);
  if (p[0].digits >= 3) return date(p[0].number, p[1].number, p[2].number);
  const unsigned year = full_year(p[2]);
  if (p[0].digits == 0) return date(year, p[0].number, p[1].number);  // April 3 2015
  if (p[1].digits == 0) return date(year, p[1].number, p[0].number);  // 3 April 2015
  const bool swap = order == DateOrder::month_first;
  return swap ? date(year, p[0].number, p[1].number) : date(year, p[1].number, p[0].number);
}

DateOrder guess_date_order(const std::vector<std::string_view>& texts) {
  std::size_t month_first = 0;
  std::size_t day_first = 0;
  for (const auto text : texts) {
    std::array<Piece, 3> p{};
    if (pieces_of(text, p) != 3 || p[0].digits == 0 || p[0].digits > 2 || p[1].digits == 0)
      continue;
    if (p[0].number > 12 && p[0].number <= 31) ++day_first;
    if (p[1].number > 12 && p[1].number <= 31) ++month_first;
  }
  return month_first > 0 && day_first * 20 < month_first ? DateOrder::month_first
                                                         : DateOrder::day_first;
}

}  // namespace mash::linkage
