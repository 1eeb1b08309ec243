// SPDX-License-Identifier: MIT
#include "comparison.h"

#include <fmt/format.h>

#include <algorithm>

namespace mash::boardroom {

std::string_view words_of(Beside beside) {
  switch (beside) {
    case Beside::not_compared:
      return "not compared";
    case Beside::within:
      return "within the limits";
    case Beside::above:
      return "above the limits";
    case Beside::below:
      return "below the limits";
  }
  return {};
}

std::size_t Comparison::outside() const {
  return static_cast<std::size_t>(std::ranges::count_if(hubs, [](const Compared& one) {
    return one.beside == Beside::above || one.beside == Beside::below;
  }));
}

Comparison compare(const board::Definitions& all, const Measure& measure,
                   std::vector<const board::Publication*> hubs) {
  std::ranges::sort(hubs, {}, [](const auto* one) { return std::pair(one->name, one->hub); });
  Comparison out;
  std::vector<statistics::Share> shares;
  for (const auto* hub : hubs) {
    Compared one{.publication = hub, .measured = measured(all, *hub, measure), .interval = {}};
    if (one.measured.share) {
      one.interval = statistics::share_interval(*one.measured.share);
      shares.push_back(*one.measured.share);
    }
    out.shown += one.measured.share || (!measure.is_share() && one.measured.with.count) ? 1U : 0U;
    out.hubs.push_back(std::move(one));
  }
  const auto funnel = statistics::funnel_limits(shares);
  if (!funnel) return out;
  out.london = funnel->share;
  out.factor = funnel->factor;
  std::size_t at = 0;
  for (auto& one : out.hubs) {
    if (!one.measured.share) continue;
    const auto& limits = funnel->limits[at++];
    one.limits = limits;
    const double share = one.interval->share;
    one.beside = share > limits.upper   ? Beside::above
                 : share < limits.lower ? Beside::below
                                        : Beside::within;
  }
  return out;
}

std::string finding_of(const Comparison& comparison, const Measure& measure) {
  if (!measure.is_share()) {
    return fmt::format("{} of {} hubs show this count", comparison.shown, comparison.hubs.size());
  }
  if (!comparison.london) return "Too few hubs show this to compare them";
  const auto outside = comparison.outside();
  if (outside == 0) {
    return fmt::format("None of {} hubs differs from London by more than its size explains",
                       comparison.shown);
  }
  return fmt::format("{} of {} hubs {} from London by more than {} size explains", outside,
                     comparison.shown, outside == 1 ? "differs" : "differ",
                     outside == 1 ? "its" : "their");
}

}  // namespace mash::boardroom
