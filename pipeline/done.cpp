// SPDX-License-Identifier: MIT
#include "done.h"

#include <algorithm>

#include "mash/pipeline/tokens.h"

namespace mash::pipeline {

namespace {

constexpr std::string_view k_rest = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

std::string cookie_of(const AppOptions& options) {
  return options.cookie_name + "-done";
}

bool is_page(const http::Response& response) {
  return response.status == 200 && std::ranges::any_of(response.headers, [](const auto& one) {
           return one.first == "content-type" && one.second.starts_with("text/html");
         });
}

bool is_person(const AppOptions& options, const Asker& asker) {
  return options.done && asker.person != nullptr && !asker.json;
}

// The kind, and whose act it was: "case.rated~5f..".
std::string value_of(const KeyRing& keys, const Asker& asker, const std::string& kind) {
  const auto& person = asker.person->principal.person;
  return kind + '~' + hex(token_hash(keys, "done", person.text() + '\x1f' + kind)).substr(0, 32);
}

}  // namespace

std::string said_of_last_act(const AppOptions& options, const KeyRing& keys,
                             const http::Request& request, const Asker& asker) {
  if (!is_person(options, asker) || request.method != "GET") return "";
  const std::string value(request.cookie(cookie_of(options)));
  const std::string kind = value.substr(0, value.find('~'));
  return value == value_of(keys, asker, kind) ? options.done(kind) : "";
}

void keep_last_act(const AppOptions& options, const KeyRing& keys, const http::Request& request,
                   const Asker& asker, const Event& event, bool sessions_end,
                   http::Response& response) {
  if (!is_person(options, asker)) return;
  const bool waits = !request.cookie(cookie_of(options)).empty();
  const bool said = request.method == "GET" && is_page(response);
  if (waits && (said || sessions_end)) {
    response.add("set-cookie", cookie_of(options) + "=" + std::string(k_rest) + "0");
    return;
  }
  const bool did =
      request.method == "POST" && response.status == 303 && event.outcome == Outcome::granted;
  if (!did || sessions_end || options.done(event.kind).empty()) return;
  response.add("set-cookie", cookie_of(options) + "=" + value_of(keys, asker, event.kind) +
                                 std::string(k_rest) + "60");
}

}  // namespace mash::pipeline
