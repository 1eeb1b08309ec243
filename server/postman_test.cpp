// SPDX-License-Identifier: MIT
// Goal: a gate that refuses holds up nothing else: what it refuses is set aside once, on the
// record, and goes when a person sends it again; dying between two steps changes nothing
// (settled.md 16).
#include "postman.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/support/test_app.h"

namespace mash::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A gate with a will of its own.
struct PlantedGate {
  std::set<std::string> refuses;
  std::string code = "invalid_input";
  std::vector<std::string> stored;  // each once, as the real one
  std::vector<packages::Inward> waits;
  int requests = 0;
  std::string asked;  // the query of the last look
  bool answer_is_lost = false;

  Result<http::Response> operator()(const http::Request& request) {
    json::Value answer = json::Object{{"messages", first_that_wait()}, {"seals_to", "a key"}};
    if (request.path == "/door/inward") asked = request.query;
    if (request.path == "/door/collected") answer = forget(*json::parse(request.body));
    if (request.path == "/door/outward") answer = take(*json::parse(request.body));
    if (answer_is_lost) return Error{ErrorCode::unavailable, "The line broke", {}};
    http::Response response;
    response.status = 200;
    response.body = json::encode(answer);
    return response;
  }
  [[nodiscard]] json::Array first_that_wait() const {
    constexpr std::size_t k_asked = 50;
    json::Array out;
    for (const auto& message : waits) {
      if (out.size() == k_asked) break;
      out.emplace_back(
          json::Object{{"id", message.id}, {"body", base64(packages::encode(message))}});
    }
    return out;
  }
  json::Value forget(const json::Value& body) {
    std::int64_t count = 0;
    for (const auto& id : *body["ids"].as_array()) {
      count += static_cast<std::int64_t>(
          std::erase_if(waits, [&id](const auto& m) { return m.id == *id.as_string(); }));
    }
    return json::Object{{"collected", count}};
  }
  json::Value take(const json::Value& body) {
    ++requests;
    json::Array ids;
    json::Array refused;
    for (std::size_t i = 0; i < body["messages"].as_array()->size(); ++i) {
      const auto text = *(*body["messages"].as_array())[i].as_string();
      const auto package = *packages::decode_outward(*from_base64(text));
      if (refuses.contains(package.id)) {
        refused.emplace_back(
            json::Object{{"index", i}, {"why", "planted-words of a hostile gate"}, {"code", code}});
        continue;
      }
      ids.emplace_back(package.id);
      if (std::ranges::find(stored, package.id) == stored.end()) stored.push_back(package.id);
    }
    return json::Object{{"stored", std::move(ids)}, {"refused", std::move(refused)}};
  }
};

class PostmanTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestApp app_{
      {.engine = GetParam(),
       .migrations = {{2, "post", post::schema()}, {3, "post_waits", post::waits_schema()}}}};
  PlantedGate gate_;
  bool takes_files_ = true;
  post::Which leaves_ = post::Which::all;
  Postman postman_ = make();

  // As a process that starts.
  Postman make() {
    return {app_.app(),
            app_.database(),
            [this](const auto& r) { return gate_(r); },
            [this](const auto&, auto&, const packages::Inward& message) -> Result<void> {
              if (message.id == unreadable_) return invalid("message", "planted");
              taken_.push_back(message.id);
              return {};
            },
            [this](db::Transaction&) { return takes_files_; },
            [this] { return leaves_; },
            [](bool) {}};
  }
  template <class F>
  void act(F&& run) {
    const auto done = app_.app().system_act<policy::Action::collect>(
        "test.act", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          run(c);
          return json::Value{};
        });
    ASSERT_TRUE(done.has_value());
  }
  std::string send(bool refused = false, post::Haste haste = post::Haste::at_once) {
    const std::string id = new_id_text(app_.random());
    if (refused) gate_.refuses.insert(id);
    act([&](pipeline::Context& c) {
      post::send(c,
                 {.id = id,
                  .kind = packages::OutwardKind::feedback,
                  .at = c.now,
                  .body = to_bytes("planted-body")},
                 case_, "one", haste);
    });
    return id;
  }
  void send_again(const std::string& id) {
    gate_.refuses.erase(id);
    act([&](pipeline::Context& c) { EXPECT_TRUE(post::send_again(c, id)); });
  }
  std::vector<post::SetAside> set_aside() {
    std::vector<post::SetAside> out;
    app_.database().read([&](db::Transaction& tx) { out = post::set_aside_of(tx, case_); });
    return out;
  }
  std::int64_t waiting() {
    return app_.count("outward where delivered_at is null and refused_at is null");
  }
  std::int64_t events() { return app_.count("audit_event where kind = 'package.refused'"); }

  void wait_at_the_gate(int count) {
    for (int i = 0; i < count; ++i) {
      gate_.waits.push_back({new_id_text(app_.random()), packages::InwardKind::notification,
                             app_.clock().now(), to_bytes("planted-body")});
    }
  }

  CaseId case_ = CaseId::make(app_.random());
  std::string unreadable_;
  std::vector<std::string> taken_;
};

TEST_P(PostmanTest, a_rush_is_taken_in_without_a_pause_and_in_its_order) {
  wait_at_the_gate(120);
  std::vector<std::string> ids;
  for (const auto& message : gate_.waits) ids.push_back(message.id);
  EXPECT_EQ(postman_.round().collected, 120);
  EXPECT_EQ(taken_, ids);
  EXPECT_THAT(gate_.waits, IsEmpty());
}

TEST_P(PostmanTest, to_which_key_the_gate_seals_is_said_once_nothing_waits_there) {
  wait_at_the_gate(1);
  unreadable_ = gate_.waits[0].id;
  EXPECT_EQ(postman_.round().emptied, "") << "it stays there";
  unreadable_.clear();
  EXPECT_EQ(postman_.round().emptied, "") << "what it brought was the last";
  EXPECT_EQ(postman_.round().emptied, "a key");
  gate_.answer_is_lost = true;
  EXPECT_EQ(postman_.round().emptied, "");
}

TEST_P(PostmanTest, what_cannot_be_taken_in_is_tried_once_a_round) {
  wait_at_the_gate(120);
  unreadable_ = gate_.waits[7].id;
  const auto first = postman_.round();
  EXPECT_EQ(first.collected, 49);
  EXPECT_EQ(first.stayed, 1);
  EXPECT_EQ(postman_.round().stayed, 1);
  postman_.round();
  EXPECT_THAT(taken_, SizeIs(119));
  EXPECT_THAT(gate_.waits, SizeIs(1));
}

TEST_P(PostmanTest, a_full_batch_that_is_refused_holds_up_nobody) {
  constexpr int k_refused = 60;  // more than one round takes
  for (int i = 0; i < k_refused; ++i) send(true);
  const std::string good = send();
  EXPECT_EQ(postman_.round().stayed, 50);
  const auto second = postman_.round();
  EXPECT_TRUE(second.answers);
  EXPECT_EQ(second.stayed, 10);
  EXPECT_EQ(second.delivered, 1);
  EXPECT_THAT(gate_.stored, ElementsAre(good));
  EXPECT_THAT(set_aside(), SizeIs(k_refused));
  EXPECT_EQ(waiting(), 0) << "counted apart";
  EXPECT_EQ(events(), k_refused);
  EXPECT_EQ(
      app_.count("audit_event where kind = 'package.refused' and case_id = '" + case_.text() + "'"),
      k_refused);
  const int requests = gate_.requests;
  postman_.round();
  EXPECT_EQ(gate_.requests, requests) << "nothing is tried for ever";
  const std::string later = send();
  EXPECT_EQ(postman_.round().delivered, 1);
  EXPECT_THAT(gate_.stored, ElementsAre(good, later));
}

TEST_P(PostmanTest, it_says_when_and_why_in_the_hubs_own_words) {
  send(true);
  postman_.round();
  gate_.code = "planted-code";
  send(true);
  postman_.round();
  ASSERT_THAT(set_aside(), SizeIs(2));
  EXPECT_EQ(set_aside()[0].refused_at, app_.clock().now());
  EXPECT_EQ(set_aside()[0].about, "one");
  EXPECT_EQ(set_aside()[0].kind, packages::OutwardKind::feedback);
  EXPECT_EQ(set_aside()[0].why, post::Refusal::not_understood);
  EXPECT_EQ(set_aside()[1].why, post::Refusal::other);
  EXPECT_FALSE(app_.is_stored("planted")) << "neither the body nor what the gate says";
}

TEST_P(PostmanTest, sent_again_it_goes_at_its_old_place_and_once) {
  const std::string id = send(true);
  postman_.round();
  send_again(id);
  EXPECT_THAT(set_aside(), IsEmpty());
  const std::string later = send();
  postman_.round();
  EXPECT_THAT(gate_.stored, ElementsAre(id, later));
  act([&](pipeline::Context& c) { EXPECT_FALSE(post::send_again(c, id)) << "it is there"; });
  EXPECT_EQ(postman_.round().delivered, 0);
}

TEST_P(PostmanTest, refused_again_it_is_set_aside_again) {
  const std::string id = send(true);
  postman_.round();
  send_again(id);
  gate_.refuses.insert(id);
  app_.clock().advance(Duration::hours(1));
  postman_.round();
  ASSERT_THAT(set_aside(), SizeIs(1));
  EXPECT_EQ(set_aside().front().refused_at, app_.clock().now());
  EXPECT_EQ(events(), 2);
}

TEST_P(PostmanTest, dying_before_the_answer_is_kept_changes_nothing) {
  const std::string bad = send(true);
  const std::string good = send();
  gate_.answer_is_lost = true;
  EXPECT_FALSE(postman_.round().answers);
  EXPECT_EQ(waiting(), 2);
  EXPECT_THAT(set_aside(), IsEmpty());
  gate_.answer_is_lost = false;
  make().round();
  EXPECT_THAT(gate_.stored, ElementsAre(good));
  ASSERT_THAT(set_aside(), SizeIs(1));
  send_again(bad);
  gate_.answer_is_lost = true;  // the gate has it, and the hub does not know
  make().round();
  EXPECT_EQ(waiting(), 1);
  gate_.answer_is_lost = false;
  EXPECT_EQ(make().round().delivered, 1);
  EXPECT_THAT(gate_.stored, ElementsAre(good, bad)) << "once, by its id";
  EXPECT_EQ(waiting(), 0);
  EXPECT_THAT(set_aside(), IsEmpty());
}

TEST_P(PostmanTest, what_is_delivered_is_never_set_aside) {
  const std::string id = send();
  postman_.round();
  act([&](pipeline::Context& c) { post::set_aside(c, id, post::Refusal::other); });
  EXPECT_THAT(set_aside(), IsEmpty());
}

TEST_P(PostmanTest, what_nobody_wants_sent_any_more_is_let_go) {
  const std::string id = send(true);
  postman_.round();
  act([&](pipeline::Context& c) { post::let_go(c, packages::OutwardKind::product, "one"); });
  EXPECT_THAT(set_aside(), SizeIs(1)) << "of another kind";
  act([&](pipeline::Context& c) { post::let_go(c, packages::OutwardKind::feedback, "one"); });
  EXPECT_THAT(set_aside(), IsEmpty());
  act([&](pipeline::Context& c) { EXPECT_FALSE(post::send_again(c, id)); });
  EXPECT_EQ(waiting(), 0);
}

TEST_P(PostmanTest, while_releases_pause_what_is_urgent_leaves_and_the_rest_after) {
  const auto first = send(false, post::Haste::can_wait);
  const auto urgent = send();
  leaves_ = post::Which::at_once;
  EXPECT_EQ(postman_.round().delivered, 1);
  EXPECT_THAT(gate_.stored, ElementsAre(urgent));
  EXPECT_EQ(postman_.round().delivered, 0);
  leaves_ = post::Which::all;
  const auto last = postman_.round();
  EXPECT_EQ(last.delivered, 1);
  EXPECT_EQ(last.products, 0) << "it was feedback";
  EXPECT_THAT(gate_.stored, ElementsAre(urgent, first));
}

TEST_P(PostmanTest, files_are_asked_for_while_there_is_room_for_them) {
  postman_.round();
  EXPECT_EQ(gate_.asked, "limit=50");
  takes_files_ = false;
  postman_.round();
  EXPECT_EQ(gate_.asked, "limit=50&files=no");
  EXPECT_EQ(postman_.round().emptied, "") << "files may wait";
}

INSTANTIATE_TEST_SUITE_P(Engines, PostmanTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::server
