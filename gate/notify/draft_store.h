// SPDX-License-Identifier: MIT
// Drafts and confirmations as rows, sealed under the key in the referrer's cookie. Without the
// cookie nobody reads them, the gate included.
#pragma once

#include <optional>
#include <string>

#include "mash/crypto/crypto.h"
#include "mash/http/message.h"
#include "mash/json/value.h"
#include "mash/notify/draft.h"
#include "mash/pipeline/route.h"

namespace mash::notify {

inline constexpr std::string_view k_cookie = "__Host-mash-draft";
inline constexpr Duration k_kept = Duration::minutes(60);

// What the cookie holds: the row's id and the key. One of it goes with the draft and, once that is
// sent, with its confirmation.
class Handle {
 public:
  static Handle make(Random& random);
  static std::optional<Handle> from(const http::Request& request);
  [[nodiscard]] std::string cookie() const;
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const crypto::Key& key() const { return key_; }

 private:
  Handle(std::string id, const crypto::Key& key) : id_(std::move(id)), key_(key) {}
  std::string id_;
  crypto::Key key_;
};

// Nothing: no cookie, expired, destroyed, sent, or not this browser's.
std::optional<Draft> load_draft(pipeline::Context& c);
// Stores it for another 60 minutes and takes expired rows away. The draft must be there.
void save_draft(pipeline::Context& c, const Draft& draft);
// A new empty draft and its cookie; the one before is destroyed.
void start_draft(pipeline::Context& c);
// Destroys draft and confirmation, and the cookie.
void destroy_draft(pipeline::Context& c);

// The pieces of a file, each in a box that only the hub opens, wait at the door until the draft is
// sent, and go with it; not longer than data/uploads.json says, however often the draft is saved.
// Cost: 10 MB take some 40 ms.
void hold_file(pipeline::Context& c, const crypto::PublicKey& hub_key, const std::string& file,
               std::string_view bytes);
// The same for any holder, a random id.
void hold_file_for(pipeline::Context& c, const crypto::PublicKey& hub_key, std::string_view holder,
                   const std::string& file, std::string_view bytes);
// The hub takes no files for now, or so many bytes more would be too much of all senders together.
bool has_no_room(db::Transaction& tx, std::int64_t file_room, std::int64_t bytes);
void drop_file(pipeline::Context& c, const std::string& file);
// The hub may collect them now.
void send_files(pipeline::Context& c);

// Takes away the rows whose time is over.
void remove_expired(db::Transaction& tx, UtcTime now);

// Puts the confirmation in the place of the draft.
void confirm_draft(pipeline::Context& c, const json::Value& confirmation);
std::optional<json::Value> load_confirmation(pipeline::Context& c);

}  // namespace mash::notify
