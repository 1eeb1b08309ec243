// SPDX-License-Identifier: MIT
#include "signed_command.h"

#include <iostream>

#include "folder.h"
#include "mash/signatures/preview.h"
#include "say.h"

namespace mash::server {

namespace {

struct Files {
  packages::Product product;
  packages::ProductSignatures signatures;
  signatures::Agencies agencies;
};

Result<Files> read_files(const SignedArguments& arguments) {
  MASH_TRY(const std::string product, read_named("product", arguments.product));
  MASH_TRY(const std::string given, read_named("signatures", arguments.signatures));
  MASH_TRY(const std::string keys, read_named("agencies", arguments.agencies));
  auto read = packages::decode_product(as_bytes(product));
  if (!read) return invalid("product", "It is not what a gate gives: " + read.error().message);
  // What is signed is the hash of these bytes.
  if (to_text(packages::encode(*read)) != product) {
    return invalid("product", "It is not as the gate gave it: not one byte may differ");
  }
  auto signatures = packages::decode_signatures(as_bytes(given));
  if (!signatures) {
    return invalid("signatures", "It is not what a gate gives: " + signatures.error().message);
  }
  MASH_TRY(auto agencies, signatures::Agencies::parse(keys));
  return Files{*std::move(read), *std::move(signatures), std::move(agencies)};
}

// The same as on the pages on which people signed it and read it.
void say_codes(const Files& files) {
  std::cout << "code of the whole: "
            << signatures::product_code(packages::product_hash(files.product)) << "\n";
  for (const auto& one : signatures::marks(files.product, files.signatures)) {
    std::cout << (one.before_visit ? "before you visit, line " : "what is known, line ")
              << one.place + 1 << ": "
              << (one.by_rule ? "standing release, its owner did not sign these words"
                              : "code " + one.code)
              << "\n";
  }
  std::cout << signatures::k_compare << "\n";
}

}  // namespace

Result<signatures::Signed> check_signed(const SignedArguments& arguments) {
  MASH_TRY(const Files files, read_files(arguments));
  return signatures::check(files.product, files.signatures, files.agencies);
}

int signed_command(const SignedArguments& arguments) {
  const auto files = read_files(arguments);
  if (!files) return say(files.error());
  const auto by = signatures::check(files->product, files->signatures, files->agencies);
  if (!by) return say(by.error());
  const auto line = [](const char* what, const signatures::Signer& one) {
    std::cout << what << one.agency_name << ", person " << one.person.text() << ", at "
              << iso_utc(one.at) << "\n";
  };
  line("It was signed as it stands in this file: ", by->sent);
  for (const auto& one : by->released) line("and, each for its own lines: ", one);
  for (const auto& one : by->standing) {
    line("under a standing release, of which the rule was signed and not these words: ",
         one.signer);
    std::cout << "  standing release " << one.rule.number << ", code "
              << signatures::rule_code(one.rule) << ", in force until " << iso_utc(one.rule.until)
              << "\n";
  }
  say_codes(*files);
  return 0;
}

}  // namespace mash::server
