// SPDX-License-Identifier: MIT
// What may happen to a request, and when.
#include <algorithm>

#include "mash/html/house.h"
#include "pages.h"

namespace mash::access {

namespace {

using pipeline::Context;

constexpr int k_longest_words = 2000;

bool has(const std::vector<StepRow>& steps, Step step) {
  return std::ranges::find(steps, step, &StepRow::step) != steps.end();
}

// Of what may happen, what has not happened; the rest is refused with the reason (check_step).
bool may_come(Step step, const RequestRow& row, const std::vector<StepRow>& steps) {
  const auto pauses = times_of(row, steps).pauses;
  const bool paused = !pauses.empty() && !pauses.back().given;
  switch (step) {
    case Step::identity_shown:
    case Step::extended:
      return !has(steps, step);
    case Step::clarification_asked:
      return !paused;
    case Step::clarification_given:
      return paused;
    case Step::refused:
    case Step::withdrawn:
    case Step::closed:
      return true;
  }
  return true;
}

Result<void> check_extended(const TimeLimit& limit, LocalDate day) {
  if (!limit.began) return invalid("step", "Its time has not begun. Record how identity was shown");
  if (limit.paused) return invalid("step", "Its time is paused. Record what they told us first");
  if (!limit.extend_by) return invalid("step", "It was extended already, and can be once");
  if (day > *limit.extend_by) {
    return invalid("day", "They can be told until " + plain_date(*limit.extend_by) +
                              ". Answer what you can by then");
  }
  return {};
}

Result<void> check_closed(Context& c, const RequestRow& row) {
  const auto seen = cases_seen(c, row);
  // Of a hidden part whoever sees it hears in their own tasks; here it stops nothing, or it would
  // show.
  if (!is_handed_over(c, row, seen.main)) {
    return invalid("step",
                   "Each owner answers first, and the newest bundle is handed over. If nothing is "
                   "held, hand over a bundle that says so");
  }
  return {};
}

}  // namespace

json::Value day_question(const Context& c, const std::string& name, const std::string& legend,
                         const std::string& hint) {
  return html::date_input({.name = name,
                           .legend = legend,
                           .hint = hint,
                           .error = html::error_of(c.faults, name),
                           .day = typed_or_empty(c, name + "-day"),
                           .month = typed_or_empty(c, name + "-month"),
                           .year = typed_or_empty(c, name + "-year"),
                           .legend_classes = "govuk-fieldset__legend--s"});
}

Result<LocalDate> day_before_now(Context& c, const std::string& name) {
  MASH_TRY(const auto day, c.input.date(name));
  if (day > to_london(c.now).date) return invalid(name, "Enter a day that has come");
  return day;
}

json::Value step_form(const Context& c, const RequestRow& row) {
  if (row.state != RequestState::open) return false;
  auto choices = choices_of<Step>();
  std::erase_if(choices, [steps = steps_of(c.tx, row.id), &row](const html::Choice& choice) {
    return !may_come(*model::from_code<Step>(choice.value), row, steps);
  });
  json::Value v = json::Object{};
  v.set("action", path_of(row, "/step"));
  v.set(
      "fields",
      html::fields({html::radios({.name = "step",
                                  .legend = "What has happened?",
                                  .error = html::error_of(c.faults, "step"),
                                  .value = typed_or_empty(c, "step"),
                                  .choices = std::move(choices),
                                  .legend_classes = "govuk-fieldset__legend--s"}),
                    day_question(c, "day", "On which day?", "For example 24 11 2026"),
                    html::textarea({.name = "words",
                                    .label = "How, or why?",
                                    .hint = "What was seen or said, and by whom. Of a refusal and "
                                            "of more time: the reason that they were given.",
                                    .error = html::error_of(c.faults, "words"),
                                    .value = typed_or_empty(c, "words"),
                                    .rows = 3,
                                    .max_length = k_longest_words,
                                    .label_classes = "govuk-label--s"})}));
  return v;
}

Result<void> check_step(Context& c, const Deps& deps, const RequestRow& row, Step step,
                        LocalDate day) {
  const auto steps = steps_of(c.tx, row.id);
  const auto limit = time_limit(times_of(row, steps), deps.policy, deps.working_days);
  if (day < row.received) {
    return invalid("day", "It came on " + plain_date(row.received) + ". Enter a day after that");
  }
  switch (step) {
    case Step::identity_shown:
      if (has(steps, step)) return invalid("step", "That stands here already");
      return {};
    case Step::clarification_asked:
      if (limit.paused) return invalid("step", "They were asked already and have not answered");
      return {};
    case Step::clarification_given: {
      const auto pauses = times_of(row, steps).pauses;
      if (pauses.empty() || pauses.back().given) {
        return invalid("step", "They were not asked. Record that first");
      }
      if (day < pauses.back().asked) {
        return invalid("day", "They were asked on " + plain_date(pauses.back().asked) +
                                  ". Enter that day or a later one");
      }
      return {};
    }
    case Step::extended:
      return check_extended(limit, day);
    case Step::closed:
      return check_closed(c, row);
    case Step::refused:
    case Step::withdrawn:
      return {};
  }
  return {};
}

}  // namespace mash::access
