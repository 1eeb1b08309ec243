// SPDX-License-Identifier: MIT
// What a refusal says. Pure.
#pragma once

#include "mash/db/broken_constraint.h"
#include "mash/pipeline/route.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// Of the fault of an Error that says that an agency has sealed what it holds.
inline constexpr std::string_view k_sealed = "sealed";

Error form_expired();
Error is_sealed(const SealedCompartment& e);
// Two who made the same thing at once: one of them looks again. A row without what it belongs to,
// or with a value that it may not have, is a fault of ours and nobody's change. Logs which
// constraint it was, and no value.
Error refused_by_database(const db::BrokenConstraint& e, std::string_view route);
// Denials tell why only to those who may see the case at all; to others it is as if absent.
Error denial(const Handled& h, bool signed_in);
// Is its own page the place to put it right? Where it names what to look at.
bool can_be_mended(const Error& e);

}  // namespace mash::pipeline
