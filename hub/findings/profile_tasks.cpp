// SPDX-License-Identifier: MIT
// Tasks of a profile: for those of the front door who read patterns. A desk is asked in a case,
// where it knows of the people; of a profile it may not know.
#include "profile_tasks.h"

#include <algorithm>

#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/model/words.h"
#include "pages.h"
#include "profile_view.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_longest_task = 500;
constexpr std::size_t k_longest_id = 50;
constexpr const char* k_one = "/profiles/{profile}/tasks/{task}";

std::string task_path(const ProfileTask& task) {
  return profile_path(task.profile) + "/tasks/" + task.id;
}

bool works_on_profiles(Context& c, const model::StaffMember& member, const ProfileRow& row) {
  return member.side == model::Side::hub &&
         policy::may(directory::principal_of(member), Action::keep_findings, {}) &&
         knows_of(c.tx, member.id, row.without, row.evidence);
}

json::Value task_view(Context& c, const policy::Proof& proof, const Deps& deps,
                      const ProfileTask& task, bool ends) {
  json::Value v = json::Object{};
  v.set("what", profile_words(c, proof, "profile_task", task.id, task.sealed).text("words"));
  v.set("who", directory::person_name(deps.borough, task.holder));
  v.set("due", plain_date(task.due_on));
  v.set("late", !task.result && task.due_on < to_london(c.now).date);
  v.set("href", ends && !task.result ? task_path(task) : std::string());
  json::Value end = false;
  if (task.result) {
    end = json::Object{
        {"result", model::words_of(*task.result)},
        {"by", directory::person_name(deps.borough, task.ended_by)},
        {"at", plain_time(task.ended_at)},
        {"note",
         profile_words(c, proof, "profile_task_end", task.id, task.end_sealed).text("words")}};
  }
  v.set("end", std::move(end));
  c.touch(task.id);
  return v;
}

json::Value give_form(Context& c, const Deps& deps, const ProfileRow& row) {
  html::SelectOptions who{.name = "for",
                          .label = "Who is to do it?",
                          .hint =
                              "People of the front door who read patterns. Whoever does not is "
                              "asked in a case.",
                          .error = html::error_of(c.faults, "for"),
                          .value = typed_or(c, "for", ""),
                          .choices = {{.value = "", .text = "Choose who is to do it"}},
                          .label_classes = "govuk-label--s"};
  for (const auto& member : deps.borough.staff) {
    if (!works_on_profiles(c, member, row)) continue;
    who.choices.push_back(
        {.value = member.id.text(), .text = directory::person_name(deps.borough, member.id)});
  }
  return json::Object{
      {"action", profile_path(row.id) + "/tasks"},
      {"fields",
       html::fields({html::textarea({.name = "what",
                                     .label = "What is to be done?",
                                     .hint = "Without names, NHS numbers and dates of birth.",
                                     .error = html::error_of(c.faults, "what"),
                                     .value = typed_or(c, "what", ""),
                                     .rows = 2,
                                     .max_length = static_cast<int>(k_longest_task),
                                     .label_classes = "govuk-label--s"}),
                     html::select(who),
                     day_question(c, "due", "By which day?", "", std::nullopt)})}};
}

Result<Reply> give(Context& c, const Deps& deps) {
  auto row = shown_profile(c, c.input.text("profile"));
  if (!row) return not_found();
  if (newest_of(c, *row).outcome) return meanwhile("what", "It is closed. Open a new one");
  if (!take_in(c, *row, {})) return look_again_first();
  std::vector<Fault> faults;
  const auto holder = std::ranges::find_if(deps.borough.staff, [&](const auto& member) {
    return member.id.text() == c.input.text("for") && works_on_profiles(c, member, *row);
  });
  if (holder == deps.borough.staff.end()) {
    faults.push_back({"for", "Choose somebody from the list"});
  }
  const auto due = c.input.date("due");
  if (!due || *due < to_london(c.now).date) {
    faults.push_back({"due", "This day has passed. Enter today or one that is still to come"});
  }
  add_told_of(c, {"what"}, faults);
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  ProfileTask task{.id = new_id_text(c.random),
                   .profile = row->id,
                   .holder = holder->id,
                   .due_on = *due,
                   .given_at = c.now,
                   .given_by = c.principal.person};
  task.sealed = seal_profile(c, "profile_task", task.id,
                             json::Object{{"words", std::string(c.input.text("what"))}});
  insert_profile_task(c.tx, task);
  store_known(c.tx, *row);
  c.touch(row->id);
  c.touch(task.id);
  return pipeline::SeeOther{profile_path(row->id), {}};
}

std::optional<ProfileTask> task_in_path(Context& c) {
  const auto all = profile_tasks(c.tx, c.input.text("profile"));
  const auto task = std::ranges::find(all, c.input.text("task"), &ProfileTask::id);
  if (task == all.end()) return std::nullopt;
  return *task;
}

Result<policy::Facts> task_facts(Context& c) {
  MASH_TRY(const auto facts, profile_facts(c));
  if (!policy::may(c.principal, Action::read_findings, {})) return facts;
  if (!task_in_path(c)) return not_found();
  return facts;
}

Result<Reply> show_task(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto task = task_in_path(c);
  if (!task) return not_found();
  html::RadiosOptions result{.name = "result",
                             .legend = "What came of it?",
                             .error = html::error_of(c.faults, "result"),
                             .value = typed_or(c, "result", ""),
                             .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<TaskResult>) {
    result.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  json::Value data = json::Object{};
  data.set("back", profile_path(task->profile));
  data.set("task", task_view(c, proof, deps, *task, false));
  const json::Value form = json::Object{
      {"action", task_path(*task)},
      {"fields", html::fields({html::radios(result),
                               html::textarea({.name = "note",
                                               .label = "What was done or found, or why not?",
                                               .hint = "Without names, NHS numbers and dates of "
                                                       "birth.",
                                               .error = html::error_of(c.faults, "note"),
                                               .value = typed_or(c, "note", ""),
                                               .rows = 3,
                                               .max_length = static_cast<int>(k_longest_words),
                                               .label_classes = "govuk-label--s"})})}};
  data.set("form", task->result && c.typed == nullptr ? json::Value(false) : form);
  return pipeline::View{.page = "findings/profile_task",
                        .title = "Task of a problem profile",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> end_task(Context& c) {
  auto task = task_in_path(c);
  auto row = shown_profile(c, c.input.text("profile"));
  if (!task || !row) return not_found();
  if (task->result) return meanwhile("result", "Somebody has said meanwhile what came of it");
  if (!take_in(c, *row, {})) return look_again_first();
  std::vector<Fault> faults;
  add_told_of(c, {"note"}, faults);
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  task->result = model::from_code<TaskResult>(c.input.text("result"));
  task->ended_at = c.now;
  task->ended_by = c.principal.person;
  task->end_sealed = seal_profile(c, "profile_task_end", task->id,
                                  json::Object{{"words", std::string(c.input.text("note"))}});
  end_profile_task(c.tx, *task);
  store_known(c.tx, *row);
  c.touch(row->id);
  c.touch(task->id);
  c.note(std::string(c.input.text("result")));
  return pipeline::SeeOther{profile_path(row->id), {}};
}

std::vector<pipeline::Field> give_fields() {
  return {{.name = "what",
           .label = "What is to be done",
           .required = true,
           .max = k_longest_task,
           .missing = "Say what is to be done",
           .as_typed = true},
          {.name = "for",
           .label = "Who is to do it",
           .required = true,
           .max = k_longest_id,
           .missing = "Choose who is to do it"},
          {.name = "due",
           .label = "The day by which it is to be done",
           .kind = pipeline::Kind::date,
           .required = true,
           .missing = "Enter the day by which it is to be done"}};
}

std::vector<pipeline::Field> end_fields() {
  pipeline::Field result{.name = "result",
                         .label = "What came of it",
                         .kind = pipeline::Kind::choice,
                         .required = true,
                         .missing = "Choose what came of it"};
  for (const auto& word : model::k_words<TaskResult>) result.choices.emplace_back(word.code);
  return {std::move(result),
          {.name = "note",
           .label = "What was done or found, or why not",
           .required = true,
           .max = k_longest_words,
           .missing = "Say what was done or found, or why not",
           .as_typed = true}};
}

}  // namespace

json::Value tasks_view(Context& c, const policy::Proof& proof, const Deps& deps,
                       const ProfileRow& row, bool gives) {
  json::Array all;
  for (const auto& task : profile_tasks(c.tx, row.id)) {
    all.push_back(task_view(c, proof, deps, task, gives));
  }
  json::Value v = json::Object{};
  v.set("none", all.empty());
  v.set("all", std::move(all));
  v.set("form", gives ? give_form(c, deps, row) : json::Value(false));
  return v;
}

std::vector<cases::Owed> profile_tasks_owed(Context& c) {
  std::vector<cases::Owed> out;
  if (!policy::may(c.principal, Action::keep_findings, {})) return out;
  for (const auto& task : open_tasks_for(c.tx, c.principal.person)) {
    if (!shown_profile(c, task.profile)) continue;
    out.push_back({.what = "A task of a problem profile",
                   .href = task_path(task),
                   .since = task.given_at,
                   .due_at = from_london(task.due_on.plus_days(1), 0, 0)});
  }
  return out;
}

void add_profile_task_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = "/profiles/{profile}/tasks",
       .summary = "Give somebody of the front door a task of a problem profile",
       .event = "profile.task-given",
       .fields = give_fields(),
       .facts = profile_facts,
       .run = [deps](const auto&, Context& c) { return give(c, deps); },
       .again = "/profiles/{profile}"}));
  out.push_back(pipeline::page<Action::keep_findings>(
      {.path = k_one,
       .summary = "One task of a problem profile",
       .event = "profile.task-read",
       .facts = task_facts,
       .run = [deps](const auto& grant, Context& c) { return show_task(c, grant, deps); }}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = k_one,
       .summary = "Say what came of a task of a problem profile",
       .event = "profile.task-ended",
       .fields = end_fields(),
       .facts = task_facts,
       .run = [](const auto&, Context& c) { return end_task(c); },
       .again = k_one}));
}

}  // namespace mash::findings
