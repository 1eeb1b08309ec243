// SPDX-License-Identifier: MIT
#include "mash/people/family_bars.h"

#include <algorithm>
#include <tuple>

#include "family_bar_store.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
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
                  const std::set<CaseId>& barred, bool history) {
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
    if (own || (!likely && !history)) to_look_at.insert(where.begin(), where.end());
  }
  if (!to_look_at.empty()) ask_the_cleared(c, said, to_look_at);
}

// Whoever may know of the other one has said who this is. By whoever may not, whom the look-up did
// not show them, the hub learns nothing of the two.
bool is_settled(Context& c, const LikelyMatch& match) {
  const auto said = find_statement_row(c.tx, match.said);
  const auto other = find_statement_row(c.tx, match.other);
  if (!said || !other) return true;
  const auto apart = [&](const Judgement& j) {
    return j.other == match.other && j.answer == model::code_of(Verdict::different);
  };
  if (std::ranges::any_of(judgements(c.tx, match.said), apart)) return true;
  if (said->person.empty()) return false;
  const auto last = last_identification(c.tx, match.said);
  return last && !cases::is_barred(c.tx, other->case_id, last->by);
}

// Where whoever is alike is named.
std::set<CaseId> cases_of_match(Context& c, const LikelyMatch& match) {
  auto out = cases_of_same_person(c.tx, match.other);
  if (const auto other = find_statement_row(c.tx, match.other)) out.insert(other->case_id);
  return out;
}

void add_own_bars(Context& c, const std::set<CaseId>& of, const CaseId& id, UtcTime arrived,
                  const StaffId& spared, std::vector<OwnBar>& out) {
  auto others = of;
  others.erase(id);
  if (others.empty()) return;
  for (auto& bar : own_bars(c.tx, others)) {
    const bool known = std::ranges::find(out, bar.id, &OwnBar::id) != out.end();
    if (bar.since <= arrived && bar.staff != spared && !known) out.push_back(std::move(bar));
  }
}

// Who may not know of this case, by who is in it.
std::vector<OwnBar> wanted(Context& c, const CaseId& id) {
  std::vector<OwnBar> out;
  const auto arrived = arrival_of(c.tx, id);
  if (!arrived) return out;
  add_own_bars(c, cases_of_same_people(c.tx, id), id, *arrived, {}, out);
  for (const auto& match : likely_matches(c.tx, id)) {
    if (is_settled(c, match)) continue;
    add_own_bars(c, cases_of_match(c, match), id, *arrived, match.spared, out);
  }
  return out;
}

bool works_at_night(const model::Borough& borough, const StaffId& id) {
  const auto* person = borough.find_staff(id);
  return person != nullptr && person->role == model::Role::emergency_duty;
}

bool is_closed(Context& c, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  return head && head->state == model::NotificationState::closed;
}

bool has_manager(Context& c, const model::Borough& borough, const CaseId& id) {
  const auto left = directory::closed_accounts(c.tx);
  return std::ranges::any_of(borough.staff, [&](const model::StaffMember& person) {
    return person.role == model::Role::mash_manager && !left.contains(person.id) &&
           !cases::is_barred(c.tx, id, person.id);
  });
}

// Of these, who is not barred from the case and was not shown it again since.
void leave_missing(Context& c, const CaseId& id, std::vector<OwnBar>& bars) {
  std::erase_if(bars, [&](const OwnBar& bar) {
    if (cases::has_bar(c.tx, id, bar.staff)) return true;
    const auto shown = shown_again_at(c.tx, id, bar.staff);
    return shown && bar.set_at <= *shown;
  });
}

// Nobody hides a case from themselves by what they say of who is who: it would tell them of the
// other case. A cleared person looks.
void spare_who_acts(Context& c, const policy::Proof& proof, const CaseId& id,
                    std::vector<OwnBar>& missing) {
  std::set<CaseId> from;
  std::erase_if(missing, [&](const OwnBar& bar) {
    if (bar.staff != c.principal.person) return false;
    from.insert(bar.case_id);
    return true;
  });
  if (from.empty()) return;
  const auto likely = likely_matches(c.tx, id);
  for (const auto& said : statements_of(c, proof, id)) {
    auto to_look_at = cases_of_same_person(c.tx, said.id);
    for (const auto& match : likely) {
      if (match.said == said.id) to_look_at.merge(cases_of_match(c, match));
    }
    std::erase_if(to_look_at, [&from](const CaseId& one) { return !from.contains(one); });
    if (!to_look_at.empty()) ask_the_cleared(c, said, to_look_at);
  }
}

std::string reason_of(Context& c, const policy::Proof& proof, const OwnBar& bar) {
  for (const auto& one : cases::bars_of(c, proof, bar.case_id)) {
    if (one.id == bar.id) return one.reason.reveal();
  }
  return "";
}

// Answers whether a bar was added. One for each person: more would say no more.
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
    const auto set = cases::set_bar(c, id, bar.staff, reason_of(c, proof, bar), cases::BarBy::hub);
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
    if (!followed.stands) continue;
    if (std::ranges::find(missing, followed.source, &OwnBar::id) != missing.end()) continue;
    end_followed(c.tx, followed.bar, c.now);
    cases::lift_bar(c, id, followed.bar, cases::BarBy::hub);
    c.touch(followed.source_case.text());
    ended = true;
  }
  if (ended) c.note("bars_no_longer_followed");
  leave_missing(c, id, missing);
  spare_who_acts(c, proof, id, missing);
  if (!add_missing(c, proof, deps, id, std::move(missing))) return;
  if (is_closed(c, id)) return;
  if (deps.on_no_manager && !has_manager(c, deps.borough, id)) deps.on_no_manager(c, id);
}

bool could_decide(const model::StaffMember& person, bool walled) {
  const bool officer = person.role == model::Role::designated_officer;
  const bool rates = person.decides || person.role == model::Role::emergency_duty;
  return walled ? officer : rates && !officer;
}

}  // namespace

bool leaves_nobody(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                   const StaffId& besides) {
  const bool walled = cases::has_wall(tx, id);
  const auto left = directory::closed_accounts(tx);
  return std::ranges::none_of(borough.staff, [&](const model::StaffMember& person) {
    return could_decide(person, walled) && person.id != besides && !left.contains(person.id) &&
           !cases::is_barred(tx, id, person.id);
  });
}

std::vector<CaseId> cases_nobody_decides(Context& c, const model::Borough& borough) {
  const auto left = directory::closed_accounts(c.tx);
  const auto deciders = std::ranges::count_if(borough.staff, [&](const model::StaffMember& person) {
    return could_decide(person, false) && !left.contains(person.id);
  });
  std::vector<CaseId> out;
  for (const auto& id : cases_hidden_from(c.tx, std::max<std::int64_t>(1, deciders))) {
    if (cases::is_barred(c.tx, id, c.principal.person) || cases::has_wall(c.tx, id)) continue;
    const auto head = cases::find_case(c.tx, id);
    if (head && model::is_open(head->state) && leaves_nobody(c.tx, borough, id, {})) {
      out.push_back(id);
    }
  }
  return out;
}

std::map<std::string, CaseId> bars_from_elsewhere(db::Transaction& tx, const CaseId& id) {
  std::map<std::string, CaseId> out;
  for (const auto& bar : followed_bars(tx, id)) out.emplace(bar.bar, bar.source_case);
  return out;
}

std::vector<StillSees> who_still_sees(Context& c, const CaseId& id) {
  std::vector<StillSees> out;
  const auto add = [&out](const OwnBar& bar, const CaseId& seen) {
    const auto same = [&](const StillSees& one) {
      return one.staff == bar.staff && one.hidden == bar.case_id && one.seen == seen;
    };
    if (std::ranges::none_of(out, same)) {
      out.push_back({.staff = bar.staff, .hidden = bar.case_id, .seen = seen});
    }
  };
  auto others = cases_of_same_people(c.tx, id);
  others.erase(id);
  for (const auto& bar : own_bars(c.tx, {id})) {
    for (const auto& other : others) {
      if (!cases::is_barred(c.tx, other, bar.staff)) add(bar, other);
    }
  }
  auto missing = wanted(c, id);
  leave_missing(c, id, missing);
  for (const auto& bar : missing) add(bar, id);
  return out;
}

void case_arrived(Context& c, const policy::Proof& proof, const FamilyBars& deps,
                  const CaseId& id) {
  insert_arrival(c.tx, id, c.now);
  const auto barred = barred_by_hand(c.tx);
  if (barred.empty()) return;
  if (deps.catch_up) deps.catch_up();
  const bool history = is_closed(c, id);
  for (const auto& said : statements_of(c, proof, id)) {
    note_matches(c, deps, said, barred, history);
  }
  derive(c, proof, deps, id);
}

void note_taken_over(db::Transaction& tx, const StatementId& again, const StatementId& first) {
  insert_likely_match(tx, again, first, {});
}

void follow_bars(Context& c, const policy::Proof& proof, const FamilyBars& deps, const CaseId& id) {
  if (!any_bar(c.tx)) return;
  auto affected = cases_of_same_people(c.tx, id);
  affected.merge(cases_that_followed(c.tx, id));
  affected.merge(cases_likely_alike(c.tx, id));
  affected.insert(id);
  for (const auto& one : affected) derive(c, proof, deps, one);
}

}  // namespace mash::people
