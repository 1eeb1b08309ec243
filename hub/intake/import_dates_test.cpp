// SPDX-License-Identifier: MIT
// Goal: dates and times are read as people write them, and what is doubtful is told apart.
#include "import_dates.h"

#include <gtest/gtest.h>

namespace mash::intake {
namespace {

std::string utc(std::string_view text) {
  const ReadTime read = read_time(text);
  return read.time ? iso_utc(*read.time) : "";
}
std::string day(std::string_view text) {
  const ReadDate read = read_date(text);
  return read.date ? read.date->iso() : "";
}

TEST(ReadTime, TakesIso8601InAllItsForms) {
  for (const auto* text :
       {"2026-08-15T08:47:12+01:00", "2026-08-15T08:47:12+01", "2026-08-15T08:47:12+0100",
        "20260815T084712+0100", "2026-08-15T08:47:12.250+01:00", "2026-08-15T08:47:12,5+01:00"}) {
    EXPECT_EQ(read_time(text).reading, Reading::plain) << text;
    EXPECT_EQ(utc(text), "2026-08-15T07:47:12Z") << text;
  }
  EXPECT_EQ(utc("2026-11-24T09:00+00:00"), "2026-11-24T09:00:00Z");
  EXPECT_EQ(read_time("2026-11-24T09:00:00-00:00").reading, Reading::plain);
}

TEST(ReadTime, TellsUtcFromAnOffsetOfAnotherPlace) {
  EXPECT_EQ(read_time("2026-10-01T09:00:00Z").reading, Reading::in_utc);
  EXPECT_EQ(utc("2026-10-01T09:00:00Z"), "2026-10-01T09:00:00Z");
  for (const auto* text :
       {"2026-11-05T10:00:00+05:30", "2026-11-05T10:00:00+01:00", "2026-07-05T10:00:00+00:00",
        "2026-07-05T10:00:00-04:00", "2026-03-29T01:30:00+00:00"}) {
    EXPECT_EQ(read_time(text).reading, Reading::offset_not_of_place) << text;
  }
  EXPECT_EQ(utc("2026-11-05T10:00:00+05:30"), "2026-11-05T04:30:00Z");
}

TEST(ReadTime, ReadsLondonTimeWhereTheOffsetIsMissing) {
  EXPECT_EQ(read_time("2026-09-03T10:05:00").reading, Reading::without_offset);
  EXPECT_EQ(utc("2026-09-03T10:05:00"), "2026-09-03T09:05:00Z");
  EXPECT_EQ(utc("2026-11-04T16:20:00"), "2026-11-04T16:20:00Z");
  // The hour that is missing in spring is moved on.
  EXPECT_EQ(read_time("2026-03-29T01:30:00").reading, Reading::without_offset);
  EXPECT_EQ(utc("2026-03-29T01:30:00"), "2026-03-29T01:30:00Z");
}

TEST(ReadTime, KnowsTheHourThatComesTwiceInAnyYear) {
  for (const auto* text : {"2026-10-25T01:30:00", "2026-10-25T01:00:00", "2026-10-25T01:59:59",
                           "2020-10-25T01:30:00", "2025-10-26T01:30:00", "2015-10-25T01:30"}) {
    EXPECT_EQ(read_time(text).reading, Reading::ambiguous_hour) << text;
  }
  EXPECT_EQ(utc("2026-10-25T01:30:00"), "2026-10-25T00:30:00Z");
  for (const auto* text : {"2026-10-25T00:59:59", "2026-10-25T02:00:00", "2025-10-25T01:30:00"}) {
    EXPECT_EQ(read_time(text).reading, Reading::without_offset) << text;
  }
  EXPECT_EQ(read_time("2026-10-25T01:30:00+01:00").reading, Reading::plain);
  EXPECT_EQ(read_time("2026-10-25T01:30:00+00:00").reading, Reading::plain);
}

TEST(ReadTime, TellsImpossibleFromNotUnderstood) {
  for (const auto* text :
       {"2026-02-31T10:15:00+00:00", "2026-09-31T25:61:00+01:00", "2026-13-01T10:00:00Z",
        "2026-10-05T24:00:00+01:00", "2026-10-05T10:60:00+01:00", "2026-10-05T10:00:61+01:00",
        "2026-10-05T10:00:00+15:00", "2026-10-05T10:00:00+01:75", "0000-01-01T00:00:00Z",
        "2026-02-29T10:00:00"}) {
    EXPECT_EQ(read_time(text).reading, Reading::impossible) << text;
    EXPECT_EQ(utc(text), "") << text;
  }
  for (const auto* text :
       {"03/09/2026 10:05", "Thursday", "46268.4", "2026-09-03", "2026-09-03 10:05:00",
        "2026-09-03T10", "2026-09-03T10:05:00+1", "2026-09-03T10:05:00+01:00x", "",
        "2026-0903T10:05:00Z", "2026-09-03T10:05:00.Z", "2026-09-03T10:05:00Zx"}) {
    EXPECT_EQ(read_time(text).reading, Reading::wrong_format) << text;
  }
}

TEST(ReadDate, TakesIsoAndUkDatesDayFirst) {
  EXPECT_EQ(read_date("2014-09-03").reading, Reading::plain);
  EXPECT_EQ(day("20140903"), "2014-09-03");
  for (const auto* text : {"03/09/2014", "3/9/2014", "03.09.2014", "3-9-2014", "3 9 2014",
                           "3 September 2014", "3 Sep 2014", "03-SEPT-2014"}) {
    EXPECT_EQ(read_date(text).reading, Reading::uk_format) << text;
    EXPECT_EQ(day(text), "2014-09-03") << text;
  }
  EXPECT_EQ(day("21.1.2016"), "2016-01-21");
}

TEST(ReadDate, DoesNotGuessTheCentury) {
  EXPECT_EQ(read_date("03/09/14").reading, Reading::uk_format);
  EXPECT_EQ(day("03/09/14"), "");
}

TEST(ReadDate, TellsImpossibleFromNotUnderstood) {
  for (const auto* text : {"2018-02-31", "2019-04-31", "2015-13-01", "2023-02-29", "2019-00-10",
                           "31/02/2018", "02/31/2018", "31.4.2019", "99/99/99"}) {
    EXPECT_EQ(read_date(text).reading, Reading::impossible) << text;
    EXPECT_EQ(day(text), "") << text;
  }
  for (const auto* text :
       {"2014", "2014-09", "unknown", "about 7", "2014-09-03T00:00:00", "41885", "3/9", "3//2014",
        "3 Nonsense 2014", "3/9.2014", "03/09/2014 10:00", "3/9/214", ""}) {
    EXPECT_EQ(read_date(text).reading, Reading::wrong_format) << text;
  }
  EXPECT_EQ(day("2024-02-29"), "2024-02-29");
}

TEST(ReadMoment, TakesATimeADateOrBothInUkForm) {
  EXPECT_TRUE(std::holds_alternative<UtcTime>(*read_moment("2026-10-05T10:00:00+01:00").moment));
  EXPECT_TRUE(std::holds_alternative<LocalDate>(*read_moment("2026-10-05").moment));
  EXPECT_EQ(read_moment("2026-09-31").reading, Reading::impossible);
  EXPECT_EQ(read_moment("2026-09-31T22:00:00+01:00").reading, Reading::impossible);
  const ReadMoment uk = read_moment("05/10/2026 22:15");
  EXPECT_EQ(uk.reading, Reading::uk_format);
  EXPECT_EQ(iso_utc(std::get<UtcTime>(*uk.moment)), "2026-10-05T21:15:00Z");
  EXPECT_EQ(read_moment("05/10/2026 25:15").reading, Reading::impossible);
  EXPECT_EQ(read_moment("last night").reading, Reading::wrong_format);
}

}  // namespace
}  // namespace mash::intake
