// SPDX-License-Identifier: MIT
// Goal: a word that somebody typed comes out only where it may: never in an answer to whoever may
// not read it, never in a log line, and in clear in no file, row, tile or key of either room,
// however it is written (security.md 4).
#include <gtest/gtest.h>

#include "canary.h"
#include "folder.h"
#include "places.h"
#include "planted_words.h"
#include "verify.h"

namespace mash::leak {
namespace {

using world::Journey;
using world::World;

constexpr const char* k_origin = "openmash/barnfield";

// One journey for each engine; the tests only look at it.
struct Walked {
  explicit Walked(db::Engine engine)
      : planted(plant(77)), world({.engine = engine, .seed = 5}), journey(world, planted.variant) {
    journey.run();
    journey.receipts_follow();
    for (const auto& [field, token] : planted.tokens) canaries.plant(field, token);
  }
  CapturedErrors errors;
  Planted planted;
  World world;
  Journey journey;
  Canaries canaries;
};

Walked& walked(db::Engine engine) {
  static std::map<db::Engine, std::unique_ptr<Walked>> all;
  auto& one = all[engine];
  if (!one) one = std::make_unique<Walked>(engine);
  return *one;
}

class CanaryTest : public testing::TestWithParam<db::Engine> {
 protected:
  void expect_clean(const std::vector<support::Place>& places) {
    ASSERT_FALSE(places.empty());
    for (const auto& [name, content] : places) {
      const auto found = canaries_.search(content);
      EXPECT_TRUE(found.empty()) << name << ": " << describe(found);
    }
  }

  static std::vector<support::Place> stored(const world::Room& room) {
    return support::places_of(room.database, room.folder);
  }

  Walked& walked_ = walked(GetParam());
  Canaries& canaries_ = walked_.canaries;
};

TEST_P(CanaryTest, answers_hold_only_what_their_reader_may_know) {
  const auto all = one_of_each(everybody(walked_.world.borough()));
  std::vector<Observer> observers;
  std::map<std::string, Standing> standing;
  for (const auto& one : all) {
    observers.push_back(one.observer);
    standing[one.observer.name()] = one;
  }
  std::set<std::string> seen;
  crawl(walked_.world, observers,
        [&](const Observer& observer, const Probe& probe, const Seen& answer) {
          EXPECT_EQ(answer.bytes.find("content-encoding"), std::string::npos)
              << probe.path << ": what is compressed cannot be searched here";
          for (const auto& f : canaries_.search(answer.bytes)) {
            seen.insert(f.name);
            EXPECT_TRUE(may_read(f.name, standing.at(observer.name())))
                << observer.name() << " finds " << f.name << " as " << f.encoding << " in "
                << probe.path << (probe.json ? " (JSON)" : "");
          }
        });
  // The search is not blind: whoever may read them does. Of a stranger on a list, and of a
  // name that was taken out again, nothing is kept; what a camera wrote is shown to nobody,
  // nor what no hub collected, nor what whoever typed it is barred from since, nor a name in a case
  // whose record is gone.
  const std::set<std::string> shown_to_nobody = {"listed_stranger", "typed_name",
                                                 "photograph_exif", "kept_of_barred",
                                                 "system_shows",    "gone_child"};
  for (const auto& [field, token] : walked_.planted.tokens) {
    EXPECT_NE(seen.contains(field), shown_to_nobody.contains(field)) << field;
  }
}

TEST_P(CanaryTest, log_lines_hold_nothing_that_was_typed) {
  const auto found = canaries_.search(walked_.errors.text());
  EXPECT_TRUE(found.empty()) << describe(found);
}

TEST_P(CanaryTest, nothing_is_stored_in_clear_in_the_hub) {
  expect_clean(stored(walked_.world.hub_room()));
}

TEST_P(CanaryTest, nothing_is_stored_in_clear_at_the_gate) {
  expect_clean(stored(walked_.world.gate_room()));
}

TEST_P(CanaryTest, the_tile_logs_are_intact_and_hold_no_words) {
  for (const auto& room : {walked_.world.hub_room(), walked_.world.gate_room()}) {
    const support::TempFolder folder;
    publish(room, folder.path(), k_origin);
    expect_clean(support::files_below(folder.path()));
    const auto verdict = server::verify_record(room.database, room.keys, folder.path(), k_origin);
    EXPECT_TRUE(verdict.flag("intact")) << json::encode(verdict);
  }
}

// What never reached the gate cannot be lost there, under whatever key.
TEST_P(CanaryTest, only_released_words_cross_the_door) {
  const Standing recipient{{Side::gate, "r01"}, Stand::outside};
  std::set<std::string> crossed;
  for (const auto& body : walked_.world.door_traffic()) {
    for (const auto& layer : layers_of(body)) {
      for (const auto& f : canaries_.search(layer)) {
        crossed.insert(f.name);
        EXPECT_TRUE(may_read(f.name, recipient) || f.name == "feedback")
            << f.name << " crossed as " << f.encoding;
      }
    }
  }
  for (const char* sent : {"released", "redacted_wording", "gist_wording", "feedback"}) {
    EXPECT_TRUE(crossed.contains(sent)) << sent;
  }
  EXPECT_FALSE(crossed.contains("product_answer")) << "what a recipient writes travels in a box";
}

TEST_P(CanaryTest, keys_hold_no_words_and_the_gate_has_none_of_the_hubs) {
  for (const auto& room : {walked_.world.hub_room(), walked_.world.gate_room()}) {
    const auto file = server::read_file(room.folder + "/keys.json");
    ASSERT_TRUE(file);
    EXPECT_TRUE(canaries_.search(*file).empty());
  }
  const auto gate = walked_.world.gate_room();
  for (const char* name : {"front-door", "police", "health"}) {
    EXPECT_TRUE(walked_.world.hub_room().keys.has(name)) << name;
    EXPECT_FALSE(gate.keys.has(name)) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, CanaryTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return world::engine_name(info.param); });

}  // namespace
}  // namespace mash::leak
