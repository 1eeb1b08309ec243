// SPDX-License-Identifier: MIT
// What a refusal says. Pure.
#pragma once

#include "mash/pipeline/route.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// Of the fault of an Error that says that an agency has sealed what it holds.
inline constexpr std::string_view k_sealed = "sealed";

Error form_expired();
Error is_sealed(const SealedCompartment& e);
// Denials tell why only to those who may see the case at all; to others it is as if absent.
Error denial(const Handled& h, bool signed_in);
// Is its own page the place to put it right? Where it names what to look at.
bool can_be_mended(const Error& e);

}  // namespace mash::pipeline
