// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "mash/cases/bars.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/needs/needs.h"
#include "mash/picture/picture.h"
#include "mash/research/counts.h"
#include "mash/statistics/forecast.h"

namespace mash::needs {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;
using research::By;

constexpr int k_week = 7;
constexpr std::size_t k_weeks_ahead = 12;
constexpr std::array<int, 3> k_months{12, 24, 36};

struct Question {
  By by{};
  const char* code = "";
  const char* words = "";
};
constexpr std::array<Question, 4> k_questions{{{By::concern, "WORRY", "What of"},
                                               {By::source, "SOURCE", "Who told"},
                                               {By::district, "DISTRICT", "Postcode district"},
                                               {By::age, "AGE", "Age of the children"}}};

const Question& question_of(const Context& c) {
  const auto* found = std::ranges::find(k_questions, c.input.text("by"), &Question::code);
  return found == k_questions.end() ? k_questions.front() : *found;
}

int months_of(const Context& c) {
  int out = k_months.front();
  const auto typed = c.input.text("months");
  std::from_chars(typed.data(), typed.data() + typed.size(), out);  // one of the choices
  return out;
}

research::Record record_of(Context& c) {
  return research::record_of(research::read_all(c.tx, c.vault, c.now),
                             cases::barred_cases(c.tx, c.principal.person));
}

bool reads_cases(const Context& c) {
  return policy::may(c.principal, Action::read_case, {.case_member = true});
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

// What may be told of a count, in words and, where it may be known at all, as a number.
picture::HeatCell cell_of(std::int64_t count, bool exact) {
  if (exact) return {.value = count, .words = std::to_string(count)};
  auto told = research::as_told(count, protect::nhs_style());
  // The shade tells no more than the words do.
  return {.value = told.number, .words = std::move(told.words)};
}

picture::Drawn drawn_of(const research::Record& record, const Question& question, int months,
                        LocalDate today, bool exact) {
  const auto counts = research::counts_of(record, question.by, period_of(record, today, months));
  picture::HeatOptions options{
      .frame = {.id = "needs",
                .heading = std::string("Notifications by month: ") + question.words,
                .description = "A row for each answer, a column for each month. The table below "
                               "says the same.",
                .caption = "Notifications of each month"},
      .corner = question.words,
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

json::Value filters(const Question& question, int months) {
  std::vector<html::Choice> by;
  for (const auto& one : k_questions) by.push_back({.value = one.code, .text = one.words});
  std::vector<html::Choice> lengths;
  for (const int n : k_months) {
    lengths.push_back({.value = std::to_string(n), .text = "The last " + std::to_string(n)});
  }
  return html::fields(
      {html::select(
           {.name = "by", .label = "By", .value = question.code, .choices = std::move(by)}),
       html::select({.name = "months",
                     .label = "Months",
                     .value = std::to_string(months),
                     .choices = std::move(lengths)})});
}

Result<Reply> show(Context& c) {
  const auto& question = question_of(c);
  const int months = months_of(c);
  const LocalDate today = to_london(c.now).date;
  const auto record = record_of(c);
  const auto drawn = drawn_of(record, question, months, today, reads_cases(c));
  const std::string csv =
      std::string("/needs/table.csv?by=") + question.code + "&months=" + std::to_string(months);
  json::Value data = json::Object{};
  data.set("fields", filters(question, months));
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

Result<Reply> table(Context& c) {
  const auto drawn =
      drawn_of(record_of(c), question_of(c), months_of(c), to_london(c.now).date, reads_cases(c));
  return pipeline::Download{.type = "text/csv; charset=utf-8; header=present",
                            .name = "needs.csv",
                            .body = picture::as_csv(drawn.table)};
}

std::vector<pipeline::Field> fields() {
  pipeline::Field by{.name = "by", .label = "By what", .kind = pipeline::Kind::choice};
  for (const auto& one : k_questions) by.choices.emplace_back(one.code);
  pipeline::Field months{.name = "months", .label = "How long", .kind = pipeline::Kind::choice};
  for (const int n : k_months) months.choices.push_back(std::to_string(n));
  return {std::move(by), std::move(months)};
}

}  // namespace

std::vector<pipeline::Route> routes() {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs",
       .summary = "Notifications of each month by what is needed, and how many to expect",
       .event = "needs.read",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return show(c); }}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/table.csv",
       .summary = "The table of needs as CSV",
       .event = "needs.table-fetched",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return table(c); }}));
  return out;
}

}  // namespace mash::needs
