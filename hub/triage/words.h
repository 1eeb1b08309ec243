// SPDX-License-Identifier: MIT
// The words of this slice's own codes.
#pragma once

#include "mash/model/coded.h"
#include "mash/triage/triage.h"

namespace mash::triage {

// What the council's case system says of one child.
enum class OpenAnswer { open, early_help, not_open, not_checked };
enum class WorkerIs { present, away, left };
enum class NextStep {
  rate,
  signposted,
  returned_to_referrer,
  routed_open_case,
  adult_safeguarding,
  designated_officer
};
enum class ResponseType {
  immediate_protection,
  child_protection,
  assessment,
  early_help,
  advice,
  none,
};

}  // namespace mash::triage

namespace mash::model {

template <>
inline constexpr auto k_words<triage::OpenAnswer> = std::to_array<Word<triage::OpenAnswer>>({
    {triage::OpenAnswer::open, "OPEN", "Open to a social worker now"},
    {triage::OpenAnswer::early_help, "EARLY_HELP", "Open to early help only"},
    {triage::OpenAnswer::not_open, "NOT_OPEN", "Not open"},
    {triage::OpenAnswer::not_checked, "NOT_CHECKED", "I could not check"},
});
template <>
inline constexpr auto k_words<triage::WorkerIs> = std::to_array<Word<triage::WorkerIs>>({
    {triage::WorkerIs::present, "PRESENT", "There"},
    {triage::WorkerIs::away, "AWAY", "Away"},
    {triage::WorkerIs::left, "LEFT", "Has left"},
});
template <>
inline constexpr auto k_words<triage::NextStep> = std::to_array<Word<triage::NextStep>>({
    {triage::NextStep::rate, "RATE", "A manager rates it"},
    {triage::NextStep::signposted, "SIGNPOSTED", "Point to another service"},
    {triage::NextStep::returned_to_referrer, "RETURNED_TO_REFERRER",
     "Back to the referrer for more information"},
    {triage::NextStep::routed_open_case, "ROUTED_OPEN_CASE",
     "Pass to the child's social worker and their manager"},
    {triage::NextStep::adult_safeguarding, "ADULT_SAFEGUARDING",
     "Pass to adult safeguarding: it is about adults alone"},
    {triage::NextStep::designated_officer, "DESIGNATED_OFFICER",
     "To the designated officer (LADO): it is an allegation against somebody who works with "
     "children"},
});
// The decisions that Working Together asks for within one working day of receipt.
template <>
inline constexpr auto k_words<triage::ResponseType> = std::to_array<Word<triage::ResponseType>>({
    {triage::ResponseType::immediate_protection, "IMMEDIATE_PROTECTION", "Immediate protection"},
    {triage::ResponseType::child_protection, "CHILD_PROTECTION",
     "Child protection enquiry (section 47)"},
    {triage::ResponseType::assessment, "ASSESSMENT", "Assessment of a child in need (section 17)"},
    {triage::ResponseType::early_help, "EARLY_HELP", "Early help or another service"},
    {triage::ResponseType::advice, "ADVICE", "Information and advice"},
    {triage::ResponseType::none, "NONE", "No further action"},
});
template <>
inline constexpr auto k_words<triage::RatingKind> = std::to_array<Word<triage::RatingKind>>({
    {triage::RatingKind::proposed, "PROPOSED", "Proposed"},
    {triage::RatingKind::confirmed, "CONFIRMED", "Rated"},
});

}  // namespace mash::model
