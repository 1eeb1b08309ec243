// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/research/counts.h"
#include "mash/statistics/forecast.h"
#include "pages.h"

namespace mash::needs {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;
using research::By;

constexpr int k_week = 7;
constexpr std::size_t k_weeks_ahead = 12;

constexpr std::array<Answer, 4> k_by{{{"WORRY", "What of"},
                                      {"SOURCE", "Who told"},
                                      {"DISTRICT", "Postcode district"},
                                      {"AGE", "Age of the children"}}};
constexpr std::array<Answer, 3> k_lengths{
    {{"12", "The last 12"}, {"24", "The last 24"}, {"36", "The last 36"}}};
const std::array<Question, 2> k_questions{{{"by", "By", k_by}, {"months", "Months", k_lengths}}};

By by_of(std::string_view code) {
  constexpr std::array k_kinds{By::concern, By::source, By::district, By::age};
  for (std::size_t i = 0; i < k_by.size(); ++i) {
    if (k_by.at(i).code == code) return k_kinds.at(i);
  }
  return k_kinds.front();
}

int months_of(const Context& c) {
  const std::string_view typed = answer_of(c, k_questions[1]).code;
  int out = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);  // one of the choices
  return out;
}

// The last whole months, so that no month looks small because it has just begun, and none of the
// time before anything was told here.
research::Months period_of(const research::Record& record, LocalDate today, int months) {
  const LocalDate last = LocalDate{today.year, today.month, 1}.plus_days(-1);
  const int first = (last.year * 12) + last.month - months;
  LocalDate from{first / 12, (first % 12) + 1, 1};
  if (!record.cases.empty()) from = std::max(from, record.cases.front().day);
  return {.first = from, .last = last};
}

picture::HeatCell cell_of(std::int64_t count, bool exact) {
  // The shade tells no more than the words do.
  auto told = said(count, exact);
  return {.value = told.number, .words = std::move(told.words)};
}

picture::Drawn drawn_of(const research::Record& record, const Answer& by, int months,
                        LocalDate today, bool exact) {
  const auto counts = research::counts_of(record, by_of(by.code), period_of(record, today, months));
  picture::HeatOptions options{
      .frame = {.id = "needs",
                .heading = std::string("Notifications by month: ") + by.words,
                .description = "A row for each answer, a column for each month. The table below "
                               "says the same.",
                .caption = "Notifications of each month"},
      .corner = by.words,
      .columns = counts.months,
      .rows = counts.rows};
  for (const auto& row : counts.cells) {
    auto& cells = options.cells.emplace_back();
    for (const auto count : row) cells.push_back(cell_of(count, exact));
  }
  return picture::heat_map(options);
}

// Notifications of each whole week, Monday to Sunday, since the first.
struct Weeks {
  LocalDate next;  // the Monday after them
  std::vector<double> counts;
};
Weeks weeks_of(const research::Record& record, LocalDate today) {
  Weeks out{.next = today.plus_days(-today.weekday()), .counts = {}};
  if (record.cases.empty()) return out;
  const LocalDate day = record.cases.front().day;
  // The week in which the record begins is not whole.
  const LocalDate first = day.plus_days(k_week - day.weekday());
  if (first >= out.next) return out;
  out.counts.resize(static_cast<std::size_t>(days_between(first, out.next) / k_week));
  for (const auto& one : record.cases) {
    const auto days = days_between(first, one.day);
    if (days < 0 || one.day >= out.next) continue;
    out.counts[static_cast<std::size_t>(days / k_week)] += 1;
  }
  return out;
}

std::string past_words(const statistics::PastAccuracy& past) {
  return fmt::format(
      "Made in the same way at past weeks, of what was known then: of {} weeks that were forecast "
      "{:.0f} in 100 lay inside their interval, which promises 95. It was off by {:.1f} on "
      "average; to say last week's count again would have been off by {:.1f}.",
      past.forecasts, past.share_inside * 100, past.mean_error, past.naive_error);
}

json::Value forecast_view(const research::Record& record, LocalDate today) {
  const auto weeks = weeks_of(record, today);
  const auto made = statistics::forecast(weeks.counts, k_weeks_ahead);
  if (!made) {
    return json::Object{{"none", made.error().message}, {"picture", false}, {"past", ""}};
  }
  picture::BarOptions options{
      .frame = {.id = "expected",
                .heading = "Notifications to expect",
                .description = "A bar for each of the next " + std::to_string(k_weeks_ahead) +
                               " weeks, with the interval in which 95 of 100 such weeks lie. The "
                               "table below says the same.",
                .caption = "Notifications of each week to come"},
      .label_heading = "Week that begins on",
      .measure = "Expected",
      .interval_heading = "Between"};
  for (std::size_t i = 0; i < made->weeks.size(); ++i) {
    const auto& week = made->weeks[i];
    options.bars.push_back(
        {.label = plain_date(weeks.next.plus_days(static_cast<int>(i) * k_week)),
         .value = week.mean,
         .lower = week.lower,
         .upper = week.upper,
         .words = fmt::format("{:.1f}", week.mean),
         .interval_words = fmt::format("{:.0f} to {:.0f}", week.lower, week.upper)});
  }
  return json::Object{{"none", ""},
                      {"picture", picture::as_data(picture::bars(options))},
                      {"past", made->past ? past_words(*made->past)
                                          : "No past week had a year before it, so how well such "
                                            "a forecast does is not known yet."}};
}

Result<Reply> show(Context& c, const Deps& deps) {
  const LocalDate today = to_london(c.now).date;
  const auto kept = record_for(c, deps);
  const auto& record = *kept;
  const auto drawn =
      drawn_of(record, answer_of(c, k_questions[0]), months_of(c), today, reads_cases(c));
  const std::string csv = "/needs/table.csv" + query_of(c, k_questions);
  json::Value data = json::Object{};
  data.set("fields", html::fields({select_of(c, k_questions[0]), select_of(c, k_questions[1])}));
  data.set("rounded", !reads_cases(c));
  data.set("picture", picture::as_data(drawn, csv));
  data.set("nothing", drawn.table.rows.empty()
                          ? html::empty(html::Empty::nothing, "Nothing came in these months.")
                          : json::Value(false));
  data.set("expected", forecast_view(record, today));
  return pipeline::View{.page = "needs/needs",
                        .title = "Needs",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> table(Context& c, const Deps& deps) {
  const auto drawn = drawn_of(*record_for(c, deps), answer_of(c, k_questions[0]), months_of(c),
                              to_london(c.now).date, reads_cases(c));
  return csv_of("needs.csv", drawn.table);
}

std::vector<pipeline::Field> fields() {
  return {field_of(k_questions[0]), field_of(k_questions[1])};
}

}  // namespace

std::vector<pipeline::Route> needs_routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs",
       .summary = "Notifications of each month by what is needed, and how many to expect",
       .event = "needs.read",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/table.csv",
       .summary = "The table of needs as CSV",
       .event = "needs.table-fetched",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return table(c, deps); }}));
  return out;
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  auto out = needs_routes(deps);
  for (auto& one : fairness_routes(deps)) out.push_back(std::move(one));
  for (auto& one : back_test_routes(deps)) out.push_back(std::move(one));
  for (auto& one : agencies_routes(deps)) out.push_back(std::move(one));
  return out;
}

}  // namespace mash::needs
