// SPDX-License-Identifier: MIT
#include "mash/support/test_app.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "mash/base/assert.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/pipeline/templates.h"

namespace mash::support {

namespace {

constexpr std::string_view k_cookie = "__Host-mash-test";

pipeline::Route sign_in_route() {
  using pipeline::Context;
  return pipeline::act<policy::Action::sign_in>(
      {.path = "/test/sign-in",
       .summary = "Sign in (tests)",
       .event = "test.sign-in",
       .fields = {{.name = "person", .label = "Person", .required = true}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<pipeline::Reply> {
         c.start_session(StaffId::trusted(std::string(c.input.text("person"))));
         return pipeline::SeeOther{"/", {}};
       }});
}

std::vector<html::Source> all_templates(const std::vector<html::Source>& own) {
  std::vector<html::Source> out = html::shared_templates();
  for (const auto& s : pipeline::templates()) out.push_back(s);
  out.insert(out.end(), own.begin(), own.end());
  return out;
}

std::vector<std::string> key_names(std::vector<std::string> names) {
  for (const char* n : {"front-door", "audit", "session", "lookup", "box", "sign"}) {
    names.emplace_back(n);
  }
  return names;
}

void fill(http::Request& r, const std::string& token,
          const std::vector<std::pair<std::string, std::string>>& form) {
  r.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  if (!token.empty()) r.body = "csrf=" + token;
  for (const auto& [name, value] : form) {
    if (!r.body.empty()) r.body += '&';
    r.body += http::percent_encode(name) + "=" + http::percent_encode(value);
  }
}

}  // namespace

void SeededRandom::reseed(std::uint64_t seed) {
  state_ = seed;
}

// SplitMix64 (Steele, Lea, Flood 2014): enough to tell values apart, never for secrets.
void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (auto& b : out) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    b = static_cast<std::uint8_t>(z ^ (z >> 31U));
  }
}

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "mash-test-XXXXXX").string();
  const char* made = ::mkdtemp(pattern.data());
  if (made == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = made;
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

db::Options test_database_options(db::Engine engine, const TempFolder& folder) {
  if (engine == db::Engine::sqlite) return db::options_for(folder.path() + "/test.db");
  const char* url = std::getenv("MASH_TEST_POSTGRES");
  if (url == nullptr) {
    throw std::runtime_error(
        "set MASH_TEST_POSTGRES to the URL of a PostgreSQL 15 (scripts/postgres.sh start DIR)");
  }
  db::Options options = db::options_for(url);
  options.schema = "t_" + std::filesystem::path(folder.path()).filename().string();
  for (char& ch : options.schema) {
    if (ch == '-') ch = '_';
    if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
  }
  return options;
}

std::unique_ptr<db::Database> test_database(db::Engine engine, const TempFolder& folder) {
  return db::Database::open(test_database_options(engine, folder));
}

std::vector<Place> files_below(const std::string& folder) {
  std::vector<Place> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out.emplace_back(entry.path().string(), text.str());
  }
  return out;
}

std::vector<Place> places_of(db::Database& database, const std::string& folder) {
  auto out = files_below(folder);
  database.read([&](db::Transaction& tx) {
    if (!tx.is_postgres()) return;
    for (const auto& table :
         tx.query("select table_name::text from information_schema.tables where table_schema = "
                  "current_schema()")) {
      std::string text;
      for (const auto& row : tx.query("select cast(t as text) from \"" + table.text(0) + "\" t")) {
        text += row.text(0) + "\n";
      }
      out.emplace_back(table.text(0), std::move(text));
    }
  });
  return out;
}

json::Value Answer::json() const {
  auto value = json::parse(body);
  MASH_ASSERT(value.has_value());
  return *std::move(value);
}

TestApp::TestApp(TestAppOptions options)
    : clock_(*parse_iso(options.now)),
      random_(options.seed),
      keys_(pipeline::KeyRing::make(key_names(options.key_names), random_)),
      database_(test_database(options.engine, folder_)) {
  options.migrations.insert(options.migrations.begin(), {1, "pipeline", pipeline::schema()});
  options.migrations.push_back({999, "quarter_keys", pipeline::quarter_keys_schema()});
  options.migrations.push_back({1000, "session_agency", pipeline::session_agency_schema()});
  db::migrate(*database_, options.migrations, clock_.now());
  templates_ = std::make_unique<html::Templates>(all_templates(options.templates));
  for (auto& p : options.people) people_.emplace(p.principal.person.text(), p);
  options.routes.push_back(sign_in_route());
  app_ = std::make_unique<pipeline::App>(
      pipeline::Services{*database_, clock_, random_, keys_},
      pipeline::AppOptions{
          .templates = *templates_,
          .routes = std::move(options.routes),
          .load_person =
              options.load_person
                  ? options.load_person
                  : [this](db::Transaction&, const StaffId& id) { return find_person(id); },
          .frame =
              [](const pipeline::Person*, const std::string&) {
                html::Page page;
                page.hub_name = "Test hub";
                return page;
              },
          .noticed = options.noticed,
          .cookie_name = std::string(k_cookie),
          .scim_error = options.scim_error,
          .keeps_late_forms = true,
          .hidden = options.hidden});
}

Result<pipeline::Person> TestApp::find_person(const StaffId& id) const {
  const auto found = people_.find(id.text());
  if (found == people_.end()) return not_found();
  return found->second;
}

http::Request TestApp::request(const std::string& method, const std::string& who,
                               const std::string& path) {
  http::Request r;
  r.method = method;
  const auto question = path.find('?');
  r.path = path.substr(0, question);
  if (question != std::string::npos) r.query = path.substr(question + 1);
  r.headers = {{"host", "test.localhost"}};
  r.remote = "127.0.0.1";
  if (!who.empty()) r.headers.emplace_back("cookie", std::string(k_cookie) + "=" + cookie_of(who));
  return r;
}

std::string TestApp::cookie_of(const std::string& who) {
  const auto found = cookies_.find(who);
  if (found != cookies_.end()) return found->second;
  http::Request r = request("POST", "", "/test/sign-in");
  r.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  r.body = "person=" + who;
  for (const auto& [name, value] : send(r).headers) {
    if (name != "set-cookie" || !value.starts_with(k_cookie)) continue;
    const auto start = k_cookie.size() + 1;
    return cookies_[who] = value.substr(start, value.find(';') - start);
  }
  throw std::runtime_error("nobody called " + who + " can sign in");
}

void TestApp::come_back_after(Duration pause) {
  clock_.advance(pause);
  cookies_.clear();
}

Answer TestApp::send(const http::Request& request) {
  const http::Response r = app_->dispatch(request);
  Answer a{
      .status = r.status, .body = r.body, .location = "", .headers = r.headers, .events = r.events};
  for (const auto& [name, value] : r.headers) {
    if (name == "location") a.location = value;
  }
  return a;
}

std::int64_t TestApp::count(const std::string& from) {
  std::int64_t rows = 0;
  database_->read([&](db::Transaction& tx) {
    rows = tx.query("select count(*) from " + from).front().integer(0);
  });
  return rows;
}

std::string TestApp::stored() {
  std::string out;
  for (const auto& [name, content] : places_of(*database_, folder_.path())) out += content;
  return out;
}

bool TestApp::is_stored(const std::string& words) {
  const std::string all = stored();
  return all.find(words) != std::string::npos ||
         all.find(hex(as_bytes(words))) != std::string::npos;
}

Answer TestApp::get(const std::string& who, const std::string& path) {
  http::Request r = request("GET", who, path);
  r.headers.emplace_back("accept", "application/json");
  return send(r);
}

Answer TestApp::page(const std::string& who, const std::string& path) {
  return send(request("GET", who, path));
}

Answer TestApp::post(const std::string& who, const std::string& path, const json::Value& body) {
  http::Request r = request("POST", who, path);
  r.headers.emplace_back("accept", "application/json");
  r.headers.emplace_back("content-type", "application/json");
  r.headers.emplace_back("x-openmash", "1");
  r.body = json::encode(body);
  Answer a = send(r);
  if (a.status == 200 && a.location.empty()) a.location = a.json().text("location");
  return a;
}

Answer TestApp::submit(const std::string& who, const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& form) {
  return submit_old(who, path, who.empty() ? "" : form_token_of(who), form);
}

Answer TestApp::submit_old(const std::string& who, const std::string& path,
                           const std::string& token,
                           const std::vector<std::pair<std::string, std::string>>& form) {
  http::Request r = request("POST", who, path);
  fill(r, token, form);
  return send(r);
}

Answer TestApp::typing(const std::string& who, const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& form) {
  http::Request r = request("POST", who, path);
  r.headers.emplace_back("accept", "application/json");
  r.headers.emplace_back("x-openmash-keep", "yes");
  fill(r, form_token_of(who), form);
  return send(r);
}

Answer TestApp::typing_json(const std::string& who, const std::string& path,
                            const json::Value& body) {
  http::Request r = request("POST", who, path);
  r.headers.emplace_back("accept", "application/json");
  r.headers.emplace_back("content-type", "application/json");
  r.headers.emplace_back("x-openmash", "1");
  r.headers.emplace_back("x-openmash-keep", "yes");
  r.body = json::encode(body);
  return send(r);
}

Answer TestApp::upload(const std::string& who, const std::string& path, const http::Form& form,
                       const std::string& boundary) {
  http::Request r = request("POST", who, path);
  r.headers.emplace_back("content-type", "multipart/form-data; boundary=" + boundary);
  const auto add = [&r, &boundary](const http::Part& part) {
    r.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name + '"';
    if (!part.file_name.empty()) r.body += "; filename=\"" + part.file_name + '"';
    r.body += "\r\n\r\n" + part.content + "\r\n";
  };
  if (!who.empty()) add({"csrf", "", form_token_of(who)});
  for (const http::Part& part : form) add(part);
  r.body += "--" + boundary + "--\r\n";
  return send(r);
}

}  // namespace mash::support
