// SPDX-License-Identifier: MIT
// The form of NHS numbers, UPNs, postcodes and e-mail addresses. Whether they exist is not asked.
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/intake/import_fault.h"

namespace mash::intake {

// `value` is what to store; `valid` whether it may be used to match; `fault` may be a mere note.
struct ReadNumber {
  std::string value;
  bool valid = false;
  std::optional<ImportFault> fault;
};

// Ten digits, spaces allowed, modulus 11. Source: NHS Data Dictionary, "NHS NUMBER". A repeated
// digit passes the modulus and is refused here, for it is typed by those who have no number.
ReadNumber read_nhs_number(std::string_view text);

// A check letter, eleven digits and a digit or letter, modulus 23. The authority number is not
// checked. Source: DfE, "Unique pupil numbers (UPNs): a guide for schools".
ReadNumber read_upn(std::string_view text);

// One @, something before it, and a domain of two labels or more behind it.
bool is_email(std::string_view text);

}  // namespace mash::intake
