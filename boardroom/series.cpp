// SPDX-License-Identifier: MIT
#include "series.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace mash::boardroom {

namespace {

using statistics::Better;
constexpr int k_months = 3;
constexpr double k_hundred = 100;
constexpr std::ptrdiff_t k_shown = 36;  // months; older ones are history

struct Month {
  std::string label;
  std::optional<double> value;
  std::string words;
  std::string policy;
  bool newest = false;  // of the newest quarter
};
using Value = std::function<Month(const board::Publication&, const std::string& month)>;

std::vector<Month> months_of(const board::Definitions& all, const OfHub& hub, const Value& value) {
  std::vector<Month> out;
  const auto& months = board::dimension_of(all, "MONTH").values;
  for (const auto* one : hub) {
    for (int i = 0; i < k_months; ++i) {
      auto month = value(*one, months.at(static_cast<std::size_t>(i)).code);
      month.label = one->quarter.month_words(i);
      month.policy = one->policy;
      month.newest = one == hub.back();
      out.push_back(std::move(month));
    }
  }
  if (std::ssize(out) > k_shown) out.erase(out.begin(), out.end() - k_shown);
  return out;
}

std::string cause_words(const statistics::XmrPoint& p) {
  using statistics::Cause;
  switch (p.cause) {
    case Cause::chance:
      return {};
    case Cause::outside_limits:
      return p.value > p.mean ? "above the limit" : "below the limit";
    case Cause::trend:
      return "part of a steady rise or fall";
    case Cause::two_of_three:
      return "two of three close to a limit";
    case Cause::one_side:
      return p.value > p.mean ? "long above the mean" : "long below the mean";
  }
  return {};
}

// Names at most three months.
std::string finding_of(const std::string& what, const std::vector<picture::ChartPoint>& points,
                       bool limits) {
  if (points.empty()) return what + ": nothing is shown";
  if (!limits) return what + ": too few months to say what is usual";
  std::vector<std::string> out;
  for (const auto& p : points) {
    if (!p.stands_out.empty()) out.push_back(p.label);
  }
  if (out.empty()) return what + ": no month that chance does not explain";
  constexpr std::size_t k_named = 3;
  if (out.size() <= k_named) {
    return fmt::format("{}: more than chance in {}", what, fmt::join(out, ", "));
  }
  return fmt::format("{}: more than chance in {} months, the last {}", what, out.size(),
                     out.back());
}

// What a series is of: a count without an upper end, or shares of 100 whose clocks have a policy.
enum class Kind { counts, shares };

void add_limits(const std::vector<Month>& shown, Kind kind, Series& to) {
  std::vector<double> values;
  statistics::XmrOptions options{
      .rebase = {}, .fix_after = statistics::k_few_points, .better = to.better};
  for (std::size_t i = 0; i < shown.size(); ++i) {
    values.push_back(*shown[i].value);
    const bool anew = kind == Kind::shares && i > 0 && shown[i].policy != shown[i - 1].policy;
    if (anew) options.rebase.push_back(i);
  }
  // Limits of fewer months since the policy changed are not to be trusted.
  const std::size_t begins = options.rebase.empty() ? 0 : options.rebase.back();
  if (shown.size() - begins < statistics::k_few_points) return;
  const auto points = statistics::xmr(values, options);
  if (!points) return;
  to.limits = true;
  to.last = Usual::as_usual;
  for (std::size_t i = 0; i < points->size(); ++i) {
    const auto& from = (*points)[i];
    auto& point = to.points[i];
    point.mean = from.mean;
    point.lower = std::max(0.0, from.lower);
    point.upper = kind == Kind::shares ? std::min(k_hundred, from.upper) : from.upper;
    point.stands_out = cause_words(from);
    if (shown[i].newest && from.cause == statistics::Cause::outside_limits) {
      to.last = from.value > from.mean ? Usual::more : Usual::less;
    }
  }
}

Series series_of(const std::string& what, const std::vector<Month>& months, Kind kind) {
  Series out{.better = kind == Kind::shares ? Better::up : Better::none};
  std::vector<Month> shown;
  for (const auto& month : months) {
    if (!month.value) {
      ++out.left_out;
      continue;
    }
    shown.push_back(month);
    out.points.push_back({.label = month.label, .value = *month.value, .words = month.words});
  }
  const bool newest = !shown.empty() && shown.back().newest;
  if (newest) add_limits(shown, kind, out);
  out.finding = finding_of(what, out.points, out.limits);
  return out;
}

}  // namespace

std::string_view words_of(Usual usual, Better better) {
  switch (usual) {
    case Usual::too_few:
      return "too few months to say";
    case Usual::as_usual:
      return "as usual";
    case Usual::more:
      return better == Better::up ? "better than usual" : "more than usual";
    case Usual::less:
      return better == Better::up ? "worse than usual" : "fewer than usual";
  }
  return {};
}

Series notifications_of(const board::Definitions& all, const OfHub& hub) {
  const auto value = [&](const board::Publication& p, const std::string& month) {
    const auto figure = figure_of(all, p, "volumes", {month});
    Month out;
    if (figure.count) out.value = static_cast<double>(*figure.count);
    out.words = words_of(figure);
    return out;
  };
  return series_of("Notifications", months_of(all, hub, value), Kind::counts);
}

Series on_time_of(const board::Definitions& all, const OfHub& hub, const std::string& stage) {
  const auto value = [&](const board::Publication& p, const std::string& month) {
    const Measure measure{.code = {},
                          .words = {},
                          .table = "stages_by_month",
                          .with = {{stage, month, "ON_TIME"}},
                          .of = {{stage, month, std::string(board::k_total)}},
                          .stage = stage};
    const auto one = measured(all, p, measure);
    Month out;
    if (one.share) {
      out.value =
          k_hundred * static_cast<double>(one.share->with) / static_cast<double>(one.share->of);
    }
    out.words = one.words;
    return out;
  };
  return series_of(board::words_of(all, "STAGE", stage) + ", on time", months_of(all, hub, value),
                   Kind::shares);
}

}  // namespace mash::boardroom
