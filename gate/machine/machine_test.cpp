// SPDX-License-Identifier: MIT
// Goal: an agency's system sends a notification once, whatever the network does; only with a token
// of its agency; it gets the same receipt as anybody, and the gate keeps nothing that it can read.
// A20, A21 of scenarios.md.
#include "mash/machine/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/door/door.h"
#include "mash/door/door_client.h"
#include "mash/door/schema.h"
#include "mash/machine/schema.h"
#include "mash/machine/token.h"
#include "mash/notify/notify.h"
#include "mash/notify/schema.h"
#include "mash/support/test_app.h"
#include "mash/uploads/uploads.h"

namespace mash::machine {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr const char* k_body = R"({"danger":"yes",
  "children":[{"given_name":"Plantedgiven","surname":"Plantedfamily"}],
  "narrative":"plantedwords","informed":"yes",
  "referrer":{"name":"Planted Teacher","role":"Teacher","phone":"020 7946 0999"}})";
constexpr const char* k_planted[] = {"Plantedgiven",    "Plantedfamily", "plantedwords",
                                     "Planted Teacher", "7946 0999",     "Planted system"};
const notify::Sender k_school{AgencyId::trusted("school1"), "Quillgate Primary School", {"2A"}};
const notify::Sender k_police{AgencyId::trusted("police"), "Barnfield Police", {"6"}};

constexpr std::int64_t k_room = 5'000'000;

class MachineTest : public testing::TestWithParam<db::Engine> {
 protected:
  static support::TestAppOptions options(const crypto::Key& hub_secret) {
    support::TestAppOptions o;
    o.engine = GetParam();
    o.migrations = {{2, "door", door::schema()},
                    {3, "notify", notify::schema()},
                    {6, "machine", schema()},
                    {7, "pieces", door::pieces_schema()},
                    {8, "files_wait", door::files_wait_schema()}};
    o.routes = routes(crypto::box_public_key(hub_secret), k_room);
    o.key_names = {"gate-content"};
    return o;
  }
  template <class F>
  auto as_system(F&& f) {
    return *app_.app().system_act<policy::Action::log_notification>(
        "test.made", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
          return json::Value(f(grant, c));
        });
  }
  std::string token_for(const notify::Sender& sender) {
    const auto made = as_system([&](const auto&, pipeline::Context& c) {
      return add_token(c, sender, "Planted system").reveal();
    });
    return *made.as_string();
  }
  http::Response send(http::Request r) { return app_.app().dispatch(r); }
  static http::Request request(const std::string& method, const std::string& path,
                               const std::string& token) {
    http::Request r;
    r.method = method;
    r.path = path;
    r.remote = "203.0.113.9";
    r.headers = {{"host", "gate.test"}, {"accept", "text/html"}};
    if (!token.empty()) r.headers.emplace_back("authorization", "Bearer " + token);
    return r;
  }
  http::Response post(const std::string& token, const std::string& key,
                      const std::string& body = k_body,
                      const std::string& type = "application/json") {
    http::Request r = request("POST", std::string(k_path), token);
    r.headers.emplace_back("content-type", type);
    if (!key.empty()) r.headers.emplace_back("idempotency-key", key);
    r.body = body;
    return send(std::move(r));
  }
  http::Response get(const std::string& token, const std::string& reference) {
    return send(request("GET", std::string(k_path) + "/" + reference, token));
  }
  static json::Value json_of(const http::Response& r) {
    const auto value = json::parse(r.body);
    EXPECT_TRUE(value.has_value()) << r.body;
    return value ? *value : json::Value(json::Object{});
  }
  static std::string code_of(const http::Response& r) {
    EXPECT_THAT(r.headers, Contains(Pair("content-type", "application/problem+json")));
    const json::Value problem = json_of(r);
    EXPECT_EQ(problem.number("status"), r.status);
    return problem["errors"].is_null() ? "" : (*problem["errors"].as_array())[0].text("code");
  }
  door::DoorClient door_client() {
    return door::DoorClient([this](const auto& r) -> Result<http::Response> {
      return door::Door({.database = app_.database(),
                         .clock = app_.clock(),
                         .random = app_.random(),
                         .keys = app_.keys(),
                         .takers = {{packages::OutwardKind::feedback, notify::feedback_taker()}}})(
          r);
    });
  }
  std::int64_t stored() {
    return app_.count("inward") + app_.count("receipt") + app_.count("machine_answer") +
           app_.count("machine_sent");
  }

  support::SeededRandom hub_random_{99};
  crypto::Key hub_secret_ = crypto::Key::make(hub_random_);
  support::TestApp app_{options(hub_secret_)};
  std::string school_ = token_for(k_school);
  std::string police_ = token_for(k_police);
};

TEST_P(MachineTest, ANotificationIsSealedToTheHubAndHasAReceipt) {
  const auto answer = post(school_, "one");
  ASSERT_EQ(answer.status, 201) << answer.body;
  const json::Value receipt = json_of(answer);
  const std::string reference = receipt.text("reference");
  EXPECT_EQ(receipt.text("received_at"), "2026-11-24T09:00:00+00:00");
  EXPECT_EQ(receipt.text("status"), "/api/v1/notifications/" + reference);
  EXPECT_THAT(answer.headers, Contains(Pair("location", receipt.text("status"))));
  EXPECT_THAT(answer.headers, Contains(Pair("cache-control", "no-store")));
  EXPECT_THAT(receipt.text("receipt"), HasSubstr("reference: " + reference));
  auto client = door_client();
  const auto got = client.collect();
  ASSERT_EQ(got->messages.size(), 1U);
  EXPECT_EQ(got->messages.front().at, app_.clock().now());
  const auto plain = crypto::box_open(hub_secret_, got->messages.front().body);
  ASSERT_TRUE(plain.has_value());
  const auto n = packages::decode_notification(*plain);
  ASSERT_TRUE(n.has_value());
  EXPECT_EQ(n->reference, reference);
  EXPECT_EQ(n->danger, "yes");
  EXPECT_EQ(n->referrer_agency.reveal(), "Quillgate Primary School");
  EXPECT_EQ(n->status_secret, hex(crypto::sha256(as_bytes(receipt.text("receipt_code")))));
}

TEST_P(MachineTest, TheGateKeepsNothingThatItCanRead) {
  const json::Value receipt = json_of(post(school_, "plantedkey"));
  for (const char* word : k_planted) EXPECT_FALSE(app_.is_stored(word)) << word;
  for (const auto& secret : {school_.substr(school_.find('.') + 1), receipt.text("receipt_code"),
                             receipt.text("reference"), std::string("plantedkey")}) {
    EXPECT_FALSE(app_.is_stored(secret));
    const auto raw = from_hex(secret);
    if (raw) EXPECT_FALSE(app_.is_stored(to_text(*raw)));
  }
}

TEST_P(MachineTest, SentAgainItIsTheSameAnswerByteForByte) {
  const auto first = post(school_, "one");
  app_.clock().advance(Duration::hours(23));
  const auto again = post(school_, "\"one\"");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers, first.headers);
  EXPECT_EQ(app_.count("inward"), 1);
  EXPECT_EQ(app_.count("receipt"), 1);
}

TEST_P(MachineTest, AnotherBodyUnderTheSameKeyIsRefusedAndKeysAreEachTokensOwn) {
  ASSERT_EQ(post(school_, "one").status, 201);
  const auto other = post(school_, "one", std::string(k_body) + " ");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(code_of(other), "idempotency-key-reused");
  EXPECT_EQ(app_.count("inward"), 1);
  EXPECT_EQ(post(police_, "one").status, 201);
  EXPECT_EQ(post(token_for(k_school), "one").status, 201) << "another system of the same agency";
  EXPECT_EQ(app_.count("inward"), 3);
}

TEST_P(MachineTest, WithoutAKeyOrWithOneThatCannotBeNothingIsTaken) {
  EXPECT_EQ(post(school_, "").status, 400);
  EXPECT_EQ(code_of(post(school_, "")), "missing-idempotency-key");
  for (const std::string& key : {std::string("a b"), std::string(256, 'x'), std::string("\"\"")}) {
    EXPECT_EQ(code_of(post(school_, key)), "bad-idempotency-key");
  }
  EXPECT_EQ(stored(), 0);
}

TEST_P(MachineTest, FaultsAreProblemsAndNothingIsStored) {
  const auto answer = post(school_, "one", R"({"danger":"plantedword","x":1})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, Not(HasSubstr("plantedword")));
  std::map<std::string, std::string> codes;
  const json::Value problem = json_of(answer);
  for (const auto& e : *problem["errors"].as_array()) {
    codes[e.text("pointer")] = e.text("code");
    EXPECT_NE(e.text("message"), "");
  }
  EXPECT_THAT(codes,
              testing::IsSupersetOf({Pair("/danger", "not-a-choice"), Pair("/x", "unknown"),
                                     Pair("/narrative", "missing"), Pair("/children", "missing"),
                                     Pair("/referrer/name", "missing")}));
  EXPECT_EQ(post(school_, "one", "{\"danger\":").status, 400);
  EXPECT_EQ(code_of(post(school_, "one", "{\"danger\":")), "not-json");
  EXPECT_EQ(post(school_, "one", k_body, "text/plain").status, 415);
  EXPECT_EQ(post(school_, "one", k_body, "application/jsonp").status, 415);
  EXPECT_EQ(post(school_, "one", k_body, "").status, 415);
  EXPECT_EQ(stored(), 0);
  EXPECT_EQ(post(school_, "one", k_body, "application/json; charset=utf-8").status, 201)
      << "what was refused used up no key";
}

TEST_P(MachineTest, ABodyOfAnotherAgencyIsRefused) {
  std::string body = k_body;
  body.insert(body.find("\"name\""), R"("agency":"police",)");
  const auto answer = post(school_, "one", body);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(code_of(answer), "not-yours");
  EXPECT_EQ(stored(), 0);
  EXPECT_EQ(post(police_, "one", body).status, 201);
}

TEST_P(MachineTest, UnknownRevokedAndMissingTokensAreToldTheSame) {
  const std::string id = school_.substr(0, school_.find('.'));
  std::string almost = school_;
  almost.back() = almost.back() == '0' ? '1' : '0';
  const std::string reference = json_of(post(school_, "one")).text("reference");
  const auto before = stored();
  EXPECT_TRUE(as_system([&](const auto&, auto& c) { return revoke_token(c, id); }) ==
              json::Value(true));
  const auto revoked = post(school_, "one");
  EXPECT_EQ(revoked.status, 401);
  EXPECT_THAT(revoked.headers, Contains(Pair("www-authenticate", "Bearer")));
  for (const std::string& token :
       {std::string(), std::string("nonsense"), almost, id + ".", id + ".zz",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV." + std::string(64, '0'), id + "." + std::string(64, '0')}) {
    const auto answer = post(token, "two", "not even JSON", "text/plain");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.body, revoked.body);
    EXPECT_EQ(answer.headers, revoked.headers);
    EXPECT_EQ(get(token, reference).body, revoked.body);
    EXPECT_EQ(get(token, "no-such").body, revoked.body);
  }
  EXPECT_EQ(stored(), before);
  EXPECT_FALSE(as_system([&](const auto&, auto& c) { return revoke_token(c, id); }) ==
               json::Value(true));
}

TEST_P(MachineTest, AChangedTokenIsNotOurs) {
  // Each hexadecimal digit of the secret counts.
  const auto dot = school_.find('.');
  for (std::size_t at = dot + 1; at < school_.size(); ++at) {
    std::string other = school_;
    other[at] = other[at] == '0' ? '1' : '0';
    EXPECT_EQ(get(other, "x").status, 401) << at;
  }
  EXPECT_EQ(get(school_, "x").status, 404);
  EXPECT_EQ(get(police_.substr(0, police_.find('.')) + school_.substr(dot), "x").status, 401);
}

TEST_P(MachineTest, TheStatusIsForTheAgencyThatSentIt) {
  const std::string reference = json_of(post(school_, "one")).text("reference");
  const json::Value waiting = json_of(get(school_, reference));
  EXPECT_EQ(waiting.text("state"), "received");
  EXPECT_TRUE(waiting.flag("not_collected")) << "no hub has ever come";
  EXPECT_TRUE(waiting["feedback"].as_array()->empty());
  EXPECT_EQ(get(token_for(k_school), reference).status, 200) << "after its token was changed";
  EXPECT_EQ(get(police_, reference).status, 404);
  EXPECT_EQ(get(police_, reference).body, get(police_, "7KQ4-XM2P-M").body);

  auto client = door_client();
  const auto got = client.collect();
  std::vector<std::string> ids;
  for (const auto& m : got->messages) ids.push_back(m.id);
  ASSERT_TRUE(client.collected(ids).has_value());
  const packages::Feedback feedback{reference, "An assessment has begun", app_.clock().now()};
  const std::vector<packages::Outward> outward = {
      {new_id_text(app_.random()), packages::OutwardKind::feedback, feedback.at, encode(feedback)}};
  ASSERT_EQ(client.deliver(outward)->stored.size(), 1U);
  const json::Value told = json_of(get(school_, reference));
  EXPECT_EQ(told.text("state"), "collected");
  EXPECT_EQ((*told["feedback"].as_array())[0].text("words"), "An assessment has begun");
  EXPECT_EQ(app_.count("feedback where read_at is null"), 1) << "no person has read it";
}

TEST_P(MachineTest, UsesAreOnTheRecordAndTokensAreNot) {
  post(school_, "one");
  post(school_, "one");
  post("nonsense", "one");
  EXPECT_EQ(app_.count("audit_event where kind = 'machine.sent'"), 3);
  EXPECT_FALSE(app_.is_stored("nonsense"));
}

TEST_P(MachineTest, TokensAreListedWithTheirNames) {
  const auto list = as_system([&](const auto& grant, pipeline::Context& c) {
    json::Array out;
    for (const auto& t : tokens(c, grant)) {
      out.emplace_back(t.agency.agency.text() + ": " + t.name + " of " + t.agency.agency_name);
    }
    return out;
  });
  EXPECT_EQ(list, json::Value(json::Array{"police: Planted system of Barnfield Police",
                                          "school1: Planted system of Quillgate Primary School"}));
}

TEST_P(MachineTest, KeysAndWhoSentWhatAreForgottenInTime) {
  post(school_, "one");
  const auto after = [&](Duration passed) {
    app_.clock().advance(passed);
    app_.database().write([&](db::Transaction& tx) { sweep(tx, app_.clock().now(), 24, 90); });
  };
  after(Duration::hours(24));
  EXPECT_EQ(app_.count("machine_answer"), 1);
  after(Duration::seconds(1));
  EXPECT_EQ(app_.count("machine_answer"), 0);
  EXPECT_EQ(app_.count("machine_sent"), 1);
  after(Duration::days(89));
  EXPECT_EQ(app_.count("machine_sent"), 0);
  EXPECT_EQ(app_.count("inward"), 1) << "the hub has not collected it";
  EXPECT_EQ(app_.count("machine_token"), 2);
}

// The body with these files.
std::string with_files(json::Array files) {
  json::Value body = *json::parse(k_body);
  body.set("files", std::move(files));
  return json::encode(body);
}

json::Value file_of(std::string_view content, const char* type = "application/pdf",
                    const char* shows = "plantedscan") {
  return json::Object{{"name", "plantedname.pdf"},
                      {"media_type", type},
                      {"shows", shows},
                      {"content", base64(as_bytes(content))}};
}

TEST_P(MachineTest, H17_files_go_with_a_notification_and_the_gate_cannot_read_them) {
  const std::string pdf = "%PDF-1.7 plantedpage" + std::string(700'000, 'p');
  const auto body = with_files({file_of(pdf), file_of("%PDF-1.4 second")});
  const auto answer = post(school_, "one", body);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(json_of(answer).number("files_taken"), 2);
  EXPECT_EQ(json_of(answer).text("files_words"), "");
  EXPECT_THAT(json_of(answer).text("receipt"), HasSubstr("files: 2\n"));
  for (const char* planted : {"plantedscan", "plantedname", "plantedpage"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
  EXPECT_EQ(post(school_, "one", body).body, answer.body) << "sent again";
  auto other = with_files({file_of(pdf), file_of("%PDF-1.4 another")});
  EXPECT_EQ(code_of(post(school_, "one", other)), "idempotency-key-reused");
  auto client = door_client();
  const auto got = client.collect();
  ASSERT_EQ(got->messages.size(), 4U) << "the notification, two pieces and one";
  const auto n =
      *packages::decode_notification(*crypto::box_open(hub_secret_, got->messages[0].body));
  ASSERT_EQ(n.files.size(), 2U);
  EXPECT_EQ(n.files[0].name.reveal(), "plantedname.pdf");
  EXPECT_EQ(n.files[0].shows.reveal(), "plantedscan");
  EXPECT_EQ(n.files[0].sha256, hex(crypto::sha256(as_bytes(pdf))));
  std::map<std::pair<std::string, std::int64_t>, std::string> parts;
  for (std::size_t i = 1; i < got->messages.size(); ++i) {
    const auto piece =
        *packages::decode_file_piece(*crypto::box_open(hub_secret_, got->messages[i].body));
    parts[{piece.file, piece.number}] = to_text(piece.bytes);
  }
  EXPECT_EQ((parts[{n.files[0].id, 1}] + parts[{n.files[0].id, 2}]), pdf);
}

TEST_P(MachineTest, H17_a_file_that_cannot_be_taken_is_named_with_the_way_out) {
  const auto faults = [&](json::Array files) {
    const auto answer = post(school_, "one", with_files(std::move(files)));
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, Not(HasSubstr("planted"))) << "nothing of it is said again";
    std::string out;
    const json::Value problem = json_of(answer);
    for (const auto& e : *problem["errors"].as_array()) {
      out += e.text("pointer") + " " + e.text("code") + ": " + e.text("message") + "\n";
    }
    return out;
  };
  const json::Value good = file_of("%PDF-1.7");
  EXPECT_THAT(faults({good, file_of("GIF89a", "image/gif")}),
              HasSubstr("/files/1/content wrong-type: The file must be a photograph"));
  EXPECT_THAT(faults({file_of("%PDF-1.7", "image/png")}),
              HasSubstr("/files/0/media_type wrong-type: The content is a PDF. Send "
                        "application/pdf"));
  EXPECT_THAT(faults({file_of("%PDF" + std::string(uploads::limits().largest_file, 'p'))}),
              HasSubstr("/files/0/content too-large: The file is larger than 10 MB"));
  EXPECT_THAT(faults({good, good, good, good, good, good}),
              HasSubstr("/files too-many: At most 5 files"));
  EXPECT_THAT(faults({json::Object{{"content", "not base64!"}, {"thumbnail", "x"}}}),
              AllOf(HasSubstr("/files/0/name missing"), HasSubstr("/files/0/media_type missing"),
                    HasSubstr("/files/0/shows missing"), HasSubstr("/files/0/thumbnail unknown"),
                    HasSubstr("/files/0/content not-base64")));
  EXPECT_EQ(stored(), 0);
  EXPECT_EQ(app_.count("inward_piece"), 0);
}

// Words always go; that the files did not is told to both sides.
TEST_P(MachineTest, H17_where_there_is_no_room_the_notification_goes_and_names_its_files) {
  const auto answer =
      post(school_, "one", with_files({file_of("%PDF-" + std::string(k_room, 'p'))}));
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(json_of(answer).number("files_taken"), 0);
  EXPECT_THAT(json_of(answer).text("files_words"), HasSubstr("taken without them. Keep them"));
  EXPECT_THAT(json_of(answer).text("receipt"), Not(HasSubstr("files:")));
  auto client = door_client();
  const auto got = client.collect(50, false);
  ASSERT_EQ(got->messages.size(), 1U);
  const auto n =
      *packages::decode_notification(*crypto::box_open(hub_secret_, got->messages[0].body));
  EXPECT_EQ(n.files.size(), 1U) << "the front door is told that it did not come";
  EXPECT_EQ(app_.count("inward_piece"), 0);
  const auto closed = post(school_, "two", with_files({file_of("%PDF-1.7")}));
  EXPECT_EQ(json_of(closed).number("files_taken"), 0) << "the hub takes none for now";
  EXPECT_EQ(json_of(post(school_, "three")).text("files_words"), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, MachineTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::machine
