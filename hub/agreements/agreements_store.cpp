// SPDX-License-Identifier: MIT
#include "agreements_store.h"

#include <algorithm>
#include <stdexcept>

namespace mash::agreements {

namespace {

std::vector<std::string> split(const std::string& codes) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start < codes.size()) {
    const auto end = std::min(codes.find(' ', start), codes.size());
    out.push_back(codes.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

std::string join(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

LocalDate date_of(const std::string& text) {
  const auto parsed = LocalDate::parse(text);
  if (!parsed) throw std::runtime_error("unknown date of an agreement in the database");
  return *parsed;
}

// Of columns joins, by_staff, at, signed_on, from this one on.
Word word_in(const db::Row& r, std::size_t from) {
  Word out{.joins = r.integer(from) != 0, .by = r.id<StaffId>(from + 1), .at = r.time(from + 2)};
  if (!r.is_null(from + 3)) out.on_paper = date_of(r.text(from + 3));
  return out;
}

// Of one agreement, or of all where `id` is empty.
std::vector<Agreement> read(db::Transaction& tx, std::string_view id) {
  std::vector<Agreement> out;
  for (const auto& r :
       tx.query("select v.agreement, v.version, v.name, v.purposes, v.kinds, v.laws, v.begins,"
                " v.review_by, v.ends, v.saved_by, v.saved_at, v.edit, v.put_at, e.at, e.by_staff"
                " from agreement_version v left join agreement_end e on e.agreement = v.agreement"
                " where $1 = '' or v.agreement = $1 order by v.agreement, v.version",
                {id})) {
    if (out.empty() || out.back().id != r.text(0)) out.push_back({.id = r.text(0)});
    if (!r.is_null(13)) {
      out.back().ended_at = r.time(13);
      out.back().ended_by = r.id<StaffId>(14);
    }
    Version version{.number = r.integer(1),
                    .terms = {.name = r.text(2),
                              .purposes = split(r.text(3)),
                              .kinds = split(r.text(4)),
                              .laws = split(r.text(5)),
                              .begins = date_of(r.text(6)),
                              .review_by = date_of(r.text(7)),
                              .ends = date_of(r.text(8))},
                    .saved_by = r.id<StaffId>(9),
                    .saved_at = r.time(10),
                    .edit = r.integer(11)};
    if (!r.is_null(12)) version.put_at = r.time(12);
    out.back().versions.push_back(std::move(version));
  }
  const auto version_of = [&out](const db::Row& r) -> Version& {
    for (auto& agreement : out) {
      if (agreement.id != r.text(0)) continue;
      for (auto& version : agreement.versions) {
        if (version.number == r.integer(1)) return version;
      }
    }
    throw std::runtime_error("a party of no agreement in the database");
  };
  for (const auto& r : tx.query("select agreement, version, agency from agreement_party"
                                " where $1 = '' or agreement = $1 order by agency",
                                {id})) {
    version_of(r).terms.parties.push_back(r.id<AgencyId>(2));
  }
  for (const auto& r : tx.query("select agreement, version, agency, joins, by_staff, at,"
                                " signed_on from agreement_word where $1 = '' or agreement = $1"
                                " order by place",
                                {id})) {
    auto& version = version_of(r);
    const auto agency = r.id<AgencyId>(2);
    Word word = word_in(r, 3);
    if (word.joins) version.once_joined.insert(agency);
    version.words.insert_or_assign(agency, std::move(word));
  }
  return out;
}

}  // namespace

std::vector<Agreement> all_agreements(db::Transaction& tx) {
  return read(tx, "");
}

std::optional<Agreement> find_agreement(db::Transaction& tx, std::string_view id) {
  if (id.empty()) return std::nullopt;
  auto found = read(tx, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void store_draft(db::Transaction& tx, std::string_view agreement, const Version& version) {
  const auto& t = version.terms;
  tx.execute("delete from agreement_party where agreement = $1 and version = $2",
             {agreement, version.number});
  tx.execute(
      "delete from agreement_version where agreement = $1 and version = $2 and put_at is null",
      {agreement, version.number});
  tx.execute(
      "insert into agreement_version (agreement, version, name, purposes, kinds, laws, begins,"
      " review_by, ends, saved_by, saved_at, edit)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {agreement, version.number, t.name, join(t.purposes), join(t.kinds), join(t.laws),
       t.begins.iso(), t.review_by.iso(), t.ends.iso(), version.saved_by, version.saved_at,
       version.edit});
  for (const auto& agency : t.parties) {
    tx.execute("insert into agreement_party (agreement, version, agency) values ($1, $2, $3)",
               {agreement, version.number, agency});
  }
}

void set_put(db::Transaction& tx, std::string_view agreement, std::int64_t version,
             const StaffId& by, UtcTime at) {
  tx.execute(
      "update agreement_version set put_by = $3, put_at = $4, edit = edit + 1"
      " where agreement = $1 and version = $2 and put_at is null",
      {agreement, version, by, at});
}

void insert_word(db::Transaction& tx, std::string_view agreement, std::int64_t version,
                 const WordRow& row) {
  const auto before = tx.query(
      "select coalesce(max(place), 0) from agreement_word where agreement = $1 and version = $2",
      {agreement, version});
  tx.execute(
      "insert into agreement_word (id, agreement, version, agency, place, joins, by_staff, at,"
      " sealed, signed_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {row.id, agreement, version, row.agency, before.front().integer(0) + 1,
       row.word.joins ? 1 : 0, row.word.by, row.word.at,
       row.sealed ? db::Param(*row.sealed) : db::Param(db::Null{}),
       row.word.on_paper ? db::Param(row.word.on_paper->iso()) : db::Param(db::Null{})});
}

std::vector<WordRow> words_of_version(db::Transaction& tx, std::string_view agreement,
                                      std::int64_t version) {
  std::vector<WordRow> out;
  for (const auto& r :
       tx.query("select id, agency, joins, by_staff, at, signed_on, sealed"
                " from agreement_word where agreement = $1 and version = $2 order by place",
                {agreement, version})) {
    WordRow row{.id = r.text(0), .agency = r.id<AgencyId>(1), .word = word_in(r, 2)};
    if (!r.is_null(6)) row.sealed = r.blob(6);
    out.push_back(std::move(row));
  }
  return out;
}

void insert_end(db::Transaction& tx, std::string_view agreement, const StaffId& by, UtcTime at,
                const Bytes& sealed) {
  tx.execute("insert into agreement_end (agreement, by_staff, at, sealed) values ($1, $2, $3, $4)",
             {agreement, by, at, sealed});
}

Bytes sealed_end(db::Transaction& tx, std::string_view agreement) {
  const auto rows = tx.query("select sealed from agreement_end where agreement = $1", {agreement});
  return rows.empty() ? Bytes{} : rows.front().blob(0);
}

}  // namespace mash::agreements
