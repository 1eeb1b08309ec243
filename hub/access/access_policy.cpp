// SPDX-License-Identifier: MIT
#include "mash/access/access_policy.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "access_data.h"
#include "mash/json/value.h"

namespace mash::access {

namespace {

constexpr auto k_members = std::to_array<std::string_view>(
    {"title", "version", "sources", "months", "more_months", "owner_days", "asked_after_days",
     "most_pages", "exemptions", "signs"});
constexpr auto k_number = std::to_array<std::string_view>({"value", "source"});
constexpr auto k_exemption = std::to_array<std::string_view>({"code", "words", "law", "in_bundle"});
constexpr auto k_sign = std::to_array<std::string_view>({"exemption", "words", "why"});

Result<void> only(const json::Value& v, std::span<const std::string_view> known,
                  const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(at, "There is a member that this version does not know. Take it out");
    }
  }
  return {};
}

Result<int> whole(const json::Value& v, const std::string& at, std::int64_t most) {
  const auto* number = v.as_int();
  if (number == nullptr || *number < 1 || *number > most) {
    return invalid(at, "Give a whole number from 1 to " + std::to_string(most));
  }
  return static_cast<int>(*number);
}

Result<int> sourced(const json::Value& file, const std::string& name, std::int64_t most) {
  MASH_TRY_DO(only(file[name], k_number, name));
  if (file[name].text("source").empty()) return invalid(name + ".source", "Name the source");
  return whole(file[name]["value"], name + ".value", most);
}

Result<std::string> filled(const json::Value& v, const char* name, const std::string& at) {
  std::string text = v.text(name);
  if (text.empty()) return invalid(at + "." + name, "Give it in words");
  return text;
}

Result<void> read_exemption(const json::Value& v, const std::string& at, AccessPolicy& out) {
  MASH_TRY_DO(only(v, k_exemption, at));
  Exemption one;
  MASH_TRY(one.code, filled(v, "code", at));
  MASH_TRY(one.words, filled(v, "words", at));
  MASH_TRY(one.law, filled(v, "law", at));
  MASH_TRY(one.in_bundle, filled(v, "in_bundle", at));
  if (out.find(one.code) != nullptr) return invalid(at + ".code", "Name each code once");
  out.exemptions.push_back(std::move(one));
  return {};
}

Result<void> read_sign(const json::Value& v, const std::string& at, AccessPolicy& out) {
  MASH_TRY_DO(only(v, k_sign, at));
  Sign one;
  MASH_TRY(one.exemption, filled(v, "exemption", at));
  MASH_TRY(one.why, filled(v, "why", at));
  if (out.find(one.exemption) == nullptr) {
    return invalid(at + ".exemption", "Name the code of an exemption of this file");
  }
  const auto* words = v["words"].as_array();
  if (words == nullptr || words->empty()) return invalid(at + ".words", "Give a list of words");
  for (const auto& word : *words) {
    const auto* text = word.as_string();
    if (text == nullptr || text->empty()) return invalid(at + ".words", "Give words");
    one.words.push_back(*text);
  }
  out.signs.push_back(std::move(one));
  return {};
}

}  // namespace

const Exemption* AccessPolicy::find(std::string_view code) const {
  const auto found = std::ranges::find(exemptions, code, &Exemption::code);
  return found == exemptions.end() ? nullptr : &*found;
}

Result<AccessPolicy> parse_access_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, k_members, "policy"));
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  AccessPolicy out;
  MASH_TRY(out.version, whole(file["version"], "version", 1'000'000));
  // The law gives no more.
  MASH_TRY(out.months, sourced(file, "months", 1));
  MASH_TRY(out.more_months, sourced(file, "more_months", 2));
  MASH_TRY(out.owner_days, sourced(file, "owner_days", 28));
  MASH_TRY(out.asked_after_days, sourced(file, "asked_after_days", 366));
  MASH_TRY(out.most_pages, sourced(file, "most_pages", 2000));
  const auto* exemptions = file["exemptions"].as_array();
  if (exemptions == nullptr) return invalid("exemptions", "Give a list");
  for (std::size_t i = 0; i < exemptions->size(); ++i) {
    MASH_TRY_DO(read_exemption((*exemptions)[i], "exemptions[" + std::to_string(i) + "]", out));
  }
  const auto* signs = file["signs"].as_array();
  if (signs == nullptr) return invalid("signs", "Give a list");
  for (std::size_t i = 0; i < signs->size(); ++i) {
    MASH_TRY_DO(read_sign((*signs)[i], "signs[" + std::to_string(i) + "]", out));
  }
  return out;
}

const AccessPolicy& built_in_access_policy() {
  static const AccessPolicy policy = [] {
    auto parsed = parse_access_policy(access_data());
    if (!parsed) {
      throw std::runtime_error("data/subject_access.json: " + parsed.error().message);
    }
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::access
