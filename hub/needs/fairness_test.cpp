// SPDX-License-Identifier: MIT
// Goal: whoever looks whether groups are treated alike reads it group by group with its interval,
// is warned of what is not known, and reads nothing of what is hidden from them; what is not exact
// for them is computed of what is.
#include "fairness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "past_rules.h"

namespace mash::needs {
namespace {

using research::FlagCounts;
using research::FlagGroup;
using research::FlagRates;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

FlagRates two_groups(const FlagCounts& one, const FlagCounts& other) {
  FlagRates out;
  out.groups = {{.name = "One", .counts = one}, {.name = "Other", .counts = other}};
  out.known = {.children = one.children + other.children,
               .flagged = one.flagged + other.flagged,
               .harmed = one.harmed + other.harmed,
               .right = one.right + other.right};
  return out;
}

const FairnessPolicy& fairness() {
  return built_in_fairness_policy();
}

Comparison of(const FlagRates& rates, bool exact) {
  return compare(rates, "Ethnicity", fairness(), Telling(exact, fairness().least_children));
}

TEST(Fairness, AGroupThatIsFlaggedAndWronglyMoreOftenIsSaid) {
  // 60 of 200 and 40 of 400; of those without harm 50 of 180 and 20 of 360.
  auto rates = two_groups({200, 60, 20, 10}, {400, 40, 40, 20});
  rates.groups[0].sources = {{model::ReferralSource::police, 3}};
  const auto out = of(rates, true);
  ASSERT_THAT(out.statements, SizeIs(4));
  EXPECT_THAT(out.statements[0], HasSubstr("One: flagged 3.0 times as often as all others"));
  EXPECT_THAT(out.statements[1], HasSubstr("One: flagged with nothing serious later 5.0 times"));
  EXPECT_THAT(out.statements[2], HasSubstr("Other: flagged 0.3 times"));
  ASSERT_THAT(out.table.rows, SizeIs(2));
  const auto& row = out.table.rows[0];
  EXPECT_EQ(row[3].text, "30.0");
  EXPECT_THAT(row[4].text, HasSubstr("3.00 ("));
  EXPECT_EQ(row[7].text, "16.7");  // 10 of 60
  EXPECT_EQ(row[8].text, "50");
  EXPECT_EQ(row[9].text, "27.8");  // 50 of 180
  EXPECT_THAT(row, SizeIs(out.table.head.size()));
  ASSERT_THAT(out.sources.rows, SizeIs(2));
  EXPECT_EQ(out.sources.rows[0][1].text, "Police 3");
  const auto whole = whole_of(out);
  EXPECT_EQ(whole.head.back().text, out.sources.head.back().text);
  EXPECT_EQ(whole.rows[1].back().text, out.sources.rows[1].back().text);
  EXPECT_THAT(out.drawn.table.rows, SizeIs(2));
}

TEST(Fairness, WhatChanceExplainsIsNotSaid) {
  const auto out = of(two_groups({200, 22, 20, 10}, {400, 40, 40, 20}), true);
  EXPECT_THAT(out.statements, ElementsAre(HasSubstr("No group stands out")));
}

TEST(Fairness, FewAreNotCompared) {
  const auto out = of(two_groups({19, 9, 2, 1}, {19, 1, 1, 0}), true);
  EXPECT_THAT(out.statements, ElementsAre(HasSubstr("too few children")));
  EXPECT_EQ(out.table.rows[0][3].text, "Too few to say");
  EXPECT_THAT(out.drawn.table.rows, IsEmpty());
}

TEST(Fairness, WhoeverReadsNoCaseReadsWhatIsRounded) {
  const auto out = of(two_groups({203, 6, 21, 3}, {402, 41, 41, 22}), false);
  const auto& row = out.table.rows[0];
  EXPECT_EQ(row[1].text, "205");
  EXPECT_EQ(row[2].text, "1 to 7");
  EXPECT_EQ(row[3].text, "Too few to say");
  EXPECT_EQ(row[4].text, "Too few to say");
  EXPECT_EQ(out.table.rows[1][3].text, "10.0");  // 40 of 400
  for (const auto& cells : out.table.rows) {
    for (const auto& cell : cells) EXPECT_THAT(cell.text, Not(HasSubstr("203")));
  }
}

TEST(Fairness, MuchThatNobodyWroteDownIsWarnedOf) {
  auto rates = two_groups({200, 20, 20, 10}, {400, 40, 40, 20});
  rates.unknown = 90;
  rates.much_unknown = true;
  EXPECT_THAT(of(rates, true).warnings,
              ElementsAre(AllOf(HasSubstr("more than 10 in 100"), HasSubstr("90 of 690"))));
  rates.much_unknown = false;
  EXPECT_THAT(of(rates, true).warnings, IsEmpty());
}

TEST(Fairness, LooksLieAsFarApartAsAFindingHolds) {
  const auto days = looks_of(fairness(), 90, {2026, 11, 29});
  ASSERT_THAT(days, SizeIs(4));
  EXPECT_EQ(days.back(), (LocalDate{2026, 5, 29}));
  EXPECT_EQ(days_between(days[0], days[1]), 90);
}

TEST(FairnessPolicy, SaysWhatIsWrong) {
  EXPECT_TRUE(parse_fairness_policy("{}").error().faults.at(0).field == "version");
  const std::string more = R"({"version": 1, "looks": 4, "later_months": 6, "least_children": 20,
    "largest_unknown_percent": 10, "ratio_tenths": 12, "title": "t", "sources": "s",
    "looks_source": "s", "later_source": "s", "least_source": "s", "unknown_source": "s",
    "ratio_source": "s")";
  EXPECT_TRUE(parse_fairness_policy(more + "}").has_value());
  EXPECT_EQ(parse_fairness_policy(more + R"(, "x": 1})").error().faults.at(0).field, "x");
  EXPECT_EQ(fairness().largest_unknown_percent, 10);
}

// Children of the year before the looks, each told of by three sources.
struct Past {
  research::Record record;
  std::vector<research::Traits> traits;
  findings::FindingsPolicy policy = findings::built_in_findings_policy();
  static constexpr LocalDate k_today{2026, 11, 29};

  void child(int cases, model::Ethnicity ethnicity, bool harmed) {
    const auto person = static_cast<research::Index>(record.people.size());
    record.people.push_back(
        {.id = "P" + std::to_string(person), .identified = true, .child = true});
    traits.push_back({.ethnicity = ethnicity});
    for (int i = 0; i < cases; ++i) tell(person, i, harmed && i + 1 == cases);
  }
  void tell(research::Index person, int i, bool harmed) {
    using S = model::ReferralSource;
    constexpr std::array k_sources{S::school, S::gp, S::police};
    const auto in = static_cast<research::Index>(record.cases.size());
    // In the order of receipt, and all in the spring before the last look.
    const LocalDate day{2026, 5, 1};
    record.cases.push_back({.id = CaseId::trusted("C" + std::to_string(in)),
                            .received_at = from_london(day, 9, 0),
                            .day = day,
                            .state = model::NotificationState::closed,
                            .rating = model::Rating::green,
                            .sources = {k_sources.at(static_cast<std::size_t>(i) % 3)}});
    if (harmed) {
      record.cases[in].decided.push_back(
          {record.cases[in].id, model::Outcome::s47, from_london({2026, 7, 1}, 9, 0)});
    }
    record.named.push_back({person, in, research::Part::child});
  }
  [[nodiscard]] Reading reading() const {
    return {.record = std::make_shared<const research::Record>(record), .traits = traits};
  }
  [[nodiscard]] BackTest test(const Rules& draft) const {
    return back_test(record, policy, fairness(), draft, k_today);
  }
};

// F09: who would have been rated otherwise, by ethnicity.
TEST(BackTest, F09_a_change_of_rules_says_who_would_be_flagged_otherwise_by_ethnicity) {
  Past past;
  for (int i = 0; i < 30; ++i) past.child(3, model::Ethnicity::white_british, i < 12);
  for (int i = 0; i < 30; ++i) past.child(2, model::Ethnicity::african, i < 6);
  Rules draft = past.policy.repeats;
  draft[0].cases = 2;
  draft[0].sources = 2;
  const auto test = past.test(draft);
  const Telling exact(true, fairness().least_children);
  const auto rules = tell_rules(test, past.policy.repeats, draft, past.policy.holds_days, exact);
  const auto row = [&](std::size_t i) {
    std::vector<std::string> out;
    for (const auto& cell : rules.table.rows[i]) out.push_back(cell.text);
    return out;
  };
  // Flagged, serious later, right, missed, findings in 360 days.
  EXPECT_THAT(row(0), ElementsAre(HasSubstr("child-3-sources"), "As it is",
                                  "3 notifications from 3 kinds of source within 12 months", "30",
                                  "12", "40.0", "6", "0.6"));
  EXPECT_THAT(row(1), ElementsAre(HasSubstr("child-3-sources"), "Draft",
                                  "2 notifications from 2 kinds of source within 12 months", "60",
                                  "18", "30.0", "0", "1.2"));
  const Answer by{"ETHNICITY", "Ethnicity"};
  const auto groups = tell_groups(test, past.reading(), by, fairness(), exact);
  ASSERT_THAT(groups.rows, SizeIs(2));
  EXPECT_EQ(groups.rows[0][0].text, "White British");
  EXPECT_EQ(groups.rows[0][4].text, "0");
  EXPECT_EQ(groups.rows[1][0].text, "Black African");
  EXPECT_EQ(groups.rows[1][2].text, "0");
  EXPECT_EQ(groups.rows[1][3].text, "30");
  EXPECT_EQ(groups.rows[1][4].text, "30");
}

TEST(BackTest, ARuleThatIsNotUsedFlagsNobodyAndTheSameRulesAreTheSame) {
  Past past;
  for (int i = 0; i < 9; ++i) past.child(3, model::Ethnicity::roma, false);
  Rules draft = past.policy.repeats;
  EXPECT_EQ(stamp_of(draft, 90), stamp_of(past.policy.repeats, 90));
  draft[0].cases = k_off;
  EXPECT_NE(stamp_of(draft, 90), stamp_of(past.policy.repeats, 90));
  EXPECT_NE(stamp_of(draft, 90), stamp_of(draft, 91));
  EXPECT_THAT(past.test(draft).draft.flagged[0].children, IsEmpty());
  EXPECT_THAT(past.test(draft).now.flagged[0].children, SizeIs(9));
}

// A draft that is cut to fit one child must not say of which group that child is.
TEST(BackTest, WhoeverReadsNoCaseIsNotToldOfWhichGroupAFewAre) {
  Past past;
  for (int i = 0; i < 30; ++i) past.child(3, model::Ethnicity::white_british, false);
  past.child(2, model::Ethnicity::chinese, false);
  Rules draft = past.policy.repeats;
  draft[0].cases = 2;
  draft[0].sources = 2;
  const auto least = fairness().least_children;
  EXPECT_FALSE(may_tell_groups(past.test(draft), Telling(false, least), least));
  EXPECT_TRUE(may_tell_groups(past.test(draft), Telling(true, least), least));
  EXPECT_TRUE(may_tell_groups(past.test(past.policy.repeats), Telling(false, least), least));
}

}  // namespace
}  // namespace mash::needs
