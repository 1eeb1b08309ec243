// SPDX-License-Identifier: MIT
// The words of a notification as it arrives: who tells, by which way, about what and whom.
// Codes are those of the import format; referral sources are the DfE's (children in need census).
#pragma once

#include "mash/model/coded.h"

namespace mash::model {

enum class Channel {
  police_feed,
  system_feed,
  web_form,
  email,
  phone,
  letter,
  walk_in,
  other,
};
template <>
inline constexpr auto k_words<Channel> = std::to_array<Word<Channel>>({
    {Channel::police_feed, "police_feed", "Police feed"},
    {Channel::system_feed, "system_feed", "Feed from another system"},
    {Channel::web_form, "web_form", "Web form"},
    {Channel::email, "email", "Email"},
    {Channel::phone, "phone", "Phone call"},
    {Channel::letter, "letter", "Letter"},
    {Channel::walk_in, "walk_in", "In person"},
    {Channel::other, "other", "Another way"},
});

enum class ReferralSource {
  family,
  acquaintance,
  self,
  other_individual,
  school,
  education_service,
  gp,
  health_visitor,
  school_nurse,
  other_primary_health,
  emergency_department,
  other_health,
  housing,
  council_social_care,
  other_council_service,
  another_council,
  early_help,
  police,
  other_legal_agency,
  other,
  anonymous,
  unknown,
};
template <>
inline constexpr auto k_words<ReferralSource> = std::to_array<Word<ReferralSource>>({
    {ReferralSource::family, "1A", "Family member, relative or carer"},
    {ReferralSource::acquaintance, "1B", "Friend, neighbour or childminder"},
    {ReferralSource::self, "1C", "The child or young person"},
    {ReferralSource::other_individual, "1D", "Another person"},
    {ReferralSource::school, "2A", "School"},
    {ReferralSource::education_service, "2B", "Education service"},
    {ReferralSource::gp, "3A", "GP"},
    {ReferralSource::health_visitor, "3B", "Health visitor"},
    {ReferralSource::school_nurse, "3C", "School nurse"},
    {ReferralSource::other_primary_health, "3D", "Other primary health service"},
    {ReferralSource::emergency_department, "3E", "Emergency department"},
    {ReferralSource::other_health, "3F", "Other health service"},
    {ReferralSource::housing, "4", "Housing"},
    {ReferralSource::council_social_care, "5A", "Council social care, for example for adults"},
    {ReferralSource::other_council_service, "5B", "Other council service"},
    {ReferralSource::another_council, "5C", "Another council"},
    {ReferralSource::early_help, "5D", "Early help"},
    {ReferralSource::police, "6", "Police"},
    {ReferralSource::other_legal_agency, "7", "Court, probation or other legal agency"},
    {ReferralSource::other, "8", "Other, for example a charity"},
    {ReferralSource::anonymous, "9", "Anonymous"},
    {ReferralSource::unknown, "10", "Not known"},
});

// Decides who may stay unnamed and how much feedback may say.
enum class ReferrerClass { professional, member_of_public, anonymous };
template <>
inline constexpr auto k_words<ReferrerClass> = std::to_array<Word<ReferrerClass>>({
    {ReferrerClass::professional, "PROFESSIONAL", "Professional"},
    {ReferrerClass::member_of_public, "PUBLIC", "Member of the public"},
    {ReferrerClass::anonymous, "ANONYMOUS", "Anonymous"},
});
// A source that is not known counts as the public: it is promised no more than that.
ReferrerClass class_of(ReferralSource source);

enum class ConcernType {
  adult_posing_risk,
  attendance,
  child_mental_health,
  criminal_exploitation,
  domestic_abuse,
  emotional_abuse,
  faith_or_belief,
  fgm,
  forced_marriage_honour,
  harmful_sexual_behaviour,
  housing,
  injury_infant,
  missing,
  neglect,
  nrpf,
  online_harm,
  parental_alcohol_misuse,
  parental_mental_health,
  parental_substance_misuse,
  physical_abuse,
  pre_birth,
  private_fostering,
  radicalisation,
  self_harm,
  sexual_abuse,
  sexual_exploitation,
  trafficking,
  young_carer,
  other,
};
template <>
inline constexpr auto k_words<ConcernType> = std::to_array<Word<ConcernType>>({
    {ConcernType::adult_posing_risk, "adult_posing_risk", "An adult who may be a danger"},
    {ConcernType::attendance, "attendance", "Missing school"},
    {ConcernType::child_mental_health, "child_mental_health", "The child's mental health"},
    {ConcernType::criminal_exploitation, "criminal_exploitation", "Used by criminals"},
    {ConcernType::domestic_abuse, "domestic_abuse", "Domestic abuse"},
    {ConcernType::emotional_abuse, "emotional_abuse", "Emotional abuse"},
    {ConcernType::faith_or_belief, "faith_or_belief", "Abuse linked to faith or belief"},
    {ConcernType::fgm, "fgm", "Female genital mutilation"},
    {ConcernType::forced_marriage_honour, "forced_marriage_honour",
     "Forced marriage or so-called honour"},
    {ConcernType::harmful_sexual_behaviour, "harmful_sexual_behaviour",
     "Harmful sexual behaviour by a child"},
    {ConcernType::housing, "housing", "Housing"},
    {ConcernType::injury_infant, "injury_infant", "Injury to a baby"},
    {ConcernType::missing, "missing", "Missing from home or care"},
    {ConcernType::neglect, "neglect", "Neglect"},
    {ConcernType::nrpf, "nrpf", "No recourse to public funds"},
    {ConcernType::online_harm, "online_harm", "Harm online"},
    {ConcernType::parental_alcohol_misuse, "parental_alcohol_misuse", "A parent's alcohol use"},
    {ConcernType::parental_mental_health, "parental_mental_health", "A parent's mental health"},
    {ConcernType::parental_substance_misuse, "parental_substance_misuse", "A parent's drug use"},
    {ConcernType::physical_abuse, "physical_abuse", "Physical abuse"},
    {ConcernType::pre_birth, "pre_birth", "Worry about an unborn baby"},
    {ConcernType::private_fostering, "private_fostering", "Private fostering"},
    {ConcernType::radicalisation, "radicalisation", "Radicalisation"},
    {ConcernType::self_harm, "self_harm", "Self-harm"},
    {ConcernType::sexual_abuse, "sexual_abuse", "Sexual abuse"},
    {ConcernType::sexual_exploitation, "sexual_exploitation", "Sexual exploitation"},
    {ConcernType::trafficking, "trafficking", "Trafficking"},
    {ConcernType::young_carer, "young_carer", "Young carer"},
    {ConcernType::other, "other", "Something else"},
});

enum class PersonRole { child, unborn, sibling, parent, carer, adult_of_concern, other };
template <>
inline constexpr auto k_words<PersonRole> = std::to_array<Word<PersonRole>>({
    {PersonRole::child, "child", "Child"},
    {PersonRole::unborn, "unborn", "Unborn baby"},
    {PersonRole::sibling, "sibling", "Brother or sister"},
    {PersonRole::parent, "parent", "Parent"},
    {PersonRole::carer, "carer", "Carer"},
    {PersonRole::adult_of_concern, "adult_of_concern", "Adult of concern"},
    {PersonRole::other, "other", "Someone else"},
});

enum class Sex { male, female, unknown };
template <>
inline constexpr auto k_words<Sex> = std::to_array<Word<Sex>>({
    {Sex::male, "M", "Male"},
    {Sex::female, "F", "Female"},
    {Sex::unknown, "U", "Not known"},
});

// "Is the child in danger now?" and questions like it.
enum class Answer { yes, no, unknown };
template <>
inline constexpr auto k_words<Answer> = std::to_array<Word<Answer>>({
    {Answer::yes, "yes", "Yes"},
    {Answer::no, "no", "No"},
    {Answer::unknown, "unknown", "I do not know"},
});

// "Have you told the family?" Only professionals are asked.
enum class FamilyInformed { yes, no, not_safe, unknown };
template <>
inline constexpr auto k_words<FamilyInformed> = std::to_array<Word<FamilyInformed>>({
    {FamilyInformed::yes, "yes", "Yes"},
    {FamilyInformed::no, "no", "No"},
    {FamilyInformed::not_safe, "not_safe", "No, it would not be safe"},
    {FamilyInformed::unknown, "unknown", "I do not know"},
});

}  // namespace mash::model
