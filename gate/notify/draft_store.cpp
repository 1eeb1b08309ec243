// SPDX-License-Identifier: MIT
#include "draft_store.h"

#include "mash/base/assert.h"
#include "mash/door/door.h"
#include "mash/uploads/uploads.h"

namespace mash::notify {

namespace {

std::string label(std::string_view table, const Handle& handle) {
  return std::string(table) + '\x1f' + handle.id();
}

Bytes seal(pipeline::Context& c, std::string_view table, const Handle& handle,
           const Sensitive& text) {
  return crypto::seal(handle.key(), as_bytes(text.reveal()), as_bytes(label(table, handle)),
                      c.random);
}

std::optional<Sensitive> open(const db::Rows& rows, std::string_view table, const Handle& handle) {
  if (rows.empty()) return std::nullopt;
  const auto plain =
      crypto::open(handle.key(), rows.front().blob(0), as_bytes(label(table, handle)));
  if (!plain) return std::nullopt;  // another browser's key
  return Sensitive(to_text(*plain));
}

// However often the draft is saved.
UtcTime files_since(UtcTime now) {
  return now - Duration::hours(uploads::limits().hours_before_sent);
}

}  // namespace

Handle Handle::make(Random& random) {
  return {new_id_text(random), crypto::Key::make(random)};
}

std::optional<Handle> Handle::from(const http::Request& request) {
  const std::string_view cookie = request.cookie(k_cookie);
  const auto dot = cookie.find('.');
  if (dot == std::string_view::npos || !is_id_text(cookie.substr(0, dot))) return std::nullopt;
  const auto raw = from_hex(cookie.substr(dot + 1));
  if (!raw) return std::nullopt;
  const auto key = crypto::Key::from(*raw);
  if (!key) return std::nullopt;
  return Handle(std::string(cookie.substr(0, dot)), *key);
}

std::string Handle::cookie() const {
  return id_ + "." + hex(key_.bytes());
}

std::optional<Draft> load_draft(pipeline::Context& c) {
  const auto handle = Handle::from(c.request);
  if (!handle) return std::nullopt;
  const auto text = open(c.tx.query("select sealed from draft where id = $1 and expires_at >= $2",
                                    {handle->id(), c.now}),
                         "draft", *handle);
  if (!text) return std::nullopt;
  auto draft = decode_draft(*text);
  MASH_ASSERT(draft.has_value());
  forget_files_before(*draft, files_since(c.now));
  return *std::move(draft);
}

void remove_expired(db::Transaction& tx, UtcTime now) {
  for (const auto& row : tx.query("select id from draft where expires_at < $1", {now})) {
    door::drop_held(tx, row.text(0));
  }
  tx.execute("delete from draft where expires_at < $1", {now});
  door::drop_held_before(tx, files_since(now));
  tx.execute("delete from confirmation where expires_at < $1", {now});
}

void save_draft(pipeline::Context& c, const Draft& draft) {
  const auto handle = Handle::from(c.request);
  MASH_ASSERT(handle.has_value());
  remove_expired(c.tx, c.now);
  c.tx.execute("update draft set sealed = $2, expires_at = $3 where id = $1",
               {handle->id(), seal(c, "draft", *handle, encode(draft)), c.now + k_kept});
}

void start_draft(pipeline::Context& c) {
  destroy_draft(c);
  remove_expired(c.tx, c.now);
  c.cookies.clear();
  const Handle handle = Handle::make(c.random);
  c.tx.execute("insert into draft (id, sealed, expires_at) values ($1, $2, $3)",
               {handle.id(), seal(c, "draft", handle, encode(Draft{})), c.now + k_kept});
  c.set_cookie(std::string(k_cookie), handle.cookie());
}

void destroy_draft(pipeline::Context& c) {
  c.clear_cookie(std::string(k_cookie));
  const auto handle = Handle::from(c.request);
  if (!handle) return;
  door::drop_held(c.tx, handle->id());
  c.tx.execute("delete from draft where id = $1", {handle->id()});
  c.tx.execute("delete from confirmation where draft_id = $1", {handle->id()});
}

void hold_file(pipeline::Context& c, const crypto::PublicKey& hub_key, const std::string& file,
               std::string_view bytes) {
  const auto handle = Handle::from(c.request);
  MASH_ASSERT(handle.has_value());
  hold_file_for(c, hub_key, handle->id(), file, bytes);
}

void hold_file_for(pipeline::Context& c, const crypto::PublicKey& hub_key, std::string_view holder,
                   const std::string& file, std::string_view bytes) {
  for (std::int64_t number = 1; !bytes.empty(); ++number) {
    const auto part = bytes.substr(0, packages::k_piece_bytes);
    bytes.remove_prefix(part.size());
    Bytes plain = encode(packages::FilePiece{file, number, to_bytes(part)});
    door::hold_piece(c.tx, holder, file,
                     {.id = new_id_text(c.random),
                      .kind = packages::InwardKind::file_piece,
                      .at = c.now,
                      .body = crypto::box_seal(hub_key, plain, c.random)});
    wipe(plain);
  }
}

bool has_no_room(db::Transaction& tx, std::int64_t file_room, std::int64_t bytes) {
  return door::files_wait(tx) || door::piece_bytes(tx) + bytes > file_room;
}

void drop_file(pipeline::Context& c, const std::string& file) {
  const auto handle = Handle::from(c.request);
  MASH_ASSERT(handle.has_value());
  door::drop_held(c.tx, handle->id(), file);
}

void send_files(pipeline::Context& c) {
  const auto handle = Handle::from(c.request);
  MASH_ASSERT(handle.has_value());
  door::drop_held_before(c.tx, files_since(c.now));
  door::send_held(c.tx, handle->id(), c.now);
}

void confirm_draft(pipeline::Context& c, const json::Value& confirmation) {
  const auto handle = Handle::from(c.request);
  MASH_ASSERT(handle.has_value());
  remove_expired(c.tx, c.now);
  c.tx.execute("delete from draft where id = $1", {handle->id()});
  const Bytes sealed = seal(c, "confirmation", *handle, Sensitive(json::encode(confirmation)));
  c.tx.execute("insert into confirmation (draft_id, sealed, expires_at) values ($1, $2, $3)",
               {handle->id(), sealed, c.now + k_kept});
}

std::optional<json::Value> load_confirmation(pipeline::Context& c) {
  const auto handle = Handle::from(c.request);
  if (!handle) return std::nullopt;
  const auto text =
      open(c.tx.query("select sealed from confirmation where draft_id = $1 and expires_at >= $2",
                      {handle->id(), c.now}),
           "confirmation", *handle);
  if (!text) return std::nullopt;
  auto value = json::parse(text->reveal());
  MASH_ASSERT(value.has_value());
  return *std::move(value);
}

}  // namespace mash::notify
