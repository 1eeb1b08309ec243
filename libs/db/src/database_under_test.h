// SPDX-License-Identifier: MIT
// A fresh database of each engine for one test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "mash/db/database.h"

namespace mash::db {

// An empty place for a database; what is in it is removed at the end.
class Place {
 public:
  explicit Place(Engine engine) {
    static int count = 0;
    const std::string name =
        "mash_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    if (engine == Engine::sqlite) {
      folder_ = std::filesystem::temp_directory_path() / name;
      std::filesystem::create_directory(folder_);
      options_.location = folder_ / "test.db";
    } else {
      const char* url = std::getenv("MASH_TEST_POSTGRES");
      if (url == nullptr) {
        throw std::runtime_error(
            "MASH_TEST_POSTGRES must hold the URL of a PostgreSQL 15 for tests: "
            "scripts/postgres.sh start DIR prints one");
      }
      options_ = options_for(url);
      options_.schema = name;
    }
    options_.patience = Duration::seconds(5);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (options_.engine == Engine::sqlite) {
      remove_folder();
    } else {
      Options other = options_;
      other.schema.clear();
      other.readers = 1;
      Database::open(other)->write([&](Transaction& t) {
        t.execute("drop schema if exists " + options_.schema + " cascade");
      });
    }
  }
  [[nodiscard]] const Options& options() const { return options_; }
  void remove_folder() const { std::filesystem::remove_all(folder_); }

 private:
  Options options_;
  std::filesystem::path folder_;
};

// Each test of a subclass runs on both engines. `database()` has the table
// item(id text, number bigint, share double precision, body bytea, parent text).
class DatabaseTest : public testing::TestWithParam<Engine> {
 protected:
  DatabaseTest() : place_(GetParam()) { reopen(); }

  Database& database() { return *database_; }
  [[nodiscard]] const Options& options() const { return place_.options(); }
  void reopen() {
    database_.reset();
    database_ = Database::open(place_.options());
  }

  void create_items() {
    database().write([](Transaction& t) {
      t.execute(
          "create table item (id text primary key, number bigint not null check (number >= 0), "
          "share double precision, body bytea, parent text references item (id))");
    });
  }
  void add_item(const std::string& id, std::int64_t number) {
    database().write([&](Transaction& t) {
      t.execute("insert into item (id, number) values ($1, $2)", {id, number});
    });
  }
  // The first cell of the first row of a query, which is an integer.
  std::int64_t integer(std::string_view sql, const Params& params = {}) {
    std::int64_t answer = 0;
    database().read([&](Transaction& t) { answer = t.query(sql, params).at(0).integer(0); });
    return answer;
  }
  std::int64_t count_items() { return integer("select count(*) from item"); }

 private:
  Place place_;
  std::unique_ptr<Database> database_;
};

// The fault that `f` is refused with, if any.
inline std::optional<Fault> fault_in(const std::function<void()>& f) {
  try {
    f();
  } catch (const DatabaseError& error) {
    return error.fault();
  }
  return std::nullopt;
}

inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgres";
}

#define MASH_ON_BOTH_ENGINES(suite)                                                              \
  INSTANTIATE_TEST_SUITE_P(                                                                      \
      engines, suite, testing::Values(::mash::db::Engine::sqlite, ::mash::db::Engine::postgres), \
      ::mash::db::engine_name)

}  // namespace mash::db
