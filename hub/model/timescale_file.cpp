// SPDX-License-Identifier: MIT
// Timescale policies from a configuration file, and what may not be configured.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mash/json/value.h"
#include "mash/model/timescale.h"
#include "object_reader.h"

namespace mash::model {

namespace {

constexpr int k_longest_amount = 10'000;
constexpr std::string_view k_any = "ANY";
constexpr std::string_view k_selected = "selected";

// "Policy merton-like, row 3 (RATE, ANY)": rows are counted from 1 for people.
std::string name_of_row(const TimescalePolicy& policy, std::size_t index) {
  const TimescaleRow& row = policy.rows.at(index);
  return fmt::format("policy {}, row {} ({}, {})", policy.id, index + 1, code_of(row.stage),
                     row.rating ? code_of(*row.rating) : k_any);
}

std::optional<Rating> read_rating(ObjectReader& row) {
  const std::string text = row.text("rating");
  if (text.empty() || text == k_any) return std::nullopt;
  const auto rating = from_code<Rating>(text);
  if (!rating) row.fault("rating", "use one of ANY, " + all_codes<Rating>());
  return rating;
}

TimescaleRow read_row(ObjectReader row) {
  TimescaleRow out;
  out.stage = row.word<Stage>("stage");
  out.rating = read_rating(row);
  if (row.text_or_empty("agencies") != k_selected) {
    out.agency = row.code_or_empty<AgencyId>("agencies");
  }
  out.budget.unit = row.word<Unit>("unit");
  if (out.budget.unit != Unit::same_working_day || row.has("amount")) {
    const int lowest = out.budget.unit == Unit::same_working_day ? 0 : 1;
    out.budget.amount = row.number("amount", lowest, k_longest_amount);
  }
  if (out.budget.unit == Unit::working_days || row.has("roll")) {
    out.budget.roll = row.word<Roll>("roll");
  }
  out.budget.start_event = row.word<StartEvent>("start_event");
  out.from_source = row.flag_or("from_source", false);
  return out;
}

TimescalePolicy read_policy(ObjectReader policy, Faults& faults) {
  TimescalePolicy out;
  out.id = policy.code<AgencyId>("id").text();
  out.version = policy.number("version", 1, k_longest_amount);
  out.effective_from = policy.date("effective_from");
  out.title = policy.text_or_empty("title");
  out.red_continues_after_close = policy.flag_or("red_continues_after_close", false);
  out.red_tells_receiving_team_at_once = policy.flag_or("red_tells_receiving_team_at_once", false);
  out.danger_goes_before_clearance = policy.flag_or("danger_goes_before_clearance", false);
  const json::Array& rows = policy.list("rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out.rows.push_back(read_row(ObjectReader(rows[i], policy.path("rows", i), faults,
                                             {"stage", "rating", "agencies", "amount", "unit",
                                              "roll", "start_event", "from_source", "source"})));
  }
  return out;
}

bool longer_than_a_working_day(const Budget& budget, Duration working_day) {
  switch (budget.unit) {
    case Unit::wall_hours:
      return budget.amount > 24;
    case Unit::working_hours:
      return Duration::hours(budget.amount) > working_day;
    case Unit::working_days:
      return budget.amount > 1;
    case Unit::same_working_day:
      return false;
  }
  return true;
}

bool same_place(const TimescaleRow& a, const TimescaleRow& b) {
  return a.stage == b.stage && a.rating == b.rating && a.agency == b.agency;
}

void check_row(const TimescalePolicy& policy, std::size_t index, Duration working_day,
               const std::string& path, Faults& faults) {
  const TimescaleRow& row = policy.rows.at(index);
  const auto refuse = [&](std::string_view why) {
    faults.push_back({path, fmt::format("{} {}", name_of_row(policy, index), why)});
  };
  const bool limited = row.stage == Stage::rate || row.stage == Stage::response_type ||
                       row.stage == Stage::allegation;
  if (limited && longer_than_a_working_day(row.budget, working_day)) {
    refuse("is longer than one working day");
  }
  if (row.rating == Rating::provisional_red && row.budget.unit != Unit::wall_hours) {
    refuse("must be in WALL_HOURS");
  }
  const auto here = policy.rows.begin() + static_cast<std::ptrdiff_t>(index);
  if (std::any_of(policy.rows.begin(), here, [&](const auto& r) { return same_place(r, row); })) {
    refuse("says the same stage, rating and agency as a row before it");
  }
}

void check_policy(const TimescalePolicy& policy, Duration working_day, const std::string& path,
                  Faults& faults) {
  for (std::size_t i = 0; i < policy.rows.size(); ++i) {
    check_row(policy, i, working_day, fmt::format("{}.rows[{}]", path, i), faults);
  }
  const bool has_red_clock =
      std::any_of(policy.rows.begin(), policy.rows.end(), [](const TimescaleRow& row) {
        return row.stage == Stage::rate && row.rating == Rating::provisional_red &&
               row.agency.empty() && row.budget.unit == Unit::wall_hours;
      });
  if (!has_red_clock) {
    faults.push_back({path + ".rows",
                      fmt::format("policy {} has no row (RATE, PROVISIONAL_RED) in WALL_HOURS for "
                                  "all agencies",
                                  policy.id)});
  }
}

void check_versions(const std::vector<TimescalePolicy>& policies, ObjectReader& file) {
  for (std::size_t i = 0; i < policies.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (policies[i].id != policies[j].id) continue;
      if (policies[i].version == policies[j].version ||
          policies[i].effective_from == policies[j].effective_from) {
        file.fault(fmt::format("timescale_policies[{}]", i),
                   "another policy has this id and the same version or first day");
      }
    }
  }
}

}  // namespace

Result<Timescales> parse_timescales(const json::Value& file) {
  MASH_TRY(std::vector<Calendar> calendars, parse_calendars(file));
  Duration working_day = calendars.front().shortest_open_day();
  for (const Calendar& calendar : calendars) {
    working_day = std::min(working_day, calendar.shortest_open_day());
  }

  Faults faults;
  ObjectReader reader(file, "", faults, {});
  std::vector<TimescalePolicy> policies;
  const json::Array& list = reader.list("timescale_policies");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = reader.path("timescale_policies", i);
    const std::size_t faults_before = faults.size();
    policies.push_back(read_policy(
        ObjectReader(list[i], path, faults,
                     {"id", "title", "modelled_on", "timed", "red_continues_after_close",
                      "red_tells_receiving_team_at_once", "danger_goes_before_clearance",
                      "fast_track", "blue", "source_says", "version", "effective_from", "rows"}),
        faults));
    if (faults.size() == faults_before) check_policy(policies.back(), working_day, path, faults);
  }
  check_versions(policies, reader);
  if (!faults.empty()) return faulty_file(std::move(faults));
  return Timescales{std::move(policies), std::move(calendars)};
}

}  // namespace mash::model
