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
constexpr std::size_t k_page = 100;
constexpr int k_newest = 20;
constexpr std::string_view k_path = "/retention";

// One of the lists of the page: its heading's id, which is the query's name for its own page too.
struct Table {
  std::string_view name;
  std::string_view pages;  // what screen readers call the links to its pages
  std::string_view since;
  std::string_view none;
};
constexpr Table k_due{"due", "Pages of what is over", "since", "Nothing is due."};
constexpr Table k_kept{"kept", "Pages of what is over and kept", "since", ""};
constexpr Table k_coming{"coming", "Pages of what is over within a year", "on",
                         "Nothing within a year."};

pipeline::Field page_field(const Table& table) {
  return {
      .name = std::string(table.name), .label = "Page", .kind = pipeline::Kind::number, .max = 6};
}

json::Value page_links(const Table& table, std::size_t page, std::size_t pages) {
  if (pages < 2) return false;
  const std::string name(table.name);
  const auto href = [&](std::size_t n) {
    return std::string(k_path) + "?" + name + "=" + std::to_string(n) + "#" + name;
  };
  html::PaginationOptions options;
  if (page > 1) options.previous_href = href(page - 1);
  if (page < pages) options.next_href = href(page + 1);
  for (std::size_t n = 1; n <= pages; ++n) {
    options.items.push_back({.number = std::to_string(n), .href = href(n), .current = n == page});
  }
  json::Value out = html::pagination(options);
  out.set("label", table.pages);
  return out;
}

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

// One line: what stands in one case under one rule.
struct Line {
  const Due* first = nullptr;
  int count = 0;
};

std::vector<Line> lines_of(const std::vector<Due>& all) {
  std::vector<Line> out;
  for (const Due& one : all) {
    const Due* before = out.empty() ? nullptr : out.back().first;
    if (before == nullptr || before->case_id != one.case_id || before->rule != one.rule ||
        before->at != one.at) {
      out.push_back({&one, 0});
    }
    ++out.back().count;
  }
  return out;
}

json::Value view_of(const Line& line) {
  const Due& due = *line.first;
  json::Value v = json::Object{};
  v.set("reference", due.reference);
  v.set("what", what_of(due, line.count));
  v.set("rule", due.rule->id);
  v.set("when", plain_date(to_london(due.at).date));
  v.set("held", due.held);
  json::Array kept_for;
  for (const auto& words : due.kept_for) kept_for.emplace_back(words);
  v.set("kept_for", std::move(kept_for));
  v.set("href", "/retention/" + due.case_id.text());
  return v;
}

// The page of it that was asked for, or the nearest that there is.
json::Value table_of(Context& c, const std::vector<Due>& all, const Table& table) {
  const auto lines = lines_of(all);
  const auto pages = std::max<std::size_t>(1, (lines.size() + k_page - 1) / k_page);
  const auto page = static_cast<std::size_t>(
      std::clamp<std::int64_t>(c.input.number(table.name), 1, static_cast<std::int64_t>(pages)));
  json::Array rows;
  for (std::size_t i = (page - 1) * k_page; i < std::min(lines.size(), page * k_page); ++i) {
    c.touch(lines[i].first->case_id.text());
    rows.push_back(view_of(lines[i]));
  }
  json::Value out = json::Object{};
  out.set("since", table.since);
  out.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, std::string(table.none))
                                  : json::Value(false));
  out.set("has_rows", !rows.empty());
  out.set("pages", page_links(table, page, pages));
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
  data.set("due", table_of(c, all, k_due));
  data.set("has_kept", !kept.empty());
  data.set("kept", table_of(c, kept, k_kept));
  data.set("coming", table_of(c, coming, k_coming));
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
      {.path = std::string(k_path),
       .summary = "What the own agency holds whose time is over",
       .event = "retention.read",
       .fields = {page_field(k_due), page_field(k_kept), page_field(k_coming)},
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
