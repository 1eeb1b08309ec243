// SPDX-License-Identifier: MIT
// The faults that a row of a bulk import can have: code, what it does to the row, what to tell the
// sender. Not here: the rules that find them (notification_row, person_row, row_text, crossing).
// Order is priority: a row with several faults is reported under the one that stands first.
// Thread safety: constants only.
#pragma once

#include <string>
#include <string_view>

namespace mash::intake {

enum class RowStatus { accepted, accepted_with_warning, rejected };

enum class ImportFault {
  // The row is refused: it cannot be understood, or taking it would mix two families.
  quote_never_closed,
  nul_character,
  too_few_columns,
  too_many_columns,
  missing_source_reference,
  reference_ambiguous,
  no_such_notification,
  notification_rejected,
  missing_person_role,
  person_row_is_empty,
  missing_received_at,
  received_at_wrong_format,
  impossible_received_at,
  received_at_in_future,
  missing_referral_source,
  unknown_referral_source,
  missing_narrative,
  reference_reused_with_other_content,
  // The row is taken, the text is kept as typed, and the warning is shown.
  reference_used_twice,
  duplicate_resent,
  probable_duplicate_new_reference,
  encoding_windows_1252,
  text_after_closing_quote,
  professional_cannot_be_anonymous,
  received_at_ambiguous_hour,
  received_at_without_offset,
  received_at_offset_not_of_place,
  impossible_incident_at,
  incident_in_future,
  incident_after_received,
  incident_in_uk_format,
  incident_at_wrong_format,
  incident_at_ambiguous_hour,
  incident_at_without_offset,
  incident_at_offset_not_of_place,
  missing_immediate_danger,
  unknown_immediate_danger,
  missing_concern_types,
  unknown_concern_type,
  missing_channel,
  unknown_channel,
  unknown_wants_anonymity,
  unknown_family_informed,
  unknown_taken_on_paper,
  missing_entered_by,
  entered_by_without_paper,
  invalid_email,
  narrative_over_20000_characters,
  unknown_person_role,
  unborn_with_dob_as_well,
  impossible_dob,
  dob_in_future,
  dob_after_received,
  child_older_than_25,
  dob_in_uk_format,
  dob_wrong_format,
  expected_dob_not_unborn,
  impossible_expected_dob,
  expected_dob_long_past,
  expected_dob_too_far_ahead,
  expected_dob_in_uk_format,
  expected_dob_wrong_format,
  nhs_number_in_scientific_notation,
  nhs_number_not_digits,
  nhs_number_wrong_length,
  nhs_number_all_zero,
  nhs_number_repeated_digit,
  nhs_number_check_digit,
  upn_wrong_length,
  upn_wrong_form,
  upn_check_letter,
  postcode_not_well_formed,
  unknown_sex,
  bidi_control_character,
  control_character,
  zero_width_character,
  formula_like_cell,
  code_in_other_case,
  spaces_around_values,
  // The row is taken as it is; the note helps whoever looks after the feed.
  markup_in_text,
  sql_in_text,
  embedded_newline_and_quotes,
  right_to_left_text,
  combining_characters,
  characters_outside_the_basic_plane,
  received_at_in_utc,
  nhs_number_with_spaces,
};

inline constexpr auto k_last_fault = ImportFault::nhs_number_with_spaces;

// "missing_received_at": used in reports and stored with the row.
std::string_view fault_code(ImportFault fault);
RowStatus fault_status(ImportFault fault);
// Plain English: names the field (where there is one) and the fix, never what was typed.
std::string fault_message(ImportFault fault, std::string_view field);

// "accepted", "accepted_with_warning", "rejected"
std::string_view status_code(RowStatus status);

}  // namespace mash::intake
