// SPDX-License-Identifier: MIT
// Goal: an index that does not agree with the store is found out and built anew.
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "join_test_hub.h"

namespace mash::people::sample {
namespace {

class IndexCheckTest : public JoinHub {
 protected:
  std::optional<std::size_t> check(int most = PersonIndex::k_checked_at_once) {
    return index_.check(app_.database(), pipeline::Vault(app_.keys()), most);
  }
  // Of a statement that is stored, in words.
  Statement stored(const CaseId& id) {
    Statement out;
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      out = statements_of(c, proof, id).at(0);
    });
    return out;
  }
  void expect_one_wrong_and_then_none(const std::string& what) {
    EXPECT_EQ(check(), 1U) << what;
    EXPECT_EQ(check(), 0U) << what;
    expect_index_like_new();
  }
};

TEST_P(IndexCheckTest, what_grew_agrees_after_each_act) {
  EXPECT_EQ(check(), 0U) << "empty";
  CaseId first, second;
  const auto one = add_person(amara(), first);
  EXPECT_EQ(check(), 0U);
  const auto other = add_person(child("Amara", "Quillfether", "2017-03-09"), second);
  join(first, one, other);
  EXPECT_EQ(check(), 0U);
  EXPECT_EQ(part(part_path(first, one)).status, 200);
  EXPECT_EQ(check(), 0U);
  EXPECT_EQ(undo(first).status, 200);
  EXPECT_EQ(check(), 0U);
}

TEST_P(IndexCheckTest, a_check_in_parts_comes_to_each_statement_and_begins_again) {
  std::vector<CaseId> cases(5);
  for (auto& id : cases) add_person(amara(), id);
  ASSERT_EQ(check(), 0U);
  for (const auto& id : cases) {
    auto old = stored(id);
    --old.version;
    index_.put(old);
    std::vector<std::size_t> found;
    for (int part = 0; part < 3; ++part) found.push_back(check(2).value_or(9));
    EXPECT_EQ(std::ranges::count(found, 1U), 1) << "once, in whichever part it stands";
    EXPECT_EQ(std::ranges::count(found, 0U), 2);
    expect_index_like_new();
  }
  auto ghost = amara();
  ghost.id = StatementId::make(app_.random());
  ghost.case_id = cases.front();
  index_.put(ghost);
  std::size_t found = 0;
  for (int part = 0; part < 3; ++part) found += check(2).value_or(9);
  EXPECT_EQ(found, 1U) << "what the store has not is counted after the last";
  expect_index_like_new();
}

TEST_P(IndexCheckTest, whatever_differs_is_found_and_built_anew) {
  CaseId first, second;
  add_person(amara(), first);
  const auto other = add_person(child("Efe", "Lanighan", "2012-01-01"), second);
  ASSERT_EQ(check(), 0U);

  auto ghost = amara();
  ghost.id = StatementId::make(app_.random());
  ghost.case_id = first;
  index_.put(ghost);
  expect_one_wrong_and_then_none("a statement that the store has not");

  auto moved = stored(first);
  moved.person = PersonId::trusted(other);
  index_.put(moved);
  expect_one_wrong_and_then_none("somebody else's");

  auto old = stored(first);
  --old.version;
  index_.put(old);
  expect_one_wrong_and_then_none("an older version");

  auto elsewhere = stored(first);
  elsewhere.case_id = second;
  index_.put(elsewhere);
  expect_one_wrong_and_then_none("in another case");
}

// What was stored without a word in the change table.
TEST_P(IndexCheckTest, what_the_index_was_not_told_of_is_found) {
  CaseId first, second;
  const auto one = add_person(amara(), first);
  const auto other = add_person(child("Efe", "Lanighan", "2012-01-01"), second);
  ASSERT_EQ(check(), 0U);
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update statement set person_id = $2 where case_id = $1",
               {second, PersonId::trusted(one)});
  });
  expect_one_wrong_and_then_none("identified");
  app_.database().write([&](db::Transaction& tx) {
    set_person_now(tx, PersonId::trusted(one), PersonId::trusted(other));
  });
  EXPECT_EQ(check(), 2U) << "joined";
  expect_index_like_new();
}

TEST_P(IndexCheckTest, what_goes_on_meanwhile_is_not_called_wrong) {
  std::atomic<bool> done = false;
  std::thread worker([&] {
    for (int i = 0; i < 20; ++i) {
      CaseId id;
      add_person(amara(), id);
      look_up(add_case({amara()}));
    }
    done = true;
  });
  std::size_t checked = 0;
  while (!done) {
    const auto wrong = check();
    EXPECT_EQ(wrong.value_or(0), 0U);
    checked += wrong ? 1U : 0U;
  }
  worker.join();
  EXPECT_GT(checked, 0U);
  EXPECT_EQ(check(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Engines, IndexCheckTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample
