// SPDX-License-Identifier: MIT
#include "mash/challenge/challenges.h"

#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/cases/own_clock.h"
#include "mash/casework/give.h"
#include "mash/directory/directory.h"
#include "mash/people/people.h"
#include "rungs.h"

namespace mash::challenge {

namespace {

using pipeline::Context;

pipeline::Label label_of(const Challenge& a) {
  return {.owner = a.owner, .kind = "challenge", .case_id = a.case_id, .row = a.id};
}
pipeline::Label label_of(const Challenge& a, const Rung& rung) {
  return {.owner = a.owner,
          .kind = "challenge_stage",
          .case_id = a.case_id,
          .row = a.id,
          .version = rung.stage};
}
pipeline::Label safety_label(const Challenge& a, const std::string& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "challenge_safety",
          .case_id = a.case_id,
          .row = row};
}
pipeline::Label answer_label(const Challenge& a, int stage) {
  return {.owner = pipeline::k_front_door,
          .kind = "challenge_answer",
          .case_id = a.case_id,
          .row = a.id,
          .version = stage};
}

Rung open_rung(Context& c, const policy::Proof& proof, const Challenge& a, RungRow row) {
  Rung out = std::move(row.rung);
  const auto v = c.vault.show_json(c.tx, proof, label_of(a, out), row.sealed, {"words"});
  out.words = Sensitive(v.text("words"));
  if (const auto* against = v["against"].as_array()) {  // none where its owner has sealed it
    for (const auto& one : *against) out.against.push_back(*one.as_string());
  }
  for (auto& d : out.decisions) {
    d.child = people::person_meant(c, a.case_id, d.decision.text(), d.child);
  }
  if (out.answer) {
    const auto said = c.vault.open_json(c.tx, proof, answer_label(a, out.stage), row.answer_sealed);
    out.answer->name = Sensitive(said.text("name"));
    out.answer->words = Sensitive(said.text("words"));
  }
  return out;
}

Challenge open(Context& c, const policy::Proof& proof, ChallengeRow row) {
  Challenge out = std::move(row.challenge);
  const auto v = c.vault.show_json(c.tx, proof, label_of(out), row.sealed, {"who", "reason"});
  out.who = Sensitive(v.text("who"));
  out.reason = Sensitive(v.text("reason"));
  for (auto& rung : rung_rows(c.tx, out.id)) {
    out.rungs.push_back(open_rung(c, proof, out, std::move(rung)));
  }
  for (auto& [id, safety, sealed] : safety_rows(c.tx, out.id)) {
    safety.words =
        Sensitive(c.vault.open_json(c.tx, proof, safety_label(out, id), sealed).text("words"));
    out.safety.push_back(std::move(safety));
  }
  return out;
}

// What stands for one child, as the stage keeps it.
void add_standing(Rung& rung, const Standing& one) {
  for (const auto& id : one.decisions) {
    rung.decisions.push_back({.decision = id, .child = one.child});
  }
  rung.against.push_back(one.name + ": " + one.words);
}

void open_stage(Context& c, const Deps& deps, const Challenge& a, Rung rung) {
  const auto head = cases::find_case(c.tx, a.case_id);
  const auto stage =
      static_cast<model::Stage>(static_cast<int>(model::Stage::escalation_1) + rung.stage - 1);
  rung.opened_by = c.principal.person;
  rung.opened_at = c.now;
  rung.deadline = cases::start_clock_for_challenge(c, deps.timescales, *head, stage);
  const auto clock = cases::own_clock(c.tx, a.case_id, rung.deadline);
  rung.task = casework::give_of_challenge(
      c, a.case_id, pipeline::k_front_door,
      {.what = Sensitive("Say what keeps the child safe until a challenge is answered, then have "
                         "it answered (stage " +
                         std::to_string(rung.stage) + "): see Decision."),
       .why = Sensitive("It is answered by " + built_in_ladder().at(rung.stage).who + "."),
       .due_at = clock ? std::optional(clock->due_at) : std::nullopt});
  json::Value words = json::Object{};
  words.set("words", rung.words.reveal());
  words.set("against", json::Array(rung.against.begin(), rung.against.end()));
  insert_rung(c.tx, a.id,
              {.rung = rung,
               .sealed = c.vault.seal(c.tx, label_of(a, rung), json::encode(words), c.random)});
  c.touch(a.id);
  c.note("stage_" + std::to_string(rung.stage));
  c.changed("case", a.case_id.text());
}

// Whoever challenged is told: a desk by a task of its own; who is outside by the front door, by the
// rules of what a referrer is told.
void tell(Context& c, const Challenge& a) {
  casework::Given task{.what = Sensitive("Tell who challenged the decision what came of it."),
                       .why = Sensitive("They are outside and read nothing here.")};
  if (a.from == From::desk) {
    task = {.what = Sensitive("Read the answer to your challenge: see Decision."),
            .why = Sensitive("Your agency challenged what was decided.")};
  } else if (a.from == From::referrer) {
    task.what = Sensitive(
        "Tell who challenged the decision what came of it, as far as a referrer may know: see What "
        "leaves.");
  }
  casework::give_of_challenge(c, a.case_id, a.owner, task);
}

}  // namespace

State Challenge::state() const {
  const auto& answer = now().answer;
  if (!answer) return State::open;
  if (answer->result == Verdict::upheld) return State::upheld;
  const bool all = std::ranges::none_of(now().decisions,
                                        [](const Challenged& d) { return d.new_decision.empty(); });
  return all ? State::replaced : State::reconsidering;
}

std::vector<Challenge> challenges_of(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  std::vector<Challenge> out;
  for (auto& row : challenge_rows(c.tx, id)) out.push_back(open(c, proof, std::move(row)));
  return out;
}

void raise(pipeline::Context& c, const Deps& deps, Challenge a,
           const std::vector<Standing>& against) {
  a.id = new_id_text(c.random);
  a.case_id = c.case_id;
  a.by = c.principal.person;
  a.at = c.now;
  json::Value words = json::Object{};
  words.set("who", a.who.reveal());
  words.set("reason", a.reason.reveal());
  insert_challenge(
      c.tx,
      {.challenge = a, .sealed = c.vault.seal(c.tx, label_of(a), json::encode(words), c.random)});
  cases::add_news(c, a.case_id, model::NewsKind::challenged, a.owner);
  Rung first;
  for (const auto& one : against) add_standing(first, one);
  open_stage(c, deps, a, std::move(first));
}

void climb(pipeline::Context& c, const Deps& deps, const Challenge& a, Why why,
           const std::vector<Standing>& against, const Sensitive& words) {
  Rung next{.stage = a.now().stage + 1, .why = why, .words = words};
  for (const auto& one : against) add_standing(next, one);
  if (against.empty()) {
    next.decisions = a.now().decisions;
    next.against = a.now().against;
  }
  open_stage(c, deps, a, std::move(next));
  if (!a.now().answer) {
    // Its clock stays breached; the next stage has one of its own.
    cases::withdraw_own_clock(c, a.case_id, a.now().deadline);
    casework::done_elsewhere(c, a.case_id, a.now().task, "It went to the next stage.");
  }
  for (const auto& d : a.now().decisions) {  // decided anew before anybody had answered
    if (against.empty() && !d.new_decision.empty()) {
      store_new_decision(c.tx, a.id, a.now().stage + 1, d.decision, d.new_decision);
    }
  }
}

void say_safe(pipeline::Context& c, const Challenge& a, const Safety& safety) {
  SafetyRow row{.id = new_id_text(c.random), .safety = safety};
  row.safety.by = c.principal.person;
  row.safety.at = c.now;
  json::Value words = json::Object{};
  words.set("words", safety.words.reveal());
  row.sealed = c.vault.seal(c.tx, safety_label(a, row.id), json::encode(words), c.random);
  insert_safety(c.tx, a.id, row);
  c.touch(a.id);
  c.changed("case", a.case_id.text());
}

void answer(pipeline::Context& c, const Challenge& a, const Answer& given) {
  json::Value words = json::Object{};
  words.set("name", given.name.reveal());
  words.set("words", given.words.reveal());
  Answer stored{.result = given.result, .by = c.principal.person, .at = c.now};
  insert_answer(c.tx, a.id, a.now().stage, stored,
                c.vault.seal(c.tx, answer_label(a, a.now().stage), json::encode(words), c.random));
  cases::meet_own_clock(c, a.case_id, a.now().deadline);
  casework::done_elsewhere(c, a.case_id, a.now().task, "The challenge was answered.");
  c.touch(a.id);
  c.note(std::string(model::code_of(given.result)));
  c.changed("case", a.case_id.text());
  Challenge now = a;
  now.rungs.back().answer = std::move(stored);
  if (now.state() != State::reconsidering) tell(c, a);
}

void decided_anew(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  const DecisionId& decision, const std::vector<DecisionId>& replaced) {
  for (auto& a : challenges_of(c, proof, id)) {
    const State before = a.state();
    if (before != State::open && before != State::reconsidering) continue;
    for (auto& d : a.rungs.back().decisions) {
      if (!d.new_decision.empty() || std::ranges::find(replaced, d.decision) == replaced.end()) {
        continue;
      }
      store_new_decision(c.tx, a.id, a.now().stage, d.decision, decision);
      d.new_decision = decision;
      c.touch(a.id);
    }
    if (before == State::reconsidering && a.state() == State::replaced) tell(c, a);
  }
}

bool may_read_words(const policy::Principal& reader, const Challenge& a) {
  return a.owner != pipeline::k_front_door || cases::is_front_door(reader);
}

bool may_read_answer(const policy::Principal& reader, const Challenge& a) {
  return cases::is_front_door(reader) || a.owner == reader.agency;
}

bool speaks_for(const policy::Principal& reader, const Challenge& a) {
  return a.from == From::desk ? !cases::is_front_door(reader) && a.owner == reader.agency
                              : cases::is_front_door(reader);
}

Result<Challenge> challenge_in_path(pipeline::Context& c, const policy::Proof& proof) {
  for (auto& a : challenges_of(c, proof, c.case_id)) {
    if (a.id == c.input.text("challenge")) return std::move(a);
  }
  return not_found();
}

json::Array lines_data(pipeline::Context& c, const policy::Proof& proof,
                       const model::Borough& borough, const CaseId& id) {
  json::Array out;
  for (const auto& a : challenges_of(c, proof, id)) {
    c.touch(a.id);
    json::Value one = json::Object{};
    one.set("id", a.id);
    one.set("href", "/case/" + id.text() + "/challenges/" + a.id);
    one.set("from", a.from == From::desk ? directory::agency_name(borough, a.owner)
                                         : std::string(model::words_of(a.from)));
    one.set("ground", model::words_of(a.ground));
    one.set("at", plain_time(a.at));
    one.set("stage", a.now().stage);
    one.set("state", model::words_of(a.state()));
    const bool open = a.state() == State::open;
    one.set("clock", open && !a.now().deadline.empty()
                         ? cases::clock_tag(cases::own_clock(c.tx, id, a.now().deadline), c.now)
                         : json::Value(false));
    one.set("unsafe", open && a.safety.empty());
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::challenge
