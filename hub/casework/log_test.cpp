// SPDX-License-Identifier: MIT
// Goal: what was done in a case is written down once and for good, by and for an agency, read by
// all who work on the case and by nobody else.
#include <gmock/gmock.h>

#include "casework_test_world.h"

namespace mash::casework {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace casework::testing;

class LogTest : public CaseworkTest {
 protected:
  support::Answer write(const char* who, const Values& changes = {}) {
    return app_.submit(who, path("/log"),
                       changed({{"kind", "PHONE_CALL"},
                                {"happened-day", "24"},
                                {"happened-month", "11"},
                                {"happened-year", "2026"},
                                {"happened_time", "8:40am"},
                                {"with_whom", "The mother"},
                                {"contact", "NO_ANSWER"},
                                {"what", "Rang twice."}},
                               changes));
  }
  json::Value entry(std::size_t place = 0) {
    return app_.get(k_manager, path("/log")).json()["entries"].as_array()->at(place);
  }
};

TEST_P(LogTest, phoned_the_mother_and_nobody_answered) {
  EXPECT_THAT(app_.page(k_screener, path("/log")).body,
              AllOf(HasSubstr("Nothing has been written down yet"), Not(HasSubstr(" checked"))));
  ASSERT_EQ(write(k_screener).location, path("/log"));
  for (const char* who : {k_screener, k_manager, k_police, k_health}) {
    const auto page = app_.page(who, path("/log")).body;
    EXPECT_THAT(page, HasSubstr("The mother")) << who;
    EXPECT_THAT(page, HasSubstr("No answer")) << who;
    EXPECT_THAT(page, HasSubstr("24 November 2026 at 8:40am")) << who;
    EXPECT_THAT(page, HasSubstr("Marion Pettifer, Front door, 24 November 2026 at 9:00am")) << who;
  }
}

// A call is looked for in one place: each of the places names the others that the reader has.
TEST_P(LogTest, where_else_a_telephone_call_belongs_is_said) {
  const auto manager = app_.page(k_manager, path("/log")).body;
  for (const auto& other : {std::string("/enter"), path("/contact"), path("/told")}) {
    EXPECT_THAT(manager, HasSubstr("href=\"" + other + "\"")) << other;
  }
  const auto screener = app_.page(k_screener, path("/log")).body;
  EXPECT_THAT(screener, HasSubstr("href=\"" + path("/contact") + "\""));
  EXPECT_THAT(screener, Not(HasSubstr(path("/told")))) << "who may send nothing";
  EXPECT_THAT(app_.page(k_police, path("/log")).body, Not(HasSubstr("Was it a telephone call")));
}

TEST_P(LogTest, the_newest_stands_first_by_when_it_was_written_down) {
  write(k_screener, {{"what", "First written"}});
  write(k_police, {{"what", "Then written, of the day before"}, {"happened-day", "23"}});
  EXPECT_EQ(entry(0).text("what"), "Then written, of the day before");
  EXPECT_EQ(entry(1).text("what"), "First written");
}

TEST_P(LogTest, a_note_needs_nobody_to_have_been_reached) {
  const auto bare = write(k_screener, {{"with_whom", ""}, {"contact", ""}});
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body,
              AllOf(HasSubstr("Enter with whom it was"),
                    HasSubstr("Select whether you reached them"), HasSubstr("Rang twice.")));
  EXPECT_EQ(write(k_screener, {{"kind", "NOTE"}, {"with_whom", ""}, {"contact", ""}}).status, 303);
}

TEST_P(LogTest, what_is_missing_or_wrong_is_named_with_the_way_out) {
  const auto empty = app_.submit(k_screener, path("/log"), {});
  EXPECT_EQ(empty.status, 422);
  for (const char* words : {"Select what it was", "Enter the day on which it happened",
                            "Enter the time at which it happened", "Say what was said"}) {
    EXPECT_THAT(empty.body, HasSubstr(words));
  }
  EXPECT_THAT(write(k_screener, {{"happened_time", "9"}}).body,
              HasSubstr("Enter the time as in 2:30pm or 14:30"));
  EXPECT_THAT(write(k_screener, {{"happened_time", "9:01am"}}).body,
              HasSubstr("This is still to come. Enter when it happened"));
  EXPECT_THAT(write(k_screener, {{"happened-day", "31"}}).body, HasSubstr("must be a real date"));
  EXPECT_EQ(app_.count("log_entry"), 0);
}

TEST_P(LogTest, a_correction_is_a_new_entry_that_points_to_the_old_one) {
  write(k_police, {{"what", "Spoke with the father"}});
  const std::string link = [&] {
    const auto all = app_.get(k_police, path("/log")).json();
    return all["entries"].as_array()->front().text("correct");
  }();
  ASSERT_FALSE(link.empty());
  const auto old = link.substr(link.find('=') + 1);
  EXPECT_THAT(app_.page(k_police_supervisor, link).body,
              AllOf(HasSubstr("Spoke with the father</textarea>"), HasSubstr("08:40")));
  ASSERT_EQ(write(k_police_supervisor, {{"what", "It was the uncle"}, {"corrects", old}}).status,
            303);
  EXPECT_EQ(entry(0).text("what"), "It was the uncle");
  EXPECT_EQ(entry(0).text("corrects"), "24 November 2026 at 9:00am");
  EXPECT_EQ(entry(1).text("what"), "Spoke with the father") << "it stays as it was";
  EXPECT_TRUE(entry(1).flag("corrected"));
  EXPECT_THAT(write(k_police, {{"corrects", old}}).body, HasSubstr("has been corrected already"));
  EXPECT_EQ(app_.count("log_entry"), 2);
}

TEST_P(LogTest, nobody_corrects_what_another_agency_wrote) {
  write(k_police);
  const auto all = app_.get(k_police, path("/log")).json();
  const auto link = all["entries"].as_array()->front().text("correct");
  const auto id = link.substr(link.find('=') + 1);
  EXPECT_EQ(entry().text("correct"), "") << "to the front door";
  for (const char* who : {k_manager, k_health}) {
    const auto refused = write(who, {{"corrects", id}});
    EXPECT_EQ(refused.status, 422) << who;
    EXPECT_THAT(refused.body, HasSubstr("Another agency wrote this")) << who;
  }
  const CaseId other = add_case();
  EXPECT_EQ(app_.get(k_police, "/case/" + other.text() + "/log?corrects=" + id).status, 404)
      << "of another case";
  EXPECT_EQ(app_.count("log_entry"), 1);
}

TEST_P(LogTest, to_whoever_does_not_work_on_it_the_case_is_absent) {
  write(k_screener);
  for (const char* who : {k_housing, k_analyst}) {
    expect_absent(who, "/log");
    EXPECT_EQ(write(who).status, 404) << who;
  }
  ASSERT_EQ(app_.get(k_police, path("/log")).status, 200);
  bar(k_police);
  expect_absent(k_police, "/log");
  EXPECT_EQ(write(k_police).status, 404);
  EXPECT_EQ(app_.count("log_entry"), 1);
}

TEST_P(LogTest, words_are_sealed_under_the_key_of_the_agency_that_wrote_them) {
  write(k_screener, {{"what", "Planted by the front door"}, {"with_whom", "Planted person"}});
  write(k_health, {{"what", "Planted by health"}});
  EXPECT_FALSE(app_.is_stored("Planted"));
  EXPECT_EQ(app_.count("log_entry where owner = 'front-door'"), 1);
  EXPECT_EQ(app_.count("log_entry where owner = 'health'"), 1);
  // Under another agency's name it does not open.
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update log_entry set owner = 'front-door' where owner = 'health'");
  });
  EXPECT_EQ(app_.get(k_manager, path("/log")).status, 500);
}

TEST_P(LogTest, a_long_log_has_pages) {
  for (int i = 0; i < 101; ++i) write(k_screener, {{"what", "Entry " + std::to_string(i)}});
  const auto first = app_.page(k_manager, path("/log")).body;
  EXPECT_THAT(first, AllOf(HasSubstr("Entry 100"), HasSubstr("Entry 1<"),
                           Not(HasSubstr("Entry 0<")), HasSubstr("/log?page=2")));
  EXPECT_THAT(app_.page(k_manager, path("/log?page=2")).body,
              AllOf(HasSubstr("Entry 0<"), Not(HasSubstr("Entry 1<"))));
}

INSTANTIATE_TEST_SUITE_P(Engines, LogTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::casework
