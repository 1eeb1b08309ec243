// SPDX-License-Identifier: MIT
// The key of one text, and what its ciphertext is bound to.
#pragma once

#include <string>

#include "mash/crypto/crypto.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

std::string associated(const Label& label);
crypto::Key text_key(const crypto::Key& data_key, const Label& label);

}  // namespace mash::pipeline
