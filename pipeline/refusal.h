// SPDX-License-Identifier: MIT
// What a refusal says. Pure.
#pragma once

#include "mash/pipeline/route.h"

namespace mash::pipeline {

Error form_expired();
// Denials tell why only to those who may see the case at all; to others it is as if absent.
Error denial(const Handled& h, bool signed_in);
// Is its own page the place to put it right? Where it names what to look at.
bool can_be_mended(const Error& e);

}  // namespace mash::pipeline
