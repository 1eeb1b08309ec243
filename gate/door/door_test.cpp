// SPDX-License-Identifier: MIT
// Goal: nothing is lost or doubled at the door however often a step is repeated, what the hub has
// confirmed is forgotten, and neither side is harmed by what the other one says.
#include "mash/door/door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "mash/door/door_client.h"
#include "mash/door/schema.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/schema.h"
#include "mash/support/test_app.h"

namespace mash::door {
namespace {

using packages::Inward;
using packages::InwardKind;
using packages::Outward;
using packages::OutwardKind;

class DoorTest : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    database_ = support::test_database(GetParam(), folder_);
    db::migrate(*database_,
                {{1, "pipeline", pipeline::schema()},
                 {2, "door", schema()},
                 {3, "pieces", pieces_schema()},
                 {4, "files_wait", files_wait_schema()}},
                clock_.now());
    door_ = std::make_unique<Door>(
        Door::Deps{.database = *database_,
                   .clock = clock_,
                   .random = random_,
                   .keys = keys_,
                   .takers = {{OutwardKind::feedback, [this](Arrival& a) { return take(a); }}},
                   .seals_to = "the key"});
  }

  std::optional<Error> take(Arrival& arrival) {
    if (to_text(arrival.body) == "bad") return invalid("body", "This cannot be stored");
    queue(arrival.tx, {new_id_text(random_), InwardKind::feedback_read, arrival.now, {}});
    ++taken_;
    return std::nullopt;
  }

  std::string add(const std::string& body) {
    const std::string id = new_id_text(random_);
    clock_.advance(Duration::seconds(1));
    database_->write([&](db::Transaction& tx) {
      queue(tx, {id, InwardKind::notification, clock_.now(), to_bytes(body)});
    });
    return id;
  }
  bool waits(const std::string& id) {
    bool waiting = false;
    database_->read([&](db::Transaction& tx) { waiting = is_waiting(tx, id); });
    return waiting;
  }
  bool away() {
    bool result = false;
    database_->read([&](db::Transaction& tx) { result = hub_is_away(tx, clock_.now()); });
    return result;
  }
  std::int64_t events() {
    std::int64_t count = 0;
    database_->read([&](db::Transaction& tx) { count = pipeline::event_count(tx); });
    return count;
  }
  Outward feedback(const std::string& body) {
    return {new_id_text(random_), OutwardKind::feedback, clock_.now(), to_bytes(body)};
  }
  http::Response raw(const std::string& method, const std::string& path, const std::string& body,
                     const std::string& query = "") {
    http::Request r;
    r.method = method;
    r.path = path;
    r.query = query;
    r.body = body;
    return (*door_)(r);
  }

  support::TempFolder folder_;
  FixedClock clock_{*parse_iso("2026-11-24T09:00:00+00:00")};
  support::SeededRandom random_{7};
  pipeline::KeyRing keys_ = pipeline::KeyRing::make({"audit", "gate-content"}, random_);
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Door> door_;
  DoorClient client_{
      [this](const http::Request& r) -> Result<http::Response> { return (*door_)(r); }};
  int taken_ = 0;
};

TEST_P(DoorTest, MessagesComeOldestFirstAndStayUntilTheHubHasThem) {
  const std::string first = add("one");
  const std::string second = add("two");
  for (int i = 0; i < 3;
       ++i) {  // the hub died before it committed: collecting again gives the same
    const auto got = client_.collect();
    ASSERT_TRUE(got.has_value());
    ASSERT_EQ(got->messages.size(), 2U);
    EXPECT_EQ(got->messages[0].id, first);
    EXPECT_EQ(to_text(got->messages[0].body), "one");
    EXPECT_EQ(got->messages[1].id, second);
    EXPECT_EQ(got->damaged, 0);
  }
  EXPECT_TRUE(waits(first));
  EXPECT_EQ(client_.collected({first}).value(), 1);
  EXPECT_FALSE(waits(first));
  EXPECT_TRUE(waits(second));
  const std::int64_t before = events();
  EXPECT_EQ(client_.collected({first}).value(), 0);  // said twice
  EXPECT_EQ(events(), before);
  EXPECT_EQ(client_.collect()->messages.size(), 1U);
}

TEST_P(DoorTest, PiecesWaitAndNoNewOnesAreTakenWhileTheHubAsksForNone) {
  const auto files_wait_now = [&] {
    bool wait = false;
    database_->read([&](db::Transaction& tx) { wait = files_wait(tx); });
    return wait;
  };
  const std::string message = add("words");
  database_->write([&](db::Transaction& tx) {
    hold_piece(
        tx, "draft", "file",
        {new_id_text(random_), packages::InwardKind::file_piece, clock_.now(), to_bytes("piece")});
    send_held(tx, "draft", clock_.now());
  });
  EXPECT_FALSE(files_wait_now());
  EXPECT_EQ(client_.collect(50, false)->messages.size(), 1U);
  EXPECT_TRUE(files_wait_now()) << "at once, however short ago it looked";
  EXPECT_EQ(client_.collected({message}).value(), 1);
  EXPECT_TRUE(files_wait_now());
  EXPECT_EQ(client_.collect()->messages.size(), 1U);
  EXPECT_FALSE(files_wait_now());
  EXPECT_EQ(raw("GET", "/door/inward", "", "files=perhaps").status, 422);
}

TEST_P(DoorTest, LimitIsKept) {
  for (int i = 0; i < 5; ++i) add("x");
  EXPECT_EQ(client_.collect(2)->messages.size(), 2U);
  for (int i = 0; i < 6; ++i) add(std::string(900'000, 'x'));
  EXPECT_EQ(client_.collect()->messages.size(), 9U) << "a full answer leaves the rest for later";
}

TEST_P(DoorTest, DeliveringTwiceStoresOnce) {
  const std::vector<Outward> packages = {feedback("a"), feedback("b")};
  for (int i = 0; i < 3; ++i) {  // the hub did not hear the answer and delivers again
    const auto done = client_.deliver(packages);
    ASSERT_TRUE(done.has_value());
    EXPECT_THAT(done->stored, testing::ElementsAre(packages[0].id, packages[1].id));
    EXPECT_TRUE(done->refused.empty());
  }
  EXPECT_EQ(taken_, 2);
  EXPECT_EQ(events(), 1);
}

TEST_P(DoorTest, OneBadPackageDoesNotHoldUpTheOthers) {
  std::vector<Outward> packages = {feedback("bad"), feedback("good"), feedback("c")};
  packages[2].kind = OutwardKind::product;  // no taker
  const auto done = client_.deliver(packages);
  ASSERT_TRUE(done.has_value());
  EXPECT_THAT(done->stored, testing::ElementsAre(packages[1].id));
  ASSERT_EQ(done->refused.size(), 2U);
  EXPECT_EQ(done->refused[0].id, packages[0].id);
  EXPECT_EQ(done->refused[0].why, "This cannot be stored");
  EXPECT_EQ(done->refused[0].code, "invalid_input");
  EXPECT_EQ(done->refused[1].id, packages[2].id);
  EXPECT_EQ(done->refused[1].code, "unsupported");
  packages[0].body = to_bytes("mended");  // what was refused can still come under its own id
  EXPECT_EQ(client_.deliver(std::span(packages).first(1))->stored.size(), 1U);
  EXPECT_EQ(taken_, 2);
}

TEST_P(DoorTest, TooManyForOneRequestAreSentInParts) {
  std::vector<Outward> packages;
  for (int i = 0; i < 201; ++i) packages.push_back(feedback("x"));
  const auto first = client_.deliver(packages);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->stored.size(), 200U);
  EXPECT_EQ(client_.deliver(std::span(packages).subspan(200))->stored.size(), 1U);
  EXPECT_EQ(taken_, 201);
}

TEST_P(DoorTest, PagesKnowWhetherTheHubLooksForMessages) {
  EXPECT_TRUE(away()) << "it has never come";
  ASSERT_TRUE(client_.collect().has_value());
  EXPECT_FALSE(away());
  clock_.advance(Duration::minutes(2));
  EXPECT_FALSE(away());
  clock_.advance(Duration::seconds(1));
  EXPECT_TRUE(away());
  ASSERT_TRUE(client_.collect().has_value());
  EXPECT_FALSE(away());
}

TEST_P(DoorTest, LookingOftenIsNotWrittenEachTime) {
  ASSERT_TRUE(client_.collect().has_value());
  clock_.advance(Duration::seconds(9));
  ASSERT_TRUE(client_.collect().has_value());
  EXPECT_EQ(events(), 0);
  clock_.advance(Duration::seconds(112));
  EXPECT_TRUE(away()) << "the second look came within ten seconds of the first";
}

TEST_P(DoorTest, TheHubLearnsToWhichOfItsKeysTheGateSeals) {
  EXPECT_EQ(client_.collect()->seals_to, "the key");
}

TEST_P(DoorTest, HostileRequestsChangeNothing) {
  const std::string id = add("one");
  EXPECT_EQ(raw("GET", "/door/alive", "").status, 200);
  EXPECT_TRUE(client_.alive().value());
  EXPECT_EQ(raw("GET", "/", "").status, 404);
  EXPECT_EQ(raw("POST", "/door/inward", "").status, 404);
  EXPECT_EQ(raw("DELETE", "/door/collected", "").status, 404);
  for (const char* query : {"limit=0", "limit=-1", "limit=201", "limit=x", "limit=1x", "a=1",
                            "limit=99999999999999999999", "limit=%zz"}) {
    EXPECT_EQ(raw("GET", "/door/inward", "", query).status, 422) << query;
  }
  const std::string deep(100'000, '[');
  for (const std::string& body :
       {std::string(), std::string("{}"), std::string("[]"), std::string("{\"ids\":[1]}"),
        std::string("{\"ids\":[],\"more\":1}"), std::string("{\"ids\":\"x\"}"), deep,
        std::string("\xFF"), std::string("{\"ids\":[\"x\"]")}) {
    EXPECT_EQ(raw("POST", "/door/collected", body).status, 422) << body.substr(0, 40);
    EXPECT_EQ(raw("POST", "/door/outward", body).status, 422) << body.substr(0, 40);
  }
  std::string many = "{\"ids\":[\"" + id + "\"";
  for (int i = 0; i < 200; ++i) many += ",\"x\"";
  EXPECT_EQ(raw("POST", "/door/collected", many + "]}").status, 422);
  EXPECT_EQ(raw("POST", "/door/collected", "{\"ids\":[\"'; delete from inward; --\"]}").status,
            200);
  const auto refused = raw("POST", "/door/outward", "{\"messages\":[\"\",\"!\",\"e30=\"]}");
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(json::parse(refused.body).value()["refused"].as_array()->size(), 3U);
  EXPECT_TRUE(waits(id));
  EXPECT_EQ(taken_, 0);
  EXPECT_EQ(events(), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, DoorTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& param) {
                           return param.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

// The hub takes nothing from a gate that lies.
DoorClient client_of(int status, std::string body) {
  return DoorClient([status, body = std::move(body)](const auto&) -> Result<http::Response> {
    http::Response r;
    r.status = status;
    r.body = body;
    return r;
  });
}

TEST(DoorClient, AnswersThatAreNoneAreUnavailable) {
  const std::vector<Outward> package = {
      {"01ARZ3NDEKTSV4RRFFQ69G5FAV", OutwardKind::feedback, UtcTime{}, {}}};
  for (const char* body :
       {"", "[]", "null", "{}", "{\"messages\":{}}", "{\"stored\":[\"other\"]}",
        "{\"stored\":[\"other\"],\"refused\":[]}", "{\"collected\":\"1\"}",
        "{\"stored\":[],\"refused\":[{\"index\":1}]}", "{\"stored\":[1],\"refused\":[]}"}) {
    DoorClient client = client_of(200, body);
    EXPECT_EQ(client.collect().error().code, ErrorCode::unavailable) << body;
    EXPECT_EQ(client.deliver(package).error().code, ErrorCode::unavailable) << body;
    EXPECT_EQ(client.collected({}).error().code, ErrorCode::unavailable) << body;
  }
  EXPECT_EQ(client_of(500, "{\"messages\":[]}").collect().error().code, ErrorCode::unavailable);
  DoorClient lost([](const auto&) -> Result<http::Response> {
    return Error{ErrorCode::unavailable, "cannot connect", {}};
  });
  EXPECT_EQ(lost.collect().error().message, "cannot connect");
}

TEST(DoorClient, ARequestStaysBelowTheLimitOfTheDoor) {
  const Bytes large(3'000'000, 'x');
  const std::vector<Outward> packages = {
      {"01ARZ3NDEKTSV4RRFFQ69G5FAV", OutwardKind::product, UtcTime{}, large},
      {"01ARZ3NDEKTSV4RRFFQ69G5FAW", OutwardKind::product, UtcTime{}, large}};
  std::size_t sent = 0;
  DoorClient client([&sent](const http::Request& r) -> Result<http::Response> {
    sent = r.body.size();
    return Error{ErrorCode::unavailable, "not now", {}};
  });
  EXPECT_FALSE(client.deliver(packages).has_value());
  EXPECT_GT(sent, large.size());
  EXPECT_LT(sent, k_door_body_limit);
}

TEST(DoorClient, DamagedAndDoubledMessagesAreLeftOut) {
  const Inward good{"01ARZ3NDEKTSV4RRFFQ69G5FAV", InwardKind::notification, UtcTime{1}, {1}};
  const std::string body = base64(encode(good));
  json::Array messages;
  messages.emplace_back(json::Object{{"id", good.id}, {"body", body}});
  messages.emplace_back(json::Object{{"id", good.id}, {"body", body}});
  messages.emplace_back(json::Object{{"id", "01ARZ3NDEKTSV4RRFFQ69G5FAW"}, {"body", body}});
  messages.emplace_back(json::Object{{"id", good.id}, {"body", "e30="}});
  messages.emplace_back("x");
  const std::string answer = json::encode(json::Object{{"messages", messages}});
  const auto got = client_of(200, answer).collect();
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->messages.size(), 1U);
  EXPECT_EQ(got->messages[0].id, good.id);
  EXPECT_EQ(got->damaged, 4);
  EXPECT_FALSE(client_of(200, answer).collect(4).has_value()) << "more than were asked for";
}

}  // namespace
}  // namespace mash::door
