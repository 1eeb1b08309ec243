// SPDX-License-Identifier: MIT
// Goal: the sample pairs are imported whole, once, and the report tells the sender what to mend
// without repeating what was typed.
#include <gtest/gtest.h>

#include <algorithm>

#include "intake_test_world.h"

namespace mash::intake {
namespace {

const UtcTime k_import_clock = *parse_iso("2026-11-13T09:00:00+00:00");

struct Sample {
  std::string notifications;
  std::string people;
  json::Value expected;
  explicit Sample(const std::string& name) {
    const std::string folder = "../shared/data/notifications/" + name + "/";
    notifications = barnfield::read_text(folder + "notifications.csv");
    people = barnfield::read_text(folder + "people.csv");
    expected = *json::parse(barnfield::read_text(folder + "expected.json"));
  }
  [[nodiscard]] ImportFiles files() const { return {notifications, people}; }
};

class ImportRunTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};

  json::Value run(const Sample& sample, bool dry_run = false) {
    auto report =
        run_import(world_.app.app(), world_.timescales, sample.files(), dry_run, k_import_clock);
    EXPECT_TRUE(report.has_value());
    return *std::move(report);
  }
};

TEST_P(ImportRunTest, the_clean_pair_is_stored_whole_and_a_second_time_adds_nothing) {
  const Sample sample("clean");
  std::size_t told = 0;
  const auto report = run_import(world_.app.app(), world_.timescales, sample.files(), false,
                                 k_import_clock, [&](std::size_t done, std::size_t all) {
                                   EXPECT_GT(done, told);
                                   EXPECT_EQ(all, 600U);
                                   told = done;
                                 });
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(told, 600U);
  const auto distinct = sample.expected["counts"].number("distinct_notifications");
  EXPECT_EQ(distinct, 588);
  EXPECT_EQ((*report)["stored"].number("added"), distinct);
  EXPECT_EQ((*report)["stored"].number("again"), 600 - distinct);
  EXPECT_EQ(world_.app.count("notification"), distinct);
  EXPECT_EQ(world_.app.count("case_file"), distinct);
  EXPECT_EQ(world_.app.count("deadline"), 3 * distinct);
  EXPECT_EQ(world_.app.count("receipt"), 600 - distinct);
  const auto statements = world_.app.count("statement");
  EXPECT_GT(statements, 1700);
  const json::Value again = run(sample);
  EXPECT_EQ(again["stored"].number("added"), 0);
  EXPECT_EQ(again["stored"].number("again"), 600);
  EXPECT_EQ(world_.app.count("notification"), distinct);
  EXPECT_EQ(world_.app.count("case_file"), distinct);
  EXPECT_EQ(world_.app.count("statement"), statements);
  EXPECT_EQ(world_.app.count("deadline"), 3 * distinct);
}

TEST_P(ImportRunTest, the_dirty_pair_gets_the_expected_verdicts) {
  const Sample sample("dirty");
  const json::Value report = run(sample);
  EXPECT_EQ(report["totals"], sample.expected["totals"]);
  EXPECT_EQ(report["stored"].number("added") + report["stored"].number("again"), 576);
  EXPECT_EQ(report["stored"].number("again"), 12);
}

TEST_P(ImportRunTest, an_import_that_was_cut_off_is_finished_by_a_second_one) {
  const Sample sample("clean");
  struct CutOff {};
  EXPECT_THROW(static_cast<void>(run_import(world_.app.app(), world_.timescales, sample.files(),
                                            false, k_import_clock,
                                            [](std::size_t done, std::size_t) {
                                              if (done >= 200) throw CutOff{};
                                            })),
               CutOff);
  EXPECT_EQ(world_.app.count("notification"), 200);
  EXPECT_EQ(run(sample)["stored"].number("added"), 388);
  EXPECT_EQ(world_.app.count("notification"), 588);
}

TEST_P(ImportRunTest, a_check_stores_nothing_but_its_report) {
  const json::Value report = run(Sample("clean"), true);
  EXPECT_TRUE(report.flag("dry_run"));
  EXPECT_EQ(world_.app.count("notification"), 0);
  EXPECT_EQ(world_.app.count("case_file"), 0);
  EXPECT_EQ(world_.app.count("import_report"), 1);
}

TEST_P(ImportRunTest, words_of_the_files_are_not_in_the_database_in_clear) {
  const Sample sample("clean");
  run(sample);
  const std::string stored = world_.app.stored();
  const auto is_stored = [&stored](const std::string& words) {
    return stored.find(words) != std::string::npos ||
           stored.find(hex(as_bytes(words))) != std::string::npos;
  };
  EXPECT_TRUE(is_stored(world_.a_case().text()));
  const auto import = *read_import(sample.notifications, sample.people, k_import_clock);
  for (std::size_t i = 0; i < import.people.size(); i += 37) {
    const auto& p = import.people[i];
    for (const Sensitive* text : {&p.surname, &p.postcode, &p.nhs_number, &p.address_line}) {
      if (text->reveal().size() < 6) continue;
      EXPECT_FALSE(is_stored(text->reveal()));
    }
    EXPECT_FALSE(is_stored(p.source_reference)) << p.source_reference;
  }
}

support::Answer upload(World& world, const std::string& who, const std::string& notifications,
                       const std::string& people, const std::string& dry_run) {
  http::Form form = {{"notifications", "n.csv", notifications}, {"people", "p.csv", people}};
  if (!dry_run.empty()) form.push_back({"dry_run", "", dry_run});
  return world.app.upload(who, "/import", form);
}

TEST_P(ImportRunTest, the_page_takes_two_files_and_shows_what_to_mend) {
  const Sample sample("dirty");
  const auto sent = upload(world_, k_officer, sample.notifications, sample.people, "no");
  ASSERT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(world_.app.count("notification"), 564);
  const auto page = world_.app.page(k_officer, sent.location);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("received_at"), std::string::npos);
  EXPECT_NE(page.body.find("Refused"), std::string::npos);
  EXPECT_NE(page.body.find("?page=2"), std::string::npos);
  // Planted in the file as content; a report never repeats a cell.
  EXPECT_EQ(page.body.find("<script"), page.body.rfind("<script"));
  EXPECT_EQ(world_.app.get(k_analyst, sent.location).status, 404);
  EXPECT_EQ(world_.app.page(k_officer, sent.location + "?page=999").status, 200);
}

TEST_P(ImportRunTest, a_wrong_header_or_a_missing_choice_is_named) {
  const Sample sample("clean");
  const auto header = upload(world_, k_officer, "a,b,c\n", "", "no");
  EXPECT_EQ(header.status, 422);
  EXPECT_NE(header.body.find("href=\"#notifications\""), std::string::npos);
  const auto choice = upload(world_, k_officer, sample.notifications, "", "");
  EXPECT_EQ(choice.status, 422);
  EXPECT_NE(choice.body.find("Select whether to store"), std::string::npos);
  EXPECT_NE(choice.body.find("name=\"people\""), std::string::npos);
  EXPECT_EQ(choice.body.find(" checked"), std::string::npos);
  EXPECT_EQ(upload(world_, k_analyst, sample.notifications, "", "no").status, 404);
  EXPECT_EQ(world_.app.count("notification"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportRunTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::intake
