// SPDX-License-Identifier: MIT
// Goal: what is known of reaching a family safely follows it into its next case, for those who may
// know of the other, and ends once it is no longer true.
#include <gmock/gmock.h>

#include "mash/cases/bars.h"
#include "mash/people/family_contact.h"
#include "people_test_hub.h"

namespace mash::people {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace sample;

constexpr const char* k_never = "Never ring his phone";

class ContactTest : public Hub {
 protected:
  CaseId earlier_ = add_case({amara()});
  CaseId later_;
  void SetUp() override {
    identify_as_new(earlier_);
    app_.clock().advance(Duration::minutes(1));
    later_ = add_case({amara()});
    ASSERT_EQ(answer(look_up(later_), "save", {"same"}).status, 200);
  }
  void say(const CaseId& id, const std::string& words) {
    app_.clock().advance(Duration::minutes(1));
    ASSERT_EQ(app_.post("s1", path(id, "/contact"), body({{"reaching", words}})).status, 200);
  }
  std::string shown(const std::string& who, const CaseId& id) {
    const auto a = app_.page(who, path(id, "/family"));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.body;
  }
  json::Value form(const CaseId& id, const std::string& list, const std::string& who = "s1") {
    const auto page = app_.get(who, path(id, "/contact")).json();
    return page[list].as_array()->empty() ? json::Value{} : page[list].as_array()->at(0);
  }
  void hide_earlier_from(const char* who) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, earlier_, StaffId::trusted(who), "Planted: his sister");
    });
  }
};

TEST_P(ContactTest, where_else_a_telephone_call_belongs_is_said) {
  const auto page = app_.page("s1", path(later_, "/contact")).body;
  EXPECT_THAT(page, HasSubstr("href=\"/enter\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + path(later_, "/log") + "\""));
}

TEST_P(ContactTest, H18_the_next_case_of_the_family_begins_with_what_was_said) {
  say(earlier_, k_never);
  EXPECT_THAT(shown("s1", later_), HasSubstr("Said in case"));
  EXPECT_THAT(shown("s1", later_), HasSubstr(k_never));
  EXPECT_THAT(shown("n1", later_), Not(HasSubstr(k_never))) << "a desk of that case alone";
  const auto take = form(later_, "elsewhere").text("take");
  told_of_contact_.clear();
  ASSERT_EQ(app_.post("s1", take, body({})).status, 200);
  EXPECT_EQ(told_of_contact_, std::set<CaseId>{later_});
  EXPECT_THAT(shown("n1", later_), HasSubstr(k_never));
  EXPECT_THAT(shown("s1", later_), Not(HasSubstr("Said in case"))) << "it stands here now";
  EXPECT_EQ(app_.post("s1", take, body({})).status, 404);
}

TEST_P(ContactTest, H18_words_of_a_case_that_is_hidden_do_not_show) {
  say(earlier_, k_never);
  const auto take = form(later_, "elsewhere").text("take");
  hide_earlier_from("s2");
  EXPECT_THAT(shown("s2", later_), Not(HasSubstr(k_never)));
  EXPECT_THAT(shown("s2", later_), Not(HasSubstr("Said in case")));
  EXPECT_EQ(form(later_, "elsewhere", "s2").as_object(), nullptr);
  EXPECT_EQ(app_.post("s2", take, body({})).status, 404);
  EXPECT_THAT(shown("s1", later_), HasSubstr(k_never));
}

TEST_P(ContactTest, H18_what_is_no_longer_true_stands_no_more) {
  say(earlier_, k_never);
  const auto end = form(earlier_, "here").text("end");
  EXPECT_EQ(app_.post("s1", end, body({})).status, 422);
  told_of_contact_.clear();
  ASSERT_EQ(app_.post("s1", end, body({{"why", "He has moved out"}})).status, 200);
  EXPECT_EQ(told_of_contact_, std::set<CaseId>{earlier_});
  EXPECT_THAT(shown("s1", earlier_), Not(HasSubstr(k_never)));
  EXPECT_THAT(shown("s1", later_), Not(HasSubstr(k_never)));
  EXPECT_THAT(form(earlier_, "here").text("over"), HasSubstr("He has moved out"));
  EXPECT_THAT(form(earlier_, "here").text("words"), HasSubstr(k_never)) << "it stays readable";
  EXPECT_EQ(app_.post("s1", end, body({{"why", "He has moved out"}})).status, 409);
  EXPECT_EQ(app_.post("n1", end, body({{"why", "No"}})).status, 404);
}

// One man may be of concern to two families.
TEST_P(ContactTest, an_adult_of_concern_links_no_families) {
  auto him = amara();
  him.role = model::PersonRole::adult_of_concern;
  const auto other = add_case({him});
  ASSERT_EQ(answer(look_up(other), "save", {"same"}).status, 200);
  say(earlier_, k_never);
  EXPECT_THAT(shown("s1", other), Not(HasSubstr(k_never)));
}

INSTANTIATE_TEST_SUITE_P(Engines, ContactTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people
