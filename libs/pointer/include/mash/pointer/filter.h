// SPDX-License-Identifier: MIT
// The tags of a register, cut short and in order, as a hub gives them to others: whoever has made a
// tag finds here that it may be known, and nobody reads from it what others there are.
//
// What: six bytes of each tag and as many random ones as make the number round.
// What not: it is no proof; a hit has to be confirmed by the hub. Of no use without the hub's key,
// and with it as telling as the register: the key is guarded as the data.
// Shape: "MASHPTR1", then six bytes a tag, ascending, each once.
// Errors: invalid_input for what is not that.
// Thread safety: const use from many threads. Cost: 6 bytes a tag; a test, a search among them.
// A tag that was not entered is found among n with a chance of n / 2^48.
#pragma once

#include <span>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/random.h"
#include "mash/pointer/register.h"

namespace mash::pointer {

class Filter {
 public:
  // At least `round` tags, and a multiple of it; `round` is 1 or more.
  static Filter make(std::span<const Tag> tags, std::size_t round, Random& random);
  static Result<Filter> decode(Bytes text);
  [[nodiscard]] const Bytes& text() const { return text_; }

  // No: certainly not entered.
  [[nodiscard]] bool may_hold(const Tag& tag) const;
  [[nodiscard]] std::size_t size() const;

 private:
  explicit Filter(Bytes text) : text_(std::move(text)) {}
  Bytes text_;
};

}  // namespace mash::pointer
