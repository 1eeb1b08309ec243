// SPDX-License-Identifier: MIT
// What the tests of this folder share: sample files and times in a short form.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "mash/base/time.h"
#include "mash/json/value.h"
#include "mash/model/timescale.h"

namespace mash::model::sample {

inline std::string read_text(const std::string& path) {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/" + path, std::ios::binary);
  EXPECT_TRUE(file) << "cannot read " << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline json::Value read_json(const std::string& path) {
  auto value = json::parse(read_text(path));
  EXPECT_TRUE(value) << path << ": " << (value ? "" : value.error().message);
  return value ? *std::move(value) : json::Value();
}

inline json::Value borough_file() {
  return read_json("data/barnfield.json");
}

inline Timescales timescales(const json::Value& file = borough_file()) {
  auto parsed = parse_timescales(file);
  EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
  return parsed ? *std::move(parsed) : Timescales{};
}

// "2026-10-30 16:00" in London, or with seconds.
inline UtcTime london(const std::string& text) {
  const auto date = LocalDate::parse(text.substr(0, 10));
  EXPECT_TRUE(date) << text;
  const int second = text.size() > 16 ? std::stoi(text.substr(17, 2)) : 0;
  return from_london(*date, std::stoi(text.substr(11, 2)), std::stoi(text.substr(14, 2)), second);
}

inline UtcTime iso(const std::string& text) {
  const auto time = parse_iso(text);
  EXPECT_TRUE(time) << text;
  return time ? *time : UtcTime{};
}

// Monday to Friday 09:00-17:00 and closed on England's bank holidays alone, as the scenarios of the
// design assume.
inline Calendar plain_calendar() {
  json::Value file = borough_file();
  json::Array bank_holidays;
  for (const json::Value& day : *file["closed_days"].as_array()) {
    if (day.text("kind") == "bank_holiday") bank_holidays.push_back(day);
  }
  file.set("closed_days", bank_holidays);
  const Timescales all = timescales(file);
  return *find_calendar(all.calendars, "standard");
}

}  // namespace mash::model::sample
