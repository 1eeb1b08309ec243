// SPDX-License-Identifier: MIT
// What the pages of a draft share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entry_store.h"
#include "mash/html/forms.h"

namespace mash::intake {

// Every word of E as a choice.
template <model::Coded E>
std::vector<html::Choice> choices_of() {
  std::vector<html::Choice> out;
  for (const auto& word : model::k_words<E>) {
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
}

void add_entry_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_entry_person_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_entry_end_routes(std::vector<pipeline::Route>& out, const Deps& deps);  // check, end

// not_found: ended, or somebody else's, unless a manager asks.
Result<EntryDraft> draft_in_path(pipeline::Context& c, const policy::Proof& proof);
EntryRow row_of(pipeline::Context& c, const EntryDraft& draft);
// As its next version. It was read in this transaction.
void keep_draft(pipeline::Context& c, EntryDraft& draft);
// The version of what the form was made from.
pipeline::Field version_field();
Error changed_meanwhile(const model::Borough& borough, const EntryDraft& draft);

}  // namespace mash::intake
