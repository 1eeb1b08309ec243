// SPDX-License-Identifier: MIT
// Goal: the look-up finds people however they are written, in an order that depends on nothing but
// what is known, and an index that grew is the same as one that was built anew.
#include "mash/people/index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>

#include "mash/support/test_app.h"

namespace mash::people {
namespace {

struct Said {
  std::string id, person, given, surname, dob, postcode, nhs, address = "", sex = "", upn = "",
                                                              other = "";
};

Statement statement(const Said& s) {
  Statement out;
  out.id = StatementId::trusted(s.id);
  out.person = PersonId::trusted(s.person);
  out.given_name = Sensitive(s.given);
  out.surname = Sensitive(s.surname);
  out.other_names = Sensitive(s.other);
  out.dob = Sensitive(s.dob);
  out.postcode = Sensitive(s.postcode);
  out.address_line = Sensitive(s.address);
  out.sex = Sensitive(s.sex);
  out.nhs_number = Sensitive(s.nhs);
  out.nhs_number_valid = !s.nhs.empty();
  out.upn = Sensitive(s.upn);
  out.upn_valid = !s.upn.empty();
  return out;
}

const Said k_amara{.id = "S1",
                   .person = "P1",
                   .given = "Amara",
                   .surname = "Okafor-Lane",
                   .dob = "2017-03-09",
                   .postcode = "BF1 2AB",
                   .nhs = "999 123 4560"};

constexpr NameLists k_names = {.variants = "mohamed muhammad\nbill william\n",
                               .shares = "given muhammad 3514\nsurname khan 1440\n"};

// Who is found for somebody who was said to be `query` when only `known` is known.
std::vector<Candidate> found(const Said& known, Said query) {
  query.id = "Q";
  PersonIndex index(k_names);
  index.put(statement(known));
  return index.look_up(statement(query), {}).shown;
}

TEST(PersonIndex, finds_by_number_names_and_places) {
  const auto finds = [](const Said& query) { return found(k_amara, query).size() == 1; };
  EXPECT_TRUE(finds({.nhs = "9991234560"}));
  EXPECT_TRUE(finds({.given = "AMARA", .surname = "okafor lane", .dob = "2017-03-09"}));
  EXPECT_TRUE(finds({.given = "Okafor", .surname = "Lane Amara", .dob = "2017-03-09"}));
  EXPECT_TRUE(finds({.surname = "Amara", .dob = "2017-03-09"}));
  EXPECT_TRUE(finds({.given = "Amará", .dob = "2017-03-09"}));
  EXPECT_TRUE(finds({.given = "Amy", .dob = "2017-03-09", .other = "Amara"}));
  EXPECT_TRUE(finds({.given = "Amara", .dob = "2017", .postcode = "bf12ab"}));
  EXPECT_TRUE(finds({.given = "Amara", .surname = "Okafor-Lane", .postcode = "BF1 2AB"}));
}

// F04: in the index.
TEST(PersonIndex, finds_who_is_written_otherwise) {
  const auto finds = [](const Said& query) { return found(k_amara, query).size() == 1; };
  EXPECT_TRUE(finds({.given = "Amarra", .surname = "Okofar-Lane", .dob = "2017-03-09"}));
  EXPECT_TRUE(finds({.given = "Amara", .surname = "Okafor", .dob = "2017-09-03"}));
  EXPECT_TRUE(finds({.given = "Amara", .surname = "Okafor-Lane", .dob = "2018-03-09"}));
  EXPECT_TRUE(finds({.given = "Amara", .surname = "Mensah", .dob = "2017-03-09"})) << "renamed";
  EXPECT_TRUE(finds({.given = "Амара", .surname = "Окафор", .dob = "2017-03-09"}));
  const Said muhammad{.id = "S1", .given = "Muhammad", .surname = "Khan", .dob = "2015-06-02"};
  EXPECT_EQ(found(muhammad, {.given = "Mohamed", .surname = "Khan", .dob = "2015-06-02"}).size(),
            1U);
}

TEST(PersonIndex, does_not_find_who_is_merely_around) {
  const auto finds = [](const Said& query) { return !found(k_amara, query).empty(); };
  EXPECT_FALSE(finds({}));
  EXPECT_FALSE(finds({.given = "Zola", .surname = "Mensah", .dob = "2017-03-09"}));
  EXPECT_FALSE(finds({.given = "Zola", .surname = "Mensah", .dob = "2011-01-30"}));
  EXPECT_FALSE(finds({.postcode = "BF1 2AB"}));
}

TEST(PersonIndex, a_number_with_a_fault_never_matches) {
  PersonIndex index(k_names);
  auto known = statement({.id = "S1", .nhs = "9991234561"});
  known.nhs_number_valid = false;
  index.put(known);
  EXPECT_TRUE(index.look_up(statement({.id = "Q", .nhs = "9991234561"}), {}).shown.empty());
}

TEST(PersonIndex, says_field_by_field_whether_it_agrees) {
  const auto list = found(
      k_amara,
      {.given = "Amarra", .surname = "Okafor-Lane", .dob = "2017-03-09", .postcode = "ZZ9 9ZZ"});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].of(Feature::given_name), Agreement::alike);
  EXPECT_EQ(list[0].of(Feature::surname), Agreement::same);
  EXPECT_EQ(list[0].of(Feature::dob), Agreement::same);
  EXPECT_EQ(list[0].of(Feature::nhs_number), Agreement::missing);
  EXPECT_EQ(list[0].of(Feature::postcode), Agreement::differs);
}

TEST(PersonIndex, a_date_known_in_part_is_alike) {
  const auto of = [](const char* dob) {
    const auto list = found(k_amara, {.dob = dob, .nhs = "9991234560"});
    return list.at(0).of(Feature::dob);
  };
  EXPECT_EQ(of("2017"), Agreement::alike);
  EXPECT_EQ(of("2017-03"), Agreement::alike);
  EXPECT_EQ(of("2017-09-03"), Agreement::alike);
  EXPECT_EQ(of("2011"), Agreement::differs);
  EXPECT_EQ(of("2017-03-09"), Agreement::same);
}

TEST(PersonIndex, a_person_is_one_candidate_with_all_that_is_known) {
  PersonIndex index(k_names);
  index.put(statement(k_amara));
  index.put(statement({.id = "S2", .person = "P1", .address = "12 Elm Road", .sex = "F"}));
  const auto list =
      index
          .look_up(
              statement({.id = "Q", .nhs = "9991234560", .address = "12, elm road", .sex = "F"}),
              {})
          .shown;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].person.text(), "P1");
  EXPECT_EQ(list[0].closest.text(), "S1");
  EXPECT_EQ(list[0].of(Feature::address), Agreement::same);
  EXPECT_EQ(list[0].of(Feature::sex), Agreement::same);
}

TEST(PersonIndex, a_statement_never_finds_itself) {
  PersonIndex index(k_names);
  index.put(statement(k_amara));
  EXPECT_TRUE(index.look_up(statement(k_amara), {}).shown.empty());
}

TEST(PersonIndex, who_agrees_most_comes_first) {
  PersonIndex index(k_names);
  index.put(statement({.id = "S1", .given = "Amara", .surname = "Lane", .dob = "2017-03-09"}));
  index.put(statement({.id = "S2", .given = "Amara", .surname = "Okafor", .dob = "2017-03-09"}));
  index.put(statement({.id = "S3",
                       .given = "Amara",
                       .surname = "Okafor",
                       .dob = "2017-03-09",
                       .nhs = "9991234560"}));
  const auto list = index
                        .look_up(statement({.id = "Q",
                                            .given = "Amara",
                                            .surname = "Okafor",
                                            .dob = "2017-03-09",
                                            .nhs = "9991234560"}),
                                 {})
                        .shown;
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].statement.text(), "S3");
  EXPECT_EQ(list[1].statement.text(), "S2");
  EXPECT_EQ(list[2].statement.text(), "S1");
}

// Families from few names, dates and places, so that many share something.
std::vector<Statement> crowd(std::size_t count, support::SeededRandom& random) {
  const std::vector<std::string> given = {"Amara", "Zoë", "ZOE", "Efe", "Оксана", "Oksana"};
  const std::vector<std::string> surname = {"Okafor", "O'Neil", "Oneil", "Lane", "Smith-Lane"};
  const std::vector<std::string> dob = {"2017-03-09", "2017-03", "2017", "2016-01-31", ""};
  const std::vector<std::string> place = {"BF1 2AB", "bf12ab", "BF3 4CD", ""};
  const std::vector<std::string> nhs = {"", "", "", "9991234560"};
  std::vector<Statement> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<std::uint8_t, 6> dice{};
    random.fill(dice);
    out.push_back(statement({.id = "S" + std::to_string(i),
                             .person = dice[5] % 3 == 0 ? "P" + std::to_string(dice[5] % 7) : "",
                             .given = given[dice[0] % given.size()],
                             .surname = surname[dice[1] % surname.size()],
                             .dob = dob[dice[2] % dob.size()],
                             .postcode = place[dice[3] % place.size()],
                             .nhs = nhs[dice[4] % nhs.size()]}));
  }
  return out;
}

using Answers = std::vector<std::vector<Candidate>>;

Answers all_answers(const PersonIndex& index, const std::vector<Statement>& queries,
                    const std::set<CaseId>& hidden = {}) {
  Answers out;
  for (const auto& q : queries) out.push_back(index.look_up(q, hidden).shown);
  return out;
}

TEST(PersonIndex, the_order_of_statements_does_not_matter) {
  support::SeededRandom random(4);
  const auto all = crowd(60, random);
  PersonIndex forwards(k_names);
  PersonIndex backwards(k_names);
  for (const auto& s : all) forwards.put(s);
  for (auto s = all.rbegin(); s != all.rend(); ++s) backwards.put(*s);
  EXPECT_EQ(all_answers(forwards, all), all_answers(backwards, all));
}

TEST(PersonIndex, what_grew_equals_what_is_built_anew) {
  support::SeededRandom random(5);
  auto all = crowd(60, random);
  PersonIndex grown(k_names);
  for (const auto& s : all) grown.put(s);
  for (std::size_t i = 0; i < all.size(); i += 2) {  // somebody says anew who they are
    all[i].person = PersonId::trusted(i % 4 == 0 ? "" : "P" + std::to_string(i % 5));
    grown.put(all[i]);
  }
  PersonIndex anew(k_names);
  for (const auto& s : all) anew.put(s);
  EXPECT_EQ(all_answers(grown, all), all_answers(anew, all));
  EXPECT_EQ(grown.size(), all.size());
}

// Two worlds: the same but for what is hidden. Persons reach over both kinds of case.
TEST(PersonIndex, what_is_hidden_takes_no_part) {
  support::SeededRandom random(8);
  auto all = crowd(120, random);
  const auto hidden_case = CaseId::trusted("HIDDEN");
  PersonIndex with(k_names);
  PersonIndex without(k_names);
  std::size_t found_hidden = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 3 == 0) all[i].case_id = hidden_case;
    with.put(all[i]);
    if (i % 3 != 0) without.put(all[i]);
  }
  EXPECT_EQ(all_answers(with, all, {hidden_case}), all_answers(without, all));
  for (const auto& q : all) found_hidden += with.look_up(q, {hidden_case}).hidden.size();
  EXPECT_GT(found_hidden, 0U);
}

TEST(PersonIndex, answers_at_most_ten_the_best_first) {
  support::SeededRandom random(6);
  PersonIndex index(k_names);
  for (const auto& s : crowd(200, random)) index.put(s);
  const auto list = index
                        .look_up(statement({.id = "Q",
                                            .given = "Amara",
                                            .surname = "Okafor",
                                            .dob = "2017-03-09",
                                            .postcode = "BF1 2AB"}),
                                 {})
                        .shown;
  ASSERT_EQ(list.size(), Recogniser::k_most);
  EXPECT_TRUE(std::ranges::is_sorted(list, std::ranges::greater{},
                                     [](const Candidate& c) { return c.why.total; }));
}

TEST(PersonIndex, may_be_asked_while_it_grows) {
  support::SeededRandom random(7);
  const auto all = crowd(300, random);
  PersonIndex index(k_names);
  index.put(all.front());
  std::thread writer([&] {
    for (const auto& s : all) index.put(s);
  });
  std::size_t most = 0;
  while (index.size() < all.size()) {
    most = std::max(most, index.look_up(all.back(), {}).shown.size());
  }
  writer.join();
  EXPECT_LE(most, Recogniser::k_most);
  EXPECT_FALSE(index.look_up(all.back(), {}).shown.empty());
}

}  // namespace
}  // namespace mash::people
