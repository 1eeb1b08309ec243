// SPDX-License-Identifier: MIT
#include "mash/decision/decisions.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "assessed.h"
#include "coverage.h"
#include "decide.h"
#include "decision_store.h"
#include "late.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/challenge/challenges.h"
#include "mash/decision/in_case.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "recommendations.h"
#include "sealed.h"

namespace mash::decision {

namespace {

pipeline::Label label_of(const Decision& d) {
  return {.owner = pipeline::k_front_door,
          .kind = "decision",
          .case_id = d.case_id,
          .row = d.id.text()};
}

std::vector<Decision> all_decisions(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id) {
  std::vector<Decision> out;
  bool joined = false;
  const auto rows = decision_rows(c.tx, id);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Decision d = rows[i].decision;
    const auto words = c.vault.open_json(c.tx, proof, label_of(d), rows[i].sealed);
    read_sealed(d, words, rows, i);
    auto now = people::person_meant(c, id, d.id.text(), d.child);
    joined = joined || now != d.child;
    d.child = std::move(now);
    out.push_back(std::move(d));
  }
  if (joined) {  // of a child who was known as two, the decisions for both stand in one order
    std::ranges::sort(out, {}, [](const Decision& d) { return std::pair(d.decided_at, d.id); });
  }
  return out;
}

// When the first source spoke of a child who is undecided; nothing where every child is decided.
std::optional<UtcTime> undecided_since(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id) {
  auto waiting = by_child(c, proof, id);
  const bool nobody = waiting.empty();
  std::erase_if(waiting, [](const auto& child) { return child.standing.has_value(); });
  std::optional<UtcTime> out;
  if (nobody || !waiting.empty()) out = c.now;
  const LocalDate today = to_london(c.now).date;
  for (const auto& s : people::statements_of(c, proof, id)) {
    const bool counts = s.person.empty() ? people::may_be_child(s, today)
                                         : std::ranges::any_of(waiting, [&s](const auto& w) {
                                             return w.child.person == s.person;
                                           });
    if (counts) out = std::min(out.value_or(s.at), s.at);
  }
  return out;
}

// The start of the newest clock to decide, if it ended without a decision. One that was re-rated
// has the start of the one that it replaced.
std::optional<UtcTime> withdrawn_start(db::Transaction& tx, const CaseId& id) {
  std::optional<UtcTime> start;
  bool met = false;
  for (const auto& d : cases::clocks_of(tx, id)) {  // by start
    if (d.stage != model::Stage::decide) continue;
    met = d.met_at || (met && start == d.started_at);
    start = d.started_at;
  }
  return met ? std::nullopt : start;
}

// Somebody has been decided for, if only without a second signature, and a child is not. Who was
// there all the time, as when two are joined and parted again, gains no time by it.
void wait_for_decision(pipeline::Context& c, const cases::Timescales& timescales,
                       const cases::CaseHead& head, UtcTime since) {
  if (decision_rows(c.tx, head.id).empty()) return;
  if (cases::running_clock(c.tx, head.id, model::Stage::decide)) return;
  const auto before = withdrawn_start(c.tx, head.id);
  cases::start_clock_to_decide(c, timescales, head.id, head.rating,
                               before ? std::max(*before, since) : c.now);
  if (!model::is_open(head.state)) {
    cases::set_state(c, head.id, model::NotificationState::reopened);
  }
  if (head.id == c.case_id) c.note("child_undecided");
}

// A recipient refused, or somebody rated anew: that waits for a manager, whoever the people are.
bool given_back(db::Transaction& tx, const cases::CaseHead& head) {
  if (model::is_decided(head.state) || head.state == model::NotificationState::reopened) {
    return false;
  }
  const auto clock = cases::running_clock(tx, head.id, model::Stage::decide);
  return clock && std::ranges::none_of(decision_rows(tx, head.id), [&clock](const auto& row) {
           return row.decision.holds() && row.decision.holds_since() >= clock->started_at;
         });
}

// Somebody who is decided for already waits for a signature: the clock to decide is theirs.
bool signature_owed(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return std::ranges::any_of(by_child(c, proof, id),
                             [](const ChildDecisions& d) { return d.proposed.has_value(); });
}

enum class Cause { decision, people };

// Ends every act after which other children may be decided than before.
void settle(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id,
            Cause cause) {
  const auto head = cases::find_case(c.tx, id);
  keep_whether_stands(c, proof, id);
  settle_late_clock(c, proof, deps, id, cause == Cause::decision);
  if (const auto since = undecided_since(c, proof, id)) {
    return wait_for_decision(c, deps.timescales, *head, *since);
  }
  if (cause == Cause::people && given_back(c.tx, *head)) return;
  if (!signature_owed(c, proof, id)) {
    if (cause == Cause::decision) cases::meet_clock(c, id, model::Stage::decide);
    if (cause == Cause::people) cases::withdraw_clock(c, id, model::Stage::decide);
  }
  cases::withdraw_clock(c, id, model::Stage::basis);  // nobody needs to be asked any more
  // The decision for each child says more than a rating or a type of response could.
  for (const auto stage : {model::Stage::rate, model::Stage::response_type}) {
    cases::meet_clock(c, id, stage);
  }
  if (cause == Cause::decision || !model::is_decided(head->state)) {
    cases::set_state(c, id, model::NotificationState::decided);
    if (id == c.case_id) c.note("all_children_decided");
  }
  if (deps.on_decided) deps.on_decided(c, proof, id);
}

void begin_to_count(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const Decision& decision) {
  if (deps.on_holds && !was_begun(c.tx, decision)) {
    deps.on_holds(c, decision.case_id, decision.outcome);
  }
  challenge::decided_anew(c, proof, decision.case_id, decision.id, decision.replaces);
  settle(c, proof, deps, decision.case_id, Cause::decision);
}

void open_for_added_child(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const cases::CaseHead& head) {
  // Adult safeguarding was told that no child is there.
  const bool with_adults = head.state == model::NotificationState::routed_adult;
  if (model::is_open(head.state) && !with_adults) return;
  if (!decision_rows(c.tx, head.id).empty()) return;
  const auto said = people::statements_of(c, proof, head.id);
  if (std::ranges::none_of(said, [&c](const auto& s) {
        return s.at == c.now && !s.said_by.empty() &&
               people::may_be_child(s, to_london(c.now).date);
      })) {
    return;
  }
  cases::reopen_to_rate(c, deps.timescales, head);
}

void add_earlier(ChildDecisions& found, Decision d) {
  found.earlier.insert(found.earlier.begin(), std::move(d));
}

// `d` is newer than all that was found so far.
void add_decision(ChildDecisions& found, const Decision& d) {
  const auto replaced = [&d](const Decision& old) {
    return std::ranges::find(d.replaces, old.id) != d.replaces.end();
  };
  if (found.proposed && (!d.holds() || replaced(*found.proposed))) {  // nobody signed it in time
    add_earlier(found, *std::move(found.proposed));
    found.proposed.reset();
  }
  if (!d.holds()) {
    found.proposed = d;
    return;
  }
  for (const auto& old : found.conflicting) {
    if (replaced(old)) add_earlier(found, old);
  }
  std::erase_if(found.conflicting, replaced);
  found.conflicting.push_back(d);
}

// A decision that no longer stands, since when and by what.
struct Opened {
  DecisionId decision;
  UtcTime at;
  bool by_challenge = false;
};

std::vector<Opened> opened_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Opened> out;
  for (const auto& row : late_rows(tx, id)) {
    if (!row.reopens.empty()) out.push_back({row.reopens, row.at});
  }
  for (const auto& one : challenge::reopened(tx, id)) out.push_back({one.decision, one.at, true});
  return out;
}

// What was opened again waits for a new decision, also where two who agree were joined since; and
// what was proposed before that can no longer be signed.
void open_again(ChildDecisions& found, const std::vector<Opened>& all) {
  for (const Decision& d : found.conflicting) {
    const auto at = std::ranges::find(all, d.id, &Opened::decision);
    if (at == all.end()) continue;
    found.reopened = true;
    found.challenged = found.challenged || at->by_challenge;
  }
  const auto of_child = [&found](const Opened& one) {
    return std::ranges::find(found.conflicting, one.decision, &Decision::id) !=
               found.conflicting.end() ||
           std::ranges::find(found.earlier, one.decision, &Decision::id) != found.earlier.end();
  };
  if (!found.proposed || std::ranges::none_of(all, [&](const Opened& one) {
        return one.at >= found.proposed->decided_at && of_child(one);
      })) {
    return;
  }
  add_earlier(found, *std::move(found.proposed));
  found.proposed.reset();
  std::ranges::sort(found.earlier, std::greater(), &Decision::decided_at);
}

// Of decisions that agree the newest stands.
void choose_standing(ChildDecisions& found) {
  auto& all = found.conflicting;
  if (all.empty() || !std::ranges::all_of(all, [&all](const Decision& d) {
        return d.outcome == all.front().outcome && d.level == all.front().level;
      })) {
    return;
  }
  found.standing = std::move(all.back());
  all.pop_back();
  for (auto& d : all) add_earlier(found, std::move(d));
  all.clear();
  std::ranges::sort(found.earlier, std::greater(), &Decision::decided_at);
}

// Adults of concern who are decided for: in a case that names no child all of them, in one that
// named none when it began those with whom it began. Empty ids: not identified yet.
std::set<PersonId> adults_decided_for(const std::vector<people::Statement>& said, bool no_child,
                                      LocalDate today) {
  std::set<PersonId> all;
  std::set<PersonId> first;
  bool child_came_first = false;
  for (const auto& s : said) {
    const bool came_first = s.said_by.empty() && s.notification == said.front().notification;
    child_came_first = child_came_first || (came_first && people::may_be_child(s, today));
    if (s.role != model::PersonRole::adult_of_concern) continue;
    all.insert(s.person);
    if (came_first) first.insert(s.person);
  }
  if (no_child) return all;
  return child_came_first ? std::set<PersonId>() : first;
}

std::vector<people::Subject> decided_for(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id, const std::vector<Decision>& all) {
  const auto today = to_london(c.now).date;
  const auto said = people::statements_of(c, proof, id);
  auto out = people::subjects_of(c, proof, id);
  const auto may_be_child = [today](const auto& s) { return people::may_be_child(s, today); };
  const auto decided = [&all](const people::Subject& s) {
    return std::ranges::find(all, s.person, &Decision::child) != all.end();
  };
  const auto was_child = [&](const people::Subject& s) {  // who has grown up since
    return people::is_child_role(s.role) && decided(s);
  };
  const bool no_child =
      std::ranges::none_of(out, may_be_child) && std::ranges::none_of(out, was_child) &&
      std::ranges::none_of(said,
                           [&](const auto& s) { return s.person.empty() && may_be_child(s); });
  const auto adults = adults_decided_for(said, no_child, today);
  const bool everybody = no_child && adults.empty();
  std::erase_if(out, [&](const people::Subject& s) {
    return !everybody && !may_be_child(s) && !adults.contains(s.person) && !decided(s);
  });
  return out;
}

bool red_and_police_silent(pipeline::Context& c, const policy::Proof& proof,
                           const model::Borough& borough, const CaseId& id, const PersonId& child) {
  const auto head = cases::find_case(c.tx, id);
  if (head->rating != model::Rating::red && head->rating != model::Rating::provisional_red) {
    return false;
  }
  // Police who were never asked have not answered either.
  // Nor have they of a child about whom they were not asked.
  auto silent = enquiry::unanswered(c.tx, id);
  for (const auto& one : not_covering(c, proof, id, child)) silent.push_back(one.agency);
  return std::ranges::none_of(enquiry::enquiries_of(c, proof, id), [&](const auto& e) {
    const auto* agency = borough.find_agency(e.agency);
    return agency != nullptr && agency->kind == model::AgencyKind::police &&
           std::ranges::find(silent, e.agency) == silent.end();
  });
}

std::vector<people::RepeatHit> repeat_hits(pipeline::Context& c, const policy::Proof& proof,
                                           const Deps& deps, const CaseId& id,
                                           const PersonId& child, const std::set<CaseId>& hidden) {
  if (!deps.repeats) return {};
  return people::repeat_hits(c, *deps.repeats, people::statements_of(c, proof, id), child, hidden);
}

// A decision counts: where a repeat rule is hit only with hidden cases, they wait for a second
// look.
void keep_hidden_repeats(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const Decision& decision) {
  people::HiddenCases hidden;
  if (model::asks_nobody(decision.outcome)) {
    const auto restricted = cases::restricted_cases(c.tx);
    for (const auto& hit : repeat_hits(c, proof, deps, decision.case_id, decision.child, {})) {
      // Somebody else looks at this child anyway where they sign by the same rule.
      const bool signs =
          std::ranges::find(decision.to_sign, hit.rule, &ToSign::rule) != decision.to_sign.end();
      if (!signs) people::add_hidden_cases(hidden, hit, restricted);
    }
  }
  people::keep_hidden_repeat(c, deps.borough, decision.case_id, decision.child,
                             {.by = decision.decided_by, .at = decision.decided_at},
                             std::move(hidden));
}

// What is proposed waits against a clock, where those who look at lists see it.
void wait_for_signature(pipeline::Context& c, const Deps& deps, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  cases::start_clock_to_decide(c, deps.timescales, id, head->rating, c.now);
  if (model::is_open(head->state)) return;
  cases::set_state(c, id,
                   model::is_decided(head->state) ? model::NotificationState::feedback_sent
                                                  : model::NotificationState::reopened);
}

void make(pipeline::Context& c, const policy::Proof& grant, const Deps& deps,
          const ChildDecisions& found, Decision decision, const Words& words) {
  decision.id = DecisionId::make(c.random);
  decision.child = found.child.person;
  decision.missing_returns = enquiry::unanswered(c.tx, decision.case_id);
  for (const auto& one : not_covering(c, grant, decision.case_id, decision.child)) {
    decision.not_covering.push_back(one.agency);
  }
  decision.decided_by = grant.principal().person;
  decision.decided_at = c.now;
  keep_what_stood_there(c, grant, decision);
  for (const auto& old : found.earlier) decision.replaces.push_back(old.id);
  if (found.proposed) decision.replaces.push_back(found.proposed->id);
  const auto replace_standing = [&decision](const Decision& old) {
    decision.supersedes = old.id;
    decision.replaces.push_back(old.id);
  };
  std::ranges::for_each(found.conflicting, replace_standing);
  if (found.standing) replace_standing(*found.standing);
  decision.to_sign =
      why_to_sign(c, grant, deps, decision.case_id, decision.child, decision.outcome);
  decision.needs_signature = !decision.to_sign.empty();
  insert_decision(c.tx, {.decision = decision,
                         .sealed = c.vault.seal(c.tx, label_of(decision),
                                                sealed_text(words, decision), c.random)});
  c.touch(decision.id.text());
  c.note(std::string(model::code_of(decision.outcome)));
  if (decision.needs_signature) c.note("needs_second_person");
  c.changed("case", decision.case_id.text());
  if (!decision.holds()) return wait_for_signature(c, deps, decision.case_id);
  keep_hidden_repeats(c, grant, deps, decision);
  begin_to_count(c, grant, deps, decision);
}

}  // namespace

std::vector<ChildDecisions> by_child(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  const auto all = all_decisions(c, proof, id);
  const auto opened = opened_in(c.tx, id);
  std::vector<ChildDecisions> out;
  for (auto& child : decided_for(c, proof, id, all)) {
    ChildDecisions found{.child = std::move(child)};
    for (const Decision& d : all) {
      if (d.child == found.child.person) add_decision(found, d);
    }
    open_again(found, opened);
    if (!found.reopened) choose_standing(found);
    out.push_back(std::move(found));
  }
  return out;
}

std::vector<Decision> decisions_of(pipeline::Context& c, const policy::Proof& proof,
                                   const CaseId& id) {
  std::vector<Decision> out;
  for (auto& found : by_child(c, proof, id)) {
    if (found.standing) out.push_back(*std::move(found.standing));
  }
  return out;
}

std::vector<people::Kept> kept_decisions(pipeline::Context& c, const model::Borough& borough,
                                         const CaseId& id) {
  std::vector<people::Kept> out;
  for (const auto& [d, sealed] : decision_rows(c.tx, id)) {
    out.push_back({.id = d.id.text(),
                   .person = d.child,
                   .at = d.decided_at,
                   .words = "Decision “" + std::string(model::words_of(d.outcome)) + "”, " +
                            directory::person_name(borough, d.decided_by) + ", " +
                            plain_time(d.decided_at)});
  }
  for (const auto& [d, sealed] : recommendation_rows(c.tx, id)) {
    out.push_back({.id = d.id.text(),
                   .person = d.child,
                   .at = d.decided_at,
                   .words = "Recommendation “" + std::string(model::words_of(d.outcome)) + "”, " +
                            directory::person_name(borough, d.decided_by) + ", " +
                            plain_time(d.decided_at)});
  }
  return out;
}

void keep_whether_stands(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  cases::set_decision_stands(c.tx, id, !decisions_of(c, proof, id).empty());
}

bool all_children_decided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return !undecided_since(c, proof, id);
}

void people_changed(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id) {
  open_for_added_child(c, proof, deps, *cases::find_case(c.tx, id));
  settle(c, proof, deps, id, Cause::people);
}

std::vector<ToSign> why_to_sign(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                                const CaseId& id, const PersonId& child, model::Outcome outcome) {
  std::vector<ToSign> out;
  if (outcome == model::Outcome::nfa && red_and_police_silent(c, proof, deps.borough, id, child)) {
    out.push_back(
        {.rule = "red-police-silent", .text = "The case is red and the police have not answered."});
  }
  if (!model::asks_nobody(outcome)) return out;
  for (auto& hit : repeat_hits(c, proof, deps, id, child, cases::restricted_cases(c.tx))) {
    out.push_back({.rule = std::move(hit.rule),
                   .text = std::move(hit.text),
                   .others = std::move(hit.others)});
  }
  return out;
}

void decide(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
            const ChildDecisions& found, Decision decision, const Words& words) {
  make(c, grant, deps, found, std::move(decision), words);
}

void record(pipeline::Context& c, const RecordGrant& grant, const Deps& deps,
            const ChildDecisions& found, Decision decision, const Words& words) {
  make(c, grant, deps, found, std::move(decision), words);
}

void sign(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
          const Decision& proposed) {
  insert_signature(c.tx, proposed.id, grant.principal().person, c.now);
  c.touch(proposed.id.text());
  c.note(std::string(model::code_of(proposed.outcome)));
  c.changed("case", proposed.case_id.text());
  keep_hidden_repeats(c, grant, deps, proposed);
  begin_to_count(c, grant, deps, proposed);
}

std::vector<DecisionId> decisions_in(db::Transaction& tx, const CaseId& id) {
  std::vector<DecisionId> out;
  for (const auto& row : decision_rows(tx, id)) out.push_back(row.decision.id);
  return out;
}

std::vector<Decision> every_decision(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  return all_decisions(c, proof, id);
}

}  // namespace mash::decision
