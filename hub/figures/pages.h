// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "figures_store.h"
#include "mash/figures/figures.h"
#include "mash/pipeline/vault.h"

namespace mash::figures {

inline constexpr const char* k_page = "/figures";

// Of the exact counts of a quarter; `code` must outlive it.
pipeline::Label label_of(std::string_view code);
std::string href_of(board::Quarter quarter);
// What is said in the hub's name is said by its managers and the duty team, of no case.
Result<policy::Facts> of_no_case(pipeline::Context& c);
bool may_publish(const pipeline::Context& c);
// How far the hub is, in the order of the list: element, state, evidence, day, who said it.
json::Value elements_view(pipeline::Context& c, const Deps& deps);
std::string staff_name(const Deps& deps, const StaffId& id);
// The gate refused this file, because it has given away another of the same quarter: this hub was
// put back to a copy of before that. What the gate has stands, and this hub does not have it.
bool is_refused(db::Transaction& tx, board::Quarter quarter);

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_quarter_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_element_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::figures
