// SPDX-License-Identifier: MIT
// Goal: a desk brings into the hub what it chooses, and says no more than that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "enquiry_test_world.h"

namespace mash::enquiry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace enquiry::testing;

class KeepTest : public EnquiryTest {};

TEST_P(KeepTest, what_is_to_stay_at_the_desk_does_not_come_into_the_hub_with_the_answer) {
  asked({"police"});
  EXPECT_THAT(app_.page(k_police, request_of("police")).body, Not(HasSubstr("stay at your desk")));
  write(k_police, "police", "Four call-outs\nA source says more");
  const auto own = app_.get(k_police, request_of("police")).json();
  std::string source;
  for (const auto& item : *own["items"].as_array()) {
    if (item.text("fact") == "A source says more") source = item.text("href").substr(7);
  }
  EXPECT_THAT(app_.page(k_police, request_of("police")).body,
              HasSubstr("name=\"keep\" type=\"checkbox\" value=\"" + source + "\""));
  const auto send = [&](const std::vector<std::string>& keep) {
    std::vector<std::pair<std::string, std::string>> form = {{"kind", "KNOWN"}, {"version", "1"}};
    for (const auto& one : keep) form.emplace_back("keep", one);
    return app_.submit(k_police, request_of("police") + "/answer", form);
  };
  const auto gone = send({source, CaseId::make(app_.random()).text()});
  EXPECT_EQ(gone.status, 422);
  EXPECT_THAT(gone.body, HasSubstr("A colleague has brought it into the hub meanwhile"));
  EXPECT_EQ(send({source}).location, "/requests");
  const auto seen = app_.page(k_screener, path()).body;
  EXPECT_THAT(seen, HasSubstr("Four call-outs"));
  EXPECT_THAT(seen, Not(HasSubstr("A source says more")));
}

TEST_P(KeepTest, who_keeps_everything_back_does_not_say_that_they_told) {
  asked({"police"});
  write(k_police, "police", "A source says more");
  const auto own = app_.get(k_police, request_of("police")).json();
  const auto id = own["items"].as_array()->front().text("href").substr(7);
  const auto refused = app_.submit(k_police, request_of("police") + "/answer",
                                   {{"kind", "KNOWN"}, {"version", "1"}, {"keep", id}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Then nothing comes into the hub"));
}

INSTANTIATE_TEST_SUITE_P(Engines, KeepTest,
                         ::testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) {
                           return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace mash::enquiry
