// SPDX-License-Identifier: MIT
// Goal: people of the recipient, and nobody else, read what the hub sent them and answer it once;
// each act reaches the hub once; what was taken back cannot be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "inbox_for_tests.h"
#include "mash/support/pdf.h"

namespace mash::inbox {
namespace {

using packages::InwardKind;
using testing::HasSubstr;
using testing::Not;

using Form = std::vector<std::pair<std::string, std::string>>;

const Form k_version_1 = {{"version", "1"}};

class InboxTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    ASSERT_EQ(world_.deliver(people()), "");
    ASSERT_EQ(world_.deliver(product()), "");
  }
  std::string state(const std::string& who = "r01") {
    return app_.get(who, k_path).json().text("state");
  }
  // The only thing that waits for the hub.
  packages::ProductAct only(InwardKind kind) {
    const auto waiting = world_.waiting();
    EXPECT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting.front().kind, kind);
    EXPECT_EQ(waiting.front().at, app_.clock().now());
    return *packages::decode_product_act(waiting.front().body);
  }
  std::int64_t events(const std::string& kind) {
    return app_.count("audit_event where kind = '" + kind + "'");
  }

  World world_{GetParam()};
  support::TestApp& app_ = world_.app;
};

TEST_P(InboxTest, TheListSaysWhatWaits) {
  const auto list = app_.get("r01", "/products").json();
  const auto& line = (*list["waiting"]["lines"].as_array())[0];
  EXPECT_EQ(line.text("reference"), "7KQ4-XM2P-M");
  EXPECT_EQ(line.text("state"), "Not read yet");
  EXPECT_EQ(line.text("href"), k_path);
  EXPECT_EQ(line.text("received"), "24 November 2026 at 9:00am");
  EXPECT_FALSE(line.flag("safety"));
  EXPECT_EQ(list["done"], json::Value(false));
  EXPECT_EQ(events("product.list"), 1);
  const auto page = app_.page("r01", "/products");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Waits for you"));
  EXPECT_THAT(page.body, Not(HasSubstr("planted"))) << "a list says nothing of a person";
}

TEST_P(InboxTest, TheSafetyProductIsMarked) {
  auto safety = product();
  safety.id = ProductId::trusted("00000000000000000000000PR2");
  safety.safety = true;
  ASSERT_EQ(world_.deliver(safety), "");
  EXPECT_THAT(app_.page("r01", "/products").body, HasSubstr("Act at once"));
  const auto list = app_.get("r01", "/products").json();
  EXPECT_TRUE((*list["waiting"]["lines"].as_array())[0].flag("safety")) << "it stands first";
  EXPECT_THAT(app_.page("r01", "/p/" + safety.id.text()).body, HasSubstr("Act at once"));
}

// Decision 0024: who they are and that the hub deals with it, not how urgent it is.
TEST_P(InboxTest, A12_what_only_tells_is_no_more_pressing_than_the_case_may_be_known) {
  auto telling = product();
  telling.id = ProductId::trusted("00000000000000000000000PR2");
  telling.safety = telling.only_tells = true;
  telling.rating.clear();
  telling.known.clear();
  telling.before_visit.clear();
  ASSERT_EQ(world_.deliver(telling), "");
  const auto list = app_.get("r01", "/products").json();
  const auto& lines = *list["waiting"]["lines"].as_array();
  const auto found = std::ranges::find_if(lines, [&](const json::Value& one) {
    return one.text("href").find(telling.id.text()) != std::string::npos;
  });
  ASSERT_NE(found, lines.end());
  const json::Value& line = *found;
  EXPECT_FALSE(line.flag("at_once"));
  EXPECT_EQ(line.text("rating"), "For you to know");
  EXPECT_THAT(app_.page("r01", "/products").body, Not(HasSubstr("Act at once")));
  const auto page = app_.page("r01", "/p/" + telling.id.text()).body;
  EXPECT_THAT(page, HasSubstr("For you to know."));
  for (const char* more : {"Act at once", "More follows", "Rated:", "What is known"}) {
    EXPECT_THAT(page, Not(HasSubstr(more)));
  }
}

// The fuller version of a Red is as pressing as the first was, until somebody accepts it.
TEST_P(InboxTest, TheMostPressingStandsFirstUntilItIsAccepted) {
  const auto of = [](const char* id, const char* accept_by) {
    auto out = product();
    out.id = ProductId::trusted(id);
    out.reference = std::string("7KQ4-XM2P-") + id[std::string_view(id).size() - 1];
    out.rating = "Amber";
    out.accept_by = *parse_iso(accept_by);
    return out;
  };
  auto red = of("00000000000000000000000PR2", "2026-11-24T12:00:00Z");
  red.safety = true;
  red.rating = "Red: until rated";
  red.urgent = true;
  auto fuller = red;
  fuller.version = 2;
  fuller.safety = false;
  fuller.rating = "Red";
  for (const auto& p : {of("00000000000000000000000PR4", "2026-11-24T11:00:00Z"), red, fuller,
                        of("00000000000000000000000PR3", "2026-11-24T10:00:00Z")}) {
    ASSERT_EQ(world_.deliver(p), "");
  }
  const auto order = [this](const char* list) {
    std::string out;
    const auto data = app_.get("r01", "/products").json();
    for (const auto& line : *data[list]["lines"].as_array()) {
      out += line.text("reference").back();
      out += line.flag("at_once") ? "! " : " ";
    }
    return out;
  };
  EXPECT_EQ(order("waiting"), "2! 3 4 M ");
  const auto list = app_.page("r01", "/products").body;
  EXPECT_THAT(list, HasSubstr(">Accept by</th>"));
  EXPECT_THAT(list, HasSubstr("24 November 2026 at 12:00pm"));
  const std::string path = "/p/" + red.id.text();
  const auto page = app_.page("r01", path).body;
  EXPECT_THAT(page, HasSubstr("Act at once"));
  EXPECT_THAT(page, HasSubstr("Rated: <strong>Red</strong>"));
  EXPECT_THAT(page, HasSubstr("24 November 2026 at 12:00pm"));
  EXPECT_THAT(page, Not(HasSubstr("More follows")));
  ASSERT_EQ(app_.submit("r01", path + "/accept", {{"version", "2"}}).location, path);
  EXPECT_EQ(order("waiting"), "3 4 M ");
  EXPECT_EQ(order("done"), "2 2 ");
  const auto accepted = app_.page("r01", path).body;
  EXPECT_THAT(accepted, Not(HasSubstr("Act at once")));
  EXPECT_THAT(accepted, Not(HasSubstr("Nobody has said that they read it")));

  EXPECT_THAT(list, Not(HasSubstr("OVERDUE")));
  app_.come_back_after(Duration::minutes(90));  // past ten, before eleven
  const auto late = app_.page("r01", "/products").body;
  EXPECT_THAT(late, HasSubstr("<strong>OVERDUE:</strong> 24 November 2026 at 10:00am"));
  EXPECT_THAT(late, Not(HasSubstr("OVERDUE:</strong> 24 November 2026 at 11:00am")));
}

TEST_P(InboxTest, ThePageShowsAllThatWasReleased) {
  const auto page = app_.page("r01", k_path);
  EXPECT_EQ(page.status, 200);
  for (const char* words : {"OFFICIAL-SENSITIVE",
                            "named readers only: Paul Stanforth, Fiona Stanton.",
                            "See the plantedchildren",
                            "5pm today, plantedtime",
                            "plantedwhy &lt;b&gt;",
                            "Amara Plantedname",
                            "27 March 2017",
                            "Home: 12 Plantedroad\nSchool: Plantedschool",
                            "Grace Plantedmother",
                            "Parent (plantedrelation)",
                            "Phone before visiting, plantedwarning",
                            "Assess under section 17",
                            "Level 3",
                            "Called out plantedfact",
                            "Plantedpolice (Plantedsource)",
                            "20 November 2026",
                            "B2",
                            "Where plantedfather lives",
                            "Plantedprobation",
                            "Do not contact the plantedfamily",
                            "Mornings only, says the plantedaunt",
                            "020 7946 0531",
                            "when that desk is closed, <strong>020 7946 0000",
                            "Plantedhandling only",
                            "I have read this",
                            "I accept",
                            "Not for us"}) {
    EXPECT_THAT(page.body, HasSubstr(words));
  }
  EXPECT_THAT(page.body, HasSubstr(packages::product_hash(product())));
  EXPECT_EQ(events("product.read"), 1);
}

// H09: whoever visits reads it before anything else.
TEST_P(InboxTest, WhatCouldHarmAVisitorStandsFirst) {
  const std::string page = app_.page("r01", k_path).body;
  const auto warning = page.find("Phone before visiting, plantedwarning");
  ASSERT_NE(warning, std::string::npos);
  EXPECT_LT(page.find("Before you visit"), warning);
  for (const char* later : {"named readers only", "Mornings only, says the plantedaunt",
                            "What we ask you to do", "What is known"}) {
    EXPECT_LT(warning, page.find(later)) << later;
  }
  const auto lines = app_.get("r01", k_path).json()["before_visit"];
  ASSERT_EQ(lines.as_array()->size(), 1U);
  EXPECT_EQ((*lines.as_array())[0].text("from"), "Plantedpolice");
}

TEST_P(InboxTest, AProductThatWasSentBeforeThereWereWarningsAndPlacesIsReadAsItWas) {
  auto before = product(2);
  before.before_visit.clear();
  before.children[0].where.clear();
  before.others.clear();
  ASSERT_EQ(world_.deliver(before), "");
  const auto page = app_.page("r01", k_path);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Called out plantedfact"));
  EXPECT_THAT(page.body, Not(HasSubstr("Before you visit")));
  EXPECT_THAT(page.body, Not(HasSubstr("Who else to know of")));
  EXPECT_THAT(page.body, Not(HasSubstr(">Where</th>")));
  EXPECT_THAT(page.body, HasSubstr(packages::product_hash(before)));
}

// What was read, on paper, with who took it out (that each page bears it: document_test).
TEST_P(InboxTest, D11_a_copy_bears_marking_recipient_and_watermark) {
  EXPECT_THAT(app_.page("r01", k_path).body, HasSubstr("Take a copy on paper"));
  const auto copy = app_.submit("r01", k_path + "/copy", {{"version", "1"}, {"why_copy", "visit"}});
  ASSERT_EQ(copy.status, 200);
  const auto words = support::PdfFile(copy.body).words(1);
  for (const char* there :
       {"OFFICIAL-SENSITIVE", "Information 7KQ4-XM2P-M", "See the plantedchildren",
        "Amara Plantedname", "for Paul Stanforth, Team manager, Plantedagency assess",
        "For a visit, where there is no screen.", "Page 1 of"}) {
    EXPECT_THAT(words, HasSubstr(there));
  }
  EXPECT_THAT(words, HasSubstr(support::slanted("PaulStanforth"))) << "across the page";
  for (const char* pressed : {"I accept", "Not for us", "Why do you need it on paper"}) {
    EXPECT_THAT(words, Not(HasSubstr(pressed)));
  }
  EXPECT_EQ(events("copy.taken"), 1);
}

TEST_P(InboxTest, D11_no_copy_without_a_reason_or_of_what_is_not_ones_own) {
  const auto without = app_.submit("r01", k_path + "/copy", k_version_1);
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(without.body, HasSubstr("Select why you need it on paper"));
  EXPECT_THAT(without.body, HasSubstr("id=\"copy\" open"));
  EXPECT_THAT(without.body, HasSubstr("name=\"version\" value=\"1\"")) << "the one that is shown";
  const Form form = {{"version", "1"}, {"why_copy", "visit"}};
  EXPECT_EQ(app_.submit("r02", k_path + "/copy", form).status, 404);
  EXPECT_EQ(app_.submit("r07", k_path + "/copy", form).status, 404);
}

TEST_P(InboxTest, TheJsonIsTheSamePage) {
  const auto data = app_.get("r01", k_path).json();
  EXPECT_EQ(data.text("asked"), product().asked);
  EXPECT_EQ(data.text("hash"), packages::product_hash(product()));
  EXPECT_EQ(data.text("state"), "Not read yet");
  EXPECT_TRUE(data.flag("may_answer"));
}

// D17: of another agency.
TEST_P(InboxTest, OthersSeeTheSameAsIfItWereAbsent) {
  const std::string absent = "/p/00000000000000000000000PR9";
  const auto nothing = app_.get("r02", absent);
  const auto other = app_.get("r02", k_path);
  EXPECT_EQ(nothing.status, 404);
  EXPECT_EQ(other.status, 404);
  EXPECT_EQ(other.body, nothing.body);
  EXPECT_EQ(events("product.read"), 2) << "both attempts are on the record";
  EXPECT_EQ(app_.get("r01", "/p/no-id").status, 404);
  EXPECT_EQ(app_.get("r01", k_path + "?version=2").status, 404);
  EXPECT_EQ(app_.get("r01", k_path + "?version=-1").status, 404);
  for (const char* act : {"/read", "/accept", "/reject", "/seen"}) {
    const Form form = {{"version", "1"}, {"reason", "x"}};
    const Form fields = std::string(act) == "/reject" ? form : k_version_1;
    EXPECT_EQ(app_.submit("r02", k_path + act, fields).status, 404) << act;
    EXPECT_EQ(app_.submit("r07", k_path + act, fields).status, 404) << act << " of an analyst";
  }
  EXPECT_EQ(app_.get("r07", "/products").status, 404);
  EXPECT_EQ(app_.get("r07", k_path).status, 404);
  EXPECT_EQ(app_.get("", k_path).status, 401);
  EXPECT_EQ(app_.page("", "/products").location, "/sign-in");
  EXPECT_EQ(app_.count("inward"), 0);
  EXPECT_THAT(app_.page("r02", "/products").body, HasSubstr("nothing yet"));
}

TEST_P(InboxTest, D17_a_link_passed_on_is_told_to_the_hub_once_a_day_and_not_by_the_answer) {
  const auto tell = [this] {
    int told = 0;
    app_.database().write(
        [&](db::Transaction& tx) { told = send_strays(tx, app_.random(), app_.clock().now()); });
    return told;
  };
  for (const char* path : {"/p/00000000000000000000000PR9", k_path.c_str(), k_path.c_str()}) {
    EXPECT_EQ(app_.get("r02", path).status, 404);
  }
  EXPECT_EQ(app_.submit("r02", k_path + "/accept", k_version_1).status, 404);
  EXPECT_EQ(app_.get("r01", k_path).status, 200);
  EXPECT_EQ(app_.get("r01", k_path + "?version=9").status, 404) << "one's own is no stranger's";
  EXPECT_EQ(app_.count("inward"), 0) << "whoever asks waits for nothing";
  EXPECT_EQ(app_.count("product_attempt"), 3) << "what exists and what does not leave the same";
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(app_.get("r02", k_path).status, 404);
  EXPECT_EQ(tell(), 0) << "once for each product, person and day";
  const auto waiting = world_.waiting();
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting.front().kind, InwardKind::product_strayed);
  const auto stray = packages::decode_product_stray(waiting.front().body);
  ASSERT_TRUE(stray.has_value());
  EXPECT_EQ(stray->product, product().id);
  EXPECT_EQ(stray->person, StaffId::trusted("r02"));
  app_.clock().advance(Duration::days(1));  // and they have signed in anew
  app_.database().write([&](db::Transaction& tx) {
    noticed(tx, {.at = app_.clock().now(),
                 .kind = "product.read",
                 .person = StaffId::trusted("r02"),
                 .agency = AgencyId::trusted("ehteam"),
                 .objects = {product().id.text()},
                 .notes = {"not_yours"}});
  });
  EXPECT_EQ(tell(), 1) << "and again on another day";
  app_.clock().advance(Duration::days(3));
  EXPECT_EQ(tell(), 0);
  EXPECT_EQ(app_.count("product_attempt"), 0) << "the gate forgets";
}

TEST_P(InboxTest, D17_whoever_tries_many_links_floods_nobody) {
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(1000 + i);
    EXPECT_EQ(app_.get("r02", "/p/0000000000000000000000" + number).status, 404);
  }
  EXPECT_EQ(app_.count("product_attempt"), 50);
}

TEST_P(InboxTest, ReadingIsSaidOnceForEachPerson) {
  EXPECT_EQ(app_.submit("r01", k_path + "/read", k_version_1).location, k_path);
  EXPECT_EQ(app_.submit("r01", k_path + "/read", k_version_1).location, k_path);
  const auto act = only(InwardKind::product_read);
  EXPECT_EQ(act.product, product().id);
  EXPECT_EQ(act.person.text(), "r01");
  EXPECT_EQ(act.agency.text(), "assess");
  EXPECT_TRUE(act.reason_box.empty());
  EXPECT_EQ(state(), "Read");
  EXPECT_THAT(app_.page("r06", k_path).body,
              HasSubstr("Read by Paul Stanforth, Team manager, 24 November 2026 at 9:00am"));
  EXPECT_EQ(app_.submit("r06", k_path + "/read", k_version_1).location, k_path);
  EXPECT_EQ(world_.waiting().size(), 2U);
}

TEST_P(InboxTest, AcceptingReachesTheHubOnce) {
  const Form form = {{"version", "1"}, {"idempotency_key", "one"}};
  EXPECT_EQ(app_.submit("r01", k_path + "/accept", form).location, k_path);
  EXPECT_EQ(app_.submit("r01", k_path + "/accept", form).location, k_path);
  EXPECT_EQ(app_.submit("r01", k_path + "/accept", k_version_1).location, k_path);
  EXPECT_EQ(only(InwardKind::product_accepted).version, 1);
  EXPECT_EQ(state(), "Accepted");
  const auto page = app_.page("r01", k_path);
  EXPECT_THAT(page.body, HasSubstr("<strong>Accepted</strong> by Paul Stanforth"));
  EXPECT_THAT(page.body, Not(HasSubstr("I accept")));
  EXPECT_NE(app_.get("r01", "/products").json()["done"], json::Value(false));
}

TEST_P(InboxTest, RejectingNeedsAReasonThatOnlyTheHubReads) {
  const auto again = app_.submit("r01", k_path + "/reject", k_version_1);
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(again.body, HasSubstr("Enter why it is not for you"));
  EXPECT_THAT(again.body, HasSubstr("See the plantedchildren")) << "the page is shown again";
  EXPECT_EQ(app_.count("inward"), 0);
  const Form form = {{"version", "1"}, {"reason", "They moved, plantedreason"}};
  EXPECT_EQ(app_.submit("r01", k_path + "/reject", form).location, k_path);
  const auto act = only(InwardKind::product_rejected);
  EXPECT_EQ(to_text(*crypto::box_open(world_.hub_secret, act.reason_box)),
            "They moved, plantedreason");
  EXPECT_EQ(state(), "Sent back");
}

TEST_P(InboxTest, TheFirstAnswerStandsForTheAgency) {
  app_.submit("r01", k_path + "/accept", k_version_1);
  const Form form = {{"version", "1"}, {"reason", "Not here, plantedreason"}};
  const auto second = app_.submit("r06", k_path + "/reject", form);
  EXPECT_EQ(second.status, 409);
  EXPECT_THAT(second.body, HasSubstr("Your agency has answered already"));
  EXPECT_THAT(second.body, HasSubstr("<strong>Accepted</strong> by Paul Stanforth"));
  const auto third = app_.submit("r06", k_path + "/accept", k_version_1);
  EXPECT_EQ(third.status, 409) << "they did not accept it: Paul did";
  only(InwardKind::product_accepted);
}

TEST_P(InboxTest, OfTwoAtTheSameTimeOneWins) {
  app_.get("r01", "/products");
  app_.get("r06", "/products");
  int accepted = 0;
  int rejected = 0;
  std::thread one([&] { accepted = app_.submit("r01", k_path + "/accept", k_version_1).status; });
  std::thread two([&] {
    rejected = app_.submit("r06", k_path + "/reject", {{"version", "1"}, {"reason", "No"}}).status;
  });
  one.join();
  two.join();
  EXPECT_EQ(std::min(accepted, rejected), 303);
  EXPECT_EQ(std::max(accepted, rejected), 409);
  EXPECT_EQ(app_.count("inward"), 1);
  EXPECT_EQ(app_.count("product_act"), 1);
}

TEST_P(InboxTest, ANewerVersionTakesThePlace) {
  auto newer = product(2);
  newer.asked = "See them tonight";
  newer.supersedes = "Replaces version 1.";
  ASSERT_EQ(world_.deliver(newer), "");
  EXPECT_EQ(app_.get("r01", k_path).json().text("asked"), "See them tonight");
  const auto old = app_.page("r01", k_path + "?version=1");
  EXPECT_EQ(old.status, 200);
  EXPECT_THAT(old.body, HasSubstr("Replaced by version 2"));
  EXPECT_THAT(old.body, HasSubstr("href=\"" + k_path + "\""));
  EXPECT_THAT(old.body, Not(HasSubstr("I accept")));
  const auto late = app_.submit("r01", k_path + "/accept", k_version_1);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("A newer version has come"));
  EXPECT_THAT(late.body, HasSubstr("See them tonight"));
  EXPECT_EQ(app_.submit("r01", k_path + "/accept", {{"version", "2"}}).location, k_path);
  EXPECT_EQ(only(InwardKind::product_accepted).version, 2);
}

// D05: at the recipient.
TEST_P(InboxTest, WhatWasTakenBackCannotBeRead) {
  ASSERT_EQ(world_.deliver(withdrawal(1)), "");
  const auto page = app_.page("r01", k_path);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("An agency plantedwithdrew it"));
  EXPECT_THAT(page.body, HasSubstr("I have seen this"));
  const auto json = app_.get("r01", k_path);
  for (const char* words : {"plantedchildren", "plantedfact", "Plantedname", "plantedwhy"}) {
    EXPECT_THAT(page.body, Not(HasSubstr(words)));
    EXPECT_THAT(json.body, Not(HasSubstr(words)));
  }
  const auto late = app_.submit("r01", k_path + "/accept", k_version_1);
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("has withdrawn this meanwhile"));
  EXPECT_EQ(app_.submit("r07", k_path + "/accept", k_version_1).status, 404);
  EXPECT_EQ(app_.get("r02", k_path).status, 404);
  EXPECT_EQ(app_.submit("r01", k_path + "/seen", k_version_1).location, k_path);
  EXPECT_EQ(app_.submit("r01", k_path + "/seen", k_version_1).location, k_path);
  only(InwardKind::withdrawal_seen);
  EXPECT_EQ(state(), "Taken back, seen");
}

TEST_P(InboxTest, ThereIsNothingToSeeBeforeAWithdrawal) {
  EXPECT_EQ(app_.submit("r01", k_path + "/seen", k_version_1).status, 404);
  EXPECT_EQ(app_.count("inward"), 0);
}

TEST_P(InboxTest, ThePageSaysThatTheHubIsAway) {
  EXPECT_THAT(app_.page("r01", k_path).body, HasSubstr("not in touch"));
  world_.waiting();
  EXPECT_THAT(app_.page("r01", k_path).body, Not(HasSubstr("not in touch")));
  EXPECT_THAT(app_.page("r01", "/products").body, Not(HasSubstr("not in touch")));
  app_.clock().advance(Duration::minutes(3));
  EXPECT_THAT(app_.page("r01", "/products").body, HasSubstr("not in touch"));
}

TEST_P(InboxTest, NobodysWordsStandInClear) {
  app_.submit("r01", k_path + "/reject", {{"version", "1"}, {"reason", "A plantedreason"}});
  ASSERT_EQ(world_.deliver(withdrawal(1)), "");
  EXPECT_TRUE(app_.is_stored("7KQ4-XM2P-M")) << "it is the right place to look";
  for (const std::string& words : k_planted) EXPECT_FALSE(app_.is_stored(words)) << words;
}

INSTANTIATE_TEST_SUITE_P(Engines, InboxTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::inbox
