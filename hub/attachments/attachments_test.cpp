// SPDX-License-Identifier: MIT
// Goal: a file is kept sealed as it came and shown only as drawn anew, with words for whoever
// cannot see it; only whoever works on the case learns of it; what cannot be taken in says how to
// mend it.
#include <gmock/gmock.h>

#include "attachments_test_world.h"
#include "mash/attachments/arriving.h"
#include "mash/attachments/attachments.h"
#include "mash/attachments/schema.h"
#include "mash/attachments/templates.h"
#include "mash/support/engines.h"
#include "mash/support/fake_scanner.h"
#include "mash/support/files.h"

namespace mash::attachments {
namespace {

using testing::k_manager;
using testing::k_police;
using testing::k_screener;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* k_housing = "u12";
constexpr const char* k_analyst = "u18";

class AttachmentsTest : public testing::CaseTest {
 protected:
  AttachmentsTest()
      : CaseTest({{.name = "attachments",
                   .templates = templates(),
                   .routes = routes({barnfield::borough()})}}) {}

  support::Answer add(const char* who, const std::string& bytes,
                      const std::string& shows = "Bruise on the left forearm",
                      const std::string& name = "IMG_1.jpg") {
    return app_.upload(who, path(), {{"file", name, bytes}, {"shows", "", shows}});
  }
  int render(const std::vector<std::string>& command = {MASH_RENDER_CHILD},
             const malice::Scanner* scanner = nullptr) {
    const pipeline::Vault vault(app_.keys());
    return render_waiting(app_.app(), app_.database(), vault,
                          {{command, limits().pages_shown}, scanner}, retries_, app_.clock().now());
  }
  std::string href(std::size_t place = 0) {
    return app_.get(k_screener, path()).json()["files"].as_array()->at(place).text("href");
  }

  Retries retries_;
};

std::string header_of(const support::Answer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST_P(AttachmentsTest, H17_a_photograph_is_shown_safely_and_the_original_stays_sealed) {
  EXPECT_THAT(app_.page(k_screener, path()).body,
              AllOf(HasSubstr("Do not upload intimate images"), HasSubstr("to the police"),
                    HasSubstr("There are no files yet")));
  const auto photograph = support::jpeg({.exif_words = "planted-position"});
  ASSERT_EQ(add(k_screener, photograph, "Bruise, planted-words", "planted-name.jpg").location,
            path());
  EXPECT_THAT(app_.page(k_screener, href()).body,
              AllOf(HasSubstr("A safe copy to look at is being made"), Not(HasSubstr("<img"))));
  ASSERT_EQ(render(), 1);
  EXPECT_EQ(render(), 0);
  for (const char* who : {k_screener, k_manager, k_police}) {
    const auto page = app_.page(who, href()).body;
    EXPECT_THAT(page, HasSubstr("alt=\"Bruise, planted-words\"")) << who;
    const auto picture = app_.get(who, href() + "/pages/1");
    EXPECT_EQ(picture.status, 200) << who;
    EXPECT_EQ(header_of(picture, "content-type"), "image/jpeg");
    EXPECT_EQ(header_of(picture, "x-content-type-options"), "nosniff");
    EXPECT_EQ(header_of(picture, "cache-control"), "no-store");
    EXPECT_THAT(header_of(picture, "content-security-policy"), HasSubstr("sandbox"));
    EXPECT_THAT(header_of(picture, "content-disposition"), Not(HasSubstr("planted")));
    EXPECT_THAT(picture.body, Not(HasSubstr("planted-position")));
    EXPECT_EQ(support::look_at(picture.body).colour(5, 5), "red");
  }
  for (const char* planted : {"planted-position", "planted-name", "planted-words"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
  EXPECT_FALSE(app_.is_stored(photograph.substr(photograph.size() - 64)));
}

TEST_P(AttachmentsTest, H17_who_does_not_work_on_the_case_learns_of_no_file) {
  add(k_screener, support::jpeg());
  render();
  const std::string file = href();
  bar(k_manager);
  const std::string nowhere = "/case/" + CaseId::make(app_.random()).text() + "/attachments";
  for (const char* who : {k_manager, k_housing, k_analyst}) {
    for (const auto& rest : {path(), file, file + "/pages/1"}) {
      EXPECT_EQ(app_.get(who, rest).status, 404) << who << rest;
      EXPECT_EQ(app_.get(who, rest).body, app_.get(who, nowhere).body) << who << rest;
    }
    EXPECT_EQ(add(who, support::jpeg()).status, 404) << who;
  }
  EXPECT_EQ(add(k_police, support::jpeg()).status, 404);  // who looks may not add
  EXPECT_EQ(app_.count("attachment"), 1);
}

TEST_P(AttachmentsTest, a_name_that_says_another_kind_says_what_it_is_as_well) {
  add(k_screener, support::png(), "Map", "letter.pdf");
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr("letter.pdf.png"));
}

TEST_P(AttachmentsTest, the_name_of_a_file_is_for_the_front_door) {
  add(k_screener, support::jpeg(), "Bruise", "Statement of Ada Zwetkova.jpg");
  EXPECT_THAT(app_.page(k_manager, path()).body, HasSubstr("Statement of Ada Zwetkova.jpg"));
  EXPECT_THAT(app_.page(k_police, path()).body,
              AllOf(HasSubstr("Bruise"), Not(HasSubstr("Zwetkova")),
                    Not(HasSubstr("<form method=\"post\" action=\"/case"))));
}

TEST_P(AttachmentsTest, what_is_wrong_with_a_file_is_said_with_the_way_out) {
  for (const auto& other : {std::string("GIF89a"), std::string("<svg onload=alert(1)>"),
                            std::string("\x00\x00\x00\x18"
                                        "ftypheic",
                                        12)}) {
    const auto answer = add(k_screener, other, "A bruise that I describe");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body,
                AllOf(HasSubstr("href=\"#file\""), HasSubstr("Save it as PDF and send that"),
                      HasSubstr("A bruise that I describe")));
  }
  EXPECT_THAT(
      add(k_screener, support::jpeg() + std::string(uploads::limits().largest_file, ' ')).body,
      HasSubstr("The file is larger than 10 MB"));
  EXPECT_THAT(add(k_screener, support::jpeg(), "").body,
              HasSubstr("Say in words what it shows, for whoever cannot see it"));
  EXPECT_THAT(app_.upload(k_screener, path(), {{"file", "", ""}, {"shows", "", "A bruise"}}).body,
              HasSubstr("Choose the file"));
  EXPECT_EQ(app_.count("attachment"), 0);
}

TEST_P(AttachmentsTest, of_a_pdf_each_page_is_shown_and_of_a_word_document_its_words) {
  add(k_screener, support::pdf({"One", "Two"}), "A report", "a.pdf");
  add(k_screener, support::docx({"Tom &amp; Ada", "said planted-in-word"}), "A letter", "b.docx");
  ASSERT_EQ(render(), 2);
  EXPECT_THAT(app_.page(k_police, href(0)).body,
              AllOf(HasSubstr("Page 2 of 2"), HasSubstr("alt=\"Page 1. A report\"")));
  EXPECT_EQ(app_.get(k_police, href(0) + "/pages/2").status, 200);
  for (const char* page : {"0", "3", "-1", "99999999999999999999"}) {
    EXPECT_NE(app_.get(k_police, href(0) + "/pages/" + page).status, 200) << page;
  }
  EXPECT_THAT(app_.page(k_police, href(1)).body,
              AllOf(HasSubstr("said planted-in-word"), HasSubstr("Only the words"),
                    Not(HasSubstr("<img"))));
  EXPECT_EQ(app_.get(k_police, href(1) + "/pages/0").status, 404);
  EXPECT_FALSE(app_.is_stored("planted-in-word"));
}

TEST_P(AttachmentsTest, a_file_that_cannot_be_drawn_is_kept_and_its_page_says_so) {
  add(k_screener, "%PDF-1.4 and nothing else", "A report");
  EXPECT_EQ(render(), 1);
  EXPECT_EQ(render(), 0);
  EXPECT_THAT(app_.page(k_screener, href()).body,
              AllOf(HasSubstr("No safe copy to look at could be made"),
                    HasSubstr("The file is kept, sealed, as it came")));
  EXPECT_EQ(app_.count("attachment_original"), 1);
}

// A machine that cannot shut the renderer in loses nothing: what waits is drawn once it can.
TEST_P(AttachmentsTest, without_a_renderer_files_wait) {
  add(k_screener, support::jpeg());
  EXPECT_EQ(render({"/nonexistent/program"}), 0);
  EXPECT_THAT(app_.page(k_screener, href()).body, HasSubstr("It takes a few seconds"));
  EXPECT_EQ(render(), 0) << "not before its time";
  app_.clock().advance(Duration::seconds(61));
  EXPECT_THAT(app_.page(k_screener, href()).body,
              HasSubstr("It waits and is tried again by itself"));
  EXPECT_THAT(app_.page(k_screener, path()).body,
              HasSubstr("It waits and is tried again by itself"));
  EXPECT_EQ(render(), 1);
  EXPECT_EQ(app_.get(k_screener, href() + "/pages/1").status, 200);
}

TEST_P(AttachmentsTest, what_the_scanner_knows_is_refused_and_nobody_draws_it) {
  support::FakeScanner fake([](const std::string& heard) {
    return heard.find("EVIL") == std::string::npos ? "stream: OK" : "stream: Test.Evil-1 FOUND";
  });
  const malice::Scanner scanner(fake.path());
  add(k_screener, support::jpeg({.exif_words = "EVIL"}));
  add(k_screener, support::jpeg(), "Another one");
  EXPECT_EQ(render({"/nonexistent/program"}, &scanner), 1) << "what is known needs no drawing";
  app_.clock().advance(Duration::seconds(61));
  EXPECT_EQ(render({MASH_RENDER_CHILD}, &scanner), 1);
  EXPECT_EQ(render({MASH_RENDER_CHILD}, &scanner), 0) << "it is not tried again";
  EXPECT_THAT(app_.page(k_screener, href()).body,
              AllOf(HasSubstr("Refused: it is known to be malicious"),
                    HasSubstr("It is kept, sealed, as it came"), Not(HasSubstr("<img"))));
  EXPECT_THAT(app_.page(k_screener, path()).body, HasSubstr("Refused: it is known"));
  EXPECT_EQ(app_.get(k_screener, href() + "/pages/1").status, 404);
  EXPECT_EQ(app_.get(k_screener, href(1) + "/pages/1").status, 200);
  EXPECT_EQ(app_.count("attachment_original"), 2);
}

TEST_P(AttachmentsTest, without_the_scanner_files_wait_and_none_is_drawn_unseen) {
  support::FakeScanner fake([](const std::string&) { return "stream: OK"; });
  const malice::Scanner away(fake.path() + "-away");
  const malice::Scanner scanner(fake.path());
  add(k_screener, support::jpeg());
  EXPECT_EQ(render({MASH_RENDER_CHILD}, &away), 0);
  app_.clock().advance(Duration::seconds(61));
  EXPECT_EQ(render({MASH_RENDER_CHILD}, &away), 0);
  EXPECT_THAT(app_.page(k_screener, href()).body,
              HasSubstr("It waits and is tried again by itself"));
  EXPECT_EQ(app_.get(k_screener, href() + "/pages/1").status, 404);
  app_.clock().advance(Duration::minutes(3));
  EXPECT_EQ(render({MASH_RENDER_CHILD}, &scanner), 1);
  EXPECT_EQ(app_.get(k_screener, href() + "/pages/1").status, 200);
}

TEST_P(AttachmentsTest, what_is_stopped_from_outside_is_tried_again_and_holds_up_no_other) {
  add(k_screener, support::jpeg());
  add(k_screener, support::docx({"A letter"}), "A letter", "b.docx");
  const std::string stopped = "[ $0 = jpeg ] && kill -TERM $$; exec " MASH_RENDER_CHILD " $0";
  EXPECT_EQ(render({"/bin/sh", "-c", stopped}), 1);
  EXPECT_THAT(app_.page(k_screener, href(1)).body, HasSubstr("A letter"));
  app_.clock().advance(Duration::seconds(61));
  EXPECT_EQ(render({"/bin/sh", "-c", stopped}), 0);
  app_.clock().advance(Duration::seconds(61));
  EXPECT_EQ(render(), 0) << "twice as long";
  app_.clock().advance(Duration::seconds(61));
  EXPECT_EQ(render(), 1);
}

TEST_P(AttachmentsTest, the_wait_between_tries_grows_to_an_hour) {
  const UtcTime now = app_.clock().now();
  for (int i = 0; i < 50; ++i) retries_.failed("a", now);
  EXPECT_TRUE(retries_.waits("a", now + Duration::minutes(59)));
  EXPECT_FALSE(retries_.waits("a", now + Duration::minutes(60)));
}

TEST_P(AttachmentsTest, a_case_takes_so_many_files_and_no_more) {
  const auto picture = support::jpeg();
  for (int i = 0; i < limits().most_in_case; ++i) ASSERT_EQ(add(k_screener, picture).status, 303);
  EXPECT_THAT(add(k_screener, picture).body, HasSubstr("Put several into one PDF"));
}

// A box moved to another row, or opened as another kind, does not open.
TEST_P(AttachmentsTest, a_picture_in_another_files_place_does_not_open) {
  add(k_screener, support::jpeg());
  add(k_screener, support::png());
  render();
  const std::string first = href(0).substr(href(0).rfind('/') + 1);
  const std::string second = href(1).substr(href(1).rfind('/') + 1);
  app_.database().write([&](db::Transaction& tx) {
    tx.execute(
        "update attachment_page set sealed = (select p.sealed from attachment_page p where"
        " p.attachment_id = $1 and p.page = 1) where attachment_id = $2 and page = 1",
        {first, second});
  });
  EXPECT_EQ(app_.get(k_screener, href(0) + "/pages/1").status, 200);
  EXPECT_EQ(app_.get(k_screener, href(1) + "/pages/1").status, 500);
}

INSTANTIATE_TEST_SUITE_P(Engines, AttachmentsTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::attachments
