// SPDX-License-Identifier: MIT
// Goal: responsibility moves by the written word of both hubs and by nothing else.
#include "mash/responsibility/chain.h"

#include <gtest/gtest.h>

#include <map>

namespace mash::responsibility {
namespace {

struct Hub {
  HubId id;
  crypto::SigningKey key;
  UtcTime now{1'000};
  [[nodiscard]] Writer writer() const { return {id, key, now}; }
};

Hub hub(const HubId& id) {
  return {.id = id,
          .key = crypto::SigningKey(crypto::Key::from(crypto::sha256(as_bytes(id))).value())};
}

class ChainTest : public ::testing::Test {
 protected:
  Hub brent_ = hub("brent");
  Hub camden_ = hub("camden");
  Hub ealing_ = hub("ealing");
  std::map<HubId, crypto::PublicKey> directory_ = {{"brent", brent_.key.public_key()},
                                                   {"camden", camden_.key.public_key()},
                                                   {"ealing", ealing_.key.public_key()}};
  KeyOf key_of_ = [this](const HubId& id) {
    const auto found = directory_.find(id);
    return found == directory_.end() ? std::nullopt : std::optional(found->second);
  };
  Chain at_brent_ = Chain::begin("c1", brent_.writer());
  Chain at_camden_ = Chain::from(at_brent_.entries()[0], key_of_).value();

  void pass_on() {
    for (const auto& e : at_brent_.entries()) ASSERT_TRUE(at_camden_.add(e, key_of_));
  }
  static ErrorCode code(const auto& result) { return result.error().code; }
};

TEST_F(ChainTest, moves_when_the_responsible_hub_has_written_the_acceptance_down) {
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  pass_on();
  EXPECT_FALSE(at_camden_.acts("camden"));
  const auto accepted = at_camden_.accept(camden_.writer(), "u7");
  ASSERT_TRUE(accepted);
  EXPECT_TRUE(at_camden_.acts("camden"));
  EXPECT_EQ(at_camden_.responsible(), "brent");
  EXPECT_EQ(at_brent_.responsible(), "brent");  // has not heard of it

  ASSERT_TRUE(at_brent_.note(*accepted, key_of_));
  EXPECT_EQ(at_brent_.responsible(), "brent");  // has heard, and not written
  EXPECT_TRUE(at_brent_.acts("camden"));
  ASSERT_TRUE(at_brent_.transfer(brent_.writer(), "camden"));
  EXPECT_EQ(at_brent_.responsible(), "camden");
  EXPECT_FALSE(at_brent_.acts("brent"));
  pass_on();
  EXPECT_EQ(at_camden_.responsible(), "camden");
  EXPECT_TRUE(at_camden_.offer(camden_.writer(), "ealing"));
}

TEST_F(ChainTest, stays_where_the_other_refuses_or_says_nothing) {
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  EXPECT_EQ(code(at_brent_.transfer(brent_.writer(), "camden")), ErrorCode::conflict);
  pass_on();
  const auto refused = at_camden_.refuse(camden_.writer(), "u7");
  ASSERT_TRUE(refused);
  ASSERT_TRUE(at_brent_.note(*refused, key_of_));
  EXPECT_EQ(code(at_brent_.transfer(brent_.writer(), "camden")), ErrorCode::conflict);
  EXPECT_TRUE(at_brent_.acts("brent"));
  EXPECT_FALSE(at_camden_.acts("camden"));
  EXPECT_EQ(code(at_camden_.accept(camden_.writer(), "u7")), ErrorCode::conflict);
}

TEST_F(ChainTest, an_acceptance_serves_for_the_offer_that_it_answers_alone) {
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  pass_on();
  const auto accepted = at_camden_.accept(camden_.writer(), "u7").value();
  ASSERT_TRUE(at_brent_.withdraw(brent_.writer()));
  EXPECT_EQ(code(at_brent_.note(accepted, key_of_)), ErrorCode::conflict);
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  EXPECT_EQ(code(at_brent_.note(accepted, key_of_)), ErrorCode::conflict);
  pass_on();
  EXPECT_FALSE(at_camden_.acts("camden"));  // has not accepted this one
}

TEST_F(ChainTest, nobody_else_writes_and_nobody_writes_for_another) {
  EXPECT_EQ(code(at_camden_.offer(camden_.writer(), "ealing")), ErrorCode::conflict);
  EXPECT_EQ(code(at_camden_.keep(camden_.writer())), ErrorCode::conflict);
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  Entry forged = at_brent_.entries().back();
  forged.to = "ealing";
  EXPECT_FALSE(at_camden_.add(forged, key_of_));
  EXPECT_FALSE(at_camden_.add(signed_by(camden_.key, forged), key_of_));
  directory_.erase("brent");  // no longer a hub
  EXPECT_FALSE(at_camden_.add(at_brent_.entries().back(), key_of_));
  directory_.emplace("brent", brent_.key.public_key());
  EXPECT_TRUE(at_camden_.add(at_brent_.entries().back(), key_of_));
}

TEST_F(ChainTest, a_transfer_needs_the_signature_of_whoever_takes_over) {
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  pass_on();
  Entry forged{.chain = "c1",
               .place = 2,
               .after = hash_of(at_brent_.entries().back()),
               .what = What::transfer,
               .by = "brent",
               .to = "camden",
               .at = brent_.now};
  EXPECT_FALSE(at_camden_.add(signed_by(brent_.key, forged), key_of_));
  forged.answer = signed_by(brent_.key, {.chain = "c1",
                                         .to = forged.after,
                                         .says = Says::accepts,
                                         .by = "camden",
                                         .person = "u7",
                                         .at = brent_.now});
  EXPECT_FALSE(at_camden_.add(signed_by(brent_.key, forged), key_of_));
  forged.answer = at_camden_.refuse(camden_.writer(), "u7").value();
  EXPECT_FALSE(at_camden_.add(signed_by(brent_.key, forged), key_of_));
}

TEST_F(ChainTest, what_arrives_twice_early_or_forked_changes_nothing) {
  Chain before = at_brent_;
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  ASSERT_TRUE(at_brent_.withdraw(brent_.writer()));
  EXPECT_EQ(code(at_camden_.add(at_brent_.entries()[2], key_of_)), ErrorCode::not_found);
  pass_on();
  pass_on();
  EXPECT_EQ(at_camden_.entries().size(), 3U);
  // Brent from an old copy writes again where something stands.
  ASSERT_TRUE(before.offer(brent_.writer(), "ealing"));
  EXPECT_EQ(code(at_camden_.add(before.entries()[1], key_of_)), ErrorCode::conflict);
  EXPECT_EQ(at_camden_.responsible(), "brent");
  EXPECT_TRUE(at_camden_.offered_to().empty());
}

TEST_F(ChainTest, two_people_assume_while_the_responsible_hub_is_silent) {
  EXPECT_FALSE(at_camden_.assume(camden_.writer(), "u7", ""));
  EXPECT_FALSE(at_camden_.assume(camden_.writer(), "u7", "u7"));
  const auto assumed = at_camden_.assume(camden_.writer(), "u7", "u9");
  ASSERT_TRUE(assumed);
  EXPECT_TRUE(at_camden_.acts("camden"));
  EXPECT_EQ(at_camden_.responsible(), "brent");
  EXPECT_TRUE(at_camden_.assumed().contains("camden"));
  // Brent is back, and either leaves it there or keeps it.
  ASSERT_TRUE(at_brent_.note(*assumed, key_of_));
  Chain kept = at_brent_;
  ASSERT_TRUE(kept.keep(brent_.writer()));
  EXPECT_TRUE(kept.assumed().empty());
  EXPECT_FALSE(kept.acts("camden"));
  EXPECT_EQ(code(kept.note(*assumed, key_of_)), ErrorCode::conflict);
  ASSERT_TRUE(at_brent_.transfer(brent_.writer(), "camden"));
  pass_on();
  EXPECT_EQ(at_camden_.responsible(), "camden");
  EXPECT_TRUE(at_camden_.assumed().empty());
}

TEST_F(ChainTest, ids_are_plain) {
  EXPECT_FALSE(at_brent_.offer(brent_.writer(), "brent"));
  EXPECT_FALSE(at_brent_.offer(brent_.writer(), ""));
  EXPECT_FALSE(at_brent_.offer(brent_.writer(), "two\nlines"));
  EXPECT_THROW(Chain::begin("", brent_.writer()), std::invalid_argument);
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  pass_on();
  EXPECT_FALSE(at_camden_.accept(camden_.writer(), "Ms Smith\nby brent"));
}

// Each byte of an entry counts: none can be changed, left out or added unseen.
TEST_F(ChainTest, a_text_has_one_form_and_every_byte_of_it_is_signed) {
  ASSERT_TRUE(at_brent_.offer(brent_.writer(), "camden"));
  pass_on();
  const auto accepted = at_camden_.accept(camden_.writer(), "u7").value();
  ASSERT_TRUE(at_brent_.note(accepted, key_of_));
  ASSERT_TRUE(at_brent_.transfer(brent_.writer(), "camden"));
  for (const Entry& e : at_brent_.entries()) {
    const std::string text = encode(e);
    EXPECT_EQ(encode(decode_entry(text).value()), text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string changed = text;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      const auto read = decode_entry(changed);
      EXPECT_FALSE(read && is_genuine(*read, key_of_) &&
                   (!read->answer || is_genuine(*read->answer, key_of_)))
          << i;
      EXPECT_FALSE(decode_entry(text.substr(0, i)));
    }
    EXPECT_FALSE(decode_entry(text + "\n"));
  }
  const std::string text = encode(accepted);
  EXPECT_EQ(encode(decode_answer(text).value()), text);
  EXPECT_FALSE(decode_answer(text + "x"));
  EXPECT_FALSE(decode_answer(encode(at_brent_.entries()[0])));
}

}  // namespace
}  // namespace mash::responsibility
