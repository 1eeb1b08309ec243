// SPDX-License-Identifier: MIT
#include "zones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <unordered_set>

#include "random.h"

namespace mash::scan {

namespace {

using Position = std::array<double, 3>;

// On the globe the straight way through it, which is longer the longer the way around is.
Position position(const Place& p, bool degrees) {
  if (!degrees) return {p.x, p.y, 0};
  const double latitude = p.x * std::numbers::pi / 180;
  const double longitude = p.y * std::numbers::pi / 180;
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

double distance(const Position& a, const Position& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

bool same_distance(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

}  // namespace

std::vector<Centre> circles(const Study& study, std::span<const double> weights, double most) {
  const auto n = study.places.size();
  std::vector<Position> at;
  for (const auto& p : study.places) at.push_back(position(p, study.degrees));
  std::vector<Centre> out(n);
  std::unordered_set<std::uint64_t> given;
  std::vector<std::pair<double, std::uint32_t>> near(n);
  for (std::size_t c = 0; c < n; ++c) {
    for (std::size_t i = 0; i < n; ++i)
      near[i] = {distance(at[c], at[i]), static_cast<std::uint32_t>(i)};
    std::sort(near.begin(), near.end());
    double weight = 0;
    std::uint64_t name = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto place = near[i].second;
      weight += weights[place];
      if (weight > most) break;
      out[c].order.push_back(place);
      name += mixed(place);
      if (i + 1 < n && same_distance(near[i].first, near[i + 1].first)) continue;
      if (given.insert(name).second)
        out[c].sizes.push_back(static_cast<std::uint32_t>(out[c].order.size()));
    }
    out[c].order.resize(out[c].sizes.empty() ? 0 : out[c].sizes.back());
  }
  return out;
}

std::size_t longest_span(std::size_t times, const Options& o) {
  return std::clamp<std::size_t>(o.max_duration == 0 ? times / 2 : o.max_duration, 1, times);
}

Spans spans_of(std::size_t times, const Options& o) {
  const auto longest = longest_span(times, o);
  Spans out;
  out.columns = o.prospective ? longest : times;
  out.offset = times - out.columns;
  const auto end = static_cast<std::uint32_t>(out.columns);
  const auto most = static_cast<std::uint32_t>(longest);
  for (std::uint32_t to = o.prospective ? end : 1; to <= end; ++to) {
    for (std::uint32_t from = to > most ? to - most : 0; from < to; ++from)
      out.list.emplace_back(from, to);
  }
  return out;
}

}  // namespace mash::scan
