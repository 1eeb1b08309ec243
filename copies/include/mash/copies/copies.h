// SPDX-License-Identifier: MIT
// Numbered copies: what a page says, as a PDF that somebody may carry out of the room. Each bears
// marking, number, who took it, when and why on every page, and the record says the same with the
// number of pages. The same in hub and gate.
//
//   std::vector<Route> routes = copies::with_copies<Action::read_case>({.path =
//   "/case/{case}/..."});
//
// and `{{#copy}}{{> copies/form}}{{/copy}}` at the end of the page's template.
//
// What not: for pages that show what agencies have only brought into the room. Nothing of it may
// leave without its owner, so only pages of what the reader's own side may carry out are declared
// so, and whoever reads by broken glass takes none. The copy itself is not kept: its number finds
// the entry of the record, and the page says the same again. Source of the rule: docs/scenarios.md
// D11 and D16.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::copies {

// Why somebody needs it on paper: "why_copy", with the codes of copies.cpp.
pipeline::Field reason_field();

// What `copies/form` takes. `carried` is what the page was asked with and the copy has to be too; a
// number that the page itself shows under that name (the version) goes before what was asked.
json::Value form(const pipeline::Context& c, const json::Value& shown,
                 const std::vector<pipeline::Field>& carried);

// The page as PDF, with its number, and the entry of the record. Anything but a page: not_found;
// too_large beyond document::k_most_pages.
Result<pipeline::Reply> take(pipeline::Context& c, Result<pipeline::Reply> page);

// The page, and the act POST <path>/copy with the same action and facts.
template <policy::Action A>
std::vector<pipeline::Route> with_copies(pipeline::Spec<A> spec) {
  pipeline::Spec<A> copy = spec;
  copy.path = spec.path.get() + "/copy";
  copy.summary = spec.summary.get() + ", as a numbered copy (PDF)";
  copy.event = std::string("copy.taken");
  copy.fields.push_back(reason_field());
  copy.run = [run = spec.run.get()](const policy::Grant<A>& grant, pipeline::Context& c) {
    if (grant.rule() == policy::Rule::broken_glass) return Result<pipeline::Reply>(not_found());
    return take(c, run(grant, c));
  };
  copy.again = spec.path.get();
  spec.run = [run = spec.run.get(), carried = spec.fields](const policy::Grant<A>& grant,
                                                           pipeline::Context& c) {
    auto reply = run(grant, c);
    if (!reply) return reply;
    if (auto* page = std::get_if<pipeline::View>(&*reply)) {
      page->data.set("copy", grant.rule() == policy::Rule::broken_glass
                                 ? json::Value(false)
                                 : form(c, page->data, carried));
    }
    return reply;
  };
  return {pipeline::page<A>(std::move(spec)), pipeline::act<A>(std::move(copy))};
}

}  // namespace mash::copies
