// SPDX-License-Identifier: MIT
// The words of clocks: ratings, what is timed, in which unit, from when, and why one was late.
// Source: domain.md 4, 5.2 and 9 of the design.
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

// Urgency of processing (not the level of need). A provisional Red is danger or a must-refer
// indicator at receipt, before anybody has rated.
enum class Rating { blue, green, amber, red, provisional_red, not_rated };
template <>
inline constexpr auto k_words<Rating> = std::to_array<Word<Rating>>({
    {Rating::blue, "BLUE", "Blue"},
    {Rating::green, "GREEN", "Green"},
    {Rating::amber, "AMBER", "Amber"},
    {Rating::red, "RED", "Red"},
    {Rating::provisional_red, "PROVISIONAL_RED", "Red until rated"},
    {Rating::not_rated, "NOT_RATED", "Not rated"},
});

// What a clock times.
enum class Stage {
  acknowledge,
  rate,
  response_type,
  basis,
  agency_return,
  release,
  decide,
  late_return,
  disseminate,
  feedback,
  escalation_1,
  escalation_2,
  escalation_3,
  escalation_4,
  escalation_5,
  cross_border_reply,
  open_check,  // no clock: how long an answer of the case system counts
  strategy_discussion,
  told_review,
  allegation,
  hidden_match,
};
template <>
inline constexpr auto k_words<Stage> = std::to_array<Word<Stage>>({
    {Stage::acknowledge, "ACKNOWLEDGE", "Tell the referrer it arrived"},
    {Stage::rate, "RATE", "Rate the urgency"},
    {Stage::response_type, "RESPONSE_TYPE", "A social worker decides the type of response"},
    {Stage::basis, "BASIS", "Record why we may ask"},
    {Stage::agency_return, "AGENCY_RETURN", "Answer from the agency"},
    {Stage::release, "RELEASE", "Owner decides what may leave"},
    {Stage::decide, "DECIDE", "Decide for each child"},
    {Stage::late_return, "LATE_RETURN", "Say whether late information changes the decision"},
    {Stage::disseminate, "DISSEMINATE", "Send to the agency that will act"},
    {Stage::feedback, "FEEDBACK", "Tell the referrer what happened"},
    {Stage::escalation_1, "ESCALATION_1", "Answer a challenge, stage 1"},
    {Stage::escalation_2, "ESCALATION_2", "Answer a challenge, stage 2"},
    {Stage::escalation_3, "ESCALATION_3", "Answer a challenge, stage 3"},
    {Stage::escalation_4, "ESCALATION_4", "Answer a challenge, stage 4"},
    {Stage::escalation_5, "ESCALATION_5", "Answer a challenge, stage 5"},
    {Stage::cross_border_reply, "CROSS_BORDER_REPLY", "Reply to another hub"},
    {Stage::open_check, "OPEN_CHECK", "A look into the case system counts"},
    {Stage::strategy_discussion, "STRATEGY_DISCUSSION",
     "Hold the strategy discussion with police and health"},
    {Stage::told_review, "TOLD_REVIEW", "A second person reviews what was told by telephone"},
    {Stage::allegation, "ALLEGATION", "The designated officer takes up the allegation"},
    {Stage::hidden_match, "HIDDEN_MATCH", "Look at a match that is hidden from whoever looked"},
});

enum class Unit { wall_hours, working_hours, working_days, same_working_day };
template <>
inline constexpr auto k_words<Unit> = std::to_array<Word<Unit>>({
    {Unit::wall_hours, "WALL_HOURS", "hours"},
    {Unit::working_hours, "WORKING_HOURS", "working hours"},
    {Unit::working_days, "WORKING_DAYS", "working days"},
    {Unit::same_working_day, "SAME_WORKING_DAY", "by closing on the same working day"},
});

// How a budget in working days ends on its last day.
enum class Roll { same_time_next_wd, end_of_next_wd };
template <>
inline constexpr auto k_words<Roll> = std::to_array<Word<Roll>>({
    {Roll::same_time_next_wd, "SAME_TIME_NEXT_WD", "at the same time of day"},
    {Roll::end_of_next_wd, "END_OF_NEXT_WD", "at closing"},
});

enum class StartEvent {
  received,
  rated,
  enquiry_sent,
  returned,
  release_asked,
  decided,
  request_received,
  checked,
  told,
};
template <>
inline constexpr auto k_words<StartEvent> = std::to_array<Word<StartEvent>>({
    {StartEvent::received, "RECEIVED", "when the notification arrived"},
    {StartEvent::rated, "RATED", "when it was rated"},
    {StartEvent::enquiry_sent, "ENQUIRY_SENT", "when the request was sent"},
    {StartEvent::returned, "RETURNED", "when the information came in"},
    {StartEvent::release_asked, "RELEASE_ASKED", "when the owner was asked"},
    {StartEvent::decided, "DECIDED", "when the decision was made"},
    {StartEvent::request_received, "REQUEST_RECEIVED", "when the request or challenge arrived"},
    {StartEvent::checked, "CHECKED", "when somebody looked"},
    {StartEvent::told, "TOLD", "when it was written down that something was told"},
});

// Why a clock ran out. A breach is a fact beside the state, never a state.
enum class BreachReason { agency_away, school_closed, volume, identity, consent, other };
template <>
inline constexpr auto k_words<BreachReason> = std::to_array<Word<BreachReason>>({
    {BreachReason::agency_away, "AGENCY_AWAY", "The agency was away"},
    {BreachReason::school_closed, "SCHOOL_CLOSED", "The school was closed"},
    {BreachReason::volume, "VOLUME", "Too much work at once"},
    {BreachReason::identity, "IDENTITY", "It was not clear who the child or family is"},
    {BreachReason::consent, "CONSENT", "Waiting to hear from the family"},
    {BreachReason::other, "OTHER", "Another reason, written below"},
});

}  // namespace mash::model
