// SPDX-License-Identifier: MIT
// Goal: what leaves on paper says what the page says and no more, bears number, name, time and
// reason on every page, is taken only by whoever may read the page, and is on the record.
#include "mash/copies/copies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "mash/copies/templates.h"
#include "mash/support/engines.h"
#include "mash/support/pdf.h"
#include "mash/support/test_app.h"

namespace mash::copies {
namespace {

using policy::Action;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view k_member = "10000000000000000000000000";
constexpr std::string_view k_other = "20000000000000000000000000";
constexpr const char* k_typed_button = "Take the copy";

// A page about a case: a line for each of `lines`, and what it was asked with.
std::vector<pipeline::Route> routes(const std::vector<std::string>& lines) {
  return with_copies<Action::confirm_rating>(
      {.path = "/case/{case}/notes",
       .summary = "Notes",
       .event = "case.read",
       .fields = {{.name = "part", .label = "Part", .max = 10},
                  {.name = "version", .label = "Version", .max = 10}},
       .facts = [](pipeline::Context& c) -> Result<policy::Facts> {
         MASH_TRY(const CaseId id, CaseId::parse(c.input.text("case")));
         c.about(id);
         policy::Facts f;
         f.case_member = id.text().starts_with("1");
         return f;
       },
       .run = [&lines](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         if (c.input.text("part") == "gone") return not_found();
         if (c.input.text("part") == "else") return pipeline::SeeOther{"/notes", {}};
         json::Array said;
         for (const auto& line : lines) said.emplace_back(line);
         json::Value data;
         data.set("lines", std::move(said));
         data.set("part", c.input.text("part"));
         data.set("version", std::int64_t{7});
         return pipeline::View{.page = "copies_test/notes",
                               .title = "Notes",
                               .data = std::move(data),
                               .marking = "OFFICIAL-SENSITIVE"};
       }});
}

pipeline::Person person(const char* id, const char* name, policy::Role role) {
  return {{StaffId::trusted(id), AgencyId::trusted("csc"), role, policy::Side::hub, false},
          name,
          "Children's Services"};
}

std::vector<html::Source> templates() {
  std::vector<html::Source> out(copies::templates().begin(), copies::templates().end());
  out.push_back({"copies_test/notes",
                 "<h1>Notes</h1>{{#part}}<p>Part {{.}}</p>{{/part}}{{#lines}}<p>{{.}}</p>{{/lines}}"
                 "{{#copy}}{{> copies/form}}{{/copy}}"});
  return out;
}

class CopiesTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::vector<std::string> lines_ = {"planted-words-zebra"};
  std::vector<pipeline::Event> taken_;
  support::TestApp app_{{.engine = GetParam(),
                         .migrations = {},
                         .routes = routes(lines_),
                         .templates = templates(),
                         .people = {person("m", "Marion Ash", policy::Role::mash_manager),
                                    person("d", "Dora Elm", policy::Role::deputy_manager),
                                    person("a", "Ann Yew", policy::Role::analyst)},
                         .noticed = [this](db::Transaction&, const pipeline::Event& e) {
                           if (e.kind == "copy.taken") taken_.push_back(e);
                         }}};

  static std::string page_of(std::string_view id) { return "/case/" + std::string(id) + "/notes"; }
  support::Answer take(const char* who, std::vector<std::pair<std::string, std::string>> form,
                       std::string_view id = k_member) {
    return app_.submit(who, page_of(id) + "/copy", form);
  }
  static std::string header(const support::Answer& answer, std::string_view name) {
    const auto found =
        std::ranges::find_if(answer.headers, [name](const auto& h) { return h.first == name; });
    return found == answer.headers.end() ? "" : found->second;
  }
};

TEST_P(CopiesTest, D16_every_page_bears_number_name_time_reason_and_marking) {
  lines_.assign(120, "planted-words-zebra");
  const auto copy = take("m", {{"why_copy", "court"}});
  ASSERT_EQ(copy.status, 200);
  EXPECT_EQ(header(copy, "content-type"), "application/pdf");
  ASSERT_EQ(taken_.size(), 1U);
  const std::string number = taken_.front().objects.back();
  const support::PdfFile file(copy.body);
  int pages = 0;
  for (const auto& note : taken_.front().notes) {
    if (note.starts_with("pages_")) pages = std::stoi(note.substr(6));
  }
  ASSERT_GT(pages, 1);
  for (int page = 1; page <= pages; ++page) {
    const std::string words =
        std::regex_replace(file.words(page), std::regex("\\s+"), " ");  // the foot may be broken
    EXPECT_THAT(words, HasSubstr("Copy " + number +
                                 " for Marion Ash, Children's Services, taken on 24 November 2026 "
                                 "at 9:00am. For a court."))
        << page;
    EXPECT_THAT(words, HasSubstr("OFFICIAL-SENSITIVE")) << page;
    EXPECT_THAT(words, HasSubstr("planted-words-zebra")) << page;
  }
}

TEST_P(CopiesTest, it_says_what_the_page_says_and_not_the_form_that_asks_for_it) {
  const auto copy = take("m", {{"why_copy", "visit"}, {"part", "second"}});
  ASSERT_EQ(copy.status, 200);
  const auto words = support::PdfFile(copy.body).words();
  EXPECT_THAT(words, HasSubstr("Part second"));
  EXPECT_THAT(words, HasSubstr("planted-words-zebra"));
  EXPECT_THAT(words, Not(HasSubstr(k_typed_button)));
  EXPECT_THAT(words, Not(HasSubstr("Why do you need it on paper?")));
}

TEST_P(CopiesTest, each_copy_has_a_number_of_its_own_which_names_the_file_and_the_entry) {
  const auto first = take("m", {{"why_copy", "visit"}});
  const auto second = take("d", {{"why_copy", "own_file"}});
  ASSERT_EQ(taken_.size(), 2U);
  EXPECT_NE(taken_[0].objects.back(), taken_[1].objects.back());
  EXPECT_EQ(taken_[0].person.text(), "m");
  EXPECT_EQ(taken_[1].person.text(), "d");
  EXPECT_EQ(taken_[1].case_id.text(), k_member);
  EXPECT_THAT(taken_[0].notes, ElementsAre("visit", "pages_1"));
  EXPECT_THAT(taken_[1].notes, ElementsAre("own_file", "pages_1"));
  for (std::size_t i = 0; i < 2; ++i) {
    std::string number = taken_[i].objects.back();
    std::erase(number, '-');
    EXPECT_THAT(header(i == 0 ? first : second, "content-disposition"),
                HasSubstr("copy-" + number + ".pdf"));
  }
  EXPECT_THAT(support::PdfFile(second.body).words(), Not(HasSubstr("Marion Ash")));
  EXPECT_FALSE(app_.is_stored("%PDF")) << "the copy itself is not kept";
}

TEST_P(CopiesTest, whoever_may_not_read_the_page_takes_no_copy_and_that_is_on_the_record) {
  const auto role = take("a", {{"why_copy", "visit"}});
  const auto other = take("m", {{"why_copy", "visit"}}, k_other);
  EXPECT_EQ(role.status, 404);
  EXPECT_EQ(other.status, 404);
  EXPECT_THAT(role.body, Not(HasSubstr("planted-words-zebra")));
  EXPECT_THAT(app_.submit("", page_of(k_member) + "/copy", {{"why_copy", "visit"}}).body,
              Not(StartsWith("%PDF")));
  ASSERT_GE(taken_.size(), 2U);
  for (const auto& event : taken_) EXPECT_EQ(event.outcome, pipeline::Outcome::denied);
}

TEST_P(CopiesTest, without_a_known_reason_the_page_comes_back_with_the_form_open) {
  for (const char* why : {"", "because"}) {
    const auto answer = take("m", {{"why_copy", why}, {"part", "second"}});
    EXPECT_EQ(answer.status, 422) << why;
    EXPECT_THAT(answer.body, HasSubstr("<details class=\"govuk-details mash-no-print\" id=\"copy\" "
                                       "open>"));
    EXPECT_THAT(answer.body, HasSubstr("href=\"#why_copy\""));
    EXPECT_THAT(answer.body, Not(HasSubstr(" checked"))) << "nothing is chosen beforehand";
  }
  EXPECT_THAT(take("m", {}).body, HasSubstr("Select why you need it on paper"));
  for (const auto& event : taken_) EXPECT_EQ(event.outcome, pipeline::Outcome::failed);
}

TEST_P(CopiesTest, the_form_takes_along_what_the_page_was_asked_with_and_the_version_it_shows) {
  const auto page = app_.page("m", page_of(k_member) + "?part=second");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("action=\"" + page_of(k_member) + "/copy\""));
  EXPECT_THAT(page.body, HasSubstr("name=\"part\" value=\"second\""));
  EXPECT_THAT(page.body, HasSubstr("name=\"version\" value=\"7\""));
  EXPECT_THAT(page.body, HasSubstr(k_typed_button));
  EXPECT_THAT(page.body, Not(HasSubstr("id=\"copy\" open"))) << "closed until somebody wants it";
}

TEST_P(CopiesTest, what_is_no_page_or_too_long_gives_no_copy) {
  EXPECT_EQ(take("m", {{"why_copy", "visit"}, {"part", "gone"}}).status, 404);
  EXPECT_EQ(take("m", {{"why_copy", "visit"}, {"part", "else"}}).status, 404);
  lines_.assign(4000, "planted-words-zebra");
  const auto endless = take("m", {{"why_copy", "visit"}});
  EXPECT_EQ(endless.status, 413);
  EXPECT_THAT(endless.body, Not(StartsWith("%PDF")));
  for (const auto& event : taken_) EXPECT_EQ(event.outcome, pipeline::Outcome::failed);
}

INSTANTIATE_TEST_SUITE_P(Engines, CopiesTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::copies
