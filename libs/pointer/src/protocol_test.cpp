// SPDX-License-Identifier: MIT
// Goal: a hub that knows a child says so to one that may ask, one that does not learns nothing, and
// whoever lies gains nothing and is not believed.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "mash/crypto/random_from.h"
#include "mash/json/value.h"
#include "mash/pointer/desk.h"
#include "mash/pointer/enquiry.h"

namespace mash::pointer {
namespace {

using crypto::Key;

Key key(std::uint8_t number) {
  const Bytes bytes(32, number);
  return *Key::from(bytes);
}

const Details k_amira = {.given_names = "Amira Noor",
                         .surname = "Haddad",
                         .birth = "2015-04-03",
                         .nhs_number = "999 000 0018",
                         .postcodes = {"N1 5AA"},
                         .carers = {{"Leila", "Haddad", "1986-02-11"}}};
const Details k_stranger = {.given_names = "Oluwaseun",
                            .surname = "Zbigniewski",
                            .birth = "2011-12-30",
                            .postcodes = {"SW19 3QQ"}};
const Purpose k_purpose = {.user = "Ruth Oyelaran",
                           .agency = "Children's services",
                           .reason = "contact",
                           .reference = "q7mzk2"};

Normal child(const Details& details) {
  return normal(details, linkage::fold_latin);
}

// A hub: its register, its key, what it has logged.
class Hub {
 public:
  Hub(std::uint8_t number, const std::vector<Normal>& children, Policy policy = built_in_policy(),
      const Epoch& epoch = "2026-4")
      : policy_(std::move(policy)), random_(key(static_cast<std::uint8_t>(number + 100))) {
    const auto own = key_of_epoch(key(number), epoch);
    for (std::size_t i = 0; i < children.size(); ++i) {
      known_.add(static_cast<Child>(i), children[i]);
    }
    known_.close([&](const Token& t) { return tag_of(own, t); });
    desk_.emplace(key(number), epoch, 1, known_, policy_);
  }
  Hub(const Hub&) = delete;

  [[nodiscard]] const List& list() const { return desk_->list(); }
  Word hear(const std::string& from, const Word& word) {
    if (const auto* ask = std::get_if<Ask>(&word)) return evaluate(from, *ask);
    const auto& hits = std::get<Confirm>(word);
    const auto answer = desk_->answer(hits, log_.at({from, hits.id}));
    return answer ? Word(*answer) : Word(Refused{.id = hits.id});
  }
  [[nodiscard]] std::size_t logged() const { return log_.size(); }
  [[nodiscard]] const Logged& log(const std::string& from, const EnquiryId& id) const {
    return log_.at({from, id});
  }
  [[nodiscard]] const Desk& desk() const { return *desk_; }

 private:
  Word evaluate(const std::string& from, const Ask& ask) {
    Before before;
    for (const auto& [at, entry] : log_) {
      if (at.first != from || entry.refused) continue;
      ++before.of_hub;
      before.of_user += entry.purpose.user == ask.purpose.user ? 1 : 0;
    }
    const auto found = log_.find({from, ask.id});
    if (found != log_.end()) before.same_id = found->second;
    const auto done = desk_->evaluate(ask, before, random_);
    if (found == log_.end()) log_[{from, ask.id}] = done.log;
    return done.word;
  }

  Policy policy_;
  Register known_;
  crypto::RandomFrom random_;
  std::optional<Desk> desk_;
  std::map<std::pair<std::string, EnquiryId>, Logged> log_;
};

Enquiry enquiry(const Details& details, std::uint8_t seed = 1) {
  const Normal c = child(details);
  const auto batch = built_in_policy().batch;
  return *Enquiry::begin(key(seed), tokens_to_ask(c, batch), known_fields(c), batch);
}

// What goes over the wire, and what the asker is left with.
struct Talk {
  std::vector<std::string> words;
  std::optional<Says> says;  // nothing: no answer that counts
};

Word sent(Talk& talk, const Word& word) {
  talk.words.push_back(encode(word));
  return *decode(talk.words.back());
}

Talk talk(const Enquiry& e, Hub& hub, const Purpose& purpose = k_purpose) {
  Talk out;
  const Word back =
      sent(out, hub.hear("barnfield", sent(out, e.ask("h", hub.list().epoch, purpose))));
  const auto* evaluated = std::get_if<Evaluated>(&back);
  if (evaluated == nullptr) return out;
  const auto heard = e.hear("h", hub.list(), *evaluated);
  if (!heard) return out;
  const auto* hits = std::get_if<Confirm>(&*heard);
  if (hits == nullptr) {
    out.says = Says::not_known;
    return out;
  }
  const Word last = sent(out, hub.hear("barnfield", sent(out, *hits)));
  if (const auto* answer = std::get_if<Answer>(&last)) out.says = answer->says;
  return out;
}

std::vector<Normal> crowd_with(const std::vector<Normal>& children) {
  std::vector<Normal> out = children;
  for (int i = 0; i < 40; ++i) {
    const std::string letter(1, static_cast<char>('b' + i % 20));
    out.push_back(child({.given_names = "Given" + letter,
                         .surname = "Family" + letter + letter,
                         .birth = std::to_string(2008 + i % 17) + "-05-1" + std::to_string(i % 10),
                         .postcodes = {"N2" + std::to_string(i % 9) + " 4AB"}}));
  }
  return out;
}

TEST(Protocol, says_known_of_who_is_known_and_nothing_of_who_is_not) {
  Hub hub(1, crowd_with({child(k_amira)}));
  EXPECT_EQ(talk(enquiry(k_amira), hub).says, Says::known);
  const auto stranger = talk(enquiry(k_stranger, 2), hub);
  EXPECT_EQ(stranger.says, Says::not_known);
  EXPECT_EQ(stranger.words.size(), 2U) << "a miss was sent";
}

TEST(Protocol, a_spelling_is_known_and_a_twin_is_asked_about) {
  Hub hub(1, crowd_with({child(k_amira)}));
  Details spelt = k_amira;
  spelt.given_names = "Ameera";
  spelt.nhs_number.clear();
  EXPECT_EQ(talk(enquiry(spelt), hub).says, Says::known);
  Details twin = spelt;
  twin.given_names = "Yusuf";
  EXPECT_EQ(talk(enquiry(twin, 2), hub).says, Says::ask);
}

// Two worlds that differ in whether the hub knows the child: all that travels has the same sizes
// up to the hits, which only a hub that was hit is sent.
TEST(Protocol, sizes_say_nothing) {
  Hub knows(1, crowd_with({child(k_amira)}));
  Hub does_not(1, crowd_with({}));
  const auto one = talk(enquiry(k_amira), knows);
  const auto other = talk(enquiry(k_amira), does_not);
  const auto third = talk(enquiry(k_stranger, 3), knows);
  Details little = {.nhs_number = "9990000018"};
  const auto fourth = talk(enquiry(little, 4), knows);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(one.words.at(i).size(), other.words.at(i).size());
    EXPECT_EQ(one.words.at(i).size(), third.words.at(i).size());
    EXPECT_EQ(one.words.at(i).size(), fourth.words.at(i).size());
  }
  ASSERT_EQ(one.words.size(), 4U);
  ASSERT_EQ(fourth.words.size(), 4U);
  EXPECT_EQ(one.words[2].size(), fourth.words[2].size()) << "the number of hits shows";
  EXPECT_EQ(knows.list().filter.size(), does_not.list().filter.size());
  EXPECT_EQ(encode(Answer{.id = std::string(32, '0'), .says = Says::known}).size(),
            encode(Answer{.id = std::string(32, '0'), .says = Says::not_known}).size());
}

TEST(Protocol, no_word_holds_a_token_and_two_hubs_are_told_nothing_in_common) {
  Hub hub(1, crowd_with({child(k_amira)}));
  const Enquiry e = enquiry(k_amira);
  for (const auto& word : talk(e, hub).words) {
    EXPECT_EQ(word.find("pointer 1|"), std::string::npos);
    EXPECT_EQ(word.find("999"), std::string::npos) << "a number by chance, or by mistake";
  }
  const Ask one = e.ask("h", hub.list().epoch, k_purpose);
  const Ask other = e.ask("another", hub.list().epoch, k_purpose);
  EXPECT_NE(one.id, other.id);
  EXPECT_NE(one.commitment, other.commitment);
  for (const auto& element : one.elements) {
    EXPECT_EQ(std::ranges::find(other.elements, element), other.elements.end());
  }
}

TEST(Protocol, a_killed_hub_goes_on_with_the_same_enquiry) {
  Hub hub(1, crowd_with({child(k_amira)}));
  const Word first = hub.hear("barnfield", enquiry(k_amira).ask("h", hub.list().epoch, k_purpose));
  // Made again from the seed and the tokens, it reads what came for the first.
  const Enquiry again = enquiry(k_amira);
  const auto heard = again.hear("h", hub.list(), std::get<Evaluated>(first));
  ASSERT_TRUE(heard);
  EXPECT_TRUE(std::holds_alternative<Confirm>(*heard));
  EXPECT_EQ(again.ask("h", hub.list().epoch, k_purpose),
            enquiry(k_amira).ask("h", hub.list().epoch, k_purpose));
  EXPECT_NE(enquiry(k_amira, 9).ask("h", hub.list().epoch, k_purpose).elements,
            again.ask("h", hub.list().epoch, k_purpose).elements);
}

TEST(Protocol, a_child_known_through_sealed_items_alone_is_as_a_twin) {
  Hub sealed(1, crowd_with({uncertain_part(child(k_amira))}));
  Details brother = k_amira;
  brother.given_names = "Yusuf";
  brother.nhs_number.clear();
  Hub twin(1, crowd_with({child(brother)}));
  const Enquiry e = enquiry(k_amira);
  EXPECT_EQ(talk(e, sealed).says, Says::ask);
  EXPECT_EQ(talk(e, twin).says, Says::ask);
  // Nor does the list tell more: the same of the asked tokens are in it.
  const auto hits = [&](Hub& hub) {
    const auto evaluated =
        std::get<Evaluated>(hub.hear("barnfield", e.ask("h", hub.list().epoch, k_purpose)));
    const auto heard = *e.hear("h", hub.list(), evaluated);
    const Confirm all = std::get<Confirm>(heard);
    return std::ranges::count_if(all.tags,
                                 [&](const Tag& t) { return hub.list().filter.may_hold(t); });
  };
  EXPECT_EQ(hits(sealed), hits(twin));
}

TEST(Protocol, an_answer_under_another_key_is_none) {
  Hub hub(1, crowd_with({child(k_amira)}));
  Hub other(2, crowd_with({child(k_amira)}));
  const Enquiry e = enquiry(k_amira);
  const Ask ask = e.ask("h", hub.list().epoch, k_purpose);
  EXPECT_FALSE(e.hear("h", hub.list(), std::get<Evaluated>(other.hear("barnfield", ask))));
}

TEST(Protocol, a_lying_hub_is_not_believed) {
  Hub hub(1, crowd_with({child(k_amira)}));
  const Enquiry e = enquiry(k_amira);
  const auto good =
      std::get<Evaluated>(hub.hear("barnfield", e.ask("h", hub.list().epoch, k_purpose)));
  ASSERT_TRUE(e.hear("h", hub.list(), good));

  Evaluated swapped = good;
  std::swap(swapped.batch.elements[0], swapped.batch.elements[1]);
  EXPECT_FALSE(e.hear("h", hub.list(), swapped));
  Evaluated fewer = good;
  fewer.batch.elements.pop_back();
  EXPECT_FALSE(e.hear("h", hub.list(), fewer));
  Evaluated forged = good;
  forged.batch.proof[5] ^= 1U;
  EXPECT_FALSE(e.hear("h", hub.list(), forged));
  Evaluated elsewhere = good;
  elsewhere.id = std::string(32, 'a');
  EXPECT_FALSE(e.hear("h", hub.list(), elsewhere));
  // What it said to another enquiry about the same child.
  const Enquiry later = enquiry(k_amira, 2);
  Evaluated repeated = good;
  repeated.id = later.id("h", hub.list().epoch);
  EXPECT_FALSE(later.hear("h", hub.list(), repeated));
}

TEST(Protocol, refuses_another_epoch_another_size_and_a_reason_that_is_none) {
  Hub hub(1, crowd_with({child(k_amira)}));
  const Enquiry e = enquiry(k_amira);
  const auto why = [&](const Ask& ask) {
    const Word word = hub.hear("barnfield", ask);
    const auto* refused = std::get_if<Refused>(&word);
    return refused == nullptr ? std::optional<Why>() : refused->why;
  };
  Ask old = e.ask("h", hub.list().epoch, k_purpose);
  old.epoch = "2026-3";
  old.id = std::string(32, '1');
  EXPECT_EQ(why(old), Why::epoch);
  Ask few = e.ask("h", hub.list().epoch, k_purpose);
  few.elements.pop_back();
  few.id = std::string(32, '2');
  EXPECT_EQ(why(few), Why::size);
  Ask curious = e.ask("h", hub.list().epoch, k_purpose);
  curious.purpose.reason = "curious";
  curious.id = std::string(32, '3');
  EXPECT_EQ(why(curious), Why::reason);
  Ask broken = e.ask("h", hub.list().epoch, k_purpose);
  broken.elements.back().fill(0xff);
  broken.id = std::string(32, '4');
  EXPECT_EQ(why(broken), Why::element);
  EXPECT_EQ(why(e.ask("h", hub.list().epoch, k_purpose)), std::nullopt);
  EXPECT_EQ(hub.logged(), 5U) << "what is refused is kept as well";
}

TEST(Protocol, a_repeat_counts_once_and_another_enquiry_under_its_id_is_refused) {
  Policy policy = built_in_policy();
  policy.user_a_day = 1;
  Hub hub(1, crowd_with({child(k_amira)}), policy);
  const Ask ask = enquiry(k_amira).ask("h", hub.list().epoch, k_purpose);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(std::holds_alternative<Evaluated>(hub.hear("barnfield", ask)));
  }
  Ask other = enquiry(k_stranger, 2).ask("h", hub.list().epoch, k_purpose);
  other.id = ask.id;
  EXPECT_EQ(std::get<Refused>(hub.hear("barnfield", other)).why, Why::replay);
  EXPECT_EQ(hub.logged(), 1U);
}

TEST(Protocol, whoever_asks_too_often_is_refused_and_nobody_else) {
  Policy policy = built_in_policy();
  policy.user_a_day = 2;
  policy.hub_a_day = 3;
  Hub hub(1, crowd_with({child(k_amira)}), policy);
  const auto ask = [&](std::uint8_t seed, const std::string& user, const std::string& from) {
    Purpose purpose = k_purpose;
    purpose.user = user;
    return hub.hear(from, enquiry(k_amira, seed).ask("h", hub.list().epoch, purpose));
  };
  EXPECT_TRUE(std::holds_alternative<Evaluated>(ask(1, "Ruth", "barnfield")));
  EXPECT_TRUE(std::holds_alternative<Evaluated>(ask(2, "Ruth", "barnfield")));
  EXPECT_EQ(std::get<Refused>(ask(3, "Ruth", "barnfield")).why, Why::quota_user);
  EXPECT_TRUE(std::holds_alternative<Evaluated>(ask(4, "Tom", "barnfield")));
  EXPECT_EQ(std::get<Refused>(ask(5, "Ann", "barnfield")).why, Why::quota_hub);
  EXPECT_TRUE(std::holds_alternative<Evaluated>(ask(6, "Ruth", "ashmere")));
}

TEST(Protocol, answers_only_hits_of_what_it_has_evaluated) {
  Hub hub(1, crowd_with({child(k_amira)}));
  const Enquiry e = enquiry(k_amira);
  const Ask ask = e.ask("h", hub.list().epoch, k_purpose);
  const auto evaluated = std::get<Evaluated>(hub.hear("barnfield", ask));
  const auto heard = *e.hear("h", hub.list(), evaluated);
  const Confirm hits = std::get<Confirm>(heard);
  const Logged asked = hub.log("barnfield", ask.id);
  EXPECT_TRUE(hub.desk().answer(hits, asked));
  Logged refused = asked;
  refused.refused = Why::quota_user;
  EXPECT_FALSE(hub.desk().answer(hits, refused));
  Logged another = asked;
  another.id = std::string(32, 'b');
  EXPECT_FALSE(hub.desk().answer(hits, another));
  Logged older = asked;
  older.epoch = "2026-3";
  EXPECT_FALSE(hub.desk().answer(hits, older));
  Confirm more = hits;
  more.tags.insert(more.tags.end(), hits.tags.begin(), hits.tags.end());
  EXPECT_FALSE(hub.desk().answer(more, asked));
}

TEST(Protocol, an_auditor_sees_what_was_asked_and_nothing_else_opens) {
  Hub hub(1, crowd_with({}));
  const Enquiry e = enquiry(k_stranger);
  const Ask ask = e.ask("h", hub.list().epoch, k_purpose);
  hub.hear("barnfield", ask);
  const Logged log = hub.log("barnfield", ask.id);
  const auto batch = built_in_policy().batch;
  const auto opening = e.opening("h", hub.list().epoch);
  EXPECT_TRUE(opens(log.commitment, log.elements, batch, opening));

  auto other = opening;
  other.tokens = tokens_to_ask(child(k_amira), batch);
  EXPECT_FALSE(opens(log.commitment, log.elements, batch, other));
  auto fewer = opening;
  fewer.tokens.pop_back();
  EXPECT_FALSE(opens(log.commitment, log.elements, batch, fewer));
  EXPECT_FALSE(opens(log.commitment, log.elements, batch, e.opening("another", hub.list().epoch)));
  // A commitment to one child with the blinded tokens of another.
  const Ask aside = enquiry(k_amira).ask("h", hub.list().epoch, k_purpose);
  EXPECT_FALSE(opens(log.commitment, hash_of_elements(aside), batch, opening));
}

TEST(Protocol, a_child_of_whom_too_little_is_known_is_not_asked_for) {
  const Normal c = child({.given_names = "Amira"});
  const auto none = Enquiry::begin(key(1), tokens_to_ask(c, 24), known_fields(c), 24);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(none.error().message.find("Amira"), std::string::npos);
  EXPECT_FALSE(Enquiry::begin(key(1), tokens_to_ask(child(k_amira), 24), 0, 3));
}

TEST(Words, have_one_form) {
  Hub hub(1, crowd_with({child(k_amira)}));
  for (const auto& text : talk(enquiry(k_amira), hub).words) {
    EXPECT_EQ(encode(*decode(text)), text);
    EXPECT_FALSE(decode(text + " "));
    EXPECT_FALSE(decode(text.substr(0, text.size() - 1)));
    json::Value more = *json::parse(text);
    more.set("more", "1");
    EXPECT_FALSE(decode(json::encode(more)));
    const json::Value whole = *json::parse(text);
    for (const auto& [name, value] : *whole.as_object()) {
      json::Value damaged = whole;
      damaged.set(name, "\n");
      const auto read = decode(json::encode(damaged));
      ASSERT_FALSE(read) << name;
      EXPECT_EQ(read.error().faults.at(0).field, name);
      EXPECT_EQ(read.error().message.find(k_purpose.user), std::string::npos);
    }
  }
}

TEST(Lists, are_put_together_from_parts_in_any_order_or_not_at_all) {
  crypto::RandomFrom random(key(3));
  const List list{.epoch = "2026-4",
                  .edition = 7,
                  .key = key_of_epoch(key(1), "2026-4").public_key(),
                  .filter = Filter::make({}, 50'000, random)};
  auto parts = parts_of(list);
  ASSERT_EQ(parts.size(), 3U);
  for (auto& p : parts) {
    const auto text = encode(p);
    EXPECT_LT(text.size(), 200'000U) << "more than hubs say in one word";
    EXPECT_EQ(std::get<ListPart>(*decode(text)), p);
  }
  std::ranges::reverse(parts);
  const auto again = gather(parts);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->filter.text(), list.filter.text());
  EXPECT_EQ(again->edition, 7);
  EXPECT_FALSE(gather(std::span(parts).first(2)));
  auto twice = parts;
  twice[0] = twice[1];
  EXPECT_FALSE(gather(twice));
  auto mixed = parts;
  mixed[1].edition = 6;
  EXPECT_FALSE(gather(mixed));
  EXPECT_FALSE(gather({}));
}

TEST(Lists, of_two_days_are_filled_up_with_the_same_tags) {
  Hub before(1, crowd_with({}));
  Hub after(1, crowd_with({child(k_amira)}));
  const auto own = key_of_epoch(key(1), "2026-4");
  std::size_t found = 0;
  const auto tokens = tokens_to_enter(child(k_amira));
  for (const auto& t : tokens) found += after.list().filter.may_hold(tag_of(own, t)) ? 1 : 0;
  EXPECT_EQ(found, tokens.size());
  // Of what was there before only as many are gone as have come.
  std::size_t gone = 0;
  const Bytes& old = before.list().filter.text();
  for (std::size_t i = 8; i < old.size(); i += 6) {
    Tag tag{};
    std::copy_n(old.begin() + static_cast<std::ptrdiff_t>(i), 6, tag.begin());
    gone += after.list().filter.may_hold(tag) ? 0 : 1;
  }
  EXPECT_EQ(gone, tokens.size());
}

TEST(PointerPolicy, is_read_strictly_and_names_what_is_wrong) {
  const Policy& policy = built_in_policy();
  EXPECT_EQ(policy.batch, 24U);
  EXPECT_EQ(policy.user_a_day, 30);
  EXPECT_EQ(policy.hub_a_day, 500);
  EXPECT_NE(policy.reason("contact"), nullptr);
  EXPECT_EQ(policy.reason("curious"), nullptr);
  const auto field = [](const std::string& text) {
    const auto read = parse_policy(text);
    return read ? std::string() : read.error().faults.at(0).field;
  };
  const auto number = [](const std::string& name, int value) {
    return '"' + name + R"(":{"value":)" + std::to_string(value) + R"(,"source":"s"},)";
  };
  const std::string head =
      R"({"version":1,"sources":"s",)" + number("batch", 24) + number("ask_bits", 24);
  const std::string tail = number("user_a_day", 30) + number("hub_a_day", 500) +
                           number("epoch_days", 91) + number("list_minutes", 240) +
                           number("list_round", 64) +
                           R"("reasons":[{"code":"contact","words":"w"}])";
  const std::string known = number("known_bits", 30);
  EXPECT_EQ(field(head + known + tail + "}"), "");
  EXPECT_EQ(field(head + tail + "}"), "known_bits");
  EXPECT_EQ(field(head + number("known_bits", 24) + tail + "}"), "known_bits");
  EXPECT_EQ(field(head + R"("known_bits":{"value":30,"source":""},)" + tail + "}"), "known_bits");
  EXPECT_EQ(field(head + known + tail + R"(,"more":1})"), "policy");
}

}  // namespace
}  // namespace mash::pointer
