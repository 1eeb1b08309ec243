// SPDX-License-Identifier: MIT
// Goal: whoever a notification names in words alone is not forgotten by whoever screens it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "triage_test_world.h"

namespace mash::triage {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ScreenPeopleTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};

  // The page of a case in which this stood under "Who else is there?".
  std::string screen_of(const char* who_else) {
    auto n = World::notification({model::ConcernType::neglect}, world_.app.clock().now());
    n.people = {World::child("Amara", "Plantedsurname", "2017-03-09")};
    n.who_else = Sensitive(who_else);
    return world_.app.page("u01", World::path(world_.add(n), "screen")).body;
  }
};

TEST_P(ScreenPeopleTest, whoever_is_named_in_words_alone_is_pointed_out_and_can_be_added) {
  EXPECT_THAT(screen_of("His uncle <Ray> & a lodger"),
              AllOf(HasSubstr("Who else is there, says whoever told us:</p>"
                              "<p class=\"govuk-body mash-typed\">His uncle &lt;Ray&gt;"),
                    HasSubstr("/people/add\">Add a person</a>")));
  EXPECT_THAT(screen_of(""), Not(HasSubstr("Add a person")));
}

INSTANTIATE_TEST_SUITE_P(Engines, ScreenPeopleTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage
