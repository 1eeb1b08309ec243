// SPDX-License-Identifier: MIT
#include "mash/board/quarter.h"

#include <array>
#include <charconv>

namespace mash::board {

namespace {

constexpr int k_months = 12;
constexpr int k_in_quarter = 3;
constexpr int k_april = 4;
constexpr int k_first_year = 2000;
constexpr int k_last_year = 2199;
constexpr std::array<const char*, k_months> k_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string name_of(int month) {
  return k_names.at(static_cast<std::size_t>(month - 1));
}

bool read(std::string_view text, int& out) {
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, out);
  return error == std::errc() && at == end;
}

}  // namespace

Result<Quarter> Quarter::parse(std::string_view code) {
  constexpr std::size_t k_year_digits = 4;
  Quarter out;
  const bool form = code.size() == k_year_digits + k_in_quarter && code[k_year_digits] == '-' &&
                    read(code.substr(0, k_year_digits), out.year) &&
                    read(code.substr(k_year_digits + 1), out.month);
  if (!form || out.year < k_first_year || out.year > k_last_year || out.month < 1 ||
      out.month > k_months || (out.month - 1) % k_in_quarter != 0) {
    return invalid("quarter", "Give the quarter by its first month, for instance 2026-04");
  }
  return out;
}

Quarter Quarter::of(LocalDate day) {
  return {day.year, ((day.month - 1) / k_in_quarter * k_in_quarter) + 1};
}

std::string Quarter::code() const {
  return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

std::string Quarter::words() const {
  return name_of(month) + " to " + name_of(month + 2) + " " + std::to_string(year);
}

std::string Quarter::year_words() const {
  const int begins = month < k_april ? year - 1 : year;
  return "April " + std::to_string(begins) + " to March " + std::to_string(begins + 1);
}

LocalDate Quarter::first_day() const {
  return {year, month, 1};
}

LocalDate Quarter::last_day() const {
  return plus(1).first_day().plus_days(-1);
}

Quarter Quarter::plus(int quarters) const {
  const int months = (year * k_months) + month - 1 + (quarters * k_in_quarter);
  return {months / k_months, (months % k_months) + 1};
}

int Quarter::in_year() const {
  return ((month + k_months - k_april) % k_months / k_in_quarter) + 1;
}

std::string Quarter::month_words(int nth) const {
  constexpr std::size_t k_short = 3;
  return name_of(month + nth).substr(0, k_short) + " " + std::to_string(year);
}

}  // namespace mash::board
