// SPDX-License-Identifier: MIT
// The sentences that pages put in place of words that are sealed, destroyed or disposed of
// (KeyRing::sealed_words). A form that was made while they stood there brings them back, and nobody
// is to be said to have said them.
#pragma once

#include <string_view>

#include "mash/pipeline/input.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

bool stands_for_words(std::string_view plain);

// For what a person sends who is signed in: nobody else was ever shown such a page. A stranger may
// write these words, and another hub. Throws SealedCompartment.
void refuse_stand_ins(const Input& typed);

}  // namespace mash::pipeline
