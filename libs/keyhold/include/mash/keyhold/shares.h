// SPDX-License-Identifier: MIT
// A root key in three parts on paper, any two of which give it back and one of which tells nothing
// (Shamir's sharing over GF(256), libgfshare). What not: who keeps them; a share of a key is worth
// nothing once the key was changed.
// Errors: invalid_input "share" says whether it was mistyped, is of another key or the same twice.
// Thread safety: any thread. Cost: microseconds.
// Source: Shamir, How to share a secret, 1979.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "mash/crypto/crypto.h"
#include "mash/keyhold/held_key.h"

namespace mash::keyhold {

inline constexpr int k_shares = 3;
inline constexpr int k_shares_needed = 2;

struct Share {
  int number = 0;  // from 1
  Sensitive code;  // sixteen groups of four letters and digits, its number and check digits in them
};

std::array<Share, k_shares> split(const std::string& name, const crypto::Key& key, Random& random);

// From two codes as they were typed: blanks, hyphens and small letters do not matter, and 0, 1 and
// 8, which stand in no code, are read as O, I and B. The key is the one that `held` holds.
Result<crypto::Key> join(const std::string& name, const HeldKey& held, const Sensitive& one,
                         const Sensitive& other);

// The sheet to print for who keeps a share, plain text of at most 72 columns. `agency`: as pages
// name it.
std::string sheet_of(const std::string& name, const std::string& agency, const Share& share,
                     const std::string& date);

}  // namespace mash::keyhold
