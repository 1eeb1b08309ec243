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
};
// GET /events, GET /board
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::live
