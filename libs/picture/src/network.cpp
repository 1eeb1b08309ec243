// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "svg.h"
#include "tables_of.h"

namespace mash::picture {

namespace {

constexpr std::size_t k_in_line = 6;
constexpr double k_cell_width = 130;
constexpr double k_line_height = 104;
constexpr double k_between_steps = 36;
constexpr double k_label_height = 18;
constexpr double k_most_radius = 26;
constexpr double k_width = (k_cell_width * k_in_line) + 20;

double radius_of(const NetworkPerson& p) {
  const auto n = static_cast<double>(std::max<std::int64_t>(p.notifications, 1));
  return std::min(10 + (3 * std::sqrt(n)), k_most_radius);
}

const char* shape_words(Shape shape) {
  switch (shape) {
    case Shape::child:
      return "Child";
    case Shape::adult:
      return "Adult";
    case Shape::unknown:
      return "Not known";
  }
  return "Not known";
}

void draw_person(Svg& svg, const NetworkPerson& p, const Place& at) {
  const double r = radius_of(p);
  const std::string classes =
      p.steps == 0 ? "mash-drawing__person mash-drawing__person--asked" : "mash-drawing__person";
  const std::string says =
      fmt::format("{}, {}, {} notifications", p.label, shape_words(p.shape), p.notifications);
  switch (p.shape) {
    case Shape::child:
      svg.circle(at.x, at.y, r, classes, says);
      break;
    case Shape::adult:
      svg.rect(at.x - r, at.y - r, 2 * r, 2 * r, classes, says);
      break;
    case Shape::unknown:
      svg.path(
          fmt::format("M{} {}L{} {}L{} {}L{} {}Z", pixels(at.x), pixels(at.y - r), pixels(at.x + r),
                      pixels(at.y), pixels(at.x), pixels(at.y + r), pixels(at.x - r), pixels(at.y)),
          classes, says);
      break;
  }
  svg.text(at.x, at.y + 5, std::to_string(p.notifications), "mash-drawing__count", Anchor::middle);
  svg.text(at.x, at.label_top + 13, at.label, "mash-drawing__name", Anchor::middle);
}

std::string drawing(const NetworkOptions& options) {
  const auto at = places(options.people);
  Svg svg(k_width);
  double bottom = 0;
  for (const auto& link : options.links) {
    const Place& from = at.at(link.from);
    const Place& to = at.at(link.to);
    // People in one line are joined by a curve above the others.
    if (from.y == to.y) {
      svg.path(
          fmt::format("M{} {}Q{} {} {} {}", pixels(from.x), pixels(from.y),
                      pixels((from.x + to.x) / 2), pixels(from.y - 56), pixels(to.x), pixels(to.y)),
          "mash-drawing__link", link.words);
    } else {
      svg.path(
          fmt::format("M{} {}L{} {}", pixels(from.x), pixels(from.y), pixels(to.x), pixels(to.y)),
          "mash-drawing__link", link.words);
    }
  }
  for (std::size_t i = 0; i < at.size(); ++i) {
    draw_person(svg, options.people[i], at[i]);
    bottom = std::max(bottom, at[i].label_top + at[i].label_height);
  }
  svg.text(10, bottom + 24,
           "Circle: child. Square: adult. Diamond: not known. The number says in how many "
           "notifications they are.",
           "mash-drawing__small");
  return svg.finish(options.frame, bottom + 36);
}

}  // namespace

std::vector<Place> places(const std::vector<NetworkPerson>& people) {
  std::map<std::uint32_t, std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < people.size(); ++i) rows[people[i].steps].push_back(i);
  std::vector<Place> out(people.size());
  double y = k_most_radius + 30;
  for (const auto& [steps, row] : rows) {
    for (std::size_t begin = 0; begin < row.size(); begin += k_in_line) {
      const std::size_t count = std::min(k_in_line, row.size() - begin);
      const double left = (k_width - (k_cell_width * static_cast<double>(count))) / 2;
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t who = row[begin + i];
        const double x = left + (k_cell_width * (static_cast<double>(i) + 0.5));
        const std::string label = cut_to(people[who].label, k_cell_width - 10);
        const double width = width_of(label);
        out[who] = {.x = x,
                    .y = y,
                    .label_left = x - (width / 2),
                    .label_top = y + k_most_radius + 4,
                    .label_width = width,
                    .label_height = k_label_height,
                    .label = label};
      }
      y += k_line_height;
    }
    y += k_between_steps;
  }
  return out;
}

Drawn network(const NetworkOptions& options) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& link : options.links) {
    const NetworkPerson& from = options.people.at(link.from);
    const NetworkPerson& to = options.people.at(link.to);
    rows.push_back({from.label, shape_words(from.shape), to.label, shape_words(to.shape),
                    std::to_string(to.notifications), std::to_string(to.steps), link.words});
  }
  return {.frame = options.frame,
          .svg = options.people.empty() ? "" : drawing(options),
          .table = table_of(options.frame,
                            {"From", "Who they are", "To", "Who they are",
                             "Notifications of theirs", "Steps away", "By what"},
                            std::move(rows), {4, 5})};
}

}  // namespace mash::picture
