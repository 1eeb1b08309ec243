// SPDX-License-Identifier: MIT
// Goal: all who work on a case see who is in it and what each source said; what other cases know
// is for the front door; nothing about anybody is in clear in the database.
#include "mash/cases/bars.h"
#include "people_test_hub.h"
#include "statement.h"

namespace mash::people::sample {
namespace {

using model::PersonRole;
using testing::HasSubstr;
using testing::Not;

class FamilyTest : public Hub {
 protected:
  std::string line(const std::vector<Statement>& said) {
    const auto id = add_case(said);
    std::string out;
    as_system([&](const policy::Proof& proof, pipeline::Context& c) {
      out = children_line(c, proof, id);
    });
    return out;
  }
};

Statement in_role(PersonRole role, const char* given, const char* surname, const char* dob = "") {
  Statement s = child(given, surname, dob);
  s.role = role;
  return s;
}

TEST_P(FamilyTest, a_date_of_birth_that_does_not_fit_is_asked_about) {
  const LocalDate today = *LocalDate::parse("2026-11-24");
  const auto question = [&](PersonRole role, const char* dob) {
    return birth_question(in_role(role, "Amara", "Okafor", dob), today);
  };
  EXPECT_EQ(question(PersonRole::child, "1950-11-24"),
            "Recorded as a child, but 76 years old by this date of birth. Check the date or the "
            "role.");
  EXPECT_THAT(question(PersonRole::child, "1950"), HasSubstr("but 75 or 76 years old"));
  EXPECT_THAT(question(PersonRole::child, "2000-11-24"), HasSubstr("but 26 years old"));
  EXPECT_EQ(question(PersonRole::child, "2000-11-25"), "");
  EXPECT_EQ(question(PersonRole::child, "2000"), "") << "25 or 26";
  EXPECT_EQ(question(PersonRole::parent, "1950-11-24"), "");
  EXPECT_EQ(question(PersonRole::child, ""), "");
  EXPECT_EQ(question(PersonRole::child, "2026-11-24"), "");
  for (const char* to_come : {"2026-11-25", "2027"}) {
    EXPECT_THAT(question(PersonRole::parent, to_come), HasSubstr("still to come")) << to_come;
  }
}

TEST_P(FamilyTest, the_line_of_a_case_names_the_child_first) {
  const auto amara = child("Amara", "Okafor", "2017");
  EXPECT_EQ(line({}), "Name not known");
  EXPECT_EQ(line({amara}), "Amara O.");
  EXPECT_EQ(line({in_role(PersonRole::parent, "Grace", "Okafor"),
                  in_role(PersonRole::sibling, "Obi", "Okafor"), amara,
                  in_role(PersonRole::sibling, "Ada", "Okafor")}),
            "Amara O. and 2 siblings");
  EXPECT_EQ(line({amara, child("Zoë", "Éclair", "")}), "Amara O. and 1 other child");
  EXPECT_EQ(line({in_role(PersonRole::unborn, "", "")}), "Unborn baby");
  EXPECT_EQ(line({child("", "", "")}), "Name not known");
  // A concern about adults alone is still kept and named.
  EXPECT_EQ(line({in_role(PersonRole::adult_of_concern, "Efe", "Lane")}), "Efe L. (adult)");
}

TEST_P(FamilyTest, a_person_is_what_the_statements_say_together) {
  Statement vague = child("Amara", "", "2017");
  vague.role = PersonRole::other;
  vague.postcode = Sensitive("bf12ab");
  const auto id = add_case({amara(), vague});
  identify_as_new(id);
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
  EXPECT_EQ(count("person"), 1);
  as_system([&](const policy::Proof& proof, pipeline::Context& c) {
    const auto all = children_of(c, proof, id);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].name, "Amara Quillfeather");
    EXPECT_EQ(all[0].dob, "2017-03-09");
    EXPECT_EQ(all[0].age, "9");
    EXPECT_EQ(all[0].role, PersonRole::child);
    EXPECT_EQ(all[0].statements.size(), 2U);
    EXPECT_EQ(children_line(c, proof, id), "Amara Q.");
  });
}

TEST_P(FamilyTest, each_child_is_decided_for_and_adults_are_not) {
  const auto id = add_case({in_role(PersonRole::parent, "Grace", "Lane", "1988-01-01"),
                            in_role(PersonRole::sibling, "Obi", "Lane", "2014-01-01"),
                            in_role(PersonRole::sibling, "Old", "Lane", "1999-01-01"),
                            in_role(PersonRole::unborn, "", "")});
  for (int i = 0; i < 4; ++i) identify_as_new(id);
  as_system([&](const policy::Proof& proof, pipeline::Context& c) {
    EXPECT_EQ(subjects_of(c, proof, id).size(), 4U);
    const auto all = children_of(c, proof, id);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name, "Obi Lane");
    EXPECT_EQ(all[1].age, "unborn");
  });
}

// E04: two children are expected of one mother, and each is somebody.
TEST_P(FamilyTest, twins_who_are_expected_are_two) {
  const auto id = add_case({in_role(PersonRole::parent, "Grace", "Lane", "1988-01-01")});
  identify_as_new(id);
  for (int twin = 0; twin < 2; ++twin) {
    const auto added = app_.post("s1", path(id, "/people/add"),
                                 body({{"role", "unborn"}, {"expected_dob", "2027-01-20"}}));
    ASSERT_EQ(added.status, 200) << added.body;
    EXPECT_EQ(answer(added.location, "new").status, 200);
  }
  as_system([&](const policy::Proof& proof, pipeline::Context& c) {
    EXPECT_EQ(subjects_of(c, proof, id).size(), 3U) << "the mother is one";
    const auto all = children_of(c, proof, id);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_NE(all[0].person, all[1].person);
    for (const auto& child : all) EXPECT_EQ(child.age, "unborn");
  });
}

TEST_P(FamilyTest, a_sibling_who_is_known_to_be_an_adult_is_no_child) {
  const LocalDate today = *LocalDate::parse("2026-11-24");
  const auto is = [&](PersonRole role, const char* dob) {
    return may_be_child(in_role(role, "Obi", "Lane", dob), today);
  };
  EXPECT_FALSE(is(PersonRole::sibling, "1995-03-09"));
  EXPECT_FALSE(is(PersonRole::sibling, "2007"));
  EXPECT_TRUE(is(PersonRole::sibling, "2008-12-31")) << "17";
  EXPECT_TRUE(is(PersonRole::sibling, ""));
  EXPECT_TRUE(is(PersonRole::child, "1995-03-09")) << "whom somebody calls a child";
  EXPECT_TRUE(is(PersonRole::unborn, ""));
  EXPECT_FALSE(is(PersonRole::parent, "2010"));
}

TEST_P(FamilyTest, the_page_shows_what_was_said_and_who_lives_together) {
  Statement obi = child("Obi", "Quillfeather", "");
  obi.address_line = Sensitive("12, thistledown road");
  obi.postcode = Sensitive("bf12ab");
  obi.nhs_number = Sensitive("9990000000");  // with a fault
  const auto id = add_case({amara(), obi});
  const auto page = app_.page("s1", path(id, "/family"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<h1 class=\"govuk-heading-l\">Family</h1>"));
  EXPECT_THAT(page.body, HasSubstr("Nobody has said yet who these people are"));
  EXPECT_THAT(page.body, HasSubstr("Came with the notification, 24 November 2026 at 9:00am"));
  EXPECT_THAT(page.body, HasSubstr("9990000000 (not a valid number"));
  EXPECT_THAT(page.body, HasSubstr("Find out who this is"));
  EXPECT_THAT(page.body, HasSubstr("Lives at the same address"));
  EXPECT_THAT(page.body, HasSubstr("<li>Amara Quillfeather</li><li>Obi Quillfeather</li>"));
  EXPECT_THAT(app_.page("s1", path(add_case({}), "/family")).body,
              HasSubstr("Nobody has been named yet."));
}

TEST_P(FamilyTest, members_see_the_family_but_not_other_cases) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({amara()});
  answer(look_up(id), "save", {"same"});
  EXPECT_THAT(app_.get("s1", path(id, "/family")).body, HasSubstr("Known from 1 other case"));
  const auto page = app_.page("n1", path(id, "/family"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Amara Quillfeather"));
  EXPECT_THAT(page.body, Not(HasSubstr("other case")));
  EXPECT_THAT(page.body, Not(HasSubstr("Undo")));
  EXPECT_THAT(page.body, Not(HasSubstr("Add a person")));
}

TEST_P(FamilyTest, others_find_nothing_there) {
  const auto id = add_case({amara()});
  const auto search = look_up(id);
  const auto absent = app_.get("n2", path(CaseId::make(app_.random()), "/family"));
  const auto hidden = app_.get("n2", path(id, "/family"));
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, absent.body);
  // A member of the case who may not look people up.
  EXPECT_EQ(app_.get("n1", search).status, 404);
  EXPECT_EQ(app_.get("n1", path(id, "/people/add")).status, 404);
  EXPECT_EQ(answer(search, "new", {}, "n1").status, 404);
  const auto statement = body({{"statement", waiting(id)}});
  EXPECT_EQ(app_.post("n1", path(id, "/people/search"), statement).status, 404);
  EXPECT_EQ(app_.post("n1", path(id, "/people/add"), body({{"role", "parent"}})).status, 404);
  EXPECT_EQ(count("person"), 0);
}

// F03: who lives in the same building does not live together.
TEST_P(FamilyTest, each_flat_of_a_building_is_a_home) {
  const auto at_flat = [](Statement said, const char* flat) {
    said.address_line = Sensitive(std::string(flat) + ", Harbour House");
    said.postcode = Sensitive("BF1 2AB");
    return said;
  };
  const auto kit = child("Kit", "Elsewhere", "2014-01-01");
  const auto apart = add_case({at_flat(amara(), "Flat 2"), at_flat(kit, "Flat 3")});
  EXPECT_TRUE(family(apart)["households"].as_array()->empty());
  const auto together = add_case({at_flat(amara(), "Flat 2"), at_flat(kit, "flat 2")});
  EXPECT_EQ(family(together)["households"].as_array()->size(), 1U);
}

TEST_P(FamilyTest, somebody_who_was_left_out_is_added_and_looked_up) {
  identify_as_new(add_case({amara()}));
  const auto id = add_case({});
  const auto form = app_.page("s1", path(id, "/people/add"));
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, Not(HasSubstr(" checked")));
  const auto added =
      app_.post("s1", path(id, "/people/add"),
                body({{"role", "sibling"}, {"given_name", "Amara"}, {"dob", "2017-03-09"}}));
  EXPECT_EQ(added.status, 200) << added.body;
  EXPECT_THAT(added.location, HasSubstr("/people/search/"));
  EXPECT_THAT(app_.page("s1", added.location).body, HasSubstr("Person 1: Amara Quillfeather"));
  EXPECT_THAT(app_.page("s1", added.location).body, HasSubstr("Added by Sol Adeyemi"));
  EXPECT_EQ(answer(added.location, "save", {"same"}).status, 200);
  EXPECT_EQ(count("person"), 1);
}

TEST_P(FamilyTest, the_form_names_what_is_wrong_and_keeps_what_was_typed) {
  const auto id = add_case({});
  const auto wrong = [&](const std::vector<std::pair<std::string, json::Value>>& members) {
    const auto a = app_.post("s1", path(id, "/people/add"), body(members));
    EXPECT_EQ(a.status, 422);
    return a.body;
  };
  EXPECT_THAT(wrong({{"given_name", "Amara"}}), HasSubstr("/role"));
  EXPECT_THAT(wrong({{"role", "parent"}}), HasSubstr("/given_name"));
  EXPECT_THAT(wrong({{"role", "child"}, {"given_name", "A"}, {"dob", "2027-01-01"}}),
              HasSubstr("/dob"));
  EXPECT_THAT(wrong({{"role", "child"}, {"given_name", "A"}, {"birth_year", "17"}}),
              HasSubstr("/birth_year"));
  EXPECT_THAT(wrong({{"role", "child"}, {"given_name", "A"}, {"expected_dob", "2027-01-01"}}),
              HasSubstr("/expected_dob"));
  EXPECT_THAT(wrong({{"role", "child"}, {"given_name", "A"}, {"postcode", "zz"}}),
              AllOf(HasSubstr("/postcode"), HasSubstr("Enter a full postcode, for example BQ1 1AA, "
                                                      "or leave it empty")));
  const auto again = app_.submit("s1", path(id, "/people/add"),
                                 {{"given_name", "Amara"}, {"dob-day", "31"}, {"dob-month", "2"}});
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(again.body, HasSubstr("value=\"Amara\""));
  EXPECT_THAT(again.body, HasSubstr("value=\"31\""));
  EXPECT_EQ(count("statement"), 0);
  EXPECT_EQ(app_.submit("s1", path(id, "/people/add"), {{"role", "unborn"}}).status, 303);
}

TEST_P(FamilyTest, nothing_about_anybody_is_in_clear_in_the_database) {
  const auto id = add_case({amara()});
  identify_as_new(id);
  answer(look_up(add_case({amara()})), "save", {"same"});
  EXPECT_TRUE(app_.is_stored(id.text()));
  for (const char* planted : {"Amara", "Quillfeather", "2017-03-09", "9991234560", "Thistledown",
                              "BF1 2AB", "quillfeather", "bf12ab"}) {
    EXPECT_FALSE(app_.is_stored(planted)) << planted;
  }
}

// A01: one view of one child.
TEST_P(FamilyTest, a_person_is_followed_through_their_cases) {
  const auto first = add_case({amara()});
  identify_as_new(first);
  const auto second = add_case({child("Amarra", "Quillfeather", "2017-03-09")});
  EXPECT_EQ(answer(look_up(second), "save", {"same"}).status, 200);
  const std::string link = family(second)["people"].as_array()->at(0).text("history");
  const auto page = app_.page("s1", link).body;
  EXPECT_THAT(page, HasSubstr("Known from 2 cases."));
  EXPECT_THAT(page, HasSubstr("12 Thistledown Road"));
  EXPECT_THAT(page, HasSubstr("/case/" + first.text() + "/notification"));
  const auto shown = app_.get("s1", link).json();
  ASSERT_EQ(shown["cases"].as_array()->size(), 2U);
  // What is taken back is still told, and can be said anew.
  const auto undo =
      family(second)["people"].as_array()->at(0)["statements"].as_array()->at(0)["undo"];
  EXPECT_EQ(
      app_.post("s1", path(second, "/people/undo"),
                body({{"statement", undo.text("statement")}, {"version", undo.number("version")}}))
          .status,
      200);
  EXPECT_EQ(app_.get("s1", link).status, 404) << "nobody of this case is this person now";
  const std::string theirs = family(first)["people"].as_array()->at(0).text("history");
  const auto after = app_.get("s1", theirs).json();
  EXPECT_EQ(after["cases"].as_array()->size(), 1U);
  EXPECT_EQ(after["taken_back"].as_array()->at(0).text("name"), "Amarra Quillfeather");
  // Nor does this page take back who that statement is held to be later.
  identify_as_new(second);
  const auto later = app_.get("s1", theirs).json()["taken_back"].as_array()->at(0);
  EXPECT_FALSE(later.flag("undo", true));
}

TEST_P(FamilyTest, a_persons_other_cases_are_for_those_who_may_know_of_them) {
  const auto first = add_case({amara()});
  identify_as_new(first);
  const auto second = add_case({amara()});
  EXPECT_EQ(answer(look_up(second), "save", {"same"}).status, 200);
  const std::string link = family(second)["people"].as_array()->at(0).text("history");
  EXPECT_EQ(app_.get("n1", link).status, 404) << "a desk asks for its own case alone";
  EXPECT_EQ(family(second, "n1")["people"].as_array()->at(0).text("history"), "");
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, first, StaffId::trusted("s1"), "Planted: her sister");
  });
  const auto barred = app_.get("s1", link).json();
  EXPECT_EQ(barred["cases"].as_array()->size(), 1U);
  EXPECT_EQ(barred.text("known"), "Known from this case alone.");
  EXPECT_EQ(app_.get("s1", path(first, "/person/") + link.substr(link.rfind('/') + 1)).status, 404);
  EXPECT_EQ(app_.get("s2", link).json()["cases"].as_array()->size(), 2U);
}

TEST_P(FamilyTest, others_in_the_home_are_named_to_the_front_door_alone) {
  Statement partner = in_role(PersonRole::adult_of_concern, "Dale", "Merriweather", "1988-02-02");
  partner.address_line = Sensitive("12, Thistledown Rd.");
  partner.postcode = Sensitive("bf12ab");
  const auto again = add_case({amara()});
  identify_as_new(again);
  const auto id = add_case({amara()});
  EXPECT_EQ(answer(look_up(id), "save", {"same"}).status, 200);
  const auto other = add_case({partner, child("Kit", "Elsewhere", "2014-01-01")});
  const auto people = [&](const char* who) {
    const auto others = family(id, who)["others"];
    return others.as_object() == nullptr ? json::Array{} : *others["people"].as_array();
  };
  ASSERT_EQ(people("s1").size(), 1U) << "neither Amara herself nor who lives elsewhere";
  EXPECT_EQ(people("s1")[0].text("name"), "Dale Merriweather");
  EXPECT_EQ(people("s1")[0].text("href"), path(other, "/family"));
  EXPECT_THAT(app_.page("s1", path(id, "/family")).body, HasSubstr("not named here"));
  EXPECT_EQ(people("n1").size(), 0U);
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, other, StaffId::trusted("s1"), "Planted: her brother");
  });
  EXPECT_EQ(people("s1").size(), 0U);
  EXPECT_EQ(people("s2").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, FamilyTest, both_engines(), engine_name);

TEST(Age, is_said_as_far_as_it_is_known) {
  const LocalDate today{2026, 11, 24};
  EXPECT_EQ(age_in_words("2017-11-24", today), "9");
  EXPECT_EQ(age_in_words("2017-11-25", today), "8");
  EXPECT_EQ(age_in_words("2026-11-24", today), "under 1");
  EXPECT_EQ(age_in_words("2017-03", today), "8 or 9");
  EXPECT_EQ(age_in_words("2026", today), "under 1");
  EXPECT_EQ(age_in_words("2027-01-01", today), "");
  EXPECT_EQ(age_in_words("", today), "");
}

}  // namespace
}  // namespace mash::people::sample
