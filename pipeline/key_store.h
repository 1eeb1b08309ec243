// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::pipeline {

std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency);
void add_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                  const Bytes& wrapped);

}  // namespace mash::pipeline
