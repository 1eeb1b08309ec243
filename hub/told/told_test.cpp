// SPDX-License-Identifier: MIT
// Goal: what was told by telephone, because nobody of the owner could be reached, stands on the
// record; the owner hears of it at once, a second person looks at it, and nothing has left the hub.
#include "mash/told/told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/queue.h"
#include "mash/disclosure/schema.h"
#include "mash/people/people.h"
#include "mash/shift/routes.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"
#include "mash/told/templates.h"

namespace mash::told {
namespace {

using barnfield::body;
using policy::Action;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_duty = "u22";
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u07";
constexpr const char* k_health = "u09";

using Members = std::vector<std::pair<std::string, json::Value>>;

class ToldTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options() {
    auto o = barnfield::hub(
        GetParam(),
        {{.name = "shift",
          .schema = shift::schema(),
          .templates = shift::templates(),
          .routes = shift::routes({barnfield::borough()})},
         {.name = "alerts", .schema = alerts::schema()},
         {.name = "disclosure", .schema = disclosure::schema(), .templates = told::templates()}});
    for (auto& r : told::routes({barnfield::borough(),
                                 barnfield::timescales(),
                                 {barnfield::borough(), alerts::built_in_alert_policy()}})) {
      o.routes.push_back(std::move(r));
    }
    o.routes.push_back(barnfield::item_route());
    o.routes.push_back(owed_route());
    return o;
  }
  static pipeline::Route owed_route() {
    return pipeline::page<Action::read_tasks>(
        {.path = "/test/owed",
         .summary = "What is owed (tests)",
         .event = "test.owed",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Array list;
           for (const auto& one : owed(c)) list.emplace_back(one.what);
           json::Value data = json::Object{};
           data.set("owed", std::move(list));
           return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
         }});
  }
  CaseId add_case() {
    const auto id = CaseId::make(app_.random());
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, true);
      for (const char* agency : {"police", "health"}) {
        cases::add_member(c.tx, id, AgencyId::trusted(agency), c.now);
      }
    });
    return id;
  }
  std::string path(const std::string& rest = "") const {
    return "/case/" + case_.text() + "/told" + rest;
  }
  json::Value call(const Members& more = {}) const {
    json::Value v = body({{"about", json::Array{"agency:police"}},
                          {"name", "Dr Plantedname"},
                          {"role", "Registrar"},
                          {"agency", "Plantedhospital"},
                          {"number", "020 7946 0999"},
                          {"told", "2026-11-24"},
                          {"told_time", "08:30"},
                          {"said", "Plantedsaid"},
                          {"why", "Plantedwhy"},
                          {"tried", "Plantedtried"},
                          {"basis", json::Array{"UKGDPR_6_1_D"}}});
    for (const auto& [name, value] : more) v.set(name, value);
    return v;
  }
  // Answers the path of what was written down.
  std::string tell(const char* who = k_manager, const Members& more = {}) {
    const auto a = app_.post(who, path(), call(more));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  std::vector<std::string> strings(const std::string& sql) {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& r : tx.query(sql)) out.push_back(r.text(0));
    });
    return out;
  }
  std::vector<std::string> alerted() {
    return strings("select distinct person from alert where kind = 'urgent' order by person");
  }
  std::vector<std::string> owed_by(const char* who) {
    std::vector<std::string> out;
    const auto all = app_.get(who, "/test/owed").json();
    for (const auto& one : *all["owed"].as_array()) {
      out.push_back(*one.as_string());
    }
    return out;
  }
  void away(const char* person) {
    app_.get(k_manager, "/rota");
    const auto a = app_.submit(k_manager, "/rota",
                               {{"person", person},
                                {"duty", "AWAY"},
                                {"from-day", "23"},
                                {"from-month", "11"},
                                {"from-year", "2026"},
                                {"from_time", "00:01"},
                                {"until-day", "27"},
                                {"until-month", "11"},
                                {"until-year", "2026"},
                                {"until_time", "23:59"}});
    ASSERT_EQ(a.status, 303) << a.body;
  }
  std::vector<cases::Deadline> clocks() {
    std::vector<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::clocks_of(tx, case_); });
    return out;
  }
  std::string write_item(const char* who, const char* fact) {
    return app_
        .post(who, "/test/" + case_.text() + "/item", body({{"fact", fact}, {"sensitivity", 0}}))
        .json()
        .text("item");
  }
  void sql(const std::string& text) {
    app_.database().write([&](db::Transaction& tx) { tx.execute(text); });
  }
  std::optional<cases::Deadline> clock() {
    std::optional<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) {
      out = cases::running_clock(tx, case_, model::Stage::told_review);
    });
    return out;
  }

  support::TestApp app_{options()};
  CaseId case_ = add_case();
};

TEST_P(ToldTest, H10_what_is_told_by_telephone_is_recorded_and_reviewed_and_nothing_left) {
  const auto one = tell();
  const auto read = app_.page(k_manager, one);
  for (const char* words :
       {"Plantedname", "Registrar", "Plantedhospital", "020 7946 0999", "Plantedsaid", "Plantedwhy",
        "Plantedtried", "vital interests", "Something that it has not disclosed here"}) {
    EXPECT_THAT(read.body, HasSubstr(words));
  }
  EXPECT_THAT(strings("select id from release_event"), IsEmpty()) << "the hub releases nothing";
  EXPECT_THAT(alerted(), ElementsAre("u04", "u07", "u08", "u31"))
      << "the owner's desk with its deputy, and the deputy manager as a second person";
  EXPECT_THAT(owed_by(k_police), ElementsAre(HasSubstr("Read what was told")));
  EXPECT_THAT(owed_by(k_deputy), ElementsAre(HasSubstr("Review what was told")));
  EXPECT_THAT(owed_by(k_manager), IsEmpty()) << "who told it does not review it";
  ASSERT_TRUE(clock().has_value());
  EXPECT_EQ(clock()->due_at, app_.clock().now() + Duration::hours(24));

  const auto reviewed = app_.post(k_deputy, one + "/review",
                                  body({{"answer", "RIGHT"}, {"reason", "Plantedreview"}}));
  EXPECT_EQ(reviewed.status, 200) << reviewed.body;
  EXPECT_FALSE(clock().has_value());
  EXPECT_THAT(owed_by(k_deputy), IsEmpty());
  const auto replied = app_.post(k_police, one + "/reply", body({{"reply", "Plantedreply"}}));
  EXPECT_EQ(replied.status, 200) << replied.body;
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  const auto after = app_.page(k_police, one).body;
  for (const char* words : {"Plantedsaid", "Plantedreview", "Plantedreply", "It was right"}) {
    EXPECT_THAT(after, HasSubstr(words));
  }
}

TEST_P(ToldTest, H10_nobody_reviews_what_they_told_themselves_and_nobody_reviews_twice) {
  const auto one = tell();
  const auto answer = body({{"answer", "RIGHT"}, {"reason", "Sure"}});
  const auto own = app_.post(k_manager, one + "/review", answer);
  EXPECT_EQ(own.status, 422);
  EXPECT_THAT(own.body, HasSubstr("somebody else"));
  EXPECT_THAT(app_.page(k_manager, one).body, Not(HasSubstr("Record the review")));
  EXPECT_EQ(app_.post(k_screener, one + "/review", answer).status, 404);
  EXPECT_EQ(app_.post(k_police, one + "/review", answer).status, 404);
  EXPECT_EQ(app_.post(k_deputy, one + "/review", body({{"answer", "RIGHT"}})).status, 422);
  EXPECT_TRUE(clock().has_value());
  EXPECT_EQ(app_.post(k_deputy, one + "/review", answer).status, 200);
  EXPECT_EQ(app_.post(k_duty, one + "/review", answer).status, 409);
  EXPECT_THAT(app_.page(k_manager, one).body, HasSubstr("Sure"));
}

TEST_P(ToldTest, H10_the_duty_team_is_asked_where_no_other_manager_is_here) {
  away(k_deputy);
  tell();
  EXPECT_THAT(alerted(), Contains(std::string(k_duty)));
  EXPECT_THAT(alerted(), Not(Contains(std::string(k_deputy))));
  EXPECT_THAT(owed_by(k_duty), ElementsAre(HasSubstr("Review what was told")));
}

TEST_P(ToldTest, H10_the_duty_worker_tells_at_night_and_a_manager_reviews) {
  const auto one = tell(k_duty);
  EXPECT_EQ(app_.post(k_manager, one + "/review",
                      body({{"answer", "IN_PART"}, {"reason", "The address was not needed"}}))
                .status,
            200);
  EXPECT_THAT(app_.page(k_duty, one).body, HasSubstr("not all of it"));
}

TEST_P(ToldTest, H10_each_owner_reads_only_its_own_and_to_others_it_is_absent) {
  const auto before = app_.get(k_health, path()).json();
  const auto one = tell();
  EXPECT_EQ(json::encode(app_.get(k_health, path()).json()), json::encode(before));
  const auto absent = path("/" + new_id_text(app_.random()));
  for (const char* who : {k_health, k_screener, "u06"}) {
    EXPECT_EQ(app_.get(who, one).status, 404) << who;
    EXPECT_EQ(app_.get(who, one).body, app_.get(who, absent).body);
    EXPECT_EQ(app_.post(who, one + "/reply", body({{"reply", "x"}})).status, 404);
    EXPECT_THAT(owed_by(who), IsEmpty());
  }
  EXPECT_EQ(app_.get("u11", one).status, 404) << "not in the cell";
  EXPECT_EQ(app_.post(k_screener, path(), call()).status, 404) << "may not send";
  EXPECT_EQ(app_.post(k_police, path(), call()).status, 404);
  EXPECT_THAT(json::encode(app_.get(k_police, path()).json()), HasSubstr("Told by telephone"));
}

TEST_P(ToldTest, H10_an_item_in_the_hub_is_named_and_is_one_agencys) {
  const auto wrote = [&](const char* who) {
    return app_
        .post(who, "/test/" + case_.text() + "/item",
              body({{"fact", std::string("Fact of ") + who}, {"sensitivity", 0}}))
        .json()
        .text("item");
  };
  const auto police = wrote(k_police);
  const auto health = wrote(k_health);
  const auto both = app_.post(k_manager, path(),
                              call({{"about", json::Array{"item:" + police, "item:" + health}}}));
  EXPECT_EQ(both.status, 422);
  EXPECT_THAT(both.body, HasSubstr("what one agency holds"));
  const auto one = tell(k_manager, {{"about", json::Array{"item:" + police}}});
  EXPECT_THAT(app_.page(k_police, one).body, HasSubstr("Fact of u07"));
  EXPECT_EQ(app_.get(k_health, one).status, 404);
  EXPECT_THAT(
      app_.post(k_manager, path(), call({{"about", json::Array{"item:" + case_.text()}}})).body,
      HasSubstr("Choose from the list"));
}

TEST_P(ToldTest, H10_a_draft_of_a_desk_changes_nothing_on_the_form) {
  const auto before = app_.get(k_manager, path()).json();
  app_.post(k_police, "/test/" + case_.text() + "/item",
            body({{"fact", "Half a thought"}, {"sensitivity", 0}, {"draft", "yes"}}));
  EXPECT_EQ(json::encode(app_.get(k_manager, path()).json()), json::encode(before));
}

// Managers belong to the agency of the csc desk and are not at it.
TEST_P(ToldTest, H10_only_the_owners_desk_answers_though_the_teller_is_of_the_same_agency) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::add_member(c.tx, case_, AgencyId::trusted("csc"), c.now);
  });
  const auto one = tell(k_manager, {{"about", json::Array{"agency:csc"}}});
  const auto read = body({{"reply", "We have read it"}});
  for (const char* who : {k_manager, k_deputy, k_screener, "u05"}) {
    EXPECT_EQ(app_.post(who, one + "/reply", read).status, 404) << who;
  }
  for (const char* who : {k_screener, "u05"}) EXPECT_EQ(app_.get(who, one).status, 404) << who;
  EXPECT_THAT(app_.page(k_manager, one).body, Not(HasSubstr("Record that we have read it")));
  EXPECT_THAT(owed_by(k_manager), IsEmpty());
  EXPECT_THAT(owed_by("u06"), ElementsAre(HasSubstr("Read what was told")));
  EXPECT_EQ(app_.post("u06", one + "/reply", read).status, 200);
}

TEST_P(ToldTest, H10_the_call_keeps_the_words_that_were_told) {
  const auto item = write_item(k_police, "First words");
  const auto one = tell(k_manager, {{"about", json::Array{"item:" + item}}});
  sql("insert into item_version (item_id, version, sensitivity, marking, written_at, written_by,"
      " sealed) select item_id, 2, sensitivity, marking, written_at, written_by, sealed from"
      " item_version where item_id = '" +
      item + "'");
  sql("update item set version = 2 where id = '" + item + "'");
  EXPECT_THAT(app_.page(k_deputy, one).body, HasSubstr("First words"))
      << "the second version, whose words are nobody's here, is not opened";
  sql("update item set state = 'ERASED' where id = '" + item + "'");
  const auto after = app_.page(k_deputy, one).body;
  EXPECT_THAT(after, HasSubstr("erased now"));
  EXPECT_THAT(after, Not(HasSubstr("Something that it has not disclosed here")));
}

TEST_P(ToldTest, H10_each_call_has_a_clock_of_its_own) {
  const auto first = tell();
  app_.clock().advance(Duration::hours(23));
  const auto second = tell(k_duty);
  ASSERT_EQ(clocks().size(), 2U);
  const auto answer = body({{"answer", "RIGHT"}, {"reason", "Sure"}});
  ASSERT_EQ(app_.post(k_deputy, first + "/review", answer).status, 200);
  app_.clock().advance(Duration::hours(2));
  cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now());
  for (const auto& one : clocks()) {
    EXPECT_FALSE(one.breached_at.has_value()) << "the second has its own 24 hours";
  }
  app_.clock().advance(Duration::hours(24));
  EXPECT_EQ(cases::fire_due_clocks(app_.app(), app_.database(), app_.clock().now()), 1);
  EXPECT_GT(alerts::tell_of_clocks(app_.app(), app_.database(),
                                   {barnfield::borough(), alerts::built_in_alert_policy()},
                                   app_.clock().now()),
            0);
  EXPECT_THAT(app_.page("u40", second).body, HasSubstr("OVERDUE"));
}

TEST_P(ToldTest, H10_a_call_that_nobody_reviews_hides_no_later_one) {
  tell();
  const alerts::Deps deps{barnfield::borough(), alerts::built_in_alert_policy()};
  const auto told = [&] {
    return alerts::tell_of_clocks(app_.app(), app_.database(), deps, app_.clock().now());
  };
  app_.clock().advance(Duration::hours(25));
  EXPECT_GT(told(), 0);
  tell(k_duty);
  while (told() > 0) {
  }
  app_.clock().advance(Duration::hours(25));
  EXPECT_GT(told(), 0) << "the second is late too";
}

TEST_P(ToldTest, H10_the_clock_of_a_call_stands_in_no_list_of_cases) {
  const auto next = [this] {
    std::optional<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::queue_entry(tx, case_)->next; });
    return out;
  };
  const auto in_queue = [this] {
    std::vector<cases::OpenCase> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::open_queue(tx, {}, 10, 0); });
    return out.at(0).next;
  };
  const auto page = json::encode(app_.get(k_screener, path()).json());
  tell();
  EXPECT_FALSE(next().has_value());
  EXPECT_FALSE(in_queue().has_value());
  EXPECT_EQ(json::encode(app_.get(k_screener, path()).json()), page) << "nor in the bar";
}

TEST_P(ToldTest, H10_who_spoke_and_who_wrote_it_down_do_not_review_it) {
  const auto one = tell(k_deputy, {{"speaker", k_manager}});
  EXPECT_THAT(alerted(), Contains(std::string(k_duty)));
  EXPECT_THAT(alerted(), Not(Contains(std::string(k_manager))));
  const auto answer = body({{"answer", "RIGHT"}, {"reason", "Sure"}});
  for (const char* who : {k_manager, k_deputy}) {
    EXPECT_THAT(owed_by(who), IsEmpty()) << who;
    EXPECT_EQ(app_.post(who, one + "/review", answer).status, 422) << who;
  }
  EXPECT_EQ(app_.post(k_duty, one + "/review", answer).status, 200);
  const auto wrong = app_.post(k_deputy, path(), call({{"speaker", k_police}}));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("/speaker"));
}

TEST_P(ToldTest, faults_are_named_and_what_was_typed_is_kept) {
  const auto a = app_.post(k_manager, path(), body({}));
  EXPECT_EQ(a.status, 422);
  for (const char* field : {"/name", "/role", "/agency", "/number", "/said", "/why", "/tried"}) {
    EXPECT_THAT(a.body, HasSubstr(field));
  }
  const auto b =
      app_.post(k_manager, path(), call({{"about", json::Array{}}, {"basis", json::Array{}}}));
  EXPECT_THAT(b.body, HasSubstr("/about"));
  EXPECT_THAT(b.body, HasSubstr("/basis"));
  EXPECT_THAT(app_.post(k_manager, path(), call({{"told", "2026-11-25"}})).body,
              HasSubstr("still to come"));
  const auto form = app_.submit(k_manager, path(), {{"said", "Typed with care"}});
  EXPECT_EQ(form.status, 422);
  EXPECT_THAT(form.body, HasSubstr("Typed with care"));
  EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr(" checked")));
}

TEST_P(ToldTest, H07_nobody_is_to_be_rung_who_may_not_know_of_the_case) {
  const auto said = [&] { return app_.page(k_manager, path()).body; };
  EXPECT_THAT(said(), HasSubstr("020 7946 0532: Agata Nowak; Stephen Oduya"));
  const auto bar = [&](const char* who) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, case_, StaffId::trusted(who), "Planted");
    });
  };
  bar("u08");
  EXPECT_THAT(said(), HasSubstr("020 7946 0532: Stephen Oduya"));
  bar("u31");
  EXPECT_THAT(said(), HasSubstr("020 7946 0532: nobody is on call who may know of this case"));
}

TEST_P(ToldTest, whoever_is_barred_hears_nothing_of_it) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_deputy), "His sister");
    cases::set_bar(c, case_, StaffId::trusted(k_police), "Her brother");
  });
  const auto one = tell();
  EXPECT_THAT(alerted(), Not(Contains(std::string(k_deputy))));
  EXPECT_THAT(alerted(), Not(Contains(std::string(k_police))));
  for (const char* who : {k_deputy, k_police}) {
    EXPECT_THAT(owed_by(who), IsEmpty());
    EXPECT_EQ(app_.get(who, one).status, 404);
  }
}

TEST_P(ToldTest, nothing_that_was_said_is_in_clear_in_the_database) {
  const auto one = tell();
  app_.post(k_deputy, one + "/review", body({{"answer", "WRONG"}, {"reason", "Plantedreview"}}));
  app_.post(k_police, one + "/reply", body({{"reply", "Plantedreply"}}));
  int rows = 0;
  app_.database().read([&](db::Transaction& tx) {
    rows = 0;
    for (const char* table : {"told", "told_review", "told_reply"}) {
      for (const auto& r : tx.query("select sealed from " + std::string(table))) {
        ++rows;
        EXPECT_EQ(to_text(r.blob(0)).find("Planted"), std::string::npos);
      }
    }
    for (const auto& r : tx.query("select id, owner, basis, told_by from told")) {
      for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(r.text(i).find("Planted"), std::string::npos);
      }
    }
  });
  EXPECT_EQ(rows, 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, ToldTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::told
