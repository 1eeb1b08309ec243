// SPDX-License-Identifier: MIT
#include "mash/notify/notify.h"

#include "form_routes.h"
#include "receipt_store.h"

namespace mash::notify {

std::vector<pipeline::Route> routes(const Deps& deps) {
  const auto shared = std::make_shared<const Deps>(deps);
  std::vector<pipeline::Route> out;
  for (const auto& part :
       {form_routes(shared), child_routes(shared), check_routes(shared), status_routes(shared)}) {
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

}  // namespace mash::notify
