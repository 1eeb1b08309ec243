// SPDX-License-Identifier: MIT
#include "signed_command.h"

#include <iostream>

#include "folder.h"
#include "say.h"

namespace mash::server {

Result<signatures::Signed> check_signed(const SignedArguments& arguments) {
  MASH_TRY(const std::string product, read_named("product", arguments.product));
  MASH_TRY(const std::string given, read_named("signatures", arguments.signatures));
  MASH_TRY(const std::string keys, read_named("agencies", arguments.agencies));
  const auto read = packages::decode_product(as_bytes(product));
  if (!read) return invalid("product", "It is not what a gate gives: " + read.error().message);
  // What is signed is the hash of these bytes.
  if (to_text(packages::encode(*read)) != product) {
    return invalid("product", "It is not as the gate gave it: not one byte may differ");
  }
  const auto signatures = packages::decode_signatures(as_bytes(given));
  if (!signatures) {
    return invalid("signatures", "It is not what a gate gives: " + signatures.error().message);
  }
  MASH_TRY(const auto agencies, signatures::Agencies::parse(keys));
  return signatures::check(*read, *signatures, agencies);
}

int signed_command(const SignedArguments& arguments) {
  const auto by = check_signed(arguments);
  if (!by) return say(by.error());
  const auto line = [](const char* what, const signatures::Signer& one) {
    std::cout << what << one.agency_name << ", person " << one.person.text() << ", at "
              << iso_utc(one.at) << "\n";
  };
  line("It was signed as it stands in this file: ", by->sent);
  for (const auto& one : by->released) line("and, each for its own lines: ", one);
  return 0;
}

}  // namespace mash::server
