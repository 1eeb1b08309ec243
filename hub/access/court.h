// SPDX-License-Identifier: MIT
// An order of a court or another authority about one case, and the file that goes to it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "court_store.h"
#include "mash/document/document.h"
#include "pages.h"

namespace mash::access {

void add_court_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_court_owner_routes(std::vector<pipeline::Route>& out, const Deps& deps);

std::string order_path(const OrderRow& row, std::string_view rest = "");
// For the path parts {case} and {order}. not_found.
Result<OrderRow> order_in_path(pipeline::Context& c);

// That an order was written down by mistake: it stays, nobody owes it anything, it holds nothing.
pipeline::Route mistake_route();
// Where it can still be said, else false; and what was said, or false.
json::Value mistake_form(const pipeline::Context& c, const OrderRow& row);
json::Value mistake_view(const policy::Proof& proof, pipeline::Context& c, const Deps& deps,
                         const OrderRow& row);

struct OrderWords {
  Sensitive court;   // or which authority
  Sensitive number;  // of the order or the proceedings
  Sensitive covers;  // what it says is to be given
  Sensitive served_by;
};
Bytes seal_order(pipeline::Context& c, const OrderRow& row, const OrderWords& words);
OrderWords open_order(pipeline::Context& c, const policy::Proof& proof, const OrderRow& row);
// For pages: {court, number, covers, served, due, mistake: when it was said to be one, or false}
json::Value order_view(pipeline::Context& c, const policy::Proof& proof, const OrderRow& row);

// What the case has now, each with its owner; again finds nothing twice. The desks whose parts are
// new are alerted at once.
void find_court_parts(pipeline::Context& c, const Deps& deps, const OrderRow& order);
bool is_of_front_door(const CourtPartRow& part);
// As a part of a request, for words_of_part(): nobody asks.
PartRow as_part(const OrderRow& order, const CourtPartRow& part);
// Does this person speak for its owner?
bool is_own(const policy::Principal& person, const CourtPartRow& part);

// In words what became of a part that its owner cannot give any more; empty where it can, or where
// what it let go opens still.
std::string gone_from(db::Transaction& tx, const OrderRow& order, const CourtPartRow& part);

// What leaves, and where the owner keeps its authority or its copy of the order, or why it does not
// give it. Under the owner's key.
struct CourtWords {
  Sensitive text, reason;
  std::string title;
  UtcTime at;  // of what it tells
};
void add_court_answer(pipeline::Context& c, const OrderRow& order, const CourtPartRow& part,
                      CourtAnswerRow answer, const CourtWords& words);
CourtWords open_court_answer(pipeline::Context& c, const policy::Proof& proof,
                             const OrderRow& order, const CourtPartRow& part);
// "Released", "Given as the order compels", "Not given: its owner asks to be heard", "Not answered"
std::string court_answer_words(const CourtPartRow& part);

struct CourtPart {
  std::string owner, title;
  UtcTime at;
  std::string text;
};
struct CourtHead {
  std::string reference, case_reference;
  std::string court, number, covers;
  std::string made, by;  // "24 November 2026", "Nasima Khatun, MASH manager, ..."
};
// Of which owner how many parts are not in it.
struct CourtMissing {
  std::map<std::string, int> not_given;
  std::map<std::pair<std::string, std::string>, int> gone;  // and what became of them, in words
};
// Index, chronology, then each part under its number. Pure.
document::Document court_bundle_of(const CourtHead& head, std::vector<CourtPart> parts,
                                   const CourtMissing& missing);

}  // namespace mash::access
