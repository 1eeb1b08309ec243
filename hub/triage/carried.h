// SPDX-License-Identifier: MIT
// What is half typed in the form of a page, while another act of the same page is done: a button
// of that form sends all of it there (formaction), and the act answers with the page as it was
// typed. Nothing of it is checked or kept by that act.
#pragma once

#include <functional>

#include "mash/pipeline/route.h"
#include "mash/triage/triage.h"

namespace mash::triage {

struct TypedForm {
  std::string path;                     // of its page, after the case's: "/screen"
  std::vector<pipeline::Field> fields;  // of its act
  // The page with this in its form, for whoever may act on it.
  std::function<Result<pipeline::View>(const policy::Proof&, pipeline::Context&,
                                       const pipeline::Input& typed)>
      show;
};
TypedForm screen_form(const Deps& deps);
TypedForm rate_form(const Deps& deps);
TypedForm open_check_form(const Deps& deps);  // of the path's child; `path` has {child} in it

// The fields of an act, and what it carries for the form.
std::vector<pipeline::Field> with_carried(std::vector<pipeline::Field> own, const TypedForm& form);
// What the form has, for another form that carries it: [{"name", "value"}], without its version.
json::Value carried_data(const pipeline::Input* typed, const TypedForm& form);
// After the act that `done` answers: the page with what was typed in the form, if anything was.
// The version is the one that stands now, if `version_before` was what its reader had seen.
Result<pipeline::Reply> as_typed(const policy::Proof& proof, pipeline::Context& c,
                                 const TypedForm& form, std::int64_t version_before,
                                 pipeline::SeeOther done);

}  // namespace mash::triage
