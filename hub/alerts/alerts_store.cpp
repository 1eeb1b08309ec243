// SPDX-License-Identifier: MIT
#include "alerts_store.h"

#include <stdexcept>

namespace mash::alerts {

namespace {

constexpr std::string_view k_walk = "select id, case_id, since, steps, next_at from red_walk ";
constexpr std::string_view k_alert =
    "select id, kind, channel, person, case_id, walk, written_at, tries, failure from alert ";
constexpr std::string_view k_waits =
    " sent_at is null and refused_at is null and dropped_at is null ";

std::string_view code_of(alert::Kind kind) {
  return kind == alert::Kind::urgent ? "urgent" : "waiting";
}

std::string_view code_of(Channel channel) {
  return channel == Channel::email ? "email" : "text";
}

std::optional<alert::Outcome> outcome_of(const std::string& code) {
  using enum alert::Outcome;
  for (const auto one : {accepted, refused, not_reached, not_secure, not_allowed, failed}) {
    if (alert::code_of(one) == code) return one;
  }
  return std::nullopt;
}

std::vector<Walk> walks_of(const db::Rows& rows) {
  std::vector<Walk> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .since = r.time(2),
                   .steps = static_cast<int>(r.integer(3)),
                   .over = r.is_null(4)});
  }
  return out;
}

std::vector<Alert> alerts_of(const db::Rows& rows) {
  std::vector<Alert> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .kind = r.text(1) == "urgent" ? alert::Kind::urgent : alert::Kind::waiting,
                   .channel = r.text(2) == "email" ? Channel::email : Channel::text,
                   .person = r.id<StaffId>(3),
                   .case_id = r.id<CaseId>(4),
                   .walk = r.is_null(5) ? std::string() : r.text(5),
                   .written_at = r.time(6),
                   .tries = static_cast<int>(r.integer(7)),
                   .failure = r.is_null(8) ? std::nullopt : outcome_of(r.text(8))});
  }
  return out;
}

}  // namespace

void insert_walk(db::Transaction& tx, const Walk& walk) {
  tx.execute("insert into red_walk (id, case_id, since, steps, next_at) values ($1, $2, $3, 0, $3)",
             {walk.id, walk.case_id, walk.since});
}

std::optional<Walk> open_walk(db::Transaction& tx, std::string_view id) {
  auto found = walks_of(tx.query(std::string(k_walk) + "where id = $1 and ended_at is null", {id}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Walk> open_walks(db::Transaction& tx) {
  return walks_of(tx.query(std::string(k_walk) + "where ended_at is null order by since, id"));
}

std::vector<Walk> due_walks(db::Transaction& tx, UtcTime now, int limit) {
  return walks_of(
      tx.query(std::string(k_walk) +
                   "where ended_at is null and next_at <= $1 order by next_at, id limit $2",
               {now, limit}));
}

void store_step(db::Transaction& tx, const Walk& walk, std::string_view step, UtcTime at) {
  tx.execute("insert into red_walk_step (walk, step, at) values ($1, $2, $3)", {walk.id, step, at});
}

void store_walked(db::Transaction& tx, const Walk& walk, std::optional<UtcTime> next_at) {
  if (next_at) {
    tx.execute("update red_walk set steps = $2, next_at = $3 where id = $1",
               {walk.id, walk.steps, *next_at});
  } else {
    tx.execute("update red_walk set steps = $2, next_at = null where id = $1",
               {walk.id, walk.steps});
  }
}

void end_walks(db::Transaction& tx, const CaseId& id, const StaffId& seen_by, UtcTime at) {
  const auto open = tx.query(
      "select id from red_walk where case_id = $1 and ended_at is null and since < $2", {id, at});
  for (const auto& row : open) {
    tx.execute("update red_walk set ended_at = $2, seen_by = $3, next_at = null where id = $1",
               {row.text(0), at, seen_by});
    tx.execute("update alert set dropped_at = $2 where walk = $1 and" + std::string(k_waits),
               {row.text(0), at});
  }
}

std::set<std::pair<std::string, std::string>> told_of_clocks(db::Transaction& tx) {
  std::set<std::pair<std::string, std::string>> out;
  for (const auto& r :
       tx.query("select c.deadline, c.rule from clock_alert c join deadline d on d.id = c.deadline"
                " where d.met_at is null and d.withdrawn_at is null")) {
    out.emplace(r.text(0), r.text(1));
  }
  return out;
}

bool store_told(db::Transaction& tx, std::string_view deadline, std::string_view rule, UtcTime at) {
  return tx.execute(
             "insert into clock_alert (deadline, rule, at) values ($1, $2, $3)"
             " on conflict (deadline, rule) do nothing",
             {deadline, rule, at}) == 1;
}

std::string_view words_of(Channel channel) {
  return channel == Channel::email ? "E-mail" : "Text message";
}

void insert_alert(db::Transaction& tx, const Alert& alert) {
  tx.execute(
      "insert into alert (id, kind, channel, person, case_id, walk, written_at, next_at, tries)"
      " values ($1, $2, $3, $4, $5, $6, $7, $7, 0)",
      {alert.id, code_of(alert.kind), code_of(alert.channel), alert.person, alert.case_id,
       alert.walk.empty() ? db::Param(db::Null{}) : db::Param(alert.walk), alert.written_at});
}

std::vector<Alert> due_alerts(db::Transaction& tx, UtcTime now, int limit) {
  return alerts_of(tx.query(std::string(k_alert) + "where" + std::string(k_waits) +
                                "and next_at <= $1 order by written_at, id limit $2",
                            {now, limit}));
}

std::vector<Alert> waiting_alerts(db::Transaction& tx, Channel channel) {
  return alerts_of(tx.query(std::string(k_alert) + "where" + std::string(k_waits) +
                                "and channel = $1 order by written_at, id",
                            {code_of(channel)}));
}

std::vector<Alert> refused_alerts(db::Transaction& tx) {
  return alerts_of(tx.query(
      std::string(k_alert) +
      "where refused_at is not null and walk in (select id from red_walk where ended_at is null)"
      " order by written_at, id"));
}

std::optional<UtcTime> last_sent(db::Transaction& tx, Channel channel,
                                 const std::set<CaseId>& hidden) {
  for (const auto& r : tx.query("select sent_at, case_id from alert where sent_at is not null"
                                " and channel = $1 order by sent_at desc limit 1000",
                                {code_of(channel)})) {
    if (!hidden.contains(r.id<CaseId>(1))) return r.time(0);
  }
  return std::nullopt;
}

void store_sent(db::Transaction& tx, const Alert& alert, UtcTime at) {
  tx.execute("update alert set sent_at = $2, tries = tries + 1, failure = null where id = $1 and" +
                 std::string(k_waits),
             {alert.id, at});
}

void store_refused(db::Transaction& tx, const Alert& alert, UtcTime at) {
  tx.execute("update alert set refused_at = $2, tries = tries + 1 where id = $1 and" +
                 std::string(k_waits),
             {alert.id, at});
}

void store_dropped(db::Transaction& tx, const Alert& alert, UtcTime at) {
  tx.execute("update alert set dropped_at = $2 where id = $1 and" + std::string(k_waits),
             {alert.id, at});
}

void store_failed(db::Transaction& tx, const Alert& alert, alert::Outcome why, UtcTime next_at) {
  tx.execute("update alert set tries = tries + 1, failure = $2, next_at = $3 where id = $1 and" +
                 std::string(k_waits),
             {alert.id, alert::code_of(why), next_at});
}

void remove_before(db::Transaction& tx, UtcTime before) {
  tx.execute(
      "delete from alert where written_at < $1 and (sent_at is not null or refused_at is not null"
      " or dropped_at is not null)",
      {before});
  tx.execute(
      "delete from clock_alert where at < $1 and deadline in (select id from deadline"
      " where met_at is not null or withdrawn_at is not null)",
      {before});
  constexpr std::string_view k_old = "(select id from red_walk where ended_at < $1)";
  tx.execute("delete from red_walk_step where walk in " + std::string(k_old), {before});
  tx.execute("delete from red_walk where ended_at < $1", {before});
}

}  // namespace mash::alerts
