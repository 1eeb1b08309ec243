// SPDX-License-Identifier: MIT
#include "queue_filter.h"

#include <algorithm>
#include <array>

#include "case_view.h"
#include "mash/directory/directory.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using pipeline::Kind;

constexpr std::string_view k_me = "me", k_nobody = "nobody", k_today = "today", k_newest = "newest";

// Stages that can stand in the queue.
constexpr auto k_states = std::to_array<NotificationState>(
    {NotificationState::received, NotificationState::screening, NotificationState::routed_open_case,
     NotificationState::routed_adult, NotificationState::acknowledged,
     NotificationState::misdirected, NotificationState::triaged, NotificationState::basis_recorded,
     NotificationState::enquiring, NotificationState::fast_track, NotificationState::analysis,
     NotificationState::decided, NotificationState::disseminated, NotificationState::feedback_sent,
     NotificationState::reopened, NotificationState::with_designated_officer});

std::string who(const QueueFilter& f, const Deps& deps) {
  if (f.with == k_me) return "me";
  if (f.with == k_nobody) return "nobody";
  return directory::person_name(deps.borough, StaffId::trusted(f.with));
}

json::Value view_link(std::string text, int count, const QueueFilter& view, const QueueFilter& f) {
  const std::string href = address(view, 1);
  return json::Object{{"text", std::move(text)},
                      {"count", count},
                      {"href", href},
                      {"current", href == address(f, 1)}};
}

html::Choice choice(std::string_view value, std::string text) {
  return {.value = std::string(value), .text = std::move(text)};
}

json::Value with_question(const QueueFilter& f, const Deps& deps,
                          const std::vector<std::pair<StaffId, int>>& holders,
                          const StaffId& reader) {
  html::SelectOptions o{
      .name = "with",
      .label = "Who has it",
      .value = f.with,
      .choices = {choice("", "Anybody or nobody"), choice(k_nobody, "Nobody"), choice(k_me, "Me")}};
  bool offered = f.with.empty() || f.with == k_me || f.with == k_nobody;
  for (const auto& [id, count] : holders) {
    if (id == reader) continue;
    offered = offered || id.text() == f.with;
    o.choices.push_back(choice(
        id.text(), directory::person_name(deps.borough, id) + " (" + std::to_string(count) + ")"));
  }
  if (!offered) o.choices.push_back(choice(f.with, who(f, deps) + " (0)"));
  return html::select(o);
}

}  // namespace

std::vector<pipeline::Field> filter_fields() {
  std::vector<std::string> states;
  for (const auto state : k_states) states.emplace_back(model::code_of(state));
  return {
      {.name = "state", .label = "Where it is", .kind = Kind::choice, .choices = std::move(states)},
      {.name = "rating",
       .label = "Rating",
       .kind = Kind::choice,
       .choices = codes_of<model::Rating>()},
      {.name = "with", .label = "Who has it", .max = 40},
      {.name = "arrived",
       .label = "When it arrived",
       .kind = Kind::choice,
       .choices = {std::string(k_today)}},
      {.name = "order",
       .label = "Order",
       .kind = Kind::choice,
       .choices = {std::string(k_newest)}}};
}

Result<QueueFilter> filter_of(const pipeline::Context& c, const Deps& deps) {
  QueueFilter f;
  f.cases.reader = c.principal.person;
  f.cases.state = model::from_code<NotificationState>(c.input.text("state"));
  f.cases.rating = model::from_code<model::Rating>(c.input.text("rating"));
  f.cases.newest_first = c.input.text("order") == k_newest;
  f.today = c.input.text("arrived") == k_today;
  if (f.today) f.cases.received_from = day_began(c.now);
  f.with = c.input.text("with");
  f.cases.untaken = f.with == k_nobody;
  if (f.with == k_me) {
    f.cases.taken_by = c.principal.person;
  } else if (!f.with.empty() && f.with != k_nobody) {
    f.cases.taken_by = StaffId::trusted(f.with);
    if (deps.borough.find_staff(f.cases.taken_by) == nullptr) {
      return invalid("with", "Choose who has it from the list");
    }
  }
  return f;
}

UtcTime day_began(UtcTime now) {
  return from_london(to_london(now).date, 0, 0);
}

std::string address(const QueueFilter& f, int page) {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view value) {
    out += out.empty() ? "?" : "&";
    out += std::string(name) + "=" + std::string(value);
  };
  if (f.cases.state) add("state", model::code_of(*f.cases.state));
  if (f.cases.rating) add("rating", model::code_of(*f.cases.rating));
  if (!f.with.empty()) add("with", f.with);
  if (f.today) add("arrived", k_today);
  if (f.cases.newest_first) add("order", k_newest);
  if (page > 1) add("page", std::to_string(page));
  return "/queue" + out;
}

json::Value view_links(const QueueFilter& f, const cases::OpenCounts& counts, int mine) {
  QueueFilter today;
  today.today = true;
  QueueFilter nobody;
  nobody.with = k_nobody;
  QueueFilter me;
  me.with = k_me;
  return json::Array{view_link("All open", counts.open, {}, f),
                     view_link("Arrived today", counts.arrived, today, f),
                     view_link("With nobody", counts.untaken, nobody, f),
                     view_link("With me", mine, me, f)};
}

json::Value chosen(const QueueFilter& f, const Deps& deps) {
  json::Array out;
  const auto add = [&](bool is_chosen, std::string words, auto leave_out) {
    if (!is_chosen) return;
    QueueFilter without = f;
    leave_out(without);
    out.push_back(json::Object{{"text", std::move(words)}, {"href", address(without, 1)}});
  };
  add(f.cases.state.has_value(), std::string(f.cases.state ? model::words_of(*f.cases.state) : ""),
      [](QueueFilter& w) { w.cases.state.reset(); });
  add(f.cases.rating.has_value(),
      std::string(f.cases.rating ? model::words_of(*f.cases.rating) : ""),
      [](QueueFilter& w) { w.cases.rating.reset(); });
  add(!f.with.empty(), "With " + (f.with.empty() ? "" : who(f, deps)),
      [](QueueFilter& w) { w.with.clear(); });
  add(f.today, "Arrived today", [](QueueFilter& w) { w.today = false; });
  add(f.cases.newest_first, "Newest first", [](QueueFilter& w) { w.cases.newest_first = false; });
  return out;
}

json::Value filter_form(const QueueFilter& f, const Deps& deps,
                        const std::vector<std::pair<StaffId, int>>& holders,
                        const StaffId& reader) {
  std::vector<html::Choice> states = {choice("", "Any stage")};
  for (const auto state : k_states) {
    states.push_back(choice(model::code_of(state), std::string(model::words_of(state))));
  }
  std::vector<html::Choice> ratings = {choice("", "Any rating")};
  for (auto& one : choices_of<model::Rating>()) ratings.push_back(std::move(one));
  return html::fields(
      {html::select({.name = "state",
                     .label = "Where it is",
                     .value = std::string(f.cases.state ? model::code_of(*f.cases.state) : ""),
                     .choices = std::move(states)}),
       html::select({.name = "rating",
                     .label = "Rating",
                     .value = std::string(f.cases.rating ? model::code_of(*f.cases.rating) : ""),
                     .choices = std::move(ratings)}),
       with_question(f, deps, holders, reader),
       html::select({.name = "arrived",
                     .label = "When it arrived",
                     .value = f.today ? std::string(k_today) : std::string(),
                     .choices = {choice("", "Any day"), choice(k_today, "Today")}}),
       html::select({.name = "order",
                     .label = "Order",
                     .value = f.cases.newest_first ? std::string(k_newest) : std::string(),
                     .choices = {choice("", "The most pressing first"),
                                 choice(k_newest, "The newest first")}})});
}

}  // namespace mash::triage
