// SPDX-License-Identifier: MIT
#include "mash/model/words_staff.h"

#include <array>

#include "mash/base/assert.h"

namespace mash::model {

namespace {

constexpr auto k_childrens_services = std::to_array<Question>({
    {"csc-history", "What has children's services known or done for this family before?"},
    {"csc-plans", "Is there, or was there, a plan: child in need, protection, looked after?"},
    {"csc-siblings", "What is known of brothers and sisters, also those who live elsewhere?"},
    {"csc-worker", "Who is or was the social worker, and who is the manager?"},
});
constexpr auto k_police = std::to_array<Question>({
    {"police-address", "Which incidents were there at the address?"},
    {"police-adults", "Which incidents, offences or warnings concern the adults?"},
    {"police-child", "Was the child missing, a victim, a witness or a suspect?"},
    {"police-conditions", "Is there bail, a court order or another condition?"},
    {"police-marac-mappa", "Is anybody known to MARAC or MAPPA, or a registered sex offender?"},
    {"police-intelligence", "Is there intelligence that matters? Give each piece its grading."},
});
constexpr auto k_health = std::to_array<Question>({
    {"health-attendances", "Which emergency or hospital attendances were there, and why?"},
    {"health-missed", "Were appointments, reviews or immunisations missed?"},
    {"health-injuries", "Were there injuries, and did the explanation fit?"},
    {"health-pregnancy", "Is anybody pregnant, and is there care before birth?"},
    {"health-parents", "What is known of the parents' mental health, alcohol or drug use?"},
    {"health-cp-is", "Is the child flagged in the national child protection system (CP-IS)?"},
});
constexpr auto k_education = std::to_array<Question>({
    {"education-attendance", "What is the attendance, and has it changed?"},
    {"education-presentation", "How does the child look and behave, and has it changed?"},
    {"education-concerns", "What has the safeguarding lead noted?"},
    {"education-missing", "Is the child missing from education or taught at home?"},
    {"education-exclusions", "Were there exclusions?"},
    {"education-siblings", "Which schools do the brothers and sisters go to?"},
});
constexpr auto k_housing = std::to_array<Question>({
    {"housing-occupants", "Who lives at the address, by the tenancy and in fact?"},
    {"housing-conditions", "Is it overcrowded or in bad repair?"},
    {"housing-arrears", "Are there arrears, or is an eviction likely?"},
    {"housing-behaviour", "Were there complaints of noise or anti-social behaviour?"},
    {"housing-placing", "Did another borough place the family here?"},
});
constexpr auto k_probation = std::to_array<Question>({
    {"probation-supervision", "Is anybody supervised, and for what?"},
    {"probation-harm", "What is the risk of serious harm, and to whom?"},
    {"probation-licence", "Which licence conditions hold?"},
    {"probation-household", "With whom does the person say they live?"},
});
constexpr auto k_youth_justice = std::to_array<Question>({
    {"yjs-orders", "Which orders or interventions are there?"},
    {"yjs-associates", "With whom does the young person spend time?"},
    {"yjs-exploitation", "Are there signs of exploitation?"},
    {"yjs-weapons", "Are weapons or violence a concern?"},
});
constexpr auto k_adult_mental_health = std::to_array<Question>({
    {"amh-engagement", "Is the adult in treatment, and do they keep to it?"},
    {"amh-risk", "What is the risk to themselves and to others?"},
    {"amh-children", "Were children seen or spoken of, and how?"},
    {"amh-crisis", "Is there a crisis or safety plan?"},
});
constexpr auto k_domestic_abuse = std::to_array<Question>({
    {"idva-dash", "What is the risk score (DASH), and when was it taken?"},
    {"idva-engagement", "Does the victim accept help?"},
    {"idva-children", "Were the children seen or heard, and what did they say?"},
    {"idva-safety", "Is there a safety plan, and what must nobody do?"},
});
constexpr auto k_early_help = std::to_array<Question>({
    {"eh-engagement", "Which help does the family have, and does it accept it?"},
    {"eh-children", "When were the children seen, and how were they?"},
    {"eh-worker", "Who is the lead worker?"},
    {"eh-change", "What has got better or worse?"},
});
constexpr auto k_substance_misuse = std::to_array<Question>({
    {"sms-engagement", "Is the adult in treatment, and do they keep to it?"},
    {"sms-use", "What is used, and how does it affect care of the child?"},
    {"sms-children", "Were the children seen or spoken of, and how?"},
    {"sms-storage", "Are medicines or drugs stored safely?"},
});

}  // namespace

std::span<const Question> questions_for(AgencyKind kind) {
  switch (kind) {
    case AgencyKind::childrens_services:
      return k_childrens_services;
    case AgencyKind::police:
      return k_police;
    case AgencyKind::health:
      return k_health;
    case AgencyKind::education:
      return k_education;
    case AgencyKind::housing:
      return k_housing;
    case AgencyKind::probation:
      return k_probation;
    case AgencyKind::youth_justice:
      return k_youth_justice;
    case AgencyKind::adult_mental_health:
      return k_adult_mental_health;
    case AgencyKind::domestic_abuse:
      return k_domestic_abuse;
    case AgencyKind::early_help:
      return k_early_help;
    case AgencyKind::substance_misuse:
      return k_substance_misuse;
    case AgencyKind::emergency_duty:
    case AgencyKind::receiving_team:
    case AgencyKind::school:
    case AgencyKind::gp_practice:
    case AgencyKind::hospital:
    case AgencyKind::strategic_board:
    case AgencyKind::peer_hub:
      return {};
  }
  MASH_ASSERT(false);
}

Side side_of(Role role) {
  switch (role) {
    case Role::screening_officer:
    case Role::mash_manager:
    case Role::deputy_manager:
    case Role::mash_admin:
    case Role::navigator:
    case Role::release_officer:
    case Role::police_supervisor:
    case Role::analyst:
    case Role::quality_auditor:
    case Role::data_protection_officer:
    case Role::system_administrator:
    case Role::emergency_duty:
    case Role::designated_officer:
      return Side::hub;
    case Role::recipient:
    case Role::referrer:
    case Role::referrer_recipient:
    case Role::board_analyst:
      return Side::gate;
    case Role::peer_hub_manager:
      return Side::peer;
  }
  MASH_ASSERT(false);
}

}  // namespace mash::model
