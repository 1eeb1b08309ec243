// SPDX-License-Identifier: MIT
// How many times as often something happens in one group as in another, with its interval.
// Source: Katz and others 1978, Biometrics 34:469, the interval on the logarithm; checked with the
// Physicians' Health Study in Agresti, Categorical Data Analysis (3rd ed. 2013), 3.1.
// What not: strata, tests of many groups at once: of twenty groups one lies outside its interval by
// chance. Errors: none. Thread safety: pure.
#pragma once

#include <cstdint>
#include <optional>

namespace mash::statistics {

struct Share {
  std::int64_t with = 0;
  std::int64_t of = 0;  // at least `with`
};
struct RiskRatio {
  double ratio = 0;
  double lower = 0, upper = 0;  // 95 %
};
// Nothing where either group has nobody with it: then no interval of this kind exists.
std::optional<RiskRatio> risk_ratio(const Share& one, const Share& other);

// The share and its interval (Wilson 1927, J Am Stat Assoc 22:209), which stays within 0 and 1;
// nothing of nobody.
struct ShareInterval {
  double share = 0;
  double lower = 0, upper = 0;  // 95 %
};
std::optional<ShareInterval> share_interval(const Share& one);

}  // namespace mash::statistics
