// SPDX-License-Identifier: MIT
// Who may be the same person: pairs that the engine proposes and nobody has judged, those first
// whose answer would settle most.
#include <algorithm>
#include <iterator>

#include "answers.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "pages.h"
#include "person_store.h"
#include "reasons.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

// The most pressing cases; their people who wait; what one page shows.
constexpr int k_cases = 200;
constexpr std::size_t k_looked_up = 100;
constexpr std::size_t k_shown = 25;

struct Proposal {
  Statement said;
  Statement known;  // of the other: what agrees best
  Candidate candidate;
  std::size_t cases = 0;  // besides the statement's own
  // Cases that an answer can be expected to link.
  [[nodiscard]] double settles() const {
    return linkage::probability(candidate.why.total) * static_cast<double>(cases);
  }
};

// Somebody answered about this and another one, as far as the reader may know of it.
bool is_judged(Context& c, const StatementRow& row, const std::set<CaseId>& hidden) {
  return std::ranges::any_of(judgements(c.tx, row.id), [&](const Judgement& j) {
    const auto other = find_statement_row(c.tx, j.other);
    return other && !hidden.contains(other->case_id);
  });
}

struct Asked {
  std::vector<StatementRow> looked_up;
  std::size_t left_out = 0;
};
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

// Empty: none were.
std::string who_was_left_out(const Asked& all) {
  if (all.left_out == 0) return "";
  const bool one = all.left_out == 1;
  return "These are answers for the first " + std::to_string(k_looked_up) +
         " people only: those in the most pressing cases of whom nobody has answered anything "
         "come first. The hub has not looked up " +
         std::to_string(all.left_out) + (one ? " more person" : " more people") +
         " here. They come up when others have been identified, or look them up in their case.";
}

std::string which_persons_were_left_out(const Asked& all) {
  if (all.left_out == 0) return "";
  const bool one = all.left_out == 1;
  return "The hub has compared the first " + std::to_string(k_looked_up) +
         " people only, those in the most pressing cases, and not " + std::to_string(all.left_out) +
         (one ? " more person" : " more people") +
         ". To compare one of them, open the person's page and look for others who are the same.";
}

// The best who may be the same, and of whom nobody has said yet whether they are.
std::optional<Proposal> proposal(Context& c, const policy::Proof& proof, const Deps& deps,
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
    return Proposal{.said = std::move(said),
                    .known = open_statement(c.tx, c.vault, proof, *closest),
                    .candidate = candidate,
                    .cases = cases.size()};
  }
  return std::nullopt;
}

// A pair of statements comes up from both sides and is asked about once.
bool is_turned(const std::vector<Proposal>& all, const Proposal& p) {
  return std::ranges::any_of(all, [&](const Proposal& other) {
    return other.said.id == p.candidate.statement && other.candidate.statement == p.said.id;
  });
}

std::vector<Proposal> proposals(Context& c, const policy::Proof& proof, const Deps& deps,
                                const std::vector<StatementRow>& looked_up,
                                const std::set<CaseId>& hidden) {
  deps.recogniser.catch_up(c.tx, c.vault);
  std::vector<Proposal> out;
  for (const auto& row : looked_up) {
    auto next = proposal(c, proof, deps, row, hidden);
    if (next && !is_turned(out, *next)) out.push_back(*std::move(next));
  }
  std::ranges::sort(out, [](const Proposal& a, const Proposal& b) {
    return a.settles() != b.settles() ? a.settles() > b.settles() : a.said.id < b.said.id;
  });
  if (out.size() > k_shown) out.erase(out.begin() + k_shown, out.end());
  return out;
}

// Two persons, each identified, who may be one and of whom nobody has said whether they are.
struct PairProposal {
  CaseId case_id;  // an open case of the first
  PersonId person, other;
  Statement said, known;  // what agrees best
  Candidate candidate;
  std::size_t cases = 0;  // of both
  [[nodiscard]] double settles() const {
    return linkage::probability(candidate.why.total) * static_cast<double>(cases);
  }
};

// Of the most pressing cases, each person once.
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

std::optional<PairProposal> pair_proposal(Context& c, const policy::Proof& proof, const Deps& deps,
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
    return PairProposal{.case_id = row.case_id,
                        .person = person_now(c.tx, row.person, hidden),
                        .other = person_now(c.tx, candidate.person, hidden),
                        .said = std::move(said),
                        .known = open_statement(c.tx, c.vault, proof, *closest),
                        .candidate = candidate,
                        .cases = cases.size()};
  }
  return std::nullopt;
}

std::vector<PairProposal> pair_proposals(Context& c, const policy::Proof& proof, const Deps& deps,
                                         const std::vector<StatementRow>& looked_up,
                                         const std::set<CaseId>& hidden) {
  std::vector<PairProposal> out;
  for (const auto& row : looked_up) {
    auto next = pair_proposal(c, proof, deps, row, hidden);
    const bool turned = next && std::ranges::any_of(out, [&](const PairProposal& p) {
                          return p.person == next->other && p.other == next->person;
                        });
    if (next && !turned) out.push_back(*std::move(next));
  }
  std::ranges::sort(out, [](const PairProposal& a, const PairProposal& b) {
    return a.settles() != b.settles() ? a.settles() > b.settles() : a.person < b.person;
  });
  if (out.size() > k_shown) out.erase(out.begin() + k_shown, out.end());
  return out;
}

// What both kinds of pair say.
json::Value pair_view(Context& c, const Statement& said, const Statement& known,
                      const Candidate& candidate, std::size_t cases) {
  const auto head = cases::find_case(c.tx, said.case_id);
  MASH_ASSERT(head.has_value());
  c.touch(said.id.text());
  c.touch(known.id.text());
  json::Value v = json::Object{};
  v.set("name", described(said));
  v.set("reference", head->reference);
  v.set("other", described(known));
  v.set("likeness", likeness_in_words(candidate.why));
  v.set("reasons", reasons_in_words(said, &known, candidate.why));
  v.set("warning", warning_in_words(candidate.why));
  v.set("links", "An answer links or parts " + std::to_string(cases) + " cases.");
  v.set("idempotency_key", false);  // several forms on one page; harmless when sent twice
  return v;
}

json::Value view(Context& c, const Proposal& p) {
  auto v = pair_view(c, p.said, p.known, p.candidate, p.cases + 1);
  v.set("action", "/case/" + p.said.case_id.text() + "/people/search");
  v.set("field", "statement");
  v.set("value", p.said.id.text());
  return v;
}

json::Value view(Context& c, const PairProposal& p) {
  auto v = pair_view(c, p.said, p.known, p.candidate, p.cases);
  if (p.cases == 1) v.set("links", "Both are in one case.");
  v.set("action", "/case/" + p.case_id.text() + "/person/" + p.person.text() + "/same");
  v.set("field", "other");
  v.set("value", p.other.text());
  return v;
}

Result<pipeline::Reply> show_review(const Grant<Action::read_queue>& grant, Context& c,
                                    const Deps& deps) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const Asked all = waiting(c, hidden);
  json::Array pairs;
  for (const auto& p : proposals(c, grant, deps, all.looked_up, hidden)) {
    pairs.push_back(view(c, p));
  }
  json::Array persons;
  const Asked known = identified(c, hidden);
  for (const auto& p : pair_proposals(c, grant, deps, known.looked_up, hidden)) {
    persons.push_back(view(c, p));
  }
  const bool nobody = pairs.empty() && persons.empty();
  const bool is_all = all.left_out == 0 && known.left_out == 0;
  json::Value data = json::Object{};
  data.set("has_persons", !persons.empty());
  data.set("persons_left_out", which_persons_were_left_out(known));
  data.set("persons", std::move(persons));
  data.set("nobody", nobody && is_all);
  data.set("nobody_looked_up", nobody && !is_all);
  data.set("left_out", who_was_left_out(all));
  data.set("pairs", std::move(pairs));
  auto answers = answers_lately(c, grant, deps, hidden);
  data.set("has_answers", !answers.empty());
  data.set("answers", std::move(answers));
  return pipeline::View{
      .page = "people/review", .title = "Who may be the same", .data = std::move(data)};
}

}  // namespace

void add_review_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = "/people/review",
       .summary = "Pairs of people who may be the same and whom nobody has judged yet",
       .event = "people.review",
       .facts = pipeline::no_facts,
       .run = [deps](const Grant<Action::read_queue>& g, Context& c) {
         return show_review(g, c, deps);
       }}));
}

}  // namespace mash::people
