// SPDX-License-Identifier: MIT
// Goal: nobody takes what an agency answered for an answer about a child who was named later.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"

namespace mash::enquiry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace enquiry::testing;

class CoverageTest : public EnquiryTest {
 protected:
  StatementId name(const char* given, model::PersonRole role, const char* dob) {
    app_.clock().advance(Duration::minutes(1));
    StatementId out;
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      auto said = person(role, given, dob).said;
      said.case_id = case_;
      out = people::add_statement(c, said);
    });
    return out;
  }
  // In the order of asking.
  std::vector<std::string> requests(const std::string& agency) {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      for (const auto& r :
           tx.query("select state from enquiry where agency = $1 order by place", {agency})) {
        out.push_back(r.text(0));
      }
    });
    return out;
  }
  std::string newest_of(const std::string& agency) {
    std::string out;
    app_.database().read([&](db::Transaction& tx) {
      out = "/requests/" +
            tx.query("select id from enquiry where agency = $1 order by place desc", {agency})
                .front()
                .text(0);
    });
    return out;
  }
  std::string named_key(const std::string& given) {
    std::string out;
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      for (const auto& s : people::statements_of(c, grant, case_)) {
        if (s.given_name.reveal() == given) out = s.id.text();
      }
    });
    return out;
  }
  // Of each agency, in the order in which they were asked: who is not covered.
  std::vector<std::vector<std::string>> not_covered(const char* who) {
    std::vector<std::vector<std::string>> out;
    const auto page = app_.get(who, path()).json();
    for (const auto& card : *page["cards"].as_array()) {
      out.emplace_back();
      for (const auto& one : *card["not_covered"].as_array()) {
        out.back().push_back((*one["since"].as_bool() ? "" : "left out: ") + one.text("name"));
      }
    }
    return out;
  }
};

// H14: also who asks again covers them.
TEST_P(CoverageTest, what_was_asked_before_a_child_was_named_does_not_cover_them) {
  asked({"police", "health"});
  write(k_police, "police", "Four call-outs");
  ASSERT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  EXPECT_THAT(not_covered(k_manager), ElementsAre(IsEmpty(), IsEmpty()));
  name("Wren", model::PersonRole::sibling, "2024-02-03");
  name("Ruth", model::PersonRole::parent, "");
  for (const char* who : {k_manager, k_health}) {
    EXPECT_THAT(not_covered(who),
                ElementsAre(ElementsAre("Wren Okafor"), ElementsAre("Wren Okafor")));
  }
  EXPECT_THAT(app_.page(k_manager, path()).body,
              HasSubstr("Asked before <bdi>Wren Okafor</bdi> was named. This does not cover them"));
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(ask({"police"}).status, 200);
  EXPECT_THAT(not_covered(k_manager), ElementsAre(IsEmpty(), ElementsAre("Wren Okafor")));
}

TEST_P(CoverageTest, who_is_named_again_was_covered) {
  asked({"police"});
  const auto again = name("Amarra", model::PersonRole::child, "2017-03-09");
  EXPECT_THAT(not_covered(k_manager), ElementsAre(ElementsAre("Amarra Okafor")))
      << "as long as nobody has said who that is";
  barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
    const auto amara = barnfield::identify(c, people::statements_of(c, grant, case_).front().id);
    c.tx.execute("update statement set person_id = $2 where id = $1", {again, amara});
  });
  EXPECT_THAT(not_covered(k_manager), ElementsAre(IsEmpty()));
  EXPECT_THAT(app_.page(k_manager, path()).body, Not(HasSubstr("does not cover")));
}

// H14: whoever answered gets a new request; where the answer is to come the request is widened.
TEST_P(CoverageTest, H14_the_same_agencies_are_asked_about_a_child_named_since) {
  asked({"police", "health"});
  write(k_police, "police", "Four call-outs");
  ASSERT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  ASSERT_EQ(app_.post(k_health, request_of("health") + "/seen", body({})).status, 200);
  EXPECT_EQ(app_.get(k_manager, path()).json()["named_since"].as_object(), nullptr);
  name("Wren", model::PersonRole::sibling, "2024-02-03");
  const auto page = app_.get(k_manager, path()).json();
  EXPECT_EQ(*page["named_since"]["names"].as_array()->at(0).as_string(), "Wren Okafor");
  EXPECT_EQ(app_.get(k_health, path()).json()["named_since"].as_object(), nullptr)
      << "nothing is proposed to who may not ask";
  const auto form = page["named_since"].text("href");
  const auto asking = app_.get(k_manager, form).json();
  for (const auto& one : *asking["agencies"].as_array()) {
    EXPECT_FALSE(*one["ticked"].as_bool()) << one.text("name");
  }
  const auto nobody = app_.post(k_manager, form, body({}));
  EXPECT_EQ(nobody.status, 422);
  EXPECT_THAT(nobody.body, HasSubstr("Select whom to ask"));
  const auto health_due = return_clock("health").due_at;
  app_.clock().advance(Duration::minutes(5));
  ASSERT_EQ(app_.post(k_manager, form, body({{"all", "yes"}})).status, 200);
  EXPECT_THAT(requests("police"), ElementsAre("RETURNED", "SENT"));
  EXPECT_THAT(requests("health"), ElementsAre("SENT")) << "it has not seen this";
  EXPECT_EQ(return_clock("health").due_at, health_due);
  EXPECT_GT(return_clock("police").due_at, health_due);
  EXPECT_THAT(not_covered(k_manager), ElementsAre(IsEmpty(), IsEmpty()));
  EXPECT_EQ(app_.get(k_manager, path()).json()["named_since"].as_object(), nullptr);
  EXPECT_EQ(app_.get(k_police, newest_of("police")).json().text("subjects"), "Wren Okafor");
  const auto widened = app_.get(k_health, newest_of("health")).json();
  EXPECT_EQ(widened["added"].as_array()->at(0).text("names"), "Wren Okafor");
  EXPECT_THAT(widened.text("subjects"), Not(HasSubstr("Wren")));
  EXPECT_EQ(app_.post(k_manager, form, body({{"all", "yes"}})).status, 422) << "once is enough";
}

TEST_P(CoverageTest, H14_an_answer_begun_before_the_child_was_added_is_turned_away) {
  asked({"health"});
  name("Wren", model::PersonRole::sibling, "2024-02-03");
  ASSERT_EQ(app_.post(k_administrator, path("/ask-about"),
                      body({{"agencies", json::Array{"health"}}, {"extra", "Is he well?"}}))
                .status,
            200);
  const std::vector<std::pair<std::string, json::Value>> nothing = {
      {"kind", "NOTHING_KNOWN"}, {"systems", "Records"}, {"period", "Since 2020"}};
  const auto refused = answer(k_health, "health", nothing);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("Search for them as well"));
  const auto page = app_.get(k_health, request_of("health")).json();
  EXPECT_EQ(page["added"].as_array()->at(0).text("question"), "About Wren Okafor: Is he well?");
  EXPECT_EQ(
      answer(k_health, "health", nothing, std::to_string(page["answer_form"].number("version")))
          .status,
      200);
  EXPECT_THAT(not_covered(k_manager), ElementsAre(IsEmpty()));
}

TEST_P(CoverageTest, H14_who_knows_the_sister_may_know_nothing_of_the_brother) {
  asked({"police"});
  write(k_police, "police", "Four call-outs");
  ASSERT_EQ(answer(k_police, "police", {{"kind", "KNOWN"}}).status, 200);
  name("Wren", model::PersonRole::sibling, "2024-02-03");
  ASSERT_EQ(
      app_.post(k_manager, path("/ask-about"), body({{"agencies", json::Array{"police"}}})).status,
      200);
  const auto said = body({{"kind", "NOTHING_KNOWN"},
                          {"systems", "Incident system"},
                          {"period", "Since 2020"},
                          {"version", "1"}});
  EXPECT_EQ(app_.post(k_police, newest_of("police") + "/answer", said).status, 200);
  const auto card = app_.get(k_manager, path()).json()["cards"].as_array()->at(0);
  EXPECT_EQ(card.text("status"), model::words_of(model::ReturnKind::nothing_known));
  const auto& earlier = card["earlier"].as_array()->at(0);
  EXPECT_EQ(earlier.text("status"), model::words_of(model::ReturnKind::known));
  EXPECT_THAT(earlier.text("about"), HasSubstr("Amara Okafor"));
}

TEST_P(CoverageTest, who_was_left_out_when_asked_is_not_proposed) {
  start();
  ASSERT_EQ(record("SAFETY", "CONSENT_GIVEN", "CONSENT_GIVEN").status, 200);
  const auto chidi = named_key("Chidi");
  const auto asked =
      app_.post(k_manager, path("/ask"),
                body({{"agencies", json::Array{"police"}}, {"subjects", json::Array{chidi}}}));
  ASSERT_EQ(asked.status, 200) << asked.body;
  EXPECT_THAT(not_covered(k_manager), ElementsAre(ElementsAre("left out: Amara Okafor")));
  EXPECT_EQ(app_.get(k_manager, path()).json()["named_since"].as_object(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Engines, CoverageTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
