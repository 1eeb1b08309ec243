// SPDX-License-Identifier: MIT
#include "import_numbers.h"

#include <algorithm>

#include "text_rules.h"

namespace mash::intake {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
std::size_t value_of(char digit) {
  return static_cast<std::size_t>(digit - '0');
}

std::string ascii_upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

// "9.99123E+09", "9,99E9"
bool is_scientific(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == 0 || e == std::string_view::npos) return false;
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  return !exponent.empty() && std::ranges::all_of(exponent, is_digit) &&
         std::ranges::all_of(text.substr(0, e),
                             [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

bool fits_modulus_11(std::string_view digits) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += value_of(digits[i]) * (10 - i);
  return (11 - sum % 11) % 11 == value_of(digits[9]);  // a check digit of 10 never fits
}

std::optional<ImportFault> fault_of_nhs_digits(std::string_view digits) {
  if (!std::ranges::all_of(digits, is_digit)) return ImportFault::nhs_number_not_digits;
  if (digits.size() != 10) return ImportFault::nhs_number_wrong_length;
  if (std::ranges::count(digits, digits.front()) == 10) {
    return digits.front() == '0' ? ImportFault::nhs_number_all_zero
                                 : ImportFault::nhs_number_repeated_digit;
  }
  if (!fits_modulus_11(digits)) return ImportFault::nhs_number_check_digit;
  return std::nullopt;
}

constexpr std::string_view k_upn_letters = "ABCDEFGHJKLMNPQRTUVWXYZ";  // no I, O, S

std::optional<ImportFault> fault_of_upn(std::string_view upn) {
  if (upn.size() != 13) return ImportFault::upn_wrong_length;
  const std::size_t last = k_upn_letters.find(upn[12]);
  const bool temporary = last != std::string_view::npos;
  if (!is_upper(upn[0]) || !std::ranges::all_of(upn.substr(1, 11), is_digit) ||
      !(is_digit(upn[12]) || temporary)) {
    return ImportFault::upn_wrong_form;
  }
  std::size_t sum = 0;
  for (std::size_t i = 1; i < 12; ++i) sum += value_of(upn[i]) * (i + 1);
  sum += (temporary ? last : value_of(upn[12])) * 13;
  if (upn[0] != k_upn_letters[sum % 23]) return ImportFault::upn_check_letter;
  return std::nullopt;
}

}  // namespace

ReadNumber read_nhs_number(std::string_view text) {
  if (is_scientific(text)) {
    return {std::string(text), false, ImportFault::nhs_number_in_scientific_notation};
  }
  std::string digits = without_spaces(text);
  if (const auto fault = fault_of_nhs_digits(digits)) return {std::string(text), false, fault};
  if (digits.size() == text.size()) return {std::move(digits), true, std::nullopt};
  return {std::move(digits), true, ImportFault::nhs_number_with_spaces};
}

ReadNumber read_upn(std::string_view text) {
  std::string upn = ascii_upper(text);
  if (const auto fault = fault_of_upn(upn)) return {std::string(text), false, fault};
  return {std::move(upn), true, std::nullopt};
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  if (text.find_first_of(" \t\r\n,;<>\"()") != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  return !domain.empty() && domain.find('.') != std::string_view::npos && domain.front() != '.' &&
         domain.back() != '.' && domain.find("..") == std::string_view::npos &&
         domain.front() != '-' && domain.back() != '-';
}

}  // namespace mash::intake
