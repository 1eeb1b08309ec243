// SPDX-License-Identifier: MIT
// Goal: after a disposal the ciphertext that went opens by no key that is left, in the files or in
// an older copy of them, and all else that the agency holds reads as before; or nothing happened.
#include "mash/pipeline/rekey.h"

#include <gtest/gtest.h>

#include <csignal>

#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/support/engines.h"
#include "mash/support/test_app.h"

namespace mash::pipeline {
namespace {

const AgencyId k_police = AgencyId::trusted("police");
const AgencyId k_health = AgencyId::trusted("health");
constexpr std::string_view k_toy_table =
    "create table toy (id text primary key, agency text not null, case_id text not null,"
    " sealed bytea not null);";

// A case in which two agencies have sealed something.
class Toys {
 protected:
  explicit Toys(db::Engine engine) : engine_(engine), case_(CaseId::make(random_)) {
    db::migrate(*database_,
                {{1, "pipeline", schema()},
                 {2, "quarters", quarter_keys_schema()},
                 {3, "toy", k_toy_table}},
                UtcTime{});
  }
  static std::vector<SealedRows> all() {
    return {{.kind = "toy",
             .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from toy"
                       " where case_id = $1 and agency = $2",
             .store = "update toy set sealed = $1 where id = $2 and $3 = 1"}};
  }
  Label label(const AgencyId& owner, std::string_view row) const {
    return {.owner = owner, .kind = "toy", .case_id = case_, .row = row};
  }
  void add(const AgencyId& owner, const char* row, const char* words) {
    database_->write([&](db::Transaction& tx) {
      tx.execute("insert into toy (id, agency, case_id, sealed) values ($1, $2, $3, $4)",
                 {row, owner, case_, vault_.seal(tx, label(owner, row), words, random_)});
    });
  }
  Bytes sealed(const char* row) {
    Bytes out;
    database_->read([&](db::Transaction& tx) {
      out = tx.query("select sealed from toy where id = $1", {row}).front().blob(0);
    });
    return out;
  }
  Bytes wrapped() {
    Bytes out;
    database_->read([&](db::Transaction& tx) {
      out = tx.query("select wrapped from data_key where agency = 'police'").front().blob(0);
    });
    return out;
  }
  std::string opened(const AgencyId& owner, std::string_view row, const Bytes& box) {
    std::string out;
    database_->read([&](db::Transaction& tx) {
      const FetchedKeys keys(tx, {case_});
      out = vault_.open_for_index(keys, label(owner, row), box).reveal();
    });
    return out;
  }
  int rekey_all() { return rekey_all(random_); }
  int rekey_all(Random& random) {
    int out = 0;
    database_->write([&](db::Transaction& tx) {
      tx.execute("delete from toy where id = 'gone'");
      out = rekey(tx, keys_, k_police, case_, all(), random);
    });
    return out;
  }

  db::Engine engine_;
  support::TempFolder folder_;
  support::SeededRandom random_{7};
  KeyRing keys_ = KeyRing::make({"police", "health", "lookup"}, random_);
  Vault vault_{keys_};
  std::unique_ptr<db::Database> database_ = support::test_database(engine_, folder_);
  CaseId case_;
};

class RekeyTest : public ::testing::TestWithParam<db::Engine>, protected Toys {
 protected:
  RekeyTest() : Toys(GetParam()) {}
};

class KilledRekeyTest : public ::testing::TestWithParam<int>, protected Toys {
 protected:
  KilledRekeyTest() : Toys(db::Engine::sqlite) {}
};

// The process dies at the n-th throw of the dice, as if its power were cut.
class DeadlyRandom final : public Random {
 public:
  explicit DeadlyRandom(int throws) : left_(throws) {}
  void fill(std::span<std::uint8_t> out) override {
    if (--left_ == 0) static_cast<void>(std::raise(SIGKILL));
    other_.fill(out);
  }

 private:
  int left_;
  support::SeededRandom other_{11};
};

TEST_P(RekeyTest, what_was_cleared_opens_no_more_and_new_words_have_a_new_key) {
  add(k_police, "old", "the red anorak");
  add(k_health, "other", "the green coat");
  const Bytes went = sealed("old");
  const auto clear_all = [this] {
    int out = 0;
    database_->write([&](db::Transaction& tx) { out = clear(tx, k_police, case_, all()); });
    return out;
  };
  EXPECT_EQ(clear_all(), 1);
  EXPECT_EQ(clear_all(), -1) << "there is no key";
  EXPECT_TRUE(sealed("old").empty());
  add(k_police, "new", "the blue scarf");
  EXPECT_EQ(opened(k_police, "new", sealed("new")), "the blue scarf");
  EXPECT_THROW(opened(k_police, "old", sealed("old")), SealedCompartment);
  EXPECT_THROW(opened(k_police, "old", went), std::runtime_error) << "an older copy of the row";
  EXPECT_EQ(rekey_all(), 1) << "the empty one is passed over";
  EXPECT_EQ(opened(k_police, "new", sealed("new")), "the blue scarf");
  EXPECT_EQ(opened(k_health, "other", sealed("other")), "the green coat");
  database_->write([&](db::Transaction& tx) { destroy(tx, k_police, case_); });
  EXPECT_EQ(clear_all(), -1);
  EXPECT_THROW(add(k_police, "more", "a word"), SealedCompartment) << "destroyed stays so";
}

TEST_P(RekeyTest, what_went_opens_no_more_and_the_rest_reads_as_before) {
  add(k_police, "gone", "the red anorak");
  add(k_police, "stays", "the blue scarf");
  add(k_health, "other", "the green coat");
  const Bytes went = sealed("gone");
  const Bytes before = sealed("stays");
  const Bytes of_health = sealed("other");
  const Bytes old_key = wrapped();
  ASSERT_EQ(opened(k_police, "gone", went), "the red anorak");

  EXPECT_EQ(rekey_all(), 1);
  EXPECT_EQ(opened(k_police, "stays", sealed("stays")), "the blue scarf");
  EXPECT_NE(sealed("stays"), before);
  EXPECT_EQ(sealed("other"), of_health) << "another agency's is not touched";
  EXPECT_EQ(opened(k_health, "other", of_health), "the green coat");
  EXPECT_THROW(opened(k_police, "gone", went), std::runtime_error)
      << "an older copy of the row, with the data keys of today";

  // With the last connection closed the journal has been written back.
  std::string left;
  for (const auto& [name, content] : support::places_of(*database_, folder_.path()))
    left += content;
  if (GetParam() == db::Engine::sqlite) {
    database_.reset();
    left.clear();
    for (const auto& [name, content] : support::files_below(folder_.path())) left += content;
  }
  for (const Bytes& bytes : {went, before, old_key}) {
    EXPECT_EQ(left.find(to_text(bytes)), std::string::npos);
    EXPECT_EQ(left.find(hex(bytes)), std::string::npos);
  }
}

TEST_P(RekeyTest, where_something_does_not_open_nothing_has_happened) {
  add(k_police, "gone", "the red anorak");
  add(k_police, "stays", "the blue scarf");
  const Bytes old_key = wrapped();
  database_->write([&](db::Transaction& tx) {
    Bytes damaged = tx.query("select sealed from toy where id = 'stays'").front().blob(0);
    damaged.back() ^= 1;
    tx.execute("update toy set sealed = $1 where id = 'stays'", {damaged});
  });
  EXPECT_THROW(rekey_all(), std::runtime_error);
  EXPECT_EQ(wrapped(), old_key);
  EXPECT_EQ(opened(k_police, "gone", sealed("gone")), "the red anorak");
}

TEST_P(RekeyTest, a_key_that_is_sealed_or_was_destroyed_makes_no_new_one) {
  add(k_police, "gone", "the red anorak");
  keys_.seal("police");
  EXPECT_THROW(rekey_all(), SealedCompartment);
  EXPECT_FALSE(sealed("gone").empty());
  support::SeededRandom other(8);
  keys_.add("police", other);
  database_->write([&](db::Transaction& tx) { destroy(tx, k_police, case_); });
  EXPECT_EQ(rekey_all(), -1);
  database_->read([&](db::Transaction& tx) {
    EXPECT_TRUE(cases_with_key(tx, k_police).empty());
    EXPECT_TRUE(cases_with_key(tx, k_health).empty()) << "it never held anything";
  });
}

// Each throw is a new key, or the nonce of a text or of a key: no moment between them is left out.
TEST_P(KilledRekeyTest, who_dies_in_the_middle_has_done_nothing) {
  add(k_police, "gone", "the red anorak");
  add(k_police, "stays", "the blue scarf");
  add(k_police, "too", "the green coat");
  const Bytes old_key = wrapped();
  database_.reset();
  EXPECT_EXIT(
      {
        database_ = support::test_database(engine_, folder_);
        DeadlyRandom random(GetParam());
        rekey_all(random);
      },
      ::testing::KilledBySignal(SIGKILL), "");
  database_ = support::test_database(engine_, folder_);
  EXPECT_EQ(wrapped(), old_key);
  EXPECT_EQ(opened(k_police, "gone", sealed("gone")), "the red anorak");
  EXPECT_EQ(opened(k_police, "stays", sealed("stays")), "the blue scarf");
  EXPECT_EQ(opened(k_police, "too", sealed("too")), "the green coat");
  EXPECT_EQ(rekey_all(), 2) << "and it can be done again";
}

INSTANTIATE_TEST_SUITE_P(Throws, KilledRekeyTest, ::testing::Range(1, 5));
INSTANTIATE_TEST_SUITE_P(Engines, RekeyTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::pipeline
