// SPDX-License-Identifier: MIT
// The open cases as a list: the most pressing first, each with its running clock that has the least
// time left. What not: names, words, pages (triage). Cost: one query each. A list reads as far into
// its index as it shows, a count what is open; closed cases cost nothing (docs/benchmarks.md).
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"

namespace mash::cases {

// By what lists sort and count, for db::Migration, on top of walls_schema().
std::string_view lists_schema();

struct OpenCase {
  CaseHead head;
  std::optional<Deadline> next;
};
struct OpenFilter {  // what is left out does not filter
  std::optional<model::NotificationState> state;
  std::optional<model::Rating> rating;
  StaffId taken_by;
  StaffId reader;  // from whom hidden cases do not come and do not count; empty: all come
  bool for_everybody = false;  // only what nobody is barred from, whoever reads
  bool untaken = false;
  UtcTime received_from;
  bool newest_first = false;  // the order; else the most pressing first
};
// The most pressing: provisional Red first, then by due time, then by receipt.
std::vector<OpenCase> open_queue(db::Transaction& tx, const OpenFilter& filter, int limit,
                                 int offset);
// The most pressing one whom nobody has taken.
std::optional<CaseHead> next_untaken(db::Transaction& tx, const StaffId& reader);
// One case as the queue shows it, open or closed.
std::optional<OpenCase> queue_entry(db::Transaction& tx, const CaseId& id);

struct OpenCounts {
  int matching = 0;  // the filter; the others count all open cases of the reader
  int open = 0;
  int overdue = 0;
  int ready_to_decide = 0;
  int not_rated = 0;  // received or being screened
  int arrived = 0;    // since the day began
  int untaken = 0;
};
OpenCounts count_open(db::Transaction& tx, const OpenFilter& filter, UtcTime now,
                      UtcTime day_began);
// Cases, open or not, that came since then, as this reader may know, and how many of them were Red
// at once. What counts up tells what is new without saying what there is.
struct Arrived {
  int all = 0, red = 0;
};
Arrived arrived_since(db::Transaction& tx, const StaffId& reader, UtcTime from);
// Since the days before and of `now` began in London: {"2026-11-23": 12, "2026-11-23 red": 1,
// "2026-11-24": 5, "2026-11-24 red": 0}. A page that was made yesterday finds its own day in it.
json::Value arrivals(db::Transaction& tx, const StaffId& reader, UtcTime now);

// Who has open cases and how many, by id.
std::vector<std::pair<StaffId, int>> holders(db::Transaction& tx, const StaffId& reader);

}  // namespace mash::cases
