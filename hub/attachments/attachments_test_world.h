// SPDX-License-Identifier: MIT
// For tests: one case of the sample's borough with the desk of the police in its cell.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"

namespace mash::attachments::testing {

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_police = "u07";

class CaseTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  explicit CaseTest(std::vector<barnfield::Slice> slices)
      : app_{barnfield::hub(GetParam(), std::move(slices))} {}

  void SetUp() override {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      case_ = CaseId::make(c.random);
      cases::add_case(c, case_, c.now, false);
      cases::add_member(c.tx, case_, AgencyId::trusted("police"), c.now);
    });
  }
  [[nodiscard]] std::string path(const std::string& rest = "") const {
    return "/case/" + case_.text() + "/attachments" + rest;
  }
  void bar(const char* who) {
    barnfield::as_system(app_, [&](const auto&, pipeline::Context& c) {
      cases::set_bar(c, case_, StaffId::trusted(who), "Her sister is the mother");
    });
  }

  support::TestApp app_;
  CaseId case_;
};

}  // namespace mash::attachments::testing
