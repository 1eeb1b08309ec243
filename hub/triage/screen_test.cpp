// SPDX-License-Identifier: MIT
// Goal: screening is finished only when each child was looked up and nothing serious is sent away
// by itself; nothing is chosen beforehand; what two people write at once is not lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/cases/bars.h"
#include "mash/people/repeat_hits.h"
#include "triage_test_world.h"

namespace mash::triage {
namespace {

using model::ConcernType;
using model::NotificationState;
using model::Stage;

using Form = std::vector<std::pair<std::string, std::string>>;

class ScreenTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  UtcTime now_ = world_.app.clock().now();

  CaseId add(ConcernType concern, bool danger = false) {
    auto n = World::notification({concern}, now_ - Duration::hours(1));
    if (danger) n.danger = model::Answer::yes;
    n.people = {World::child("Plantedgiven", "Plantedsurname", "2017-03-09"),
                World::child("Ada", "Parent", "", model::PersonRole::parent)};
    return world_.add(n);
  }
  Form form(const CaseId& id, const std::string& next) {
    Form f = {{"version", std::to_string(world_.head(id).version)},
              {"next", next},
              {"acknowledged", "yes"},
              {"reason", "planted-reason-okapi"}};
    if (next == "RATE") f.insert(f.end(), {{"rating", "AMBER"}, {"level", "3"}});
    return f;
  }
  static void set(Form& f, const std::string& name, const std::string& value) {
    std::erase_if(f, [&name](const auto& pair) { return pair.first == name; });
    if (!value.empty()) f.emplace_back(name, value);
  }
  support::Answer send(const CaseId& id, const Form& f, const char* who = "u01") {
    return world_.app.submit(who, World::path(id, "screen"), f);
  }
  // So many cases about one child, the newest last.
  std::vector<CaseId> about_one_child(int cases) {
    std::vector<CaseId> out;
    for (int i = 0; i < cases; ++i) out.push_back(add(ConcernType::housing));
    world_.identify(out.front());
    barnfield::as_system(world_.app, [&](const auto& proof, pipeline::Context& c) {
      const auto known = people::statements_of(c, proof, out.front());
      for (std::size_t i = 1; i < out.size(); ++i) {
        const auto said = people::statements_of(c, proof, out[i]);
        for (std::size_t who = 0; who < said.size(); ++who) {
          c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
                       {said[who].id, known[who].person});
        }
      }
    });
    return out;
  }
  void bar(const CaseId& id, const char* staff) {
    barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: her sister");
    });
  }
  // Where the queue leads this reader.
  std::string way(const CaseId& id, const char* who) {
    const json::Value queue = world_.app.get(who, "/queue").json();
    for (const auto& row : *queue["rows"].as_array()) {
      if (row.text("reference") == world_.head(id).reference) return row.text("href");
    }
    return "";
  }
  // Does the queue ask this reader to decide for a repeat that others do not see?
  bool asked(const char* who) {
    return world_.app.get(who, "/queue").json()["hidden_repeats"].as_object() != nullptr;
  }
};

TEST_P(ScreenTest, a_child_of_76_and_a_birth_to_come_are_asked_about) {
  auto n = World::notification({ConcernType::neglect}, now_ - Duration::hours(1));
  n.people = {World::child("Plantedgiven", "Plantedsurname", "1950-01-02"),
              World::child("Plantedother", "Plantedsurname", "2040-01-02"),
              World::child("Plantedthird", "Plantedsurname", "2017-03-09")};
  const auto page = world_.app.page("u01", World::path(world_.add(n), "screen")).body;
  EXPECT_NE(page.find("<strong>Plantedgiven Plantedsurname</strong>: Recorded as a child, but 76 "
                      "years old by this date of birth. Check the date or the role."),
            std::string::npos);
  EXPECT_NE(page.find("<strong>Plantedother Plantedsurname</strong>: This date of birth is still "
                      "to come."),
            std::string::npos);
  EXPECT_EQ(page.find("<strong>Plantedthird"), std::string::npos);
  EXPECT_NE(page.find("<bdi>Plantedthird Plantedsurname</bdi>"), std::string::npos);
}

// F01: to whoever screens.
TEST_P(ScreenTest, a_repeat_is_told_in_words_and_a_first_time_too) {
  const auto notified = [&](Duration ago) {
    auto n = World::notification({ConcernType::neglect}, now_ - ago);
    n.reference = std::to_string(ago.micros);
    n.people = {World::child("Plantedgiven", "Plantedsurname", "2017-03-09")};
    n.people.front().said.address_line = Sensitive("12 Thistledown Road");
    n.people.front().said.postcode = Sensitive("BF1 2AB");
    return world_.add(n);
  };
  const CaseId id = notified(Duration::hours(1));
  world_.identify(id);
  const auto page = [&] { return world_.app.page("u01", World::path(id, "screen")).body; };
  EXPECT_NE(page().find("First time</li>"), std::string::npos) << page();
  EXPECT_NE(page().find("First time: no other case names these people or their addresses."),
            std::string::npos);
  notified(Duration::days(30));
  EXPECT_NE(page().find("First time. Counting household, address and adults of concern: 1 since 24 "
                        "November 2025 (address 1), the last on 25 October 2026; 1 altogether."),
            std::string::npos);
  EXPECT_NE(page().find("<strong>1 other case since 24 November 2025 (at the address 1), the last "
                        "on 25 October 2026; 1 altogether.</strong>"),
            std::string::npos);
}

TEST_P(ScreenTest, nothing_is_chosen_beforehand_and_the_words_stand_beside) {
  const CaseId id = add(ConcernType::neglect);
  const auto page = world_.app.page("u01", World::path(id, "screen"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body.find(" checked"), std::string::npos);
  for (const char* words : {"planted-narrative-zebra", "Plantedgiven Plantedsurname",
                            "Look them up", "OFFICIAL-SENSITIVE"}) {
    EXPECT_NE(page.body.find(words), std::string::npos) << words;
  }
  EXPECT_NE(page.body.find(World::path(id, "family")), std::string::npos);
  EXPECT_EQ(page.body.find(World::path(id, "rate")), std::string::npos);
  EXPECT_NE(world_.app.page("u03", World::path(id, "screen")).body.find(World::path(id, "rate")),
            std::string::npos);
}

TEST_P(ScreenTest, of_a_red_whoever_may_rate_it_reads_that_before_the_form) {
  const CaseId id = add(ConcernType::neglect, true);
  const std::string rate = "href=\"" + World::path(id, "rate") + "\">Rate this case<";
  const auto page = world_.app.page("u22", World::path(id, "screen")).body;
  EXPECT_LT(page.find(rate), page.find("What happens next?"));
  EXPECT_EQ(page.find(rate), page.rfind(rate)) << "once";
  const CaseId calm = add(ConcernType::neglect);
  const auto other = world_.app.page("u22", World::path(calm, "screen")).body;
  EXPECT_GT(other.find("href=\"" + World::path(calm, "rate") + "\">Rate this case<"),
            other.find("What happens next?"));
}

TEST_P(ScreenTest, a_manager_gets_it_with_the_proposal) {
  const CaseId id = add(ConcernType::neglect);
  world_.identify(id);
  EXPECT_EQ(way(id, "u03"), World::path(id, "screen")) << "nobody has screened it";
  EXPECT_EQ(send(id, form(id, "RATE")).location, "/queue");
  EXPECT_EQ(world_.head(id).state, NotificationState::screening);
  EXPECT_EQ(world_.head(id).rating, model::Rating::not_rated);
  EXPECT_EQ(world_.app.count("screening"), 1);
  EXPECT_EQ(world_.app.count("rating where kind = 'PROPOSED' and rating = 'AMBER'"), 1);
  EXPECT_TRUE(world_.clock(id, Stage::acknowledge)->met_at.has_value());
  EXPECT_FALSE(world_.clock(id, Stage::rate)->met_at.has_value());
  const json::Value queue = world_.app.get("u01", "/queue").json();
  EXPECT_EQ(queue["rows"].as_array()->front().text("where"), "Waits for a rating");
  EXPECT_EQ(way(id, "u01"), "/case/" + id.text()) << "who screened has done so";
  EXPECT_EQ(way(id, "u03"), World::path(id, "rate"));
  const auto page = world_.app.page("u03", World::path(id, "rate"));
  EXPECT_NE(page.body.find("Proposed Amber"), std::string::npos);
  EXPECT_NE(page.body.find("planted-reason-okapi"), std::string::npos);
  EXPECT_EQ(page.body.find(" checked"), std::string::npos);
}

// A child was hit with a belt; the proposal of Red lay last in the queue, for days.
TEST_P(ScreenTest, a_proposed_red_is_red_until_a_manager_rates_it) {
  const CaseId id = add(ConcernType::neglect);
  world_.identify(id);
  const UtcTime before = world_.clock(id, Stage::rate)->due_at;
  auto red = form(id, "RATE");
  set(red, "rating", "RED");
  EXPECT_EQ(send(id, red).location, "/queue");
  EXPECT_EQ(world_.head(id).rating, model::Rating::provisional_red);
  EXPECT_LT(world_.clock(id, Stage::rate)->due_at, before);
  EXPECT_EQ(world_.became_red, std::vector<CaseId>{id});
  auto amber = form(id, "RATE");
  EXPECT_EQ(send(id, amber).location, "/queue");
  EXPECT_EQ(world_.head(id).rating, model::Rating::provisional_red) << "a proposal lowers nothing";
  EXPECT_EQ(world_.became_red.size(), 1U);
}

TEST_P(ScreenTest, it_is_not_finished_while_a_child_has_not_been_looked_up) {
  const CaseId id = add(ConcernType::neglect);
  const auto refused = send(id, form(id, "RATE"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("href=\"#people\""), std::string::npos);
  EXPECT_NE(refused.body.find("planted-reason-okapi"), std::string::npos);
  EXPECT_EQ(world_.app.count("screening"), 0);
  const CaseId urgent = add(ConcernType::neglect, true);
  EXPECT_EQ(send(urgent, form(urgent, "RATE")).status, 303);
}

// A06, A07: pointed elsewhere, or returned.
TEST_P(ScreenTest, pointing_elsewhere_ends_it_without_a_rating) {
  for (const auto& [next, state] :
       {std::pair{"SIGNPOSTED", NotificationState::signposted},
        std::pair{"RETURNED_TO_REFERRER", NotificationState::returned_to_referrer}}) {
    const CaseId id = add(ConcernType::housing);
    world_.identify(id);
    EXPECT_EQ(send(id, form(id, next)).status, 303);
    EXPECT_EQ(world_.head(id).state, state);
    EXPECT_FALSE(world_.clock(id, Stage::rate).has_value());
    EXPECT_FALSE(world_.clock(id, Stage::response_type).has_value());
  }
}

TEST_P(ScreenTest, A07_a_professional_is_told_what_is_missing_and_the_public_fixed_words) {
  auto n = World::notification({ConcernType::housing}, now_ - Duration::hours(1));
  n.referrer_class = model::ReferrerClass::professional;
  const CaseId id = world_.add(n);
  auto back = form(id, "RETURNED_TO_REFERRER");
  const auto refused = send(id, back);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, testing::HasSubstr("Enter what is missing, so that they can tell us"));
  EXPECT_THAT(world_.returned, testing::IsEmpty());
  set(back, "missing", "The mother has not been asked.");
  EXPECT_EQ(send(id, back).status, 303);
  EXPECT_THAT(world_.returned, testing::ElementsAre("The mother has not been asked."));
  const CaseId of_public = add(ConcernType::housing);
  world_.identify(of_public);
  EXPECT_EQ(send(of_public, form(of_public, "RETURNED_TO_REFERRER")).status, 303);
  EXPECT_EQ(world_.returned.size(), 2U) << "who hears what is not the screener's to say";
}

TEST_P(ScreenTest, A17_whoever_hears_of_an_allegation_looks_nobody_up_and_rates_nothing) {
  const CaseId id = add(ConcernType::neglect);
  EXPECT_EQ(send(id, form(id, "DESIGNATED_OFFICER")).location, "/queue?sent=officer");
  ASSERT_EQ(world_.allegations.size(), 1U);
  EXPECT_EQ(world_.allegations.front().why, "planted-reason-okapi");
  const CaseId urgent = add(ConcernType::neglect, true);
  EXPECT_EQ(send(urgent, form(urgent, "DESIGNATED_OFFICER")).status, 422);
  auto protect = form(urgent, "DESIGNATED_OFFICER");
  set(protect, "protect", "See them tonight.");
  EXPECT_EQ(send(urgent, protect).status, 303);
  EXPECT_EQ(world_.allegations.back().protect, "See them tonight.");
}

TEST_P(ScreenTest, F01_a_third_contact_is_not_sent_elsewhere_by_one_person) {
  for (const char* next : {"SIGNPOSTED", "RETURNED_TO_REFERRER"}) {
    const CaseId id = about_one_child(3).back();
    const auto refused = send(id, form(id, next));
    EXPECT_EQ(refused.status, 422) << next;
    EXPECT_THAT(refused.body, testing::HasSubstr("3 cases name this child since 24 November 2025, "
                                                 "this one included."));
    EXPECT_THAT(refused.body, testing::HasSubstr("Select that a manager rates it"));
    EXPECT_THAT(refused.body, testing::HasSubstr("planted-reason-okapi")) << "no words are lost";
    EXPECT_EQ(world_.head(id).state, NotificationState::received);
    EXPECT_EQ(send(id, form(id, next), "u03").status, 422) << "nor by a manager";
    EXPECT_EQ(send(id, form(id, "RATE")).status, 303);
  }
  EXPECT_EQ(world_.app.count("hidden_repeat"), 0);
  const CaseId second = about_one_child(2).back();
  EXPECT_EQ(send(second, form(second, "SIGNPOSTED")).status, 303);
  EXPECT_EQ(world_.app.count("hidden_repeat"), 0);
}

TEST_P(ScreenTest, a_repeat_hidden_from_the_screener_changes_nothing_they_see_and_is_not_lost) {
  const auto without = about_one_child(2);
  const auto with = about_one_child(3);
  bar(with.front(), "u01");
  const auto plain = send(without.back(), form(without.back(), "SIGNPOSTED"));
  EXPECT_FALSE(asked("u03"));
  const auto same = send(with.back(), form(with.back(), "SIGNPOSTED"));
  EXPECT_EQ(same.status, plain.status);
  EXPECT_EQ(same.location, plain.location);
  EXPECT_EQ(world_.head(with.back()).state, NotificationState::signposted);
  EXPECT_EQ(world_.head(with.back()).version, world_.head(without.back()).version);
  EXPECT_FALSE(world_.clock(with.back(), Stage::decide).has_value());
  EXPECT_TRUE(asked("u03")) << "a manager who may know of it looks again";
  EXPECT_TRUE(asked("u04"));
  EXPECT_FALSE(asked("u01"));
  EXPECT_FALSE(asked("u02")) << "who does not decide";
  bar(with.front(), "u04");
  EXPECT_FALSE(asked("u04"));
}

TEST_P(ScreenTest, sending_it_elsewhere_answers_no_hidden_repeat_that_waits) {
  const auto all = about_one_child(3);
  bar(all[0], "u02");
  bar(all[1], "u01");
  const CaseId& id = all.back();
  barnfield::as_system(world_.app, [&](const auto& proof, pipeline::Context& c) {
    const auto child = people::children_of(c, proof, id).front().person;
    people::add_hidden_repeat(c, id, child, {{all[0], 0}});
  });
  ASSERT_EQ(send(id, form(id, "SIGNPOSTED")).status, 303);
  EXPECT_EQ(world_.app.count("hidden_repeat where settled_at is null"), 2);
}

TEST_P(ScreenTest, serious_harm_is_never_sent_away_without_a_manager) {
  for (const CaseId& id : {add(ConcernType::trafficking), add(ConcernType::neglect, true)}) {
    world_.identify(id);
    const auto refused = send(id, form(id, "SIGNPOSTED"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("a manager has to rate this"), std::string::npos);
  }
}

TEST_P(ScreenTest, nobody_for_whom_a_manager_has_to_decide_is_sent_away) {
  const CaseId id = add(ConcernType::housing);
  world_.identify(id);
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    cases::start_clock_to_decide(c, barnfield::timescales(), id, model::Rating::not_rated, c.now);
  });
  const auto refused = send(id, form(id, "SIGNPOSTED"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("A manager has to decide"), std::string::npos);
  EXPECT_EQ(world_.head(id).state, NotificationState::received);
}

TEST_P(ScreenTest, each_missing_answer_is_named) {
  const CaseId id = add(ConcernType::neglect);
  world_.identify(id);
  for (const char* field : {"next", "reason", "rating", "level", "acknowledged"}) {
    Form f = form(id, "RATE");
    set(f, field, "");
    const auto refused = send(id, f);
    EXPECT_EQ(refused.status, 422) << field;
    EXPECT_NE(refused.body.find("href=\"#" + std::string(field) + "\""), std::string::npos)
        << field;
  }
  Form early = form(id, "SIGNPOSTED");
  set(early, "acknowledged", "no");
  EXPECT_EQ(send(id, early).status, 422);
  EXPECT_EQ(send(id, form(id, "RATE")).status, 303);
}

TEST_P(ScreenTest, sent_twice_is_done_once_and_a_second_person_sees_the_first) {
  const CaseId id = add(ConcernType::neglect);
  world_.identify(id);
  Form f = form(id, "RATE");
  f.emplace_back("idempotency_key", "one");
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(world_.app.count("screening"), 1);
  Form late = form(id, "SIGNPOSTED");
  set(late, "version", "1");
  set(late, "reason", "words of the second person");
  const auto conflict = send(id, late, "u02");
  EXPECT_EQ(conflict.status, 409);
  EXPECT_NE(conflict.body.find("Someone else changed this case"), std::string::npos);
  EXPECT_NE(conflict.body.find("planted-reason-okapi"), std::string::npos);
  EXPECT_NE(conflict.body.find("words of the second person"), std::string::npos);
  EXPECT_EQ(world_.app.count("screening"), 1);
}

TEST_P(ScreenTest, others_see_what_they_would_see_of_nothing) {
  const CaseId id = add(ConcernType::neglect);
  const auto nothing = World::path(CaseId::make(world_.app.random()), "screen");
  const auto hidden = world_.app.get("u07", World::path(id, "screen"));
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, world_.app.get("u07", nothing).body);
  EXPECT_EQ(send(id, form(id, "RATE"), "u07").status, 404);
  EXPECT_EQ(send(id, form(id, "RATE"), "u18").status, 404);
  EXPECT_EQ(world_.app.get("u01", nothing).status, 404);
  EXPECT_EQ(world_.app.count("screening"), 0);
}

TEST_P(ScreenTest, nothing_of_it_stands_in_the_database_in_clear) {
  const CaseId id = add(ConcernType::neglect);
  world_.identify(id);
  send(id, form(id, "RATE"));
  EXPECT_TRUE(world_.app.is_stored(id.text()));
  for (const char* words : {"zebra", "okapi", "Plantedgiven", "Plantedsurname"}) {
    EXPECT_FALSE(world_.app.is_stored(words)) << words;
  }
}

// A16: who is in it, and how they answer.
class AdultsTest : public ScreenTest {
 protected:
  CaseId about(std::vector<intake::NewPerson> people, bool danger = false) {
    auto n = World::notification({ConcernType::housing}, now_ - Duration::hours(1));
    if (danger) n.danger = model::Answer::yes;
    n.referrer_class = model::ReferrerClass::member_of_public;
    n.wants_anonymity = true;
    n.referrer_role = Sensitive("Planted neighbour");
    n.people = std::move(people);
    return world_.add(n);
  }
  CaseId about_adults(bool danger = false) {
    return about(
        {World::child("Ada", "Plantedsurname", "1951-02-03", model::PersonRole::adult_of_concern)},
        danger);
  }
  Form adults(const CaseId& id) {
    Form f = form(id, "ADULT_SAFEGUARDING");
    f.insert(f.end(), {{"words", "planted-words-elk"}, {"no_child", "yes"}});
    return f;
  }
  void refused(const CaseId& id, const Form& f, const std::string& field) {
    const auto a = send(id, f);
    EXPECT_EQ(a.status, 422);
    EXPECT_NE(a.body.find("href=\"#" + field + "\""), std::string::npos) << field;
    EXPECT_EQ(world_.head(id).state, NotificationState::received);
    EXPECT_TRUE(world_.to_adults.empty());
  }
};

TEST_P(AdultsTest, A16_a_concern_about_adults_alone_goes_to_adult_safeguarding) {
  const auto id = about_adults();
  const auto page = world_.app.page("u01", World::path(id, "screen")).body;
  EXPECT_NE(page.find("Barnfield Adult Safeguarding is told at once and has to accept it by"),
            std::string::npos);
  EXPECT_EQ(page.find(" checked>"), std::string::npos) << "nothing is chosen beforehand";
  world_.identify(id);
  ASSERT_EQ(send(id, adults(id)).status, 303);
  EXPECT_EQ(world_.head(id).state, NotificationState::routed_adult);
  ASSERT_EQ(world_.to_adults.size(), 1U);
  EXPECT_NE(world_.to_adults[0].find("planted-words-elk"), std::string::npos);
  EXPECT_NE(world_.to_adults[0].find("Accept or reject it by "), std::string::npos);
  EXPECT_EQ(world_.to_adults[0].find("zebra"), std::string::npos) << "not the sender's own story";
  EXPECT_TRUE(world_.clock(id, Stage::rate)) << "it is still the hub's";
}

TEST_P(AdultsTest, A16_only_after_everybody_was_looked_up_and_somebody_looked_for_children) {
  const auto id = about_adults();
  refused(id, adults(id), "people");
  world_.identify(id);
  Form without = adults(id);
  set(without, "no_child", "");
  refused(id, without, "no_child");
  without = adults(id);
  set(without, "words", "");
  refused(id, without, "words");
}

TEST_P(AdultsTest, A16_never_where_somebody_is_or_may_be_a_child) {
  for (const auto role :
       {model::PersonRole::child, model::PersonRole::unborn, model::PersonRole::sibling}) {
    const auto id = about({World::child("Efe", "Plantedsurname", "", role)});
    world_.identify(id);
    refused(id, adults(id), "next");
  }
}

TEST_P(AdultsTest, A16_what_is_serious_a_manager_passes_on_and_no_screener_alone) {
  const auto id = about_adults(true);
  world_.identify(id);
  refused(id, adults(id), "next");
  ASSERT_EQ(send(id, adults(id), "u03").status, 303);
  EXPECT_EQ(world_.head(id).state, NotificationState::routed_adult);
}

TEST_P(AdultsTest, A16_it_counts_for_the_home_in_which_a_child_lives_later) {
  const auto lives = [](intake::NewPerson person) {
    person.said.address_line = Sensitive("12 Thistledown Road");
    person.said.postcode = Sensitive("BF1 2AB");
    return person;
  };
  const auto id = about({lives(
      World::child("Ada", "Plantedsurname", "1951-02-03", model::PersonRole::adult_of_concern))});
  world_.identify(id);
  ASSERT_EQ(send(id, adults(id)).status, 303);
  auto later = World::notification({ConcernType::neglect}, now_);
  later.reference = "a later reference";
  later.people = {lives(World::child("Efe", "Plantedlane", "2019-05-06"))};
  const auto page = world_.app.page("u01", World::path(world_.add(later), "screen")).body;
  EXPECT_NE(page.find("1 other case since 24 November 2025 (at the address 1)"), std::string::npos);
}

TEST_P(AdultsTest, A04_words_that_show_who_told_are_asked_about_before_they_leave) {
  const auto id = about_adults();
  world_.identify(id);
  Form f = adults(id);
  set(f, "words", "A planted NEIGHBOUR hears her fall.");
  const auto asked = send(id, f);
  EXPECT_EQ(asked.status, 422);
  EXPECT_NE(asked.body.find("“planted neighbour” does not show who told us"), std::string::npos);
  const auto box = asked.body.find("value=\"planted neighbour\"");
  ASSERT_NE(box, std::string::npos);
  EXPECT_EQ(asked.body.substr(box, asked.body.find('>', box) - box).find(" checked"),
            std::string::npos)
      << "nothing is ticked beforehand";
  EXPECT_TRUE(world_.to_adults.empty());
  f.emplace_back("teller_looked_at", "planted neighbour");
  EXPECT_EQ(send(id, f).status, 303);
  EXPECT_EQ(world_.to_adults.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, AdultsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });
INSTANTIATE_TEST_SUITE_P(Engines, ScreenTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage
