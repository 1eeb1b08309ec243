// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "contacts.h"

namespace mash::simulation {

namespace {

constexpr int k_rounds = 10;
constexpr int k_counted = 5;  // of these, whose mean holds
constexpr int k_most_trials = 400;

struct Wanted {
  double referrals = 0, others = 0, again = 0;  // `again` is a share
  std::array<double, 4> kinds{};                // shares
};

Wanted wanted_of(const Town& town, const Figures& figures, Span span) {
  const Borough& borough = *town.borough;
  Wanted made;
  made.referrals = borough.referrals.value / 10'000 * town.exposed * span.days() / 365;
  made.others = made.referrals * (1 / figures.assumed.contact_to_referral - 1);
  made.again = borough.rereferral_pct.value / 100;
  made.kinds = {borough.police_pct.value / 100, borough.school_pct.value / 100,
                borough.health_pct.value / 100, 0};
  made.kinds[3] = std::max(0.0, 1 - made.kinds[0] - made.kinds[1] - made.kinds[2]);
  return made;
}

void improve(Rates& rates, const Wanted& wanted, const ChildCounts& sum, int trials) {
  const double referrals = std::max(1.0, sum.referrals);
  const double others = std::max(1.0, sum.contacts - sum.referrals);
  const double short_of = wanted.again - sum.again / referrals;
  const double again = std::clamp(rates.again + std::clamp(0.9 * short_of, -0.15, 0.15), 0.0, 0.7);
  rates.referrals *=
      std::clamp(wanted.referrals * trials / referrals, 0.3, 3.0) * (1 - again) / (1 - rates.again);
  rates.contacts *= std::clamp(wanted.others * trials / others, 0.3, 3.0);
  rates.again = again;
  double all = 0;
  for (std::size_t kind = 0; kind < rates.mix.size(); ++kind) {
    const double found = std::max(sum.kinds.at(kind) / referrals, 0.01);
    rates.mix.at(kind) *= std::clamp(wanted.kinds.at(kind) / found, 0.5, 2.0);
    all += rates.mix.at(kind);
  }
  for (double& share : rates.mix) share /= all;
}

void add_part(Rates& mean, const Rates& rates, double planted) {
  mean.referrals += rates.referrals / k_counted;
  mean.again += rates.again / k_counted;
  mean.contacts += rates.contacts / k_counted;
  mean.planted += planted / k_counted;
  for (std::size_t kind = 0; kind < mean.mix.size(); ++kind)
    mean.mix.at(kind) += rates.mix.at(kind) / k_counted;
}

}  // namespace

Rates fit(const Town& town, const Figures& figures, const Season& season, Span span,
          std::uint64_t seed, bool moving) {
  const Wanted wanted = wanted_of(town, figures, span);
  // So many that the fit adds little to the chance in what is written.
  const double enough = std::clamp(4 * wanted.referrals, 1'500.0, 12'000.0);
  const int trials =
      std::clamp(static_cast<int>(std::ceil(enough / wanted.referrals)), 1, k_most_trials);
  const double days = static_cast<double>(town.households.size()) * span.days() * 2.5;
  Rates rates{.referrals = wanted.referrals / days,
              .again = wanted.again / 2,
              .contacts = wanted.others / days,
              .mix = wanted.kinds};
  // Whoever moved in between is new to the next borough.
  const double moves = moving ? figures.assumed.moves_a_year / 365 : 0;
  Rates mean{};
  std::vector<Contact> contacts;
  for (int round = 0; round < k_rounds; ++round) {
    // As if all towns were this one: in a trial nobody moves away.
    const std::vector<Rates> all(town.index + 1, rates);
    const ContactMaker maker(figures.assumed, season, span, all, false);
    ChildCounts sum;
    for (int trial = 0; trial < trials; ++trial) {
      const std::uint64_t key = mix(mix(seed, 400 + town.index),
                                    static_cast<std::uint64_t>(round * k_most_trials + trial));
      for (std::uint32_t home = 0; home < town.households.size(); ++home) {
        contacts.clear();
        maker.draw(town, home, Stream(mix(key, home)), contacts);
        sum.add(count_children(contacts, span, [&](int since) { return 1 - moves * since; }));
      }
    }
    improve(rates, wanted, sum, trials);
    if (round >= k_rounds - k_counted)
      add_part(mean, rates, sum.planted / std::max(1.0, sum.referrals));
  }
  return mean;
}

}  // namespace mash::simulation
