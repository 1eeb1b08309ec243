// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mash/cases/queue.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "pages.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using pipeline::Context;
using policy::Action;

constexpr int k_page = 100;

// Stages and ratings that can stand in the queue.
constexpr auto k_states = std::to_array<NotificationState>(
    {NotificationState::received, NotificationState::screening, NotificationState::routed_open_case,
     NotificationState::acknowledged, NotificationState::misdirected, NotificationState::triaged,
     NotificationState::basis_recorded, NotificationState::enquiring, NotificationState::fast_track,
     NotificationState::analysis, NotificationState::decided, NotificationState::disseminated,
     NotificationState::feedback_sent, NotificationState::reopened});

struct Filter {
  cases::OpenFilter cases;
  bool mine = false;
};

Filter filter_of(const Context& c) {
  Filter f;
  f.cases.state = model::from_code<NotificationState>(c.input.text("state"));
  f.cases.rating = model::from_code<model::Rating>(c.input.text("rating"));
  f.cases.reader = c.principal.person;
  f.mine = c.input.flag("mine");
  if (f.mine) f.cases.taken_by = c.principal.person;
  return f;
}

// The address of the list with this filter; each chosen part can be left out.
std::string address(const Filter& f, int page) {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view value) {
    out += out.empty() ? "?" : "&";
    out += std::string(name) + "=" + std::string(value);
  };
  if (f.cases.state) add("state", model::code_of(*f.cases.state));
  if (f.cases.rating) add("rating", model::code_of(*f.cases.rating));
  if (f.mine) add("mine", "yes");
  if (page > 1) add("page", std::to_string(page));
  return "/queue" + out;
}

json::Value chosen(const Filter& f) {
  json::Array out;
  const auto add = [&out](std::string_view words, const Filter& without) {
    out.emplace_back(json::Object{{"text", words}, {"href", address(without, 1)}});
  };
  Filter without = f;
  without.cases.state.reset();
  if (f.cases.state) add(model::words_of(*f.cases.state), without);
  without = f;
  without.cases.rating.reset();
  if (f.cases.rating) add(model::words_of(*f.cases.rating), without);
  without = f;
  without.mine = false;
  if (f.mine) add("Only mine", without);
  return out;
}

json::Value filter_form(const Filter& f) {
  std::vector<html::Choice> states = {{.value = "", .text = "Any stage"}};
  for (const auto state : k_states) {
    states.push_back(
        {.value = std::string(model::code_of(state)), .text = std::string(model::words_of(state))});
  }
  std::vector<html::Choice> ratings = {{.value = "", .text = "Any rating"}};
  for (const auto& word : model::k_words<model::Rating>) {
    ratings.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::fields(
      {html::select({.name = "state",
                     .label = "Where it is",
                     .value = std::string(f.cases.state ? model::code_of(*f.cases.state) : ""),
                     .choices = std::move(states)}),
       html::select({.name = "rating",
                     .label = "Rating",
                     .value = std::string(f.cases.rating ? model::code_of(*f.cases.rating) : ""),
                     .choices = std::move(ratings)}),
       html::checkboxes(
           {.name = "mine",
            .values = f.mine ? std::vector<std::string>{"yes"} : std::vector<std::string>{},
            .choices = {{.value = "yes", .text = "Only mine"}},
            .classes = "govuk-checkboxes--small"})});
}

std::string ages_of(const std::vector<people::Subject>& children) {
  std::string out;
  for (const auto& child : children) {
    if (child.age.empty()) continue;
    if (!out.empty()) out += ", ";
    out += child.age;
  }
  return out;
}

std::string seen_before(const std::vector<people::Subject>& children) {
  int most = 0;
  for (const auto& child : children) most = std::max(most, child.other_cases);
  if (children.empty()) return "Not looked up yet";
  if (most == 0) return "First time";
  return "In " + std::to_string(most) + (most == 1 ? " other case" : " other cases");
}

std::string where_it_is(const cases::CaseHead& head, const std::set<CaseId>& screened) {
  if (head.state == NotificationState::received) return "Not screened";
  if (head.state == NotificationState::analysis) return "READY TO DECIDE";
  if (screened.contains(head.id)) return "Waits for a rating";
  return std::string(model::words_of(head.state));
}

struct Marks {
  std::set<CaseId> screened, hidden_match;
};

json::Value row_of(Context& c, const policy::Proof& proof, const Deps& deps,
                   const cases::OpenCase& one, const Marks& marks) {
  const CaseId& id = one.head.id;
  c.touch(id.text());
  const auto children = people::children_of(c, proof, id);
  const auto notifications = intake::notification_view(c, proof, id);
  const bool screening = one.head.state == NotificationState::received ||
                         one.head.state == NotificationState::screening;
  json::Value row = json::Object{};
  row.set("href", "/case/" + id.text() + (screening ? "/screen" : ""));
  row.set("children", people::children_line(c, proof, id));
  row.set("ages", ages_of(children));
  row.set("reference", one.head.reference);
  row.set("clock", cases::clock_tag(one.next, c.now));
  row.set("stage", one.next ? model::words_of(one.next->stage) : "");
  row.set("level", cases::rating_tag(one.head.rating));
  row.set("need", one.head.level ? "Level " + std::string(model::code_of(*one.head.level)) : "");
  const bool named = !notifications.empty() && !notifications.front().concerns.empty();
  row.set("concern", named ? model::words_of(notifications.front().concerns.front()) : "");
  row.set("source", notifications.empty() ? "" : model::words_of(notifications.front().source));
  row.set("seen", marks.hidden_match.contains(id)
                      ? "Look them up again: who did may not know of a match"
                      : seen_before(children));
  row.set("where", where_it_is(one.head, marks.screened));
  const bool taken = !one.head.taken_by.empty();
  row.set("with", taken ? directory::person_name(deps.borough, one.head.taken_by) : "");
  row.set("take", "/case/" + id.text() + "/take");
  row.set("idempotency_key", false);  // several forms stand on one page
  return row;
}

std::string counts_words(const cases::OpenCounts& n) {
  return std::to_string(n.overdue) + " overdue, " + std::to_string(n.ready_to_decide) +
         " ready to decide, " + std::to_string(n.not_rated) + " not rated yet, " +
         std::to_string(n.open) + " open.";
}

json::Value page_links(const Filter& f, int page, int matching) {
  const int pages = (matching + k_page - 1) / k_page;
  if (pages < 2) return false;
  html::PaginationOptions options;
  if (page > 1) options.previous_href = address(f, page - 1);
  if (page < pages) options.next_href = address(f, page + 1);
  for (int n = 1; n <= pages; ++n) {
    options.items.push_back(
        {.number = std::to_string(n), .href = address(f, n), .current = n == page});
  }
  return html::pagination(options);
}

Result<pipeline::Reply> show_queue(const Deps& deps, const policy::Grant<Action::read_queue>& grant,
                                   Context& c) {
  const Filter f = filter_of(c);
  const auto counts = cases::count_open(c.tx, f.cases, c.now);
  const int last = std::max(1, (counts.matching + k_page - 1) / k_page);
  const int page = static_cast<int>(std::clamp<std::int64_t>(c.input.number("page"), 1, last));
  const Marks marks{.screened = screened_cases(c.tx),
                    .hidden_match = people::cases_with_hidden_match(c)};
  json::Array rows;
  for (const auto& one : cases::open_queue(c.tx, f.cases, k_page, (page - 1) * k_page)) {
    rows.push_back(row_of(c, grant, deps, one, marks));
  }
  json::Value data = json::Object{};
  json::Value filters = chosen(f);
  data.set("has_chosen", !filters.as_array()->empty());
  data.set("chosen", std::move(filters));
  data.set("fields", filter_form(f));
  data.set("counts", counts_words(counts));
  data.set("overdue", counts.overdue);
  data.set("ready_to_decide", counts.ready_to_decide);
  data.set("not_rated", counts.not_rated);
  data.set("open", counts.open);
  data.set("matching", counts.matching);
  data.set("made_at", plain_time(c.now));
  data.set("refresh", address(f, page));
  data.set("none_left", c.input.flag("none"));
  data.set("nothing", rows.empty()
                          ? html::empty(html::Empty::nothing,
                                        counts.open == 0 ? "Nothing waits." : "No case matches.")
                          : json::Value(false));
  data.set("has_rows", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("pages", page_links(f, page, counts.matching));
  return pipeline::View{.page = "triage/queue",
                        .title = "Queue",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

pipeline::Route queue_page(const Deps& deps) {
  std::vector<std::string> states;
  for (const auto state : k_states) states.emplace_back(model::code_of(state));
  std::vector<std::string> ratings;
  for (const auto& word : model::k_words<model::Rating>) ratings.emplace_back(word.code);
  using pipeline::Kind;
  return pipeline::page<Action::read_queue>(
      {.path = "/queue",
       .summary = "The cases that wait, the most pressing first",
       .event = "queue.list",
       .fields = {{.name = "state",
                   .label = "Where it is",
                   .kind = Kind::choice,
                   .choices = std::move(states)},
                  {.name = "rating",
                   .label = "Rating",
                   .kind = Kind::choice,
                   .choices = std::move(ratings)},
                  {.name = "mine", .label = "Only mine", .kind = Kind::choice, .choices = {"yes"}},
                  {.name = "none", .label = "None left", .kind = Kind::choice, .choices = {"yes"}},
                  {.name = "page", .label = "Page", .kind = Kind::number, .max = 6}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show_queue(deps, grant, c); }});
}

}  // namespace mash::triage
