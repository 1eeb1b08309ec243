// SPDX-License-Identifier: MIT
// Rows of challenges. What is sealed stays sealed here.
#pragma once

#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/challenge/challenges.h"
#include "mash/db/database.h"

namespace mash::challenge {

struct ChallengeRow {
  Challenge challenge;  // without sealed words, stages and safety
  Bytes sealed;
};
struct RungRow {
  Rung rung;  // without sealed words and answer; with its decisions
  Bytes sealed;
  Bytes answer_sealed;  // of rung.answer, which is there without its words
};
struct SafetyRow {
  std::string id;
  Safety safety;
  Bytes sealed;
};
// The newest stage of a challenge whose clock has passed without an answer.
struct Overdue {
  CaseId case_id;
  std::string challenge;
  int stage = 1;
};

void insert_challenge(db::Transaction& tx, const ChallengeRow& row);
void insert_rung(db::Transaction& tx, const std::string& challenge, const RungRow& row);
void insert_safety(db::Transaction& tx, const std::string& challenge, const SafetyRow& row);
void insert_answer(db::Transaction& tx, const std::string& challenge, int stage,
                   const Answer& answer, const Bytes& sealed);
// Where this decision is challenged and nothing has come of it yet.
void store_new_decision(db::Transaction& tx, const std::string& challenge, int stage,
                        const DecisionId& decision, const DecisionId& replacement);

std::vector<ChallengeRow> challenge_rows(db::Transaction& tx, const CaseId& id);
std::vector<RungRow> rung_rows(db::Transaction& tx, const std::string& challenge);
std::vector<SafetyRow> safety_rows(db::Transaction& tx, const std::string& challenge);
// Not answered, in all cases.
std::vector<Overdue> unanswered(db::Transaction& tx);

}  // namespace mash::challenge
