// SPDX-License-Identifier: MIT
// What the hub's pages say once the newest that had left is taken back: what and why, what its
// recipient has now, and whether somebody has to write it anew.
#pragma once

#include "send.h"

namespace mash::product {

// "version 1 (safety product)"
std::string version_name(const VersionRow& row);

// For {{#taken_back}} of the page; false: nothing was.
json::Value taken_back_data(pipeline::Context& c, const Deps& deps, const IssueGrant& grant,
                            const ProductHead& head);

// What has to be written or sent in place of what was taken back, for whoever may do so.
std::vector<enquiry::NextStep> steps_after_taking_back(pipeline::Context& c,
                                                       const policy::Proof& proof,
                                                       const CaseId& id);

}  // namespace mash::product
