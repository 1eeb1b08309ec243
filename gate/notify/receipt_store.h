// SPDX-License-Identifier: MIT
// What the gate remembers of a notification once it is sealed: that there is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/db/database.h"
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
// Nothing unless both fit.
std::optional<Receipt> find_receipt(pipeline::Context& c, const std::string& reference,
                                    const std::string& code);

struct FeedbackWords {
  UtcTime at;
  Sensitive words;
};
void add_feedback(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                  const packages::Feedback& feedback);
// Feedback older than `before`, and then receipts as old without feedback; how many of each.
std::int64_t remove_feedback(db::Transaction& tx, UtcTime before);
std::int64_t remove_receipts(db::Transaction& tx, UtcTime before);
// Newest first. `first_look` is set if one of them had not been read before; now all are.
std::vector<FeedbackWords> read_feedback(pipeline::Context& c, const policy::Proof& proof,
                                         const Receipt& receipt, bool& first_look);

}  // namespace mash::notify
