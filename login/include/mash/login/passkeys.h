// SPDX-License-Identifier: MIT
// Passkeys of people who sign in: enrolling one, the list of one's own, signing in with one, and
// the word of the agency that answers for it. One that nobody answers for signs in and releases
// nothing. What not: what a signature releases (step_up.h and the slices that use it), checking
// what a browser sends (libs/passkey).
// Decision 0029. Thread safety: as the Context or transaction that is passed in.
#pragma once

#include <string_view>

#include "mash/login/login.h"

namespace mash::login {

inline constexpr std::string_view k_passkey_sign_in_path = "/sign-in/passkey";
inline constexpr std::string_view k_passkeys_path = "/passkeys";
inline constexpr std::size_t k_most_passkeys = 10;  // of one person

// Nothing where Deps::origin is empty. Else GET and POST /sign-in/passkey, GET and POST /passkeys,
// POST /passkeys/{passkey}/remove; with Deps::countersigns also GET /passkeys/colleagues, GET and
// POST /passkeys/{passkey}/confirm, POST /passkeys/{passkey}/take-away. login::routes has them.
// Events: session.started, passkeys.read, passkey.enrolled, passkey.removed, passkeys.answered-for,
// passkey.looked-at, passkey.confirmed, passkey.taken-away. A counter that went back is the note
// "passkey-counter-back" on the entry of the act in which the passkey was used.
std::vector<pipeline::Route> passkey_routes(const Deps& deps);

// The tables, beside schema(), for db::Migration.
std::string_view passkeys_schema();

}  // namespace mash::login
