// SPDX-License-Identifier: MIT
// The numbers by which hubs ask each other whether they know a child: data/pointer_policy.json.
//
// What: read strictly, each number with its source. What not: which hubs ask each other.
// Errors: invalid_input that names the member. Thread safety: values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::pointer {

struct Reason {
  std::string code;   // a-z and '-'
  std::string words;  // for pages
};

struct Policy {
  std::int64_t version = 0;
  std::size_t batch = 0;          // tokens of an enquiry, made-up ones among them
  double ask_bits = 0;            // from here on: ask them
  double known_bits = 0;          // from here on: known
  std::int64_t user_a_day = 0;    // enquiries of one person that a hub answers
  std::int64_t hub_a_day = 0;     // and of one hub
  std::int64_t epoch_days = 0;    // for how long a key is used
  std::int64_t list_minutes = 0;  // for how long a list stays as it is
  std::size_t list_round = 0;     // tags of a list are a multiple of it
  std::vector<Reason> reasons;    // why somebody may ask

  [[nodiscard]] const Reason* reason(std::string_view code) const;
};

Result<Policy> parse_policy(std::string_view text);
const Policy& built_in_policy();

}  // namespace mash::pointer
