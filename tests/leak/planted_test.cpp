// SPDX-License-Identifier: MIT
// Goal: the harness is not blind. Each leak here is made on purpose, in a way in which real systems
// have leaked, and either the two worlds or the search for planted words must find it.
#include <gtest/gtest.h>

#include "canary.h"
#include "mash/base/log.h"
#include "places.h"
#include "planted_words.h"

namespace mash::leak {
namespace {

using world::Journey;
using world::World;

// Two worlds: in the other one the police desk has drafted something.
struct Pair {
  Pair()
      : planted(plant(9)),
        one({.seed = 3}),
        other({.seed = 3}),
        one_journey(one, with_drafts(0)),
        other_journey(other, with_drafts(2)) {
    one_journey.run();
    one_journey.receipts_follow();
    other_journey.run();
    other_journey.receipts_follow();
    for (const auto& [field, token] : planted.tokens) canaries.plant(field, token);
  }
  world::Variant with_drafts(int drafts) const {
    world::Variant v = planted.variant;
    v.drafts = drafts;
    return v;
  }

  Planted planted;
  World one;
  World other;
  Journey one_journey;
  Journey other_journey;
  Canaries canaries;
};

using Leak = std::function<void(const http::Request&, http::Response&)>;

// Health may not know what the police desk drafts.
class PlantedLeak : public testing::Test {
 protected:
  static Pair& pair() {
    static Pair made;
    return made;
  }
  static std::string draft() { return pair().planted.tokens.at("draft"); }
  static std::string draft_id() { return pair().other_journey.item("draft"); }

  // The leak is in the other world alone: only there is something to leak.
  bool two_worlds_find(const Leak& leak, const std::string& pattern, bool acts = false) {
    pair().other.hub_room().wire.tap = leak;
    const Observer health{Side::hub, "u09"};
    Inquiry inquiry{.observers = {health}};
    if (acts) inquiry.acting = {health};
    inquiry.wanted = [&](const std::string& p) { return p == pattern; };
    Coverage coverage;
    const auto found = compare(pair().one, pair().other, inquiry, coverage);
    pair().other.hub_room().wire.tap = {};
    return !found.empty();
  }
  bool words_find(const Leak& leak) {
    pair().other.hub_room().wire.tap = leak;
    bool found = false;
    crawl(pair().other, {{Side::hub, "u09"}},
          [&](const Observer& observer, const Probe&, const Seen& answer) {
            for (const auto& f : pair().canaries.search(answer.bytes)) {
              if (!may_read(f.name, {observer, Stand::health})) found = true;
            }
          });
    pair().other.hub_room().wire.tap = {};
    return found;
  }
  static Leak in_body(std::function<void(std::string& body)> change) {
    return
        [change = std::move(change)](const http::Request&, http::Response& r) { change(r.body); };
  }
};

constexpr const char* k_requests = "/requests";

TEST_F(PlantedLeak, without_one_nothing_is_found) {
  EXPECT_FALSE(two_worlds_find({}, k_requests));
  EXPECT_FALSE(two_worlds_find({}, "/case/{case}"));
  EXPECT_FALSE(words_find({}));
}

TEST_F(PlantedLeak, a_comment_in_the_page) {
  const auto leak = in_body([](std::string& body) { body += "<!-- " + draft() + " -->"; });
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
  EXPECT_TRUE(words_find(leak));
}

TEST_F(PlantedLeak, base64_in_a_header) {
  const Leak leak = [](const http::Request&, http::Response& r) {
    r.set("x-trace", "v1." + base64(as_bytes("id=" + draft() + ";")));
  };
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
  EXPECT_TRUE(words_find(leak));
}

TEST_F(PlantedLeak, a_count_of_what_is_hidden) {
  EXPECT_TRUE(two_worlds_find(in_body([](std::string& body) { body += "3 items"; }), k_requests));
}

TEST_F(PlantedLeak, an_etag_of_a_hidden_version) {
  const Leak leak = [](const http::Request&, http::Response& r) { r.set("etag", "\"17\""); };
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
}

TEST_F(PlantedLeak, the_order_of_a_list_by_a_hidden_time) {
  const auto leak = in_body([](std::string& body) {
    const auto first = body.find("<li");
    const auto second = body.find("<li", first + 1);
    const auto third = body.find("<li", second + 1);
    if (third == std::string::npos) return;
    body = body.substr(0, first) + body.substr(second, third - second) +
           body.substr(first, second - first) + body.substr(third);
  });
  EXPECT_TRUE(two_worlds_find(leak, "/case/{case}"));
}

TEST_F(PlantedLeak, another_text_for_forbidden_than_for_absent) {
  const Leak leak = [](const http::Request& request, http::Response& r) {
    if (request.path.find(draft_id()) == std::string::npos) return;
    r.body = "You may not see this";
  };
  EXPECT_TRUE(two_worlds_find(leak, "/items/{item}"));
}

TEST_F(PlantedLeak, another_status_for_forbidden_than_for_absent) {
  const Leak leak = [](const http::Request& request, http::Response& r) {
    if (request.path.find(draft_id()) != std::string::npos) r.status = 403;
  };
  EXPECT_TRUE(two_worlds_find(leak, "/items/{item}"));
}

TEST_F(PlantedLeak, an_error_that_repeats_what_is_stored) {
  const Leak leak = [](const http::Request& request, http::Response& r) {
    if (request.method == "POST" && r.status >= 400) r.body += "already exists: " + draft();
  };
  EXPECT_TRUE(two_worlds_find(leak, "/requests/{enquiry}/item", true));
}

TEST_F(PlantedLeak, a_hidden_id_where_one_is_led) {
  const Leak leak = [](const http::Request& request, http::Response& r) {
    if (request.method == "POST" && r.status == 303) r.add("location", "/items/" + draft_id());
  };
  EXPECT_TRUE(two_worlds_find(leak, "/requests/{enquiry}/seen", true));
}

TEST_F(PlantedLeak, a_length_that_grows_with_what_is_hidden) {
  const auto leak = in_body([](std::string& body) { body.append(draft().size(), ' '); });
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
}

TEST_F(PlantedLeak, more_in_json_than_on_the_page) {
  const Leak leak = [](const http::Request&, http::Response& r) {
    if (!r.body.starts_with("{")) return;
    r.body.insert(r.body.size() - 1, R"(,"drafts":[{"fact":")" + draft() + "\"}]");
  };
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
  EXPECT_TRUE(words_find(leak));
}

TEST_F(PlantedLeak, a_cookie_for_the_hidden) {
  const Leak leak = [](const http::Request&, http::Response& r) {
    r.add("set-cookie", "__Host-last=" + draft() + "; Path=/; Secure; HttpOnly");
  };
  EXPECT_TRUE(two_worlds_find(leak, k_requests));
  EXPECT_TRUE(words_find(leak));
}

TEST_F(PlantedLeak, pieces_of_words_for_typing_ahead) {
  const auto leak = in_body([](std::string& body) {
    for (std::size_t i = 0; i + 3 <= draft().size(); ++i) body += draft().substr(i, 3) + "|";
  });
  EXPECT_TRUE(words_find(leak));
}

TEST_F(PlantedLeak, a_word_in_a_log_line) {
  const CapturedErrors errors;
  log::info("item.saved", {{"fact", draft()}});
  EXPECT_FALSE(pair().canaries.search(errors.text()).empty());
}

TEST_F(PlantedLeak, a_word_of_the_hub_kept_at_the_gate) {
  const auto room = pair().other.gate_room();
  const auto found = [&] {
    bool any = false;
    for (const auto& [name, content] : support::places_of(room.database, room.folder)) {
      any = any || !pair().canaries.search(content).empty();
    }
    return any;
  };
  EXPECT_FALSE(found());
  room.database.write([&](db::Transaction& tx) {
    tx.execute("insert into outward_stored (id, at) values ($1, 0)", {draft()});
  });
  EXPECT_TRUE(found());
}

TEST_F(PlantedLeak, a_word_in_clear_in_the_hubs_database) {
  const auto room = pair().one.hub_room();
  room.database.write([&](db::Transaction& tx) {
    tx.execute("create table notes (words text)");
    tx.execute("insert into notes (words) values ($1)", {draft()});
  });
  bool any = false;
  for (const auto& [name, content] : support::places_of(room.database, room.folder)) {
    any = any || !pair().canaries.search(content).empty();
  }
  EXPECT_TRUE(any);
}

}  // namespace
}  // namespace mash::leak
