// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/disposed.h"

namespace mash::cases {

void insert_disposed(db::Transaction& tx, const Disposed& one);

}  // namespace mash::cases
