// SPDX-License-Identifier: MIT
#include "doubts.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "joins.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "person_store.h"
#include "reasons.h"
#include "review.h"

namespace mash::people {

namespace {

using pipeline::Context;

// The newest words of a person; more than these are compared with them all the same.
constexpr std::size_t k_weighed = 12;

pipeline::Label label_of(const UpheldRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "person_upheld",
          .case_id = row.case_id,
          .row = row.id};
}

// What somebody had before them and answered for.
struct Answered {
  std::vector<Join> joins;
  std::vector<Upheld> upheld;

  // `a` and `b` differ; `of` gives the number of a statement, or "".
  template <class Of>
  [[nodiscard]] bool numbers(const Whole& person, const std::string& a, const std::string& b,
                             Of&& of) const {
    const auto given = [&](const std::string& number, const auto& among) {
      return std::ranges::any_of(
          person.said, [&](const Statement& s) { return of(s) == number && among(s.id); });
    };
    const auto answered = [&](const auto& one, const auto& other) {
      return given(a, one) && given(b, other);
    };
    return std::ranges::any_of(upheld,
                               [&](const Upheld& u) {
                                 const auto in = [&](const auto& id) {
                                   return u.said.contains(id);
                                 };
                                 return answered(in, in);
                               }) ||
           std::ranges::any_of(joins, [&](const Join& join) {
             const auto newer = [&](const auto& id) { return join.newer.contains(id); };
             const auto older = [&](const auto& id) {
               return join.said.contains(id) && !join.newer.contains(id);
             };
             return join.over && (answered(older, newer) || answered(newer, older));
           });
  }
  [[nodiscard]] bool words(const Whole& person) const {
    const auto all_in = [&](const auto& said) {
      return std::ranges::all_of(person.said,
                                 [&](const Statement& s) { return said.contains(s.id); });
    };
    return std::ranges::any_of(upheld, [&](const Upheld& u) { return all_in(u.said); }) ||
           std::ranges::any_of(joins, [&](const Join& join) { return all_in(join.said); });
  }
};

std::string reference_of(Context& c, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  return head->reference;
}

void add_numbers(Context& c, const Whole& person, const Answered& answered, const std::string& what,
                 Sensitive Statement::* number, bool Statement::* valid, Doubt& out) {
  const auto number_of = [&](const Statement& s) {
    return s.*valid ? (s.*number).reveal() : std::string();
  };
  for (std::size_t i = 0; i < person.said.size(); ++i) {
    const auto& a = person.said[i];
    const auto mine = number_of(a);
    for (std::size_t k = i + 1; k < person.said.size() && !mine.empty(); ++k) {
      const auto& b = person.said[k];
      const auto theirs = number_of(b);
      if (theirs.empty() || theirs == mine) continue;
      if (answered.numbers(person, mine, theirs, number_of)) continue;
      const auto one = reference_of(c, a.case_id);
      const auto other = reference_of(c, b.case_id);
      out.reasons.push_back(
          "Two different " + what + " were given, " +
          (one == other ? "both in case " + one : "in case " + one + " and in case " + other) +
          ".");
      if (!out.numbers) {
        out.said = a;
        out.known = b;
      }
      out.numbers = true;
      return;
    }
  }
}

void add_unlike(Context& c, const Deps& deps, const Whole& person, Doubt& out) {
  for (std::size_t i = 0; i < std::min(person.said.size(), k_weighed); ++i) {
    const auto& s = person.said[i];
    auto rest = person.statements();
    rest.erase(s.id);
    const auto weighed = deps.recogniser.weigh(s, rest);
    if (!weighed) continue;  // not in the index yet, or no longer
    const auto against = evidence(weighed->why);
    if (against >= linkage::score_of(k_may_be_two)) continue;
    const auto closest = std::ranges::find(person.said, weighed->closest, &Statement::id);
    MASH_ASSERT(closest != person.said.end());
    out.reasons.push_back("What was said in case " + reference_of(c, s.case_id) + " on " +
                          plain_time(s.at) + " speaks against all the rest. " +
                          reasons_in_words(s, &*closest, weighed->why));
    if (!out.numbers && against < out.evidence) {
      out.said = s;
      out.known = *closest;
    }
    out.evidence = std::min(out.evidence, against);
  }
}

}  // namespace

std::vector<Upheld> upheld_of(Context& c, const policy::Proof& proof, const Whole& person) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<Upheld> out;
  for (auto& row : upheld_rows(c.tx, person.id)) {
    if (hidden.contains(row.case_id)) continue;
    const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
    Upheld next{.row = std::move(row), .reason = Sensitive(words.text("reason"))};
    const auto* said = words["said"].as_array();
    MASH_ASSERT(said != nullptr);
    for (const auto& id : *said) {
      next.said.insert(StatementId::trusted(*id.as_string()));
      const auto of = find_statement_row(c.tx, StatementId::trusted(*id.as_string()));
      // Also where what it was about went with its case.
      if (!of || hidden.contains(of->case_id)) next.reason = {};
    }
    out.push_back(std::move(next));
  }
  return out;
}

void uphold(Context& c, const Whole& person, const Sensitive& reason) {
  json::Array said;
  for (const auto& row : statement_rows(c.tx, person.id)) said.emplace_back(row.id.text());
  json::Value sealed = json::Object{};
  sealed.set("reason", reason.reveal());
  sealed.set("said", std::move(said));
  UpheldRow row{.id = new_id_text(c.random),
                .case_id = c.case_id,
                .statement = person.rows.front().id,
                .by = c.principal.person,
                .at = c.now};
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(sealed), c.random);
  insert_upheld(c.tx, row);
  c.touch(row.id);
}

std::optional<Doubt> doubt_of(Context& c, const policy::Proof& proof, const Deps& deps,
                              const Whole& person, const CaseId& in) {
  if (person.said.size() < 2) return std::nullopt;
  const Answered answered{joins_shown(c, proof, person), upheld_of(c, proof, person)};
  Doubt out;
  add_numbers(c, person, answered, "NHS numbers", &Statement::nhs_number,
              &Statement::nhs_number_valid, out);
  add_numbers(c, person, answered, "unique pupil numbers", &Statement::upn, &Statement::upn_valid,
              out);
  if (!answered.words(person)) add_unlike(c, deps, person, out);
  if (out.reasons.empty()) return std::nullopt;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  out.page = "/case/" + in.text() + "/person/" +
             person_now(c.tx, person.rows.front().named, hidden).text();
  if (!answered.joins.empty()) out.part = out.page + "/part/" + answered.joins.front().row.id;
  return out;
}

Doubts doubts(Context& c, const policy::Proof& proof, const Deps& deps,
              const std::set<CaseId>& hidden) {
  Doubts out;
  for (const auto& row : identified(c, hidden).looked_up) {
    const auto person = whole_person(c, proof, row.person);
    MASH_ASSERT(person.has_value());  // this row is of them
    if (auto next = doubt_of(c, proof, deps, *person, row.case_id)) {
      out.people.push_back(*std::move(next));
    }
  }
  std::ranges::sort(out.people, [](const Doubt& a, const Doubt& b) {
    return std::tuple(!a.numbers, a.evidence, a.said.id) <
           std::tuple(!b.numbers, b.evidence, b.said.id);
  });
  if (out.people.size() <= k_pairs_shown) return out;
  out.more = out.people.size() - k_pairs_shown;
  out.people.erase(out.people.begin() + k_pairs_shown, out.people.end());
  return out;
}

}  // namespace mash::people
