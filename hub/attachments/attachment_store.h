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

// Not wanted: who said so, when, and why.
struct Aside {
  UtcTime at;
  StaffId by;
  Bytes sealed;
};

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
  std::int64_t bytes = 0;
  std::optional<UtcTime> looked_at{};
  std::optional<Aside> aside{};
  std::optional<UtcTime> destroyed_at{};

  // It came with a notification, and not by a person of the hub.
  [[nodiscard]] bool of_a_stranger() const;
};

// Behind all others of its case.
void insert_attachment(db::Transaction& tx, const AttachmentRow& row, const Bytes& original);
// Those of the case itself, or of this item, without what was set aside.
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
// The first time only.
void mark_looked_at(db::Transaction& tx, std::string_view attachment, UtcTime at);
// Of strangers, not looked at and not set aside: their bytes, also of pieces that are here.
std::int64_t unseen_bytes(db::Transaction& tx);
// And their cases, the oldest file first, each once.
struct Unseen {
  CaseId case_id;
  UtcTime since;
};
std::vector<Unseen> unseen_cases(db::Transaction& tx);
// False: it is set aside, or not any more.
bool set_aside(db::Transaction& tx, std::string_view attachment, const Aside& aside);
bool bring_back(db::Transaction& tx, std::string_view attachment);
// Set aside before this, and still here.
std::vector<AttachmentRow> aside_before(db::Transaction& tx, UtcTime before);
void destroy_bytes(db::Transaction& tx, std::string_view attachment, UtcTime at);
// False: it waits no longer.
bool end_waiting(db::Transaction& tx, std::string_view attachment, State state, int pictures);

}  // namespace mash::attachments
