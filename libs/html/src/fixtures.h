// SPDX-License-Identifier: MIT
// For tests only: govuk-frontend's own fixtures, and HTML made comparable.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "mash/html/render.h"
#include "mash/json/value.h"

namespace mash::html::fixtures {

inline std::string squeezed(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string out;
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// `<b  id="x"class="z a" hidden>` -> `<b class="a z" hidden id="x">`
inline std::string normal_tag(std::string_view tag) {
  std::size_t at = tag.find_first_of(" \n\t>/", 2);
  std::string out(tag.substr(0, at));
  std::vector<std::string> attributes;
  for (;;) {
    at = tag.find_first_not_of(" \n\t/", at);
    if (at == std::string_view::npos || tag[at] == '>') break;
    auto end = tag.find_first_of("= \n\t>", at);
    const std::string name(tag.substr(at, end - at));
    if (tag[end] != '=') {
      attributes.push_back(name);
      at = end;
      continue;
    }
    const auto close = tag.find(tag[end + 1], end + 2);
    std::string value = squeezed(tag.substr(end + 2, close - end - 2));
    if (name == "class") {
      std::istringstream words(value);
      std::vector<std::string> classes{std::istream_iterator<std::string>(words), {}};
      std::ranges::sort(classes);
      value.clear();
      for (const auto& word : classes) value += (value.empty() ? "" : " ") + word;
    }
    attributes.push_back(name + "=\"" + value + "\"");
    at = close + 1;
  }
  std::ranges::sort(attributes);
  for (const auto& attribute : attributes) out += " " + attribute;
  return out + ">";
}

// One tag or text a line; white space, the order of attributes and the spelling of quotes dropped.
inline std::string normal_html(std::string text) {
  replace_all(text, "&apos;", "&#39;");
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '<') {
      const auto end = text.find('>', at);
      out += normal_tag(std::string_view(text).substr(at, end + 1 - at)) + "\n";
      at = end + 1;
    } else {
      const auto end = std::min(text.find('<', at), text.size());
      const std::string words = squeezed(std::string_view(text).substr(at, end - at));
      if (!words.empty()) out += words + "\n";
      at = end;
    }
  }
  return out;
}

// A member as text, whether it is text, a number or a flag; empty where it is absent.
inline std::string text(const json::Value& options, std::string_view name) {
  const json::Value& value = options[name];
  if (value.as_int() != nullptr) return std::to_string(*value.as_int());
  if (value.as_bool() != nullptr) return *value.as_bool() ? "true" : "false";
  return options.text(name);
}

// The members of a list that are not null or false, as Nunjucks skips them.
inline std::vector<json::Value> items(const json::Value& list) {
  std::vector<json::Value> out;
  if (list.as_array() == nullptr) return out;
  for (const auto& item : *list.as_array())
    if (!item.is_null() && item.as_bool() == nullptr) out.push_back(item);
  return out;
}

// "<b>a</b> b" -> "a b"
inline std::string without_tags(std::string text) {
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<'))
    text.replace(at, text.find('>', at) + 1 - at, " ");
  return squeezed(text);
}

// The text of a part, or of its raw HTML without the tags.
inline std::string words(const json::Value& part) {
  const std::string html = part.text("html");
  return html.empty() ? text(part, "text") : without_tags(html);
}

// Puts plain words in the place of raw HTML that came from the options: ours takes text only.
inline void drop_raw_html(const json::Value& options, std::string& normal) {
  if (options.as_array() != nullptr)
    for (const auto& item : *options.as_array()) drop_raw_html(item, normal);
  if (options.as_object() == nullptr) return;
  for (const auto& [name, value] : *options.as_object()) {
    drop_raw_html(value, normal);
    const std::string* html = value.as_string();
    if (html == nullptr || !name.ends_with("tml") || html->find('<') == std::string::npos) continue;
    const std::string raw = normal_html(*html);
    const auto at = normal.find(raw);
    if (at != std::string::npos) normal.replace(at, raw.size(), without_tags(*html) + "\n");
  }
}

// What a component of ours says for the options of theirs.
using Convert = std::function<json::Value(const json::Value& options)>;

// A known difference, put right in their normal HTML.
using Adapt = std::function<void(const json::Value& options, std::string& theirs)>;

// Compares our partial with theirs for each fixture named.
inline void expect_same(std::string_view folder, std::string_view partial, const Convert& convert,
                        const std::vector<std::string>& names, const Adapt& adapt = {}) {
  static const Templates templates(shared_templates());
  std::ifstream file(MASH_SOURCE_DIR "/node_modules/govuk-frontend/dist/govuk/components/" +
                     std::string(folder) + "/fixtures.json");
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  const auto parsed = json::parse(content);
  ASSERT_TRUE(parsed) << folder;
  std::size_t found = 0;
  for (const auto& fixture : items((*parsed)["fixtures"])) {
    if (std::ranges::find(names, fixture.text("name")) == names.end()) continue;
    ++found;
    const std::string ours =
        templates.render("govuk/" + std::string(partial), convert(fixture["options"]));
    std::string theirs = normal_html(fixture.text("html"));
    drop_raw_html(fixture["options"], theirs);
    if (adapt) adapt(fixture["options"], theirs);
    EXPECT_EQ(normal_html(ours), theirs) << folder << ": " << fixture.text("name");
  }
  EXPECT_EQ(found, names.size()) << folder << ": a name is not among the fixtures";
}

}  // namespace mash::html::fixtures
