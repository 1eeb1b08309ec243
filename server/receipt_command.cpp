// SPDX-License-Identifier: MIT
#include "receipt_command.h"

#include <algorithm>
#include <iostream>

#include "folder.h"
#include "mash/crypto/crypto.h"
#include "mash/packages/packages.h"
#include "mash/signatures/preview.h"
#include "say.h"

namespace mash::server {

namespace {

// The key by which the policy knows the log of this receipt.
Result<audit::VerifierKey> log_of(const audit::Receipt& receipt,
                                  const audit::WitnessPolicy& policy) {
  MASH_TRY(const audit::Note note, audit::parse_note(receipt.note));
  MASH_TRY(const audit::Checkpoint checkpoint, audit::parse_checkpoint(note.text));
  const auto& logs = policy.logs();
  const auto found = std::ranges::find_if(
      logs, [&](const auto& log) { return log.key.name == checkpoint.origin; });
  if (found == logs.end()) {
    return invalid("policy",
                   "It does not name the log of this receipt: add the line that the hub gave you");
  }
  return found->key;
}

}  // namespace

Result<Proven> check_receipt(const ReceiptArguments& arguments) {
  MASH_TRY(const std::string product, read_named("product", arguments.product));
  MASH_TRY(const std::string proof, read_named("receipt", arguments.receipt));
  MASH_TRY(const std::string rules, read_named("policy", arguments.policy));
  const auto policy = audit::WitnessPolicy::parse(rules);
  if (!policy) return invalid("policy", policy.error().message);
  if (!policy->wants_quorum()) {
    return invalid("policy", "Its quorum is none: name how many witnesses are enough");
  }
  MASH_TRY(const audit::Receipt receipt, audit::parse_receipt(proof));
  MASH_TRY(const audit::VerifierKey log, log_of(receipt, *policy));
  MASH_TRY(auto stated,
           audit::verify_statement(receipt, packages::k_left_class,
                                   packages::product_statement(as_bytes(product)), log, *policy));
  return Proven{log.name, std::move(stated),
                signatures::short_code(crypto::sha256(as_bytes(product)))};
}

int receipt_command(const ReceiptArguments& arguments) {
  const auto proven = check_receipt(arguments);
  if (!proven) return say(proven.error());
  std::cout << "It left as it stands in this file: " << proven->log << " said so at "
            << iso_utc(proven->stated.at) << "\n"
            << "code of the whole: " << proven->code << "\n";
  for (const auto& by : proven->stated.witnessed.by) {
    std::cout << "signed by " << by.witness << " at " << iso_utc(by.at) << "\n";
  }
  return 0;
}

}  // namespace mash::server
