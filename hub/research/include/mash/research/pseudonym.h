// SPDX-License-Identifier: MIT
// How analysis calls whom it may not name: "Child 7KQ3-M2XV", "Adult ...", "Home ...", "Case ...".
// The same on every page and for ever in one hub, and from nothing but a random id and the hub's
// key: it says nothing of a name, an address or the order in which they came, and no other hub
// calls the same person so.
// What not: who may know more. Thread safety: pure. Cost: one hash.
#pragma once

#include <string>
#include <string_view>

#include "mash/pipeline/vault.h"

namespace mash::research {

enum class Called { child, adult, home, case_file };

// `id`: PersonFacts::id, HomeFacts::key or a case's id. 40 bits: of 200,000 people the chance that
// any two are called the same is 2 in 100, and somebody who sees both sees two different lines.
std::string pseudonym(const pipeline::Vault& vault, Called as, std::string_view id);

}  // namespace mash::research
