// SPDX-License-Identifier: MIT
// Goal: anybody can tell the hub about a child without script or account; what was typed is read by
// nobody but the referrer until it is sent, and by nobody but the hub afterwards; it is sent once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form_for_tests.h"
#include "mash/door/door_client.h"

namespace mash::notify {
namespace {

using testing::HasSubstr;
using testing::Not;

class NotifyTest : public testing::TestWithParam<db::Engine> {
 protected:
  packages::Notification collected() {
    const door::Door door = world_.door();
    door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
    const auto got = client.collect();
    EXPECT_EQ(got->messages.size(), 1U);
    EXPECT_EQ(got->messages.front().at, world_.app.clock().now());
    const auto plain = crypto::box_open(world_.hub_secret, got->messages.front().body);
    EXPECT_TRUE(plain.has_value());
    auto n = packages::decode_notification(*plain);
    EXPECT_TRUE(n.has_value());
    return *std::move(n);
  }

  FormWorld world_{GetParam()};
  Browser browser_{world_.app.app()};
};

// A22: danger first.
TEST_P(NotifyTest, ANeighbourTellsInNinePages) {
  EXPECT_THAT(browser_.get("/notify").body, HasSubstr("call 999"));
  EXPECT_EQ(browser_.next("/notify/start"), "/notify/danger");
  const std::string danger = browser_.get("/notify/danger").body;
  EXPECT_THAT(danger, HasSubstr("immediate danger, call 999"));
  EXPECT_THAT(danger, HasSubstr("Question 1 of 7"));
  EXPECT_THAT(danger, Not(HasSubstr(" checked"))) << "nothing is chosen beforehand";
  EXPECT_EQ(browser_.next("/notify/danger", {{"danger", "no"}}), "/notify/who");
  EXPECT_EQ(browser_.next("/notify/who", {{"who", "friend"}}), "/notify/children");
  EXPECT_EQ(Browser::location(browser_.get("/notify/children")), "/notify/child/1");
  EXPECT_EQ(browser_.next("/notify/child/1", {{"given_name", "Amara"}}), "/notify/children");
  EXPECT_THAT(browser_.get("/notify/children").body, HasSubstr("Amara"));
  EXPECT_EQ(browser_.next("/notify/children", {{"more", "no"}}), "/notify/where");
  EXPECT_EQ(browser_.next("/notify/where"), "/notify/what") << "not known is an answer";
  EXPECT_EQ(browser_.next("/notify/what", {{"narrative", "Shouting"}}), "/notify/others");
  EXPECT_EQ(browser_.next("/notify/others"), "/notify/contact") << "the family: professionals only";
  EXPECT_EQ(browser_.next("/notify/contact"), "/notify/check") << "no name is needed";
  const std::string check = browser_.get("/notify/check").body;
  EXPECT_THAT(check, HasSubstr("Amara"));
  EXPECT_THAT(check, HasSubstr("You do not need to tell the family"));
  EXPECT_THAT(check, HasSubstr("href=\"/notify/what\""));
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const auto sent = browser_.get("/notify/sent");
  EXPECT_EQ(sent.status, 200);
  EXPECT_THAT(sent.body, HasSubstr("020 7946 0000"));
  EXPECT_THAT(sent.body, HasSubstr("Within one working day"));
  const packages::Notification n = collected();
  EXPECT_TRUE(n.anonymous);
  EXPECT_EQ(n.source, "1B");
  EXPECT_EQ(n.informed, "");
}

TEST_P(NotifyTest, EveryAnswerReachesTheHub) {
  fill_in(browser_);
  ASSERT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const auto [reference, code] = reference_and_code(browser_.get("/notify/sent"));
  const packages::Notification n = collected();
  EXPECT_EQ(n.reference, reference);
  EXPECT_EQ(n.status_secret, hex(crypto::sha256(as_bytes(code))));
  EXPECT_FALSE(n.professional);
  EXPECT_EQ(n.danger, "no");
  EXPECT_EQ(n.narrative.reveal(), "Shouting at night,\r\nplantedwords \xCE\xA9");
  EXPECT_EQ(n.where_now.reveal(), "At home, plantedwhere");
  EXPECT_EQ(n.who_else.reveal(), "Her plantedmother");
  EXPECT_EQ(n.referrer_name.reveal(), "Planted Neighbour");
  EXPECT_TRUE(n.anonymous) << "asked not to be named to the family";
  ASSERT_EQ(n.people.size(), 1U);
  EXPECT_EQ(n.people[0].role, "child");
  EXPECT_EQ(n.people[0].dob.reveal(), "2017-03-27");
  EXPECT_EQ(n.people[0].sex.reveal(), "F");
  EXPECT_EQ(n.people[0].address_line.reveal(), "14 Plantedlane");
  EXPECT_EQ(n.people[0].school.reveal(), "Quillgate Primary School");
}

TEST_P(NotifyTest, WhatNobodySeesGoesOnAsTypedAndNobodyIsAskedAgain) {
  browser_.post("/notify/start");
  browser_.post("/notify/danger", {{"danger", "no"}});
  browser_.post("/notify/who", {{"who", "friend"}});
  EXPECT_EQ(
      browser_.next("/notify/child/1", {{"given_name", "Pla\u202ented\a"}, {"surname", "Seen"}}),
      "/notify/children");
  browser_.post("/notify/children", {{"more", "no"}});
  browser_.post("/notify/where");
  browser_.post("/notify/what", {{"narrative", "Shouting"}});
  browser_.post("/notify/others");
  EXPECT_EQ(browser_.next("/notify/contact", {{"referrer_email", "\u202aa@b.example\u202c"}}),
            "/notify/check");
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const packages::Notification n = collected();
  EXPECT_EQ(n.people[0].given_name.reveal(), "Pla\u202ented\a") << "the hub keeps both";
  EXPECT_EQ(n.referrer_email.reveal(), "\u202aa@b.example\u202c");
}

// A05: at the public form.
TEST_P(NotifyTest, AProfessionalIsNamedAndAskedAboutTheFamily) {
  browser_.post("/notify/start");
  browser_.post("/notify/danger", {{"danger", "unknown"}});
  EXPECT_EQ(browser_.next("/notify/who", {{"who", "professional"}}), "/notify/children");
  browser_.post(
      "/notify/child/1",
      {{"expected_dob-day", "1"}, {"expected_dob-month", "2"}, {"expected_dob-year", "2027"}});
  EXPECT_EQ(browser_.next("/notify/children", {{"more", "yes"}}), "/notify/child/2");
  browser_.post("/notify/child/2", {{"nothing_known", "yes"}});
  browser_.post("/notify/children", {{"more", "no"}});
  browser_.post("/notify/where");
  EXPECT_THAT(browser_.get("/notify/what").body, HasSubstr("Female genital mutilation"));
  browser_.post(
      "/notify/what",
      {{"narrative", "Scans missed"}, {"concerns", "pre_birth"}, {"concerns", "neglect"}});
  EXPECT_EQ(browser_.next("/notify/others"), "/notify/family");
  const auto family = browser_.post("/notify/family", {{"informed", "not_safe"}});
  EXPECT_EQ(family.status, 422);
  EXPECT_THAT(family.body, HasSubstr("Enter why the family does not know"));
  EXPECT_EQ(browser_.next("/notify/family", {{"informed", "not_safe"}, {"why_not_informed", "x"}}),
            "/notify/contact");
  const auto contact = browser_.post("/notify/contact", {{"referrer_email", "no address"}});
  EXPECT_EQ(contact.status, 422);
  for (const char* words :
       {"Enter your name", "Enter your job", "Enter your organisation",
        "Select the kind of organisation", "Enter a phone number", "Enter an email address"}) {
    EXPECT_THAT(contact.body, HasSubstr(words));
  }
  EXPECT_EQ(browser_.next("/notify/contact", {{"referrer_name", "K Lee"},
                                              {"referrer_role", "Midwife"},
                                              {"referrer_agency", "Barnfield Hospital"},
                                              {"source", "3F"},
                                              {"referrer_phone", "020 7946 0001"}}),
            "/notify/check");
  browser_.post("/notify/send");
  const packages::Notification n = collected();
  EXPECT_TRUE(n.professional);
  EXPECT_FALSE(n.anonymous);
  EXPECT_EQ(n.source, "3F");
  EXPECT_EQ(n.informed, "not_safe");
  EXPECT_EQ(n.concerns, (std::vector<std::string>{"pre_birth", "neglect"}));
  ASSERT_EQ(n.people.size(), 1U) << "a child of whom nothing is known is no person";
  EXPECT_EQ(n.people[0].role, "unborn");
  EXPECT_EQ(n.people[0].expected_dob.reveal(), "2027-02-01");
}

TEST_P(NotifyTest, AChildGetsWordsOfItsOwn) {
  browser_.post("/notify/start");
  EXPECT_EQ(browser_.next("/notify/danger", {{"danger", "yes"}}), "/notify/call-999");
  const std::string call = browser_.get("/notify/call-999").body;
  EXPECT_THAT(call, HasSubstr("Call 999 now"));
  EXPECT_THAT(call, HasSubstr("href=\"/notify/who\""));
  browser_.post("/notify/who", {{"who", "child_self"}});
  EXPECT_THAT(browser_.get("/notify/child/1").body, HasSubstr("About you"));
  browser_.post("/notify/child/1", {{"given_name", "Sam"}, {"about_age", "11"}});
  browser_.post("/notify/children", {{"more", "no"}});
  EXPECT_THAT(browser_.get("/notify/where").body, HasSubstr("Where are you now?"));
  browser_.post("/notify/where");
  EXPECT_THAT(browser_.get("/notify/what").body, HasSubstr("you are not in trouble"));
  browser_.post("/notify/what", {{"narrative", "He hits me"}});
  browser_.post("/notify/others");
  EXPECT_THAT(browser_.get("/notify/contact").body, HasSubstr("talk to you safely"));
  browser_.post("/notify/contact");
  EXPECT_THAT(browser_.get("/notify/check").body,
              HasSubstr("You say that you are in danger now, and not where."));
  browser_.post("/notify/where", {{"where_now", "In the shed behind our house"}});
  EXPECT_THAT(browser_.get("/notify/check").body, Not(HasSubstr("and not where")));
  browser_.post("/notify/send");
  EXPECT_THAT(browser_.get("/notify/sent").body, HasSubstr("0800 1111"));
  const packages::Notification n = collected();
  EXPECT_EQ(n.source, "1C");
  EXPECT_EQ(n.danger, "yes");
  EXPECT_THAT(n.people[0].notes.reveal(), HasSubstr("11"));
  EXPECT_THAT(n.people[0].notes.reveal(), HasSubstr("tells us itself"));
}

TEST_P(NotifyTest, FaultsAreNamedAndNothingTypedIsLost) {
  browser_.post("/notify/start");
  const auto danger = browser_.post("/notify/danger");
  EXPECT_EQ(danger.status, 422);
  EXPECT_THAT(danger.body, HasSubstr("Select if a child is in danger now"));
  EXPECT_THAT(danger.body, HasSubstr("href=\"#danger\""));
  EXPECT_EQ(browser_.post("/notify/danger", {{"danger", "perhaps"}}).status, 422);
  EXPECT_EQ(browser_.post("/notify/what", {{"narrative", "  "}}).status, 422);
  const auto child = browser_.post(
      "/notify/child/1",
      {{"given_name", "Typedname"}, {"dob-day", "31"}, {"dob-month", "2"}, {"dob-year", "2017"}});
  EXPECT_EQ(child.status, 422);
  EXPECT_THAT(child.body, HasSubstr("Typedname"));
  EXPECT_THAT(child.body, HasSubstr("value=\"31\""));
  EXPECT_THAT(child.body, HasSubstr("must be a real date"));
  EXPECT_EQ(
      browser_.post("/notify/child/1", {{"dob-day", "9"}, {"dob-month", "3"}, {"dob-year", "17"}})
          .status,
      422)
      << "a year has four numbers";
  EXPECT_EQ(browser_.post("/notify/child/1").status, 422);
  EXPECT_EQ(browser_.post("/notify/child/1", {{"dob", "2026-11-25"}}).status, 422) << "tomorrow";
  EXPECT_EQ(browser_.post("/notify/child/1", {{"dob", "2026-11-24"}}).status, 303) << "today";
  EXPECT_EQ(
      browser_.post("/notify/child/2", {{"given_name", "A"}, {"nothing_known", "yes"}}).status,
      422);
  EXPECT_EQ(browser_.post("/notify/where", {{"where_now", std::string(4001, 'x')}}).status, 422);
  EXPECT_EQ(browser_.post("/notify/where", {{"case", "x"}}).status, 422) << "unknown field";
}

TEST_P(NotifyTest, AnswersCanBeChangedFromTheCheckPage) {
  fill_in(browser_);
  EXPECT_THAT(browser_.get("/notify/where").body, HasSubstr("plantedwhere"));
  EXPECT_THAT(browser_.get("/notify/where").body, HasSubstr("href=\"/notify/check\""));
  EXPECT_EQ(browser_.next("/notify/where", {{"where_now", "At school"}}), "/notify/check");
  EXPECT_THAT(browser_.get("/notify/check").body, Not(HasSubstr("plantedwhere")));
  EXPECT_EQ(browser_.next("/notify/who", {{"who", "family"}}), "/notify/check");
  EXPECT_EQ(browser_.next("/notify/who", {{"who", "professional"}}), "/notify/family")
      << "others are asked other things";
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/family") << "not sent half";
  EXPECT_EQ(browser_.next("/notify/family", {{"informed", "yes"}}), "/notify/contact");
  EXPECT_EQ(browser_.next("/notify/who", {{"who", "friend"}}), "/notify/contact");
  EXPECT_EQ(Browser::location(browser_.get("/notify/family")), "/notify/contact");
  EXPECT_EQ(browser_.next("/notify/child/1/remove"), "/notify/children");
  EXPECT_EQ(Browser::location(browser_.get("/notify/check")), "/notify/children");
  EXPECT_EQ(world_.app.count("inward"), 0);
}

TEST_P(NotifyTest, ChildrenHaveBounds) {
  browser_.post("/notify/start");
  for (const char* number : {"0", "2", "-1", "x", "1x", "99999999999999999999999"}) {
    EXPECT_EQ(browser_.get(std::string("/notify/child/") + number).status, 404) << number;
    EXPECT_EQ(browser_.post(std::string("/notify/child/") + number, {{"surname", "A"}}).status,
              404);
  }
  for (int i = 1; i <= 20; ++i) {
    EXPECT_EQ(browser_.post("/notify/child/" + std::to_string(i), {{"surname", "A"}}).status, 303);
  }
  EXPECT_EQ(browser_.post("/notify/children", {{"more", "yes"}}).status, 422);
  EXPECT_EQ(browser_.get("/notify/child/21").status, 404);
}

TEST_P(NotifyTest, ADraftIsReadByItsOwnBrowserOnlyAndForAnHour) {
  fill_in(browser_);
  for (const char* words : k_planted) EXPECT_FALSE(world_.app.is_stored(words)) << words;
  const std::string cookie = browser_.cookies.at("__Host-mash-draft");
  EXPECT_FALSE(world_.app.is_stored(cookie.substr(cookie.find('.') + 1))) << "the key";
  Browser stranger(world_.app.app());
  EXPECT_EQ(Browser::location(stranger.get("/notify/check")), "/notify/expired");
  stranger.cookies["__Host-mash-draft"] = cookie.substr(0, 27) + std::string(64, 'a');
  EXPECT_EQ(Browser::location(stranger.get("/notify/check")), "/notify/expired") << "other key";
  EXPECT_EQ(stranger.next("/notify/send"), "/notify/expired");
  EXPECT_EQ(stranger.next("/notify/where", {{"where_now", "x"}}), "/notify/expired");
  for (const char* bad : {"x", ".", "x.y", ""}) {
    stranger.cookies["__Host-mash-draft"] = bad;
    EXPECT_EQ(Browser::location(stranger.get("/notify/check")), "/notify/expired");
  }
  world_.app.clock().advance(Duration::minutes(60));
  EXPECT_EQ(browser_.get("/notify/check").status, 200);
  world_.app.clock().advance(Duration::seconds(1));
  EXPECT_EQ(Browser::location(browser_.get("/notify/check")), "/notify/expired");
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/expired");
  EXPECT_EQ(browser_.get("/notify/expired").status, 200);
  EXPECT_EQ(world_.app.count("draft"), 1);
  Browser(world_.app.app()).post("/notify/start");
  EXPECT_EQ(world_.app.count("draft"), 1) << "the expired one is taken away";
}

// A22: with the button.
TEST_P(NotifyTest, LeavingDestroysTheDraft) {
  fill_in(browser_);
  const std::string cookie = browser_.cookies.at("__Host-mash-draft");
  EXPECT_EQ(browser_.next("/notify/exit"), "/notify/left");
  EXPECT_EQ(world_.app.count("draft"), 0);
  EXPECT_TRUE(browser_.cookies.empty());
  EXPECT_EQ(browser_.get("/notify/left").status, 200);
  browser_.cookies["__Host-mash-draft"] = cookie;
  EXPECT_EQ(Browser::location(browser_.get("/notify/check")), "/notify/expired");
}

// A22: in a hurry.
TEST_P(NotifyTest, TheQuickExitTakesTheKeyAway) {
  fill_in(browser_);
  browser_.set_header("sec-fetch-site", "cross-site");
  EXPECT_EQ(Browser::location(browser_.get("/notify/exit")), "https://www.bbc.co.uk/weather");
  EXPECT_EQ(browser_.cookies.size(), 1U) << "another site cannot destroy a draft";
  browser_.set_header("sec-fetch-site", "same-origin");
  EXPECT_EQ(Browser::location(browser_.get("/notify/exit")), "https://www.bbc.co.uk/weather");
  EXPECT_TRUE(browser_.cookies.empty());
  EXPECT_TRUE(has_exit("/notify/what"));
  EXPECT_FALSE(has_exit("/products"));
}

TEST_P(NotifyTest, StartingAgainDestroysWhatWasThere) {
  fill_in(browser_);
  EXPECT_THAT(browser_.get("/notify").body, HasSubstr("Go on where you were"));
  browser_.post("/notify/start");
  EXPECT_EQ(world_.app.count("draft"), 1);
  EXPECT_EQ(Browser::location(browser_.get("/notify/check")), "/notify/danger");
}

// A20: at the gate.
TEST_P(NotifyTest, SendingTwiceGivesOneNotificationAndOneConfirmation) {
  fill_in(browser_);
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/sent");
  const auto first = reference_and_code(browser_.get("/notify/sent"));
  EXPECT_EQ(browser_.next("/notify/send"), "/notify/sent");
  EXPECT_EQ(browser_.next("/notify/send", {{"idempotency_key", "again"}}), "/notify/sent");
  EXPECT_EQ(reference_and_code(browser_.get("/notify/sent")), first);
  EXPECT_EQ(world_.app.count("inward"), 1);
  EXPECT_EQ(world_.app.count("receipt"), 1);
  EXPECT_EQ(world_.app.count("draft"), 0);
}

// A21: what the gate keeps meanwhile.
TEST_P(NotifyTest, NobodyButTheHubReadsWhatWasSent) {
  fill_in(browser_);
  browser_.post("/notify/send");
  const auto [reference, code] = reference_and_code(browser_.get("/notify/sent"));
  for (const char* words : k_planted) EXPECT_FALSE(world_.app.is_stored(words)) << words;
  EXPECT_FALSE(world_.app.is_stored(reference));
  EXPECT_FALSE(world_.app.is_stored(code));
  Bytes sealed;
  world_.app.database().read(
      [&](db::Transaction& tx) { sealed = tx.query("select body from inward").front().blob(0); });
  for (const char* name :
       {"audit", "session", "lookup", "box", "sign", "gate-content", "front-door"}) {
    const crypto::Key& key = world_.app.keys().of(name);
    EXPECT_FALSE(crypto::box_open(key, sealed).has_value()) << name;
    EXPECT_FALSE(crypto::open(key, sealed, {}).has_value()) << name;
  }
  EXPECT_TRUE(crypto::box_open(world_.hub_secret, sealed).has_value());
}

TEST_P(NotifyTest, TheConfirmationSurvivesAReloadButIsNotForAnotherBrowser) {
  fill_in(browser_);
  browser_.post("/notify/send");
  EXPECT_EQ(browser_.get("/notify/sent").status, 200);
  EXPECT_EQ(browser_.get("/notify/sent").status, 200);
  Browser stranger(world_.app.app());
  EXPECT_EQ(Browser::location(stranger.get("/notify/sent")), "/notify/expired");
  EXPECT_EQ(Browser::location(stranger.get("/notify/receipt")), "/notify/expired");
  EXPECT_EQ(browser_.next("/notify/exit"), "/notify/left");
  EXPECT_EQ(world_.app.count("confirmation"), 0);
}

TEST_P(NotifyTest, TheReceiptIsSignedOverTheSealedBytes) {
  fill_in(browser_);
  browser_.post("/notify/send");
  const std::string receipt = browser_.get("/notify/receipt").body;
  const std::string mark = "signature: ";
  const auto at = receipt.find(mark);
  ASSERT_NE(at, std::string::npos);
  const auto signature = from_hex(receipt.substr(at + mark.size(), 128));
  const crypto::SigningKey key(world_.app.keys().of("sign"));
  EXPECT_TRUE(crypto::verify(key.public_key(), as_bytes(receipt.substr(0, at)), *signature));
  EXPECT_THAT(receipt, HasSubstr("received: 2026-11-24T09:00:00+00:00\n"));
  world_.app.database().read([&](db::Transaction& tx) {
    const auto sealed = tx.query("select body from inward").front().blob(0);
    EXPECT_THAT(receipt, HasSubstr("sealed-sha256: " + hex(crypto::sha256(sealed))));
  });
}

// A21: what the sender reads meanwhile.
TEST_P(NotifyTest, StatusTellsHowFarItIsAndWhatTheHubSays) {
  fill_in(browser_);
  browser_.post("/notify/send");
  const auto [reference, code] = reference_and_code(browser_.get("/notify/sent"));
  const auto status = [&, ref = reference, key = code](Browser& b) {
    return b.post("/notify/status", {{"reference", ref}, {"code", key}}).body;
  };
  Browser later(world_.app.app());
  EXPECT_EQ(later.get("/notify/status").status, 200);
  EXPECT_THAT(status(later), HasSubstr("Your notification is safe; the hub has not collected it"));
  EXPECT_THAT(browser_.get("/notify/sent").body, HasSubstr("Your notification is safe"));

  const door::Door door = world_.door();
  door::DoorClient client([&door](const auto& r) -> Result<http::Response> { return door(r); });
  const std::string id = client.collect()->messages.front().id;
  EXPECT_THAT(status(later), HasSubstr("The hub collects it in a moment"));
  EXPECT_THAT(browser_.get("/notify/sent").body, Not(HasSubstr("Your notification is safe")));
  ASSERT_TRUE(client.collected({id}).has_value());
  EXPECT_THAT(status(later), HasSubstr("The hub has collected it"));
  EXPECT_THAT(status(later), HasSubstr("Nothing yet"));

  const packages::Feedback feedback{reference, "Thank you, <b>we act</b>",
                                    world_.app.clock().now()};
  const std::vector<packages::Outward> outward = {{new_id_text(world_.app.random()),
                                                   packages::OutwardKind::feedback, feedback.at,
                                                   encode(feedback)}};
  ASSERT_EQ(client.deliver(outward)->stored.size(), 1U);
  EXPECT_FALSE(world_.app.is_stored("we act"));
  EXPECT_THAT(status(later), HasSubstr("Thank you, &lt;b&gt;we act"));
  EXPECT_THAT(status(later), HasSubstr("The hub has read it and answered you"));
  EXPECT_THAT(status(later), Not(HasSubstr("decide what to do")));
  EXPECT_THAT(status(later), HasSubstr("Thank you"));
  const auto told = client.collect();
  ASSERT_EQ(told->messages.size(), 1U) << "the hub hears once that it was read";
  EXPECT_EQ(told->messages[0].kind, packages::InwardKind::feedback_read);
  EXPECT_EQ(packages::decode_feedback_read(told->messages[0].body)->reference, reference);
}

TEST_P(NotifyTest, AWrongCodeIsLikeAnUnknownReference) {
  fill_in(browser_);
  browser_.post("/notify/send");
  const auto [reference, code] = reference_and_code(browser_.get("/notify/sent"));
  const auto ask = [this](const std::string& ref, const std::string& key) {
    const auto answer =
        world_.app.post("", "/notify/status", json::Object{{"reference", ref}, {"code", key}});
    return std::pair(answer.status, answer.body);
  };
  EXPECT_EQ(ask(reference, code).first, 200);
  const auto wrong = ask(reference, "0000-0000-0000");
  EXPECT_EQ(wrong.first, 422);
  EXPECT_EQ(wrong, ask("7KQ4-XM2P-M", code));
  EXPECT_EQ(wrong, ask("7KQ4-XM2P-M", "0000-0000-0000"));
  EXPECT_EQ(browser_.post("/notify/status", {{"reference", "7KQ4-XM2P-X"}, {"code", code}}).status,
            422);
}

TEST_P(NotifyTest, AddressesSayNothing) {
  browser_.post("/notify/start");
  for (const auto& route : world_.app.app().routes()) {
    if (!route.path.starts_with("/notify")) continue;
    EXPECT_THAT(route.path, Not(HasSubstr("reference")));
    EXPECT_TRUE(route.writes() || route.event.empty()) << route.path;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, NotifyTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& param) {
                           return param.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::notify
