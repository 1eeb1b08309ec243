// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/exchange/directory.h"
#include "mash/model/coded.h"

namespace mash::transfers {

enum class State { offered, accepted, refused, transferred, withdrawn };

// Of a child, and of one kind.
struct ChainRow {
  std::string id, kind;
  CaseId case_id;
  std::string person, statement, trouble;
};
void insert_chain(db::Transaction& tx, const ChainRow& row);
std::optional<ChainRow> find_chain(db::Transaction& tx, std::string_view id);
std::vector<ChainRow> chains_of(db::Transaction& tx, const CaseId& id);
std::vector<ChainRow> chains_of_kind(db::Transaction& tx, std::string_view kind);
void set_trouble(db::Transaction& tx, std::string_view chain, std::string_view trouble);
void set_child(db::Transaction& tx, std::string_view chain, const CaseId& id,
               std::string_view statement);
void insert_entry(db::Transaction& tx, std::string_view chain, std::int64_t place,
                  const std::string& entry);
std::vector<std::string> entries_of(db::Transaction& tx, std::string_view chain);
void store_answer(db::Transaction& tx, std::string_view chain, std::string_view hub,
                  const std::string& answer);
void forget_answers(db::Transaction& tx, std::string_view chain);
std::vector<std::string> answers_of(db::Transaction& tx, std::string_view chain);

struct Child {
  std::string chain, age;
};
struct Transfer {
  std::string id;
  bool outward = false;
  exchange::HubId hub;
  CaseId case_id;
  std::string kind, reason, urgency, sends;
  State state = State::offered;
  int stage = 1;
  int policy_version = 0;
  StaffId offered_by;
  UtcTime offered_at, answer_by;
  std::optional<UtcTime> arrived_at;
  StaffId answered_by;  // of this hub
  std::optional<UtcTime> answered_at;
  std::string refusal;
  std::optional<UtcTime> ended_at, told_at;
  UtcTime received_at;
  Bytes sealed;
  std::vector<Child> children;
};
void insert_transfer(db::Transaction& tx, const Transfer& transfer);
// All that may change after it was inserted; not its children.
void update_transfer(db::Transaction& tx, const Transfer& transfer);
std::optional<Transfer> find_transfer(db::Transaction& tx, std::string_view id);
std::vector<Transfer> transfers_of(db::Transaction& tx, const CaseId& id);
// Of all, those that wait first, at most 200.
std::vector<Transfer> newest_transfers(db::Transaction& tx);
// Own ones that were due by then and not told of at the last stage.
std::vector<Transfer> overdue(db::Transaction& tx, UtcTime now);

struct Reason {
  CaseId case_id;
  Bytes sealed;
};
void store_reason(db::Transaction& tx, std::string_view transfer, const Reason& reason);
std::optional<Reason> find_reason(db::Transaction& tx, std::string_view transfer);

}  // namespace mash::transfers

namespace mash::model {

template <>
inline constexpr auto k_words<transfers::State> = std::to_array<Word<transfers::State>>({
    {transfers::State::offered, "OFFERED", "Offered, not answered yet"},
    {transfers::State::accepted, "ACCEPTED", "Accepted, not recorded as transferred yet"},
    {transfers::State::refused, "REFUSED", "Refused"},
    {transfers::State::transferred, "TRANSFERRED", "Transferred"},
    {transfers::State::withdrawn, "WITHDRAWN", "Not offered any more"},
});

}  // namespace mash::model
