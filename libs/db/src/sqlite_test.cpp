// SPDX-License-Identifier: MIT
// Goal: SQLite loses nothing it has acknowledged, keeps its files private, and stops at the first
// sign of a bad disk.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <set>

#include "database_under_test.h"

namespace mash::db {
namespace {

constexpr const char* k_write_until_killed = "--write-until-killed";

// The other process of the kill test: four threads write numbered rows and tell each number on
// standard output once its write has returned.
[[noreturn]] void write_until_killed(const char* location) {
  const auto database = Database::open(options_for(location));
  std::vector<std::thread> threads;
  std::atomic<std::int64_t> next = 0;
  database->read([&](Transaction& t) {
    next = t.query("select max(number) from row_written").at(0).integer_or(0, 0);
  });
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (;;) {
        const std::int64_t number = ++next;
        database->write([&](Transaction& t) {
          t.execute("insert into row_written (number) values ($1)", {number});
        });
        const auto told = ::write(STDOUT_FILENO, &number, sizeof number);
        if (told != sizeof number) ::_exit(1);
      }
    });
  }
  for (;;) ::pause();
}

// Starts the other process, lets it acknowledge `count` numbers, kills it, and answers all numbers
// that it acknowledged.
std::set<std::int64_t> acknowledged_before_kill(const std::string& location, std::size_t count) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execl("/proc/self/exe", "db_test", k_write_until_killed, location.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  std::set<std::int64_t> numbers;
  std::int64_t number = 0;
  while (::read(ends[0], &number, sizeof number) == sizeof number) {
    numbers.insert(number);
    if (numbers.size() == count) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  return numbers;
}

TEST(SqliteTest, KilledProcessLosesNothingAcknowledged) {
  const Place place(Engine::sqlite);
  Database::open(place.options())->write([](Transaction& t) {
    t.execute("create table row_written (number bigint primary key)");
  });
  std::set<std::int64_t> acknowledged;
  for (std::size_t kill = 1; kill <= 10; ++kill) {
    acknowledged.merge(acknowledged_before_kill(place.options().location, 37 * kill));
    std::set<std::int64_t> present;
    Database::open(place.options())->read([&](Transaction& t) {
      for (const Row& row : t.query("select number from row_written")) {
        present.insert(row.integer(0));
      }
    });
    for (const std::int64_t number : acknowledged) {
      ASSERT_TRUE(present.contains(number)) << number << " was lost by kill " << kill;
    }
  }
  EXPECT_GE(acknowledged.size(), 37U * 55U);
}

// While this stands, files cannot grow beyond `bytes`: a write fails as on a broken disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(SqliteTest, AFailedWriteToTheDiskEndsAllWriting) {
  const Place place(Engine::sqlite);
  auto database = Database::open(place.options());
  const auto insert = [&](std::size_t size) {
    return fault_in([&] {
      database->write(
          [&](Transaction& t) { t.execute("insert into data (body) values ($1)", {Bytes(size)}); });
    });
  };
  database->write([](Transaction& t) { t.execute("create table data (body bytea)"); });
  EXPECT_EQ(insert(10), std::nullopt);
  {
    const FileSizeLimit limit(200'000);
    EXPECT_EQ(insert(1'000'000), Fault::corrupt);
  }
  EXPECT_EQ(insert(10), Fault::corrupt) << "the disk is well again, but what is on it?";

  database.reset();
  database = Database::open(place.options());
  EXPECT_EQ(insert(10), std::nullopt);
  database->read(
      [](Transaction& t) { EXPECT_EQ(t.query("select count(*) from data").at(0).integer(0), 2); });
}

TEST(SqliteTest, FilesAreForTheirOwnerOnly) {
  const Place place(Engine::sqlite);
  const auto database = Database::open(place.options());
  database->write([](Transaction& t) { t.execute("create table data (body bytea)"); });
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const auto rights = std::filesystem::status(place.options().location + suffix).permissions();
    EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << suffix;
  }
}

TEST(SqliteTest, DeletedDataAreOverwritten) {
  const Place place(Engine::sqlite);
  const std::string trace = "a trace to look for in the file";
  {
    const auto database = Database::open(place.options());
    database->write([&](Transaction& t) {
      t.execute("create table data (body text)");
      t.execute("insert into data (body) values ($1)", {trace});
    });
    database->write([](Transaction& t) { t.execute("delete from data"); });
  }
  EXPECT_FALSE(std::filesystem::exists(place.options().location + "-wal"));
  std::ifstream file(place.options().location, std::ios::binary);
  const std::string content(std::istreambuf_iterator<char>(file), {});
  ASSERT_GT(content.size(), 4096U);
  EXPECT_EQ(content.find(trace), std::string::npos);
}

TEST(SqliteTest, StatementsReachOneFileOnly) {
  const Place place(Engine::sqlite);
  const auto database = Database::open(place.options());
  for (const char* sql : {"attach database 'other.db' as other", "pragma synchronous = off",
                          "pragma writable_schema = on", "create temp table t (id text)",
                          "create virtual table t using fts5 (body)"}) {
    EXPECT_EQ(fault_in([&] { database->write([&](Transaction& t) { t.execute(sql); }); }),
              Fault::syntax)
        << sql;
  }
}

TEST(SqliteTest, WhatIsNoDatabaseIsRefused) {
  const Place place(Engine::sqlite);
  std::ofstream(place.options().location) << std::string(5000, 'x');
  EXPECT_EQ(fault_in([&] { Database::open(place.options()); }), Fault::corrupt);
  for (const char* location : {"", ":memory:", "/nowhere/at/all.db"}) {
    EXPECT_EQ(fault_in([&] { Database::open(options_for(location)); }), Fault::connection);
  }
}

}  // namespace
}  // namespace mash::db

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == mash::db::k_write_until_killed) {
    mash::db::write_until_killed(argv[2]);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
