// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mash/directory/directory.h"

namespace mash::directory {

// Seals the secrets of authenticator apps.
crypto::Key totp_key(const pipeline::KeyRing& keys);
// Where a person's day starts.
std::string home_of(const pipeline::Person& person);

}  // namespace mash::directory
