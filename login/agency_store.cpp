// SPDX-License-Identifier: MIT
#include "agency_store.h"

namespace mash::login {

namespace {

std::vector<AgencySession> read(const std::vector<db::Row>& rows) {
  std::vector<AgencySession> out;
  for (const auto& r : rows) {
    out.push_back({.session = r.blob(0),
                   .agency = r.id<AgencyId>(1),
                   .person = r.id<StaffId>(2),
                   .who = r.blob(3),
                   .subject = r.blob(4),
                   .at_issuer = r.blob(5),
                   .begun_at = r.time(6)});
  }
  return out;
}

}  // namespace

void add_start(db::Transaction& tx, const Bytes& state, UtcTime now) {
  tx.execute("insert into agency_start (state, at) values ($1, $2)", {state, now});
}

bool take_start(db::Transaction& tx, const Bytes& state) {
  return tx.execute("delete from agency_start where state = $1", {state}) == 1;
}

void add_agency_session(db::Transaction& tx, const AgencySession& s) {
  tx.execute(
      "insert into agency_session (session, agency, person, who, subject, at_issuer, begun_at,"
      " signed_in_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {s.session, s.agency, s.person, s.who, s.subject, s.at_issuer, s.begun_at,
       s.signed_in_at ? db::Param(*s.signed_in_at) : db::Param(db::Null{})});
}

std::optional<AtAgency> at_agency(db::Transaction& tx, const Bytes& session) {
  const auto rows =
      tx.query("select agency, signed_in_at from agency_session where session = $1", {session});
  if (rows.empty()) return std::nullopt;
  AtAgency out{.agency = rows.front().id<AgencyId>(0), .signed_in_at = {}};
  if (!rows.front().is_null(1)) out.signed_in_at = rows.front().time(1);
  return out;
}

void remove_agency_session(db::Transaction& tx, const Bytes& session) {
  tx.execute("delete from agency_session where session = $1", {session});
}

std::vector<AgencySession> agency_sessions(db::Transaction& tx) {
  return read(
      tx.query("select session, agency, person, who, subject, at_issuer, begun_at"
               " from agency_session order by session"));
}

std::vector<AgencySession> agency_sessions_of(db::Transaction& tx, const AgencyId& agency,
                                              const Bytes& subject, const Bytes& at_issuer) {
  return read(
      tx.query("select session, agency, person, who, subject, at_issuer, begun_at"
               " from agency_session where agency = $1 and (subject = $2 or $3 = 0)"
               " and (at_issuer = $4 or $5 = 0) order by session",
               {agency, subject, subject.empty() ? 0 : 1, at_issuer, at_issuer.empty() ? 0 : 1}));
}

bool add_logout(db::Transaction& tx, const Bytes& once, UtcTime now) {
  return tx.execute(
             "insert into agency_logout (once, at) values ($1, $2) on conflict (once) do nothing",
             {once, now}) == 1;
}

void sweep_agency_rows(db::Transaction& tx, UtcTime starts_before, UtcTime logouts_before,
                       UtcTime sessions_before) {
  tx.execute("delete from agency_start where at < $1", {starts_before});
  tx.execute("delete from agency_logout where at < $1", {logouts_before});
  tx.execute("delete from agency_session where begun_at < $1", {sessions_before});
}

}  // namespace mash::login
