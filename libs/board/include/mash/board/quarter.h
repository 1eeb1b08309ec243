// SPDX-License-Identifier: MIT
// A quarter of the statistical year, which begins on 1 April (as in the children in need census).
// What not: time zones; days are days in London. Thread safety: plain values.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::board {

struct Quarter {
  int year = 2012;  // in which its first month lies
  int month = 4;    // its first month: 1, 4, 7 or 10
  auto operator<=>(const Quarter&) const = default;

  static Result<Quarter> parse(std::string_view code);  // "2026-04"; names `quarter`
  static Quarter of(LocalDate day);
  [[nodiscard]] std::string code() const;
  [[nodiscard]] std::string words() const;       // "April to June 2026"
  [[nodiscard]] std::string year_words() const;  // "April 2026 to March 2027"
  [[nodiscard]] LocalDate first_day() const;
  [[nodiscard]] LocalDate last_day() const;
  [[nodiscard]] Quarter plus(int quarters) const;
  [[nodiscard]] int in_year() const;                     // 1: April to June
  [[nodiscard]] std::string month_words(int nth) const;  // 0 to 2: "Apr 2026"
};

}  // namespace mash::board
