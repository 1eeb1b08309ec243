// SPDX-License-Identifier: MIT
// Goal: a file of an item is seen by whoever may read the item, and to all others it is as absent
// as the item is; nothing of it leaves the hub.
#include <gmock/gmock.h>

#include "disclosure_test_world.h"
#include "mash/attachments/shelf.h"
#include "mash/support/engines.h"
#include "mash/support/files.h"

namespace mash::disclosure::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ItemFileTest : public DisclosureTest {
 protected:
  static std::string path(const std::string& item) { return "/items/" + item + "/files"; }
  support::Answer add(const std::string& who, const std::string& item,
                      const std::string& shows = "planted-body-map") {
    return app_.upload(who, path(item),
                       {{"file", "planted-name.jpg", support::jpeg()}, {"shows", "", shows}});
  }
  int render() {
    const pipeline::Vault vault(app_.keys());
    return attachments::render_waiting(
        app_.app(), app_.database(), vault,
        {.renderer = {{MASH_RENDER_CHILD}, attachments::limits().pages_shown}}, retries_,
        app_.clock().now());
  }
  std::string href(const std::string& who, const std::string& item) {
    return app_.get(who, path(item)).json()["files"].as_array()->front().text("href");
  }
  std::int64_t changes() { return app_.count("change"); }

  attachments::Retries retries_;
};

TEST_P(ItemFileTest, H17_a_desk_adds_a_file_to_its_item_and_who_reads_the_item_sees_it) {
  const auto item = write(k_health_releaser, "Bruises on both arms");
  EXPECT_EQ(app_.post(k_manager, path(item), body({})).status, 404) << "not its owner";
  const auto before = changes();
  ASSERT_EQ(add(k_health_releaser, item).location, path(item));
  EXPECT_GT(changes(), before) << "the case's pages have something new";
  ASSERT_EQ(render(), 1);
  EXPECT_THAT(app_.page(k_health_releaser, "/items/" + item).body, HasSubstr("1 file with it"));
  for (const char* who : {k_health_releaser, k_manager, k_screener, k_police_navigator}) {
    const auto page = app_.page(who, path(item)).body;
    EXPECT_THAT(
        page, AllOf(HasSubstr("Picture: <bdi>planted-body-map"), HasSubstr("Bruises on both arms")))
        << who;
    const bool own = who == std::string(k_health_releaser);
    EXPECT_EQ(page.find("planted-name") != std::string::npos, own) << who;
    EXPECT_EQ(page.find("Add a file") != std::string::npos, own) << who;
    const auto file = href(who, item);
    EXPECT_THAT(app_.page(who, file).body, HasSubstr("alt=\"planted-body-map\"")) << who;
    EXPECT_EQ(app_.get(who, file + "/pages/1").status, 200) << who;
  }
  for (const char* planted : {"planted-body-map", "planted-name"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
}

TEST_P(ItemFileTest, H17_a_file_is_as_absent_as_its_item) {
  const auto draft = write(k_health_releaser, "Not sure yet", 0, true);
  const auto before = changes();
  ASSERT_EQ(add(k_health_releaser, draft).status, 303);
  ASSERT_EQ(render(), 1);
  EXPECT_EQ(changes(), before) << "a draft's file moves nothing";
  const auto file = href(k_health_releaser, draft);
  const auto nowhere = path("00000000000000000000000000");
  for (const char* who : {k_manager, k_screener, k_police_navigator, k_education_navigator}) {
    for (const auto& rest : {path(draft), file, file + "/pages/1"}) {
      EXPECT_EQ(app_.get(who, rest).status, 404) << who << rest;
      EXPECT_EQ(app_.get(who, rest).body, app_.get(who, nowhere).body) << who << rest;
    }
    EXPECT_EQ(add(who, draft).status, 404) << who;
  }
  // Manager only: others know that there is an item, and not that it has a file.
  const auto sealed = write(k_health_releaser, "An address", 3);
  ASSERT_EQ(add(k_health_releaser, sealed).status, 303);
  const auto of_sealed = href(k_health_releaser, sealed);
  EXPECT_EQ(app_.get(k_manager, path(sealed)).status, 200);
  for (const char* who : {k_screener, k_police_navigator}) {
    for (const auto& rest : {path(sealed), of_sealed, of_sealed + "/pages/1"}) {
      EXPECT_NE(app_.get(who, rest).status, 200) << who << rest;
      EXPECT_THAT(app_.get(who, rest).body, Not(HasSubstr("planted"))) << who;
    }
  }
}

// Under the path of an item that one may read, the files of no other item are found.
TEST_P(ItemFileTest, H17_a_file_is_found_below_its_own_item_alone) {
  const auto open = write(k_health_releaser, "Two missed reviews");
  const auto sealed = write(k_health_releaser, "An address", 3);
  add(k_health_releaser, sealed);
  add(k_health_releaser, open);
  ASSERT_EQ(render(), 2);
  const auto file = href(k_health_releaser, sealed);
  const auto id = file.substr(file.rfind('/') + 1);
  EXPECT_EQ(app_.get(k_health_releaser, path(open) + "/" + id).status, 404);
  EXPECT_EQ(app_.get(k_police_navigator, path(open) + "/" + id).status, 404);
  EXPECT_EQ(app_.get(k_police_navigator, path(open) + "/" + id + "/pages/1").status, 404);
  // And a row that was moved to another item does not open.
  const auto own = href(k_health_releaser, open);
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update attachment set item_id = $1 where id = $2", {open, id});
  });
  EXPECT_EQ(app_.get(k_police_navigator, path(open) + "/" + id).status, 500);
  EXPECT_EQ(app_.get(k_police_navigator, own).status, 200);
}

// That there are some is said where the fact itself leaves, if its owner knew of them then.
TEST_P(ItemFileTest, H17_no_file_leaves_and_who_receives_the_item_is_told_whom_to_ask) {
  const auto whole = write(k_police_releaser, "Four call-outs");
  const auto part = write(k_police_releaser, "There are conditions");
  const auto later = write(k_police_releaser, "He was cautioned");
  add(k_police_releaser, whole);
  add(k_police_releaser, whole, "planted-second");
  add(k_police_releaser, part);
  ask({whole, part, later});
  EXPECT_THAT(app_.page(k_police_releaser, page()).body,
              AllOf(HasSubstr("2 files with it"), HasSubstr("No file leaves the hub")));
  ASSERT_EQ(app_.post(k_police_releaser, page(), decision(whole, "RELEASED")).status, 200);
  ASSERT_EQ(app_.post(k_police_releaser, page(),
                      decision(part, "RELEASED_REDACTED", {{"wording-1", "Conditions"}}))
                .status,
            200);
  ASSERT_EQ(app_.post(k_police_releaser, page(), decision(later, "RELEASED")).status, 200);
  app_.clock().advance(Duration::seconds(1));
  add(k_police_releaser, later);
  EXPECT_THAT(leaves({whole, part, later}),
              ElementsAre(AllOf(HasSubstr("Four call-outs"), HasSubstr("files 2"),
                                Not(HasSubstr("planted"))),
                          Not(HasSubstr("files")), Not(HasSubstr("files"))));
}

TEST_P(ItemFileTest, an_item_takes_so_many_files_and_no_more) {
  const auto item = write(k_health_releaser, "Bruises on both arms");
  for (int i = 0; i < attachments::limits().most_with_item; ++i) {
    ASSERT_EQ(add(k_health_releaser, item).status, 303);
  }
  EXPECT_THAT(add(k_health_releaser, item).body, HasSubstr("This item has 10 files already"));
  EXPECT_EQ(app_.upload(k_health_releaser, path(item),
                        {{"file", "a.gif", "GIF89a"}, {"shows", "", "A bruise"}})
                .status,
            422);
}

INSTANTIATE_TEST_SUITE_P(Engines, ItemFileTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::disclosure::testing
