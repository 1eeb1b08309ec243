// SPDX-License-Identifier: MIT
#include "attachment_store.h"

#include "mash/attachments/shelf.h"
#include "mash/model/stored.h"

namespace mash::attachments {

namespace {

const std::string k_select =
    "select id, case_id, owner, format, state, pictures, taken_in_at, taken_in_by, sealed, item_id,"
    " bytes, looked_at, aside_at, aside_by, aside_sealed, destroyed_at"
    " from attachment where ";

// Of strangers ($1), and nobody has looked at it or said that it is not wanted.
const std::string k_unseen =
    " from attachment where looked_at is null and aside_at is null and taken_in_by = $1"
    " and item_id = ''";

AttachmentRow row_of(const db::Row& r) {
  AttachmentRow out{.id = r.text(0),
                    .case_id = r.id<CaseId>(1),
                    .item = ItemId::trusted(r.text(9)),
                    .owner = r.id<AgencyId>(2),
                    .format = r.text(3),
                    .state = model::stored<State>(r.text(4)),
                    .pictures = static_cast<int>(r.integer(5)),
                    .taken_in_at = r.time(6),
                    .taken_in_by = r.id<StaffId>(7),
                    .sealed = r.blob(8),
                    .bytes = r.integer(10)};
  if (!r.is_null(11)) out.looked_at = r.time(11);
  if (!r.is_null(12)) out.aside = Aside{r.time(12), r.id<StaffId>(13), r.blob(14)};
  if (!r.is_null(15)) out.destroyed_at = r.time(15);
  return out;
}

std::optional<AttachmentRow> first_of(const std::vector<db::Row>& rows) {
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

}  // namespace

void insert_attachment(db::Transaction& tx, const AttachmentRow& row, const Bytes& original) {
  tx.execute(
      "insert into attachment (id, case_id, place, owner, format, state, pictures, taken_in_at,"
      " taken_in_by, sealed, item_id, bytes) values ($1, $2, (select coalesce(max(place), 0) + 1 "
      "from"
      " attachment where case_id = $2), $3, $4, $5, $6, $7, $8, $9, $10,"
      " $11)",
      {row.id, row.case_id, row.owner, row.format, model::code_of(row.state), row.pictures,
       row.taken_in_at, row.taken_in_by, row.sealed, row.item.text(), row.bytes});
  tx.execute("insert into attachment_original (attachment_id, sealed) values ($1, $2)",
             {row.id, original});
}

int count_attachments(db::Transaction& tx, const CaseId& id, const ItemId& item) {
  const auto rows = tx.query(
      "select count(*) from attachment where case_id = $1 and item_id = $2"
      " and aside_at is null",
      {id, item.text()});
  return static_cast<int>(rows.front().integer(0));
}

std::map<ItemId, int> files_of_items(db::Transaction& tx, const CaseId& id) {
  std::map<ItemId, int> out;
  for (const auto& r : tx.query("select item_id, count(*) from attachment where case_id = $1"
                                " and item_id <> '' group by item_id",
                                {id})) {
    out.emplace(ItemId::trusted(r.text(0)), static_cast<int>(r.integer(1)));
  }
  return out;
}

int files_at(db::Transaction& tx, const ItemId& item, UtcTime at) {
  const auto rows =
      tx.query("select count(*) from attachment where item_id = $1 and taken_in_at <= $2",
               {item.text(), at});
  return static_cast<int>(rows.front().integer(0));
}

std::vector<AttachmentRow> attachments_of(db::Transaction& tx, const CaseId& id,
                                          const ItemId& item) {
  std::vector<AttachmentRow> out;
  for (const auto& r :
       tx.query(k_select + "case_id = $1 and item_id = $2 order by place", {id, item.text()})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::optional<AttachmentRow> find_attachment(db::Transaction& tx, const CaseId& id,
                                             const ItemId& item, std::string_view attachment) {
  return first_of(tx.query(k_select + "case_id = $1 and item_id = $2 and id = $3",
                           {id, item.text(), attachment}));
}

std::vector<AttachmentRow> all_waiting(db::Transaction& tx) {
  std::vector<AttachmentRow> out;
  for (const auto& r :
       tx.query(k_select + "state = $1 and aside_at is null order by taken_in_at, id",
                {model::code_of(State::waiting)})) {
    out.push_back(row_of(r));
  }
  return out;
}

Bytes original_of(db::Transaction& tx, std::string_view attachment) {
  return tx.query("select sealed from attachment_original where attachment_id = $1", {attachment})
      .front()
      .blob(0);
}

void insert_page(db::Transaction& tx, std::string_view attachment, int page, const Bytes& sealed) {
  tx.execute("insert into attachment_page (attachment_id, page, sealed) values ($1, $2, $3)",
             {attachment, page, sealed});
}

std::optional<Bytes> find_page(db::Transaction& tx, std::string_view attachment, int page) {
  const auto rows =
      tx.query("select sealed from attachment_page where attachment_id = $1 and page = $2",
               {attachment, page});
  if (rows.empty()) return std::nullopt;
  return rows.front().blob(0);
}

bool end_waiting(db::Transaction& tx, std::string_view attachment, State state, int pictures) {
  return tx.execute(
             "update attachment set state = $2, pictures = $3 where id = $1 and state = $4",
             {attachment, model::code_of(state), pictures, model::code_of(State::waiting)}) == 1;
}

bool AttachmentRow::of_a_stranger() const {
  return item.empty() && taken_in_by == pipeline::k_system;
}

void mark_looked_at(db::Transaction& tx, std::string_view attachment, UtcTime at) {
  tx.execute("update attachment set looked_at = $2 where id = $1 and looked_at is null",
             {attachment, at});
}

std::int64_t unseen_bytes(db::Transaction& tx) {
  const auto whole =
      tx.query("select cast(coalesce(sum(bytes), 0) as bigint)" + k_unseen, {pipeline::k_system});
  const auto pieces =
      tx.query("select cast(coalesce(sum(length(sealed)), 0) as bigint) from arriving_piece");
  return whole.front().integer(0) + pieces.front().integer(0);
}

std::vector<Unseen> unseen_cases(db::Transaction& tx) {
  std::vector<Unseen> out;
  for (const auto& r : tx.query("select case_id, min(taken_in_at)" + k_unseen +
                                    " group by case_id order by min(taken_in_at), case_id",
                                {pipeline::k_system})) {
    out.push_back({r.id<CaseId>(0), r.time(1)});
  }
  return out;
}

bool set_aside(db::Transaction& tx, std::string_view attachment, const Aside& aside) {
  return tx.execute(
             "update attachment set aside_at = $2, aside_by = $3, aside_sealed = $4"
             " where id = $1 and aside_at is null",
             {attachment, aside.at, aside.by, aside.sealed}) == 1;
}

bool bring_back(db::Transaction& tx, std::string_view attachment) {
  return tx.execute(
             "update attachment set aside_at = null, aside_by = null, aside_sealed = null"
             " where id = $1 and aside_at is not null and destroyed_at is null",
             {attachment}) == 1;
}

std::vector<AttachmentRow> aside_before(db::Transaction& tx, UtcTime before) {
  std::vector<AttachmentRow> out;
  for (const auto& r : tx.query(
           k_select + "aside_at < $1 and destroyed_at is null order by aside_at, id", {before})) {
    out.push_back(row_of(r));
  }
  return out;
}

void destroy_bytes(db::Transaction& tx, std::string_view attachment, UtcTime at) {
  tx.execute("delete from attachment_page where attachment_id = $1", {attachment});
  tx.execute("delete from attachment_original where attachment_id = $1", {attachment});
  tx.execute("update attachment set destroyed_at = $2 where id = $1", {attachment, at});
}

}  // namespace mash::attachments
