// SPDX-License-Identifier: MIT
// Goal: years after the journey every owner disposes of what it told the hub. Nobody reads it any
// more, all pages still answer, what has left stays with its recipient, the record verifies, and
// whoever changes a tombstone is found out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "hub_command.h"
#include "hub_slices.h"
#include "mash/audit/tile_log.h"
#include "mash/cases/disposed.h"
#include "mash/pipeline/record.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int k_minutes_of_year = 366 * 24 * 60;
constexpr int k_years = 80;  // the longest rule counts until 75

class RetentionWorldTest : public testing::TestWithParam<db::Engine> {
 protected:
  RetentionWorldTest() : world_({.engine = GetParam()}), journey_(world_) {
    journey_.run();
    read_ = pages_read();
    lift_holds();
    sql("update case_file set state = 'CLOSED'");
    // D14: while somebody waits for an answer all stays.
    sql("update subject_request set state = 'WITHDRAWN'");
    // Nor has a court asked for anything.
    for (const char* table :
         {"court_bundle", "court_answer", "court_part", "court_order_mistake", "court_order"}) {
      sql(std::string("delete from ") + table);
    }
    world_.at("two generations later", world_.minute() + k_years * k_minutes_of_year);
  }
  // Every page that somebody of the hub has read.
  std::set<std::pair<std::string, std::string>> pages_read() {
    std::set<std::pair<std::string, std::string>> out;
    for (const auto& visit : world_.hub_room().wire.visits) {
      const bool page =
          visit.method == "GET" && visit.status == 200 && visit.actor.starts_with("u");
      if (page) out.emplace(visit.actor, visit.path);
    }
    return out;
  }
  void sql(const std::string& text) {
    world_.hub_room().database.write([&](db::Transaction& tx) { tx.execute(text); });
  }
  void lift_holds() {
    world_.at("the court is done with it", world_.minute() + 1);
    Visitor& deputy = world_.hub("u04");
    deputy.page("/holds");
    for (auto& form : deputy.forms()) {
      if (form.action.ends_with("/lift")) must(deputy, form.set("reason", "It has decided."));
    }
  }
  std::string case_path() const { return "/case/" + journey_.case_id; }
  std::string retention_path() const { return "/retention/" + journey_.case_id; }
  // Everything that this agency can tick, but those that begin so.
  support::Answer dispose(const char* who, bool also_the_rest) {
    Visitor& owner = world_.hub(who);
    const auto page = owner.page(retention_path());
    std::vector<std::pair<std::string, std::string>> form = {{"looked", "yes"}};
    for (const auto& unit : units_on(page.body)) {
      if (also_the_rest || unit != "OWN_WORDS") form.emplace_back("unit", unit);
    }
    return owner.submit(retention_path(), form);
  }
  static std::vector<std::string> units_on(const std::string& html) {
    std::vector<std::string> out;
    const std::string name = "name=\"unit\"";
    for (auto at = html.find(name); at != std::string::npos; at = html.find(name, at + 1)) {
      const std::string value = "value=\"";
      const auto from = html.find(value, at) + value.size();
      out.push_back(html.substr(from, html.find('"', from) - from));
    }
    return out;
  }
  void all_pages_answer(const std::string& when) {
    std::size_t asked = 0;
    for (const auto& [who, path] : read_) {
      const auto answer = world_.hub(who).page(path);
      EXPECT_LT(answer.status, 500) << when << ": " << who << " " << path;
      EXPECT_THAT(answer.body, Not(HasSubstr(journey_.words().volunteered))) << path;
      ++asked;
    }
    EXPECT_GT(asked, 200U);
  }
  // Does any page that the recipient has read still say this?
  bool recipient_reads(const std::string& words) {
    std::set<std::string> paths;
    for (const auto& visit : world_.gate_room().wire.visits) {
      if (visit.actor == "r01" && visit.method == "GET" && visit.status == 200) {
        paths.insert(visit.path);
      }
    }
    return std::ranges::any_of(paths, [&](const std::string& path) {
      return world_.gate("r01").page(path).body.find(words) != std::string::npos;
    });
  }
  json::Value verdict() {
    const auto room = world_.hub_room();
    const support::TempFolder folder;
    auto log = audit::TileLog::open(folder.path());
    std::vector<Bytes> leaves;
    room.database.read(
        [&](db::Transaction& tx) { leaves = pipeline::event_leaves(tx, 0, 100'000); });
    const crypto::SigningKey key(room.keys.of("sign"));
    log->publish(key, "openmash/test");
    log->append(leaves);
    log->publish(key, "openmash/test");
    return server::verify_record(room.database, room.keys, folder.path(), "openmash/test", {},
                                 {server::tombstones()});
  }

  World world_;
  Journey journey_;
  std::set<std::pair<std::string, std::string>> read_;
};

TEST_P(RetentionWorldTest, D13_what_owners_told_goes_and_the_rest_stands) {
  const auto before = world_.hub("u03").page(case_path()).body;
  ASSERT_THAT(before,
              AllOf(HasSubstr(journey_.words().released), HasSubstr(journey_.words().volunteered)));
  const char* const owners[] = {"u08", "u10", "u11", "u12"};
  int disposed = 0;
  for (const char* owner : owners) {
    if (dispose(owner, false).status == 303) ++disposed;
  }
  EXPECT_GE(disposed, 3);
  all_pages_answer("after the items went");
  for (const char* page : {"", "/decision", "/log", "/products"}) {
    EXPECT_THAT(world_.hub("u03").page(case_path() + page).body,
                AllOf(Not(HasSubstr(journey_.words().gist_original)),
                      Not(HasSubstr(journey_.words().existence_original))))
        << page;
  }
  EXPECT_THAT(
      world_.hub("u03").page(case_path() + "/decision").body,
      AllOf(HasSubstr("disposed of under rule"), HasSubstr(journey_.words().decision_reason)));
  // What else the police wrote reads as before.
  EXPECT_THAT(world_.hub("u08").page(case_path() + "/log").body,
              HasSubstr(journey_.words().logged_by_police));
  EXPECT_TRUE(recipient_reads(journey_.words().released)) << "what has left is the recipient's";
  const auto verified = verdict();
  EXPECT_TRUE(verified.flag("intact")) << json::encode(verified);

  for (const char* owner : owners) dispose(owner, true);
  all_pages_answer("after the keys went");
  EXPECT_THAT(world_.hub("u03").page(case_path() + "/decision").body,
              HasSubstr("All that Barnfield Borough Police held was disposed of"));
  EXPECT_TRUE(verdict().flag("intact"));
}

// Every ciphertext of the case, in all tables.
std::set<Bytes> sealed_of(db::Transaction& tx, const CaseId& id) {
  std::set<Bytes> out;
  const auto add = [&out](const Bytes& sealed) {
    if (!sealed.empty()) out.insert(sealed);
  };
  for (const auto& rows : server::record_of_case()) {
    if (rows.sealed.empty()) continue;
    for (const auto& r : tx.query(rows.sealed, {id})) {
      if (!r.is_null(1)) add(r.blob(1));
    }
  }
  for (const auto& rows : server::sealed_by_agencies()) {
    for (const auto& r : tx.query(rows.select, {id, pipeline::k_front_door})) add(r.blob(4));
  }
  return out;
}

TEST_P(RetentionWorldTest, D13_the_record_of_a_case_goes_and_nothing_leads_to_it) {
  const auto room = world_.hub_room();
  const auto id = CaseId::trusted(journey_.case_id);
  const std::string record = retention_path() + "/record";
  const auto say = [&](const char* who, const std::string& to) {
    world_.hub(who).page(record);
    return world_.hub(who).submit(record + to, {{"why", "NOT_NEEDED"}}).status;
  };
  EXPECT_EQ(say("u03", ""), 409) << "agencies hold something of it";
  for (const char* owner : {"u03", "u08", "u10", "u11", "u12"}) dispose(owner, true);
  const auto page = world_.hub("u03").page(record).body;
  ASSERT_THAT(page, Not(HasSubstr("Who goes first"))) << page;
  std::set<Bytes> before;
  room.database.read([&](db::Transaction& tx) { before = sealed_of(tx, id); });
  ASSERT_GT(before.size(), 30U);
  ASSERT_EQ(say("u03", ""), 303) << world_.hub("u03").page(record).body;
  ASSERT_EQ(say("u04", "/approve"), 303) << world_.hub("u04").page(record).body;

  room.database.read([&](db::Transaction& tx) {
    EXPECT_THAT(sealed_of(tx, id), testing::IsEmpty());
    EXPECT_TRUE(tx.query("select 1 from data_key where case_id = $1", {id}).empty());
    EXPECT_TRUE(tx.query("select 1 from statement where case_id = $1", {id}).empty());
  });
  all_pages_answer("after the record went");
  for (const auto& [who, path] : read_) {
    if (!path.starts_with(case_path() + "/")) continue;
    EXPECT_GE(world_.hub(who).page(path).status, 400) << who << " " << path;
  }
  EXPECT_THAT(world_.hub("u03").page(retention_path()).body,
              HasSubstr("disposed of under rule CASE-"));
  const auto verified = verdict();
  EXPECT_TRUE(verified.flag("intact")) << json::encode(verified);
}

TEST_P(RetentionWorldTest, a_tombstone_that_somebody_changes_is_found_out) {
  ASSERT_EQ(dispose("u08", false).status, 303);
  ASSERT_TRUE(verdict().flag("intact"));
  sql("update disposed set rule = 'ITEM-IN-NEED' where rule = 'ITEM-NO-ACTION'");
  const auto changed = verdict();
  EXPECT_FALSE(changed.flag("intact")) << "the rule of one";
  EXPECT_THAT(changed.text("what"), HasSubstr("retention.tombstone"));
  sql("update disposed set rule = 'ITEM-NO-ACTION' where rule = 'ITEM-IN-NEED'");
  ASSERT_TRUE(verdict().flag("intact"));
  sql("delete from disposed where entry = (select max(entry) from disposed)");
  EXPECT_FALSE(verdict().flag("intact")) << "one that was taken away";
}

INSTANTIATE_TEST_SUITE_P(Engines, RetentionWorldTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
