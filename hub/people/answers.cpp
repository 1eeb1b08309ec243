// SPDX-License-Identifier: MIT
#include "answers.h"

#include <algorithm>
#include <iterator>

#include "joins.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "pages.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_take_back = "/case/{case}/people/answer/{answer}/undo";
constexpr std::size_t k_lately = 20;  // of a page that is read from the top
constexpr std::size_t k_about = 50;   // more than anybody answers about one person
constexpr int k_read = 100;           // rows at a time

std::string said_by(const model::Borough& borough, const StaffId& by, UtcTime at) {
  return directory::person_name(borough, by) + ", " + plain_time(at);
}

std::string in_case(Context& c, const policy::Proof& proof, const StatementId& id) {
  const auto row = find_statement_row(c.tx, id);
  MASH_ASSERT(row.has_value());
  const auto head = cases::find_case(c.tx, row->case_id);
  MASH_ASSERT(head.has_value());
  c.touch(id.text());
  const auto said = open_statement(c.tx, c.vault, proof, *row);
  return described(said) + ", in case " + head->reference;
}

std::vector<AnswerRow> newest_answers(Context& c, const std::set<CaseId>& hidden) {
  std::vector<AnswerRow> out;
  for (int offset = 0;; offset += k_read) {
    auto next = standing_answers(c.tx, "", k_read, offset);
    const bool last = next.size() < k_read;
    for (auto& a : next) {
      if (hidden.contains(a.case_id) || hidden.contains(a.other_case)) continue;
      out.push_back(std::move(a));
      if (out.size() == k_lately) return out;
    }
    if (last) return out;
  }
}

// people/answer: who said what of whom when, and the form that takes it back.
json::Value answer_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                        const AnswerRow& answer, const PersonId* then = nullptr) {
  const auto verdict = model::from_code<Verdict>(answer.answer);
  MASH_ASSERT(verdict.has_value());
  const auto one = in_case(c, proof, answer.statement);
  const auto other = in_case(c, proof, answer.other);
  json::Value v = json::Object{};
  v.set("answer", std::string(model::words_of(*verdict)));
  v.set("one", one);
  v.set("other", other);
  v.set("said", said_by(borough, answer.by, answer.at));
  v.set("part", "");
  v.set("take_back", take_back_form(answer, one + "; " + other, then, c.case_id));
  return v;
}

json::Value join_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                      const Join& join, const std::set<CaseId>& hidden) {
  json::Value v = json::Object{};
  v.set("answer", "Same person, though known as two before");
  v.set("one", side_in_words(c, proof, join, false));
  v.set("other", side_in_words(c, proof, join, true));
  v.set("said", said_by(borough, join.row.by, join.row.at));
  v.set("take_back", false);
  for (const auto& [id, version] : join.said) {
    const auto row = find_statement_row(c.tx, id);
    if (!row || row->person.empty() || hidden.contains(row->case_id)) continue;
    v.set("part", "/case/" + row->case_id.text() + "/person/" +
                      person_now(c.tx, row->named, hidden).text() + "/part/" + join.row.id);
    return v;
  }
  v.set("part", "");  // all that was said of them then is about nobody now
  return v;
}

// Who somebody is follows from this answer: both are taken back.
Result<void> take_back_same(Context& c, const policy::Proof& proof, const Deps& deps,
                            const AnswerRow& answer) {
  const auto row = find_statement_row(c.tx, answer.statement);
  MASH_ASSERT(row.has_value());
  const auto last = last_identification(c.tx, row->id);
  if (row->person.empty() || !last || last->search != answer.search) {
    return Error{ErrorCode::conflict,
                 last_change(c, row->id, deps.borough) + ". Open the family page again",
                 {}};
  }
  MASH_TRY(const auto changed, undo_identification(c, proof, deps, *row));
  for (const auto& id : changed) people_changed(c, proof, deps, id);
  return {};
}

Result<std::string> page_afterwards(const Context& c) {
  if (!c.input.has("of_person")) return std::string("/people/review");
  MASH_TRY(const auto person, PersonId::parse(c.input.text("of_person")));
  MASH_TRY(const auto id, CaseId::parse(c.input.text("of_case")));
  return "/case/" + id.text() + "/person/" + person.text();
}

Result<pipeline::Reply> take_back(const Grant<Action::screen>& grant, Context& c,
                                  const Deps& deps) {
  const auto answer = find_answer(c.tx, c.input.text("answer"));
  if (!answer || answer->case_id != c.case_id ||
      cases::is_barred(c.tx, answer->other_case, c.principal.person)) {
    return not_found();
  }
  if (!answer->withdrawn_by.empty()) {
    return Error{ErrorCode::conflict,
                 directory::person_name(deps.borough, answer->withdrawn_by) +
                     " took this answer back on " + plain_time(answer->withdrawn_at),
                 {}};
  }
  MASH_TRY(auto then, page_afterwards(c));
  if (answer->answer == model::code_of(Verdict::same)) {
    MASH_TRY_DO(take_back_same(c, grant, deps, *answer));
  } else {
    withdraw_answer(c.tx, answer->id, c.principal.person, c.now);
  }
  c.note(answer->answer);
  c.touch(answer->statement.text());
  c.touch(answer->other.text());
  return pipeline::SeeOther{std::move(then), {}};
}

}  // namespace

json::Value take_back_form(const AnswerRow& answer, const std::string& who, const PersonId* then,
                           const CaseId& in) {
  json::Value form = json::Object{};
  form.set("action", "/case/" + answer.case_id.text() + "/people/answer/" + answer.id + "/undo");
  form.set("who", who);
  form.set("of_case", in.text());
  form.set("of_person", then == nullptr ? "" : then->text());
  form.set("idempotency_key", false);  // several forms on one page; harmless when sent twice
  return form;
}

json::Array answers_lately(Context& c, const policy::Proof& proof, const Deps& deps,
                           const std::set<CaseId>& hidden) {
  std::vector<std::pair<UtcTime, json::Value>> answers;
  for (const auto& a : newest_answers(c, hidden)) {
    answers.emplace_back(a.at, answer_view(c, proof, deps.borough, a));
  }
  std::vector<std::pair<UtcTime, json::Value>> joins;
  for (const auto& join : joins_lately(c, proof, k_lately)) {
    joins.emplace_back(join.row.at, join_view(c, proof, deps.borough, join, hidden));
  }
  std::vector<std::pair<UtcTime, json::Value>> all;
  std::ranges::merge(answers, joins, std::back_inserter(all), std::ranges::greater{},
                     &std::pair<UtcTime, json::Value>::first,
                     &std::pair<UtcTime, json::Value>::first);
  if (all.size() > k_lately) all.resize(k_lately);
  json::Array out;
  for (auto& [at, view] : all) out.push_back(std::move(view));
  return out;
}

json::Array answers_about(Context& c, const policy::Proof& proof, const Deps& deps,
                          const Whole& person) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<Judgement> all;
  for (const auto& row : person.rows) {
    for (auto& j : judgements(c.tx, row.id)) {
      const auto other = find_statement_row(c.tx, j.other);
      MASH_ASSERT(other.has_value());
      if (hidden.contains(other->case_id) || other->person == person.id) continue;
      if (j.answer != model::code_of(Verdict::same)) all.push_back(std::move(j));
    }
  }
  std::ranges::sort(all, [](const Judgement& a, const Judgement& b) {
    return a.at != b.at ? a.at > b.at : a.id < b.id;
  });
  if (all.size() > k_about) all.erase(all.begin() + k_about, all.end());
  json::Array out;
  for (const auto& j : all) {
    const auto answer = find_answer(c.tx, j.id);
    MASH_ASSERT(answer.has_value());
    out.push_back(answer_view(c, proof, deps.borough, *answer, &person.id));
  }
  return out;
}

void add_answer_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_take_back),
       .summary = "Take back an answer about whether two people are the same",
       .event = "person.answer-undone",
       .fields = {{.name = "of_case", .label = "Case of the page to go back to", .max = 26},
                  {.name = "of_person", .label = "Person of the page to go back to", .max = 26}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) {
         return take_back(g, c, deps);
       }}));
}

}  // namespace mash::people
