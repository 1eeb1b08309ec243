// SPDX-License-Identifier: MIT
#include "view.h"

#include <algorithm>
#include <set>

#include "mash/html/forms.h"
#include "mash/http/message.h"

namespace mash::boardroom {

std::string Asked::text(std::string_view name) const {
  const auto at = query.find(name);
  return at == query.end() ? std::string() : at->second;
}

std::vector<board::Quarter> quarters_of(const Holdings& holdings) {
  std::set<board::Quarter, std::greater<>> out;
  for (const auto& one : holdings.publications) out.insert(one.quarter);
  return {out.begin(), out.end()};
}

board::Quarter quarter_of(const Asked& asked) {
  const auto all = quarters_of(asked.holdings);
  const auto typed = board::Quarter::parse(asked.text("quarter"));
  if (typed && std::ranges::find(all, *typed) != all.end()) return *typed;
  return all.empty() ? board::Quarter{} : all.front();
}

std::vector<const board::Publication*> in_quarter(const Holdings& holdings,
                                                  board::Quarter quarter) {
  std::vector<const board::Publication*> out;
  for (const auto& one : holdings.publications) {
    if (one.quarter != quarter) continue;
    // The newest of a quarter stands last.
    if (!out.empty() && out.back()->hub == one.hub) out.pop_back();
    out.push_back(&one);
  }
  std::ranges::sort(out, {}, [](const auto* one) { return std::pair(one->name, one->hub); });
  return out;
}

OfHub up_to(const Holdings& holdings, std::string_view hub, board::Quarter quarter) {
  OfHub out;
  for (const auto& one : holdings.publications) {
    if (one.hub != hub || one.quarter > quarter) continue;
    if (!out.empty() && out.back()->quarter == one.quarter) out.pop_back();
    out.push_back(&one);
  }
  return out;
}

std::string query_of(const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out;
  for (const auto& [name, value] : values) {
    out += (out.empty() ? "?" : "&") + name + "=" + http::percent_encode(value);
  }
  return out;
}

std::string hub_href(std::string_view id, board::Quarter quarter) {
  return "/hubs/" + http::percent_encode(id) + query_of({{"quarter", quarter.code()}});
}

json::Value quarter_question(const Asked& asked) {
  std::vector<html::Choice> choices;
  for (const auto& one : quarters_of(asked.holdings)) {
    choices.push_back({.value = one.code(), .text = one.words()});
  }
  return html::select({.name = "quarter",
                       .label = "Quarter",
                       .value = quarter_of(asked).code(),
                       .choices = std::move(choices)});
}

json::Value measure_question(const std::vector<Measure>& measures, const Measure& chosen) {
  std::vector<html::Choice> choices;
  for (const auto& one : measures) choices.push_back({.value = one.code, .text = one.words});
  return html::select(
      {.name = "show", .label = "Show", .value = chosen.code, .choices = std::move(choices)});
}

}  // namespace mash::boardroom
