// SPDX-License-Identifier: MIT
// Goal: the product's own sample can be read and moved to any day, and then looks like that day.
#include "mash/intake/sample_shift.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "import_test_rows.h"

namespace mash::intake {
namespace {

std::string sample(const std::string& name) {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/data/sample/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

const Import& product_sample() {
  static const Import import =
      *read_import(sample("notifications.csv"), sample("people.csv"), k_sample_import_clock);
  return import;
}

UtcTime last_of(const Import& import) {
  return std::ranges::max(import.notifications, {}, &ImportedNotification::received_at).received_at;
}

TEST(SampleShift, TheSampleOfTheProductIsImportable) {
  EXPECT_EQ(iso_utc(k_sample_import_clock), "2026-11-13T09:00:00Z");
  EXPECT_EQ(product_sample().notifications.size(), 600U);
  for (const Verdict& verdict : product_sample().verdicts) {
    EXPECT_NE(verdict.status, RowStatus::rejected) << verdict.record;
  }
}

TEST(SampleShift, TheLastIsThreeMinutesOldAndTheOrderStays) {
  for (const auto* text :
       {"2026-11-24T09:00:00Z", "2027-06-01T03:15:00Z", "2026-11-13T23:59:00Z",
        "2026-01-01T12:00:00Z", "2030-10-27T00:30:00Z", "2028-03-26T01:02:00Z"}) {
    const UtcTime now = *parse_iso(text);
    const Import import = shifted(product_sample(), now);
    EXPECT_EQ(iso_utc(last_of(import)), iso_utc(now - Duration::minutes(3)));
    // In the hour that comes twice or never, neighbours may change places; no more than that.
    UtcTime before = import.notifications.front().received_at;
    for (const ImportedNotification& n : import.notifications) {
      EXPECT_GE(n.received_at, before - Duration::hours(1)) << n.record << " at " << text;
      before = n.received_at;
    }
  }
}

TEST(SampleShift, TimesKeepTheirHourExceptTheFreshOnes) {
  const Import import = shifted(product_sample(), *parse_iso("2027-07-10T08:00:00Z"));
  const UtcTime last = last_of(product_sample());
  int fresh = 0;
  for (std::size_t i = 0; i < import.notifications.size(); ++i) {
    const UtcTime was = product_sample().notifications[i].received_at;
    const LondonTime old_time = to_london(was);
    const LondonTime new_time = to_london(import.notifications[i].received_at);
    if (was > last - Duration::hours(4)) {
      ++fresh;
      EXPECT_EQ(last - was, last_of(import) - import.notifications[i].received_at);
    } else {
      EXPECT_EQ(new_time.hour * 60 + new_time.minute, old_time.hour * 60 + old_time.minute);
      EXPECT_EQ(days_between(old_time.date, new_time.date),
                days_between(to_london(last).date, LocalDate{2027, 7, 9}));
    }
  }
  EXPECT_GE(fresh, 1);
  EXPECT_LE(fresh, 30);
}

TEST(SampleShift, IncidentsStayBeforeTheirNotification) {
  const Import import = shifted(product_sample(), *parse_iso("2027-03-29T00:10:00Z"));
  for (const ImportedNotification& n : import.notifications) {
    if (!n.incident_at) continue;
    if (const auto* time = std::get_if<UtcTime>(&*n.incident_at)) {
      EXPECT_LE(*time, n.received_at + Duration::hours(1)) << n.record;
    } else {
      EXPECT_LE(std::get<LocalDate>(*n.incident_at), to_london(n.received_at).date) << n.record;
    }
  }
}

TEST(SampleShift, BabiesStayBabiesAndOtherBirthdaysStay) {
  const Changes unborn = {{"person_role", "unborn"}, {"dob", ""}, {"expected_dob", "2027-01-18"}};
  const Import import = Pair{
      {notification_line()},
      {person_line({{"dob", "2026-09-01"}}), person_line({{"dob", "2014-03-04"}}),
       person_line(unborn)}}.read();
  const Import moved = shifted(import, *parse_iso("2027-10-05T12:00:00+01:00"));
  EXPECT_EQ(iso_london(last_of(moved)), "2027-10-05T11:57:00+01:00");
  EXPECT_EQ(moved.people[0].dob->iso(), "2027-09-01");
  EXPECT_EQ(moved.people[1].dob->iso(), "2014-03-04");
  EXPECT_EQ(moved.people[2].expected_dob->iso(), "2028-01-18");
}

TEST(SampleShift, AnEmptySampleStaysEmpty) {
  EXPECT_TRUE(shifted(Import{}, k_sample_import_clock).notifications.empty());
}

}  // namespace
}  // namespace mash::intake
