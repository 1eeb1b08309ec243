// SPDX-License-Identifier: MIT
// The counting: reads in a snapshot, protects without a transaction, writes in one act.
#include <algorithm>
#include <stdexcept>

#include "facts.h"
#include "figures_store.h"
#include "mash/base/assert.h"
#include "mash/base/log.h"
#include "mash/figures/figures.h"
#include "pages.h"

namespace mash::figures {

namespace {

struct Start {
  std::optional<QuarterRow> asked;
  ToldWhole told;
  std::vector<board::Earlier> earlier;
};

// What stands, of the same list of tables: nothing of another is ever beside it.
std::vector<board::Earlier> published(db::Transaction& tx, const pipeline::Vault& vault,
                                      const std::vector<QuarterRow>& rows) {
  const auto& all = board::built_in_definitions();
  const pipeline::FetchedKeys keys(tx, {CaseId()});
  std::vector<board::Earlier> out;
  for (const auto& row : rows) {
    if (!row.published_at || is_refused(tx, row.quarter)) continue;
    const auto shown = board::decode(all, row.shown);
    if (!shown) continue;
    const auto code = row.quarter.code();
    const auto opened = vault.open_for_index(keys, label_of(code), row.sealed);
    auto counted = board::decode_counted(all, opened.reveal());
    if (!counted) throw std::runtime_error("the counts of a quarter in the database");
    out.push_back({row.quarter, *std::move(counted), shown->shown});
  }
  return out;
}

// internal: not safely, or the attack came to no end.
Result<board::Shown> protect(board::Quarter quarter, const board::Counted& counted,
                             const std::vector<board::Earlier>& earlier) {
  try {
    return board::protect_quarter(board::built_in_definitions(), quarter, counted, earlier);
  } catch (const std::runtime_error& e) {
    log::error("figures.not_protected", {{"quarter", quarter.code()}, {"why", e.what()}});
    return Error{ErrorCode::internal, "the attack came to no end", {}};
  }
}

Start start(db::Transaction& tx, const pipeline::Vault& vault, UtcTime now) {
  Start out;
  const auto rows = all_quarters(tx);
  for (const auto& row : rows) {
    if (!row.prepared_at) out.asked = row;  // the oldest first
  }
  if (!out.asked) return out;
  out.told = read_told(tx, vault, out.asked->quarter, now);
  out.earlier = published(tx, vault, rows);
  return out;
}

// The hub keeps no audits of cases: it publishes no table that says that there were none.
void leave_out_audits(const board::Definitions& all, board::Shown& shown) {
  for (const auto& table : all.tables) {
    if (table.unit != "AUDITS") continue;
    shown.quarter.erase(table.id);
    shown.year.erase(table.id);
  }
}

std::string draft_of(const Deps& deps, board::Quarter quarter, board::Shown shown, UtcTime now) {
  const auto& all = board::built_in_definitions();
  leave_out_audits(all, shown);
  const auto& policy = deps.borough.default_policy(quarter.last_day());
  board::Publication out{.hub = deps.borough.hub.id,
                         .name = deps.borough.hub.name,
                         .quarter = quarter,
                         .definitions = all.version,
                         .policy = policy.id + " " + std::to_string(policy.version),
                         .simulated = deps.simulated,
                         .published = to_london(now).date,
                         .shown = std::move(shown)};
  return board::encode(all, out);
}

bool prepare_one(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                 const Deps& deps, UtcTime now) {
  const auto& all = board::built_in_definitions();
  Start from;
  database.read([&](db::Transaction& tx) { from = start(tx, vault, now); });
  if (!from.asked) return false;
  const auto quarter = from.asked->quarter;
  const auto facts = facts_of(told_of(std::move(from.told)), quarter, deps.borough);
  const auto counted = board::count(all, facts);
  MASH_ASSERT(counted.has_value());
  auto shown = protect(quarter, *counted, from.earlier);
  if (!shown) log::error("figures.not_safe", {{"quarter", quarter.code()}});
  const std::string draft = shown ? draft_of(deps, quarter, *std::move(shown), now) : std::string();
  const auto done = app.system_act<policy::Action::collect>(
      "figures.prepared", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        const auto code = quarter.code();
        c.note("quarter." + code);
        store_prepared(c.tx, *from.asked, draft,
                       c.vault.seal(c.tx, label_of(code), board::encode(*counted), c.random),
                       c.now);
        return json::Value{};
      });
  MASH_ASSERT(done.has_value());
  return true;
}

}  // namespace

int prepare_asked(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                  const Deps& deps, UtcTime now) {
  int out = 0;
  while (prepare_one(app, database, vault, deps, now)) ++out;
  return out;
}

}  // namespace mash::figures
