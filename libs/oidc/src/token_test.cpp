// SPDX-License-Identifier: MIT
// Goal: a token is believed only if each of its clauses holds; each is broken once here, and any
// byte that is changed breaks it.
#include "mash/oidc/token.h"
#include "mash/base/base64url.h"

#include <gtest/gtest.h>

#include "mash/crypto/crypto.h"
#include "mash/support/issuer.h"
#include "mash/support/test_app.h"

namespace mash::oidc {
namespace {

constexpr UtcTime k_now{1'795'510'800'000'000};
constexpr std::int64_t k_seconds = 1'795'510'800;
constexpr const char* k_nonce = "nonce-1";

class TokenTest : public testing::Test {
 protected:
  support::TestIssuer issuer_{"https://sign-in.police.example"};
  KeySet keys_ = *KeySet::parse(issuer_.key_set());
  Expected expected_ = issuer_.settings().expected;
  json::Value claims_ = issuer_.claims(k_now, k_nonce);
  json::Value logout_ = issuer_.logout_claims(k_now, "once-1");

  std::string verdict(const std::string& token) {
    const auto out = check_id_token(token, keys_, expected_, k_nonce, k_now);
    const auto* flaw = std::get_if<Flaw>(&out);
    return flaw == nullptr ? "good" : std::string(code_of(*flaw));
  }
  // Of a token in which this claim says something else.
  std::string with(const char* name, json::Value value) {
    json::Value claims = claims_;
    claims.set(name, std::move(value));
    return verdict(issuer_.sign(claims));
  }
  std::string with_header(const char* name, json::Value value) {
    json::Value header;
    header.set(name, std::move(value));
    return verdict(issuer_.sign(claims_, header));
  }
  std::string logout_verdict(const std::string& token) {
    const auto out = check_logout_token(token, keys_, expected_, k_now);
    const auto* flaw = std::get_if<Flaw>(&out);
    return flaw == nullptr ? "good" : std::string(code_of(*flaw));
  }
  std::string logout_with(const char* name, json::Value value) {
    json::Value claims = logout_;
    claims.set(name, std::move(value));
    return logout_verdict(issuer_.sign(claims));
  }
};

TEST_F(TokenTest, a_good_one_says_who_it_is) {
  const auto out = check_id_token(issuer_.sign(claims_), keys_, expected_, k_nonce, k_now);
  const auto& who = std::get<SignedIn>(out);
  EXPECT_EQ(who.who.reveal(), "subject-1");
  EXPECT_EQ(who.at_issuer.reveal(), "session-1");
  EXPECT_EQ(with("aud", json::Array{"openmash"}), "good");
  EXPECT_EQ(with("azp", "openmash"), "good");
}

TEST_F(TokenTest, another_claim_may_name_the_person) {
  expected_.claim = "oid";
  EXPECT_EQ(verdict(issuer_.sign(claims_)), "subject");
  EXPECT_EQ(with("oid", 7), "subject");
  EXPECT_EQ(with("oid", std::string(256, 'x')), "subject");
  EXPECT_EQ(with("oid", "person-1"), "good");
}

TEST_F(TokenTest, issuer_audience_and_party) {
  EXPECT_EQ(with("iss", "https://sign-in.health.example"), "issuer");
  EXPECT_EQ(with("iss", "https://sign-in.police.example/"), "issuer");
  EXPECT_EQ(with("aud", "another"), "audience");
  EXPECT_EQ(with("aud", json::Array{"openmash", "another"}), "audience");
  EXPECT_EQ(with("aud", json::Array{}), "audience");
  EXPECT_EQ(with("aud", nullptr), "audience");
  EXPECT_EQ(with("azp", "another"), "audience");
}

TEST_F(TokenTest, times) {
  EXPECT_EQ(with("exp", k_seconds - 59), "good") << "clocks lie apart";
  EXPECT_EQ(with("exp", k_seconds - 60), "expired");
  EXPECT_EQ(with("exp", nullptr), "expired");
  EXPECT_EQ(with("exp", "soon"), "expired");
  EXPECT_EQ(with("exp", std::numeric_limits<std::int64_t>::max()), "expired");
  EXPECT_EQ(with("iat", k_seconds + 60), "good");
  EXPECT_EQ(with("iat", k_seconds + 61), "time");
  EXPECT_EQ(with("iat", k_seconds - 661), "time");
  EXPECT_EQ(with("iat", nullptr), "time");
  EXPECT_EQ(with("iat", -1), "time");
  EXPECT_EQ(with("nbf", k_seconds + 61), "time");
  EXPECT_EQ(with("nbf", "soon"), "time");
  EXPECT_EQ(with("nbf", k_seconds), "good");
}

TEST_F(TokenTest, nonce_and_subject) {
  EXPECT_EQ(with("nonce", "nonce-2"), "nonce");
  EXPECT_EQ(with("nonce", nullptr), "nonce");
  EXPECT_TRUE(std::holds_alternative<Flaw>(
      check_id_token(issuer_.sign(issuer_.claims(k_now, "")), keys_, expected_, "", k_now)));
  EXPECT_EQ(with("sub", ""), "subject");
  EXPECT_EQ(with("sub", nullptr), "subject");
  EXPECT_EQ(with("sub", std::string(256, 'x')), "subject");
}

TEST_F(TokenTest, a_way_of_signing_in_that_is_demanded_must_be_claimed) {
  EXPECT_EQ(with("acr", "weak"), "acr");
  EXPECT_EQ(with("acr", nullptr), "acr");
  EXPECT_EQ(with("acr", json::Array{"strong"}), "acr");
  EXPECT_EQ(with("acr", "stronger"), "good");
  EXPECT_EQ(with("amr", json::Array{"pwd"}), "amr");
  EXPECT_EQ(with("amr", nullptr), "amr");
  EXPECT_EQ(with("amr", "otp"), "amr");
  EXPECT_EQ(with("auth_time", k_seconds - 31 * 60 - 1), "too-old");
  EXPECT_EQ(with("auth_time", k_seconds + 61), "too-old");
  EXPECT_EQ(with("auth_time", nullptr), "too-old");
}

TEST_F(TokenTest, algorithms_without_a_key_of_the_issuers_are_none) {
  for (const char* alg : {"none", "None", "HS256", "HS512", "ES384", "RS1", ""}) {
    EXPECT_EQ(with_header("alg", alg), "algorithm") << alg;
  }
  EXPECT_EQ(with_header("alg", "RS256"), "no-key") << "the key is of another kind";
  EXPECT_EQ(with_header("crit", json::Array{"exp"}), "algorithm");
  EXPECT_EQ(with_header("b64", false), "algorithm");
  EXPECT_EQ(with_header("kid", "key-9"), "no-key");
  // Keys that the token brings along are not looked at.
  EXPECT_EQ(with_header("jwk", issuer_.key_set()["keys"].as_array()->front()), "good");
  issuer_.rotate();
  EXPECT_EQ(with_header("kid", "key-1"), "signature");
}

TEST_F(TokenTest, without_a_key_id_the_only_key_is_meant) {
  EXPECT_EQ(with_header("kid", ""), "good");
  support::TestIssuer other("https://sign-in.police.example");
  json::Value both = issuer_.key_set();
  json::Value second = other.key_set()["keys"].as_array()->front();
  second.set("kid", "key-2");
  both.set("keys", json::Array{both["keys"].as_array()->front(), second});
  keys_ = *KeySet::parse(both);
  EXPECT_EQ(with_header("kid", ""), "no-key");
  EXPECT_EQ(verdict(issuer_.sign(claims_)), "good");
}

TEST_F(TokenTest, one_kind_of_token_is_not_the_other) {
  EXPECT_EQ(with("events", logout_["events"]), "kind");
  EXPECT_EQ(with_header("typ", "logout+jwt"), "kind");
  EXPECT_EQ(with_header("typ", "at+jwt"), "kind");
  EXPECT_EQ(logout_verdict(issuer_.sign(claims_)), "kind");
  EXPECT_EQ(verdict(issuer_.sign(logout_)), "kind");
}

TEST_F(TokenTest, logout_tokens) {
  EXPECT_EQ(logout_verdict(issuer_.sign(logout_)), "good");
  EXPECT_EQ(logout_verdict(issuer_.sign(logout_, json::Object{{"typ", "logout+jwt"}})), "good");
  EXPECT_EQ(logout_with("exp", nullptr), "good");
  EXPECT_EQ(logout_with("exp", k_seconds - 60), "expired");
  EXPECT_EQ(logout_with("iat", k_seconds - 661), "time");
  EXPECT_EQ(logout_with("iss", "https://sign-in.health.example"), "issuer");
  EXPECT_EQ(logout_with("aud", "another"), "audience");
  EXPECT_EQ(logout_with("nonce", k_nonce), "kind");
  EXPECT_EQ(logout_with("events", nullptr), "kind");
  EXPECT_EQ(logout_with("events", json::Object{{"another", json::Object{}}}), "kind");
  EXPECT_EQ(logout_with("jti", nullptr), "subject");
  EXPECT_EQ(logout_with("sub", nullptr), "good") << "sid is enough";
  EXPECT_EQ(logout_with("sid", nullptr), "good") << "sub is enough";
  logout_.set("sub", nullptr);
  EXPECT_EQ(logout_with("sid", nullptr), "subject");
}

TEST_F(TokenTest, any_change_breaks_it) {
  const std::string good = issuer_.sign(claims_);
  const std::string logout = issuer_.sign(logout_);
  support::SeededRandom random(7);
  int changed = 0;
  for (int i = 0; i < 1500; ++i) {
    std::array<std::uint8_t, 4> r{};
    random.fill(r);
    for (const auto& token : {good, logout}) {
      std::string text = token;
      const std::size_t at = (r[0] * 256U + r[1]) % text.size();
      const auto kind = r[3] % 3U;
      if (kind == 0) text[at] = static_cast<char>(r[2]);
      if (kind == 1) text.erase(at, 1 + r[2] % 8U);
      if (kind == 2) text.insert(at, 1, static_cast<char>(r[2]));
      if (text == token) continue;
      ++changed;
      EXPECT_NE(verdict(text), "good") << i;
      EXPECT_NE(logout_verdict(text), "good") << i;
    }
  }
  EXPECT_GT(changed, 2500);
}

TEST_F(TokenTest, what_is_no_token) {
  const std::string good = issuer_.sign(claims_);
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(".."), std::string("a.b.c"), good + ".",
        good + "=", " " + good, good.substr(0, good.rfind('.')),
        good.substr(0, good.rfind('.') + 1), std::string(20'000, 'a')}) {
    EXPECT_EQ(verdict(text), "malformed");
  }
}

// The example of RFC 7515, appendix A.2: RS256 by a key in the form of RFC 7517.
TEST_F(TokenTest, rs256_of_the_standard) {
  json::Value key = json::Object{{"kty", "RSA"}, {"e", "AQAB"}};
  key.set("n",
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt"
          "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX"
          "ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5"
          "IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
  const std::string token =
      "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGx"
      "lLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5R"
      "Zmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrn"
      "byTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHW"
      "EsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
      "cN_IoypGlUPQGe77Rw";
  keys_ = *KeySet::parse(json::Object{{"keys", json::Array{key}}});
  ASSERT_EQ(keys_.size(), 1U);
  Flaw flaw{};
  const auto jws = read_jws(token, flaw);
  ASSERT_TRUE(jws);
  EXPECT_EQ(check_signature(*jws, keys_), std::nullopt);
}

TEST_F(TokenTest, a_token_by_ed25519) {
  support::SeededRandom random(3);
  const crypto::SigningKey theirs(crypto::Key::make(random));
  const json::Value key = json::Object{
      {"kty", "OKP"}, {"crv", "Ed25519"}, {"kid", "ed-1"}, {"x", base64url(theirs.public_key())}};
  keys_ = *KeySet::parse(json::Object{{"keys", json::Array{key}}});
  const std::string said = base64url(as_bytes(R"({"alg":"EdDSA","kid":"ed-1"})")) + "." +
                           base64url(as_bytes(json::encode(claims_)));
  const std::string good = said + "." + base64url(theirs.sign(as_bytes(said)));
  EXPECT_EQ(verdict(good), "good");
  const crypto::SigningKey others(crypto::Key::make(random));
  EXPECT_EQ(verdict(said + "." + base64url(others.sign(as_bytes(said)))), "signature");
  EXPECT_EQ(verdict(issuer_.sign(claims_)), "no-key");
}

TEST_F(TokenTest, keys_of_other_kinds_are_left_out) {
  json::Value ours = issuer_.key_set()["keys"].as_array()->front();
  const auto size_with = [&](const char* name, json::Value value) {
    json::Value key = ours;
    key.set(name, std::move(value));
    return KeySet::parse(json::Object{{"keys", json::Array{key}}})->size();
  };
  EXPECT_EQ(size_with("kid", "another"), 1U);
  EXPECT_EQ(size_with("use", "enc"), 0U);
  EXPECT_EQ(size_with("alg", "ECDH-ES"), 0U);
  EXPECT_EQ(size_with("kty", "oct"), 0U);
  EXPECT_EQ(size_with("crv", "P-384"), 0U);
  EXPECT_EQ(size_with("x", "AAAA"), 0U);
  EXPECT_FALSE(KeySet::parse(json::Object{{"keys", "none"}}));
  EXPECT_FALSE(KeySet::parse(json::Array{}));
  EXPECT_FALSE(KeySet::parse(json::Object{{"keys", json::Array(65, ours)}}));
}

}  // namespace
}  // namespace mash::oidc
