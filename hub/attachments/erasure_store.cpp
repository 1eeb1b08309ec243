// SPDX-License-Identifier: MIT
#include "mash/attachments/erasure.h"

#include "mash/crypto/crypto.h"

namespace mash::attachments {

std::vector<std::string> erase_files_of(db::Transaction& tx, const ItemId& item) {
  std::vector<std::string> out;
  const auto note = [&out](const char* kind, const db::Rows& rows) {
    for (const auto& r : rows) {
      out.push_back(std::string(kind) + " " + r.text(0) + " " + std::to_string(r.integer(1)) + " " +
                    hex(crypto::sha256(r.blob(2))));
    }
  };
  note("attachment", tx.query("select id, cast(1 as bigint), sealed from attachment"
                              " where item_id = $1 order by id",
                              {item.text()}));
  note("attachment_original", tx.query("select a.id, cast(1 as bigint), o.sealed from attachment a"
                                       " join attachment_original o on o.attachment_id = a.id"
                                       " where a.item_id = $1 order by a.id",
                                       {item.text()}));
  note("attachment_page", tx.query("select a.id, p.page, p.sealed from attachment a"
                                   " join attachment_page p on p.attachment_id = a.id"
                                   " where a.item_id = $1 order by a.id, p.page",
                                   {item.text()}));
  tx.execute(
      "delete from attachment_page where attachment_id in"
      " (select id from attachment where item_id = $1)",
      {item.text()});
  tx.execute(
      "delete from attachment_original where attachment_id in"
      " (select id from attachment where item_id = $1)",
      {item.text()});
  tx.execute("delete from attachment where item_id = $1", {item.text()});
  return out;
}

}  // namespace mash::attachments
