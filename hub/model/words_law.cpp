// SPDX-License-Identifier: MIT
#include "mash/model/words_law.h"

#include <array>

namespace mash::model {

namespace {

struct Explanation {
  LawfulBasis basis;
  std::string_view why;
};

using B = LawfulBasis;
constexpr auto k_explanations = std::to_array<Explanation>({
    {B::ukgdpr_6_1_c, "A law says that we must do this."},
    {B::ukgdpr_6_1_e, "Protecting children is our task as a public body."},
    {B::ukgdpr_6_1_d, "Somebody's life is at risk."},
    {B::ukgdpr_6_rli,
     "Safeguarding, an emergency or crime. For organisations that are not public bodies, such as "
     "charities."},
    {B::ukgdpr_9_2_g,
     "It is sensitive information, for example about health, and the public interest in "
     "protecting a child is strong enough."},
    {B::dpa18_s1_p18,
     "It protects a child or an adult at risk from harm, and asking for agreement is not possible "
     "or would put them at risk."},
    {B::ukgdpr_9_2_b, "It is sensitive information and we need it for our duties in social care."},
    {B::ukgdpr_9_2_c,
     "It is sensitive information, somebody's life is at risk and they cannot agree."},
    {B::ukgdpr_9_2_f, "It is sensitive information and we need it for a court case."},
    {B::ukgdpr_9_2_h, "It is sensitive information and we need it to give health or social care."},
    {B::ukgdpr_10,
     "It is about crimes or alleged crimes, and the law lets us use it to protect "
     "children."},
    {B::dpa18_part3, "The police or another law enforcement body uses it to deal with crime."},
    {B::ca89_s17,
     "The council must help children in need in its area and find out what they need."},
    {B::ca89_s27,
     "Children's services ask another public body for help, and it must help where it can."},
    {B::ca89_s47_9_11,
     "Children's services are finding out whether a child is at risk of serious harm. Other public "
     "bodies must help, mostly by giving information."},
    {B::ca04_s10, "Public bodies must work together for the well-being of children."},
    {B::ca04_s11, "Each public body must make sure that it keeps children safe in what it does."},
    {B::ca04_s16e,
     "Council, police and health have agreed how they keep children safe together, and this is "
     "part of it."},
    {B::ca04_s16h,
     "Council, police and health may require information that they need to keep children safe."},
    {B::ca04_s16la,
     "Whoever holds information that matters for a child's safety or welfare must share it, unless "
     "sharing would harm the child more."},
    {B::ca04_s16lc, "Each child has one number that services use, so that records match."},
    {B::cda98_s115,
     "It helps to prevent crime or disorder, and it goes to the police, the council, probation or "
     "health."},
    {B::ea02_s175, "Schools and the council's education service must keep pupils safe."},
    {B::pa96, "It is part of the work of the police."},
    {B::oma07, "It is part of the work of probation with people who have offended."},
    {B::ha96, "It is part of the council's work on housing and homelessness."},
    {B::cda98_s39, "It is part of the work of the youth offending team."},
    {B::care14_s42, "The council is finding out whether an adult with care needs is being harmed."},
    {B::common_law_public_interest,
     "It was told in confidence, but protecting somebody from serious harm matters more."},
    {B::hra98_art8,
     "It touches private and family life. It is lawful, needed, and no more than needed."},
    {B::consent,
     "The family has agreed to be helped. Agreement is rarely the reason in data protection law: "
     "choose another one as well."},
});

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < k_explanations.size(); ++i) {
    if (static_cast<std::size_t>(k_explanations[i].basis) != i) return false;
  }
  return k_explanations.size() == k_words<LawfulBasis>.size();
}
static_assert(is_in_order());

}  // namespace

std::string_view why_we_may_ask(LawfulBasis basis) {
  return k_explanations.at(static_cast<std::size_t>(basis)).why;
}

bool commencement_to_verify(LawfulBasis basis) {
  return basis == B::ca04_s16la || basis == B::ca04_s16lc || basis == B::ukgdpr_6_rli;
}

}  // namespace mash::model
