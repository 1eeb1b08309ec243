// SPDX-License-Identifier: MIT
// The words of what agencies return and what may leave: answers, items, release, marking, grading.
// Source: domain.md 6.4 and 6.5, settled.md 3 and 25, interface.md 4 of the design.
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

enum class ReturnKind { known, nothing_known, partial, cannot_share, not_available };
template <>
inline constexpr auto k_words<ReturnKind> = std::to_array<Word<ReturnKind>>({
    {ReturnKind::known, "KNOWN", "Knows something"},
    {ReturnKind::nothing_known, "NOTHING_KNOWN", "Knows nothing"},
    {ReturnKind::partial, "PARTIAL", "Has answered in part"},
    {ReturnKind::cannot_share, "CANNOT_SHARE", "Cannot share"},
    {ReturnKind::not_available, "NOT_AVAILABLE", "Was not available to answer"},
});

enum class ItemState { draft, in_hub, erased };
template <>
inline constexpr auto k_words<ItemState> = std::to_array<Word<ItemState>>({
    {ItemState::draft, "DRAFT", "On the owner's desk"},
    {ItemState::in_hub, "IN_HUB", "In the hub"},
    {ItemState::erased, "ERASED", "Erased"},
});

// How freely an item is read inside the hub; part of its label.
enum class Sensitivity { ordinary, sensitive, very_sensitive, manager_only };
template <>
inline constexpr auto k_words<Sensitivity> = std::to_array<Word<Sensitivity>>({
    {Sensitivity::ordinary, "0", "Ordinary"},
    {Sensitivity::sensitive, "1", "Sensitive"},
    {Sensitivity::very_sensitive, "2", "Very sensitive"},
    {Sensitivity::manager_only, "3", "Manager only"},
});

// What the owner decided for one item and one recipient. The words are those of the release tag;
// two states share words where the reader needs no difference, and `detail_of` tells them apart.
enum class ReleaseState {
  undecided,
  released,
  released_redacted,
  released_gist,
  existence_only,
  withheld,
  withdrawn,
  expired,
};
template <>
inline constexpr auto k_words<ReleaseState> = std::to_array<Word<ReleaseState>>({
    {ReleaseState::undecided, "UNDECIDED", "Owner has not decided"},
    {ReleaseState::released, "RELEASED", "May leave the hub"},
    {ReleaseState::released_redacted, "RELEASED_REDACTED", "May leave in part"},
    {ReleaseState::released_gist, "RELEASED_GIST", "May leave in part"},
    {ReleaseState::existence_only, "EXISTENCE_ONLY", "Only a line leaves"},
    {ReleaseState::withheld, "WITHHELD", "Stays in the hub"},
    {ReleaseState::withdrawn, "WITHDRAWN", "No longer leaves the hub"},
    {ReleaseState::expired, "EXPIRED", "Permission to leave has ended"},
});

// One sentence about what the recipient sees.
std::string_view detail_of(ReleaseState state);
// Do words of the owner leave in this state? (EXISTENCE_ONLY sends a line, not words.)
bool leaves(ReleaseState state);

// Why an owner withholds.
enum class WithholdReason {
  more_detrimental_to_child,
  ongoing_investigation,
  confidential_source,
  third_party,
  legal_privilege,
  not_relevant,
  sensitive_health,
  adoption,
  refuge_address,
};
template <>
inline constexpr auto k_words<WithholdReason> = std::to_array<Word<WithholdReason>>({
    {WithholdReason::more_detrimental_to_child, "MORE_DETRIMENTAL_TO_CHILD",
     "Sharing would harm the child more than not sharing"},
    {WithholdReason::ongoing_investigation, "ONGOING_INVESTIGATION",
     "It would harm an investigation"},
    {WithholdReason::confidential_source, "CONFIDENTIAL_SOURCE", "It could show who told us"},
    {WithholdReason::third_party, "THIRD_PARTY", "It is about somebody else"},
    {WithholdReason::legal_privilege, "LEGAL_PRIVILEGE", "It is advice from a lawyer"},
    {WithholdReason::not_relevant, "NOT_RELEVANT", "The recipient does not need it"},
    {WithholdReason::sensitive_health, "SENSITIVE_HEALTH", "It is sensitive health information"},
    {WithholdReason::adoption, "ADOPTION", "It is about an adoption"},
    {WithholdReason::refuge_address, "REFUGE_ADDRESS", "It could show where somebody is safe"},
});
// The ground in law, named beside the reason. For the agency's lawyers to check, as all law here.
std::string_view legal_ground(WithholdReason reason);

// Protective marking. SECRET and above may not be held; `parse_marking` says so.
enum class Marking { official, official_sensitive };
template <>
inline constexpr auto k_words<Marking> = std::to_array<Word<Marking>>({
    {Marking::official, "OFFICIAL", "OFFICIAL"},
    {Marking::official_sensitive, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"},
});
Result<Marking> parse_marking(std::string_view code, std::string_view field);

// Police intelligence, graded 3x5x2 (College of Policing, intelligence report).
enum class SourceGrade { reliable, untested, not_reliable };
template <>
inline constexpr auto k_words<SourceGrade> = std::to_array<Word<SourceGrade>>({
    {SourceGrade::reliable, "1", "Reliable"},
    {SourceGrade::untested, "2", "Untested"},
    {SourceGrade::not_reliable, "3", "Not reliable"},
});
enum class InformationGrade {
  known_directly,
  corroborated,
  known_indirectly,
  not_known,
  suspected_false
};
template <>
inline constexpr auto k_words<InformationGrade> = std::to_array<Word<InformationGrade>>({
    {InformationGrade::known_directly, "A", "Known directly"},
    {InformationGrade::corroborated, "B", "Known indirectly but corroborated"},
    {InformationGrade::known_indirectly, "C", "Known indirectly"},
    {InformationGrade::not_known, "D", "Not known"},
    {InformationGrade::suspected_false, "E", "Suspected to be false"},
});
enum class HandlingGrade { permitted, with_conditions };
template <>
inline constexpr auto k_words<HandlingGrade> = std::to_array<Word<HandlingGrade>>({
    {HandlingGrade::permitted, "P", "May be shared lawfully"},
    {HandlingGrade::with_conditions, "C", "May be shared with conditions"},
});

// Handling C needs the text of its conditions and is never put into a product by itself.
struct IntelGrade {
  SourceGrade source = SourceGrade::untested;
  InformationGrade information = InformationGrade::not_known;
  HandlingGrade handling = HandlingGrade::with_conditions;
  bool operator==(const IntelGrade&) const = default;
};
std::string grade_text(const IntelGrade& grade);  // "2BC"
Result<IntelGrade> parse_grade(std::string_view text, std::string_view field);

}  // namespace mash::model
