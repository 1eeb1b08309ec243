// SPDX-License-Identifier: MIT
// Goal: what earlier systems that exchange between authorities are known to have failed in does not
// happen between these hubs. X01 to X15 of docs/scenarios.md, which says where each was seen; those
// of them that have no test here have nothing to be tested yet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hubs_for_tests.h"
#include "mash/base/id.h"
#include "mash/exchange/link.h"
#include "mash/json/value.h"
#include "mash/responsibility/chain.h"
#include "places_for_tests.h"

namespace mash::cross_hub {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> k_two = {"ashby", "barnfield"};
const std::vector<std::string> k_three = {"ashby", "barnfield", "cotley"};

// What one hub has of another, as that one's gate would bring it; signed by `key`.
std::string account(const std::string& from, const std::string& to, const crypto::SigningKey& key,
                    std::int64_t number = 0) {
  exchange::Receipt receipt{.from = from, .to = to, .line = 1, .number = number};
  receipt.wants = number == 0;
  receipt.at = UtcTime{1'800'000'000'000'000};
  return encode(exchange::signed_by(key, receipt));
}

// The next word of a hub, which says this; not signed.
exchange::Word unsigned_word(Place& from, const std::string& to, const crypto::PublicKey& box,
                             const std::string& kind, const json::Value& said,
                             exchange::Sending& sending) {
  support::SeededRandom random(static_cast<std::uint64_t>(sending.next));
  exchange::Word word{.id = new_id_text(random), .from = from.id(), .to = to};
  word.at = from.hub().clock().now();
  word.kind = kind;
  word = sealed_to(box, std::move(word), Sensitive(json::encode(said)), random);
  return next_word(sending, std::move(word));
}
exchange::Word word_of(Place& from, Place& to, const std::string& kind, const json::Value& said,
                       exchange::Sending& sending) {
  return signed_by(from.sign(), unsigned_word(from, to.id(), to.box(), kind, said, sending));
}

json::Value letter_words(const std::string& subject) {
  return json::Object{{"from", "A manager"},
                      {"for_whom", "The duty manager"},
                      {"subject", subject},
                      {"words", "May we talk?"},
                      {"answer_by", ""}};
}

class CrossHub : public testing::Test {
 protected:
  Place& ashby() { return hubs_.at("ashby"); }
  Place& barnfield() { return hubs_.at("barnfield"); }
  Place& cotley() { return hubs_.at("cotley"); }

  Places hubs_;
};

// X01: that the other gate has it, or that somebody else says so, is not delivery.
TEST_F(CrossHub, X01_delivered_is_what_the_other_hub_has_signed_for) {
  hubs_.agree(k_three);
  ASSERT_EQ(ashby().write("barnfield", "Monday").status, 200);
  hubs_.to_gates();
  EXPECT_EQ(hubs_.between_gates(), 1);
  EXPECT_EQ(barnfield().at_gate("inward"), 1) << "at their door";
  EXPECT_EQ(ashby().state("Monday"), "Not delivered yet");
  ashby().take(as_bytes(account("barnfield", "ashby", cotley().sign(), 1)));
  EXPECT_EQ(ashby().state("Monday"), "Not delivered yet") << "signed by another";
  const auto told = ashby().hub().count("alert");
  hubs_.later(Duration::minutes(peers::built_in_peers_policy().receipt_within_minutes));
  EXPECT_EQ(ashby().state("Monday"), "NOT DELIVERED: ring them");
  EXPECT_EQ(ashby().standing_of("barnfield").number("overdue"), 1);
  EXPECT_GT(ashby().hub().count("alert"), told) << "managers are told";
  hubs_.talk();
  EXPECT_THAT(ashby().state("Monday"), HasSubstr("Delivered"));
  EXPECT_EQ(ashby().standing_of("barnfield").number("overdue"), 0);
}

// X02: of what was added to a letter later, all is there or is listed as not delivered.
TEST_F(CrossHub, X02_what_is_added_later_arrives_or_is_listed) {
  hubs_.agree(k_two);
  ashby().write("barnfield", "Monday");
  hubs_.talk();
  ASSERT_EQ(barnfield().reply("Monday", "Ring me at ten.").status, 200);
  hubs_.talk();
  hubs_.cut.insert({"barnfield", "ashby"});
  ASSERT_EQ(barnfield().reply("Monday", "No, at eleven.").status, 200);
  hubs_.talk();
  hubs_.later(Duration::hours(1));
  const auto page = [](Place& place) {
    return place.hub().page(k_manager, place.letter("Monday").text("href")).body;
  };
  EXPECT_EQ(barnfield().standing_of("ashby").number("overdue"), 1);
  EXPECT_THAT(page(barnfield()), HasSubstr("NOT DELIVERED: ring them"));
  EXPECT_THAT(page(ashby()), Not(HasSubstr("No, at eleven.")));
  hubs_.cut.clear();
  hubs_.talk();
  EXPECT_THAT(page(ashby()), HasSubstr("No, at eleven."));
  EXPECT_THAT(page(barnfield()), Not(HasSubstr("NOT DELIVERED")));
  EXPECT_EQ(barnfield().standing_of("ashby").number("waiting"), 0);
}

// X03: whoever asks for what is not theirs gets the same nothing as where there is nothing.
TEST_F(CrossHub, X03_whoever_is_not_concerned_cannot_pull) {
  hubs_.agree(k_three);
  ashby().write("barnfield", "Monday");
  hubs_.talk();
  // Another hub, one that is not of this directory, and one under a false name ask for it again.
  auto& stranger = hubs_.at("dunmere");
  ashby().take(as_bytes(account("dunmere", "ashby", stranger.sign())));
  ashby().take(as_bytes(account("barnfield", "ashby", cotley().sign())));
  ashby().take(as_bytes(account("cotley", "ashby", cotley().sign())));
  hubs_.to_gates();
  EXPECT_EQ(ashby().at_gate("relay_waiting"), 0);
  // Nor do the pages of a hub tell whoever has nothing to do with them whether there is a letter.
  const auto letter = ashby().letter("Monday").text("href");
  const auto there = ashby().hub().get(k_police, letter);
  const auto absent = ashby().hub().get(k_police, "/hubs/letters/01ARZ3NDEKTSV4RRFFQ69G5FAV");
  EXPECT_EQ(there.status, 404);
  EXPECT_EQ(absent.status, 404);
  EXPECT_EQ(there.body, absent.body);
  EXPECT_EQ(there.headers, absent.headers);
}

// X05: what another hub may do here is to bring words. They are taken without a person, and no
// word changes whom a hub talks to or what it holds.
TEST_F(CrossHub, X05_another_hub_can_bring_words_and_nothing_else) {
  hubs_.agree(k_two);
  for (const char* method : {"GET", "POST", "PUT", "DELETE"}) {
    for (const char* path : {"/", "/sign-in", "/notify", "/inbox", "/api/v1/notifications",
                             "/door/inward", "/door/outward", "/relay", "/relay/words/1"}) {
      http::Request request;
      request.method = method;
      request.path = path;
      request.client_fingerprint = ashby().certificate();
      EXPECT_EQ(barnfield().relay()(request).status, 404) << method << " " << path;
    }
  }
  std::int64_t number = 0;
  exchange::Sending sending;
  for (const char* kind : {"directory", "allow", "account", "release"}) {
    const auto word = word_of(ashby(), barnfield(), kind, json::Object{{"hub", "cotley"}}, sending);
    barnfield().take(as_bytes(encode(word)));
    EXPECT_EQ(barnfield().hub().count("hub_word_in where kind = 'unknown'"), ++number) << kind;
  }
  EXPECT_EQ(barnfield().hub().count("hub_directory"), 1);
  EXPECT_EQ(barnfield().hub().count("peer where allowed = 1"), 1);
  EXPECT_TRUE(barnfield().letters().empty());
}

// X06: whoever joins late gets what is for it, all of it, in order, and nothing of before.
TEST_F(CrossHub, X06_whoever_joins_late_has_what_is_for_it_and_no_more) {
  hubs_.agree(k_two);
  ashby().write("barnfield", "Of before");
  hubs_.talk();
  const auto four = hubs_.directory_of({"ashby", "barnfield", "cotley", "dunmere"}, 2);
  for (const char* id : {"ashby", "barnfield", "cotley"}) hubs_.take(id, four);
  ashby().allow("dunmere");
  for (const char* subject : {"First", "Second"}) {
    ASSERT_EQ(ashby().write("dunmere", subject).status, 200);
  }
  hubs_.talk();
  auto& late = hubs_.at("dunmere");
  EXPECT_TRUE(late.letters().empty()) << "it has not taken the directory";
  hubs_.take("dunmere", four);
  late.allow("ashby");
  hubs_.talk();
  hubs_.later(Duration::hours(2));
  hubs_.talk();
  EXPECT_EQ(late.letters().size(), 2U);
  EXPECT_EQ(late.count("First"), 1U);
  EXPECT_EQ(late.count("Second"), 1U);
  EXPECT_THAT(ashby().state("Second"), HasSubstr("Delivered"));
}

// X07: nothing that a hub receives depends on who else was written to.
TEST_F(CrossHub, X07_recipients_do_not_see_each_other) {
  const auto received = [](bool others_too) {
    Places hubs;
    hubs.agree(k_three);
    if (others_too) hubs.at("ashby").write("cotley", "Monday");
    hubs.at("ashby").write("barnfield", "Monday");
    hubs.to_gates();
    hubs.between_gates();
    Place& to = hubs.at("barnfield");
    to.collect();
    std::vector<std::string> out;
    to.act([&](pipeline::Context& c) {
      const auto rows = c.tx.query(
          "select line, number, kind, answer_by, length(sealed)"
          " from hub_word_in where about = id");
      for (const std::size_t i : {0U, 1U, 4U}) {
        out.push_back(std::to_string(rows.front().integer(i)));
      }
      for (const std::size_t i : {2U, 3U}) out.push_back(rows.front().text(i));
      out.push_back(std::to_string(rows.size()));
    });
    const auto page = to.hub().page(k_manager, to.letter("Monday").text("href"));
    EXPECT_THAT(page.body, Not(HasSubstr("cotley")));
    return out;
  };
  EXPECT_EQ(received(false), received(true));
}

// X08: one by one, whoever writes chooses who is to have it.
TEST_F(CrossHub, X08_any_set_of_hubs_can_be_written_to) {
  hubs_.agree(k_three);
  for (int set = 1; set < 4; ++set) {
    const std::string subject = "To set " + std::to_string(set);
    if ((set & 1) != 0) ashby().write("barnfield", subject);
    if ((set & 2) != 0) ashby().write("cotley", subject);
    hubs_.talk();
    EXPECT_EQ(barnfield().count(subject), (set & 1) != 0 ? 1U : 0U);
    EXPECT_EQ(cotley().count(subject), (set & 2) != 0 ? 1U : 0U);
  }
}

// X09: who it is from is who has signed it, whatever a field, a gate or another hub says.
TEST_F(CrossHub, X09_a_hub_is_its_signature) {
  hubs_.agree(k_three);
  exchange::Sending sending;
  const auto forged =
      encode(signed_by(cotley().sign(), unsigned_word(ashby(), "barnfield", barnfield().box(),
                                                      "letter", letter_words("Forged"), sending)));
  // The gate of cotley does not get it in ...
  http::Request request;
  request.method = "POST";
  request.path = "/relay/words";
  request.client_fingerprint = cotley().certificate();
  request.body =
      json::encode(json::Object{{"messages", json::Array{json::Value(base64(as_bytes(forged)))}}});
  EXPECT_EQ(barnfield().relay()(request).status, 422);
  // ... and where barnfield's own gate was taken over its hub does not believe it.
  barnfield().take(as_bytes(forged));
  // What ashby has signed for cotley is not for barnfield.
  sending = {};
  const auto for_cotley = unsigned_word(ashby(), "cotley", barnfield().box(), "letter",
                                        letter_words("Passed on"), sending);
  barnfield().take(as_bytes(encode(signed_by(ashby().sign(), for_cotley))));
  EXPECT_TRUE(barnfield().letters().empty());
  sending = {};
  barnfield().take(
      as_bytes(encode(word_of(ashby(), barnfield(), "letter", letter_words("Real"), sending))));
  EXPECT_EQ(barnfield().count("Real"), 1U) << "its own is believed";
}

// X11: nothing that a hub writes gives a child back or takes it, but the chain that the responsible
// hub writes on the other's acceptance.
TEST(CrossHubDuty, X11_who_is_responsible_changes_by_the_chain_alone) {
  using responsibility::Chain;
  using responsibility::Writer;
  const auto key = [](const std::string& id) { return exchange::signing_key(id); };
  const responsibility::KeyOf key_of = [&](const std::string& id) {
    return std::optional(key(id).public_key());
  };
  const std::string a = "ashby";
  const std::string b = "barnfield";
  const std::string c = "cotley";
  const crypto::SigningKey key_a = key(a);
  const crypto::SigningKey key_b = key(b);
  const crypto::SigningKey key_c = key(c);
  Chain at_a = Chain::begin("child", {a, key_a, exchange::k_now});
  const Chain old = at_a;
  Chain at_b = *Chain::from(at_a.entries().front(), key_of);
  ASSERT_TRUE(at_b.add(*at_a.offer({a, key_a, exchange::k_now}, b), key_of));
  ASSERT_TRUE(at_a.note(*at_b.accept({b, key_b, exchange::k_now}, "u03"), key_of));
  EXPECT_EQ(at_a.responsible(), a) << "an acceptance alone moves nothing";
  ASSERT_TRUE(at_b.add(*at_a.transfer({a, key_a, exchange::k_now}, b), key_of));
  EXPECT_EQ(at_a.responsible(), b);
  // Whoever had it edits what it still has, also from an old copy; another hub claims it.
  EXPECT_FALSE(at_a.keep({a, key_a, exchange::k_now}));
  EXPECT_FALSE(at_a.offer({a, key_a, exchange::k_now}, c));
  Chain restored = old;
  EXPECT_FALSE(at_b.add(*restored.keep({a, key_a, exchange::k_now}), key_of));
  Chain at_c = at_b;
  EXPECT_FALSE(at_c.transfer({c, key_c, exchange::k_now}, c));
  EXPECT_FALSE(at_c.keep({c, key_c, exchange::k_now}));
  EXPECT_EQ(at_b.responsible(), b);
}

// X12: two who write at once are both heard, and nothing that was written changes.
TEST_F(CrossHub, X12_both_may_write_and_nothing_is_overwritten) {
  hubs_.agree(k_two);
  ashby().write("barnfield", "Monday");
  barnfield().write("ashby", "Monday");
  hubs_.talk();
  for (Place* place : {&ashby(), &barnfield()}) {
    EXPECT_EQ(place->count("Monday"), 2U) << "one of each";
  }
  ashby().write("barnfield", "Tuesday");
  hubs_.talk();
  const auto before = barnfield().hub().get(k_manager, barnfield().letter("Tuesday").text("href"));
  barnfield().reply("Tuesday", "One answer.");
  barnfield().reply("Tuesday", "Another answer.");
  hubs_.talk();
  for (Place* place : {&ashby(), &barnfield()}) {
    const auto now = place->hub().get(k_manager, place->letter("Tuesday").text("href")).json();
    EXPECT_EQ(now.text("words"), before.json().text("words"));
    std::vector<std::string> replies;
    for (const auto& reply : *now["replies"].as_array()) replies.push_back(reply.text("words"));
    EXPECT_THAT(replies, testing::UnorderedElementsAre("One answer.", "Another answer."));
  }
}

// X14: what nobody could open is not sent; if it comes to that all the same, people are told.
TEST_F(CrossHub, X14_somebody_can_always_open_what_was_sent) {
  hubs_.agree(k_three);
  // A hub does not take a directory in which another's key stands for its own.
  auto wrong = hubs_.directory_of(k_three, 2);
  wrong.directory.hubs.at(1).box = cotley().box();
  wrong.signatures.clear();
  for (const auto& id : k_three) exchange::sign(wrong, id, hubs_.at(id).sign());
  EXPECT_FALSE(barnfield().take_directory(encode(wrong), ""));
  // Nobody writes to a hub whose keys are revoked.
  hubs_.take("ashby", wrong);
  auto revoked = hubs_.directory_of(k_three, 3);
  revoked.directory.hubs.at(2).revoked = ashby().hub().clock().now();
  revoked.signatures.clear();
  for (const char* id : {"ashby", "barnfield"}) exchange::sign(revoked, id, hubs_.at(id).sign());
  ASSERT_EQ(ashby().write("barnfield", "Sealed to another's key").status, 200);
  hubs_.talk();
  EXPECT_EQ(barnfield().count("Sealed to another's key"), 0U);
  const auto state = ashby().state("Sealed to another's key");
  EXPECT_EQ(state, "NOT UNDERSTOOD: ring them");
  EXPECT_THAT(
      ashby().hub().page(k_manager, ashby().letter("Sealed to another's key").text("href")).body,
      HasSubstr("The other hub could not read it"));
  hubs_.take("ashby", revoked);
  const auto refused = ashby().write("cotley", "To a revoked key");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("cannot be written to now"));
  EXPECT_EQ(ashby().count("To a revoked key"), 0U);
}

// X01: a clock that runs ahead for a while and is put right delays neither words nor the alarm.
TEST_F(CrossHub, X01_a_clock_that_was_ahead_delays_nothing) {
  hubs_.agree(k_two);
  hubs_.cut.insert({"ashby", "barnfield"});
  ashby().hub().clock().advance(Duration::hours(24));
  ASSERT_EQ(ashby().write("barnfield", "Monday").status, 200);
  ashby().round();
  hubs_.talk();
  ashby().hub().clock().advance(Duration::hours(-24));
  const auto told = ashby().hub().count("alert");
  const auto& again_after = peers::built_in_peers_policy().again_after_minutes;
  for (std::size_t i = 1; i < again_after.size(); ++i) {
    EXPECT_GT(ashby().round(), 0) << "sent again";
    ashby().hub().clock().advance(Duration::minutes(again_after.at(i)));
  }
  ashby().round();
  EXPECT_GT(ashby().hub().count("alert"), told) << "managers are told";
  hubs_.cut.clear();
  hubs_.talk();
  EXPECT_EQ(barnfield().count("Monday"), 1U);
}

// X15: what was not agreed on is not taken: of whom one does not talk to, nor of a kind that one
// does not know.
TEST_F(CrossHub, X15_only_what_was_agreed_on_is_taken) {
  hubs_.agree(k_three);
  barnfield().allow("ashby", false);
  barnfield().deliver_to_gate();
  ashby().write("barnfield", "Unasked");
  hubs_.talk();
  EXPECT_TRUE(barnfield().letters().empty());
  EXPECT_EQ(barnfield().at_gate("inward"), 0) << "its gate turns it away";
  EXPECT_EQ(ashby().state("Unasked"), "Not delivered yet");
  exchange::Sending sending;
  const auto pushed =
      encode(word_of(cotley(), barnfield(), "case", json::Object{{"letter", "x"}}, sending));
  const auto alerts = barnfield().hub().count("alert");
  barnfield().take(as_bytes(pushed));
  EXPECT_TRUE(barnfield().letters().empty());
  EXPECT_EQ(barnfield().hub().count("hub_word_in where kind = 'unknown'"), 1);
  EXPECT_EQ(barnfield().hub().count("alert"), alerts);
  EXPECT_EQ(barnfield().hub().count("hub_word_out where kind = 'not-understood'"), 1)
      << "and the other is told";
}

}  // namespace
}  // namespace mash::cross_hub
