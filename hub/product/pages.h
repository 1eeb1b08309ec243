// SPDX-License-Identifier: MIT
// The pages of this slice, each in a file of its own, and what they share.
#pragma once

#include <string>
#include <vector>

#include "build.h"
#include "mash/cases/cases.h"

namespace mash::product {

using Routes = std::vector<pipeline::Route>;
void add_list_routes(Routes& out, const Deps& deps);
void add_compose_routes(Routes& out, const Deps& deps);
void add_check_routes(Routes& out, const Deps& deps);
void add_safety_routes(Routes& out, const Deps& deps);
void add_feedback_routes(Routes& out, const Deps& deps);
void add_told_routes(Routes& out);
void add_stray_routes(Routes& out, const Deps& deps);

// The case of the path, which the facts have found.
CaseId case_of(const pipeline::Context& c);
std::string case_path(const CaseId& id, std::string_view rest);
// Bar and tabs of a case page.
json::Value case_page(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// What was typed before, or "".
std::string typed(const pipeline::Context& c, std::string_view name);
// The question that names the recipient, and its field; nobody is chosen beforehand.
json::Value recipient_question(const pipeline::Context& c, const Deps& deps,
                               const std::string& value);
pipeline::Field recipient_field(const Deps& deps);
// What writing to a recipient and the safety product both ask, and their fields.
json::Value asked_question(const pipeline::Context& c, const std::string& value,
                           const std::string& hint);
json::Value by_when_question(const pipeline::Context& c, const std::string& value,
                             const std::string& example);
pipeline::Field asked_field();
pipeline::Field by_when_field();
// What the recipient reads before anything else: how the family is reached safely.
json::Value contact_question(const pipeline::Context& c, const std::string& value);
pipeline::Field contact_field();
// The page of a form that writes to a recipient.
struct WriteForm {
  std::string page;  // template
  std::string title;
  std::string path;  // of page and act, after the case's
  std::string button;
  std::vector<json::Value> questions;
};
pipeline::View write_view(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                          WriteForm form);
// Would the kernel let this person do this in a case of theirs? For what a page offers.
bool may(const policy::Principal& person, policy::Action action);

}  // namespace mash::product
