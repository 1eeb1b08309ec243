// SPDX-License-Identifier: MIT
// The signature of somebody's passkey without the question whether their agency's key still answers
// for it: enough to show that it is they (presence.h), also while that key is sealed or was
// changed.
#pragma once

#include "mash/login/step_up.h"

namespace mash::login {

// One that somebody has answered for, by the row alone.
bool has_confirmed_passkey(pipeline::Context& c);
// As take_step_up(), which checks the chain as well.
Result<passkey::SignedRecord> take_own_signature(pipeline::Context& c, json::Object what);

}  // namespace mash::login
