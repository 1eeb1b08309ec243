// SPDX-License-Identifier: MIT
// What the gate remembers of a notification once it is sealed: that there is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/notify/professional.h"
#include "mash/packages/packages.h"
#include "mash/pipeline/route.h"
#include "mash/policy/policy.h"

namespace mash::notify {

struct Receipt {
  Bytes reference_hash;
  std::string inward_id;
  UtcTime at;
};
void add_receipt(pipeline::Context& c, const std::string& reference, const std::string& code,
                 const std::string& inward_id);
std::optional<Receipt> find_receipt(pipeline::Context& c, const std::string& reference);
// Nothing unless both fit.
std::optional<Receipt> find_receipt(pipeline::Context& c, const std::string& reference,
                                    const std::string& code);

void add_feedback(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                  const packages::Feedback& feedback);
// Feedback older than `before`, and then receipts as old without feedback; how many of each.
std::int64_t remove_feedback(db::Transaction& tx, UtcTime before);
std::int64_t remove_receipts(db::Transaction& tx, UtcTime before);
// Newest first.
std::vector<FeedbackWords> read_feedback(pipeline::Context& c, const policy::Proof& proof,
                                         const Receipt& receipt);
// All of it was read; whether some had not been before.
bool mark_read(pipeline::Context& c, const Receipt& receipt);
// How it stands, with the words of the gate.
Standing standing_of(pipeline::Context& c, const policy::Proof& proof, const Receipt& receipt);

}  // namespace mash::notify
