// SPDX-License-Identifier: MIT
#include "mash/intake/import_fault.h"

#include <array>

#include "mash/base/assert.h"

namespace mash::intake {

namespace {

struct Entry {
  ImportFault fault;
  std::string_view code;
  RowStatus status;
  std::string_view message;
};

constexpr auto k_rejected = RowStatus::rejected;
constexpr auto k_warning = RowStatus::accepted_with_warning;
constexpr auto k_note = RowStatus::accepted;

#define MASH_FAULT(name, status, message)     \
  Entry {                                     \
    ImportFault::name, #name, status, message \
  }
constexpr std::array k_entries = {
    MASH_FAULT(quote_never_closed, k_rejected,
               "A cell starts with a quote that is never closed. Close it and send the row again."),
    MASH_FAULT(nul_character, k_rejected,
               "The row holds a NUL character. Export it again from the source system."),
    MASH_FAULT(too_few_columns, k_rejected,
               "The row has too few columns. Put cells that hold commas in quotes."),
    MASH_FAULT(too_many_columns, k_rejected,
               "The row has too many columns. Put cells that hold commas in quotes."),
    MASH_FAULT(missing_source_reference, k_rejected, "Give the sender's reference."),
    MASH_FAULT(reference_ambiguous, k_rejected,
               "The reference stands for two different notifications. Send this person again under "
               "a reference of its own, so that two families are not mixed."),
    MASH_FAULT(no_such_notification, k_rejected,
               "No notification in the file has this reference. Correct the reference."),
    MASH_FAULT(
        notification_rejected, k_rejected,
        "The notification with this reference was refused. Correct it and send it again with "
        "its people."),
    MASH_FAULT(missing_person_role, k_rejected,
               "Say who the person is: child, unborn, sibling, parent, carer, adult_of_concern or "
               "other."),
    MASH_FAULT(person_row_is_empty, k_rejected,
               "Give at least a name, a date of birth, a number or an address."),
    MASH_FAULT(missing_received_at, k_rejected, "Say when the notification was received."),
    MASH_FAULT(received_at_wrong_format, k_rejected,
               "Give date and time with offset, for example 2026-11-24T09:00:00+00:00."),
    MASH_FAULT(impossible_received_at, k_rejected, "This date or time does not exist. Correct it."),
    MASH_FAULT(received_at_in_future, k_rejected,
               "This is later than the import. Correct the date and time."),
    MASH_FAULT(missing_referral_source, k_rejected,
               "Give the source code, for example 2A for a school or 6 for the police."),
    MASH_FAULT(unknown_referral_source, k_rejected,
               "Use a source code from 1A to 10, for example 2A for a school or 6 for the police."),
    MASH_FAULT(missing_narrative, k_rejected, "Say what the concern is, in words."),
    MASH_FAULT(reference_reused_with_other_content, k_rejected,
               "An earlier notification with other content has this reference. Send this one under "
               "a reference of its own."),
    MASH_FAULT(reference_used_twice, k_warning,
               "A later notification with other content has the same reference, so the people of "
               "both were refused. Send them again under separate references."),
    MASH_FAULT(duplicate_resent, k_warning,
               "This row was sent before. The second receipt is recorded and nothing is doubled."),
    MASH_FAULT(
        probable_duplicate_new_reference, k_warning,
        "The same referrer sent the same words about the same children before. Recorded as a "
        "second receipt; tell us if it is a new concern."),
    MASH_FAULT(encoding_windows_1252, k_warning,
               "The row is not UTF-8 and was read as Windows-1252. Check the accents, and save the "
               "file as CSV UTF-8."),
    MASH_FAULT(text_after_closing_quote, k_warning,
               "A cell goes on after its closing quote. Check the cell; double the quotes inside "
               "quoted cells."),
    MASH_FAULT(professional_cannot_be_anonymous, k_warning,
               "A professional cannot be anonymous. The notification is taken with the referrer's "
               "name."),
    MASH_FAULT(received_at_ambiguous_hour, k_warning,
               "The clocks go back in this hour, so it comes twice. Read as the earlier one; add "
               "the offset."),
    MASH_FAULT(received_at_without_offset, k_warning,
               "The offset is missing. Read as London time; add the offset."),
    MASH_FAULT(received_at_offset_not_of_place, k_warning,
               "The offset is not London's on that day. Check the hour."),
    MASH_FAULT(impossible_incident_at, k_warning,
               "This date or time does not exist. Kept as typed; correct it."),
    MASH_FAULT(incident_in_future, k_warning,
               "This is later than the import. Kept as typed; correct it."),
    MASH_FAULT(incident_after_received, k_warning,
               "This is later than the notification was received. Check both times."),
    MASH_FAULT(incident_in_uk_format, k_warning,
               "Read as day, month, year. Check it, and write it as 2026-11-24."),
    MASH_FAULT(
        incident_at_wrong_format, k_warning,
        "Not read as a date. Kept as typed; write it as 2026-11-24 or with time and offset."),
    MASH_FAULT(incident_at_ambiguous_hour, k_warning,
               "The clocks go back in this hour, so it comes twice. Read as the earlier one; add "
               "the offset."),
    MASH_FAULT(incident_at_without_offset, k_warning,
               "The offset is missing. Read as London time; add the offset."),
    MASH_FAULT(incident_at_offset_not_of_place, k_warning,
               "The offset is not London's on that day. Check the hour."),
    MASH_FAULT(missing_immediate_danger, k_warning, "Say yes, no or unknown. Taken as unknown."),
    MASH_FAULT(unknown_immediate_danger, k_warning,
               "Use yes, no or unknown. Taken as unknown; ask the sender now if a child may be in "
               "danger."),
    MASH_FAULT(missing_concern_types, k_warning, "Give at least one concern. Taken as other."),
    MASH_FAULT(unknown_concern_type, k_warning,
               "Use the listed codes, separated by semicolons. Codes that are not listed were left "
               "out."),
    MASH_FAULT(missing_channel, k_warning, "Say how the notification came. Taken as other."),
    MASH_FAULT(unknown_channel, k_warning, "Use one of the listed codes. Taken as other."),
    MASH_FAULT(unknown_wants_anonymity, k_warning,
               "Use yes or no. Until it is clear the name of a member of the public is kept back."),
    MASH_FAULT(unknown_family_informed, k_warning,
               "Use yes, no, not_safe or unknown. Taken as unknown."),
    MASH_FAULT(unknown_taken_on_paper, k_warning,
               "Use yes or no. Taken as not on paper, and kept as typed."),
    MASH_FAULT(missing_entered_by, k_warning,
               "Say who typed it in from the paper. Taken without a name."),
    MASH_FAULT(entered_by_without_paper, k_warning,
               "Only what was taken on paper is typed in afterwards: say yes under taken_on_paper, "
               "or leave this out. Kept as typed."),
    MASH_FAULT(invalid_email, k_warning,
               "This is not an e-mail address. Kept as typed; receipts cannot be sent to it."),
    MASH_FAULT(narrative_over_20000_characters, k_warning,
               "The text is longer than 20,000 characters. Taken whole; send long papers as "
               "attachments."),
    MASH_FAULT(unknown_person_role, k_warning,
               "Use child, unborn, sibling, parent, carer, adult_of_concern or other. Taken as "
               "other."),
    MASH_FAULT(unborn_with_dob_as_well, k_warning,
               "An unborn child has no date of birth. Kept as typed; give the expected date only."),
    MASH_FAULT(impossible_dob, k_warning, "This date does not exist. Kept as typed; correct it."),
    MASH_FAULT(dob_in_future, k_warning,
               "This date is later than the import. Kept as typed; correct it."),
    MASH_FAULT(dob_after_received, k_warning,
               "This date is later than the notification. Kept as typed; correct it."),
    MASH_FAULT(child_older_than_25, k_warning,
               "A child of this age is older than 25. Check the date and the role."),
    MASH_FAULT(dob_in_uk_format, k_warning,
               "Read as day, month, year. Check it, and write it as 2026-11-24."),
    MASH_FAULT(dob_wrong_format, k_warning,
               "Not read as a date. Kept as typed; write it as 2026-11-24."),
    MASH_FAULT(expected_dob_not_unborn, k_warning,
               "Only an unborn child has an expected date of birth. Check the role and the date."),
    MASH_FAULT(impossible_expected_dob, k_warning,
               "This date does not exist. Kept as typed; correct it."),
    MASH_FAULT(expected_dob_long_past, k_warning,
               "The expected date is long past. Check it, and say whether the child was born."),
    MASH_FAULT(expected_dob_too_far_ahead, k_warning,
               "The expected date is more than ten months ahead. Check it."),
    MASH_FAULT(expected_dob_in_uk_format, k_warning,
               "Read as day, month, year. Check it, and write it as 2026-11-24."),
    MASH_FAULT(expected_dob_wrong_format, k_warning,
               "Not read as a date. Kept as typed; write it as 2026-11-24."),
    MASH_FAULT(nhs_number_in_scientific_notation, k_warning,
               "A spreadsheet has shortened the number. Format the column as text and send it "
               "again; not used to match."),
    MASH_FAULT(nhs_number_not_digits, k_warning,
               "An NHS number has digits only. Kept as typed; not used to match."),
    MASH_FAULT(nhs_number_wrong_length, k_warning,
               "An NHS number has 10 digits. Kept as typed; not used to match."),
    MASH_FAULT(nhs_number_all_zero, k_warning,
               "Zeros only are not an NHS number. Leave it empty if it is not known."),
    MASH_FAULT(nhs_number_repeated_digit, k_warning,
               "One digit repeated is not an NHS number. Leave it empty if it is not known."),
    MASH_FAULT(nhs_number_check_digit, k_warning,
               "The last digit does not fit the others. Kept as typed; not used to match."),
    MASH_FAULT(upn_wrong_length, k_warning,
               "A UPN has 13 characters. Kept as typed; not used to match."),
    MASH_FAULT(
        upn_wrong_form, k_warning,
        "A UPN is a letter and 12 digits (the last may be a letter). Kept as typed; not used "
        "to match."),
    MASH_FAULT(upn_check_letter, k_warning,
               "The first letter does not fit the digits. Kept as typed; not used to match."),
    MASH_FAULT(postcode_not_well_formed, k_warning,
               "This does not have the form of a postcode. Kept as typed; correct it or leave it "
               "empty."),
    MASH_FAULT(unknown_sex, k_warning, "Use M, F or U. Taken as U."),
    MASH_FAULT(bidi_control_character, k_warning,
               "The text holds invisible characters that change its reading order. Left out of "
               "names and other lines; kept as typed."),
    MASH_FAULT(control_character, k_warning,
               "The text holds control characters, which nobody can see. Left out of names and "
               "other lines; kept as typed."),
    MASH_FAULT(zero_width_character, k_warning,
               "The text holds invisible characters. Stored; names are matched without them."),
    MASH_FAULT(formula_like_cell, k_warning,
               "The cell begins like a spreadsheet formula. Stored as text; made harmless on "
               "export."),
    MASH_FAULT(code_in_other_case, k_warning,
               "The code is written in other letters, upper or lower case. Taken as listed."),
    MASH_FAULT(spaces_around_values, k_warning,
               "There are spaces around the value. They were cut."),
    MASH_FAULT(markup_in_text, k_note, "The text holds markup. Stored and shown as text."),
    MASH_FAULT(sql_in_text, k_note,
               "The text looks like a database command. Stored and shown as text."),
    MASH_FAULT(embedded_newline_and_quotes, k_note,
               "The cell holds line breaks and quotes. Stored unchanged."),
    MASH_FAULT(right_to_left_text, k_note,
               "The text is written from right to left. Stored unchanged."),
    MASH_FAULT(combining_characters, k_note, "The text holds combining accents. Stored unchanged."),
    MASH_FAULT(characters_outside_the_basic_plane, k_note,
               "The text holds emoji or rare characters. Stored unchanged."),
    MASH_FAULT(received_at_in_utc, k_note, "The time is in UTC. Read as such."),
    MASH_FAULT(nhs_number_with_spaces, k_note, "The number has spaces. They were left out."),
};
#undef MASH_FAULT

constexpr bool in_order() {
  for (std::size_t i = 0; i < k_entries.size(); ++i) {
    if (static_cast<std::size_t>(k_entries[i].fault) != i) return false;
  }
  return k_entries.size() == static_cast<std::size_t>(k_last_fault) + 1;
}
static_assert(in_order(), "the table must have the order of the enumeration");

const Entry& entry(ImportFault fault) {
  return k_entries.at(static_cast<std::size_t>(fault));
}

}  // namespace

std::string_view fault_code(ImportFault fault) {
  return entry(fault).code;
}
RowStatus fault_status(ImportFault fault) {
  return entry(fault).status;
}

std::string fault_message(ImportFault fault, std::string_view field) {
  const std::string_view message = entry(fault).message;
  if (field.empty()) return std::string(message);
  return std::string(field).append(": ").append(message);
}

std::string_view status_code(RowStatus status) {
  switch (status) {
    case RowStatus::accepted:
      return "accepted";
    case RowStatus::accepted_with_warning:
      return "accepted_with_warning";
    case RowStatus::rejected:
      return "rejected";
  }
  MASH_ASSERT(false);
  return {};
}

}  // namespace mash::intake
