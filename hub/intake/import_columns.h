// SPDX-License-Identifier: MIT
// The columns of the two files, as the contract lists them. Their codes: mash/model/words_people.h.
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
    // These two may be left out, together.
    taken_on_paper,
    entered_by,
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

// The same, of a file that tells what was taken on paper while nothing else worked.
inline constexpr std::array<std::string_view, 17> k_notification_columns_with_paper = [] {
  std::array<std::string_view, 17> out{};
  std::size_t place = 0;
  for (const auto column : k_notification_columns) out.at(place++) = column;
  out.at(place++) = "taken_on_paper";
  out.at(place) = "entered_by";
  return out;
}();

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

}  // namespace mash::intake
