// SPDX-License-Identifier: MIT
// A journey in which everything that people type is a word of its own, made of 130 random bits, and
// who may read which of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mash/world/journey.h"
#include "people.h"

namespace mash::leak {

// By the name of the field of world::Words.
using Tokens = std::map<std::string, std::string>;

struct Planted {
  world::Variant variant;
  Tokens tokens;
};
Planted plant(std::uint64_t seed);

// Whether somebody who stands here may find this word in an answer.
bool may_read(const std::string& field, const Standing& who);

}  // namespace mash::leak
