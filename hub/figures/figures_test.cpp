// SPDX-License-Identifier: MIT
// Goal: a quarter is counted when a named person asks and never when somebody looks; what they read
// is what leaves, protected; it leaves once, signed, in their name, and stands; what is hidden from
// anybody of the hub is in no count.
#include "mash/figures/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "figures_store.h"
#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/walls.h"
#include "mash/challenge/schema.h"
#include "mash/decision/schema.h"
#include "mash/disclosure/schema.h"
#include "mash/enquiry/schema.h"
#include "mash/figures/schema.h"
#include "mash/figures/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/packages/packages.h"
#include "mash/peers/peers.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/support/engines.h"
#include "pages.h"

namespace mash::figures {
namespace {

using barnfield::body;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_analyst = "u18";
constexpr const char* k_quarter = "/figures/2026-07";

const board::Definitions& all() {
  return board::built_in_definitions();
}

class FiguresTest : public testing::TestWithParam<db::Engine> {
 protected:
  static Deps deps() { return {barnfield::borough(), true}; }
  static support::TestAppOptions options() {
    return barnfield::hub(GetParam(), {{.name = "intake", .schema = intake::schema()},
                                       {.name = "disclosure", .schema = disclosure::schema()},
                                       {.name = "enquiry", .schema = enquiry::schema()},
                                       {.name = "decision", .schema = decision::schema()},
                                       {.name = "challenge", .schema = challenge::schema()},
                                       {.name = "post", .schema = post::schema()},
                                       {.name = "post_waits", .schema = post::waits_schema()},
                                       {.name = "figures",
                                        .schema = schema(),
                                        .templates = templates(),
                                        .routes = routes(deps())}});
  }
  CaseId tell(int days_ago, model::ReferralSource source = model::ReferralSource::police) {
    CaseId id;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = c.now - Duration::days(days_ago);
      n.source = source;
      n.narrative = Sensitive("He waits at the gate with a red van.");
      people::Statement said;
      said.role = model::PersonRole::child;
      said.given_name = Sensitive("Amara");
      said.dob = Sensitive("2017-03-09");
      said.postcode = Sensitive("BF1 2AB");
      n.people.push_back({.said = said});
      id = intake::add_notification(c, barnfield::timescales(), n);
    });
    return id;
  }
  int prepare() {
    const pipeline::Vault vault(app_.keys());
    return prepare_asked(app_.app(), app_.database(), vault, deps(), app_.clock().now());
  }
  support::Answer ask(const char* quarter = "2026-07", const char* who = k_analyst) {
    return app_.post(who, "/figures/prepare", body({{"quarter", quarter}}));
  }
  void ask_and_prepare() {
    ASSERT_EQ(ask().status, 200);
    ASSERT_EQ(prepare(), 1);
  }
  support::Answer publish(const std::string& seen, const char* who = k_manager) {
    return app_.post(who, std::string(k_quarter) + "/publish",
                     body({{"seen", seen}, {"stands", json::Array{"yes"}}}));
  }
  std::string seen() { return app_.get(k_manager, k_quarter).json().text("seen"); }
  std::string exact() {
    std::string out;
    barnfield::as_system(app_, [&](const policy::Proof& proof, pipeline::Context& c) {
      const auto row = find_quarter(c.tx, {2026, 7});
      out = c.vault.open(c.tx, proof, label_of("2026-07"), row->sealed).reveal();
    });
    return out;
  }
  board::Publication shown() {
    std::string text;
    app_.database().read([&](db::Transaction& tx) { text = find_quarter(tx, {2026, 7})->shown; });
    return board::decode(all(), text).value();
  }

  support::TestApp app_{options()};
};

TEST_P(FiguresTest, AQuarterIsCountedWhenSomebodyAsks) {
  for (int i = 0; i < 11; ++i) tell(60 + i);
  for (int i = 0; i < 3; ++i) tell(100 + i, model::ReferralSource::gp);
  EXPECT_EQ(prepare(), 0);
  EXPECT_EQ(app_.get(k_manager, k_quarter).status, 404);
  ASSERT_EQ(ask().status, 200);
  EXPECT_EQ(app_.get(k_manager, k_quarter).status, 404) << "not counted by looking";
  EXPECT_THAT(app_.page(k_manager, "/figures").body, HasSubstr("Being prepared"));
  EXPECT_EQ(prepare(), 1);
  EXPECT_EQ(prepare(), 0);
  EXPECT_THAT(exact(), HasSubstr("\"sources\":[11,0,3,"));
  EXPECT_FALSE(app_.is_stored("\"sources\":[11,0,3,"));
  const auto publication = shown();
  EXPECT_EQ(publication.shown.quarter.at("volumes").back(), 15);
  EXPECT_EQ(publication.shown.quarter.at("sources").at(2), std::nullopt);
  EXPECT_FALSE(publication.shown.quarter.contains("audits"));
  EXPECT_EQ(publication.policy.substr(0, 11), "merton-like");
}

TEST_P(FiguresTest, F08_no_page_has_an_exact_count_or_a_word) {
  for (int i = 0; i < 11; ++i) tell(60 + i);
  for (int i = 0; i < 3; ++i) tell(100 + i, model::ReferralSource::gp);
  ask_and_prepare();
  const auto page = app_.page(k_analyst, k_quarter);
  ASSERT_EQ(page.status, 200);
  for (const char* word : {"Amara", "red van", "2AB", ">11<", ">14<", ">3<"}) {
    EXPECT_THAT(page.body, Not(HasSubstr(word)));
  }
  const auto data = app_.get(k_analyst, k_quarter).json();
  std::size_t cells = 0;
  for (const auto& table : *data["tables"].as_array()) {
    for (const auto& row : table["table"]["rows"].as_array() != nullptr
                               ? *table["table"]["rows"].as_array()
                               : json::Array{}) {
      const auto& values = *row["cells"].as_array();
      for (std::size_t i = 1; i < values.size(); ++i) {
        const auto text = values[i].text("text");
        const bool rounded = text == "Hidden" || text == "0" ||
                             (text.size() > 1 && (text.back() == '0' || text.back() == '5'));
        EXPECT_TRUE(rounded) << text;
        ++cells;
      }
    }
  }
  EXPECT_GT(cells, 100U);
}

TEST_P(FiguresTest, F08_what_is_hidden_from_anybody_is_in_no_count) {
  for (int i = 0; i < 9; ++i) tell(60 + i);
  ask_and_prepare();
  const auto before = exact();
  const auto id = tell(61, model::ReferralSource::gp);
  ask_and_prepare();
  ASSERT_NE(exact(), before);
  barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted(k_deputy), "A cousin");
  });
  ask_and_prepare();
  EXPECT_EQ(exact(), before);
  const auto walled = tell(61, model::ReferralSource::gp);
  barnfield::as_system(
      app_, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, walled); });
  ask_and_prepare();
  EXPECT_EQ(exact(), before);
}

TEST_P(FiguresTest, F08_they_leave_once_signed_in_a_name_and_stand) {
  for (int i = 0; i < 11; ++i) tell(60 + i);
  ask_and_prepare();
  EXPECT_EQ(publish(seen(), k_analyst).status, 404);
  EXPECT_EQ(
      app_.post(k_manager, std::string(k_quarter) + "/publish", body({{"seen", seen()}})).status,
      422);
  EXPECT_EQ(app_.get(k_manager, std::string(k_quarter) + "/file").status, 404);
  const auto old = seen();
  app_.clock().advance(Duration::minutes(1));
  ask_and_prepare();
  EXPECT_EQ(publish(old).status, 422) << "they were prepared again";
  ASSERT_EQ(publish(seen()).status, 200);
  const auto file = app_.get(k_analyst, std::string(k_quarter) + "/file");
  ASSERT_EQ(file.status, 200);
  const auto opened = board::open(all(), file.body, peers::signing_key(app_.keys()).public_key());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->hub, barnfield::borough().hub.id);
  EXPECT_TRUE(opened->simulated);
  EXPECT_EQ(opened->published.iso(), "2026-11-24");
  EXPECT_EQ(opened->shown, shown().shown);
  ASSERT_EQ(publish("1").status, 200) << "twice is once";
  EXPECT_EQ(app_.get(k_analyst, std::string(k_quarter) + "/file").body, file.body);
  EXPECT_EQ(ask().status, 422) << "what is published is not counted again";
  EXPECT_THAT(app_.page(k_manager, "/figures").body, HasSubstr("Published 24 November 2026"));
  barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    const auto waiting = post::waiting(c, grant, post::Which::all, 10);
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting.front().kind, packages::OutwardKind::figures);
    const auto left = packages::decode_figures(waiting.front().body);
    EXPECT_EQ(left->file, file.body);
    EXPECT_EQ(left->quarter, "2026-07");
  });
}

TEST_P(FiguresTest, LaterQuartersAreProtectedBesideWhatStands) {
  // Of quarters in which nothing came, which takes no long attack (libs/board tests those).
  for (const char* quarter : {"2025-04", "2025-07", "2025-10", "2026-01"}) {
    ASSERT_EQ(ask(quarter).status, 200) << quarter;
    ASSERT_EQ(prepare(), 1);
    const std::string path = "/figures/" + std::string(quarter);
    const auto seen = app_.get(k_manager, path).json().text("seen");
    ASSERT_EQ(app_.post(k_manager, path + "/publish",
                        body({{"seen", seen}, {"stands", json::Array{"yes"}}}))
                  .status,
              200);
  }
  const auto year = app_.get(k_manager, "/figures/2026-01").json();
  EXPECT_TRUE(year.flag("has_year"));
  EXPECT_FALSE(app_.get(k_manager, "/figures/2025-10").json().flag("has_year"));
}

TEST_P(FiguresTest, OneThatIsNotOverOrLongPastIsRefused) {
  for (const char* quarter : {"2026-10", "2024-07", "2026-08", "soon"}) {
    EXPECT_EQ(ask(quarter).status, 422) << quarter;
  }
  for (const char* who : {"u02", "u07", "u21", ""}) {
    EXPECT_NE(ask("2026-07", who).status, 200) << who;
    EXPECT_NE(app_.get(who, "/figures").status, 200) << who;
  }
}

TEST_P(FiguresTest, HowFarTheHubIsIsSaidByAPersonAndGoesWithTheFigures) {
  const auto said = [](const char* since) {
    return body({{"state", "PARTLY"}, {"evidence", "AUDIT"}, {"since", since}});
  };
  const std::string path = "/figures/elements/ANALYSIS";
  EXPECT_EQ(app_.post(k_analyst, path, said("2026-11-01")).status, 404);
  EXPECT_EQ(app_.post(k_manager, "/figures/elements/OTHER", said("2026-11-01")).status, 404);
  EXPECT_EQ(app_.post(k_manager, path, said("2026-11-25")).status, 422);
  EXPECT_EQ(app_.post(k_manager, path, body({})).status, 422);
  ASSERT_EQ(app_.post(k_manager, path, said("2026-10-01")).status, 200);
  ASSERT_EQ(app_.post(k_manager, path, said("2026-11-01")).status, 200);
  const auto list = app_.page(k_analyst, "/figures");
  EXPECT_THAT(list.body, HasSubstr("Audit of cases, looked at 1 November 2026"));
  EXPECT_THAT(app_.page(k_manager, path).body, Not(HasSubstr("checked")));
  ask_and_prepare();
  ASSERT_EQ(publish(seen()).status, 200);
  const auto file = app_.get(k_manager, std::string(k_quarter) + "/file");
  const auto opened = board::open(all(), file.body, peers::signing_key(app_.keys()).public_key());
  EXPECT_EQ(opened->elements.at("ANALYSIS"),
            (board::Element{board::Attained::partly, "AUDIT", {2026, 11, 1}}));
  EXPECT_EQ(opened->elements.at("TEAM"), board::Element{});
}

INSTANTIATE_TEST_SUITE_P(Engines, FiguresTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::figures
