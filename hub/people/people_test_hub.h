// SPDX-License-Identifier: MIT
// A small hub for the tests of this slice: two cases' worth of people, those who work on them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mash/cases/case_disposal.h"
#include "mash/cases/cases.h"
#include "mash/cases/glass.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/cases/walls.h"
#include "mash/people/births.h"
#include "mash/people/family_bars.h"
#include "mash/people/groups.h"
#include "mash/people/hidden_matches.h"
#include "mash/people/people.h"
#include "mash/people/routes.h"
#include "mash/people/schema.h"
#include "mash/people/templates.h"
#include "mash/support/test_app.h"

namespace mash::people::sample {

inline pipeline::Person person(const char* id, const char* agency, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted(agency), role, policy::Side::hub, false},
          "A Person",
          "At work"};
}

inline model::Borough borough() {
  model::Borough out;
  out.agencies.push_back({.id = AgencyId::trusted("police"), .name = "Borough Police"});
  out.staff.push_back({.id = StaffId::trusted("s1"), .name = Sensitive("Sol Adeyemi")});
  out.staff.push_back({.id = StaffId::trusted("s2"), .name = Sensitive("Jo Patel")});
  return out;
}

inline constexpr NameLists k_names = {.variants = "mohamed muhammad\nbill william\n",
                                      .shares = "given muhammad 3514\nsurname khan 1440\n"};

inline Statement child(const char* given, const char* surname, const char* dob) {
  Statement s;
  s.role = model::PersonRole::child;
  s.given_name = Sensitive(given);
  s.surname = Sensitive(surname);
  s.dob = Sensitive(dob);
  return s;
}

inline Statement amara() {
  Statement s = child("Amara", "Quillfeather", "2017-03-09");
  s.nhs_number = Sensitive("9991234560");
  s.nhs_number_valid = true;
  s.address_line = Sensitive("12 Thistledown Road");
  s.postcode = Sensitive("BF1 2AB");
  s.sex = Sensitive("F");
  return s;
}

inline json::Value body(const std::vector<std::pair<std::string, json::Value>>& members) {
  json::Value out = json::Object{};
  for (const auto& [name, value] : members) out.set(name, value);
  return out;
}

class Hub : public testing::TestWithParam<db::Engine> {
 protected:
  PersonIndex index_{k_names};
  model::Borough borough_ = borough();
  std::map<CaseId, std::vector<Kept>> kept_;  // by another slice
  std::set<CaseId> told_;                     // of which somebody was told that its people changed
  std::set<CaseId> told_of_contact_;          // the same of how its family is reached
  support::TestApp app_{
      {.engine = GetParam(),
       .migrations = {{2, "cases", cases::schema()},
                      {3, "people", people::schema()},
                      {4, "walls", cases::walls_schema()},
                      {5, "births", births_schema()},
                      {6, "case_files", cases::files_schema()},
                      {7, "lists", cases::lists_schema()},
                      {8, "screened", cases::screened_schema()},
                      {9, "glass", cases::glass_schema()},
                      {10, "case_gone", cases::gone_schema()},
                      {11, "family_bars", family_bars_schema()},
                      {12, "groups", groups_schema()}},
       .routes = with_owed(
           routes({borough_, index_, [this](auto&, auto&, const CaseId& id) { return kept_[id]; },
                   [this](auto&, auto&, const CaseId& id) { told_.insert(id); },
                   [this](auto&, const CaseId& id) { told_of_contact_.insert(id); }})),
       .templates = templates(),
       .people = {person("s1", "csc", policy::Role::screening_officer),
                  person("s2", "csc", policy::Role::mash_manager),
                  person("n1", "police", policy::Role::navigator),
                  person("n2", "health", policy::Role::navigator)}}};

  // GET /test/{case}/owed: what stands on the reader's page of tasks.
  static std::vector<pipeline::Route> with_owed(std::vector<pipeline::Route> all) {
    all.push_back(pipeline::page<policy::Action::read_case>(
        {.path = "/test/{case}/owed",
         .summary = "What is owed (tests)",
         .event = "test.owed",
         .facts = cases::case_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Array out;
           for (const auto& one : owed(c)) {
             out.emplace_back(json::Object{{"what", one.what},
                                           {"href", one.href},
                                           {"due", one.due_at ? iso_utc(*one.due_at) : ""}});
           }
           json::Value data = json::Object{};
           data.set("owed", std::move(out));
           return pipeline::View{.page = "test/owed", .title = "Owed", .data = std::move(data)};
         }}));
    return all;
  }
  static std::vector<html::Source> templates() {
    auto out = cases::templates();
    out.push_back({"test/owed", ""});
    out.insert(out.end(), people::templates().begin(), people::templates().end());
    return out;
  }

  template <class F>
  void as_system(F&& f) {
    const auto done = app_.app().system_act<policy::Action::collect>(
        "test", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
          f(grant, c);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  }

  // A case in whose cell the police are; the police navigator is n1.
  CaseId add_case(const std::vector<Statement>& said) {
    const auto id = CaseId::make(app_.random());
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::add_case(c, id, c.now, false);
      cases::add_member(c.tx, id, AgencyId::trusted("police"), c.now);
      for (Statement s : said) {
        s.case_id = id;
        add_statement(c, s);
      }
    });
    return id;
  }

  json::Value family(const CaseId& id, const std::string& who = "s1") {
    const auto a = app_.get(who, path(id, "/family"));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.json();
  }
  // The statement with this number among those that nobody has identified.
  std::string waiting(const CaseId& id, std::size_t number = 0) {
    return family(id)["waiting"].as_array()->at(number)["find"].text("statement");
  }
  // The path of a new look-up.
  std::string look_up(const CaseId& id, std::size_t number = 0, const std::string& who = "s1") {
    const auto a =
        app_.post(who, path(id, "/people/search"), body({{"statement", waiting(id, number)}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  support::Answer answer(const std::string& search, const std::string& outcome,
                         const std::vector<std::string>& answers = {},
                         const std::string& who = "s1") {
    json::Value b = body({{"outcome", outcome}});
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i].empty()) b.set("answer_" + std::to_string(i + 1), answers[i]);
    }
    return app_.post(who, search, b);
  }
  // Takes back who the first statement about the first person of the case is about.
  support::Answer undo(const CaseId& id, const std::string& who = "s1") {
    const auto page = family(id, who);
    const auto undo = page["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
    return app_.post(
        who, path(id, "/people/undo"),
        body({{"statement", undo.text("statement")}, {"version", undo.number("version")}}));
  }
  std::string person_of(const CaseId& id, std::size_t number = 0) {
    const auto href = family(id)["people"].as_array()->at(number).text("history");
    return href.substr(href.rfind('/') + 1);
  }
  void identify_as_new(const CaseId& id) { EXPECT_EQ(answer(look_up(id), "new").status, 200); }

  static std::string path(const CaseId& id, const std::string& rest) {
    return "/case/" + id.text() + rest;
  }
  std::int64_t count(const std::string& table) { return app_.count(table); }
};

inline std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
}
inline auto both_engines() {
  return testing::Values(db::Engine::sqlite, db::Engine::postgres);
}

}  // namespace mash::people::sample
