// SPDX-License-Identifier: MIT
// Goal: whoever breaks the glass reads one case for a short time and nothing else; those in the
// case hear of it at once, a second person reviews it, and a case that is hidden stays absent.
#include "mash/glass/glass.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/alerts/schema.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/purposes.h"
#include "mash/cases/walls.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/glass/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/presence.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/oversight/oversight.h"
#include "mash/oversight/templates.h"
#include "mash/people/schema.h"
#include "mash/shift/schema.h"
#include "mash/support/engines.h"

namespace mash::glass {
namespace {

using barnfield::body;
using policy::Action;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u07";
constexpr const char* k_health = "u09";
constexpr const char* k_housing = "u12";  // in no case here
constexpr const char* k_auditor = "u19";
constexpr const char* k_protection = "u20";

class GlassTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  static Deps deps() {
    return {barnfield::borough(),
            built_in_glass_policy(),
            {barnfield::borough(), alerts::built_in_alert_policy()}};
  }
  static support::TestAppOptions options() {
    auto o = barnfield::hub(
        GetParam(),
        {{.name = "shift", .schema = shift::schema()},
         {.name = "alerts", .schema = alerts::schema()},
         {.name = "disclosure",
          .schema = disclosure::schema(),
          .templates = disclosure::templates(),
          .routes = disclosure::routes({barnfield::borough(), barnfield::timescales()})},
         {.name = "enquiry",
          .schema = enquiry::schema(),
          .templates = enquiry::templates(),
          .routes = enquiry::routes({barnfield::borough(), barnfield::timescales()})},
         {.name = "oversight",
          .templates = oversight::templates(),
          .routes = oversight::routes({barnfield::borough()})},
         {.name = "login", .schema = login::schema()},
         {.name = "agencies", .schema = login::agencies_schema()},
         {.name = "agency_signed_in", .schema = login::agency_signed_in_schema()},
         {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
         {.name = "glass", .templates = glass::templates(), .routes = routes(deps())}});
    o.routes.push_back(barnfield::item_route());
    o.routes.push_back(owed_route());
    return o;
  }
  static pipeline::Route owed_route() {
    return pipeline::page<Action::keep_words>(
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
      cases::add_case(c, id, c.now, false);
      for (const char* agency : {"police", "health"}) {
        cases::add_member(c.tx, id, AgencyId::trusted(agency), c.now);
      }
    });
    return id;
  }
  std::string reference() { return barnfield::head_of(app_, case_).reference; }
  std::string path(const std::string& rest = "") const { return "/case/" + case_.text() + rest; }
  support::Answer ask(const std::string& reference, const char* who = k_housing,
                      const char* reason = "Plantedreason") {
    return app_.post(who, "/glass",
                     body({{"reference", reference},
                           {"purpose", "SAFEGUARD_NOW"},
                           {"reason", reason},
                           {"understood", "yes"}}));
  }
  void break_it(const char* who = k_housing) {
    const auto a = ask(reference(), who);
    ASSERT_EQ(a.status, 200) << a.body;
    ASSERT_EQ(a.location, path());
  }
  std::string glass_id() { return strings("select id from glass order by broken_at desc").front(); }
  std::vector<std::string> strings(const std::string& sql) {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& r : tx.query(sql)) out.push_back(r.text(0));
    });
    return out;
  }
  std::vector<std::string> alerted() {
    return strings("select distinct person from alert order by person");
  }
  std::vector<std::string> owed_by(const char* who) {
    std::vector<std::string> out;
    const auto all = app_.get(who, "/test/owed").json();
    for (const auto& one : *all["owed"].as_array()) out.push_back(*one.as_string());
    return out;
  }
  std::string write_item(const char* who, const char* fact, int sensitivity, bool draft = false) {
    json::Value v = body({{"fact", fact}, {"sensitivity", sensitivity}});
    if (draft) v.set("draft", "yes");
    return app_.post(who, "/test/" + case_.text() + "/item", v).json().text("item");
  }
  json::Value verdict(const char* answer = "JUSTIFIED") {
    return body({{"verdict", answer}, {"words", "Plantedreview"}});
  }
  int remind() {
    return remind_of_reviews(app_.app(), app_.database(), deps(), app_.clock().now());
  }

  support::TestApp app_{options()};
  CaseId case_ = add_case();
};

TEST_P(GlassTest, D08_it_opens_one_case_to_read_for_two_hours_and_then_closes_by_itself) {
  write_item(k_police, "Plantedfact", 1);
  EXPECT_EQ(app_.get(k_housing, path()).status, 404);
  break_it();
  const auto read = app_.page(k_housing, path());
  EXPECT_EQ(read.status, 200);
  EXPECT_THAT(read.body, AllOf(HasSubstr("Plantedfact"), HasSubstr("YOU BROKE THE GLASS")));
  EXPECT_EQ(app_.get("u33", path()).status, 404) << "a colleague elsewhere";
  EXPECT_EQ(app_.get("u34", path()).status, 404) << "nor one of the same agency";
  const CaseId other = add_case();
  EXPECT_EQ(app_.get(k_housing, "/case/" + other.text()).status, 404) << "that one case";
  app_.clock().advance(built_in_glass_policy().read);
  app_.clock().advance(Duration::minutes(-1));
  app_.come_back_after(Duration::seconds(0));
  EXPECT_EQ(app_.get(k_housing, path()).status, 200);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.get(k_housing, path()).status, 404);
  EXPECT_LE(built_in_glass_policy().read, k_longest_read);
}

TEST_P(GlassTest, D08_safe_breakglass_keeps_owner_and_takes_no_act) {
  const auto item = write_item(k_police, "Plantedfact", 1);
  const auto hard = write_item(k_police, "Plantedhard", 3);
  write_item(k_police, "Planteddraft", 1, true);
  const auto owners = strings("select owner from item order by id");
  break_it();
  const auto read = app_.page(k_housing, path()).body;
  EXPECT_THAT(read, Not(HasSubstr("Plantedhard"))) << "for managers only, as for everybody else";
  EXPECT_THAT(read, Not(HasSubstr("Planteddraft")));
  EXPECT_EQ(app_.get(k_housing, "/items/" + item + "/files").status, 200);
  EXPECT_EQ(app_.get(k_housing, "/items/" + hard + "/files").status, 404);
  for (const auto* act : {"", "/disclose", "/withdraw", "/files"}) {
    EXPECT_EQ(app_.post(k_housing, "/items/" + item + act,
                        body({{"recipient", "assess"}, {"reason", "x"}, {"version", 1}}))
                  .status,
              404)
        << act;
  }
  EXPECT_EQ(app_.get(k_housing, path("/looks")).status, 404);
  EXPECT_EQ(app_.get(k_housing, path("/bars")).status, 404);
  EXPECT_EQ(app_.get(k_housing, path("/volunteer")).status, 404);
  EXPECT_EQ(app_.post(k_housing, path("/glass/") + glass_id(), body({})).status, 404);
  EXPECT_EQ(strings("select owner from item order by id"), owners);
  EXPECT_THAT(strings("select agency from case_member where agency = 'housing'"), IsEmpty());
  EXPECT_THAT(strings("select id from release_event"), IsEmpty());
}

TEST_P(GlassTest, D08_why_stands_in_no_address_and_nowhere_in_clear) {
  const auto a = ask(reference());
  EXPECT_THAT(a.location, Not(HasSubstr("Planted")));
  EXPECT_EQ(app_.get(k_housing, "/glass?reason=Plantedreason").status, 422);
  EXPECT_FALSE(app_.is_stored("Plantedreason"));
  EXPECT_THAT(app_.page(k_housing, "/glass").body, Not(HasSubstr("Plantedreason")));
}

TEST_P(GlassTest, D08_the_front_door_and_each_agency_in_the_case_are_told_at_once) {
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  break_it();
  EXPECT_THAT(alerted(), ElementsAre("u03", "u07", "u08", "u09", "u10", "u31", "u32"))
      << "the manager, and the desks of police and health";
  EXPECT_THAT(owed_by(k_police), ElementsAre(HasSubstr("broke the glass")));
  EXPECT_THAT(owed_by("u33"), IsEmpty()) << "not in the case";
  const auto page = app_.page(k_police, path("/glass")).body;
  EXPECT_THAT(page, AllOf(HasSubstr("Plantedreason"), HasSubstr("Housing")));
  EXPECT_EQ(app_.post(k_police, path("/glass/") + glass_id(), body({})).status, 200);
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  EXPECT_THAT(owed_by(k_health), ElementsAre(HasSubstr("broke the glass"))) << "each for itself";
  EXPECT_EQ(app_.post(k_screener, path("/glass/") + glass_id(), body({})).status, 404)
      << "the front door is no desk";
  const auto looks = app_.page(k_police, path("/looks")).body;
  EXPECT_THAT(looks, AllOf(HasSubstr("Broke the glass"), HasSubstr("Who broke the glass")));
}

TEST_P(GlassTest, D08_each_page_that_was_read_by_it_says_so_in_who_looked) {
  break_it();
  app_.page(k_housing, path());
  EXPECT_THAT(
      app_.page(k_screener, path("/looks")).body,
      AllOf(HasSubstr("they had broken the glass"), HasSubstr("Children Act 2004, section 11")))
      << "and for what";
}

TEST_P(GlassTest, D09_what_is_hidden_is_answered_as_what_is_not_there) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_housing), "a neighbour");
  });
  const CaseId walled = add_case();
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_wall_keepers(c.tx, {StaffId::trusted("u52")});
    cases::raise_wall(c, walled);
  });
  const auto walled_reference = barnfield::head_of(app_, walled).reference;
  const auto absent = ask("2222-2222");
  EXPECT_EQ(absent.status, 422);
  for (const auto& hidden : {reference(), walled_reference}) {
    const auto a = ask(hidden);
    EXPECT_EQ(a.status, absent.status);
    EXPECT_EQ(a.body, absent.body);
  }
  EXPECT_EQ(app_.count("glass"), 0);
  EXPECT_THAT(alerted(), IsEmpty());
  EXPECT_THAT(app_.page(k_screener, path("/looks")).body, HasSubstr("Did not succeed"))
      << "but the record of the case says that somebody tried";
}

// Else a session that was left open could ask which references there are, and nobody would hear.
TEST_P(GlassTest, who_does_not_show_that_it_is_they_learns_of_no_case) {
  app_.page(k_housing, "/glass");
  app_.clock().advance(login::k_fresh_session);
  const auto known = ask(reference());
  const auto unknown = ask("2222-2222");
  EXPECT_EQ(known.status, 422);
  EXPECT_EQ(known.json(), unknown.json());
}

TEST_P(GlassTest, D09_who_is_barred_afterwards_reads_no_further) {
  break_it();
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_housing), "a neighbour");
  });
  EXPECT_EQ(app_.get(k_housing, path()).status, 404);
  EXPECT_THAT(app_.page(k_housing, "/glass").body, Not(HasSubstr(reference())));
  EXPECT_EQ(app_.post(k_housing, "/glass/" + glass_id() + "/end", body({})).status, 404);
}

TEST_P(GlassTest, D08_it_ends_earlier_by_the_hand_of_whoever_broke_it) {
  break_it();
  EXPECT_EQ(app_.post("u34", "/glass/" + glass_id() + "/end", body({})).status, 404)
      << "a colleague ends nothing";
  EXPECT_THAT(app_.page(k_housing, "/glass").body, HasSubstr("Stop reading it"));
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(app_.post(k_housing, "/glass/" + glass_id() + "/end", body({})).status, 200);
  EXPECT_EQ(app_.get(k_housing, path()).status, 404);
  EXPECT_THAT(app_.page(k_housing, "/glass").body, Not(HasSubstr("Stop reading it")));
}

TEST_P(GlassTest, D08_a_second_time_while_it_is_open_is_the_same_and_members_need_none) {
  break_it();
  EXPECT_EQ(ask(reference()).location, path());
  EXPECT_EQ(app_.count("glass"), 1);
  const auto member = ask(reference(), k_police);
  EXPECT_EQ(member.status, 422);
  EXPECT_THAT(member.body, HasSubstr("Your agency is in this case"));
  EXPECT_EQ(ask(reference(), k_manager).status, 404) << "the front door is in every case";
  EXPECT_EQ(ask(reference(), k_protection).status, 404) << "a role without content";
}

TEST_P(GlassTest, D08_a_form_that_says_too_little_names_what_is_missing_and_opens_nothing) {
  const auto a = app_.post(k_housing, "/glass", body({{"reference", reference()}}));
  EXPECT_EQ(a.status, 422);
  EXPECT_THAT(a.body, AllOf(HasSubstr("Say why you need to read it now"),
                            HasSubstr("Choose for what you read it"),
                            HasSubstr("Tick that you know who is told")));
  EXPECT_EQ(app_.count("glass"), 0);
  EXPECT_EQ(app_.get(k_housing, path()).status, 404);
}

TEST_P(GlassTest, D08_a_second_person_reviews_it_and_the_count_is_for_those_alone) {
  for (const char* who : {k_screener, k_police, k_housing, k_auditor}) {
    EXPECT_EQ(app_.get(who, "/oversight").status, 404) << who;
  }
  EXPECT_EQ(app_.get(k_manager, "/oversight").json().number("count"), 0);
  break_it();
  app_.page(k_housing, path());
  const auto one = "/oversight/" + glass_id();
  for (const char* who : {k_manager, k_deputy, k_protection, "u52"}) {
    EXPECT_EQ(app_.get(who, "/oversight").json().number("count"), 1) << who;
    EXPECT_THAT(owed_by(who), ElementsAre(HasSubstr("Review why"))) << who;
  }
  const auto read = app_.page(k_protection, one);
  EXPECT_THAT(read.body, AllOf(HasSubstr("Plantedreason"), HasSubstr("Opened the case")));
  EXPECT_EQ(app_.get(k_protection, path()).status, 404) << "who reviews reads no case by it";
  EXPECT_THAT(read.body, Not(HasSubstr("checked"))) << "nothing is answered beforehand";
  EXPECT_EQ(app_.post(k_housing, one, verdict()).status, 404);
  EXPECT_EQ(app_.post(k_protection, one, body({{"words", "x"}})).status, 422);
  EXPECT_EQ(app_.post(k_protection, one, body({{"verdict", "JUSTIFIED"}})).status, 422);
  EXPECT_EQ(app_.post(k_protection, one, verdict("NOT_JUSTIFIED")).status, 200);
  EXPECT_EQ(app_.post(k_manager, one, verdict()).status, 409) << "once";
  EXPECT_EQ(app_.get(k_manager, "/oversight").json().number("count"), 0);
  EXPECT_THAT(owed_by(k_manager), IsEmpty());
  EXPECT_FALSE(app_.is_stored("Plantedreview"));
  EXPECT_THAT(app_.page(k_police, path("/glass")).body,
              AllOf(HasSubstr("Plantedreview"), HasSubstr("It was not justified")));
}

// Somebody who has another role since.
TEST_P(GlassTest, D08_nobody_reviews_what_they_broke_themselves) {
  break_it();
  app_.database().write([](db::Transaction& tx) { tx.execute("update glass set staff = 'u03'"); });
  const auto one = "/oversight/" + glass_id();
  EXPECT_EQ(app_.get(k_manager, one).status, 404);
  EXPECT_EQ(app_.post(k_manager, one, verdict()).status, 404);
  EXPECT_THAT(app_.page(k_manager, "/oversight").body, HasSubstr("somebody else reviews it"));
  EXPECT_THAT(owed_by(k_manager), IsEmpty());
  EXPECT_EQ(app_.post(k_deputy, one, verdict()).status, 200);
}

TEST_P(GlassTest, D09_who_may_not_know_of_the_case_finds_its_review_in_no_count) {
  break_it();
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, case_, StaffId::trusted(k_deputy), "his sister");
  });
  EXPECT_EQ(app_.get(k_deputy, "/oversight").json().number("count"), 0);
  EXPECT_EQ(app_.get(k_deputy, "/oversight/" + glass_id()).status, 404);
  EXPECT_THAT(owed_by(k_deputy), IsEmpty());
}

TEST_P(GlassTest, D08_a_review_that_is_late_is_said_again_each_day) {
  break_it();
  EXPECT_EQ(remind(), 0);
  app_.clock().advance(built_in_glass_policy().review);
  app_.clock().advance(Duration::minutes(1));
  app_.database().write([](db::Transaction& tx) { tx.execute("delete from alert"); });
  EXPECT_EQ(remind(), 1);
  EXPECT_THAT(alerted(), ElementsAre("u03", "u20"));
  EXPECT_EQ(remind(), 0) << "once";
  EXPECT_TRUE(app_.get(k_manager, "/oversight").json().flag("has_late"));
  app_.clock().advance(built_in_glass_policy().remind_again);
  app_.clock().advance(Duration::minutes(1));
  EXPECT_EQ(remind(), 1);
  app_.come_back_after(Duration::minutes(1));
  EXPECT_EQ(app_.post(k_manager, "/oversight/" + glass_id(), verdict()).status, 200);
  app_.clock().advance(Duration::days(3));
  EXPECT_EQ(remind(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, GlassTest, support::engines(), support::engine_name);

TEST(Purposes, name_what_is_wrong) {
  const auto text = barnfield::read_text("data/purposes.json");
  ASSERT_TRUE(cases::parse_purposes(text));
  EXPECT_EQ(cases::purpose_words("member"), "");
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    const auto parsed = cases::parse_purposes(other);
    return parsed ? std::string() : parsed.error().faults.front().field;
  };
  EXPECT_EQ(with("\"STAND_IN\"", "\"LEARN\""), "purposes[2].code") << "twice";
  EXPECT_EQ(with("UK GDPR, Article 15\"", "\""), "purposes[3].ground");
  EXPECT_EQ(with("\"version\": 1", "\"version\": 0"), "version");
  EXPECT_EQ(with("\"title\"", "\"name\""), "purposes");
}

TEST(GlassPolicy, names_what_is_wrong_and_lets_nobody_read_for_longer_than_three_hours) {
  const auto with = [](const char* name, const char* value) {
    auto file = *json::parse(barnfield::read_text("data/glass.json"));
    if (value == nullptr) {
      json::Value less = json::Object{};
      for (const auto& [key, member] : *file.as_object()) {
        if (key != name) less.set(key, member);
      }
      return parse_glass_policy(json::encode(less));
    }
    file.set(name, *json::parse(value));
    return parse_glass_policy(json::encode(file));
  };
  ASSERT_TRUE(with("version", "2"));
  for (const char* name : {"version", "read_minutes", "review_hours", "remind_hours"}) {
    for (const char* value : {"0", "\"1\"", static_cast<const char*>(nullptr)}) {
      const auto parsed = with(name, value);
      ASSERT_FALSE(parsed) << name;
      EXPECT_EQ(parsed.error().faults.front().field, name);
    }
  }
  EXPECT_TRUE(with("read_minutes", "180"));
  EXPECT_FALSE(with("read_minutes", "181"));
  EXPECT_FALSE(with("sources", "\"\""));
  EXPECT_FALSE(with("read_hours", "1")) << "unknown";
}

}  // namespace
}  // namespace mash::glass
