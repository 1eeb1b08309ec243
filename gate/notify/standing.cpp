// SPDX-License-Identifier: MIT
#include "mash/door/door.h"
#include "receipt_store.h"

namespace mash::notify {

namespace {

// The words of what the gate itself can know.
std::string state_words(bool waiting, bool hub_away, bool answered) {
  if (!waiting && answered) return "The hub has read it and answered you.";
  if (!waiting) return "The hub has collected it. People there read it and decide what to do.";
  if (hub_away) return "Your notification is safe; the hub has not collected it yet.";
  return "We have it. The hub collects it in a moment.";
}

}  // namespace

Standing standing_of(pipeline::Context& c, const policy::Proof& proof, const Receipt& receipt) {
  Standing out{.inward_id = receipt.inward_id, .received_at = receipt.at};
  out.waiting = door::is_waiting(c.tx, receipt.inward_id);
  out.late = out.waiting && door::hub_is_away(c.tx, c.now);
  out.feedback = read_feedback(c, proof, receipt);
  out.words = state_words(out.waiting, out.late, !out.feedback.empty());
  return out;
}

std::optional<Standing> standing_of(pipeline::Context& c, const policy::Proof& proof,
                                    const std::string& reference) {
  const auto receipt = find_receipt(c, reference);
  if (!receipt) return std::nullopt;
  return standing_of(c, proof, *receipt);
}

}  // namespace mash::notify
