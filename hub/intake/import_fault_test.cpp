// SPDX-License-Identifier: MIT
// Goal: every fault code has a rule: an example row that is reported under just that code.
#include "mash/intake/import_fault.h"

#include <gtest/gtest.h>

#include <set>

#include "import_test_rows.h"

namespace mash::intake {
namespace {

struct Example {
  ImportFault fault;
  std::string column;
  std::string text;
};

// One cell of a plain notification, changed.
std::vector<Example> notification_examples() {
  using enum ImportFault;
  return {
      {nul_character, "narrative", std::string("a\0b", 3)},
      {missing_source_reference, "source_reference", ""},
      {missing_received_at, "received_at", ""},
      {received_at_wrong_format, "received_at", "03/09/2026 10:05"},
      {impossible_received_at, "received_at", "2026-09-31T10:15:00+01:00"},
      {received_at_in_future, "received_at", "2031-05-06T09:00:00+01:00"},
      {received_at_ambiguous_hour, "received_at", "2025-10-26T01:30:00"},
      {received_at_without_offset, "received_at", "2026-10-05T10:05:00"},
      {received_at_offset_not_of_place, "received_at", "2026-11-05T10:00:00+05:30"},
      {received_at_in_utc, "received_at", "2026-10-05T09:00:00Z"},
      {missing_referral_source, "referral_source", ""},
      {unknown_referral_source, "referral_source", "2C"},
      {missing_narrative, "narrative", " \u00a0 "},
      {narrative_over_20000_characters, "narrative", std::string(100'000, 'x')},
      {encoding_windows_1252, "referrer_name", "Ren\xe9"},
      {professional_cannot_be_anonymous, "referrer_wants_anonymity", "yes"},
      {unknown_wants_anonymity, "referrer_wants_anonymity", "sometimes"},
      {impossible_incident_at, "incident_at", "2026-02-31"},
      {incident_in_future, "incident_at", "2029-01-01T00:00:00+00:00"},
      {incident_after_received, "incident_at", "2026-11-12T23:59:00+00:00"},
      {incident_in_uk_format, "incident_at", "04/10/2026"},
      {incident_at_wrong_format, "incident_at", "last night"},
      {incident_at_ambiguous_hour, "incident_at", "2025-10-26T01:30:00"},
      {incident_at_without_offset, "incident_at", "2026-10-04T10:05:00"},
      {incident_at_offset_not_of_place, "incident_at", "2026-10-04T10:05:00+05:30"},
      {missing_immediate_danger, "immediate_danger", ""},
      {unknown_immediate_danger, "immediate_danger", "Y"},
      {missing_concern_types, "concern_types", ""},
      {unknown_concern_type, "concern_types", "neglect,domestic_abuse"},
      {missing_channel, "channel", ""},
      {unknown_channel, "channel", "carrier pigeon"},
      {unknown_family_informed, "family_informed", "partly"},
      {invalid_email, "referrer_email", "a@b@c"},
      {code_in_other_case, "immediate_danger", "NO"},
      {spaces_around_values, "referral_source", "  2A "},
  };
}

std::vector<Example> person_examples() {
  using enum ImportFault;
  return {
      {no_such_notification, "source_reference", "REF-2"},
      {missing_person_role, "person_role", ""},
      {unknown_person_role, "person_role", "uncle"},
      {impossible_dob, "dob", "2018-02-31"},
      {dob_in_future, "dob", "2029-04-01"},
      {dob_after_received, "dob", "2026-11-01"},
      {child_older_than_25, "dob", "1931-05-02"},
      {dob_in_uk_format, "dob", "21.1.2016"},
      {dob_wrong_format, "dob", "about seven"},
      {expected_dob_not_unborn, "expected_dob", "2027-01-18"},
      {nhs_number_in_scientific_notation, "nhs_number", "9.99123E+09"},
      {nhs_number_not_digits, "nhs_number", "not known"},
      {nhs_number_wrong_length, "nhs_number", "99912345"},
      {nhs_number_all_zero, "nhs_number", "0000000000"},
      {nhs_number_repeated_digit, "nhs_number", "9999999999"},
      {nhs_number_check_digit, "nhs_number", "9990000019"},
      {nhs_number_with_spaces, "nhs_number", "999 000 0018"},
      {upn_wrong_length, "upn", "X39931891"},
      {upn_wrong_form, "upn", "XX99318912345"},
      {upn_check_letter, "upn", "A399732123383"},
      {postcode_not_well_formed, "postcode", "BQ99 999"},
      {unknown_sex, "sex", "girl"},
      {bidi_control_character, "given_name", "\u202eYasmin"},
      {control_character, "given_name", "Yas\x07min"},
      {zero_width_character, "surname", "Mi\u200brcea"},
      {formula_like_cell, "school", "=1+1"},
      {markup_in_text, "surname", "<b>"},
      {sql_in_text, "surname", "'; DROP TABLE person;--"},
      {embedded_newline_and_quotes, "notes", "\"Bee\"\nand \"B.\""},
      {right_to_left_text, "given_name", "\u05e0\u05d5\u05e2\u05d4"},
      {combining_characters, "given_name", "Zoe\u0308"},
      {characters_outside_the_basic_plane, "notes", "\U0001F622"},
  };
}

// Whole rows: the unborn, and what one cell cannot show.
std::vector<std::pair<ImportFault, Import>> other_examples() {
  using enum ImportFault;
  const auto unborn = [](const Changes& more) {
    Changes changes = {{"person_role", "unborn"}, {"given_name", ""}, {"dob", ""}};
    changes.insert(changes.end(), more.begin(), more.end());
    return with_person(changes);
  };
  const std::string first = notification_line();
  const std::string second = notification_line({{"narrative", "Another family."}});
  const std::string renewed = notification_line(
      {{"source_reference", "REF-2"}, {"received_at", "2026-10-06T10:00:00+01:00"}});
  Changes empty = {{"given_name", ""}, {"surname", ""}, {"dob", ""}, {"nhs_number", ""}};
  empty.insert(empty.end(), {{"address_line", ""}, {"postcode", ""}});
  return {
      {unborn_with_dob_as_well, unborn({{"dob", "2026-08-01"}, {"expected_dob", "2027-01-18"}})},
      {impossible_expected_dob, unborn({{"expected_dob", "2027-02-30"}})},
      {expected_dob_long_past, unborn({{"expected_dob", "2024-01-15"}})},
      {expected_dob_too_far_ahead, unborn({{"expected_dob", "2028-01-15"}})},
      {expected_dob_in_uk_format, unborn({{"expected_dob", "18/1/2027"}})},
      {expected_dob_wrong_format, unborn({{"expected_dob", "in spring"}})},
      {person_row_is_empty, with_person(empty)},
      {quote_never_closed, Pair{{first, "REF-2,\"never closed"}, {}}.read()},
      {text_after_closing_quote, Pair{{"\"REF\"-1" + first.substr(7)}, {}}.read()},
      {too_few_columns, Pair{{first + "\nREF-2,2026-10-05T10:00:00+01:00,,phone,9"}, {}}.read()},
      {too_many_columns, Pair{{first + ",extra,extra"}, {}}.read()},
      {reference_used_twice, Pair{{first, second}, {}}.read()},
      {reference_reused_with_other_content, Pair{{first, second}, {}}.read()},
      {reference_ambiguous, Pair{{first, second}, {person_line()}}.read()},
      {notification_rejected,
       Pair{{notification_line({{"narrative", ""}})}, {person_line()}}.read()},
      {unknown_taken_on_paper, with_paper({paper_line("perhaps", "")})},
      {missing_entered_by, with_paper({paper_line("yes", "")})},
      {entered_by_without_paper, with_paper({paper_line("no", "Ines Holt")})},
      {duplicate_resent, Pair{{first, first}, {person_line(), person_line()}}.read()},
      {probable_duplicate_new_reference,
       Pair{{first, renewed}, {person_line(), person_line({{"source_reference", "REF-2"}})}}
           .read()},
  };
}

TEST(ImportFaults, EachCodeHasAnExample) {
  std::set<ImportFault> shown;
  const auto expect = [&shown](ImportFault fault, const Import& import) {
    const bool reported = std::ranges::any_of(
        import.verdicts, [fault](const Verdict& v) { return v.fault == fault; });
    EXPECT_TRUE(reported) << fault_code(fault);
    shown.insert(fault);
  };
  for (const Example& e : notification_examples()) {
    const Import import = with_notification({{e.column, e.text}});
    expect(e.fault, import);
    const std::string_view field = import.verdicts[0].field;
    if (!field.empty()) EXPECT_EQ(field, e.column) << fault_code(e.fault);
  }
  for (const Example& e : person_examples()) {
    const Import import = with_person({{e.column, e.text}});
    expect(e.fault, import);
    EXPECT_EQ(import.verdicts[1].field,
              e.fault == ImportFault::no_such_notification ? "source_reference" : e.column)
        << fault_code(e.fault);
  }
  for (const auto& [fault, import] : other_examples()) expect(fault, import);
  for (int i = 0; i <= static_cast<int>(k_last_fault); ++i) {
    EXPECT_TRUE(shown.contains(static_cast<ImportFault>(i)))
        << fault_code(static_cast<ImportFault>(i)) << " has no example";
  }
}

TEST(ImportFaults, A18_a_fault_of_what_was_taken_on_paper_names_file_row_field_and_fix) {
  const Import import = with_paper(
      {paper_line("YES ", "Ines Holt"), paper_line("x", "", {{"source_reference", "REF-2"}})});
  const auto report = report_json(import.verdicts);
  const auto& row = report["rows"].as_array()->at(1);
  EXPECT_EQ(row.text("file"), "notifications.csv");
  EXPECT_EQ(row.number("record"), 2);
  EXPECT_EQ(row.text("field"), "taken_on_paper");
  EXPECT_EQ(row.text("message"),
            "taken_on_paper: Use yes or no. Taken as not on paper, and kept as typed.");
  EXPECT_EQ(raw_cell(import.notifications.at(1).raw_cells, "taken_on_paper"), "x");
  EXPECT_TRUE(import.notifications.at(0).taken_on_paper);
  EXPECT_EQ(import.notifications.at(0).entered_by.reveal(), "Ines Holt");
}

TEST(ImportFaults, A18_a_file_without_those_columns_is_read_as_ever_and_is_the_same_row) {
  const Import before = Pair{{notification_line()}, {}}.read();
  const Import after = with_paper({paper_line("", "")});
  EXPECT_EQ(notification_fault(after), "");
  EXPECT_FALSE(after.notifications.at(0).taken_on_paper);
  EXPECT_EQ(after.notifications.at(0).content_hash, before.notifications.at(0).content_hash);
  const auto wrong = read_import("source_reference\n", "", *parse_iso(Pair{}.clock));
  ASSERT_FALSE(wrong.has_value());
  EXPECT_NE(wrong.error().faults.at(0).message.find("taken_on_paper,entered_by"),
            std::string::npos);
}

TEST(ImportFaults, PlainRowsHaveNone) {
  const Import import = Pair{{notification_line()}, {person_line()}}.read();
  EXPECT_EQ(notification_fault(import), "");
  EXPECT_EQ(person_fault(import), "");
}

TEST(ImportFaults, MessagesNameTheFieldAndNeverTheText) {
  EXPECT_EQ(fault_message(ImportFault::unknown_channel, "channel"),
            "channel: Use one of the listed codes. Taken as other.");
  EXPECT_EQ(fault_message(ImportFault::nul_character, ""),
            "The row holds a NUL character. Export it again from the source system.");
  const Import import = with_notification({{"channel", "carrier pigeon"}});
  const std::string report = json::encode(report_json(import.verdicts));
  EXPECT_EQ(report.find("pigeon"), std::string::npos);
}

}  // namespace
}  // namespace mash::intake
