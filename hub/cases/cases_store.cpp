// SPDX-License-Identifier: MIT
#include "cases_store.h"

#include "mash/cases/case_disposal.h"
#include "mash/db/query_in.h"
#include "mash/model/stored.h"
#include "wall_store.h"

namespace mash::cases {

namespace {

using model::stored;

constexpr std::string_view k_columns =
    "c.id, c.reference, c.state, c.rating, c.level, c.received_at, c.urgent, c.taken_by, "
    "c.basis_complete, c.version, (select count(*) from case_wall w where w.case_id = c.id"
    " and w.lowered_at is null), c.files, c.screened";

CaseHead head_of(const db::Row& r) {
  CaseHead h;
  h.id = r.id<CaseId>(0);
  h.reference = r.text(1);
  h.state = stored<model::NotificationState>(r.text(2));
  h.rating = stored<model::Rating>(r.text(3));
  if (!r.is_null(4)) h.level = stored<model::NeedLevel>(r.text(4));
  h.received_at = r.time(5);
  h.urgent = r.integer(6) != 0;
  h.taken_by = r.id<StaffId>(7);
  h.basis_complete = r.integer(8) != 0;
  h.version = r.integer(9);
  h.walled = r.integer(10) != 0;
  h.files = r.integer(11);
  h.screened = r.integer(12) != 0;
  return h;
}

std::optional<CaseHead> first(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return head_of(rows.front());
}

constexpr std::string_view k_deadline =
    "select id, case_id, stage, agency, rating, started_at, due_at, policy_id, policy_version, "
    "met_at, breached_at, breach_reason, withdrawn_at from deadline ";

// Nobody owes an act on the others (model::is_open). The indexes of lists.sql hold these alone, and
// serve only where a statement says the same.
constexpr std::string_view k_open =
    "c.state not in ('SIGNPOSTED', 'RETURNED_TO_REFERRER', 'TRANSFERRED', 'CLOSED_BLUE', 'CLOSED',"
    " 'DUPLICATE')";

// After each change of a clock. A list that looked for it itself would take one engine or the other
// a minute until its statistics know the tables.
void keep_next_deadline(db::Transaction& tx, const std::string& changed) {
  tx.execute(
      "update case_file set (next_deadline, next_due) = (select d.id, d.due_at from deadline d"
      " where d.case_id = case_file.id and d.met_at is null and d.withdrawn_at is null"
      " and d.stage not in ('TOLD_REVIEW', 'HIDDEN_MATCH')"  // is_for_all
      " order by d.due_at, d.id limit 1)"
      " where id = (select case_id from deadline where id = $1)",
      {changed});
}

// An empty text is no filter: the text of the statement stays the same.
constexpr std::string_view k_filter =
    " and ($1 = '' or c.state = $1) and ($2 = '' or c.rating = $2)"
    " and ($3 = '' or c.taken_by = $3) and ($4 = 0 or c.taken_by is null)"
    " and c.received_at >= $5";

// As if absent to whoever is barred. `reader` is the number of the parameter.
std::string not_hidden_from(std::string_view reader, bool for_everybody = false) {
  const std::string hidden = for_everybody
                                 ? "select b.case_id from case_bar b where b.lifted_at is null"
                                   " and b.staff <> " +
                                       std::string(reader) +
                                       " union select w.case_id from case_wall w"
                                       " where w.lowered_at is null"
                                 : hidden_from(reader);
  return " and c.id not in (" + hidden + ")";
}

// Provisional Red first (settled.md 21), then the shortest time left. As case_file_pressing has it.
constexpr std::string_view k_pressing_first =
    " order by case when c.rating = 'PROVISIONAL_RED' then 0 else 1 end,"
    " coalesce(c.next_due, 9223372036854775807), c.received_at, c.id";

constexpr std::string_view k_newest_first = " order by c.received_at desc, c.id";

db::Params filter_params(const OpenFilter& f) {
  return {f.state ? model::code_of(*f.state) : std::string_view(),
          f.rating ? model::code_of(*f.rating) : std::string_view(),
          f.taken_by.text(),
          f.untaken ? 1 : 0,
          f.received_from,
          f.for_everybody ? "" : f.reader.text()};
}

std::optional<UtcTime> time_or_none(const db::Row& r, std::size_t i) {
  if (r.is_null(i)) return std::nullopt;
  return r.time(i);
}

// From the columns of k_deadline, which begin at `at`.
Deadline deadline_of(const db::Row& r, std::size_t at = 0) {
  Deadline d;
  d.id = r.text(at);
  d.case_id = r.id<CaseId>(at + 1);
  d.stage = stored<model::Stage>(r.text(at + 2));
  d.agency = r.id<AgencyId>(at + 3);
  d.rating = stored<model::Rating>(r.text(at + 4));
  d.started_at = r.time(at + 5);
  d.due_at = r.time(at + 6);
  d.policy_id = r.text(at + 7);
  d.policy_version = static_cast<int>(r.integer(at + 8));
  d.met_at = time_or_none(r, at + 9);
  d.breached_at = time_or_none(r, at + 10);
  d.breach_reason = r.text_or(at + 11, "");
  d.withdrawn = !r.is_null(at + 12);
  return d;
}

std::vector<Deadline> deadlines(const db::Rows& rows) {
  std::vector<Deadline> out;
  out.reserve(rows.size());
  for (const auto& r : rows) out.push_back(deadline_of(r));
  return out;
}

db::Param optional_text(std::string_view text) {
  return text.empty() ? db::Param(db::Null{}) : db::Param(text);
}

}  // namespace

void insert_case(db::Transaction& tx, const CaseHead& h) {
  tx.execute(
      "insert into case_file (id, reference, state, rating, level, received_at, urgent, taken_by,"
      " basis_complete, version) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1)",
      {h.id, h.reference, model::code_of(h.state), model::code_of(h.rating), db::Null{},
       h.received_at, h.urgent ? 1 : 0, h.taken_by});
}

std::optional<CaseHead> find_case(db::Transaction& tx, const CaseId& id) {
  return first(
      tx.query("select " + std::string(k_columns) + " from case_file c where c.id = $1", {id}));
}

std::vector<CaseHead> find_cases(db::Transaction& tx, const std::set<CaseId>& ids) {
  std::vector<CaseHead> out;
  for (const auto& r : db::query_in(tx,
                                    "select " + std::string(k_columns) +
                                        " from case_file c where c.id in ($ids)"
                                        " and c.disposed_at is null",
                                    {ids.begin(), ids.end()})) {
    out.push_back(head_of(r));
  }
  return out;
}

std::optional<CaseHead> find_case_by_reference(db::Transaction& tx, std::string_view reference) {
  return first(tx.query("select " + std::string(k_columns) +
                            " from case_file c where c.reference = $1"
                            " and c.disposed_at is null",
                        {reference}));
}

std::vector<OpenCase> open_queue(db::Transaction& tx, const OpenFilter& filter, int limit,
                                 int offset) {
  constexpr std::size_t k_head_columns = 13;
  const std::string order(filter.newest_first ? k_newest_first : k_pressing_first);
  // First which, by the index alone; then what there is to say of these.
  const std::string sql =
      "select " + std::string(k_columns) +
      ", d.id, d.case_id, d.stage, d.agency, d.rating, d.started_at, d.due_at, d.policy_id,"
      " d.policy_version, d.met_at, d.breached_at, d.breach_reason, d.withdrawn_at"
      " from (select c.id as chosen from case_file c where " +
      std::string(k_open) + std::string(k_filter) + not_hidden_from("$6", filter.for_everybody) +
      order + " limit $7 offset $8) p join case_file c on c.id = p.chosen" +
      " left join deadline d on d.id = c.next_deadline" + order;
  db::Params params = filter_params(filter);
  params.emplace_back(limit);
  params.emplace_back(offset);
  std::vector<OpenCase> out;
  for (const auto& r : tx.query(sql, params)) {
    OpenCase one{.head = head_of(r), .next = {}};
    if (!r.is_null(k_head_columns)) one.next = deadline_of(r, k_head_columns);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<CaseHead> open_cases(db::Transaction& tx, int limit, int offset) {
  std::vector<CaseHead> out;
  for (auto& one : open_queue(tx, {}, limit, offset)) out.push_back(std::move(one.head));
  return out;
}

std::optional<CaseHead> next_untaken(db::Transaction& tx, const StaffId& reader) {
  return first(tx.query("select " + std::string(k_columns) + " from case_file c where " +
                            std::string(k_open) + " and c.taken_by is null" +
                            not_hidden_from("$1") + std::string(k_pressing_first) + " limit 1",
                        {reader.text()}));
}

std::optional<OpenCase> queue_entry(db::Transaction& tx, const CaseId& id) {
  auto head = find_case(tx, id);
  if (!head || is_gone(tx, id)) return std::nullopt;
  return OpenCase{.head = *std::move(head), .next = next_clock(tx, id)};
}

OpenCounts count_open(db::Transaction& tx, const OpenFilter& filter, UtcTime now,
                      UtcTime day_began) {
  db::Params params = filter_params(filter);
  const auto matching =
      tx.query("select count(*) from case_file c where " + std::string(k_open) +
                   std::string(k_filter) + not_hidden_from("$6", filter.for_everybody),
               params);
  const auto all = tx.query(
      "select count(*), count(case when c.next_due < $1 then 1 end),"
      " count(case when c.state = 'ANALYSIS' then 1 end),"
      " count(case when c.state in ('RECEIVED', 'SCREENING') then 1 end),"
      " count(case when c.received_at >= $2 then 1 end),"
      " count(case when c.taken_by is null then 1 end) from case_file c where " +
          std::string(k_open) + not_hidden_from("$3", filter.for_everybody),
      {now, day_began, filter.for_everybody ? "" : filter.reader.text()});
  const auto& r = all.front();
  return {.matching = static_cast<int>(matching.front().integer(0)),
          .open = static_cast<int>(r.integer(0)),
          .overdue = static_cast<int>(r.integer(1)),
          .ready_to_decide = static_cast<int>(r.integer(2)),
          .not_rated = static_cast<int>(r.integer(3)),
          .arrived = static_cast<int>(r.integer(4)),
          .untaken = static_cast<int>(r.integer(5))};
}

Arrived arrived_since(db::Transaction& tx, const StaffId& reader, UtcTime from) {
  const auto rows = tx.query(
      "select count(*), count(case when c.urgent <> 0 then 1 end) from case_file c"
      " where c.received_at >= $1" +
          not_hidden_from("$2"),
      {from, reader.text()});
  return {.all = static_cast<int>(rows.front().integer(0)),
          .red = static_cast<int>(rows.front().integer(1))};
}

std::string visible_version(db::Transaction& tx, const CaseHead& head) {
  std::optional<Deadline> next;
  for (auto& d : running(tx, head.id)) {
    if (!next && is_for_all(d)) next = std::move(d);
  }
  const auto asked = tx.query(
      "select count(*), count(met_at) from deadline where case_id = $1 and stage = $2"
      " and withdrawn_at is null",
      {head.id, model::code_of(model::Stage::agency_return)});
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  std::string out = number(head.version);
  out += '.' + number(next ? next->due_at.micros : 0);
  out += '.' + number(next && next->breached_at ? 1 : 0);
  out += '.' + number(head.files);
  out += '.' + number(asked.front().integer(0));
  return out + '.' + number(asked.front().integer(1));
}

std::vector<std::pair<StaffId, int>> holders(db::Transaction& tx, const StaffId& reader) {
  std::vector<std::pair<StaffId, int>> out;
  for (const auto& r :
       tx.query("select c.taken_by, count(*) from case_file c where " + std::string(k_open) +
                    " and c.taken_by is not null" + not_hidden_from("$1") +
                    " group by c.taken_by order by c.taken_by",
                {reader.text()})) {
    out.emplace_back(r.id<StaffId>(0), static_cast<int>(r.integer(1)));
  }
  return out;
}

bool any_case(db::Transaction& tx) {
  return !tx.query("select 1 from case_file limit 1").empty();
}

void store_state(db::Transaction& tx, const CaseId& id, std::string_view state) {
  tx.execute("update case_file set state = $2, version = version + 1 where id = $1", {id, state});
}
void store_rating(db::Transaction& tx, const CaseId& id, std::string_view rating,
                  std::string_view level) {
  tx.execute("update case_file set rating = $2, level = $3, version = version + 1 where id = $1",
             {id, rating, optional_text(level)});
}
void store_taken_by(db::Transaction& tx, const CaseId& id, const StaffId& person) {
  tx.execute("update case_file set taken_by = $2, version = version + 1 where id = $1",
             {id, person});
}
void store_basis_complete(db::Transaction& tx, const CaseId& id) {
  tx.execute("update case_file set basis_complete = 1, version = version + 1 where id = $1", {id});
}

// No version: with it goes the state, which raises it.
void store_screened(db::Transaction& tx, const CaseId& id) {
  tx.execute("update case_file set screened = 1 where id = $1", {id});
}

void store_file_count(db::Transaction& tx, const CaseId& id) {
  tx.execute("update case_file set files = files + 1 where id = $1", {id});
}

// No version: what stands shows on its own page, and nobody's form is stale by this.
void set_decision_stands(db::Transaction& tx, const CaseId& id, bool stands) {
  tx.execute("update case_file set decision_stands = $2 where id = $1", {id, stands ? 1 : 0});
}

bool decision_stands(db::Transaction& tx, const CaseId& id) {
  return !tx.query("select 1 from case_file where id = $1 and decision_stands = 1", {id}).empty();
}

void add_member(db::Transaction& tx, const CaseId& id, const AgencyId& agency, UtcTime at) {
  tx.execute(
      "insert into case_member (case_id, agency, since) values ($1, $2, $3)"
      " on conflict (case_id, agency) do nothing",
      {id, agency, at});
}

bool is_member(db::Transaction& tx, const CaseId& id, const AgencyId& agency) {
  return !tx.query("select 1 from case_member where case_id = $1 and agency = $2", {id, agency})
              .empty();
}

std::vector<AgencyId> members(db::Transaction& tx, const CaseId& id) {
  std::vector<AgencyId> out;
  for (const auto& r :
       tx.query("select agency from case_member where case_id = $1 order by since, agency", {id})) {
    out.push_back(r.id<AgencyId>(0));
  }
  return out;
}

void insert_news(db::Transaction& tx, const CaseId& id, const News& news) {
  tx.execute(
      "insert into case_news (case_id, place, kind, agency, at) values ($1,"
      " (select coalesce(max(place), 0) + 1 from case_news where case_id = $1), $2, $3, $4)",
      {id, model::code_of(news.kind), news.from, news.at});
}

std::vector<News> news_of(db::Transaction& tx, const CaseId& id) {
  std::vector<News> out;
  for (const auto& r :
       tx.query("select kind, agency, at from case_news where case_id = $1 order by place", {id})) {
    out.push_back(
        {.kind = stored<model::NewsKind>(r.text(0)), .from = r.id<AgencyId>(1), .at = r.time(2)});
  }
  return out;
}

void insert_deadline(db::Transaction& tx, const Deadline& d) {
  tx.execute(
      "insert into deadline (id, case_id, stage, agency, rating, started_at, due_at, policy_id,"
      " policy_version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {d.id, d.case_id, model::code_of(d.stage), d.agency, model::code_of(d.rating), d.started_at,
       d.due_at, d.policy_id, d.policy_version});
  keep_next_deadline(tx, d.id);
}

bool is_for_all(const Deadline& deadline) {
  return deadline.stage != model::Stage::told_review &&
         deadline.stage != model::Stage::hidden_match;
}

std::vector<Deadline> running(db::Transaction& tx, const CaseId& id) {
  return deadlines(tx.query(std::string(k_deadline) +
                                "where case_id = $1 and met_at is null and withdrawn_at is null"
                                " order by due_at, id",
                            {id}));
}

std::vector<Deadline> clocks_of(db::Transaction& tx, const CaseId& id) {
  return deadlines(tx.query(
      std::string(k_deadline) + "where case_id = $1 order by started_at, due_at, id", {id}));
}

void store_met(db::Transaction& tx, const std::string& id, UtcTime at) {
  tx.execute("update deadline set met_at = $2 where id = $1", {id, at});
  keep_next_deadline(tx, id);
}
void store_withdrawn(db::Transaction& tx, const std::string& id, UtcTime at,
                     const std::string& replacement) {
  tx.execute("update deadline set withdrawn_at = $2, replaced_by = $3 where id = $1",
             {id, at, optional_text(replacement)});
  keep_next_deadline(tx, id);
}
std::string newest_replacement(db::Transaction& tx, std::string id) {
  while (true) {
    const auto rows = tx.query(
        "select replaced_by from deadline where id = $1 and replaced_by is not null", {id});
    if (rows.empty()) return id;
    id = rows.front().text(0);
  }
}
void store_breached(db::Transaction& tx, const std::string& id, UtcTime at) {
  tx.execute("update deadline set breached_at = $2 where id = $1 and breached_at is null",
             {id, at});
}

void clear_breach(db::Transaction& tx, const std::string& id) {
  tx.execute("update deadline set breached_at = null, breach_reason = null where id = $1", {id});
}

void store_breach_reason(db::Transaction& tx, const std::string& id, std::string_view reason) {
  tx.execute("update deadline set breach_reason = $2 where id = $1", {id, reason});
}

std::vector<Deadline> running_clocks(db::Transaction& tx) {
  return deadlines(tx.query(std::string(k_deadline) +
                            "where met_at is null and withdrawn_at is null order by due_at, id"));
}

std::vector<Deadline> unrecorded_breaches(db::Transaction& tx, UtcTime now, int limit) {
  return deadlines(tx.query(std::string(k_deadline) +
                                "where met_at is null and withdrawn_at is null and"
                                " breached_at is null and due_at < $1 order by due_at limit $2",
                            {now, limit}));
}

std::optional<UtcTime> next_due(db::Transaction& tx) {
  const auto rows = tx.query(
      "select min(due_at) from deadline where met_at is null and withdrawn_at is null and"
      " breached_at is null");
  return time_or_none(rows.front(), 0);
}

}  // namespace mash::cases
