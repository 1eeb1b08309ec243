// SPDX-License-Identifier: MIT
// Goal: the sample pairs are imported whole, once, and the report tells the sender what to mend
// without repeating what was typed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "import_test_rows.h"
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

  json::Value run(const ImportFiles& files, bool dry_run = false,
                  std::optional<UtcTime> history_before = {}) {
    auto report =
        run_import(world_.app.app(), world_.timescales, files,
                   {.dry_run = dry_run, .clock = k_import_clock, .history_before = history_before});
    EXPECT_TRUE(report.has_value());
    return *std::move(report);
  }
  json::Value run(const Sample& sample, bool dry_run = false) {
    return run(sample.files(), dry_run);
  }
  json::Value run(const Pair& pair, std::optional<UtcTime> history_before = {}) {
    const std::string notifications = Pair::text_of(k_notification_columns, pair.notifications);
    const std::string people = Pair::text_of(k_person_columns, pair.people);
    return run({notifications, people}, false, history_before);
  }
};

// A14: stored once, with the receipts of all copies.
TEST_P(ImportRunTest, the_clean_pair_is_stored_whole_and_a_second_time_adds_nothing) {
  const Sample sample("clean");
  std::size_t told = 0;
  const auto report = run_import(world_.app.app(), world_.timescales, sample.files(),
                                 {.clock = k_import_clock, .on_red = world_.on_red()},
                                 [&](std::size_t done, std::size_t all) {
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
  const auto urgent = world_.app.count("case_file where urgent = 1");
  EXPECT_GT(urgent, 0);
  EXPECT_EQ(static_cast<std::int64_t>(world_.red.size()), urgent);
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
                                            {.clock = k_import_clock},
                                            [](std::size_t done, std::size_t) {
                                              if (done >= 200) throw CutOff{};
                                            })),
               CutOff);
  EXPECT_EQ(world_.app.count("notification"), 200);
  EXPECT_EQ(run(sample)["stored"].number("added"), 388);
  EXPECT_EQ(world_.app.count("notification"), 588);
}

// A02, A18: there is no page on which a call or a paper is typed yet, only files.
TEST_P(ImportRunTest, what_is_typed_up_later_counts_from_the_call) {
  world_.app.clock().set(k_import_clock);
  const UtcTime call = *parse_iso("2026-11-12T22:10:00+00:00");
  const json::Value report = run(Pair{
      {notification_line({{"received_at", "2026-11-12T22:10:00+00:00"}, {"channel", "phone"}})},
      {person_line({{"dob", ""}})}});
  EXPECT_EQ(report["stored"].number("added"), 1) << "also without a date of birth";
  const CaseId id = world_.a_case();
  world_.app.database().read([&](db::Transaction& tx) {
    EXPECT_EQ(cases::find_case(tx, id)->received_at, call);
    const auto clocks = cases::clocks_of(tx, id);
    EXPECT_EQ(clocks.size(), 3U);
    for (const auto& clock : clocks) EXPECT_EQ(clock.started_at, call);
  });
  EXPECT_EQ(world_.app.count("audit_event where kind = 'import.stored' and at = " +
                             std::to_string(k_import_clock.micros)),
            1)
      << "the record says when it was entered";
}

TEST_P(ImportRunTest, A18_what_was_taken_on_paper_says_so_with_both_times_and_who_typed_it) {
  world_.app.clock().set(k_import_clock);
  const std::string line =
      paper_line("yes", "Ines Holt, night desk", {{"received_at", "2026-11-12T22:10:00+00:00"}});
  run({Pair::text_of(k_notification_columns_with_paper, {line}), ""});
  const CaseId id = world_.a_case();
  const auto page = world_.app.page(k_officer, "/case/" + id.text() + "/notification").body;
  for (const char* words : {"12 November 2026 at 10:10pm (taken on paper, time typed in by hand)",
                            "13 November 2026 at 9:00am, from a file", "Typed into the file by",
                            "Ines Holt, night desk"}) {
    EXPECT_THAT(page, testing::HasSubstr(words));
  }
  world_.app.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query("select received_at, entered_at from notification");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().time(0), *parse_iso("2026-11-12T22:10:00+00:00"));
    EXPECT_EQ(rows.front().time(1), k_import_clock);
    for (const auto& clock : cases::clocks_of(tx, id)) {
      EXPECT_EQ(clock.started_at, rows.front().time(0)) << "counts from its receipt";
    }
  });
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

TEST_P(ImportRunTest, history_is_kept_without_open_work) {
  const Sample sample("clean");
  const UtcTime before = *parse_iso("2026-11-10T00:00:00+00:00");
  const json::Value tried = run(sample.files(), true, before);
  EXPECT_EQ(tried["stored"].number("history"), 0);
  const json::Value report = run(sample.files(), false, before);
  const auto history = report["stored"].number("history");
  EXPECT_GT(history, 500);
  EXPECT_EQ(world_.app.count("case_file"), 588);
  EXPECT_EQ(
      world_.app.count("case_file where state = 'CLOSED' and rating = 'NOT_RATED' and urgent = 0"
                       " and received_at < " +
                       std::to_string(before.micros)),
      history);
  EXPECT_EQ(world_.app.count("case_file where state = 'RECEIVED'"), 588 - history);
  EXPECT_EQ(world_.app.count("deadline"), 3 * (588 - history));
  // A check says the same of history as the import itself, and what a slip would hide.
  EXPECT_EQ(tried["history"], report["history"]);
  EXPECT_GE(report["history"].number("rows"), history);
  const auto& in_danger = *report["history"]["in_danger"].as_array();
  EXPECT_GT(in_danger.size(), 30U);
  // What is history is known again, without being told again that it is.
  const json::Value again = run(sample);
  EXPECT_EQ(again["stored"].number("added"), 0);
  EXPECT_EQ(world_.app.count("case_file where state = 'RECEIVED'"), 588 - history);
}

TEST_P(ImportRunTest, the_same_words_sent_anew_after_closing_open_a_case_of_their_own) {
  Pair pair{{notification_line()}, {person_line()}};
  const UtcTime before = *parse_iso("2026-11-01T00:00:00+00:00");
  run(pair, before);
  const Changes later = {{"source_reference", "REF-2"},
                         {"received_at", "2026-11-03T10:00:00+00:00"}};
  pair.notifications.push_back(notification_line(later));
  pair.people.push_back(person_line({{"source_reference", "REF-2"}}));
  const json::Value report = run(pair);
  EXPECT_EQ(report["stored"].number("added"), 1);
  EXPECT_EQ(report["stored"].number("again"), 1);
  EXPECT_EQ(world_.app.count("case_file where state = 'RECEIVED'"), 1);
  EXPECT_EQ(world_.app.count("statement"), 2);
  EXPECT_EQ(run(pair)["stored"].number("again"), 2);
  // While a case is open they are one more receipt of it.
  pair.notifications.push_back(notification_line(
      {{"source_reference", "REF-3"}, {"received_at", "2026-11-04T10:00:00+00:00"}}));
  pair.people.push_back(person_line({{"source_reference", "REF-3"}}));
  run(pair);
  EXPECT_EQ(world_.app.count("case_file where state = 'RECEIVED'"), 1);
}

TEST_P(ImportRunTest, the_same_words_with_danger_now_are_red_and_no_mere_receipt) {
  Pair pair{{notification_line({{"immediate_danger", "no"}})}, {person_line()}};
  run(pair);
  pair.notifications.push_back(notification_line({{"source_reference", "REF-2"},
                                                  {"received_at", "2026-11-03T10:00:00+00:00"},
                                                  {"immediate_danger", "yes"}}));
  pair.people.push_back(person_line({{"source_reference", "REF-2"}}));
  EXPECT_EQ(run(pair)["stored"].number("added"), 1);
  EXPECT_EQ(world_.app.count("case_file where urgent = 1"), 1);
  // Told once more, it is seen where it is Red already.
  pair.notifications.push_back(notification_line({{"source_reference", "REF-3"},
                                                  {"received_at", "2026-11-04T10:00:00+00:00"},
                                                  {"immediate_danger", "yes"}}));
  pair.people.push_back(person_line({{"source_reference", "REF-3"}}));
  EXPECT_EQ(run(pair)["stored"].number("added"), 0);
  EXPECT_EQ(world_.app.count("case_file"), 2);
}

TEST_P(ImportRunTest, what_is_still_to_come_cannot_be_history) {
  const Sample sample("clean");
  const auto report = run_import(
      world_.app.app(), world_.timescales, sample.files(),
      {.clock = k_import_clock, .history_before = k_import_clock + Duration::minutes(1)});
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().faults.front().field, "history_before");
  EXPECT_EQ(world_.app.count("import_report"), 0);
}

support::Answer upload(World& world, const std::string& who, const std::string& notifications,
                       const std::string& people, const std::string& dry_run,
                       const http::Form& more = {}) {
  http::Form form = {{"notifications", "n.csv", notifications}, {"people", "p.csv", people}};
  if (!dry_run.empty()) form.push_back({"dry_run", "", dry_run});
  form.insert(form.end(), more.begin(), more.end());
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

http::Form day(const char* d, const char* m, const char* y) {
  return {{"history_before-day", "", d},
          {"history_before-month", "", m},
          {"history_before-year", "", y}};
}

TEST_P(ImportRunTest, the_page_takes_the_day_before_which_all_is_history) {
  const std::string people = Pair::text_of(k_person_columns, {});
  const auto file = [](const char* danger) {
    return Pair::text_of(k_notification_columns,
                         {notification_line({{"immediate_danger", danger}})});
  };
  const auto wrong = upload(world_, k_officer, file("yes"), people, "no", day("31", "2", "2026"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("href=\"#history_before\""), std::string::npos);
  EXPECT_NE(wrong.body.find("value=\"31\""), std::string::npos);
  EXPECT_EQ(upload(world_, k_officer, file("yes"), people, "no", day("1", "1", "2099")).status,
            422);
  const auto sent = upload(world_, k_officer, file("yes"), people, "no", day("6", "10", "2026"));
  ASSERT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(world_.app.count("case_file where state = 'CLOSED'"), 1);
  EXPECT_EQ(world_.app.count("deadline"), 0);
  const auto page = world_.app.page(k_officer, sent.location);
  EXPECT_NE(page.body.find("1 of them say that a child was in danger then"), std::string::npos);
  EXPECT_NE(page.body.find("<li>REF-1</li>"), std::string::npos);
  const auto notification =
      world_.app.page(k_officer, "/case/" + world_.a_case().text() + "/notification");
  EXPECT_NE(notification.body.find("History: it was dealt with elsewhere"), std::string::npos);
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
