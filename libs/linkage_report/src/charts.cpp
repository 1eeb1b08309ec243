// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "view.h"
#include "waterfall.h"

namespace mash::linkage_report {

namespace lk = linkage;

namespace {

// As the scorer does: what is rarer counts as this rare.
constexpr double k_rarest_level = 1e-10;

lk::Weight level_weight(const lk::Comparison& c, std::size_t level) {
  return lk::log_weight(std::max(c.m[level], k_rarest_level) /
                        std::max(c.u[level], k_rarest_level));
}

json::Value level_view(const lk::Comparison& c, std::size_t level, lk::Weight least,
                       lk::Weight most) {
  const auto weight = level_weight(c, level);
  const double whole = static_cast<double>(most) - least;
  const double zero = -least / whole;
  const double end = (static_cast<double>(weight) - least) / whole;
  return json::Object{{"label", lk::facts(c.kind).labels[level]},
                      {"weight", signed_bits(hundredths(weight))},
                      {"m", share_words(c.m[level])},
                      {"u", share_words(c.u[level])},
                      {"zero", place(zero)},
                      {"x", place(std::min(zero, end))},
                      {"width", place(std::abs(end - zero))},
                      {"shape", weight < 0 ? "against" : "for"},
                      {"m_width", place(c.m[level])},
                      {"u_width", place(c.u[level])}};
}

}  // namespace

json::Value comparisons_view(const lk::Model& model) {
  lk::Weight least = -lk::k_bit;
  lk::Weight most = lk::k_bit;
  for (const auto& c : model.comparisons) {
    for (std::size_t l = 1; l < lk::facts(c.kind).labels.size(); ++l) {
      least = std::min(least, level_weight(c, l));
      most = std::max(most, level_weight(c, l));
    }
  }
  json::Array out;
  for (const auto& c : model.comparisons) {
    json::Array levels;
    for (std::size_t l = lk::facts(c.kind).labels.size(); l-- > 1;)
      levels.push_back(level_view(c, l, least, most));
    out.push_back(json::Object{{"name", kind_words(c.kind)}, {"levels", std::move(levels)}});
  }
  return out;
}

namespace {

// Pairs by score, in steps that start at the threshold, so that each lies on one side of it.
class Histogram {
 public:
  Histogram(const Subject& subject, std::size_t most_bars)
      : threshold_(lk::score_of(subject.threshold)) {
    if (subject.linked.pairs.empty()) return;
    const auto [low, high] = std::minmax_element(
        subject.linked.pairs.begin(), subject.linked.pairs.end(),
        [](const lk::ScoredPair& x, const lk::ScoredPair& y) { return x.score < y.score; });
    const std::int64_t spread = std::int64_t{high->score} - low->score;
    while (spread / step_ > static_cast<std::int64_t>(most_bars)) step_ += lk::k_bit;
    for (const auto& p : subject.linked.pairs) ++bars_[index(p.score)];
    first_ = std::min<std::int64_t>(index(low->score), 0);
    last_ = std::max<std::int64_t>(index(high->score), 0);
    for (const auto& [at, n] : bars_) most_ = std::max(most_, n);
  }

  [[nodiscard]] json::Value view() const {
    json::Array bars;
    json::Array rows;
    for (const auto& [at, n] : bars_) {
      const double height = k_floor * share_of_height(n);
      const std::string_view shape = at < 0 ? "open" : "joined";
      bars.push_back(json::Object{{"shape", shape},
                                  {"x", place(x_of(edge(at)) + k_gap)},
                                  {"width", place(x_of(edge(at + 1)) - x_of(edge(at)) - 2 * k_gap)},
                                  {"y", place(k_floor - height)},
                                  {"height", place(height)}});
      rows.push_back(
          json::Object{{"from", signed_bits(hundredths(edge(at)))},
                       {"to", signed_bits(hundredths(edge(at + 1)))},
                       {"pairs", count_words(n)},
                       {"means", at < 0 ? "below the threshold" : "speaks for joining"}});
    }
    return json::Object{{"bars", std::move(bars)},
                        {"rows", std::move(rows)},
                        {"ticks", ticks()},
                        {"lines", lines()},
                        {"floor", place(k_floor)},
                        {"threshold_x", place(x_of(threshold_))},
                        {"anchor", x_of(threshold_) > 0.6 ? "end" : "start"},
                        {"shift", x_of(threshold_) > 0.6 ? -5 : 5},
                        {"step", step_ == lk::k_bit ? std::string("1 bit")
                                                    : fmt::format("{} bits", step_ / lk::k_bit)}};
  }

 private:
  static constexpr double k_floor = 0.86;  // of the picture's height; scores stand below
  static constexpr double k_gap = 0.001;

  [[nodiscard]] std::int64_t index(lk::Weight score) const {
    const std::int64_t over = std::int64_t{score} - threshold_;
    return over >= 0 ? over / step_ : -((-over + step_ - 1) / step_);
  }
  [[nodiscard]] std::int64_t edge(std::int64_t index) const { return threshold_ + index * step_; }
  [[nodiscard]] double x_of(std::int64_t score) const {
    return static_cast<double>(score - edge(first_)) /
           static_cast<double>(edge(last_ + 1) - edge(first_));
  }
  // Ten times as many stand one line higher; one alone is seen.
  [[nodiscard]] double share_of_height(std::uint64_t n) const {
    return (std::log10(static_cast<double>(n)) + 0.3) /
           (std::log10(static_cast<double>(most_)) + 0.5);
  }
  [[nodiscard]] json::Value lines() const {
    json::Array out;
    for (std::uint64_t n = 1; n <= most_; n *= 10) {
      out.push_back(json::Object{{"y", place(k_floor * (1 - share_of_height(n)))},
                                 {"label", count_words(n)}});
    }
    return out;
  }
  [[nodiscard]] json::Value ticks() const {
    const std::int64_t range = edge(last_ + 1) - edge(first_);
    std::int64_t step = std::int64_t{lk::k_bit} * 5;
    while (range / step > 7) step *= 2;
    json::Array out;
    const std::int64_t low = edge(first_);
    for (std::int64_t at = (low / step - 1) * step; at <= edge(last_ + 1); at += step) {
      if (at < low) continue;
      out.push_back(json::Object{
          {"x", place(x_of(at))},
          {"label", fmt::format("{}{}", at < 0 ? "\u2212" : "", std::abs(at) / lk::k_bit)}});
    }
    return out;
  }

  std::int64_t threshold_;
  std::int64_t step_ = lk::k_bit;
  std::map<std::int64_t, std::uint64_t> bars_;  // by index from the threshold
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
  std::uint64_t most_ = 1;
};

}  // namespace

json::Value histogram_view(const Subject& subject) {
  constexpr std::size_t most_bars = 45;
  if (subject.linked.pairs.empty()) return false;
  return Histogram(subject, most_bars).view();
}

}  // namespace mash::linkage_report
