// SPDX-License-Identifier: MIT
// A child in short texts that are equal wherever the same child is written down, however spelt.
//
// What: for each record several tokens, each of a few fields (sound of the forename and the date of
// birth; NHS number; ...), so that one wrong field leaves others that agree.
// What not: no secrecy: a token is guessed by trying names. Tokens leave a hub blinded only
// (mash/crypto/voprf.h), and are nowhere stored or logged.
// Thread safety: pure functions. Cost: about 10 us a child.
// Source: exchange of records by several keys, as in national linkage (match keys); sounds as
// mash/linkage/normalise.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mash/linkage/normalise.h"

namespace mash::pointer {

// What two records have in common if they share a token.
enum class Field : std::uint8_t {
  initial,
  forename,
  surname,
  year,
  month,
  day,
  district,  // of a postcode
  postcode,
  nhs_number,
  upn,
  carer,        // an adult the child lives with or is brought by, both names
  carer_birth,  // and their whole birth date
};
inline constexpr std::size_t k_fields = 12;
using Fields = std::uint16_t;  // a bit each, in their order
constexpr Fields bit(Field f) {
  return static_cast<Fields>(1U << static_cast<unsigned>(f));
}

// An adult around the child. A child who is written down under another name is known by them.
struct Carer {
  std::string given_names = {};
  std::string surname = {};
  std::string birth = {};
};

// One record, as it was written.
struct Details {
  std::string given_names = {};  // words of it are forenames each
  std::string surname = {};
  std::string other_names = {};
  std::string birth = {};
  std::string nhs_number = {};
  std::string upn = {};
  std::vector<std::string> postcodes = {};
  std::vector<Carer> carers = {};
};

// The same in one form; empty or 0 where nothing is known.
struct Normal {
  std::vector<std::string> forenames;  // sounds, the first given name first
  std::vector<std::string> surnames;
  linkage::PartialDate birth;
  std::string nhs_number;  // with a right check digit only
  std::string upn;
  std::vector<std::string> postcodes;
  struct Carer {
    std::string name;   // sounds of one forename and one surname, in either order
    std::string birth;  // whole, or empty
    bool operator==(const Carer&) const = default;
  };
  std::vector<Carer> carers;
};
Normal normal(const Details& details, const linkage::Fold& fold);
Fields known_fields(const Normal& child);

struct Token {
  Fields fields = 0;
  std::string text;
  bool operator==(const Token&) const = default;
};

// What a hub enters for a child. Each once.
std::vector<Token> tokens_to_enter(const Normal& child);

// What is asked for, the most telling first, at most `limit`: of several forenames and surnames the
// first ones, and the birth date also with day and month the other way round.
std::vector<Token> tokens_to_ask(const Normal& child, std::size_t limit);
// Of a child who is written down in several ways, each in turn: a second name is asked for as fully
// as the first.
std::vector<Token> tokens_to_ask(std::span<const Normal> records, std::size_t limit);

}  // namespace mash::pointer
