// SPDX-License-Identifier: MIT
// The hub of the demo borough for the tests of slices: who works there, its clocks, its tables as
// far as the slice needs them. What not: the whole product (tests/world).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/support/test_app.h"

namespace mash::barnfield {

// data/barnfield.json, and its clocks as of 24 November 2026.
const model::Borough& borough();
const cases::Timescales& timescales();
// A file of the source tree, by its path from the top.
std::string read_text(const std::string& file);

// What one slice adds to a hub.
struct Slice {
  std::string_view name;
  std::string_view schema{};  // of those that each hub has: none
  std::vector<html::Source> templates{};
  std::vector<pipeline::Route> routes{};
};
// A hub of these slices, in the order of their tables, on top of cases, directory, people and
// the tables of files. All
// who work in the hub of the borough can sign in, and each agency has a key.
support::TestAppOptions hub(db::Engine engine, std::vector<Slice> slices);

// The body of a request as a machine sends it.
json::Value body(std::vector<std::pair<std::string, json::Value>> members);
// Does this as the system does; throws std::runtime_error if it is refused.
void as_system(support::TestApp& app,
               const std::function<void(const policy::Grant<policy::Action::collect>&,
                                        pipeline::Context&)>& f);
// Somebody looked up whom this statement is about, and found them new.
PersonId identify(pipeline::Context& c, const StatementId& statement);
cases::CaseHead head_of(support::TestApp& app, const CaseId& id);

// POST /test/{case}/item writes an item as a desk would, without the pages for it: fields `fact`,
// `sensitivity`, and `draft` (else it is in the hub at once). Answers {"item": id}.
pipeline::Route item_route();

}  // namespace mash::barnfield
