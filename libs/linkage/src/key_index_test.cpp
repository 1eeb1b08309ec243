// SPDX-License-Identifier: MIT
// Goal: an index gives all rows of a key, few others, and takes few bytes; people have keys of all
// their names.
#include "key_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "register_for_tests.h"

namespace mash::linkage {
namespace {

TEST(KeyIndex, GivesAllRowsOfAKeyAndFewOthers) {
  std::mt19937 random(20261101);
  for (const std::uint32_t entries : {1U, 5U, 1000U, 200'000U}) {
    std::multimap<std::uint32_t, std::uint32_t> wanted;
    for (std::uint32_t row = 0; row < entries; ++row) {
      // Some keys have many rows, most have one.
      const auto key =
          static_cast<std::uint32_t>(row % 10 == 0 ? random() % 50 * 77'777'777 : random());
      wanted.emplace(key, row);
    }
    std::vector<Keyed> sorted;
    for (const auto& [key, row] : wanted) sorted.push_back({key, row});
    const KeyIndex index(sorted);
    std::size_t strangers = 0;
    for (auto at = wanted.begin(); at != wanted.end(); at = wanted.upper_bound(at->first)) {
      const auto found = index.rows(at->first);
      const auto [from, to] = wanted.equal_range(at->first);
      for (auto w = from; w != to; ++w)
        ASSERT_NE(std::find(found.begin(), found.end(), w->second), found.end());
      strangers += found.size() - static_cast<std::size_t>(std::distance(from, to));
    }
    EXPECT_LE(strangers, entries / 20);
    EXPECT_LE(index.bytes(), 6 * entries + 16);
  }
}

TEST(KeyIndex, AnEmptyOneHasNoRows) {
  EXPECT_TRUE(KeyIndex().rows(7).empty());
  EXPECT_TRUE(KeyIndex(std::span<const Keyed>()).rows(7).empty());
}

std::vector<Called> further_of(const Atoms& atoms, std::uint32_t rows) {
  std::vector<Called> out;
  for (std::uint32_t row = 0; row < rows; ++row) atoms.add_further(row, out);
  return out;
}

TEST(PassKeys, PartABlockByTheNameThatMadeTheKey) {
  const PassPlan plan{.base = {Atom::surname_spelling}, .split = {Atom::given_initial}};
  const auto people = prepare(
      table_of("id,given_name,surname,other_names\n"
               "0,Anna,Finch,Tessa Finch\n1,Alan,Finch,\n2,Bert,Finch,\n3,Cora,Finch,Tessa Holt\n"),
      {.tight = true});
  const Atoms atoms(people);
  const auto keys = PassKeys::make_index(people, atoms, 4, further_of(atoms, 4), plan, 3);
  const auto with = [&](std::uint32_t row, bool as_tessa) {
    auto who = atoms.first(row);
    if (as_tessa) who.given = people.further(Kind::given_name).of(0)[0];
    auto key = PassKeys::base(plan, atoms, who);
    EXPECT_TRUE(std::binary_search(keys.divided.begin(), keys.divided.end(), key));
    key = PassKeys::narrower(key, Atom::given_initial, atoms, who);
    std::vector<std::uint32_t> rows;
    for (const auto& k : keys.sorted)
      if (k.key == key) rows.push_back(k.row);
    return rows;
  };
  EXPECT_EQ(with(0, false), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(with(2, false), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(with(0, true), (std::vector<std::uint32_t>{0, 3}));
}

TEST(PassKeys, HaveARowOnceAKey) {
  // All names give the same initial; the year knows no names.
  const auto people = prepare(table_of("id,given_name,surname,dob,other_names\n"
                                       "0,Anna,Finch,1985-03-04,Ada Finch;Alma Finch|Agnes Finch\n"
                                       "1,Bert,Finch,1985-03-05,\n"),
                              {.tight = true});
  const Atoms atoms(people);
  const auto further = further_of(atoms, 2);
  ASSERT_EQ(further.size(), 3U);
  for (const auto& plan : {PassPlan{.base = {Atom::year}, .split = {}},
                           PassPlan{.base = {Atom::year, Atom::surname_sound}, .split = {}},
                           PassPlan{.base = {Atom::year}, .split = {Atom::given_initial}}}) {
    const auto keys = PassKeys::make_index(people, atoms, 2, further, plan, 100);
    ASSERT_EQ(keys.sorted.size(), 2U);
    EXPECT_EQ(keys.sorted[0].row, 0U);
    EXPECT_EQ(keys.sorted[1].row, 1U);
  }
}

TEST(PassKeys, AreOfSoManyNamesAtMostWhateverTheirOrder) {
  std::vector<std::string> aliases;
  for (char c = 'a'; c < 'u'; ++c)
    aliases.push_back(std::string("Ann") + c + "x Fin" + std::string(1, c) + "sh");
  const auto known_as = [&] {
    std::string csv = "id,given_name,surname,other_names\n0,Mary,Holt,";
    for (const auto& a : aliases) csv += a + ";";
    const auto people = prepare(table_of(csv + "\n"), {});
    const auto& names = people.vocabulary(Kind::given_name);
    std::vector<std::string> out;
    for (const auto& who : further_of(Atoms(people), 1))
      out.push_back(std::string(names.text(who.given)) + " " +
                    std::string(names.text(who.surname)));
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto once = known_as();
  EXPECT_EQ(once.size(), (k_most_names + 1) * (k_most_names + 1) - 1);
  std::reverse(aliases.begin(), aliases.end());
  EXPECT_EQ(known_as(), once);
}

}  // namespace
}  // namespace mash::linkage
