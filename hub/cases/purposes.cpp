// SPDX-License-Identifier: MIT
#include "mash/cases/purposes.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "mash/json/value.h"
#include "purposes_data.h"

namespace mash::cases {

namespace {

constexpr auto k_members =
    std::to_array<std::string_view>({"title", "version", "sources", "purposes"});
constexpr auto k_purpose = std::to_array<std::string_view>({"code", "words", "ground"});

template <class Known>
Result<void> only(const json::Value& v, const Known& known, const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(at, "There is a member that this version does not know. Take it out");
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Purpose>> parse_purposes(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, "purposes"));
  if (file.number("version") < 1) return invalid("version", "Give a number from 1");
  if (file.text("sources").empty()) return invalid("sources", "Say where they come from");
  const auto* list = file["purposes"].as_array();
  if (list == nullptr || list->empty()) return invalid("purposes", "Give at least one");
  std::vector<Purpose> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string at = "purposes[" + std::to_string(i) + "]";
    MASH_TRY_DO(only((*list)[i], k_purpose, at));
    Purpose one{.code = (*list)[i].text("code"),
                .words = (*list)[i].text("words"),
                .ground = (*list)[i].text("ground")};
    const bool twice = std::ranges::find(out, one.code, &Purpose::code) != out.end();
    if (one.code.empty() || twice) return invalid(at + ".code", "Give each a code of its own");
    if (one.words.empty()) return invalid(at + ".words", "Say what it is in words");
    if (one.ground.empty()) return invalid(at + ".ground", "Name its ground in law");
    out.push_back(std::move(one));
  }
  return out;
}

const std::vector<Purpose>& built_in_purposes() {
  static const std::vector<Purpose> purposes = [] {
    auto parsed = parse_purposes(purposes_data());
    if (!parsed) throw std::runtime_error("data/purposes.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return purposes;
}

std::string purpose_words(std::string_view code) {
  const auto& all = built_in_purposes();
  const auto found = std::ranges::find(all, code, &Purpose::code);
  return found == all.end() ? std::string() : found->words + " (" + found->ground + ")";
}

}  // namespace mash::cases
