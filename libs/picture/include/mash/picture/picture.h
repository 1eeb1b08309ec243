// SPDX-License-Identifier: MIT
// Pictures of figures and of people, drawn by the server: plain values in, SVG and a table of the
// same values out, so that whoever cannot see the one reads the other.
//
// What: one function for each kind. Words come before colour: every mark has its value beside it or
// in the table, steps of shade have their number in the cell, kinds have a shape. Only attributes
// and classes, since pages refuse inline styles; web/_pictures.scss has the looks, also those of
// forced colours and paper.
// What not: no arithmetic of statistics (limits, intervals and findings are the caller's), no
// rounding or hiding of small counts (a caller gives words and, where nothing may be known, no
// value), no script, nothing that depends on chance or on the order of ids.
// Text is escaped here. Widths are in pixels of the picture; a page scrolls what is wider than it.
// Errors: none; no values make an empty picture, and as_data leaves it out.
// Thread safety: pure functions. Cost: linear in what is drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mash/html/components.h"
#include "mash/json/value.h"

namespace mash::picture {

// What every picture has. `id` is of the page's own making and unique on it.
struct Frame {
  std::string id;
  std::string heading;       // the finding: "Fewer than chance explains since May"
  std::string description;   // what is drawn, for whoever hears it
  std::string caption = {};  // of the table
};

struct Drawn {
  Frame frame;
  std::string svg;  // empty: there was nothing to draw
  html::TableOptions table;
};
// For {{#chart}}{{> mash/picture}}{{/chart}}. `csv` is where the table can be fetched, or empty.
json::Value as_data(const Drawn& drawn, const std::string& csv = {});

// RFC 4180 with a heading line. A cell that a spreadsheet would run as a formula begins with an
// apostrophe; numbers, also negative ones, stay as they are.
std::string as_csv(const html::TableOptions& table);

// A series in the order of time. Under k_few_points only the line is drawn: limits of so few are
// not to be trusted. With `limits` false there never are any.
inline constexpr std::size_t k_few_points = 12;
struct ChartPoint {
  std::string label;  // "Mar 2026"
  double value = 0;
  std::string words = {};  // the value as it is said: "31", "82 %"
  double mean = 0;
  double lower = 0;
  double upper = 0;
  std::string stands_out = {};  // why it is no chance; empty: it may be
};
struct ChartOptions {
  Frame frame;
  std::string measure;  // heading of the values: "Notifications"
  std::vector<ChartPoint> points;
  bool limits = true;
};
Drawn chart(const ChartOptions& options);

struct FunnelStage {
  std::string label;
  std::int64_t count = 0;
};
struct FunnelOptions {
  Frame frame;
  std::vector<FunnelStage> stages;
};
Drawn funnel(const FunnelOptions& options);

// No value: not known or not to be shown; the words say which. Such a cell has no shade.
struct HeatCell {
  std::optional<std::int64_t> value;
  std::string words;
};
struct HeatOptions {
  Frame frame;
  std::string corner;  // heading of the row labels: "Category"
  std::vector<std::string> columns;
  std::vector<std::string> rows;
  std::vector<std::vector<HeatCell>> cells;  // as many as rows, each as long as columns
};
inline constexpr int k_shades = 5;  // 0: nothing, 4: the most
Drawn heat_map(const HeatOptions& options);

// A chronology at a glance: a lane for each agency or kind, a mark for each day.
struct StripEvent {
  std::int64_t day = 0;  // since 1970-01-01
  std::string date;      // as it is said
  std::string lane;
  std::int64_t count = 1;
  std::string words;
};
struct StripOptions {
  Frame frame;
  std::string lane_heading;  // "Who told"
  std::vector<StripEvent> events;
};
Drawn strip(const StripOptions& options);

struct Bar {
  std::string label;
  double value = 0;
  double lower = 0;
  double upper = 0;
  std::string words;           // "12.3"
  std::string interval_words;  // "9 to 16"; empty: no interval is known, none is drawn
};
struct BarOptions {
  Frame frame;
  std::string label_heading;
  std::string measure;
  std::string interval_heading;  // empty: no bar has an interval, and the table no column of it
  std::vector<Bar> bars;
};
Drawn bars(const BarOptions& options);

// People around one, in rows by how many steps away they are. Never laid out by forces: the same
// people stand in the same places for everybody and every time.
enum class Shape : std::uint8_t { child, adult, unknown };  // circle, square, diamond
struct NetworkPerson {
  std::string label;
  Shape shape = Shape::unknown;
  std::int64_t notifications = 0;  // the size
  std::uint32_t steps = 0;         // 0: the person asked for
};
struct NetworkLink {
  std::size_t from = 0;  // places in `people`
  std::size_t to = 0;
  std::string words;  // "Notification of 3 May 2026"
};
struct NetworkOptions {
  Frame frame;
  std::vector<NetworkPerson> people;
  std::vector<NetworkLink> links;
};
Drawn network(const NetworkOptions& options);

// Where a person of a network stands: the middle of the shape, and the box of the words below.
struct Place {
  double x = 0;
  double y = 0;
  double label_left = 0;
  double label_top = 0;
  double label_width = 0;
  double label_height = 0;
  std::string label;  // cut to fit
};
std::vector<Place> places(const std::vector<NetworkPerson>& people);

}  // namespace mash::picture
