// SPDX-License-Identifier: MIT
// Goal: what a quorum of witnesses has signed of the record is kept, and what does not go on from
// it is found; witnesses learn sizes of whole tiles alone; one that fails holds up nobody; without
// a quorum it is said, and after hours what can wait does.
#include "witnessing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folder.h"
#include "mash/audit/witness.h"
#include "mash/pipeline/record.h"
#include "mash/support/test_app.h"
#include "verify.h"
#include "witness_node.h"

namespace mash::server {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* k_origin = "openmash/test";
const WitnessRules k_rules{.every = Duration::seconds(60),
                           .padded_after = Duration::minutes(15),
                           .alarm_after = Duration::minutes(15),
                           .pause_after = Duration::hours(4),
                           .multiple_of = 256};

class WitnessingTest : public testing::TestWithParam<db::Engine> {
 protected:
  WitnessingTest() {
    for (const char* name : {"police", "health", "school"}) add_witness(name);
    start();
  }
  void add_witness(const std::string& name) {
    WitnessSettings s;
    s.data = folder_.path() + "/" + name;
    s.name = name + ".example/witness";
    s.policy = folder_.path() + "/logs";
    write_file(s.policy, "log " + log_key().encode() + "\nquorum none\n");
    const auto card = make_witness(s, app_.clock(), app_.random());
    ASSERT_TRUE(card);
    witnesses_[name] = *WitnessNode::open(s, app_.clock());
    policy_ += "witness " + name + " " + card->key.encode() + " https://" + name + ".example/\n";
  }
  audit::VerifierKey log_key() {
    return audit::verifier_key(k_origin, crypto::SigningKey(app_.keys().of("sign")));
  }
  audit::WitnessPolicy policy() {
    return *audit::WitnessPolicy::parse(policy_ + "group two 2 police health school\nquorum two\n");
  }
  void stop() {
    witnessing_.reset();
    publisher_.reset();
  }
  void start() {
    stop();
    publisher_ = std::make_unique<Publisher>(app_.database(), app_.keys(), tiles_, k_origin,
                                             std::chrono::hours(1));
    witnessing_ = std::make_unique<Witnessing>(Witnessing::Parts{
        app_.app(), *publisher_, app_.keys(), app_.clock(), k_origin, policy(),
        [this](const std::string& name, const std::string& body) { return answer(name, body); },
        k_rules, file_});
  }
  Result<http::Response> answer(const std::string& name, const std::string& body) {
    asked_.push_back(name);
    if (const auto submission = audit::read_submission(body, std::vector{log_key()});
        std::holds_alternative<audit::Submission>(submission)) {
      sizes_.push_back(std::get<audit::Submission>(submission).checkpoint.size);
    }
    if (away_.contains(name)) return Error{ErrorCode::unavailable, "The line broke", {}};
    if (const auto said = says_.find(name); said != says_.end()) return said->second;
    http::Request r;
    r.method = "POST";
    r.path = "/add-checkpoint";
    r.body = body;
    return witnesses_.at(name)->answer(r);
  }
  void work(int entries) {
    for (int n = 0; n < entries; ++n) {
      app_.database().write([&](db::Transaction& tx) {
        append_event(tx, app_.keys(), app_.random(),
                     {.at = app_.clock().now(), .kind = "case.read"});
      });
    }
  }
  void later(Duration pause) {
    app_.clock().advance(pause);
    witnessing_->round();
  }
  std::int64_t size() { return app_.count("audit_event"); }
  std::string notice() {
    return witness_notice(witnessing_->status(), k_rules, app_.clock().now());
  }
  bool pauses() { return releases_pause(witnessing_->status(), k_rules, app_.clock().now()); }
  std::vector<Trouble> troubles() {
    std::vector<Trouble> out;
    for (const auto& one : witnessing_->status().witnesses) out.push_back(one.trouble);
    return out;
  }

  support::TestApp app_{{.engine = GetParam()}};
  support::TempFolder folder_;
  Path tiles_ = Path(folder_.path()) / "log";
  Path file_ = Path(folder_.path()) / "witnessed.json";
  std::map<std::string, std::unique_ptr<WitnessNode>> witnesses_;
  std::string policy_;
  std::set<std::string> away_;
  std::map<std::string, http::Response> says_;  // instead of the real one
  std::vector<std::string> asked_;
  std::vector<std::uint64_t> sizes_;
  std::unique_ptr<Publisher> publisher_;
  std::unique_ptr<Witnessing> witnessing_;
};

INSTANTIATE_TEST_SUITE_P(Engines, WitnessingTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres));

TEST_P(WitnessingTest, what_a_quorum_has_signed_is_kept_and_nobody_is_asked_twice) {
  work(300);
  witnessing_->round();
  const auto status = witnessing_->status();
  EXPECT_EQ(status.size, 256U);
  EXPECT_EQ(status.at, app_.clock().now());
  EXPECT_EQ(status.without, std::nullopt);
  EXPECT_THAT(troubles(), Each(Trouble::none));
  const auto seen = policy().examine(witnessing_->note(), log_key());
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->quorum);
  EXPECT_EQ(seen->by.size(), 3U);
  asked_.clear();
  later(Duration::seconds(61));
  EXPECT_THAT(asked_, IsEmpty());
  start();
  EXPECT_EQ(witnessing_->status().size, 256U) << "kept when it is started again";
  later(Duration::seconds(61));
  later(Duration::seconds(61));
  EXPECT_EQ(asked_.size(), 3U) << "each once, whether it has signed more";
}

TEST_P(WitnessingTest, a_quorum_that_was_reached_stands_when_it_is_started_again_alone) {
  work(300);
  witnessing_->round();
  away_ = {"police", "health", "school"};
  start();
  later(Duration::seconds(61));
  EXPECT_EQ(witnessing_->status().without, std::nullopt);
  EXPECT_TRUE(policy().examine(witnessing_->note(), log_key())->quorum);
  away_ = {"police", "health"};
  later(Duration::seconds(61));
  EXPECT_TRUE(policy().examine(witnessing_->note(), log_key())->quorum) << "never replaced by less";
}

TEST_P(WitnessingTest, a_whole_folder_that_is_put_back_is_found_at_once) {
  work(256);
  witnessing_->round();
  const std::string before = *read_file(file_);
  work(256);
  later(Duration::seconds(61));
  stop();
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("delete from audit_event where seq >= 260", {}); });
  std::filesystem::remove_all(tiles_);
  write_file(file_, before);
  start();
  later(Duration::seconds(61));
  EXPECT_FALSE(witnessing_->status().put_back) << "its own file was put back, too";
  EXPECT_THAT(troubles(), Each(Trouble::ahead));
  EXPECT_THAT(notice(), HasSubstr("put back"));
}

TEST_P(WitnessingTest, witnesses_read_sizes_of_whole_tiles_alone) {
  for (int round = 0; round < 30; ++round) {
    work(round * 7);
    if (round % 5 == 0) witnessing_->soon();
    later(Duration::minutes(4));
  }
  ASSERT_FALSE(sizes_.empty());
  for (const auto size : sizes_) EXPECT_EQ(size % 256, 0U) << size;
}

TEST_P(WitnessingTest, what_waits_too_long_for_others_is_filled_up_once) {
  work(3);
  later(Duration::minutes(14));
  EXPECT_THAT(asked_, IsEmpty());
  later(Duration::minutes(2));
  EXPECT_EQ(size(), 256);
  EXPECT_EQ(witnessing_->status().size, 256U);
  EXPECT_EQ(app_.count("audit_event where kind = 'record.padded'"), 253);
  later(Duration::hours(3));
  EXPECT_EQ(size(), 256) << "a quiet night adds nothing";
  const auto verdict = verify_record(app_.database(), app_.keys(), tiles_, k_origin, file_);
  EXPECT_TRUE(verdict.flag("intact")) << json::encode(verdict);
}

TEST_P(WitnessingTest, what_has_left_is_witnessed_at_once) {
  work(3);
  witnessing_->round();
  EXPECT_THAT(asked_, IsEmpty());
  witnessing_->soon();
  witnessing_->round();
  EXPECT_EQ(witnessing_->status().size, 256U);
  work(1);
  witnessing_->round();
  EXPECT_EQ(size(), 257) << "once";
}

TEST_P(WitnessingTest, one_that_does_not_answer_holds_up_nobody_and_signs_later) {
  away_ = {"police"};
  work(256);
  witnessing_->round();
  EXPECT_EQ(witnessing_->status().size, 256U);
  EXPECT_THAT(troubles(), ElementsAre(Trouble::no_answer, Trouble::none, Trouble::none));
  EXPECT_THAT(notice(), IsEmpty());
  away_.clear();
  asked_.clear();
  later(Duration::seconds(61));
  EXPECT_THAT(asked_, ElementsAre("police"));
  EXPECT_THAT(troubles(), Each(Trouble::none));
  EXPECT_EQ(policy().examine(witnessing_->note(), log_key())->by.size(), 3U);
}

TEST_P(WitnessingTest, without_a_quorum_it_is_said_and_after_hours_what_can_wait_does) {
  away_ = {"police", "school"};
  work(256);
  witnessing_->round();
  const UtcTime since = app_.clock().now();
  later(Duration::minutes(15));
  EXPECT_THAT(notice(), IsEmpty());
  later(Duration::minutes(1));
  EXPECT_THAT(notice(), HasSubstr("Too few witnesses"));
  EXPECT_THAT(notice(), HasSubstr("Work goes on"));
  EXPECT_FALSE(pauses());
  start();
  EXPECT_EQ(witnessing_->status().without, since) << "starting anew does not begin the hours anew";
  later(Duration::hours(4));
  EXPECT_TRUE(pauses());
  EXPECT_THAT(notice(), HasSubstr("urgent ones leave"));
  EXPECT_EQ(size(), 256) << "nothing is filled up while nobody signs";
  away_ = {"police"};
  later(Duration::seconds(61));
  EXPECT_FALSE(pauses());
  EXPECT_THAT(notice(), IsEmpty());
}

TEST_P(WitnessingTest, after_a_lost_file_witnesses_say_what_they_hold) {
  work(256);
  witnessing_->round();
  std::filesystem::remove(file_);
  work(256);
  start();
  asked_.clear();
  witnessing_->round();
  EXPECT_EQ(witnessing_->status().size, 512U);
  EXPECT_EQ(asked_.size(), 6U) << "each twice: first from nothing, then from what it holds";
}

TEST_P(WitnessingTest, a_damaged_file_is_begun_anew) {
  work(256);
  witnessing_->round();
  for (const std::string& planted : {std::string("{"), std::string(R"({"at": "never"})"),
                                     std::string(R"({"note": "planted"})")}) {
    write_file(file_, planted);
    start();
    EXPECT_EQ(witnessing_->status().size, 0U) << planted;
    later(Duration::seconds(61));
    EXPECT_EQ(witnessing_->status().size, 256U) << planted;
  }
}

TEST_P(WitnessingTest, a_record_that_was_put_back_is_found_by_its_own_file) {
  work(512);
  witnessing_->round();
  stop();
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("delete from audit_event where seq >= 300", {}); });
  std::filesystem::remove_all(tiles_);
  start();
  later(Duration::seconds(61));
  EXPECT_TRUE(witnessing_->status().put_back);
  EXPECT_THAT(notice(), HasSubstr("put back"));
  const auto verdict = verify_record(app_.database(), app_.keys(), tiles_, k_origin, file_);
  EXPECT_FALSE(verdict.flag("intact"));
  EXPECT_THAT(verdict.text("what"), HasSubstr("512"));
}

TEST_P(WitnessingTest, a_copy_of_the_whole_folder_that_is_put_back_is_found_by_witnesses) {
  work(512);
  witnessing_->round();
  stop();
  app_.database().write(
      [](db::Transaction& tx) { tx.execute("delete from audit_event where seq >= 300", {}); });
  std::filesystem::remove_all(tiles_);
  std::filesystem::remove(file_);
  start();
  later(Duration::seconds(61));
  EXPECT_THAT(troubles(), Each(Trouble::ahead));
  EXPECT_THAT(notice(), HasSubstr("put back"));
}

TEST_P(WitnessingTest, another_history_is_signed_by_nobody_and_said_at_once) {
  work(256);
  witnessing_->round();
  stop();
  app_.database().write([](db::Transaction& tx) { tx.execute("delete from audit_event", {}); });
  std::filesystem::remove_all(tiles_);
  std::filesystem::remove(file_);
  work(512);
  start();
  later(Duration::seconds(61));
  EXPECT_EQ(witnessing_->status().size, 0U);
  EXPECT_THAT(troubles(), Each(Trouble::other_history));
  EXPECT_THAT(notice(), HasSubstr("another history"));
}

TEST_P(WitnessingTest, what_a_witness_should_not_say_is_told_apart_and_never_kept) {
  work(256);
  const auto says = [](int status, const std::string& body, const std::string& type = "") {
    http::Response r;
    r.status = status;
    r.body = body;
    if (!type.empty()) r.set("content-type", type);
    return r;
  };
  const std::vector<std::pair<http::Response, Trouble>> cases = {
      {says(200, "planted\n"), Trouble::not_understood},
      {says(200, ""), Trouble::not_understood},
      {says(403, ""), Trouble::wrong_key},
      {says(404, ""), Trouble::unknown_log},
      {says(500, ""), Trouble::not_understood},
      {says(422, ""), Trouble::other_history},
      {says(409, "7\n"), Trouble::other_history},
      {says(409, "seven\n", "text/x.tlog.size"), Trouble::other_history},
      {says(409, "0\n", "text/x.tlog.size"), Trouble::not_understood},
      {says(409, "18446744073709551615\n", "text/x.tlog.size"), Trouble::ahead},
  };
  for (const auto& [response, trouble] : cases) {
    says_ = {{"police", response}};
    later(Duration::seconds(61));
    EXPECT_EQ(troubles().front(), trouble) << response.status << response.body;
    EXPECT_EQ(policy().examine(witnessing_->note(), log_key())->by.size(), 2U);
  }
  says_.clear();
  later(Duration::seconds(61));
  EXPECT_THAT(troubles(), Each(Trouble::none));
}

}  // namespace
}  // namespace mash::server
