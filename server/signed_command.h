// SPDX-License-Identifier: MIT
// `openmash signed`: whether those whose information a product is have signed it as it stands in a
// file, shown by their signatures alone, on any machine, without asking anybody.
#pragma once

#include <string>

#include "mash/signatures/signatures.h"

namespace mash::server {

struct SignedArguments {
  std::string product;     // file with the bytes that were sent
  std::string signatures;  // file of signatures, as the gate gives it
  std::string agencies;    // agencies.json of the hub
};

// invalid_input names what is wrong: a file that is not there or cannot be read, or in "signatures"
// why they prove nothing.
Result<signatures::Signed> check_signed(const SignedArguments& arguments);

// Prints it. 0: it is signed.
int signed_command(const SignedArguments& arguments);

}  // namespace mash::server
