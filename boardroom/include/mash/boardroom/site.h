// SPDX-License-Identifier: MIT
// The pages of a Board: what hubs published, side by side. Each page is HTML, a tagged PDF of the
// same words, and a CSV of each of its tables.
//
//   /                     tile map of London, one measure       /map.pdf  /map/table.csv
//   /compare              that measure, hub by hub              /compare.pdf  /compare/table.csv
//   /journey              from notification to decision         ...
//   /programme            the five core elements
//   /missing              which hub or authority has no figures of the quarter
//   /hubs/{id}            one hub: month by month, its clocks, its core elements
//
// What not: cases. There is none here and no way to one: this folder knows neither a database nor a
// slice of a hub or a gate (layers.toml; tests/tidy/boardroom_test.py). No acts: all is GET.
// Who may read is the server's (server/board_node.h).
// Thread safety: answer may run on many threads, also beside show. Cost: some milliseconds a page.
#pragma once

#include <memory>
#include <mutex>

#include "mash/board/tables.h"
#include "mash/boardroom/take.h"
#include "mash/html/render.h"
#include "mash/http/message.h"

namespace mash::boardroom {

class Site {
 public:
  // `all` has to outlive it.
  explicit Site(const board::Definitions& all);
  void show(Holdings holdings);
  [[nodiscard]] http::Response answer(const http::Request& request, UtcTime now) const;

 private:
  const board::Definitions& all_;
  html::Templates templates_;
  mutable std::mutex lock_;
  std::shared_ptr<const Holdings> holdings_;
};

}  // namespace mash::boardroom
