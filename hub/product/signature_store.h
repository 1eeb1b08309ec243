// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::product {

struct SignatureRow {
  ProductId product;
  std::int64_t version = 1;
  StaffId person;
  UtcTime at;
  Bytes sealed;
};
void insert_signature(db::Transaction& tx, const SignatureRow& row);
std::optional<SignatureRow> find_signature(db::Transaction& tx, const ProductId& product,
                                           std::int64_t version);

}  // namespace mash::product
