// SPDX-License-Identifier: MIT
#include "measures.h"

#include <algorithm>

namespace mash::boardroom {

namespace {

const std::string k_all{board::k_total};

Measure count_of(std::string code, std::string words, std::string table, Cell cell) {
  return {.code = std::move(code),
          .words = std::move(words),
          .table = std::move(table),
          .with = {std::move(cell)},
          .of = {},
          .stage = {}};
}

// "Rate the urgency: kept on time, hours of the clock", one for each step and kind of clock.
void add_clocks(const board::Definitions& all, std::vector<Measure>& to) {
  for (const auto& stage : board::dimension_of(all, "STAGE").values) {
    for (const auto& clock : board::dimension_of(all, "CLOCK").values) {
      std::string kind = clock.words;
      kind.front() = kind.front() == 'H' ? 'h' : kind.front() == 'W' ? 'w' : kind.front();
      to.push_back({.code = stage.code + "." + clock.code,
                    .words = stage.words + ": on time, in " + kind,
                    .table = "stages",
                    .with = {{stage.code, clock.code, "ON_TIME"}},
                    .of = {{stage.code, clock.code, k_all}},
                    .stage = stage.code});
    }
  }
}

}  // namespace

std::vector<Measure> measures_of(const board::Definitions& all) {
  std::vector<Measure> out;
  out.push_back(count_of("NOTIFICATIONS", "Notifications", "volumes", {k_all}));
  add_clocks(all, out);
  out.push_back({.code = "AGAIN",
                 .words = "Told of before, of all notifications",
                 .table = "repeats",
                 .with = {{"AGAIN"}},
                 .of = {{k_all}},
                 .stage = {}});
  out.push_back({.code = "FEEDBACK",
                 .words = "Referrers told on time what happened, where a clock ran",
                 .table = "feedback",
                 .with = {{"ON_TIME"}},
                 .of = {{"ON_TIME"}, {"LATE"}, {"NOT_YET"}},
                 .stage = {}});
  out.push_back({.code = "ANSWERED",
                 .words = "Agencies answered on time, of all requests",
                 .table = "requests",
                 .with = {{k_all, "ON_TIME"}},
                 .of = {{k_all, k_all}},
                 .stage = {}});
  for (const auto& outcome : board::dimension_of(all, "OUTCOME").values) {
    out.push_back({.code = "DECIDED." + outcome.code,
                   .words = "Decided: " + outcome.words + ", of all decisions",
                   .table = "outcomes",
                   .with = {{outcome.code}},
                   .of = {{k_all}},
                   .stage = {}});
  }
  return out;
}

const Measure& measure_of(const std::vector<Measure>& all, std::string_view code) {
  const auto at = std::ranges::find(all, code, &Measure::code);
  return at == all.end() ? all.front() : *at;
}

Measured measured(const board::Definitions& all, const board::Publication& publication,
                  const Measure& measure) {
  Measured out{.with = sum_of(all, publication, measure.table, measure.with),
               .of = {},
               .share = {},
               .words = {}};
  if (!measure.is_share()) {
    out.words = words_of(out.with);
    return out;
  }
  out.of = sum_of(all, publication, measure.table, measure.of);
  if (!out.with.count || !out.of.count) {
    out.words = out.with.published ? k_hidden : k_not_published;
  } else if (*out.of.count < all.least_base) {
    out.words = "too few to say";
  } else {
    // Each is rounded by itself, so that a part may come out larger than the whole.
    out.share =
        statistics::Share{.with = std::min(*out.with.count, *out.of.count), .of = *out.of.count};
    out.words = percent(static_cast<double>(out.share->with) / static_cast<double>(out.share->of));
  }
  return out;
}

}  // namespace mash::boardroom
