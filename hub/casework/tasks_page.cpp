// SPDX-License-Identifier: MIT
// The tasks of a case with the form for a new one, and the tasks of whoever asks across all cases.
#include <algorithm>
#include <limits>
#include <tuple>

#include "desks.h"
#include "discussions.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/html/house.h"
#include "mash/people/people.h"
#include "mash/pipeline/when.h"
#include "mash/shift/handed.h"
#include "pages.h"
#include "task_view.h"

namespace mash::casework {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_most_listed = 100;

const pipeline::WhenQuestion& due() {
  static const pipeline::WhenQuestion q{.name = "due",
                                        .day = "By which day?",
                                        .time = "By what time?",
                                        .missing_day = "Enter the day by which it is to be done",
                                        .missing_time = "Enter the time by which it is to be done"};
  return q;
}

// Only the police are asked whether it is about a possible crime (C11).
bool is_police(const Context& c, const model::Borough& borough) {
  const auto* agency = borough.find_agency(desk_of(c.principal));
  return agency != nullptr && agency->kind == model::AgencyKind::police;
}

json::Value form_of(Context& c, const Deps& deps) {
  std::vector<json::Value> all;
  all.push_back(html::textarea({.name = "what",
                                .label = "What is to be done?",
                                .error = html::error_of(c.faults, "what"),
                                .value = typed_or(c, "what"),
                                .rows = 2,
                                .max_length = 500,
                                .label_classes = "govuk-label--s"}));
  if (is_police(c, deps.borough)) {
    all.push_back(html::radios(
        {.name = "crime",
         .legend = "Is it about a possible crime?",
         .hint = "Your own agency looks into a possible crime beside the work of the hub, whose "
                 "clocks go on.",
         .error = html::error_of(c.faults, "crime"),
         .value = typed_or(c, "crime"),
         .choices = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
         .classes = "govuk-radios--inline govuk-radios--small",
         .legend_classes = "govuk-fieldset__legend--s"}));
  }
  all.push_back(holder_question(c, deps.borough, present_holders(c, deps.borough, c.case_id), "for",
                                "Who is to do it?"));
  for (auto& q : pipeline::when_questions(c, due())) all.push_back(std::move(q));
  all.push_back(html::textarea({.name = "why",
                                .label = "Why?",
                                .error = html::error_of(c.faults, "why"),
                                .value = typed_or(c, "why"),
                                .rows = 2,
                                .max_length = 1000,
                                .label_classes = "govuk-label--s"}));
  return html::fields(std::move(all));
}

// In which it is agreed; nothing where it comes from no discussion.
Result<std::optional<DiscussionRow>> discussion_of(Context& c, const pipeline::Input& input) {
  if (!input.has("discussion")) return std::optional<DiscussionRow>();
  auto row = find_discussion(c.tx, c.case_id, input.text("discussion"));
  if (!row) return not_found();
  return row;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto discussion, discussion_of(c, c.typed != nullptr ? *c.typed : c.input));
  json::Array open;
  json::Array over;
  for (const auto& row : tasks_of_case(c.tx, c.case_id)) {
    (row.state == TaskState::open ? open : over).push_back(task_line(c, proof, deps, row));
  }
  json::Value data = case_page(c, proof, "tasks");
  data.set("nothing", open.empty() ? html::empty(html::Empty::nothing, "Nothing is to be done.")
                                   : json::Value(false));
  data.set("has_tasks", !open.empty());
  data.set("tasks", std::move(open));
  data.set("has_over", !over.empty());
  data.set("over", std::move(over));
  const bool is_open = model::is_open(cases::find_case(c.tx, c.case_id)->state);
  data.set("closed", !is_open);
  const bool may_give = cases::works_on(c, c.case_id);
  data.set("may_give", may_give && (is_open || c.typed != nullptr));
  data.set("action", case_path(c.case_id, "/tasks"));
  data.set("discussion", discussion ? discussion->id : std::string());
  data.set("agreed_in", discussion ? discussion_title(c, proof, *discussion) : std::string());
  data.set("fields", form_of(c, deps));
  return pipeline::View{.page = "casework/tasks",
                        .title = "Tasks",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<NewTask> read_form(Context& c, const Deps& deps) {
  std::vector<Fault> faults;
  const auto keep = [&faults](const Error& e) {
    faults.insert(faults.end(), e.faults.begin(), e.faults.end());
  };
  NewTask out{.words = {.what = Sensitive(std::string(c.input.text("what"))),
                        .why = Sensitive(std::string(c.input.text("why")))}};
  const auto holder = read_holder(c, deps.borough, c.case_id, "for");
  if (holder) out.holder = *holder;
  if (!holder) keep(holder.error());
  const auto when = pipeline::read_when(c.input, due());
  if (!when) {
    keep(when.error());
  } else if (*when <= c.now) {
    faults.push_back({"due", "This has passed. Enter a day and a time that are still to come"});
  } else {
    out.due_at = *when;
  }
  const bool police = is_police(c, deps.borough);
  if (police && !c.input.has("crime")) {
    faults.push_back({"crime", "Select whether it is about a possible crime"});
  } else if (c.input.flag("crime")) {
    out.kind = TaskKind::crime;
    if (!police)
      faults.push_back({"crime", "Only the police record a possible crime. Leave it out"});
    if (holder && holder->desk != desk_of(c.principal)) {
      faults.push_back(
          {"for", "A possible crime is for your own agency: choose it or a colleague"});
    }
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> add(Context& c, const Deps& deps) {
  MASH_TRY(const auto discussion, discussion_of(c, c.input));
  if (!model::is_open(cases::find_case(c.tx, c.case_id)->state)) {
    return invalid("what", "This case is closed: nobody looks at its tasks. Write it in its log");
  }
  MASH_TRY(auto task, read_form(c, deps));
  if (discussion) task.discussion = discussion->id;
  add_task(c, c.case_id, desk_of(c.principal), task);
  if (task.kind == TaskKind::crime) c.note("possible_crime");
  return pipeline::SeeOther{
      case_path(c.case_id, discussion ? "/discussions/" + discussion->id : "/tasks"), {}};
}

std::vector<pipeline::Field> task_fields() {
  using pipeline::Kind;
  std::vector<pipeline::Field> out = {{.name = "what",
                                       .label = "What is to be done",
                                       .required = true,
                                       .max = 500,
                                       .missing = "Say what is to be done",
                                       .as_typed = true},
                                      {.name = "for",
                                       .label = "Who is to do it",
                                       .required = true,
                                       .max = 50,
                                       .missing = "Choose who is to do it"}};
  for (auto& field : pipeline::when_fields(due())) out.push_back(std::move(field));
  out.push_back({.name = "why",
                 .label = "Why",
                 .required = true,
                 .max = 1000,
                 .missing = "Say why it is to be done",
                 .as_typed = true});
  out.push_back({.name = "crime",
                 .label = "Possible crime",
                 .kind = Kind::choice,
                 .choices = {"yes", "no"},
                 .missing = "Select whether it is about a possible crime"});
  out.push_back(
      {.name = "discussion", .label = "The discussion in which it was agreed", .max = 26});
  return out;
}

// A line of a list over all cases also says which case.
json::Value line_with_case(Context& c, const policy::Proof& proof, const Deps& deps,
                           const TaskRow& row) {
  json::Value v = task_line(c, proof, deps, row);
  const auto head = cases::find_case(c.tx, row.case_id);
  c.touch(row.case_id.text());
  v.set("reference", head->reference);
  v.set("who", people::children_line(c, proof, row.case_id));
  return v;
}

struct List {
  std::string id, caption;
  std::vector<TaskRow> rows;
};

json::Value list_view(Context& c, const policy::Proof& proof, const Deps& deps, const List& list) {
  json::Value v = json::Object{};
  v.set("id", list.id);
  v.set("caption", list.caption);
  v.set("more", list.rows.size() > k_most_listed);
  json::Array lines;
  for (const auto& row : list.rows) {
    if (lines.size() == k_most_listed) break;
    lines.push_back(line_with_case(c, proof, deps, row));
  }
  v.set("tasks", std::move(lines));
  return v;
}

// What other slices keep, as lines like those of tasks: the most pressing first.
json::Array lines_from_elsewhere(Context& c, const policy::Proof& proof, const Deps& deps,
                                 std::size_t& all, std::size_t& overdue) {
  std::vector<cases::Owed> owed;
  for (const auto& by : deps.elsewhere) {
    for (auto& one : by(c)) owed.push_back(std::move(one));
  }
  std::ranges::sort(owed, {}, [](const cases::Owed& one) {
    const auto never = std::numeric_limits<std::int64_t>::max();
    return std::tuple(one.due_at ? one.due_at->micros : never, one.since.micros, one.href);
  });
  json::Array out;
  for (const auto& one : owed) {
    ++all;
    if (one.due_at && *one.due_at <= c.now) ++overdue;
    if (out.size() < k_most_listed) {
      json::Value v = owed_line(c, one);
      v.set("who", one.case_id.empty() ? "" : people::children_line(c, proof, one.case_id));
      out.push_back(std::move(v));
    }
  }
  return out;
}

Result<Reply> mine(const policy::Proof& proof, Context& c, const Deps& deps) {
  const AgencyId desk = desk_of(c.principal);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  List own{"for-you", "For you", {}};
  List others{"for-desk", "For your desk: " + desk_name(deps.borough, desk), {}};
  List guests{"invited", "Discussions to which your agency is invited", {}};
  std::size_t all = 0;
  std::size_t overdue = 0;
  for (auto& row : open_tasks_of_desk(c.tx, desk)) {
    if (hidden.contains(row.case_id)) continue;
    ++all;
    if (row.due_at && *row.due_at <= c.now) ++overdue;
    (row.person == c.principal.person ? own : others).rows.push_back(std::move(row));
  }
  // Being invited opens no case: somebody asks the agency first.
  for (auto& row : open_tasks_with_invited(c.tx, desk)) {
    if (hidden.contains(row.case_id) || !cases::is_member(c.tx, row.case_id, desk)) continue;
    guests.rows.push_back(std::move(row));
  }
  json::Array lists;
  if (auto lines = lines_from_elsewhere(c, proof, deps, all, overdue); !lines.empty()) {
    json::Value v = json::Object{};
    v.set("id", "elsewhere");
    v.set("caption", "Waits for you on other pages");
    v.set("more", lines.size() == k_most_listed);
    v.set("tasks", std::move(lines));
    lists.push_back(std::move(v));
  }
  for (const List* list : {&own, &others, &guests}) {
    if (!list->rows.empty()) lists.push_back(list_view(c, proof, deps, *list));
  }
  json::Value data = json::Object{};
  data.set("handed", shift::handed_notice(c.tx, c.principal.person));
  data.set("counts", std::to_string(overdue) + " overdue, " + std::to_string(all) + " to do.");
  data.set("nothing", lists.empty() ? html::empty(html::Empty::nothing, "Nothing is to be done.")
                                    : json::Value(false));
  data.set("lists", std::move(lists));
  return pipeline::View{.page = "casework/my_tasks",
                        .title = "My tasks",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

void add_tasks_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_tasks>(
      {.path = "/tasks",
       .summary = "What is to be done by me and my desk in all cases, what is overdue first",
       .event = "task.mine",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return mine(grant, c, deps); }}));
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/tasks",
       .summary = "The tasks of a case, and the form for one",
       .event = "task.list",
       .fields = {{.name = "discussion", .label = "The discussion", .max = 26}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = "/case/{case}/tasks",
       .summary = "Give somebody who is there a task in a case",
       .event = "task.added",
       .fields = task_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return add(c, deps); },
       .again = "/case/{case}/tasks"}));
}

}  // namespace mash::casework
