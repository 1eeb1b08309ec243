// SPDX-License-Identifier: MIT
// Goal: whole files: marks, line ends, encodings, headers, and the report.
#include "mash/intake/import_reader.h"

#include <gtest/gtest.h>

#include "import_test_rows.h"

namespace mash::intake {
namespace {

const UtcTime k_clock = *parse_iso("2026-11-13T09:00:00+00:00");

std::string notifications_text(const std::vector<std::string>& lines) {
  return Pair::text_of(k_notification_columns, lines);
}
std::string people_text(const std::vector<std::string>& lines) {
  return Pair::text_of(k_person_columns, lines);
}

TEST(ImportReader, TakesAByteOrderMarkAndAnyLineEnds) {
  std::string text = "\xEF\xBB\xBF" + notifications_text({});
  text.back() = '\r';
  text += "\n" + notification_line() + "\r\n\r\n" +
          notification_line({{"source_reference", "REF-2"}}) + "\r" +
          notification_line({{"source_reference", "REF-3"}});
  const auto import = read_import(text, "", k_clock);
  ASSERT_TRUE(import);
  ASSERT_EQ(import->notifications.size(), 3U);
  EXPECT_EQ(import->notifications[2].source_reference, "REF-3");
  EXPECT_EQ(import->notifications[2].record, 3U) << "empty lines are not records";
}

TEST(ImportReader, HeadersMayDifferInCaseAndSpacesOnly) {
  std::string text = notifications_text({notification_line()});
  text.replace(0, 16, "Source_Reference ");
  EXPECT_TRUE(read_import(text, "", k_clock));
  for (const std::string& wrong :
       {std::string(), std::string("\n"), notification_line() + "\n",
        std::string("received_at,source_reference\n"),
        std::string("\xFF\xFE"
                    "s\0o\0",
                    6),
        "x" + notifications_text({}), std::string("source_reference;received_at\n")}) {
    const auto import = read_import(wrong, "", k_clock);
    ASSERT_FALSE(import);
    EXPECT_EQ(import.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(import.error().faults.at(0).field, "notifications.csv");
  }
  const auto swapped = read_import(people_text({}), notifications_text({}), k_clock);
  ASSERT_FALSE(swapped);
  EXPECT_EQ(read_import(notifications_text({}), "wrong\n", k_clock).error().faults.at(0).field,
            "people.csv");
}

TEST(ImportReader, FilesWithoutRowsAreEmptyImports) {
  const auto import = read_import(notifications_text({}), people_text({}), k_clock);
  ASSERT_TRUE(import);
  EXPECT_TRUE(import->verdicts.empty());
  EXPECT_TRUE(import->notifications.empty());
}

TEST(ImportReader, TheEncodingIsDecidedRowByRow) {
  const Import import = Pair{{notification_line()},
                             {person_line({{"given_name", "Zo\u00eb"}}),
                              person_line({{"given_name",
                                            "Ren\xe9"
                                            "e"},
                                           {"notes", "the child\x92s preferred name"}}),
                              person_line({{"given_name", "Ayd\u0131n"}})}}
                            .read();
  EXPECT_EQ(person_fault(import, 1), "");
  EXPECT_EQ(person_fault(import, 2), "encoding_windows_1252");
  EXPECT_EQ(person_fault(import, 3), "");
  EXPECT_EQ(import.people[1].given_name.reveal(), "Ren\u00e9e");
  EXPECT_EQ(import.people[1].notes.reveal(), "the child\u2019s preferred name");
}

TEST(ImportReader, AnUnclosedQuoteCostsOneRowOnly) {
  const Import import = Pair{{notification_line(), "REF-2,\"2026-10-05T10:00:00+01:00,,phone,9",
                              notification_line({{"source_reference", "REF-3"}})},
                             {person_line(), person_line({{"source_reference", "REF-2"}}),
                              "REF-3,other,\"never closed,,,"}}
                            .read();
  EXPECT_EQ(notification_fault(import, 2), "quote_never_closed");
  EXPECT_EQ(notification_fault(import, 3), "");
  EXPECT_EQ(person_fault(import, 2), "notification_rejected");
  EXPECT_EQ(person_fault(import, 3), "quote_never_closed");
  EXPECT_EQ(import.verdicts.back().source_reference, "REF-3");
}

TEST(ImportReader, RowsThatAreBrokenKeepTheirReference) {
  const Import import = Pair{{"REF-5,2026-10-05T10:00:00+01:00,,phone,9",
                              notification_line({{"source_reference", "REF-6"}}) + ",extra",
                              notification_line({{"source_reference", "REF-7"},
                                                 {"referrer_name", std::string("a\0b", 3)}})},
                             {person_line({{"source_reference", "REF-6"}}), "REF-5,child"}}
                            .read();
  EXPECT_EQ(notification_fault(import, 1), "too_few_columns");
  EXPECT_EQ(import.verdicts[0].source_reference, "REF-5");
  EXPECT_EQ(notification_fault(import, 2), "too_many_columns");
  EXPECT_EQ(import.verdicts[1].source_reference, "REF-6");
  EXPECT_EQ(notification_fault(import, 3), "nul_character");
  EXPECT_EQ(person_fault(import, 1), "notification_rejected");
  EXPECT_EQ(person_fault(import, 2), "too_few_columns");
}

TEST(ImportReader, TheReportHasARowForEachVerdictAndTotals) {
  const Import import = Pair{{notification_line({{"channel", "fax"}})},
                             {person_line(), person_line({{"person_role", ""}})}}
                            .read();
  const json::Value report = report_json(import.verdicts);
  const json::Array& rows = *report["rows"].as_array();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(json::encode(rows[0]),
            R"({"file":"notifications.csv","record":1,"source_reference":"REF-1",)"
            R"("status":"accepted_with_warning","fault":"unknown_channel","field":"channel",)"
            R"("message":"channel: Use one of the listed codes. Taken as other."})");
  EXPECT_EQ(rows[1].text("fault", "?"), "");
  EXPECT_EQ(json::encode(report["totals"]),
            R"({"notifications.csv":{"accepted":0,"accepted_with_warning":1,"rejected":0},)"
            R"("people.csv":{"accepted":1,"accepted_with_warning":0,"rejected":1}})");
}

TEST(ImportReader, ManyRowsOfOneReferenceStayCheap) {
  Pair pair;
  for (int i = 0; i < 3'000; ++i) pair.notifications.push_back(notification_line());
  for (int i = 0; i < 3'000; ++i) pair.people.push_back(person_line());
  const Import import = pair.read();
  EXPECT_EQ(import.people.size(), 1U);
  EXPECT_EQ(import.notifications.back().duplicate_of, "REF-1");
}

}  // namespace
}  // namespace mash::intake
