// SPDX-License-Identifier: MIT
// Goal: no act is silent: the page after it says in one sentence what was done, once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/oversight/oversight.h"
#include "told_case.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class DoneTest : public ToldCase {};

TEST_P(DoneTest, the_next_page_says_once_what_was_done) {
  Visitor& officer = tell();
  journey_.look_into_case_system(officer, journey_.case_id, 0);
  const std::string done = "Done: recorded what the case system says of a child.";
  EXPECT_EQ(officer.get("/queue").body.find(done), std::string::npos) << "JSON is for programs";
  EXPECT_THAT(words_of(officer.page("/queue").body), HasSubstr(done));
  EXPECT_THAT(words_of(officer.page("/queue").body), Not(HasSubstr(done)));
}

TEST_P(DoneTest, what_was_refused_is_not_said_to_be_done) {
  Visitor& officer = tell();
  officer.page(journey_.case_path("/screen"));
  EXPECT_EQ(officer.submit(officer.form(journey_.case_path("/screen"))).status, 422);
  EXPECT_THAT(words_of(officer.page("/queue").body), Not(HasSubstr("Done: screened")));
}

TEST_P(DoneTest, it_is_forgotten_once_it_was_said) {
  Visitor& officer = tell();
  journey_.look_into_case_system(officer, journey_.case_id, 0);
  const auto cookie = world_.hub_room().wire.session_cookie + "-done";
  EXPECT_THAT(officer.cookie(cookie), StartsWith("case.open-checked~"));
  officer.page("/queue");
  EXPECT_EQ(officer.cookie(cookie), "");
}

TEST_P(DoneTest, whoever_comes_next_at_the_same_browser_reads_nothing_of_it) {
  Visitor& officer = tell();
  journey_.look_into_case_system(officer, journey_.case_id, 0);
  const auto cookie = world_.hub_room().wire.session_cookie + "-done";
  Visitor& next = world_.hub("u03");
  next.keep_cookie(cookie, officer.cookie(cookie));
  EXPECT_THAT(words_of(next.page("/queue").body), Not(HasSubstr("Done:")));
}

// Each act of the hub's routes that leads to another page.
TEST_P(DoneTest, every_act_has_its_sentence) {
  // A form is shown, or somebody is somebody else: nothing leads on from that.
  const std::set<std::string> said_by_the_page = {"session.asked", "session.started",
                                                  "session.ended", "case.read"};
  for (const auto& route : world_.hub_room().app.routes()) {
    if (!route.writes() || said_by_the_page.contains(std::string(route.event))) continue;
    EXPECT_NE(oversight::done_sentence(route.event), "") << route.path << " " << route.event;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, DoneTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
