// SPDX-License-Identifier: MIT
// Goal: a case whose record was disposed of leaves whom the hub knows: nobody is found by it, and
// the pages of other cases neither break nor tell of it.
#include "mash/people/forget.h"

#include "join_test_hub.h"
#include "mash/people/record_rows.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::Not;

class ForgetTest : public JoinHub {
 protected:
  ForgetTest() {
    one_ = add_person(amara(), first_);
    auto other = amara();
    other.surname = Sensitive("Quillfether");
    other_ = add_person(other, second_);
  }
  void forget(const CaseId& id) {
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      let_go_of(c, proof, id, {});
      pipeline::erase_rows(c.tx, id, record_rows());
      pipeline::end_keys_of_case(c.tx, id);
      cases::set_gone(c, id);
    });
  }
  std::string page(const CaseId& id, const std::string& person) {
    const auto a = app_.page("s1", person_path(id, person));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.body;
  }

  CaseId first_, second_;
  std::string one_, other_;
};

TEST_P(ForgetTest, an_index_that_grew_and_shrank_is_like_a_new_one) {
  expect_index_like_new();
  forget(first_);
  expect_index_like_new();
  EXPECT_EQ(index_.size(), 1U);
  EXPECT_EQ(index_.check(app_.database(), pipeline::Vault(app_.keys())), 0U);
  EXPECT_EQ(app_.get("s1", path(first_, "/family")).status, 404);
  EXPECT_EQ(known(second_), "");
}

TEST_P(ForgetTest, a_join_that_was_said_there_goes_on_without_why) {
  join(first_, one_, other_);
  const auto third = add_case({amara()});
  ASSERT_EQ(answer(look_up(third), "save", {"same"}).status, 200);
  ASSERT_THAT(page(second_, other_), HasSubstr("Their mother says so."));
  forget(first_);
  EXPECT_EQ(person_of(second_), person_of(third)) << "they are one person all the same";
  const auto left = page(second_, person_of(second_));
  EXPECT_THAT(left, Not(HasSubstr("Their mother says so.")));
  EXPECT_THAT(left, Not(HasSubstr("Quillfeather, born 9 March 2017, in case , ")));
  EXPECT_EQ(count("person_join where case_id = '" + first_.text() + "'"), 0);
  EXPECT_EQ(known(second_), "Known from 1 other case");
  expect_index_like_new();
  forget(second_);
  forget(third);
  EXPECT_EQ(count("person_join"), 0) << "nobody is left of whom it was said";
  EXPECT_EQ(count("search"), 0);
  EXPECT_EQ(count("judgement"), 0);
}

TEST_P(ForgetTest, what_was_parted_there_stays_parted) {
  join(second_, other_, one_);
  ASSERT_EQ(part(part_path(first_, one_)).status, 200);
  forget(first_);
  expect_index_like_new();
  EXPECT_EQ(person_of(second_), other_);
  EXPECT_EQ(count("person_split"), 1);
  page(second_, other_);
}

TEST_P(ForgetTest, a_look_up_from_before_does_not_bring_anybody_back) {
  const auto third = add_case({amara()});
  const auto search = look_up(third);
  forget(first_);
  forget(second_);
  EXPECT_EQ(answer(search, "save", {"same"}).status, 409) << "whom it showed is gone";
}

INSTANTIATE_TEST_SUITE_P(Engines, ForgetTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample
