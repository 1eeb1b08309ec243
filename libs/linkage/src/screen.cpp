// SPDX-License-Identifier: MIT
#include "screen.h"

#include "levels.h"

namespace mash::linkage {

namespace {

// Bits of `open_`: the date says little, if one of the two has it; others, if both have them.
constexpr std::uint32_t k_vague = 1;

// One bit, the lowest, of each digit that is not zero.
inline std::uint32_t digits_set(std::uint32_t x) {
  x |= x >> 2U;
  x |= x >> 1U;
  return x & 0x11111111U;
}

inline std::uint32_t sum_of_digits(std::uint32_t x) {
  x += x >> 16U;
  x += x >> 8U;
  x += x >> 4U;
  return x & 15U;
}

// Not more than two digits wrong, or neighbours that changed places; perhaps a few more.
inline std::uint32_t near(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t wrong = digits_set(a ^ b);
  const std::uint32_t swapped =
      wrong & wrong >> 4U & ~digits_set(a ^ b >> 4U) & ~digits_set(a >> 4U ^ b);
  return static_cast<std::uint32_t>(sum_of_digits(wrong) <= sum_of_digits(swapped) + 2);
}

}  // namespace

Screen::Screen(const Prepared& people, const Scorer& scorer, Weight floor)
    : people_(people), dates_decide_(scorer.dates_decide(floor)) {
  for (const Kind kind : {Kind::nhs_number, Kind::upn, Kind::national_id, Kind::email})
    if (people.has(kind)) kinds_.push_back(kind);
}

void Screen::take(std::span<const Blocks::Keyed> run) {
  size_ = run.size();
  if (places_.size() < size_)
    for (auto* v : {&date_, &year_, &open_, &stays_, &places_}) v->resize(2 * size_);
  if (!dates_decide_) return;
  const auto slot = people_.slot(Kind::dob);
  for (std::size_t i = 0; i < size_; ++i) {
    const auto row = run.data()[i].row;
    const auto date = people_.row_cells(row)[slot];
    const bool vague = (date & 0xFFU) == 0 || (date & 0xFF00U) == 0 || date >> 16U == 0 ||
                       people_.has_further(row, row, Kind::dob);
    std::uint32_t open = vague ? k_vague : 0;
    for (std::size_t k = 0; k < kinds_.size(); ++k)
      open |= static_cast<std::uint32_t>(people_.cell(row, kinds_.data()[k]) != 0) << (k + 1);
    date_.data()[i] = date;
    year_.data()[i] = PartialDate::unpack(date).year;
    open_.data()[i] = open;
  }
}

std::span<const std::uint32_t> Screen::behind(std::size_t left) {
  std::uint32_t* places = places_.data();
  std::size_t n = 0;
  if (!dates_decide_) {
    for (std::size_t j = left + 1; j < size_; ++j) places[n++] = static_cast<std::uint32_t>(j);
    return {places, n};
  }
  const std::uint32_t date = date_[left];
  const std::uint32_t year = year_[left] + 1;
  const std::uint32_t open = open_[left];
  const std::uint32_t* dates = date_.data();
  const std::uint32_t* years = year_.data();
  const std::uint32_t* opens = open_.data();
  std::uint32_t* stays = stays_.data();
  for (std::size_t j = left + 1; j < size_; ++j) {
    stays[j] = ((open | opens[j]) & k_vague) | (open & opens[j]) | near(date, dates[j]) |
               static_cast<std::uint32_t>(year - years[j] <= 2);
  }
  for (std::size_t j = left + 1; j < size_; ++j) {
    places[n] = static_cast<std::uint32_t>(j);
    n += static_cast<std::size_t>(stays[j] != 0);
  }
  return {places, n};
}

}  // namespace mash::linkage
