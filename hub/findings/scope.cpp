// SPDX-License-Identifier: MIT
#include "scope.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/cases/every_case.h"
#include "mash/directory/directory.h"

namespace mash::findings {

namespace {

bool touches(const Finding& finding, const std::set<CaseId>& hidden) {
  return std::ranges::any_of(finding.evidence,
                             [&](const Evidence& e) { return hidden.contains(e.case_id); });
}

// Made without the most of what is hidden from the reader, and without nothing else.
std::optional<ScopeRow> fitting(db::Transaction& tx, const std::set<CaseId>& hidden) {
  std::optional<ScopeRow> out;
  for (auto& row : scope_rows(tx)) {
    if (!std::ranges::includes(hidden, row.hidden)) continue;
    if (!out || row.hidden.size() > out->hidden.size()) out = std::move(row);
  }
  return out;
}

}  // namespace

std::set<CaseId> hidden_from(db::Transaction& tx, const StaffId& person) {
  auto out = cases::barred_cases(tx, person);
  out.merge(cases::walled_cases(tx));
  return out;
}

std::string scope_name(const pipeline::Vault& vault, const std::set<CaseId>& hidden) {
  if (hidden.empty()) return "all";
  std::string text;
  for (const auto& id : hidden) text += id.text() + " ";
  return hex(vault.lookup("finding_scope", text));
}

std::vector<std::set<CaseId>> hidden_of_readers(db::Transaction& tx,
                                                const model::Borough& borough) {
  const auto walled = cases::walled_cases(tx);
  std::set<std::set<CaseId>> out{{}};
  for (const auto& member : borough.staff) {
    if (member.side != model::Side::hub) continue;
    if (!policy::may(directory::principal_of(member), policy::Action::read_findings, {})) continue;
    auto hidden = cases::barred_cases(tx, member.id);
    std::erase_if(hidden, [&](const CaseId& id) { return walled.contains(id); });
    out.insert(std::move(hidden));
  }
  return {out.begin(), out.end()};
}

bool knows_of(db::Transaction& tx, const StaffId& person, const std::set<CaseId>& without,
              const std::set<CaseId>& evidence) {
  const auto barred = cases::barred_cases(tx, person);
  const auto walled = cases::walled_cases(tx);
  return std::ranges::all_of(
             barred,
             [&](const CaseId& id) { return without.contains(id) || walled.contains(id); }) &&
         std::ranges::none_of(evidence, [&](const CaseId& id) {
           return barred.contains(id) || walled.contains(id);
         });
}

Seen seen_by(pipeline::Context& c) {
  const auto hidden = hidden_from(c.tx, c.principal.person);
  Seen out{.scope = fitting(c.tx, hidden)};
  if (!out.scope) return out;
  out.rows = finding_rows(c.tx, out.scope->scope);
  std::erase_if(out.rows, [&](const FindingRow& row) { return touches(row.what, hidden); });
  return out;
}

std::optional<FindingRow> seen_by(pipeline::Context& c, std::string_view id) {
  const auto hidden = hidden_from(c.tx, c.principal.person);
  const auto scope = fitting(c.tx, hidden);
  if (!scope) return std::nullopt;
  auto row = find_finding(c.tx, scope->scope, id);
  if (!row || touches(row->what, hidden)) return std::nullopt;
  return row;
}

}  // namespace mash::findings
