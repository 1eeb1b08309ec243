// SPDX-License-Identifier: MIT
#include "mash/patterns/evaluate.h"

#include <algorithm>
#include <cmath>

namespace mash::patterns {

namespace {

constexpr double k_95 = 1.959964;

// For each of a, the share of b below it, ties half; both are sorted first.
std::vector<double> placements(std::span<const double> a, std::span<const double> b) {
  std::vector<double> sorted(b.begin(), b.end());
  std::ranges::sort(sorted);
  std::vector<double> out;
  out.reserve(a.size());
  for (const double x : a) {
    const auto [low, high] = std::ranges::equal_range(sorted, x);
    const auto below = static_cast<double>(low - sorted.begin());
    out.push_back((below + static_cast<double>(high - low) / 2) /
                  static_cast<double>(sorted.size()));
  }
  return out;
}

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double variance(std::span<const double> values) {
  if (values.size() < 2) return 0;
  const double middle = mean(values);
  double sum = 0;
  for (const double v : values) sum += (v - middle) * (v - middle);
  return sum / static_cast<double>(values.size() - 1);
}

json::Value area_of(std::span<const double> positives, std::span<const double> negatives) {
  if (positives.empty() || negatives.empty())
    return json::Object{{"auc", nullptr}, {"low", nullptr}, {"high", nullptr}, {"error", nullptr}};
  const auto a = area(positives, negatives);
  return json::Object{{"auc", a.auc}, {"low", a.low}, {"high", a.high}, {"error", a.error}};
}

// Positives among the first k, where people of the score at the edge share the places left.
double found_in_first(std::vector<const Judged*>& sorted, std::size_t k) {
  double found = 0;
  for (std::size_t i = 0; i < k;) {
    std::size_t end = i;
    double positives = 0;
    while (end < sorted.size() && sorted[end]->score == sorted[i]->score)
      positives += sorted[end++]->positive ? 1 : 0;
    const auto places = static_cast<double>(std::min(end, k) - i);
    found += positives * places / static_cast<double>(end - i);
    i = end;
  }
  return found;
}

std::vector<const Judged*> by_score(std::span<const Judged> people) {
  std::vector<const Judged*> out;
  out.reserve(people.size());
  for (const auto& p : people) out.push_back(&p);
  std::ranges::sort(out, std::greater{}, &Judged::score);
  return out;
}

std::size_t positives_of(std::span<const Judged> people) {
  return static_cast<std::size_t>(std::ranges::count_if(people, &Judged::positive));
}

}  // namespace

Area area(std::span<const double> positives, std::span<const double> negatives) {
  if (positives.empty() || negatives.empty()) return {};
  const auto above = placements(positives, negatives), below = placements(negatives, positives);
  Area out;
  out.auc = mean(above);
  out.error = std::sqrt(variance(above) / static_cast<double>(positives.size()) +
                        variance(below) / static_cast<double>(negatives.size()));
  out.low = std::max(0.0, out.auc - k_95 * out.error);
  out.high = std::min(1.0, out.auc + k_95 * out.error);
  return out;
}

json::Value ranking(std::span<const Judged> people) {
  std::vector<double> yes, no, yes_true, no_true;
  for (const auto& p : people) {
    (p.positive ? yes : no).push_back(p.score);
    if (p.probability) (p.positive ? yes_true : no_true).push_back(*p.probability);
  }
  const auto positives = yes.size();
  json::Value out =
      json::Object{{"n", people.size()}, {"positives", positives}, {"auc", area_of(yes, no)}};
  if (yes_true.size() + no_true.size() == people.size())
    out.set("auc_of_true_probability", area_of(yes_true, no_true));
  auto sorted = by_score(people);
  json::Array at;
  for (const std::size_t k : {std::size_t{10}, std::size_t{50}, std::size_t{100}, positives}) {
    if (k == 0 || k > sorted.size()) continue;
    const double found = found_in_first(sorted, k);
    at.push_back(
        json::Object{{"k", k},
                     {"precision", found / static_cast<double>(k)},
                     {"recall", positives == 0 ? 0.0 : found / static_cast<double>(positives)}});
  }
  out.set("first", std::move(at));
  return out;
}

namespace {

double chance_of(double score, Scale scale) {
  double p = score;
  if (scale == Scale::log_odds) p = 1 / (1 + std::exp(-score));
  if (scale == Scale::expected) p = 1 - std::exp(-std::max(score, 0.0));
  return std::clamp(p, 1e-9, 1 - 1e-9);
}

struct Line {
  double intercept = 0, slope = 0;
};

// Log-likelihood of the outcomes.
double likelihood(const Line& line, std::span<const double> x, std::span<const Judged> people) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double z = line.intercept + line.slope * x[i];
    sum -= std::log1p(std::exp(-std::abs(z))) + std::max(people[i].positive ? -z : z, 0.0);
  }
  return sum;
}

// Where Newton's step leads from here.
Line newton_step(const Line& line, std::span<const double> x, std::span<const Judged> people) {
  double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double p = 1 / (1 + std::exp(-(line.intercept + line.slope * x[i])));
    const double miss = (people[i].positive ? 1 : 0) - p, w = p * (1 - p);
    g0 += miss;
    g1 += miss * x[i];
    h00 += w;
    h01 += w * x[i];
    h11 += w * x[i] * x[i];
  }
  const double det = h00 * h11 - h01 * h01;
  if (!(det > 0)) return {0, 0};
  return {(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det};
}

// Logistic regression of the outcome on the log-odds, by Newton's steps, each halved until it leads
// upwards. Begins at the base rate.
Line fit_line(std::span<const double> x, std::span<const Judged> people) {
  const auto positives = static_cast<double>(positives_of(people));
  Line line{std::log(positives / (static_cast<double>(people.size()) - positives)), 0};
  double best = likelihood(line, x, people);
  for (int turn = 0; turn < 100; ++turn) {
    auto step = newton_step(line, x, people);
    for (int halved = 0; halved < 40; ++halved, step.intercept /= 2, step.slope /= 2) {
      const Line next{line.intercept + step.intercept, line.slope + step.slope};
      if (likelihood(next, x, people) < best) continue;
      line = next;
      break;
    }
    const double now = likelihood(line, x, people);
    if (!(now > best + 1e-12)) break;
    best = now;
  }
  return line;
}

}  // namespace

json::Value calibration(std::span<const Judged> people, Scale scale) {
  std::vector<double> x;
  x.reserve(people.size());
  for (const auto& p : people) {
    const double c = chance_of(p.score, scale);
    x.push_back(std::log(c / (1 - c)));
  }
  json::Value out = json::Object{};
  const auto positives = positives_of(people);
  if (positives > 0 && positives < people.size()) {
    const auto line = fit_line(x, people);
    out.set("slope", line.slope);
    out.set("intercept", line.intercept);
  }
  const auto sorted = by_score(people);
  const std::size_t n = sorted.size(), tenths = std::min<std::size_t>(10, n);
  json::Array table;
  double gap = 0;
  for (std::size_t t = 0; t < tenths; ++t) {
    const std::size_t begin = t * n / tenths, end = (t + 1) * n / tenths;
    double said = 0, seen = 0;
    for (auto i = begin; i < end; ++i) {
      said += chance_of(sorted[i]->score, scale);
      seen += sorted[i]->positive ? 1 : 0;
    }
    const auto size = static_cast<double>(end - begin);
    gap += std::abs(said - seen) / static_cast<double>(n);
    table.push_back(json::Object{{"n", end - begin}, {"said", said / size}, {"seen", seen / size}});
  }
  out.set("expected_calibration_error", gap);
  out.set("tenths", std::move(table));
  return out;
}

namespace {

double quantile(std::span<const double> sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const auto high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

bool is_stable(const Judged& p) {
  return !p.positive && !p.onset;
}

json::Value delays_from(std::span<const Judged> people, double least, double years, double from) {
  double false_alarms = 0;
  std::size_t changed = 0;
  std::vector<double> days;
  for (const auto& p : people) {
    if (is_stable(p)) {
      for (const auto& [day, statistic] : p.alarms) false_alarms += statistic >= least ? 1 : 0;
    }
    if (!p.onset || !p.positive) continue;
    ++changed;
    const double since = std::max(*p.onset, from);
    const auto first = std::ranges::find_if(
        p.alarms, [&](const auto& alarm) { return alarm.first >= since && alarm.second >= least; });
    if (first != p.alarms.end()) days.push_back(first->first - *p.onset);
  }
  std::ranges::sort(days);
  json::Value out =
      json::Object{{"least_statistic", least},
                   {"false_alarms_per_1000_years", years > 0 ? 1000 * false_alarms / years : 0.0},
                   {"changed", changed},
                   {"found", days.size()}};
  if (!days.empty()) {
    out.set("days_median", quantile(days, 0.5));
    out.set("days_quartile_1", quantile(days, 0.25));
    out.set("days_quartile_3", quantile(days, 0.75));
  }
  return out;
}

}  // namespace

json::Value delays(std::span<const Judged> people, double from, double to) {
  double years = 0;
  std::vector<double> statistics;
  for (const auto& p : people) {
    if (!is_stable(p)) continue;
    years += (to - from) / 365.25;
    for (const auto& alarm : p.alarms) statistics.push_back(alarm.second);
  }
  std::ranges::sort(statistics, std::greater{});
  json::Value out = json::Object{{"stable_years", years}};
  auto all = delays_from(people, -HUGE_VAL, years, from);
  all.set("least_statistic", nullptr);
  out.set("as_given", std::move(all));
  json::Array at;
  for (const double rate : {10.0, 50.0, 100.0}) {
    const auto allowed = static_cast<std::size_t>(rate * years / 1000);
    // Just above the first that would be one too many.
    const double least = allowed < statistics.size()
                             ? std::nextafter(statistics[allowed], HUGE_VAL)
                             : (statistics.empty() ? 0.0 : statistics.back());
    auto row = delays_from(people, least, years, from);
    row.set("at_most", rate);
    at.push_back(std::move(row));
  }
  out.set("at_rates", std::move(at));
  return out;
}

namespace {

struct Group {
  std::string name;
  double people = 0, negatives = 0, flagged = 0, wrong = 0;
};

std::vector<Group> groups_of(std::span<const Judged> people) {
  std::vector<Group> out;
  for (const auto& p : people) {
    if (std::ranges::find(out, p.group, &Group::name) == out.end()) out.push_back({p.group});
  }
  std::ranges::sort(out, {}, &Group::name);
  return out;
}

json::Value flagged_first(std::span<const Judged> people, std::size_t k) {
  auto groups = groups_of(people);
  const auto sorted = by_score(people);
  const double edge = k == 0 ? HUGE_VAL : sorted[k - 1]->score;
  for (const auto& p : people) {
    auto& g = *std::ranges::find(groups, p.group, &Group::name);
    g.people += 1;
    g.negatives += p.positive ? 0 : 1;
    if (p.score < edge) continue;
    g.flagged += 1;
    g.wrong += p.positive ? 0 : 1;
  }
  double least = HUGE_VAL, most = 0;
  json::Array rows, small;
  for (const auto& g : groups) {
    const double rate = g.negatives > 0 ? g.wrong / g.negatives : 0;
    least = std::min(least, rate);
    most = std::max(most, rate);
    rows.push_back(json::Object{{"group", g.name},
                                {"n", static_cast<std::int64_t>(g.people)},
                                {"flag_rate", g.flagged / g.people},
                                {"false_positive_rate", rate}});
    if (g.people < 20) small.push_back(g.name);
  }
  json::Value out = json::Object{{"flagged", k}, {"groups", std::move(rows)}};
  out.set("ratio", least > 0 && least < HUGE_VAL ? json::Value(most / least) : json::Value());
  out.set("fewer_than_20", std::move(small));
  return out;
}

}  // namespace

json::Value between_groups(std::span<const Judged> people) {
  json::Array out;
  const std::size_t n = people.size();
  for (const auto k : {positives_of(people), (n + 19) / 20, (n + 9) / 10})
    if (k > 0) out.push_back(flagged_first(people, k));
  return out;
}

}  // namespace mash::patterns
