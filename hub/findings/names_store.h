// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/model/coded.h"

namespace mash::findings {

enum class NamesAnswer { cleared, refused };

struct NamesRow {
  std::string id, finding;
  std::set<CaseId> evidence;  // as it lay there when it was asked
  StaffId asked_by;
  UtcTime asked_at;
  std::string purpose;
  Bytes sealed;
  std::optional<NamesAnswer> answer;
  StaffId answered_by;
  UtcTime answered_at, ends_at;  // where there is an answer
  Bytes answer_sealed;
};
void insert_names(db::Transaction& tx, const NamesRow& row);
void store_answer(db::Transaction& tx, const NamesRow& row);
std::optional<NamesRow> find_names(db::Transaction& tx, std::string_view id);
// That wait, the oldest first; and those that were answered, the newest first.
std::vector<NamesRow> names_waiting(db::Transaction& tx);
std::vector<NamesRow> names_answered(db::Transaction& tx);
// By this person of this finding, the newest first.
std::vector<NamesRow> names_of(db::Transaction& tx, std::string_view finding, const StaffId& who);

}  // namespace mash::findings

namespace mash::model {

template <>
inline constexpr auto k_words<findings::NamesAnswer> = std::to_array<Word<findings::NamesAnswer>>({
    {findings::NamesAnswer::cleared, "CLEARED", "Cleared"},
    {findings::NamesAnswer::refused, "REFUSED", "Refused"},
});

}  // namespace mash::model
