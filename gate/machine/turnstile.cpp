// SPDX-License-Identifier: MIT
#include "mash/machine/turnstile.h"

#include "mash/base/log.h"
#include "mash/machine/token.h"
#include "request.h"

namespace mash::machine {

namespace {

// Takes the text out again, whatever happens meanwhile.
class InHand {
 public:
  InHand(Guarded<std::set<std::string>>& all, std::string text)
      : all_(all), text_(std::move(text)) {
    first_ = all_.with([&](auto& set) { return set.insert(text_).second; });
  }
  ~InHand() {
    if (first_) all_.with([&](auto& set) { set.erase(text_); });
  }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;
  [[nodiscard]] bool first() const { return first_; }

 private:
  Guarded<std::set<std::string>>& all_;
  std::string text_;
  bool first_ = false;
};

http::Response wait_answer(const pipeline::App& app, const http::Request& request, Duration wait) {
  const std::int64_t second = Duration::seconds(1).micros;
  const std::string seconds = std::to_string((wait.micros + second - 1) / second);
  auto response =
      app.refuse(request, about_all(ErrorCode::too_many_requests,
                                    "Too many requests. Wait " + seconds + " seconds", "too-many"));
  response.set("retry-after", seconds);
  return response;
}

}  // namespace

bool is_for_machines(const http::Request& request) {
  return request.path.starts_with("/api/");
}

Turnstile::Turnstile(const Limits& limits, Random& random)
    : tokens_(limits.requests, limits.minutes, random), strangers_(limits.strangers, random) {}

http::Response Turnstile::pass(pipeline::App& app, db::Database& database,
                               const pipeline::Vault& vault, const http::Request& request,
                               UtcTime now) {
  std::optional<Caller> caller;
  try {
    database.read([&](db::Transaction& tx) { caller = find_caller(tx, vault, request); });
  } catch (const db::DatabaseError& e) {
    log::error("request.database", {{"what", e.what()}});
    return app.refuse(request,
                      {ErrorCode::unavailable, "The record cannot be reached just now", {}});
  }
  const auto wait =
      caller ? tokens_.take(as_bytes(caller->token), now) : strangers_.take(request.remote, now);
  if (wait) return wait_answer(app, request, *wait);
  const auto key = idempotency_key(request);
  if (!caller || !key || !*key) return app.dispatch(request);
  const InHand mine(in_hand_, caller->token + '\x1f' + **key);
  if (mine.first()) return app.dispatch(request);
  return app.refuse(request, about_all(ErrorCode::conflict,
                                       "What was sent under this Idempotency-Key is still being "
                                       "taken in. Send the same again",
                                       "idempotency-key-in-use"));
}

}  // namespace mash::machine
