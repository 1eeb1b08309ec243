// SPDX-License-Identifier: MIT
// Goal: strangers cannot fill the hub with files that nobody looks at, and what is not wanted goes,
// while the case keeps that it came.
#include "mash/attachments/outside.h"
#include "mash/cases/holds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attachments_test_world.h"
#include "mash/attachments/arriving.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/templates.h"
#include "mash/crypto/crypto.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/support/engines.h"
#include "mash/support/files.h"

namespace mash::attachments {
namespace {

using testing::k_manager;
using testing::k_police;
using testing::k_screener;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OutsideTest : public testing::CaseTest {
 protected:
  OutsideTest()
      : CaseTest({{.name = "post", .schema = post::schema()},
                  {.name = "post_waits", .schema = post::waits_schema()},
                  {.name = "attachments", .templates = templates(), .routes = all_routes()}}) {}

  // A stranger's photograph, drawn.
  std::string comes(const std::string& shows = "planted-bruise") {
    const std::string bytes = support::jpeg();
    const packages::NotifiedFile file{.id = new_id_text(app_.random()),
                                      .name = Sensitive("planted-name.jpg"),
                                      .shows = Sensitive(shows),
                                      .size = static_cast<std::int64_t>(bytes.size()),
                                      .sha256 = hex(crypto::sha256(as_bytes(bytes)))};
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      expect_files(c, grant, case_, {file});
      take_piece(c, grant,
                 {.id = new_id_text(c.random),
                  .kind = packages::InwardKind::file_piece,
                  .at = c.now,
                  .body = crypto::box_seal(crypto::box_public_key(app_.keys().of("box")),
                                           encode(packages::FilePiece{file.id, 1, to_bytes(bytes)}),
                                           c.random)});
    });
    Retries retries;
    const pipeline::Vault vault(app_.keys());
    EXPECT_EQ(render_waiting(app_.app(), app_.database(), vault,
                             {.renderer = {{MASH_RENDER_CHILD}, limits().pages_shown}}, retries,
                             app_.clock().now()),
              1);
    std::string id;
    app_.database().read([&](db::Transaction& tx) {
      id = tx.query("select id from attachment order by place desc").front().text(0);
    });
    return id;
  }
  // As large as all that may lie here unseen.
  void is_huge(const std::string& id) {
    app_.database().write([&](db::Transaction& tx) {
      tx.execute("update attachment set bytes = $2 where id = $1",
                 {id, std::int64_t{limits().most_unseen_megabytes} * 1'000'000});
    });
  }
  bool takes() {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) { out = takes_files(tx); });
    return out;
  }
  support::Answer set_aside(const char* who, const std::string& id, const std::string& why) {
    return app_.submit(who, path("/" + id + "/set-aside"), {{"reason", why}});
  }
  void sweep() { sweep_set_aside(app_.app(), app_.database(), app_.clock().now()); }
  static pipeline::Route owed_route() {
    return pipeline::page<policy::Action::read_tasks>(
        {.path = "/test/owed",
         .summary = "What is owed (tests)",
         .event = "test.owed",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Array list;
           for (const auto& one : owed_of_unseen(c)) list.emplace_back(one.what + one.href);
           return pipeline::View{.page = "attachments/list",
                                 .title = "Owed",
                                 .data = json::Object{{"owed", std::move(list)}}};
         }});
  }
  std::string owed(const char* who) { return app_.get(who, "/test/owed").body; }
  static std::vector<pipeline::Route> all_routes() {
    auto out = routes({barnfield::borough()});
    out.push_back(owed_route());
    return out;
  }
};

TEST_P(OutsideTest, H17_no_more_is_taken_in_than_somebody_looks_at) {
  const auto id = comes();
  EXPECT_TRUE(takes());
  EXPECT_THAT(owed(k_screener), Not(HasSubstr("Nobody has looked")));
  is_huge(id);
  EXPECT_FALSE(takes());
  EXPECT_THAT(owed(k_screener), AllOf(HasSubstr("Nobody has looked at files"), HasSubstr(path())));
  EXPECT_THAT(owed(k_police), Not(HasSubstr("Nobody has looked")));
  app_.get(k_screener, path());
  EXPECT_FALSE(takes()) << "the list shows no picture";
  EXPECT_EQ(app_.get(k_police, path("/" + id)).status, 200);
  EXPECT_TRUE(takes()) << "somebody has looked";
}

TEST_P(OutsideTest, H17_of_a_hidden_case_nobody_is_told_that_files_wait) {
  is_huge(comes());
  bar(k_screener);
  EXPECT_THAT(owed(k_screener), Not(HasSubstr("Nobody has looked")));
}

TEST_P(OutsideTest, H17_pieces_count_too) {
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    c.tx.execute("insert into arriving_piece (file_id, number, at, sealed) values ($1, 1, $2, $3)",
                 {"f1", c.now, Bytes(1000)});
  });
  const auto id = comes();
  app_.database().write([&](db::Transaction& tx) {
    tx.execute("update attachment set bytes = $2 where id = $1",
               {id, std::int64_t{limits().most_unseen_megabytes} * 1'000'000 - 1000});
  });
  EXPECT_FALSE(takes());
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    c.tx.execute("delete from arriving_piece", {});
  });
  EXPECT_TRUE(takes());
}

TEST_P(OutsideTest, H17_who_decides_sets_a_file_aside_and_its_bytes_go_while_the_record_stays) {
  const auto id = comes();
  is_huge(id);
  EXPECT_THAT(app_.page(k_manager, path("/" + id)).body, HasSubstr("Set it aside"));
  EXPECT_THAT(app_.page(k_screener, path("/" + id)).body, Not(HasSubstr("Set it aside")));
  EXPECT_EQ(set_aside(k_screener, id, "Spam").status, 404);
  const auto empty = set_aside(k_manager, id, "");
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, HasSubstr("Say why it is not wanted"));
  EXPECT_EQ(set_aside(k_manager, id, "planted-advertisement").location, path());
  EXPECT_TRUE(takes());
  EXPECT_FALSE(app_.is_stored("planted-advertisement"));
  EXPECT_THAT(app_.page(k_screener, path()).body,
              AllOf(HasSubstr("planted-bruise"), HasSubstr("Set aside as not wanted"),
                    HasSubstr("planted-advertisement"),
                    HasSubstr("The file itself is destroyed on 22 December 2026")));
  EXPECT_THAT(app_.page(k_police, path()).body,
              AllOf(HasSubstr("Set aside as not wanted"), Not(HasSubstr("planted-advert"))));
  EXPECT_EQ(app_.get(k_manager, path("/" + id + "/pages/1")).status, 404);
  EXPECT_EQ(set_aside(k_manager, id, "Again").status, 409);

  app_.come_back_after(Duration::days(limits().aside_days));
  sweep();
  EXPECT_EQ(app_.count("attachment_original"), 1);
  app_.come_back_after(Duration::minutes(1));
  sweep();
  EXPECT_EQ(app_.count("attachment_original"), 0);
  EXPECT_EQ(app_.count("attachment_page"), 0);
  EXPECT_THAT(app_.page(k_screener, path()).body,
              AllOf(HasSubstr("planted-bruise"), HasSubstr("planted-advertisement"),
                    HasSubstr("The file itself was destroyed on 22 December 2026")));
  EXPECT_THAT(app_.page(k_manager, path("/" + id)).body, Not(HasSubstr("Bring it back")));
  EXPECT_EQ(app_.submit(k_manager, path("/" + id + "/bring-back"), {}).status, 409);
  EXPECT_EQ(app_.count("audit_event where kind = 'attachment.destroyed' and case_id is not null"),
            1);
}

TEST_P(OutsideTest, H17_a_file_that_is_wanted_after_all_is_brought_back) {
  const auto id = comes();
  ASSERT_EQ(set_aside(k_manager, id, "Spam").status, 303);
  EXPECT_EQ(app_.submit(k_screener, path("/" + id + "/bring-back"), {}).status, 404);
  EXPECT_EQ(app_.submit(k_manager, path("/" + id + "/bring-back"), {}).location, path("/" + id));
  EXPECT_EQ(app_.get(k_police, path("/" + id + "/pages/1")).status, 200);
  app_.come_back_after(Duration::days(limits().aside_days + 1));
  sweep();
  EXPECT_EQ(app_.count("attachment_original"), 1);
}

// A hold beats what the hub would do by itself, too.
TEST_P(OutsideTest, D14_a_file_that_was_set_aside_stays_while_its_case_is_held) {
  const auto id = comes();
  ASSERT_EQ(set_aside(k_manager, id, "Spam").status, 303);
  std::string hold;
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    hold = cases::set_hold(c, {.case_id = case_, .authority = "COURT", .review_on = {2027, 6, 1}},
                           "It is heard");
  });
  app_.come_back_after(Duration::days(limits().aside_days + 1));
  sweep();
  EXPECT_EQ(app_.count("attachment_original"), 1);
  barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
    EXPECT_TRUE(cases::lift_hold(c, hold, "It has decided"));
  });
  sweep_set_aside(
      app_.app(), app_.database(), app_.clock().now(),
      {{"it is asked for", [this](db::Transaction&, const CaseId& id) { return id == case_; }}});
  EXPECT_EQ(app_.count("attachment_original"), 1);
  sweep();
  EXPECT_EQ(app_.count("attachment_original"), 0);
}

TEST_P(OutsideTest, H17_what_people_of_the_hub_added_is_part_of_the_case) {
  ASSERT_EQ(app_.upload(k_screener, path(),
                        {{.name = "file", .file_name = "a.jpg", .content = support::jpeg()},
                         {.name = "shows", .content = "The door"}})
                .status,
            303);
  std::string id;
  app_.database().read(
      [&](db::Transaction& tx) { id = tx.query("select id from attachment").front().text(0); });
  is_huge(id);
  EXPECT_TRUE(takes());
  EXPECT_THAT(app_.page(k_manager, path("/" + id)).body, Not(HasSubstr("Set it aside")));
  EXPECT_EQ(set_aside(k_manager, id, "Spam").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, OutsideTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::attachments
