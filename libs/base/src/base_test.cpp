// SPDX-License-Identifier: MIT
// Goal: times, ids and encodings are exact, above all where the clocks change.
#include <gtest/gtest.h>

#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/base/log.h"
#include "mash/base/shifted_clock.h"
#include "mash/base/time.h"

namespace mash {
namespace {

TEST(Time, round_trips_through_london_in_summer_and_winter) {
  for (const char* text : {"2026-07-01T12:00:00+01:00", "2026-12-24T15:00:00+00:00",
                           "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"}) {
    EXPECT_EQ(iso_london(*parse_iso(text)), text);
  }
}

TEST(Time, the_hour_that_comes_twice_is_ambiguous_and_read_as_the_earlier) {
  bool ambiguous = false;
  const UtcTime t = from_london(LocalDate{2026, 10, 25}, 1, 30, 0, &ambiguous);
  EXPECT_TRUE(ambiguous);
  EXPECT_EQ(iso_utc(t), "2026-10-25T00:30:00Z");
  from_london(LocalDate{2026, 10, 25}, 3, 30, 0, &ambiguous);
  EXPECT_FALSE(ambiguous);
}

TEST(Time, the_hour_that_is_missing_moves_on) {
  EXPECT_EQ(iso_london(from_london(LocalDate{2026, 3, 29}, 1, 30)), "2026-03-29T02:30:00+01:00");
}

TEST(Time, refuses_what_is_not_a_time) {
  for (const char* text : {"", "2026-11-24", "2026-11-24T09:00:00", "2026-02-30T09:00:00Z",
                           "2026-11-24T25:00:00Z", "2026-11-24T09:00:00Zx", "24/11/2026 09:00"}) {
    EXPECT_FALSE(parse_iso(text)) << text;
  }
}

TEST(Time, plain_words) {
  EXPECT_EQ(plain_time(*parse_iso("2026-10-03T08:06:00+01:00")), "3 October 2026 at 8:06am");
  EXPECT_EQ(plain_time(*parse_iso("2026-11-03T00:00:00+00:00")), "3 November 2026 at 12:00am");
}

TEST(LocalDate, knows_weekdays_and_month_ends) {
  EXPECT_EQ((LocalDate{2026, 11, 24}.weekday()), 1);  // a Tuesday
  EXPECT_EQ((LocalDate{2028, 2, 28}.plus_days(1)), (LocalDate{2028, 2, 29}));
  EXPECT_FALSE(LocalDate::parse("2026-02-29"));
  EXPECT_FALSE(LocalDate::parse("2026-2-09"));
}

TEST(ShiftedClock, goes_as_the_other_does) {
  FixedClock machine(*parse_iso("2026-11-24T09:00:00Z"));
  const ShiftedClock ahead(machine, Duration::days(10));
  const ShiftedClock behind(machine, Duration::hours(-1));
  EXPECT_EQ(iso_utc(ahead.now()), "2026-12-04T09:00:00Z");
  machine.advance(Duration::minutes(5));
  EXPECT_EQ(iso_utc(ahead.now()), "2026-12-04T09:05:00Z");
  EXPECT_EQ(iso_utc(behind.now()), "2026-11-24T08:05:00Z");
}

class CountingRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& b : out) b = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

TEST(Id, is_26_characters_and_parses_back) {
  CountingRandom random;
  const auto a = CaseId::make(random);
  const auto b = CaseId::make(random);
  EXPECT_NE(a, b);
  EXPECT_EQ(*CaseId::parse(a.text()), a);
  EXPECT_FALSE(CaseId::parse("../../etc"));
  EXPECT_FALSE(AgencyId::parse("Police Force"));
}

TEST(Bytes, encodings_round_trip_and_are_strict) {
  for (const std::string text : {"", "a", "ab", "abc", "\xff\x00 x"}) {
    EXPECT_EQ(to_text(*from_base64(base64(as_bytes(text)))), text);
    EXPECT_EQ(to_text(*from_hex(hex(as_bytes(text)))), text);
  }
  EXPECT_FALSE(from_base64("YQ"));
  EXPECT_FALSE(from_base64("YR=="));
  EXPECT_FALSE(from_base64("Y=Q="));
}

TEST(Log, no_value_ends_its_line_or_speaks_to_a_terminal) {
  testing::internal::CaptureStderr();
  log::info("test.hostile", {{"a", "x\"}\n{\"level\":\"error\",\"event\":\"forged\""},
                             {"b", "\r\x1B[2K\x7F\xC2\x9B\\"},
                             {"c", "\xE2\x80\xAE\xE2\x80\xA8\xF0\x9F\x98\x80"},
                             {"d", "\xFF\xC0\xAF"},
                             {"e", std::string("a\0b", 3)}});
  const std::string line = testing::internal::GetCapturedStderr();
  ASSERT_FALSE(line.empty());
  EXPECT_EQ(line.find('\n'), line.size() - 1) << "one line";
  EXPECT_TRUE(line.ends_with(
      R"("event":"test.hostile","a":"x\"}\u000a{\"level\":\"error\",\"event\":\"forged\"",)"
      R"("b":"\u000d\u001b[2K\u007f\u009b\\","c":"\u202e\u2028\ud83d\ude00",)"
      "\"d\":\"\\ufffd\\ufffd\\ufffd\",\"e\":\"a\\u0000b\"}\n"))
      << line;
}

}  // namespace
}  // namespace mash
