// SPDX-License-Identifier: MIT
// Products as they came, their withdrawals, and what the people of the recipient did with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/db/database.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/vault.h"
#include "mash/policy/policy.h"

namespace mash::inbox {

// One version of a product, without its words.
struct ProductRow {
  ProductId id;
  std::int64_t version = 1;
  AgencyId recipient;
  std::string reference;
  bool safety = false;
  std::string rating;   // words; empty: not said
  bool urgent = false;  // to act on at once
  bool only_tells = false;
  bool unwitnessed = false;  // packages::Outward
  std::optional<UtcTime> accept_by;
  UtcTime issued_at;
  UtcTime received_at;
  std::string hash;
  std::int64_t newest = 1;  // the highest version that is here
  std::optional<UtcTime> withdrawn_at;

  [[nodiscard]] bool replaced() const { return version < newest; }
};
// Version 0: the newest.
std::optional<ProductRow> find_product(db::Transaction& tx, const ProductId& id,
                                       std::int64_t version);
// Those that nobody has answered first, then the newest; at most `limit`.
std::vector<ProductRow> products_of(db::Transaction& tx, const AgencyId& recipient, int limit);
// Only what has not been withdrawn has content.
packages::Product open_product(db::Transaction& tx, const pipeline::Vault& vault,
                               const policy::Proof& proof, const ProductRow& row);
// The words of the last withdrawal of this version; it must be withdrawn.
Sensitive open_withdrawal(db::Transaction& tx, const pipeline::Vault& vault,
                          const policy::Proof& proof, const ProductRow& row);
void store_product(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                   const packages::Product& product, UtcTime received_at, bool unwitnessed);
// Deletes the content here. Doing it twice changes nothing more.
void store_withdrawal(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                      const packages::Withdrawal& withdrawal, UtcTime at);

struct ActRow {
  ProductId product;
  std::int64_t version = 1;
  packages::InwardKind kind{};
  StaffId person;
  UtcTime at;
};
// Oldest first.
std::vector<ActRow> acts_on(db::Transaction& tx, const ProductRow& row);
std::vector<ActRow> acts_of(db::Transaction& tx, const AgencyId& recipient);
// Takes away, with their receipts, the versions that came before `came`, and those whose agency had
// accepted, rejected or seen the withdrawal of them and did nothing with them since `answered`;
// with them the withdrawals that stand on nothing any more and came before `came`, and the data
// keys. Answers the products.
std::vector<std::string> remove_products(db::Transaction& tx, UtcTime answered, UtcTime came);
// False if this person had done that already.
bool add_act(db::Transaction& tx, const ActRow& act);

}  // namespace mash::inbox
