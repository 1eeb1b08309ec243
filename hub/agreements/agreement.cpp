// SPDX-License-Identifier: MIT
#include "mash/agreements/agreement.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "agreements_data.h"
#include "mash/json/value.h"

namespace mash::agreements {

namespace {

constexpr std::int64_t k_longest_days = 366;

bool holds(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

// What holds between two: the newest that both have ever joined. Until then the one before goes on
// between them, unless one is no party to a newer one that others have agreed.
const Version* between(const Agreement& agreement, const AgencyId& one, const AgencyId& other,
                       LocalDate day) {
  for (auto v = agreement.versions.rbegin(); v != agreement.versions.rend(); ++v) {
    if (!v->put_at || v->terms.begins > day) continue;
    if (v->once_joined.contains(one) && v->once_joined.contains(other)) return &*v;
    if (v->was_agreed() && !(v->is_party(one) && v->is_party(other))) return nullptr;
  }
  return nullptr;
}

Covered covered_by(const Agreement& agreement, const AgencyId& one, const AgencyId& other,
                   std::string_view purpose, LocalDate day) {
  const auto* version = between(agreement, one, other, day);
  if (version == nullptr || !version->has_joined(one) || !version->has_joined(other) ||
      !holds(version->terms.purposes, purpose)) {
    return {};
  }
  const auto& terms = version->terms;
  if (agreement.ended_at) {
    return {Cover::lapsed, &agreement, to_london(*agreement.ended_at).date, terms.name};
  }
  if (day > terms.ends) return {Cover::lapsed, &agreement, terms.ends.plus_days(1), terms.name};
  if (day > terms.review_by) {
    return {Cover::review_late, &agreement, terms.review_by.plus_days(1), terms.name};
  }
  return {Cover::in_force, &agreement, terms.begins, terms.name};
}

std::optional<Due> due_of(const Agreement& agreement, const Policy& policy, LocalDate day) {
  const auto* version = agreement.standing(day);
  if (version == nullptr || !version->is_agreed() || agreement.ended_at) return std::nullopt;
  const auto& terms = version->terms;
  const auto name = "The agreement " + terms.name;
  if (day > terms.ends) {
    const auto since = terms.ends.plus_days(1);
    return Due{&agreement, name + " has lapsed. Make a new version, or end it", since, since};
  }
  if (day > terms.review_by) {
    return Due{&agreement, name + " was to be reviewed by " + plain_date(terms.review_by),
               terms.review_by.plus_days(1), terms.review_by};
  }
  const bool review_first = terms.review_by < terms.ends;
  const auto by = review_first ? terms.review_by : terms.ends;
  std::optional<Due> out;
  for (const int days : policy.days_before) {
    const auto from = by.plus_days(-days);
    if (day < from) continue;
    out = Due{&agreement,
              name + (review_first ? " is to be reviewed by " : " ends on ") + plain_date(by), from,
              by};
  }
  return out;
}

}  // namespace

bool Version::is_party(const AgencyId& agency) const {
  return std::ranges::find(terms.parties, agency) != terms.parties.end();
}

bool Version::has_joined(const AgencyId& agency) const {
  const auto found = words.find(agency);
  return found != words.end() && found->second.joins;
}

bool Version::was_agreed() const {
  return put_at.has_value() && once_joined.size() >= 2;
}

bool Version::is_agreed() const {
  return put_at.has_value() &&
         std::ranges::count_if(words, [](const auto& word) { return word.second.joins; }) >= 2;
}

const Version* Agreement::standing(LocalDate day) const {
  const auto found = std::ranges::find_if(
      versions.rbegin(), versions.rend(),
      [day](const Version& v) { return v.was_agreed() && v.terms.begins <= day; });
  return found == versions.rend() ? nullptr : &*found;
}

const Version* Agreement::to_join(const AgencyId& agency, LocalDate day) const {
  if (ended_at) return nullptr;
  const auto* stands = standing(day);
  for (auto v = versions.rbegin(); v != versions.rend(); ++v) {
    if (!v->put_at || !v->is_party(agency)) continue;
    const bool superseded = stands != nullptr && stands->number > v->number;
    return superseded || day > v->terms.ends ? nullptr : &*v;
  }
  return nullptr;
}

std::vector<const Version*> Agreement::to_leave(const AgencyId& agency, LocalDate day) const {
  std::vector<const Version*> out;
  if (ended_at) return out;
  const auto* stands = standing(day);
  for (auto v = versions.rbegin(); v != versions.rend(); ++v) {
    if (!v->put_at || !v->has_joined(agency) || day > v->terms.ends) continue;
    // One that is superseded goes on between those who have not both joined the newer one.
    const bool holds = stands == nullptr || stands->number <= v->number ||
                       std::ranges::any_of(v->words, [&](const auto& word) {
                         return word.second.joins && word.first != agency &&
                                between(*this, agency, word.first, day) == &*v;
                       });
    if (holds) out.push_back(&*v);
  }
  return out;
}

Covered covering(const std::vector<Agreement>& all, const AgencyId& one, const AgencyId& other,
                 std::string_view purpose, LocalDate day) {
  Covered best;
  if (one == other) best.cover = Cover::in_force;
  for (const auto& agreement : all) {
    const auto found = covered_by(agreement, one, other, purpose, day);
    // Of several that have lapsed the one that did so last says most.
    if (found.cover > best.cover || (found.cover == best.cover && found.since > best.since)) {
      best = found;
    }
  }
  return best;
}

std::string state_words(const Agreement& agreement, const Version& version, LocalDate day) {
  const auto& terms = version.terms;
  if (!version.put_at) return "Draft";
  const auto* stands = agreement.standing(day);
  if (stands != nullptr && stands->number > version.number) return "Superseded";
  if (agreement.ended_at) {
    return "Ended on " + plain_date(to_london(*agreement.ended_at).date);
  }
  if (day > terms.ends) return "Lapsed on " + plain_date(terms.ends.plus_days(1));
  if (!version.was_agreed()) return "Waits for its parties";
  if (!version.is_agreed()) return "Not in force: fewer than two parties are left in it";
  if (day < terms.begins) return "Begins on " + plain_date(terms.begins);
  if (day > terms.review_by) {
    return "In force, and was to be reviewed by " + plain_date(terms.review_by);
  }
  return "In force until " + plain_date(terms.ends);
}

Result<Policy> parse_policy(std::string_view text) {
  constexpr auto k_members =
      std::to_array<std::string_view>({"title", "version", "sources", "days_before"});
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file.as_object();
  if (members == nullptr) return invalid("policy", "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(k_members, name) == k_members.end()) {
      return invalid("policy", "There is a member that this version does not know. Take it out");
    }
  }
  const auto* version = file["version"].as_int();
  if (version == nullptr || *version < 1) return invalid("version", "Give a whole number from 1");
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  const auto* days = file["days_before"].as_array();
  if (days == nullptr || days->empty()) return invalid("days_before", "Give a list of days");
  Policy out{.version = static_cast<int>(*version)};
  for (const auto& one : *days) {
    const auto* number = one.as_int();
    if (number == nullptr || *number < 1 || *number > k_longest_days) {
      return invalid("days_before", "Give whole numbers from 1 to 366");
    }
    if (!out.days_before.empty() && *number >= out.days_before.back()) {
      return invalid("days_before", "Give each number once, the greatest first");
    }
    out.days_before.push_back(static_cast<int>(*number));
  }
  return out;
}

const Policy& built_in_policy() {
  static const Policy policy = [] {
    auto parsed = parse_policy(agreements_data());
    if (!parsed) throw std::runtime_error("data/agreements.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

std::vector<Due> due(const std::vector<Agreement>& all, const Policy& policy, LocalDate day) {
  std::vector<Due> out;
  for (const auto& agreement : all) {
    if (auto one = due_of(agreement, policy, day)) out.push_back(*std::move(one));
  }
  std::ranges::sort(out, {}, &Due::by);
  return out;
}

}  // namespace mash::agreements
