// SPDX-License-Identifier: MIT
// The form by which anybody tells the hub about a child (/notify): one topic a page, no script, no
// account. What was typed waits encrypted under a key that only the referrer's cookie holds; once
// sent it is a box that only the hub can open. Afterwards /notify/status shows how it stands.
// What not: the hub's own pages for phone calls and imports (hub/intake).
#pragma once

#include <string>
#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/door/door.h"
#include "mash/pipeline/route.h"

namespace mash::notify {

struct Deps {
  crypto::PublicKey hub_key;   // notifications are sealed to it
  std::string hub_name;        // "Barnfield Multi-Agency Safeguarding Hub"
  std::string phone;           // of the front door, day and night: "020 7946 0000"
  int receipt_days = 0;        // how long one can ask how a notification stands
  std::int64_t file_room = 0;  // bytes of files that may be here at once, of all senders together
};

// Uses the gate's keys "sign" (receipts), "lookup" and "gate-content".
std::vector<pipeline::Route> routes(const Deps& deps);

// Stores the hub's feedback for the door.
door::Taker feedback_taker();

// Takes away what nobody may read any more: drafts and confirmations whose time is over, and
// receipts and feedback that are `receipt_days` old. A notification that the hub has not collected
// is never touched. What was taken away without having a time of its own on a page is counted.
struct Swept {
  std::int64_t receipts = 0;
  std::int64_t feedback = 0;
};
Swept sweep(db::Transaction& tx, UtcTime now, int receipt_days);

inline constexpr std::string_view k_start_path = "/notify/start";
inline constexpr std::string_view k_files_path = "/notify/files";

// For html::Page::exit_href of the pages of the form: a link, so that it works without script and
// from every page. It takes the key away, which destroys the draft, and leaves.
inline constexpr std::string_view k_exit_path = "/notify/exit";
bool has_exit(std::string_view path);

}  // namespace mash::notify
