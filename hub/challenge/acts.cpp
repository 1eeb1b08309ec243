// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/casework/give.h"
#include "mash/pipeline/when.h"
#include "rungs.h"
#include "words.h"

namespace mash::challenge {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

pipeline::SeeOther back_to(const Challenge& a) {
  return {"/case/" + a.case_id.text() + "/challenges/" + a.id, {}};
}

Error meanwhile(std::string field, std::string what) {
  return {ErrorCode::conflict, what, {{std::move(field), what}}};
}

Sensitive typed(const Context& c, std::string_view name) {
  return Sensitive(std::string(c.input.text(name)));
}

// What stands for the children who were chosen.
Result<std::vector<Standing>> chosen(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto all = deps.standing(c, proof, c.case_id);
  std::vector<Standing> out;
  for (const auto& id : c.input.all("challenged")) {
    const auto at =
        std::ranges::find_if(all, [&id](const Standing& one) { return one.child.text() == id; });
    if (at == all.end()) {
      return invalid("challenged", "Choose among the children who are decided for");
    }
    out.push_back(*at);
  }
  if (out.empty()) return invalid("challenged", "Select which decision is challenged");
  return out;
}

// Who challenges: the own agency, or somebody outside for whom the front door writes.
Result<void> read_from(const Context& c, Challenge& a) {
  if (!cases::is_front_door(c.principal)) {
    a.owner = c.principal.agency;
    a.from = From::desk;
    return {};
  }
  const auto from = model::from_code<From>(c.input.text("from"));
  if (!from || *from == From::desk) return invalid("from", "Select who challenges the decision");
  if (!c.input.has("who")) return invalid("who", "Enter their name and how they said it");
  a.owner = pipeline::k_front_door;
  a.from = *from;
  a.who = typed(c, "who");
  return {};
}

Result<Reply> run_raise(const policy::Proof& proof, Context& c, const Deps& deps) {
  Challenge a;
  MASH_TRY_DO(read_from(c, a));
  MASH_TRY(const auto against, chosen(c, proof, deps));
  a.ground = *model::from_code<Ground>(c.input.text("ground"));
  a.reason = typed(c, "reason");
  raise(c, deps, std::move(a), against);
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/challenges", {}};
}

Result<Reply> run_safety(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto a, challenge_in_path(c, proof));
  if (a.state() != State::open) {
    return meanwhile("safety_words", "This challenge has been answered meanwhile");
  }
  Safety safety{.needed = c.input.text("safety_needed") == k_needed,
                .words = typed(c, "safety_words")};
  if (safety.needed) {
    if (!c.input.date("safety_due")) return invalid("safety_due", by_when().missing_day);
    MASH_TRY(const auto due, pipeline::read_when(c.input, by_when()));
    if (due < c.now) return invalid("safety_due", "This is over. Enter by when it is done");
    MASH_TRY(const auto given,
             casework::give_chosen(c, deps.borough, "safety_whom",
                                   {.what = safety.words,
                                    .why = Sensitive("A decision is challenged: this keeps the "
                                                     "child safe until it is answered."),
                                    .due_at = due}));
    safety.task = given.task;
  }
  c.note(safety.needed ? "safety_action" : "nothing_needed");
  say_safe(c, a, safety);
  return back_to(a);
}

// Who decides; at the first stage not about their own decision.
Result<void> may_answer(Context& c, const policy::Proof& proof, const Deps& deps,
                        const Challenge& a) {
  const auto* member = deps.borough.find_staff(c.principal.person);
  if (member == nullptr || !member->decides) {
    return invalid("result", "Only somebody who is qualified in social work answers a challenge");
  }
  if (a.safety.empty()) {
    return invalid("result", "Say first what keeps the child safe until the challenge is answered");
  }
  if (built_in_ladder().at(a.now().stage).outside) {
    if (!c.input.has("answer_name")) {
      return invalid("answer_name", "Enter who answered: their name and post");
    }
    return {};
  }
  for (const auto& one : deps.standing(c, proof, c.case_id)) {
    const bool challenged = std::ranges::any_of(a.now().decisions, [&one](const Challenged& d) {
      return std::ranges::find(one.decisions, d.decision) != one.decisions.end();
    });
    if (challenged &&
        std::ranges::find(one.decided_by, c.principal.person) != one.decided_by.end()) {
      return invalid("result", "You decided or signed this, so another manager answers");
    }
  }
  return {};
}

Result<Reply> run_answer(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto a, challenge_in_path(c, proof));
  if (a.state() != State::open || c.input.text("answer_stage") != std::to_string(a.now().stage)) {
    return meanwhile("answer_words",
                     "This stage has been answered or has run out meanwhile. Look at it again");
  }
  MASH_TRY_DO(may_answer(c, proof, deps, a));
  Answer given{.result = *model::from_code<Verdict>(c.input.text("result")),
               .words = typed(c, "answer_words")};
  if (built_in_ladder().at(a.now().stage).outside) given.name = typed(c, "answer_name");
  answer(c, a, given);
  const bool again = std::ranges::any_of(
      a.now().decisions, [](const Challenged& d) { return d.new_decision.empty(); });
  if (given.result == Verdict::reconsider && again) {
    deps.on_reopened(c, proof, c.case_id);
  } else {
    deps.on_upheld(c, proof, c.case_id);
  }
  return back_to(a);
}

Result<Reply> run_next(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto a, challenge_in_path(c, proof));
  if (!speaks_for(c.principal, a)) return not_found();
  const State state = a.state();
  if (state != State::upheld && state != State::replaced) {
    return meanwhile("next_words", "There is no answer yet with which one could be content");
  }
  if (a.now().stage >= built_in_ladder().last()) {
    return meanwhile("next_words", "This was the last stage");
  }
  auto against = deps.standing(c, proof, c.case_id);
  std::erase_if(against, [&a](const Standing& one) {
    return std::ranges::find(a.now().decisions, one.child, &Challenged::child) ==
           a.now().decisions.end();
  });
  if (against.empty()) {
    return meanwhile("next_words", "It is being decided again. Wait for the new decision");
  }
  climb(c, deps, a, Why::not_content, against, typed(c, "next_words"));
  cases::add_news(c, c.case_id, model::NewsKind::challenged, a.owner);
  return back_to(a);
}

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

pipeline::Field words_field(std::string name, std::string label, std::string missing) {
  return {.name = std::move(name),
          .label = std::move(label),
          .required = true,
          .missing = std::move(missing),
          .as_typed = true};
}

std::vector<pipeline::Field> safety_fields() {
  std::vector<pipeline::Field> out = {
      {.name = "safety_needed",
       .label = "Whether something is done",
       .kind = Kind::choice,
       .required = true,
       .choices = {std::string(k_needed), std::string(k_nothing)},
       .missing = "Select whether something must be done for the child meanwhile"},
      words_field("safety_words", "What is done", "Say what is done, or why nothing is needed"),
      {.name = "safety_whom", .label = "Who does it", .max = 50}};
  for (auto& field : pipeline::when_fields(by_when())) {
    field.required = false;
    out.push_back(std::move(field));
  }
  return out;
}

}  // namespace

void add_acts(std::vector<pipeline::Route>& out, const Deps& deps) {
  using pipeline::act;
  constexpr const char* k_list = "/case/{case}/challenges";
  const std::string one = std::string(k_list) + "/{challenge}";
  out.push_back(act<Action::record_work>(
      {.path = k_list,
       .summary = "Challenge a decision, for the own agency or for somebody outside",
       .event = "challenge.raised",
       .fields = {{.name = "from",
                   .label = "Who challenges",
                   .kind = Kind::choice,
                   .choices = codes<From>()},
                  {.name = "who", .label = "Their name", .max = 200},
                  {.name = "challenged", .label = "Decisions", .kind = Kind::many},
                  {.name = "ground",
                   .label = "Ground",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = codes<Ground>(),
                   .missing = "Select what the challenge is about"},
                  words_field("reason", "The reason", "Say why the decision is challenged")},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_raise(grant, c, deps); },
       .again = k_list}));
  out.push_back(act<Action::screen>(
      {.path = one + "/safety",
       .summary = "Say what keeps the child safe until a challenge is answered",
       .event = "challenge.safety",
       .fields = safety_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_safety(grant, c, deps); },
       .again = one}));
  out.push_back(act<Action::decide>(
      {.path = one + "/answer",
       .summary = "Answer a challenge: the decision stands, or it is decided again",
       .event = "challenge.answered",
       .fields = {{.name = "result",
                   .label = "The result",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = codes<Verdict>(),
                   .missing = "Select whether the decision stands"},
                  {.name = "answer_name", .label = "Who answered", .max = 200},
                  words_field("answer_words", "The answer", "Write the answer and why"),
                  {.name = "answer_stage", .label = "Stage", .required = true, .max = 2}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_answer(grant, c, deps); },
       .again = one}));
  out.push_back(act<Action::record_work>(
      {.path = one + "/next",
       .summary = "Say that an answer is not enough: the challenge goes to the next stage",
       .event = "challenge.not-content",
       .fields = {words_field("next_words", "The reason", "Say why the answer is not enough")},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_next(grant, c, deps); },
       .again = one}));
}

}  // namespace mash::challenge
