// SPDX-License-Identifier: MIT
// The words of who works where: roles, sides of the wall, kinds of agency and what each is asked.
// Source: domain.md 2 and 7 and settled.md 6 of the design.
#pragma once

#include <span>

#include "mash/model/coded.h"

namespace mash::model {

// Where a person stands: in the sealed room, outside at the gate, or in another hub.
enum class Side { hub, gate, peer };
template <>
inline constexpr auto k_words<Side> = std::to_array<Word<Side>>({
    {Side::hub, "hub", "Inside the hub"},
    {Side::gate, "gate", "Outside the hub"},
    {Side::peer, "peer", "Another hub"},
});

enum class Role {
  screening_officer,
  mash_manager,
  deputy_manager,
  mash_admin,
  navigator,
  release_officer,
  police_supervisor,
  analyst,
  quality_auditor,
  data_protection_officer,
  system_administrator,
  emergency_duty,
  recipient,
  referrer,
  referrer_recipient,
  board_analyst,
  peer_hub_manager,
  designated_officer,
};
template <>
inline constexpr auto k_words<Role> = std::to_array<Word<Role>>({
    {Role::screening_officer, "ScreeningOfficer", "Screening officer"},
    {Role::mash_manager, "MashManager", "MASH manager"},
    {Role::deputy_manager, "DeputyManager", "Deputy MASH manager"},
    {Role::mash_admin, "MashAdmin", "MASH administrator"},
    {Role::navigator, "Navigator", "Navigator"},
    {Role::release_officer, "ReleaseOfficer", "Release officer"},
    {Role::police_supervisor, "PoliceSupervisor", "Police supervisor"},
    {Role::analyst, "Analyst", "Analyst"},
    {Role::quality_auditor, "QualityAuditor", "Quality auditor"},
    {Role::data_protection_officer, "DataProtectionOfficer", "Data protection officer"},
    {Role::system_administrator, "SystemAdministrator", "System administrator"},
    {Role::emergency_duty, "EmergencyDuty", "Emergency duty social worker"},
    {Role::recipient, "Recipient", "Recipient"},
    {Role::referrer, "Referrer", "Referrer"},
    {Role::referrer_recipient, "ReferrerRecipient", "Referrer and recipient"},
    {Role::board_analyst, "BoardAnalyst", "Board analyst"},
    {Role::peer_hub_manager, "PeerHubManager", "Manager of another hub"},
    {Role::designated_officer, "DesignatedOfficer", "Designated officer for allegations (LADO)"},
});
// The one side on which a role exists.
Side side_of(Role role);

// Does the hub decide, or does it recommend to each authority's front door?
enum class HubMode { decides, recommends };
template <>
inline constexpr auto k_words<HubMode> = std::to_array<Word<HubMode>>({
    {HubMode::decides, "DECIDES", "The hub decides"},
    {HubMode::recommends, "RECOMMENDS", "The hub recommends"},
});

enum class AgencyKind {
  childrens_services,
  police,
  health,
  education,
  housing,
  probation,
  youth_justice,
  adult_mental_health,
  domestic_abuse,
  early_help,
  substance_misuse,
  emergency_duty,
  receiving_team,
  school,
  gp_practice,
  hospital,
  strategic_board,
  peer_hub,
};
template <>
inline constexpr auto k_words<AgencyKind> = std::to_array<Word<AgencyKind>>({
    {AgencyKind::childrens_services, "CHILDRENS_SERVICES", "Children's services"},
    {AgencyKind::police, "POLICE", "Police"},
    {AgencyKind::health, "HEALTH", "Health"},
    {AgencyKind::education, "EDUCATION", "Education"},
    {AgencyKind::housing, "HOUSING", "Housing"},
    {AgencyKind::probation, "PROBATION", "Probation"},
    {AgencyKind::youth_justice, "YOUTH_JUSTICE", "Youth justice"},
    {AgencyKind::adult_mental_health, "ADULT_MENTAL_HEALTH", "Adult mental health"},
    {AgencyKind::domestic_abuse, "DOMESTIC_ABUSE", "Domestic abuse service"},
    {AgencyKind::early_help, "EARLY_HELP", "Early help"},
    {AgencyKind::substance_misuse, "SUBSTANCE_MISUSE", "Substance misuse service"},
    {AgencyKind::emergency_duty, "EMERGENCY_DUTY", "Emergency duty team"},
    {AgencyKind::receiving_team, "RECEIVING_TEAM", "Team that takes over"},
    {AgencyKind::school, "SCHOOL", "School"},
    {AgencyKind::gp_practice, "GP_PRACTICE", "GP practice"},
    {AgencyKind::hospital, "HOSPITAL", "Hospital"},
    {AgencyKind::strategic_board, "STRATEGIC_BOARD", "Safeguarding board"},
    {AgencyKind::peer_hub, "PEER_HUB", "Another hub"},
});

// A question that a request to this kind of agency offers. The code never changes; the text may.
struct Question {
  std::string_view code;
  std::string_view text;
};
// In the order of the form; empty for kinds that are never asked.
std::span<const Question> questions_for(AgencyKind kind);

}  // namespace mash::model
