// SPDX-License-Identifier: MIT
#include "persona.h"

namespace mash::server {

namespace {

constexpr Duration k_session_lasts = Duration::minutes(14);

http::Request request_of(const std::string& method, const std::string& path,
                         const std::string& cookie, std::string body) {
  http::Request r;
  r.method = method;
  const auto question = path.find('?');
  r.path = path.substr(0, question);
  if (question != std::string::npos) r.query = path.substr(question + 1);
  r.remote = "127.0.0.1";
  r.headers = {{"host", "hub.localhost"},
               {"accept", "application/json"},
               {"content-type", "application/json"},
               {"x-openmash", "1"}};
  if (!cookie.empty()) r.headers.emplace_back("cookie", cookie);
  r.body = std::move(body);
  return r;
}

}  // namespace

Persona::Persona(pipeline::App& app, const Clock& clock, std::string id)
    : app_(app), clock_(clock), id_(std::move(id)) {}

Result<json::Value> Persona::read(const std::string& path) {
  MASH_TRY_DO(sign_in());
  return send("GET", path, "");
}

Result<std::string> Persona::act(const std::string& path, const json::Value& answers) {
  MASH_TRY_DO(sign_in());
  MASH_TRY(const json::Value done, send("POST", path, json::encode(answers)));
  return done.text("location");
}

Result<void> Persona::sign_in() {
  const UtcTime now = clock_.now();
  const bool signed_in = !cookie_.empty() && now < seen_ + k_session_lasts;
  seen_ = now;
  if (signed_in) return {};
  cookie_.clear();
  const json::Value persona = json::Object{{"persona", id_}};
  MASH_TRY_DO(send("POST", "/sign-in/demo", json::encode(persona)));
  return {};
}

Result<json::Value> Persona::send(const std::string& method, const std::string& path,
                                  const std::string& body) {
  const auto answer = app_.dispatch(request_of(method, path, cookie_, body));
  if (answer.status != 200) {
    return Error{ErrorCode::internal,
                 method + " " + path + " answers " + std::to_string(answer.status) + " to " + id_,
                 {}};
  }
  for (const auto& [name, value] : answer.headers) {
    if (name == "set-cookie") cookie_ = value.substr(0, value.find(';'));
  }
  return json::parse(answer.body);
}

}  // namespace mash::server
