// SPDX-License-Identifier: MIT
// Rows of decisions on what may leave, and of who waits for one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/disclosure/items.h"

namespace mash::disclosure {

struct ReleaseRow {
  std::string id;
  ItemId item;
  std::int64_t version = 1;
  AgencyId recipient;
  model::ReleaseState state{};
  std::string withhold_reason;     // code or empty
  std::vector<std::string> basis;  // codes
  std::optional<UtcTime> expires_at;
  StaffId decided_by;
  UtcTime decided_at;
  Bytes sealed;
};
// Takes the next place after all that was decided before.
void insert_release(db::Transaction& tx, const ReleaseRow& row);
// The newest decision, whatever it says and whether or not its time is over.
std::optional<ReleaseRow> newest_release(db::Transaction& tx, const ItemId& item,
                                         std::int64_t version, const AgencyId& recipient);
// The newest that had been made then: the one by which something left at that time.
std::optional<ReleaseRow> release_at(db::Transaction& tx, const ItemId& item, std::int64_t version,
                                     const AgencyId& recipient, UtcTime at);
// The newest decision for each recipient of this version.
std::vector<ReleaseRow> newest_releases(db::Transaction& tx, const ItemId& item,
                                        std::int64_t version);

struct RequestRow {
  ProductId product;
  ItemId item;
  std::int64_t version = 1;
  CaseId case_id;
  AgencyId recipient;
  AgencyId owner;
  UtcTime asked_at;
  StaffId asked_by;
};
// Does nothing where the same version was asked for already.
void insert_request(db::Transaction& tx, const RequestRow& row);
// Requests about the present version of items that are in the hub, the newest first: all of
// products for which the owner owes a decision at that time, and beside them the newest, so many.
std::vector<RequestRow> requests_of_owner(db::Transaction& tx, const AgencyId& owner, UtcTime now,
                                          int limit);
// Requests about this version, whether or not it is the present one.
std::vector<RequestRow> requests_about(db::Transaction& tx, const ItemId& item,
                                       std::int64_t version);
std::vector<RequestRow> requests_of_product(db::Transaction& tx, const ProductId& product);
std::vector<RequestRow> requests_of_case(db::Transaction& tx, const CaseId& id,
                                         const AgencyId& owner);

// The clock of what an owner is asked for one product, by its id; empty: none was started.
void store_release_clock(db::Transaction& tx, const ProductId& product, const CaseId& id,
                         const AgencyId& owner, std::string_view clock);
std::string release_clock_id(db::Transaction& tx, const ProductId& product, const AgencyId& owner);
// Products of the case for which such a clock was started.
std::vector<ProductId> products_with_clock(db::Transaction& tx, const CaseId& id,
                                           const AgencyId& owner);

}  // namespace mash::disclosure
