// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "mash/allegations/allegations.h"

namespace mash::allegations {

struct ChildCase {
  std::set<StatementId> children;  // what was said about them goes along, but no other words
  std::string words;
  bool danger = false;
};
// An ordinary case for children of an allegation, as if the hub itself had told of them. Nothing in
// it leads back; the allegation keeps the link.
CaseId open_child_case(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const CaseId& from, const std::string& allegation, const ChildCase& what);
// What was said about children there, for the page and the check of what it sends.
std::vector<people::Statement> children_said(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id);

}  // namespace mash::allegations
