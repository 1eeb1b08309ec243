// SPDX-License-Identifier: MIT
// The routes of this slice by page, and what the pages share.
#pragma once

#include <string>

#include "mash/cases/cases.h"
#include "mash/people/routes.h"
#include "people_store.h"

namespace mash::people {

void add_contact_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_family_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_history_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_same_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_part_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_answer_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_doubt_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_review_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_search_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_extract_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_groups_routes(std::vector<pipeline::Route>& out);
void add_person_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// {"bar": ..., "tabs": ...} of the case in the path.
json::Value case_page(pipeline::Context& c, const policy::Proof& proof);
std::string case_path(const pipeline::Context& c, std::string_view rest);  // "/case/{case}" + rest
// "/case/{case}/person/{person}" + rest
std::string person_path(const pipeline::Context& c, std::string_view rest = "");

// "Amara Okafor, born 9 March 2017"
std::string described(const Statement& s);
// What one source said, as rows of a summary list; rows that were not said are left out.
json::Value said_list(const Statement& s);
// "Came with the notification, 24 November 2026 at 9:00am" or "Added by J Patel, ..."
std::string source_of(const Statement& s, const model::Borough& borough);
// people/statement: what a source said, who has said who that is (of `events` those of this
// statement) and, for the front door, the form to look up or to undo.
json::Value statement_view(pipeline::Context& c, const Statement& s,
                           const std::vector<Identification>& events,
                           const model::Borough& borough);
// "Child, age 9, born 9 March 2017"
std::string facts_of(const Subject& s);
// "Known from 2 other cases" or ""
std::string seen_before_in_words(const Subject& s);
// "9 March 2017", "March 2017", "2017" or "".
std::string date_in_words(std::string_view iso);

// The statement that field `statement` names, if it is in the case of the path.
Result<StatementRow> statement_in_case(pipeline::Context& c);
// For a conflict: "J Patel said on 24 November 2026 at 9:14am who this is", or took that back.
std::string last_change(pipeline::Context& c, const StatementId& id, const model::Borough& borough);

// Tells whoever must know (Deps::on_people_changed).
void people_changed(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id);

}  // namespace mash::people
