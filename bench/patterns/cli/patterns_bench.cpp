// SPDX-License-Identifier: MIT
// How well scores and alarms do on simulated streams, seed by seed. Fields are parted by commas.
//
// usage: patterns_bench FIRST LAST [all|rank|alarms|fit] [FILE OF WEIGHTS [FAMILY]]
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string_view>

#include "generate.h"
#include "mash/patterns/alarms.h"
#include "mash/patterns/evaluate.h"
#include "mash/patterns/score.h"

namespace mash::patterngen {
namespace {

namespace pt = patterns;

constexpr std::size_t k_parts = 4;
struct Row {
  std::array<double, k_parts> x{};
  bool positive = false;
};

std::array<double, k_parts> parts_of(const pt::Scored& s) {
  return {1, s.parts.now, s.parts.rise, s.parts.severity};
}

using Sums = std::array<std::array<double, k_parts + 1>, k_parts>;

// One outcome more in the sums of Newton's step: its slope in the last column, its curve in others.
void add(Sums& m, const Row& r, const std::array<double, k_parts>& w) {
  double z = 0;
  for (std::size_t i = 0; i < k_parts; ++i) z += w[i] * r.x[i];
  const double p = 1 / (1 + std::exp(-z));
  for (std::size_t i = 0; i < k_parts; ++i) {
    m[i][k_parts] += ((r.positive ? 1 : 0) - p) * r.x[i];
    for (std::size_t j = 0; j < k_parts; ++j) m[i][j] += p * (1 - p) * r.x[i] * r.x[j];
  }
}

// By elimination; the matrix is positive.
void solve(Sums& m) {
  for (std::size_t i = 0; i < k_parts; ++i) {
    for (std::size_t j = 0; j < k_parts; ++j) {
      if (j == i) continue;
      const double f = m[j][i] / m[i][i];
      for (std::size_t k = i; k <= k_parts; ++k) m[j][k] -= f * m[i][k];
    }
  }
}

// The weights under which the outcomes are likeliest, each lent one outcome that says 0.
std::array<double, k_parts> fit(const std::vector<Row>& rows) {
  std::array<double, k_parts> w{};
  for (int step = 0; step < 30; ++step) {
    Sums m{};
    for (std::size_t i = 0; i < k_parts; ++i) {
      m[i][i] = 1;
      m[i][k_parts] = -w[i];
    }
    for (const auto& r : rows) add(m, r, w);
    solve(m);
    for (std::size_t i = 0; i < k_parts; ++i) w[i] += m[i][k_parts] / m[i][i];
  }
  return w;
}

using Given = std::map<std::string, double>;

std::vector<pt::Judged> judged(const Streams& streams, const Given& scores, bool by_kind) {
  std::vector<pt::Judged> out;
  for (std::size_t i = 0; i < streams.people.size(); ++i) {
    const auto& t = streams.truth[i];
    const auto found = scores.find(streams.people[i].id);
    pt::Judged j{.score = found == scores.end() ? -1e9 : found->second,
                 .positive = by_kind ? t.kind == Kind::escalating : t.harmed,
                 .group = t.over_reported ? "B" : "A",
                 .probability = t.probability};
    if (t.onset >= 0) j.onset = t.onset;
    out.push_back(std::move(j));
  }
  return out;
}

std::string ranked(const std::vector<pt::Judged>& people) {
  const auto r = pt::ranking(people);
  const auto& first = *r["first"].as_array();
  const auto groups = pt::between_groups(people);
  std::string ratios;
  for (const auto& g : *groups.as_array()) {
    const auto* ratio = g["ratio"].as_double();
    ratios += fmt::format(",{:.2f}", ratio != nullptr ? *ratio : 0.0);
  }
  return fmt::format("{:.3f},{:.2f},{:.2f}{}", *r["auc"]["auc"].as_double(),
                     *first[1]["precision"].as_double(), *first.back()["precision"].as_double(),
                     ratios);
}

// Counts of which each is worth half after so many days.
Given fading(const Streams& streams, double at, double half_days) {
  Given out;
  for (const auto& p : streams.people) {
    for (const auto& e : p.events)
      if (e.day <= at) out[p.id] += std::exp2(-(at - e.day) / half_days);
  }
  return out;
}

// The sum of severities in 90 days: a count that minds how serious things are.
Given severity_90(const Streams& streams, double at) {
  Given out;
  for (const auto& p : streams.people) {
    for (const auto& e : p.events)
      if (e.day <= at) out[p.id] += e.day > at - 90 ? e.severity : 0;
  }
  return out;
}

void rank(std::string_view family, const Plan& plan, const Streams& streams,
          const std::vector<pt::Scored>& scored) {
  std::map<std::string, Given> by;
  for (const auto& s : scored) {
    by["score"][s.id] = s.score;
    by["expected_90"][s.id] = s.expected_90;
    by["escalation"][s.id] = s.escalation;
    by["count_30"][s.id] = s.events_30;
    by["count_90"][s.id] = s.events_90;
    by["count_365"][s.id] = s.events_365;
  }
  for (const auto& s : scored) by["own_rate"][s.id] = s.own.mean;
  for (const int half : {30, 90, 180, 365})
    by[fmt::format("fading_{}", half)] = fading(streams, plan.at, half);
  by["severity_90"] = severity_90(streams, plan.at);
  for (std::size_t i = 0; i < streams.people.size(); ++i)
    by["truth"][streams.people[i].id] = streams.truth[i].probability;
  for (const bool by_kind : {false, true}) {
    for (const auto& [name, given] : by) {
      std::cout << fmt::format("{},{},{},{},{}\n", family, plan.seed,
                               by_kind ? "escalating" : "harm", name,
                               ranked(judged(streams, given, by_kind)));
    }
  }
}

void alarm(std::string_view family, const Plan& plan, const Streams& streams,
           const pt::Weights& w) {
  for (const double stated : {10.0, 50.0, 100.0}) {
    const auto raised = pt::alarms(streams.people, {plan.from, plan.days, stated}, w);
    for (const std::string_view rule : {"repeat", "rate", "escalation", "severity", "all"}) {
      auto people = judged(streams, {}, true);
      std::map<std::string_view, std::size_t> at;
      for (std::size_t i = 0; i < people.size(); ++i) at[streams.people[i].id] = i;
      for (const auto& a : raised) {
        if (rule == "all" || rule == a.rule)
          people[at.at(a.id)].alarms.emplace_back(a.day, a.statistic);
      }
      std::erase_if(people, [](const pt::Judged& p) { return p.onset && !p.positive; });
      const auto d = pt::delays(people, plan.from, plan.days);
      const auto& g = d["as_given"];
      const auto* median = g["days_median"].as_double();
      std::cout << fmt::format("{},{},alarms {},{},{:.1f},{},{},{:.0f}\n", family, plan.seed,
                               stated, rule, *g["false_alarms_per_1000_years"].as_double(),
                               g.number("found"), g.number("changed"),
                               median != nullptr ? *median : -1.0);
    }
  }
}

struct Fitting {
  std::vector<Row> rows;
  std::vector<pt::Judged> people;

  void add(const Streams& streams, const std::vector<pt::Scored>& scored) {
    std::map<std::string_view, const Truth*> truth;
    for (std::size_t i = 0; i < streams.people.size(); ++i)
      truth[streams.people[i].id] = &streams.truth[i];
    for (const auto& s : scored) {
      const auto& t = *truth.at(s.id);
      rows.push_back({parts_of(s), t.harmed || t.kind == Kind::escalating});
      people.push_back({.score = s.score, .positive = rows.back().positive});
    }
  }
  void say() const {
    for (const double x : fit(rows)) std::cout << fmt::format("{:.3f} ", x);
    const auto c = pt::calibration(people, pt::Scale::log_odds);
    std::cout << fmt::format("\nof the score: slope {:.4f}, intercept {:.4f}\n",
                             *c["slope"].as_double(), *c["intercept"].as_double());
  }
};

int run(std::uint64_t first, std::uint64_t last, std::string_view what, std::string_view only,
        const pt::Weights& w) {
  Fitting fitting;
  std::vector<Family> all(families().begin(), families().end());
  if (what != "fit") all.insert(all.end(), strange_families().begin(), strange_families().end());
  for (const auto& family : all) {
    if (!only.empty() && family.name != only) continue;
    for (auto seed = first; seed <= last; ++seed) {
      Plan plan = family.plan;
      plan.seed = seed;
      const auto streams = generate(plan);
      const auto scored =
          what == "alarms" ? std::vector<pt::Scored>{} : pt::score(streams.people, plan.at, w);
      if (what == "fit") {
        fitting.add(streams, scored);
        continue;
      }
      if (what != "alarms") rank(family.name, plan, streams, scored);
      if (what != "rank") alarm(family.name, plan, streams, w);
    }
  }
  if (what == "fit") fitting.say();
  return 0;
}

}  // namespace
}  // namespace mash::patterngen

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr
        << "usage: patterns_bench FIRST LAST [all|rank|alarms|fit] [FILE OF WEIGHTS [FAMILY]]\n";
    return 2;
  }
  mash::patterns::Weights weights = mash::patterns::weights();
  if (argc > 4 && argv[4][0] != '\0') {
    std::ifstream file(argv[4]);
    std::ostringstream text;
    text << file.rdbuf();
    auto read = mash::patterns::read_weights(text.str());
    if (!read) {
      std::cerr << read.error().message << "\n";
      return 2;
    }
    weights = *std::move(read);
  }
  const std::string_view what = argc > 3 ? argv[3] : "all";
  return mash::patterngen::run(std::strtoull(argv[1], nullptr, 10),
                               std::strtoull(argv[2], nullptr, 10), what, argc > 5 ? argv[5] : "",
                               weights);
}
