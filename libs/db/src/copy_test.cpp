// SPDX-License-Identifier: MIT
// Goal: a copy that was made while a database was written to is whole, has nothing of the tables
// apart, not even in old pages, and gives the same database with them again.
#include "mash/db/copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "database_under_test.h"
#include "mash/db/database.h"

namespace mash::db {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> k_apart = {"data_key"};
const std::vector<Migration> k_tables = {
    {1, "data_key", "create table data_key (id text primary key, wrapped bytea not null)"},
    {2, "odd", "create table \"odd \"\"name\" (id bigint primary key, words text)"},
    {3, "odd_words", "create index odd_words on \"odd \"\"name\" (words)"}};

class CopyTest : public testing::Test {
 protected:
  CopyTest() {
    database_ = Database::open(options_for(file("live.db")));
    migrate(*database_, k_tables, UtcTime{});
    put("a", "first");
  }
  std::string file(const std::string& name) const {
    return std::filesystem::path(place_.options().location).parent_path() / name;
  }
  void put(const std::string& id, const std::string& words) {
    database_->write([&](Transaction& tx) {
      tx.execute("insert into data_key (id, wrapped) values ($1, $2)",
                 {id, to_bytes("secret of " + id)});
      tx.execute("insert into \"odd \"\"name\" (id, words) values ($1, $2)", {++rows_, words});
    });
  }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::int64_t count(const std::string& path, const std::string& from) {
    const auto database = Database::open(options_for(path));
    std::int64_t rows = 0;
    database->read([&](Transaction& tx) {
      rows = tx.query("select count(*) from " + from).front().integer(0);
    });
    return rows;
  }
  static std::string fault(const Result<void>& done) {
    return done ? "done" : done.error().faults.front().field;
  }

  Place place_{Engine::sqlite};
  std::unique_ptr<Database> database_;
  std::int64_t rows_ = 0;
};

TEST_F(CopyTest, what_is_apart_is_nowhere_else_and_comes_back) {
  const CopyFiles to{file("copy.db"), file("apart.db")};
  ASSERT_EQ(fault(copy_apart(file("live.db"), to, k_apart)), "done");
  put("b", "later");
  EXPECT_THAT(content(to.copy), HasSubstr("first"));
  EXPECT_THAT(content(to.copy), Not(HasSubstr("secret of a")));
  EXPECT_THAT(content(to.apart), HasSubstr("secret of a"));
  EXPECT_THAT(content(to.apart), Not(HasSubstr("first")));
  EXPECT_EQ(std::filesystem::status(to.copy).permissions(), std::filesystem::perms(0600));
  EXPECT_EQ(count(to.copy, "data_key"), 0);
  ASSERT_EQ(fault(put_together(to, file("again.db"), k_apart)), "done");
  EXPECT_EQ(count(file("again.db"), "data_key where id = 'a'"), 1);
  EXPECT_EQ(count(file("again.db"), "\"odd \"\"name\""), 1);
  EXPECT_EQ(count(file("again.db"), "sqlite_schema where name = 'odd_words'"), 1);
  const auto again = Database::open(options_for(file("again.db")));
  migrate(*again, k_tables, UtcTime{});  // knows that it has them
}

TEST_F(CopyTest, one_that_is_closed_is_copied_too) {
  database_.reset();
  EXPECT_EQ(fault(copy_apart(file("live.db"), {file("copy.db"), file("apart.db")}, k_apart)),
            "done");
  EXPECT_EQ(count(file("copy.db"), "\"odd \"\"name\""), 1);
}

TEST_F(CopyTest, what_is_there_stays_and_what_is_no_database_is_named) {
  std::ofstream(file("there")) << "older copy";
  EXPECT_EQ(fault(copy_apart(file("live.db"), {file("there"), file("apart.db")}, k_apart)), "to");
  EXPECT_EQ(content(file("there")), "older copy");
  EXPECT_EQ(fault(copy_apart(file("none.db"), {file("copy.db"), file("apart.db")}, k_apart)),
            "database");
  EXPECT_EQ(fault(copy_apart(file("there"), {file("copy.db"), file("apart.db")}, k_apart)),
            "database");
  EXPECT_FALSE(std::filesystem::exists(file("copy.db")));
  ASSERT_EQ(fault(copy_apart(file("live.db"), {file("copy.db"), file("apart.db")}, k_apart)),
            "done");
  EXPECT_EQ(fault(put_together({file("copy.db"), file("none.db")}, file("again.db"), k_apart)),
            "keys");
}

}  // namespace
}  // namespace mash::db
