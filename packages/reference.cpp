// SPDX-License-Identifier: MIT
#include "mash/packages/reference.h"

#include <array>
#include <cstdint>

namespace mash::packages {

namespace {

constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t k_reference_length = 8;
constexpr std::size_t k_code_length = 12;
constexpr std::size_t k_group = 4;

std::string random_characters(Random& random, std::size_t count) {
  std::array<std::uint8_t, k_code_length> raw{};
  random.fill(raw);
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += k_alphabet[raw[i] & 31U];
  return out;
}

// Weights that are odd modulo 32 find every single wrong character; that they differ finds most
// neighbours that changed places (ISO/IEC 7064 needs a prime number of characters: 31 or 37).
char check_character(std::string_view characters) {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : characters) {
    sum += weight * k_alphabet.find(c);
    weight += 2;
  }
  return k_alphabet[sum % k_alphabet.size()];
}

std::string grouped(std::string_view characters) {
  std::string out;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (i > 0 && i % k_group == 0) out += '-';
    out += characters[i];
  }
  return out;
}

// Without hyphens and spaces, in upper case; empty if a character is none of ours.
std::string plain(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c == '-' || c == ' ' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    if (k_alphabet.find(c) == std::string_view::npos) return {};
    out += c;
  }
  return out;
}

}  // namespace

std::string new_reference(Random& random) {
  const std::string characters = random_characters(random, k_reference_length);
  return grouped(characters + check_character(characters));
}

Result<std::string> parse_reference(std::string_view typed, std::string_view field) {
  const std::string characters = plain(typed);
  if (characters.size() != k_reference_length + 1 ||
      check_character(std::string_view(characters).substr(0, k_reference_length)) !=
          characters.back()) {
    return invalid(std::string(field),
                   "Check the reference: it has 9 letters and numbers, like 7KQ4-XM2P-M");
  }
  return grouped(characters);
}

std::string new_receipt_code(Random& random) {
  return grouped(random_characters(random, k_code_length));
}

Result<std::string> parse_receipt_code(std::string_view typed, std::string_view field) {
  const std::string characters = plain(typed);
  if (characters.size() != k_code_length) {
    return invalid(std::string(field), "Check the receipt code: it has 12 letters and numbers");
  }
  return grouped(characters);
}

}  // namespace mash::packages
