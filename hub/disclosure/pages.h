// SPDX-License-Identifier: MIT
// The routes of this slice by page, and what the pages share.
#pragma once

#include "item_words.h"
#include "mash/disclosure/disclosure.h"
#include "mash/people/people.h"
#include "objection_store.h"

namespace mash::disclosure {

void add_release_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_sign_routes(std::vector<pipeline::Route>& out, const Deps& deps);
// Whoever has just decided has something to sign, and a passkey for it.
bool signs_now(pipeline::Context& c, const Deps& deps, const ProductId& product);
void add_standing_routes(std::vector<pipeline::Route>& out, const Deps& deps);
std::vector<cases::Owed> standing_owed(pipeline::Context& c);
void add_item_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_item_file_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// Of input "item". To whoever may not know that there is a draft, it is as if there were none.
Result<ItemRow> item_in_path(pipeline::Context& c);
Result<policy::Facts> item_path_facts(pipeline::Context& c);

void add_objection_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// For {{> disclosure/objection}}; `said` is all of the case.
json::Value objection_view(pipeline::Context& c, const policy::Proof& proof,
                           const model::Borough& borough, const ObjectionRow& row,
                           const std::vector<people::Statement>& said);
// The words of an item and what surrounds them, for templates.
json::Value item_view(const Item& item);

}  // namespace mash::disclosure
