// SPDX-License-Identifier: MIT
// Goal: at the end of a shift everything that somebody holds has a present owner who reads what was
// said; and what is held by somebody who is not here is seen by whoever runs the desk, and by
// nobody from whom it is hidden.
#include <gmock/gmock.h>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/casework/casework.h"
#include "mash/casework/schema.h"
#include "mash/casework/templates.h"
#include "mash/enquiry/schema.h"
#include "mash/handover/handover.h"
#include "mash/handover/templates.h"
#include "mash/people/people.h"
#include "mash/shift/routes.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"

namespace mash::handover {
namespace {

using barnfield::borough;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_screener = "u01";
constexpr const char* k_colleague = "u02";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";

// Now is Tuesday 24 November 2026, 9:00; Marion (u01) holds a case, and Leon (u07) a task in it.
class HandoverTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  using Values = std::vector<std::pair<std::string, std::string>>;

  void SetUp() override {
    case_ = add_case(k_screener);
    give(case_, "person:u07", "Look at the address");
  }
  CaseId add_case(const char* holder, Duration ago = {}) {
    CaseId id;
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      id = CaseId::make(c.random);
      cases::add_case(c, id, c.now - ago, false);
      cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
      cases::set_taken_by(c, id, StaffId::trusted(holder));
    });
    return id;
  }
  void give(const CaseId& id, const char* to, const char* what) {
    ASSERT_EQ(app_.submit(k_manager, "/case/" + id.text() + "/tasks",
                          {{"what", what},
                           {"for", to},
                           {"due-day", "24"},
                           {"due-month", "11"},
                           {"due-year", "2026"},
                           {"due_time", "2pm"},
                           {"why", "Nobody has seen her."}})
                  .status,
              303);
  }
  void bar(const CaseId& id, const char* who) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(who), "Her sister is the mother");
    });
  }
  void on_duty(const char* who, int hours) {
    app_.database().write([&](db::Transaction& tx) {
      shift::seed_on_duty(tx, borough(), StaffId::trusted(who), app_.clock().now(),
                          app_.clock().now() + Duration::hours(hours), app_.random());
    });
  }
  StaffId holder(const CaseId& id) { return barnfield::head_of(app_, id).taken_by; }
  // The codes of the lines that somebody sees, in their order.
  std::vector<std::string> codes(const char* who, const std::string& path = "/handover") {
    std::vector<std::string> out;
    const auto page = app_.get(who, path).json();
    for (const auto& line : *page["lines"].as_array()) {
      out.push_back(line.text("code"));
    }
    return out;
  }
  // All lines of the page with these receivers and notes.
  static Values form(const std::vector<std::string>& lines, const std::vector<const char*>& to,
                     const std::vector<const char*>& notes, const char* all = "") {
    Values out = {{"all", all}};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out.emplace_back("line", lines[i]);
      out.emplace_back("to", to.at(i));
      out.emplace_back("note", notes.at(i));
    }
    return out;
  }
  std::string path(const CaseId& id, const std::string& rest = "") const {
    return "/case/" + id.text() + rest;
  }

  support::TestApp app_{[] {
    auto o = barnfield::hub(GetParam(),
                            {{.name = "shift",
                              .schema = shift::schema(),
                              .templates = shift::templates(),
                              .routes = shift::routes({borough()})},
                             {.name = "enquiry", .schema = enquiry::schema()},
                             {.name = "casework",
                              .schema = casework::schema(),
                              .templates = casework::templates(),
                              .routes = casework::routes({borough(), barnfield::timescales()})}});
    for (auto& route : routes({borough(), barnfield::timescales()}))
      o.routes.push_back(std::move(route));
    for (const auto& source : templates()) o.templates.push_back(source);
    return o;
  }()};
  CaseId case_;
};

TEST_P(HandoverTest, H15_everything_has_a_present_owner_who_reads_what_was_said) {
  on_duty(k_screener, 8);
  on_duty(k_colleague, 12);
  EXPECT_THAT(app_.page(k_screener, "/handover").body,
              AllOf(HasSubstr("Handover: what you hold"), HasSubstr("Nobody chosen"),
                    Not(HasSubstr(" selected")), Not(HasSubstr(" checked"))));
  const auto lines = codes(k_screener);
  ASSERT_EQ(lines.size(), 1U) << "her case; the task is another's";
  const auto given = form(lines, {"u02"}, {"The father rings at five."});
  const auto checked = app_.submit(k_screener, "/handover/u01/check", given);
  EXPECT_EQ(checked.status, 200);
  EXPECT_THAT(checked.body,
              AllOf(HasSubstr("Check before handing over"), HasSubstr("The father rings at five."),
                    HasSubstr("Stay as they are: 0.")));
  EXPECT_EQ(holder(case_), StaffId::trusted(k_screener)) << "to check changes nothing";
  app_.clock().advance(Duration::minutes(10));
  ASSERT_EQ(app_.submit(k_screener, "/handover/u01", given).location, "/handover");
  EXPECT_EQ(holder(case_), StaffId::trusted(k_colleague));
  EXPECT_THAT(app_.page(k_screener, "/handover").body, HasSubstr("You hold nothing."));
  const auto received = app_.page(k_colleague, "/handover").body;
  EXPECT_THAT(received,
              AllOf(HasSubstr("Handed to you by Marion Pettifer, 24 November 2026 at 9:10am"),
                    HasSubstr("The father rings at five.")));
  EXPECT_THAT(app_.page(k_colleague, "/tasks").body, HasSubstr("1 case was handed to you."));
  EXPECT_THAT(app_.page(k_police, path(case_, "/log")).body,
              AllOf(HasSubstr("The father rings at five."), HasSubstr("Front door")));
  const auto look =
      app_.get(k_colleague, "/handover").json()["handed"]["lines"].as_array()->at(0).text("action");
  EXPECT_EQ(app_.submit(k_manager, look, {}).status, 404) << "not handed to her";
  EXPECT_EQ(app_.submit(k_colleague, look, {}).location, path(case_, "/screen"))
      << "where its work is, as from the queue";
  EXPECT_THAT(app_.page(k_colleague, "/handover").body, Not(HasSubstr("Handed to you")));
  EXPECT_FALSE(app_.is_stored("The father rings at five."));
}

TEST_P(HandoverTest, each_line_says_how_urgent_it_is_and_which_children_it_is_about) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_rating(c, case_, model::Rating::amber, model::NeedLevel::level_3);
    for (const char* name : {"Amara", "Noah"}) {
      people::Statement said;
      said.case_id = case_;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive(name);
      said.surname = Sensitive("Brown");
      people::add_statement(c, said);
    }
  });
  const auto lines = codes(k_screener);
  const auto form_page = app_.page(k_screener, "/handover").body;
  const auto checked =
      app_.submit(k_screener, "/handover/u01/check", form(lines, {"u02"}, {"Ring at noon."})).body;
  for (const auto& page : {form_page, checked}) {
    EXPECT_THAT(page, HasSubstr("Amber"));
    EXPECT_THAT(page, HasSubstr("Amara B., Noah B."));
  }
}

TEST_P(HandoverTest, H15_a_manager_hands_over_for_somebody_who_is_ill) {
  const auto away = [](const char* who) -> Values {
    return {{"person", who},        {"duty", "AWAY"},      {"from-day", "24"},
            {"from-month", "11"},   {"from-year", "2026"}, {"from_time", "08:00"},
            {"until-day", "25"},    {"until-month", "11"}, {"until-year", "2026"},
            {"until_time", "08:00"}};
  };
  ASSERT_EQ(app_.submit(k_manager, "/rota", away("u01")).status, 303);
  ASSERT_EQ(app_.submit("u07", "/rota", away("u08")).status, 303);
  EXPECT_THAT(app_.page(k_manager, "/nobody-here").body,
              AllOf(HasSubstr("Marion Pettifer is away"), HasSubstr("/handover/u01"),
                    HasSubstr("Take over")));
  EXPECT_EQ(app_.get(k_colleague, "/handover/u01").status, 404) << "a colleague runs no desk";
  EXPECT_EQ(app_.get(k_manager, "/handover/u07").status, 404) << "the police's own";
  EXPECT_EQ(app_.get(k_police, "/handover/u08").status, 200) << "navigator of that desk";
  EXPECT_EQ(app_.get("u09", "/handover/u08").status, 404) << "health";
  const auto lines = codes(k_manager, "/handover/u01");
  ASSERT_EQ(app_.submit(k_manager, "/handover/u01", form(lines, {""}, {""}, "u02")).location,
            "/handover/u01");
  EXPECT_THAT(app_.page(k_colleague, "/handover").body,
              AllOf(HasSubstr("Handed to you by Marion Pettifer (done by Nasima Khatun)"),
                    HasSubstr("Nothing was said.")));
  EXPECT_THAT(app_.page(k_manager, "/nobody-here").body,
              HasSubstr("Everything has somebody who is here."));
}

TEST_P(HandoverTest, H15_a_task_goes_to_a_colleague_of_the_same_desk) {
  const auto lines = codes(k_police);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(app_.submit(k_police, "/handover/u07", form(lines, {"u01"}, {""})).status, 422)
      << "the front door";
  ASSERT_EQ(app_.submit(k_police, "/handover/u07", form(lines, {"u08"}, {"Ring at noon."})).status,
            303);
  EXPECT_THAT(app_.page("u08", "/handover").body,
              AllOf(HasSubstr("Handed to you by Leon Bailey"), HasSubstr("Ring at noon.")));
  EXPECT_THAT(app_.page("u08", "/tasks").body,
              AllOf(HasSubstr("For you"), HasSubstr("1 task was handed to you.")));
}

TEST_P(HandoverTest, H15_what_is_said_may_have_lines_and_a_line_of_nothing_says_nothing) {
  const auto lines = codes(k_screener);
  const auto typed = form(lines, {"u02"}, {"Ring at noon.\nThe aunt has her."});
  EXPECT_THAT(app_.submit(k_screener, "/handover/u01/check", typed).body,
              HasSubstr("Ring at noon.\nThe aunt has her."));
  EXPECT_THAT(app_.page(k_screener, "/handover").body, HasSubstr("<textarea"));
  EXPECT_EQ(app_.submit(k_screener, "/handover/u01", form(lines, {""}, {" \n "})).status, 422);
  EXPECT_THAT(app_.submit(k_screener, "/handover/u01", form(lines, {""}, {" \n "})).body,
              HasSubstr("Choose who gets it"));
  ASSERT_EQ(app_.submit(k_screener, "/handover/u01", typed).status, 303);
  EXPECT_THAT(app_.page(k_colleague, "/handover").body,
              HasSubstr("Ring at noon.\nThe aunt has her."));
}

TEST_P(HandoverTest, what_is_wrong_is_named_and_nothing_typed_is_lost) {
  const auto second = add_case(k_screener);
  const auto lines = codes(k_screener);
  ASSERT_EQ(lines.size(), 2U);
  const auto send = [&](const Values& values) {
    return app_.submit(k_screener, "/handover/u01/check", values);
  };
  EXPECT_THAT(send(form(lines, {"", ""}, {"", ""})).body, HasSubstr("Choose who gets it"));
  EXPECT_THAT(send(form(lines, {"u02", ""}, {"", "About the aunt."})).body,
              AllOf(HasSubstr("Choose who gets this"), HasSubstr("href=\"#to-2\""),
                    HasSubstr("About the aunt.")));
  for (const char* who : {"u01", "u18", "u07", "u99"}) {
    EXPECT_THAT(send(form(lines, {who, "stay"}, {"", ""})).body,
                HasSubstr("They cannot take this one now"))
        << who;
  }
  bar(second, "u02");
  EXPECT_EQ(send(form(lines, {"", ""}, {"", ""}, "u02")).status, 422) << "hidden from u02";
  EXPECT_EQ(app_.submit(k_screener, "/handover/u01", form(lines, {"", ""}, {"", ""}, "u02")).status,
            422);
  const auto changed = form(lines, {"u02", "u03"}, {"About the uncle.", ""});
  auto back = changed;
  back.emplace_back("change", "yes");
  EXPECT_THAT(send(back).body,
              AllOf(HasSubstr("About the uncle."), HasSubstr("value=\"u03\" selected")));
  EXPECT_EQ(app_.count("handed"), 0);
}

TEST_P(HandoverTest, a_stale_page_hands_over_nothing_and_keeps_the_words) {
  const auto second = add_case(k_screener);
  const auto lines = codes(k_screener);
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_taken_by(c, second, StaffId::trusted(k_manager));
  });
  const auto refused = app_.submit(k_screener, "/handover/u01",
                                   form(lines, {"u02", "u02"}, {"About her.", "About him."}));
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("nothing was handed over"), HasSubstr("About her."),
                                  HasSubstr("About him.")));
  EXPECT_EQ(holder(case_), StaffId::trusted(k_screener));
  EXPECT_EQ(holder(second), StaffId::trusted(k_manager));
  EXPECT_EQ(app_.count("handed"), 0);
}

TEST_P(HandoverTest, who_is_off_shift_gets_nothing_and_the_page_says_whom_to_ring) {
  on_duty(k_screener, 8);
  EXPECT_EQ(app_.submit(k_screener, "/handover/u01", form(codes(k_screener), {"u02"}, {""})).status,
            422);
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("insert into account values ('u22', 0), ('u40', 0)"); });
  EXPECT_THAT(
      app_.page(k_screener, "/handover").body,
      AllOf(HasSubstr("Nobody else is here at this desk."), HasSubstr("Phone 020 7946 0531")));
}

TEST_P(HandoverTest, a_hidden_case_is_in_no_list_and_no_count) {
  const std::string before = app_.page("u05", "/nobody-here").body;
  bar(case_, "u05");
  on_duty("u02", 8);
  on_duty("u05", 8);
  EXPECT_THAT(app_.page(k_manager, "/nobody-here").body,
              HasSubstr("Marion Pettifer is not on shift"));
  EXPECT_THAT(app_.page("u05", "/nobody-here").body,
              AllOf(HasSubstr("Everything has somebody who is here."), Not(HasSubstr("Marion"))));
  EXPECT_TRUE(codes("u05", "/handover/u01").empty());
  bar(case_, "u02");
  EXPECT_EQ(
      app_.submit(k_manager, "/handover/u01", form({"case:" + case_.text()}, {"u02"}, {""})).status,
      422);
}

TEST_P(HandoverTest, what_waits_for_a_desk_where_nobody_is_says_whom_to_ring) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::add_member(c.tx, case_, AgencyId::trusted("housing"), c.now);
  });
  give(case_, "desk:housing", "Ask for the tenancy");
  app_.database().write([&](db::Transaction& tx) {
    tx.execute(
        "insert into enquiry (id, case_id, place, agency, state, version, sent_at, sent_by, sealed)"
        " values ('one', $1, 1, 'housing', 'SENT', 1, 0, 'u03', $2)",
        {case_, to_bytes("nobody opens it")});
  });
  EXPECT_THAT(app_.page(k_manager, "/nobody-here").body, Not(HasSubstr("Ask for the tenancy")));
  app_.clock().set(*parse_iso("2026-11-18T09:00:00+00:00"));  // their training day
  EXPECT_THAT(app_.page(k_manager, "/nobody-here").body,
              AllOf(HasSubstr("Nobody is at this desk: Barnfield Council Housing"),
                    HasSubstr("Ask for the tenancy"), HasSubstr("Request not answered"),
                    HasSubstr("Phone 020 7946 0535")));
  bar(case_, "u05");
  EXPECT_THAT(app_.page("u05", "/nobody-here").body, Not(HasSubstr("Ask for the tenancy")));
}

TEST_P(HandoverTest, the_duty_team_gives_back_what_it_holds_to_somebody_who_is_here) {
  const auto at_night = add_case("u22", Duration::hours(6));
  const auto with_another = add_case(k_screener, Duration::hours(5));
  EXPECT_EQ(app_.get(k_screener, "/hand-back").status, 404);
  const auto page = app_.page("u22", "/hand-back").body;
  EXPECT_THAT(page,
              AllOf(HasSubstr("Nothing was given back before"),
                    HasSubstr("Since 23 November 2026 at 5:00pm"), HasSubstr(path(at_night)),
                    HasSubstr("What else came in out of hours"), HasSubstr(path(with_another)),
                    Not(HasSubstr(path(case_))), Not(HasSubstr(" selected"))));
  const Values words = {{"line", "case:" + at_night.text()}, {"note", "He is at his aunt's."}};
  EXPECT_THAT(app_.submit("u22", "/hand-back", words).body,
              AllOf(HasSubstr("Choose to whom it is given back"), HasSubstr("He is at his aunt")));
  auto given = words;
  given.emplace_back("all", "u40");
  EXPECT_EQ(app_.submit("u22", "/hand-back", given).status, 422) << "of the duty team itself";
  given.back().second = k_colleague;
  ASSERT_EQ(app_.submit("u22", "/hand-back", given).location, "/hand-back");
  EXPECT_EQ(holder(at_night), StaffId::trusted(k_colleague));
  EXPECT_THAT(app_.page(k_colleague, "/handover").body, HasSubstr("He is at his aunt"));
  const auto again = app_.submit("u40", "/hand-back", given);
  EXPECT_EQ(again.status, 409) << "given back meanwhile";
  EXPECT_THAT(again.body,
              AllOf(HasSubstr("Somebody gave it back meanwhile"), HasSubstr("He is at his aunt")));
  EXPECT_THAT(app_.page(k_manager, "/hand-back").body,
              AllOf(HasSubstr("The duty team holds nothing."), HasSubstr("Given back last by")));
}

TEST_P(HandoverTest, the_first_time_what_came_before_the_hub_closed_is_not_given_back) {
  const auto in_hours = add_case("", Duration::hours(17));  // yesterday at four
  const auto at_night = add_case("", Duration::hours(15));
  const auto page = app_.page("u22", "/hand-back").body;
  EXPECT_THAT(page, AllOf(HasSubstr(path(at_night)), Not(HasSubstr(path(in_hours))),
                          HasSubstr("Nobody has it."), Not(HasSubstr("With Nobody"))));
}

TEST_P(HandoverTest, what_the_duty_team_gives_back_hides_what_is_hidden) {
  const auto at_night = add_case("u22");
  bar(at_night, "u40");
  EXPECT_THAT(app_.page("u40", "/hand-back").body, Not(HasSubstr(at_night.text())));
  EXPECT_EQ(app_.submit("u40", "/hand-back",
                        {{"line", "case:" + at_night.text()}, {"note", ""}, {"all", "u02"}})
                .status,
            409);
  EXPECT_EQ(holder(at_night), StaffId::trusted("u22"));
}

INSTANTIATE_TEST_SUITE_P(Engines, HandoverTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::handover
