// SPDX-License-Identifier: MIT
// Goal: what `openmash simulate` writes a hub takes in as any list, only where nobody is real, and
// bad arguments are named.
#include "simulate_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "commands.h"
#include "embedded.h"
#include "folder.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/simulation/figures.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

class SimulateCommand : public testing::Test {
 protected:
  std::string path(const std::string& name) { return folder_.path() + "/" + name; }
  SimulateArguments small(const std::string& out) {
    return {.seed = 3, .days = 40, .people = 2'000, .out = path(out), .threads = 2};
  }
  // What the command answers and says, on standard error and then on standard output.
  static int run(const SimulateArguments& a, std::string* said = nullptr) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    const int code = simulate_command(a);
    const std::string all =
        testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
    if (said != nullptr) *said = all;
    return code;
  }

  support::TempFolder folder_;
};

TEST_F(SimulateCommand, a_hub_takes_in_each_notification_once_and_its_record_is_whole) {
  SimulateArguments a = small("made");
  a.load = path("data");
  std::string said;
  ASSERT_EQ(run(a, &said), 0) << said;
  EXPECT_THAT(said, HasSubstr("1 of 1 hubs"));
  EXPECT_THAT(said, HasSubstr("\"rejected\": 0"));
  EXPECT_THAT(said, HasSubstr("are history"));

  ImportArguments again;
  again.notifications = path("made/hubs/barnfield/notifications-001.csv");
  again.people = path("made/hubs/barnfield/people-001.csv");
  again.report = path("report.json");
  const Settings settings{.data = path("data")};
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  EXPECT_EQ(import_command(settings, again), 0);
  EXPECT_EQ(verify_command(settings), 0);
  testing::internal::GetCapturedStderr();
  testing::internal::GetCapturedStdout();
  const auto report = *json::parse(*read_file(again.report));
  int known = 0;
  for (const auto& row : *report["rows"].as_array()) {
    if (row.text("file") != "notifications.csv") continue;
    EXPECT_EQ(row.text("fault"), "duplicate_resent");
    ++known;
  }
  EXPECT_GT(known, 40);
}

TEST_F(SimulateCommand, nobody_invented_comes_into_a_hub_that_works) {
  std::filesystem::create_directories(path("data"));
  claim_if_new(path("data"));
  SimulateArguments a = small("made");
  a.load = path("data");
  std::string said;
  EXPECT_EQ(run(a, &said), 2);
  EXPECT_THAT(said, HasSubstr("belongs to an installation that works"));
  EXPECT_FALSE(std::filesystem::exists(path("data/hub")));
  EXPECT_FALSE(std::filesystem::exists(path("made")));
  a.hubs = "london";  // one such folder among those of the boroughs is enough
  a.load = path("hubs");
  std::filesystem::create_directories(path("hubs/croydon"));
  claim_if_new(path("hubs/croydon"));
  EXPECT_EQ(run(a, &said), 2);
  EXPECT_THAT(said, HasSubstr("belongs to an installation that works"));
  EXPECT_FALSE(std::filesystem::exists(path("made")));
}

TEST_F(SimulateCommand, bad_arguments_are_named_with_the_way_out) {
  const auto said_of = [&](const std::function<void(SimulateArguments&)>& change) {
    SimulateArguments a = small("made");
    change(a);
    std::string said;
    EXPECT_EQ(run(a, &said), 2);
    return said;
  };
  EXPECT_THAT(said_of([](auto& a) { a.hubs = "paris"; }), HasSubstr("hubs: Give barnfield or"));
  EXPECT_THAT(said_of([](auto& a) { a.days = 0; }), HasSubstr("days: Give a number of days"));
  EXPECT_THAT(said_of([](auto& a) { a.people = -5; }), HasSubstr("people: Give a number of"));
  EXPECT_THAT(said_of([](auto& a) { a.people = 12; }), HasSubstr("people: Give a number of"));
  EXPECT_THAT(said_of([](auto& a) { a.until = "June"; }), HasSubstr("until: Give a day"));
  EXPECT_THAT(said_of([](auto& a) { a.out = ""; }), HasSubstr("out: Name a folder"));
  write_file(path("notes"), "kept");
  EXPECT_THAT(said_of([&](auto& a) { a.out = path("notes"); }), HasSubstr("out: Name a folder"));
  EXPECT_THAT(said_of([&](auto& a) { a.out = path(""); }), HasSubstr("out: Name a folder"));
  EXPECT_EQ(read_file(path("notes")), "kept");
  EXPECT_FALSE(std::filesystem::exists(path("made")));
}

TEST_F(SimulateCommand, each_borough_has_a_configuration_that_a_hub_takes) {
  const auto figures = *simulation::read_figures(borough_figures(), simulation_assumptions());
  for (const auto& borough : figures.boroughs) {
    const auto file = json::parse(borough_config(borough));
    ASSERT_TRUE(file.has_value()) << borough.name;
    const auto read = model::parse_borough(*file);
    ASSERT_TRUE(read.has_value()) << borough.name << ": " << read.error().message;
    EXPECT_THAT(borough_config(borough), HasSubstr(borough.name + " Borough Police"));
    EXPECT_THAT(borough_config(borough), testing::Not(HasSubstr("arnfield")));
  }
}

}  // namespace
}  // namespace mash::server
