// SPDX-License-Identifier: MIT
// The final words of a product (settled.md 5): what the hub itself wrote to a recipient. Owners of
// information that the author read and did not cite are asked whether those words give it away.
// What not: cited items (items.h), whether a product may go before they answer (product).
#pragma once

#include <optional>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/clocks.h"
#include "mash/model/coded.h"
#include "mash/pipeline/route.h"

namespace mash::disclosure {

enum class ClearanceAnswer { cleared, objected };

// What leaves beside the cited items.
struct FinalWords {
  ProductId product;  // has one recipient
  std::int64_t draft = 1;
  CaseId case_id;
  AgencyId recipient;
  Sensitive contact, asked, by_when, why, unknown;
  Sensitive where;   // where the children are
  Sensitive others;  // who else is named
};
// Asks each other agency of which the principal reads an item in the hub that is not `cited`, with
// the RELEASE clock. What was asked about an earlier draft of this product lapses; but an owner who
// last said of the very same words, next to the very same items of theirs, that nothing of theirs
// is in them has said so of this draft too, and is not asked again. Answers whether anybody is.
bool ask_clearance(pipeline::Context& c, const policy::Proof& proof,
                   const cases::Timescales& timescales, const FinalWords& words,
                   const std::vector<ItemId>& cited);

struct Clearance {
  AgencyId owner;
  std::optional<ClearanceAnswer> answer;  // the newest; nothing: it is the owner's turn
  Sensitive reason;                       // of an objection
  StaffId answered_by;
  UtcTime answered_at;
  bool of_same_words = false;  // given when the same words were written before
};
// Whoever is asked about this draft, by agency.
std::vector<Clearance> clearances_of(pipeline::Context& c, const policy::Proof& proof,
                                     const ProductId& product, std::int64_t draft);

// Does an owner say that these words, which may have left, give something away? Also of a draft
// that a newer one has replaced.
bool objected(db::Transaction& tx, const ProductId& product, std::int64_t draft);

}  // namespace mash::disclosure

namespace mash::model {

template <>
inline constexpr auto k_words<disclosure::ClearanceAnswer> =
    std::to_array<Word<disclosure::ClearanceAnswer>>({
        {disclosure::ClearanceAnswer::cleared, "CLEARED", "Nothing of ours is in them"},
        {disclosure::ClearanceAnswer::objected, "OBJECTED",
         "They give away something of ours: they may not go like this"},
    });

}  // namespace mash::model
