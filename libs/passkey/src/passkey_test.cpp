// SPDX-License-Identifier: MIT
// Goal: of what a browser sends, only the right answer of the right passkey to the right question,
// asked on the right page, is believed; each clause is broken once.
#include "mash/passkey/passkey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "mash/base/base64url.h"
#include "mash/support/software_passkey.h"

namespace mash::passkey {
namespace {

using support::PasskeyAsk;
using support::SoftwarePasskey;

Expected expected() {
  return {
      .rp_id = "hub.example", .origin = "https://hub.example:8443", .challenge = Bytes(32, 0x5A)};
}
PasskeyAsk ask() {
  return {.expected = expected()};
}
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "believed" : result.error().faults.front().code;
}

class PasskeyTest : public testing::TestWithParam<Algorithm> {
 protected:
  SoftwarePasskey device_{GetParam()};

  std::string made(const PasskeyAsk& how, const Expected& wanted = expected()) {
    const auto m = device_.make(how);
    return code_of(check_registration(wanted, m.client_data_json, m.attestation_object));
  }
  std::string signs(const PasskeyAsk& how, const Expected& wanted = expected()) {
    return code_of(check_assertion(wanted, device_.public_key(), device_.sign(how)));
  }
};

TEST_P(PasskeyTest, a_new_passkey_is_read) {
  const auto m = device_.make(ask());
  const auto got = check_registration(expected(), m.client_data_json, m.attestation_object);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->credential_id, device_.id());
  EXPECT_EQ(got->public_key, device_.public_key());
  EXPECT_EQ(got->algorithm, GetParam());
  EXPECT_EQ(got->sign_count, 1U);
  EXPECT_EQ(got->aaguid.front(), 0xAA);
  EXPECT_FALSE(got->backed_up);
}

TEST_P(PasskeyTest, a_signature_is_believed_and_counted) {
  device_.count_from(6);
  const auto used = check_assertion(expected(), device_.public_key(), device_.sign(ask()));
  ASSERT_TRUE(used);
  EXPECT_EQ(used->sign_count, 7U);
}

TEST_P(PasskeyTest, each_clause_that_the_browser_answers_for_is_needed) {
  const auto both = [&](const PasskeyAsk& how, const char* code) {
    EXPECT_EQ(made(how), code);
    EXPECT_EQ(signs(how), code);
  };
  PasskeyAsk other = ask();
  other.type = "webauthn.other";
  both(other, "type");
  other = ask();
  other.expected.challenge.back() ^= 1U;
  both(other, "challenge");
  for (const char* origin : {"https://hub.example", "http://hub.example:8443",
                             "https://hub.example:8443/", "https://evil.example"}) {
    other = ask();
    other.expected.origin = origin;
    both(other, "origin");
  }
  other = ask();
  other.more = R"(,"topOrigin":"https://evil.example")";
  both(other, "cross-origin");
  other.more = R"(,"x":1)";
  both(other, "believed");
  other.more = R"(,"type":"webauthn.get")";
  both(other, "client-data");
  other.more = R"(,"x":")" + std::string(5000, 'x') + '"';
  both(other, "client-data");
}

TEST_P(PasskeyTest, a_page_inside_another_page_is_refused) {
  auto a = device_.sign(ask());
  std::string text = to_text(a.client_data_json);
  for (const char* instead : {"true", "1", "\"false\""}) {
    std::string changed = text;
    changed.replace(changed.find("false"), 5, instead);
    a.client_data_json = to_bytes(changed);
    EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), a)), "cross-origin");
  }
}

TEST_P(PasskeyTest, each_clause_that_the_authenticator_answers_for_is_needed) {
  const auto both = [&](const PasskeyAsk& how, const char* code) {
    EXPECT_EQ(made(how), code);
    EXPECT_EQ(signs(how), code);
  };
  PasskeyAsk other = ask();
  other.expected.rp_id = "gate.example";
  both(other, "rp-id");
  other = ask();
  other.flags = 0x04;
  both(other, "user-present");
  other.flags = 0x01;
  both(other, "user-verified");
  other.flags = 0x15;
  both(other, "backup");
  other.flags = 0x1D;
  both(other, "believed");
  other = ask();
  other.extensions = *from_hex("A16B6372656450726F7465637402");
  both(other, "believed");
  other.extensions = *from_hex("A1");
  both(other, "authenticator-data");
  other.extensions = *from_hex("8101");
  both(other, "authenticator-data");
  other.extensions = *from_hex("A000");
  both(other, "authenticator-data");
}

TEST_P(PasskeyTest, without_a_challenge_nothing_is_believed) {
  PasskeyAsk none = ask();
  none.expected.challenge.clear();
  EXPECT_EQ(made(none, none.expected), "challenge");
  EXPECT_EQ(signs(none, none.expected), "challenge");
}

TEST_P(PasskeyTest, an_answer_to_one_question_is_none_to_the_other) {
  const auto m = device_.make(ask());
  auto a = device_.sign(ask());
  EXPECT_EQ(code_of(check_registration(expected(), a.client_data_json, m.attestation_object)),
            "type");
  a.client_data_json = m.client_data_json;
  EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), a)), "type");
}

TEST_P(PasskeyTest, a_signature_says_what_was_signed_and_by_whom) {
  const auto a = device_.sign(ask());
  const SoftwarePasskey other(GetParam());
  EXPECT_EQ(code_of(check_assertion(expected(), other.public_key(), a)), "signature");
  auto changed = a;
  changed.authenticator_data.back() ^= 1U;  // the counter
  EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), changed)), "signature");
  changed = a;
  changed.client_data_json.insert(changed.client_data_json.end() - 1, ' ');
  EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), changed)), "signature");
  changed = a;
  changed.signature.push_back(0);
  EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), changed)), "signature");
  changed.signature.clear();
  EXPECT_EQ(code_of(check_assertion(expected(), device_.public_key(), changed)), "signature");
  EXPECT_EQ(code_of(check_assertion(expected(), Bytes{0xA0}, a)), "algorithm");
}

TEST_P(PasskeyTest, other_attestations_are_read_and_none_is_trusted) {
  PasskeyAsk packed = ask();
  packed.format = "packed";
  EXPECT_EQ(made(packed), "believed");
  auto m = device_.make(ask());
  m.attestation_object.push_back(0);
  EXPECT_EQ(code_of(check_registration(expected(), m.client_data_json, m.attestation_object)),
            "attestation");
  for (const char* digits : {"", "A0", "80", "A163666D74646E6F6E65"}) {
    EXPECT_EQ(code_of(check_registration(expected(), m.client_data_json, *from_hex(digits))),
              "attestation")
        << digits;
  }
}

// One byte is another one, is gone or is added.
Bytes mutated(const Bytes& of, std::mt19937& random) {
  Bytes out = of;
  const std::size_t at = random() % out.size();
  const auto place = out.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random() % 3) {
    case 0:
      out[at] ^= static_cast<std::uint8_t>(1 + random() % 255);
      break;
    case 1:
      out.erase(place);
      break;
    default:
      out.insert(place, static_cast<std::uint8_t>(random()));
  }
  return out;
}

TEST_P(PasskeyTest, of_ten_thousand_changed_signatures_none_is_believed) {
  const auto a = device_.sign(ask());
  ASSERT_TRUE(check_assertion(expected(), device_.public_key(), a));
  std::mt19937 random(20261128);
  int changed = 0;
  int believed = 0;
  while (changed < 10000) {
    auto m = a;
    Bytes* parts[] = {&m.authenticator_data, &m.client_data_json, &m.signature};
    Bytes& part = *parts[random() % 3];
    const Bytes before = part;
    part = mutated(part, random);
    if (part == before) continue;  // a byte put next to one like it
    ++changed;
    if (check_assertion(expected(), device_.public_key(), m)) ++believed;
  }
  EXPECT_EQ(believed, 0);
}

// Attestation "none" signs nothing, so a changed answer may be a well-formed other passkey: never
// the one that was made, whose signatures would be believed under another name or key.
TEST_P(PasskeyTest, of_ten_thousand_changed_enrolments_none_gives_this_passkey_another_key_or_id) {
  const auto m = device_.make(ask());
  const auto a = device_.sign(ask());
  std::mt19937 random(1128);
  for (int i = 0; i < 10000; ++i) {
    const bool browser = random() % 2 == 0;
    const Bytes client = browser ? mutated(m.client_data_json, random) : m.client_data_json;
    const Bytes object = browser ? m.attestation_object : mutated(m.attestation_object, random);
    const auto got = check_registration(expected(), client, object);
    if (!got || got->public_key == device_.public_key()) continue;
    EXPECT_FALSE(check_assertion(expected(), got->public_key, a)) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Algorithms, PasskeyTest,
                         testing::Values(Algorithm::es256, Algorithm::eddsa, Algorithm::rs256),
                         [](const auto& info) {
                           return info.param == Algorithm::es256   ? "es256"
                                  : info.param == Algorithm::eddsa ? "eddsa"
                                                                   : "rs256";
                         });

TEST(RpIdTest, is_the_name_in_an_address_as_browsers_show_it) {
  EXPECT_EQ(*rp_id_of("https://hub.example"), "hub.example");
  EXPECT_EQ(*rp_id_of("https://hub.localhost:8443"), "hub.localhost");
  for (const char* bad :
       {"", "hub.example", "http://hub.example", "https://", "https://Hub.example",
        "https://hub.example/", "https://hub.example:", "https://hub.example:443",
        "https://hub.example:08443", "https://hub.example:x", "https://a@hub.example",
        "https://127.0.0.1", "https://.example", "https://example.", "https://[::1]:8443"}) {
    EXPECT_FALSE(rp_id_of(bad)) << bad;
  }
}

TEST(CounterTest, only_a_passkey_that_does_not_count_may_say_the_same_again) {
  EXPECT_FALSE(counter_went_back(0, 0));
  EXPECT_FALSE(counter_went_back(0, 1));
  EXPECT_FALSE(counter_went_back(5, 6));
  EXPECT_TRUE(counter_went_back(5, 5));
  EXPECT_TRUE(counter_went_back(5, 4));
  EXPECT_TRUE(counter_went_back(5, 0));
}

TEST(Base64urlTest, each_text_is_of_one_sequence_of_bytes) {
  EXPECT_EQ(base64url(Bytes{0xFB, 0xFF}), "-_8");
  EXPECT_EQ(*from_base64url("-_8"), (Bytes{0xFB, 0xFF}));
  EXPECT_EQ(*from_base64url(""), Bytes{});
  for (const char* bad : {"-_8=", "+/8", "-_9", "A", "AAAAA", "A A"}) {
    EXPECT_FALSE(from_base64url(bad)) << bad;
  }
}

}  // namespace
}  // namespace mash::passkey
