// SPDX-License-Identifier: MIT
#include "mash/decision/decisions.h"

#include <algorithm>
#include <utility>

#include "decide.h"
#include "decision_store.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"

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
  for (auto& row : decision_rows(c.tx, id)) {
    const auto words = c.vault.open_json(c.tx, proof, label_of(row.decision), row.sealed);
    Decision d = std::move(row.decision);
    auto now = people::person_meant(c, d.id.text(), d.child);
    joined = joined || now != d.child;
    d.child = std::move(now);
    d.reason = Sensitive(words.text("reason"));
    d.evidence = Sensitive(words.text("evidence"));
    d.without_reason = Sensitive(words.text("without_reason"));
    out.push_back(std::move(d));
  }
  if (joined) {  // of a child who was known as two, the decisions for both stand in one order
    std::ranges::sort(out, {}, [](const Decision& d) { return std::pair(d.decided_at, d.id); });
  }
  return out;
}

std::string sealed_text(const Words& words) {
  json::Value out = json::Object{};
  out.set("reason", words.reason.reveal());
  out.set("evidence", words.evidence.reveal());
  out.set("without_reason", words.without_reason.reveal());
  out.set("change", words.change);
  out.set("change_reason", words.change_reason.reveal());
  return json::encode(out);
}

// Ends and starts what the last missing decision ends and starts. A change after sending leads back
// here: what was decided anew is not sent yet.
void settle(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id) {
  if (!all_children_decided(c, proof, id)) return;
  const auto head = cases::find_case(c.tx, id);
  cases::meet_clock(c, id, model::Stage::decide);
  cases::withdraw_clock(c, id, model::Stage::basis);  // nobody needs to be asked any more
  cases::start_clock(c, deps.timescales, id, model::Stage::disseminate, head->rating, c.now);
  cases::start_clock(c, deps.timescales, id, model::Stage::feedback, head->rating, c.now);
  cases::set_state(c, id, model::NotificationState::decided);
  c.note("all_children_decided");
}

}  // namespace

std::vector<ChildDecisions> by_child(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  auto children = people::children_of(c, proof, id);
  if (children.empty()) children = people::subjects_of(c, proof, id);
  const auto all = all_decisions(c, proof, id);
  std::vector<ChildDecisions> out;
  for (auto& child : children) {
    ChildDecisions found{.child = std::move(child)};
    for (const Decision& d : all) {
      if (d.child != found.child.person) continue;
      auto& place = d.holds() ? found.standing : found.proposed;
      if (place) found.earlier.insert(found.earlier.begin(), *std::move(place));
      place = d;
      if (d.holds() && found.proposed) {  // overtaken before anybody signed it
        found.earlier.insert(found.earlier.begin(), *std::move(found.proposed));
        found.proposed.reset();
      }
    }
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
  return out;
}

bool all_children_decided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  const auto said = people::statements_of(c, proof, id);
  if (std::ranges::any_of(
          said, [](const auto& s) { return s.person.empty() && people::is_child_role(s.role); })) {
    return false;
  }
  const auto found = by_child(c, proof, id);
  return !found.empty() &&
         std::ranges::all_of(found, [](const auto& f) { return f.standing.has_value(); });
}

bool needs_second_person(pipeline::Context& c, const policy::Proof& proof,
                         const model::Borough& borough, const CaseId& id, model::Outcome outcome) {
  if (outcome != model::Outcome::nfa) return false;
  const auto head = cases::find_case(c.tx, id);
  if (head->rating != model::Rating::red && head->rating != model::Rating::provisional_red) {
    return false;
  }
  // Police who were never asked have not answered either.
  const auto silent = enquiry::unanswered(c.tx, id);
  return std::ranges::none_of(enquiry::enquiries_of(c, proof, id), [&](const auto& e) {
    const auto* agency = borough.find_agency(e.agency);
    return agency != nullptr && agency->kind == model::AgencyKind::police &&
           std::ranges::find(silent, e.agency) == silent.end();
  });
}

void decide(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
            const ChildDecisions& found, Decision decision, const Words& words) {
  decision.id = DecisionId::make(c.random);
  decision.child = found.child.person;
  decision.missing_returns = enquiry::unanswered(c.tx, decision.case_id);
  decision.decided_by = grant.principal().person;
  decision.decided_at = c.now;
  if (found.standing) decision.supersedes = found.standing->id;
  decision.needs_signature =
      needs_second_person(c, grant, deps.borough, decision.case_id, decision.outcome);
  insert_decision(c.tx,
                  {.decision = decision,
                   .sealed = c.vault.seal(c.tx, label_of(decision), sealed_text(words), c.random)});
  c.touch(decision.id.text());
  c.note(std::string(model::code_of(decision.outcome)));
  if (decision.needs_signature) c.note("needs_second_person");
  c.changed("case", decision.case_id.text());
  if (decision.holds()) settle(c, grant, deps, decision.case_id);
}

void sign(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
          const Decision& proposed) {
  insert_signature(c.tx, proposed.id, grant.principal().person, c.now);
  c.touch(proposed.id.text());
  c.note(std::string(model::code_of(proposed.outcome)));
  c.changed("case", proposed.case_id.text());
  settle(c, grant, deps, proposed.case_id);
}

}  // namespace mash::decision
