// SPDX-License-Identifier: MIT
// Goal: who else is at an address is told as of the time in question, never by a street alone, and
// a hostel does not turn into one family or into a page without an end.
#include "household.h"

#include "join_test_hub.h"
#include "mash/cases/bars.h"

namespace mash::people::sample {
namespace {

using testing::HasSubstr;
using testing::Not;

class HouseholdTest : public JoinHub {
 protected:
  static Statement at(Statement s, const char* address, const char* postcode = "BF1 2AB") {
    s.address_line = Sensitive(address);
    s.postcode = Sensitive(postcode);
    return s;
  }
  static Statement on(Statement s, const char* day) {
    s.at = *parse_iso(std::string(day) + "T09:00:00Z");
    return s;
  }
  json::Array others(const CaseId& id) {
    const auto found = family(id)["others"];
    return found.as_object() == nullptr ? json::Array{} : *found["people"].as_array();
  }
  // The rows of the table: address, recorded, others.
  std::vector<std::vector<std::string>> homes(const CaseId& id, const std::string& person) {
    std::vector<std::vector<std::string>> out;
    const auto page = app_.get("s1", person_path(id, person)).json();
    if (page["homes"].as_object() == nullptr) return out;
    for (const auto& row : *page["homes"]["rows"].as_array()) {
      std::vector<std::string> cells;
      for (const auto& cell : *row["cells"].as_array()) cells.push_back(cell.text("text"));
      out.push_back(std::move(cells));
    }
    return out;
  }
};

TEST_P(HouseholdTest, a_street_without_a_number_is_nobodys_home) {
  add_case({at(child("Dale", "Merriweather", "1988-02-02"), "Thistledown Road")});
  const auto id = add_case({at(child("Amara", "Quillfeather", "2017-03-09"), "Thistledown Road"),
                            at(child("Kit", "Elsewhere", "2014-01-01"), "Thistledown Road")});
  EXPECT_TRUE(others(id).empty());
  EXPECT_TRUE(family(id)["households"].as_array()->empty());
}

TEST_P(HouseholdTest, only_a_house_is_a_home) {
  for (const char* home :
       {"Rose Cottage, Mill Lane", "rose cottage , Mill Ln.", "The Vicarage, Mill Lane",
        "Harbour House, Flat 2", "Harbour House Flat 2", "Mill Lane 12", "12 Mill Lane"}) {
    EXPECT_NE(address_key(at(amara(), home)), "") << home;
  }
  for (const char* none :
       {"Mill Lane", "Mill Ln.,", ", Mill Lane", "Mill Lane, Brackenford", "Mill Rd., BF1 2AB",
        "Mill Lane BF1 2AB", "no fixed abode", "No fixed abode, Brackenford", ""}) {
    EXPECT_EQ(address_key(at(amara(), none)), "") << none;
  }
  EXPECT_EQ(address_key(at(amara(), "Rose Cottage, Mill Lane")),
            address_key(at(amara(), "rose cottage , Mill Ln.", "bf12ab")));
  EXPECT_NE(address_key(at(amara(), "Rose Cottage, Mill Lane")),
            address_key(at(amara(), "The Vicarage, Mill Lane")));
  EXPECT_EQ(address_key(at(amara(), "Rose Cottage, Mill Lane", "")), "");
}

TEST_P(HouseholdTest, a_slip_in_the_street_is_no_other_home) {
  const auto key = [](const char* line) { return address_key(at(amara(), line)); };
  EXPECT_EQ(key("12 Thisledown Raod"), key("12 Thistledown Road"));
  EXPECT_NE(key("21 Thistledown Road"), key("12 Thistledown Road"));
  EXPECT_NE(key("12a Thistledown Road"), key("12 Thistledown Road"));
  EXPECT_NE(key("Flat 3, 12 Thistledown Road"), key("12 Thistledown Road"));
  EXPECT_NE(key("12 Mill Lane"), key("12 Thistledown Road"));
  add_case({at(child("Dale", "Merriweather", "1988-02-02"), "12 Thisledown Rd")});
  const auto id = add_case({at(amara(), "12 Thistledown Road")});
  ASSERT_EQ(others(id).size(), 1U);
  EXPECT_EQ(others(id)[0].text("name"), "Dale Merriweather");
}

TEST_P(HouseholdTest, of_whoever_lives_elsewhere_since_it_is_said_and_they_come_last) {
  CaseId dales;
  const char* home = "12 Thistledown Road";
  const auto dale = child("Dale", "Merriweather", "1988-02-02");
  add_case({on(at(child("Obi", "Quillfeather", "2019-05-05"), home), "2022-01-10")});
  add_person(on(at(dale, home), "2023-01-10"), dales);
  const auto id = add_case({at(amara(), home)});
  ASSERT_EQ(others(id).size(), 2U);
  EXPECT_EQ(others(id)[0].text("name"), "Dale Merriweather");
  EXPECT_THAT(others(id)[0].text("facts"), Not(HasSubstr("another address")));
  add_statement_to(dales, on(at(dale, "4 Plover Court"), "2024-02-10"));
  EXPECT_EQ(answer(look_up(dales), "save", {"same"}).status, 200);
  ASSERT_EQ(others(id).size(), 2U);
  EXPECT_EQ(others(id)[1].text("name"), "Dale Merriweather");
  EXPECT_THAT(others(id)[1].text("facts"), HasSubstr("at another address since 10 February 2024"));
}

TEST_P(HouseholdTest, a_house_with_a_name_is_a_home) {
  const char* home = "Rose Cottage, Mill Lane";
  add_case({at(child("Dale", "Merriweather", "1988-02-02"), "Rose Cottage, Mill Ln.")});
  CaseId id;
  const auto person = add_person(at(amara(), home), id);
  add_statement_to(id, at(child("Kit", "Elsewhere", "2014-01-01"), home));
  ASSERT_EQ(others(id).size(), 1U);
  EXPECT_EQ(others(id)[0].text("name"), "Dale Merriweather");
  EXPECT_EQ(family(id)["households"].as_array()->size(), 1U);
  ASSERT_EQ(homes(id, person).size(), 1U);
  EXPECT_THAT(homes(id, person)[0][2], HasSubstr("Dale Merriweather"));
}

TEST_P(HouseholdTest, of_a_hostel_the_last_named_are_shown_and_that_there_are_more) {
  std::vector<Statement> many;
  for (int i = 0; i < 30; ++i) {
    auto guest = at(child(("Guest" + std::string(1, static_cast<char>('a' + i))).c_str(),
                          "Wayfarer", "1990-01-01"),
                    "1 Harbour Street");
    many.push_back(on(guest, i < 10 ? "2025-03-01" : "2026-03-01"));
  }
  add_case(many);
  const auto id = add_case({at(amara(), "1 Harbour Street")});
  const auto shown = others(id);
  ASSERT_EQ(shown.size(), 20U);
  for (const auto& one : shown) EXPECT_THAT(one.text("facts"), HasSubstr("1 March 2026"));
  EXPECT_THAT(family(id)["others"].text("more"), HasSubstr("this address holds many households"));
  index_.build(app_.database(), pipeline::Vault(app_.keys()));
  auto said = at(amara(), "1 Harbour Street");
  EXPECT_EQ(index_.at_home_of(said, {}, std::nullopt).newest.size(), 31U);
  for (int i = 0; i < 100; ++i) {
    said.id = StatementId::trusted("T" + std::to_string(i));
    index_.put(said);
  }
  said.id = {};
  EXPECT_EQ(index_.at_home_of(said, {}, std::nullopt).newest.size(), Recogniser::k_most_at_home);
  EXPECT_TRUE(index_.at_home_of(said, {}, std::nullopt).more);
}

// F02: not who lived there before or later.
TEST_P(HouseholdTest, who_was_there_is_told_as_of_the_time) {
  // Dale lived there and moved on; Obi came with Amara; Kit came when Amara had moved on.
  CaseId dales;
  CaseId obis;
  CaseId kits;
  CaseId id;
  const char* home = "12 Thistledown Road";
  const auto dale = child("Dale", "Merriweather", "1988-02-02");
  add_person(on(at(dale, home), "2023-01-10"), dales);
  add_statement_to(dales, on(at(dale, "4 Plover Court"), "2024-02-10"));
  EXPECT_EQ(answer(look_up(dales), "save", {"same"}).status, 200);
  add_person(
      on(at(child("Obi", "Quillfeather", "2019-05-05"), "12, Thistledown Rd."), "2025-05-03"),
      obis);
  add_person(on(at(child("Kit", "Elsewhere", "2014-01-01"), home), "2026-09-01"), kits);
  const auto child_said = child("Amara", "Quillfeather", "2017-03-09");
  const auto person = add_person(on(at(child_said, home), "2025-05-03"), id);
  for (const char* day : {"2026-01-02", "2026-06-01"}) {
    add_statement_to(id, on(at(child_said, day[6] == '1' ? home : "7 Linden Road"), day));
    EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
  }
  const auto rows = homes(id, person);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"7 Linden Road, BF1 2AB", "1 June 2026", "Nobody"}));
  EXPECT_EQ(rows[1], (std::vector<std::string>{"12 Thistledown Road, BF1 2AB",
                                               "3 May 2025 to 2 January 2026",
                                               "Obi Quillfeather (3 May 2025)"}));
  EXPECT_EQ(app_.page("s1", person_path(id, person)).status, 200);
}

TEST_P(HouseholdTest, a_stay_ends_with_the_first_who_said_something_else) {
  const auto said = child("Amara", "Quillfeather", "2017-03-09");
  const auto home = on(at(said, "12 Thistledown Road"), "2014-03-01");
  const auto then = [&](const char* address, const char* postcode) {
    return stays_of({home, on(at(said, address, postcode), "2015-03-01")});
  };
  using Words = std::pair<const char*, const char*>;
  for (const auto& [address, postcode] :
       {Words{"no fixed abode", ""}, Words{"No fixed abode, Brackenford", ""}, Words{"", "BF9 9ZZ"},
        Words{"Plover Court", ""}, Words{"2 Thistledown Road", ""},
        Words{"Thistledown Road", "BF9 9ZZ"}}) {
    const auto stays = then(address, postcode);
    ASSERT_EQ(stays.size(), 1U) << address;
    EXPECT_TRUE(stays[0].ended.has_value()) << address << postcode;
  }
  for (const auto& [address, postcode] :
       {Words{"", ""}, Words{"", "bf12ab"}, Words{"Thistledown Rd", ""},
        Words{"12 Thistledown Road, Brackenford", ""}, Words{"Thistledown Road", "BF1 2AB"},
        Words{"12 Thistledown Road", "BF1 2AB"}}) {
    const auto stays = then(address, postcode);
    ASSERT_EQ(stays.size(), 1U) << address;
    EXPECT_FALSE(stays[0].ended.has_value()) << address << postcode;
  }
  const auto back = stays_of({home, on(at(said, "no fixed abode", ""), "2015-03-01"),
                              on(at(said, "12 Thistledown Road"), "2016-03-01")});
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[0].last, home.at);
  EXPECT_FALSE(back[1].ended.has_value());
}

TEST_P(HouseholdTest, who_left_for_no_home_is_not_there_for_ever) {
  CaseId id;
  CaseId later;
  const auto said = child("Amara", "Quillfeather", "2017-03-09");
  const auto person = add_person(on(at(said, "12 Thistledown Road"), "2019-03-01"), id);
  add_statement_to(id, on(at(said, "no fixed abode", ""), "2020-03-01"));
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
  add_person(on(at(child("Kit", "Elsewhere", "2014-01-01"), "12 Thistledown Road"), "2026-02-01"),
             later);
  const auto rows = homes(id, person);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0][2], "Nobody");
}

// A hundred words about guests whom this reading of the store does not know yet.
TEST_P(HouseholdTest, of_a_busy_hostel_who_was_there_then_is_told_or_that_it_is_not_known) {
  const char* hostel = "1 Harbour Street";
  const auto said = child("Amara", "Quillfeather", "2017-03-09");
  CaseId id;
  CaseId obis;
  const auto person = add_person(on(at(said, hostel), "2023-01-10"), id);
  add_statement_to(id, on(at(said, "7 Linden Road"), "2024-01-10"));
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
  add_person(on(at(child("Obi", "Quillfeather", "2019-05-05"), hostel), "2023-05-03"), obis);
  ASSERT_EQ(homes(id, person).size(), 2U);
  const auto guests = [&](const char* day, const std::string& prefix) {
    auto guest = on(at(child("Guest", "Wayfarer", "1990-01-01"), hostel), day);
    for (std::size_t i = 0; i <= Recogniser::k_most_at_home; ++i) {
      guest.id = StatementId::trusted(prefix + std::to_string(i));
      index_.put(guest);
    }
  };
  guests("2026-03-01", "N");
  EXPECT_EQ(homes(id, person)[1][2], "Obi Quillfeather (3 May 2023)");
  guests("2023-12-01", "T");
  EXPECT_THAT(homes(id, person)[1][2], HasSubstr("Not known: more was said of this address"));
  EXPECT_THAT(homes(id, person)[1][2], Not(HasSubstr("are shown")));
}

TEST_P(HouseholdTest, whoever_has_a_long_history_was_there_all_the_same) {
  CaseId id;
  CaseId obis;
  const char* home = "12 Thistledown Road";
  const auto obi = child("Obi", "Quillfeather", "2019-05-05");
  const auto obis_id = PersonId::trusted(add_person(on(at(obi, home), "2023-05-03"), obis));
  for (int i = 0; i < 25; ++i) add_statement_to(obis, on(at(obi, "4 Plover Court"), "2024-05-03"));
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    for (const auto& row : statement_rows(c.tx, obis)) {
      if (row.person.empty()) identify(c, row, obis_id, "SAME", "");
    }
  });
  const auto said = child("Amara", "Quillfeather", "2017-03-09");
  const auto person = add_person(on(at(said, home), "2023-01-10"), id);
  EXPECT_EQ(homes(id, person).at(0).at(2), "Obi Quillfeather (3 May 2023)");
  // Who came when he had left did not meet him.
  CaseId later;
  const auto kit =
      add_person(on(at(child("Kit", "Elsewhere", "2014-01-01"), home), "2025-01-10"), later);
  EXPECT_THAT(homes(later, kit).at(0).at(2), Not(HasSubstr("Obi")));
}

TEST_P(HouseholdTest, who_is_named_in_a_hidden_case_alone_is_not_there) {
  CaseId id;
  CaseId hidden;
  const auto person = add_person(amara(), id);
  const auto before = homes(id, person);
  const auto other = at(child("Dale", "Merriweather", "1988-02-02"), "12 Thistledown Road");
  add_person(other, hidden);
  EXPECT_THAT(homes(id, person).at(0).at(2), HasSubstr("Dale Merriweather"));
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, hidden, StaffId::trusted("s1"), "Planted: his sister");
  });
  EXPECT_EQ(homes(id, person), before);
}

INSTANTIATE_TEST_SUITE_P(Engines, HouseholdTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample
