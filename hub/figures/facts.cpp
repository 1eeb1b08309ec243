// SPDX-License-Identifier: MIT
#include "facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "codes.h"
#include "mash/cases/bars.h"

namespace mash::figures {

namespace {

LocalDate day_of(UtcTime at) {
  return to_london(at).date;
}

bool is_in(board::Quarter quarter, LocalDate day) {
  return quarter.first_day() <= day && day <= quarter.last_day();
}

std::string month_code(board::Quarter quarter, LocalDate day) {
  return "MONTH_" + std::to_string(day.month - quarter.month + 1);
}

// By case, in the order of the record.
struct Children {
  std::vector<std::vector<research::Index>> of_case;
  std::vector<std::vector<research::Index>> cases_of;  // of each person
};

Children children_of(const research::Record& record) {
  Children out;
  out.of_case.resize(record.cases.size());
  out.cases_of.resize(record.people.size());
  for (const auto& one : record.named) {
    if (one.part != research::Part::child) continue;
    out.of_case[one.in].push_back(one.person);
    out.cases_of[one.person].push_back(one.in);
  }
  return out;
}

LocalDate year_before(LocalDate day) {
  LocalDate out{day.year - 1, day.month, day.day};
  constexpr int k_february = 2;
  constexpr int k_leap = 29;
  if (day.month == k_february && day.day == k_leap) out.day = k_leap - 1;
  return out;
}

std::string repeat_code(const research::Record& record, const Children& children,
                        research::Index in) {
  if (children.of_case[in].empty()) return "NOT_KNOWN";
  const auto& now = record.cases[in];
  const auto since = year_before(now.day);
  for (const auto child : children.of_case[in]) {
    for (const auto other : children.cases_of[child]) {
      const auto& before = record.cases[other];
      if (other < in && before.day >= since) return "AGAIN";
    }
  }
  return "FIRST";
}

// The most that was decided for any child, else how far it came.
std::string step_of(const research::CaseFacts& one) {
  constexpr std::array<const char*, 5> k_most_first{"PROTECTION", "ASSESSMENT", "EARLY_HELP",
                                                    "ELSEWHERE", "NO_ACTION"};
  for (const char* code : k_most_first) {
    const bool any = std::ranges::any_of(
        one.decided, [code](const auto& d) { return outcome_code(d.outcome) == code; });
    if (any) return code;
  }
  return step_code(one.state);
}

std::string kept_code(const cases::DueClock& clock, const char* never) {
  if (!clock.met_at) return never;
  return *clock.met_at <= clock.due_at ? "ON_TIME" : "LATE";
}

// Of the clock that counts: the last that was due.
std::map<CaseId, std::string> feedback_of(const std::vector<cases::DueClock>& clocks) {
  std::map<CaseId, std::string> out;
  for (const auto& clock : clocks) {
    if (clock.stage == model::Stage::feedback) out[clock.case_id] = kept_code(clock, "NOT_YET");
  }
  return out;
}

// Nothing: the configuration does not have the policy any more.
std::optional<std::string> clock_code(const cases::DueClock& clock, const model::Borough& borough) {
  const auto& all = borough.timescales.policies;
  const auto policy = std::ranges::find_if(all, [&](const model::TimescalePolicy& one) {
    return one.id == clock.policy_id && one.version == clock.policy_version;
  });
  if (policy == all.end()) return std::nullopt;
  const auto* row = model::find_row(*policy, clock.stage, clock.rating, clock.agency);
  if (row == nullptr) return std::nullopt;
  return row->budget.unit == model::Unit::wall_hours ? "CLOCK_HOURS" : "WORKING_TIME";
}

std::string agency_code_of(const AgencyId& id, const model::Borough& borough) {
  const auto* agency = borough.find_agency(id);
  return agency == nullptr ? "OTHER" : agency_code(agency->kind);
}

void add_notifications(const Told& told, board::Quarter quarter, std::vector<board::Fact>& out) {
  const auto children = children_of(told.record);
  const auto feedback = feedback_of(told.clocks);
  for (research::Index i = 0; i < told.record.cases.size(); ++i) {
    const auto& one = told.record.cases[i];
    if (!is_in(quarter, one.day)) continue;
    const auto answered = feedback.find(one.id);
    out.push_back(
        {.unit = "NOTIFICATIONS",
         .values = {{"MONTH", month_code(quarter, one.day)},
                    {"SOURCE", source_code(one.sources)},
                    {"RATING", rating_code(one.rating)},
                    {"REPEAT", repeat_code(told.record, children, i)},
                    {"STEP", step_of(one)},
                    {"FEEDBACK", answered == feedback.end() ? "NO_CLOCK" : answered->second}}});
    std::set<std::string> concerns;
    for (const auto concern : one.concerns) concerns.insert(concern_code(concern));
    if (concerns.empty()) concerns.insert("NOT_SAID");
    for (const auto& code : concerns) {
      out.push_back({.unit = "CONCERNS", .values = {{"CONCERN", code}}});
    }
  }
}

void add_decisions(const Told& told, board::Quarter quarter, std::vector<board::Fact>& out) {
  std::unordered_map<std::string, std::optional<int>> born;
  for (const auto& person : told.record.people) born[person.id] = person.born;
  for (const auto& one : told.record.cases) {
    for (const auto& decided : one.decided) {
      const auto day = day_of(decided.at);
      if (!is_in(quarter, day)) continue;
      const auto at = born.find(decided.child.text());
      const auto year = at == born.end() ? std::nullopt : at->second;
      out.push_back({.unit = "DECISIONS",
                     .values = {{"OUTCOME", outcome_code(decided.outcome)},
                                {"AGE", age_code(research::age_band(year, day.year))}}});
    }
  }
}

void add_clocks(const Told& told, board::Quarter quarter, const model::Borough& borough,
                std::vector<board::Fact>& out) {
  for (const auto& clock : told.clocks) {
    const auto day = day_of(clock.due_at);
    const auto kind = clock_code(clock, borough);
    if (!is_in(quarter, day) || !kind) continue;
    // Each clock is in one table alone: units are protected apart, and what two of them had in
    // common would give away what one of them hides.
    if (clock.stage == model::Stage::agency_return) {
      out.push_back({.unit = "REQUESTS",
                     .values = {{"AGENCY", agency_code_of(clock.agency, borough)},
                                {"ANSWER", kept_code(clock, "NONE")}}});
      continue;
    }
    if (clock.stage == model::Stage::feedback) continue;  // with its notification
    out.push_back({.unit = "CLOCKS",
                   .values = {{"STAGE", stage_code(clock.stage)},
                              {"CLOCK", *kind},
                              {"MONTH", month_code(quarter, day)},
                              {"KEPT", kept_code(clock, "OPEN")}}});
  }
}

void add_others(const Told& told, board::Quarter quarter, const model::Borough& borough,
                std::vector<board::Fact>& out) {
  for (const auto& one : told.releases) {
    const auto code = release_code(one.state);
    if (code.empty() || !is_in(quarter, day_of(one.at))) continue;
    out.push_back({.unit = "RELEASES",
                   .values = {{"AGENCY", agency_code_of(one.owner, borough)}, {"RELEASE", code}}});
  }
  constexpr std::int64_t k_named_stages = 3;
  for (const auto& one : told.challenges) {
    if (!is_in(quarter, day_of(one.raised_at))) continue;
    out.push_back(
        {.unit = "CHALLENGES",
         .values = {{"CHALLENGE", one.stage <= k_named_stages ? "STAGE_" + std::to_string(one.stage)
                                                              : std::string("LATER")}}});
  }
}

}  // namespace

ToldWhole read_told(db::Transaction& tx, const pipeline::Vault& vault, board::Quarter quarter,
                    UtcTime now) {
  const auto since = from_london(quarter.first_day(), 0, 0);
  return {.all = research::read_all(tx, vault, now),
          .hidden = cases::restricted_cases(tx),
          .clocks = cases::clocks_due_since(tx, since),
          .releases = disclosure::releases_decided_since(tx, since),
          .challenges = challenge::challenges_raised_since(tx, since)};
}

Told told_of(ToldWhole whole) {
  Told out{.record = research::record_of(whole.all, whole.hidden),
           .clocks = std::move(whole.clocks),
           .releases = std::move(whole.releases),
           .challenges = std::move(whole.challenges)};
  const auto is_hidden = [&](const auto& one) { return whole.hidden.contains(one.case_id); };
  std::erase_if(out.clocks, is_hidden);
  std::erase_if(out.releases, is_hidden);
  std::erase_if(out.challenges, is_hidden);
  return out;
}

std::vector<board::Fact> facts_of(const Told& told, board::Quarter quarter,
                                  const model::Borough& borough) {
  std::vector<board::Fact> out;
  add_notifications(told, quarter, out);
  add_decisions(told, quarter, out);
  add_clocks(told, quarter, borough, out);
  add_others(told, quarter, borough, out);
  return out;
}

}  // namespace mash::figures
