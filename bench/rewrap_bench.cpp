// SPDX-License-Identifier: MIT
// How long a new root key for an agency takes: with data keys under the key of a quarter, with the
// key of that quarter left, and with data keys under the root key itself, as all were before there
// were keys of quarters. In transactions as openmash keys rotate makes them. Prints one JSON object
// a measurement: {"name", "count", "seconds", "longest_ms"}, the latter of one transaction, for
// which writers wait.
//
//   rewrap_bench FOLDER COUNT [POSTGRES_URL]
#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>

#include "mash/crypto/crypto.h"
#include "mash/db/database.h"
#include "mash/json/value.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"

namespace mash::pipeline {
namespace {

using Steady = std::chrono::steady_clock;
constexpr int k_filled_at_once = 10'000;
constexpr int k_in_one_transaction = 500;  // as server/key_desk.cpp

double seconds(Steady::duration d) {
  return std::chrono::duration<double>(d).count();
}

void fill(db::Database& database, const Vault& vault, const AgencyId& agency, int count,
          Random& random) {
  for (int done = 0; done < count; done += k_filled_at_once) {
    database.write([&](db::Transaction& tx) {
      for (int i = done; i < std::min(count, done + k_filled_at_once); ++i) {
        const Label label{
            .owner = agency, .kind = "item", .case_id = CaseId::make(random), .row = "r"};
        vault.seal(tx, label, "words", random);
      }
    });
  }
}

using Some = std::function<Rewrapped(db::Transaction&, const std::string& after)>;

// Answers how many data keys were wrapped.
int pass(const std::string& name, db::Database& database, const Some& work) {
  int wrapped = 0;
  int seen = 0;
  Steady::duration longest{};
  std::string after;
  const auto start = Steady::now();
  while (true) {
    Rewrapped some;
    const auto before = Steady::now();
    database.write([&](db::Transaction& tx) { some = work(tx, after); });
    longest = std::max(longest, Steady::now() - before);
    wrapped += some.wrapped;
    seen += some.seen;
    if (some.seen < k_in_one_transaction) break;
    after = some.last;
  }
  std::cout << json::encode(json::Object{{"name", name},
                                         {"count", seen},
                                         {"seconds", seconds(Steady::now() - start)},
                                         {"longest_ms", 1000 * seconds(longest)}})
            << std::endl;
  return wrapped;
}

int run(const std::string& folder, int count, const std::string& url) {
  crypto::SystemRandom random;
  const AgencyId agency = AgencyId::trusted("police");
  KeyRing keys = KeyRing::make({"police"}, random);
  const Vault vault(keys);
  std::filesystem::create_directories(folder);
  db::Options options = db::options_for(url.empty() ? folder + "/keys.db" : url);
  if (!url.empty()) options.schema = "rewrap_bench";
  const auto database = db::Database::open(options);
  db::migrate(*database, {{1, "pipeline", schema()}, {2, "quarters", quarter_keys_schema()}},
              UtcTime{});
  constexpr LocalDate k_day{2026, 11, 28};
  const auto rewrap = [&](db::Transaction& tx, const std::string& after) {
    return rewrap_some(tx, keys, agency, after, k_in_one_transaction, random);
  };
  const auto new_root = [&] {
    const RootKey old = keys.root_of(agency);
    keys.open("police", {crypto::LockedKey(crypto::Key::make(random)), old.now});
  };
  fill(*database, vault, agency, count, random);
  new_root();
  bool right = pass("all under the root key", *database, rewrap) == count;
  right = right && pass("look again", *database, rewrap) == 0;
  database->write([&](db::Transaction& tx) { begin_quarter(tx, keys, agency, k_day, random); });
  right = right && pass("into a quarter", *database, rewrap) == count;
  new_root();
  right = right && pass("all under a quarter", *database, rewrap) == 0;
  database->write(
      [&](db::Transaction& tx) { leave_quarter(tx, keys, agency, "2026-Q4", k_day, random); });
  right =
      right && pass("leave the quarter", *database, [&](db::Transaction& tx, const auto& after) {
                 return leave_some(tx, keys, agency, after, k_in_one_transaction, random);
               }) == count;
  return right ? 0 : 1;
}

}  // namespace
}  // namespace mash::pipeline

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view digits = argv[2];
  int count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return mash::pipeline::run(argv[1], count, argc > 3 ? argv[3] : "");
}
