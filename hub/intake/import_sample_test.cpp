// SPDX-License-Identifier: MIT
// Goal: the two sample pairs get the verdicts that their authors wrote down, row by row.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "mash/intake/import_reader.h"

namespace mash::intake {
namespace {

std::string sample(const std::string& name) {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/../shared/data/notifications/" + name,
                     std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

json::Value expected_of(const std::string& pair) {
  auto expected = json::parse(sample(pair + "/expected.json"));
  EXPECT_TRUE(expected);
  return *std::move(expected);
}

Import import_of(const std::string& pair, const json::Value& expected) {
  const auto clock = parse_iso(expected.text("import_clock"));
  auto import =
      read_import(sample(pair + "/notifications.csv"), sample(pair + "/people.csv"), *clock);
  EXPECT_TRUE(import);
  return *std::move(import);
}

TEST(ImportSample, DirtyPairGetsExactlyTheExpectedVerdicts) {
  const json::Value expected = expected_of("dirty");
  const json::Value report = report_json(import_of("dirty", expected).verdicts);
  const json::Array& wanted = *expected["rows"].as_array();
  const json::Array& got = *report["rows"].as_array();
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    for (const auto* key : {"file", "source_reference", "status", "fault"}) {
      EXPECT_EQ(got[i].text(key), wanted[i].text(key))
          << got[i].text("file") << " record " << got[i].number("record");
    }
    EXPECT_EQ(got[i].number("record"), wanted[i].number("record"));
  }
  EXPECT_EQ(report["totals"], expected["totals"]);
}

TEST(ImportSample, EveryRowOfTheCleanPairIsImportable) {
  const json::Value expected = expected_of("clean");
  const Import import = import_of("clean", expected);
  EXPECT_EQ(import.notifications.size(), 600U);
  EXPECT_EQ(import.verdicts.size(), 600U + 1829U);
  for (const Verdict& verdict : import.verdicts) {
    EXPECT_NE(verdict.status, RowStatus::rejected) << verdict.record;
    if (verdict.fault) {
      EXPECT_TRUE(*verdict.fault == ImportFault::duplicate_resent ||
                  *verdict.fault == ImportFault::probable_duplicate_new_reference)
          << fault_code(*verdict.fault) << " in record " << verdict.record;
    }
  }
}

TEST(ImportSample, DuplicatesOfTheCleanPairAreExactlyThoseThatWerePlanted) {
  const json::Value expected = expected_of("clean");
  const Import import = import_of("clean", expected);
  std::size_t planted = 0;
  for (const json::Value& pattern : *expected["patterns"]["duplicates"].as_array()) {
    const json::Array& pair = *pattern["notifications"].as_array();
    const auto record = static_cast<std::size_t>(pair.back().number("record"));
    const ImportedNotification& later = import.notifications.at(record - 1);
    EXPECT_EQ(later.record, record);
    EXPECT_EQ(later.duplicate_of, pair.front().text("source_reference"));
    ++planted;
  }
  std::size_t found = 0;
  for (const auto& notification : import.notifications) {
    if (notification.duplicate_of) ++found;
  }
  EXPECT_EQ(found, planted);
}

}  // namespace
}  // namespace mash::intake
