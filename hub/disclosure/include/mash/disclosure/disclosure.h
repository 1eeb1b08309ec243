// SPDX-License-Identifier: MIT
// Pages for the owners of information: what waits for their decision, one item, and taking a
// permission back. What not: products (product), requests to agencies (enquiry).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "mash/cases/agreed.h"
#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/disclosure/items.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::disclosure {

// When a version of a product left, and items of which words are in it.
struct Left {
  UtcTime at;
  std::vector<ItemId> items;
};

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  using Hook = std::function<void(pipeline::Context&, const policy::Proof&, const ItemId&,
                                  const AgencyId& recipient)>;
  // Runs in the transaction of the act by which words that were allowed to leave no longer are: a
  // permission taken back, even one whose time was over, or a new decision by which anything but
  // the whole or the same words may leave. For whoever has to tell the gate. May be empty.
  Hook on_withdrawn{};
  // Runs in the transaction of the act by which an owner corrects an item, for each recipient to
  // whom its words, or others in their place, were allowed to leave: what left is no longer what
  // the owner says. May be empty.
  Hook on_corrected{};
  // Runs in the transaction of the act by which an owner says whether final words give something
  // away; they may have left before. May be empty.
  std::function<void(pipeline::Context&, const policy::Proof&, const ProductId&)> on_cleared{};
  // What stands outside of a product: of the newest version, unless it was taken back. Nothing:
  // none does. May be empty: nothing leaves.
  std::function<std::optional<Left>(pipeline::Context&, const ProductId&)> left{};
  // Runs in the transaction of the act by which an owner signs what it lets out in this product,
  // which may have left before. May be empty.
  std::function<void(pipeline::Context&, const policy::Proof&, const ProductId&)> on_signed{};
  // Whether an agreement covers what an owner lets out. May be empty.
  cases::Agreed agreed{};
};

// For whoever may release for their agency: each product for which it has not decided in time, and
// each case of which something may leave by a standing release and nobody has read that it does.
std::vector<cases::Owed> owed(pipeline::Context& c);

// GET /releases, GET and POST /releases/{product} and /releases/{product}/sign, GET and POST
// /items/{item}, POST /items/{item}/disclose and /items/{item}/withdraw, GET and POST
// /case/{case}/objections, POST /case/{case}/objections/{objection}; GET /standing-releases, GET
// and POST /standing-releases/new, GET /standing-releases/{standing}, POST .../sign, .../confirm,
// .../end and .../read.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::disclosure
