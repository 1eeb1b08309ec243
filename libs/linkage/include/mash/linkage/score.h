// SPDX-License-Identifier: MIT
// The score of a pair of records, and why.
//
// What: levels of all comparisons of a pair, the sum of their weights, its parts one by one.
// What not: no training (train.h), no decision (cluster.h).
// Units: 2^-20 bit (model.h). Thread safety: const use from many threads.
// Cost: 40 to 80 ns a pair; less where the first fields already rule it out.
#pragma once

#include <memory>

#include "mash/linkage/model.h"
#include "mash/linkage/population.h"
#include "mash/linkage/prepare.h"

namespace mash::linkage {

struct Levels {
  std::array<Level, k_kinds> of{};  // by position in Prepared::kinds()
};

// One line of an explanation.
struct Part {
  Kind kind = Kind::given_name;
  Level level = 0;
  std::string_view label;  // "one digit differs"
  Weight weight = 0;       // of the level
  Weight frequency = 0;    // for how rare the shared value is
  bool operator==(const Part&) const = default;
};

struct Explanation {
  Weight prior = 0;
  std::vector<Part> parts;
  Weight together = 0;   // both names agree and are of one tradition (never positive)
  Weight moved = 0;      // address fields change together
  Weight household = 0;  // what two people of one household share anyway (never positive)
  Weight caution = 0;    // likely twins, or no name agrees: for a person to see (never positive)
  Weight total = 0;      // exactly the sum of all the above
  bool operator==(const Explanation&) const = default;
};

class Comparer;

// Weights of a model for the vocabularies of these people, which must outlive it. How rare a value
// is comes from `population` where it is given, else from these people.
class Scorer {
 public:
  // In a look-up, an only name may be the other's in the other place; so it is with a population.
  enum class Use { link, look_up };
  Scorer(const Prepared& people, const Model& model, const Population* population = nullptr,
         Use use = Use::link);
  ~Scorer();
  Scorer(Scorer&&) noexcept;

  [[nodiscard]] Levels compare(std::uint32_t a, std::uint32_t b) const;
  // Asks early for the memory of a record's names, for a loop over many pairs.
  void ask_for_names(std::uint32_t row) const;
  // The score, or anything below `floor` if the score is below it.
  [[nodiscard]] Weight score(std::uint32_t a, std::uint32_t b, Weight floor) const;
  [[nodiscard]] Weight score(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] Explanation explain(std::uint32_t a, std::uint32_t b) const;
  // Never one person, whatever else agrees: two different valid NHS numbers or UPNs.
  [[nodiscard]] bool cannot_be_same(std::uint32_t a, std::uint32_t b) const;

  // Where the score must be at least `floor`, are two people whose dates of birth differ, without
  // an identifier or e-mail address in common, always below it?
  [[nodiscard]] bool dates_decide(Weight floor) const;

  // Sum of the parts that depend on how rare the values are: all, and of the household's kinds.
  struct Frequency {
    Weight all = 0;
    Weight household = 0;
  };
  [[nodiscard]] Frequency frequency(std::uint32_t a, std::uint32_t b, const Levels& levels) const;

 private:
  struct Field {
    Kind kind = Kind::given_name;
    std::array<Weight, k_max_levels> weight{};
    std::array<Weight, k_max_levels> household{};  // log2 h / u
    std::array<Weight, k_max_levels> share{};      // of the term frequency, in 1/1024
    std::vector<Weight> rarity;  // per value, or day (of_day): log2 of u(same) / frequency
    Weight rarest = 0;           // the most of them, not below 0
    bool address = false;
    bool in_household = false;
    [[nodiscard]] Weight most_frequency(std::size_t level) const {
      return static_cast<Weight>(std::int64_t{rarest} * share[level] / 1024);
    }
  };
  struct Sums;
  // What the steps that are left can still add, at most.
  struct Rest {
    Weight total = 0;           // of all but addresses, to the sum
    Weight over_household = 0;  // the same, to the sum less that of the household
    // Of addresses, to the score of people who stayed, by the household's sum in bits, from
    // k_lowest_household. The better they agree, the more of it a household would share.
    std::vector<Weight> home;
  };
  [[nodiscard]] Field field(const Comparison& comparison, const Model& model,
                            const Population* population) const;
  [[nodiscard]] std::vector<Weight> rarities(Kind kind, double u_same, const Population& p) const;
  void bound_steps();
  [[nodiscard]] static std::vector<Weight> bound_homes(std::span<const Field* const> addresses);
  [[nodiscard]] bool in_reach(const Sums& sums, const Rest& rest, Weight floor) const;
  void ask_for_steps(std::size_t from, std::uint32_t a, std::uint32_t b) const;
  template <class See>
  bool walk(std::uint32_t a, std::uint32_t b, Weight floor, Levels& levels, Sums& sums,
            See&& see) const;
  [[nodiscard]] Weight together(const Levels& levels) const;
  void finish(const Levels& levels, const Sums& sums, Explanation& e) const;
  [[nodiscard]] std::size_t of_day(std::uint32_t date) const;
  [[nodiscard]] Weight meant(const Field& name, std::uint32_t value) const;
  [[nodiscard]] Weight crossed(const Field& name, std::uint32_t row, const Field& other_name,
                               std::uint32_t other) const;
  [[nodiscard]] Weight rarity(std::size_t position, std::uint32_t a, std::uint32_t b,
                              Level level) const;
  [[nodiscard]] Weight moved(Weight address) const;
  [[nodiscard]] bool needs_a_look(const Levels& levels, bool known) const;

  const Prepared& people_;
  std::unique_ptr<Comparer> comparer_;
  std::vector<Field> fields_;       // by position in Prepared::kinds()
  std::vector<std::size_t> steps_;  // positions, the most telling first; names are one step
  std::vector<Rest> rest_;          // of steps i..
  Weight prior_ = 0;
  Weight household_prior_ = 0;
  Weight together_ = 0;
  Weight alike_together_ = 0;
  double moved_share_ = 0;
  int first_year_ = 0;
  Weight moved_bits_ = 0;  // log2 of the share
  bool households_ = false;
  std::size_t told_apart_ = 0;  // steps after which caution can be known
  bool names_alone_ = false;
};

}  // namespace mash::linkage
