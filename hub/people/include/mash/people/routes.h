// SPDX-License-Identifier: MIT
// Pages of a case about its family and about who somebody is:
//   GET  /case/{case}/family                   all who work on the case
//   GET  /case/{case}/person/{person}          front door: all cases and words linked to a person
//   GET  /people/review                        front door: pairs that nobody has judged yet
//   GET  /case/{case}/people/add, POST         front door: somebody whom the notification left out
//   POST /case/{case}/people/search            front door: look a statement up (field `statement`)
//   GET  /case/{case}/people/search/{search}   what was found, for the one who looked it up
//   POST /case/{case}/people/search/{search}   say who it is; the only way to make a person
//   POST /case/{case}/people/undo              take back who a statement is about
//   POST /case/{case}/people/answer/{answer}/undo  take back an answer about two, whatever it was
//   POST /case/{case}/person/{person}/same     front door: look for others who are this person
//   GET  /case/{case}/person/{person}/same/{search}          who was found, and others of the case
//   GET  /case/{case}/person/{person}/same/{search}/{other}  both side by side, field by field
//   POST /case/{case}/person/{person}/same/{search}/{other}  say whether they are one person
//   GET  /case/{case}/person/{person}/part/{join}, POST      part them again
//   POST /case/{case}/person/{person}/one      what was said contradicts itself: one all the same
//   POST /case/{case}/person/{person}/one/{upheld}/undo      take that back
// The answer has the path of its look-up, so that the search cannot be skipped: it must be of this
// statement, by the same person and younger than 30 minutes.
#pragma once

#include <vector>

#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// The borough and the recogniser must outlive the routes.
struct Deps {
  const model::Borough& borough;
  Recogniser& recogniser;
  KeptInCase kept{};                    // may be empty
  OnPeopleChanged on_people_changed{};  // may be empty
  // How the family of a case is reached was said anew or is no longer so; may be empty.
  std::function<void(pipeline::Context&, const CaseId&)> on_contact_changed{};
  // Somebody has looked again who else a person of this case is; may be empty.
  OnPeopleChanged on_looked{};
};
std::vector<pipeline::Route> routes(const Deps& deps);

// An index for the look-ups of a case, for db::Migration.
std::string_view search_index_schema();

// Spec::before of all that look up: what was committed meanwhile is found too.
std::function<Result<json::Value>(pipeline::Context&)> catch_up(Recogniser& recogniser);

}  // namespace mash::people
