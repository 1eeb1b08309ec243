// SPDX-License-Identifier: MIT
// Rows of this slice. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "words.h"

namespace mash::triage {

struct ScreeningRow {
  std::string id;
  CaseId case_id;
  UtcTime at;
  StaffId by;
  NextStep outcome{};
  Bytes sealed;
};
void insert_screening(db::Transaction& tx, const ScreeningRow& row);
std::optional<ScreeningRow> last_screening(db::Transaction& tx, const CaseId& id);

struct OpenCheckRow {
  std::string id;
  CaseId case_id;
  PersonId child;
  UtcTime at;
  StaffId by;
  OpenAnswer answer{};
  std::optional<WorkerIs> worker_is;
  Bytes sealed;
};
void insert_open_check(db::Transaction& tx, const OpenCheckRow& row);
std::vector<OpenCheckRow> open_check_rows(db::Transaction& tx,
                                          const CaseId& id);  // the newest first

struct RatingRow {
  std::string id;
  CaseId case_id;
  UtcTime at;
  StaffId by;
  RatingKind kind{};
  model::Rating rating{};
  model::NeedLevel level{};
  bool overridden = false;
  Bytes sealed;
};
void insert_rating(db::Transaction& tx, const RatingRow& row);
std::vector<RatingRow> rating_rows(db::Transaction& tx, const CaseId& id);  // the newest first

struct ResponseRow {
  std::string id;
  CaseId case_id;
  UtcTime at;
  StaffId by;
  ResponseType type{};
};
void insert_response(db::Transaction& tx, const ResponseRow& row);
std::optional<ResponseRow> last_response(db::Transaction& tx, const CaseId& id);

struct BreachRow {
  std::string id;
  std::string deadline;
  CaseId case_id;
  UtcTime at;
  StaffId by;
  model::BreachReason reason{};
  Bytes sealed;
};
void insert_breach_note(db::Transaction& tx, const BreachRow& row);
// Of one deadline, the newest first.
std::vector<BreachRow> breach_notes(db::Transaction& tx, std::string_view deadline);

struct SearchRow {
  std::string id;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_search(db::Transaction& tx, const SearchRow& row);
std::optional<SearchRow> find_search(db::Transaction& tx, std::string_view id);

}  // namespace mash::triage
