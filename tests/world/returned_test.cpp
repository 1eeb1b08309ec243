// SPDX-License-Identifier: MIT
// Goal: what goes back for want of agreement tells its sender what is missing, as far as who they
// are allows (scenario A07).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/world/journey.h"

namespace mash::world {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* k_missing = "The mother has not been asked whether she wants help.";

class ReturnedTest : public testing::TestWithParam<db::Engine> {
 protected:
  void send_back(Visitor& officer, const std::string& path, const std::string& missing) {
    officer.page(path);
    must(officer, officer.form(path)
                      .set("next", "RETURNED_TO_REFERRER")
                      .set("missing", missing)
                      .set("reason", "Nobody agreed to it, and nobody is worried."));
  }
  // A call that somebody typed in; the path of its screening.
  std::string typed_in(Visitor& officer, const std::string& source, bool told) {
    officer.page("/enter");
    const auto path = must(officer, officer.form("/enter"));
    officer.page(path);
    must(officer, officer.form(path)
                      .set("narrative", "They would like a place in a nursery.")
                      .set("danger", "no")
                      .set("channel", "phone")
                      .set("source", source)
                      .set("go", "check"));
    officer.page(path + "/check");
    auto form = officer.form(path + "/check");
    if (told) form.set("told", "yes");
    const auto notification = must(officer, form);
    return notification.substr(0, notification.rfind('/')) + "/screen";
  }
  std::int64_t told(const std::string& state) {
    std::int64_t out = 0;
    world_.hub_room().database.read([&](db::Transaction& tx) {
      out = tx.query("select count(*) from feedback where state = $1", {state}).front().integer(0);
    });
    return out;
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
};

TEST_P(ReturnedTest, A07_the_school_reads_what_is_missing_at_the_gate) {
  journey_.professional_tells();
  journey_.neighbour_tells();
  journey_.hub_collects();
  journey_.screening_officers_take();
  journey_.say_who_they_are();
  world_.at("the officer gives it back", 8);
  send_back(world_.hub("u02"), journey_.case_path("/screen"), k_missing);
  EXPECT_EQ(told("SENT"), 1);
  world_.at("it goes out", 9);
  world_.door();
  world_.at("the school asks after it", 10);
  Visitor& teacher = world_.passer_by("teacher at home");
  teacher.page("/notify/status");
  const auto answer = teacher.submit(teacher.form("/notify/status")
                                         .set("reference", journey_.receipt.reference)
                                         .set("code", journey_.receipt.code));
  EXPECT_THAT(words_of(answer.body), HasSubstr(k_missing));
  EXPECT_THAT(words_of(answer.body), HasSubstr("you need nobody's agreement for that"));
  EXPECT_THAT(words_of(answer.body), Not(HasSubstr("nobody is worried"))) << "the hub's own reason";
}

TEST_P(ReturnedTest, A07_the_public_hear_fixed_words_and_who_is_unnamed_hears_nothing) {
  world_.at("calls are typed in", 3);
  Visitor& officer = world_.hub("u01");
  send_back(officer, typed_in(officer, "1A", true), k_missing);
  EXPECT_EQ(told("TOLD"), 1) << "there is no receipt of the gate";
  send_back(officer, typed_in(officer, "9", false), "");
  EXPECT_EQ(told("NOT_POSSIBLE"), 1);
  EXPECT_EQ(told("SENT"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, ReturnedTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
