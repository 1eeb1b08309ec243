// SPDX-License-Identifier: MIT
// Goal: what the gate collected becomes one case with running clocks, whatever it holds, and who
// may not read it learns nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake_test_world.h"
#include "mash/pipeline/record.h"
#include "mash/support/pdf.h"

namespace mash::intake {
namespace {

using testing::HasSubstr;
using testing::Not;

packages::Notification urgent_one() {
  packages::Notification n;
  n.reference = "7KQ4-XM2P-M";
  n.status_secret = std::string(64, 'a');
  n.danger = "yes";
  n.source = "1B";
  n.concerns = {"domestic_abuse"};
  n.narrative = Sensitive("Shouting through the wall, planted-words-zebra");
  n.referrer_name = Sensitive("Planted Neighbourname");
  n.people = {{.role = "child",
               .given_name = Sensitive("Plantedgiven"),
               .surname = Sensitive("Plantedsurname"),
               .dob = Sensitive("2019-03-04")}};
  return n;
}

class ReceiveTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  // Friday 20 November 2026, 17:05: the hub is closed.
  UtcTime friday_ = *parse_iso("2026-11-20T17:05:00+00:00");

  packages::Inward sealed(const packages::Notification& n) {
    return world_.inward_of(to_text(encode(n)), friday_);
  }
};

// H01: Friday at five past five.
TEST_P(ReceiveTest, danger_is_red_at_once_with_wall_hours_from_receipt) {
  world_.app.clock().set(friday_ + Duration::minutes(3));
  EXPECT_EQ(world_.receive_inward(sealed(urgent_one())), Received::added);
  const CaseId id = world_.a_case();
  EXPECT_EQ(world_.red, std::vector<CaseId>{id}) << "and whoever must know is told at once";
  // What was said about people was said then, too.
  EXPECT_EQ(world_.app.count("statement where at = " + std::to_string(friday_.micros)), 1);
  world_.app.database().read([&](db::Transaction& tx) {
    const auto head = *cases::find_case(tx, id);
    EXPECT_EQ(head.rating, model::Rating::provisional_red);
    EXPECT_EQ(head.state, model::NotificationState::received);
    EXPECT_EQ(head.received_at, friday_);
    const auto clocks = cases::clocks_of(tx, head.id);
    ASSERT_EQ(clocks.size(), 3U);
    for (const auto& d : clocks) EXPECT_EQ(d.started_at, friday_);
    EXPECT_EQ(clocks.front().stage, model::Stage::rate);
    EXPECT_EQ(clocks.front().due_at, friday_ + Duration::hours(1));
  });
}

TEST_P(ReceiveTest, an_injured_baby_is_urgent_too_and_words_are_not_guessed_at) {
  NewNotification n;
  n.danger = model::Answer::no;
  n.concerns = {model::ConcernType::neglect, model::ConcernType::injury_infant};
  EXPECT_TRUE(is_urgent(n));
  n.concerns = {model::ConcernType::neglect};
  n.narrative = Sensitive("URGENT: injury to an infant");
  EXPECT_FALSE(is_urgent(n));
}

TEST_P(ReceiveTest, says_who_told_of_a_case_and_leaves_out_what_is_not_known) {
  const auto told_by = [this](model::ReferralSource source) {
    CaseId id;
    barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
      NewNotification n;
      n.reference = "TEST-1";
      n.received_at = c.now;
      n.source = source;
      id = add_notification(c, world_.timescales, n);
    });
    return id;
  };
  const auto known = told_by(model::ReferralSource::police);
  const auto unknown = told_by(model::ReferralSource::unknown);
  told_by(model::ReferralSource::police);
  std::map<CaseId, std::set<std::string>> found;
  world_.app.database().read(
      [&](db::Transaction& tx) { found = sources_of_cases(tx, {known, unknown}); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.at(known), std::set{std::string(model::code_of(model::ReferralSource::police))});
}

TEST_P(ReceiveTest, nobody_is_told_of_what_is_not_urgent) {
  auto calm = urgent_one();
  calm.danger = "no";
  EXPECT_EQ(world_.receive_inward(sealed(calm)), Received::added);
  EXPECT_TRUE(world_.red.empty());
}

// A20: between gate and hub.
TEST_P(ReceiveTest, collecting_twice_creates_once) {
  const auto inward = sealed(urgent_one());
  EXPECT_EQ(world_.receive_inward(inward), Received::added);
  EXPECT_EQ(world_.receive_inward(inward), Received::seen_before);
  EXPECT_EQ(world_.red.size(), 1U);
  EXPECT_EQ(world_.app.count("case_file"), 1);
  EXPECT_EQ(world_.app.count("notification"), 1);
}

TEST_P(ReceiveTest, what_cannot_be_read_is_kept_for_a_person_to_read) {
  auto damaged = sealed(urgent_one());
  damaged.body[damaged.body.size() / 2] ^= 1U;
  EXPECT_EQ(world_.receive_inward(damaged), Received::refused);
  const auto strange = world_.inward_of("{\"help\": \"<b>please</b> come\"}", friday_);
  EXPECT_EQ(world_.receive_inward(strange), Received::refused);
  EXPECT_EQ(world_.receive_inward(world_.inward_of("", friday_)), Received::refused);
  EXPECT_EQ(world_.app.count("refused_inward"), 3);
  EXPECT_EQ(world_.app.count("case_file"), 0);
  const auto page = world_.app.page(k_officer, "/refused/" + strange.id);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("&lt;b&gt;please&lt;/b&gt;"), std::string::npos);
  EXPECT_EQ(world_.app.page(k_officer, "/refused/" + damaged.id).status, 200);
  EXPECT_NE(world_.app.page(k_officer, "/import").body.find("/refused/" + damaged.id),
            std::string::npos);
  EXPECT_EQ(world_.app.get(k_analyst, "/refused/" + strange.id).status, 404);
  EXPECT_EQ(world_.app.get(k_officer, "/refused/nothing").status, 404);
}

TEST_P(ReceiveTest, the_page_of_what_could_not_be_taken_in_says_what_it_does_not_show) {
  const auto page_of = [&](const std::string& content) {
    const auto inward = world_.inward_of(content, friday_);
    EXPECT_EQ(world_.receive_inward(inward), Received::refused);
    return world_.app.page(k_officer, "/refused/" + inward.id).body;
  };
  EXPECT_EQ(page_of(R"({"help":"please"})").find("not all that was sent"), std::string::npos);
  std::string many = "{\"" + std::string(201, 'n') + "\":\"planted-first\"";
  for (int i = 0; i < 1001; ++i) many += ",\"k" + std::to_string(i) + "\":1";
  const auto page = page_of(many + "}");
  for (const char* words :
       {"planted-first", "after the first 1000 answers, 2 more are not shown",
        "1 heading is longer than 200 characters", "The whole message is kept as it came"}) {
    EXPECT_NE(page.find(words), std::string::npos) << words;
  }
}

TEST_P(ReceiveTest, who_reads_what_could_not_be_taken_in_cannot_ask_for_the_senders_receipt) {
  const std::string secret(64, 'a');
  std::string newer = to_text(encode(urgent_one()));
  newer.insert(newer.size() - 1, ",\"mood\":\"planted-mood\"");  // as a newer gate may write it
  const auto cut = to_text(encode(urgent_one())).substr(0, 200);
  ASSERT_NE(cut.find(secret), std::string::npos);
  for (const std::string& content : {newer, cut}) {
    const auto inward = world_.inward_of(content, friday_);
    ASSERT_EQ(world_.receive_inward(inward), Received::refused);
    const auto path = "/refused/" + inward.id;
    const auto page = world_.app.page(k_officer, path).body;
    const auto json = world_.app.get(k_officer, path).body;
    for (const std::string& shown : {page, json}) {
      EXPECT_EQ(shown.find(secret.substr(0, 12)), std::string::npos);
      EXPECT_NE(shown.find("7KQ4-XM2P-M"), std::string::npos);
    }
    if (content == cut) continue;
    for (const char* words : {"planted-words-zebra", "Planted Neighbourname", "Plantedsurname",
                              "planted-mood", "In danger now, says the sender"}) {
      EXPECT_NE(page.find(words), std::string::npos) << words;
      EXPECT_NE(json.find(words), std::string::npos) << words;
    }
    EXPECT_EQ(page.find("status_secret"), std::string::npos);
  }
}

TEST_P(ReceiveTest, a_gate_whose_clock_is_fast_starts_no_clock_in_the_future) {
  const UtcTime now = world_.app.clock().now();
  auto inward = sealed(urgent_one());
  inward.at = now + Duration::days(400);
  world_.receive_inward(inward);
  const CaseId id = world_.a_case();
  world_.app.database().read(
      [&](db::Transaction& tx) { EXPECT_EQ(cases::find_case(tx, id)->received_at, now); });
}

TEST_P(ReceiveTest, the_page_shows_it_as_it_was_sent) {
  world_.receive_inward(sealed(urgent_one()));
  const auto path = "/case/" + world_.a_case().text() + "/notification";
  const auto page = world_.app.page(k_officer, path);
  EXPECT_EQ(page.status, 200);
  for (const char* words :
       {"planted-words-zebra", "Planted Neighbourname", "Plantedgiven Plantedsurname",
        "20 November 2026 at 5:05pm", "OFFICIAL-SENSITIVE", "Urgent at receipt"}) {
    EXPECT_NE(page.body.find(words), std::string::npos) << words;
  }
  const auto json = world_.app.get(k_officer, path).json();
  EXPECT_EQ(json["notifications"].as_array()->size(), 1U);
  EXPECT_EQ(json::encode(json).find(std::string(64, 'a')), std::string::npos);
}

// A04: towards the desks.
TEST_P(ReceiveTest, a_desk_in_the_case_is_not_told_which_neighbour_it_was) {
  world_.receive_inward(sealed(urgent_one()));
  const CaseId id = world_.a_case();
  const auto path = "/case/" + id.text() + "/notification";
  const auto unknown =
      world_.app.get(k_police, "/case/" + new_id_text(world_.app.random()) + "/notification");
  const auto hidden = world_.app.get(k_police, path);
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, unknown.body);
  EXPECT_EQ(world_.app.get(k_analyst, path).status, 404);
  world_.app.database().write([&](db::Transaction& tx) {
    cases::add_member(tx, id, AgencyId::trusted("police"), world_.app.clock().now());
  });
  const auto seen = world_.app.get(k_police, path);
  EXPECT_EQ(seen.status, 200);
  EXPECT_NE(seen.body.find("planted-words-zebra"), std::string::npos);
  EXPECT_EQ(seen.body.find("Neighbourname"), std::string::npos);
}

// Of a desk that has joined the case.
TEST_P(ReceiveTest, D16_a_copy_on_paper_has_a_number_a_name_and_a_reason_and_is_on_the_record) {
  world_.receive_inward(sealed(urgent_one()));
  const CaseId id = world_.a_case();
  const auto path = "/case/" + id.text() + "/notification/copy";
  EXPECT_EQ(world_.app.submit(k_police, path, {{"why_copy", "visit"}}).status, 404);
  world_.app.database().write([&](db::Transaction& tx) {
    cases::add_member(tx, id, AgencyId::trusted("police"), world_.app.clock().now());
  });
  EXPECT_EQ(world_.app.submit(k_police, path, {}).status, 422);
  const auto copy = world_.app.submit(k_police, path, {{"why_copy", "meeting"}});
  ASSERT_EQ(copy.status, 200);
  const support::PdfFile file(copy.body);
  const auto words = file.words();
  EXPECT_THAT(words, HasSubstr("planted-words-zebra"));
  EXPECT_THAT(words, Not(HasSubstr("Neighbourname"))) << "no more than they see";
  EXPECT_THAT(words, HasSubstr("For a meeting outside the hub."));
  EXPECT_THAT(words, HasSubstr("OFFICIAL-SENSITIVE"));
  barnfield::as_system(world_.app, [&](const auto& grant, pipeline::Context& c) {
    const auto newest = pipeline::events_of_case(c.tx, grant, c.keys, id, 1).at(0).event;
    EXPECT_EQ(newest.kind, "copy.taken");
    EXPECT_EQ(newest.outcome, pipeline::Outcome::granted);
    EXPECT_EQ(newest.person.text(), k_police);
    EXPECT_THAT(newest.notes, testing::IsSupersetOf({"meeting", "pages_1"}));
    EXPECT_THAT(words, HasSubstr("Copy " + newest.objects.back() + " for "));
  });
}

TEST_P(ReceiveTest, lines_are_clean_and_what_was_typed_is_shown_with_its_controls_marked) {
  auto n = urgent_one();
  n.people.front().surname = Sensitive("Planted\u202esurname\a");
  n.people.front().school = Sensitive("Quillgate\nSchool");
  n.referrer_name = Sensitive("Planted\u2067Neighbourname");
  world_.receive_inward(sealed(n));
  const CaseId id = world_.a_case();
  const auto path = "/case/" + id.text() + "/notification";
  const auto page = world_.app.page(k_officer, path);
  for (const char* words :
       {"Plantedgiven Plantedsurname", "Quillgate School", "PlantedNeighbourname",
        "Planted[U+202E]surname[U+0007]", "Planted[U+2067]Neighbourname"}) {
    EXPECT_NE(page.body.find(words), std::string::npos) << words;
  }
  for (const char* control : {"\u202e", "\u2067", "\a"}) {
    EXPECT_EQ(page.body.find(control), std::string::npos);
  }
  world_.app.database().write([&](db::Transaction& tx) {
    cases::add_member(tx, id, AgencyId::trusted("police"), world_.app.clock().now());
  });
  const auto desk = world_.app.get(k_police, path);
  EXPECT_NE(desk.body.find("surname[U+0007]"), std::string::npos);
  EXPECT_EQ(desk.body.find("Neighbourname"), std::string::npos) << "nor by what was typed";
}

TEST_P(ReceiveTest, nothing_about_a_person_is_in_the_database_in_clear) {
  world_.receive_inward(sealed(urgent_one()));
  world_.receive_inward(world_.inward_of("planted-words-zebra", friday_));
  EXPECT_TRUE(world_.app.is_stored(world_.a_case().text()));
  for (const char* words : {"zebra", "Neighbourname", "Plantedgiven", "Plantedsurname",
                            "2019-03-04", "7KQ4-XM2P-M", "domestic_abuse"}) {
    EXPECT_FALSE(world_.app.is_stored(words)) << words;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, ReceiveTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::intake
