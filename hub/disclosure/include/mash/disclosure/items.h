// SPDX-License-Identifier: MIT
// Information items: owned by the agency that returned them, seen inside by the case's cell,
// leaving only by their owner's release to named recipients (settled.md 3 to 5, security.md 3.2).
// What not: enquiries (enquiry), products (product).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/clocks.h"
#include "mash/json/value.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::disclosure {

struct Item {
  ItemId id;
  std::int64_t version = 1;
  CaseId case_id;
  EnquiryId enquiry;  // empty: volunteered
  AgencyId owner;
  model::ItemState state{};
  int sensitivity = 0;  // 3 = manager only
  std::string marking;  // "OFFICIAL-SENSITIVE"
  UtcTime created_at;
  StaffId created_by;
  UtcTime written_at;  // this version
  // Empty unless the reader may see the words.
  Sensitive fact, source, event_date, grade, handling;  // grade: police 3x5x2, may be empty
  bool readable = false;
};

struct NewItem {
  CaseId case_id;
  EnquiryId enquiry;
  int sensitivity = 0;
  std::string marking = "OFFICIAL-SENSITIVE";
  Sensitive fact, source, event_date, grade, handling;
};
// A draft of the principal's own agency (or, with `in_hub`, at once for the case's members).
ItemId add_item(pipeline::Context& c, const policy::Proof& proof, const NewItem& item, bool in_hub);
// The principal's own drafts in a case: how many, and into the hub with all of them but those whose
// ids are in `kept` (each put to the kernel; those that it refuses stay). Answers how many.
int own_drafts(pipeline::Context& c, const CaseId& id);
int disclose_drafts(pipeline::Context& c, const CaseId& id, const std::set<std::string>& kept);

// What this principal may know of the items of a case, each put to the kernel: own items in all
// states; others' in the hub; a "manager only" item of another owner comes without words
// (readable = false). Erased items and others' drafts do not come at all.
std::vector<Item> visible_items(pipeline::Context& c, const CaseId& id);
// For the decider only (settled.md 26, the named exception): agencies that hold an undisclosed
// draft in this case.
std::vector<AgencyId> agencies_holding_back(db::Transaction& tx, const CaseId& id);

// What the owner decided for one item version and one recipient agency.
struct Release {
  std::string id;
  ItemId item;
  std::int64_t version = 1;
  AgencyId recipient;
  model::ReleaseState state{};     // UNDECIDED when the owner has not spoken
  Sensitive wording;               // redacted or gist wording; empty for RELEASED
  Sensitive reason;                // why it may leave, or why not
  std::string withhold_reason;     // code
  std::vector<std::string> basis;  // codes of LawfulBasis
  std::string purpose;
  Sensitive necessity;  // necessary and proportionate because
  Sensitive despite;    // why, though a young person objects
  std::optional<UtcTime> expires_at;
  StaffId decided_by;
  UtcTime decided_at;
};
// For {{> mash/release_tag}}: the words and the look of a decision.
json::Value tag_of(model::ReleaseState state);
// The same for an item whose words the reader may not see.
json::Value manager_only_tag();

// Asks the owners to decide on these item versions for a recipient, on behalf of a product: a task
// with the RELEASE clock for each owner, not a state. A product has one recipient. Items that are
// not in the hub, or not in this case, are left out; asking twice is harmless.
void ask_release(pipeline::Context& c, const cases::Timescales& timescales,
                 const ProductId& product, const CaseId& id, const AgencyId& recipient,
                 const std::vector<ItemId>& items);
// The standing decision for the present version of each cited item towards the recipient, expiry
// applied, in the order of `items`; UNDECIDED where there is none. Its words come only where the
// reader may read the item's.
std::vector<Release> releases_for(pipeline::Context& c, const policy::Proof& proof,
                                  const CaseId& id, const AgencyId& recipient,
                                  const std::vector<ItemId>& items);
// All standing decisions about one item version, for pages of those who may read it.
std::vector<Release> releases_of(pipeline::Context& c, const policy::Proof& proof,
                                 const Item& item);
// The exact bytes that may leave: the item's fact when RELEASED, the wording when REDACTED or GIST,
// "<Agency> holds more. Phone ..." when EXISTENCE_ONLY, nothing otherwise. They are compared with
// the hash that the owner decided on: throws std::runtime_error where they differ.
struct Outgoing {
  AgencyId owner;
  model::ReleaseState state{};
  std::string text;
  std::string source;
  std::string event_date;
  std::string grade;        // source, date and grade only where the fact itself leaves
  bool could_harm = false;  // its owner says that somebody who does not know it could come to harm
  // Where the fact itself leaves: with how many files it stood when its owner decided so. They stay
  // in the hub; that there are some may be said.
  int files = 0;
};
std::vector<Outgoing> outgoing(pipeline::Context& c,
                               const policy::Grant<policy::Action::issue_product>& grant,
                               const CaseId& id, const AgencyId& recipient,
                               const std::vector<ItemId>& items);

}  // namespace mash::disclosure
