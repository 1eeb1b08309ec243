// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <tuple>

#include "mash/base/assert.h"
#include "person_store.h"
#include "review.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;

constexpr int k_read = 100;             // rows at a time
constexpr std::size_t k_weighed = 200;  // pairs, the newest first

// All that is known of one of the two: a statement alone, or with all others of its person.
struct Side {
  StatementRow said;
  std::vector<StatementRow> rows;
  [[nodiscard]] std::string who() const {
    return said.person.empty() ? said.id.text() : said.person.text();
  }
};

Side side_of(Context& c, const StatementId& id, const std::set<CaseId>& hidden) {
  auto row = find_statement_row(c.tx, id);
  MASH_ASSERT(row.has_value());
  const Candidate whose{.person = row->person, .statement = row->id};
  auto rows = visible_rows(c.tx, whose, hidden);
  return {*std::move(row), std::move(rows)};
}

// Nobody has said anything of the two since.
bool is_open(Context& c, const AnswerRow& answer, const Side& one, const Side& other,
             const std::set<CaseId>& hidden) {
  if (one.who() == other.who()) return false;
  std::optional<Judgement> newest;
  for (const auto& row : one.rows) {
    auto next = judgement_of(judgements(c.tx, row.id), other.rows);
    if (next && (!newest || next->at >= newest->at)) newest = std::move(next);
  }
  if (!newest || newest->at > answer.at) return false;
  if (one.said.person.empty() || other.said.person.empty()) return true;
  return std::ranges::none_of(splits_between(c.tx, one.said.person, other.said.person),
                              [&](const SplitRow& split) {
                                return split.at >= answer.at && !hidden.contains(split.case_id);
                              });
}

std::size_t new_since(Context& c, UtcTime at, const Side& one, const Side& other) {
  std::size_t out = 0;
  for (const auto* side : {&one, &other}) {
    out += static_cast<std::size_t>(std::ranges::count_if(side->rows, [&](const auto& row) {
      const auto last = last_identification(c.tx, row.id);
      return row.at > at || (last && last->at > at);
    }));
  }
  return out;
}

// Nothing: not in the index yet, or no longer.
std::optional<Pair> pair_of(Context& c, const policy::Proof& proof, const Deps& deps,
                            const Side& one, const Side& other, const std::set<CaseId>& hidden) {
  std::set<StatementId> known;
  std::set<CaseId> cases;
  for (const auto& row : one.rows) cases.insert(row.case_id);
  for (const auto& row : other.rows) {
    known.insert(row.id);
    cases.insert(row.case_id);
  }
  Pair out{.said = open_statement(c.tx, c.vault, proof, one.said), .cases = cases.size()};
  const auto weighed = deps.recogniser.weigh(out.said, known);
  if (!weighed) return std::nullopt;
  const auto closest = std::ranges::find(other.rows, weighed->closest, &StatementRow::id);
  MASH_ASSERT(closest != other.rows.end());
  out.known = open_statement(c.tx, c.vault, proof, *closest);
  out.why = weighed->why;
  const std::string path = "/case/" + one.said.case_id.text();
  const bool persons = !one.said.person.empty();
  out.action = persons
                   ? path + "/person/" + person_now(c.tx, one.said.person, hidden).text() + "/same"
                   : path + "/people/search";
  out.field = persons ? "other" : "statement";
  out.value = persons ? person_now(c.tx, other.said.person, hidden).text() : one.said.id.text();
  return out;
}

}  // namespace

UnsurePairs unsure_pairs(Context& c, const policy::Proof& proof, const Deps& deps,
                         const std::set<CaseId>& hidden) {
  UnsurePairs out;
  std::set<std::pair<std::string, std::string>> known;
  bool last = false;
  for (int offset = 0; !last && out.pairs.size() < k_weighed; offset += k_read) {
    auto answers = standing_answers(c.tx, model::code_of(Verdict::unsure), k_read, offset);
    last = answers.size() < k_read;
    for (auto& answer : answers) {
      if (hidden.contains(answer.case_id) || hidden.contains(answer.other_case)) continue;
      auto one = side_of(c, answer.statement, hidden);
      auto other = side_of(c, answer.other, hidden);
      // Whom nobody has identified is looked up.
      if (!one.said.person.empty() && other.said.person.empty()) std::swap(one, other);
      if (!known.insert(std::minmax(one.who(), other.who())).second) continue;
      if (!is_open(c, answer, one, other, hidden)) continue;
      auto pair = pair_of(c, proof, deps, one, other, hidden);
      if (!pair) continue;
      const auto since = new_since(c, answer.at, one, other);
      out.pairs.push_back({*std::move(pair), std::move(answer), since});
      if (out.pairs.size() == k_weighed) break;
    }
  }
  std::ranges::sort(out.pairs, [](const Unsure& a, const Unsure& b) {
    return std::tuple(a.since == 0, -a.pair.settles(), a.answer.id) <
           std::tuple(b.since == 0, -b.pair.settles(), b.answer.id);
  });
  if (out.pairs.size() <= k_pairs_shown) return out;
  out.more = out.pairs.size() - k_pairs_shown;
  out.pairs.erase(out.pairs.begin() + k_pairs_shown, out.pairs.end());
  return out;
}

}  // namespace mash::people
