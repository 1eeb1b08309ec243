// SPDX-License-Identifier: MIT
// Goal: what has to follow a decision is told once it counts, in its transaction, and not before.
#include <gtest/gtest.h>

#include "decision_test_world.h"

namespace mash::decision {
namespace {

using namespace sample;

class HoldsTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestAppOptions with_hook() {
    auto o = options(GetParam());
    const std::string own = "/case/{case}/decision";
    std::erase_if(o.routes, [&own](const auto& route) { return route.path.starts_with(own); });
    const auto told = [this](pipeline::Context& c, const CaseId& id, model::Outcome outcome) {
      c.changed("told", id.text() + " " + std::string(model::code_of(outcome)));
      if (fails_) throw std::runtime_error("it cannot follow");
    };
    for (auto& route : routes({borough(), timescales(), {}, told})) {
      o.routes.push_back(std::move(route));
    }
    return o;
  }
  support::Answer decide(const PersonId& child, const char* outcome) {
    const std::string path = "/case/" + case_.id.text() + "/decision/" + child.text();
    return app_.post(k_manager, path,
                     body({{"outcome", outcome},
                           {"level", "4"},
                           {"reason", "Injury"},
                           {"evidence", "The teacher's words"},
                           {"without_reason", "The child cannot wait"},
                           {"version", app_.get(k_manager, path).json()["form"].text("version")}}));
  }
  std::int64_t told(const std::string& outcome) {
    return app_.count("change where kind = 'told' and object like '% " + outcome + "'");
  }

  bool fails_ = false;
  support::TestApp app_{with_hook()};
  Case case_ = add_case(app_);
};

TEST_P(HoldsTest, E05_of_a_decision_that_counts_at_once) {
  ASSERT_EQ(decide(case_.amara, "S47").status, 200);
  EXPECT_EQ(told("S47"), 1);
}

TEST_P(HoldsTest, of_one_that_needs_a_second_manager_only_once_they_signed) {
  ASSERT_EQ(decide(case_.obi, "NFA").status, 200);
  EXPECT_EQ(told("NFA"), 0);
  const std::string tab = "/case/" + case_.id.text() + "/decision";
  ASSERT_EQ(app_.post(k_deputy, tab + "/" + case_.obi.text() + "/sign", to_sign(app_, tab)).status,
            200);
  EXPECT_EQ(told("NFA"), 1);
}

TEST_P(HoldsTest, what_cannot_follow_leaves_no_decision) {
  fails_ = true;
  EXPECT_EQ(decide(case_.amara, "S47").status, 500);
  EXPECT_EQ(app_.count("decision"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, HoldsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::decision
