// SPDX-License-Identifier: MIT
#include "mash/oidc/provider.h"
#include "mash/base/base64url.h"

#include <array>
#include <utility>

#include "client.h"
#include "mash/base/log.h"
#include "mash/crypto/crypto.h"

namespace mash::oidc {

namespace {

constexpr Duration k_fresh = Duration::hours(1);
// An issuer that does not answer may have taken keys back meanwhile.
constexpr Duration k_oldest = Duration::hours(24);
constexpr Duration k_key_pause = Duration::minutes(1);
constexpr Duration k_failure_pause = Duration::seconds(10);
constexpr int k_ok = 200;

Error not_reached() {
  return {ErrorCode::unavailable, "The issuer does not answer", {}};
}

// Also no where the clock was put back.
bool is_within(UtcTime then, Duration span, UtcTime now) {
  return now >= then && now - then < span;
}

std::string random_text(Random& random) {
  std::array<std::uint8_t, 32> raw{};
  random.fill(raw);
  return base64url(raw);
}

// What an operator may have to mend (RFC 6749 section 5.2); other words of an issuer are not
// logged.
std::string known_error(const std::string& said) {
  for (const char* code : {"invalid_request", "invalid_client", "invalid_grant",
                           "unauthorized_client", "unsupported_grant_type", "invalid_scope"}) {
    if (said == code) return code;
  }
  return "other";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

Provider::Provider(ProviderSettings settings, Call call)
    : settings_(std::move(settings)), call_(std::move(call)) {
  if (const auto own = origin_of(settings_.expected.issuer)) settings_.origins.push_back(*own);
}

Result<Answer> Provider::ask(const Ask& ask, UtcTime now) {
  const bool rests = known_.with([now](const Known& known) {
    return known.failed_at && is_within(*known.failed_at, k_failure_pause, now);
  });
  if (rests) return not_reached();
  auto answer = call_(ask);
  if (!answer && answer.error().code == ErrorCode::too_many_requests) return answer;
  known_.with([&](Known& known) { known.failed_at = answer ? std::nullopt : std::optional(now); });
  if (!answer) log::error("oidc.not_reached", {{"issuer", issuer()}});
  return answer;
}

Result<json::Value> Provider::fetch(const std::string& address, UtcTime now) {
  MASH_TRY(const Answer answer, ask({.address = address}, now));
  auto document =
      answer.status == k_ok ? json::parse(answer.body) : Result<json::Value>(not_reached());
  if (!document) {
    known_.with([now](Known& known) { known.failed_at = now; });
    log::error("oidc.no_document", {{"issuer", issuer()}, {"status", answer.status}});
  }
  return document;
}

Result<Endpoints> Provider::endpoints(UtcTime now) {
  const auto [kept, at] = known_.with(
      [](const Known& known) { return std::pair(known.endpoints, known.endpoints_at); });
  if (kept && is_within(at, k_fresh, now)) return *kept;
  const auto document = fetch(discovery_address(issuer()), now);
  auto read = document ? read_discovery(*document, issuer(), settings_.origins)
                       : Result<Endpoints>(document.error());
  if (read) {
    known_.with([&](Known& known) {
      known.endpoints = *read;
      known.endpoints_at = now;
    });
    return read;
  }
  if (!read.error().faults.empty()) {
    log::error("oidc.discovery_refused", {{"member", read.error().faults.front().field}});
  }
  if (kept && is_within(at, k_oldest, now)) return *kept;
  return read;
}

Result<KeySet> Provider::fetch_keys(UtcTime now) {
  MASH_TRY(const Endpoints where, endpoints(now));
  MASH_TRY(const json::Value document, fetch(where.keys, now));
  MASH_TRY(KeySet keys, KeySet::parse(document));
  known_.with([&](Known& known) {
    known.keys = keys;
    known.keys_at = now;
  });
  return keys;
}

Result<KeySet> Provider::keys(UtcTime now) {
  const auto [kept, at] =
      known_.with([](const Known& known) { return std::pair(known.keys, known.keys_at); });
  if (kept.size() > 0 && is_within(at, k_fresh, now)) return kept;
  auto fetched = newer_keys(now);
  if (fetched) return *std::move(fetched);
  if (kept.size() > 0 && is_within(at, k_oldest, now)) return kept;
  return not_reached();
}

std::optional<KeySet> Provider::newer_keys(UtcTime now) {
  const bool may = known_.with([now](Known& known) {
    const bool just_now = known.keys_asked_at && is_within(*known.keys_asked_at, k_key_pause, now);
    if (just_now && known.keys.size() > 0) return false;
    known.keys_asked_at = now;
    return true;
  });
  if (!may) return std::nullopt;
  auto fetched = fetch_keys(now);
  if (!fetched) return std::nullopt;
  return *std::move(fetched);
}

template <class T, class Check>
Checked<T> Provider::checked(const Check& check, UtcTime now) {
  const auto kept = keys(now);
  if (!kept) return Flaw::not_reached;
  auto out = check(*kept);
  const auto* flaw = std::get_if<Flaw>(&out);
  if (flaw == nullptr || *flaw != Flaw::no_key) return out;
  const auto newer = newer_keys(now);
  return newer ? check(*newer) : out;
}

Checked<Start> Provider::start(Random& random, UtcTime now, bool anew) {
  const auto where = endpoints(now);
  if (!where) return Flaw::not_reached;
  Start out{.state = random_text(random),
            .nonce = random_text(random),
            .verifier = Sensitive(random_text(random))};
  const auto& expected = settings_.expected;
  std::vector<std::string> scopes = {"openid"};
  scopes.insert(scopes.end(), settings_.scopes.begin(), settings_.scopes.end());
  Pairs query = {{"response_type", "code"},
                 {"client_id", expected.client_id},
                 {"redirect_uri", settings_.redirect_address},
                 {"scope", joined(scopes)},
                 {"state", out.state},
                 {"nonce", out.nonce},
                 {"code_challenge", code_challenge(out.verifier)},
                 {"code_challenge_method", "S256"}};
  if (!expected.acr.empty()) query.emplace_back("acr_values", joined(expected.acr));
  if (anew) {
    query.emplace_back("prompt", "login");
    query.emplace_back("max_age", "0");
  } else if (expected.max_age != Duration{}) {
    query.emplace_back("max_age",
                       std::to_string(expected.max_age.micros / Duration::seconds(1).micros));
  }
  out.address = where->authorization + "?" + form_of(query);
  return out;
}

Ask Provider::token_request(const std::string& address, const std::string& code, const Start& start,
                            Random& random, UtcTime now) const {
  const auto& id = settings_.expected.client_id;
  Pairs form = {{"grant_type", "authorization_code"},
                {"code", code},
                {"redirect_uri", settings_.redirect_address},
                {"code_verifier", start.verifier.reveal()}};
  Ask out{.address = address};
  if (const auto* secret = std::get_if<ClientSecret>(&settings_.client)) {
    out.authorization = basic_authorization(id, secret->secret);
  } else {
    const auto& key = std::get<ClientKey>(settings_.client);
    form.emplace_back("client_id", id);
    form.emplace_back("client_assertion_type",
                      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.emplace_back("client_assertion",
                      client_assertion(key.key, key.id, id, address, random_text(random), now));
  }
  out.form = Sensitive(form_of(form));
  return out;
}

Checked<SignedIn> Provider::finish(const std::string& code, const Start& start, Random& random,
                                   UtcTime now) {
  const auto where = endpoints(now);
  if (!where) return Flaw::not_reached;
  const auto answer = ask(token_request(where->token, code, start, random, now), now);
  if (!answer) return Flaw::not_reached;
  const auto body = json::parse(answer->body);
  const std::string token = body ? body->text("id_token") : "";
  if (answer->status != k_ok || token.empty()) {
    const std::string why = known_error(body ? body->text("error") : "");
    log::error("oidc.no_token", {{"issuer", issuer()}, {"status", answer->status}, {"error", why}});
    return Flaw::not_given;
  }
  return checked<SignedIn>(
      [&](const KeySet& keys) {
        return check_id_token(token, keys, settings_.expected, start.nonce, now);
      },
      now);
}

Checked<SignedOut> Provider::check_logout(std::string_view token, UtcTime now) {
  // What is no token of this issuer makes nobody ask it for keys.
  const auto first = check_logout_token(token, {}, settings_.expected, now);
  const auto* flaw = std::get_if<Flaw>(&first);
  if (flaw != nullptr && *flaw != Flaw::no_key) return *flaw;
  return checked<SignedOut>(
      [&](const KeySet& keys) { return check_logout_token(token, keys, settings_.expected, now); },
      now);
}

bool Provider::issuer_fits(std::string_view said, UtcTime now) {
  if (!said.empty()) return said == issuer();
  const auto where = endpoints(now);
  return !where || !where->says_issuer;  // one that is away gives no token either
}

}  // namespace mash::oidc
