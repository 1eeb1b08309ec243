// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "allegation_store.h"
#include "mash/pipeline/vault.h"

namespace mash::allegations {

// What is sealed of a row: why it is an allegation, and what came of it.
inline constexpr std::string_view k_begun = "allegation", k_ended = "allegation_end";
pipeline::Label label_of(const AllegationRow& row, std::string_view kind);

}  // namespace mash::allegations
