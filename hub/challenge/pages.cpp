// SPDX-License-Identifier: MIT
// The challenges of a case, and one of them with what can be done about it.
#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/cases/own_clock.h"
#include "mash/casework/give.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "rungs.h"
#include "words.h"

namespace mash::challenge {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string typed_of(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

std::string error_of(const Context& c, std::string_view name) {
  return html::error_of(c.faults, name);
}

template <model::Coded E>
std::vector<html::Choice> choices(std::initializer_list<E> without = {}) {
  std::vector<html::Choice> out;
  for (const auto& word : model::k_words<E>) {
    if (std::ranges::find(without, word.value) != without.end()) continue;
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
}

json::Value radios(const Context& c, const std::string& name, const std::string& legend,
                   std::vector<html::Choice> all) {
  return html::radios({.name = name,
                       .legend = legend,
                       .error = error_of(c, name),
                       .value = typed_of(c, name),
                       .choices = std::move(all),
                       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value textarea(const Context& c, const std::string& name, const std::string& label,
                     const std::string& hint = {}) {
  return html::textarea({.name = name,
                         .label = label,
                         .hint = hint,
                         .error = error_of(c, name),
                         .value = typed_of(c, name),
                         .max_length = 4000,
                         .label_classes = "govuk-label--s"});
}

json::Value line(const Context& c, const std::string& name, const std::string& label,
                 const std::string& hint) {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = error_of(c, name),
                      .value = typed_of(c, name),
                      .label_classes = "govuk-label--s",
                      .autocomplete = "off"});
}

bool may(const policy::Principal& p, Action action) {
  return policy::may(p, action, {.case_member = true});
}

json::Value case_page(Context& c, const policy::Proof& proof) {
  const auto head = cases::find_case(c.tx, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "decision"));
  return data;
}

json::Value raise_form(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto all = deps.standing(c, proof, c.case_id);
  const bool works = cases::works_on(c, c.case_id);
  if (all.empty() || !works || !may(c.principal, Action::record_work)) return false;
  std::vector<json::Value> questions;
  if (cases::is_front_door(c.principal)) {
    questions.push_back(radios(c, "from", "Who challenges it?", choices<From>({From::desk})));
    questions.push_back(line(c, "who", "Their name, and how they said it",
                             "For example, Ms Reed, head teacher, by telephone"));
  }
  html::CheckboxesOptions children{.name = "challenged",
                                   .legend = "Which decision is challenged?",
                                   .error = error_of(c, "challenged"),
                                   .legend_classes = "govuk-fieldset__legend--s"};
  if (c.typed != nullptr) children.values = c.typed->all("challenged");
  for (const auto& one : all) {
    children.choices.push_back(
        {.value = one.child.text(), .text = one.name, .hint = "Decided: " + one.words});
  }
  questions.push_back(html::checkboxes(children));
  questions.push_back(radios(c, "ground", "What is it about?", choices<Ground>()));
  questions.push_back(textarea(c, "reason", "Why is it challenged?"));
  json::Value out = json::Object{};
  out.set("action", "/case/" + c.case_id.text() + "/challenges");
  out.set("fields", html::fields(std::move(questions)));
  return out;
}

json::Value rung_data(Context& c, const Deps& deps, const Challenge& a, const Rung& rung) {
  json::Value out = json::Object{};
  out.set("stage", rung.stage);
  out.set("who", built_in_ladder().at(std::min(rung.stage, built_in_ladder().last())).who);
  out.set("why", model::words_of(rung.why));
  out.set("by", directory::person_name(deps.borough, rung.opened_by));
  out.set("at", plain_time(rung.opened_at));
  out.set("words", may_read_words(c.principal, a) ? rung.words.reveal() : std::string());
  out.set("against", json::Array(rung.against.begin(), rung.against.end()));
  const bool open = !rung.answer && &rung == &a.now();
  out.set("clock", open && !rung.deadline.empty()
                       ? cases::clock_tag(cases::own_clock(c.tx, a.case_id, rung.deadline), c.now)
                       : json::Value(false));
  out.set("passed_over", !rung.answer && !open);
  json::Value answer = false;
  if (rung.answer) {
    const bool readable = may_read_answer(c.principal, a);
    answer = json::Object{};
    answer.set("result", model::words_of(rung.answer->result));
    answer.set("name", readable ? rung.answer->name.reveal() : std::string());
    answer.set("words", readable ? rung.answer->words.reveal() : std::string());
    answer.set("by", directory::person_name(deps.borough, rung.answer->by));
    answer.set("at", plain_time(rung.answer->at));
  }
  out.set("answer", std::move(answer));
  json::Array anew;
  for (const auto& d : rung.decisions) {
    if (!d.new_decision.empty()) anew.emplace_back(d.new_decision.text());
  }
  out.set("decided_anew", !anew.empty());
  out.set("new_decisions", std::move(anew));
  return out;
}

json::Array safety_data(const Context& c, const Deps& deps, const Challenge& a) {
  json::Array out;
  for (const auto& one : a.safety) {
    json::Value v = json::Object{};
    v.set("needed", one.needed);
    v.set("words", one.words.reveal());
    v.set("by", directory::person_name(deps.borough, one.by));
    v.set("at", plain_time(one.at));
    v.set("task", one.needed ? "/case/" + c.case_id.text() + "/tasks/" + one.task : std::string());
    out.push_back(std::move(v));
  }
  return out;
}

json::Value form_of(std::string title, std::string action, std::string button,
                    std::vector<json::Value> questions) {
  json::Value out = json::Object{};
  out.set("title", std::move(title));
  out.set("action", std::move(action));
  out.set("button", std::move(button));
  out.set("fields", html::fields(std::move(questions)));
  out.set("stage", "");
  out.set("idempotency_key", false);  // several forms stand on one page
  return out;
}

json::Value safety_form(Context& c, const Deps& deps, const std::string& path, bool again) {
  std::vector<json::Value> questions = {
      radios(
          c, "safety_needed", "Must something be done for the child meanwhile?",
          {{.value = std::string(k_needed), .text = "Yes", .hint = "Say who does it and by when"},
           {.value = std::string(k_nothing), .text = "No", .hint = "Say why not"}}),
      textarea(c, "safety_words", "What is done, or why is nothing needed?",
               "All who work on this case read it"),
      casework::whom_question(c, deps.borough, "safety_whom", "Who does it?")};
  for (auto& q : pipeline::when_questions(c, by_when())) questions.push_back(std::move(q));
  return form_of(again ? "Say more about what keeps the child safe meanwhile"
                       : "First: what keeps the child safe meanwhile?",
                 path + "/safety", "Save what keeps the child safe", std::move(questions));
}

json::Value answer_form(const Context& c, const Challenge& a, const std::string& path) {
  const auto& step = built_in_ladder().at(a.now().stage);
  std::vector<json::Value> questions = {
      radios(c, "result", "What is the result?", choices<Verdict>())};
  if (step.outside) {
    questions.push_back(line(c, "answer_name", "Who answered: their name and post",
                             "At this stage it is " + step.who));
  }
  questions.push_back(textarea(c, "answer_words", "What is the answer, and why?",
                               "Whoever challenged it at a desk of the hub reads this"));
  auto out = form_of("Answer at stage " + std::to_string(a.now().stage), path + "/answer",
                     "Save the answer", std::move(questions));
  out.set("stage", std::to_string(a.now().stage));
  return out;
}

json::Array forms_of(Context& c, const Deps& deps, const Challenge& a) {
  const std::string path = "/case/" + c.case_id.text() + "/challenges/" + a.id;
  const State state = a.state();
  json::Array out;
  if (state == State::open && may(c.principal, Action::screen)) {
    out.push_back(safety_form(c, deps, path, !a.safety.empty()));
  }
  if (state == State::open && !a.safety.empty() && may(c.principal, Action::decide)) {
    out.push_back(answer_form(c, a, path));
  }
  const bool answered = state == State::upheld || state == State::replaced;
  if (answered && a.now().stage < built_in_ladder().last() && speaks_for(c.principal, a)) {
    out.push_back(form_of("The answer is not enough", path + "/next", "Take it to the next stage",
                          {textarea(c, "next_words", "Why is it not enough?",
                                    "It goes to " + built_in_ladder().at(a.now().stage + 1).who)}));
  }
  return out;
}

}  // namespace

pipeline::View list_page(pipeline::Context& c, const policy::Proof& proof, const Deps& deps) {
  json::Value data = case_page(c, proof);
  auto lines = lines_data(c, proof, deps.borough, c.case_id);
  data.set("nothing", lines.empty()
                          ? html::empty(html::Empty::nothing, "No decision has been challenged.")
                          : json::Value(false));
  data.set("challenges", std::move(lines));
  data.set("back", "/case/" + c.case_id.text() + "/decision");
  data.set("form", raise_form(c, proof, deps));
  return pipeline::View{.page = "challenge/list",
                        .title = "Challenges",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

pipeline::View one_page(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                        const Challenge& a) {
  c.touch(a.id);
  json::Value data = case_page(c, proof);
  const bool readable = may_read_words(c.principal, a);
  data.set("back", "/case/" + c.case_id.text() + "/challenges");
  data.set("decision", "/case/" + c.case_id.text() + "/decision");
  data.set("from", a.from == From::desk ? directory::agency_name(deps.borough, a.owner)
                                        : std::string(model::words_of(a.from)));
  data.set("who", readable ? a.who.reveal() : std::string());
  data.set("reason", readable ? a.reason.reveal() : std::string());
  data.set("hidden", !readable);
  data.set("ground", model::words_of(a.ground));
  data.set("by", directory::person_name(deps.borough, a.by));
  data.set("at", plain_time(a.at));
  data.set("state", model::words_of(a.state()));
  data.set("reconsidering", a.state() == State::reconsidering);
  json::Array rungs;
  for (const auto& rung : a.rungs) rungs.push_back(rung_data(c, deps, a, rung));
  data.set("rungs", std::move(rungs));
  data.set("no_safety", a.safety.empty());
  data.set("safety", safety_data(c, deps, a));
  data.set("forms", forms_of(c, deps, a));
  return pipeline::View{.page = "challenge/one",
                        .title = "Challenge",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/challenges",
       .summary = "Challenges to the decisions of a case, and the form to challenge one",
       .event = "challenge.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         return list_page(c, grant, deps);
       }}));
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/challenges/{challenge}",
       .summary = "One challenge: its stages, what keeps the child safe, the answers",
       .event = "challenge.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(const auto a, challenge_in_path(c, grant));
         return one_page(c, grant, deps, a);
       }}));
  add_acts(out, deps);
  return out;
}

}  // namespace mash::challenge
