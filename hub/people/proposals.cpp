// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <optional>

#include "mash/cases/cases.h"
#include "person_store.h"
#include "reasons.h"
#include "review.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;

// The most pressing cases, and their people who wait.
constexpr int k_cases = 200;
constexpr std::size_t k_looked_up = 100;

// Somebody answered about this and another one, as far as the reader may know of it.
bool is_judged(Context& c, const StatementRow& row, const std::set<CaseId>& hidden) {
  return std::ranges::any_of(judgements(c.tx, row.id), [&](const Judgement& j) {
    const auto other = find_statement_row(c.tx, j.other);
    return other && !hidden.contains(other->case_id);
  });
}

// People in open cases of whom nobody has said who they are. Where they are too many, those about
// whom nobody has answered anything come first.
Asked waiting(Context& c, const std::set<CaseId>& hidden) {
  Asked out;
  auto& rows = out.looked_up;
  for (const auto& head : cases::open_cases(c.tx, k_cases, 0)) {
    if (hidden.contains(head.id)) continue;
    for (auto& row : statement_rows(c.tx, head.id)) {
      if (row.person.empty()) rows.push_back(std::move(row));
    }
  }
  if (rows.size() <= k_looked_up) return out;
  std::vector<StatementRow> judged;
  std::erase_if(rows, [&](const StatementRow& row) {
    const bool is = is_judged(c, row, hidden);
    if (is) judged.push_back(row);
    return is;
  });
  std::ranges::move(judged, std::back_inserter(rows));
  out.left_out = rows.size() - k_looked_up;
  rows.erase(rows.begin() + k_looked_up, rows.end());
  return out;
}

// The best who may be the same, and of whom nobody has said yet whether they are.
std::optional<Pair> proposal(Context& c, const policy::Proof& proof, const Deps& deps,
                             const StatementRow& row, const std::set<CaseId>& hidden) {
  auto said = open_statement(c.tx, c.vault, proof, row);
  const auto judged = judgements(c.tx, row.id);
  for (const auto& candidate : deps.recogniser.look_up(said, hidden).shown) {
    if (candidate.why.total < linkage::score_of(k_may_be_same)) continue;
    const auto rows = visible_rows(c.tx, candidate, hidden);
    std::set<CaseId> cases;
    for (const auto& r : rows) cases.insert(r.case_id);
    cases.erase(row.case_id);
    const auto closest = std::ranges::find(rows, candidate.closest, &StatementRow::id);
    if (cases.empty() || closest == rows.end() || judgement_of(judged, rows)) continue;
    return Pair{.said = std::move(said),
                .known = open_statement(c.tx, c.vault, proof, *closest),
                .why = candidate.why,
                .cases = cases.size() + 1,
                .action = "/case/" + row.case_id.text() + "/people/search",
                .field = "statement",
                .value = row.id.text()};
  }
  return std::nullopt;
}

// As far as the reader may know of it.
bool were_parted(Context& c, const PersonId& one, const PersonId& other,
                 const std::set<CaseId>& hidden) {
  return std::ranges::any_of(splits_between(c.tx, one, other), [&](const SplitRow& split) {
    return !hidden.contains(split.case_id);
  });
}

bool is_judged(Context& c, const std::vector<StatementRow>& one,
               const std::vector<StatementRow>& other) {
  return std::ranges::any_of(one, [&](const StatementRow& row) {
    return judgement_of(judgements(c.tx, row.id), other).has_value();
  });
}

std::optional<Pair> proposal_of_person(Context& c, const policy::Proof& proof, const Deps& deps,
                                       const StatementRow& row, const std::set<CaseId>& hidden) {
  auto said = open_statement(c.tx, c.vault, proof, row);
  const auto mine = visible_rows(c.tx, {.person = row.person}, hidden);
  for (const auto& candidate : deps.recogniser.look_up(said, hidden).shown) {
    if (candidate.why.total < linkage::score_of(k_may_be_same)) continue;
    if (candidate.person.empty() || candidate.person == row.person) continue;
    const auto theirs = visible_rows(c.tx, candidate, hidden);
    const auto closest = std::ranges::find(theirs, candidate.closest, &StatementRow::id);
    if (closest == theirs.end() || closest->person == row.person) continue;
    if (is_judged(c, mine, theirs)) continue;
    if (were_parted(c, row.person, candidate.person, hidden)) continue;
    std::set<CaseId> cases;
    for (const auto* rows : {&mine, &theirs}) {
      for (const auto& r : *rows) cases.insert(r.case_id);
    }
    return Pair{.said = std::move(said),
                .known = open_statement(c.tx, c.vault, proof, *closest),
                .why = candidate.why,
                .cases = cases.size(),
                .action = "/case/" + row.case_id.text() + "/person/" +
                          person_now(c.tx, row.person, hidden).text() + "/same",
                .field = "other",
                .value = person_now(c.tx, candidate.person, hidden).text()};
  }
  return std::nullopt;
}

// A pair comes up from both sides and is asked about once.
bool is_turned(const Pair& a, const Pair& b) {
  const auto who = [](const Statement& s) {
    return s.person.empty() ? s.id.text() : s.person.text();
  };
  return who(a.said) == who(b.known) && who(a.known) == who(b.said);
}

template <class Propose>
Proposals ranked(const Asked& asked, Propose&& propose) {
  Proposals out{.left_out = asked.left_out};
  for (const auto& row : asked.looked_up) {
    auto next = propose(row);
    if (!next || std::ranges::any_of(out.pairs, [&](const Pair& p) { return is_turned(p, *next); }))
      continue;
    out.pairs.push_back(*std::move(next));
  }
  std::ranges::sort(out.pairs, [](const Pair& a, const Pair& b) {
    return a.settles() != b.settles() ? a.settles() > b.settles() : a.said.id < b.said.id;
  });
  if (out.pairs.size() <= k_pairs_shown) return out;
  out.more = out.pairs.size() - k_pairs_shown;
  out.pairs.erase(out.pairs.begin() + k_pairs_shown, out.pairs.end());
  return out;
}

}  // namespace

double settles(linkage::Weight total, std::size_t cases) {
  return linkage::openness(linkage::probability(total)) * static_cast<double>(cases);
}

Asked identified(Context& c, const std::set<CaseId>& hidden) {
  Asked out;
  std::set<PersonId> known;
  for (const auto& head : cases::open_cases(c.tx, k_cases, 0)) {
    if (hidden.contains(head.id)) continue;
    for (auto& row : statement_rows(c.tx, head.id)) {
      if (row.person.empty() || !known.insert(row.person).second) continue;
      if (out.looked_up.size() < k_looked_up) {
        out.looked_up.push_back(std::move(row));
      } else {
        ++out.left_out;
      }
    }
  }
  return out;
}

Proposals proposals(Context& c, const policy::Proof& proof, const Deps& deps,
                    const std::set<CaseId>& hidden) {
  return ranked(waiting(c, hidden),
                [&](const StatementRow& row) { return proposal(c, proof, deps, row, hidden); });
}

Proposals proposals_of_persons(Context& c, const policy::Proof& proof, const Deps& deps,
                               const std::set<CaseId>& hidden) {
  return ranked(identified(c, hidden), [&](const StatementRow& row) {
    return proposal_of_person(c, proof, deps, row, hidden);
  });
}

}  // namespace mash::people
