// SPDX-License-Identifier: MIT
// Where files stand: with a case, under the front door's key, or with one item of an agency, under
// that agency's. Who may read an item's files follows from the item each time; that is the caller's
// to ask (disclosure). Nothing of a file leaves the hub, also not with its item.
// Thread safety: as the Context that is passed in.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "mash/attachments/attachments.h"
#include "mash/base/id.h"

namespace mash::attachments {

struct Shelf {
  CaseId case_id;
  AgencyId owner;
  ItemId item{};     // empty: the case itself
  std::string path;  // of its page of files: "/case/.../attachments", "/items/.../files"
};
Shelf shelf_of_case(const CaseId& id);

// The tables of an item's files, for db::Migration.
std::string_view item_files_schema();

// Seals it under the owner's key. invalid_input: there are as many as there may be. Cost: sealing
// 10 MB takes 10 ms. Says nothing to others' live pages: a draft's file moves nothing there.
Result<void> attach(pipeline::Context& c, const policy::Proof& proof, const Shelf& shelf,
                    const uploads::NewFile& file);

// How many files an item has, for those that have some.
std::map<ItemId, int> files_of_items(db::Transaction& tx, const CaseId& id);
// How many it had at this time.
int files_at(db::Transaction& tx, const ItemId& item, UtcTime at);
// "2 files"
std::string count_words(int files);

// For {{> attachments/files}}: the oldest first.
json::Array files_view(pipeline::Context& c, const policy::Proof& proof,
                       const model::Borough& borough, const Shelf& shelf);
// The page of one, input "attachment"; `data` has what stands above it. not_found: not of this
// shelf.
Result<pipeline::Reply> file_page(pipeline::Context& c, const policy::Proof& proof,
                                  const model::Borough& borough, const Shelf& shelf,
                                  json::Value data);
// One of its pictures, inputs "attachment" and "page".
Result<pipeline::Reply> file_picture(pipeline::Context& c, const policy::Proof& proof,
                                     const Shelf& shelf);

}  // namespace mash::attachments
