// SPDX-License-Identifier: MIT
#include "wall.h"

#include "board.h"
#include "mash/directory/directory.h"
#include "mash/pipeline/tokens.h"

namespace mash::live {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_cookie = "__Host-mash-wall";

Bytes hash_of(const Context& c, std::string_view token) {
  return pipeline::token_hash(c.keys, "wall", token);
}

// The session of whoever does it is over with this answer: the browser keeps the board alone.
Result<Reply> start(const Deps& deps, Context& c) {
  const std::string token = pipeline::random_token(c.random);
  const WallRow row{.id = new_id_text(c.random),
                    .started_by = c.principal.person,
                    .started_at = c.now,
                    .ends_at = c.now + Duration::hours(deps.wall_hours)};
  insert_wall(c.tx, row, hash_of(c, token));
  c.touch(row.id);
  c.set_cookie(k_cookie, token);
  c.end_session();
  return pipeline::SeeOther{"/wall", {}};
}

Result<Reply> show(const Deps& deps, Context& c) {
  const auto wall = wall_of(c, deps);
  if (!wall) return pipeline::SeeOther{"/sign-in", {}};
  c.touch(wall->row.id);
  return board_view(deps, c, &wall->row.ends_at);
}

Result<Reply> listen(const Deps& deps, Context& c) {
  const auto wall = wall_of(c, deps);
  if (!wall) return not_found();
  c.touch(wall->row.id);
  auto stream = deps.news.open_for(
      c, "wall " + wall->row.id, wall->principal, {.cases = {}, .board = true, .queue = false},
      [deps, id = wall->row.id](db::Transaction& tx,
                                UtcTime now) -> std::optional<policy::Principal> {
        const auto row = find_wall(tx, id, now);
        const auto still = row ? wall_with(tx, deps, *row) : std::nullopt;
        return still ? std::optional(still->principal) : std::nullopt;
      });
  if (!stream) return Error{ErrorCode::too_many_requests, "Too many pages are listening", {}};
  return Reply(pipeline::Events{std::move(stream)});
}

void end(Context& c, const WallRow& row) {
  remove_wall(c.tx, row.id);
  c.touch(row.id);
  c.sessions_end = true;  // its stream is closed at once
}

Result<Reply> end_here(const Deps& deps, Context& c) {
  if (const auto wall = wall_of(c, deps)) end(c, wall->row);
  c.clear_cookie(k_cookie);
  return pipeline::SeeOther{"/sign-in", {}};
}

Result<Reply> end_from_elsewhere(Context& c) {
  const auto row = find_wall(c.tx, std::string(c.input.text("wall")), c.now);
  if (!row) return Error{ErrorCode::conflict, "This screen has ended meanwhile", {}};
  end(c, *row);
  return pipeline::SeeOther{"/board/walls", {}};
}

Result<Reply> list(const Deps& deps, Context& c) {
  json::Array screens;
  for (const auto& row : all_walls(c.tx, c.now)) {
    c.touch(row.id);
    json::Value v = json::Object{};
    v.set("by", directory::person_name(deps.borough, row.started_by));
    v.set("since", plain_time(row.started_at));
    v.set("until", plain_time(row.ends_at));
    v.set("end", "/board/walls/" + row.id + "/end");
    v.set("idempotency_key", false);  // several forms stand on one page
    screens.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("has_screens", !screens.empty());
  data.set("screens", std::move(screens));
  return pipeline::View{
      .page = "live/walls", .title = "Screens on the wall", .data = std::move(data)};
}

void add_screen_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  // Open to all as far as the kernel goes; the screen's own token lets it in, and the kernel is
  // asked about whoever set it up (wall_with).
  out.push_back(pipeline::page<Action::read_public>(
      {.path = "/wall",
       .summary = "The board on a screen that shows nothing else; else to the sign-in page",
       .event = "board.shown-on-wall",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(deps, c); },
       .background = true}));
  out.push_back(pipeline::page<Action::read_public>(
      {.path = "/wall/events",
       .summary = "That the board has moved, for a screen on the wall (text/event-stream)",
       .event = "board.wall-listened",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return listen(deps, c); },
       .background = true}));
  out.push_back(pipeline::act<Action::read_public>(
      {.path = "/wall/end",
       .summary = "End the board on the screen that asks",
       .event = "board.wall-ended",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return end_here(deps, c); }}));
}

}  // namespace

std::optional<Wall> wall_with(db::Transaction& tx, const Deps& deps, const WallRow& row) {
  const auto person = directory::load_person(tx, row.started_by, deps.borough);
  if (!person) return std::nullopt;
  if (!policy::may(person->principal, Action::read_queue, {})) return std::nullopt;
  return Wall{row, person->principal};
}

std::optional<Wall> wall_of(Context& c, const Deps& deps) {
  const auto token = c.request.cookie(k_cookie);
  if (token.empty()) return std::nullopt;
  const auto row = find_wall_of(c.tx, hash_of(c, token), c.now);
  return row ? wall_with(c.tx, deps, *row) : std::nullopt;
}

void add_wall_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  add_screen_routes(out, deps);
  out.push_back(pipeline::act<Action::read_queue>(
      {.path = "/board/wall",
       .summary = "Show nothing but the board on this screen, and give up every other right on it",
       .event = "board.wall-started",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return start(deps, c); }}));
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = "/board/walls",
       .summary = "The screens that show the board, who set them up and until when",
       .event = "board.walls-read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return list(deps, c); }}));
  out.push_back(pipeline::act<Action::read_queue>(
      {.path = "/board/walls/{wall}/end",
       .summary = "End the board on a screen",
       .event = "board.wall-ended",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return end_from_elsewhere(c); }}));
}

void sweep(db::Transaction& tx, UtcTime now) {
  remove_walls_that_ended(tx, now);
}

}  // namespace mash::live
