// SPDX-License-Identifier: MIT
// All towns of one run, and whatever is said of a person in more than one file: id, number, school.
#pragma once

#include <string>
#include <vector>

#include "contacts.h"
#include "mash/simulation/simulate.h"

namespace mash::simulation {

// A family as it stands on a day, and the children of its household.
struct FamilyThen {
  Family family;
  std::size_t hub = 0;  // of the town where it lives
};

struct School {
  std::string name, town;
};

class Country {
 public:
  Country(const Lists& lists, const Figures& figures, const Plan& plan);

  // Makes towns, fits their rates and draws all contacts, by hub. Called once.
  void make();

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const Lists& lists() const { return lists_; }
  [[nodiscard]] const Figures& figures() const { return figures_; }
  [[nodiscard]] Span span() const { return span_; }
  [[nodiscard]] const std::vector<Town>& towns() const { return towns_; }
  [[nodiscard]] const Rates& rates(std::size_t town) const { return rates_[town]; }
  // Those that a hub is told, and was told in the year before, by family and time.
  [[nodiscard]] const std::vector<Contact>& told(std::size_t hub) const { return told_[hub]; }

  [[nodiscard]] FamilyThen family(const Town& town, const Household& home, int day) const;
  [[nodiscard]] std::string person_id(const Town& town, std::uint32_t family,
                                      std::size_t index) const;
  // Where a child of school age goes on a day; empty names for all others.
  [[nodiscard]] School school(const Town& town, const Household& home, const Child& child,
                              int day) const;
  [[nodiscard]] std::string place_id(std::size_t hub, std::uint32_t neighbourhood) const;
  [[nodiscard]] Stream stream(std::uint64_t what, const Contact& contact) const;

 private:
  void number(const Town& town, std::uint32_t family, Family& made) const;

  const Lists& lists_;
  const Figures& figures_;
  const Plan plan_;
  Span span_;
  Borough barnfield_;
  std::vector<const Borough*> boroughs_;
  std::vector<Town> towns_;
  std::vector<Rates> rates_;
  std::vector<std::vector<Contact>> told_;
  std::vector<std::uint64_t> families_before_;
  std::uint64_t families_ = 0;
};

// The NHS number with this place in the 999 range, which is never given to anybody; empty where its
// check digit would be ten.
std::string nhs_number(std::uint64_t place);

std::string iso_day(int day);

}  // namespace mash::simulation
