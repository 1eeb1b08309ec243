// SPDX-License-Identifier: MIT
// Goal: a court gets what the owners of a case let go to it and the front door's own words, and
// nothing of another agency that has not said so itself; owners are told at once.
#include "court.h"
#include "access_test_world.h"

namespace mash::access::sample {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CourtTest : public AccessTest {
 protected:
  static json::Value order_form() {
    return body({{"court", "Plantedcourt"},
                 {"number", "FD26P00417"},
                 {"served_by", "The usher"},
                 {"served", "2026-11-23"},
                 {"due", "2026-12-08"},
                 {"covers", "Plantedcovers"}});
  }
  static std::string court_path(const CaseId& id) { return "/case/" + id.text() + "/court"; }
  std::string order(const CaseId& id, const char* who = k_manager) {
    const auto a = app_.post(who, court_path(id), order_form());
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  std::vector<std::string> parts_of(const char* who, const std::string& order) {
    std::vector<std::string> out;
    const auto a = app_.get(who, "/orders/" + id_in(order));
    if (a.status != 200) return out;
    const auto page = a.json();
    for (const auto& one : *page["lines"].as_array()) out.push_back(one.text("href"));
    return out;
  }
  support::Answer say(const char* who, const std::string& part, const char* what) {
    return app_.post(
        who, part,
        body({{"answer", what}, {"seen", seen_at(who, part)}, {"reason", "Plantedground"}}));
  }
  std::string bundle_words(const std::string& order, const char* who = k_manager) {
    const auto pdf = app_.submit(who, order + "/bundle", {});
    EXPECT_EQ(pdf.status, 200) << pdf.body;
    return words_of(pdf);
  }
  // Records that the newest bundle was given.
  void give(const std::string& order) {
    const auto page = app_.page(k_manager, order).body;
    const std::string begin = "action=\"" + order + "/bundle/";
    const auto from = page.rfind(begin) + std::string("action=\"").size();
    const auto action = page.substr(from, page.find('"', from) - from);
    ASSERT_EQ(app_.post(k_manager, action, body({{"handed", "IN_PERSON"}})).status, 200);
  }
  std::vector<std::string> alerted() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& r : tx.query("select distinct person from alert order by person")) {
        out.push_back(r.text(0));
      }
    });
    return out;
  }

  const Family home_ = add_case("He shouted.", family());
};

TEST_P(CourtTest, D15_nothing_of_another_agency_goes_before_its_owner_has_said_so) {
  write_item(k_researcher, home_.id, "Plantedpolice.");
  write_item(k_nurse, home_.id, "Plantedhealth.");
  const auto path = order(home_.id);
  EXPECT_THAT(
      bundle_words(path),
      AllOf(HasSubstr("He shouted."), HasSubstr("Plantedcourt"), Not(HasSubstr("Plantedpolice")),
            Not(HasSubstr("Plantedhealth")), HasSubstr("1 part, which its owner has not given")));
  const auto police = parts_of(k_police, path);
  const auto health = parts_of(k_health, path);
  ASSERT_THAT(police, SizeIs(1));
  ASSERT_THAT(health, SizeIs(1));
  for (const char* who : {k_manager, k_deputy, k_officer, k_health, k_researcher}) {
    EXPECT_EQ(say(who, police.front(), "RELEASED").status, 404) << who;
    EXPECT_EQ(app_.get(who, police.front()).status, 404) << who;
  }
  ASSERT_EQ(say(k_police, police.front(), "COMPELLED").status, 200);
  ASSERT_EQ(say(k_health, health.front(), "REFUSED").status, 200);
  const auto words = bundle_words(path);
  EXPECT_THAT(words, AllOf(HasSubstr("Plantedpolice."), Not(HasSubstr("Plantedhealth")),
                           Not(HasSubstr("Plantedground"))));
  EXPECT_THAT(app_.page(k_manager, path).body,
              AllOf(HasSubstr("Given as the order compels"), HasSubstr("Not given: its owner asks"),
                    Not(HasSubstr("Plantedpolice"))));
  ASSERT_EQ(say(k_health, health.front(), "RELEASED").status, 200);
  EXPECT_THAT(bundle_words(path), HasSubstr("Plantedhealth."));
  EXPECT_FALSE(app_.is_stored("Plantedground"));
  EXPECT_FALSE(app_.is_stored("Plantedcovers"));
}

TEST_P(CourtTest, D15_owners_are_alerted_at_once_and_have_a_task) {
  EXPECT_THAT(alerted(), IsEmpty());
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto path = order(home_.id);
  EXPECT_THAT(alerted(), Contains(std::string(k_police)));
  EXPECT_THAT(alerted(), Not(Contains(std::string(k_health)))) << "nothing of theirs stands there";
  EXPECT_THAT(owed_by(k_police), ElementsAre(HasSubstr("goes to a court")));
  EXPECT_THAT(owed_by(k_researcher), IsEmpty());
  EXPECT_THAT(app_.page(k_police, "/orders").body, HasSubstr("Plantedcourt"));
  EXPECT_THAT(app_.page(k_health, "/orders").body, Not(HasSubstr("Plantedcourt")));
  ASSERT_EQ(say(k_police, parts_of(k_police, path).front(), "RELEASED").status, 200);
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  write_item(k_researcher, home_.id, "Plantedlater.");
  ASSERT_EQ(app_.post(k_manager, path + "/search", body({})).status, 200);
  EXPECT_THAT(parts_of(k_police, path), SizeIs(2));
  EXPECT_THAT(owed_by(k_police), ElementsAre(HasSubstr("goes to a court")));
}

TEST_P(CourtTest, D15_what_was_told_in_a_call_goes_to_a_court_by_its_owner_alone) {
  plant_exchanges(app_, home_.id);
  const auto path = order(home_.id);
  EXPECT_THAT(bundle_words(path),
              AllOf(HasSubstr("Plantedquestion."), HasSubstr("Plantedverdict."),
                    Not(HasSubstr("Plantedcall")), Not(HasSubstr("Plantedsystem"))));
  for (const auto& part : parts_of(k_police, path)) {
    ASSERT_EQ(say(k_police, part, "RELEASED").status, 200);
  }
  EXPECT_THAT(bundle_words(path),
              AllOf(HasSubstr("Plantedcall."), HasSubstr("Plantedreproach."),
                    HasSubstr("Plantedreply."), Not(HasSubstr("Plantedsystem"))));
}

TEST_P(CourtTest, D15_only_members_who_may_make_it_and_from_whom_it_is_not_hidden) {
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto path = order(home_.id);
  for (const char* who : {"u01", k_police, k_protection, "u12", "u21"}) {
    EXPECT_EQ(app_.get(who, path).status, 404) << who;
    EXPECT_EQ(app_.get(who, court_path(home_.id)).status, 404) << who;
  }
  hide(home_.id, k_deputy);
  hide(home_.id, k_police);
  EXPECT_EQ(app_.get(k_deputy, path).status, 404);
  EXPECT_THAT(parts_of(k_police, path), IsEmpty());
  EXPECT_THAT(owed_by(k_police), IsEmpty());
  EXPECT_THAT(app_.page(k_police, "/orders").body, Not(HasSubstr("Plantedcourt")));
}

TEST_P(CourtTest, D15_what_was_given_is_on_the_record_with_its_hash) {
  const auto path = order(home_.id);
  bundle_words(path);
  const auto page = app_.page(k_manager, path).body;
  EXPECT_THAT(page, HasSubstr("SHA-256"));
  const std::string begin = "action=\"" + path + "/bundle/";
  const auto from = page.find(begin) + std::string("action=\"").size();
  const auto action = page.substr(from, page.find('"', from) - from);
  ASSERT_EQ(app_.post(k_manager, action, body({{"handed", "IN_PERSON"}})).status, 200);
  EXPECT_EQ(app_.count("court_bundle where handed = 'IN_PERSON'"), 1);
  EXPECT_EQ(app_.post(k_manager, action, body({{"handed", "POST"}})).status, 409) << "once";
}

TEST_P(CourtTest, D15_a_form_that_says_too_little_names_what_is_missing) {
  const auto a = app_.post(k_manager, court_path(home_.id), body({}));
  EXPECT_EQ(a.status, 422);
  EXPECT_THAT(a.body,
              AllOf(HasSubstr("Enter which court or authority"),
                    HasSubstr("Enter when it was served"), HasSubstr("Write what it covers")));
  auto early = order_form();
  early.set("due", "2026-11-22");
  EXPECT_THAT(app_.post(k_manager, court_path(home_.id), early).body,
              HasSubstr("Enter a day after the one on which it was served"));
  auto over = order_form();
  over.set("served", "2026-11-20");
  over.set("due", "2026-11-23");
  EXPECT_THAT(app_.post(k_manager, court_path(home_.id), over).body,
              HasSubstr("That day has passed"));
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto part = parts_of(k_police, order(home_.id)).front();
  EXPECT_THAT(app_.post(k_police, part, body({})).body,
              AllOf(HasSubstr("Select whether it goes"), HasSubstr("Write on what ground")));
  EXPECT_EQ(app_.count("court_answer"), 0);
}

TEST_P(CourtTest, D15_an_order_that_was_a_mistake_stays_and_binds_nobody) {
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto path = order(home_.id);
  const auto part = parts_of(k_police, path).front();
  EXPECT_THAT(owed_by(k_police), Contains(HasSubstr("to a court")));
  EXPECT_EQ(app_.post(k_manager, path + "/mistake", body({})).status, 422);
  EXPECT_NE(app_.post(k_police, path + "/mistake", body({{"why", "x"}})).status, 200);
  ASSERT_EQ(app_.post(k_manager, path + "/mistake", body({{"why", "Plantedmistake"}})).status, 200);
  EXPECT_THAT(owed_by(k_police), Not(Contains(HasSubstr("to a court"))));
  bool kept = true;
  app_.database().read([&](db::Transaction& tx) { kept = is_ordered(tx, home_.id); });
  EXPECT_FALSE(kept) << "it holds nothing";
  EXPECT_THAT(app_.page(k_manager, path).body,
              AllOf(HasSubstr("written down by mistake: Nasima Khatun"),
                    HasSubstr("Plantedmistake"), Not(HasSubstr("/bundle\""))));
  EXPECT_FALSE(app_.is_stored("Plantedmistake"));
  EXPECT_THAT(app_.page(k_manager, court_path(home_.id)).body, HasSubstr("by mistake"));
  EXPECT_THAT(app_.page(k_police, "/orders").body, HasSubstr("you owe it nothing"));
  EXPECT_EQ(app_.get(k_police, part).status, 404);
  EXPECT_NE(say(k_police, part, "RELEASED").status, 200);
  EXPECT_EQ(app_.submit(k_manager, path + "/bundle", {}).status, 409);
  EXPECT_EQ(app_.post(k_manager, path + "/search", body({})).status, 409);
  EXPECT_EQ(app_.post(k_manager, path + "/mistake", body({{"why", "again"}})).status, 409);
  const auto given = order(home_.id);
  bundle_words(given);
  give(given);
  EXPECT_EQ(app_.post(k_manager, given + "/mistake", body({{"why", "late"}})).status, 409)
      << "a court has it";
}

TEST_P(CourtTest, D15_a_day_long_past_is_asked_about) {
  auto old = order_form();
  old.set("served", "2021-11-23");
  const auto asked = app_.post(k_manager, court_path(home_.id), old);
  EXPECT_EQ(asked.status, 422);
  EXPECT_THAT(asked.body, AllOf(HasSubstr("/sure"), HasSubstr("served on 23 November 2021")));
  EXPECT_EQ(app_.count("court_order"), 0);
  EXPECT_THAT(app_.page(k_manager, court_path(home_.id)).body, Not(HasSubstr("name=\"sure\"")));
  old.set("sure", json::Array{"yes"});
  EXPECT_EQ(app_.post(k_manager, court_path(home_.id), old).status, 200);
  EXPECT_EQ(app_.post(k_manager, court_path(home_.id), order_form()).status, 200)
      << "one that is near is not asked about";
}

TEST_P(CourtTest, D14_what_a_court_ordered_is_kept_until_it_is_given_to_it) {
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto kept = [this] {
    bool out = false;
    app_.database().read([&](db::Transaction& tx) { out = is_ordered(tx, home_.id); });
    return out;
  };
  EXPECT_FALSE(kept());
  const auto path = order(home_.id);
  EXPECT_TRUE(kept());
  const auto part = parts_of(k_police, path).front();
  ASSERT_EQ(say(k_police, part, "REFUSED").status, 200);
  bundle_words(path);
  give(path);
  EXPECT_TRUE(kept()) << "its owner asks to be heard";
  app_.clock().advance(Duration::minutes(1));
  ASSERT_EQ(say(k_police, part, "RELEASED").status, 200);
  EXPECT_TRUE(kept()) << "what the court has is from before";
  bundle_words(path);
  give(path);
  EXPECT_FALSE(kept());
}

TEST_P(CourtTest, D15_the_bundle_and_the_page_say_what_was_disposed_of) {
  const auto item = write_item(k_researcher, home_.id, "Plantedpolice.");
  write_item(k_nurse, home_.id, "Plantedhealth.");
  const auto path = order(home_.id);
  const auto health = parts_of(k_health, path).front();
  ASSERT_EQ(say(k_health, health, "RELEASED").status, 200);
  app_.database().write(
      [&](db::Transaction& tx) { disclosure::erase_item(tx, ItemId::trusted(item)); });
  bury(home_.id, "police", item);
  EXPECT_THAT(
      bundle_words(path),
      AllOf(HasSubstr("What is not in it"), HasSubstr("1 part, disposed of under rule RULE"),
            HasSubstr("Plantedhealth."), Not(HasSubstr("has not given"))));
  EXPECT_THAT(app_.page(k_manager, path).body,
              HasSubstr("Not answered; disposed of under rule RULE, version 1, on"));
  dispose_of_all(home_.id, "health");
  EXPECT_THAT(bundle_words(path),
              AllOf(HasSubstr("He shouted."), Not(HasSubstr("Plantedhealth."))));
  EXPECT_THAT(app_.page(k_manager, path).body,
              HasSubstr("Released to this court; disposed of under rule RULE, version 1, on"));
  write_item(k_nurse, home_.id, "Plantednew.");
  EXPECT_EQ(app_.get(k_health, health).status, 404) << "its new key opens nothing of it";
  EXPECT_THAT(bundle_words(path), HasSubstr("disposed of under rule RULE"));
}

TEST_P(CourtTest, D15_a_stale_page_does_not_answer_over_a_colleague) {
  write_item(k_researcher, home_.id, "Plantedpolice.");
  const auto part = parts_of(k_police, order(home_.id)).front();
  const auto stale = seen_at(k_police, part);
  ASSERT_EQ(say(k_police, part, "REFUSED").status, 200);
  const auto late = app_.post(
      k_police, part, body({{"answer", "RELEASED"}, {"seen", stale}, {"reason", "Plantedlate"}}));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("A colleague has answered meanwhile: Not given"));
  EXPECT_EQ(app_.count("court_answer"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, CourtTest, support::engines(), support::engine_name);

TEST(CourtBundle, D15_it_is_numbered_in_the_order_of_time_with_an_index) {
  const auto doc =
      court_bundle_of({.reference = "R",
                       .case_reference = "C",
                       .court = "\u202ECourt",
                       .number = "N",
                       .covers = "All"},
                      {{.owner = "Police", .title = "Second", .at = UtcTime{2}, .text = "two"},
                       {.owner = "Health", .title = "First", .at = UtcTime{1}, .text = "one"}},
                      {.not_given = {{"Education", 2}}, .gone = {}});
  std::vector<std::string> heads;
  const auto& first = std::get<document::Paragraph>(doc.blocks.at(1)).text.words;
  EXPECT_THAT(first, HasSubstr("For \u2068\u202ECourt\u2069, \u2068N\u2069. Reference R."));
  for (const auto& block : doc.blocks) {
    if (const auto* h = std::get_if<document::Heading>(&block)) heads.push_back(h->words);
    if (const auto* l = std::get_if<document::List>(&block); l != nullptr && l->numbered) {
      EXPECT_EQ(l->items.front().words, "First (Health)");
    }
  }
  EXPECT_THAT(heads, ElementsAre("Case C: bundle for a court", "Index", "What is not in it",
                                 "Chronology", "1. First", "2. Second"));
}

}  // namespace
}  // namespace mash::access::sample
