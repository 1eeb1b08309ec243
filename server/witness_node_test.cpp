// SPDX-License-Identifier: MIT
// Goal: a witness as a process says over HTTP what the protocol wants, remembers what it signed
// when it is started again, keeps the evidence of two histories, and one folder is one witness.
#include "witness_node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/audit/cosignature.h"
#include "mash/audit/tile_log.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::HasSubstr;

constexpr const char* k_origin = "hub.example/audit";

class WitnessNodeTest : public testing::Test {
 protected:
  WitnessNodeTest() {
    settings_.data = folder_.path() + "/witness";
    settings_.name = "police.example/witness";
    settings_.policy = folder_.path() + "/policy";
    write_file(settings_.policy,
               "log " + audit::verifier_key(k_origin, log_key_).encode() + "\nquorum none\n");
    auto made = make_witness(settings_, clock_, random_);
    if (!made) throw std::runtime_error(made.error().message);
    card_ = *std::move(made);
    start();
  }
  void start() {
    node_.reset();
    auto node = WitnessNode::open(settings_, clock_);
    ASSERT_TRUE(node) << node.error().message;
    node_ = *std::move(node);
  }
  http::Response ask(const std::string& body, const std::string& path = "/add-checkpoint") {
    http::Request r;
    r.method = "POST";
    r.path = path;
    r.body = body;
    return node_->answer(r);
  }
  // A log of so many entries, each of which begins with `what`.
  audit::TileLog log_of(std::uint64_t size, const std::string& what = "e") {
    auto log = *audit::TileLog::open(folder_.path() + "/log" + std::to_string(logs_++));
    log.publish(log_key_, k_origin);
    grow(log, size, what);
    return log;
  }
  void grow(audit::TileLog& log, std::uint64_t size, const std::string& what = "e") {
    std::vector<Bytes> entries;
    for (auto n = log.size(); n < size; ++n) entries.push_back(to_bytes(what + std::to_string(n)));
    log.append(entries);
    log.publish(log_key_, k_origin);
  }
  std::string note_of(const audit::TileLog& log) {
    return audit::sign_checkpoint({k_origin, log.size(), log.root()}, log_key_);
  }
  std::string submission(const audit::TileLog& log, std::uint64_t old_size) {
    const auto proof = audit::consistency_proof(old_size, log.size(), log.subtrees());
    return audit::format_add_checkpoint(old_size, proof, note_of(log));
  }
  std::size_t evidence() {
    const Path folder = Path(settings_.data) / "evidence";
    if (!std::filesystem::exists(folder)) return 0;
    const std::filesystem::directory_iterator files(folder);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random_{5};
  crypto::SigningKey log_key_{crypto::Key::make(random_)};
  int logs_ = 0;
  WitnessSettings settings_;
  WitnessCard card_;
  std::unique_ptr<WitnessNode> node_;
};

TEST_F(WitnessNodeTest, it_signs_what_goes_on_and_says_what_it_holds) {
  auto log = log_of(3);
  const auto first = ask(submission(log, 0), "/under/a/prefix/add-checkpoint");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_TRUE(audit::add_cosignatures(note_of(log), first.body, card_.key));
  grow(log, 300);
  const auto stale = ask(submission(log, 0));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body, "3\n");
  EXPECT_THAT(stale.headers, testing::Contains(testing::Pair("content-type", "text/x.tlog.size")));
  EXPECT_EQ(ask(submission(log, 3)).status, 200);
}

TEST_F(WitnessNodeTest, it_remembers_when_it_is_started_again) {
  const auto log = log_of(9);
  ASSERT_EQ(ask(submission(log, 0)).status, 200);
  start();
  EXPECT_EQ(node_->card().key, card_.key);
  EXPECT_EQ(node_->card().certificate, card_.certificate);
  const auto other = log_of(9, "forged");
  EXPECT_EQ(ask(submission(other, 0)).body, "9\n");
  EXPECT_EQ(ask(submission(other, 9)).status, 409);
}

TEST_F(WitnessNodeTest, of_two_histories_it_keeps_what_the_log_signed_and_signs_neither) {
  const auto log = log_of(9);
  ASSERT_EQ(ask(submission(log, 0)).status, 200);
  const auto same_size = log_of(9, "forged");
  EXPECT_EQ(ask(submission(same_size, 9)).status, 409);
  EXPECT_EQ(evidence(), 1U);
  const auto longer = log_of(20, "forged");
  EXPECT_EQ(ask(submission(longer, 9)).status, 422);
  EXPECT_EQ(evidence(), 2U);
  EXPECT_EQ(ask(submission(longer, 9)).status, 422);
  EXPECT_EQ(evidence(), 2U) << "each once";
}

TEST_F(WitnessNodeTest, what_is_not_of_a_log_that_it_knows_is_told_apart) {
  const auto log = log_of(2);
  EXPECT_EQ(ask("old 0\n").status, 400);
  const crypto::SigningKey stranger(crypto::Key::make(random_));
  const auto by = [&](const std::string& origin, const crypto::SigningKey& key) {
    return ask(audit::format_add_checkpoint(0, {},
                                            audit::sign_checkpoint({origin, 2, log.root()}, key)))
        .status;
  };
  EXPECT_EQ(by(k_origin, stranger), 403);
  EXPECT_EQ(by("elsewhere.example/audit", stranger), 404);
  http::Request look;
  look.method = "GET";
  look.path = "/add-checkpoint";
  EXPECT_EQ(node_->answer(look).status, 405);
  look.path = "/";
  EXPECT_EQ(node_->answer(look).status, 404);
}

TEST_F(WitnessNodeTest, one_folder_is_one_witness_and_never_another) {
  EXPECT_EQ(make_witness(settings_, clock_, random_).error().code, ErrorCode::conflict);
  EXPECT_EQ(WitnessNode::open(settings_, clock_).error().code, ErrorCode::conflict);
  node_.reset();
  EXPECT_THAT(make_witness(settings_, clock_, random_).error().message, HasSubstr("already"));
  std::filesystem::remove(Path(settings_.data) / "keys.json");
  EXPECT_FALSE(WitnessNode::open(settings_, clock_)) << "no new key comes quietly";
  WitnessSettings none = settings_;
  none.data = folder_.path() + "/nothing";
  EXPECT_EQ(WitnessNode::open(none, clock_).error().faults.front().field, "data");
  none.name = "two words";
  EXPECT_EQ(make_witness(none, clock_, random_).error().faults.front().field, "name");
}

TEST_F(WitnessNodeTest, a_policy_without_a_log_is_refused) {
  write_file(settings_.policy, "quorum none\n");
  node_.reset();
  const auto opened = WitnessNode::open(settings_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().faults.front().field, "policy");
}

}  // namespace
}  // namespace mash::server
