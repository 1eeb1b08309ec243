// SPDX-License-Identifier: MIT
#include "gate_policy.h"

#include "embedded.h"
#include "policy_reader.h"

namespace mash::server {

namespace {
constexpr const char* k_name = "gate_policy";
constexpr int k_ten_years = 3660;
constexpr int k_year_of_hours = 366 * 24;
// Whoever sends under an Idempotency-Key is told that it is known for a day.
constexpr int k_fewest_answer_hours = 24;
}  // namespace

Result<GatePolicy> parse_gate_policy(const json::Value& policy) {
  PolicyReader in(policy, k_name);
  GatePolicy out;
  out.id = in.id();
  const pipeline::Share starts = in.share("form", "starts");
  out.form = {.starts = starts.count,
              .answers = in.number("form", "answers", 1, 1'000'000),
              .minutes = starts.minutes,
              .bits = starts.bits};
  out.form.files = in.share("files", "kilobytes");
  out.file_room = std::int64_t{in.number("files", "room_megabytes", 1, 1'000'000)} << 20;
  out.sign_in = in.sign_in();
  out.machine.strangers = in.share("machine", "stranger_requests");
  out.machine.requests = in.number("machine", "requests", 1, 1'000'000);
  out.machine.minutes = out.machine.strangers.minutes;
  out.receipt_days = in.number("keep", "receipt_days", 1, k_ten_years);
  out.products.answered_days = in.number("keep", "answered_product_days", 1, k_ten_years);
  out.products.unanswered_days = in.number("keep", "product_days", 1, k_ten_years);
  out.delivery_days = in.number("keep", "delivery_days", 1, k_ten_years);
  out.act_hours = in.number("keep", "act_hours", k_fewest_act_hours, k_year_of_hours);
  out.answer_hours = in.number("keep", "answer_hours", k_fewest_answer_hours, k_year_of_hours);
  out.signatures = in.flag("products", "signed_before_shown");
  if (out.delivery_days < out.products.unanswered_days) {
    // Else a package that is delivered once more would bring back what was taken away.
    in.fault("keep.delivery_days", "must not be less than product_days");
  }
  MASH_TRY_DO(in.finish());
  return out;
}

Result<GatePolicy> load_gate_policy(const Settings& settings) {
  MASH_TRY(const json::Value policy, find_policy(settings, k_name, gate_policies()));
  return parse_gate_policy(policy);
}

}  // namespace mash::server
