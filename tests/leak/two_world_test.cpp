// SPDX-License-Identifier: MIT
// Goal: whoever may not know something cannot learn it by asking. Two worlds that differ only in
// what is hidden answer every route, page and JSON, act and refusal, with the same bytes to all who
// may not see the difference (security.md 4, settled.md 20). The one named exception: whoever
// decides is told that a desk has written something down which is not in the hub (settled.md 26).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <memory>
#include <regex>
#include <set>

#include "mash/world/journey.h"
#include "people.h"

namespace mash::leak {
namespace {

using world::Journey;
using world::Variant;
using world::World;

struct Told {
  World world;
  Journey journey;
  Told(const world::WorldOptions& options, const Variant& variant)
      : world(options), journey(world, variant) {
    journey.run();
    journey.receipts_follow();
  }
};

// Two, each in a thread of its own.
std::pair<std::unique_ptr<Told>, std::unique_ptr<Told>> told(const world::WorldOptions& options,
                                                             const Variant& one,
                                                             const Variant& other) {
  auto there =
      std::async(std::launch::async, [&] { return std::make_unique<Told>(options, other); });
  auto here = std::make_unique<Told>(options, one);
  return {std::move(here), there.get()};
}

// A difference, and who may not learn of it.
struct Secret {
  std::string name;
  std::function<void(Variant& one, Variant& other)> differ;
  std::vector<Stand> observers;
  bool deciders_hear_of_drafts = false;
  std::set<std::string> people{};  // instead of these stands, who work in the hub
};

const std::vector<Stand> k_not_in_the_case = {Stand::analyst, Stand::no_content, Stand::other_desk,
                                              Stand::outside, Stand::nobody};

void write_otherwise(world::Words& w) {
  w.unreleased = "Arrested in Tarnwick under another name in March 2024.";
  w.volunteered = "Excluded twice for bringing a knife.";
  w.logged = "She would not say where she is.";
  w.task = "Ring the refuge.";
  w.task_why = "He has been asking where they are.";
  w.handed = "She moves out on Friday.";
  w.task_off = "She rang us.";
  w.others_there = "Mr Holm, Tarnwick Refuge";
  w.said_by_hub = "She is ready to leave him.";
  w.discussion_decided = "Arrest first, then the visit.";
  w.action = "Find a bed for tonight.";
  w.said_for_police = "The warrant is signed.";
  w.said_by_health = "She is expecting.";
  w.task_said = "Use the other number.";
  w.task_done = "Both are safe there.";
  w.possible_crime = "He drove her off the road.";
  w.logged_by_police = "His brother picked up the phone.";
  w.told_said = "There is a warrant out for him.";
  w.told_reply = "He has been arrested since.";
  w.withheld = "The source is a colleague of the partner.";
  w.withhold_reason = "There are two sources and one has been threatened.";
  w.redacted_original = "Mr Pell of number 12 says that he shouts at night.";
  w.gist_original = "The mother's overdose on 3 October was not followed up.";
  w.existence_original = "Subject of a listening operation.";
}

// Of which named people may not know.
std::vector<Secret> of_named_people() {
  std::vector<Secret> out;
  // A17: whoever is not let in, managers and those who share a desk with the typist too.
  out.push_back({"an_allegation_behind_its_wall",
                 [](Variant& one, Variant& other) {
                   one.allegation = false;
                   other.allegation_ends = false;
                   // Nor whom another hub has asked about: nobody of this one knows it.
                   other.asked_about = "Netherby";
                 },
                 {},
                 false,
                 {"u02", "u03", "u04", "u05", "u07", "u10", "u17", "u18", "u21", "u22"}});
  // Of u01: nobody else learns what they had typed when their session ended.
  out.push_back({"a_note_that_came_too_late",
                 [](Variant&, Variant& other) {
                   other.words.kept_words = "She has asked for another social worker.";
                 },
                 {},
                 false,
                 {"u02", "u03", "u04", "u05", "u07", "u10", "u17", "u18", "u21", "u22"}});
  // Not by whoever typed it either, who is barred from the case since.
  out.push_back({"a_note_of_somebody_barred_since",
                 [](Variant&, Variant& other) {
                   other.words.kept_of_barred = "His sister knows where they live.";
                 },
                 {},
                 false,
                 {"u02"}});
  // Whoever reads tombstones sees another hash, and no more.
  out.push_back({"who_was_named_in_a_case_that_is_gone",
                 [](Variant&, Variant& other) { other.words.gone_child = "Netherby"; },
                 {},
                 false,
                 {"u07", "u08", "u10", "u12", "u17", "u18", "u21", "u22"}});
  out.push_back({"a_case_from_which_one_is_barred",
                 [](Variant& one, Variant& other) {
                   one.other_case = false;
                   other.barred = true;
                 },
                 {},
                 false,
                 {"u02"}});
  return out;
}

std::vector<Secret> secrets() {
  std::vector<Secret> out;
  auto all_but_police = k_not_in_the_case;
  for (const Stand s :
       {Stand::decider, Stand::front_door, Stand::health, Stand::education, Stand::housing}) {
    all_but_police.push_back(s);
  }
  out.push_back({"a_draft_of_another_desk",
                 [](Variant& one, Variant& other) {
                   one.drafts = 0;
                   other.drafts = 1;
                 },
                 all_but_police, true});
  out.push_back({"how_many_drafts_and_their_words",
                 [](Variant&, Variant& other) {
                   other.drafts = 3;
                   other.words.draft = "He was seen with her at the station, twice, in October.";
                 },
                 {Stand::decider, Stand::front_door, Stand::health, Stand::outside}});
  out.push_back(
      {"words_of_a_manager_only_item",
       [](Variant&, Variant& other) {
         other.words.manager_only = "She is at 4 Plover Court; the father does not know.";
       },
       {Stand::front_door, Stand::police, Stand::education, Stand::housing, Stand::other_desk,
        Stand::analyst, Stand::no_content, Stand::outside, Stand::nobody}});
  auto outside_the_case = k_not_in_the_case;
  outside_the_case.push_back(Stand::housing);
  out.push_back({"what_stays_in_the_hub",
                 [](Variant&, Variant& other) { write_otherwise(other.words); }, outside_the_case});
  out.push_back({"a_case_of_others",
                 [](Variant& one, Variant&) { one.other_case = false; },
                 {Stand::police, Stand::health, Stand::education, Stand::other_desk,
                  Stand::no_content, Stand::outside, Stand::nobody}});
  out.push_back({"what_is_told_by_telephone_of_what_another_holds",
                 [](Variant& one, Variant&) { one.told = false; },
                 {Stand::health, Stand::education, Stand::housing, Stand::other_desk,
                  Stand::outside, Stand::nobody}});
  out.push_back(
      {"what_a_child_says_against_sharing",
       [](Variant& one, Variant&) { one.objection = false; },
       {Stand::education, Stand::housing, Stand::other_desk, Stand::outside, Stand::nobody}});
  auto all_but_one = k_not_in_the_case;
  for (const Stand s :
       {Stand::decider, Stand::police, Stand::health, Stand::education, Stand::housing}) {
    all_but_one.push_back(s);
  }
  out.push_back({"a_list_that_another_compares",
                 [](Variant&, Variant& other) {
                   other.words.list_reason = "A boy of this school died on Sunday.";
                   other.words.listed_stranger = "Peregrine";
                 },
                 all_but_one});
  for (auto& secret : of_named_people()) out.push_back(std::move(secret));
  return out;
}

// The line for the decider on the pages of the case, of the decision and of what leaves, and what
// frames it there.
std::string without_the_line(const std::string& bytes) {
  static const std::regex k_line(
      "<div class=\"govuk-(inset|warning)-text\">"
      "((?!</div>)[\\s\\S])*has written something down that is not in the "
      "hub((?!</div>)[\\s\\S])*</div>");
  static const std::regex k_json("\"holding_back\":\\[[^\\]]*\\]");
  static const std::regex k_space("\\s+");
  const auto rest = std::regex_replace(std::regex_replace(bytes, k_line, ""), k_json, "");
  return std::regex_replace(rest, k_space, " ");
}

// Everybody and more seeds; else one of each role.
bool thorough() {
  return std::getenv("MASH_LONG") != nullptr;
}

std::vector<Standing> one_of_each_stand(const std::vector<Standing>& all) {
  std::vector<Standing> out;
  std::set<std::pair<Stand, Side>> known;
  for (const auto& one : all) {
    if (known.emplace(one.stand, one.observer.side).second) out.push_back(one);
  }
  return out;
}

class TwoWorlds : public testing::TestWithParam<std::tuple<db::Engine, std::uint64_t, Secret>> {};

// D07, A17: every page, byte for byte.
TEST_P(TwoWorlds, answer_alike_to_whoever_may_not_know) {
  const auto& [engine, seed, secret] = GetParam();
  Variant one;
  Variant other;
  secret.differ(one, other);
  const world::WorldOptions options{.engine = engine, .seed = seed};
  const auto [here, there] = told(options, one, other);
  auto all = everybody(here->world.borough());
  if (!thorough()) all = one_of_each(all);
  Inquiry inquiry;
  if (secret.people.empty()) {
    inquiry.observers = those(all, secret.observers);
    inquiry.acting =
        thorough() ? inquiry.observers : those(one_of_each_stand(all), secret.observers);
  } else {
    for (const auto& person : secret.people) inquiry.observers.push_back({Side::hub, person});
    inquiry.acting = inquiry.observers;
  }
  ASSERT_FALSE(inquiry.observers.empty() || inquiry.acting.empty());
  if (secret.deciders_hear_of_drafts) {
    const auto deciders = those(all, {Stand::decider});
    inquiry.forgive = [deciders](const Observer& observer, const std::string& bytes) {
      const bool decides = std::ranges::any_of(
          deciders, [&](const Observer& d) { return d.person == observer.person; });
      return decides ? without_the_line(bytes) : bytes;
    };
  }
  Coverage coverage;
  for (const auto& difference : compare(here->world, there->world, inquiry, coverage)) {
    ADD_FAILURE() << describe(difference);
  }
}

std::vector<std::tuple<db::Engine, std::uint64_t, Secret>> runs() {
  std::vector<std::tuple<db::Engine, std::uint64_t, Secret>> out;
  for (const auto& secret : secrets()) {
    for (std::uint64_t seed = 1; seed <= (thorough() ? 20U : 1U); ++seed) {
      out.emplace_back(db::Engine::sqlite, seed, secret);
    }
  }
  out.emplace_back(db::Engine::postgres, 1, secrets().front());
  if (thorough()) {
    for (const auto& secret : secrets()) out.emplace_back(db::Engine::postgres, 2, secret);
  }
  return out;
}

INSTANTIATE_TEST_SUITE_P(Secrets, TwoWorlds, testing::ValuesIn(runs()), [](const auto& info) {
  return std::get<2>(info.param).name + "_" + world::engine_name(std::get<0>(info.param)) + "_" +
         std::to_string(std::get<1>(info.param));
});

// Everybody asks everything, and every route has answered somebody: none is left out by mistake.
TEST(Coverage, every_route_is_asked_and_answers_somebody) {
  const auto [one, other] = told({}, {}, {});
  Inquiry inquiry;
  for (const auto& standing : one_of_each_stand(everybody(one->world.borough()))) {
    inquiry.observers.push_back(standing.observer);
  }
  inquiry.acting = inquiry.observers;
  Coverage coverage;
  EXPECT_TRUE(compare(one->world, other->world, inquiry, coverage).empty())
      << "the same world twice is not the same: the harness itself would cry wolf";
  for (const auto& room : {one->world.hub_room(), one->world.gate_room()}) {
    for (const auto& route : coverage.missing(room.app.routes())) {
      ADD_FAILURE() << route << " answered nobody";
    }
  }
}

}  // namespace
}  // namespace mash::leak
