// SPDX-License-Identifier: MIT
// Whose session a request comes with.
#pragma once

#include <optional>

#include "attempt.h"
#include "session_store.h"

namespace mash::pipeline {

// The session of this hash, if it has not ended by itself.
std::optional<SessionRow> live_session(db::Transaction& tx, const AppOptions& options,
                                       const Bytes& hash, UtcTime now);
// Who has it, if they still work here, and for the agency for which they signed in: what they had
// open for one goes with them to no other.
std::optional<Person> owner_of(db::Transaction& tx, const AppOptions& options,
                               const SessionRow& row);
void authenticate(db::Transaction& tx, const AppOptions& options, const KeyRing& keys,
                  const http::Request& request, UtcTime now, Attempt& out);
// Answers the token of the new session. It is nobody's where the person does not work here.
std::string begin_session(db::Transaction& tx, const AppOptions& options, const KeyRing& keys,
                          Random& random, const Context& c);

}  // namespace mash::pipeline
