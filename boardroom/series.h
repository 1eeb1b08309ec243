// SPDX-License-Identifier: MIT
// A hub month by month, by itself: what is usual for it, and which months are no chance (XmR).
// Limits are those of the first twelve of at most 36 months, so that a change does not become what
// is usual by itself; of clocks they begin anew where their policy changed. Months that are hidden
// or not published are left out of the line and counted. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "mash/picture/picture.h"
#include "mash/statistics/xmr.h"
#include "measures.h"

namespace mash::boardroom {

// What was published of one hub, in the order of quarters; of each quarter the newest.
using OfHub = std::vector<const board::Publication*>;

// Of the newest quarter: whether one of its months lies outside of the limits. The other rules of
// XmR charts mark months too; over many hubs they would call every eighth one changed.
enum class Usual { too_few, as_usual, more, less };
std::string_view words_of(Usual usual, statistics::Better better);

// How many of 100 hubs stand out so in a quarter in which nothing changed (series_test counts).
inline constexpr double k_by_chance = 0.05;

struct Series {
  std::vector<picture::ChartPoint> points;
  std::size_t left_out = 0;
  bool limits = false;
  std::string finding;  // "Notifications: March and April 2026 stand out ..."
  Usual last = Usual::too_few;
  statistics::Better better = statistics::Better::none;
};
Series notifications_of(const board::Definitions& all, const OfHub& hub);
// Share of the clocks of this step that were kept, both kinds together: for a hub beside itself.
Series on_time_of(const board::Definitions& all, const OfHub& hub, const std::string& stage);

}  // namespace mash::boardroom
