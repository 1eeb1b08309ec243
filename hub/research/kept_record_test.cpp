// SPDX-License-Identifier: MIT
// Goal: a page after which nothing changed reads nothing anew, and nothing that changed, was hidden
// or went behind a wall is answered from memory.
#include "mash/research/kept_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/cases/walls.h"
#include "mash/decision/schema.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/people/groups.h"
#include "mash/support/engines.h"

namespace mash::research {
namespace {

using ::testing::SizeIs;

class KeptRecordTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  CaseId tell() {
    CaseId id;
    as_system([&](pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = c.now;
      people::Statement said;
      said.role = model::PersonRole::child;
      said.dob = Sensitive("2017-03-09");
      n.people.push_back({.said = said});
      id = intake::add_notification(c, barnfield::timescales(), n);
    });
    return id;
  }
  template <class F>
  void as_system(F&& f) {
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) { f(c); });
  }
  std::shared_ptr<const Record> kept(const std::set<CaseId>& hidden = {}) {
    std::shared_ptr<const Record> out;
    const pipeline::Vault vault(app_.keys());
    app_.database().read(
        [&](db::Transaction& tx) { out = record_.without(tx, vault, app_.clock().now(), hidden); });
    return out;
  }
  KeptRecord record_;
  support::TestApp app_{
      barnfield::hub(GetParam(), {{.name = "intake", .schema = intake::schema()},
                                  {.name = "decision", .schema = decision::schema()},
                                  {.name = "groups", .schema = people::groups_schema()}})};
};

TEST_P(KeptRecordTest, IsReadOnceAndAnewAfterWhateverChanged) {
  tell();
  const auto first = kept();
  EXPECT_THAT(first->cases, SizeIs(1));
  EXPECT_EQ(kept(), first);
  const auto id = tell();
  EXPECT_THAT(kept()->cases, SizeIs(2));
  EXPECT_THAT(first->cases, SizeIs(1));  // whoever still holds it
  as_system(
      [&](pipeline::Context& c) { cases::set_state(c, id, model::NotificationState::screening); });
  EXPECT_EQ(kept()->cases.back().state, model::NotificationState::screening);
  as_system([&](pipeline::Context& c) { cases::raise_wall(c, id); });
  EXPECT_THAT(kept()->cases, SizeIs(1));
}

TEST_P(KeptRecordTest, IsOfItsOwnForEachSetOfHiddenCases) {
  tell();
  const auto id = tell();
  const auto all = kept();
  const auto without = kept({id});
  EXPECT_THAT(without->cases, SizeIs(1));
  EXPECT_EQ(kept(), all);
  EXPECT_EQ(kept({id}), without);
  // The one asked for longest ago goes.
  for (std::size_t i = 0; i < k_kept_sets; ++i) {
    kept({CaseId::make(app_.random())});
  }
  EXPECT_NE(kept(), all);
  EXPECT_THAT(kept()->cases, SizeIs(2));
}

TEST_P(KeptRecordTest, WhatIsOldIsLetGoOfBeforeAnybodyAsks) {
  tell();
  std::weak_ptr<const Record> first = kept();
  const auto let_go = [&] {
    app_.database().read([&](db::Transaction& tx) { record_.let_go_of_old(tx); });
  };
  let_go();
  EXPECT_FALSE(first.expired());
  tell();
  EXPECT_FALSE(first.expired());
  let_go();
  EXPECT_TRUE(first.expired());
}

TEST_P(KeptRecordTest, GroupsAreReadForEachWhoAsks) {
  const auto id = tell();
  const pipeline::Vault vault(app_.keys());
  const auto grouped = [&] {
    KeptRecord::Grouped out;
    app_.database().read(
        [&](db::Transaction& tx) { out = record_.grouped(tx, vault, app_.clock().now(), {}); });
    return out;
  };
  EXPECT_EQ(grouped().traits.front().ethnicity, std::nullopt);
  std::string statement;
  app_.database().read([&](db::Transaction& tx) {
    statement = tx.query("select id from statement", {}).front().text(0);
  });
  as_system([&](pipeline::Context& c) {
    people::add_groups(c, id, StatementId::trusted(statement),
                       {.ethnicity = model::Ethnicity::african});
  });
  const auto now = grouped();
  EXPECT_EQ(now.record, kept());
  EXPECT_EQ(now.traits.front().ethnicity, model::Ethnicity::african);
}

TEST_P(KeptRecordTest, IsMadeAnewInANewYear) {
  tell();
  const auto before = kept();
  app_.clock().advance(Duration::days(366));
  EXPECT_NE(kept(), before);
}

INSTANTIATE_TEST_SUITE_P(Engines, KeptRecordTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::research
