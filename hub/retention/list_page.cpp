// SPDX-License-Identifier: MIT
// What is due, by case and class and rule, without a word of what it says.
#include <algorithm>

#include "due.h"
#include "mash/cases/case_disposal.h"
#include "mash/cases/disposed.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::retention {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_soon_days = 365;
constexpr std::size_t k_most_rows = 100;
constexpr int k_newest = 20;

std::string period_of(const Rule& rule) {
  std::string out = std::to_string(rule.years) + (rule.years == 1 ? " year" : " years");
  out += " since something last happened";
  if (rule.until_age > 0) {
    out += ", and until the youngest child is " + std::to_string(rule.until_age);
  }
  return out + (rule.review ? ", then somebody looks at it" : "");
}

std::string counted(std::int64_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string what_of(const Due& due, int count) {
  if (due.kind == Class::item) {
    return counted(count, "piece") + " of information";
  }
  return std::string(words_of(due.kind));
}

// One line for what stands in one case under one rule.
json::Array rows_of(Context& c, const std::vector<Due>& all) {
  json::Array out;
  for (std::size_t i = 0; i < all.size() && out.size() < k_most_rows;) {
    const Due& first = all[i];
    int count = 0;
    for (; i < all.size() && all[i].case_id == first.case_id && all[i].rule == first.rule &&
           all[i].at == first.at;
         ++i) {
      ++count;
    }
    json::Value v = json::Object{};
    v.set("reference", first.reference);
    v.set("what", what_of(first, count));
    v.set("rule", first.rule->id);
    v.set("when", plain_date(to_london(first.at).date));
    v.set("held", first.held);
    json::Array kept_for;
    for (const auto& words : first.kept_for) kept_for.emplace_back(words);
    v.set("kept_for", std::move(kept_for));
    v.set("href", "/retention/" + first.case_id.text());
    c.touch(first.case_id.text());
    out.push_back(std::move(v));
  }
  return out;
}

json::Value table_of(Context& c, const std::vector<Due>& all, std::string_view since,
                     std::string_view none) {
  json::Value out = json::Object{};
  out.set("since", since);
  json::Array rows = rows_of(c, all);
  out.set("nothing",
          rows.empty() ? html::empty(html::Empty::nothing, std::string(none)) : json::Value(false));
  out.set("has_rows", !rows.empty());
  out.set("more", rows.size() == k_most_rows);
  out.set("rows", std::move(rows));
  return out;
}

// By a hold, or by what waits for an answer from it.
bool is_kept(const Due& one) {
  return one.held || !one.kept_for.empty();
}

// How much of other agencies is due, where the reader may know of it.
json::Array others(Context& c, const policy::Proof& proof, const Deps& deps) {
  json::Array out;
  if (!sees_whole_cases(c.principal)) return out;
  for (const auto& agency : deps.borough.agencies) {
    if (!agency.has_desk() || agency.id == c.principal.agency) continue;
    const auto all = due_by(c, proof, deps, agency.id, c.now);
    // That a desk keeps something to itself is not for others to know.
    const auto known = std::ranges::count_if(
        all, [](const Due& one) { return one.kind == Class::item && one.inside; });
    if (known == 0) continue;
    out.emplace_back(agency.name + ": " + std::to_string(known) +
                     (known == 1 ? " piece of information" : " pieces of information"));
  }
  return out;
}

json::Array gone_of(Context& c) {
  json::Array out;
  auto all = cases::disposed_by(c.tx, c.principal.agency, k_newest);
  if (sees_whole_cases(c.principal)) {
    const auto records = cases::disposed_by(c.tx, pipeline::k_front_door, k_newest);
    all.insert(all.begin(), records.begin(), records.end());
  }
  for (const auto& one : all) {
    if (cases::is_hidden_from(c.tx, one.case_id, c.principal.person)) continue;
    const auto head = cases::find_case(c.tx, one.case_id);
    json::Value v = json::Object{};
    v.set("reference", head->reference);
    v.set("what", cases::words_of(one));
    v.set("much", counted(one.texts, "text") + " and " + counted(one.files, "file"));
    // Not where it stands in the record: that number grows with what others do unseen.
    v.set("id", one.id);
    v.set("hash", one.hash);
    c.touch(one.id);
    out.push_back(std::move(v));
  }
  return out;
}

json::Array rules_of(const Deps& deps) {
  json::Array out;
  for (const auto& rule : deps.schedule.rules) {
    const auto group = std::ranges::find(deps.schedule.groups, rule.group, &Group::code);
    out.emplace_back(json::Object{
        {"id", rule.id},
        {"what",
         std::string(words_of(rule.kind)) +
             (rule.owner.empty() ? std::string()
                                 : " (" + directory::agency_name(deps.borough, rule.owner) + ")")},
        {"outcome", group->words},
        {"period", period_of(rule)},
        {"source", rule.source}});
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  const UtcTime soon = c.now + Duration::days(k_soon_days);
  auto all = due_by(c, proof, deps, c.principal.agency, soon);
  if (sees_whole_cases(c.principal)) {
    for (auto& one : due_by(c, proof, deps, pipeline::k_front_door, soon)) {
      all.push_back(std::move(one));
    }
  }
  std::vector<Due> coming;
  std::ranges::copy_if(all, std::back_inserter(coming),
                       [&c](const Due& one) { return one.at > c.now; });
  std::erase_if(all, [&c](const Due& one) { return one.at > c.now; });
  // Apart, so that what nobody can do anything about does not push out what somebody can.
  std::vector<Due> kept;
  std::ranges::copy_if(all, std::back_inserter(kept), is_kept);
  std::erase_if(all, is_kept);
  json::Value data = json::Object{};
  data.set("due", table_of(c, all, "since", "Nothing is due."));
  data.set("has_kept", !kept.empty());
  data.set("kept", table_of(c, kept, "since", ""));
  data.set("coming", table_of(c, coming, "on", "Nothing within a year."));
  json::Array of_others = others(c, proof, deps);
  data.set("has_others", !of_others.empty());
  data.set("others", std::move(of_others));
  json::Array gone = gone_of(c);
  data.set("has_gone", !gone.empty());
  data.set("gone", std::move(gone));
  data.set("version", deps.schedule.version);
  data.set("rules", rules_of(deps));
  return pipeline::View{.page = "retention/list",
                        .title = "How long it is kept",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

bool sees_whole_cases(const policy::Principal& person) {
  return cases::is_front_door(person) || person.role == policy::Role::data_protection_officer;
}

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_retention>(
      {.path = "/retention",
       .summary = "What the own agency holds whose time is over",
       .event = "retention.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_list_routes(out, deps);
  add_case_routes(out, deps);
  add_record_routes(out, deps);
  add_hold_routes(out, deps);
  return out;
}

}  // namespace mash::retention
