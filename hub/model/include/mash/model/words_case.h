// SPDX-License-Identifier: MIT
// The words of a notification's way through the hub: need, states, outcomes.
// Source: domain.md 5.2, 5.3 and 11 and settled.md 21 of the design.
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

// How much help a child needs (not how urgent the processing is: Rating in words_time.h).
enum class NeedLevel { level_1, level_2, level_3, level_4 };
template <>
inline constexpr auto k_words<NeedLevel> = std::to_array<Word<NeedLevel>>({
    {NeedLevel::level_1, "1", "Level 1: no extra needs"},
    {NeedLevel::level_2, "2", "Level 2: some extra help"},
    {NeedLevel::level_3, "3", "Level 3: complex needs"},
    {NeedLevel::level_4, "4", "Level 4: acute need or risk of serious harm"},
});

enum class NotificationState {
  received,
  screening,
  signposted,
  returned_to_referrer,
  routed_open_case,
  routed_adult,
  acknowledged,
  misdirected,
  transferred,
  triaged,
  closed_blue,
  basis_recorded,
  enquiring,
  fast_track,
  analysis,
  decided,
  disseminated,
  feedback_sent,
  closed,
  reopened,
  duplicate,
  with_designated_officer,
};
template <>
inline constexpr auto k_words<NotificationState> = std::to_array<Word<NotificationState>>({
    {NotificationState::received, "RECEIVED", "Not screened"},
    {NotificationState::screening, "SCREENING", "Being screened"},
    {NotificationState::signposted, "SIGNPOSTED", "Pointed to another service"},
    {NotificationState::returned_to_referrer, "RETURNED_TO_REFERRER", "Returned to the referrer"},
    {NotificationState::routed_open_case, "ROUTED_OPEN_CASE",
     "Passed to the child's social worker"},
    {NotificationState::routed_adult, "ROUTED_ADULT", "Passed to adult safeguarding"},
    {NotificationState::acknowledged, "ACKNOWLEDGED", "The child's social worker has it"},
    {NotificationState::misdirected, "MISDIRECTED", "For another borough"},
    {NotificationState::transferred, "TRANSFERRED", "Passed to another borough"},
    {NotificationState::triaged, "TRIAGED", "Rated"},
    {NotificationState::closed_blue, "CLOSED_BLUE", "Closed: no extra needs"},
    {NotificationState::basis_recorded, "BASIS_RECORDED", "Ready to ask agencies"},
    {NotificationState::enquiring, "ENQUIRING", "Agencies asked"},
    {NotificationState::fast_track, "FAST_TRACK", "Immediate protection"},
    {NotificationState::analysis, "ANALYSIS", "Ready to decide"},
    {NotificationState::decided, "DECIDED", "Decided, not sent"},
    {NotificationState::disseminated, "DISSEMINATED", "Sent"},
    {NotificationState::feedback_sent, "FEEDBACK_SENT", "Referrer told"},
    {NotificationState::closed, "CLOSED", "Closed"},
    {NotificationState::reopened, "REOPENED", "Opened again"},
    {NotificationState::duplicate, "DUPLICATE", "The same as another notification"},
    {NotificationState::with_designated_officer, "WITH_DESIGNATED_OFFICER",
     "With the designated officer"},
});

enum class EnquiryState { draft, sent, acknowledged, partial, returned, declined, withdrawn };
template <>
inline constexpr auto k_words<EnquiryState> = std::to_array<Word<EnquiryState>>({
    {EnquiryState::draft, "DRAFT", "Not sent yet"},
    {EnquiryState::sent, "SENT", "Not answered, not seen yet"},
    {EnquiryState::acknowledged, "ACKNOWLEDGED", "Not answered yet, seen"},
    {EnquiryState::partial, "PARTIAL", "Answered in part"},
    {EnquiryState::returned, "RETURNED", "Answered"},
    {EnquiryState::declined, "DECLINED", "Declined"},
    {EnquiryState::withdrawn, "WITHDRAWN", "Withdrawn"},
});

// How a desk told something: after the name of its agency.
enum class NewsKind {
  answered,
  wrote,
  corrected,
  disclosed,
  logged,
  discussed,
  task,
  disagreed,
  challenged
};
template <>
inline constexpr auto k_words<NewsKind> = std::to_array<Word<NewsKind>>({
    {NewsKind::answered, "ANSWERED", "answered the request"},
    {NewsKind::wrote, "WROTE", "wrote a piece of information"},
    {NewsKind::corrected, "CORRECTED", "corrected a piece of information"},
    {NewsKind::disclosed, "DISCLOSED", "disclosed what it had written before"},
    {NewsKind::logged, "LOGGED", "wrote in the log of the case"},
    {NewsKind::discussed, "DISCUSSED", "contributed to a discussion"},
    {NewsKind::task, "TASK", "said what became of a task"},
    {NewsKind::disagreed, "DISAGREED", "said that it disagrees"},
    {NewsKind::challenged, "CHALLENGED", "challenged a decision"},
});
// Something new is known of the family, so that after a decision a manager says what it means.
bool owes_a_word(NewsKind kind);

// What was decided for one child.
enum class Outcome {
  nfa,
  information_and_advice,
  returned_to_referrer,
  universal,
  early_help,
  family_help,
  s17_assessment,
  strategy_discussion,
  s47,
  immediate_protection,
  open_case_forwarded,
  transfer_to_la,
  single_agency_action,
  adult_safeguarding,
  lado,
  marac,
  mappa,
  channel,
  nrm,
  mace,
  private_fostering,
  nrpf,
  not_proven_identity_hold,
};
template <>
inline constexpr auto k_words<Outcome> = std::to_array<Word<Outcome>>({
    {Outcome::nfa, "NFA", "No further action"},
    {Outcome::information_and_advice, "INFORMATION_AND_ADVICE", "Information and advice"},
    {Outcome::returned_to_referrer, "RETURNED_TO_REFERRER",
     "Back to the referrer for more information"},
    {Outcome::universal, "UNIVERSAL", "Services for every child"},
    {Outcome::early_help, "EARLY_HELP", "Early help"},
    {Outcome::family_help, "FAMILY_HELP", "Family help"},
    {Outcome::s17_assessment, "S17_ASSESSMENT", "Assessment of a child in need (section 17)"},
    {Outcome::strategy_discussion, "STRATEGY_DISCUSSION",
     "Strategy discussion with police and health"},
    {Outcome::s47, "S47", "Child protection enquiry (section 47)"},
    {Outcome::immediate_protection, "IMMEDIATE_PROTECTION",
     "Immediate protection (court order or police powers)"},
    {Outcome::open_case_forwarded, "OPEN_CASE_FORWARDED", "Passed to the child's social worker"},
    {Outcome::transfer_to_la, "TRANSFER_TO_LA", "Passed to another local authority"},
    {Outcome::single_agency_action, "SINGLE_AGENCY_ACTION", "Action by one agency"},
    {Outcome::adult_safeguarding, "ADULT_SAFEGUARDING",
     "Safeguarding of an adult (Care Act, section 42)"},
    {Outcome::lado, "LADO", "Allegation against a person in a position of trust (LADO)"},
    {Outcome::marac, "MARAC", "Meeting on high-risk domestic abuse (MARAC)"},
    {Outcome::mappa, "MAPPA", "Arrangements for dangerous offenders (MAPPA)"},
    {Outcome::channel, "CHANNEL", "Support against radicalisation (Channel)"},
    {Outcome::nrm, "NRM", "Referral of a possible victim of trafficking (NRM)"},
    {Outcome::mace, "MACE", "Meeting on child exploitation (MACE)"},
    {Outcome::private_fostering, "PRIVATE_FOSTERING", "Private fostering"},
    {Outcome::nrpf, "NRPF", "Family with no recourse to public funds"},
    {Outcome::not_proven_identity_hold, "NOT_PROVEN_IDENTITY_HOLD",
     "Held until it is clear who the child is"},
});

// Less than help: nobody is asked to act for the child.
bool asks_nobody(Outcome outcome);

// May a notification in state `from` go to `to`? Every open state may turn to FAST_TRACK (no rule
// may delay protection) or DUPLICATE, and every closed one to REOPENED.
bool may_follow(NotificationState from, NotificationState to);
// Somebody in this hub still owes an act on it.
bool is_open(NotificationState state);
// With the social worker of children whose case is open, sent there or accepted, or sent to adult
// safeguarding, with whom it is over here once they accept. No agency is asked until somebody has
// rated it.
bool is_passed_on(NotificationState state);
// From the decision for the last child on, until something takes it back to analysis.
bool is_decided(NotificationState state);

// A request may be answered without having been marked as seen. Overdue is no state: clocks tell.
bool may_follow(EnquiryState from, EnquiryState to);
bool is_open(EnquiryState state);

}  // namespace mash::model
