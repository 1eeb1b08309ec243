// SPDX-License-Identifier: MIT
// What the pages of this slice have in common.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mash/inbox/inbox.h"
#include "mash/json/value.h"
#include "product_store.h"

namespace mash::inbox {

using SharedDeps = std::shared_ptr<const Deps>;

std::vector<pipeline::Route> sign_in_routes(const SharedDeps& deps);
std::vector<pipeline::Route> list_routes(const SharedDeps& deps);
std::vector<pipeline::Route> product_routes(const SharedDeps& deps);
std::vector<pipeline::Route> answer_routes(const SharedDeps& deps);

// Notes of the record: a product is another agency's, or there is none of this id. Answered alike.
inline constexpr const char* k_not_yours = "not_yours";
inline constexpr const char* k_not_here = "not_here";

// Whether this person receives products.
bool receives(const policy::Principal& principal);
policy::Facts facts_of(const pipeline::Context& c, const ProductRow& row);
// The version that the request names, or the newest; it goes into the record. not_found for what is
// absent and for another agency's, which are never told apart.
Result<ProductRow> addressed(pipeline::Context& c);

// How one version stands for the agency.
struct Standing {
  std::vector<ActRow> reads;  // by whom, oldest first
  std::optional<ActRow> answer;
  std::optional<ActRow> seen;  // the withdrawal

  void add(const ActRow& act);
  // It waits for somebody here to do something.
  [[nodiscard]] bool waits(const ProductRow& row) const;
  // That waits, and a child is in danger until somebody acts.
  [[nodiscard]] bool at_once(const ProductRow& row) const;
  [[nodiscard]] std::string_view words(const ProductRow& row) const;
};
Standing standing_of(db::Transaction& tx, const ProductRow& row);

// "Paul Stanforth, Assessment team manager", also of somebody who has left.
std::string reader_words(pipeline::Context& c, const policy::Proof& proof, const StaffId& id);

// {"away": ..., "phone": ..., "phone_closed": ...}: for the notice that the hub does not collect
// just now.
void add_hub(pipeline::Context& c, const Deps& deps, json::Value& data);

// "24 November 2026 at 10:00am", or "No time given".
std::string accept_by_words(const ProductRow& row);

// "/p/7K...", with the version where it is not the newest.
std::string href_of(const ProductRow& row);

}  // namespace mash::inbox
