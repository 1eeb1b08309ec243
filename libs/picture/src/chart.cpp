// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "svg.h"
#include "tables_of.h"

namespace mash::picture {

namespace {

constexpr double k_left = 56;
constexpr double k_top = 16;
constexpr double k_height = 200;
constexpr double k_width = 720;
constexpr double k_right = 16;

struct Scale {
  double low = 0;
  double high = 1;
  std::size_t points = 1;
  [[nodiscard]] double y(double value) const {
    return k_top + (k_height * (high - value) / (high - low));
  }
  [[nodiscard]] double x(std::size_t place) const {
    const double room = k_width - k_left - k_right;
    const auto steps = static_cast<double>(std::max<std::size_t>(points - 1, 1));
    return k_left + (room * static_cast<double>(place) / steps);
  }
};

// A round number at or above the value: 1, 2 or 5 of some power of ten.
double round_above(double value) {
  if (value <= 0) return 1;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (value <= step * power) return step * power;
  }
  return 10 * power;
}

Scale scale_of(const ChartOptions& options, bool limits) {
  Scale out{.low = 0, .high = 0, .points = options.points.size()};
  for (const auto& p : options.points) {
    out.high = std::max({out.high, p.value, limits ? p.upper : 0});
    out.low = std::min(out.low, p.value);
  }
  out.high = round_above(out.high);
  if (out.low < 0) out.low = -round_above(-out.low);
  return out;
}

void draw_axis(Svg& svg, const ChartOptions& options, const Scale& scale) {
  for (int i = 0; i <= 4; ++i) {
    const double value = scale.low + ((scale.high - scale.low) * i / 4);
    svg.line(k_left, scale.y(value), k_width - k_right, scale.y(value), "mash-drawing__grid");
    svg.text(k_left - 8, scale.y(value) + 4, pixels(value), "mash-drawing__small", Anchor::end);
  }
  // As many labels as stand beside each other.
  const std::size_t each = ((options.points.size() - 1) / 6) + 1;
  for (std::size_t i = 0; i < options.points.size(); i += each) {
    const bool last = scale.x(i) > k_width - 60;
    svg.text(scale.x(i), k_top + k_height + 20, cut_to(options.points[i].label, 100),
             "mash-drawing__small", last ? Anchor::end : Anchor::start);
  }
}

void draw_level(Svg& svg, const ChartOptions& options, const Scale& scale,
                double ChartPoint::* level, const char* classes) {
  std::string d;
  for (std::size_t i = 0; i < options.points.size(); ++i) {
    const double value = std::max(options.points[i].*level, scale.low);
    d += fmt::format("{}{} {}", i == 0 ? "M" : "L", pixels(scale.x(i)), pixels(scale.y(value)));
  }
  svg.path(d, classes);
}

std::string words_of(const ChartPoint& p) {
  return p.words.empty() ? pixels(p.value) : p.words;
}

std::string drawing(const ChartOptions& options, bool limits) {
  const Scale scale = scale_of(options, limits);
  Svg svg(k_width);
  draw_axis(svg, options, scale);
  if (limits) {
    draw_level(svg, options, scale, &ChartPoint::mean, "mash-drawing__mean");
    draw_level(svg, options, scale, &ChartPoint::lower, "mash-drawing__limit");
    draw_level(svg, options, scale, &ChartPoint::upper, "mash-drawing__limit");
  }
  draw_level(svg, options, scale, &ChartPoint::value, "mash-drawing__line");
  for (std::size_t i = 0; i < options.points.size(); ++i) {
    const ChartPoint& p = options.points[i];
    const bool out = limits && !p.stands_out.empty();
    const double x = scale.x(i);
    const double y = scale.y(p.value);
    const std::string says = p.label + ": " + words_of(p) + (out ? ", " + p.stands_out : "");
    // What is no chance has another shape, so that it does not hang on its colour.
    if (out) {
      svg.rect(x - 5, y - 5, 10, 10, "mash-drawing__out", says);
    } else {
      svg.circle(x, y, 3.5, "mash-drawing__point", says);
    }
  }
  const double key = k_top + k_height + 44;
  if (limits) {
    svg.text(k_left, key,
             "Dashed: mean. Dotted: limits of chance. Squares: more than chance explains.",
             "mash-drawing__small");
  }
  return svg.finish(options.frame, key + 8);
}

}  // namespace

Drawn chart(const ChartOptions& options) {
  const bool limits = options.limits && options.points.size() >= k_few_points;
  std::vector<std::string> head{"When", options.measure};
  if (limits) head.insert(head.end(), {"Mean", "Limits", "More than chance"});
  std::vector<std::vector<std::string>> rows;
  for (const auto& p : options.points) {
    auto& row = rows.emplace_back(std::vector<std::string>{p.label, words_of(p)});
    if (!limits) continue;
    row.push_back(pixels(p.mean));
    row.push_back(pixels(p.lower) + " to " + pixels(p.upper));
    row.push_back(p.stands_out.empty() ? "No" : p.stands_out);
  }
  return {.frame = options.frame,
          .svg = options.points.empty() ? "" : drawing(options, limits),
          .table = table_of(options.frame, std::move(head), std::move(rows), {1, 2})};
}

}  // namespace mash::picture
