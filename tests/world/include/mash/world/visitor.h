// SPDX-License-Identifier: MIT
// One person in front of one room, as a browser without scripts or as a machine: keeps cookies,
// reads forms, fills them in. Everything goes through App::dispatch.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/json/value.h"
#include "mash/pipeline/app.h"
#include "mash/support/test_app.h"
#include "mash/world/page.h"

namespace mash::world {

// Ids and randomness of a request depend on (seed, actor, step, count of the actor's requests in
// this step) and on nothing else, so that what others do cannot shift them (settled.md 20).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed), random_(seed) {}
  void begin(const std::string& step);
  void throw_for(const std::string& actor);
  Random& random() { return random_; }

 private:
  std::uint64_t seed_;
  std::string step_ = "start";
  std::map<std::string, int> counts_;
  support::SeededRandom random_;
};

// What was asked of a room, and how it answered.
struct Visit {
  std::string actor;
  std::string method;
  std::string path;
  std::string content_type;
  std::string body;
  int status = 0;
};

// Between the visitors and a room: who looks on, what has been seen.
struct Wire {
  pipeline::App* app = nullptr;
  Dice* dice = nullptr;
  std::string session_cookie;  // AppOptions::cookie_name
  // Looks at each answer, and may change it (tests that leak on purpose).
  std::function<void(const http::Request&, http::Response&)> tap{};
  // Filled while `recording`: each request, and each path that any page led to, with its query.
  bool recording = true;
  std::vector<Visit> visits{};
  std::set<std::string> paths{};
};

class Visitor {
 public:
  Visitor(Wire& wire, std::string name) : wire_(&wire), name_(std::move(name)) {}

  support::Answer get(const std::string& path);   // JSON
  support::Answer page(const std::string& path);  // HTML, remembered for form()
  // Follows redirections of the room to the page where they end.
  support::Answer follow(const support::Answer& answer);
  support::Answer post(const std::string& path, const json::Value& body);
  support::Answer submit(const Form& form);
  // As written, with this session's form token.
  support::Answer submit(const std::string& path,
                         const std::vector<std::pair<std::string, std::string>>& values);
  // The form of the last page that posts to this path. Throws std::runtime_error, with what the
  // page says, if there is none. `nth` where a page has several.
  [[nodiscard]] Form form(const std::string& action, std::size_t nth = 0) const;
  [[nodiscard]] std::vector<Form> forms() const { return forms_of(last_.body); }
  [[nodiscard]] const support::Answer& last() const { return last_; }

  // Any request, with this visitor's cookies.
  support::Answer send(http::Request request);
  [[nodiscard]] http::Request request(const std::string& method, const std::string& path) const;
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string cookie(const std::string& name) const;
  void keep_cookie(const std::string& name, std::string value) {
    cookies_[name] = std::move(value);
  }
  void forget_cookies() { cookies_.clear(); }
  [[nodiscard]] std::string form_token() const;
  [[nodiscard]] bool has_session() const { return !cookie(wire_->session_cookie).empty(); }

 private:
  void keep_cookies(const http::Response& response);
  void record(const http::Request& request, const http::Response& response);

  Wire* wire_;
  std::string name_;
  std::map<std::string, std::string> cookies_;
  support::Answer last_;
};

}  // namespace mash::world
