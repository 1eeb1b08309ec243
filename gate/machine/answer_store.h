// SPDX-License-Identifier: MIT
// What was answered under an Idempotency-Key, for the same sender to have again, and which agency
// sent which reference.
#pragma once

#include <optional>
#include <string>

#include "mash/machine/token.h"

namespace mash::machine {

struct Answered {
  bool same_body = false;
  std::string location;  // both only where the body is the same
  std::string body;
};
std::optional<Answered> find_answer(pipeline::Context& c, const Caller& caller,
                                    const std::string& key);
void add_answer(pipeline::Context& c, const Caller& caller, const std::string& key,
                const Answered& answer);

void add_sent(pipeline::Context& c, const AgencyId& agency, const std::string& reference);
bool has_sent(pipeline::Context& c, const AgencyId& agency, const std::string& reference);

}  // namespace mash::machine
