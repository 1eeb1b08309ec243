// SPDX-License-Identifier: MIT
// Goal: no repeat is missed and none is made up: other cases of a person, of who lives with them,
// of an address and of an adult of concern count by when they were received, each once, whatever
// became of them, and never one that the reader may not know of.
#include "mash/people/repeats.h"

#include "join_test_hub.h"
#include "mash/cases/bars.h"

namespace mash::people::sample {
namespace {

using model::NotificationState;
using model::PersonRole;
using testing::HasSubstr;
using testing::Not;

Statement at(Statement s, const char* address, const char* postcode = "BF1 2AB") {
  s.address_line = Sensitive(address);
  s.postcode = Sensitive(postcode);
  return s;
}
Statement adult(PersonRole role) {
  Statement s = child("Dale", "Merriweather", "1988-02-02");
  s.role = role;
  return s;
}
Statement kit() {
  return child("Kit", "Elsewhere", "2014-01-01");
}

class RepeatsTest : public JoinHub {
 protected:
  // Received at this time; nobody in it is identified.
  CaseId add_at(const char* time, const std::vector<Statement>& said,
                NotificationState state = NotificationState::received) {
    const auto id = CaseId::make(app_.random());
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::add_case(c, id, *parse_iso(time), false);
      cases::set_state(c, id, state);
      for (Statement s : said) {
        s.case_id = id;
        add_statement(c, s);
      }
    });
    return id;
  }
  // Those of the case, in the order in which they were named; "" stays as it is.
  void identify_as(const CaseId& id, const std::vector<std::string>& persons) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      const auto rows = statement_rows(c.tx, id);
      for (std::size_t i = 0; i < persons.size(); ++i) {
        if (persons[i].empty()) continue;
        identify(c, rows.at(i), PersonId::trusted(persons[i]), "SAME", "");
      }
    });
  }
  // Another case in which this person is named alone.
  CaseId also_in(const char* time, const std::string& person,
                 NotificationState state = NotificationState::received) {
    const auto id = add_at(time, {child("Amara", "Quillfeather", "2017-03-09")}, state);
    identify_as(id, {person});
    return id;
  }
  std::string of_person(const CaseId& id, std::size_t number = 0, const std::string& who = "s1") {
    return family(id, who)["people"].as_array()->at(number).text("repeats");
  }
  std::string summary(const CaseId& id, const std::string& who = "s1") {
    return family(id, who)["repeats"].text("summary");
  }
  void bar(const CaseId& id, const char* staff) {
    as_system([&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(staff), "Planted: his sister");
    });
  }
};

TEST_P(RepeatsTest, a_first_notification_is_said_to_be_one) {
  CaseId id;
  add_person(amara(), id);
  EXPECT_EQ(summary(id), "First time: no other case names these people or their addresses.");
  EXPECT_EQ(of_person(id), "");
  EXPECT_EQ(family(id)["repeats"].text("not_identified"), "");
  const auto unknown = add_case({child("Efe", "Lane", "2012-01-01")});
  EXPECT_EQ(summary(unknown), "No other case found so far.");
  EXPECT_EQ(family(unknown)["repeats"].text("not_identified"),
            "1 person is still to be looked up and counts by address alone. No address is known "
            "that could be compared.");
  EXPECT_FALSE(family(add_case({})).flag("repeats", true)) << "nobody is named";
}

// It is no first time where nothing could be compared; that is said, with the words as they came.
TEST_P(RepeatsTest, what_could_not_be_compared_is_no_first_time) {
  const auto said = [this](const std::vector<Statement>& all) {
    const auto id = add_at("2026-11-24T09:00:00Z", all);
    identify_all(id);
    return id;
  };
  const auto details = [this](const CaseId& id) {
    return family(id)["repeats"].text("not_identified");
  };
  const auto nowhere = said({child("Efe", "Lane", "2012-01-01")});
  EXPECT_EQ(summary(nowhere), "No other case names these people. Addresses were not compared.");
  EXPECT_EQ(details(nowhere), "No address is known that could be compared.");
  for (const char* postcode : {"", "zz", "BF1"}) {
    const auto id =
        said({at(child("Efe", "Lane", "2012-01-01"), "12 Mill Lane, Barnfield", postcode)});
    EXPECT_EQ(summary(id), "No other case names these people. Addresses were not compared.");
    EXPECT_THAT(details(id), HasSubstr("No address is known that could be compared. Not compared, "
                                       "because that needs house, street and postcode: 12 Mill "
                                       "Lane, Barnfield"));
  }
  const auto one = said({at(kit(), "9 Oak Row", "BF9 9ZZ"),
                         at(child("Efe", "Lane", "2012-01-01"), "12 Mill Lane", "")});
  EXPECT_EQ(summary(one), "No other case names these people or the addresses that were compared.");
  EXPECT_EQ(details(one),
            "Not compared, because that needs house, street and postcode: 12 Mill Lane.");
}

// F01: to the day.
TEST_P(RepeatsTest, the_day_on_the_boundary_counts_and_the_day_before_does_not) {
  CaseId id;
  const auto person = add_person(amara(), id);  // received on 24 November 2026
  also_in("2025-11-24T00:00:00Z", person);
  EXPECT_EQ(of_person(id), "Since 24 November 2025: 1, the last on 24 November 2025.");
  also_in("2025-11-23T23:59:59Z", person);
  EXPECT_EQ(of_person(id), "Since 24 November 2025: 1, the last on 24 November 2025.");
  EXPECT_EQ(known(id), "Known from 2 other cases");
  EXPECT_EQ(summary(id),
            "1 other case since 24 November 2025 (by person 1), the last on 24 "
            "November 2025; 2 altogether.");
  EXPECT_THAT(family(id)["repeats"].text("how"),
              HasSubstr("Counted from 24 November 2025, 12 months before this case was received"));
  // A day of London, not of the clock of the database: 23:30 in summer is the next day's beginning.
  const auto summer = add_at("2026-07-01T12:00:00Z", {amara()});
  identify_as(summer, {person});
  const auto edge = also_in("2025-06-30T23:30:00Z", person);
  EXPECT_THAT(of_person(summer), HasSubstr("Since 1 July 2025: 4,"));
  EXPECT_THAT(of_person(edge), HasSubstr("Since 1 July 2024: 4,")) << "what came later counts too";
}

// A07: also what was returned to its sender.
TEST_P(RepeatsTest, whatever_became_of_a_case_it_counts) {
  CaseId id;
  const auto person = add_person(amara(), id);
  for (const auto state : {NotificationState::closed, NotificationState::closed_blue,
                           NotificationState::signposted, NotificationState::returned_to_referrer,
                           NotificationState::routed_open_case, NotificationState::duplicate}) {
    also_in("2026-05-03T09:00:00Z", person, state);
  }
  EXPECT_EQ(of_person(id), "Since 24 November 2025: 6, the last on 3 May 2026.");
}

TEST_P(RepeatsTest, states_that_the_policy_leaves_out_do_not_count) {
  CaseId id;
  const auto person = add_person(amara(), id);
  also_in("2026-05-03T09:00:00Z", person, NotificationState::routed_open_case);
  also_in("2026-05-02T09:00:00Z", person, NotificationState::closed);
  RepeatPolicy policy = built_in_repeat_policy();
  policy.left_out = {NotificationState::routed_open_case};
  const auto who = sample::person("s1", "csc", policy::Role::screening_officer);
  as_system([&](const policy::Proof& proof, pipeline::Context& c) {
    pipeline::Context reader{.tx = c.tx,
                             .now = c.now,
                             .random = c.random,
                             .vault = c.vault,
                             .keys = c.keys,
                             .templates = c.templates,
                             .principal = who.principal,
                             .person_name = "",
                             .request = c.request,
                             .input = c.input,
                             .case_id = id};
    const auto repeats = repeats_of(reader, index_, policy, statements_of(c, proof, id));
    ASSERT_TRUE(repeats.has_value());
    EXPECT_EQ(repeats->own.altogether, 1);
    EXPECT_EQ(repeats->own.last, *parse_iso("2026-05-02T09:00:00Z"));
    EXPECT_THAT(repeats_view(*repeats, policy, id).text("how"),
                HasSubstr("Left out, by where they stand: Passed to the child's social worker."));
    EXPECT_FALSE(repeats_of(c, index_, policy, statements_of(c, proof, id)).has_value())
        << "the system is no front door";
  });
}

TEST_P(RepeatsTest, joining_raises_the_counts_and_parting_restores_them) {
  CaseId first;
  CaseId second;
  const auto one = add_person(amara(), first);
  const auto other = add_person(child("Amara", "Quillfether", "2017-03-09"), second);
  also_in("2026-05-03T09:00:00Z", other);
  const auto before = std::pair(family(first)["repeats"], family(second)["repeats"]);
  EXPECT_EQ(of_person(first), "");
  EXPECT_EQ(of_person(second), "Since 24 November 2025: 1, the last on 3 May 2026.");
  join(first, one, other);
  EXPECT_EQ(of_person(first), "Since 24 November 2025: 2, the last on 24 November 2026.");
  EXPECT_EQ(of_person(second), "Since 24 November 2025: 2, the last on 24 November 2026.");
  EXPECT_EQ(part(part_path(first, one)).status, 200);
  EXPECT_EQ(std::pair(family(first)["repeats"], family(second)["repeats"]), before);
  EXPECT_EQ(of_person(first), "");
}

// F02: two families, one adult.
TEST_P(RepeatsTest, an_adult_of_concern_brings_the_cases_of_another_family) {
  const auto theirs = add_at("2026-05-03T09:00:00Z", {adult(PersonRole::parent), kit()});
  const auto known = identify_all(theirs);
  const auto id = add_case({amara(), adult(PersonRole::adult_of_concern)});
  identify_as(id, {"", known.at(0)});
  identify_all(id);
  EXPECT_EQ(of_person(id, 1),
            "Since 24 November 2025: 1, the last on 3 May 2026. No child of this "
            "case is named there.");
  EXPECT_EQ(of_person(id, 0),
            "Counting household, address and adults of concern: 1 since 24 November 2025 (adults "
            "of concern 1), the last on 3 May 2026; 1 altogether.");
  EXPECT_EQ(summary(id),
            "1 other case since 24 November 2025 (by person 1, by adults of concern "
            "1), the last on 3 May 2026; 1 altogether.");
  // By the other family's case he is a parent: what he brings there is his own history alone.
  EXPECT_THAT(of_person(theirs, 1), Not(HasSubstr("Counting")));
  // In a third one he and this case's child are named together.
  const auto both = add_at("2020-05-03T09:00:00Z", {amara(), adult(PersonRole::carer)});
  const auto amaras = family(id)["people"].as_array()->at(0).text("history");
  identify_as(both, {amaras.substr(amaras.rfind('/') + 1), known.at(0)});
  EXPECT_EQ(of_person(id, 1),
            "Since 24 November 2025: 1, the last on 3 May 2026. No child of this "
            "case is named in 1 of these.");
  EXPECT_THAT(of_person(id, 0), HasSubstr("Since 24 November 2025: none, the last on 3 May 2020. "
                                          "Counting household, address and adults of concern: 1 "));
}

// A16: also a parent who was told of alone.
TEST_P(RepeatsTest, another_family_at_the_address_counts_however_it_is_written) {
  add_at("2026-05-03T09:00:00Z", {at(kit(), "12, Thistledown Rd.", "bf12ab")});
  add_at("2019-05-03T09:00:00Z", {at(adult(PersonRole::parent), "12 Thistledown Road")});
  add_at("2026-06-03T09:00:00Z", {at(kit(), "14 Thistledown Road")});
  CaseId id;
  add_person(amara(), id);
  EXPECT_EQ(of_person(id),
            "Counting household, address and adults of concern: 1 since 24 November "
            "2025 (address 1), the last on 3 May 2026; 2 altogether.");
  EXPECT_EQ(summary(id),
            "1 other case since 24 November 2025 (at the address 1), the last on 3 "
            "May 2026; 2 altogether.");
  // Before anybody was looked up, too.
  const auto fresh =
      add_case({at(child("Obi", "Quillfeather", "2019-05-05"), "12 Thistledown Rd")});
  EXPECT_EQ(summary(fresh),
            "2 other cases since 24 November 2025 (at the address 2), the last on "
            "24 November 2026; 3 altogether.");
  EXPECT_TRUE(family(id)["repeats"]["many"].as_array()->empty());
}

TEST_P(RepeatsTest, who_lives_with_a_child_brings_their_cases) {
  CaseId earlier;
  const auto mother = add_person(at(adult(PersonRole::parent), "7 Linden Road"), earlier);
  const auto id = add_case({amara(), at(adult(PersonRole::parent), "12 Thistledown Road"),
                            at(kit(), "14 Thistledown Road")});
  identify_as(id, {"", mother});
  identify_all(id);
  EXPECT_THAT(of_person(id, 0), HasSubstr("(household 1)"));
  EXPECT_THAT(of_person(id, 1), Not(HasSubstr("Counting"))) << "their own cases, nothing more";
  EXPECT_EQ(of_person(id, 2), "") << "lives elsewhere";
}

TEST_P(RepeatsTest, a_hostel_counts_to_the_end_and_is_said_to_be_one) {
  constexpr int k_guests = 230;  // more than one reading of the store asks for
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    for (int i = 0; i < k_guests; ++i) {
      const auto id = CaseId::make(c.random);
      cases::add_case(c, id, *parse_iso("2026-05-03T09:00:00Z") - Duration::days(i), false);
      Statement s = at(child("Guest", "Wayfarer", "1990-01-01"), "1 Harbour Street");
      s.case_id = id;
      add_statement(c, s);
    }
  });
  CaseId id;
  add_person(at(kit(), "1, Harbour St"), id);
  // From 24 November 2025 to 3 May 2026 are 161 days.
  EXPECT_EQ(summary(id),
            "161 other cases since 24 November 2025 (at the address 161), the last on "
            "3 May 2026; 230 altogether.");
  const auto many = family(id)["repeats"]["many"];
  ASSERT_EQ(many.as_array()->size(), 1U);
  EXPECT_EQ(many.as_array()->at(0).text("address"), "1, Harbour St, BF1 2AB");
  EXPECT_THAT(app_.page("s1", path(id, "/family")).body, HasSubstr("holds many households"));
}

// The way to them, where they stand, and where this one belongs to an open case.
TEST_P(RepeatsTest, the_other_cases_are_named_with_the_way_to_them) {
  CaseId id;
  const auto person = add_person(amara(), id);
  const auto closed = also_in("2026-05-03T09:00:00Z", person, NotificationState::closed);
  const auto open = also_in("2026-04-03T09:00:00Z", person);
  const auto near = add_at("2026-03-03T09:00:00Z", {at(kit(), "12 Thistledown Road")});
  const auto others = family(id)["repeats"]["others"];
  const auto line = [&others](std::size_t n, const char* name) {
    return others.as_array()->at(n).text(name);
  };
  ASSERT_EQ(others.as_array()->size(), 3U);
  EXPECT_EQ(line(0, "href"), path(open, "")) << "open ones first";
  EXPECT_EQ(line(0, "standing"), "Open, not decided");
  EXPECT_EQ(line(0, "relation"), "a child of this case");
  EXPECT_EQ(line(1, "href"), path(near, ""));
  EXPECT_EQ(line(1, "relation"), "the same address");
  EXPECT_EQ(line(2, "href"), path(closed, ""));
  EXPECT_EQ(line(2, "standing"), "Closed");
  const auto page = app_.page("s1", path(id, "/family")).body;
  EXPECT_THAT(page, HasSubstr("<a class=\"govuk-link\" href=\"" + path(open, "") + "\">Case "));
  const auto times = [&page](std::string_view words) {
    int n = 0;
    for (auto at = page.find(words); at != std::string::npos; at = page.find(words, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(times("This belongs to that open case"), 1) << "the closed one is no open case";
  EXPECT_THAT(page, HasSubstr(path(open, "/log")));
  EXPECT_EQ(times("Is it about the same child?"), 1) << "at an address it may be another family";
}

TEST_P(RepeatsTest, of_many_other_cases_the_open_and_the_newest_are_listed) {
  CaseId id;
  const auto person = add_person(amara(), id);
  for (int n = 0; n < 11; ++n) also_in("2026-05-03T09:00:00Z", person, NotificationState::closed);
  const auto open = also_in("2025-12-03T09:00:00Z", person);
  const auto repeats = family(id)["repeats"];
  EXPECT_EQ(repeats["others"].as_array()->size(), 10U);
  EXPECT_EQ(repeats["others"].as_array()->at(0).text("href"), path(open, ""));
  EXPECT_EQ(repeats.text("more_others"), "Listed: 10 of 12, the open ones first, then the newest.");
}

TEST_P(RepeatsTest, a_hidden_case_takes_no_part) {
  CaseId id;
  const auto person = add_person(amara(), id);
  also_in("2026-05-03T09:00:00Z", person);
  const auto id_before = app_.get("s1", path(id, "/family")).body;
  const auto by_person = also_in("2026-06-03T09:00:00Z", person);
  const auto at_home = add_at("2026-06-04T09:00:00Z", {at(kit(), "12 Thistledown Road")});
  EXPECT_NE(app_.get("s1", path(id, "/family")).body, id_before);
  bar(by_person, "s1");
  bar(at_home, "s1");
  EXPECT_EQ(app_.get("s1", path(id, "/family")).body, id_before);
  EXPECT_EQ(summary(id, "s2"),
            "3 other cases since 24 November 2025 (by person 2, at the address "
            "1), the last on 4 June 2026; 3 altogether.");
}

TEST_P(RepeatsTest, they_are_for_the_front_door_alone) {
  CaseId id;
  const auto person = add_person(amara(), id);
  also_in("2026-05-03T09:00:00Z", person);
  EXPECT_THAT(app_.page("s1", path(id, "/family")).body,
              HasSubstr("Since 24 November 2025: 1, the last on 3 May 2026."));
  const auto desk = family(id, "n1");
  EXPECT_FALSE(desk.flag("repeats", true));
  EXPECT_EQ(desk["people"].as_array()->at(0).text("repeats"), "");
  EXPECT_THAT(app_.page("n1", path(id, "/family")).body, Not(HasSubstr("Seen before")));
}

INSTANTIATE_TEST_SUITE_P(Engines, RepeatsTest, both_engines(), engine_name);

// F01: twelve calendar months.
TEST(RepeatPolicy, counts_back_by_calendar_months_or_days) {
  RepeatPolicy policy = built_in_repeat_policy();
  EXPECT_EQ(policy.window.amount, 12);
  EXPECT_TRUE(policy.left_out.empty());
  const auto from = [&policy](int amount, RepeatWindow::Unit unit, LocalDate received) {
    return counts_from(policy, {amount, unit}, received).iso();
  };
  using enum RepeatWindow::Unit;
  EXPECT_EQ(from(12, months, {2026, 11, 24}), "2025-11-24");
  EXPECT_EQ(from(12, months, {2028, 2, 29}), "2027-02-28");
  EXPECT_EQ(from(3, months, {2026, 1, 15}), "2025-10-15");
  EXPECT_EQ(from(3, months, {2026, 5, 31}), "2026-02-28");
  EXPECT_EQ(from(90, days, {2026, 3, 31}), "2025-12-31");
  policy.boundary_day_counts = false;
  EXPECT_EQ(from(90, days, {2026, 3, 31}), "2026-01-01");
}

// The field that a policy with these members is refused for; "" where it is taken.
std::string fault_of(const std::string& members) {
  const auto parsed = parse_repeat_policy("{" + members + "}");
  return parsed ? std::string() : parsed.error().faults.front().field;
}

TEST(RepeatPolicy, one_with_a_fault_is_refused_by_name) {
  const std::string head = R"("version":1,"sources":"Ours")";
  const std::string window = R"(,"window":{"amount":12,"unit":"MONTHS"})";
  const std::string boundary = R"(,"boundary_day_counts":true)";
  const std::string rest = boundary + R"(,"states_left_out":[],"rules":[])";
  EXPECT_EQ(fault_of(head + window + rest), "");
  EXPECT_EQ(fault_of(R"("sources":"Ours")" + window + rest), "version");
  EXPECT_EQ(fault_of(R"("version":1)" + window + rest), "sources");
  EXPECT_EQ(fault_of(head + rest), "window");
  const auto of_window = [&](const char* w) { return fault_of(head + R"(,"window":)" + w + rest); };
  EXPECT_EQ(of_window(R"({"amount":12,"unit":"YEARS"})"), "window.unit");
  EXPECT_EQ(of_window(R"({"amount":0,"unit":"DAYS"})"), "window.amount");
  EXPECT_EQ(of_window(R"({"amount":121,"unit":"MONTHS"})"), "window.amount");
  EXPECT_EQ(of_window(R"({"amount":1,"unit":"DAYS","to":1})"), "window.to");
  EXPECT_EQ(fault_of(head + window + R"(,"boundary_day_counts":1)"), "boundary_day_counts");
  EXPECT_EQ(fault_of(head + window + boundary), "states_left_out");
  EXPECT_EQ(fault_of(head + window + boundary + R"(,"states_left_out":["NFA"])"),
            "states_left_out[0]");
  EXPECT_EQ(fault_of(head + window + boundary + R"(,"states_left_out":[])"), "rules");
  EXPECT_EQ(fault_of(head + window + rest + R"(,"more":1)"), "more");
}

TEST(RepeatPolicy, a_rule_with_a_fault_is_refused_by_name) {
  const json::Value good = *json::parse(
      R"({"id":"A","count":3,"window":{"amount":90,"unit":"DAYS"},"scope":"HOUSEHOLD",)"
      R"("distinct_sources":false,"other_ratings":["BLUE"],"action":"SECOND_SIGNATURE",)"
      R"("source":"Ours"})");
  const auto with = [](json::Array rules) {
    return fault_of(R"("version":1,"sources":"Ours","window":{"amount":12,"unit":"MONTHS"},)"
                    R"("boundary_day_counts":true,"states_left_out":[],"rules":)" +
                    json::encode(json::Value(std::move(rules))));
  };
  const auto changed = [&](const char* member, json::Value value) {
    json::Value rule = good;
    rule.set(member, std::move(value));
    return with({rule});
  };
  EXPECT_EQ(with({good}), "");
  EXPECT_EQ(with({good, good}), "rules[1].id");
  EXPECT_EQ(changed("id", ""), "rules[0].id");
  EXPECT_EQ(changed("source", ""), "rules[0].source");
  EXPECT_EQ(changed("count", 1), "rules[0].count") << "the case itself would be a repeat";
  EXPECT_EQ(changed("window", 90), "rules[0].window");
  EXPECT_EQ(changed("scope", "STREET"), "rules[0].scope");
  EXPECT_EQ(changed("distinct_sources", 1), "rules[0].distinct_sources");
  EXPECT_EQ(changed("other_ratings", json::Array{"BLACK"}), "rules[0].other_ratings[0]");
  EXPECT_EQ(changed("action", "CLOSE"), "rules[0].action");
  EXPECT_EQ(changed("until", 1), "rules[0].until");
}

}  // namespace
}  // namespace mash::people::sample
