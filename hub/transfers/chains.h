// SPDX-License-Identifier: MIT
// The chains as they are kept: read with every signature and link checked, and written entry by
// entry. What not: who may write (libs/responsibility).
#pragma once

#include <string>
#include <vector>

#include "mash/pipeline/route.h"
#include "mash/responsibility/chain.h"
#include "transfers_store.h"

namespace mash::transfers {

using responsibility::Chain;

// This hub, who writes in a chain; must not outlive `hub`.
class Own {
 public:
  Own(const pipeline::Context& c, const responsibility::HubId& hub);
  [[nodiscard]] responsibility::Writer writer() const { return {hub_, key_, at_}; }

 private:
  const responsibility::HubId& hub_;
  crypto::SigningKey key_;
  UtcTime at_;
};

// conflict where what is kept does not fit together: somebody has changed it.
Result<Chain> read_chain(pipeline::Context& c, const std::string& id);
// What is kept of it, if anything, with what another hub sent: the whole or what follows. In memory
// alone. conflict for a fork.
Result<Chain> with_entries(pipeline::Context& c, const std::string& id,
                           const std::vector<std::string>& entries);
Result<void> note_answer(pipeline::Context& c, Chain& chain, const responsibility::Answer& answer);
// Stores what is new in it; answers of before serve no more once something was written.
void store_chain(pipeline::Context& c, const Chain& chain);
std::vector<std::string> encoded(const Chain& chain);

}  // namespace mash::transfers
