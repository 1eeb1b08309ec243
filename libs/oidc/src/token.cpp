// SPDX-License-Identifier: MIT
#include "mash/oidc/token.h"

#include <algorithm>
#include <optional>

#include "mash/base/bytes.h"
#include "mash/crypto/crypto.h"

namespace mash::oidc {

namespace {

constexpr std::size_t k_longest_name = 255;  // of sub: OpenID Connect Core 1.0 section 2
constexpr std::string_view k_logout_event = "http://schemas.openid.net/event/backchannel-logout";
constexpr std::int64_t k_last_second = 253'402'300'799;  // of the year 9999

std::optional<UtcTime> time_in(const json::Value& claims, const char* name) {
  const auto* seconds = claims[name].as_int();
  if (seconds == nullptr || *seconds < 0 || *seconds > k_last_second) return std::nullopt;
  return UtcTime{} + Duration::seconds(*seconds);
}

std::vector<std::string> texts_in(const json::Value& list) {
  std::vector<std::string> out;
  if (const auto* items = list.as_array()) {
    for (const auto& item : *items) {
      if (const auto* text = item.as_string()) out.push_back(*text);
    }
  }
  return out;
}

// Us and nobody else: who else there is could hand the token on to us as if it were theirs.
bool is_for(const json::Value& claims, const std::string& client_id) {
  const auto& aud = claims["aud"];
  if (const auto* list = aud.as_array()) {
    if (list->size() != 1 || texts_in(aud) != std::vector{client_id}) return false;
  } else if (claims.text("aud") != client_id) {
    return false;
  }
  return claims["azp"].is_null() || claims.text("azp") == client_id;
}

// A text of one to 255 characters; empty for all else.
std::string name_in(const json::Value& claims, std::string_view claim) {
  std::string out = claims.text(claim);
  if (out.size() > k_longest_name) out.clear();
  return out;
}

bool is_type(const Jws& jws, std::string_view wanted) {
  std::string type = jws.type;
  std::ranges::transform(type, type.begin(), [](char ch) {
    return ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
  });
  return type.empty() || type == "jwt" || type == wanted || type == "application/jwt" ||
         type == "application/" + std::string(wanted);
}

// What both kinds have in common. The issuer is looked at before its keys are.
std::optional<Flaw> check_common(const Jws& jws, const KeySet& keys, const Expected& expected,
                                 UtcTime now, bool must_expire) {
  const auto& claims = jws.claims;
  if (claims.text("iss") != expected.issuer) return Flaw::issuer;
  if (const auto flaw = check_signature(jws, keys)) return flaw;
  if (!is_for(claims, expected.client_id)) return Flaw::audience;
  const auto expires = time_in(claims, "exp");
  if (!expires && (must_expire || !claims["exp"].is_null())) return Flaw::expired;
  if (expires && now >= *expires + k_clock_skew) return Flaw::expired;
  const auto made = time_in(claims, "iat");
  if (!made || *made > now + k_clock_skew || now > *made + k_oldest_token + k_clock_skew) {
    return Flaw::time;
  }
  if (claims["nbf"].is_null()) return std::nullopt;
  const auto from = time_in(claims, "nbf");
  if (!from || *from > now + k_clock_skew) return Flaw::time;
  return std::nullopt;
}

std::optional<Flaw> check_strength(const json::Value& claims, const Expected& expected,
                                   UtcTime now) {
  if (!expected.acr.empty() &&
      std::ranges::find(expected.acr, claims.text("acr")) == expected.acr.end()) {
    return Flaw::acr;
  }
  const auto methods = texts_in(claims["amr"]);
  for (const auto& wanted : expected.amr) {
    if (std::ranges::find(methods, wanted) == methods.end()) return Flaw::amr;
  }
  if (expected.max_age == Duration{}) return std::nullopt;
  const auto at = time_in(claims, "auth_time");
  if (!at || *at > now + k_clock_skew || now > *at + expected.max_age + k_clock_skew) {
    return Flaw::too_old;
  }
  return std::nullopt;
}

bool is_same(std::string_view a, std::string_view b) {
  return crypto::equal_in_constant_time(as_bytes(a), as_bytes(b));
}

}  // namespace

Checked<SignedIn> check_id_token(std::string_view token, const KeySet& keys,
                                 const Expected& expected, std::string_view nonce, UtcTime now) {
  Flaw flaw{};
  const auto jws = read_jws(token, flaw);
  if (!jws) return flaw;
  const auto& claims = jws->claims;
  // A logout token is signed by the same keys for the same client.
  if (!is_type(*jws, "jwt") || !claims["events"].is_null()) return Flaw::kind;
  if (const auto common = check_common(*jws, keys, expected, now, true)) return *common;
  const std::string said = claims.text("nonce");
  if (nonce.empty() || !is_same(said, nonce)) return Flaw::nonce;
  SignedIn out{Sensitive(name_in(claims, expected.claim)), Sensitive(name_in(claims, "sub")),
               Sensitive(name_in(claims, "sid")), time_in(claims, "auth_time")};
  if (out.who.empty() || out.subject.empty()) return Flaw::subject;
  if (const auto weak = check_strength(claims, expected, now)) return *weak;
  return out;
}

Checked<SignedOut> check_logout_token(std::string_view token, const KeySet& keys,
                                      const Expected& expected, UtcTime now) {
  Flaw flaw{};
  const auto jws = read_jws(token, flaw);
  if (!jws) return flaw;
  const auto& claims = jws->claims;
  const auto* event = claims["events"][k_logout_event].as_object();
  if (!is_type(*jws, "logout+jwt") || event == nullptr || !claims["nonce"].is_null()) {
    return Flaw::kind;
  }
  // Providers of before 2022 give logout tokens no exp; their age is bounded all the same.
  if (const auto common = check_common(*jws, keys, expected, now, false)) return *common;
  SignedOut out{Sensitive(name_in(claims, "sub")), Sensitive(name_in(claims, "sid")),
                Sensitive(name_in(claims, "jti"))};
  if (out.once.empty() || (out.subject.empty() && out.at_issuer.empty())) return Flaw::subject;
  return out;
}

}  // namespace mash::oidc
