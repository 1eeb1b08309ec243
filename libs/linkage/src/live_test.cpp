// SPDX-License-Identifier: MIT
// Goal: people are found however they are written; an index is what it holds, not how it came to
// hold it; what may not be seen changes nothing; reasons sum exactly to the score.
#include "mash/linkage/live.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>

namespace mash::linkage {
namespace {

constexpr std::string_view k_variants = "mohamed muhammad\nmuhammad mohammed\nbill william\n";
constexpr std::string_view k_shares =
    "given muhammad 3514\ngiven mohamed 800\ngiven jack 11713\nsurname smith 13020\n"
    "surname khan 1440\n";
constexpr Weight k_least = -6 * k_bit;
const LiveIndex::MaySee k_all = [](std::string_view) { return true; };

const Population& population() {
  static const Population known(k_shares);
  return known;
}

LiveIndex empty_index() {
  return LiveIndex({.variants = k_variants, .population = &population()});
}

std::vector<Said> child(std::string given, std::string surname, std::string dob,
                        std::string postcode = "") {
  return {{Role::given_name, std::move(given)},
          {Role::surname, std::move(surname)},
          {Role::dob, std::move(dob)},
          {Role::postcode, std::move(postcode)}};
}

struct FirstCase {
  const char* what;
  std::vector<Said> query;
  const char* first;  // who is found first
};

LiveIndex small_hub() {
  auto index = empty_index();
  index.put("amara", {"", child("Amara", "Okafor-Lane", "2017-03-09", "BF1 2AB")});
  index.put("muhammad", {"", child("Muhammad", "Khan", "2015-06-02", "BF3 4CD")});
  index.put("oksana", {"", child("Oksana", "Kovalenko", "2012-11-04", "BF5 1AA")});
  index.put("william", {"", child("William", "Abernathy", "2014-01-12", "BF7 7GH")});
  index.put("twin1", {"", child("Kezia", "Thornbury", "2016-08-05", "BF8 8HJ")});
  index.put("twin2", {"", child("Tobias", "Thornbury", "2016-08-05", "BF8 8HJ")});
  index.put("other", {"", child("Amira", "Okonkwo", "2016-03-09", "BF1 9ZZ")});
  return index;
}

TEST(LiveIndex, FindsWhoIsMeantFirst) {
  const auto index = small_hub();
  const FirstCase cases[] = {
      {"misspelt", child("Amarra", "Okafor Lane", "2017-03-09"), "amara"},
      {"two slips", child("Amara", "Okofar-Lane", "2017-03-19"), "amara"},
      {"day and month swapped", child("Amara", "Okafor", "2017-09-03"), "amara"},
      {"year only", child("Amara", "Lane", "2017"), "amara"},
      {"names crossed", child("Okafor-Lane", "Amara", "2017-03-09"), "amara"},
      {"no date, same home", child("Amara", "Okafor", "", "BF1 2AB"), "amara"},
      {"another transliteration", child("Mohamed", "Khan", "2015-06-02"), "muhammad"},
      {"another sound", child("Mohammad", "Kahn", "2015-02-06"), "muhammad"},
      {"by ear", child("Oxana", "Kovalenco", "2012-11-04"), "oksana"},
      {"short form", child("Bill", "Abernathy", "2014-01-12"), "william"},
      {"a single name, in the other place",
       {{Role::surname, "Amara"}, {Role::dob, "2017-03-09"}},
       "amara"},
      {"one twin", child("Kezia", "Thornbury", "2016-08-05"), "twin1"},
      {"the other twin", child("Tobias", "Thornbury", "2016-08-05"), "twin2"},
  };
  for (const auto& c : cases) {
    const auto found = index.find(c.query, 10, k_least, k_all);
    ASSERT_FALSE(found.empty()) << c.what;
    EXPECT_EQ(found[0].id, c.first) << c.what;
  }
}

TEST(LiveIndex, ShowsBothTwinsAndSaysWhyTheOtherNeedsALook) {
  const auto index = small_hub();
  const auto query = child("Kezia", "Thornbury", "2016-08-05", "BF8 8HJ");
  const auto found = index.find(query, 10, k_least, k_all);
  ASSERT_GE(found.size(), 2U);
  EXPECT_GT(found[0].score, 8 * k_bit);
  EXPECT_EQ(found[1].id, "twin2");
  EXPECT_LT(found[1].why.caution, 0);
  EXPECT_EQ(found[0].why.caution, 0);
}

TEST(LiveIndex, FindsNobodyWhoIsMerelyAround) {
  const auto index = small_hub();
  EXPECT_TRUE(index.find({}, 10, k_least, k_all).empty());
  EXPECT_TRUE(index.find(child("Zola", "Mensah", "2011-03-09"), 10, k_least, k_all).empty());
  EXPECT_TRUE(index.find(child("Zola", "Mensah", "2017-03-09"), 10, k_least, k_all).empty());
}

// A quotation mark that nobody closed puts the rest of a file into one field.
TEST(LiveIndex, APageOfTextInANameDoesNotStopIt) {
  auto index = small_hub();
  std::string page = "Zebedee";
  for (int i = 0; i < 60'000; ++i) page += " w" + std::to_string(i) + "x";
  auto said = child("Zebedee", "Quill", "2013-02-03");
  said.push_back({Role::other_names, page});
  said.push_back({Role::surname, page + std::string(100'000, 'y')});
  index.put("page", {"", said});
  EXPECT_EQ(index.find(child("Zebedee", "Quill", "2013-02-03"), 1, k_least, k_all).at(0).id,
            "page");
  EXPECT_EQ(index.find(said, 1, k_least, k_all).at(0).id, "page");
}

TEST(LiveIndex, RecordsOfOneGroupCountTogether) {
  auto index = small_hub();
  index.put(
      "a1",
      {"anna",
       {{Role::given_name, "Anna"}, {Role::surname, "Pentreath"}, {Role::dob, "2013-05-05"}}});
  index.put(
      "a2",
      {"anna",
       {{Role::given_name, "Ann"}, {Role::nhs_number, "9991234560"}, {Role::postcode, "BF2 2BB"}}});
  const std::vector<Said> query{{Role::given_name, "Anna"},
                                {Role::dob, "2013-05-05"},
                                {Role::nhs_number, "999 123 4560"},
                                {Role::postcode, "BF2 2BB"}};
  const auto found = index.find(query, 10, k_least, k_all);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].group, "anna");
  std::set<Kind> kinds;
  for (const auto& p : found[0].why.parts) kinds.insert(p.kind);
  EXPECT_EQ(kinds, (std::set{Kind::given_name, Kind::dob, Kind::nhs_number, Kind::postcode}));
  const auto without =
      index.find(query, 10, k_least, [](std::string_view id) { return id != "a2"; });
  ASSERT_EQ(without.size(), 1U);
  EXPECT_LT(without[0].score, found[0].score);
}

// Families from few names, dates and places, so that many share something, with slips of the hand.
class Crowd {
 public:
  explicit Crowd(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return random_() % n; }

  std::vector<Said> said() {
    std::vector<Said> out;
    add(out, Role::given_name, {"Muhammad", "Mohamed", "Kezia", "Amara", "Jack", "Bill", "Zoë"});
    add(out, Role::surname, {"Smith", "Khan", "Okafor-Lane", "O'Neil", "Oneil", "Smyth", ""});
    add(out, Role::dob, {"2017-03-09", "2017-09-03", "2017", "2016-03-09", "2017-03", ""});
    add(out, Role::postcode, {"BF1 2AB", "BF1 2AD", "BF3 4CD", ""});
    if (below(4) == 0) add(out, Role::postcode, {"BF9 1AA", "BF3 4CD"});
    if (below(4) == 0) add(out, Role::other_names, {"Mohammed Khan; Mo", "Lane"});
    if (below(4) == 0) add(out, Role::nhs_number, {"9991234560", "9990000026"});
    if (below(3) == 0) add(out, Role::address, {"12 Elm Road", "Flat 2, 12 Elm Rd", "3 Oak Lane"});
    return out;
  }
  LiveRecord record() { return {below(3) == 0 ? "p" + std::to_string(below(6)) : "", said()}; }

 private:
  void add(std::vector<Said>& out, Role role, std::vector<std::string> from) {
    auto text = from[below(from.size())];
    if (role != Role::dob && text.size() > 4 && below(6) == 0) text.erase(1 + below(3), 1);
    if (!text.empty()) out.push_back({role, std::move(text)});
  }
  std::mt19937 random_;
};

using Answers = std::vector<std::vector<std::pair<std::string, Weight>>>;

Answers answers(const LiveIndex& index, const std::vector<std::vector<Said>>& queries,
                const LiveIndex::MaySee& may_see = k_all) {
  Answers out;
  for (const auto& q : queries) {
    out.emplace_back();
    for (const auto& k : index.find(q, 10, k_least, may_see))
      out.back().emplace_back(k.id, k.score);
  }
  return out;
}

std::vector<std::vector<Said>> some_queries(Crowd& crowd) {
  std::vector<std::vector<Said>> out;
  for (int i = 0; i < 25; ++i) out.push_back(crowd.said());
  return out;
}

LiveIndex holding(const std::map<std::string, LiveRecord>& records) {
  auto index = empty_index();
  for (const auto& [id, record] : records) index.put(id, record);
  return index;
}

TEST(LiveIndex, EqualsOneBuiltAnewAfterAnySequenceOfChanges) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Crowd crowd(seed);
    const auto queries = some_queries(crowd);
    auto index = empty_index();
    std::map<std::string, LiveRecord> held;
    for (int step = 0; step < 240; ++step) {
      const std::string id = "r" + std::to_string(crowd.below(80));
      if (crowd.below(3) == 0) {
        index.remove(id);
        held.erase(id);
      } else {
        held[id] = crowd.record();
        index.put(id, held[id]);
      }
      if (step % 80 != 79) continue;
      EXPECT_EQ(index.size(), held.size());
      EXPECT_EQ(answers(index, queries), answers(holding(held), queries)) << seed << " " << step;
    }
  }
}

TEST(LiveIndex, WeighsHoweverUnlikeTheyAre) {
  auto index = empty_index();
  index.put("1", {"p", child("Amara", "Okafor-Lane", "2017-03-09", "BF1 2AB")});
  index.put("2", {"p", child("Amarra", "Okafor", "2017-03-09")});
  const auto query = child("Oksana", "Kovalenko", "2012-11-04", "BF5 1AA");
  EXPECT_TRUE(index.find(query, 1, std::numeric_limits<Weight>::min() / 4, k_all).empty());
  const auto unlike = index.weigh(query, {"1", "2"});
  ASSERT_TRUE(unlike.has_value());
  EXPECT_LT(unlike->score, unlike->why.prior) << "it speaks against it";
  EXPECT_EQ(unlike->score, unlike->why.total);
  const auto like = child("Amara", "Okafor", "2017-03-09");
  const auto found = index.find(like, 1, k_least, k_all);
  ASSERT_EQ(found.size(), 1U);
  const auto weighed = index.weigh(like, {"2", "1", "nobody"});
  EXPECT_EQ(weighed->why, found[0].why);
  EXPECT_EQ(weighed->id, found[0].id);
  EXPECT_FALSE(index.weigh(query, {"nobody"}).has_value());
}

TEST(LiveIndex, KnowsUnderWhichGroupItHoldsARecord) {
  auto index = empty_index();
  index.put("1", {"p", child("Amara", "Okafor", "2017-03-09")});
  EXPECT_EQ(index.group_of("1"), "p");
  index.put("1", {"", child("Amara", "Okafor", "2017-03-09")});
  EXPECT_EQ(index.group_of("1"), "");
  index.remove("1");
  EXPECT_FALSE(index.group_of("1").has_value());
}

TEST(LiveIndex, TheOrderOfPuttingDoesNotMatter) {
  for (unsigned seed = 11; seed <= 13; ++seed) {
    Crowd crowd(seed);
    std::vector<std::pair<std::string, LiveRecord>> records;
    for (int i = 0; i < 150; ++i) records.emplace_back("r" + std::to_string(i), crowd.record());
    const auto queries = some_queries(crowd);
    auto forwards = empty_index();
    auto mixed = empty_index();
    for (const auto& [id, record] : records) forwards.put(id, record);
    std::mt19937 random(seed);
    std::shuffle(records.begin(), records.end(), random);
    for (const auto& [id, record] : records) mixed.put(id, record);
    EXPECT_EQ(answers(forwards, queries), answers(mixed, queries)) << seed;
  }
}

TEST(LiveIndex, WhatMayNotBeSeenIsAsIfItDidNotExist) {
  for (unsigned seed = 21; seed <= 24; ++seed) {
    Crowd crowd(seed);
    std::map<std::string, LiveRecord> all;
    std::map<std::string, LiveRecord> seen;
    for (int i = 0; i < 300; ++i) {
      const std::string id = "r" + std::to_string(i);
      all[id] = crowd.record();
      if (i % 3 != 0) seen[id] = all[id];
    }
    const auto queries = some_queries(crowd);
    const auto may_see = [&](std::string_view id) { return seen.contains(std::string(id)); };
    EXPECT_EQ(answers(holding(all), queries, may_see), answers(holding(seen), queries)) << seed;
  }
}

TEST(LiveIndex, ReasonsSumExactlyToTheScore) {
  std::size_t seen = 0;
  for (unsigned seed = 31; seed <= 32; ++seed) {
    Crowd crowd(seed);
    std::map<std::string, LiveRecord> all;
    for (int i = 0; i < 120; ++i) all["r" + std::to_string(i)] = crowd.record();
    const auto index = holding(all);
    for (const auto& query : some_queries(crowd)) {
      for (const auto& known : index.find(query, 10, k_least, k_all)) {
        const auto& why = known.why;
        Weight sum = why.prior + why.together + why.moved + why.household + why.caution;
        for (const auto& p : why.parts) sum += p.weight + p.frequency;
        EXPECT_EQ(sum, why.total);
        EXPECT_EQ(why.total, known.score);
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 200U);
}

TEST(LiveIndex, ACommonNameSaysLessThanARareOne) {
  auto index = empty_index();
  index.put("common", {"", child("Jack", "Smith", "2017-03-09")});
  index.put("rare", {"", child("Ottoline", "Quillfeather", "2017-03-09")});
  const auto common = index.find(child("Jack", "Smith", "2017"), 1, 5 * k_least, k_all);
  const auto rare = index.find(child("Ottoline", "Quillfeather", "2017"), 1, 5 * k_least, k_all);
  ASSERT_EQ(common.size(), 1U);
  ASSERT_EQ(rare.size(), 1U);
  EXPECT_GT(rare[0].score, common[0].score + 8 * k_bit);
}

}  // namespace
}  // namespace mash::linkage
