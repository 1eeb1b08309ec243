// SPDX-License-Identifier: MIT
// Goal: pages hear at once what is new, as numbers and ids only, and nobody hears of a case that
// they may not know: no event, no count, no moment.
#include "mash/live/live.h"

#include <gmock/gmock.h>

#include "live_test_world.h"

namespace mash::live::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

// So many had arrived since the one day began, and since the next.
std::string queue_event(const std::string& before, int since_before, const std::string& day,
                        int since_day) {
  const auto of = [](const std::string& day, int all) {
    return "\"" + day + "\":" + std::to_string(all) + ",\"" + day + " red\":0";
  };
  return "event: queue\ndata: {" + of(before, since_before) + "," + of(day, since_day) + "}\n\n";
}

TEST_P(LiveTest, a_stream_begins_with_how_things_stand) {
  const CaseId id = add_case();
  const auto answer = app_.page(k_screener, "/events?cases=" + id.text());
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.headers, Contains(Pair("content-type", "text/event-stream")));
  EXPECT_THAT(answer.headers, Contains(Pair("cache-control", "no-store")));
  EXPECT_THAT(answer.events->take(),
              AllOf(HasSubstr(queue_event("2026-11-23", 1, "2026-11-24", 1)),
                    HasSubstr("event: case\ndata: {\"id\":\"" + id.text() + "\",\"version\":\"")));
  EXPECT_EQ(app_.count("audit_event where kind = 'live.listened'"), 1);
}

TEST_P(LiveTest, what_arrives_is_told_once_as_a_number) {
  const auto stream = caught_up(k_screener);
  EXPECT_EQ(heard(*stream), "") << "nothing has happened";
  add_case();
  EXPECT_EQ(heard(*stream), queue_event("2026-11-23", 1, "2026-11-24", 1));
  EXPECT_EQ(heard(*stream), "");
}

TEST_P(LiveTest, the_page_of_a_case_hears_of_its_case_alone) {
  const CaseId mine = add_case();
  const CaseId other = add_case();
  const auto page = app_.get(k_manager, "/case/" + mine.text()).json();
  const auto stream = listen(k_screener, "cases=" + mine.text());
  EXPECT_THAT(stream->take(), HasSubstr(page["bar"]["live"].text("version")));
  act([&](auto& c) { cases::set_state(c, other, model::NotificationState::enquiring); });
  EXPECT_EQ(heard(*stream), "");
  act([&](auto& c) { cases::set_state(c, mine, model::NotificationState::enquiring); });
  EXPECT_THAT(heard(*stream), AllOf(HasSubstr("event: case\n"), HasSubstr(mine.text())));
}

TEST_P(LiveTest, an_answer_is_heard) {
  const CaseId id = add_case();
  ask(id, {"police", "health"});
  const auto stream = caught_up(k_manager, "cases=" + id.text());
  answer("u08", "police");
  EXPECT_THAT(heard(*stream), HasSubstr("event: case\n"));
}

// H17: and nobody's form is stale by it.
TEST_P(LiveTest, H17_a_file_that_has_come_is_heard_as_a_number) {
  const CaseId id = add_case();
  const auto version = barnfield::head_of(app_, id).version;
  const auto stream = caught_up(k_manager, "cases=" + id.text());
  const auto barred = caught_up(k_barred, "cases=" + id.text());
  act([&](auto& c) { cases::set_bar(c, id, StaffId::trusted(k_barred), "Knows the family"); });
  act([&](auto& c) { cases::count_file(c, id); });
  EXPECT_THAT(heard(*stream), AllOf(HasSubstr("event: case\n"), HasSubstr("\"files\":1}")));
  EXPECT_EQ(barred->take(), "");
  EXPECT_EQ(barnfield::head_of(app_, id).version, version);
  EXPECT_THAT(app_.page(k_manager, "/case/" + id.text()).body,
              AllOf(HasSubstr("Files (1)"), HasSubstr("data-live-files=\"1\"")));
}

// Both worlds look the same to whoever is barred: with the hidden case and without.
TEST_P(LiveTest, who_is_barred_hears_nothing_at_all) {
  const auto barred = listen(k_barred);
  const std::string before = barred->take();
  const auto other = caught_up(k_screener);
  const CaseId hidden = add_case(k_barred);
  EXPECT_EQ(heard(*barred), "");
  EXPECT_NE(other->take(), "");
  const auto asked_for_it = listen(k_barred, "cases=" + hidden.text());
  EXPECT_EQ(asked_for_it->take(), before) << "as without the case";
  act([&](auto& c) { cases::set_state(c, hidden, model::NotificationState::enquiring); });
  EXPECT_EQ(heard(*asked_for_it), "");
}

TEST_P(LiveTest, who_is_barred_later_does_not_hear_when) {
  const CaseId id = add_case();
  const auto stream = caught_up(k_barred, "cases=" + id.text());
  act([&](auto& c) { cases::set_bar(c, id, StaffId::trusted(k_barred), "Knows the family"); });
  EXPECT_EQ(heard(*stream), "");
  add_case();
  EXPECT_EQ(heard(*stream), queue_event("2026-11-23", 1, "2026-11-24", 1));
}

TEST_P(LiveTest, a_new_day_is_no_news) {
  app_.clock().set(*parse_iso("2026-11-24T23:55:00+00:00"));
  add_case();
  const auto stream = caught_up(k_screener);
  app_.clock().advance(Duration::minutes(6));
  EXPECT_EQ(heard(*stream), "");
  add_case();
  EXPECT_EQ(heard(*stream), queue_event("2026-11-24", 2, "2026-11-25", 1));
}

TEST_P(LiveTest, a_desk_hears_of_a_case_only_once_it_was_asked) {
  const CaseId id = add_case();
  const auto stream = listen(k_police, "cases=" + id.text());
  EXPECT_EQ(stream->take(), "") << "not of the queue either";
  act([&](auto& c) { cases::set_state(c, id, model::NotificationState::enquiring); });
  EXPECT_EQ(heard(*stream), "");
  act([&](auto& c) {
    cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
    cases::set_state(c, id, model::NotificationState::analysis);
  });
  EXPECT_THAT(heard(*stream), HasSubstr("event: case\n"));
}

TEST_P(LiveTest, others_have_no_stream_and_no_board) {
  for (const char* path : {"/events", "/board"}) {
    EXPECT_EQ(app_.get("", path).status, 401) << path;
    EXPECT_EQ(app_.get(k_analyst, path).status, 404) << path;
  }
  EXPECT_EQ(app_.get(k_police, "/board").status, 404);
  EXPECT_EQ(app_.get(k_screener, "/events?cases=nonsense").status, 422);
}

TEST_P(LiveTest, a_stream_ends_with_its_session) {
  const auto stream = caught_up(k_screener);
  const auto other = caught_up(k_manager);
  act([&](auto& c) { c.end_sessions_of(StaffId::trusted(k_screener)); });
  news_.wake(true);
  heard(*stream);
  EXPECT_FALSE(stream->is_open());
  EXPECT_TRUE(other->is_open());
}

TEST_P(LiveTest, listening_keeps_no_session_alive) {
  const auto stream = caught_up(k_screener);
  app_.clock().advance(Duration::minutes(10));
  EXPECT_EQ(app_.get(k_screener, "/board").status, 200);
  EXPECT_EQ(app_.page(k_screener, "/events").status, 200);
  heard(*stream);
  EXPECT_TRUE(stream->is_open());
  app_.clock().advance(Duration::minutes(6));
  heard(*stream);
  EXPECT_FALSE(stream->is_open()) << "nobody was at the screen for 16 minutes";
  EXPECT_EQ(app_.get(k_screener, "/board").status, 401);
}

TEST_P(LiveTest, nobody_has_more_streams_than_they_may) {
  std::vector<http::EventStreamPointer> open;
  for (int i = 0; i < 3; ++i) open.push_back(listen(k_screener));
  EXPECT_EQ(app_.get(k_screener, "/events").status, 429);
  EXPECT_EQ(app_.page(k_manager, "/events").status, 200);
  open.pop_back();
  EXPECT_EQ(app_.page(k_screener, "/events").status, 200);
}

TEST_P(LiveTest, the_watcher_is_woken_by_a_commit_and_looks_without_one) {
  news_.wake(false);
  news_.wait(std::chrono::hours(1));  // returns at once
  news_.wait(std::chrono::milliseconds(1));
}

INSTANTIATE_TEST_SUITE_P(Engines, LiveTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::live::testing
