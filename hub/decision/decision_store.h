// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/decision/decisions.h"

namespace mash::decision {

struct DecisionRow {
  Decision decision;  // without the sealed words
  Bytes sealed;
};

void insert_decision(db::Transaction& tx, const DecisionRow& row);
void insert_signature(db::Transaction& tx, const DecisionId& id, const StaffId& by, UtcTime at);
// Of one case; those of one child in the order in which they were made.
std::vector<DecisionRow> decision_rows(db::Transaction& tx, const CaseId& id);

// Recommendations: as decisions, in a table of their own; nobody signs them.
void insert_recommendation(db::Transaction& tx, const DecisionRow& row);
std::vector<DecisionRow> recommendation_rows(db::Transaction& tx, const CaseId& id);

struct LateRow {
  std::string id;
  CaseId case_id;
  DecisionId reopens;  // or empty
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_late_answer(db::Transaction& tx, const LateRow& row);
std::vector<LateRow> late_rows(db::Transaction& tx, const CaseId& id);  // the oldest first

}  // namespace mash::decision
