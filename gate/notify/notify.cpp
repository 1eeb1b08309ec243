// SPDX-License-Identifier: MIT
#include "mash/notify/notify.h"

#include "draft_store.h"
#include "form_routes.h"
#include "receipt_store.h"

namespace mash::notify {

std::vector<pipeline::Route> routes(const Deps& deps) {
  const auto shared = std::make_shared<const Deps>(deps);
  std::vector<pipeline::Route> out;
  for (const auto& part : {form_routes(shared), child_routes(shared), file_routes(shared),
                           check_routes(shared), status_routes(shared)}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

door::Taker feedback_taker() {
  return [](door::Arrival& arrival) -> std::optional<Error> {
    const auto feedback = packages::decode_feedback(arrival.body);
    if (!feedback) return feedback.error();
    add_feedback(arrival.tx, arrival.vault, arrival.random, *feedback);
    return std::nullopt;
  };
}

Swept sweep(db::Transaction& tx, UtcTime now, int receipt_days) {
  remove_expired(tx, now);
  const UtcTime before = now - Duration::days(receipt_days);
  const std::int64_t feedback = remove_feedback(tx, before);
  return {.receipts = remove_receipts(tx, before), .feedback = feedback};
}

}  // namespace mash::notify
