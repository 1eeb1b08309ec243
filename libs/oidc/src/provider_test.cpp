// SPDX-License-Identifier: MIT
// Goal: an issuer is asked what it must be and no more, also where its keys change, it is away or
// says wrong things of itself; a code is worth one sign-in.
#include "mash/oidc/provider.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client.h"
#include "mash/crypto/crypto.h"
#include "mash/support/issuer.h"
#include "mash/support/test_app.h"

namespace mash::oidc {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr UtcTime k_now{1'795'510'800'000'000};
constexpr const char* k_discovery = "/.well-known/openid-configuration";

class ProviderTest : public testing::Test {
 protected:
  support::TestIssuer issuer_{"https://sign-in.police.example"};
  support::SeededRandom random_{1};
  UtcTime now_ = k_now;
  ProviderSettings settings_ = issuer_.settings();
  std::unique_ptr<Provider> provider_ = std::make_unique<Provider>(settings_, issuer_.call());

  void anew() { provider_ = std::make_unique<Provider>(settings_, issuer_.call()); }
  Start start() { return std::get<Start>(provider_->start(random_, now_)); }
  template <class T>
  static std::string verdict(const Checked<T>& checked) {
    const auto* flaw = std::get_if<Flaw>(&checked);
    return flaw == nullptr ? "good" : std::string(code_of(*flaw));
  }
  std::string finish(const Start& started) {
    return verdict(provider_->finish("code-1", started, random_, now_));
  }
  std::string sign_in() {
    const Start started = start();
    issuer_.gives(issuer_.sign(issuer_.claims(now_, started.nonce)));
    return finish(started);
  }
  std::string sign_out() {
    return verdict(
        provider_->check_logout(issuer_.sign(issuer_.logout_claims(now_, "once-1")), now_));
  }
};

TEST_F(ProviderTest, the_address_has_all_that_binds_the_code_to_this_start) {
  settings_.scopes = {"profile"};
  anew();
  const Start started = start();
  EXPECT_THAT(started.address,
              testing::StartsWith("https://sign-in.police.example/authorize?response_type=code"));
  for (const std::string& part :
       {std::string("client_id=openmash"), "state=" + started.state, "nonce=" + started.nonce,
        std::string("scope=openid%20profile"), std::string("code_challenge_method=S256"),
        std::string("acr_values=strong%20stronger"), std::string("max_age=1800"),
        std::string("redirect_uri=https%3A%2F%2Fhub.example%2Fsign-in%2Fagency%2Fpolice%2Fback")}) {
    EXPECT_THAT(started.address, HasSubstr(part));
  }
  EXPECT_THAT(started.address, Not(HasSubstr(started.verifier.reveal())));
  EXPECT_EQ(started.verifier.reveal().size(), 43U);
  const Start other = start();
  EXPECT_NE(other.state, started.state);
  EXPECT_NE(other.nonce, started.nonce);
  EXPECT_NE(other.verifier.reveal(), started.verifier.reveal());
}

// RFC 7636, appendix B.
TEST_F(ProviderTest, the_challenge_is_that_of_the_standard) {
  EXPECT_EQ(code_challenge(Sensitive("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_F(ProviderTest, a_code_is_worth_one_sign_in) {
  const Start started = start();
  issuer_.gives(issuer_.sign(issuer_.claims(now_, started.nonce)));
  EXPECT_EQ(finish(started), "good");
  EXPECT_THAT(issuer_.forms.back(), HasSubstr("grant_type=authorization_code&code=code-1"));
  EXPECT_THAT(issuer_.forms.back(), HasSubstr("code_verifier=" + started.verifier.reveal()));
  EXPECT_EQ(finish(started), "not-given");
}

TEST_F(ProviderTest, the_token_of_another_start_is_refused) {
  const Start mine = start();
  const Start others = start();
  issuer_.gives(issuer_.sign(issuer_.claims(now_, others.nonce)));
  EXPECT_EQ(finish(mine), "nonce");
}

TEST_F(ProviderTest, a_secret_is_encoded_as_the_standard_has_it) {
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(issuer_.known_as.back(),
            "Basic " + base64(as_bytes("openmash:a%20secret%20%26%20more")));
  EXPECT_THAT(issuer_.forms.back(), Not(HasSubstr("secret")));
}

TEST_F(ProviderTest, a_key_signs_for_a_minute_and_for_this_issuer) {
  const auto key = support::new_p256_key();
  settings_.client = ClientKey{key, "ours-1"};
  anew();
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(issuer_.known_as.back(), "");
  const std::string& form = issuer_.forms.back();
  const std::string name = "client_assertion=";
  Flaw flaw{};
  const auto jws = read_jws(form.substr(form.find(name) + name.size()), flaw);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->key_id, "ours-1");
  EXPECT_EQ(jws->claims.text("iss"), "openmash");
  EXPECT_EQ(jws->claims.text("sub"), "openmash");
  EXPECT_EQ(jws->claims.text("aud"), "https://sign-in.police.example/token");
  EXPECT_EQ(jws->claims.number("exp") - jws->claims.number("iat"), 60);
  const auto point = key.public_point();
  EXPECT_TRUE(crypto::ForeignKey::p256(point.x, point.y)
                  ->verify(crypto::Scheme::es256, as_bytes(jws->signed_), jws->signature));
}

TEST_F(ProviderTest, document_and_keys_are_kept_for_an_hour) {
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(issuer_.called[k_discovery], 1);
  EXPECT_EQ(issuer_.called["/keys"], 1);
  now_ = now_ + Duration::hours(1);
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(issuer_.called[k_discovery], 2);
  EXPECT_EQ(issuer_.called["/keys"], 2);
}

TEST_F(ProviderTest, new_keys_are_asked_for_once_a_minute_at_most) {
  EXPECT_EQ(sign_in(), "good");
  now_ = now_ + Duration::minutes(2);
  issuer_.rotate();
  EXPECT_EQ(sign_in(), "good");
  EXPECT_EQ(issuer_.called["/keys"], 2);
  issuer_.rotate();
  EXPECT_EQ(sign_in(), "no-key");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(sign_out(), "no-key");
  EXPECT_EQ(issuer_.called["/keys"], 2);
  now_ = now_ + Duration::minutes(1);
  EXPECT_EQ(sign_out(), "good");
  EXPECT_EQ(issuer_.called["/keys"], 3);
}

TEST_F(ProviderTest, what_is_no_token_of_the_issuer_makes_nobody_ask_it) {
  support::TestIssuer other("https://sign-in.health.example");
  EXPECT_EQ(verdict(provider_->check_logout(other.sign(other.logout_claims(now_, "once-1")), now_)),
            "issuer");
  EXPECT_EQ(verdict(provider_->check_logout("no.token.this", now_)), "malformed");
  EXPECT_TRUE(issuer_.called.empty());
}

TEST_F(ProviderTest, an_issuer_that_is_away_is_left_alone_for_a_while) {
  issuer_.away = true;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(verdict(provider_->start(random_, now_)), "not-reached");
  }
  EXPECT_EQ(issuer_.called[k_discovery], 1);
  issuer_.away = false;
  now_ = now_ + Duration::seconds(10);
  EXPECT_EQ(sign_in(), "good");
}

TEST_F(ProviderTest, keys_that_could_not_be_fetched_are_asked_for_again_soon) {
  const std::string keys = issuer_.document.text("jwks_uri");
  issuer_.document.set("jwks_uri", issuer_.address + "/nowhere");
  EXPECT_EQ(sign_out(), "not-reached");
  EXPECT_EQ(sign_out(), "not-reached");
  EXPECT_EQ(issuer_.called["/nowhere"], 1);
  issuer_.document.set("jwks_uri", keys);
  now_ = now_ + Duration::hours(1);
  EXPECT_EQ(sign_out(), "good");
}

TEST_F(ProviderTest, keys_of_an_issuer_that_is_away_are_good_for_a_day) {
  EXPECT_EQ(sign_in(), "good");
  issuer_.away = true;
  now_ = now_ + Duration::hours(23);
  EXPECT_EQ(sign_out(), "good");
  now_ = now_ + Duration::hours(1);
  EXPECT_EQ(sign_out(), "not-reached");
}

TEST_F(ProviderTest, a_document_that_is_not_right_is_not_used) {
  const json::Value good = issuer_.document;
  const auto with = [&](const char* name, json::Value value) {
    issuer_.document = good;
    issuer_.document.set(name, std::move(value));
    anew();
    return verdict(provider_->start(random_, now_));
  };
  EXPECT_EQ(with("issuer", "https://sign-in.health.example"), "not-reached");
  EXPECT_EQ(with("response_types_supported", json::Array{"id_token"}), "not-reached");
  EXPECT_EQ(with("code_challenge_methods_supported", json::Array{"plain"}), "not-reached");
  EXPECT_EQ(with("code_challenge_methods_supported", nullptr), "good");
  for (const char* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    EXPECT_EQ(with(name, "https://elsewhere.example/x"), "not-reached") << name;
    EXPECT_EQ(with(name, "http://sign-in.police.example/x"), "not-reached") << name;
    EXPECT_EQ(with(name, "https://sign-in.police.example@elsewhere.example/"), "not-reached");
    EXPECT_EQ(with(name, nullptr), "not-reached") << name;
  }
  settings_.origins = {"https://keys.example"};
  EXPECT_EQ(with("jwks_uri", "https://keys.example/x"), "good");
}

TEST_F(ProviderTest, the_issuer_beside_a_code_must_be_this_one) {
  EXPECT_TRUE(provider_->issuer_fits("", now_));
  EXPECT_TRUE(provider_->issuer_fits(issuer_.address, now_));
  EXPECT_FALSE(provider_->issuer_fits("https://sign-in.health.example", now_));
  issuer_.document.set("authorization_response_iss_parameter_supported", true);
  anew();
  EXPECT_FALSE(provider_->issuer_fits("", now_));
  EXPECT_TRUE(provider_->issuer_fits(issuer_.address, now_));
}

TEST(Addresses, only_https_or_this_machine) {
  EXPECT_EQ(*origin_of("https://a.example/b/c"), "https://a.example");
  EXPECT_EQ(*origin_of("https://a.example:8443"), "https://a.example:8443");
  EXPECT_EQ(*origin_of("http://127.0.0.1:4000/x"), "http://127.0.0.1:4000");
  EXPECT_EQ(*origin_of("http://[::1]/x"), "http://[::1]");
  for (const char* bad :
       {"", "a.example", "ftp://a.example", "http://a.example", "https://", "https:///x",
        "https://u@a.example", "https://a.example?x", "https://a.example/#x", "https://A.example",
        "https://a.example/\x01", "https://a.example/ x", "http://localhost.elsewhere.example",
        "https://a.example\\@b.example", "http://127.0.0.1.example/"}) {
    EXPECT_FALSE(origin_of(bad)) << bad;
  }
}

TEST(Calls, one_too_many_at_once_calls_nobody) {
  const auto two = at_most(2);
  int calls = 0;
  Call inner = [&](const Ask&) -> Result<Answer> {
    ++calls;
    return Answer{200, ""};
  };
  const Call last = two(inner);
  const Call second = two([&](const Ask& ask) { return last(ask); });
  const Call first = two([&](const Ask& ask) { return second(ask); });
  EXPECT_EQ(first({}).error().code, ErrorCode::too_many_requests);
  EXPECT_EQ(calls, 0);
  EXPECT_TRUE(second({}));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace mash::oidc
