// SPDX-License-Identifier: MIT
// Durable writes per second and their p99, on both engines.
//
// usage: db_bench SQLITE_FILE [POSTGRES_URL]      (the table bench_item is made anew)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "mash/db/database.h"

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds k_time{3};

std::vector<double> write_for_a_while(mash::db::Database& database) {
  std::vector<double> times;
  const mash::Bytes body(400, 7);
  const auto end = Clock::now() + k_time;
  for (auto start = Clock::now(); start < end; start = Clock::now()) {
    database.write([&](mash::db::Transaction& transaction) {
      transaction.execute("insert into bench_item (number, body) values ($1, $2)", {1, body});
    });
    times.push_back(Milliseconds(Clock::now() - start).count());
  }
  return times;
}

void measure(mash::db::Database& database, const char* name, std::size_t threads) {
  std::vector<std::vector<double>> times(threads);
  std::vector<std::thread> running;
  for (auto& own : times) {
    running.emplace_back([&] { own = write_for_a_while(database); });
  }
  std::vector<double> all;
  for (std::size_t i = 0; i < threads; ++i) {
    running[i].join();
    all.insert(all.end(), times[i].begin(), times[i].end());
  }
  std::sort(all.begin(), all.end());
  const double per_second =
      static_cast<double>(all.size()) / std::chrono::duration<double>(k_time).count();
  std::printf("%-9s %2zu threads  %8.0f writes/s  p50 %6.2f ms  p99 %6.2f ms\n", name, threads,
              per_second, all[all.size() / 2], all[all.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const auto options = mash::db::options_for(argv[i]);
    const auto database = mash::db::Database::open(options);
    database->write([](mash::db::Transaction& transaction) {
      transaction.execute("drop table if exists bench_item");
      transaction.execute("create table bench_item (number bigint, body bytea)");
    });
    const bool sqlite = options.engine == mash::db::Engine::sqlite;
    for (const std::size_t threads : {1U, 8U, 32U}) {
      measure(*database, sqlite ? "SQLite" : "PostgreSQL", threads);
    }
  }
}
