// SPDX-License-Identifier: MIT
// Did cases go faster after something changed?
//
// What: how long cases took before and after, by the level and rating they had at first, on two
// clocks; the same like for like, within strata of level, rating and source, so that a change of
// mix is no change of speed; how ratings moved; curves, charts and steps by level. A case counts as
// before or after by when it was received; one that is open lasts at least until `until`.
// What not: no cause: what else happened then is in every figure. No single worker, no single case.
// Errors: invalid_input naming "cases", "change" or "replicas". Thread safety: pure function. Cost:
// seconds for some thousand cases and 999 replicas.
// Sources: libs/statistics' headers name them method by method.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/statistics/durations.h"
#include "mash/statistics/interrupted.h"
#include "mash/statistics/time_ratio.h"
#include "mash/statistics/xmr.h"

namespace mash::turnaround {

struct Case {
  std::size_t family = 0;
  std::string source;
  std::string level;  // at first, as is the rating
  std::string rating;
  std::string rating_last;
  UtcTime received;
  std::optional<UtcTime> decided;       // none: open
  std::optional<double> working_hours;  // so far, if it is open; none: not in working figures
};

struct Options {
  UtcTime change;
  UtcTime until;  // when the cases were written down
  std::size_t replicas = 999;
  std::uint64_t seed = 1;
};

enum class Hours { wall, working };
enum class By { all, level, rating };
std::string_view name_of(Hours hours);
std::string_view name_of(By by);

struct Side {
  std::size_t cases = 0;
  std::size_t open = 0;
  std::optional<statistics::DurationSummary> hours;  // none without cases
};

// Of all, of a level or of a rating. Like for like is within strata, at first sight is not.
struct Comparison {
  Hours hours = Hours::wall;
  By by = By::all;
  std::string value;
  std::array<Side, 2> sides;  // before, after
  statistics::TimeRatio at_first_sight;
  statistics::TimeRatio like_for_like;
  std::string finding;  // one sentence
};

struct Stratum {
  std::string level;
  std::string rating;
  std::string source;
  std::array<std::size_t, 2> cases{};  // before, after
};

struct Move {
  std::string first;
  std::string last;
  std::array<std::size_t, 2> cases{};
};

// Wall hours.
struct Curves {
  std::string level;
  std::array<std::vector<statistics::Remaining>, 2> sides;
};

// Medians of wall hours in spans of 28 days that are counted from the change, so none straddles it.
struct ChartPoint {
  UtcTime start;
  std::size_t cases = 0;
  statistics::XmrPoint point;
};
struct Chart {
  std::string level;
  std::string finding;
  std::vector<ChartPoint> points;               // none: too few spans, the finding says so
  std::optional<statistics::Interrupted> step;  // in the mean of decided cases
  std::string no_step;                          // why there is none
  std::size_t spans_left_out = 0;  // of the step: more than a tenth of their cases are open
};

struct Report {
  std::size_t cases = 0;
  std::size_t families = 0;
  std::size_t straddling = 0;  // received before, decided after or open: wholly in before
  std::size_t without_working_hours = 0;
  std::vector<Comparison> comparisons;
  std::vector<Stratum> mix;
  std::vector<Move> moves;
  std::vector<Curves> curves;
  std::vector<Chart> charts;
};

Result<Report> evaluate(std::span<const Case> cases, const Options& options);

}  // namespace mash::turnaround
