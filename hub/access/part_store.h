// SPDX-License-Identifier: MIT
// Rows of the parts of the record that a request is about, and of what their owners answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::access {

struct AnswerRow {
  int place = 0;
  Answer answer{};
  std::string exemption;  // code, or empty
  bool silent = false;
  UtcTime at;
  StaffId by;
  Bytes sealed;
};
struct PartRow {
  std::string id;
  std::string request;
  CaseId case_id;
  AgencyId owner;
  PartKind kind{};
  std::string object;
  std::int64_t version = 1;
  UtcTime at;
  LocalDate due;
  std::optional<AnswerRow> answered;  // the newest
};
// Nothing happens where this version is there already.
void insert_part(db::Transaction& tx, const PartRow& row);
void insert_answer(db::Transaction& tx, const std::string& part, const AnswerRow& row);
std::optional<PartRow> find_part(db::Transaction& tx, std::string_view part);
// Of each object its newest version, by owner, case, kind and when it was found. Also of cases that
// are hidden from the reader.
std::vector<PartRow> parts_of(db::Transaction& tx, std::string_view request);
// Of all open requests, what nobody of this owner has answered.
std::vector<PartRow> unanswered_of(db::Transaction& tx, const AgencyId& owner);

}  // namespace mash::access
