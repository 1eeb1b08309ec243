// SPDX-License-Identifier: MIT
// A browser of somebody without an account, for tests: keeps cookies, sends forms, follows 303.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "mash/door/schema.h"
#include "mash/notify/notify.h"
#include "mash/notify/schema.h"
#include "mash/notify/templates.h"
#include "mash/packages/packages.h"
#include "mash/support/test_app.h"

namespace mash::notify {

using Form = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(pipeline::App& app) : app_(app) {}

  http::Response get(const std::string& path) { return send("GET", path, ""); }
  http::Response post(const std::string& path, const Form& form = {}) {
    std::string body;
    for (const auto& [name, value] : form) {
      if (!body.empty()) body += '&';
      body += http::percent_encode(name) + "=" + http::percent_encode(value);
    }
    return send("POST", path, body);
  }
  http::Response upload(const std::string& bytes, const std::string& shows = "A plantedbruise",
                        const std::string& name = "plantedname.jpg") {
    const std::string part = "--edge\r\ncontent-disposition: form-data; name=";
    return send("POST", std::string(k_files_path),
                part + "\"file\"; filename=\"" + name + "\"\r\n\r\n" + bytes + "\r\n" + part +
                    "\"shows\"\r\n\r\n" + shows + "\r\n--edge--\r\n",
                "multipart/form-data; boundary=edge");
  }
  // Where a post leads; "" if it leads nowhere.
  std::string next(const std::string& path, const Form& form = {}) {
    return location(post(path, form));
  }
  static std::string location(const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "location") return value;
    }
    return "";
  }
  // As an extra header of the next request.
  void set_header(std::string name, std::string value) {
    extra_ = {{std::move(name), std::move(value)}};
  }
  std::map<std::string, std::string> cookies;

 private:
  http::Response send(const std::string& method, const std::string& path, std::string body,
                      const std::string& type = "application/x-www-form-urlencoded") {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = "203.0.113.9";
    r.headers = {{"host", "gate.test"}};
    if (method == "POST") r.headers.emplace_back("content-type", type);
    std::string cookie;
    for (const auto& [name, value] : cookies)
      cookie += (cookie.empty() ? "" : "; ") + name + "=" + value;
    if (!cookie.empty()) r.headers.emplace_back("cookie", cookie);
    r.headers.insert(r.headers.end(), extra_.begin(), extra_.end());
    extra_.clear();
    r.body = std::move(body);
    const http::Response response = app_.dispatch(r);
    for (const auto& [name, value] : response.headers) {
      if (name == "set-cookie") keep(value);
    }
    return response;
  }
  void keep(const std::string& header) {
    const auto equals = header.find('=');
    const std::string value = header.substr(equals + 1, header.find(';') - equals - 1);
    cookies.erase(header.substr(0, equals));
    if (!value.empty()) cookies[header.substr(0, equals)] = value;
  }

  pipeline::App& app_;
  http::Headers extra_;
};

// The form alone on a real database, and the hub's secret to open what it seals.
inline constexpr std::int64_t k_file_room = 30'000'000;

struct FormWorld {
  explicit FormWorld(db::Engine engine)
      : app(options(engine, crypto::box_public_key(hub_secret))) {}

  static support::TestAppOptions options(db::Engine engine, const crypto::PublicKey& hub_key) {
    support::TestAppOptions o;
    o.engine = engine;
    o.migrations = {{2, "door", door::schema()},
                    {3, "notify", schema()},
                    {4, "pieces", door::pieces_schema()},
                    {5, "files_wait", door::files_wait_schema()}};
    o.routes = routes({.hub_key = hub_key,
                       .hub_name = "Barnfield Multi-Agency Safeguarding Hub",
                       .phone = "020 7946 0000",
                       .receipt_days = 90,
                       .file_room = k_file_room});
    o.templates = templates();
    o.key_names = {"gate-content"};
    return o;
  }

  door::Door door() {
    return door::Door({.database = app.database(),
                       .clock = app.clock(),
                       .random = app.random(),
                       .keys = app.keys(),
                       .takers = {{packages::OutwardKind::feedback, feedback_taker()}}});
  }

  support::SeededRandom hub_random{99};
  crypto::Key hub_secret = crypto::Key::make(hub_random);
  support::TestApp app;
};

// The answers of a neighbour, up to the check page.
inline void fill_in(Browser& browser) {
  browser.post("/notify/start");
  browser.post("/notify/danger", {{"danger", "no"}});
  browser.post("/notify/who", {{"who", "friend"}});
  browser.post("/notify/child/1", {{"given_name", "Plantedgiven"},
                                   {"surname", "Plantedsurname"},
                                   {"dob-day", "27"},
                                   {"dob-month", "3"},
                                   {"dob-year", "2017"},
                                   {"sex", "F"},
                                   {"address_line", "14 Plantedlane"},
                                   {"postcode", "BQ1 1AA"},
                                   {"school", "Quillgate Primary School"}});
  browser.post("/notify/children", {{"more", "no"}});
  browser.post("/notify/where", {{"where_now", "At home, plantedwhere"}});
  browser.post("/notify/what", {{"narrative", "Shouting at night,\r\nplantedwords \xCE\xA9"}});
  browser.post("/notify/others", {{"who_else", "Her plantedmother"}});
  browser.post("/notify/contact", {{"referrer_name", "Planted Neighbour"},
                                   {"referrer_phone", "020 7946 0999"},
                                   {"keep_back", "yes"}});
}
inline constexpr const char* k_planted[] = {
    "Plantedgiven", "Plantedsurname", "Plantedlane",       "Quillgate", "plantedwhere",
    "plantedwords", "plantedmother",  "Planted Neighbour", "7946 0999", "2017-03-27"};

// "7KQ4-XM2P-M" and "ABCD-EFGH-JKMN" out of the confirmation.
inline std::pair<std::string, std::string> reference_and_code(const http::Response& sent) {
  const auto after = [&](const std::string& words) {
    const std::string start = "<dd class=\"govuk-summary-list__value\">";
    const auto key = sent.body.find("<dt class=\"govuk-summary-list__key\">" + words);
    const auto at = sent.body.find(start, key) + start.size();
    return sent.body.substr(at, sent.body.find('<', at) - at);
  };
  return {after("Reference"), after("Receipt code")};
}

}  // namespace mash::notify
