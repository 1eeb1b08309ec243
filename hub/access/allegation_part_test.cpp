// SPDX-License-Identifier: MIT
// Goal: why a case went to the designated officer is looked through for whoever it is about, and
// whoever does not pass its wall learns nothing of it.
#include "access_test_world.h"

namespace mash::access::sample {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class AllegationPartTest : public AccessTest {
 protected:
  void wall(const CaseId& id) {
    as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_wall_keepers(c.tx, {StaffId::trusted(k_officer)});
      cases::raise_wall(c, id);
    });
  }
  json::Value order_form() {
    return body({{"court", "Plantedcourt"},
                 {"number", "FD26P00417"},
                 {"served_by", "The usher"},
                 {"served", "2026-11-23"},
                 {"due", "2026-12-08"},
                 {"covers", "Plantedcovers"}});
  }
};

TEST_P(AllegationPartTest, D15_the_officer_answers_for_it_and_it_goes_with_the_hidden_part) {
  const auto home = add_case("He shouted.", family(), {});
  const auto walled = add_case("Plantedwalled.", family(), home.people);
  wall(walled.id);
  plant_allegation(app_, walled.id);
  const auto request = log();
  choose(request, home);
  search(request);
  ASSERT_THAT(own_parts(k_officer, request), SizeIs(3));
  for (const auto& part : own_parts(k_officer, request)) {
    ASSERT_EQ(answer(k_officer, part, "DISCLOSE").status, 200);
  }
  EXPECT_THAT(words_of(bundle(request, k_officer, "APART")),
              AllOf(HasSubstr("Plantedwalled."), HasSubstr("Plantedallegation.")));
  EXPECT_THAT(words_of(bundle(request)),
              AllOf(HasSubstr("He shouted."), Not(HasSubstr("Plantedwalled")),
                    Not(HasSubstr("Plantedallegation"))));
  plant_allegation(app_, walled.id, true);
  EXPECT_EQ(bundle(request, k_officer, "APART").status, 422) << "nobody has looked through it";
  search(request, k_officer);
  for (const auto& part : own_parts(k_officer, request)) {
    ASSERT_EQ(answer(k_officer, part, "DISCLOSE").status, 200);
  }
  EXPECT_THAT(words_of(bundle(request, k_officer, "APART")),
              AllOf(HasSubstr("Unfounded"), HasSubstr("Plantedfinding.")));
}

// Two worlds: with and without the allegation.
TEST_P(AllegationPartTest, D15_whoever_is_outside_the_wall_learns_nothing_of_it) {
  const auto home = add_case("He shouted.", family(), {});
  const auto walled = add_case("Plantedwalled.", family(), home.people);
  wall(walled.id);
  const auto request = log();
  choose(request, home);
  search(request);
  const auto seen = [&](const char* who) {
    std::string out;
    for (const auto& path :
         {request, std::string("/access"), std::string("/answers"), "/answers/" + id_in(request)}) {
      out += app_.get(who, path).body + "\n";
    }
    for (const auto& one : owed_by(who)) out += one + "\n";
    return out;
  };
  std::map<std::string, std::string> before;
  for (const char* who : {k_manager, k_deputy, k_protection, k_police, "u01"}) {
    before[who] = seen(who);
  }
  plant_allegation(app_, walled.id);
  search(request);
  for (const auto& [who, what] : before) EXPECT_EQ(seen(who.c_str()), what) << who;
  EXPECT_THAT(own_parts(k_officer, request), SizeIs(3));
}

TEST_P(AllegationPartTest, D15_once_the_wall_is_lowered_it_is_in_no_list_and_no_bundle) {
  const auto home = add_case("He shouted.", family(), {});
  wall(home.id);
  plant_allegation(app_, home.id);
  const auto request = log(k_officer);
  choose(request, home, k_officer);
  search(request, k_officer);
  const auto order = app_.post(k_officer, "/case/" + home.id.text() + "/court", order_form());
  ASSERT_EQ(order.status, 200) << order.body;
  EXPECT_THAT(app_.page(k_officer, order.location).body, HasSubstr("Allegation"));
  for (const auto& part : own_parts(k_officer, request)) {
    ASSERT_EQ(answer(k_officer, part, "DISCLOSE").status, 200);
  }
  as_system(app_, [&](const auto&, pipeline::Context& c) { cases::lower_wall(c, home.id); });
  EXPECT_THAT(app_.page(k_manager, request).body,
              AllOf(HasSubstr("Notification"), Not(HasSubstr("Allegation"))));
  EXPECT_THAT(own_parts(k_manager, request), SizeIs(1));
  EXPECT_THAT(app_.page(k_manager, order.location).body, Not(HasSubstr("Allegation")));
  const auto given = app_.submit(k_manager, order.location + "/bundle", {});
  ASSERT_EQ(given.status, 200);
  EXPECT_THAT(words_of(given), AllOf(HasSubstr("He shouted."), Not(HasSubstr("Plantedalleg"))));
  EXPECT_THAT(words_of(bundle(request, k_manager)), Not(HasSubstr("Plantedallegation")));
}

INSTANTIATE_TEST_SUITE_P(Engines, AllegationPartTest, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::access::sample
