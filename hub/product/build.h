// SPDX-License-Identifier: MIT
// From a draft to the exact bytes that leave, and what the sender must see before sending them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/disclosure/clearances.h"
#include "mash/disclosure/items.h"
#include "mash/intake/giveaways.h"
#include "mash/packages/packages.h"
#include "mash/product/product.h"
#include "product_store.h"

namespace mash::product {

using IssueGrant = policy::Grant<policy::Action::issue_product>;

// Somebody of the case who is no child of it, as it was written.
struct OtherPerson {
  std::string id;          // Others::One
  bool looked_up = false;  // then it is that of a person
  bool named = false;
  packages::ProductPerson as;
};

// What the manager wrote for the recipient.
struct Draft {
  Sensitive contact, asked, by_when, why, unknown;
  Inform inform{};
  std::vector<PersonId>
      children;  // whose decision the recipient learns, or whose open case it gets
  // Where each of them is, a line for each place (where.h), and which lines this recipient must not
  // learn, by place_code().
  std::map<PersonId, Sensitive> where{};
  std::vector<std::string> left_out{};
  std::vector<OtherPerson> others{};  // who else is in the case, named or not (others.h)
  bool only_tells = false;            // asks nobody to take anything over
};
Bytes seal_draft(pipeline::Context& c, const ProductHead& head, std::int64_t draft,
                 const Draft& words);
Draft open_draft(pipeline::Context& c, const policy::Proof& proof, const ProductHead& head,
                 const VersionRow& row);

// One cited item and what its owner decided towards this recipient.
struct Line {
  ItemId item;
  AgencyId owner;
  model::ReleaseState state{};
  std::string words;    // "" where this reader may not read them
  std::string wording;  // what leaves in their place, in the owner's words
  bool undecided = false;
  bool goes = false;    // something of it leaves: words, or the line that more is held
  std::string release;  // by which it does
};
struct Checked {
  packages::Product product;  // exactly what would leave now
  std::vector<Line> lines;
  std::vector<std::string> leaks;                 // where leaving words repeat kept ones
  std::vector<intake::Giveaway> giveaways;        // that could show who told us
  std::vector<disclosure::Clearance> clearances;  // owners of what was read and not cited
  bool child_undecided = false;
  std::vector<std::string> places_since;  // where a child is, as it was said since this was written
  std::vector<std::string> others_since;  // of who else is there, what this does not know
  std::string not_told;  // why the case speaks against "the family knows", where that is said
  // Changes with anything that would leave and with each decision of an owner.
  std::string token;
  [[nodiscard]] std::size_t undecided() const;
};
Checked check(pipeline::Context& c, const IssueGrant& grant, const Deps& deps,
              const ProductHead& head, const VersionRow& row);

// A permission that has ended waits for its owner as one that was never given.
bool waits_for_owner(model::ReleaseState state);
// A product says what was decided: not before it was, for each child in it.
bool any_child_undecided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                         const Draft& words);

// What every product of this hub says: recipient, hub, telephone, handling, time.
packages::Product new_package(pipeline::Context& c, const Deps& deps, const ProductHead& head);
std::string hub_phone(const model::Borough& borough);
// Where products may go: agencies outside the hub that act for a child.
std::vector<const model::Agency*> recipients(const model::Borough& borough);
// Who at the recipient can read it, by name.
std::vector<std::string> readers(const model::Borough& borough, const AgencyId& recipient);

}  // namespace mash::product
