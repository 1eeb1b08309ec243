// SPDX-License-Identifier: MIT
// Accounts of people outside, as the hub's last directory said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"

namespace mash::inbox {

inline const AgencyId k_gate_content = AgencyId::trusted("gate-content");

// As addresses are compared: in lower case.
std::string plain_email(std::string_view email);

struct AccountRow {
  StaffId id;
  AgencyId agency;
  std::string role;
  bool present = false;
  Bytes sealed;
};
// Who acts with this account.
policy::Principal principal_of(const AccountRow& row);
std::optional<AccountRow> find_account(db::Transaction& tx, const StaffId& id);
// Somebody present; nothing for an empty address.
std::optional<AccountRow> find_by_email(db::Transaction& tx, const pipeline::Vault& vault,
                                        std::string_view email);
// Those present, by id; all agencies where `agency` is empty.
std::vector<AccountRow> present_accounts(db::Transaction& tx, const AgencyId& agency);
// Name, title, e-mail and agency name with the rest.
packages::Account open_account(db::Transaction& tx, const pipeline::Vault& vault,
                               const policy::Proof& proof, const AccountRow& row);
// The directory as it now is: whoever is not in it has left, and their password with them.
void store_directory(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                     const packages::Directory& directory, UtcTime sent_at);
// Those who have left and whose acts are gone; how many.
std::int64_t remove_leavers(db::Transaction& tx);
// When the hub made the directory that is stored; the first instant if there is none.
UtcTime directory_time(db::Transaction& tx);
// What the hub is called, as it last said; empty before that.
std::string hub_name(db::Transaction& tx);
// The front door's telephone as the hub last said, or what is given.
std::string hub_phone(db::Transaction& tx, const std::string& otherwise);

}  // namespace mash::inbox
