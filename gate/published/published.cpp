// SPDX-License-Identifier: MIT
#include "mash/published/published.h"

#include "figures_store.h"
#include "mash/board/publication.h"
#include "mash/html/house.h"

namespace mash::published {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_page = "/figures";

std::optional<Error> take(door::Arrival& a) {
  const auto figures = packages::decode_figures(a.body);
  if (!figures) return figures.error();
  const auto quarter = board::Quarter::parse(figures->quarter);
  if (!quarter) return quarter.error();
  // What is in it is for whoever has the hub's key to check.
  if (const auto hub = board::hub_of(figures->file); !hub) return hub.error();
  if (const auto there = find_file(a.tx, figures->quarter)) {
    if (there->file == figures->file) return std::nullopt;
    return invalid("file", "Other figures of this quarter were published before, and they stand");
  }
  add_file(a.tx, {figures->quarter, a.sent_at, figures->file});
  return std::nullopt;
}

std::string words_of(const FileRow& row) {
  const auto quarter = board::Quarter::parse(row.quarter);
  return quarter ? quarter->words() : row.quarter;
}

Result<Reply> list(Context& c) {
  json::Array rows;
  for (const auto& row : all_files(c.tx)) {
    rows.push_back(json::Object{{"words", words_of(row)},
                                {"href", std::string(k_page) + "/" + row.quarter},
                                {"at", plain_date(to_london(row.published_at).date)}});
  }
  json::Value data = json::Object{};
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "This hub has not published any figures yet.")
                                   : json::Value(false));
  data.set("any", !rows.empty());
  data.set("rows", std::move(rows));
  return pipeline::View{
      .page = "published/list", .title = "Figures of this hub", .data = std::move(data)};
}

Result<Reply> file(Context& c) {
  const auto row = find_file(c.tx, c.input.text("quarter"));
  if (!row) return not_found();
  return pipeline::Download{.type = "text/plain; charset=utf-8",
                            .name = "figures-" + row->quarter + ".txt",
                            .body = row->file};
}

}  // namespace

door::Takers takers() {
  return {{packages::OutwardKind::figures, take}};
}

std::vector<pipeline::Route> routes() {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_public>(
      {.path = k_page,
       .summary = "Figures that the hub has published, quarter by quarter",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return list(c); }}));
  out.push_back(pipeline::page<Action::read_public>(
      {.path = std::string(k_page) + "/{quarter}",
       .summary = "The figures of one quarter, as the hub signed them",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return file(c); }}));
  return out;
}

}  // namespace mash::published
