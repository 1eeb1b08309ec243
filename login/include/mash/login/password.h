// SPDX-License-Identifier: MIT
// Which passwords may be set: long, typable, and not easily guessed. The estimate is zxcvbn's, from
// lists of passwords and words that are much used, from patterns, and from the words of this place.
// What not: how they are kept (login.h), passphrases of keys (libs/keyhold).
// Thread safety: pure. Cost: under a millisecond.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/random.h"
#include "mash/base/result.h"

namespace mash::login {

// invalid_input names "password" and the rule: from 15 characters (security.md 7) to 256, UTF-8, no
// control characters, and more than 10^12 tries to guess. `words`: of this hub and this person, in
// lower case, none of which makes it harder.
Result<void> check_password(std::string_view password, const std::vector<std::string>& words);
// The words in a name or an address, in lower case; those of one or two letters are left out.
std::vector<std::string> words_in(std::string_view text);
// A random one of 120 bits, to be told to a person: "k3m5q-...".
std::string make_password(Random& random);

}  // namespace mash::login
