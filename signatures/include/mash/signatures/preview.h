// SPDX-License-Identifier: MIT
// A short code of what is signed, the same on every page that shows it and in what
// `openmash signed` prints: people compare it by eye or over the telephone, so that a page which
// shows other words than those that a passkey signs is found out.
// Not here: a proof. 40 bits are for people; whoever checks has the whole signature.
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "mash/packages/packages.h"
#include "mash/signatures/standing.h"

namespace mash::signatures {

// What to do with it, for pages that show one.
inline constexpr const char* k_compare =
    "Whoever reads it sees the same code: compare it by telephone, or on another screen. If the "
    "codes differ, something else was signed.";

// "7KQ4-XM2P": the first 40 bits in Crockford's base 32. At least five bytes.
std::string short_code(ByteView hash);
// Of a line as its recipient reads it, on these terms.
std::string line_code(const AgencyId& recipient, const packages::ProductLine& line,
                      bool before_visit, std::string_view terms);
// Of a whole product, from packages::product_hash().
std::string product_code(std::string_view hash);
std::string rule_code(const StandingRule& rule);

}  // namespace mash::signatures
