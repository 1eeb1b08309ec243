// SPDX-License-Identifier: MIT
// Goal: the rota says who is present, and who keeps it; a desk without one works as if all are
// here.
#include <gmock/gmock.h>

#include <algorithm>

#include "mash/barnfield/hub.h"
#include "mash/shift/routes.h"
#include "mash/shift/schema.h"
#include "mash/shift/shift.h"
#include "mash/shift/templates.h"

namespace mash::shift {
namespace {

using barnfield::borough;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";

StaffId staff(const char* id) {
  return StaffId::trusted(id);
}

// Now is Tuesday 24 November 2026, 9:00.
class RotaTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  using Values = std::vector<std::pair<std::string, std::string>>;

  static Values entry(const char* person, const char* duty, const char* day, const char* from,
                      const char* until_day, const char* until) {
    return {{"person", person},       {"duty", duty},        {"from-day", day},
            {"from-month", "11"},     {"from-year", "2026"}, {"from_time", from},
            {"until-day", until_day}, {"until-month", "11"}, {"until-year", "2026"},
            {"until_time", until}};
  }
  support::Answer enter(const char* who, const Values& values) {
    return app_.submit(who, "/rota", values);
  }
  support::Answer day_shift(const char* person) {
    return enter(k_manager, entry(person, "ON_DUTY", "24", "08:00", "24", "16:30"));
  }
  Presence at(const char* time) {
    std::optional<Presence> out;
    app_.database().read(
        [&](db::Transaction& tx) { out.emplace(tx, borough(), *parse_iso(time)); });
    return *out;
  }
  // The path of the entry of this week that stands first.
  std::string first_entry(const char* who = k_manager) {
    return app_.get(who, "/rota").json()["entries"].as_array()->at(0).text("change");
  }

  support::TestApp app_{barnfield::hub(GetParam(), {{.name = "shift",
                                                     .schema = schema(),
                                                     .templates = templates(),
                                                     .routes = routes({borough()})}})};
};

TEST_P(RotaTest, without_a_rota_all_who_have_an_account_are_here) {
  const auto now = at("2026-11-24T03:00:00+00:00");
  EXPECT_FALSE(now.keeps_rota(pipeline::k_front_door));
  for (const char* who : {"u01", "u03", "u07", "u22"}) EXPECT_TRUE(now.is_here(staff(who))) << who;
  EXPECT_EQ(now.absence(staff("u18")), Absence::left) << "an analyst is at no desk";
  EXPECT_EQ(now.absence(staff("r01")), Absence::left) << "outside";
  EXPECT_THAT(now.here(model::Role::mash_manager), ElementsAre(staff("u03")));
  EXPECT_FALSE(now.next(pipeline::k_front_door).has_value());
  EXPECT_THAT(app_.page(k_police, "/rota").body,
              AllOf(HasSubstr("No rota this week: everybody counts as here"),
                    HasSubstr("Nobody is entered in this week."), HasSubstr("020 7946 0532")));
}

TEST_P(RotaTest, the_rota_says_who_is_here_and_who_comes_next) {
  const std::string saved = day_shift("u01").location;
  ASSERT_EQ(saved, "/rota?week=2026-11-23&done=entered#week") << "where the entry stands";
  EXPECT_THAT(app_.page(k_manager, saved.substr(0, saved.find('#'))).body,
              AllOf(HasSubstr("Entered."), HasSubstr("id=\"week\"")));
  ASSERT_EQ(enter(k_manager, entry("u02", "ON_DUTY", "24", "4:30pm", "24", "10pm")).status, 303);
  ASSERT_EQ(enter(k_manager, entry("u03", "ON_CALL", "24", "0:00", "25", "0:00")).status, 303);
  const auto morning = at("2026-11-24T09:00:00+00:00");
  EXPECT_THAT(morning.here(pipeline::k_front_door), ElementsAre(staff("u01")));
  EXPECT_EQ(morning.absence(staff("u02")), Absence::off_shift);
  EXPECT_THAT(morning.on_call(pipeline::k_front_door), ElementsAre(staff("u03")));
  EXPECT_EQ(morning.next(pipeline::k_front_door)->person, staff("u02"));
  EXPECT_TRUE(morning.is_here(staff("u07"))) << "the police keep no rota";
  const auto evening = at("2026-11-24T16:30:00+00:00");
  EXPECT_THAT(evening.here(pipeline::k_front_door), ElementsAre(staff("u02")))
      << "who ends at that minute has gone";
  EXPECT_THAT(at("2026-11-25T03:00:00+00:00").here(pipeline::k_front_door), IsEmpty());
  EXPECT_TRUE(at("2026-12-01T09:00:00+00:00").is_here(staff("u04"))) << "no rota in that week";
}

TEST_P(RotaTest, who_is_away_is_not_here_and_somebody_stands_in) {
  auto away = entry("u03", "AWAY", "24", "0:00", "26", "0:00");
  away.emplace_back("deputy", "u05");
  ASSERT_EQ(enter(k_manager, away).status, 303);
  const auto now = at("2026-11-24T09:00:00+00:00");
  EXPECT_EQ(now.absence(staff("u03")), Absence::away);
  EXPECT_THAT(now.deputies_here(staff("u03")), ElementsAre(staff("u05"), staff("u04")))
      << "the one named for these days, then the one of the configuration";
  EXPECT_FALSE(now.keeps_rota(pipeline::k_front_door)) << "nobody is entered as on duty";
  EXPECT_TRUE(at("2026-11-26T00:00:00+00:00").is_here(staff("u03")));
  EXPECT_EQ(at("2026-11-18T09:00:00+00:00").absence(staff("u12")), Absence::agency_away);
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("insert into account values ('u05', 0)"); });
  const auto later = at("2026-11-24T09:00:00+00:00");
  EXPECT_EQ(later.absence(staff("u05")), Absence::left);
  EXPECT_THAT(later.deputies_here(staff("u03")), ElementsAre(staff("u04")));
}

TEST_P(RotaTest, what_is_wrong_is_named_with_the_way_out) {
  EXPECT_THAT(enter(k_manager, {}).body,
              AllOf(HasSubstr("Choose who it is"), HasSubstr("Select whether they are on duty"),
                    HasSubstr("Enter the day on which it begins")));
  EXPECT_THAT(enter(k_manager, entry("u01", "ON_DUTY", "24", "16:00", "24", "08:00")).body,
              HasSubstr("This is not after it begins"));
  EXPECT_THAT(enter(k_manager, entry("u01", "ON_DUTY", "24", "08:00", "26", "08:00")).body,
              HasSubstr("Nobody is on duty for more than a day"));
  ASSERT_EQ(day_shift("u01").status, 303);
  EXPECT_THAT(enter(k_manager, entry("u01", "ON_DUTY", "24", "16:00", "24", "18:00")).body,
              AllOf(HasSubstr("They are in the rota at that time: On duty, 24 November 2026"),
                    HasSubstr("value=\"16:00\"")));
  EXPECT_EQ(enter(k_manager, entry("u01", "ON_DUTY", "24", "16:30", "24", "18:00")).status, 303)
      << "one ends as the other begins";
  auto stand_in = entry("u01", "AWAY", "25", "08:00", "25", "09:00");
  stand_in.emplace_back("deputy", "u07");
  EXPECT_THAT(enter(k_manager, stand_in).body, HasSubstr("somebody else of the same desk"));
  for (const char* nobody : {"u18", "r01", "u99"}) {
    EXPECT_THAT(enter(k_manager, entry(nobody, "ON_DUTY", "24", "08:00", "24", "09:00")).body,
                HasSubstr("Choose somebody of a desk whose rota you keep"))
        << nobody;
  }
  EXPECT_EQ(app_.count("shift"), 2);
}

TEST_P(RotaTest, each_keeps_the_rota_of_their_own_desk_and_managers_that_of_all) {
  const auto police = entry("u08", "ON_DUTY", "24", "08:00", "24", "16:00");
  EXPECT_EQ(enter(k_screener, police).status, 404);
  EXPECT_EQ(enter("u08", police).status, 404) << "only the navigator of a desk";
  ASSERT_EQ(enter(k_police, police).status, 303);
  EXPECT_EQ(enter(k_police, entry("u01", "ON_DUTY", "24", "08:00", "24", "16:00")).status, 422);
  const auto path = first_entry(k_police);
  EXPECT_EQ(app_.get("u09", path).status, 404) << "health";
  EXPECT_EQ(app_.submit("u09", path + "/remove", {{"version", "1"}}).status, 404);
  EXPECT_EQ(app_.get(k_manager, path).status, 200);
  EXPECT_THAT(app_.page("u09", "/rota").body, Not(HasSubstr("href=\"" + path)));
  EXPECT_THAT(app_.page(k_screener, "/rota").body, Not(HasSubstr("Enter somebody")));
  EXPECT_EQ(app_.get("u18", "/rota").status, 404) << "no desk, no rota";
}

TEST_P(RotaTest, of_two_who_change_an_entry_one_sees_both_and_loses_nothing) {
  ASSERT_EQ(day_shift("u01").status, 303);
  const auto path = first_entry();
  auto first = entry("u01", "ON_DUTY", "24", "09:00", "24", "17:00");
  first.emplace_back("version", "1");
  auto second = entry("u01", "ON_DUTY", "24", "7:15", "24", "15:00");
  second.emplace_back("version", "1");
  ASSERT_EQ(app_.submit(k_manager, path, first).status, 303);
  const auto refused = app_.submit("u05", path, second);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("Somebody changed this entry meanwhile"),
                                  HasSubstr("24 November 2026 at 9:00am"),
                                  HasSubstr("value=\"7:15\""), HasSubstr("value=\"2\"")));
  EXPECT_EQ(app_.submit("u05", path + "/remove", {{"version", "1"}}).status, 409);
  EXPECT_EQ(app_.submit("u05", path + "/remove", {{"version", "2"}}).status, 303);
  EXPECT_EQ(app_.get("u05", path).status, 404);
  EXPECT_TRUE(at("2026-11-24T03:00:00+00:00").is_here(staff("u01")));
  EXPECT_EQ(app_.count("shift"), 1) << "taken out, not deleted";
}

INSTANTIATE_TEST_SUITE_P(Engines, RotaTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::shift
