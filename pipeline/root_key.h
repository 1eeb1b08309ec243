// SPDX-License-Identifier: MIT
// How a data key lies in its table: sealed under its agency's root key, bound to case and agency.
#pragma once

#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// What stands in the place of a data key that was destroyed, so that none is made anew.
inline const Bytes k_destroyed = {0};

Bytes wrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
           const crypto::Key& data_key, Random& random);
// By the root key of now or by the one before it. An error where neither opens it.
Result<crypto::Key> unwrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
                           const Bytes& wrapped);

}  // namespace mash::pipeline
