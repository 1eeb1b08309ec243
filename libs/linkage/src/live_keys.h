// SPDX-License-Identifier: MIT
// What a record of a live index is found by.
#pragma once

#include "live_names.h"
#include "mash/linkage/live.h"

namespace mash::linkage {

// Of what was said: that by which people are found.
struct Traits {
  std::vector<std::string> given;      // words; those of other names are in both lists
  std::vector<std::string> surname;    //
  std::vector<std::uint32_t> dates;    // of birth, packed
  std::vector<std::uint64_t> places;   // postcodes, as hashes
  std::vector<std::uint64_t> numbers;  // identifiers, telephones, e-mail addresses, as hashes
};
Traits traits_of(const std::vector<Said>& said, const Fold& fold);

// The same with names by number.
struct NumberedTraits {
  std::vector<std::uint32_t> given;
  std::vector<std::uint32_t> surname;
  std::vector<std::uint32_t> dates;
  std::vector<std::uint64_t> places;
  std::vector<std::uint64_t> numbers;
};

// Keys of a name with a date of birth: its year; its day and month in either order.
void add_name_keys(std::string_view name, const std::vector<std::uint32_t>& dates,
                   std::vector<std::uint64_t>& keys);
// Keys without names by number: dates, places, numbers, the sounds of both names in either order.
void add_other_keys(const Traits& traits, std::vector<std::uint64_t>& keys);

// How much a record deserves to be compared in earnest; cheap, and of the two alone.
class Promise {
 public:
  Promise(const Traits& query, const LiveNames& names);
  [[nodiscard]] int of(const NumberedTraits& record) const;
  // Names of the index that are like one of the query's.
  [[nodiscard]] const std::vector<std::uint32_t>& names() const { return alike_; }

 private:
  struct Closeness {
    Likeness as_given = Likeness::none;
    Likeness as_surname = Likeness::none;
  };
  [[nodiscard]] int names_of(const NumberedTraits& record) const;
  const Traits& query_;
  std::vector<Closeness> closeness_;  // by name
  std::vector<std::uint32_t> alike_;
};

}  // namespace mash::linkage
