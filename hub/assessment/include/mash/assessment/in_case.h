// SPDX-License-Identifier: MIT
// Which assessments a case has, without their words: for whoever looks through its record.
// Cost: one select.
#pragma once

#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::assessment {

std::vector<std::string> assessments_in(db::Transaction& tx, const CaseId& id);

}  // namespace mash::assessment
