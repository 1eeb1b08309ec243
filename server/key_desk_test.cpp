// SPDX-License-Identifier: MIT
// Goal: the key desk of a hub opens, seals and changes root keys only by the right key, and what is
// held in clear or was begun before still works.
#include "key_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "embedded.h"
#include "hub_core.h"
#include "mash/cases/cases.h"
#include "mash/cases/holds.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

const Sensitive k_passphrase("seven otters under the bridge");
const AgencyId k_police = AgencyId::trusted("police");

class KeyDeskTest : public testing::Test {
 protected:
  KeyDeskTest() {
    settings_.data = folder_.path() + "/data";
    start();
  }
  void start() {
    core_.reset();
    core_ = *HubCore::open(settings_, clock_, random_);
  }
  KeyDesk& desk() { return core_->key_desk(); }
  keyhold::HeldKey held(const std::string& name = "police") const {
    return read_keys(Path(settings_.data) / "hub").at(name);
  }
  crypto::Key key() const { return keyhold::open("police", held(), k_passphrase)->now; }
  Result<json::Value> move_to_passphrase(const std::string& name = "police") {
    const auto moved =
        keyhold::hold(name, keyhold::open(name, held(name), {})->now,
                      {.kind = keyhold::Kind::passphrase}, k_passphrase, "", random_);
    return desk().write(core_->app(), json::Object{{name, keyhold::to_json(*moved)}});
  }
  static std::string said(const Result<json::Value>& answer) {
    return answer ? "done" : answer.error().message;
  }
  std::string status_of_police(const char* member) {
    const json::Value status = desk().status();
    for (const auto& one : *status["keys"].as_array()) {
      if (one.text("name") == "police") return json::encode(one[member]);
    }
    return "";
  }
  Result<json::Value> begin(const crypto::Key& next, const crypto::Key& before) {
    auto entry = *keyhold::hold("police", next, held().place, k_passphrase, "", random_);
    keyhold::keep_before("police", entry, next, before, random_);
    return desk().begin_rotation(core_->app(), "police", keyhold::to_json(entry),
                                 hex(next.bytes()));
  }

  Result<json::Value> rewrap(const crypto::Key& root) {
    return desk().rewrap_on(core_->app(), core_->database(), "police", hex(root.bytes()));
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  crypto::SystemRandom random_;
  Settings settings_;
  std::unique_ptr<HubCore> core_;
};

TEST_F(KeyDeskTest, what_was_in_clear_opens_as_before_and_can_be_sealed) {
  EXPECT_EQ(status_of_police("held"), "\"clear\"");
  EXPECT_EQ(status_of_police("open"), "true");
  EXPECT_EQ(desk().notice(), "");
  EXPECT_EQ(said(desk().seal(core_->app(), "police")), "done");
  EXPECT_EQ(status_of_police("open"), "false");
  EXPECT_THAT(desk().notice(), HasSubstr("Sealed by their desks: "));
  EXPECT_THROW((void)core_->keys().root_of(k_police), pipeline::SealedCompartment);
  start();
  EXPECT_EQ(desk().notice(), "");
}

TEST_F(KeyDeskTest, a_passphrase_leaves_it_sealed_at_the_next_start_until_the_key_comes) {
  const std::string root = hex(core_->keys().root_of(k_police).now.get().bytes());
  EXPECT_EQ(said(move_to_passphrase()), "done");
  EXPECT_EQ(desk().notice(), "") << "it stays open while the hub runs";
  start();
  EXPECT_THROW((void)core_->keys().root_of(k_police), pipeline::SealedCompartment);
  const auto other = hex(crypto::Key::make(random_).bytes());
  EXPECT_THAT(said(desk().open(core_->app(), "police", other)), HasSubstr("not the key"));
  EXPECT_NE(said(desk().open(core_->app(), "police", "12")), "done");
  EXPECT_THROW((void)core_->keys().root_of(k_police), pipeline::SealedCompartment);
  EXPECT_EQ(said(desk().open(core_->app(), "police", hex(key().bytes()))), "done");
  EXPECT_EQ(hex(core_->keys().root_of(k_police).now.get().bytes()), root);
}

TEST_F(KeyDeskTest, the_front_doors_key_is_never_held_by_what_somebody_types) {
  EXPECT_THAT(said(move_to_passphrase("front-door")), HasSubstr("three in the morning"));
  EXPECT_THAT(said(move_to_passphrase("audit")), HasSubstr("three in the morning"));
  EXPECT_THAT(said(desk().seal(core_->app(), "front-door")), HasSubstr("stop the hub"));
  // Whoever wrote it into the file by hand is told at the start.
  auto table = read_keys(core_->folder());
  auto& door = table.at("front-door");
  door = *keyhold::hold("front-door", keyhold::open("front-door", door, {})->now,
                        {.kind = keyhold::Kind::passphrase}, k_passphrase, "", random_);
  write_keys(core_->folder(), table);
  core_.reset();
  try {
    core_ = *HubCore::open(settings_, clock_, random_);
    FAIL() << "it started";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("keys.json: front-door: "));
  }
}

TEST_F(KeyDeskTest, an_agencys_file_that_is_gone_seals_that_agency_and_nobody_else) {
  auto table = read_keys(core_->folder());
  auto& police = table.at("police");
  police.place = {.kind = keyhold::Kind::key_file, .file = folder_.path() + "/none"};
  police.check.assign(16, 0);
  write_keys(core_->folder(), table);
  testing::internal::CaptureStderr();
  start();
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("keys.not_opened"));
  EXPECT_EQ(core_->keys().sealed(), std::vector<std::string>{"police"});
}

TEST_F(KeyDeskTest, its_own_people_open_it_by_what_they_type) {
  ASSERT_EQ(said(move_to_passphrase()), "done");
  start();
  EXPECT_FALSE(desk().standing("police").open);
  EXPECT_TRUE(desk().standing("police").by_passphrase);
  desk().open_by_passphrase(core_->app(), "police", Sensitive("not this one at all"));
  EXPECT_FALSE(desk().standing("police").open);
  EXPECT_THAT(desk().standing("police").last_try, HasSubstr("not the passphrase"));
  desk().open_by_passphrase(core_->app(), "police", k_passphrase);
  EXPECT_TRUE(desk().standing("police").open);
  EXPECT_EQ(desk().standing("police").last_try, "");
  EXPECT_EQ(said(desk().seal(core_->app(), "health")), "done");
  desk().open_by_passphrase(core_->app(), "health", k_passphrase);
  EXPECT_FALSE(desk().standing("health").open) << "no passphrase holds it";
}

TEST_F(KeyDeskTest, only_what_an_agency_holds_about_a_case_is_destroyed) {
  const CaseId nobodys = CaseId::make(random_);
  EXPECT_THAT(said(desk().destroy(core_->app(), "front-door", nobodys)), HasSubstr("front door"));
  EXPECT_THAT(said(desk().destroy(core_->app(), "police", nobodys)), HasSubstr("holds nothing"));
  EXPECT_THAT(said(desk().destroy(core_->app(), "nobody", nobodys)), HasSubstr("keys status"));
}

TEST_F(KeyDeskTest, D14_nothing_that_a_legal_hold_names_is_destroyed_by_command) {
  const CaseId id = CaseId::make(random_);
  std::string hold;
  const auto as_system = [&](const std::function<void(pipeline::Context&)>& f) {
    const auto done = core_->app().system_act<policy::Action::collect>(
        "test", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          f(c);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  };
  as_system([&](pipeline::Context& c) {
    cases::add_case(c, id, c.now, false);
    c.vault.seal(c.tx,
                 {.owner = AgencyId::trusted("police"), .kind = "item", .case_id = id, .row = "1"},
                 "words", c.random);
    hold = cases::set_hold(c, {.case_id = id, .authority = "INQUIRY", .review_on = {2027, 6, 1}},
                           "It asks for all");
  });
  EXPECT_THAT(said(desk().destroy(core_->app(), "police", id)), HasSubstr("legal hold"));
  as_system([&](pipeline::Context& c) {
    cases::lift_hold(c, hold, "It is over");
    c.tx.execute(
        "insert into subject_request values ('r', 'R', 'OWN', '2026-11-20', 0, 'u03', 'OPEN', 1,"
        " '')");
    c.tx.execute("insert into subject_request_person values ('r', $1, 'ABOUT', 'p', 0, 'u03')",
                 {id});
  });
  EXPECT_THAT(said(desk().destroy(core_->app(), "police", id)), HasSubstr("somebody has asked"));
  as_system([&](pipeline::Context& c) {
    c.tx.execute("update subject_request set state = 'WITHDRAWN'");
  });
  EXPECT_EQ(said(desk().destroy(core_->app(), "police", id)), "done");
}

TEST_F(KeyDeskTest, another_key_is_never_written_in_place_of_one) {
  EXPECT_EQ(said(move_to_passphrase()), "done");
  const auto other =
      *keyhold::hold("police", crypto::Key::make(random_), held().place, k_passphrase, "", random_);
  EXPECT_THAT(said(desk().write(core_->app(), json::Object{{"police", keyhold::to_json(other)}})),
              HasSubstr("changed meanwhile"));
  EXPECT_THAT(said(desk().write(core_->app(), json::Object{{"nobody", keyhold::to_json(other)}})),
              HasSubstr("keys status"));
  EXPECT_THAT(said(desk().seal(core_->app(), "nobody")), HasSubstr("keys status"));
}

TEST_F(KeyDeskTest, a_new_key_follows_from_the_old_one_alone_and_goes_on_after_a_restart) {
  ASSERT_EQ(said(move_to_passphrase()), "done");
  const crypto::Key old = key();
  const crypto::Key next = crypto::Key::make(random_);
  EXPECT_THAT(said(begin(next, crypto::Key::make(random_))), HasSubstr("does not follow"));
  EXPECT_THAT(said(rewrap(old)), HasSubstr("No new key"));
  ASSERT_EQ(said(begin(next, old)), "done");
  EXPECT_EQ(status_of_police("rotating"), "true");
  EXPECT_THAT(said(begin(next, old)), HasSubstr("begun already"));
  start();
  EXPECT_THAT(said(rewrap(old)), HasSubstr("not the key"));
  const auto done = rewrap(next);
  ASSERT_TRUE(done && done->flag("done"));
  EXPECT_EQ(status_of_police("rotating"), "false");
  EXPECT_EQ(status_of_police("open"), "false") << "it was sealed, and nobody has opened it";
  EXPECT_EQ(hex(key().bytes()), hex(next.bytes()));
  ASSERT_EQ(said(desk().open(core_->app(), "police", hex(next.bytes()))), "done");
}

// Whoever dies between any two of its steps leaves it as the step before did.
TEST_F(KeyDeskTest, a_new_key_leaves_open_what_was_open_and_sealed_what_was_sealed) {
  for (const bool open : {true, false}) {
    const crypto::Key old = keyhold::open("police", held(), {})->now;
    if (!open) ASSERT_EQ(said(desk().seal(core_->app(), "police")), "done");
    const std::string expected = open ? "true" : "false";
    const crypto::Key next = crypto::Key::make(random_);
    ASSERT_EQ(said(begin(next, old)), "done");
    EXPECT_EQ(status_of_police("open"), expected);
    ASSERT_EQ(said(rewrap(next)), "done");
    EXPECT_EQ(status_of_police("open"), expected);
    EXPECT_EQ(status_of_police("rotating"), "false");
  }
}

TEST_F(KeyDeskTest, the_key_of_a_quarter_begins_with_it_and_can_be_left) {
  const auto numbers = [&] {
    std::vector<std::int64_t> out;
    core_->database().read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select number from quarter_key where agency = 'police'"
                                    " order by number")) {
        out.push_back(r.integer(0));
      }
    });
    return out;
  };
  EXPECT_EQ(numbers(), std::vector<std::int64_t>{1});
  clock_.advance(Duration::days(40));
  core_->sweep();
  EXPECT_EQ(numbers(), (std::vector<std::int64_t>{1, 2})) << "2027-Q1";
  const std::string root = hex(core_->keys().root_of(k_police).now.get().bytes());
  const auto leave = [&](const std::string& quarter) {
    return said(desk().leave_on(core_->app(), core_->database(), "police", root, quarter));
  };
  EXPECT_THAT(leave("2025-Q1"), HasSubstr("2026-Q4"));
  EXPECT_EQ(leave("2026-Q4"), "done");
  EXPECT_EQ(numbers(), (std::vector<std::int64_t>{2, 3}));
}

TEST_F(KeyDeskTest, sealing_wins_over_an_opening_that_is_under_way) {
  ASSERT_EQ(said(move_to_passphrase()), "done");
  start();
  std::optional<KeyDesk> slow;
  slow.emplace(core_->folder(), core_->borough(), core_->keys(), clock_, random_,
               [&](const std::string& name, const keyhold::HeldKey& one, const Sensitive& typed) {
                 EXPECT_EQ(said(slow->seal(core_->app(), "police")), "done");
                 return keyhold::open(name, one, typed);
               });
  slow->open_by_passphrase(core_->app(), "police", k_passphrase);
  EXPECT_FALSE(slow->standing("police").open);
  EXPECT_THAT(slow->standing("police").last_try, HasSubstr("sealed while"));
  EXPECT_THROW((void)core_->keys().root_of(k_police), pipeline::SealedCompartment);
}

// The first agency's try ends only when the other's has: alone in line, it would wait for ever.
TEST_F(KeyDeskTest, one_agencys_try_does_not_hold_up_anothers) {
  ASSERT_EQ(said(move_to_passphrase("police")), "done");
  ASSERT_EQ(said(move_to_passphrase("health")), "done");
  start();
  std::promise<void> begun;
  std::promise<void> other_done;
  KeyDesk slow(core_->folder(), core_->borough(), core_->keys(), clock_, random_,
               [&](const std::string& name, const keyhold::HeldKey& one, const Sensitive& typed) {
                 if (name == "police") {
                   begun.set_value();
                   other_done.get_future().wait();
                 }
                 return keyhold::open(name, one, typed);
               });
  std::thread police([&] { slow.open_by_passphrase(core_->app(), "police", k_passphrase); });
  begun.get_future().wait();
  slow.open_by_passphrase(core_->app(), "police", k_passphrase);
  EXPECT_THAT(slow.standing("police").last_try, HasSubstr("try again"));
  slow.open_by_passphrase(core_->app(), "health", k_passphrase);
  EXPECT_TRUE(slow.standing("health").open);
  other_done.set_value();
  police.join();
  EXPECT_TRUE(slow.standing("police").open);
}

}  // namespace
}  // namespace mash::server
