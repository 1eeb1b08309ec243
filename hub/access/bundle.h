// SPDX-License-Identifier: MIT
// What the person who asked is given: what owners disclosed, in the words that they cleared, and
// what was left out, as far as its owner lets it be said. Pure.
#pragma once

#include <string>
#include <vector>

#include "mash/access/access_policy.h"
#include "mash/document/document.h"
#include "words.h"

namespace mash::access {

struct BundlePart {
  std::string owner;  // in words
  std::string kind;
  Answer answer{};
  std::string exemption;  // code, or empty
  bool silent = false;
  std::string text;  // what leaves
  std::string gone;  // what became of it, where it is no longer there
};
struct BundleHead {
  std::string reference;
  std::string who;
  std::string asks;
  std::string made;  // "24 November 2026"
  std::string hub;
};
// What is withheld in silence, or not about the person, moves nothing in it: no count, no number,
// no gap.
document::Document bundle_of(const BundleHead& head, const std::vector<BundlePart>& parts,
                             const AccessPolicy& policy);

}  // namespace mash::access
