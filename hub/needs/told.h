// SPDX-License-Identifier: MIT
// Counts, shares and ratios as they are said to a reader: exact to whoever reads cases, else
// rounded (research::as_told), with shares and ratios of what was rounded and of no base that is
// too small. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mash/pipeline/route.h"
#include "mash/statistics/risk_ratio.h"

namespace mash::needs {

bool reads_cases(const pipeline::Context& c);

struct Said {
  std::optional<std::int64_t> number;  // nothing where the words say a range
  std::string words;
};
Said said(std::int64_t count, bool exact);

class Telling {
 public:
  Telling(bool exact, std::int64_t least) : exact_(exact), least_(least) {}
  [[nodiscard]] bool exact() const { return exact_; }
  [[nodiscard]] std::string count(std::int64_t count) const { return said(count, exact_).words; }
  // Nothing where either is a range, or the base is smaller than the least.
  [[nodiscard]] std::optional<statistics::ShareInterval> share(std::int64_t with,
                                                               std::int64_t of) const;
  [[nodiscard]] std::string in_100(std::int64_t with, std::int64_t of) const;
  // How many times as often in the one as in the others.
  [[nodiscard]] std::optional<statistics::RiskRatio> ratio(const statistics::Share& one,
                                                           const statistics::Share& others) const;

 private:
  [[nodiscard]] std::optional<statistics::Share> told(std::int64_t with, std::int64_t of) const;

  bool exact_;
  std::int64_t least_;
};
// "1.6 (1.2 to 2.1)", or why there is none.
std::string ratio_words(const std::optional<statistics::RiskRatio>& ratio);

}  // namespace mash::needs
