// SPDX-License-Identifier: MIT
// The owner's form for one product: what is asked, shown and read back.
#pragma once

#include <vector>

#include "mash/model/borough.h"
#include "release_words.h"

namespace mash::disclosure {

// Fields are numbered from 1: item-1, version-1, decision-1 ... Items beyond that come with the
// next page, once these are decided.
inline constexpr std::size_t k_slots = 20;
std::vector<pipeline::Field> release_fields();

// What the agency is asked on this page: waiting first, at most k_slots.
std::vector<RequestRow> asked_of(db::Transaction& tx, const ProductId& product,
                                 const AgencyId& owner, UtcTime now);

// "item-3"
std::string slot_name(const char* name, std::size_t slot);

struct Chosen {
  Item item;
  AgencyId recipient;
  NewRelease decision;
  bool lets_out_now = false;  // before this decision
};
// The decisions on the form, all faults at once. Items without a decision stay as they are.
Result<std::vector<Chosen>> read_release_form(pipeline::Context& c, const policy::Proof& proof,
                                              const std::vector<RequestRow>& asked,
                                              const model::Agency& owner);

}  // namespace mash::disclosure
