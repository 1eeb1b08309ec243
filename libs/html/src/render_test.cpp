// SPDX-License-Identifier: MIT
// Goal: pages come out escaped, a mistake in a template stops the program at start, and nothing
// leaks into a component from the data around it.
#include "mash/html/render.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <stdexcept>
#include <thread>

#include "fixtures.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"

namespace mash::html {
namespace {

std::string rendered(std::string_view text, const json::Value& data) {
  return Templates({{"page", text}}).render("page", data);
}

TEST(Render, KindsOfValues) {
  const json::Value data = json::Object{{"text", "a"},
                                        {"number", 7},
                                        {"half", 0.5},
                                        {"zero", 0},
                                        {"yes", true},
                                        {"no", false},
                                        {"null", nullptr},
                                        {"empty", ""},
                                        {"list", json::Array{1, 2}},
                                        {"none", json::Array{}}};
  EXPECT_EQ(rendered("{{text}} {{number}} {{half}} {{zero}}", data), "a 7 0.5 0");
  EXPECT_EQ(rendered("{{#yes}}y{{/yes}}{{#zero}}z{{/zero}}{{^no}}n{{/no}}", data), "yzn");
  EXPECT_EQ(rendered("{{^null}}a{{/null}}{{^empty}}b{{/empty}}{{^none}}c{{/none}}", data), "abc");
  EXPECT_EQ(rendered("{{#list}}<{{.}}>{{/list}}{{missing}}", data), "<1><2>");
}

TEST(Render, EscapesWhatPeopleTyped) {
  const json::Value data = json::Object{{"name", R"(<b a="1" c='2'>&)"}};
  EXPECT_EQ(rendered("<p>{{name}}</p>", data),
            "<p>&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;</p>");
  EXPECT_EQ(escape(R"(<&>"')"), "&lt;&amp;&gt;&quot;&#39;");
}

TEST(Render, DataIsNeverATemplate) {
  const json::Value data = json::Object{{"a", "{{secret}}{{> p}}"}, {"p", "x"}, {"secret", "s"}};
  const Templates templates({{"page", "{{a}}{{> p}}"}, {"p", "partial"}});
  EXPECT_EQ(templates.render("page", data), "{{secret}}{{&gt; p}}partial");
}

TEST(Render, PartialsNestAndSectionsAreTheirArguments) {
  const Templates templates({{"a/page", "{{#x}}{{> a/row}}{{/x}}{{#y}}{{>a/row}}{{/y}}"},
                             {"a/row", "[{{> a/cell}}]\n"},
                             {"a/cell", "{{v}}"}});
  EXPECT_EQ(templates.render("a/page", json::Object{{"x", json::Object{{"v", 1}}},
                                                    {"y", json::Object{{"v", 2}}}}),
            "[1][2]");
}

TEST(Render, MistakesStopAtTheStart) {
  EXPECT_THROW(Templates({{"a", "{{#open}}"}}), std::logic_error);
  EXPECT_THROW(Templates({{"a", "{{> missing}}"}}), std::logic_error);
  EXPECT_THROW(Templates({{"a", "{{> a}}"}}), std::logic_error);
  EXPECT_THROW(Templates({{"a", "{{> b"}, {"b", ""}}), std::logic_error);
  EXPECT_THROW(Templates({{"a", ""}, {"a", ""}}), std::logic_error);
  const Templates templates({{"a", "b"}});
  EXPECT_TRUE(templates.has("a"));
  EXPECT_FALSE(templates.has("b"));
  EXPECT_THROW((void)templates.render("b", {}), std::logic_error);
}

// All names that any shared template looks up, but the form tokens, which are meant to come from
// the page around.
std::set<std::string> names_in_templates() {
  static const std::regex k_tag(R"(\{\{[#^]?\s*(\w+)\s*\}\})");
  std::set<std::string> names;
  for (const Source& source : shared_templates()) {
    const std::string text(source.text);
    for (std::sregex_iterator at(text.begin(), text.end(), k_tag), end; at != end; ++at)
      names.insert((*at)[1]);
  }
  names.erase("csrf");
  names.erase("idempotency_key");
  return names;
}

struct Part {
  const char* partial;
  json::Value data;
};

// Each component with as little as it takes: what is left out must not come from elsewhere.
std::vector<Part> bare_parts() {
  const json::Value questions =
      fields({input({.name = "a", .label = "A"}), textarea({.name = "b", .label = "B"}),
              radios({.name = "c", .choices = {{.value = "1", .text = "One"}, {.divider = "or"}}}),
              checkboxes({.name = "d", .choices = {{.value = "1", .text = "One"}}}),
              date_input({.name = "e", .legend = "E"}),
              select({.name = "f", .label = "F", .choices = {{.text = "Choose"}}})});
  return {
      {"mash/fields", json::Object{{"fields", questions}}},
      {"govuk/fieldset", fieldset({.legend = "L"})},
      {"govuk/button", button({.text = "Go"})},
      {"govuk/label", label({.text = "L"})},
      {"govuk/hint", hint({.text = "H"})},
      {"govuk/error_message", error_message({.text = "E"})},
      {"govuk/error_summary", error_summary({.errors = {{.text = "E"}}})},
      {"govuk/summary_list", summary_list({.rows = {{.key = "K", .value = "V"}}})},
      {"govuk/table", table({.head = {{.text = "H"}}, .rows = {{{.text = "C"}}}})},
      {"govuk/tag", tag({.text = "T"})},
      {"govuk/notification_banner", notification_banner({.text = "T"})},
      {"govuk/warning_text", warning_text("T")},
      {"govuk/inset_text", inset_text({.text = "T"})},
      {"govuk/details", details({.summary = "S", .text = "T"})},
      {"govuk/panel", panel({.title = "T"})},
      {"govuk/phase_banner", phase_banner({.tag = "T", .text = "X"})},
      {"govuk/generic_header", generic_header({.text = "T"})},
      {"govuk/skip_link", skip_link({.text = "T", .href = "#a"})},
      {"govuk/back_link", back_link("/a")},
      {"govuk/pagination", pagination({.next_href = "/a"})},
      {"govuk/pagination", pagination({.items = {{.number = "1", .href = "/a"}, {}}})},
      {"govuk/service_navigation", service_navigation({.items = {{.text = "T", .href = "/a"}}})},
      {"govuk/exit_this_page", exit_this_page("/a")},
      {"govuk/footer", footer({})},
      {"mash/release_tag", release_tag(Release::undecided)},
      {"mash/level_tag", level_tag(Level::red)},
      {"mash/clock", clock({.now = {}})},
      {"mash/child_bar", child_bar({.name = "N", .reference = "R"})},
      {"mash/marking", marking("M")},
      {"mash/empty", empty(Empty::nothing, "T")},
      {"mash/timeline", timeline({{.title = "T", .at = {}}})},
      {"mash/who_looked", who_looked({{.at = {}, .who = "W", .what = "X"}})}};
}

TEST(Render, NothingLeaksInFromOutside) {
  std::vector<Part> parts = bare_parts();
  std::vector<std::string> pages;
  std::vector<Source> sources = shared_templates();
  pages.reserve(parts.size());
  for (const Part& part : parts)
    pages.push_back(std::string("{{#the_part}}{{> ") + part.partial + "}}{{/the_part}}");
  std::vector<std::string> page_names;
  for (std::size_t i = 0; i < pages.size(); ++i) page_names.push_back(std::to_string(i));
  for (std::size_t i = 0; i < pages.size(); ++i) sources.push_back({page_names[i], pages[i]});
  const Templates templates(sources);

  json::Value polluted = json::Object{};
  for (const std::string& name : names_in_templates()) polluted.set(name, "TRAP");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    polluted.set("the_part", parts[i].data);
    EXPECT_EQ(fixtures::normal_html(templates.render(page_names[i], polluted)),
              fixtures::normal_html(templates.render(parts[i].partial, parts[i].data)))
        << parts[i].partial;
  }
}

TEST(Render, ThreadsShareOneSet) {
  const Templates templates(shared_templates());
  const json::Value data = input({.name = "a", .label = "A", .hint = "H", .error = "E"});
  const std::string expected = templates.render("govuk/input", data);
  std::vector<std::string> results(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& result : results) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) result = templates.render("govuk/input", data);
      });
    }
  }
  for (const std::string& result : results) EXPECT_EQ(result, expected);
}

TEST(Assets, PathCarriesTheHash) {
  for (const char* file : {"app.css", "app.js", "icon.svg"}) {
    const std::string_view path = asset_path(file);
    EXPECT_TRUE(path.starts_with("/assets/")) << path;
    const Asset* asset = asset_by_path(path);
    ASSERT_NE(asset, nullptr);
    EXPECT_FALSE(asset->content.empty());
  }
  EXPECT_EQ(asset_by_path("/assets/app.css"), nullptr);
  EXPECT_EQ(asset_by_path(asset_path("app.css"))->type, "text/css; charset=utf-8");
}

}  // namespace
}  // namespace mash::html
