// SPDX-License-Identifier: MIT
// How a data key lies in its table: sealed under the key of a quarter, and that under its agency's
// root key; or, where it is older than keys of quarters, under the root key itself. Bound to case
// and agency.
#pragma once

#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// What stands in the place of a data key that was destroyed, so that none is made anew.
inline const Bytes k_destroyed = {0};

// Under the newest quarter's key, or under the root key where there is none. In place of what was
// there. Throws std::runtime_error where the quarter's key does not open.
void keep_data_key(db::Transaction& tx, const RootKey& root, const CaseId& case_id,
                   const AgencyId& agency, const crypto::Key& data_key, Random& random);
// Of find_data_key(): by the root key of now or the one before it. An error where neither opens it.
Result<crypto::Key> unwrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
                           const Bytes& wrapped);

}  // namespace mash::pipeline
