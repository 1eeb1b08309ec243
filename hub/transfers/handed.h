// SPDX-License-Identifier: MIT
// What goes to the other hub once it has accepted, and what it makes of that: who the children are
// and, where the offer says so, the notification as it came. All of it is the front door's own.
// What not: what agencies told, which their owners have not let go there.
#pragma once

#include "mash/intake/intake.h"
#include "mash/json/value.h"
#include "transfers_store.h"

namespace mash::transfers {

inline constexpr const char* k_sends_who = "WHO";
inline constexpr const char* k_sends_all = "NOTIFICATION";

// Who of the case is the child of this chain: empty, nobody.
std::optional<people::Subject> child_of(const std::vector<people::Subject>& children,
                                        const ChainRow& chain);
// "Under 1", "5 to 9": what the other hub sees before it accepts.
std::string age_band(const people::Subject& child);

json::Value handed_over(pipeline::Context& c, const policy::Proof& proof, const Transfer& transfer,
                        const std::string& words);
// Never fails: what does not read is left out. `from` is the name of the other hub.
intake::NewNotification notification_of(const json::Value& handed, const Transfer& transfer,
                                        const std::string& from, UtcTime now);

}  // namespace mash::transfers
