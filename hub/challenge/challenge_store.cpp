// SPDX-License-Identifier: MIT
#include "challenge_store.h"

#include "mash/model/stored.h"

namespace mash::challenge {

namespace {

using model::stored;

std::vector<Challenged> decisions_at(db::Transaction& tx, const std::string& challenge, int stage) {
  std::vector<Challenged> out;
  for (const auto& r :
       tx.query("select decision_id, child, new_decision_id from challenge_decision where"
                " challenge_id = $1 and stage = $2 order by decision_id",
                {challenge, stage})) {
    out.push_back({.decision = r.id<DecisionId>(0),
                   .child = r.id<PersonId>(1),
                   .new_decision = r.id<DecisionId>(2)});
  }
  return out;
}

}  // namespace

void insert_challenge(db::Transaction& tx, const ChallengeRow& row) {
  const Challenge& a = row.challenge;
  tx.execute(
      "insert into challenge (id, case_id, place, owner, comes_from, ground, raised_by, raised_at,"
      " sealed) values ($1, $2, (select coalesce(max(place), 0) + 1 from challenge where case_id ="
      " $2), $3, $4, $5, $6, $7, $8)",
      {a.id, a.case_id, a.owner, model::code_of(a.from), model::code_of(a.ground), a.by, a.at,
       row.sealed});
}

void insert_rung(db::Transaction& tx, const std::string& challenge, const RungRow& row) {
  const Rung& r = row.rung;
  tx.execute(
      "insert into challenge_stage (challenge_id, stage, why, opened_by, opened_at, deadline_id,"
      " task_id, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {challenge, r.stage, model::code_of(r.why), r.opened_by, r.opened_at, r.deadline, r.task,
       row.sealed});
  for (const auto& d : r.decisions) {
    tx.execute(
        "insert into challenge_decision (challenge_id, stage, decision_id, child) values ($1, $2,"
        " $3, $4)",
        {challenge, r.stage, d.decision, d.child});
  }
}

void insert_safety(db::Transaction& tx, const std::string& challenge, const SafetyRow& row) {
  const Safety& s = row.safety;
  tx.execute(
      "insert into challenge_safety (id, challenge_id, place, needed, task_id, said_by, said_at,"
      " sealed) values ($1, $2, (select coalesce(max(place), 0) + 1 from challenge_safety where"
      " challenge_id = $2), $3, $4, $5, $6, $7)",
      {row.id, challenge, s.needed ? 1 : 0, s.task, s.by, s.at, row.sealed});
}

void insert_answer(db::Transaction& tx, const std::string& challenge, int stage,
                   const Answer& answer, const Bytes& sealed) {
  tx.execute(
      "insert into challenge_answer (challenge_id, stage, result, answered_by, answered_at, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {challenge, stage, model::code_of(answer.result), answer.by, answer.at, sealed});
}

void store_new_decision(db::Transaction& tx, const std::string& challenge, int stage,
                        const DecisionId& decision, const DecisionId& replacement) {
  tx.execute(
      "update challenge_decision set new_decision_id = $4 where challenge_id = $1 and stage = $2"
      " and decision_id = $3 and new_decision_id is null",
      {challenge, stage, decision, replacement});
}

std::vector<ChallengeRow> challenge_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<ChallengeRow> out;
  for (const auto& r :
       tx.query("select id, owner, comes_from, ground, raised_by, raised_at, sealed from challenge"
                " where case_id = $1 order by place",
                {id})) {
    Challenge a;
    a.id = r.text(0);
    a.case_id = id;
    a.owner = r.id<AgencyId>(1);
    a.from = stored<From>(r.text(2));
    a.ground = stored<Ground>(r.text(3));
    a.by = r.id<StaffId>(4);
    a.at = r.time(5);
    out.push_back({std::move(a), r.blob(6)});
  }
  return out;
}

std::vector<RungRow> rung_rows(db::Transaction& tx, const std::string& challenge) {
  std::vector<RungRow> out;
  for (const auto& r : tx.query(
           "select s.stage, s.why, s.opened_by, s.opened_at, s.deadline_id, s.task_id, s.sealed,"
           " a.result, a.answered_by, a.answered_at, a.sealed from challenge_stage s left join"
           " challenge_answer a on a.challenge_id = s.challenge_id and a.stage = s.stage where"
           " s.challenge_id = $1 order by s.stage",
           {challenge})) {
    RungRow row;
    row.rung = {.stage = static_cast<int>(r.integer(0)),
                .why = stored<Why>(r.text(1)),
                .opened_by = r.id<StaffId>(2),
                .opened_at = r.time(3),
                .deadline = r.text(4),
                .task = r.text(5)};
    row.sealed = r.blob(6);
    if (!r.is_null(7)) {
      row.rung.answer =
          Answer{.result = stored<Verdict>(r.text(7)), .by = r.id<StaffId>(8), .at = r.time(9)};
      row.answer_sealed = r.blob(10);
    }
    out.push_back(std::move(row));
  }
  for (auto& row : out) row.rung.decisions = decisions_at(tx, challenge, row.rung.stage);
  return out;
}

std::vector<SafetyRow> safety_rows(db::Transaction& tx, const std::string& challenge) {
  std::vector<SafetyRow> out;
  for (const auto& r :
       tx.query("select id, needed, task_id, said_by, said_at, sealed from challenge_safety where"
                " challenge_id = $1 order by place",
                {challenge})) {
    out.push_back({.id = r.text(0),
                   .safety = {.needed = r.integer(1) != 0,
                              .task = r.text(2),
                              .by = r.id<StaffId>(3),
                              .at = r.time(4)},
                   .sealed = r.blob(5)});
  }
  return out;
}

std::vector<Overdue> unanswered(db::Transaction& tx) {
  std::vector<Overdue> out;
  for (const auto& r :
       tx.query("select c.case_id, c.id, s.stage from challenge c join challenge_stage s on"
                " s.challenge_id = c.id where not exists (select 1 from challenge_stage n where"
                " n.challenge_id = c.id and n.stage > s.stage) and not exists (select 1 from"
                " challenge_answer a where a.challenge_id = c.id and a.stage = s.stage)"
                " order by s.opened_at, c.id",
                {})) {
    out.push_back({r.id<CaseId>(0), r.text(1), static_cast<int>(r.integer(2))});
  }
  return out;
}

bool any_open(db::Transaction& tx, const CaseId& id) {
  return !tx.query(
                "select 1 from challenge c join challenge_stage s on s.challenge_id = c.id where"
                " c.case_id = $1 and not exists (select 1 from challenge_stage n where"
                " n.challenge_id = c.id and n.stage > s.stage) and not exists (select 1 from"
                " challenge_answer a where a.challenge_id = c.id and a.stage = s.stage)",
                {id})
              .empty();
}

std::vector<Reopened> reopened(db::Transaction& tx, const CaseId& id) {
  std::vector<Reopened> out;
  for (const auto& r :
       tx.query("select d.decision_id, a.answered_at from challenge c join challenge_answer a on"
                " a.challenge_id = c.id join challenge_decision d on d.challenge_id = c.id and"
                " d.stage = a.stage where c.case_id = $1 and a.result = 'RECONSIDER'"
                " order by a.answered_at, d.decision_id",
                {id})) {
    out.push_back({r.id<DecisionId>(0), r.time(1)});
  }
  return out;
}

}  // namespace mash::challenge
