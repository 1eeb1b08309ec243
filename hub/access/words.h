// SPDX-License-Identifier: MIT
// The words of this slice's own enumerations.
#pragma once

#include "mash/model/coded.h"

namespace mash::access {

// In what right somebody asks.
enum class Right { own, parent, young_person, representative };
enum class RequestState { open, closed, refused, withdrawn };
// What happened to a request.
enum class Step {
  identity_shown,
  clarification_asked,
  clarification_given,
  extended,
  refused,
  withdrawn,
  closed
};
// What of the record is looked through.
enum class PartKind {
  notification,
  decision,
  log_entry,
  item,
  assessment,
  discussion,
  contribution,
  product,
  file,
  enquiry,
  enquiry_answer,
  challenge,
  challenge_answer,
  told,
  told_reply,
  allegation
};
// What its owner says of one part.
enum class Answer { disclose, in_part, withhold, not_about };
// Whom a person of a case is in a request.
enum class Place { about, asks };
// What its owner lets go to a court.
enum class CourtAnswer { released, compelled, refused };
enum class Handed { in_person, post, secure_mail, representative };

}  // namespace mash::access

namespace mash::model {

template <>
inline constexpr auto k_words<access::Right> = std::to_array<Word<access::Right>>({
    {access::Right::own, "OWN", "For what is held about themselves"},
    {access::Right::parent, "PARENT", "As a parent, for a child who is too young to ask"},
    {access::Right::young_person, "YOUNG_PERSON",
     "As a child who understands what it means, for themselves"},
    {access::Right::representative, "REPRESENTATIVE",
     "For somebody else, with their written authority"},
});
template <>
inline constexpr auto k_words<access::RequestState> = std::to_array<Word<access::RequestState>>({
    {access::RequestState::open, "OPEN", "Open"},
    {access::RequestState::closed, "CLOSED", "Answered"},
    {access::RequestState::refused, "REFUSED", "Refused"},
    {access::RequestState::withdrawn, "WITHDRAWN", "Withdrawn"},
});
template <>
inline constexpr auto k_words<access::Step> = std::to_array<Word<access::Step>>({
    {access::Step::identity_shown, "IDENTITY_SHOWN", "Identity was shown, or was never in doubt"},
    {access::Step::clarification_asked, "CLARIFICATION_ASKED", "We asked what they mean"},
    {access::Step::clarification_given, "CLARIFICATION_GIVEN", "They told us what they mean"},
    {access::Step::extended, "EXTENDED", "We told them that it takes up to two months longer"},
    {access::Step::refused, "REFUSED", "We refused, and told them why"},
    {access::Step::withdrawn, "WITHDRAWN", "They withdrew it"},
    {access::Step::closed, "CLOSED", "It is answered"},
});
template <>
inline constexpr auto k_words<access::PartKind> = std::to_array<Word<access::PartKind>>({
    {access::PartKind::notification, "NOTIFICATION", "Notification"},
    {access::PartKind::decision, "DECISION", "Decision"},
    {access::PartKind::log_entry, "LOG_ENTRY", "Entry of the log"},
    {access::PartKind::item, "ITEM", "Item"},
    {access::PartKind::assessment, "ASSESSMENT", "Assessment"},
    {access::PartKind::discussion, "DISCUSSION", "Record of a discussion"},
    {access::PartKind::contribution, "CONTRIBUTION", "What was said in a discussion"},
    {access::PartKind::product, "PRODUCT", "What was sent to somebody"},
    {access::PartKind::file, "FILE", "File"},
    {access::PartKind::enquiry, "ENQUIRY", "Request to an agency"},
    {access::PartKind::enquiry_answer, "ENQUIRY_ANSWER", "Answer to a request"},
    {access::PartKind::challenge, "CHALLENGE", "Challenge to a decision"},
    {access::PartKind::challenge_answer, "CHALLENGE_ANSWER", "What a challenge was answered"},
    {access::PartKind::told, "TOLD", "What was told by telephone"},
    {access::PartKind::told_reply, "TOLD_REPLY", "What its owner says to that call"},
    {access::PartKind::allegation, "ALLEGATION", "Allegation, for the designated officer"},
});
template <>
inline constexpr auto k_words<access::Answer> = std::to_array<Word<access::Answer>>({
    {access::Answer::disclose, "DISCLOSE", "Disclose it"},
    {access::Answer::in_part, "IN_PART", "Disclose it with parts removed"},
    {access::Answer::withhold, "WITHHOLD", "Withhold it"},
    {access::Answer::not_about, "NOT_ABOUT", "It is not about this person"},
});
template <>
inline constexpr auto k_words<access::Place> = std::to_array<Word<access::Place>>({
    {access::Place::about, "ABOUT", "Whom it is about"},
    {access::Place::asks, "ASKS", "Who asks"},
});
template <>
inline constexpr auto k_words<access::CourtAnswer> = std::to_array<Word<access::CourtAnswer>>({
    {access::CourtAnswer::released, "RELEASED", "We release it to this court"},
    {access::CourtAnswer::compelled, "COMPELLED", "The order compels us to give it"},
    {access::CourtAnswer::refused, "REFUSED", "We do not give it: we ask the court to hear us"},
});
template <>
inline constexpr auto k_words<access::Handed> = std::to_array<Word<access::Handed>>({
    {access::Handed::in_person, "IN_PERSON", "In person, who they are was checked"},
    {access::Handed::post, "POST", "By post to the safe address, signed for"},
    {access::Handed::secure_mail, "SECURE_MAIL", "By encrypted e-mail to the safe address"},
    {access::Handed::representative, "REPRESENTATIVE", "To their representative"},
});

}  // namespace mash::model
