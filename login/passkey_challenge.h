// SPDX-License-Identifier: MIT
// What a passkey is asked to sign where nobody signs a record: a number that this room made, for
// one purpose and one browser, that counts once (was_answered) and not for long. Nothing is stored
// of it before a passkey has answered, so that asking costs nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/pipeline/route.h"

namespace mash::login {

inline constexpr Duration k_challenge_lives = Duration::minutes(5);

struct Challenge {
  std::string token;  // what the browser brings back
  Bytes bytes;        // what the passkey signs
  UtcTime until;
};
// `bound_to`: whatever has to be the same when it comes back, such as the session.
Challenge make_challenge(pipeline::Context& c, std::string_view purpose, ByteView bound_to);
// Nothing where it has run out or is none.
std::optional<Challenge> read_challenge(pipeline::Context& c, std::string_view purpose,
                                        ByteView bound_to, std::string_view token);
}  // namespace mash::login
