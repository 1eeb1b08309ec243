// SPDX-License-Identifier: MIT
#include "wait_answer.h"

#include "mash/login/passkeys.h"
#include "mash/pipeline/elsewhere.h"

namespace mash::server {

std::int64_t whole_minutes(Duration wait) {
  const std::int64_t minute = Duration::minutes(1).micros;
  return (wait.micros + minute - 1) / minute;
}

http::Response wait_answer(pipeline::App& app, const http::Request& request, std::int64_t minutes,
                           std::string path, std::string query) {
  http::Request page;
  page.method = "GET";
  page.path = std::move(path);
  page.query = std::move(query);
  page.headers = request.headers;
  page.remote = request.remote;
  http::Response response = app.dispatch(page);
  constexpr int k_too_many_requests = 429;
  response.status = k_too_many_requests;
  response.set("retry-after", std::to_string(minutes * 60));
  return response;
}

std::optional<http::Response> wait_to_sign_in(pipeline::App& app, pipeline::NetworkShares& shares,
                                              const http::Request& request, UtcTime now) {
  if (request.method != "POST" || !login::is_try(request.path) ||
      pipeline::from_elsewhere(request)) {
    return std::nullopt;
  }
  const auto wait = shares.take(request.remote, now);
  if (!wait) return std::nullopt;
  return wait_answer(app, request, whole_minutes(*wait), std::string(login::k_sign_in_path),
                     std::string(login::k_wait_query));
}

}  // namespace mash::server
