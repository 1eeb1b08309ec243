// SPDX-License-Identifier: MIT
// A screen on the wall: a browser that somebody signed in on and turned into nothing but the board.
// It has no session and is nobody: each look asks whether whoever set it up may still read the
// queue, and shows what names no one. It is not signed out for lying still, and ends by itself.
#pragma once

#include <optional>

#include "mash/live/live.h"
#include "wall_store.h"

namespace mash::live {

struct Wall {
  WallRow row;
  policy::Principal principal;  // of whoever set it up
};
// Nothing: there is no such screen, it has run out or was ended, or whoever set it up has left or
// may not read the queue any more.
std::optional<Wall> wall_with(db::Transaction& tx, const Deps& deps, const WallRow& row);
// That of the browser that asks.
std::optional<Wall> wall_of(pipeline::Context& c, const Deps& deps);

// GET /wall, GET /wall/events, POST /wall/end, POST /board/wall, GET /board/walls,
// POST /board/walls/{wall}/end
void add_wall_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::live
