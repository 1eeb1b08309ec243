// SPDX-License-Identifier: MIT
// A case with a child in it, and who disposes of what there is of it, for tests.
#pragma once

#include "mash/retention/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/assessment/record_rows.h"
#include "mash/assessment/schema.h"
#include "mash/assessment/sealed_rows.h"
#include "mash/assessment/templates.h"
#include "mash/attachments/record_rows.h"
#include "mash/attachments/sealed_rows.h"
#include "mash/attachments/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/disposed.h"
#include "mash/cases/holds.h"
#include "mash/cases/record_rows.h"
#include "mash/casework/record_rows.h"
#include "mash/casework/schema.h"
#include "mash/casework/sealed_rows.h"
#include "mash/casework/templates.h"
#include "mash/challenge/challenges.h"
#include "mash/challenge/record_rows.h"
#include "mash/challenge/schema.h"
#include "mash/challenge/sealed_rows.h"
#include "mash/challenge/templates.h"
#include "mash/decision/decision.h"
#include "mash/decision/record_rows.h"
#include "mash/decision/schema.h"
#include "mash/decision/templates.h"
#include "mash/disclosure/record_rows.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/sealed_rows.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/enquiry/record_rows.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/sealed_rows.h"
#include "mash/enquiry/templates.h"
#include "mash/people/births.h"
#include "mash/people/family_bars.h"
#include "mash/people/groups.h"
#include "mash/people/people.h"
#include "mash/people/record_rows.h"
#include "mash/retention/templates.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"
#include "mash/support/engines.h"
#include "mash/told/record_rows.h"
#include "mash/told/sealed_rows.h"

namespace mash::retention {

using barnfield::body;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Form = std::vector<std::pair<std::string, std::string>>;

inline constexpr const char* k_manager = "u03";
inline constexpr const char* k_deputy = "u04";
inline constexpr const char* k_researcher = "u07";  // of the police, and does not release
inline constexpr const char* k_police = "u08";      // releases for the police
inline constexpr const char* k_housing = "u12";
inline constexpr const char* k_protection = "u20";
inline constexpr const char* k_admin = "u21";
inline constexpr const char* k_word = "red anorak by the canal";
inline constexpr const char* k_kept = "blue scarf at the gate";

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), more.begin(), more.end());
}

inline std::vector<pipeline::SealedRows> sealed() {
  std::vector<pipeline::SealedRows> all;
  for (auto* slice : {&assessment::sealed_rows, &attachments::sealed_rows, &cases::sealed_rows,
                      &casework::sealed_rows, &challenge::sealed_rows, &disclosure::sealed_rows,
                      &enquiry::sealed_rows, &told::sealed_rows}) {
    append(all, slice());
  }
  return all;
}

// Of the slices that this hub has, as the server orders them.
inline std::vector<pipeline::CaseRows> record() {
  std::vector<pipeline::CaseRows> all;
  for (auto* slice :
       {&told::record_rows, &challenge::record_rows, &casework::record_rows, &decision::record_rows,
        &assessment::record_rows, &disclosure::record_rows, &enquiry::record_rows,
        &attachments::record_rows, &cases::record_rows, &people::record_rows}) {
    append(all, slice());
  }
  return all;
}

class RetentionTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options() {
    auto o = barnfield::hub(
        GetParam(),
        {{.name = "attachments", .templates = attachments::templates()},
         {.name = "disclosure", .schema = disclosure::schema()},
         {.name = "signed", .schema = disclosure::signed_schema()},
         {.name = "enquiry", .schema = enquiry::schema(), .templates = enquiry::templates()},
         {.name = "assessment",
          .schema = assessment::schema(),
          .templates = assessment::templates()},
         {.name = "shift", .schema = shift::schema(), .templates = shift::templates()},
         {.name = "casework", .schema = casework::schema(), .templates = casework::templates()},
         {.name = "challenge", .schema = challenge::schema(), .templates = challenge::templates()},
         {.name = "births", .schema = people::births_schema()},
         {.name = "groups", .schema = people::groups_schema()},
         {.name = "family_bars", .schema = people::family_bars_schema()},
         {.name = "decision",
          .schema = decision::schema(),
          .templates = decision::templates(),
          .routes = decision::routes({barnfield::borough(), barnfield::timescales()})},
         {.name = "retention",
          .templates = templates(),
          .routes = routes({barnfield::borough(),
                            built_in_schedule(),
                            sealed(),
                            {{"a challenge is not answered yet", challenge::any_open}},
                            record()})}});
    o.routes.push_back(barnfield::item_route());
    o.routes.push_back(owed_route());
    return o;
  }
  // What waits for somebody's tasks.
  static pipeline::Route owed_route() {
    return pipeline::page<policy::Action::read_tasks>(
        {.path = "/test/owed",
         .summary = "What is owed (tests)",
         .event = "test.owed",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Value data = json::Object{};
           data.set("owed", owed(c).size());
           return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
         }});
  }
  std::int64_t owes(const char* who) {
    return *app_.get(who, "/test/owed").json()["owed"].as_int();
  }

  RetentionTest() {
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      case_ = CaseId::make(c.random);
      cases::add_case(c, case_, c.now, false);
      cases::set_state(c, case_, model::NotificationState::analysis);
      for (const char* agency : {"police", "housing"}) {
        cases::add_member(c.tx, case_, AgencyId::trusted(agency), c.now);
      }
      people::Statement said;
      said.case_id = case_;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive("Amara");
      said.surname = Sensitive("Quillfeather");
      said.dob = Sensitive("2017-03-09");
      child_ = barnfield::identify(c, people::add_statement(c, std::move(said)));
    });
  }
  std::string write(const char* who, const char* fact, bool draft = false) {
    const auto a =
        app_.post(who, "/test/" + case_.text() + "/item",
                  body({{"fact", fact}, {"sensitivity", 0}, {"draft", draft ? "yes" : ""}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.json().text("item");
  }
  // As many closed cases, with a piece of information of the police in each.
  std::vector<CaseId> close_many(int count) {
    std::vector<CaseId> out;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      for (int i = 0; i < count; ++i) {
        out.push_back(CaseId::make(c.random));
        cases::add_case(c, out.back(), c.now, false);
        cases::set_state(c, out.back(), model::NotificationState::analysis);
        cases::add_member(c.tx, out.back(), AgencyId::trusted("police"), c.now);
      }
    });
    for (const auto& id : out) {
      const auto a = app_.post(k_police, "/test/" + id.text() + "/item",
                               body({{"fact", k_word}, {"sensitivity", 0}, {"draft", ""}}));
      EXPECT_EQ(a.status, 200) << a.body;
      sql("update case_file set state = 'CLOSED' where id = '" + id.text() + "'");
    }
    return out;
  }
  std::string decision_path() const { return "/case/" + case_.text() + "/decision"; }
  void decide(const char* outcome) {
    const std::string path = decision_path() + "/" + child_.text();
    const auto form = app_.get(k_manager, path).json()["form"];
    const auto a = app_.post(k_manager, path,
                             body({{"outcome", outcome},
                                   {"level", "1"},
                                   {"reason", "Nothing that needs us"},
                                   {"evidence", "What agencies told"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  void close() { sql("update case_file set state = 'CLOSED' where id = '" + case_.text() + "'"); }
  void sql(const std::string& text) {
    app_.database().write([&](db::Transaction& tx) { tx.execute(text); });
  }
  void years(int n) { app_.come_back_after(Duration::days(366 * n)); }
  std::string path() const { return "/retention/" + case_.text(); }
  int dispose(const char* who, const std::vector<std::string>& units, bool looked = false) {
    Form form;
    for (const auto& unit : units) form.emplace_back("unit", unit);
    if (looked) form.emplace_back("looked", "yes");
    return app_.submit(who, path(), form).status;
  }
  std::string words_of_case() { return app_.page(k_manager, decision_path()).body; }
  std::string reference() { return barnfield::head_of(app_, case_).reference; }
  // Of the police, with its stage and its answer.
  void plant_answered_challenge() {
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      const auto seal = [&](const char* owner, const char* kind, const char* words) {
        return c.vault.seal(
            c.tx, {.owner = AgencyId::trusted(owner), .kind = kind, .case_id = case_, .row = "CH"},
            words, c.random);
      };
      c.tx.execute(
          "insert into challenge values ('CH', $1, 1, 'police', 'DESK', 'THRESHOLD', 'u08', $2,"
          " $3)",
          {case_, c.now,
           seal("police", "challenge", R"({"who":"A sergeant","reason":"The flat was dark"})")});
      c.tx.execute("insert into challenge_stage values ('CH', 1, 'RAISED', 'u08', $1, '', '', $2)",
                   {c.now, seal("police", "challenge_stage", R"({"words":""})")});
      c.tx.execute("insert into challenge_answer values ('CH', 1, 'UPHELD', 'u03', $1, $2)",
                   {c.now, seal("front-door", "challenge_answer", R"({"name":"","words":"Yes"})")});
    });
  }
  std::string challenger_words() {
    std::string out;
    barnfield::as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      out = challenge::challenges_of(c, proof, case_).front().reason.reveal();
    });
    return out;
  }
  int hold(const char* who, const char* authority = "COURT", const char* until = "2040") {
    return app_
        .submit(who, "/holds",
                {{"reference", reference()},
                 {"authority", authority},
                 {"reason", "The county court has asked"},
                 {"review_on-day", "1"},
                 {"review_on-month", "2"},
                 {"review_on-year", until}})
        .status;
  }
  int lift(const char* who, const std::string& hold) {
    return app_.submit(who, "/holds/" + hold + "/lift", {{"reason", "The court has decided"}})
        .status;
  }
  std::string newest_hold() {
    std::string out;
    app_.database().read([&](db::Transaction& tx) { out = cases::standing_holds(tx).front().id; });
    return out;
  }
  std::vector<cases::Disposed> tombstones() {
    std::vector<cases::Disposed> out;
    app_.database().read([&](db::Transaction& tx) { out = cases::all_disposed(tx); });
    return out;
  }

  support::TestApp app_{options()};
  CaseId case_;
  PersonId child_;
};

}  // namespace mash::retention
