// SPDX-License-Identifier: MIT
// Why may we ask, and has the family been told? The law in plain words.
// Source: domain.md 6.1, 6.2 and 6.8 and settled.md 28 of the design. An explanation helps staff to
// choose; it is not legal advice, and each agency's lawyers check the list before use.
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

enum class LawfulBasis {
  ukgdpr_6_1_c,
  ukgdpr_6_1_e,
  ukgdpr_6_1_d,
  ukgdpr_6_rli,
  ukgdpr_9_2_g,
  dpa18_s1_p18,
  ukgdpr_9_2_b,
  ukgdpr_9_2_c,
  ukgdpr_9_2_f,
  ukgdpr_9_2_h,
  ukgdpr_10,
  dpa18_part3,
  ca89_s17,
  ca89_s27,
  ca89_s47_9_11,
  ca04_s10,
  ca04_s11,
  ca04_s16e,
  ca04_s16h,
  ca04_s16la,
  ca04_s16lc,
  cda98_s115,
  ea02_s175,
  pa96,
  oma07,
  ha96,
  cda98_s39,
  care14_s42,
  common_law_public_interest,
  hra98_art8,
  consent,
};
template <>
inline constexpr auto k_words<LawfulBasis> = std::to_array<Word<LawfulBasis>>({
    {LawfulBasis::ukgdpr_6_1_c, "UKGDPR_6_1_C", "UK GDPR Article 6(1)(c): legal obligation"},
    {LawfulBasis::ukgdpr_6_1_e, "UKGDPR_6_1_E", "UK GDPR Article 6(1)(e): public task"},
    {LawfulBasis::ukgdpr_6_1_d, "UKGDPR_6_1_D", "UK GDPR Article 6(1)(d): vital interests"},
    {LawfulBasis::ukgdpr_6_rli, "UKGDPR_6_RLI",
     "UK GDPR Article 6: recognised legitimate interest"},
    {LawfulBasis::ukgdpr_9_2_g, "UKGDPR_9_2_G",
     "UK GDPR Article 9(2)(g): substantial public interest"},
    {LawfulBasis::dpa18_s1_p18, "DPA18_S1_P18",
     "Data Protection Act 2018, Schedule 1, paragraph 18: safeguarding"},
    {LawfulBasis::ukgdpr_9_2_b, "UKGDPR_9_2_B", "UK GDPR Article 9(2)(b): social protection"},
    {LawfulBasis::ukgdpr_9_2_c, "UKGDPR_9_2_C", "UK GDPR Article 9(2)(c): vital interests"},
    {LawfulBasis::ukgdpr_9_2_f, "UKGDPR_9_2_F", "UK GDPR Article 9(2)(f): legal claims"},
    {LawfulBasis::ukgdpr_9_2_h, "UKGDPR_9_2_H", "UK GDPR Article 9(2)(h): health and social care"},
    {LawfulBasis::ukgdpr_10, "UKGDPR_10", "UK GDPR Article 10: criminal offences"},
    {LawfulBasis::dpa18_part3, "DPA18_PART3", "Data Protection Act 2018, Part 3: law enforcement"},
    {LawfulBasis::ca89_s17, "CA89_S17", "Children Act 1989, section 17: child in need"},
    {LawfulBasis::ca89_s27, "CA89_S27", "Children Act 1989, section 27: help from others"},
    {LawfulBasis::ca89_s47_9_11, "CA89_S47_9_11",
     "Children Act 1989, section 47(9) to (11): help with a child protection enquiry"},
    {LawfulBasis::ca04_s10, "CA04_S10", "Children Act 2004, section 10: working together"},
    {LawfulBasis::ca04_s11, "CA04_S11", "Children Act 2004, section 11: duty to safeguard"},
    {LawfulBasis::ca04_s16e, "CA04_S16E",
     "Children Act 2004, section 16E: safeguarding partners' arrangements"},
    {LawfulBasis::ca04_s16h, "CA04_S16H",
     "Children Act 2004, section 16H: partners may require information"},
    {LawfulBasis::ca04_s16la, "CA04_S16LA", "Children Act 2004, section 16LA: duty to share"},
    {LawfulBasis::ca04_s16lc, "CA04_S16LC",
     "Children Act 2004, section 16LC: one number for each child"},
    {LawfulBasis::cda98_s115, "CDA98_S115",
     "Crime and Disorder Act 1998, section 115: power to disclose"},
    {LawfulBasis::ea02_s175, "EA02_S175", "Education Act 2002, section 175: duty of schools"},
    {LawfulBasis::pa96, "PA96", "Police Act 1996"},
    {LawfulBasis::oma07, "OMA07", "Offender Management Act 2007"},
    {LawfulBasis::ha96, "HA96", "Housing Act 1996"},
    {LawfulBasis::cda98_s39, "CDA98_S39",
     "Crime and Disorder Act 1998, section 39: youth offending teams"},
    {LawfulBasis::care14_s42, "CARE14_S42", "Care Act 2014, section 42: adult at risk"},
    {LawfulBasis::common_law_public_interest, "COMMON_LAW_PUBLIC_INTEREST",
     "Common law: public interest"},
    {LawfulBasis::hra98_art8, "HRA98_ART8",
     "Human Rights Act 1998, Article 8: private and family life"},
    {LawfulBasis::consent, "CONSENT", "The family agrees"},
});

// The answer to "Why may we ask?", in a sentence or two.
std::string_view why_we_may_ask(LawfulBasis basis);
// Law whose day of coming into force a hub must check before it relies on it.
bool commencement_to_verify(LawfulBasis basis);

// Does one person with parental responsibility, or a child who is able to decide, know and agree?
enum class InformDecision {
  consent_given,
  consent_refused,
  informed_not_asked,
  not_informed,
  withdrawn,
  not_reached,
};
template <>
inline constexpr auto k_words<InformDecision> = std::to_array<Word<InformDecision>>({
    {InformDecision::consent_given, "CONSENT_GIVEN", "Knows and agrees"},
    {InformDecision::consent_refused, "CONSENT_REFUSED", "Knows and does not agree"},
    {InformDecision::informed_not_asked, "INFORMED_NOT_ASKED", "Knows, was not asked to agree"},
    {InformDecision::not_informed, "NOT_INFORMED", "Has not been told"},
    {InformDecision::withdrawn, "WITHDRAWN", "Agreed at first, no longer agrees"},
    {InformDecision::not_reached, "NOT_REACHED", "Could not be reached"},
});

// Why we go on without telling the family or without its agreement.
enum class DispenseReason {
  prejudice_to_child,
  adults_behaviour,
  immediate_risk,
  delay,
  crime,
  whereabouts_unknown,
};
template <>
inline constexpr auto k_words<DispenseReason> = std::to_array<Word<DispenseReason>>({
    {DispenseReason::prejudice_to_child, "PREJUDICE_TO_CHILD", "It could harm the child"},
    {DispenseReason::adults_behaviour, "ADULTS_BEHAVIOUR",
     "An adult might do harm or put pressure on others"},
    {DispenseReason::immediate_risk, "IMMEDIATE_RISK", "The child is in danger now"},
    {DispenseReason::delay, "DELAY", "It would take too long"},
    {DispenseReason::crime, "CRIME", "It could harm the investigation of a crime"},
    {DispenseReason::whereabouts_unknown, "WHEREABOUTS_UNKNOWN", "Nobody knows where they are"},
});

}  // namespace mash::model
