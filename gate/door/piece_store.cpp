// SPDX-License-Identifier: MIT
#include "mash/door/door.h"

namespace mash::door {

void hold_piece(db::Transaction& tx, std::string_view holder, std::string_view file,
                const packages::Inward& piece) {
  tx.execute(
      "insert into inward_piece (id, held_by, file, at, bytes, body)"
      " values ($1, $2, $3, $4, $5, $6)",
      {piece.id, holder, file, piece.at, static_cast<std::int64_t>(piece.body.size()), piece.body});
}

void send_held(db::Transaction& tx, std::string_view holder, UtcTime now) {
  tx.execute("update inward_piece set held_by = null, at = $2 where held_by = $1", {holder, now});
}

void drop_held(db::Transaction& tx, std::string_view holder) {
  tx.execute("delete from inward_piece where held_by = $1", {holder});
}

void drop_held(db::Transaction& tx, std::string_view holder, std::string_view file) {
  tx.execute("delete from inward_piece where held_by = $1 and file = $2", {holder, file});
}

void drop_held_before(db::Transaction& tx, UtcTime before) {
  tx.execute("delete from inward_piece where held_by is not null and at < $1", {before});
}

std::int64_t piece_bytes(db::Transaction& tx) {
  return tx.query("select cast(coalesce(sum(bytes), 0) as bigint) from inward_piece")
      .front()
      .integer(0);
}

}  // namespace mash::door
