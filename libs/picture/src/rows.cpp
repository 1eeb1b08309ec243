// SPDX-License-Identifier: MIT
// Pictures in rows: funnel, bars with intervals, heat map.
#include <fmt/format.h>

#include <algorithm>

#include "svg.h"
#include "tables_of.h"

namespace mash::picture {

namespace {

constexpr double k_label = 320;  // "Council social care, for example for adults"
constexpr double k_row = 32;

std::int64_t most_of(const std::vector<FunnelStage>& stages) {
  std::int64_t out = 1;
  for (const auto& s : stages) out = std::max(out, s.count);
  return out;
}

std::string share_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "none";
  return fmt::format("{} %", (200 * part + whole) / (2 * whole));
}

std::string drawing(const FunnelOptions& options) {
  constexpr double k_room = 400;
  Svg svg(k_label + k_room + 120);
  double y = 8;
  const auto most = static_cast<double>(most_of(options.stages));
  for (const auto& s : options.stages) {
    const double width = k_room * static_cast<double>(s.count) / most;
    svg.text(k_label - 12, y + 19, cut_to(s.label, k_label - 16), {}, Anchor::end);
    svg.rect(k_label + ((k_room - width) / 2), y, std::max(width, 1.0), k_row - 6,
             "mash-drawing__bar", s.label + ": " + std::to_string(s.count));
    svg.text(k_label + k_room + 12, y + 19, std::to_string(s.count), "mash-drawing__value");
    y += k_row;
  }
  return svg.finish(options.frame, y + 4);
}

int shade_of(const HeatCell& cell, std::int64_t most) {
  if (!cell.value || *cell.value <= 0) return 0;
  const std::int64_t steps = k_shades - 1;
  return static_cast<int>(
      std::clamp<std::int64_t>(((*cell.value * steps) + most - 1) / most, 1, steps));
}

std::string drawing(const HeatOptions& options) {
  constexpr double k_cell = 56;
  constexpr double k_high = 30;
  std::int64_t most = 1;
  for (const auto& row : options.cells) {
    for (const auto& cell : row) most = std::max(most, cell.value.value_or(0));
  }
  Svg svg(k_label + (k_cell * static_cast<double>(options.columns.size())) + 4);
  for (std::size_t c = 0; c < options.columns.size(); ++c) {
    svg.text(k_label + (k_cell * (static_cast<double>(c) + 0.5)), 18,
             cut_to(options.columns[c], k_cell - 4), "mash-drawing__small", Anchor::middle);
  }
  double y = 26;
  for (std::size_t r = 0; r < options.rows.size(); ++r) {
    svg.text(k_label - 8, y + 20, cut_to(options.rows[r], k_label - 12), "mash-drawing__small",
             Anchor::end);
    for (std::size_t c = 0; c < options.cells[r].size(); ++c) {
      const HeatCell& cell = options.cells[r][c];
      const double x = k_label + (k_cell * static_cast<double>(c));
      const int shade = shade_of(cell, most);
      svg.rect(x, y, k_cell, k_high,
               fmt::format("mash-drawing__cell mash-drawing__cell--{}", shade),
               options.rows[r] + ", " + options.columns[c] + ": " + cell.words);
      svg.text(x + (k_cell / 2), y + 20, cut_to(cell.words, k_cell - 4),
               fmt::format("mash-drawing__value mash-drawing__on-{}", shade), Anchor::middle);
    }
    y += k_high;
  }
  return svg.finish(options.frame, y + 4);
}

std::string drawing(const BarOptions& options) {
  constexpr double k_room = 360;
  double most = 0;
  for (const auto& b : options.bars) most = std::max({most, b.value, b.upper});
  const auto x = [most](double value) {
    return k_label + (most > 0 ? k_room * std::clamp(value / most, 0.0, 1.0) : 0);
  };
  Svg svg(k_label + k_room + 150);
  double y = 8;
  for (const auto& b : options.bars) {
    const double middle = y + ((k_row - 8) / 2);
    svg.text(k_label - 12, middle + 5, cut_to(b.label, k_label - 16), {}, Anchor::end);
    svg.rect(k_label, y + 2, std::max(x(b.value) - k_label, 1.0), k_row - 12, "mash-drawing__bar",
             b.label + ": " + b.words);
    if (!b.interval_words.empty()) {
      svg.line(x(b.lower), middle, x(b.upper), middle, "mash-drawing__whisker");
      svg.line(x(b.lower), middle - 6, x(b.lower), middle + 6, "mash-drawing__whisker");
      svg.line(x(b.upper), middle - 6, x(b.upper), middle + 6, "mash-drawing__whisker");
    }
    const std::string words =
        b.interval_words.empty() ? b.words : b.words + " (" + b.interval_words + ")";
    svg.text(k_label + k_room + 8, middle + 5, cut_to(words, 140), "mash-drawing__small");
    y += k_row;
  }
  svg.line(k_label, 4, k_label, y, "mash-drawing__axis");
  return svg.finish(options.frame, y + 8);
}

}  // namespace

Drawn funnel(const FunnelOptions& options) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < options.stages.size(); ++i) {
    const FunnelStage& s = options.stages[i];
    rows.push_back({s.label, std::to_string(s.count),
                    i == 0 ? std::string("all") : share_of(s.count, options.stages[i - 1].count)});
  }
  return {.frame = options.frame,
          .svg = options.stages.empty() ? "" : drawing(options),
          .table = table_of(options.frame, {"Stage", "Count", "Of the stage before"},
                            std::move(rows), {1, 2})};
}

Drawn heat_map(const HeatOptions& options) {
  std::vector<std::string> head{options.corner};
  head.insert(head.end(), options.columns.begin(), options.columns.end());
  std::vector<std::vector<std::string>> rows;
  for (std::size_t r = 0; r < options.rows.size(); ++r) {
    auto& row = rows.emplace_back(std::vector<std::string>{options.rows[r]});
    for (const auto& cell : options.cells[r]) row.push_back(cell.words);
  }
  return {.frame = options.frame,
          .svg = options.rows.empty() || options.columns.empty() ? "" : drawing(options),
          .table = table_of(options.frame, std::move(head), std::move(rows))};
}

Drawn bars(const BarOptions& options) {
  std::vector<std::string> head{options.label_heading, options.measure};
  const bool intervals = !options.interval_heading.empty();
  if (intervals) head.push_back(options.interval_heading);
  std::vector<std::vector<std::string>> rows;
  for (const auto& b : options.bars) {
    auto& row = rows.emplace_back(std::vector<std::string>{b.label, b.words});
    if (intervals) row.push_back(b.interval_words.empty() ? "not known" : b.interval_words);
  }
  return {.frame = options.frame,
          .svg = options.bars.empty() ? "" : drawing(options),
          .table = table_of(options.frame, std::move(head), std::move(rows), {1})};
}

}  // namespace mash::picture
