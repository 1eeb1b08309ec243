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
  std::vector<Atom> base;
  std::vector<Atom> split;  // further properties for blocks that are too large
  bool loose = false;       // only where it costs little without splitting
};

std::string_view atom_name(Atom atom);
// The plans whose properties these people have.
std::vector<PassPlan> plans_for(const Prepared& people);

class Atoms {
 public:
  explicit Atoms(const Prepared& people) : people_(people) {}
  // 0 if the record lacks it.
  [[nodiscard]] std::uint64_t of(Atom atom, std::uint32_t row) const;

 private:
  [[nodiscard]] std::uint32_t cell(std::uint32_t row, Kind kind) const {
    return people_.has(kind) ? people_.cell(row, kind) : 0;
  }
  [[nodiscard]] std::uint64_t spelling(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t sound(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t initial(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t text(std::uint32_t row, Kind kind) const;
  [[nodiscard]] std::uint64_t date(Atom atom, std::uint32_t row) const;
  const Prepared& people_;
};

}  // namespace mash::linkage
