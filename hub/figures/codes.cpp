// SPDX-License-Identifier: MIT
#include "codes.h"

#include <array>
#include <utility>

#include "mash/base/assert.h"

namespace mash::figures {

namespace {

std::string one_source(model::ReferralSource source) {
  using model::ReferralSource;
  switch (source) {
    case ReferralSource::police:
      return "POLICE";
    case ReferralSource::school:
    case ReferralSource::education_service:
      return "SCHOOL";
    case ReferralSource::gp:
    case ReferralSource::health_visitor:
    case ReferralSource::school_nurse:
    case ReferralSource::other_primary_health:
    case ReferralSource::emergency_department:
    case ReferralSource::other_health:
      return "HEALTH";
    case ReferralSource::council_social_care:
    case ReferralSource::other_council_service:
    case ReferralSource::another_council:
    case ReferralSource::early_help:
      return "COUNCIL";
    case ReferralSource::housing:
      return "HOUSING";
    case ReferralSource::family:
    case ReferralSource::acquaintance:
    case ReferralSource::self:
    case ReferralSource::other_individual:
    case ReferralSource::anonymous:
      return "PUBLIC";
    case ReferralSource::other_legal_agency:
    case ReferralSource::other:
      return "OTHER";
    case ReferralSource::unknown:
      return "NOT_KNOWN";
  }
  MASH_ASSERT(false);
  return {};
}

}  // namespace

std::string source_code(const std::set<model::ReferralSource>& sources) {
  std::set<std::string> all;
  for (const auto source : sources) all.insert(one_source(source));
  all.erase("NOT_KNOWN");
  if (all.empty()) return "NOT_KNOWN";
  return all.size() == 1 ? *all.begin() : "SEVERAL";
}

std::string rating_code(model::Rating rating) {
  switch (rating) {
    case model::Rating::red:
      return "RED";
    case model::Rating::amber:
      return "AMBER";
    case model::Rating::green:
      return "GREEN";
    case model::Rating::blue:
      return "BLUE";
    case model::Rating::provisional_red:  // nobody has rated it
    case model::Rating::not_rated:
      return "NOT_RATED";
  }
  MASH_ASSERT(false);
  return {};
}

std::string outcome_code(model::Outcome outcome) {
  using model::Outcome;
  switch (outcome) {
    case Outcome::nfa:
    case Outcome::information_and_advice:
    case Outcome::returned_to_referrer:
    case Outcome::universal:
      return "NO_ACTION";
    case Outcome::early_help:
    case Outcome::family_help:
      return "EARLY_HELP";
    case Outcome::s17_assessment:
      return "ASSESSMENT";
    case Outcome::strategy_discussion:
    case Outcome::s47:
    case Outcome::immediate_protection:
      return "PROTECTION";
    default:
      return "ELSEWHERE";
  }
}

std::string step_code(model::NotificationState state) {
  using model::NotificationState;
  switch (state) {
    case NotificationState::received:
    case NotificationState::screening:
    case NotificationState::reopened:
      return "RECEIVED";
    case NotificationState::triaged:
    case NotificationState::basis_recorded:
      return "RATED";
    case NotificationState::enquiring:
    case NotificationState::fast_track:
    case NotificationState::analysis:
      return "ASKED";
    case NotificationState::signposted:
    case NotificationState::returned_to_referrer:
    case NotificationState::closed_blue:
    case NotificationState::closed:
      return "NO_ACTION";
    default:
      return "ELSEWHERE";
  }
}

std::string concern_code(model::ConcernType concern) {
  using model::ConcernType;
  switch (concern) {
    case ConcernType::physical_abuse:
    case ConcernType::injury_infant:
    case ConcernType::fgm:
      return "PHYSICAL";
    case ConcernType::emotional_abuse:
      return "EMOTIONAL";
    case ConcernType::sexual_abuse:
    case ConcernType::harmful_sexual_behaviour:
      return "SEXUAL";
    case ConcernType::neglect:
      return "NEGLECT";
    case ConcernType::domestic_abuse:
    case ConcernType::forced_marriage_honour:
      return "DOMESTIC";
    case ConcernType::criminal_exploitation:
    case ConcernType::sexual_exploitation:
    case ConcernType::trafficking:
    case ConcernType::radicalisation:
      return "EXPLOITATION";
    case ConcernType::missing:
      return "MISSING";
    case ConcernType::child_mental_health:
    case ConcernType::self_harm:
    case ConcernType::parental_mental_health:
      return "MENTAL_HEALTH";
    case ConcernType::parental_alcohol_misuse:
    case ConcernType::parental_substance_misuse:
      return "SUBSTANCE";
    default:
      return "OTHER";
  }
}

std::string stage_code(model::Stage stage) {
  switch (stage) {
    case model::Stage::rate:
    case model::Stage::response_type:
    case model::Stage::release:
    case model::Stage::decide:
    case model::Stage::disseminate:
      return std::string(model::code_of(stage));
    default:
      return "OTHER";
  }
}

std::string agency_code(model::AgencyKind kind) {
  using model::AgencyKind;
  switch (kind) {
    case AgencyKind::childrens_services:
    case AgencyKind::early_help:
    case AgencyKind::emergency_duty:
    case AgencyKind::receiving_team:
      return "CHILDREN";
    case AgencyKind::police:
      return "POLICE";
    case AgencyKind::health:
    case AgencyKind::gp_practice:
    case AgencyKind::hospital:
      return "HEALTH";
    case AgencyKind::education:
    case AgencyKind::school:
      return "EDUCATION";
    case AgencyKind::housing:
      return "HOUSING";
    case AgencyKind::probation:
    case AgencyKind::youth_justice:
      return "PROBATION";
    case AgencyKind::adult_mental_health:
    case AgencyKind::substance_misuse:
      return "ADULTS";
    case AgencyKind::domestic_abuse:
    case AgencyKind::strategic_board:
    case AgencyKind::peer_hub:
      return "OTHER";
  }
  MASH_ASSERT(false);
  return {};
}

std::string release_code(model::ReleaseState state) {
  using model::ReleaseState;
  switch (state) {
    case ReleaseState::released:
      return "WHOLE";
    case ReleaseState::released_redacted:
    case ReleaseState::released_gist:
      return "IN_PART";
    case ReleaseState::existence_only:
      return "EXISTENCE";
    case ReleaseState::withheld:
      return "WITHHELD";
    case ReleaseState::undecided:
    case ReleaseState::withdrawn:
    case ReleaseState::expired:
      return {};
  }
  MASH_ASSERT(false);
  return {};
}

std::string age_code(const std::string& band) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_bands{
      {{"under 1", "UNDER_1"},
       {"1 to 4", "1_TO_4"},
       {"5 to 9", "5_TO_9"},
       {"10 to 15", "10_TO_15"},
       {"16 to 17", "16_TO_17"}}};
  for (const auto& [words, code] : k_bands) {
    if (band == words) return std::string(code);
  }
  return "NOT_KNOWN";
}

}  // namespace mash::figures
