// SPDX-License-Identifier: MIT
#include "mash/html/render.h"

#include <array>
#include <charconv>
#include <kainjow/mustache.hpp>
#include <map>
#include <stdexcept>

namespace mash::html {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::size_t k_max_depth = 16;

// An empty text counts as absent, as in the Nunjucks templates that ours follow: `{{#hint}}` shows
// nothing for "".
mustache::data to_data(const json::Value& value) {
  if (const auto* text = value.as_string(); text != nullptr && !text->empty()) return {*text};
  if (const auto* flag = value.as_bool()) return {*flag};
  if (const auto* number = value.as_int()) return {std::to_string(*number)};
  if (const auto* number = value.as_double()) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.begin(), text.end(), *number).ptr;
    return {std::string(text.begin(), end)};
  }
  if (const auto* items = value.as_array()) {
    mustache::data list{mustache::data::type::list};
    for (const auto& item : *items) list << to_data(item);
    return list;
  }
  if (const auto* members = value.as_object()) {
    mustache::data object;
    for (const auto& [name, member] : *members) object[name] = to_data(member);
    return object;
  }
  return {false};
}

using Texts = std::map<std::string, std::string, std::less<>>;

// Puts partials into the text of the template that uses them. They take no arguments, so this is
// the same as looking them up while rendering, but parsed once and checked at start.
std::string expand(const Texts& texts, const std::string& name, std::size_t depth = 0) {
  if (depth > k_max_depth) throw std::logic_error("template includes itself: " + name);
  const std::string& text = texts.at(name);
  std::string out;
  std::size_t from = 0;
  for (;;) {
    const auto open = text.find("{{>", from);
    out.append(text, from, open - from);
    if (open == std::string::npos) return out;
    const auto close = text.find("}}", open);
    if (close == std::string::npos) throw std::logic_error("template: tag left open in " + name);
    const auto partial = mustache::trim(text.substr(open + 3, close - open - 3));
    if (!texts.contains(partial)) throw std::logic_error("unknown partial " + partial);
    out += expand(texts, partial, depth + 1);
    from = close + 2;
  }
}

std::string without_last_newline(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

struct Templates::State {
  // Rendering is not const in kainjow, but writes only to an object of its own: the parsed tree is
  // read, and error_message_ is written for lambdas and unexpanded partials, which we have none of.
  std::map<std::string, mustache::mustache, std::less<>> parsed;
};

Templates::Templates(const std::vector<Source>& sources) : state_(std::make_unique<State>()) {
  Texts texts;
  for (const auto& source : sources) {
    if (!texts.emplace(source.name, without_last_newline(source.text)).second)
      throw std::logic_error("template given twice: " + std::string(source.name));
  }
  for (const auto& [name, text] : texts) {
    mustache::mustache parsed(expand(texts, name));
    if (!parsed.is_valid())
      throw std::logic_error("template " + name + ": " + parsed.error_message());
    parsed.set_custom_escape([](const std::string& value) { return escape(value); });
    state_->parsed.emplace(name, std::move(parsed));
  }
}

Templates::~Templates() = default;

std::string Templates::render(std::string_view name, const json::Value& data) const {
  const auto found = state_->parsed.find(name);
  if (found == state_->parsed.end())
    throw std::logic_error("unknown template: " + std::string(name));
  std::string out;
  found->second.render(to_data(data), [&out](const std::string& part) { out += part; });
  return out;
}

bool Templates::has(std::string_view name) const {
  return state_->parsed.contains(name);
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace mash::html
