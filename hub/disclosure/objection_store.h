// SPDX-License-Identifier: MIT
// Rows of what young people say against sharing. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/model/coded.h"

namespace mash::disclosure {

// How whoever wrote it down heard of it.
enum class Heard { told_us, notification, told_another };
// Whether the child understands what sharing means for them: Gillick v West Norfolk and Wisbech AHA
// [1986] AC 112.
enum class Understands { yes, no, not_sure };

struct ObjectionRow {
  std::string id;
  CaseId case_id;
  StatementId child;
  AgencyId desk;
  Heard heard{};
  Understands understands{};
  UtcTime said_at;
  StaffId written_by;
  UtcTime written_at;
  Bytes sealed;
  StaffId over_by;  // with `over_at`: the child no longer objects
  std::optional<UtcTime> over_at;
  Bytes sealed_over;
};
void insert_objection(db::Transaction& tx, const ObjectionRow& row);
// False: it was over already.
bool store_over(db::Transaction& tx, const ObjectionRow& row);
std::vector<ObjectionRow> objections_of_case(db::Transaction& tx,
                                             const CaseId& id);  // oldest first

}  // namespace mash::disclosure

namespace mash::model {

template <>
inline constexpr auto k_words<disclosure::Heard> = std::to_array<Word<disclosure::Heard>>({
    {disclosure::Heard::told_us, "TOLD_US", "They told us"},
    {disclosure::Heard::notification, "NOTIFICATION", "It stands in the notification"},
    {disclosure::Heard::told_another, "TOLD_ANOTHER", "They told somebody who told us"},
});
template <>
inline constexpr auto k_words<disclosure::Understands> =
    std::to_array<Word<disclosure::Understands>>({
        {disclosure::Understands::yes, "YES", "Yes"},
        {disclosure::Understands::no, "NO", "No"},
        {disclosure::Understands::not_sure, "NOT_SURE", "Not sure"},
    });

}  // namespace mash::model
