// SPDX-License-Identifier: MIT
// The looking: reads in a snapshot, counts without a transaction, writes in one act.
#include <algorithm>
#include <unordered_map>

#include "detect.h"
#include "mash/base/assert.h"
#include "mash/cases/every_case.h"
#include "mash/findings/findings.h"
#include "scope.h"

namespace mash::findings {

namespace {

constexpr int k_from_hour = 2;  // when nobody waits for the hub, and the day before is whole

// The newest two in the morning that has passed.
UtcTime last_night(UtcTime now) {
  const auto today = to_london(now).date;
  const auto at = from_london(today, k_from_hour, 0);
  return at <= now ? at : from_london(today.plus_days(-1), k_from_hour, 0);
}

struct Start {
  bool due = false;
  research::AllTold all;
  std::vector<std::set<CaseId>> hidden;
  std::set<CaseId> walled;
  std::vector<std::string> requests;  // others come while it is looked
  Ended ended = Ended::stays;
};

Start start(db::Transaction& tx, const pipeline::Vault& vault, const Deps& deps, UtcTime now) {
  deps.record->let_go_of_old(tx);
  Start out;
  const auto scopes = scope_rows(tx);
  out.requests = open_requests(tx);
  out.due = scopes.empty() || scopes.front().at < last_night(now) || !out.requests.empty();
  if (!out.due) return out;
  out.all = research::read_all(tx, vault, now);
  out.hidden = hidden_of_readers(tx, deps.borough);
  out.walled = cases::walled_cases(tx);
  const bool grew = !scopes.empty() && !std::ranges::includes(scopes.front().walled, out.walled);
  out.ended = grew ? Ended::goes : Ended::stays;
  return out;
}

// By what stays the same from night to night.
std::string id_of(const pipeline::Vault& vault, const Finding& finding) {
  std::string text(model::code_of(finding.kind));
  if (const auto of = finding.numbers.find("of"); of != finding.numbers.end()) {
    text += " " + std::to_string(of->second);
  }
  const std::size_t named = finding.kind == Kind::missing_together ? 2 : 1;
  for (std::size_t i = 0; i < named && i < finding.subjects.size(); ++i) {
    text += " " + finding.subjects[i].id;
  }
  constexpr std::size_t k_bytes = 13;
  auto hash = vault.lookup("finding", text);
  hash.resize(k_bytes);
  return hex(hash);
}

// What may be said of each without a name.
void describe(const research::Record& record, int year, std::vector<Finding>& found) {
  std::unordered_map<std::string, std::string> words;
  for (const auto& one : record.people) words[one.id] = research::age_band(one.born, year);
  for (const auto& one : record.homes) words[one.key] = one.district;
  for (auto& finding : found) {
    for (auto& subject : finding.subjects) {
      if (const auto at = words.find(subject.id); at != words.end()) subject.says = at->second;
    }
  }
}

struct Looked {
  ScopeRow scope;
  std::vector<FindingRow> rows;
};

Looked look(const Start& from, const std::set<CaseId>& hidden, const pipeline::Vault& vault,
            const Deps& deps, UtcTime now) {
  const LocalDate today = to_london(now).date;
  const auto record = research::record_of(from.all, hidden);
  auto found = detect(record, deps.policy, today);
  describe(record, today.year, found);
  Looked out;
  out.scope = {.scope = scope_name(vault, hidden),
               .hidden = hidden,
               .walled = from.walled,
               .at = now,
               .version = deps.policy.version};
  for (auto& finding : found) {
    auto id = id_of(vault, finding);
    out.rows.push_back({.scope = out.scope.scope, .id = std::move(id), .what = std::move(finding)});
  }
  return out;
}

}  // namespace

bool look_if_due(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                 const Deps& deps, UtcTime now) {
  Start from;
  database.read([&](db::Transaction& tx) { from = start(tx, vault, deps, now); });
  if (!from.due) return false;
  std::vector<Looked> all;
  for (const auto& hidden : from.hidden) all.push_back(look(from, hidden, vault, deps, now));
  const auto done = app.system_act<policy::Action::collect>(
      "findings.looked", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        std::vector<ScopeRow> scopes;
        for (const auto& one : all) scopes.push_back(one.scope);
        store_scopes(c.tx, scopes);
        for (const auto& one : all) {
          store_findings(c.tx, one.scope.scope, one.rows, from.ended, now);
        }
        end_requests(c.tx, from.requests, now);
        return json::Value{};
      });
  MASH_ASSERT(done.has_value());
  return true;
}

}  // namespace mash::findings
