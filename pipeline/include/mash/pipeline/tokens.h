// SPDX-License-Identifier: MIT
// Tokens of sessions and forms. Only their keyed hashes are stored.
#pragma once

#include <string>
#include <string_view>

#include "mash/base/bytes.h"
#include "mash/base/random.h"
#include "mash/http/message.h"
#include "mash/pipeline/input.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

std::string random_token(Random& random);
Bytes token_hash(const KeyRing& keys, std::string_view purpose, std::string_view token);
// The token that each form of this session carries against forgery.
std::string form_token(const KeyRing& keys, std::string_view session_token, const StaffId& person);
// Was the page with this token made for this person, in whichever session of theirs?
bool made_for(const KeyRing& keys, std::string_view form_token, const StaffId& person);
// The same form with the same answers from the same browser, sent twice; empty where the form has
// no key of its own. Forms of one page share their key, so what was sent is part of it. Strangers,
// whose `form_token` is empty, may choose the same key.
Bytes once_hash(const KeyRing& keys, const http::Request& request, const Input& raw,
                std::string_view form_token);

}  // namespace mash::pipeline
