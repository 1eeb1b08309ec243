// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "agreements_store.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::agreements {

// The agreement in the path, or not_found.
Result<Agreement> in_path(pipeline::Context& c);
LocalDate today(const pipeline::Context& c);
bool may_keep(const pipeline::Context& c);
// Names of agencies, words of codes: for pages.
std::vector<std::string> parties_in_words(const model::Borough& borough, const Terms& terms);
std::vector<std::string> purposes_in_words(const Terms& terms);
std::vector<std::string> kinds_in_words(const Terms& terms);
std::vector<std::string> laws_in_words(const Terms& terms);
// Parties that cannot join by themselves: agencies outside the hub that information goes to.
bool signs_on_paper(const model::Agency& agency);
// Who keeps agreements here: "Omar Saleh, Barnfield Children's Services".
std::string whom_to_ask(const model::Borough& borough);
pipeline::Label label_of(std::string_view kind, std::string_view row);

void add_draft_routes(std::vector<pipeline::Route>& out, const model::Borough& borough);
void add_list_routes(std::vector<pipeline::Route>& out, const model::Borough& borough);
void add_one_routes(std::vector<pipeline::Route>& out, const model::Borough& borough);
// Whether an agency outside the hub has a version that it may sign or leave now.
bool waits_for_paper(const model::Borough& borough, const Agreement& agreement, LocalDate day);
void add_paper_routes(std::vector<pipeline::Route>& out, const model::Borough& borough);
void add_document_routes(std::vector<pipeline::Route>& out, const model::Borough& borough);

}  // namespace mash::agreements
