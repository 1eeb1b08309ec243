// SPDX-License-Identifier: MIT
// What is written and has not left: does it wait for somebody, or can it go?
#pragma once

#include "send.h"

namespace mash::product {

enum class Ready {
  waits_for_owners,    // about what is in it, or about its author's own words
  waits_for_decision,  // for a child in it
  to_write_anew,       // an owner says that its words give something away
  yes
};
// Of a version that has not left.
Ready readiness_of(pipeline::Context& c, const policy::Proof& proof, const ProductHead& head,
                   const VersionRow& row);
std::string words_of(Ready ready);

}  // namespace mash::product
