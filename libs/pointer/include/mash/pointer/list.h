// SPDX-License-Identifier: MIT
// The list of tags that a hub gives to others (filter.h), with the key by which tags are made, cut
// into words that a gate carries.
//
// Errors: invalid_input for parts that do not belong together or are not all there.
// Thread safety: values. Cost: 6 bytes a tag.
#pragma once

#include <span>
#include <vector>

#include "mash/pointer/filter.h"
#include "mash/pointer/words.h"

namespace mash::pointer {

struct List {
  Epoch epoch;
  std::int64_t edition = 1;
  crypto::voprf::Element key{};
  Filter filter;
};

// Tags of a part: with its base64 well below what hubs say in one word.
inline constexpr std::size_t k_piece = 120'000;  // bytes

std::vector<ListPart> parts_of(const List& list);
// In any order.
Result<List> gather(std::span<const ListPart> parts);

}  // namespace mash::pointer
