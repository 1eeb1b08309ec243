// SPDX-License-Identifier: MIT
// Goal: four implementations of the decision agree on its whole domain: the specification, the
// kernel, one SQL expression on SQLite (rule for rule) and row-level security on PostgreSQL (what
// is shown, and what may be written down). They share no code. Seconds are printed, never judged.
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "classes.h"

namespace mash::proof {
namespace {

using policy::is_grant;
using policy::Rule;
using policy::specification::describe;

class Stopwatch {
 public:
  explicit Stopwatch(std::string what) : what_(std::move(what)) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
    total() += taken.count();
    std::cout << what_ << ": " << taken.count() << " s, all so far " << total() << " s\n";
  }

 private:
  static double& total() {
    static double seconds = 0;
    return seconds;
  }
  std::string what_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

TEST(Four, KernelAndSpecificationAgreeAndAClassAnswersForItsPoints) {
  const Stopwatch watch("specification and kernel");
  int points = 0;
  policy::specification::for_each_ask([&points](const Ask& ask) {
    ++points;
    const Rule got = answer(ask);
    const bool same = got == policy::specification::expected(ask) &&
                      got == answer_at(asker_of(ask), class_of(ask.facts));
    EXPECT_TRUE(same) << describe(ask);
    return same;
  });
  std::cout << "points: " << points << ", in " << answers().size() << " classes\n";
  EXPECT_GE(points, 100'000'000);
}

struct CloseSqlite {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Sqlite = std::unique_ptr<sqlite3, CloseSqlite>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseSqlite>;

Sqlite in_memory() {
  sqlite3* raw = nullptr;
  sqlite3_open(":memory:", &raw);
  return Sqlite(raw);
}

void run(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(db));
  }
}

// What SQLite answers to these askers, compared as it comes. Stops at the first that differs.
struct Compared {
  std::size_t same = 0;
  std::string difference;
};

Compared compare_sqlite(unsigned first, unsigned last) {
  const Sqlite db = in_memory();
  const std::string text = text_of("decision.sql");
  const std::size_t question = text.rfind("SELECT asker.number");
  run(db.get(), text_of("words.sql") + names_as_sql() + text.substr(0, question));
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(db.get(), text.c_str() + question, -1, &raw, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(db.get()));
  }
  const Statement statement(raw);
  sqlite3_bind_int64(raw, 1, first);
  sqlite3_bind_int64(raw, 2, last);
  Compared out;
  while (sqlite3_step(raw) == SQLITE_ROW) {
    const auto asker = static_cast<unsigned>(sqlite3_column_int(raw, 0));
    const auto cls = static_cast<unsigned>(sqlite3_column_int(raw, 1));
    const auto* rule = reinterpret_cast<const char*>(sqlite3_column_text(raw, 2));
    if (name_of(answer_at(asker, cls)) != rule) {
      out.difference = describe(ask_of(asker, cls)) + ": SQLite says " + rule;
      return out;
    }
    ++out.same;
  }
  return out;
}

TEST(Four, SqliteAgreesRuleForRule) {
  ASSERT_EQ(answers().size(), std::size_t{k_askers} * k_classes);
  const Stopwatch watch("SQL on SQLite");
  Compared half;
  std::thread other([&half] { half = compare_sqlite(0, k_askers / 2 - 1); });
  const Compared rest = compare_sqlite(k_askers / 2, k_askers - 1);
  other.join();
  EXPECT_EQ(half.difference, "");
  EXPECT_EQ(rest.difference, "");
  EXPECT_EQ(half.same + rest.same, answers().size());
}

struct ClosePostgres {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClosePostgres>;

// A schema and a reader of its own, both gone afterwards.
class Postgres {
 public:
  Postgres() : name_("proof_" + std::to_string(getpid())) {
    const char* url = std::getenv("MASH_TEST_POSTGRES");
    if (url == nullptr) {
      throw std::runtime_error(
          "set MASH_TEST_POSTGRES to the URL of a PostgreSQL 15 (scripts/postgres.sh start DIR)");
    }
    connection_.reset(PQconnectdb(url));
    run("SET client_min_messages = error");
    run("CREATE SCHEMA " + name_ + "; SET search_path = " + name_ + "; CREATE ROLE " + name_ +
        " NOLOGIN NOBYPASSRLS");
  }
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres() {
    const Answer ignored(
        PQexec(connection_.get(),
               ("ROLLBACK; DROP SCHEMA " + name_ + " CASCADE; DROP ROLE " + name_).c_str()));
  }

  Answer run(const std::string& sql) {
    Answer answer(PQexec(connection_.get(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      throw std::runtime_error(PQerrorMessage(connection_.get()));
    }
    return answer;
  }

  void fill() {
    run(text_of("words.sql") + names_as_sql() + text_of("rows.sql"));
    run("GRANT USAGE ON SCHEMA " + name_ + " TO " + name_ + "; GRANT SELECT ON object, person, " +
        "capability TO " + name_ + "; GRANT INSERT ON deed TO " + name_);
    run("ANALYZE");
  }

  // As `who`, until finished().
  void become(const Ask& who) {
    static constexpr std::array<const char*, 4> sides = {"nobody", "hub", "outside", "system"};
    run("BEGIN; SET LOCAL ROLE " + name_ + "; SET LOCAL mash.side = '" +
        sides.at(static_cast<std::size_t>(who.side)) + "'; SET LOCAL mash.role = '" +
        std::string(name_of(who.role)) + "'; SET LOCAL mash.marked = '" +
        (who.releases ? "true" : "false") + "'");
  }
  void finished() { run("ROLLBACK"); }

  // Of each object by number, whether the person sees it.
  std::vector<bool> seen() {
    std::vector<bool> out(std::size_t{policy::k_actions} * k_classes);
    const Answer answer = run("SELECT id FROM object");
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      out.at(std::stoul(PQgetvalue(answer.get(), i, 0))) = true;
    }
    return out;
  }
  int refused(const std::string& objects) {
    const Answer answer = run("SELECT refused('{" + objects + "}')");
    return std::stoi(PQgetvalue(answer.get(), 0, 0));
  }

 private:
  std::string name_;
  std::unique_ptr<PGconn, ClosePostgres> connection_;
};

constexpr unsigned k_people = k_askers / policy::k_actions;

bool granted(unsigned person, std::size_t object) {
  const auto act = static_cast<unsigned>(object / k_classes);
  return is_grant(
      answer_at(person * policy::k_actions + act, static_cast<unsigned>(object % k_classes)));
}

// Returns how many objects were compared.
std::size_t compare_seen(Postgres& postgres, unsigned person) {
  const std::vector<bool> seen = postgres.seen();
  for (std::size_t object = 0; object < seen.size(); ++object) {
    if (seen.at(object) == granted(person, object)) continue;
    const auto act = static_cast<unsigned>(object / k_classes);
    ADD_FAILURE() << describe(ask_of(person * policy::k_actions + act,
                                     static_cast<unsigned>(object % k_classes)))
                  << (seen.at(object) ? ": is seen" : ": is hidden");
    return object;
  }
  return seen.size();
}

// Writes a sample of deeds: what is granted is written, what is not is refused.
void expect_deeds(Postgres& postgres, unsigned person, std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> any(0, policy::k_actions * k_classes - 1);
  std::string yes;
  std::string no;
  int refusals = 0;
  for (int i = 0; i < 100; ++i) {
    const std::size_t object = any(random);
    const bool may = granted(person, object);
    if (!may) ++refusals;
    std::string& list = may ? yes : no;
    if (!list.empty()) list += ",";
    list += std::to_string(object);
  }
  EXPECT_EQ(postgres.refused(no), refusals) << "person " << person;
  EXPECT_EQ(postgres.refused(yes), 0) << "person " << person;
}

TEST(Four, RowLevelSecurityOnPostgresShowsWhatIsGranted) {
  ASSERT_EQ(answers().size(), std::size_t{k_askers} * k_classes);
  const Stopwatch watch("row-level security on PostgreSQL");
  Postgres postgres;
  postgres.fill();
  std::mt19937 random(20261128);
  std::size_t compared = 0;
  for (unsigned person = 0; person < k_people && !testing::Test::HasFailure(); ++person) {
    postgres.become(ask_of(person * policy::k_actions, 0));
    compared += compare_seen(postgres, person);
    expect_deeds(postgres, person, random);
    postgres.finished();
  }
  EXPECT_EQ(compared, answers().size());
}

}  // namespace
}  // namespace mash::proof
