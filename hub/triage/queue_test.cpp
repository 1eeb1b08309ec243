// SPDX-License-Identifier: MIT
// Goal: the queue shows the most pressing first, a hundred a page, in one audit entry; each case is
// taken by one person.
#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include "mash/cases/bars.h"
#include "mash/people/repeat_hits.h"
#include "mash/post/post.h"
#include "mash/shift/routes.h"

#include "triage_test_world.h"

namespace mash::triage {
namespace {

using model::ConcernType;
using model::NotificationState;
using model::Stage;

class QueueTest : public testing::TestWithParam<db::Engine> {
 protected:
  World world_{GetParam()};
  UtcTime now_ = world_.app.clock().now();

  CaseId calm(const char* given) {
    auto n = World::notification({ConcernType::neglect}, now_ - Duration::hours(1));
    n.people = {World::child(given, "Okafor", "2017-03-09"),
                World::child("Bola", "Okafor", "2020", model::PersonRole::sibling)};
    return world_.add(n);
  }
  CaseId urgent() {
    auto n = World::notification({ConcernType::domestic_abuse}, now_ - Duration::minutes(5));
    n.danger = model::Answer::yes;
    return world_.add(n);
  }
  // Sent, and refused by the gate; answers its id.
  std::string refused(const CaseId& id, packages::OutwardKind kind) {
    const std::string package = new_id_text(world_.app.random());
    barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
      post::send(c, {.id = package, .kind = kind, .at = c.now, .body = to_bytes("planted-words")},
                 id, "what");
      post::set_aside(c, package, post::Refusal::not_understood);
    });
    return package;
  }
  json::Value rows(const std::string& query = "") {
    return world_.app.get("u01", "/queue" + query).json()["rows"];
  }
};

TEST_P(QueueTest, urgent_first_then_the_shortest_time_left) {
  const CaseId old = calm("Amara");
  now_ = now_ + Duration::minutes(30);
  const CaseId later = calm("Chidi");
  const CaseId red = urgent();
  const json::Value list = rows();
  ASSERT_EQ(list.as_array()->size(), 3U);
  const auto href = [&list](std::size_t i) { return (*list.as_array())[i].text("href"); };
  EXPECT_EQ(href(0), World::path(red, "screen"));
  EXPECT_EQ(href(1), World::path(old, "screen"));
  EXPECT_EQ(href(2), World::path(later, "screen"));
}

TEST_P(QueueTest, H15_whoever_runs_the_desk_sees_how_many_cases_nobody_is_here_for) {
  const CaseId first = calm("Amara");
  const CaseId second = calm("Chidi");
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    cases::set_taken_by(c, first, StaffId::trusted("u02"));
    cases::set_taken_by(c, second, StaffId::trusted("u02"));
  });
  EXPECT_EQ(world_.app.get("u03", "/queue").json()["nobody_here"].as_object(), nullptr)
      << "no rota: all are here";
  world_.app.database().write([&](db::Transaction& tx) {
    shift::seed_on_duty(tx, world_.borough, StaffId::trusted("u03"), now_,
                        now_ + Duration::hours(8), world_.app.random());
  });
  const json::Value page = world_.app.get("u03", "/queue").json();
  EXPECT_EQ(page["nobody_here"].number("count"), 2);
  EXPECT_EQ(world_.app.get("u01", "/queue").json()["nobody_here"].as_object(), nullptr);
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, second, StaffId::trusted("u04"), "His sister");
  });
  const json::Value deputys = world_.app.get("u04", "/queue").json();
  EXPECT_EQ(deputys["nobody_here"].number("count"), 1) << "what is hidden does not count";
}

TEST_P(QueueTest, D07_a_case_from_which_one_is_barred_changes_no_list_count_or_next_case) {
  const CaseId seen = calm("Amara");
  const auto look = [&](const char* who) {
    json::Value page = world_.app.get(who, "/queue").json();
    return page["counts"].as_string()->substr() + json::encode(page["rows"]);
  };
  const std::string before = look("u01");
  const CaseId hidden = urgent();
  const auto done = world_.app.app().system_act<policy::Action::log_notification>(
      "test.barred", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        cases::set_bar(c, hidden, StaffId::trusted("u01"), "His sister");
        return json::Value{};
      });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(look("u01"), before);
  EXPECT_EQ(world_.app.get("u02", "/queue").json()["rows"].as_array()->size(), 2U);
  EXPECT_EQ(world_.app.post("u01", "/queue/next", json::Object{}).location,
            World::path(seen, "screen"));
  EXPECT_EQ(world_.app.post("u01", "/queue/next", json::Object{}).location, "/queue?none=yes");
  EXPECT_EQ(world_.app.post("u02", "/queue/next", json::Object{}).location,
            World::path(hidden, "screen"));
  EXPECT_EQ(world_.app.get("u01", World::path(hidden, "screen")).status, 404);
}

TEST_P(QueueTest, what_the_gate_refused_stands_on_top_until_somebody_sends_it_again) {
  const CaseId id = calm("Amara");
  EXPECT_FALSE(world_.app.get("u01", "/queue").json()["undelivered"].as_object());
  const std::string package = refused(id, packages::OutwardKind::product);
  refused({}, packages::OutwardKind::directory);
  for (const char* who : {"u01", "u03", "u22"}) {  // also the one who is there at night
    const auto page = world_.app.page(who, "/queue").body;
    for (const std::string& words :
         {std::string("The gate did not accept 2 messages"), World::path(id, "products"),
          world_.head(id).reference, std::string("a recipient has not got what you sent"),
          std::string("leavers still can")}) {
      EXPECT_NE(page.find(words), std::string::npos) << who << ": " << words;
    }
    EXPECT_EQ(page.find(package), std::string::npos);
    EXPECT_EQ(page.find("planted"), std::string::npos) << "not what it says";
    EXPECT_EQ(page.find("And 0 more"), std::string::npos);
  }
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    cases::set_state(c, id, model::NotificationState::closed);
  });
  EXPECT_EQ(world_.app.get("u01", "/queue").json()["undelivered"].number("count"), 2)
      << "a closed case is no reason to forget it";
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    EXPECT_TRUE(post::send_again(c, package));
  });
  EXPECT_EQ(world_.app.get("u01", "/queue").json()["undelivered"].number("count"), 1);
}

TEST_P(QueueTest, D07_what_was_refused_of_a_case_from_which_one_is_barred_is_not_counted) {
  const CaseId id = calm("Amara");
  refused(id, packages::OutwardKind::withdrawal);
  barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted("u01"), "His sister");
  });
  EXPECT_FALSE(world_.app.get("u01", "/queue").json()["undelivered"].as_object());
  EXPECT_EQ(world_.app.page("u01", "/queue").body.find("did not accept"), std::string::npos);
  EXPECT_EQ(world_.app.get("u02", "/queue").json()["undelivered"].number("count"), 1);
}

TEST_P(QueueTest, a_repeat_hidden_from_somebody_stands_on_top_for_managers_who_may_know_of_it) {
  const CaseId id = calm("Amara");
  const CaseId hidden = calm("Chidi");
  world_.identify(id);
  barnfield::as_system(world_.app, [&](const auto& proof, pipeline::Context& c) {
    const auto child = people::statements_of(c, proof, id).front().person;
    people::keep_hidden_repeat(c, barnfield::borough(), id, child,
                               {.by = c.principal.person, .at = c.now}, {{hidden, 0}});
    cases::set_bar(c, hidden, StaffId::trusted("u04"), "His sister");
    cases::set_state(c, id, model::NotificationState::closed);
  });
  const auto row = [&](const char* who) {
    const auto found = world_.app.get(who, "/queue").json()["hidden_repeats"];
    return found.as_object() == nullptr ? std::string()
                                        : found["rows"].as_array()->at(0).text("href");
  };
  EXPECT_EQ(row("u03"), World::path(id, "decision")) << "also of a case that is closed";
  EXPECT_NE(world_.app.page("u03", "/queue").body.find("4 hours"), std::string::npos)
      << "the time that a Red decision has";
  EXPECT_EQ(row("u04"), "") << "barred from the other case";
  EXPECT_EQ(row("u01"), "") << "decides nothing";
  EXPECT_EQ(world_.app.page("u04", "/queue").body.find("may not know"), std::string::npos);
}

TEST_P(QueueTest, a_row_says_who_how_long_what_and_with_whom) {
  const CaseId id = calm("Amara");
  world_.identify(id);
  world_.app.post("u02", World::path(id, "take"), json::Object{});
  const json::Value row = rows().as_array()->front();
  EXPECT_EQ(row.text("children"), "Amara O. and 1 sibling");
  EXPECT_EQ(row.text("ages"), "9, 5 or 6");
  EXPECT_EQ(row.text("concern"), "Neglect");
  EXPECT_EQ(row.text("source"), "Police");
  EXPECT_EQ(row.text("arrived"), "Today at 8:00am");
  EXPECT_EQ(row.text("seen"), "First time");
  EXPECT_EQ(row.text("where"), "Being screened");
  EXPECT_EQ(row.text("with"), world_.borough.find_staff(StaffId::trusted("u02"))->name.reveal());
  EXPECT_EQ(row["clock"].text("words"), "1 day left");
}

TEST_P(QueueTest, of_a_case_that_is_decided_the_row_says_whether_what_was_sent_is_accepted) {
  const CaseId id = calm("Amara");
  const auto decide = [&](const AgencyId& told) {
    barnfield::as_system(world_.app, [&](const auto&, pipeline::Context& c) {
      cases::set_state(c, id, NotificationState::decided);
      if (told.empty()) return;
      cases::withdraw_clock(c, id, Stage::rate);
      cases::withdraw_clock(c, id, Stage::acknowledge);
      cases::withdraw_clock(c, id, Stage::response_type);
      cases::start_clock(c, world_.timescales, id, Stage::disseminate, model::Rating::red, c.now,
                         told);
    });
  };
  decide({});
  EXPECT_EQ(rows().as_array()->front().text("where"), "Decided, not sent");
  decide(AgencyId::trusted("police"));
  EXPECT_EQ(rows().as_array()->front().text("where"),
            "Decided, not sent. What was sent at once is not accepted yet");
}

TEST_P(QueueTest, where_nobody_was_asked_what_the_worry_is_the_row_says_so) {
  world_.add(World::notification({}, now_));
  EXPECT_EQ(rows().as_array()->front().text("concern"), "Not said");
}

TEST_P(QueueTest, six_hundred_cases_fill_six_pages) {
  const std::string folder = "../shared/data/notifications/clean/";
  const std::string notifications = barnfield::read_text(folder + "notifications.csv");
  const std::string people = barnfield::read_text(folder + "people.csv");
  ASSERT_TRUE(intake::run_import(world_.app.app(), world_.timescales, {notifications, people},
                                 {.clock = now_})
                  .has_value());
  const auto before = world_.app.count("audit_event");
  const auto page = world_.app.page("u01", "/queue");
  EXPECT_EQ(page.status, 200);
  std::size_t shown = 0;
  for (auto at = page.body.find("role=\"rowheader\""); at != std::string::npos;
       at = page.body.find("role=\"rowheader\"", at + 1)) {
    ++shown;
  }
  EXPECT_EQ(shown, 100U);
  // The sign-in, then one entry for the whole list.
  EXPECT_EQ(world_.app.count("audit_event"), before + 2);
  EXPECT_EQ(world_.app.count("audit_event where kind = 'queue.list'"), 1);
  EXPECT_NE(page.body.find("/queue?page=6"), std::string::npos);
  EXPECT_EQ(rows("?page=6").as_array()->size(), 88U);
  EXPECT_EQ(rows("?page=77").as_array()->size(), 88U);
  const json::Value red = world_.app.get("u01", "/queue?rating=PROVISIONAL_RED").json();
  EXPECT_GT(red.number("matching"), 48);
  EXPECT_LT(red.number("matching"), 60);
  EXPECT_EQ(red.number("open"), 588);
  EXPECT_EQ(red["chosen"].as_array()->front().text("href"), "/queue");
}

TEST_P(QueueTest, filters_are_seen_and_can_be_taken_off) {
  const CaseId id = calm("Amara");
  calm("Chidi");
  world_.app.post("u01", World::path(id, "take"), json::Object{});
  EXPECT_EQ(rows("?with=me").as_array()->size(), 1U);
  EXPECT_EQ(rows("?with=u01").as_array()->size(), 1U);
  EXPECT_EQ(rows("?with=u02").as_array()->size(), 0U);
  EXPECT_EQ(rows("?with=nobody").as_array()->size(), 1U);
  EXPECT_EQ(rows("?state=RECEIVED").as_array()->size(), 1U);
  EXPECT_EQ(rows("?state=ENQUIRING").as_array()->size(), 0U);
  const auto page = world_.app.page("u01", "/queue?state=SCREENING&with=me&order=newest");
  for (const char* left : {"/queue?with=me&amp;order=newest", "/queue?state=SCREENING&amp;with=me",
                           "/queue?state=SCREENING&amp;order=newest"}) {
    EXPECT_NE(page.body.find("href=\"" + std::string(left) + "\""), std::string::npos) << left;
  }
  // Colleagues who have something are offered, with how much.
  const std::string name = world_.borough.find_staff(StaffId::trusted("u01"))->name.reveal();
  EXPECT_NE(world_.app.page("u02", "/queue").body.find(name + " (1)"), std::string::npos);
  for (const char* wrong : {"state=NOTHING", "with=nobody-we-know", "arrived=yesterday"}) {
    EXPECT_EQ(world_.app.get("u01", "/queue?" + std::string(wrong)).status, 422) << wrong;
  }
}

TEST_P(QueueTest, what_arrived_today_began_at_midnight_in_london) {
  const UtcTime midnight = from_london(to_london(now_).date, 0, 0);
  now_ = midnight + Duration::hours(1);  // calm() takes off an hour
  const CaseId first = calm("Amara");
  now_ = midnight + Duration::hours(1) - Duration::minutes(1);
  const CaseId before = calm("Chidi");
  const json::Value page = world_.app.get("u01", "/queue?arrived=today").json();
  ASSERT_EQ(page["rows"].as_array()->size(), 1U);
  EXPECT_EQ(page["rows"].as_array()->front().text("href"), World::path(first, "screen"));
  EXPECT_EQ(rows("?order=newest").as_array()->front().text("href"), World::path(first, "screen"));
  EXPECT_EQ(rows().as_array()->front().text("href"), World::path(before, "screen"));
}

TEST_P(QueueTest, the_views_count_what_they_show) {
  const CaseId id = calm("Amara");
  calm("Chidi");
  urgent();
  world_.app.post("u01", World::path(id, "take"), json::Object{});
  const json::Value page = world_.app.get("u01", "/queue?with=u02").json();
  std::map<std::string, std::int64_t> counts;
  for (const auto& view : *page["views"].as_array()) {
    const auto shown = world_.app.get("u01", view.text("href")).json();
    EXPECT_EQ(static_cast<std::int64_t>(shown["rows"].as_array()->size()), view.number("count"))
        << view.text("text");
    EXPECT_EQ(shown.number("matching"), view.number("count")) << view.text("text");
    counts[view.text("text")] = view.number("count");
  }
  EXPECT_EQ(counts,
            (std::map<std::string, std::int64_t>{
                {"All open", 3}, {"Arrived today", 3}, {"With nobody", 2}, {"With me", 1}}));
}

TEST_P(QueueTest, a_reference_that_is_read_out_finds_its_case) {
  auto n = World::notification({ConcernType::neglect}, now_ - Duration::hours(1));
  n.reference = "7KQ4-XM2P-M";
  n.people = {World::child("Amara", "Okafor", "2017-03-09")};
  const CaseId id = world_.add(n);
  calm("Chidi");
  const std::string reference = world_.head(id).reference;
  std::string lower;
  for (const char ch : reference) {
    if (ch != '-') lower += static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
  }
  for (const std::string& typed :
       {std::string("7KQ4-XM2P-M"), std::string(" 7kq4 xm2pm "), reference, lower}) {
    const auto sent = world_.app.submit("u01", "/queue/search", {{"reference", typed}});
    ASSERT_EQ(sent.status, 303) << typed;
    EXPECT_EQ(sent.location.find("7KQ4"), std::string::npos);
    const json::Value found = world_.app.get("u01", sent.location).json();
    ASSERT_EQ(found["rows"].as_array()->size(), 1U) << typed;
    EXPECT_EQ(found["rows"].as_array()->front().text("children"), "Amara O.");
    // Nobody reads what somebody else looked for.
    EXPECT_EQ(world_.app.get("u02", sent.location).status, 404);
    EXPECT_EQ(world_.app.get("u18", sent.location).status, 404);
  }
  EXPECT_FALSE(world_.app.is_stored("7kq4 xm2pm"));
}

TEST_P(QueueTest, a_closed_case_is_found_too_and_a_wrong_reference_is_not) {
  auto n = World::notification({ConcernType::neglect}, now_ - Duration::hours(1));
  n.reference = "PAC/26/0501127";
  n.history = true;
  world_.add(n);
  const auto sent = world_.app.submit("u01", "/queue/search", {{"reference", "PAC/26/0501127"}});
  const json::Value found = world_.app.get("u01", sent.location).json();
  ASSERT_EQ(found["rows"].as_array()->size(), 1U);
  EXPECT_EQ(found["rows"].as_array()->front().text("where"), "Closed");
  EXPECT_EQ(found["rows"].as_array()->front().text("take"), "");
  EXPECT_TRUE(rows().as_array()->empty());
  const auto none = world_.app.submit("u01", "/queue/search", {{"reference", "7KQ4-XM2P-X"}});
  const auto page = world_.app.page("u01", none.location);
  EXPECT_NE(page.body.find("No case has this reference"), std::string::npos);
  const auto empty = world_.app.submit("u01", "/queue/search", {{"reference", "  "}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_NE(empty.body.find("Enter the reference"), std::string::npos);
  EXPECT_EQ(world_.app.submit("u18", "/queue/search", {{"reference", "x"}}).status, 404);
}

// H01: urgent first.
TEST_P(QueueTest, the_next_one_is_the_first_that_nobody_has) {
  const CaseId old = calm("Amara");
  const CaseId red = urgent();
  EXPECT_EQ(world_.app.submit("u01", "/queue/next", {}).location, World::path(red, "screen"));
  EXPECT_EQ(world_.app.submit("u02", "/queue/next", {}).location, World::path(old, "screen"));
  EXPECT_EQ(world_.head(red).taken_by, StaffId::trusted("u01"));
  EXPECT_EQ(world_.head(red).state, model::NotificationState::screening);
  const auto none = world_.app.submit("u02", "/queue/next", {});
  EXPECT_EQ(none.location, "/queue?none=yes");
  EXPECT_NE(world_.app.page("u02", none.location).body.find("Every open case has somebody"),
            std::string::npos);
  EXPECT_EQ(world_.app.count("audit_event where kind = 'case.taken'"), 3);
}

TEST_P(QueueTest, two_who_take_one_case_do_not_both_have_it) {
  const CaseId id = calm("Amara");
  EXPECT_EQ(world_.app.post("u01", World::path(id, "take"), json::Object{}).status, 200);
  EXPECT_EQ(world_.app.post("u02", World::path(id, "take"), json::Object{}).status, 409);
  EXPECT_EQ(world_.head(id).taken_by, StaffId::trusted("u01"));
  const json::Value over = json::Object{{"from", "u01"}};
  EXPECT_EQ(world_.app.post("u02", World::path(id, "take"), over).status, 200);
  EXPECT_EQ(world_.head(id).taken_by, StaffId::trusted("u02"));
}

TEST_P(QueueTest, it_is_for_the_front_door_alone) {
  const CaseId id = calm("Amara");
  world_.app.database().write(
      [&](db::Transaction& tx) { cases::add_member(tx, id, AgencyId::trusted("police"), now_); });
  for (const char* who : {"u07", "u18"}) {
    EXPECT_EQ(world_.app.get(who, "/queue").status, 404);
    EXPECT_EQ(world_.app.submit(who, "/queue/next", {}).status, 404);
    EXPECT_EQ(world_.app.post(who, World::path(id, "take"), json::Object{}).status, 404);
  }
  EXPECT_EQ(world_.app.get("", "/queue").status, 401);
  EXPECT_EQ(world_.app.get("u22", "/queue").status, 200);
  EXPECT_TRUE(world_.head(id).taken_by.empty());
}

TEST_P(QueueTest, forms_beside_each_other_do_not_share_the_key_against_sending_twice) {
  calm("Amara");
  const std::string page = world_.app.page("u01", "/queue").body;
  const auto first = page.find("idempotency_key");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("idempotency_key", first + 1), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, QueueTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::triage
