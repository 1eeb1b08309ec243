// SPDX-License-Identifier: MIT
// What is done to a transfer, in the transaction of the act: offering, answering, recording,
// withdrawing, and the words that go to the other hub about it.
#pragma once

#include "chains.h"
#include "mash/transfers/transfers.h"
#include "transfer_policy.h"

namespace mash::transfers {

namespace what {
inline constexpr const char* k_offer = "offer";
inline constexpr const char* k_arrived = "arrived";
inline constexpr const char* k_answer = "answer";
inline constexpr const char* k_done = "done";
inline constexpr const char* k_withdrawn = "withdrawn";
inline constexpr const char* k_stage = "stage";
inline constexpr const char* k_not_taken = "not-taken";
}  // namespace what

pipeline::Label words_label(const std::string& transfer);
pipeline::Label reason_label(const std::string& transfer, const CaseId& id);
// Names and words of professionals of both hubs.
json::Value words_of(pipeline::Context& c, const policy::Proof& proof, const Transfer& transfer);
void seal_words(pipeline::Context& c, Transfer& transfer, const json::Value& words);
// What this hub wrote about the family: {"words", "kept"}; of an offer to this hub an empty object.
json::Value reason_of(pipeline::Context& c, const policy::Proof& proof, const Transfer& transfer);
void seal_reason(pipeline::Context& c, const Transfer& transfer, const json::Value& reason);

// False: the other hub is not talked to.
bool tell(pipeline::Context& c, const Deps& deps, const Transfer& transfer, const char* what,
          json::Value more = json::Object{});
json::Array entries_view(const Chain& chain);
Error not_reached();
// Whoever acts for this hub, for pages of the other: "Nasima Khatun, MASH manager, ...".
std::string signed_by_words(const pipeline::Context& c);

// Writes the offer into each chain and tells the other hub.
Result<void> send_offer(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                        Transfer& transfer, std::vector<Chain>& chains);
// The written answer of whoever acts, for the other hub.
Result<void> answer(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    Transfer& transfer, bool accepts, const std::string& words);
// What was accepted stands in the chains from now on: the instant of change.
Result<void> record_transfer(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                             Transfer& transfer, std::vector<Chain>& chains);
// Ends the offer: this hub stays responsible.
Result<void> keep(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  Transfer& transfer, const std::string& words);
Result<std::vector<Chain>> chains_in(pipeline::Context& c, const Transfer& transfer);
void mark_trouble(pipeline::Context& c, const Deps& deps, const Transfer& transfer,
                  const char* trouble);
// To the people who answer for it: of the case, or of the hub where there is none.
void alert(pipeline::Context& c, const Deps& deps, const Transfer& transfer);
void to_stage(pipeline::Context& c, Transfer& transfer, int stage);

void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_transfer_routes(std::vector<pipeline::Route>& out, const Deps& deps);
std::string href_of(const Transfer& transfer);
// Who keeps the emergency duty, in one sentence.
std::string duty_words(const Transfer& transfer, const std::string& other);
std::string trouble_words(pipeline::Context& c, const Transfer& transfer);

}  // namespace mash::transfers
