// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mash/simulation/lists.h"
#include "mash/simulation/stream.h"

namespace mash::simulation {

// One slip of the keyboard: a letter left out, doubled, swapped with the next or hit beside.
// Touches only a-z, A-Z and digits, so UTF-8 stays valid; may return the text unchanged.
std::string mistype(std::string_view text, Stream& stream);

// Writes a name as another clerk might hear it: a listed spelling, or one rule of its tradition
// ("ee" for "i", "kh" for "h", "sh" for "ş").
std::string respell(const Name& name, std::string_view now, Origin origin, Stream& stream);

// Accents, the dotless i and the like in plain letters, as many systems store them.
std::string plain(std::string_view text);

std::string upper(std::string_view text);

}  // namespace mash::simulation
