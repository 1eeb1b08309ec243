// SPDX-License-Identifier: MIT
// Goal: pages come out escaped, a mistake in a template stops the program at start, and nothing
// leaks into a component from the data around it.
#include "mash/html/render.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "mash/html/forms.h"

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

// Every partial, given its data inside an outer object that sets all names to a trap, shows the
// same as alone.
TEST(Render, NothingLeaksInFromOutside) {
  const Templates templates([] {
    std::vector<Source> sources = shared_templates();
    sources.push_back({"page", "{{#question}}{{> mash/fields}}{{/question}}"});
    return sources;
  }());
  const json::Value question = json::Object{
      {"fields",
       fields({input({.name = "a", .label = "A"}), textarea({.name = "b", .label = "B"}),
               radios({.name = "c", .legend = "C", .choices = {{.value = "1", .text = "One"}}}),
               checkboxes({.name = "d", .choices = {{.value = "1", .text = "One"}}}),
               date_input({.name = "e", .legend = "E"}),
               select({.name = "f", .label = "F", .choices = {{.text = "Choose"}}})})}};
  json::Value polluted = json::Object{{"question", question}};
  for (const char* name : {"hint",           "error",          "classes",      "value",
                           "label",          "legend",         "fieldset",     "divider",
                           "checked",        "selected",       "disabled",     "described_by",
                           "group_classes",  "legend_classes", "page_heading", "autocomplete",
                           "autocapitalize", "spellcheck",     "pattern",      "inputmode",
                           "prefix",         "suffix",         "affixes",      "max_length",
                           "exclusive",      "role",           "id",           "for",
                           "text",           "items",          "input",        "textarea",
                           "radios",         "checkboxes",     "date_input",   "select"})
    polluted.set(name, "TRAP");
  const std::string page = templates.render("page", polluted);
  EXPECT_EQ(page, templates.render("page", json::Object{{"question", question}}));
  EXPECT_EQ(page.find("TRAP"), std::string::npos);
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
