// SPDX-License-Identifier: MIT
// Both database engines, for tests that run on each.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "mash/db/database.h"

namespace mash::support {

inline auto engines() {
  return testing::Values(db::Engine::sqlite, db::Engine::postgres);
}
// As it stands behind the name of the test.
inline std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
}

}  // namespace mash::support
