// SPDX-License-Identifier: MIT
// Goal: files go with a notification without script or account, sealed to the hub from the moment
// they come, behind every message; what is not sent goes, and nobody fills the disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "form_for_tests.h"
#include "mash/door/door_client.h"
#include "mash/uploads/uploads.h"

namespace mash::notify {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// So much of a photograph as the gate looks at.
std::string photograph(std::size_t size = 1'200'000) {
  std::string out = "\xFF\xD8\xFF plantedpicture";
  out.resize(size, 'p');
  return out;
}

class FilesTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { fill_in(browser_); }
  std::vector<packages::Inward> collected(int limit = 50) {
    const door::Door door = world_.door();
    door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
    const auto got = client.collect(limit);
    EXPECT_TRUE(got.has_value());
    return got->messages;
  }
  void confirm(const std::vector<packages::Inward>& messages) {
    const door::Door door = world_.door();
    door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
    std::vector<std::string> ids;
    for (const auto& message : messages) ids.push_back(message.id);
    EXPECT_EQ(client.collected(ids).value(), static_cast<std::int64_t>(ids.size()));
  }
  packages::Notification notification_in(const packages::Inward& message) {
    const auto plain = crypto::box_open(world_.hub_secret, message.body);
    return packages::decode_notification(*plain).value();
  }
  packages::FilePiece piece_in(const packages::Inward& message) {
    const auto plain = crypto::box_open(world_.hub_secret, message.body);
    return packages::decode_file_piece(*plain).value();
  }
  std::string page() { return browser_.get("/notify/files").body; }
  std::string remove_path() {
    const std::string body = page();
    const auto at = body.find("/notify/files/");
    return body.substr(at, body.find('"', at) - at);
  }
  std::int64_t pieces() { return world_.app.count("inward_piece"); }

  FormWorld world_{GetParam()};
  Browser browser_{world_.app.app()};
};

TEST_P(FilesTest, H17_files_go_with_a_notification_and_the_gate_cannot_read_them) {
  EXPECT_THAT(browser_.get("/notify/check").body,
              HasSubstr("<a class=\"govuk-link\" href=\"/notify/files\">Add a photograph"));
  EXPECT_THAT(page(), AllOf(HasSubstr("Do not upload intimate images"),
                            HasSubstr("Do not undress or photograph a child"),
                            HasSubstr("Go on without a file")));
  const std::string first = photograph();
  EXPECT_EQ(Browser::location(browser_.upload(first)), "/notify/files");
  EXPECT_EQ(Browser::location(browser_.upload("%PDF-1.7 letter", "A plantedletter", "b.pdf")),
            "/notify/files");
  EXPECT_THAT(page(),
              AllOf(HasSubstr("Picture: <bdi>A plantedbruise"), HasSubstr("1 MB"),
                    HasSubstr("PDF: <bdi>A plantedletter"), HasSubstr("Go on with 2 files")));
  EXPECT_TRUE(collected().empty()) << "nothing is the hub's before it is sent";
  EXPECT_THAT(browser_.get("/notify/check").body,
              AllOf(HasSubstr("Picture: A plantedbruise"), HasSubstr("PDF: A plantedletter"),
                    HasSubstr("Add or take out a file")));
  for (const char* planted : {"plantedbruise", "plantedname", "plantedpicture", "pppppppp"}) {
    EXPECT_FALSE(world_.app.is_stored(planted)) << planted;
  }
  ASSERT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const std::string sent = browser_.get("/notify/sent").body;
  EXPECT_THAT(sent, AllOf(HasSubstr("Files with it"), HasSubstr("files: 2"),
                          Not(HasSubstr("plantedbruise"))));
  EXPECT_THAT(browser_.get("/notify/receipt").body, HasSubstr("files: 2\n"));

  const auto all = collected();
  ASSERT_EQ(all.size(), 5U);
  ASSERT_EQ(all[0].kind, packages::InwardKind::notification) << "before its files";
  const auto n = notification_in(all[0]);
  ASSERT_EQ(n.files.size(), 2U);
  EXPECT_EQ(n.files[0].shows.reveal(), "A plantedbruise");
  EXPECT_EQ(n.files[0].name.reveal(), "plantedname.jpg");
  EXPECT_EQ(n.files[0].size, 1'200'000);
  EXPECT_EQ(n.files[0].sha256, hex(crypto::sha256(as_bytes(first))));
  std::map<std::pair<std::string, std::int64_t>, std::string> parts;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto piece = piece_in(all[i]);
    parts[{piece.file, piece.number}] = to_text(piece.bytes);
  }
  const std::string id = n.files[0].id;
  EXPECT_EQ((parts[{id, 1}] + parts[{id, 2}] + parts[{id, 3}]), first);
  EXPECT_EQ((parts[{n.files[1].id, 1}]), "%PDF-1.7 letter");
  confirm(all);
  EXPECT_EQ(pieces(), 0);
}

TEST_P(FilesTest, H17_a_file_is_taken_out_again_before_it_is_sent) {
  browser_.upload(photograph());
  browser_.upload("%PDF-1.7 letter", "A letter", "b.pdf");
  EXPECT_EQ(pieces(), 4);
  const std::string remove = remove_path();
  Browser other(world_.app.app());
  fill_in(other);
  EXPECT_EQ(other.post(remove).status, 404) << "not of this draft";
  EXPECT_EQ(browser_.next(remove), "/notify/files");
  EXPECT_EQ(pieces(), 1);
  EXPECT_EQ(browser_.post(remove).status, 404);
  EXPECT_THAT(page(), AllOf(Not(HasSubstr("plantedbruise")), HasSubstr("A letter")));
  browser_.post("/notify/send");
  EXPECT_EQ(notification_in(collected()[0]).files.size(), 1U);
}

TEST_P(FilesTest, H17_every_message_goes_before_every_file) {
  browser_.upload(photograph());
  browser_.post("/notify/send");
  world_.app.clock().advance(Duration::minutes(1));
  Browser later(world_.app.app());
  fill_in(later);
  later.post("/notify/send");
  const auto all = collected();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[1].kind, packages::InwardKind::notification) << "also a later one";
  EXPECT_EQ(collected(2).size(), 2U);
  EXPECT_EQ(collected(2)[1].kind, packages::InwardKind::notification);
}

TEST_P(FilesTest, H17_what_is_not_sent_goes) {
  browser_.upload(photograph());
  browser_.post("/notify/exit");
  EXPECT_EQ(pieces(), 0) << "deleted by hand";
  fill_in(browser_);
  browser_.upload(photograph());
  browser_.post("/notify/start");
  EXPECT_EQ(pieces(), 0) << "begun anew";
  fill_in(browser_);
  browser_.upload(photograph());
  Browser other(world_.app.app());
  fill_in(other);
  other.upload(photograph());
  other.post("/notify/send");
  const auto sweep_now = [&] {
    world_.app.database().write(
        [&](db::Transaction& tx) { sweep(tx, world_.app.clock().now(), 90); });
  };
  world_.app.clock().advance(Duration::minutes(60));
  sweep_now();
  EXPECT_EQ(pieces(), 6);
  world_.app.clock().advance(Duration::seconds(1));
  sweep_now();
  EXPECT_EQ(pieces(), 3) << "what was sent stays until the hub has it";
  EXPECT_EQ(collected().size(), 4U);
}

// However often the form is saved: whoever only holds files here takes the room of others.
TEST_P(FilesTest, H17_a_file_that_is_not_sent_for_hours_goes_and_that_is_said) {
  browser_.upload(photograph());
  const int minutes = uploads::limits().hours_before_sent * 60;
  for (int i = 0; i < minutes / 30; ++i) {
    world_.app.clock().advance(Duration::minutes(30));
    ASSERT_EQ(browser_.post("/notify/where", {{"where_now", "At home"}}).status, 303);
  }
  EXPECT_EQ(pieces(), 3);
  EXPECT_THAT(page(), HasSubstr("plantedbruise"));
  world_.app.clock().advance(Duration::seconds(1));
  EXPECT_THAT(page(), AllOf(Not(HasSubstr("plantedbruise")),
                            HasSubstr("was here for 3 hours and was not sent")));
  EXPECT_THAT(browser_.get("/notify/check").body, HasSubstr("was here for 3 hours"));
  ASSERT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const auto all = collected();
  ASSERT_EQ(all.size(), 1U) << "the words go";
  EXPECT_TRUE(notification_in(all[0]).files.empty());
  EXPECT_EQ(pieces(), 0);
}

TEST_P(FilesTest, H17_while_the_hub_takes_none_the_words_go_and_the_file_is_kept_by_its_sender) {
  browser_.upload(photograph());
  const door::Door door = world_.door();
  door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
  ASSERT_TRUE(client.collect(50, false).has_value());
  EXPECT_THAT(page(), AllOf(HasSubstr("We cannot take files just now"), HasSubstr("keep it"),
                            Not(HasSubstr("Choose the file"))));
  const auto refused = browser_.upload(photograph());
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Send your answers without the file"));
  ASSERT_EQ(browser_.next("/notify/send"), "/notify/sent");
  EXPECT_EQ(client.collect(50, false)->messages.size(), 1U);
  EXPECT_EQ(client.collect()->messages.size(), 4U) << "what was sent before waits and comes";
  Browser other(world_.app.app());
  fill_in(other);
  EXPECT_EQ(other.upload(photograph()).status, 303);
}

TEST_P(FilesTest, H17_what_cannot_be_taken_says_which_field_and_the_way_out) {
  const std::string words = "A bruise that I describe";
  for (const auto& [bytes, why] : std::vector<std::pair<std::string, std::string>>{
           {"GIF89a", "Save it as PDF and send that"},
           {photograph(uploads::limits().largest_file + 1), "The file is larger than 10 MB"},
           {"", "Choose the file"}}) {
    const auto answer = browser_.upload(bytes, words, bytes.empty() ? "" : "a.gif");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("href=\"#file\""), HasSubstr(why), HasSubstr(words)));
  }
  EXPECT_THAT(browser_.upload(photograph(), "").body,
              AllOf(HasSubstr("href=\"#shows\""), HasSubstr("Say in words what it shows")));
  EXPECT_EQ(pieces(), 0);
}

TEST_P(FilesTest, H17_so_many_go_with_one_notification_and_no_more) {
  for (int i = 0; i < uploads::limits().most_together; ++i) {
    ASSERT_EQ(browser_.upload("%PDF-1.7").status, 303);
  }
  EXPECT_THAT(page(), AllOf(HasSubstr("At most 5 files"), Not(HasSubstr("Choose the file"))));
  EXPECT_THAT(browser_.upload("%PDF-1.7").body, HasSubstr("put several into one PDF"));
  EXPECT_EQ(pieces(), uploads::limits().most_together);
}

// However many networks they come from, strangers leave so much and no more; words are always
// taken.
TEST_P(FilesTest, H17_files_of_strangers_do_not_fill_the_disk) {
  std::vector<Browser> strangers;
  int taken = 0;
  for (int i = 0; i < 5; ++i) {
    strangers.emplace_back(world_.app.app());
    fill_in(strangers.back());
    const auto answer = strangers.back().upload(photograph(9'000'000));
    if (answer.status == 303) {
      ++taken;
    } else {
      EXPECT_THAT(answer.body,
                  AllOf(HasSubstr("href=\"#file\""), HasSubstr("We cannot take files just now")));
    }
  }
  EXPECT_EQ(taken, 2);
  EXPECT_EQ(strangers.back().next("/notify/send"), "/notify/sent");
  // Once there is room again, files are taken again.
  strangers.front().post("/notify/exit");
  EXPECT_EQ(browser_.upload(photograph(9'000'000)).status, 303);
}

TEST_P(FilesTest, without_a_draft_nothing_is_taken) {
  Browser nobody(world_.app.app());
  EXPECT_EQ(Browser::location(nobody.get("/notify/files")), "/notify/expired");
  EXPECT_EQ(Browser::location(nobody.upload(photograph())), "/notify/expired");
  EXPECT_EQ(nobody.next("/notify/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/remove"), "/notify/expired");
  EXPECT_EQ(pieces(), 0);
}

// A name that was cut within a character could not be read again, and stopped the gate.
TEST_P(FilesTest, a_long_name_in_any_script_is_cut_between_characters) {
  EXPECT_EQ(Browser::location(browser_.upload("%PDF-1.7 letter", "A letter",
                                              std::string(254, 'a') + "\u00e9.pdf")),
            "/notify/files");
  EXPECT_THAT(page(), HasSubstr("Go on with 1 file"));
}

INSTANTIATE_TEST_SUITE_P(Engines, FilesTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& param) {
                           return param.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::notify
