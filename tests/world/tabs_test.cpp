// SPDX-License-Identifier: MIT
// Goal: a tab of a case and the heading of its page have the same name, and the tab says where the
// reader is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "told_case.h"

namespace mash::world {
namespace {

using testing::Contains;
using testing::Not;

struct Tab {
  std::string href, text;
  bool current = false;
};

std::vector<Tab> tabs_of(const std::string& page) {
  const auto from = page.find("<ul class=\"mash-tabs\">");
  if (from == std::string::npos) return {};
  const std::string list = page.substr(from, page.find("</ul>", from) - from);
  const std::regex link(
      "<a class=\"govuk-link\" href=\"([^\"]+)\"( aria-current=\"page\")?>([^<]+)");
  std::vector<Tab> out;
  for (std::sregex_iterator at(list.begin(), list.end(), link), end; at != end; ++at) {
    std::string text = (*at)[3].str();
    out.push_back({(*at)[1].str(), text.substr(0, text.find(" (")), (*at)[2].matched});
  }
  return out;
}

std::string heading_of(const std::string& page) {
  std::smatch found;
  const std::regex heading("<h1 class=\"govuk-heading-l\">([^<]+)</h1>");
  return std::regex_search(page, found, heading) ? found[1].str() : "";
}

class TabsTest : public ToldCase {
 protected:
  std::vector<std::string> names(const char* who) {
    std::vector<std::string> out;
    const auto page = world_.hub(who).page(journey_.case_path("/notification")).body;
    for (const auto& tab : tabs_of(page)) {
      out.push_back(tab.text);
    }
    return out;
  }
};

TEST_P(TabsTest, a_tab_and_the_heading_of_its_page_are_called_the_same) {
  tell();
  Visitor& manager = world_.hub("u03");
  const auto tabs = tabs_of(manager.page(journey_.case_path("/screen")).body);
  ASSERT_GE(tabs.size(), 12U);
  for (const auto& tab : tabs) {
    const auto page = manager.page(tab.href);
    ASSERT_EQ(page.status, 200) << tab.href;
    EXPECT_EQ(heading_of(page.body), tab.text) << tab.href;
    for (const auto& there : tabs_of(page.body)) {
      EXPECT_EQ(there.current, there.href == tab.href) << there.href << " on " << tab.href;
    }
  }
}

TEST_P(TabsTest, screening_and_rating_are_tabs_of_whoever_may) {
  tell();
  EXPECT_THAT(names("u03"), Contains("Screen"));
  EXPECT_THAT(names("u03"), Contains("Rate"));
  EXPECT_THAT(names("u02"), Contains("Screen"));
  EXPECT_THAT(names("u02"), Not(Contains("Rate")));
}

INSTANTIATE_TEST_SUITE_P(Engines, TabsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
