// SPDX-License-Identifier: MIT
#include "charts.h"

#include <fmt/format.h>

#include <map>

namespace mash::turnaround {

namespace {

namespace st = mash::statistics;

constexpr std::int64_t k_hour = 3'600'000'000;
constexpr std::int64_t k_span = 28 * 24 * k_hour;

std::int64_t span_of(UtcTime t, UtcTime change) {
  const auto since = t.micros - change.micros;
  return since >= 0 ? since / k_span : -((-since - 1) / k_span) - 1;
}

using Spans = std::map<std::int64_t, std::vector<const Case*>>;

// The median, with open cases as lasting on; none where fewer than half have ended.
std::optional<double> median_of(std::span<const Case* const> cases, UtcTime until) {
  std::vector<st::Lasted> lasted;
  for (const auto* c : cases) lasted.push_back({wall_hours(*c, until), c->decided.has_value()});
  const auto curve = st::kaplan_meier(lasted);
  return curve ? st::time_by(*curve, 0.5) : std::nullopt;
}

std::string finding_of(const std::string& level, const std::vector<ChartPoint>& points,
                       std::size_t before) {
  std::size_t better = 0;
  std::size_t worse = 0;
  for (std::size_t i = before; i < points.size(); ++i) {
    better += points[i].point.type == st::PointType::improvement ? 1 : 0;
    worse += points[i].point.type == st::PointType::concern ? 1 : 0;
  }
  const auto after = points.size() - before;
  std::string out;
  if (better > 0 && worse == 0) {
    out = fmt::format("Level {}: shorter than before beyond chance in {} of {} spans", level,
                      better, after);
  } else if (worse > 0 && better == 0) {
    out = fmt::format("Level {}: longer than before beyond chance in {} of {} spans", level, worse,
                      after);
  } else if (better > 0) {
    out =
        fmt::format("Level {}: beyond chance both ways, shorter in {} and longer in {} of {} spans",
                    level, better, worse, after);
  } else {
    out = fmt::format("Level {}: nothing beyond chance in {} spans after the change", level, after);
  }
  if (before < st::k_few_points)
    out += fmt::format("; limits are made of {} spans only and not to be trusted", before);
  return out;
}

void draw(Chart& chart, const Spans& spans, const Options& o) {
  std::vector<double> medians;
  std::size_t before = 0;
  for (const auto& [number, cases] : spans) {
    const auto median = median_of(cases, o.until);
    if (!median) continue;  // the newest, before half have ended
    before += number < 0 ? 1 : 0;
    medians.push_back(*median);
    chart.points.push_back({{o.change.micros + number * k_span}, cases.size(), {}});
  }
  if (before < 2 || medians.size() == before) {
    chart.points.clear();
    chart.finding = fmt::format("Level {}: too few spans of 28 days for a chart", chart.level);
    return;
  }
  st::XmrOptions options;
  options.fix_after = before;  // what came after is judged by what was before
  options.better = st::Better::down;
  const auto points = st::xmr(medians, options);
  if (!points) {
    chart.points.clear();
    chart.finding = fmt::format("Level {}: {}", chart.level, points.error().message);
    return;
  }
  for (std::size_t i = 0; i < points->size(); ++i) chart.points[i].point = (*points)[i];
  chart.finding = finding_of(chart.level, chart.points, before);
}

// Hours of decided cases out of their number. A span of which many are open would look short.
void measure_step(Chart& chart, const Spans& spans, const Options& o) {
  std::vector<st::Observation> series;
  for (const auto& [number, cases] : spans) {
    double hours = 0;
    double decided = 0;
    for (const auto* c : cases) {
      if (!c->decided) continue;
      hours += wall_hours(*c, o.until);
      decided += 1;
    }
    if (decided <= 0 || decided < 0.9 * static_cast<double>(cases.size())) {
      ++chart.spans_left_out;
      continue;
    }
    series.push_back({static_cast<double>(number), hours, decided});
  }
  const auto step = st::interrupted(series, {.event = 0});
  if (step) {
    chart.step = *step;
  } else {
    chart.no_step = step.error().message;
  }
}

}  // namespace

double wall_hours(const Case& c, UtcTime until) {
  const auto end = c.decided.value_or(until);
  return static_cast<double>((end - c.received).micros) / static_cast<double>(k_hour);
}

Chart chart_of(const std::string& level, std::span<const Case* const> cases, const Options& o) {
  Spans spans;
  for (const auto* c : cases) spans[span_of(c->received, o.change)].push_back(c);
  Chart chart;
  chart.level = level;
  draw(chart, spans, o);
  measure_step(chart, spans, o);
  return chart;
}

}  // namespace mash::turnaround
