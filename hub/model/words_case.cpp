// SPDX-License-Identifier: MIT
#include "mash/model/words_case.h"

#include <algorithm>
#include <array>

namespace mash::model {

namespace {

using N = NotificationState;
using Q = EnquiryState;

template <class E>
struct Step {
  E from;
  E to;
};

template <class E, std::size_t n>
bool holds(const std::array<Step<E>, n>& steps, E from, E to) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const Step<E>& step) { return step.from == from && step.to == to; });
}

constexpr auto k_notification_steps = std::to_array<Step<N>>({
    {N::received, N::screening},
    {N::screening, N::signposted},
    {N::screening, N::returned_to_referrer},
    {N::screening, N::routed_open_case},
    {N::screening, N::with_designated_officer},
    {N::screening, N::misdirected},
    {N::screening, N::triaged},
    {N::misdirected, N::transferred},
    {N::screening, N::routed_adult},
    {N::routed_adult, N::signposted},  // adult safeguarding has it
    {N::routed_adult, N::screening},
    {N::routed_adult, N::triaged},
    {N::routed_open_case, N::acknowledged},
    {N::routed_open_case, N::screening},  // sent back, or nobody acknowledged: waits for a rating
    {N::routed_open_case, N::triaged},    // a manager rates it before the team answers
    {N::routed_open_case, N::decided},
    {N::acknowledged, N::screening},  // what was accepted is taken back or refused after all
    {N::acknowledged, N::triaged},
    {N::acknowledged, N::decided},
    {N::with_designated_officer, N::closed},
    {N::with_designated_officer, N::reopened},  // no allegation after all
    {N::triaged, N::closed_blue},
    {N::triaged, N::basis_recorded},
    {N::triaged, N::decided},  // a Green of a hub that asks no agency for it
    {N::basis_recorded, N::enquiring},
    {N::basis_recorded, N::decided},
    {N::enquiring, N::analysis},
    {N::enquiring, N::decided},  // a decision never waits for a missing answer
    {N::fast_track, N::enquiring},
    {N::fast_track, N::analysis},
    {N::fast_track, N::decided},
    {N::analysis, N::enquiring},  // more questions, or another child
    {N::analysis, N::decided},
    {N::decided, N::analysis},  // a late answer or a challenge
    {N::decided, N::disseminated},
    {N::decided, N::feedback_sent},  // no recipient, for instance no further action
    {N::disseminated, N::analysis},  // the recipient refuses
    {N::disseminated, N::feedback_sent},
    {N::disseminated, N::closed},  // nobody to tell: an anonymous referrer
    {N::feedback_sent, N::closed},
    {N::reopened, N::screening},
    {N::reopened, N::triaged},
    {N::reopened, N::enquiring},
    {N::reopened, N::analysis},
});

constexpr auto k_enquiry_steps = std::to_array<Step<Q>>({
    {Q::draft, Q::sent},
    {Q::sent, Q::acknowledged},
    {Q::sent, Q::partial},
    {Q::sent, Q::returned},
    {Q::sent, Q::declined},
    {Q::acknowledged, Q::sent},  // asked about more people
    {Q::acknowledged, Q::partial},
    {Q::acknowledged, Q::returned},
    {Q::acknowledged, Q::declined},
    {Q::partial, Q::returned},
});

}  // namespace

bool owes_a_word(NewsKind kind) {
  return kind != NewsKind::disagreed && kind != NewsKind::challenged;
}

bool asks_nobody(Outcome outcome) {
  return outcome == Outcome::nfa || outcome == Outcome::information_and_advice ||
         outcome == Outcome::returned_to_referrer || outcome == Outcome::universal;
}

bool is_open(NotificationState state) {
  switch (state) {
    case N::signposted:
    case N::returned_to_referrer:
    case N::transferred:
    case N::closed_blue:
    case N::closed:
    case N::duplicate:
      return false;
    case N::received:
    case N::screening:
    case N::routed_open_case:
    case N::routed_adult:
    case N::acknowledged:
    case N::misdirected:
    case N::triaged:
    case N::basis_recorded:
    case N::enquiring:
    case N::fast_track:
    case N::analysis:
    case N::decided:
    case N::disseminated:
    case N::feedback_sent:
    case N::reopened:
    case N::with_designated_officer:
      return true;
  }
  return true;
}

bool is_passed_on(NotificationState state) {
  return state == N::routed_open_case || state == N::routed_adult || state == N::acknowledged;
}

bool is_decided(NotificationState state) {
  return state == N::decided || state == N::disseminated || state == N::feedback_sent ||
         state == N::closed;
}

bool may_follow(NotificationState from, NotificationState to) {
  if (to == N::reopened && from != N::with_designated_officer) return !is_open(from);
  if (to == N::fast_track || to == N::duplicate) return is_open(from) && from != to;
  return holds(k_notification_steps, from, to);
}

bool is_open(EnquiryState state) {
  return state == Q::draft || state == Q::sent || state == Q::acknowledged || state == Q::partial;
}

bool may_follow(EnquiryState from, EnquiryState to) {
  if (to == Q::withdrawn) return is_open(from);
  return holds(k_enquiry_steps, from, to);
}

}  // namespace mash::model
