// SPDX-License-Identifier: MIT
// Goal: a browser on the wall shows the board for a working day without anybody at it, and can do
// nothing else from the moment on which it was set up.
#include <gmock/gmock.h>

#include "live_test_world.h"
#include "mash/directory/directory.h"

namespace mash::live::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class WallTest : public LiveTest {
 protected:
  struct Screen {
    std::string cookies;
  };
  // As the browser on the wall sends it.
  http::Response send(const Screen& screen, const std::string& method, const std::string& path) {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = "203.0.113.9";
    r.headers = {{"host", "hub.test"}, {"cookie", screen.cookies}, {"accept", "text/html"}};
    if (method == "POST") {
      r.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    }
    return app_.app().dispatch(r);
  }
  static std::string location(const http::Response& r) {
    for (const auto& [name, value] : r.headers) {
      if (name == "location") return value;
    }
    return "";
  }
  // Whoever is signed in puts it there; what is left in the browser are the cookies of the answer.
  Screen put_up(const std::string& who) {
    const auto answer = app_.submit(who, "/board/wall", {});
    EXPECT_EQ(answer.location, "/wall");
    Screen screen;
    for (const auto& [name, value] : answer.headers) {
      if (name != "set-cookie") continue;
      const std::string pair = value.substr(0, value.find(';'));
      if (pair.ends_with('=')) continue;  // taken away
      EXPECT_THAT(value, AllOf(HasSubstr("Secure"), HasSubstr("HttpOnly"), HasSubstr("Strict")));
      screen.cookies += (screen.cookies.empty() ? "" : "; ") + pair;
    }
    return screen;
  }
  bool shows(const Screen& screen) { return send(screen, "GET", "/wall").status == 200; }
  std::string end_path() {
    return app_.get(k_manager, "/board/walls").json()["screens"].as_array()->at(0).text("end");
  }
};

TEST_P(WallTest, B15_a_screen_on_the_wall_shows_the_board_all_day_and_nothing_else) {
  const CaseId id = add_case();
  ask(id, {"police"});
  ASSERT_THAT(app_.page(k_screener, "/board").body, HasSubstr("Show on the wall"));
  const Screen screen = put_up(k_screener);
  EXPECT_EQ(app_.get(k_screener, "/board").status, 401) << "given up at once";
  EXPECT_THAT(screen.cookies, Not(HasSubstr(";"))) << "no session is left in the browser";
  EXPECT_THAT(send(screen, "GET", "/wall").body, Not(HasSubstr("noted with your name")));
  for (const std::string& path :
       {std::string("/board"), std::string("/board/walls"), std::string("/requests"),
        std::string("/releases"), "/case/" + id.text(), "/case/" + id.text() + "/ask"}) {
    const auto answer = send(screen, "GET", path);
    EXPECT_EQ(answer.status, 303) << path;
    EXPECT_EQ(location(answer), "/sign-in") << path;
  }
  EXPECT_EQ(send(screen, "GET", "/events").status, 303) << "what people listen to";
  for (const std::string& path : {std::string("/board/wall"), "/case/" + id.text() + "/ask"}) {
    EXPECT_EQ(location(send(screen, "POST", path)), "/sign-in") << path;
  }
  app_.clock().advance(Duration::hours(11));  // and nobody has touched it
  const std::string page = send(screen, "GET", "/wall").body;
  EXPECT_THAT(page, AllOf(HasSubstr("Time left"), HasSubstr("Police"), HasSubstr("/wall/events"),
                          HasSubstr("Shown here until 24 November 2026 at 9:00pm"),
                          Not(HasSubstr("Show on the wall")), Not(HasSubstr("/queue"))));
  const auto name = barnfield::borough().find_staff(StaffId::trusted(k_screener))->name.reveal();
  for (const std::string& word : {std::string("Amara"), std::string("Okafor"), name, id.text(),
                                  barnfield::head_of(app_, id).reference}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
  app_.clock().advance(Duration::hours(1));
  EXPECT_EQ(location(send(screen, "GET", "/wall")), "/sign-in") << "it ends by itself";
  EXPECT_FALSE(app_.get(k_manager, "/board/walls").json().flag("has_screens"));
  app_.database().write([&](db::Transaction& tx) { sweep(tx, app_.clock().now()); });
  EXPECT_EQ(app_.count("wall_screen"), 0);
}

TEST_P(WallTest, B15_a_screen_hears_that_the_board_has_moved_and_of_nothing_else) {
  const CaseId id = add_case();
  const Screen screen = put_up(k_screener);
  const auto stream = send(screen, "GET", "/wall/events").events;
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->take(), "event: board\ndata: {}\n\n") << "neither a queue nor a case";
  act([&](auto& c) { cases::set_state(c, id, model::NotificationState::analysis); });
  EXPECT_EQ(heard(*stream), "event: board\ndata: {}\n\n");
  add_case(k_barred);
  EXPECT_EQ(heard(*stream), "") << "hidden from somebody";
}

TEST_P(WallTest, B15_whoever_is_at_the_front_door_ends_it_from_elsewhere) {
  const Screen first = put_up(k_screener);
  app_.clock().advance(Duration::minutes(1));
  const Screen second = put_up(k_barred);
  const auto stream = send(first, "GET", "/wall/events").events;
  EXPECT_THAT(app_.page(k_manager, "/board/walls").body,
              AllOf(HasSubstr("Marion Pettifer"), HasSubstr("24 November 2026 at 9:00pm")));
  for (const char* who : {k_police, k_analyst}) {
    EXPECT_EQ(app_.get(who, "/board/walls").status, app_.get(who, "/queue").status) << who;
    EXPECT_NE(app_.submit(who, end_path(), {}).status, 303) << who;
  }
  const std::string path = end_path();
  EXPECT_EQ(app_.submit(k_manager, path, {}).location, "/board/walls");
  EXPECT_FALSE(shows(first));
  EXPECT_TRUE(shows(second));
  heard(*stream);
  EXPECT_FALSE(stream->is_open());
  EXPECT_EQ(app_.submit(k_manager, path, {}).status, 409) << "has ended";
  EXPECT_EQ(location(send(second, "POST", "/wall/end")), "/sign-in")
      << "and from the screen itself";
  EXPECT_FALSE(shows(second));
  EXPECT_EQ(app_.count("wall_screen"), 0);
  EXPECT_GT(app_.count("audit_event where kind = 'board.wall-started'"), 0);
  EXPECT_GT(app_.count("audit_event where kind = 'board.wall-ended'"), 0);
}

TEST_P(WallTest, B15_it_ends_with_whoever_set_it_up) {
  const Screen screen = put_up(k_screener);
  ASSERT_TRUE(shows(screen));
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("insert into account values ($1, 0)", {std::string(k_screener)});
  });
  EXPECT_FALSE(shows(screen)) << "they have left";
  EXPECT_EQ(send(screen, "GET", "/wall/events").status, 404);
  EXPECT_EQ(send({}, "GET", "/wall").status, 303);
  EXPECT_EQ(send({"__Host-mash-wall=guessed"}, "GET", "/wall").status, 303);
  EXPECT_EQ(app_.submit(k_police, "/board/wall", {}).status, 404) << "a desk sets up none";
}

INSTANTIATE_TEST_SUITE_P(Engines, WallTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::live::testing
