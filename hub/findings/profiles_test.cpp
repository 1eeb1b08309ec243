// SPDX-License-Identifier: MIT
// Goal: from patterns people make a profile without a name, with tasks, a day of review and an end;
// no version is lost; and who may not know of one of its cases finds no such profile.
#include "mash/findings/profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "findings_test_world.h"
#include "mash/findings/record_rows.h"
#include "told_of.h"

namespace mash::findings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Form = std::vector<std::pair<std::string, std::string>>;

constexpr const char* k_known = "Two schools saw the same grey car.";

class ProfilesTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  ProfilesTest() {
    cases_ = hub_.repeat(person("A"));
    hub_.look();
    pattern_ = hub_.path(k_analyst);
  }
  static Form form(const std::string& known = k_known) {
    return {{"theme", "MISSING"},        {"theme_words", ""},    {"known", known},
            {"questions", "Whose car?"}, {"review_on-day", "3"}, {"review_on-month", "3"},
            {"review_on-year", "2027"}};
  }
  // The child of the pattern, as it is called.
  std::string child() {
    const auto page = hub_.app.page(k_analyst, pattern_ + "/profile").body;
    const auto at = page.find("value=\"Child ") + 7;
    return page.substr(at, page.find('"', at) - at);
  }
  std::string open(const char* who = k_analyst) {
    auto sent = form();
    sent.emplace_back("victims", child());
    const auto done = hub_.app.submit(who, pattern_ + "/profile", sent);
    EXPECT_EQ(done.status, 303) << done.body;
    return done.location;
  }
  support::Answer change(const std::string& path, const char* version, const Form& more = {}) {
    auto sent = form("A third school saw it.");
    sent.emplace_back("findings", pattern_.substr(pattern_.rfind('/') + 1));
    sent.emplace_back("victims", child());
    sent.emplace_back("version", version);
    sent.insert(sent.end(), more.begin(), more.end());
    return hub_.app.submit(k_manager, path + "/change", sent);
  }
  support::Answer give(const std::string& path, const char* whom, const char* year = "2026") {
    return hub_.app.submit(k_analyst, path + "/tasks",
                           {{"what", "Ask both schools for the plate."},
                            {"for", whom},
                            {"due-day", "20"},
                            {"due-month", "12"},
                            {"due-year", year}});
  }
  std::string task(const std::string& path) {
    const auto page = hub_.app.page(k_manager, path).body;
    const auto at = page.find(path + "/tasks/");
    return page.substr(at, page.find('"', at) - at);
  }
  std::size_t listed(const char* who) {
    const auto list = hub_.app.get(who, "/profiles").json();
    return list["open"].as_array()->size();
  }

  Hub hub_{GetParam()};
  std::vector<CaseId> cases_;
  std::string pattern_;
};

TEST_P(ProfilesTest, F07_a_profile_is_opened_from_a_pattern_without_a_name) {
  const auto path = open();
  EXPECT_FALSE(hub_.app.is_stored(k_known));
  for (const char* who : {k_analyst, k_manager}) {
    const auto page = hub_.app.page(who, path);
    ASSERT_EQ(page.status, 200) << who;
    EXPECT_THAT(page.body, HasSubstr(k_known));
    EXPECT_THAT(page.body, HasSubstr(child()));
    EXPECT_THAT(page.body, HasSubstr("to be looked at again on 3 March 2027"));
    EXPECT_THAT(page.body, Not(HasSubstr("Quillfeather")));
    EXPECT_THAT(page.body, Not(HasSubstr("Thistledown")));
    EXPECT_THAT(hub_.app.page(who, "/profiles").body, HasSubstr("Going missing"));
    EXPECT_THAT(hub_.app.page(who, pattern_).body, HasSubstr(path));
  }
  for (const char* who : {k_police, "u02", "u21"}) {
    EXPECT_EQ(hub_.app.get(who, "/profiles").status, 404) << who;
    EXPECT_EQ(hub_.app.get(who, path).status, 404) << who;
    EXPECT_EQ(hub_.app.submit(who, pattern_ + "/profile", form()).status, 404) << who;
  }
}

TEST_P(ProfilesTest, NothingIsChosenBeforehandAndEachFaultNamesItsField) {
  const auto page = hub_.app.page(k_analyst, pattern_ + "/profile").body;
  EXPECT_THAT(page, Not(HasSubstr(" checked")));
  const auto bare = hub_.app.submit(k_analyst, pattern_ + "/profile", {});
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(bare.body, HasSubstr("Choose what it is about"));
  EXPECT_THAT(bare.body, HasSubstr("Say what is known"));
  EXPECT_THAT(bare.body, HasSubstr("Enter the day on which it is looked at again"));
  auto sent = form("Her number is 943 476 5919.");
  sent[0].second = "OTHER";
  sent[3].second = "Born 9 March 2017?";
  sent[6].second = "2026";
  sent.emplace_back("victims", "Amara Quillfeather");
  const auto wrong = hub_.app.submit(k_analyst, pattern_ + "/profile", sent);
  EXPECT_EQ(wrong.status, 422);
  for (const char* words :
       {"Say what it is about", "which may be an NHS number", "which may be a date of birth",
        "must be in the future", "Choose from those in the patterns"}) {
    EXPECT_THAT(wrong.body, HasSubstr(words));
  }
  EXPECT_EQ(hub_.app.count("profile"), 0);
}

TEST_P(ProfilesTest, EachVersionIsKeptAndAStalePageIsTold) {
  const auto path = open();
  ASSERT_EQ(change(path, "1").status, 303);
  EXPECT_EQ(change(path, "1").status, 409);
  EXPECT_THAT(hub_.app.page(k_analyst, path).body, HasSubstr("A third school saw it."));
  const auto old = hub_.app.page(k_analyst, path + "?version=1").body;
  EXPECT_THAT(old, HasSubstr(k_known));
  EXPECT_THAT(old, HasSubstr("This is version 1, as it was"));
  EXPECT_THAT(old, Not(HasSubstr("<textarea")));
  EXPECT_EQ(hub_.app.get(k_analyst, path + "?version=3").status, 404);
}

TEST_P(ProfilesTest, ATaskIsOfSomebodyWhoMayReadItAndEndsWithANote) {
  const auto path = open();
  EXPECT_THAT(give(path, k_police).body, HasSubstr("Choose somebody from the list"));
  EXPECT_THAT(give(path, k_manager, "2025").body, HasSubstr("This day has passed"));
  ASSERT_EQ(give(path, k_manager).status, 303);
  EXPECT_FALSE(hub_.app.is_stored("Ask both schools"));
  EXPECT_THAT(hub_.app.page(k_manager, "/profiles").body, HasSubstr("Open tasks: 1, yours: 1"));
  EXPECT_THAT(hub_.app.page(k_analyst, "/profiles").body, Not(HasSubstr("yours:")));
  const auto one = task(path);
  EXPECT_THAT(hub_.app.submit(k_manager, one, {}).body, HasSubstr("Choose what came of it"));
  const Form end{{"result", "NOT_DONE"}, {"note", "Nobody wrote the plate down."}};
  EXPECT_EQ(hub_.app.submit(k_police, one, end).status, 404);
  ASSERT_EQ(hub_.app.submit(k_manager, one, end).status, 303);
  EXPECT_EQ(hub_.app.submit(k_manager, one, end).status, 409);
  EXPECT_THAT(hub_.app.page(k_analyst, path).body, HasSubstr("Nobody wrote the plate down."));
}

TEST_P(ProfilesTest, ItIsClosedOnceWithAReasonAndNotWhileATaskIsOpen) {
  const auto path = open();
  give(path, k_manager);
  const Form end{{"outcome", "NO_PATTERN"}, {"reason", "It was a taxi."}, {"version", "1"}};
  EXPECT_THAT(hub_.app.submit(k_manager, path + "/close", end).body, HasSubstr("A task is open"));
  hub_.app.submit(k_manager, task(path), {{"result", "DONE"}, {"note", "Asked."}});
  EXPECT_THAT(hub_.app.submit(k_manager, path + "/close", {{"version", "1"}}).body,
              HasSubstr("Say why it is closed"));
  ASSERT_EQ(hub_.app.submit(k_manager, path + "/close", end).status, 303);
  EXPECT_EQ(listed(k_analyst), 0U);
  EXPECT_THAT(hub_.app.page(k_analyst, path).body, HasSubstr("It was a taxi."));
  EXPECT_EQ(change(path, "2").status, 409);
  EXPECT_EQ(give(path, k_manager).status, 409);
}

TEST_P(ProfilesTest, ADayThatHasPassedIsSaidInWords) {
  const auto path = open();
  hub_.app.come_back_after(Duration::days(120));
  EXPECT_THAT(hub_.app.page(k_analyst, "/profiles").body, HasSubstr("its review is overdue by"));
}

TEST_P(ProfilesTest, WhoMayNotKnowOfACaseOfItFindsNoProfile) {
  const auto path = open();
  give(path, k_deputy);
  ASSERT_EQ(listed(k_deputy), 1U);
  hub_.bar(cases_.front(), k_deputy);
  EXPECT_EQ(listed(k_deputy), 0U);
  EXPECT_EQ(hub_.app.get(k_deputy, path).status, 404);
  EXPECT_EQ(hub_.app
                .submit(k_deputy, path + "/close",
                        {{"outcome", "OTHER"}, {"reason", "x"}, {"version", "1"}})
                .status,
            404);
  EXPECT_EQ(listed(k_manager), 1U);
  // Nor is a task given to them.
  EXPECT_THAT(give(path, k_deputy).body, HasSubstr("Choose somebody from the list"));
  hub_.wall(cases_.back());
  EXPECT_EQ(listed(k_manager), 0U);
  EXPECT_EQ(hub_.app.get(k_analyst, path).status, 404);
}

TEST_P(ProfilesTest, WhatWasMadeWithACaseThatIsHiddenIsHiddenThoughItIsNoEvidence) {
  const auto other = hub_.tell(40, {{person("B"), model::PersonRole::child}});
  hub_.bar(other, k_deputy);
  hub_.look_now();
  const auto path = open(k_manager);
  EXPECT_EQ(listed(k_deputy), 0U);
  // Theirs was made without it, so that all read it; once somebody who knows more has written in
  // it, it is theirs no longer.
  const auto own = open(k_deputy);
  EXPECT_EQ(hub_.app.get(k_deputy, own).status, 200);
  EXPECT_EQ(listed(k_manager), 2U);
  ASSERT_EQ(change(own, "1").status, 303);
  EXPECT_EQ(hub_.app.get(k_deputy, own).status, 404);
}

TEST_P(ProfilesTest, no_page_has_a_list_with_nothing_in_it) {
  static const std::regex k_empty(R"(<[uo]l[^>]*>\s*</[uo]l>)");
  const auto check = [this](const std::string& path) {
    const auto page = hub_.app.page(k_manager, path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_FALSE(std::regex_search(page.body, k_empty)) << path << "\n" << page.body;
  };
  check("/profiles");
  check(pattern_);
  const auto path = open();
  for (const auto& one : {std::string("/profiles"), pattern_, path}) check(one);
}

// All that somebody reads of profiles; random ids and tokens are of each hub alone.
std::string all_read(Hub& hub, const std::string& pattern) {
  static const std::regex k_random(
      "/(case|profiles)/[0-9A-Z]{26}|Case [0-9A-Z]{4}-[0-9A-Z]{4}|value=\"[^\"]{20,}\"|"
      "nonce-[^']*");
  std::string out;
  for (const auto& path : {std::string("/profiles"), pattern, pattern + "/profile"}) {
    out += hub.app.page(k_deputy, path).body + hub.app.get(k_deputy, path).body;
  }
  const auto list = hub.app.get(k_deputy, "/profiles").json();
  for (const auto& row : *list["open"].as_array()) {
    out += hub.app.page(k_deputy, row.text("href")).body;
  }
  return std::regex_replace(out, k_random, "");
}

TEST_P(ProfilesTest, AHiddenCaseAndWhatOthersMakeOfItChangeNoByteForWhoIsBarred) {
  Hub other(GetParam());
  other.repeat(person("A"));
  // Another child of the same home, and more of the first one, which the deputy may not know of.
  for (const auto& id : other.repeat(person("B"))) other.bar(id, k_deputy);
  other.bar(other.tell(3, {{person("A"), model::PersonRole::child}}), k_deputy);
  other.look();
  const auto all = other.list(k_manager);
  ASSERT_GT(all["rows"].as_array()->size(), hub_.shown(k_manager));
  for (const auto& row : *all["rows"].as_array()) {
    ASSERT_EQ(other.app.submit(k_manager, row.text("href") + "/profile", form()).status, 303);
  }
  for (Hub* hub : {&hub_, &other}) {
    ASSERT_EQ(hub->app.submit(k_deputy, pattern_ + "/profile", form()).status, 303);
  }
  EXPECT_EQ(other.shown(k_deputy), 1U);
  EXPECT_EQ(all_read(hub_, pattern_), all_read(other, pattern_));
}

TEST_P(ProfilesTest, ItGoesWithTheRecordOfACaseThatItRestedOn) {
  const auto path = open();
  give(path, k_manager);
  barnfield::as_system(hub_.app, [&](const policy::Proof&, pipeline::Context& c) {
    pipeline::erase_rows(c.tx, cases_.front(), record_rows());
  });
  for (const char* table : {"profile", "profile_version", "profile_task"}) {
    EXPECT_EQ(hub_.app.count(table), 0) << table;
  }
  EXPECT_EQ(hub_.app.get(k_manager, path).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, ProfilesTest, support::engines(), support::engine_name);

TEST(ToldOf, NumbersAndWholeDatesAreFoundAndOtherNumbersAreNot) {
  for (const char* text :
       {"943 476 5919", "9434765919", "no. 943-476-5919.", "9 March 2017", "the 9th of March 2017",
        "March 9, 2017", "born 9/3/17", "09.03.2017", "2017-03-09", "9 Mar 2017"}) {
    EXPECT_TRUE(tells_who(text)) << text;
  }
  for (const char* text :
       {"", "07700 900123", "March 2017", "on 3 evenings in March", "3 of 4 in 2026", "2 to 3",
        "9/3", "12 children, 2026", "Child 7KQ3-M2XV"}) {
    EXPECT_FALSE(tells_who(text)) << text;
  }
}

}  // namespace
}  // namespace mash::findings
