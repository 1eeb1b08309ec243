// SPDX-License-Identifier: MIT
// The pages of this slice, and what they share.
#pragma once

#include <string>
#include <vector>

#include "mash/document/document.h"
#include "mash/html/forms.h"
#include "parts.h"

namespace mash::access {

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_request_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_keeper_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_people_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_owner_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_bundle_routes(std::vector<pipeline::Route>& out, const Deps& deps);

std::string path_of(const RequestRow& row, std::string_view rest = "");
// Facts of a request's pages: not_found where the reader may not know of it.
Result<policy::Facts> request_facts(pipeline::Context& c);

// In words where the time stands: "Answer by 5 January 2027", "It has not begun: ...".
std::string time_words(const TimeLimit& limit);
// mash/clock, or false where none runs.
json::Value clock_of(const pipeline::Context& c, const RequestRow& row, const TimeLimit& limit);

// The form for one step, or false where nothing more can happen; and the questions of a date.
json::Value step_form(const pipeline::Context& c, const RequestRow& row);
json::Value day_question(const pipeline::Context& c, const std::string& name,
                         const std::string& legend, const std::string& hint);
// A day that has come, of a request that was here by then; the fault is at `name`.
Result<LocalDate> day_before_now(pipeline::Context& c, const std::string& name);
// What this step needs; the fault names the field.
Result<void> check_step(pipeline::Context& c, const Deps& deps, const RequestRow& row, Step step,
                        LocalDate day);

// Whether whoever keeps it is away, or has left: then it is everybody's who keeps requests.
bool is_keeper_away(pipeline::Context& c, const Deps& deps, const RequestRow& row);
// The form to hand it over, or false where it is over or nobody else could keep it.
json::Value keeper_form(pipeline::Context& c, const Deps& deps, const RequestRow& row);
// Who kept it after whom, and why, in words.
json::Array keepers_view(const policy::Proof& proof, pipeline::Context& c, const Deps& deps,
                         const RequestRow& row);

// The form that records how a bundle was handed over.
json::Value handed_form(const std::string& action, const std::string& bundle);

// One bundle for {{> access/bundles}}; `action`: where handing it over is recorded, or empty.
json::Value bundle_view(const Deps& deps, const BundleRow& bundle, std::int64_t number,
                        const std::string& action);
// The row of what was just made, and the file itself; the record has its hash.
BundleRow bundle_made(pipeline::Context& c, std::string of, std::string reference,
                      const document::Pdf& pdf);
pipeline::Download download_of(const char* kind, const BundleRow& bundle, document::Pdf pdf);
// conflict at "handed": it was.
Result<void> check_not_handed(const BundleRow& bundle);

// The choices of an enumeration.
template <model::Coded E>
std::vector<html::Choice> choices_of() {
  std::vector<html::Choice> out;
  for (const auto& word : model::k_words<E>) {
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
}
template <model::Coded E>
pipeline::Field choice_field(const char* name, const char* label, const char* missing) {
  pipeline::Field out{.name = name,
                      .label = label,
                      .kind = pipeline::Kind::choice,
                      .required = true,
                      .missing = missing};
  for (const auto& word : model::k_words<E>) out.choices.emplace_back(word.code);
  return out;
}

}  // namespace mash::access
