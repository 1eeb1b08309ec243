// SPDX-License-Identifier: MIT
// The levels of a pair, comparison by comparison. Names are one step, since a given name and a
// surname may stand in each other's place.
#pragma once

#include "mash/linkage/score.h"

namespace mash::linkage {

// Levels that the code speaks of; model.cpp has all with their labels.
constexpr Level k_missing = 0;
constexpr Level k_differs = 1;
constexpr Level k_name_initial = 2, k_name_somewhat = 3, k_name_much = 4, k_name_part = 5,
                k_name_variant = 6, k_name_crossed = 7, k_name_same = 8;
constexpr Level k_dob_near_year = 2, k_dob_year = 3, k_dob_two_edits = 4, k_dob_near_as_known = 5,
                k_dob_two_parts = 6, k_dob_one_edit = 7, k_dob_swapped = 8, k_dob_as_known = 9,
                k_dob_same = 10;
constexpr Level k_id_two_edits = 2, k_id_one_edit = 3, k_id_same = 4;
constexpr Level k_text_somewhat = 2, k_text_much = 3, k_text_same = 4;

class Comparer {
 public:
  // May a record's only name be the other's in the other place? For whoever asks with one name and
  // reads the answers; in a register, first names are surnames too often.
  enum class OnlyName { in_its_place, in_either };

  // Is a piece of a given name another form of it, though no list has it? In scores it is; what
  // agreement is worth is learnt without, so that nothing else changes its weight.
  enum class ShortForms { listed, any_piece };

  explicit Comparer(const Prepared& people, OnlyName only = OnlyName::in_its_place,
                    ShortForms short_forms = ShortForms::listed);

  // Fills given name, middle name and surname, where the people have them.
  void names(std::uint32_t a, std::uint32_t b, Levels& levels) const;
  // One of the other kinds, by its position in Prepared::kinds().
  [[nodiscard]] Level other(std::size_t position, std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] Levels all(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] std::size_t position(Kind kind) const { return people_.slot(kind); }
  // Asks early for the memory that comparing a record takes beside its cells.
  void ask_for_names(std::uint32_t row) const;
  void ask_for_all(std::uint32_t row) const;

 private:
  [[nodiscard]] Level best_name(Kind kind, std::uint32_t a, std::uint32_t b, std::uint32_t x,
                                std::uint32_t y) const;
  [[nodiscard]] bool crossed(const std::uint32_t* x, const std::uint32_t* y) const;
  [[nodiscard]] bool in_the_other_place(const std::uint32_t* x, const std::uint32_t* y) const;
  [[nodiscard]] Level in_other_places(const std::uint32_t* x, const std::uint32_t* y) const;
  [[nodiscard]] bool same_day(const std::uint32_t* x, const std::uint32_t* y) const;

  const Prepared& people_;
  const Vocabulary& names_;
  OnlyName only_;
  ShortForms short_forms_;
};

inline bool is_name(Kind kind) {
  return kind == Kind::given_name || kind == Kind::middle_name || kind == Kind::surname;
}
inline bool is_identifier(Kind kind) {
  return kind == Kind::nhs_number || kind == Kind::upn || kind == Kind::national_id;
}

Level compare_dates(std::uint32_t a, std::uint32_t b);
Level compare_names(const Vocabulary& names, std::uint32_t a, std::uint32_t b);

}  // namespace mash::linkage
