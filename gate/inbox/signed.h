// SPDX-License-Identifier: MIT
// What people signed of a product (packages::ProductSignatures): kept as it came, sealed as the
// product is, and checked with the agencies' keys each time that the product is read.
#pragma once

#include <optional>
#include <string>

#include "mash/signatures/signatures.h"
#include "pages.h"

namespace mash::inbox {

// What the hub sent last stays.
void store_signatures(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                      const packages::ProductSignatures& signatures, UtcTime sent_at);
std::optional<packages::ProductSignatures> open_signatures(db::Transaction& tx,
                                                           const pipeline::Vault& vault,
                                                           const policy::Proof& proof,
                                                           const ProductRow& row);

struct Verdict {
  enum class Is : std::uint8_t { not_checked, unsigned_yet, incomplete, wrong, right };
  Is is = Is::not_checked;
  std::string words;                      // who signed, or what is missing or wrong
  std::vector<signatures::Mark> marks{};  // beside lines, where nothing is wrong
  std::string rules{};                    // of agencies that signed a rule, and not these words
};
// not_checked: this gate has no keys of agencies.
Verdict verdict_of(pipeline::Context& c, const Deps& deps, const policy::Proof& proof,
                   const ProductRow& row, const packages::Product& product);
// Whether it may be read here: what is urgent always may, with a warning.
bool may_be_read(const Deps& deps, const ProductRow& row, const Verdict& verdict);

}  // namespace mash::inbox
