// SPDX-License-Identifier: MIT
// Goal: each migration runs once, whole or not at all, and an older program refuses newer data.
#include "database_under_test.h"

namespace mash::db {
namespace {

constexpr UtcTime k_now{1'700'000'000'000'000};

const Migration k_first{1, "people",
                        "-- The first table.\n"
                        "create table person (\n  id text primary key\n);\n"
                        "\n"
                        "insert into person (id) values ('a;b');\n"};
const Migration k_second{2, "names", "alter table person add column name text"};

class MigrateTest : public DatabaseTest {
 protected:
  std::int64_t version() { return integer("select max(number) from schema_version"); }
};
MASH_ON_BOTH_ENGINES(MigrateTest);

TEST_P(MigrateTest, AFreshDatabaseGetsAll) {
  migrate(database(), {k_first, k_second}, k_now);
  EXPECT_EQ(version(), 2);
  EXPECT_EQ(integer("select count(*) from person where id = 'a;b' and name is null"), 1);
  database().read([](Transaction& t) {
    const Rows rows = t.query("select name, at from schema_version order by number");
    EXPECT_EQ(rows.at(1).text(0), "names");
    EXPECT_EQ(rows.at(1).time(1), k_now);
  });
}

TEST_P(MigrateTest, EachRunsOnce) {
  migrate(database(), {k_first}, k_now);
  migrate(database(), {k_first}, k_now);
  reopen();
  migrate(database(), {k_first, k_second}, k_now);
  migrate(database(), {k_first, k_second}, k_now);
  EXPECT_EQ(integer("select count(*) from person"), 1);
  EXPECT_EQ(integer("select count(*) from schema_version"), 2);
}

TEST_P(MigrateTest, ANewerDatabaseIsRefused) {
  migrate(database(), {k_first, k_second}, k_now);
  EXPECT_EQ(fault_in([&] { migrate(database(), {k_first}, k_now); }), Fault::other);
}

TEST_P(MigrateTest, ADatabaseWithOtherTablesThanThisBuildMakesIsRefused) {
  migrate(database(), {k_first, k_second}, k_now);
  const Migration other{2, "names", "alter table person add column title text"};
  EXPECT_EQ(fault_in([&] { migrate(database(), {k_first, other}, k_now); }), Fault::other);
  database().write([](Transaction& t) { t.execute("delete from schema_script where number = 1"); });
  EXPECT_EQ(fault_in([&] { migrate(database(), {k_first, k_second}, k_now); }), Fault::other)
      << "made before scripts were kept";
}

TEST_P(MigrateTest, AnotherCommentIsNoOtherTable) {
  migrate(database(), {k_first, k_second}, k_now);
  const std::string text = "-- A note; more\n\n  " + std::string(k_second.sql) + " -- and here\n";
  migrate(database(), {k_first, {2, "names", text}}, k_now);
}

TEST_P(MigrateTest, AGapIsRefused) {
  const Migration third{3, "alone", "create table alone (id text)"};
  migrate(database(), {third}, k_now);
  EXPECT_EQ(fault_in([&] { migrate(database(), {k_first, third}, k_now); }), Fault::other);
}

TEST_P(MigrateTest, AFailingScriptLeavesNothing) {
  const Migration broken{2, "broken",
                         "create table half (id text);\n"
                         "insert into nowhere (id) values (1);\n"};
  EXPECT_EQ(fault_in([&] { migrate(database(), {k_first, broken}, k_now); }), Fault::syntax);
  EXPECT_EQ(version(), 1);
  migrate(database(), {k_first, {2, "mended", "create table half (id text)"}}, k_now);
  EXPECT_EQ(version(), 2);
}

TEST(MigrateMisuseTest, NumbersMustRise) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Place place(Engine::sqlite);
  const auto database = Database::open(place.options());
  const auto migrate_backwards = [&] {
    place.remove_folder();  // the process that dies cannot do it
    migrate(*database, {k_second, k_first}, k_now);
  };
  EXPECT_DEATH(migrate_backwards(), "");
}

}  // namespace
}  // namespace mash::db
