// SPDX-License-Identifier: MIT
#pragma once

#include "mash/product/receipts.h"

namespace mash::product {

void insert_left(db::Transaction& tx, const LeftVersion& left);

}  // namespace mash::product
