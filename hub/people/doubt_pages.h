// SPDX-License-Identifier: MIT
#pragma once

#include "mash/people/routes.h"
#include "whole_person.h"

namespace mash::people {

// Members doubt, has_upheld and upheld of the person's page.
void add_doubt(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
               const Whole& person, json::Value& data);

}  // namespace mash::people
