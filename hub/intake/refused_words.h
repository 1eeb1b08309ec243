// SPDX-License-Identifier: MIT
// A message that is no notification as we know it, for a person to read: whatever its sender wrote,
// under plain words where the member is known. What not: the secret of the sender's receipt, which
// would let its reader ask the gate as if they were the sender. Hostile input; never fails.
// Thread safety: pure functions. Cost: time linear in the text and in 200 characters for each of
// its members; memory linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mash::intake {

struct ReadableField {
  std::string name;  // "Name of the sender", "Person 2: Surname"; cut ones end in "..."
  std::string text;
};
struct Readable {
  std::vector<ReadableField> fields;  // at most k_most_fields
  std::size_t more = 0;               // fields that come after them
  std::size_t cut_names = 0;          // of `fields`: names of more than k_longest_name characters
};
constexpr std::size_t k_most_fields = 1000;
constexpr std::size_t k_longest_name = 200;
// In the order of the message; what is empty is left out. A message that is no JSON is one field.
Readable readable(std::string_view message);

}  // namespace mash::intake
