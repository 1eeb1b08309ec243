// SPDX-License-Identifier: MIT
// Somebody else keeps a request from now on.
#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/shift/shift.h"
#include "pages.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_one = "/access/{request}";
constexpr std::size_t k_longest = 2000;

pipeline::Label label_of(const std::string& request, int place) {
  return {.owner = pipeline::k_front_door,
          .kind = "subject_request_keeper",
          .row = request,
          .version = place};
}

// Keeps requests, and none of the cases that whoever hands it over sees is hidden from them: what a
// request shows its keeper must not shrink by being handed over. What is hidden from both shows
// nothing here.
bool can_keep(Context& c, const Deps& deps, const StaffId& person, const CasesSeen& seen) {
  const auto loaded = directory::load_person(c.tx, person, deps.borough);
  if (!loaded || !policy::may(loaded->principal, Action::keep_subject_requests, {})) return false;
  const auto hidden = cases::barred_cases(c.tx, person);
  return std::ranges::none_of(hidden, [&seen](const CaseId& id) { return seen.has(id); });
}

std::vector<StaffId> others(Context& c, const Deps& deps, const RequestRow& row) {
  std::vector<StaffId> out;
  const auto seen = cases_seen(c, row);
  for (const auto& person : deps.borough.staff) {
    if (person.id == row.keeper) continue;
    if (can_keep(c, deps, person.id, seen)) out.push_back(person.id);
  }
  return out;
}

Result<Reply> hand_over(Context& c, const Deps& deps) {
  MASH_TRY(auto row, request_in_path(c));
  if (row.state != RequestState::open) {
    return Error{ErrorCode::conflict, "The request is over", {{"to", "The request is over"}}};
  }
  if (c.input.text("from") != row.keeper.text()) {
    const std::string what = "Somebody else has handed it over meanwhile: " +
                             directory::person_name(deps.borough, row.keeper) + " keeps it";
    return Error{ErrorCode::conflict, what, {{"to", what}}};
  }
  const auto all = others(c, deps, row);
  const auto to = std::ranges::find(all, c.input.text("to"), &StaffId::text);
  if (to == all.end()) return invalid("to", "Select somebody who can keep this request");
  KeeperRow next{.from = row.keeper,
                 .to = *to,
                 .at = c.now,
                 .by = c.principal.person,
                 .place = static_cast<int>(keepers_of(c.tx, row.id).size()) + 1};
  json::Value words = json::Object{};
  words.set("words", c.input.text("why"));
  next.sealed = c.vault.seal(c.tx, label_of(row.id, next.place), json::encode(words), c.random);
  insert_keeper(c.tx, row.id, next);
  c.note("keeper_" + to->text());
  row.keeper = *to;
  return pipeline::SeeOther{may_know(c, row) ? path_of(row) : std::string("/access"), {}};
}

}  // namespace

bool is_keeper_away(Context& c, const Deps& deps, const RequestRow& row) {
  switch (shift::Presence(c.tx, deps.borough, c.now).absence(row.keeper)) {
    case shift::Absence::away:
    case shift::Absence::agency_away:
      return true;
    // Who works at no desk has "left" there: their account says whether they have.
    case shift::Absence::left:
      return !directory::load_person(c.tx, row.keeper, deps.borough);
    case shift::Absence::none:
    case shift::Absence::off_shift:
      return false;
  }
  return false;
}

json::Value keeper_form(Context& c, const Deps& deps, const RequestRow& row) {
  if (row.state != RequestState::open) return false;
  std::vector<html::Choice> choices;
  for (const auto& id : others(c, deps, row)) {
    choices.push_back({.value = id.text(),
                       .text = directory::person_name(deps.borough, id),
                       .hint = deps.borough.find_staff(id)->title});
  }
  if (choices.empty()) return false;
  json::Value v = json::Object{};
  v.set("action", path_of(row, "/keeper"));
  v.set("from", c.typed == nullptr || typed_or_empty(c, "from").empty()
                    ? row.keeper.text()
                    : typed_or_empty(c, "from"));
  v.set("fields", html::fields({html::radios({.name = "to",
                                              .legend = "Who keeps it from now on?",
                                              .hint = "They have it in their tasks, or among the "
                                                      "access requests if they have no tasks",
                                              .error = html::error_of(c.faults, "to"),
                                              .value = typed_or_empty(c, "to"),
                                              .choices = std::move(choices),
                                              .legend_classes = "govuk-fieldset__legend--s"}),
                                html::textarea({.name = "why",
                                                .label = "Why?",
                                                .error = html::error_of(c.faults, "why"),
                                                .value = typed_or_empty(c, "why"),
                                                .rows = 2,
                                                .max_length = static_cast<int>(k_longest),
                                                .label_classes = "govuk-label--s"})}));
  return v;
}

json::Array keepers_view(const policy::Proof& proof, Context& c, const Deps& deps,
                         const RequestRow& row) {
  json::Array out;
  for (const auto& one : keepers_of(c.tx, row.id)) {
    const auto why = c.vault.open_json(c.tx, proof, label_of(row.id, one.place), one.sealed);
    out.push_back(json::Object{
        {"what", "Handed over from " + directory::person_name(deps.borough, one.from) + " to " +
                     directory::person_name(deps.borough, one.to)},
        {"words", why.text("words")},
        {"by", directory::person_name(deps.borough, one.by) + ", " + plain_time(one.at)}});
  }
  return out;
}

void add_keeper_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  pipeline::Field to{.name = "to",
                     .label = "Who keeps it from now on",
                     .required = true,
                     .max = 40,
                     .missing = "Select who keeps it from now on"};
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/keeper",
       .summary = "Hand a request over to somebody else who keeps requests",
       .event = "access.handed-on",
       .fields = {std::move(to),
                  {.name = "from",
                   .label = "Who keeps it now",
                   .required = true,
                   .max = 40,
                   .missing = "Open the page again: who keeps it did not arrive"},
                  {.name = "why",
                   .label = "Why",
                   .required = true,
                   .max = k_longest,
                   .missing = "Say why somebody else keeps it",
                   .as_typed = true}},
       .facts = request_facts,
       .run = [deps](const auto&, Context& c) { return hand_over(c, deps); },
       .again = k_one}));
}

}  // namespace mash::access
