// SPDX-License-Identifier: MIT
// The columns and codes of the two files, as the contract lists them.
#pragma once

#include <array>
#include <string_view>

namespace mash::intake {

// Columns by their place in the row; the names are the header and the `field` of faults.
struct NotificationColumn {
  enum Place : std::size_t {
    source_reference,
    received_at,
    incident_at,
    channel,
    referral_source,
    referrer_name,
    referrer_role,
    referrer_agency,
    referrer_email,
    referrer_phone,
    referrer_wants_anonymity,
    immediate_danger,
    concern_types,
    family_informed,
    narrative,
  };
};
inline constexpr std::array<std::string_view, 15> k_notification_columns = {
    "source_reference",
    "received_at",
    "incident_at",
    "channel",
    "referral_source",
    "referrer_name",
    "referrer_role",
    "referrer_agency",
    "referrer_email",
    "referrer_phone",
    "referrer_wants_anonymity",
    "immediate_danger",
    "concern_types",
    "family_informed",
    "narrative"};

struct PersonColumn {
  enum Place : std::size_t {
    source_reference,
    person_role,
    given_name,
    surname,
    other_names,
    dob,
    expected_dob,
    sex,
    nhs_number,
    upn,
    address_line,
    postcode,
    school,
    relationship_to_child,
    notes,
  };
};
inline constexpr std::array<std::string_view, 15> k_person_columns = {"source_reference",
                                                                      "person_role",
                                                                      "given_name",
                                                                      "surname",
                                                                      "other_names",
                                                                      "dob",
                                                                      "expected_dob",
                                                                      "sex",
                                                                      "nhs_number",
                                                                      "upn",
                                                                      "address_line",
                                                                      "postcode",
                                                                      "school",
                                                                      "relationship_to_child",
                                                                      "notes"};

inline constexpr auto k_channels = std::to_array<std::string_view>(
    {"police_feed", "system_feed", "web_form", "email", "phone", "letter", "walk_in", "other"});

// Source: DfE, Children in Need census, referral source.
inline constexpr auto k_referral_sources = std::to_array<std::string_view>(
    {"1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E",
     "3F", "4",  "5A", "5B", "5C", "5D", "6",  "7",  "8",  "9",  "10"});
// Everybody else on the list is a professional, who cannot be anonymous.
inline constexpr auto k_public_sources =
    std::to_array<std::string_view>({"1A", "1B", "1C", "1D", "9", "10"});

inline constexpr auto k_concern_types =
    std::to_array<std::string_view>({"adult_posing_risk",
                                     "attendance",
                                     "child_mental_health",
                                     "criminal_exploitation",
                                     "domestic_abuse",
                                     "emotional_abuse",
                                     "faith_or_belief",
                                     "fgm",
                                     "forced_marriage_honour",
                                     "harmful_sexual_behaviour",
                                     "housing",
                                     "injury_infant",
                                     "missing",
                                     "neglect",
                                     "nrpf",
                                     "online_harm",
                                     "parental_alcohol_misuse",
                                     "parental_mental_health",
                                     "parental_substance_misuse",
                                     "physical_abuse",
                                     "pre_birth",
                                     "private_fostering",
                                     "radicalisation",
                                     "self_harm",
                                     "sexual_abuse",
                                     "sexual_exploitation",
                                     "trafficking",
                                     "young_carer",
                                     "other"});

inline constexpr auto k_yes_no = std::to_array<std::string_view>({"yes", "no"});
inline constexpr auto k_danger = std::to_array<std::string_view>({"yes", "no", "unknown"});
inline constexpr auto k_informed =
    std::to_array<std::string_view>({"yes", "no", "not_safe", "unknown"});
inline constexpr auto k_person_roles = std::to_array<std::string_view>(
    {"child", "unborn", "sibling", "parent", "carer", "adult_of_concern", "other"});
inline constexpr auto k_sexes = std::to_array<std::string_view>({"M", "F", "U"});

}  // namespace mash::intake
