// SPDX-License-Identifier: MIT
// Rows of attachments. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::attachments {

struct AttachmentRow {
  std::string id;
  CaseId case_id;
  ItemId item;  // empty: of the case itself
  AgencyId owner;
  std::string format;  // code of render::Format
  State state = State::waiting;
  int pictures = 0;
  UtcTime taken_in_at;
  StaffId taken_in_by;
  Bytes sealed;  // name and what it shows
};

// Behind all others of its case.
void insert_attachment(db::Transaction& tx, const AttachmentRow& row, const Bytes& original);
// Those of the case itself, or of this item.
int count_attachments(db::Transaction& tx, const CaseId& id, const ItemId& item);
// The oldest first.
std::vector<AttachmentRow> attachments_of(db::Transaction& tx, const CaseId& id,
                                          const ItemId& item);
std::optional<AttachmentRow> find_attachment(db::Transaction& tx, const CaseId& id,
                                             const ItemId& item, std::string_view attachment);
// The oldest first.
std::vector<AttachmentRow> all_waiting(db::Transaction& tx);
Bytes original_of(db::Transaction& tx, std::string_view attachment);
void insert_page(db::Transaction& tx, std::string_view attachment, int page, const Bytes& sealed);
std::optional<Bytes> find_page(db::Transaction& tx, std::string_view attachment, int page);
// False: it waits no longer.
bool end_waiting(db::Transaction& tx, std::string_view attachment, State state, int pictures);

}  // namespace mash::attachments
