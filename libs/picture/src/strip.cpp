// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

#include "svg.h"
#include "tables_of.h"

namespace mash::picture {

namespace {

constexpr double k_label = 190;
constexpr double k_room = 560;
constexpr double k_lane = 34;

// In the order of their first event.
std::vector<std::string> lanes_of(const std::vector<StripEvent>& events) {
  std::vector<std::string> out;
  for (const auto& e : events) {
    if (std::ranges::find(out, e.lane) == out.end()) out.push_back(e.lane);
  }
  return out;
}

std::string drawing(const StripOptions& options, const std::vector<StripEvent>& events) {
  const auto lanes = lanes_of(events);
  const std::int64_t first = events.front().day;
  const auto days = static_cast<double>(std::max<std::int64_t>(events.back().day - first, 1));
  Svg svg(k_label + k_room + 24);
  double y = 8;
  for (const auto& lane : lanes) {
    svg.text(k_label - 16, y + 21, cut_to(lane, k_label - 20), {}, Anchor::end);
    svg.line(k_label, y + 17, k_label + k_room, y + 17, "mash-drawing__grid");
    for (const auto& e : events) {
      if (e.lane != lane) continue;
      const double x = k_label + (k_room * static_cast<double>(e.day - first) / days);
      const double radius = std::min(4 + (2 * std::sqrt(static_cast<double>(e.count))), 14.0);
      svg.circle(x, y + 17, radius, "mash-drawing__mark", e.date + ": " + e.words);
    }
    y += k_lane;
  }
  svg.text(k_label, y + 16, events.front().date, "mash-drawing__small");
  if (events.back().day > first) {
    svg.text(k_label + k_room, y + 16, events.back().date, "mash-drawing__small", Anchor::end);
  }
  return svg.finish(options.frame, y + 28);
}

}  // namespace

Drawn strip(const StripOptions& options) {
  auto events = options.events;
  std::ranges::sort(events, {}, [](const StripEvent& e) {
    return std::tuple(e.day, std::string_view(e.lane), std::string_view(e.words));
  });
  std::vector<std::vector<std::string>> rows;
  for (const auto& e : events) {
    rows.push_back({e.date, e.lane, std::to_string(e.count), e.words});
  }
  return {.frame = options.frame,
          .svg = events.empty() ? "" : drawing(options, events),
          .table = table_of(options.frame, {"When", options.lane_heading, "Notifications", "What"},
                            std::move(rows), {2})};
}

}  // namespace mash::picture
