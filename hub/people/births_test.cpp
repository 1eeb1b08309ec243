// SPDX-License-Identifier: MIT
// Goal: of a baby who was expected and of whom nobody says that they are born somebody is asked,
// once, two weeks after the date (scenario E03).
#include "mash/people/births.h"

#include "mash/cases/bars.h"
#include "people_test_hub.h"

namespace mash::people::sample {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class BirthTest : public Hub {
 protected:
  CaseId expect(const std::string& day) {
    Statement s = child("", "", "");
    s.role = model::PersonRole::unborn;
    s.expected_dob = Sensitive(day);
    return add_case({s});
  }
  // What is asked on this day, by case.
  std::vector<OverdueBirth> asked_on(const char* day) {
    app_.clock().set(*parse_iso(std::string(day) + "T09:00:00+00:00"));
    std::vector<OverdueBirth> out;
    const int asked = ask_about_births(
        app_.app(), app_.database(), pipeline::Vault(app_.keys()),
        [&](pipeline::Context&, const OverdueBirth& birth) { out.push_back(birth); },
        app_.clock().now());
    EXPECT_EQ(asked, static_cast<int>(out.size()));
    return out;
  }
};

TEST_P(BirthTest, E03_two_weeks_after_the_date_somebody_is_asked_once) {
  const auto id = expect("2026-12-01");
  EXPECT_THAT(asked_on("2026-12-14"), IsEmpty());
  const auto asked = asked_on("2026-12-15");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].case_id, id);
  EXPECT_EQ(asked[0].expected, (LocalDate{2026, 12, 1}));
  EXPECT_THAT(asked_on("2026-12-16"), IsEmpty()) << "once";
  EXPECT_EQ(count("audit_event where kind = 'people.birth-overdue'"), 1);
}

TEST_P(BirthTest, E03_nobody_is_asked_once_the_child_is_there) {
  const auto before = expect("2026-12-01");
  identify_as_new(before);
  const auto unborn = person_of(before);
  const auto after = add_case({child("Wren", "Lane", "2026-12-03")});
  EXPECT_THAT(asked_on("2026-12-10"), IsEmpty());
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    c.tx.execute("update statement set person_id = $2 where case_id = $1", {after, unborn});
  });
  EXPECT_THAT(asked_on("2026-12-20"), IsEmpty());
}

TEST_P(BirthTest, E03_one_who_was_expected_in_two_cases_is_asked_about_once_by_the_newest_date) {
  const auto first = expect("2026-12-01");
  identify_as_new(first);
  const auto unborn = person_of(first);
  app_.clock().advance(Duration::hours(1));
  const auto second = expect("2026-12-09");
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    c.tx.execute("update statement set person_id = $2 where case_id = $1", {second, unborn});
  });
  EXPECT_THAT(asked_on("2026-12-15"), IsEmpty()) << "the newer date is later";
  const auto asked = asked_on("2026-12-23");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].expected, (LocalDate{2026, 12, 9}));
  EXPECT_EQ(asked[0].case_id, second);
  EXPECT_THAT(asked_on("2026-12-30"), IsEmpty());
}

// Of the date and of the birth in a case that is hidden from somebody nothing is told elsewhere.
TEST_P(BirthTest, E03_a_hidden_case_is_asked_for_itself) {
  const auto open = expect("2026-12-01");
  identify_as_new(open);
  const auto unborn = person_of(open);
  app_.clock().advance(Duration::hours(1));
  const auto hidden = expect("2026-12-20");
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    c.tx.execute("update statement set person_id = $2 where case_id = $1", {hidden, unborn});
    cases::set_bar(c, hidden, StaffId::trusted("s1"), "His sister");
  });
  const auto asked = asked_on("2026-12-15");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].case_id, open);
  EXPECT_EQ(asked[0].expected, (LocalDate{2026, 12, 1}));
  const auto later = asked_on("2027-01-03");
  ASSERT_THAT(later, SizeIs(1));
  EXPECT_EQ(later[0].case_id, hidden);
}

TEST_P(BirthTest, E03_without_a_date_nobody_is_asked) {
  expect("");
  expect("2026");
  EXPECT_THAT(asked_on("2027-12-01"), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, BirthTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample
