// SPDX-License-Identifier: MIT
#include "figures_store.h"

#include <stdexcept>

namespace mash::figures {

namespace {

constexpr std::string_view k_quarter =
    "select quarter, asked_by, asked_at, prepared_at, shown, sealed, published_by, published_at,"
    " file from board_quarter ";

std::optional<UtcTime> time_or_none(const db::Row& r, std::size_t column) {
  if (r.is_null(column)) return std::nullopt;
  return r.time(column);
}

QuarterRow row_of(const db::Row& r) {
  const auto quarter = board::Quarter::parse(r.text(0));
  if (!quarter) throw std::runtime_error("a quarter of figures in the database");
  QuarterRow out{.quarter = *quarter,
                 .asked_by = r.id<StaffId>(1),
                 .asked_at = r.time(2),
                 .prepared_at = time_or_none(r, 3),
                 .published_at = time_or_none(r, 7)};
  if (!r.is_null(4)) out.shown = r.text(4);
  if (!r.is_null(5)) out.sealed = r.blob(5);
  if (!r.is_null(6)) out.published_by = r.id<StaffId>(6);
  if (!r.is_null(8)) out.file = r.text(8);
  return out;
}

}  // namespace

std::vector<QuarterRow> all_quarters(db::Transaction& tx) {
  std::vector<QuarterRow> out;
  for (const auto& r : tx.query(std::string(k_quarter) + "order by quarter desc")) {
    out.push_back(row_of(r));
  }
  return out;
}

std::optional<QuarterRow> find_quarter(db::Transaction& tx, board::Quarter quarter) {
  for (const auto& r : tx.query(std::string(k_quarter) + "where quarter = $1", {quarter.code()})) {
    return row_of(r);
  }
  return std::nullopt;
}

void ask_for(db::Transaction& tx, board::Quarter quarter, const StaffId& by, UtcTime at) {
  tx.execute("delete from board_quarter where quarter = $1 and published_at is null",
             {quarter.code()});
  tx.execute(
      "insert into board_quarter (quarter, asked_by, asked_at) values ($1, $2, $3)"
      " on conflict do nothing",
      {quarter.code(), by, at});
}

void store_prepared(db::Transaction& tx, const QuarterRow& asked, const std::string& shown,
                    const Bytes& sealed, UtcTime at) {
  tx.execute(
      "update board_quarter set prepared_at = $3, shown = $4, sealed = $5 where quarter = $1"
      " and asked_at = $2 and published_at is null",
      {asked.quarter.code(), asked.asked_at, at,
       shown.empty() ? db::Param(db::Null{}) : db::Param(shown), sealed});
}

void store_published(db::Transaction& tx, board::Quarter quarter, const std::string& file,
                     const StaffId& by, UtcTime at) {
  tx.execute(
      "update board_quarter set published_by = $2, published_at = $3, file = $4 where quarter = $1"
      " and published_at is null",
      {quarter.code(), by, at, file});
}

std::map<std::string, ElementRow, std::less<>> elements(db::Transaction& tx) {
  std::map<std::string, ElementRow, std::less<>> out;
  for (const auto& r :
       tx.query("select element, state, evidence, since, said_by, said_at from board_element"
                " order by element, place")) {
    const auto state = board::attained_of(r.text(1), "state");
    const auto since = LocalDate::parse(r.text(3));
    if (!state || !since) throw std::runtime_error("a core element in the database");
    out[r.text(0)] = {.element = r.text(0),
                      .said = {.state = *state, .evidence = r.text(2), .since = *since},
                      .said_by = r.id<StaffId>(4),
                      .said_at = r.time(5)};
  }
  return out;
}

void add_element(db::Transaction& tx, const ElementRow& row) {
  tx.execute(
      "insert into board_element (element, place, state, evidence, since, said_by, said_at)"
      " select $1, coalesce(max(place), 0) + 1, $2, $3, $4, $5, $6 from board_element where"
      " element = $1",
      {row.element, board::code_of(row.said.state), row.said.evidence, row.said.since.iso(),
       row.said_by, row.said_at});
}

}  // namespace mash::figures
