// SPDX-License-Identifier: MIT
#include "mash/cases/cases.h"
#include "mash/cases/case_disposal.h"

#include <gtest/gtest.h>

#include "mash/cases/glass.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/walls.h"
#include "mash/support/test_app.h"

namespace mash::cases {
namespace {

class CasesTest : public testing::TestWithParam<db::Engine> {
 protected:
  // A hub in which random numbers begin anew.
  struct Hub {
    explicit Hub(db::Engine engine)
        : app({.engine = engine,
               .migrations = {{2, "cases", cases::schema()},
                              {3, "walls", cases::walls_schema()},
                              {4, "files", cases::files_schema()},
                              {5, "lists", cases::lists_schema()},
                              {6, "screened", cases::screened_schema()},
                              {7, "glass", cases::glass_schema()},
                              {8, "case_gone", cases::gone_schema()}}}) {}

    // The reference of a new case.
    std::string add() {
      const CaseId id = CaseId::make(app.random());
      const auto done = app.app().system_act<policy::Action::collect>(
          "door.collected", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
            add_case(c, id, c.now, false);
            return json::Value{};
          });
      EXPECT_TRUE(done.has_value());
      std::string reference;
      app.database().read([&](db::Transaction& tx) { reference = find_case(tx, id)->reference; });
      return reference;
    }
    support::TestApp app;
  };
};

TEST_P(CasesTest, no_two_cases_have_one_reference) {
  const std::string first = Hub(GetParam()).add();
  ASSERT_EQ(Hub(GetParam()).add(), first);
  Hub hub(GetParam());
  hub.app.database().write([&](db::Transaction& tx) {
    tx.execute(
        "insert into case_file (id, reference, state, rating, received_at, urgent,"
        " basis_complete, version) values ('old', $1, 'CLOSED', 'NOT_RATED', 0, 0, 0, 1)",
        {first});
  });
  const std::string second = hub.add();
  EXPECT_EQ(second.size(), first.size());
  EXPECT_NE(second, first);
}

INSTANTIATE_TEST_SUITE_P(Engines, CasesTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::cases
