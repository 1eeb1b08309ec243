// SPDX-License-Identifier: MIT
#include "session_store.h"

#include "kept.h"

#include "mash/base/assert.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/changes.h"
#include "mash/pipeline/route.h"
#include "mash/pipeline/session.h"
#include "mash/pipeline/sweep.h"

namespace mash::pipeline {

std::optional<SessionRow> find_session(db::Transaction& tx, const Bytes& hash) {
  const auto rows =
      tx.query("select person, agency, created_at, seen_at from session where hash = $1", {hash});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return SessionRow{r.id<StaffId>(0), r.id<AgencyId>(1), r.time(2), r.time(3)};
}

std::optional<UtcTime> session_began(db::Transaction& tx, const Bytes& session) {
  const auto row = find_session(tx, session);
  if (!row) return std::nullopt;
  return row->created_at;
}

std::vector<SessionSeen> sessions_of(Context& c, const StaffId& person) {
  std::vector<SessionSeen> out;
  for (const auto& r : c.tx.query(
           "select hash, created_at, seen_at from session where person = $1 and created_at >= $2"
           " and seen_at >= $3 order by created_at desc, hash",
           {person, c.now - Duration::hours(c.room->absolute_hours),
            c.now - Duration::minutes(c.room->idle_minutes)})) {
    out.push_back({r.blob(0), r.time(1), r.time(2)});
  }
  return out;
}

void add_session(db::Transaction& tx, const Bytes& hash, const SessionRow& row) {
  tx.execute(
      "insert into session (hash, person, agency, created_at, seen_at)"
      " values ($1, $2, $3, $4, $5)",
      {hash, row.person, row.agency, row.created_at, row.seen_at});
}

void touch_session(db::Transaction& tx, const Bytes& hash, UtcTime at) {
  tx.execute("update session set seen_at = $2 where hash = $1", {hash, at});
}

void remove_session(db::Transaction& tx, const Bytes& hash) {
  tx.execute("delete from session where hash = $1", {hash});
}

void Context::end_sessions_of(const StaffId& person) {
  tx.execute("delete from session where person = $1", {person});
  sessions_end = true;
}

std::int64_t end_sessions(Context& c, const std::optional<StaffId>& person) {
  c.sessions_end = true;
  if (person) return c.tx.execute("delete from session where person = $1", {*person});
  return c.tx.execute("delete from session");
}

void end_session(db::Transaction& tx, const Bytes& hash) {
  remove_session(tx, hash);
}

void Context::end_session(const Bytes& hash) {
  remove_session(tx, hash);
  sessions_end = true;
}

void sweep(db::Transaction& tx, UtcTime now, const Kept& kept) {
  MASH_ASSERT(kept.acts > kept.session);
  tx.execute("delete from session where created_at < $1", {now - kept.session});
  remove_kept_before(tx, now - k_forms_kept);
  tx.execute("delete from act_done where at < $1", {now - kept.acts});
}

std::optional<std::string> find_done(db::Transaction& tx, const Bytes& hash) {
  const auto rows = tx.query("select location from act_done where hash = $1", {hash});
  if (rows.empty()) return std::nullopt;
  return rows.front().text(0);
}

std::int64_t newest_change(db::Transaction& tx) {
  return tx.query("select coalesce(max(seq), 0) from change").front().integer(0);
}

void add_done(db::Transaction& tx, const Bytes& hash, UtcTime at, const std::string& location) {
  tx.execute("insert into act_done (hash, at, location) values ($1, $2, $3)", {hash, at, location});
}

void add_change(db::Transaction& tx, UtcTime at, const std::string& kind, const std::string& id) {
  tx.execute(
      "insert into change (seq, at, kind, object)"
      " values ((select coalesce(max(seq), 0) + 1 from change), $1, $2, $3)",
      {at, kind, id});
}

}  // namespace mash::pipeline
