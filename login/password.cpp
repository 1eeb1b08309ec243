// SPDX-License-Identifier: MIT
#include "mash/login/password.h"

#include <zxcvbn.h>

#include <algorithm>

#include "mash/base/text.h"
#include "mash/crypto/crypto.h"

namespace mash::login {

namespace {

constexpr std::size_t k_shortest = 15;  // security.md 7
constexpr std::size_t k_longest = 256;  // NIST SP 800-63B asks for 64 or more
// Of bits, as zxcvbn estimates them: 10^12 tries, each of which takes one password hash.
constexpr double k_weakest = 40;
// The estimate takes the square of the length in time; nothing after this makes it weaker.
constexpr std::size_t k_estimated = 100;
constexpr std::size_t k_shortest_word = 3;

bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_easy_to_guess(std::string_view password, const std::vector<std::string>& words) {
  std::vector<const char*> known{"openmash", "mash", "safeguarding", "password"};
  for (const auto& word : words) known.push_back(word.c_str());
  known.push_back(nullptr);
  const std::string text(password.substr(0, k_estimated));
  return ZxcvbnMatch(text.c_str(), known.data(), nullptr) < k_weakest;
}

}  // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_of_word) - text.begin());
    if (end >= k_shortest_word) {
      std::string word(text.substr(0, end));
      for (char& c : word) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      out.push_back(std::move(word));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Result<void> check_password(std::string_view password, const std::vector<std::string>& words) {
  if (!is_utf8(password)) return invalid("password", "The password must be text in UTF-8");
  if (has_controls(password)) {
    return invalid("password", "The password must not have characters that nobody can see or type");
  }
  const std::size_t length = count_characters(password);
  if (length < k_shortest || length > k_longest) {
    return invalid("password", "The password must have from " + std::to_string(k_shortest) +
                                   " to " + std::to_string(k_longest) + " characters");
  }
  if (is_easy_to_guess(password, words)) {
    return invalid("password",
                   "This password is easy to guess: it is much used, repeats itself, or is made of "
                   "names from here. Take four or more words that have nothing to do with you");
  }
  return {};
}

std::string make_password(Random& random) {
  constexpr std::size_t k_group = 5;
  Bytes bytes(15);
  random.fill(bytes);
  std::string out;
  for (const char c : crypto::base32(bytes)) {
    if (c == '=') break;
    if (out.size() % (k_group + 1) == k_group) out += '-';
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace mash::login
