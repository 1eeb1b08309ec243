// SPDX-License-Identifier: MIT
#include "mash/research/pseudonym.h"

#include <cstdint>

namespace mash::research {

namespace {

constexpr std::string_view k_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // as ids have them
constexpr std::size_t k_length = 8;
constexpr unsigned k_bits = 5;

std::string_view word_of(Called as) {
  switch (as) {
    case Called::child:
      return "Child";
    case Called::adult:
      return "Adult";
    case Called::home:
      return "Home";
    case Called::case_file:
      return "Case";
  }
  return "";
}

}  // namespace

std::string pseudonym(const pipeline::Vault& vault, Called as, std::string_view id) {
  // A child who grows up is called by the same letters.
  const bool person = as == Called::child || as == Called::adult;
  const auto hash = vault.lookup(person               ? "pseudonym_person"
                                 : as == Called::home ? "pseudonym_home"
                                                      : "pseudonym_case",
                                 id);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < k_length; ++i) bits = bits << 8U | hash[i];
  std::string out(word_of(as));
  for (std::size_t i = 0; i < k_length; ++i, bits >>= k_bits) {
    out += i == 0 ? " " : i == k_length / 2 ? "-" : "";
    out += k_letters[bits % k_letters.size()];
  }
  return out;
}

}  // namespace mash::research
