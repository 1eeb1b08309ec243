// SPDX-License-Identifier: MIT
// Goal: the queue shows the most pressing first, a hundred a page, in one audit entry; each case is
// taken by one person.
#include <gtest/gtest.h>

#include "triage_test_world.h"

namespace mash::triage {
namespace {

using model::ConcernType;

class QueueTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  UtcTime now_ = world_.app.clock().now();

  CaseId calm(const char* given) {
    auto n = World::notification({ConcernType::neglect}, now_ - Duration::hours(1));
    n.people = {World::child(given, "Okafor", "2017-03-09"),
                World::child("Bola", "Okafor", "2020", model::PersonRole::sibling)};
    return world_.add(n);
  }
  CaseId urgent() {
    auto n = World::notification({ConcernType::domestic_abuse}, now_ - Duration::minutes(5));
    n.danger = model::Answer::yes;
    return world_.add(n);
  }
  json::Value rows(const std::string& query = "") {
    return world_.app.get("u01", "/queue" + query).json()["rows"];
  }
};

TEST_P(QueueTest, urgent_first_then_the_shortest_time_left) {
  const CaseId old = calm("Amara");
  now_ = now_ + Duration::minutes(30);
  const CaseId later = calm("Chidi");
  const CaseId red = urgent();
  const json::Value list = rows();
  ASSERT_EQ(list.as_array()->size(), 3U);
  const auto href = [&list](std::size_t i) { return (*list.as_array())[i].text("href"); };
  EXPECT_EQ(href(0), World::path(red, "screen"));
  EXPECT_EQ(href(1), World::path(old, "screen"));
  EXPECT_EQ(href(2), World::path(later, "screen"));
}

TEST_P(QueueTest, a_row_says_who_how_long_what_and_with_whom) {
  const CaseId id = calm("Amara");
  world_.identify(id);
  world_.app.post("u02", World::path(id, "take"), json::Object{});
  const json::Value row = rows().as_array()->front();
  EXPECT_EQ(row.text("children"), "Amara O. and 1 sibling");
  EXPECT_EQ(row.text("ages"), "9, 5 or 6");
  EXPECT_EQ(row.text("concern"), "Neglect");
  EXPECT_EQ(row.text("source"), "Police");
  EXPECT_EQ(row.text("seen"), "First time");
  EXPECT_EQ(row.text("where"), "Being screened");
  EXPECT_EQ(row.text("with"), world_.borough.find_staff(StaffId::trusted("u02"))->name.reveal());
  EXPECT_EQ(row["clock"].text("words"), "1 day left");
}

TEST_P(QueueTest, six_hundred_cases_fill_six_pages) {
  const std::string folder = "../shared/data/notifications/clean/";
  const std::string notifications = barnfield::read_text(folder + "notifications.csv");
  const std::string people = barnfield::read_text(folder + "people.csv");
  ASSERT_TRUE(
      intake::run_import(world_.app.app(), world_.timescales, {notifications, people}, false, now_)
          .has_value());
  const auto before = world_.app.count("audit_event");
  const auto page = world_.app.page("u01", "/queue");
  EXPECT_EQ(page.status, 200);
  std::size_t shown = 0;
  for (auto at = page.body.find("role=\"rowheader\""); at != std::string::npos;
       at = page.body.find("role=\"rowheader\"", at + 1)) {
    ++shown;
  }
  EXPECT_EQ(shown, 100U);
  // The sign-in, then one entry for the whole list.
  EXPECT_EQ(world_.app.count("audit_event"), before + 2);
  EXPECT_EQ(world_.app.count("audit_event where kind = 'queue.list'"), 1);
  EXPECT_NE(page.body.find("/queue?page=6"), std::string::npos);
  EXPECT_EQ(rows("?page=6").as_array()->size(), 88U);
  EXPECT_EQ(rows("?page=77").as_array()->size(), 88U);
  const json::Value red = world_.app.get("u01", "/queue?rating=PROVISIONAL_RED").json();
  EXPECT_GT(red.number("matching"), 48);
  EXPECT_LT(red.number("matching"), 60);
  EXPECT_EQ(red.number("open"), 588);
  EXPECT_EQ(red["chosen"].as_array()->front().text("href"), "/queue");
}

TEST_P(QueueTest, filters_are_seen_and_can_be_taken_off) {
  const CaseId id = calm("Amara");
  calm("Chidi");
  world_.app.post("u01", World::path(id, "take"), json::Object{});
  EXPECT_EQ(rows("?mine=yes").as_array()->size(), 1U);
  EXPECT_EQ(rows("?state=RECEIVED").as_array()->size(), 1U);
  EXPECT_EQ(rows("?state=ENQUIRING").as_array()->size(), 0U);
  const auto page = world_.app.page("u01", "/queue?state=SCREENING&mine=yes");
  EXPECT_NE(page.body.find("href=\"/queue?mine=yes\""), std::string::npos);
  EXPECT_NE(page.body.find("href=\"/queue?state=SCREENING\""), std::string::npos);
  EXPECT_EQ(world_.app.get("u01", "/queue?state=NOTHING").status, 422);
}

TEST_P(QueueTest, the_next_one_is_the_first_that_nobody_has) {
  const CaseId old = calm("Amara");
  const CaseId red = urgent();
  EXPECT_EQ(world_.app.submit("u01", "/queue/next", {}).location, World::path(red, "screen"));
  EXPECT_EQ(world_.app.submit("u02", "/queue/next", {}).location, World::path(old, "screen"));
  EXPECT_EQ(world_.head(red).taken_by, StaffId::trusted("u01"));
  EXPECT_EQ(world_.head(red).state, model::NotificationState::screening);
  const auto none = world_.app.submit("u02", "/queue/next", {});
  EXPECT_EQ(none.location, "/queue?none=yes");
  EXPECT_NE(world_.app.page("u02", none.location).body.find("Every open case has somebody"),
            std::string::npos);
  EXPECT_EQ(world_.app.count("audit_event where kind = 'case.taken'"), 3);
}

TEST_P(QueueTest, two_who_take_one_case_do_not_both_have_it) {
  const CaseId id = calm("Amara");
  EXPECT_EQ(world_.app.post("u01", World::path(id, "take"), json::Object{}).status, 200);
  EXPECT_EQ(world_.app.post("u02", World::path(id, "take"), json::Object{}).status, 409);
  EXPECT_EQ(world_.head(id).taken_by, StaffId::trusted("u01"));
  const json::Value over = json::Object{{"from", "u01"}};
  EXPECT_EQ(world_.app.post("u02", World::path(id, "take"), over).status, 200);
  EXPECT_EQ(world_.head(id).taken_by, StaffId::trusted("u02"));
}

TEST_P(QueueTest, it_is_for_the_front_door_alone) {
  const CaseId id = calm("Amara");
  world_.app.database().write(
      [&](db::Transaction& tx) { cases::add_member(tx, id, AgencyId::trusted("police"), now_); });
  for (const char* who : {"u07", "u18"}) {
    EXPECT_EQ(world_.app.get(who, "/queue").status, 404);
    EXPECT_EQ(world_.app.submit(who, "/queue/next", {}).status, 404);
    EXPECT_EQ(world_.app.post(who, World::path(id, "take"), json::Object{}).status, 404);
  }
  EXPECT_EQ(world_.app.get("", "/queue").status, 401);
  EXPECT_EQ(world_.app.get("u22", "/queue").status, 200);
  EXPECT_TRUE(world_.head(id).taken_by.empty());
}

TEST_P(QueueTest, forms_beside_each_other_do_not_share_the_key_against_sending_twice) {
  calm("Amara");
  const std::string page = world_.app.page("u01", "/queue").body;
  const auto first = page.find("idempotency_key");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("idempotency_key", first + 1), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, QueueTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage
