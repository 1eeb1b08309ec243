// SPDX-License-Identifier: MIT
// Goal: what the bar and the page "More" lead to answers whoever is led there, and each page that
// they name is somebody's.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "mash/support/test_app.h"
#include "mash/world/world.h"

namespace mash::world {
namespace {

std::set<std::string> links(const std::string& page, const std::string& kind) {
  const std::regex link("<a class=\"" + kind + "\" href=\"(/[^\"]*)\"");
  std::set<std::string> out;
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at) {
    out.insert((*at)[1].str());
  }
  return out;
}

class MenuTest : public testing::TestWithParam<db::Engine> {};

TEST_P(MenuTest, leads_each_person_to_pages_that_answer_them) {
  World world({.engine = GetParam()});
  world.at("everybody looks what there is", 1);
  std::set<std::string> found;
  for (const auto& member : world.borough().staff) {
    if (member.side != model::Side::hub) continue;
    Visitor& person = world.hub(member.id.text());
    const auto page = person.page("/more");
    ASSERT_EQ(page.status, 200) << member.id.text();
    auto mine = links(page.body, "govuk-service-navigation__link");
    EXPECT_TRUE(mine.contains("/more")) << member.id.text();
    mine.merge(links(page.body, "govuk-link"));
    for (const auto& path : mine) {
      EXPECT_EQ(person.page(path).status, 200) << member.id.text() << " at " << path;
    }
    found.merge(mine);
  }
  // Six in the bar, "More", and twenty-two on its page.
  EXPECT_GE(found.size(), 29U);
}

INSTANTIATE_TEST_SUITE_P(Engines, MenuTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
