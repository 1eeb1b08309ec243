// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/model/coded.h"

namespace mash::product {

enum class Doubt { contact, two_persons };

struct DoubtRow {
  ProductId product;
  std::int64_t version = 1;
  Doubt kind{};
  UtcTime since;
};
// Nothing happens where there is one open already, or was one since the same time.
void insert_doubt(db::Transaction& tx, const DoubtRow& row);
// Those that nobody has ended, the oldest first.
std::vector<DoubtRow> open_doubts(db::Transaction& tx, const CaseId& id);
// Those of which somebody said why it can stay, the oldest first.
struct EndedDoubt {
  DoubtRow doubt;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
std::vector<EndedDoubt> answered_doubts(db::Transaction& tx, const CaseId& id);
std::vector<CaseId> cases_in_doubt(db::Transaction& tx);
// `kind` empty: all of the product. `why` may be empty.
void end_doubts(db::Transaction& tx, const ProductId& id, std::optional<Doubt> kind, UtcTime at,
                const StaffId& by, const Bytes& why);

}  // namespace mash::product

namespace mash::model {

template <>
inline constexpr auto k_words<product::Doubt> = std::to_array<Word<product::Doubt>>({
    {product::Doubt::contact, "CONTACT",
     "How the family is reached was said anew after this was sent. They still read what was said "
     "before."},
    {product::Doubt::two_persons, "TWO_PERSONS",
     "When this was sent, two people were taken for one. They have been parted since, so it may "
     "say of one what belongs to the other."},
});

}  // namespace mash::model
