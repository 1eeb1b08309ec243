// SPDX-License-Identifier: MIT
// Figures of what was made, beside those it was made from, with standard errors that count families
// as one: brothers and sisters are told of together, and again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "episode.h"
#include "mash/simulation/simulate.h"

namespace mash::simulation {

// Sums over families of a part, of its whole, and of their products.
struct Sums {
  double part = 0, whole = 0, parts = 0, both = 0, wholes = 0;
  void add(double x, double n);
  void add(const Sums& other);
  // Share of the whole, in percent.
  [[nodiscard]] double percent() const;
  // Standard error of percent(), or of what it would be if `wanted` were true, if that is more.
  [[nodiscard]] double percent_error(double wanted) const;
};

// All measures of one hub; merge by add().
class Tally {
 public:
  explicit Tally(const Figures& figures);
  // All contacts with one family that one hub was told, and what became of them, by time.
  void add_family(std::span<const Contact> contacts, std::span<const Episode> episodes, Span span);
  void add(const Tally& other);
  void add_person(bool twin, bool second_home, bool at_school, bool away);
  void expose(double children) { exposed_ += children; }

  [[nodiscard]] std::vector<Compared> compare(const std::string& hub, const Borough& borough,
                                              Span span) const;

 private:
  const Figures* figures_;
  double exposed_ = 0;
  std::vector<Sums> sums_;
};

std::string summary_csv(const std::vector<Compared>& rows);
// For people: what differs first, then all, then the assumptions.
std::string summary_md(const std::vector<Compared>& rows, const Figures& figures, const Plan& plan,
                       const Simulated& made);

}  // namespace mash::simulation
