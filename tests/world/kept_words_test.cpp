// SPDX-License-Identifier: MIT
// Goal: on the pages of the product, what somebody typed in a case until their session ended is
// theirs again after signing in, and nobody's once the case is hidden from them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/support/engines.h"
#include "told_case.h"

namespace mash::world {
namespace {

using testing::HasSubstr;

class KeptWordsTest : public ToldCase {
 protected:
  void SetUp() override {
    tell();
    journey_.note_too_late("u02", journey_.case_id, k_words);
  }
  // As the manager sets it.
  void bar(const std::string& staff) {
    const std::string path = journey_.case_path("/bars");
    Visitor& manager = world_.hub("u03");
    manager.page(path);
    must(manager, manager.form(path).set("staff", staff).set("reason", "Her brother is in it."));
  }
  std::string kept_of(const std::string& who) { return world_.hub(who).get("/kept").body; }
  std::int64_t looks() {
    std::int64_t n = 0;
    world_.hub_room().database.read([&](db::Transaction& tx) {
      n = tx.query(
                "select count(*) from audit_event where kind = 'kept.case-read'"
                " and case_id = $1",
                {journey_.case_id})
              .front()
              .integer(0);
    });
    return n;
  }

  static constexpr const char* k_words = "Her brother told me so himself.";
};

TEST_P(KeptWordsTest, who_still_works_on_the_case_reads_them_and_the_look_is_recorded) {
  EXPECT_THAT(kept_of("u02"), HasSubstr(k_words));
  EXPECT_EQ(looks(), 1);
  const auto seen = words_of(world_.hub("u03").page(journey_.case_path("/looks")).body);
  EXPECT_THAT(seen, HasSubstr("Read what they had typed for the case"));
}

TEST_P(KeptWordsTest, who_is_barred_meanwhile_finds_what_anybody_finds_who_has_nothing) {
  bar("u02");
  EXPECT_EQ(kept_of("u02"), kept_of("u01"));
  EXPECT_EQ(looks(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, KeptWordsTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::world
