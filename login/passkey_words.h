// SPDX-License-Identifier: MIT
// What pages say of a passkey.
#pragma once

#include <string>
#include <string_view>

#include "mash/login/login.h"
#include "passkey_store.h"

namespace mash::login {

Bytes seal_passkey_name(pipeline::Context& c, std::string_view id, std::string_view name);
std::string passkey_name(const pipeline::Context& c, const PasskeyRow& row);
// By which two people in one room see that they speak of the same passkey: "4F2A-91C0", of the
// hash of its public key.
std::string passkey_code(const PasskeyRow& row);
// Was that what was typed? Spaces, hyphens and small letters do not matter.
bool is_code_of(const PasskeyRow& row, std::string_view typed);
// Name, code, times, state in words; ids for actions.
json::Value passkey_view(pipeline::Context& c, const Deps& deps, const PasskeyRow& row);
// By which an authenticator knows whose passkey it is: random to everybody else.
Bytes user_handle(const pipeline::KeyRing& keys, const StaffId& person);
// "A former colleague" where nobody has this id any more.
std::string colleague_name(pipeline::Context& c, const Deps& deps, const StaffId& id);

// Somebody has answered for it, and the agency's key of today says so. Of a sealed agency, whose
// key nobody can ask, the row is believed: what needs its signature fails by itself.
bool is_answered_for(const pipeline::KeyRing& keys, const PasskeyRow& row);

}  // namespace mash::login
