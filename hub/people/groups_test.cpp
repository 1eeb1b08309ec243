// SPDX-License-Identifier: MIT
// Goal: the front door says of what group somebody is, once and again; others do not read it, and
// neither what is said of people nor what recognises them knows of it.
#include "mash/people/groups.h"

#include <gmock/gmock.h>

#include "people_test_hub.h"

namespace mash::people {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace sample;

class GroupsTest : public Hub {
 protected:
  CaseId case_ = add_case({amara()});
  std::string path_ = path(case_, "/groups/" + waiting(case_));

  support::Answer say(json::Object words, const std::string& who = "s1") {
    app_.clock().advance(Duration::minutes(1));
    return app_.post(who, path_, body(std::move(words)));
  }
};

TEST_P(GroupsTest, WhatWasSaidLastCountsEachByItself) {
  EXPECT_THAT(app_.page("s1", path_).body, HasSubstr("ethnicity, Nobody has said it"));
  ASSERT_EQ(say({{"ethnicity", "MWBC"}, {"disabled", "no"}}).status, 200);
  ASSERT_EQ(say({{"disabled", "yes"}}).status, 200);
  EXPECT_THAT(app_.page("s1", path_).body,
              HasSubstr("ethnicity, White and Black Caribbean; disabled, Yes"));
  EXPECT_EQ(app_.count("group_said"), 2);
}

TEST_P(GroupsTest, SayingNothingIsAFaultThatNamesTheField) {
  const auto a = say({});
  EXPECT_EQ(a.status, 422);
  EXPECT_THAT(a.body, HasSubstr("Choose an ethnicity"));
  EXPECT_EQ(say({{"ethnicity", "White"}}).status, 422);
  EXPECT_EQ(app_.count("group_said"), 0);
}

TEST_P(GroupsTest, ItIsTheFrontDoorsAlone) {
  ASSERT_EQ(say({{"ethnicity", "MWBC"}}).status, 200);
  EXPECT_NE(app_.get("n1", path_).status, 200);
  EXPECT_EQ(app_.get("n2", path_).status, 404);
  EXPECT_NE(say({{"ethnicity", "WBRI"}}, "n1").status, 200);
  EXPECT_THAT(app_.page("n1", path(case_, "/family")).body, Not(HasSubstr("Caribbean")));
  const auto other = add_case({amara()});
  EXPECT_EQ(app_.get("s1", path(other, "/groups/" + path_.substr(path_.rfind('/') + 1))).status,
            404);
}

TEST_P(GroupsTest, TheFamilyLeadsThere) {
  EXPECT_THAT(app_.page("s1", path(case_, "/family")).body, HasSubstr("href=\"" + path_ + "\""));
  EXPECT_THAT(app_.page("n1", path(case_, "/family")).body, Not(HasSubstr("/groups/")));
}

INSTANTIATE_TEST_SUITE_P(Engines, GroupsTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people
