// SPDX-License-Identifier: MIT
// `openmash receipt`: whether a product left a hub as it stands in a file, shown by its receipt
// alone, on any machine, without asking anybody.
#pragma once

#include <string>

#include "mash/audit/statement.h"

namespace mash::server {

struct ReceiptArguments {
  std::string product;  // file with the bytes that were sent
  std::string receipt;  // .tlog-proof file
  std::string policy;   // file that names logs and witnesses (tlog-policy)
};

struct Proven {
  std::string log;  // whose record says so
  audit::Stated stated;
  std::string code;  // of what left: the same as on its recipient's page
};
// invalid_input names what is wrong: a file that is not there, a policy that does not name the
// receipt's log, or in "receipt" why it proves nothing.
Result<Proven> check_receipt(const ReceiptArguments& arguments);

// Prints it. 0: it is proven.
int receipt_command(const ReceiptArguments& arguments);

}  // namespace mash::server
