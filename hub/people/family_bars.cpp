// SPDX-License-Identifier: MIT
#include "mash/people/family_bars.h"

#include <algorithm>
#include <tuple>

#include "family_bar_store.h"
#include "mash/cases/bars.h"
#include "mash/cases/walls.h"
#include "mash/directory/directory.h"
#include "reasons.h"
#include "search.h"

namespace mash::people {

namespace {

using pipeline::Context;

// "Likely the same person" (reasons.cpp). Nobody is joined by it (decision 0010): it hides a case
// from those alone who may not know of the family, until somebody says who it is.
constexpr double k_likely_same = 0.9;

// Of whoever this may be, once each: by all that is known, and by what is hidden from somebody, so
// that no crowd of others pushes that out.
std::vector<Candidate> alike_anywhere(const Recogniser& recogniser, const Statement& said,
                                      const std::set<CaseId>& barred) {
  auto out = recogniser.look_up(said, {}).shown;
  for (auto& hidden : recogniser.look_up(said, barred).hidden) {
    const bool known = std::ranges::any_of(out, [&](const Candidate& c) {
      return c.person == hidden.person && c.statement == hidden.statement;
    });
    if (!known) out.push_back(std::move(hidden));
  }
  std::erase_if(out, [](const Candidate& candidate) {
    return candidate.why.total < linkage::score_of(k_may_be_same);
  });
  return out;
}

std::set<CaseId> barred_among(Context& c, const Candidate& candidate,
                              const std::set<CaseId>& barred) {
  std::set<CaseId> out;
  for (const auto& row : visible_rows(c.tx, candidate, {})) {
    if (barred.contains(row.case_id)) out.insert(row.case_id);
  }
  return out;
}

// What the look-up says of somebody who has just come in.
void note_matches(Context& c, const FamilyBars& deps, const Statement& said,
                  const std::set<CaseId>& barred) {
  const auto& typist = c.principal.person;
  std::set<CaseId> to_look_at;
  for (const auto& candidate : alike_anywhere(deps.recogniser, said, barred)) {
    const auto where = barred_among(c, candidate, barred);
    if (where.empty()) continue;
    const bool likely = candidate.why.total >= linkage::score_of(k_likely_same);
    const bool own = std::ranges::any_of(
        where, [&](const CaseId& id) { return cases::has_bar(c.tx, id, typist); });
    if (likely) {
      insert_likely_match(c.tx, said.id, candidate.closest, own ? typist : StaffId{});
    }
    if (!likely || own) to_look_at.insert(where.begin(), where.end());
  }
  if (!to_look_at.empty()) ask_the_cleared(c, said, to_look_at);
}

bool is_kept_apart(Context& c, const LikelyMatch& match) {
  return std::ranges::any_of(judgements(c.tx, match.said), [&](const Judgement& j) {
    return j.other == match.other && j.answer == model::code_of(Verdict::different);
  });
}

void add_own_bars(Context& c, const std::set<CaseId>& of, const CaseId& id, UtcTime arrived,
                  const StaffId& spared, std::vector<OwnBar>& out) {
  auto others = of;
  others.erase(id);
  if (others.empty()) return;
  for (auto& bar : own_bars(c.tx, others)) {
    const bool known = std::ranges::find(out, bar.id, &OwnBar::id) != out.end();
    if (bar.set_at <= arrived && bar.staff != spared && !known) out.push_back(std::move(bar));
  }
}

// Who may not know of this case, by who is in it.
std::vector<OwnBar> wanted(Context& c, const CaseId& id) {
  std::vector<OwnBar> out;
  const auto arrived = arrival_of(c.tx, id);
  if (!arrived) return out;
  add_own_bars(c, cases_of_same_people(c.tx, id), id, *arrived, {}, out);
  for (const auto& match : likely_matches(c.tx, id)) {
    if (is_kept_apart(c, match)) continue;
    const auto other = find_statement_row(c.tx, match.other);
    if (!other) continue;
    std::set<CaseId> of = {other->case_id};
    if (!other->person.empty()) {
      for (const auto& row : statement_rows(c.tx, other->person)) of.insert(row.case_id);
    }
    add_own_bars(c, of, id, *arrived, match.spared, out);
  }
  return out;
}

bool works_at_night(const model::Borough& borough, const StaffId& id) {
  const auto* person = borough.find_staff(id);
  return person != nullptr && person->role == model::Role::emergency_duty;
}

bool has_manager(Context& c, const model::Borough& borough, const CaseId& id) {
  const auto left = directory::closed_accounts(c.tx);
  return std::ranges::any_of(borough.staff, [&](const model::StaffMember& person) {
    return person.role == model::Role::mash_manager && !left.contains(person.id) &&
           !cases::is_barred(c.tx, id, person.id);
  });
}

std::string reason_of(Context& c, const policy::Proof& proof, const OwnBar& bar) {
  for (const auto& one : cases::bars_of(c, proof, bar.case_id)) {
    if (one.id == bar.id) return one.reason.reveal();
  }
  return "";
}

// Answers whether a bar was added.
bool add_missing(Context& c, const policy::Proof& proof, const FamilyBars& deps, const CaseId& id,
                 std::vector<OwnBar> missing) {
  // Who is there at night comes last: if all would be shut out, one of them stays.
  std::ranges::sort(missing, {}, [&](const OwnBar& bar) {
    return std::tuple(works_at_night(deps.borough, bar.staff), bar.set_at.micros, bar.id);
  });
  bool added = false;
  for (const auto& bar : missing) {
    if (cases::has_bar(c.tx, id, bar.staff)) continue;
    if (leaves_nobody(c.tx, deps.borough, id, bar.staff)) {
      c.note("bar_not_followed");
      continue;
    }
    const auto set = cases::set_bar(c, id, bar.staff, reason_of(c, proof, bar));
    insert_followed(c.tx, id,
                    {.bar = set, .source = bar.id, .source_case = bar.case_id, .staff = bar.staff});
    c.touch(bar.case_id.text());
    added = true;
  }
  if (added) c.note("bars_followed");
  return added;
}

void derive(Context& c, const policy::Proof& proof, const FamilyBars& deps, const CaseId& id) {
  // Behind a wall its keepers say who may know of it.
  if (cases::has_wall(c.tx, id)) return;
  auto missing = wanted(c, id);
  bool ended = false;
  for (const auto& followed : followed_bars(c.tx, id)) {
    const auto still = std::ranges::find(missing, followed.source, &OwnBar::id);
    if (still != missing.end()) {
      missing.erase(still);
      continue;
    }
    end_followed(c.tx, followed.bar, c.now);
    if (followed.stands) cases::lift_bar(c, id, followed.bar);
    c.touch(followed.source_case.text());
    ended = true;
  }
  if (ended) c.note("bars_no_longer_followed");
  if (!add_missing(c, proof, deps, id, std::move(missing))) return;
  if (deps.on_no_manager && !has_manager(c, deps.borough, id)) deps.on_no_manager(c, id);
}

}  // namespace

bool leaves_nobody(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                   const StaffId& besides) {
  const bool walled = cases::has_wall(tx, id);
  const auto left = directory::closed_accounts(tx);
  return std::ranges::none_of(borough.staff, [&](const model::StaffMember& person) {
    const bool officer = person.role == model::Role::designated_officer;
    const bool rates = person.decides || person.role == model::Role::emergency_duty;
    return (walled ? officer : rates && !officer) && person.id != besides &&
           !left.contains(person.id) && !cases::is_barred(tx, id, person.id);
  });
}

std::map<std::string, CaseId> bars_from_elsewhere(db::Transaction& tx, const CaseId& id) {
  std::map<std::string, CaseId> out;
  for (const auto& bar : all_followed_bars(tx, id)) out.emplace(bar.bar, bar.source_case);
  return out;
}

void case_arrived(Context& c, const policy::Proof& proof, const FamilyBars& deps,
                  const CaseId& id) {
  insert_arrival(c.tx, id, c.now);
  const auto barred = barred_by_hand(c.tx);
  if (barred.empty()) return;
  if (deps.catch_up) deps.catch_up();
  for (const auto& said : statements_of(c, proof, id)) note_matches(c, deps, said, barred);
  derive(c, proof, deps, id);
}

void follow_bars(Context& c, const policy::Proof& proof, const FamilyBars& deps, const CaseId& id) {
  if (!any_bar(c.tx)) return;
  auto affected = cases_of_same_people(c.tx, id);
  affected.merge(cases_that_follow(c.tx, id));
  affected.insert(id);
  for (const auto& one : affected) derive(c, proof, deps, one);
}

}  // namespace mash::people
