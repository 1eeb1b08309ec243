// SPDX-License-Identifier: MIT
// Goal: lost connections and lost races on PostgreSQL are mended where that is safe, told where it
// is not, and the writers of several nodes take turns.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "database_under_test.h"

namespace mash::db {
namespace {

using testing::HasSubstr;
using testing::Not;

class PostgresTest : public testing::Test {
 protected:
  PostgresTest() : place_(Engine::postgres), database_(Database::open(place_.options())) {
    database_->write([](Transaction& t) {
      t.execute("create table item (id bigint generated always as identity, number bigint)");
      t.execute("insert into item (number) values (0)");
    });
  }

  [[nodiscard]] std::unique_ptr<Database> another_node() const {
    return Database::open(place_.options());
  }
  static std::int64_t process_of(Transaction& t) {
    return t.query("select pg_backend_pid()").at(0).integer(0);
  }
  // What an administrator or a failing host does to a connection.
  void end_connection(std::int64_t process) {
    const auto node = another_node();
    node->read([&](Transaction& t) {
      t.query("select cast(pg_terminate_backend(cast($1 as integer)) as text)", {process});
    });
  }
  static std::int64_t number(Database& database) {
    std::int64_t found = 0;
    database.read([&](Transaction& t) {
      found = t.query("select number from item where id = 1").at(0).integer(0);
    });
    return found;
  }
  static void increment(Transaction& t) {
    const auto now = t.query("select number from item where id = 1").at(0).integer(0);
    t.execute("update item set number = $1 where id = 1", {now + 1});
  }

  Place place_;
  std::unique_ptr<Database> database_;
};

TEST_F(PostgresTest, AReaderReconnects) {
  std::int64_t process = 0;
  database_->read([&](Transaction& t) { process = process_of(t); });
  end_connection(process);
  EXPECT_EQ(number(*database_), 0);
}

TEST_F(PostgresTest, AReadThatIsCutOffFails) {
  EXPECT_EQ(fault_in([&] {
              database_->read([&](Transaction& t) {
                end_connection(process_of(t));
                t.query("select id from item");
              });
            }),
            Fault::connection);
  EXPECT_EQ(number(*database_), 0);
}

TEST_F(PostgresTest, AWriteThatIsCutOffBeforeTheCommitRunsAgain) {
  int runs = 0;
  database_->write([&](Transaction& t) {
    increment(t);
    if (++runs == 1) end_connection(process_of(t));
    increment(t);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(number(*database_), 2);
}

// Nobody can tell whether such a commit took, so it must not be run again by itself.
TEST_F(PostgresTest, AWriteThatIsCutOffInTheCommitIsTold) {
  database_->write([](Transaction& t) {
    t.execute(
        "create function end_me() returns trigger language plpgsql as "
        "'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'");
    t.execute(
        "create constraint trigger at_commit after insert on item initially deferred "
        "for each row execute function end_me()");
  });
  int runs = 0;
  EXPECT_EQ(fault_in([&] {
              database_->write([&](Transaction& t) {
                ++runs;
                t.execute("insert into item (number) values (1)");
              });
            }),
            Fault::connection);
  EXPECT_EQ(runs, 1);
  database_->write([](Transaction& t) { increment(t); });
  EXPECT_EQ(number(*database_), 1);
}

TEST_F(PostgresTest, ALostRaceRunsAgain) {
  int runs = 0;
  database_->write([&](Transaction& t) {
    increment(t);
    if (++runs < 3) t.execute("do 'begin raise exception using errcode = ''40001''; end'");
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(number(*database_), 1);
}

TEST_F(PostgresTest, ARaceThatIsAlwaysLostIsTold) {
  EXPECT_EQ(fault_in([&] {
              database_->write([](Transaction& t) {
                t.execute("do 'begin raise exception using errcode = ''40P01''; end'");
              });
            }),
            Fault::serialization);
  database_->write([](Transaction& t) { increment(t); });
  EXPECT_EQ(number(*database_), 1);
}

// Turns without a single lost race, and numbers that become visible in the order they were given:
// who has read up to n never misses one below n.
TEST_F(PostgresTest, NodesTakeTurns) {
  constexpr int k_threads_per_node = 3;
  constexpr int k_writes = 50;
  const auto other = another_node();
  std::atomic<int> runs = 0;
  std::vector<std::thread> threads;
  for (Database* node : {database_.get(), other.get()}) {
    for (int i = 0; i < k_threads_per_node; ++i) {
      threads.emplace_back([node, &runs] {
        for (int n = 0; n < k_writes; ++n) {
          node->write([&](Transaction& t) {
            ++runs;
            increment(t);
            t.execute("insert into item (number) values (1)");
          });
        }
      });
    }
  }
  const std::int64_t all = 2 * k_threads_per_node * k_writes;
  for (std::int64_t count = 0; count < all + 1;) {
    database_->read([&](Transaction& t) {
      const Row row = t.query("select count(*), max(id) from item").at(0);
      count = row.integer(0);
      EXPECT_EQ(count, row.integer(1));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(number(*database_), all);
  EXPECT_EQ(runs, all);
}

TEST_F(PostgresTest, AnUnreachableServerIsToldWithoutItsPassword) {
  Options options = options_for("postgresql://somebody:pass-word@127.0.0.1:1/hub");
  ASSERT_EQ(options.engine, Engine::postgres);
  try {
    Database::open(options);
    FAIL() << "connected to nothing";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.fault(), Fault::connection);
    EXPECT_THAT(error.what(), HasSubstr("refused"));
    EXPECT_THAT(error.what(), Not(HasSubstr("pass-word")));
  }
}

TEST_F(PostgresTest, ATypeThatHasNoCellIsRefused) {
  for (const char* sql : {"select true", "select sum(number) from item", "select now()"}) {
    EXPECT_EQ(fault_in([&] { database_->read([&](Transaction& t) { t.query(sql); }); }),
              Fault::syntax)
        << sql;
  }
}

TEST_F(PostgresTest, SmallIntegersWiden) {
  database_->read([](Transaction& t) {
    const Row row = t.query("select cast(-3 as smallint), cast(-70000 as integer)").at(0);
    EXPECT_EQ(row.integer(0), -3);
    EXPECT_EQ(row.integer(1), -70000);
  });
}

TEST_F(PostgresTest, AWriteMayNotify) {
  database_->write([](Transaction& t) {
    EXPECT_TRUE(t.query("select pg_notify('changed', '')").at(0).is_null(0));
  });
}

TEST_F(PostgresTest, AStatementWhoseAnswerChangedItsTypeIsPreparedAnew) {
  const auto other = another_node();
  const auto all = [&] { other->write([](Transaction& t) { t.query("select * from item"); }); };
  all();
  database_->write([](Transaction& t) { t.execute("alter table item add column note text"); });
  EXPECT_EQ(fault_in(all), Fault::syntax);
  EXPECT_EQ(fault_in(all), std::nullopt);
}

TEST_F(PostgresTest, ConnectionsHaveLimits) {
  database_->write([&](Transaction& t) {
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, std::string>>{
             {"search_path", place_.options().schema},
             {"statement_timeout", "30s"},
             {"lock_timeout", "10s"},
             {"idle_in_transaction_session_timeout", "1min"},
             {"synchronous_commit", "on"},
             {"transaction_isolation", "serializable"},
             {"client_encoding", "UTF8"}}) {
      EXPECT_EQ(t.query("select current_setting($1)", {name}).at(0).text(0), value) << name;
    }
  });
}

TEST_F(PostgresTest, AnotherSchemaIsAnotherDatabase) {
  const Place elsewhere(Engine::postgres);
  const auto other = Database::open(elsewhere.options());
  EXPECT_EQ(fault_in([&] { number(*other); }), Fault::syntax);
}

TEST(PostgresUrlTest, SelectsTheEngine) {
  EXPECT_EQ(options_for("postgres://host/hub").engine, Engine::postgres);
  EXPECT_EQ(options_for("postgresql://host/hub").engine, Engine::postgres);
  EXPECT_EQ(options_for("data/hub.db").engine, Engine::sqlite);
  EXPECT_EQ(options_for("data/hub.db").location, "data/hub.db");
}

}  // namespace
}  // namespace mash::db
