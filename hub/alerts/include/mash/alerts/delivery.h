// SPDX-License-Identifier: MIT
// Sends what waits in the outbox, outside any transaction, and notes what became of it. At least
// once: after a crash between sending and noting, the same message goes again under the same id.
// What waits for one person by one channel goes as one message. Thread safety: one thread at a
// time. Cost: libs/alert's for each message.
#pragma once

#include <memory>

#include "mash/alert/alert.h"
#include "mash/alerts/alerts.h"

namespace mash::alerts {

// Where one is missing, what waits for it is dropped, and the record says so.
struct Senders {
  std::unique_ptr<alert::EmailSender> email;
  std::unique_ptr<alert::TextSender> text;
  [[nodiscard]] Channels channels() const { return {email != nullptr, text != nullptr}; }
};

class Delivery {
 public:
  // `senders` must outlive it.
  Delivery(pipeline::App& app, db::Database& database, Deps deps, Senders& senders);

  struct Round {
    int sent = 0;  // messages, not rows
    int refused = 0;
    int dropped = 0;
    int failed = 0;  // rows that wait for the next try
  };
  Round round(UtcTime now);

 private:
  struct Batch;
  void send(Batch& batch, UtcTime now, Round& round);

  pipeline::App& app_;
  db::Database& database_;
  Deps deps_;
  Senders& senders_;
};

}  // namespace mash::alerts
