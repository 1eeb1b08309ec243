// SPDX-License-Identifier: MIT
// What moves by itself: the stream of events that pages listen to, and the board on the wall.
// What not: what the pages show (each slice), streams as such (http).
// Thread safety: the routes may run concurrently.
#pragma once

#include <vector>

#include "mash/live/news.h"
#include "mash/model/borough.h"

namespace mash::live {

struct Deps {
  const model::Borough& borough;
  News& news;
  int wall_hours = 12;  // how long a screen on the wall shows the board (data/hub_policies.json)
};
// GET /events, GET /board, and those of screens on the wall: GET /wall, GET /wall/events,
// POST /wall/end, POST /board/wall, GET /board/walls, POST /board/walls/{wall}/end
std::vector<pipeline::Route> routes(const Deps& deps);
// Takes away the screens on the wall that have run out.
void sweep(db::Transaction& tx, UtcTime now);

}  // namespace mash::live
