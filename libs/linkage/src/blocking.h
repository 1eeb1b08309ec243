// SPDX-License-Identifier: MIT
// What keys are made of, and which passes there are. block.h has the contract.
#pragma once

#include "mash/linkage/block.h"

namespace mash::linkage {

// A property of a record, as a hash that depends on its value alone.
enum class Atom : std::uint8_t {
  given_spelling,
  given_sound,
  given_initial,
  surname_spelling,
  surname_sound,
  surname_initial,
  name_pair,
  sound_pair,  // given name and surname in either order
  dob,
  dob_unordered,
  dob_digits,
  year,
  month_day,
  year_month,
  sex,
  nhs_number,
  upn,
  national_id,
  postcode,
  area,
  house,
  street,
  address,
  town,
  phone,
  phone_end,
  email,
  email_user,
  birth_place,
  occupation,
};

struct PassPlan {
  // Spare and loose ones are for files in which the others give few pairs; loose ones are no good
  // once they must be split.
  enum class Use : std::uint8_t { always, spare, loose };
  std::vector<Atom> base;
  std::vector<Atom> split;  // further properties for blocks that are too large
  Use use = Use::always;
};

std::string_view atom_name(Atom atom);
std::string plan_name(const PassPlan& plan);
// Those of the plans whose properties these people have.
std::vector<PassPlan> usable(std::vector<PassPlan> plans, const Prepared& people);
// Plans to pair records up.
std::vector<PassPlan> plans_for(const Prepared& people);

// A record under two of its names, of which its keys are made.
struct Called {
  std::uint32_t row = 0;
  std::uint32_t given = 0;
  std::uint32_t surname = 0;
};

// Keys go by pairs of a given name and a surname. More names than people have (a page of text that
// came into a field by mistake) make none.
constexpr std::size_t k_most_names = 12;
// Each once, at most so many; which ones depends on what they are, not on their numbers.
void keep_most_names(const Vocabulary& vocabulary, std::vector<std::uint32_t>& names);

// Which names a plan's keys are made of.
struct NamesOf {
  explicit NamesOf(const PassPlan& plan);
  // Does a record make keys under another of its names? Those in which a name differs that makes
  // none are left out.
  [[nodiscard]] bool take(const Called& first, const Called& other) const {
    return (given || other.given == first.given) && (surname || other.surname == first.surname);
  }
  bool given = false;
  bool surname = false;
};

class Atoms {
 public:
  explicit Atoms(const Prepared& people);
  // Of a record under its first names. 0 if the record lacks it.
  [[nodiscard]] std::uint64_t of(Atom atom, std::uint32_t row) const;
  [[nodiscard]] std::uint64_t of(Atom atom, const Called& who) const;
  [[nodiscard]] Called first(std::uint32_t row) const {
    return {row, cell(row, Kind::given_name), cell(row, Kind::surname)};
  }
  // Adds the record under its other names: each of its given names with each of its surnames. They
  // are those beside the first, and the words of names of several words.
  void add_further(std::uint32_t row, std::vector<Called>& out) const;

 private:
  [[nodiscard]] std::uint32_t cell(std::uint32_t row, Kind kind) const {
    return people_.has(kind) ? people_.cell(row, kind) : 0;
  }
  [[nodiscard]] std::uint64_t sound(std::uint32_t row, Kind kind) const {
    return sounds_[static_cast<std::size_t>(kind)].data()[cell(row, kind)];
  }
  [[nodiscard]] std::uint64_t name_sound(std::uint32_t name) const {
    return sounds_[static_cast<std::size_t>(Kind::given_name)].data()[name];
  }
  [[nodiscard]] std::uint64_t of_names(Atom atom, std::uint32_t given, std::uint32_t surname) const;
  [[nodiscard]] std::vector<std::uint32_t> names(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t text(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t date(Atom atom, std::uint32_t row) const;
  const Prepared& people_;
  // By entry of a vocabulary, close together in memory; [0] is 0.
  // Names share given_name's.
  std::array<std::vector<std::uint32_t>, k_kinds> sounds_;
  std::vector<std::uint32_t> spellings_;
  std::vector<std::uint8_t> initials_;
};

using Keyed = Blocks::Keyed;

// Runs of equal keys.
template <class Use>
void each_block(std::span<const Keyed> sorted, Use&& use) {
  const Keyed* const keyed = sorted.data();
  const std::size_t size = sorted.size();
  for (std::size_t i = 0; i < size;) {
    std::size_t j = i + 1;
    while (j < size && keyed[j].key == keyed[i].key) ++j;
    use(i, j);
    i = j;
  }
}

// Memory to sort in, kept from one pass to the next.
struct Sorting {
  LargeUnset<Keyed> keyed, other;
};

// The keys of one pass over the first `rows` people, and what is needed to find a record's block.
struct PassKeys {
  LargeUnset<Keyed> sorted;            // by blocks; empty if the pass is of no use
  std::vector<std::uint32_t> divided;  // keys that were narrowed by a further property, ascending
  struct Pieces {
    std::uint32_t key = 0;
    std::uint32_t count = 0;
  };
  std::vector<Pieces> pieces;  // keys that were cut, ascending
  std::uint64_t pairs = 0;     // of equal keys
  std::size_t largest = 0;     // records of one key

  // To pair the records up: at most about `pairs` of them. Those alone in their block are left out.
  // `keys` has each row's base key, and afterwards that of its block.
  static PassKeys make(const Prepared& people, const Atoms& atoms, std::span<std::uint32_t> keys,
                       const PassPlan& plan, std::uint64_t pairs, Sorting& sorting);
  // To find records by key: all of them under their first names, and `further` ones. `sorted`
  // ascending, a row once a key, at most `cap` of one key.
  static PassKeys make_index(const Prepared& people, const Atoms& atoms, std::uint32_t rows,
                             std::span<const Called> further, const PassPlan& plan,
                             std::size_t cap);
  // 0 if the record lacks a property.
  static std::uint32_t base(const PassPlan& plan, const Atoms& atoms, const Called& who);
  static std::uint32_t narrower(std::uint32_t key, Atom atom, const Atoms& atoms,
                                const Called& who);
  static std::uint32_t piece(std::uint32_t key, std::size_t nth);
};

// Base keys of several plans, plan by plan, of the first `rows` people.
std::vector<LargeUnset<std::uint32_t>> base_keys(std::span<const PassPlan* const> plans,
                                                 const Atoms& atoms, std::uint32_t rows,
                                                 unsigned threads);

}  // namespace mash::linkage
