// SPDX-License-Identifier: MIT
// The components of our own: clocks, levels, release states, the bar of a case, who looked. As in
// forms.h, a function returns the data of the partial with its name: `{{> mash/clock}}`.
// What not: no rules. Deadlines, levels and states are decided elsewhere and only said here.
// Pure functions, any thread; the time is passed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/time.h"
#include "mash/html/components.h"
#include "mash/json/value.h"

namespace mash::html {

// The state of an item with respect to leaving the hub, in the same words everywhere.
enum class Release {
  undecided,          // "Owner has not decided" (the default)
  may_leave,          // "May leave the hub"
  may_leave_in_part,  // "May leave in part"
  stays,              // "Stays in the hub"
  manager_only,       // "Manager only"
};
std::string_view release_words(Release state);
json::Value release_tag(Release state);  // mash/release_tag

enum class Level { not_rated, blue, green, amber, red };
// "Red: 4 hours", "Not rated: phone the referrer"; `detail` may be empty.
json::Value level_tag(Level level, const std::string& detail = {});  // mash/level_tag

struct ClockOptions {
  std::optional<UtcTime> due = {};
  UtcTime now;
  UtcTime started = {};
  bool breached = false;  // recorded as missed: overdue even if the deadline has moved since
};
enum class ClockLook { none, calm, soon, overdue };
struct ClockWords {
  ClockLook look = ClockLook::none;
  std::string words;  // "OVERDUE BY 24 MIN", "Due soon: 30 min", "4 hours 10 min left", "No clock"
  int used = 0;       // percent of the time, 0 to 100
};
// Due soon means that more than 75 % of the time is used or less than 1 hour is left.
ClockWords clock_words(const ClockOptions& options);
// mash/clock. The script keeps the words and the bar up to date; they are never a live region.
json::Value clock(const ClockOptions& options);

// Stays in sight on every page of a case. mash/child_bar
struct ChildBarOptions {
  std::string name;           // "Amara O. and 2 siblings"
  std::string reference;      // "..7KQ4"
  std::string ages = {};      // "3, 6, 9"
  json::Value level = false;  // level_tag(...)
  json::Value clock = false;  // clock(...)
  std::string contact = {};   // before contacting the family; stands below the bar and scrolls
  std::string marking = {};   // "INSIDE THE HUB: DO NOT COPY OUT"
  // Which case a stream of events speaks of, and how the case stood when the page was made.
  struct Live {
    std::string id, version;
    std::int64_t files = 0;  // the page says when there are more
  };
  Live live = {};
};
json::Value child_bar(const ChildBarOptions& options);

// mash/marking: the handling line above a page, printed too.
json::Value marking(const std::string& text);

// mash/empty: nothing there, not yet answered, and could not load are never alike.
enum class Empty { nothing, unanswered, failed };
json::Value empty(Empty kind, const std::string& text, const Link& next = {});

// mash/timeline: short entries, newest first.
struct TimelineItem {
  std::string title;
  UtcTime at;
  std::string by = {};
  std::string text = {};
  std::string href = {};
  bool fresh = false;  // changed since this reader last looked
};
json::Value timeline(const std::vector<TimelineItem>& items);

// mash/who_looked: the table of looks at a case, for all who work on it.
struct Look {
  UtcTime at;
  std::string who;
  std::string role = {};
  std::string what;
  std::string why = {};  // empty: their work on this case
};
json::Value who_looked(const std::vector<Look>& looks);

}  // namespace mash::html
