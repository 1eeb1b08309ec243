// SPDX-License-Identifier: MIT
// Looking through the record of a case, owner by owner, and the words of one part.
#pragma once

#include <string>
#include <vector>

#include "proposals.h"
#include "requests.h"

namespace mash::access {

// One part of the record of a case, and whose it is.
struct Found {
  PartKind kind{};
  AgencyId owner;
  std::string object;
  std::int64_t version = 1;
  AgencyId told_of{};  // a call: whose information was told in it, which lets it go to a court
};
// Cost: a few selects, and some for each product, discussion, request and
// challenge.
std::vector<Found> found_in(db::Transaction& tx, const CaseId& id);

// An item or a file that was erased or disposed of since it was found.
bool is_gone(db::Transaction& tx, PartKind kind, std::string_view object, const CaseId& id,
             const AgencyId& owner);
// In words what became of it: "disposed of under rule ITEM-NFA, version 1, on 24 November 2033".
std::string gone_words(db::Transaction& tx, PartKind kind, std::string_view object,
                       const CaseId& id, const AgencyId& owner);

// Finds what is new in each case of the request, also in those hidden from whoever looks, and asks
// its owner, with a time of its own. Again finds nothing twice. Cost: a few selects a case.
void look_through(pipeline::Context& c, const Deps& deps, const RequestRow& row);
// Have these cases anything that nobody has looked through for this request?
bool has_news(pipeline::Context& c, const RequestRow& row, const std::set<CaseId>& cases);

// The words of a part, as they would be disclosed, and what may speak against it. Only for its
// owner. Nothing: it is no longer there.
struct PartWords {
  std::string title;             // "Item of 24 November 2026 at 9:00am"
  UtcTime at;                    // when it happened or was written down
  bool rests_on_others = false;  // its owner may have written down what others told
  Traits traits;
};
std::optional<PartWords> words_of_part(pipeline::Context& c, const policy::Proof& proof,
                                       const Deps& deps, const RequestRow& row,
                                       const PartRow& part);
// Does this person speak for the owner of the part?
bool is_own(const policy::Principal& person, const PartRow& part);
std::string owner_name(const Deps& deps, const AgencyId& owner);

// What somebody who answers has read: which answer stood, and a hash of the words. A form sends it,
// so that what changed meanwhile, or what a colleague said, is not answered over unread.
std::string seen_of(int place, std::string_view text);
pipeline::Field seen_field();
// conflict at "answer", which says what stands now.
Result<void> check_seen(const pipeline::Context& c, std::string_view seen, int place,
                        const std::string& stands);

struct AnswerWords {
  Sensitive text;    // what leaves; empty where nothing does
  Sensitive reason;  // why, for the record
};
// Under the owner's key.
void add_answer(pipeline::Context& c, const PartRow& part, AnswerRow answer,
                const AnswerWords& words);
AnswerWords open_answer(pipeline::Context& c, const policy::Proof& proof, const PartRow& part);
// "Disclosed with parts removed", "Withheld: it is about somebody else"
std::string answer_words(const AccessPolicy& policy, const PartRow& part);

}  // namespace mash::access
