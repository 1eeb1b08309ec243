// SPDX-License-Identifier: MIT
// Goal: one notification goes all the way through both rooms on both engines, and everybody on the
// way gets what they may have and nothing else. Scenarios of scenarios.md by their ids.
#include "mash/world/journey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "mash/audit/tile_log.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/pipeline/record.h"
#include "verify.h"

namespace mash::world {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

// The journey once for each engine; tests look at what it left.
struct Walked {
  explicit Walked(db::Engine engine) : world({.engine = engine}), journey(world) { journey.run(); }
  World world;
  Journey journey;
};

Walked& walked(db::Engine engine) {
  static std::map<db::Engine, std::unique_ptr<Walked>> all;
  auto& one = all[engine];
  if (!one) one = std::make_unique<Walked>(engine);
  return *one;
}

// Every text in a piece of JSON, wherever it stands.
void texts_in(const json::Value& value, std::vector<std::string>& out) {
  if (const auto* text = value.as_string()) out.push_back(*text);
  if (const auto* list = value.as_array()) {
    for (const auto& one : *list) texts_in(one, out);
  }
  if (const auto* object = value.as_object()) {
    for (const auto& [name, one] : *object) texts_in(one, out);
  }
}

class JourneyTest : public testing::TestWithParam<db::Engine> {
 protected:
  JourneyTest() : walked_(walked(GetParam())), world_(walked_.world), journey_(walked_.journey) {
    static int tests = 0;
    world_.at("test " + std::to_string(++tests), world_.minute() + 1);
  }
  const Words& words() { return journey_.words(); }

  cases::CaseHead head(const std::string& id) {
    cases::CaseHead out;
    world_.hub_room().database.read(
        [&](db::Transaction& tx) { out = *cases::find_case(tx, CaseId::trusted(id)); });
    return out;
  }
  std::vector<cases::Deadline> clocks(const std::string& id) {
    std::vector<cases::Deadline> out;
    world_.hub_room().database.read(
        [&](db::Transaction& tx) { out = cases::clocks_of(tx, CaseId::trusted(id)); });
    return out;
  }
  std::string status_words(const Receipt& receipt) {
    Visitor& referrer = world_.passer_by("somebody with a receipt");
    referrer.page("/notify/status");
    return referrer
        .submit(referrer.form("/notify/status")
                    .set("reference", receipt.reference)
                    .set("code", receipt.code))
        .body;
  }

  Walked& walked_;
  World& world_;
  Journey& journey_;
};

TEST_P(JourneyTest, A20_sending_twice_makes_one_notification) {
  // The journey pressed "Send" twice and collected twice: two notifications then, two later about
  // one family, one of a file and one that was typed in; an allegation and the case of a child in
  // it; one of years ago; and three of families around whom one adult is.
  std::int64_t count = 0;
  world_.hub_room().database.read([&](db::Transaction& tx) {
    count = tx.query("select count(*) from case_file").front().integer(0);
  });
  EXPECT_EQ(count, 12);
}

TEST_P(JourneyTest, A21_the_clock_starts_when_the_gate_took_it) {
  const auto start = *parse_iso("2026-11-24T09:00:00+00:00");
  EXPECT_EQ(head(journey_.case_id).received_at, start + Duration::minutes(1));
  EXPECT_EQ(head(journey_.urgent_case_id).received_at, start + Duration::minutes(2));
}

TEST_P(JourneyTest, H01_in_danger_now_is_provisional_red_and_served_first) {
  const auto urgent = head(journey_.urgent_case_id);
  EXPECT_TRUE(urgent.urgent);
  EXPECT_EQ(urgent.rating, model::Rating::provisional_red);
  EXPECT_EQ(urgent.taken_by.text(), "u01") << "the first who took the next one";
  EXPECT_FALSE(head(journey_.case_id).urgent);
}

TEST_P(JourneyTest, B01_the_clocks_of_a_red_are_set_and_met) {
  int met = 0;
  for (const auto& clock : clocks(journey_.case_id)) {
    if (clock.stage == model::Stage::agency_return) {
      EXPECT_TRUE(clock.met_at.has_value()) << clock.agency.text();
      EXPECT_EQ(clock.due_at - clock.started_at, Duration::hours(2)) << clock.agency.text();
      ++met;
    }
    // Later ones ran out on purpose, once a recipient had sent the case back.
    if (clock.started_at > *parse_iso("2026-11-24T11:00:00+00:00")) continue;
    EXPECT_FALSE(clock.breached_at.has_value()) << model::code_of(clock.stage);
  }
  EXPECT_EQ(met, 3) << "police, health, education";
}

TEST_P(JourneyTest, C11_a_possible_crime_is_a_task_beside_the_work_of_the_hub) {
  const auto page = words_of(world_.hub("u03").page(journey_.case_path("/tasks")).body);
  EXPECT_THAT(page, HasSubstr("Possible crime. " + words().possible_crime));
  EXPECT_THAT(page, HasSubstr("Barnfield Borough Police: the desk"));
}

TEST_P(JourneyTest, E05_the_decision_gave_the_task_of_a_strategy_discussion_with_its_clock) {
  int found = 0;
  for (const auto& clock : clocks(journey_.case_id)) {
    if (clock.stage != model::Stage::strategy_discussion) continue;
    ++found;
    EXPECT_EQ(clock.started_at, *parse_iso("2026-11-24T10:00:00+00:00"));
    EXPECT_TRUE(clock.met_at.has_value());
  }
  EXPECT_EQ(found, 1);
  EXPECT_THAT(words_of(world_.hub("u09").page(journey_.case_path("/tasks")).body),
              HasSubstr("Hold the strategy discussion with police and health. : Done"));
}

// D01: graded 2BC and withheld, it is not there.
TEST_P(JourneyTest, the_product_holds_exactly_the_released_bytes) {
  const auto answer = world_.gate("r01").get("/p/" + journey_.product_id);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::Value product = answer.json();
  EXPECT_EQ(product.text("asked"), words().asked);
  EXPECT_EQ(product.text("why"), words().why);
  EXPECT_EQ(product.text("unknown"), words().unknown);
  std::vector<std::string> children;
  texts_in(product["children"], children);
  EXPECT_THAT(children, Contains(testing::AllOf(HasSubstr("Home: " + words().address),
                                                HasSubstr("School: " + words().school))));
  std::vector<std::string> known;
  texts_in(product["known"], known);
  EXPECT_THAT(known, Contains(words().released));
  EXPECT_THAT(known, Contains(words().redacted_wording));
  EXPECT_THAT(known, Contains(words().gist_wording));
  EXPECT_THAT(known, Contains(HasSubstr("Barnfield Borough Police holds more. Phone ")));
  EXPECT_EQ(product["known"]["rows"].as_array()->size(), 4U) << answer.body;
  for (const auto& hidden :
       {words().redacted_original, words().gist_original, words().existence_original,
        words().withheld, words().withhold_reason, words().unreleased, words().manager_only,
        words().draft, words().decision_reason, words().evidence}) {
    EXPECT_THAT(answer.body, Not(HasSubstr(hidden)));
  }
}

TEST_P(JourneyTest, D01_a_marker_stands_only_where_the_owner_allows_it) {
  const auto page = world_.gate("r01").page("/p/" + journey_.product_id).body;
  const auto first = page.find("holds more");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("holds more", first + 1), std::string::npos)
      << "nothing says that a second item is withheld";
}

TEST_P(JourneyTest, D02_a_manager_cannot_release_for_an_owner) {
  Visitor& manager = world_.hub("u03");
  EXPECT_EQ(manager.get("/releases/" + journey_.product_id).status, 404);
  EXPECT_EQ(manager
                .submit("/releases/" + journey_.product_id, {{"item-1", journey_.item("gist")},
                                                             {"version-1", "1"},
                                                             {"decision-1", "RELEASED"},
                                                             {"reason", "It is needed"},
                                                             {"necessity", "It is needed"},
                                                             {"basis", "CA89_S47_9_11"}})
                .status,
            404);
}

TEST_P(JourneyTest, D04_and_E07_what_one_recipient_may_have_another_does_not_get) {
  const auto other = world_.gate("r02").page("/p/" + journey_.rejected_product);
  EXPECT_EQ(other.status, 200);
  EXPECT_THAT(other.body, Not(HasSubstr(words().released)));
  EXPECT_THAT(other.body, HasSubstr(words().asked));
  const auto products = world_.hub("u03").page(journey_.case_path("/products")).body;
  EXPECT_THAT(products, HasSubstr(words().product_answer)) << "the decider reads why";
}

TEST_P(JourneyTest, D17_sender_and_owner_are_told_of_a_link_passed_on) {
  const auto sent = world_.hub("u03").page(journey_.case_path("/products")).body;
  EXPECT_THAT(sent,
              AllOf(HasSubstr("The link was passed on."), HasSubstr("They were shown nothing.")));
  for (const char* owner : {"u07", "u10"}) {
    EXPECT_THAT(world_.hub(owner).page(journey_.case_path("/products")).body,
                HasSubstr("The link was passed on."))
        << owner;
  }
  EXPECT_THAT(world_.hub("u12").page(journey_.case_path("/products")).body,
              Not(HasSubstr("The link was passed on.")))
      << "housing has nothing in it";
  EXPECT_THAT(world_.hub("u03").page("/tasks").body, Not(HasSubstr("/strays/"))) << "was read";
}

TEST_P(JourneyTest, D17_a_link_passed_on_opens_nothing) {
  for (const char* person : {"r02", "r03", "r06"}) {
    Visitor& other = world_.gate(person);
    const auto there = other.page("/p/" + journey_.product_id);
    const auto nowhere = other.page("/p/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    EXPECT_EQ(there.status, 404) << person;
    EXPECT_EQ(std::regex_replace(there.body, std::regex(journey_.product_id), ""),
              std::regex_replace(nowhere.body, std::regex("01ARZ3NDEKTSV4RRFFQ69G5FAV"), ""));
  }
}

TEST_P(JourneyTest, E02_each_child_has_a_decision) {
  const auto page = words_of(world_.hub("u03").page(journey_.case_path("/decision")).body);
  EXPECT_THAT(page, HasSubstr(words().given_name));
  EXPECT_THAT(page, HasSubstr(words().sibling));
  EXPECT_THAT(page, Not(HasSubstr("Not decided yet")));
}

TEST_P(JourneyTest, E10_feedback_is_read_with_the_receipt_code) {
  EXPECT_THAT(status_words(journey_.receipt), HasSubstr(words().feedback));
  auto wrong = journey_.receipt;
  wrong.code = journey_.neighbour_receipt.code;
  const auto refused = status_words(wrong);
  EXPECT_THAT(refused, Not(HasSubstr(words().feedback)));
  EXPECT_THAT(refused, HasSubstr("We cannot find a notification with this reference and code"));
  EXPECT_THAT(status_words(journey_.neighbour_receipt), Not(HasSubstr(words().feedback)));
}

TEST_P(JourneyTest, H05_the_decider_hears_that_a_desk_holds_something) {
  EXPECT_THAT(world_.hub("u03").page(journey_.case_path("/decision")).body,
              HasSubstr("has written something down that is not in the hub, or not in it yet"));
  EXPECT_THAT(world_.hub("u01").page(journey_.case_path("/decision")).body,
              Not(HasSubstr("has written something down")));
}

TEST_P(JourneyTest, B01_the_receiving_team_was_told_at_once_of_each_red) {
  const auto rated = world_.gate("r01").page("/p/" + journey_.product_id + "?version=1");
  EXPECT_EQ(rated.status, 200);
  EXPECT_THAT(rated.body, HasSubstr("The hub has rated this Red"));
  EXPECT_THAT(rated.body, HasSubstr(words().surname));
  EXPECT_THAT(rated.body, Not(HasSubstr(words().narrative)));
  bool unrated = false;
  for (const auto& link : links_of(world_.gate("r01").page("/products").body)) {
    if (!link.starts_with("/p/") || link.find(journey_.product_id) != std::string::npos) continue;
    const auto body = world_.gate("r01").page(link).body;
    unrated = unrated || (body.find("has not rated it yet") != std::string::npos &&
                          body.find("Yusuf Demir") != std::string::npos);
  }
  EXPECT_TRUE(unrated) << "in danger now, says the neighbour";
}

TEST_P(JourneyTest, H08_the_safety_product_left_first_and_was_replaced) {
  const auto first = world_.gate("r01").page("/p/" + journey_.product_id + "?version=2");
  EXPECT_EQ(first.status, 200);
  EXPECT_THAT(first.body, HasSubstr(words().safety_asked));
  EXPECT_THAT(first.body, Not(HasSubstr(words().released)));
  const auto second = world_.gate("r01").get("/p/" + journey_.product_id).json();
  EXPECT_EQ(second.number("version"), 3);
}

TEST_P(JourneyTest, who_looked_lists_looks_and_refusals) {
  world_.hub("u09").page(journey_.case_path("/family"));
  const auto looks = words_of(world_.hub("u03").page(journey_.case_path("/looks")).body);
  EXPECT_THAT(looks, HasSubstr("Priya Selvarajah"));
  EXPECT_THAT(looks, HasSubstr("Recorded how a bundle was given to a court"));
  world_.hub("u12").page(journey_.case_path());
  EXPECT_THAT(words_of(world_.hub("u03").page(journey_.case_path("/looks")).body),
              HasSubstr("Dilek Arslan"));
}

TEST_P(JourneyTest, the_records_of_both_rooms_verify) {
  for (const auto& room : {world_.hub_room(), world_.gate_room()}) {
    const support::TempFolder folder;
    auto log = audit::TileLog::open(folder.path());
    ASSERT_TRUE(log.has_value());
    std::vector<Bytes> leaves;
    room.database.read(
        [&](db::Transaction& tx) { leaves = pipeline::event_leaves(tx, 0, 100'000); });
    EXPECT_GT(leaves.size(), 20U);
    const crypto::SigningKey key(room.keys.of("sign"));
    log->publish(key, "openmash/test");
    log->append(leaves);
    log->publish(key, "openmash/test");
    const auto verdict =
        server::verify_record(room.database, room.keys, folder.path(), "openmash/test");
    EXPECT_TRUE(verdict.flag("intact")) << json::encode(verdict);
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, JourneyTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

// What must not work on the way, each tried at the moment when somebody would try it.
class RefusalTest : public testing::TestWithParam<db::Engine> {
 protected:
  void until(void (Journey::*last)()) {
    using Step = void (Journey::*)();
    for (const Step step :
         {&Journey::professional_tells, &Journey::neighbour_tells, &Journey::hub_collects,
          &Journey::screening_officers_take, &Journey::say_who_they_are, &Journey::screen,
          &Journey::rate, &Journey::record_basis, &Journey::ask_agencies}) {
      (journey_.*step)();
      if (step == last) return;
    }
  }

  World world_{{.engine = GetParam()}};
  Journey journey_{world_};
};

TEST_P(RefusalTest, C01_without_a_basis_nobody_is_asked) {
  until(&Journey::rate);
  const auto answer = world_.hub("u05").submit(
      journey_.case_path("/ask"),
      {{"agencies", "police"}, {"subjects", "everybody"}, {"questions-police", "What is known?"}});
  EXPECT_NE(answer.status, 303);
  EXPECT_THAT(words_of(answer.body), HasSubstr("legal basis"));
  EXPECT_EQ(world_.hub("u07").page(journey_.case_path()).status, 404);
}

TEST_P(RefusalTest, C07_and_H05_nothing_known_needs_a_search_and_an_empty_desk) {
  until(&Journey::ask_agencies);
  Visitor& police = world_.hub("u07");
  police.page("/requests");
  std::string request;
  for (const auto& link : links_of(police.last().body)) {
    if (link.starts_with("/requests/")) request = link;
  }
  police.page(request);
  const auto bare = police.submit(police.form(request + "/answer").set("kind", "NOTHING_KNOWN"));
  EXPECT_EQ(bare.status, 422);
  EXPECT_THAT(words_of(bare.body), HasSubstr("Say where you searched"));
  EXPECT_THAT(words_of(bare.body), HasSubstr("Say for which time you searched"));
  police.page(request);
  must(police, police.form(request + "/item")
                   .set("facts", "Something")
                   .set("source", "Our records")
                   .set("sensitivity", "1"));
  police.page(request);
  const auto held = police.submit(police.form(request + "/answer")
                                      .set("kind", "NOTHING_KNOWN")
                                      .set("systems", "All")
                                      .set("period", "Ever"));
  EXPECT_EQ(held.status, 422);
  EXPECT_THAT(words_of(held.body), HasSubstr("Your desk holds something"));
}

TEST_P(RefusalTest, C12_a_further_question_names_whom_it_is_about) {
  until(&Journey::record_basis);
  Visitor& who = world_.hub("u05");
  who.page(journey_.case_path("/ask"));
  const auto answer = who.submit(who.form(journey_.case_path("/ask"))
                                     .tick("subjects", "everybody")
                                     .tick("agencies", "police")
                                     .set("extra", "Is there a dog?"));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(words_of(answer.body), HasSubstr("Select whom the further question is about"));
}

TEST_P(RefusalTest, D03_what_stays_has_a_reason) {
  until(&Journey::ask_agencies);
  journey_.agencies_answer();
  journey_.decide();
  journey_.compose();
  Visitor& police = world_.hub("u08");
  const std::string path = "/releases/" + journey_.product_id;
  police.page(path);
  const auto answer = police.submit(police.form(path).set("decision-1", "WITHHELD"));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(words_of(answer.body), HasSubstr("say in your words why it stays in the hub"));
}

TEST_P(RefusalTest, C13_who_tries_to_open_a_draft_of_another_agency_is_on_the_record) {
  until(&Journey::ask_agencies);
  journey_.agencies_answer();
  journey_.desk_keeps_drafts();
  const auto newest = [this] {
    std::pair<std::int64_t, std::string> out;
    world_.hub_room().database.read([&](db::Transaction& tx) {
      const auto rows = tx.query("select seq, kind from audit_event order by seq desc limit 1");
      out = {rows.front().integer(0), rows.front().text(1)};
    });
    return out;
  };
  Visitor& health = world_.hub("u09");
  const auto before = newest().first;
  EXPECT_EQ(health.get("/items/" + journey_.item("draft")).status, 404);
  EXPECT_EQ(newest(), std::pair(before + 1, std::string("item.read")));
  const auto looks = words_of(world_.hub("u03").page(journey_.case_path("/looks")).body);
  EXPECT_THAT(looks, Not(HasSubstr("Refused"))) << "there it would tell of the draft";
}

// C13: and whoever is not in the case. Forbidden looks like absent, byte for byte.
TEST_P(RefusalTest, forbidden_is_as_absent) {
  until(&Journey::ask_agencies);
  journey_.agencies_answer();
  journey_.desk_keeps_drafts();
  journey_.decide();
  journey_.compose();
  const std::string absent = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const std::vector<std::tuple<std::string, std::string, std::string>> tries = {
      {"u09", "/items/", journey_.item("draft")},    {"u03", "/items/", journey_.item("draft")},
      {"u12", "/items/", journey_.item("released")}, {"u12", "/case/", journey_.case_id},
      {"u12", "/products/", journey_.product_id},    {"u12", "/releases/", journey_.product_id},
      {"u03", "/releases/", journey_.product_id},    {"u11", "/releases/", journey_.product_id},
      {"u20", "/case/", journey_.case_id},           {"u21", "/case/", journey_.case_id}};
  int step = 0;
  for (const auto& [person, path, id] : tries) {
    for (const bool json : {false, true}) {
      std::string answers[2];
      for (const bool there : {true, false}) {
        Visitor& who = world_.hub(person);
        // Both at the same throw of the dice.
        world_.repeat("as absent " + std::to_string(step));
        const auto a =
            json ? who.get(path + (there ? id : absent)) : who.page(path + (there ? id : absent));
        EXPECT_EQ(a.status, 404) << person << " " << path;
        answers[there ? 0 : 1] = a.body;
      }
      EXPECT_EQ(answers[0], answers[1]) << person << " " << path;
      ++step;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, RefusalTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
