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
  // Of each agency, in the order in which they were asked: who is not covered.
  std::vector<std::vector<std::string>> not_covered(const char* who) {
    std::vector<std::vector<std::string>> out;
    const auto page = app_.get(who, path()).json();
    for (const auto& card : *page["cards"].as_array()) {
      out.emplace_back();
      for (const auto& one : *card["not_covered"].as_array()) {
        out.back().push_back(*one.as_string());
      }
    }
    return out;
  }
};

// H14: that the agencies are asked about the child is left to a person.
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

INSTANTIATE_TEST_SUITE_P(Engines, CoverageTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
