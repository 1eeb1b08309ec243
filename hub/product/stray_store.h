// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"

namespace mash::product {

struct StrayRow {
  std::string id;  // of the inward message
  ProductId product;
  StaffId person;  // outside, who asked for it
  AgencyId agency;
  UtcTime at;
};
struct StrayReader {
  AgencyId desk;
  StaffId read_by;  // empty: nobody yet
  UtcTime read_at;
};
// False: of this product, person and day there is one.
bool insert_stray(db::Transaction& tx, const StrayRow& row, const std::vector<AgencyId>& desks);
std::optional<StrayRow> find_stray(db::Transaction& tx, const std::string& id);
std::vector<StrayRow> strays_of(db::Transaction& tx, const ProductId& product);  // oldest first
std::vector<StrayReader> readers_of(db::Transaction& tx, const std::string& stray);
std::vector<StrayRow> unread_strays(db::Transaction& tx, const AgencyId& desk);  // oldest first
void store_stray_read(db::Transaction& tx, const std::string& stray, const AgencyId& desk,
                      const StaffId& by, UtcTime at);

}  // namespace mash::product
