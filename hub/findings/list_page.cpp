// SPDX-License-Identifier: MIT
// The list: what stands, the newest evidence first, and how much was looked at for it.
#include <algorithm>

#include "finding_words.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/intake/intake.h"
#include "mash/model/words.h"
#include "names_view.h"
#include "pages.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_most = 100;
constexpr const char* k_page = "/patterns";

json::Value row_view(Context& c, const FindingRow& row, Standing standing) {
  json::Value v = json::Object{};
  v.set("href", std::string(k_page) + "/" + row.id);
  v.set("sentence", sentence(c.vault, row.what));
  v.set("kind", model::words_of(row.what.kind));
  v.set("newest", plain_date(row.what.newest));
  v.set("sources", source_mix(c.tx, row.what));
  v.set("standing", standing == Standing::stands ? std::string_view() : words_of(standing));
  c.touch(row.id);
  return v;
}

json::Value looked_view(const std::optional<ScopeRow>& scope) {
  if (!scope) return false;
  json::Value v = json::Object{};
  v.set("at", plain_time(scope->at));
  v.set("version", scope->version);
  return v;
}

// Nothing is claimed of the record where somebody chose, or put aside, what would be listed.
std::string nothing_words(const Context& c, const Seen& seen) {
  if (!seen.scope) return "Nobody has looked yet. It is done each night, or now.";
  const bool chosen = !c.input.text("kind").empty() || !c.input.text("state").empty();
  if (chosen || !seen.rows.empty()) return "There is none of these.";
  return "No pattern reached the threshold.";
}

json::Value filters(const Context& c) {
  std::vector<html::Choice> kinds{{.value = "", .text = "All kinds"}};
  for (const auto& word : model::k_words<Kind>) {
    kinds.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::fields({html::select({.name = "kind",
                                     .label = "Kind",
                                     .value = std::string(c.input.text("kind")),
                                     .choices = std::move(kinds)}),
                       html::select({.name = "state",
                                     .label = "Where it stands",
                                     .value = std::string(c.input.text("state")),
                                     .choices = {{.value = "", .text = "Stands"},
                                                 {.value = "ASIDE", .text = "Put aside"},
                                                 {.value = "OVER", .text = "No longer holds"}}})});
}

Standing wanted(const Context& c) {
  const auto state = c.input.text("state");
  if (state == "ASIDE") return Standing::aside;
  return state == "OVER" ? Standing::over : Standing::stands;
}

Result<Reply> show(Context& c) {
  const auto seen = seen_by(c);
  const auto asides = seen.scope ? aside_rows(c.tx, seen.scope->scope) : std::vector<AsideRow>{};
  const auto kind = model::from_code<Kind>(c.input.text("kind"));
  json::Array rows;
  bool more = false;
  for (const auto& row : seen.rows) {
    const auto standing = standing_of(row, asides);
    if (standing != wanted(c) || (kind && row.what.kind != *kind)) continue;
    more = rows.size() == k_most;
    if (more) break;
    rows.push_back(row_view(c, row, standing));
  }
  json::Value data = json::Object{};
  data.set("looked", looked_view(seen.scope));
  data.set("looking", !open_requests(c.tx).empty());
  data.set("fields", filters(c));
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, nothing_words(c, seen))
                                   : json::Value(false));
  data.set("more", more);
  data.set("any", !rows.empty());
  data.set("rows", std::move(rows));
  return pipeline::View{.page = "findings/list",
                        .title = "Patterns",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> ask(Context& c) {
  // Also while one waits: what is being looked at now may have been read before this was asked.
  insert_request(c.tx, new_id_text(c.random), c.principal.person, c.now);
  return pipeline::SeeOther{k_page, {}};
}

}  // namespace

Standing standing_of(const FindingRow& row, const std::vector<AsideRow>& asides) {
  if (row.ended_at) return Standing::over;
  const auto aside = std::ranges::find(asides, row.id, &AsideRow::finding);
  if (aside == asides.end()) return Standing::stands;
  const bool known = std::ranges::all_of(
      row.what.evidence, [&](const Evidence& e) { return aside->evidence.contains(e.case_id); });
  return known ? Standing::aside : Standing::stands;
}

std::string_view words_of(Standing standing) {
  switch (standing) {
    case Standing::stands:
      return "Stands";
    case Standing::aside:
      return "Put aside";
    case Standing::over:
      return "No longer holds";
  }
  return "";
}

std::string source_mix(db::Transaction& tx, const Finding& finding) {
  std::set<CaseId> ids;
  for (const auto& e : finding.evidence) ids.insert(e.case_id);
  std::map<std::string, int> counts;
  for (const auto& [id, sources] : intake::sources_of_cases(tx, ids)) {
    for (const auto& source : sources) ++counts[source];
  }
  std::vector<std::pair<std::string, int>> all(counts.begin(), counts.end());
  std::ranges::sort(all, [](const auto& a, const auto& b) {
    return std::pair(b.second, a.first) < std::pair(a.second, b.first);
  });
  std::string out;
  for (const auto& [code, count] : all) {
    const auto source = model::from_code<model::ReferralSource>(code);
    if (!source) continue;
    out += (out.empty() ? "" : ", ") + std::string(model::words_of(*source)) + " " +
           std::to_string(count) + " of " + std::to_string(ids.size());
  }
  return out.empty() ? "not known" : out;
}

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& /*deps*/) {
  std::vector<std::string> kinds;
  for (const auto& word : model::k_words<Kind>) kinds.emplace_back(word.code);
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_page,
       .summary = "Patterns over the whole record, without names",
       .event = "findings.read",
       .fields = {{.name = "kind",
                   .label = "Kind",
                   .kind = pipeline::Kind::choice,
                   .choices = std::move(kinds)},
                  {.name = "state",
                   .label = "Where it stands",
                   .kind = pipeline::Kind::choice,
                   .choices = {"ASIDE", "OVER"}}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return show(c); }}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = "/patterns/look",
       .summary = "Look for patterns now",
       .event = "findings.asked",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return ask(c); }}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_list_routes(out, deps);
  add_names_routes(out, deps);
  add_one_routes(out, deps);
  add_aside_routes(out, deps);
  add_profile_routes(out, deps);
  add_profile_act_routes(out, deps);
  add_profile_task_routes(out, deps);
  add_around_routes(out, deps);
  return out;
}

}  // namespace mash::findings
