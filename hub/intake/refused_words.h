// SPDX-License-Identifier: MIT
// A message that is no notification as we know it, for a person to read: whatever its sender wrote,
// under plain words where the member is known. What not: the secret of the sender's receipt, which
// would let its reader ask the gate as if they were the sender. Hostile input; never fails.
// Thread safety: pure functions. Cost: linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mash::intake {

struct ReadableField {
  std::string name;  // "Name of the sender", "Person 2: Surname"
  std::string text;
};
// In the order of the message; what is empty is left out. A message that is no JSON is one field.
std::vector<ReadableField> readable_fields(std::string_view message);

}  // namespace mash::intake
