// SPDX-License-Identifier: MIT
// Rows of standing releases, of what ended them and of what left by them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/signatures/standing.h"
#include "release_store.h"

namespace mash::disclosure {

struct StandingRow {
  signatures::StandingRule rule;
  AgencyId owner;
  std::string reason;
  StaffId written_by;
  UtcTime written_at;
  StaffId signed_by;  // empty: nobody has signed it, and it lets out nothing
  std::optional<UtcTime> signed_at;
  std::string record;  // passkey::SignedRecord; empty: signed without a passkey
  StaffId ended_by;
  std::optional<UtcTime> ended_at;
  std::string end_reason;

  [[nodiscard]] bool in_force(UtcTime now) const {
    return signed_at && !ended_at && rule.from <= now && now < rule.until;
  }
};
// Takes the owner's next number, and answers it.
std::int64_t insert_standing(db::Transaction& tx, const StandingRow& row);
// False: somebody did so before.
bool insert_standing_signature(db::Transaction& tx, const std::string& id, const StaffId& person,
                               UtcTime at, const std::string& record);
bool insert_standing_end(db::Transaction& tx, const std::string& id, const StaffId& person,
                         UtcTime at, const std::string& reason);
std::optional<StandingRow> find_standing(db::Transaction& tx, const std::string& id);
std::vector<StandingRow> standing_of_owner(db::Transaction& tx, const AgencyId& owner);

struct UseRow {
  std::string release;
  std::string standing;
  CaseId case_id;
  ProductId product;
  ItemId item;
  std::int64_t version = 1;
  AgencyId recipient;
  std::string situation;
  UtcTime at;
  std::optional<UtcTime> read_at;
};
void insert_use(db::Transaction& tx, const UseRow& row);
std::optional<UseRow> find_use(db::Transaction& tx, const std::string& release);
std::vector<UseRow> uses_of(db::Transaction& tx, const std::string& standing);  // newest first
std::vector<UseRow> unread_uses(db::Transaction& tx, const AgencyId& owner);
void store_read(db::Transaction& tx, const std::string& release, const StaffId& person, UtcTime at);

// Its owner has decided something of this item for that recipient, in whatever version, or has kept
// it or taken it back from anybody.
bool was_decided(db::Transaction& tx, const ItemId& item, const AgencyId& recipient);
void insert_look(db::Transaction& tx, const std::string& standing, const ItemId& item,
                 std::int64_t version);
// What is asked and undecided, of owners with a rule for what is late that has not been looked at.
std::vector<RequestRow> asked_with_late_rule(db::Transaction& tx, UtcTime now);

}  // namespace mash::disclosure
