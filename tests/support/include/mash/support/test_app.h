// SPDX-License-Identifier: MIT
// One App on a real database for tests: no socket, no thread but the database's. Signs people in
// through a real session, calls dispatch(), moves the clock by hand. Same seed, same bytes.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "mash/http/events.h"
#include "mash/json/value.h"
#include "mash/pipeline/app.h"

namespace mash::support {

// Deterministic bytes from a seed.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;
  void reseed(std::uint64_t seed);

 private:
  std::uint64_t state_;
};

// A folder of its own below the system's temporary folder, removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// SQLite in `folder`, or PostgreSQL in a schema of its own (environment MASH_TEST_POSTGRES must
// hold the URL of a server; it is an error if it does not).
db::Options test_database_options(db::Engine engine, const TempFolder& folder);
std::unique_ptr<db::Database> test_database(db::Engine engine, const TempFolder& folder);

// Name and content of each file below the folder.
using Place = std::pair<std::string, std::string>;
std::vector<Place> files_below(const std::string& folder);
// What a thief of the disk would read: the files of the database's folder; with PostgreSQL also
// each table of its schema as text, bytes in hexadecimal.
std::vector<Place> places_of(db::Database& database, const std::string& folder);

struct TestAppOptions {
  db::Engine engine = db::Engine::sqlite;
  std::vector<db::Migration> migrations;  // pipeline's own is added as number 1
  std::vector<pipeline::Route> routes;
  std::vector<html::Source> templates;   // the shared ones and pipeline's are added
  std::vector<pipeline::Person> people;  // who can sign in, by principal.person
  std::vector<std::string> key_names;    // agencies; the purposes are added
  // Instead of `people`: who can sign in, read as the product reads it.
  std::function<Result<pipeline::Person>(db::Transaction&, const StaffId&)> load_person;
  std::function<void(db::Transaction&, const pipeline::Event&)> noticed{};
  std::function<bool(db::Transaction&, const StaffId&, const CaseId&)> hidden{};
  std::function<http::Response(const Error&)> scim_error{};
  std::string now = "2026-11-24T09:00:00+00:00";
  std::uint64_t seed = 1;
};

struct Answer {
  int status = 0;
  std::string body;
  std::string location;
  http::Headers headers;
  http::EventStreamPointer events = {};    // of an answer that stays open
  [[nodiscard]] json::Value json() const;  // asserts that the body is JSON
};

class TestApp {
 public:
  explicit TestApp(TestAppOptions options);
  // `who` is a person's id, or "" for nobody. JSON by default; `page` asks for HTML.
  Answer get(const std::string& who, const std::string& path);
  Answer page(const std::string& who, const std::string& path);
  // Body: an object of field names and texts or lists of texts.
  Answer post(const std::string& who, const std::string& path, const json::Value& body);
  // As a browser sends a form: urlencoded with the token of the session; answers HTML or 303.
  Answer submit(const std::string& who, const std::string& path,
                const std::vector<std::pair<std::string, std::string>>& form);
  // From a page that was opened before: with the token it had.
  Answer submit_old(const std::string& who, const std::string& path, const std::string& token,
                    const std::vector<std::pair<std::string, std::string>>& form);
  // What the script of a page sends while somebody types into its form.
  Answer typing(const std::string& who, const std::string& path,
                const std::vector<std::pair<std::string, std::string>>& form);
  Answer typing_json(const std::string& who, const std::string& path, const json::Value& body);
  std::string form_token_of(const std::string& who) { return app_->form_token(cookie_of(who)); }
  // The same with files: multipart/form-data.
  Answer upload(const std::string& who, const std::string& path, const http::Form& form,
                const std::string& boundary = "edge");

  // Somebody has another role or works for another agency from now on.
  void moves(const pipeline::Person& person) {
    people_.insert_or_assign(person.principal.person.text(), person);
  }
  // Time goes by, and everybody signs in anew when they come back.
  void come_back_after(Duration pause);

  // Rows of "table" or "table where ...".
  std::int64_t count(const std::string& from);
  // All that is stored, in one text, and whether these words stand there as text or as bytes.
  std::string stored();
  bool is_stored(const std::string& words);

  pipeline::App& app() { return *app_; }
  db::Database& database() { return *database_; }
  FixedClock& clock() { return clock_; }
  SeededRandom& random() { return random_; }
  const pipeline::KeyRing& keys() const { return keys_; }

 private:
  http::Request request(const std::string& method, const std::string& who, const std::string& path);
  Answer send(const http::Request& request);
  [[nodiscard]] Result<pipeline::Person> find_person(const StaffId& id) const;
  std::string cookie_of(const std::string& who);

  TempFolder folder_;
  FixedClock clock_;
  SeededRandom random_;
  pipeline::KeyRing keys_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<html::Templates> templates_;
  std::map<std::string, pipeline::Person> people_;
  std::map<std::string, std::string> cookies_;
  std::unique_ptr<pipeline::App> app_;
};

}  // namespace mash::support
