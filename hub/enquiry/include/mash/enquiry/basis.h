// SPDX-License-Identifier: MIT
// Why may we ask? The threshold, the law and who in the family knows, recorded before any agency is
// asked (domain.md 6.2, settled.md 28). Versioned: nothing that was relied on is overwritten.
// What not: the requests themselves (enquiries.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

enum class Threshold { safety, need_with_consent, not_met };

// What one parent, carer or older child knows and wants. `key` is a person's or statement's id, or
// empty for parents whom nobody has named.
struct Informed {
  std::string key;
  Sensitive name;
  model::PersonRole role{};
  model::InformDecision decision{};
  Sensitive how;  // when and how, or which attempts were made
};

struct Basis {
  std::int64_t version = 0;
  Threshold threshold{};
  std::vector<std::string> laws;  // codes of LawfulBasis
  std::vector<Informed> informed;
  std::string dispense;  // code of DispenseReason, or empty
  Sensitive dispense_reason;
  bool complete = false;  // agencies may be asked
  bool urgent = false;    // recorded in the act that asked them
  StaffId recorded_by;
  UtcTime recorded_at;
};
// The newest version, or nothing. Words need the reader's proof.
std::optional<Basis> basis_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// Does somebody go on without agreement: refused, taken back, not asked, not told, not reached?
bool goes_on_without_agreement(const Basis& basis);
// Why no agency may be asked in spite of what was recorded; empty: they may be.
std::string what_stands_against(const Basis& basis, std::optional<model::NeedLevel> level);

}  // namespace mash::enquiry

namespace mash::model {

template <>
inline constexpr auto k_words<enquiry::Threshold> = std::to_array<Word<enquiry::Threshold>>({
    {enquiry::Threshold::safety, "SAFETY", "A child may be suffering, or may come to, harm"},
    {enquiry::Threshold::need_with_consent, "NEED",
     "The family needs help and agrees that we ask others"},
    {enquiry::Threshold::not_met, "NOT_MET", "There is no reason to ask other agencies"},
});

}  // namespace mash::model
