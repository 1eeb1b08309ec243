// SPDX-License-Identifier: MIT
#pragma once

#include "mash/pipeline/route.h"
#include "words.h"

namespace mash::peers {

// What leaves in the hub's name is issued by its managers and the duty team. A letter is of no
// case, so that nothing but the role counts.
Result<policy::Facts> of_no_case(pipeline::Context& c);
bool may_write(const pipeline::Context& c);
std::string hub_name(const std::optional<exchange::Directory>& directory,
                     const exchange::HubId& id);
std::string href_of(const std::string& letter);
// The other hub has said that it cannot read this letter or reply.
bool was_not_understood(pipeline::Context& c, const WordOut& word);
// How a letter or a reply stands, in words.
std::string state_words(pipeline::Context& c, const WordOut& letter, bool answered);
std::string state_words(const WordIn& letter);
json::Value said_in(pipeline::Context& c, const policy::Proof& proof, std::string_view kind,
                    const std::string& id, const Bytes& sealed);
std::string typed(const pipeline::Context& c, std::string_view field);
inline constexpr std::size_t k_longest_words = 4000;

void add_letter_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::peers
