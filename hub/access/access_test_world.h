// SPDX-License-Identifier: MIT
// A hub in which a father who is said to have harmed a child asks, for the child, what is held.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "mash/access/access.h"
#include "mash/access/schema.h"
#include "mash/access/sealed_rows.h"
#include "mash/access/templates.h"
#include "mash/alerts/schema.h"
#include "mash/allegations/schema.h"
#include "mash/assessment/schema.h"
#include "mash/attachments/shelf.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/disposed.h"
#include "mash/cases/walls.h"
#include "mash/casework/held.h"
#include "mash/casework/schema.h"
#include "mash/casework/sealed_rows.h"
#include "mash/challenge/schema.h"
#include "mash/decision/schema.h"
#include "mash/disclosure/erasure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/sealed_rows.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/enquiry/schema.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/model/public_calendar.h"
#include "mash/product/schema.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"
#include "mash/support/pdf.h"

namespace mash::access::sample {

using barnfield::as_system;
using barnfield::body;

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_officer = "u52";
constexpr const char* k_protection = "u20";
constexpr const char* k_police = "u08";      // releases
constexpr const char* k_researcher = "u07";  // does not
constexpr const char* k_health = "u10";
constexpr const char* k_nurse = "u09";

inline Deps deps() {
  static const auto days =
      *model::parse_public_calendar(*json::parse(barnfield::read_text("data/barnfield.json")));
  return {barnfield::borough(),
          days,
          built_in_access_policy(),
          {barnfield::borough(), alerts::built_in_alert_policy()}};
}

inline pipeline::Route owed_route() {
  return pipeline::page<policy::Action::keep_words>(
      {.path = "/test/owed",
       .summary = "What is owed (tests)",
       .event = "test.owed",
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Array list;
         for (const auto& one : owed(c, deps())) list.emplace_back(one.what);
         json::Value data = json::Object{};
         data.set("owed", std::move(list));
         return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
       }});
}

// POST /test/{case}/more: an entry of the log, and a file of the case.
inline pipeline::Route more_route() {
  return pipeline::act<policy::Action::record_work>(
      {.path = "/test/{case}/more",
       .summary = "Write more (tests)",
       .event = "test.more",
       .facts = cases::case_facts,
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         casework::note_in_log(c, grant, barnfield::timescales(), c.case_id, "The school",
                               "Plantedlogged.");
         MASH_TRY_DO(attachments::attach(c, grant, attachments::shelf_of_case(c.case_id),
                                         {.format = render::Format::pdf,
                                          .name = Sensitive("letter"),
                                          .shows = Sensitive("Plantedshows."),
                                          .bytes = "%PDF-1.4"}));
         return pipeline::SeeOther{"/", {}};
       }});
}

inline support::TestAppOptions options(db::Engine engine) {
  auto o = barnfield::hub(
      engine,
      {{.name = "shift", .schema = shift::schema()},
       {.name = "alerts", .schema = alerts::schema()},
       {.name = "disclosure", .schema = disclosure::schema()},
       {.name = "signed", .schema = disclosure::signed_schema()},
       {.name = "intake", .schema = intake::schema()},
       {.name = "decision", .schema = decision::schema()},
       {.name = "casework", .schema = casework::schema()},
       {.name = "assessment", .schema = assessment::schema()},
       {.name = "product", .schema = product::schema()},
       {.name = "enquiry", .schema = enquiry::schema()},
       {.name = "challenge", .schema = challenge::schema()},
       {.name = "allegations", .schema = allegations::schema()},
       {.name = "access", .schema = schema(), .templates = templates(), .routes = routes(deps())},
       {.name = "court", .schema = court_schema()},
       {.name = "acts", .schema = acts_schema()}});
  o.routes.push_back(barnfield::item_route());
  o.routes.push_back(owed_route());
  o.routes.push_back(more_route());
  return o;
}

// As enquiry, challenge and told store what was asked, answered, challenged and told.
inline void plant_exchanges(support::TestApp& app, const CaseId& id, const char* by = "DESK") {
  as_system(app, [&](const auto&, pipeline::Context& c) {
    const auto seal = [&](const char* owner, const char* kind, const std::string& row, int version,
                          std::initializer_list<std::pair<const char*, const char*>> words) {
      json::Value v = json::Object{};
      for (const auto& [name, text] : words) v.set(name, text);
      return c.vault.seal(c.tx,
                          {.owner = AgencyId::trusted(owner),
                           .kind = kind,
                           .case_id = id,
                           .row = row,
                           .version = version},
                          json::encode(v), c.random);
    };
    const auto asked = EnquiryId::make(c.random).text();
    c.tx.execute("insert into enquiry values ($4, $1, 1, 'health', 'RETURNED', 2, $2, 'u03', $3)",
                 {id, c.now,
                  seal("front-door", "enquiry", asked, 1,
                       {{"questions", "Plantedquestion."}, {"subjects", "Plantedsubject"}}),
                  asked});
    c.tx.execute(
        "insert into enquiry_return values ($3, 2, 'NOTHING_KNOWN', null, 0, 'u09', $1, $2)",
        {c.now,
         seal("health", "return", asked, 2,
              {{"systems", "Plantedsystem"}, {"period", "Since birth"}}),
         asked});
    const std::string from = by;
    const char* owner = from == "DESK" ? "police" : "front-door";
    c.tx.execute("insert into challenge values ('CH', $1, 1, $2, $3, 'THRESHOLD', 'u08', $4, $5)",
                 {id, owner, from, c.now,
                  seal(owner, "challenge", "CH", 1,
                       {{"who", "Plantedchallenger"}, {"reason", "Plantedreproach."}})});
    c.tx.execute("insert into challenge_stage values ('CH', 1, 'RAISED', 'u08', $1, '', '', $2)",
                 {c.now, seal(owner, "challenge_stage", "CH", 1, {{"words", ""}})});
    c.tx.execute("insert into challenge_answer values ('CH', 1, 'UPHELD', 'u03', $1, $2)",
                 {c.now, seal("front-door", "challenge_answer", "CH", 1,
                              {{"name", ""}, {"words", "Plantedverdict."}})});
    c.tx.execute(
        "insert into told values ('TO', $1, 'police', $2, 'u03', 'u03', $2, null, 1, '', $3)",
        {id, c.now,
         seal("front-door", "told", "TO", 1,
              {{"name", "Plantedlistener"}, {"said", "Plantedcall."}})});
    c.tx.execute("insert into told_reply values ('TO', 'u08', $1, $2)",
                 {c.now, seal("police", "told_reply", "TO", 1, {{"words", "Plantedreply."}})});
  });
}

// As allegations stores why a case went to the designated officer; with `found` what came of it.
inline void plant_allegation(support::TestApp& app, const CaseId& id, bool found = false) {
  as_system(app, [&](const auto&, pipeline::Context& c) {
    const auto seal = [&](const char* kind, const char* name, const char* words) {
      json::Value v = json::Object{};
      v.set(name, words);
      return c.vault.seal(
          c.tx,
          {.owner = pipeline::k_front_door, .kind = kind, .case_id = id, .row = "AL" + id.text()},
          json::encode(v), c.random);
    };
    if (!found) {
      c.tx.execute(
          "insert into allegation (id, case_id, at, by_staff, sealed) values ($1, $2, $3, 'u01',"
          " $4)",
          {"AL" + id.text(), id, c.now, seal("allegation", "why", "Plantedallegation.")});
      return;
    }
    c.tx.execute(
        "update allegation set ended_at = $2, ended_by = 'u52', outcome = 'UNFOUNDED',"
        " ended_sealed = $3 where case_id = $1",
        {id, c.now, seal("allegation_end", "words", "Plantedfinding.")});
  });
}

class AccessTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  struct Family {
    CaseId id;
    std::map<std::string, PersonId> people;  // by given name
  };
  struct Named {
    const char* given;
    model::PersonRole role;
  };
  // In a case of its own; people of these names who are there already are the same.
  Family add_case(const char* narrative, const std::vector<Named>& named,
                  const std::map<std::string, PersonId>& known = {}, bool unnamed = false) {
    Family out;
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      intake::NewNotification n{.reference = "R" + new_id_text(c.random).substr(0, 6),
                                .received_at = c.now};
      n.narrative = Sensitive(narrative);
      n.referrer_class = model::ReferrerClass::professional;
      n.wants_anonymity = unnamed;
      n.referrer_name = Sensitive("Plantedteller");
      for (const auto& one : named) {
        intake::NewPerson person;
        person.said.role = one.role;
        person.said.given_name = Sensitive(one.given);
        person.said.surname = Sensitive("Okafor");
        n.people.push_back(std::move(person));
      }
      out.id = intake::add_notification(c, barnfield::timescales(), n);
      for (const char* agency : {"police", "health"}) {
        cases::add_member(c.tx, out.id, AgencyId::trusted(agency), c.now);
      }
      for (const auto& s : people::statements_of(c, grant, out.id)) {
        const auto name = s.given_name.reveal();
        if (known.contains(name)) {
          c.tx.execute("update statement set person_id = $2 where id = $1", {s.id, known.at(name)});
          out.people[name] = known.at(name);
        } else {
          out.people[name] = barnfield::identify(c, s.id);
        }
      }
    });
    return out;
  }
  static std::vector<Named> family() {
    return {{"Amara", model::PersonRole::child},
            {"Dan", model::PersonRole::adult_of_concern},
            {"Ife", model::PersonRole::parent}};
  }
  std::string write_item(const char* who, const CaseId& id, const char* fact, int sensitivity = 1) {
    const auto a = app_.post(who, "/test/" + id.text() + "/item",
                             body({{"fact", fact}, {"sensitivity", sensitivity}}));
    return a.json().text("item");
  }
  json::Value form(const char* right = "PARENT") {
    return body({{"who", "Dan Okafor"},
                 {"right", right},
                 {"received", "2026-11-20"},
                 {"asks", "Everything about my daughter."},
                 {"address", "Plantedaddress 5"}});
  }
  // Answers its path.
  std::string log(const char* who = k_manager, const char* right = "PARENT") {
    const auto a = app_.post(who, "/access", form(right));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  support::Answer step(const std::string& request, const char* what, const char* day,
                       const char* who = k_manager) {
    return app_.post(who, request + "/step",
                     body({{"step", what}, {"day", day}, {"words", "Passport."}}));
  }
  std::string reference_of(const CaseId& id) { return barnfield::head_of(app_, id).reference; }
  void choose(const std::string& request, const Family& family, const char* who = k_manager) {
    const auto found =
        app_.post(who, request + "/people", body({{"reference", reference_of(family.id)}}));
    ASSERT_EQ(found.status, 200) << found.body;
    const auto chosen = app_.post(who, found.location,
                                  body({{"about", family.people.at("Amara").text()},
                                        {"asks", family.people.at("Dan").text()}}));
    ASSERT_EQ(chosen.status, 200) << chosen.body;
  }
  void search(const std::string& request, const char* who = k_manager) {
    ASSERT_EQ(app_.post(who, request + "/search", body({})).status, 200);
  }
  static std::string id_in(const std::string& request) {
    return request.substr(request.rfind('/') + 1);
  }
  // Links of the reader's own parts of a request, in the order of the page.
  std::vector<std::string> own_parts(const char* who, const std::string& request) {
    std::vector<std::string> out;
    const auto a = app_.get(who, "/answers/" + id_in(request));
    if (a.status != 200) return out;
    const auto page = a.json();
    for (const auto& one : *page["lines"].as_array()) out.push_back(one.text("href"));
    return out;
  }
  support::Answer answer(const char* who, const std::string& part, const char* what,
                         const char* exemption = "", const char* say = "",
                         const std::string& text = "") {
    return app_.post(who, part,
                     body({{"answer", what},
                           {"exemption", exemption},
                           {"say", say},
                           {"text", text},
                           {"seen", seen_at(who, part)},
                           {"reason", "Plantedreason"}}));
  }
  // What the form of this part sends, of what its reader has read.
  std::string seen_at(const char* who, const std::string& part) {
    const auto a = app_.get(who, part);
    return a.status == 200 ? a.json().text("seen") : std::string("none");
  }
  // The part's words with this in marks.
  std::string marked(const char* who, const std::string& part, const std::string& what) {
    std::string text = app_.get(who, part).json().text("text");
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << text;
    return text.replace(at, what.size(), "[[" + what + "]]");
  }
  // All own parts of the reader alike.
  void answer_all(const char* who, const std::string& request, const char* what,
                  const char* exemption = "", const char* say = "") {
    for (const auto& part : own_parts(who, request)) {
      const auto a = answer(who, part, what, exemption, say);
      ASSERT_EQ(a.status, 200) << a.body;
    }
  }
  support::Answer bundle(const std::string& request, const char* who = k_manager,
                         const char* part = "MAIN") {
    step(request, "IDENTITY_SHOWN", "2026-11-23", who);  // where it does not stand there yet
    return app_.submit(who, request + "/bundle", {{"part", part}});
  }
  static std::string words_of(const support::Answer& pdf) {
    return support::PdfFile(pdf.body).words();
  }
  void hand_over(const std::string& request, const char* who = k_manager) {
    const auto page = app_.page(who, request).body;
    const auto at = page.find("action=\"" + request + "/bundle/");
    ASSERT_NE(at, std::string::npos) << page;
    const auto from = at + std::string("action=\"").size();
    const auto action = page.substr(from, page.find('"', from) - from);
    ASSERT_EQ(app_.post(who, action, body({{"handed", "IN_PERSON"}})).status, 200);
  }
  std::vector<std::string> owed_by(const char* who) {
    std::vector<std::string> out;
    const auto all = app_.get(who, "/test/owed").json();
    for (const auto& one : *all["owed"].as_array()) out.push_back(*one.as_string());
    return out;
  }
  // The tombstone of one item, or with none of all else that was written.
  void bury(const CaseId& id, const char* owner, const std::string& item = "") {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::add_disposed(c, {.case_id = id,
                              .owner = AgencyId::trusted(owner),
                              .kind = item.empty() ? "OWN_WORDS" : "ITEM",
                              .subject = item,
                              .rule = "RULE",
                              .rule_version = 1,
                              .due_at = c.now,
                              .at = c.now,
                              .by = StaffId::trusted(k_police),
                              .hash = "0"});
    });
  }
  // As retention disposes of all else that an agency wrote.
  void dispose_of_all(const CaseId& id, const char* owner) {
    auto all = sealed_rows();
    for (const auto& one : casework::sealed_rows()) all.push_back(one);
    for (const auto& one : disclosure::sealed_rows()) all.push_back(one);
    app_.database().write(
        [&](db::Transaction& tx) { pipeline::clear(tx, AgencyId::trusted(owner), id, all); });
    bury(id, owner);
  }
  void hide(const CaseId& id, const char* from) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(from), "a neighbour");
    });
  }

  support::TestApp app_{options(GetParam())};
};

}  // namespace mash::access::sample
