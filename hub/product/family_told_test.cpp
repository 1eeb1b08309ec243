// SPDX-License-Identifier: MIT
// Goal: no recipient reads that a family knows where the case says that it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/support/engines.h"
#include "product_test_world.h"

namespace mash::product::sample {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class FamilyTold : public Hub {
 protected:
  FamilyTold() {
    auto n = notification(model::ReferrerClass::professional);
    n.informed = model::FamilyInformed::not_safe;
    n.why_not_informed = Sensitive("He reads her telephone");
    case_ = add_case(app_, n);
    decide();
  }
  void record_basis(const std::string& inform) {
    const auto a = app_.post(k_manager, path("/basis"),
                             body({{"threshold", "SAFETY"},
                                   {"basis", json::Array{"CA04_S16LA", "UKGDPR_6_1_E"}},
                                   {"inform-1", inform},
                                   {"how-1", "By telephone"},
                                   {"dispense", "PREJUDICE_TO_CHILD"},
                                   {"dispense_reason", "She could be told what to say"}}));
    EXPECT_EQ(a.status, 200) << a.body;
  }
  std::string checked(const std::string& inform) {
    auto form = letter({});
    for (auto& [name, value] : form) {
      if (name == "inform") value = inform;
    }
    const auto a = app_.post(k_manager, path("/products/new"), body(form));
    EXPECT_EQ(a.status, 200) << a.body;
    return app_.page(k_manager, a.location).body;
  }
};

const std::string k_otherwise = "This case says otherwise";

TEST_P(FamilyTold, whoever_writes_reads_what_the_case_says) {
  EXPECT_THAT(
      app_.page(k_manager, path("/products/new")).body,
      HasSubstr("This case says: Whoever told us said: No, it would not be safe (He reads her "
                "telephone)."));
}

TEST_P(FamilyTold, whoever_sends_is_warned_where_the_line_says_otherwise) {
  EXPECT_THAT(checked("KNOWS"), AllOf(HasSubstr(k_otherwise), HasSubstr("He reads her telephone")));
  EXPECT_THAT(checked("DO_NOT_CONTACT"), Not(HasSubstr(k_otherwise)));
  EXPECT_THAT(checked("NOT_TOLD"), Not(HasSubstr(k_otherwise)));
}

TEST_P(FamilyTold, what_the_lawful_basis_says_stands_before_what_a_notification_said) {
  record_basis("INFORMED_NOT_ASKED");
  EXPECT_THAT(checked("KNOWS"), Not(HasSubstr(k_otherwise)));
}

TEST_P(FamilyTold, who_was_not_told_by_the_lawful_basis_is_named) {
  record_basis("NOT_INFORMED");
  EXPECT_THAT(checked("KNOWS"), AllOf(HasSubstr(k_otherwise), HasSubstr(": Has not been told.")));
}

TEST_P(FamilyTold, a_case_that_says_nothing_speaks_against_nothing) {
  case_ = add_case(app_);
  decide();
  EXPECT_THAT(app_.page(k_manager, path("/products/new")).body,
              HasSubstr("This case does not say who knows"));
  EXPECT_THAT(checked("KNOWS"), Not(HasSubstr(k_otherwise)));
}

INSTANTIATE_TEST_SUITE_P(Engines, FamilyTold, support::engines(), support::engine_name);

}  // namespace
}  // namespace mash::product::sample
