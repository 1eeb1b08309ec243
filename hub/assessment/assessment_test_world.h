// SPDX-License-Identifier: MIT
// For tests: the borough of the sample and one amber case about a child and their sibling, in which
// the police work beside the front door and have been asked; housing does not.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mash/assessment/assessment.h"
#include "mash/assessment/assessments.h"
#include "mash/assessment/dissents.h"
#include "mash/assessment/schema.h"
#include "mash/assessment/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/enquiry/schema.h"
#include "mash/people/people.h"

namespace mash::assessment::sample {

using barnfield::as_system;
using barnfield::body;
using barnfield::borough;

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_administrator = "u05";
constexpr const char* k_police = "u07";
constexpr const char* k_health = "u09";
constexpr const char* k_housing = "u12";

class AssessmentTest : public testing::TestWithParam<db::Engine> {
 protected:
  using Members = std::vector<std::pair<std::string, json::Value>>;

  void SetUp() override {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      case_ = CaseId::make(c.random);
      cases::add_case(c, case_, c.now, false);
      cases::set_rating(c, case_, model::Rating::amber, model::NeedLevel::level_3);
      for (const char* agency : {"police", "health"}) {
        cases::add_member(c.tx, case_, AgencyId::trusted(agency), c.now);
      }
      child_ = add_child(c, "Amara", "2017-03-09");
      sibling_ = add_child(c, "Obi", "2020-06-01");
      ask_police(c);
    });
  }
  PersonId add_child(pipeline::Context& c, const char* given, const char* dob) {
    people::Statement said;
    said.case_id = case_;
    said.role = model::PersonRole::child;
    said.given_name = Sensitive(given);
    said.surname = Sensitive("Quillfeather");
    said.dob = Sensitive(dob);
    return barnfield::identify(c, people::add_statement(c, std::move(said)));
  }
  void ask_police(pipeline::Context& c) {
    const auto enquiry = EnquiryId::make(c.random);
    const pipeline::Label label{.owner = pipeline::k_front_door,
                                .kind = "enquiry",
                                .case_id = case_,
                                .row = enquiry.text()};
    c.tx.execute(
        "insert into enquiry (id, case_id, place, agency, state, version, sent_at, sent_by, sealed)"
        " values ($1, $2, 1, 'police', 'SENT', 1, $3, $4, $5)",
        {enquiry, case_, c.now, StaffId::trusted(k_manager),
         c.vault.seal(c.tx, label, R"({"questions": "", "subjects": ""})", c.random)});
  }
  std::string path(const std::string& rest) const { return "/case/" + case_.text() + rest; }
  std::string form_path() const { return path("/assessment/" + child_.text()); }
  // Filled in, with some of it changed.
  Members filled(const Members& changes = {}) {
    Members out = {{"indicators", json::Array{"child-learning", "parents-abuse"}},
                   {"factors", json::Array{"3B", "19C"}},
                   {"strengths", "Her aunt is near"},
                   {"unknowns", "Who lives in the house"},
                   {"voice", "She says the zebra is hiding"},
                   {"voice_missing", ""},
                   {"after", app_.get(k_screener, form_path()).json().text("after")}};
    for (const auto& [name, value] : changes) {
      for (auto& member : out) {
        if (member.first == name) member.second = value;
      }
    }
    return out;
  }
  support::Answer assess(const Members& changes = {}, const char* who = k_screener) {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, form_path(), body(filled(changes)));
  }
  support::Answer disagree(const char* who, const std::string& reason = "He has hurt her before",
                           const std::string& about = "RATING") {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, path("/dissent"),
                     body({{"dissent_about", about}, {"dissent_reason", reason}}));
  }
  json::Value page(const char* who) { return app_.get(who, path("/assessment")).json(); }
  json::Value first_child(const char* who) { return page(who)["children"].as_array()->at(0); }
  void expect_absent(const char* who, const std::string& rest) {
    const std::string nowhere = "/case/" + CaseId::make(app_.random()).text() + rest;
    EXPECT_EQ(app_.get(who, path(rest)).status, 404) << who << " " << rest;
    EXPECT_EQ(app_.get(who, path(rest)).body, app_.get(who, nowhere).body) << who << " " << rest;
  }
  void bar(const char* who) {
    as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, case_, StaffId::trusted(who), "Her sister is the mother");
    });
  }

  std::vector<std::string> heard_;  // desks of which whoever decides was told
  support::TestApp app_{barnfield::hub(
      GetParam(), {{.name = "enquiry", .schema = enquiry::schema()},
                   {.name = "assessment",
                    .schema = schema(),
                    .templates = templates(),
                    .routes = routes({.borough = borough(),
                                      .on_dissent = [this](auto&, auto&, const AgencyId& desk) {
                                        heard_.push_back(desk.text());
                                      }})}})};
  CaseId case_;
  PersonId child_, sibling_;
};

}  // namespace mash::assessment::sample
