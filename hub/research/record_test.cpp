// SPDX-License-Identifier: MIT
// Goal: analysis sees who was named where, with whom and since when, by ids alone; what is hidden
// from a reader is to them as if it had never come in; and no pseudonym says who somebody is.
#include "mash/research/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/cases/walls.h"
#include "mash/decision/schema.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/research/pseudonym.h"
#include "mash/research/traits.h"
#include "mash/support/engines.h"

namespace mash::research {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Somebody as a notification names them.
struct Who {
  model::PersonRole role = model::PersonRole::child;
  std::string given = "Amara";
  std::string line = "Flat 3, 12 Thistledown Road";
  std::string postcode = "BF1 2AB";
  PersonId is{};
  std::string sex = "";
  std::string ethnicity = "";
  std::string disability = "";
};

class RecordTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  CaseId tell(UtcTime at, std::vector<Who> people,
              model::ReferralSource source = model::ReferralSource::police) {
    CaseId id;
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = at;
      n.source = source;
      n.concerns = {model::ConcernType::missing, model::ConcernType::neglect};
      for (const auto& who : people) {
        people::Statement said;
        said.role = who.role;
        said.given_name = Sensitive(who.given);
        said.surname = Sensitive("Quillfeather");
        said.dob = Sensitive("2017-03-09");
        said.address_line = Sensitive(who.line);
        said.postcode = Sensitive(who.postcode);
        said.sex = Sensitive(who.sex);
        n.people.push_back({.said = said});
      }
      id = intake::add_notification(c, barnfield::timescales(), n);
    });
    std::size_t i = 0;
    for (const auto& row :
         query("select id from statement where case_id = $1 order by place", {id})) {
      identify(row.text(0), people.at(i).is);
      say_groups(id, StatementId::trusted(row.text(0)), people.at(i++));
    }
    return id;
  }
  void say_groups(const CaseId& id, const StatementId& statement, const Who& who) {
    app_.clock().advance(Duration::minutes(1));
    barnfield::as_system(app_, [&](const policy::Proof&, pipeline::Context& c) {
      people::add_groups(c, id, statement,
                         {.ethnicity = model::from_code<model::Ethnicity>(who.ethnicity),
                          .disabled = model::from_code<model::Answer>(who.disability)});
    });
  }
  std::vector<people::GroupSaid> groups() {
    std::vector<people::GroupSaid> out;
    const pipeline::Vault vault(app_.keys());
    app_.database().read([&](db::Transaction& tx) {
      people::each_group(tx, vault, [&](const auto& one) { out.push_back(one); });
    });
    return out;
  }
  void identify(const std::string& statement, const PersonId& person) {
    if (person.empty()) return;
    app_.database().write([&](db::Transaction& tx) {
      tx.execute(
          "insert into person (id, created_at, created_by) values ($1, 1, 'u01')"
          " on conflict do nothing",
          {person});
      tx.execute("update statement set person_id = $2 where id = $1", {statement, person});
    });
  }
  db::Rows query(const std::string& sql, const db::Params& params) {
    db::Rows out;
    app_.database().read([&](db::Transaction& tx) { out = tx.query(sql, params); });
    return out;
  }
  PersonId person() { return PersonId::make(app_.random()); }
  void join(const CaseId& in, const PersonId& older, const PersonId& newer) {
    app_.database().write([&](db::Transaction& tx) {
      tx.execute(
          "insert into search (id, case_id, statement_id, statement_version, by_staff, at,"
          " sealed) select 'S', case_id, id, 1, 'u01', 1, $2 from statement"
          " where case_id = $1 limit 1",
          {in, Bytes{1}});
      tx.execute("insert into person_join values ('J', 1, $1, $2, $3, 'S', 'u01', 1, $4)",
                 {in, older, newer, Bytes{1}});
    });
  }
  AllTold all() {
    AllTold out;
    const pipeline::Vault vault(app_.keys());
    app_.database().read(
        [&](db::Transaction& tx) { out = read_all(tx, vault, app_.clock().now()); });
    return out;
  }
  static UtcTime day(int month, int day) { return from_london({2026, month, day}, 10, 0); }

  support::TestApp app_{
      barnfield::hub(GetParam(), {{.name = "intake", .schema = intake::schema()},
                                  {.name = "decision", .schema = decision::schema()},
                                  {.name = "groups", .schema = people::groups_schema()}})};
};

TEST_P(RecordTest, CasesPeopleAndHomesAreNumbered) {
  const auto amara = person();
  const auto dale = person();
  const auto first = tell(day(3, 1), {{.is = amara}});
  const auto second = tell(
      day(5, 1),
      {{.is = amara}, {.role = model::PersonRole::adult_of_concern, .given = "Dale", .is = dale}},
      model::ReferralSource::school);
  const auto record = record_of(all(), {});
  ASSERT_THAT(record.cases, SizeIs(2));
  EXPECT_EQ(record.cases[0].id, first);
  EXPECT_EQ(record.cases[1].id, second);
  EXPECT_EQ(record.cases[0].day, (LocalDate{2026, 3, 1}));
  EXPECT_THAT(record.cases[1].sources, ElementsAre(model::ReferralSource::school));
  EXPECT_THAT(record.cases[1].concerns,
              ElementsAre(model::ConcernType::missing, model::ConcernType::neglect));
  ASSERT_THAT(record.people, SizeIs(2));
  EXPECT_EQ(record.people[0].id, amara.text());
  EXPECT_TRUE(record.people[0].child);
  EXPECT_EQ(record.people[0].born, 2017);
  EXPECT_FALSE(record.people[1].child);
  ASSERT_THAT(record.named, SizeIs(3));
  EXPECT_EQ(record.named[2].part, Part::adult);
  ASSERT_THAT(record.homes, SizeIs(1));
  EXPECT_EQ(record.homes[0].district, "BF1");
  ASSERT_THAT(record.stays, SizeIs(2));
  EXPECT_EQ(record.stays[0].from, (LocalDate{2026, 3, 1}));
  EXPECT_EQ(record.stays[0].until, (LocalDate{2026, 5, 1}));
}

TEST_P(RecordTest, F03_each_flat_of_a_tower_is_a_home_of_its_own) {
  tell(day(3, 1), {{.line = "Flat 3, 12 Thistledown Road"}});
  tell(day(3, 2), {{.line = "Flat 4, 12 Thistledown Road"}});
  tell(day(3, 3), {{.line = "flat 3 12 thistledown rd"}});
  EXPECT_THAT(record_of(all(), {}).homes, SizeIs(2));
}

TEST_P(RecordTest, WhoeverMovesLivesNoLongerWhereTheyWere) {
  const auto amara = person();
  tell(day(3, 1), {{.is = amara}});
  tell(day(4, 1), {{.line = "7 Mill Lane", .is = amara}});
  tell(day(6, 1), {{.line = "7 Mill Lane", .is = amara}});
  const auto record = record_of(all(), {});
  ASSERT_THAT(record.stays, SizeIs(2));
  EXPECT_EQ(record.stays[0].until, (LocalDate{2026, 3, 1}));
  EXPECT_EQ(record.stays[1].until, (LocalDate{2026, 6, 1}));
}

TEST_P(RecordTest, ChildrenOfOneHomeAndYearWhomNobodyHasIdentifiedAreTakenForOne) {
  tell(day(3, 1), {{}});
  tell(day(3, 2), {{}});
  tell(day(3, 3), {{.line = "7 Mill Lane"}});
  tell(day(3, 4), {{.is = person()}});
  const auto record = record_of(all(), {});
  ASSERT_THAT(record.people, SizeIs(3));
  EXPECT_FALSE(record.people[0].identified);
  EXPECT_EQ(std::ranges::count(record.named, 0U, &Named::person), 2);
  EXPECT_FALSE(record.people[1].identified);
  EXPECT_TRUE(record.people[2].identified);
}

TEST_P(RecordTest, WhatIsHiddenIsAsIfItHadNeverComeIn) {
  const auto one = person();
  const auto other = person();
  tell(day(3, 1), {{.is = one}});
  tell(day(3, 2), {{.is = other}});
  const auto before = record_of(all(), {});
  const auto hidden =
      tell(day(2, 1), {{.line = "7 Mill Lane", .is = one}, {.given = "Obi", .is = person()}});
  join(hidden, one, other);
  const auto after = record_of(all(), {hidden});
  ASSERT_EQ(after.cases.size(), before.cases.size());
  ASSERT_EQ(after.people.size(), before.people.size());
  for (std::size_t i = 0; i < after.people.size(); ++i) {
    EXPECT_EQ(after.people[i].id, before.people[i].id);
  }
  EXPECT_EQ(after.homes.size(), before.homes.size());
  EXPECT_EQ(after.stays.size(), before.stays.size());
  EXPECT_EQ(after.named.size(), before.named.size());
  // And whoever may know of it hears that the two are one.
  EXPECT_THAT(record_of(all(), {}).people, SizeIs(2));
}

TEST_P(RecordTest, OfWhatGroupSomebodyIsStandsBesideTheRecordAsItWasSaidLast) {
  const auto amara = person();
  tell(day(3, 1), {{.is = amara, .sex = "F", .ethnicity = "WBRI", .disability = "no"}});
  tell(day(4, 1), {{.is = amara, .ethnicity = "MWBC", .disability = "unknown"}});
  tell(day(5, 1), {{.is = amara, .ethnicity = "REFU"}});
  tell(day(5, 2), {{.given = "Obi", .is = person(), .sex = "U"}});
  const auto last =
      tell(day(6, 1), {{.is = amara, .sex = "M", .ethnicity = "ABAN", .disability = "yes"}});
  const auto traits = traits_of(all(), groups(), {last});
  ASSERT_THAT(traits, SizeIs(2));
  EXPECT_EQ(traits[0].sex, model::Sex::female);
  EXPECT_EQ(traits[0].ethnicity, model::Ethnicity::white_black_caribbean);
  EXPECT_EQ(traits[0].disabled, false);
  EXPECT_FALSE(traits[1].sex || traits[1].ethnicity || traits[1].disabled);
  // What is hidden from a reader is not what was said last.
  EXPECT_EQ(traits_of(all(), groups(), {})[0].ethnicity, model::Ethnicity::bangladeshi);
}

TEST_P(RecordTest, ACaseBehindAWallTakesNoPartForAnybody) {
  const auto id = tell(day(3, 1), {{}});
  barnfield::as_system(
      app_, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, id); });
  const auto record = record_of(all(), {});
  EXPECT_THAT(record.cases, IsEmpty());
  EXPECT_THAT(record.people, IsEmpty());
  EXPECT_THAT(record.homes, IsEmpty());
}

TEST_P(RecordTest, APseudonymIsStableAndOfThisHubAlone) {
  const pipeline::Vault vault(app_.keys());
  const auto id = person().text();
  const auto child = pseudonym(vault, Called::child, id);
  EXPECT_THAT(child, ::testing::MatchesRegex("Child [0-9A-Z]{4}-[0-9A-Z]{4}"));
  EXPECT_EQ(pseudonym(vault, Called::child, id), child);
  // The same letters once they have grown up; others for a case of that id.
  EXPECT_EQ(pseudonym(vault, Called::adult, id), "Adult" + child.substr(5));
  EXPECT_NE(pseudonym(vault, Called::case_file, id), "Case" + child.substr(5));
  const auto keys = pipeline::KeyRing::make({"lookup"}, app_.random());
  EXPECT_NE(pseudonym(pipeline::Vault(keys), Called::child, id), child);
  EXPECT_EQ(child.find(id.substr(0, 4)), std::string::npos);
}

TEST(AgeBand, IsOfTheYearAlone) {
  EXPECT_EQ(age_band(2026, 2026), "under 1");
  EXPECT_EQ(age_band(2016, 2026), "10 to 15");
  EXPECT_EQ(age_band(2009, 2026), "16 to 17");
  EXPECT_EQ(age_band(2008, 2026), "18 or over");
  EXPECT_EQ(age_band(std::nullopt, 2026), "age not known");
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::research
