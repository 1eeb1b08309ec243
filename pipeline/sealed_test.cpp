// SPDX-License-Identifier: MIT
// Goal: what an agency has sealed is neither read nor written, lists say so in its place, and a new
// root key wraps every data key anew, wherever the last try ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/pipeline/vault.h"
#include "mash/support/test_app.h"
#include "root_key.h"
#include "stand_in.h"

namespace mash::pipeline {
namespace {

using testing::HasSubstr;

const AgencyId k_police = AgencyId::trusted("police");

class SealedTest : public testing::TestWithParam<db::Engine> {
 protected:
  SealedTest() {
    keys_.call(k_police, "Barnfield Police");
    db::migrate(*database_, {{1, "pipeline", schema()}, {2, "quarters", quarter_keys_schema()}},
                UtcTime{});
  }
  Label label(const CaseId& id) const {
    return {.owner = k_police, .kind = "item", .case_id = id, .row = "r1"};
  }
  Bytes put(const CaseId& id, const std::string& words) {
    Bytes out;
    database_->write(
        [&](db::Transaction& tx) { out = vault_.seal(tx, label(id), words, random_); });
    return out;
  }
  json::Value read(const CaseId& id, const Bytes& sealed) {
    json::Value out;
    database_->read(
        [&](db::Transaction& tx) { out = vault_.open_json(tx, *grant_, label(id), sealed); });
    return out;
  }
  json::Value show(const CaseId& id, const Bytes& sealed) {
    json::Value out;
    database_->read([&](db::Transaction& tx) {
      out = vault_.show_json(tx, *grant_, label(id), sealed, {"words"});
    });
    return out;
  }
  Rewrapped pass(const std::string& after, int most) {
    Rewrapped out;
    database_->write(
        [&](db::Transaction& tx) { out = rewrap_some(tx, keys_, k_police, after, most, random_); });
    return out;
  }

  void begin_quarter(const LocalDate& today) {
    database_->write(
        [&](db::Transaction& tx) { pipeline::begin_quarter(tx, keys_, k_police, today, random_); });
  }
  bool leave(const std::string& quarter) {
    bool out = false;
    database_->write([&](db::Transaction& tx) {
      out = leave_quarter(tx, keys_, k_police, quarter, {2026, 9, 30}, random_);
    });
    return out;
  }
  Rewrapped leave_on(const std::string& after, int most) {
    Rewrapped out;
    database_->write(
        [&](db::Transaction& tx) { out = leave_some(tx, keys_, k_police, after, most, random_); });
    return out;
  }
  std::vector<std::string> quarters() {
    std::vector<std::string> out;
    database_->read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select quarter from quarter_key order by number")) {
        out.push_back(r.text(0));
      }
    });
    return out;
  }
  db::Row data_key(const CaseId& id) {
    std::optional<db::Row> out;
    database_->read([&](db::Transaction& tx) {
      out = tx.query("select quarter_key, wrapped from data_key where case_id = $1", {id}).front();
    });
    return *out;
  }
  std::int64_t number_of(const CaseId& id) { return data_key(id).integer(0); }
  Bytes own_bytes(const CaseId& id) { return data_key(id).blob(1); }

  support::TempFolder folder_;
  support::SeededRandom random_{7};
  KeyRing keys_ = KeyRing::make({"police", "audit"}, random_);
  std::unique_ptr<db::Database> database_ = support::test_database(GetParam(), folder_);
  Vault vault_{keys_};
  policy::Rule rule_{};
  std::optional<policy::Grant<policy::Action::collect>> grant_ =
      policy::Kernel::decide<policy::Action::collect>(
          {k_system, k_front_door, policy::Role::none, policy::Side::system, false}, {}, rule_);
};

TEST_P(SealedTest, nothing_is_read_or_written_and_lists_say_whom_to_ask) {
  const CaseId id = CaseId::make(random_);
  const Bytes sealed = put(id, R"({"words":"Four call-outs","grade":"A1"})");
  EXPECT_EQ(show(id, sealed).text("grade"), "A1");
  const RootKey root = keys_.root_of(k_police);
  keys_.seal("police");
  EXPECT_EQ(keys_.sealed(), std::vector<std::string>{"police"});
  const auto shown = show(id, sealed);
  EXPECT_EQ(shown.text("words"),
            "Barnfield Police has sealed what it holds. Ask its desk to open it.");
  EXPECT_TRUE(shown["grade"].is_null());
  EXPECT_THROW((void)read(id, sealed), SealedCompartment);
  EXPECT_THROW(put(id, "{}"), SealedCompartment);
  EXPECT_THROW(put(CaseId::make(random_), "{}"), SealedCompartment);
  keys_.open("police", root);
  EXPECT_EQ(read(id, sealed).text("words"), "Four call-outs");
}

// A page that was opened while a desk had sealed its words, sent when they are open again.
TEST_P(SealedTest, the_sentence_is_never_kept_as_somebodys_words) {
  Input typed;
  typed.add("fact", "Four call-outs");
  refuse_stand_ins(typed);
  typed.add("fact", keys_.sealed_words(k_police));
  try {
    refuse_stand_ins(typed);
    FAIL() << "it was taken";
  } catch (const SealedCompartment& e) {
    EXPECT_THAT(e.what(), HasSubstr("Open it again"));
  }
}

// Nobody outside was ever shown it, so that these are their own words, and nothing waits for them.
TEST_P(SealedTest, a_stranger_may_write_the_same_words) {
  const CaseId id = CaseId::make(random_);
  const std::string words = "All the school held about this case was destroyed.";
  const auto sealed = put(id, json::encode(json::Object{{"words", words}}));
  EXPECT_EQ(read(id, sealed).text("words"), words);
}

TEST_P(SealedTest, a_new_key_takes_all_over_however_often_it_is_begun) {
  std::map<CaseId, Bytes> said;
  for (int i = 0; i < 7; ++i) {
    const CaseId id = CaseId::make(random_);
    said.emplace(id, put(id, R"({"words":"Said before"})"));
  }
  const RootKey old = keys_.root_of(k_police);
  const RootKey fresh{crypto::LockedKey(crypto::Key::make(random_))};
  keys_.open("police", {fresh.now, old.now});
  EXPECT_EQ(pass("", 3).wrapped, 3);
  for (const auto& [id, sealed] : said) EXPECT_EQ(read(id, sealed).text("words"), "Said before");
  // Cut off: whoever goes on begins at the first.
  const Rewrapped first = pass("", 5);
  EXPECT_EQ(first.seen, 5);
  EXPECT_EQ(first.wrapped, 2);
  const CaseId late = CaseId::make(random_);
  said.emplace(late, put(late, R"({"words":"Said before"})"));
  int more = 0;
  for (std::string after = first.last; !after.empty();) {
    const Rewrapped next = pass(after, 2);
    more += next.wrapped;
    EXPECT_EQ(next.lost, 0);
    after = next.last;
  }
  EXPECT_EQ(more, 2);
  keys_.open("police", fresh);
  for (const auto& [id, sealed] : said) EXPECT_EQ(read(id, sealed).text("words"), "Said before");
  keys_.open("police", old);
  for (const auto& [id, sealed] : said) EXPECT_THROW((void)read(id, sealed), std::runtime_error);
}

TEST_P(SealedTest, the_key_of_a_quarter_stands_between_and_a_new_root_key_touches_nothing_else) {
  const CaseId before = CaseId::make(random_);
  const Bytes old_words = put(before, R"({"words":"Under the root"})");
  begin_quarter({2026, 9, 30});
  begin_quarter({2026, 9, 30});
  const CaseId third = CaseId::make(random_);
  const Bytes third_words = put(third, R"({"words":"Third quarter"})");
  begin_quarter({2026, 10, 1});
  begin_quarter({2026, 8, 1});  // a clock that was put back begins nothing
  const CaseId fourth = CaseId::make(random_);
  const Bytes fourth_words = put(fourth, R"({"words":"Fourth quarter"})");
  EXPECT_EQ(quarters(), (std::vector<std::string>{"2026-Q3", "2026-Q4"}));
  EXPECT_EQ(number_of(before), 0);
  EXPECT_EQ(number_of(third), 1);
  EXPECT_EQ(number_of(fourth), 2);
  const Bytes third_key = own_bytes(third);
  const RootKey old = keys_.root_of(k_police);
  const RootKey fresh{crypto::LockedKey(crypto::Key::make(random_))};
  keys_.open("police", {fresh.now, old.now});
  const Rewrapped done = pass("", 10);
  EXPECT_EQ(done.quarters, 2);
  EXPECT_EQ(done.wrapped, 1) << "what lay under the root key itself moves";
  EXPECT_EQ(pass("", 10).quarters + pass("", 10).wrapped, 0);
  EXPECT_EQ(own_bytes(third), third_key);
  EXPECT_EQ(number_of(before), 3) << "whoever had the old root key may have the keys 1 and 2";
  const auto all_read = [&] {
    EXPECT_EQ(read(before, old_words).text("words"), "Under the root");
    EXPECT_EQ(read(third, third_words).text("words"), "Third quarter");
    EXPECT_EQ(read(fourth, fourth_words).text("words"), "Fourth quarter");
  };
  keys_.open("police", fresh);
  all_read();
  keys_.open("police", old);
  EXPECT_THROW((void)read(third, third_words), std::runtime_error);
  keys_.seal("police");
  EXPECT_THROW((void)read(third, third_words), SealedCompartment);
}

// What belongs to no case has the empty text in the place of one.
TEST_P(SealedTest, what_belongs_to_no_case_gets_the_new_key_too) {
  const Bytes sealed = put({}, R"({"words":"Of the agency itself"})");
  const RootKey first = keys_.root_of(k_police);
  const RootKey second{crypto::LockedKey(crypto::Key::make(random_))};
  keys_.open("police", {second.now, first.now});
  EXPECT_EQ(pass("", 10).wrapped, 1);
  keys_.open("police", second);
  EXPECT_EQ(read({}, sealed).text("words"), "Of the agency itself");
  begin_quarter({2026, 9, 30});
  EXPECT_EQ(pass("", 10).wrapped, 1);
  EXPECT_TRUE(leave("2026-Q3"));
  EXPECT_EQ(leave_on("", 10).wrapped, 1);
  EXPECT_EQ(read({}, sealed).text("words"), "Of the agency itself");
}

TEST_P(SealedTest, a_quarters_key_that_was_seen_is_left_wherever_the_last_try_ended) {
  begin_quarter({2026, 9, 30});
  std::map<CaseId, Bytes> said;
  for (int i = 0; i < 5; ++i) {
    const CaseId id = CaseId::make(random_);
    said.emplace(id, put(id, R"({"words":"Said before"})"));
  }
  const CaseId gone = CaseId::make(random_);
  const Bytes destroyed = put(gone, "{}");
  database_->write([&](db::Transaction& tx) { destroy(tx, k_police, gone); });
  EXPECT_FALSE(leave("2026-Q2")) << "there is none";
  EXPECT_TRUE(leave("2026-Q3"));
  EXPECT_EQ(leave_on("", 2).wrapped, 2);
  // Cut off: whoever goes on begins again, with the same new key.
  EXPECT_TRUE(leave("2026-Q3"));
  EXPECT_EQ(leave_on("", 10).wrapped, 3);
  EXPECT_EQ(quarters(), std::vector<std::string>{"2026-Q3"}) << "the new one of the two";
  for (const auto& [id, sealed] : said) {
    EXPECT_EQ(number_of(id), 2);
    EXPECT_EQ(read(id, sealed).text("words"), "Said before");
  }
  EXPECT_THROW((void)read(gone, destroyed), SealedCompartment) << "no key brings it back";
}

TEST_P(SealedTest, what_is_destroyed_stays_so_for_that_agency_and_case_alone) {
  const CaseId id = CaseId::make(random_);
  const CaseId other = CaseId::make(random_);
  const Bytes sealed = put(id, R"({"words":"Four call-outs"})");
  const Bytes kept = put(other, R"({"words":"A fifth"})");
  const auto end = [&](const CaseId& which) {
    bool done = false;
    database_->write([&](db::Transaction& tx) { done = destroy(tx, k_police, which); });
    return done;
  };
  EXPECT_FALSE(end(CaseId::make(random_))) << "nothing is held about it";
  EXPECT_TRUE(end(id));
  EXPECT_FALSE(end(id)) << "already";
  EXPECT_EQ(show(id, sealed).text("words"),
            "What Barnfield Police held about this case was destroyed.");
  EXPECT_THROW((void)read(id, sealed), SealedCompartment);
  EXPECT_THROW(put(id, "{}"), SealedCompartment) << "no new key in its place";
  Input typed;
  typed.add("fact", show(id, sealed).text("words"));
  EXPECT_THROW(refuse_stand_ins(typed), SealedCompartment);
  EXPECT_EQ(read(other, kept).text("words"), "A fifth");
  const RootKey old = keys_.root_of(k_police);
  keys_.open("police", {crypto::LockedKey(crypto::Key::make(random_)), old.now});
  const Rewrapped done = pass("", 10);
  EXPECT_EQ(done.lost, 0);
  EXPECT_EQ(done.wrapped, 1);
  EXPECT_THROW((void)read(id, sealed), SealedCompartment);
}

TEST_P(SealedTest, a_data_key_under_neither_key_is_counted_and_stays) {
  const CaseId id = CaseId::make(random_);
  put(id, "{}");
  const RootKey other{crypto::LockedKey(crypto::Key::make(random_))};
  keys_.open("police", {other.now, crypto::LockedKey(crypto::Key::make(random_))});
  const Rewrapped done = pass("", 10);
  EXPECT_EQ(done.lost, 1);
  EXPECT_EQ(done.wrapped, 0);
  EXPECT_EQ(done.last, id.text());
}

INSTANTIATE_TEST_SUITE_P(Engines, SealedTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::pipeline
