// SPDX-License-Identifier: MIT
#include "told_of.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mash::findings {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::size_t k_nhs_digits = 10;

// Ten digits, and no more, with no more than one space, dot or hyphen between two of them.
bool has_ten_digits(std::string_view text) {
  std::size_t digits = 0;
  std::size_t gap = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++digits;
      gap = 0;
    } else if (digits > 0 && gap == 0 && (c == ' ' || c == '-' || c == '.')) {
      gap = 1;
    } else {
      if (digits == k_nhs_digits) return true;
      digits = gap = 0;
    }
  }
  return digits == k_nhs_digits;
}

struct Token {
  std::string text;  // digits, or letters in lower case
  std::string before;
  [[nodiscard]] bool number() const { return is_digit(text.front()); }
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  std::string between;
  for (std::size_t i = 0; i < text.size();) {
    const auto same = is_digit(text[i]) ? is_digit : is_letter;
    if (!same(text[i])) {
      between += text[i++];
      continue;
    }
    Token token{.before = between};
    for (; i < text.size() && same(text[i]); ++i) {
      token.text += is_digit(text[i]) ? text[i] : static_cast<char>(text[i] | ' ');
    }
    between.clear();
    // "9th" is 9.
    const bool ordinal =
        !out.empty() && out.back().number() && token.before.empty() &&
        (token.text == "st" || token.text == "nd" || token.text == "rd" || token.text == "th");
    if (!ordinal && token.text != "of") out.push_back(std::move(token));
  }
  return out;
}

// One or two digits from 1 to this.
bool is_small(const Token& t, int most) {
  constexpr int k_ten = 10;
  if (!t.number() || t.text.size() > 2) return false;
  int value = 0;
  for (const char c : t.text) value = value * k_ten + (c - '0');
  return value >= 1 && value <= most;
}
bool is_day(const Token& t) {
  return is_small(t, 31);
}
bool is_month_number(const Token& t) {
  return is_small(t, 12);
}
bool is_year(const Token& t) {
  return t.number() && t.text.size() == 4 && (t.text.starts_with("19") || t.text.starts_with("20"));
}
bool is_month_word(const Token& t) {
  static constexpr std::array<std::string_view, 12> k_months = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  return t.text.size() >= 3 && std::ranges::any_of(k_months, [&](std::string_view month) {
           return month.starts_with(t.text);
         });
}

bool is_date(const Token& a, const Token& b, const Token& c) {
  const bool words = (is_day(a) && is_month_word(b) && is_year(c)) ||
                     (is_month_word(a) && is_day(b) && is_year(c));
  if (words) return true;
  // In numbers alone only with the same mark twice: "3 4 2026" may be anything.
  const bool marked =
      b.before == c.before && (b.before == "/" || b.before == "-" || b.before == ".");
  if (!marked) return false;
  const bool day_first =
      is_day(a) && is_month_number(b) && (is_year(c) || (c.number() && c.text.size() == 2));
  return day_first || (is_month_number(a) && is_day(b) && is_year(c)) ||
         (is_year(a) && is_month_number(b) && is_day(c));
}

bool has_date(std::string_view text) {
  const auto all = tokens_of(text);
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (is_date(all[i - 2], all[i - 1], all[i])) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> tells_who(std::string_view text) {
  if (has_ten_digits(text)) {
    return "There is a number of ten digits, which may be an NHS number. Take it out: say whom you "
           "mean as they are called here";
  }
  if (has_date(text)) {
    return "There is a whole date, which may be a date of birth. Say the month and the year alone";
  }
  return std::nullopt;
}

}  // namespace mash::findings
