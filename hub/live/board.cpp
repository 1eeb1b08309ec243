// SPDX-License-Identifier: MIT
#include "board.h"

#include <algorithm>

#include "mash/cases/queue.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "mash/html/house.h"

namespace mash::live {

namespace {

using pipeline::Context;
using policy::Action;

constexpr int k_rows = 12;  // what can be read from across a room

struct Line {
  cases::OpenCase entry;
  std::vector<AgencyId> missing;  // asked, and they have not answered
};
struct Board {
  cases::OpenCounts counts;
  std::vector<Line> lines;
};

Board board_of(db::Transaction& tx, UtcTime now) {
  const cases::OpenFilter all{.for_everybody = true};
  const UtcTime day_began = from_london(to_london(now).date, 0, 0);
  Board board{.counts = cases::count_open(tx, all, now, day_began), .lines = {}};
  for (auto& entry : cases::open_queue(tx, all, k_rows, 0)) {
    auto missing = enquiry::unanswered(tx, entry.head.id);
    board.lines.push_back({std::move(entry), std::move(missing)});
  }
  return board;
}

json::Value line_view(const Line& line, const model::Borough& borough, UtcTime now) {
  std::string missing;
  for (const auto& agency : line.missing) {
    missing += (missing.empty() ? "" : ", ") + directory::agency_name(borough, agency);
  }
  json::Value out = json::Object{};
  out.set("clock", cases::clock_tag(line.entry.next, now));
  out.set("waits_for", line.entry.next ? cases::words_of(*line.entry.next) : std::string_view());
  out.set("level", cases::rating_tag(line.entry.head.rating));
  out.set("stage", cases::standing_words(line.entry.head));
  out.set("untaken", line.entry.head.taken_by.empty());
  out.set("missing", std::move(missing));
  return out;
}

void add(std::string& out, std::string_view text) {
  out.append(text).append("\x1f");
}

}  // namespace

pipeline::View board_view(const Deps& deps, Context& c, const UtcTime* on_wall_until) {
  const Board board = board_of(c.tx, c.now);
  json::Array lines;
  for (const auto& line : board.lines) {
    c.touch(line.entry.head.id.text());
    lines.push_back(line_view(line, deps.borough, c.now));
  }
  const auto& n = board.counts;
  json::Value data = json::Object{};
  data.set("on_wall", on_wall_until != nullptr);
  data.set("until", on_wall_until != nullptr ? plain_time(*on_wall_until) : std::string());
  data.set("here", on_wall_until != nullptr ? "/wall" : "/board");
  data.set("events", on_wall_until != nullptr ? "/wall/events" : "");
  data.set("wall_hours", deps.wall_hours);
  data.set("overdue", n.overdue);
  data.set("ready_to_decide", n.ready_to_decide);
  data.set("not_rated", n.not_rated);
  data.set("open", n.open);
  data.set("arrived", n.arrived);
  data.set("made_at", plain_time(c.now));
  data.set("more", n.open > k_rows ? "The " + std::to_string(k_rows) + " most pressing of " +
                                         std::to_string(n.open) + "."
                                   : std::string());
  data.set("nothing", lines.empty() ? html::empty(html::Empty::nothing, "Nothing waits.")
                                    : json::Value(false));
  data.set("has_lines", !lines.empty());
  data.set("lines", std::move(lines));
  return pipeline::View{.page = "live/board",
                        .title = "Board",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::string board_version(db::Transaction& tx, UtcTime now) {
  const Board board = board_of(tx, now);
  std::string out;
  const auto& n = board.counts;
  for (const int count : {n.open, n.overdue, n.ready_to_decide, n.not_rated, n.arrived}) {
    add(out, std::to_string(count));
  }
  for (const auto& line : board.lines) {
    const auto& [head, next] = line.entry;
    add(out, head.id.text());
    add(out, model::code_of(head.state));
    add(out, model::code_of(head.rating));
    add(out, head.taken_by.empty() ? "" : "taken");
    if (next) add(out, next->id + (next->breached_at ? "!" : ""));
    for (const auto& agency : line.missing) add(out, agency.text());
  }
  return out;
}

pipeline::Route board_page(const Deps& deps) {
  return pipeline::page<Action::read_queue>(
      {.path = "/board",
       .summary = "How the open cases stand, for a screen on the wall: no names",
       .event = "board.shown",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<pipeline::Reply> {
         return board_view(deps, c, nullptr);
       },
       .background = true});
}

}  // namespace mash::live
