// SPDX-License-Identifier: MIT
// The owner's form for one product: what is asked, shown and read back.
#pragma once

#include <optional>
#include <vector>

#include "clearance.h"
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

// Two of the choices, which a fault quotes.
inline constexpr const char* k_summary_choice = "Only a summary in our words";
inline constexpr const char* k_line_choice = "Only a line: there is more, phone us";

// "item-3"
std::string slot_name(const char* name, std::size_t slot);

struct Chosen {
  Item item;
  AgencyId recipient;
  NewRelease decision;
  bool takes_back = false;  // words that the decision before this one let out
};
// The decisions on the form; what is wrong with them is added to `faults`. Items without a decision
// stay as they are.
std::vector<Chosen> read_release_form(pipeline::Context& c, const policy::Proof& proof,
                                      const std::vector<RequestRow>& asked,
                                      const model::Agency& owner, std::vector<Fault>& faults);

// The question about the hub's own words: fields, data of {{> disclosure/final_words}}, and the
// answer, if one was given.
std::vector<pipeline::Field> words_fields();
json::Value words_view(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                       const model::Borough& borough);
struct WordsAnswer {
  ClearanceAnswer answer{};
  std::string reason;
};
std::optional<WordsAnswer> read_words_form(const pipeline::Context& c,
                                           const std::optional<ClearanceRow>& asked,
                                           std::vector<Fault>& faults);

}  // namespace mash::disclosure
