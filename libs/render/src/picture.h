// SPDX-License-Identifier: MIT
// Pictures drawn anew: decoded, made upright and small, and encoded without anything else that the
// file held. For the child alone: memory is bounded by its limits, not here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/render/format.h"

namespace mash::render {

// JPEG of at most k_longest_side, of a JPEG or PNG. Nothing: unsound, or of too many pixels. A JPEG
// that ends early shows what there is of it.
std::optional<std::string> draw_anew(Format format, std::string_view bytes);

}  // namespace mash::render
