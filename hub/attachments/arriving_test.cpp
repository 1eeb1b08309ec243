// SPDX-License-Identifier: MIT
// Goal: a file that comes from the gate in pieces is whole or known not to be, in whatever order
// and however often its pieces come; nothing that a hostile gate sends becomes a file, fills the
// disk or stops what follows.
#include "mash/attachments/arriving.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "attachments_test_world.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/schema.h"
#include "mash/attachments/templates.h"
#include "mash/crypto/crypto.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/support/engines.h"
#include "mash/support/files.h"

namespace mash::attachments {
namespace {

using testing::k_police;
using testing::k_screener;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ArrivingTest : public testing::CaseTest {
 protected:
  ArrivingTest()
      : CaseTest({{.name = "post", .schema = post::schema()},
                  {.name = "post_waits", .schema = post::waits_schema()},
                  {.name = "attachments", .templates = templates(), .routes = all_routes()}}) {}

  // A photograph that takes three pieces.
  static std::string photograph() {
    return support::jpeg() + std::string(2 * packages::k_piece_bytes, 'p');
  }
  packages::NotifiedFile named(const std::string& bytes) {
    return {.id = new_id_text(app_.random()),
            .name = Sensitive("planted-name.jpg"),
            .shows = Sensitive("planted-bruise"),
            .size = static_cast<std::int64_t>(bytes.size()),
            .sha256 = hex(crypto::sha256(as_bytes(bytes)))};
  }
  packages::Inward inward(const packages::FilePiece& piece) { return boxed(encode(piece)); }
  packages::Inward boxed(const Bytes& plain) {
    const auto key = crypto::box_public_key(app_.keys().of("box"));
    return {.id = new_id_text(app_.random()),
            .kind = packages::InwardKind::file_piece,
            .at = app_.clock().now(),
            .body = crypto::box_seal(key, plain, app_.random())};
  }
  std::vector<packages::Inward> pieces(const std::string& file, const std::string& bytes) {
    std::vector<packages::Inward> out;
    for (std::size_t at = 0; at < bytes.size(); at += packages::k_piece_bytes) {
      out.push_back(inward({file, static_cast<std::int64_t>(out.size() + 1),
                            to_bytes(bytes.substr(at, packages::k_piece_bytes))}));
    }
    return out;
  }
  void expect(const std::vector<packages::NotifiedFile>& files) {
    barnfield::as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      expect_files(c, grant, case_, files);
    });
  }
  void take(const packages::Inward& message) {
    barnfield::as_system(
        app_, [&](const auto& grant, pipeline::Context& c) { take_piece(c, grant, message); });
  }
  std::string list(const char* who = k_screener) { return app_.page(who, path()).body; }
  // The time to come whole is over; those who look at it meanwhile stay signed in.
  void too_late() {
    for (int i = 0; i < 7; ++i) {
      app_.clock().advance(Duration::minutes(10));
      list();
      list(k_police);
    }
  }
  std::string owed(const char* who) {
    std::string out;
    const auto answer = app_.get(who, "/test/owed");
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto all = answer.json();
    for (const auto& one : *all["owed"].as_array()) {
      out += *one.as_string() + "\n";
    }
    return out;
  }
  static pipeline::Route owed_route() {
    return pipeline::page<policy::Action::read_tasks>(
        {.path = "/test/owed",
         .summary = "What is owed (tests)",
         .event = "test.owed",
         .facts = pipeline::no_facts,
         .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
           json::Array list;
           for (const auto& one : owed_of_arriving(c)) list.emplace_back(one.what + one.href);
           return pipeline::View{.page = "attachments/list",
                                 .title = "Owed",
                                 .data = json::Object{{"owed", std::move(list)}}};
         }});
  }
  static std::vector<pipeline::Route> all_routes() {
    auto out = routes({barnfield::borough()});
    out.push_back(owed_route());
    return out;
  }
};

TEST_P(ArrivingTest, H17_a_file_from_the_gate_becomes_a_file_of_the_case_once_it_is_whole) {
  const std::string bytes = photograph();
  const auto file = named(bytes);
  expect({file});
  EXPECT_THAT(list(), AllOf(HasSubstr("On its way"), HasSubstr("planted-bruise"),
                            HasSubstr("0 of 3 parts of it are here")));
  EXPECT_THAT(list(k_police), Not(HasSubstr("planted-bruise"))) << "there is no such file yet";
  const auto all = pieces(file.id, bytes);
  ASSERT_EQ(all.size(), 3U);
  take(all[2]);
  take(all[0]);
  EXPECT_THAT(list(), HasSubstr("2 of 3 parts of it are here"));
  EXPECT_EQ(app_.count("attachment"), 0);
  take(all[1]);
  EXPECT_THAT(list(), AllOf(HasSubstr("Picture: <bdi>planted-bruise"),
                            HasSubstr("Came with the notification"), Not(HasSubstr("On its way"))));
  EXPECT_THAT(list(k_police), AllOf(HasSubstr("planted-bruise"), Not(HasSubstr("planted-name"))));
  EXPECT_EQ(app_.count("attachment"), 1);
  EXPECT_EQ(app_.count("arriving_piece"), 0);
  Retries retries;
  const pipeline::Vault vault(app_.keys());
  EXPECT_EQ(render_waiting(app_.app(), app_.database(), vault,
                           {.renderer = {{MASH_RENDER_CHILD}, limits().pages_shown}}, retries,
                           app_.clock().now()),
            1);
  EXPECT_THAT(list(), Not(HasSubstr("A safe copy to look at is being made")));
  for (const char* planted : {"planted-bruise", "planted-name", "pppppppp"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
}

// The gate delivers at least once; the hub may die after each message.
TEST_P(ArrivingTest, H17_pieces_that_come_twice_or_too_late_make_one_file) {
  const std::string bytes = photograph();
  const auto file = named(bytes);
  const auto all = pieces(file.id, bytes);
  expect({file});
  for (const auto& piece : all) {
    take(piece);
    take(piece);
  }
  for (const auto& piece : pieces(file.id, bytes)) take(piece);  // under other ids
  EXPECT_EQ(app_.count("attachment"), 1);
  EXPECT_EQ(app_.count("arriving_piece"), 0);
}

TEST_P(ArrivingTest, H17_pieces_may_be_here_before_their_notification) {
  const std::string bytes = photograph();
  const auto file = named(bytes);
  for (const auto& piece : pieces(file.id, bytes)) take(piece);
  EXPECT_EQ(app_.count("arriving_piece"), 3);
  expect({file});
  EXPECT_EQ(app_.count("attachment"), 1);
  EXPECT_EQ(app_.count("arriving_piece"), 0);
}

TEST_P(ArrivingTest, H17_a_file_that_does_not_arrive_whole_is_told_until_somebody_has_seen_to_it) {
  const std::string bytes = photograph();
  const auto file = named(bytes);
  expect({file});
  const auto all = pieces(file.id, bytes);
  take(all[0]);
  EXPECT_EQ(owed(k_screener), "");
  EXPECT_EQ(app_.post(k_screener, path("/arriving/" + file.id), barnfield::body({})).status, 404)
      << "it may still come";
  too_late();
  EXPECT_THAT(owed(k_screener), AllOf(HasSubstr("did not arrive whole"), HasSubstr(path()),
                                      Not(HasSubstr("planted"))));
  EXPECT_EQ(owed(k_police), "");
  EXPECT_THAT(list(), AllOf(HasSubstr("A file did not arrive whole"), HasSubstr("1 of 3 parts"),
                            HasSubstr("Ask whoever sent it")));
  EXPECT_EQ(app_.post(k_police, path("/arriving/" + file.id), barnfield::body({})).status, 404);
  EXPECT_EQ(app_.post(k_screener, path("/arriving/" + file.id), barnfield::body({})).location,
            path());
  EXPECT_EQ(owed(k_screener), "");
  EXPECT_THAT(list(), AllOf(HasSubstr("A file did not arrive whole"), HasSubstr("Seen to: ")));
  // The gate comes back after all.
  take(all[1]);
  take(all[2]);
  EXPECT_THAT(list(), AllOf(HasSubstr("Picture: <bdi>planted-bruise"),
                            Not(HasSubstr("did not arrive whole"))));
}

TEST_P(ArrivingTest, H17_of_a_hidden_case_nobody_is_told) {
  expect({named(photograph())});
  too_late();
  ASSERT_NE(owed(k_screener), "");
  bar(k_screener);
  EXPECT_EQ(owed(k_screener), "");
}

TEST_P(ArrivingTest, H17_what_is_not_what_was_sent_becomes_no_file) {
  const std::string bytes = photograph();
  std::string other = bytes;
  other[bytes.size() / 2] = 'q';
  const auto changed = named(bytes);
  const std::string page = "<html>" + std::string(30, 'x');
  const auto no_picture = named(page);
  expect({changed, no_picture});
  for (const auto& piece : pieces(changed.id, other)) take(piece);
  for (const auto& piece : pieces(no_picture.id, page)) take(piece);
  EXPECT_EQ(app_.count("attachment"), 0);
  EXPECT_EQ(app_.count("arriving_piece"), 0);
  EXPECT_THAT(list(), HasSubstr("What arrived is not what was sent. It is not kept."));
  EXPECT_THAT(owed(k_screener), HasSubstr("did not arrive whole")) << "at once";
}

TEST_P(ArrivingTest, H17_what_a_hostile_gate_sends_is_on_the_record_and_harms_nothing) {
  const std::string bytes = photograph();
  const auto file = named(bytes);
  expect({file});
  packages::Inward torn = pieces(file.id, bytes).front();
  torn.body.back() ^= 1;
  take(torn);
  take(boxed(to_bytes("{\"package\":\"file_piece\"}")));
  take(inward({file.id, 4, {1}}));
  take(inward({file.id, packages::k_most_pieces, {1}}));
  EXPECT_EQ(app_.count("arriving_piece"), 0);
  // Twice the same id: one of them cannot come, and that is told.
  expect({file});
  for (const auto& piece : pieces(file.id, bytes)) take(piece);
  EXPECT_EQ(app_.count("attachment"), 1);
  EXPECT_THAT(list(), HasSubstr("0 of 3 parts"));
}

TEST_P(ArrivingTest, pieces_that_nobody_names_are_few_and_go) {
  for (int i = 0; i < limits().most_unnamed + 3; ++i) {
    take(inward({new_id_text(app_.random()), 1, {1}}));
  }
  EXPECT_EQ(app_.count("arriving_piece"), limits().most_unnamed);
  const auto file = named("x");
  expect({file});
  take(inward({file.id, 1, {1}}));
  EXPECT_EQ(app_.count("arriving_piece"), limits().most_unnamed) << "a named one always has room";
  const auto sweep = [&] { sweep_pieces(app_.app(), app_.database(), app_.clock().now()); };
  app_.clock().advance(Duration::days(limits().unnamed_days));
  sweep();
  EXPECT_EQ(app_.count("arriving_piece"), limits().most_unnamed);
  app_.clock().advance(Duration::seconds(1));
  sweep();
  EXPECT_EQ(app_.count("arriving_piece"), 0);
  EXPECT_EQ(app_.count("audit_event where kind = 'file.pieces-swept'"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, ArrivingTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::attachments
