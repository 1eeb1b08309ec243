// SPDX-License-Identifier: MIT
// What of a person contradicts itself, on the person's page; and that it is one all the same.
#include "doubt_pages.h"

#include "doubts.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_page = "/case/{case}/person/{person}";
constexpr std::string_view k_one = "/case/{case}/person/{person}/one";
constexpr std::string_view k_undo = "/case/{case}/person/{person}/one/{upheld}/undo";

Result<pipeline::Reply> one_all_the_same(const Grant<Action::screen>& grant, Context& c,
                                         const Deps& deps) {
  MASH_TRY(const auto person, person_of_path(c, grant));
  if (c.input.text("seen") != picture_of(c, {&person}) ||
      !doubt_of(c, grant, deps, person, c.case_id)) {
    return Error{ErrorCode::conflict,
                 "What is known of this person has changed since you looked. Open the person's "
                 "page again",
                 {}};
  }
  uphold(c, person, Sensitive(std::string(c.input.text("reason"))));
  return pipeline::SeeOther{person_path(c), {}};
}

Result<pipeline::Reply> take_back(const Grant<Action::screen>& grant, Context& c,
                                  const Deps& deps) {
  MASH_TRY(const auto person, person_of_path(c, grant));
  const auto row = find_upheld(c.tx, c.input.text("upheld"));
  const auto of = row ? find_statement_row(c.tx, row->statement) : std::nullopt;
  if (!of || of->person != person.id || cases::is_barred(c.tx, row->case_id, c.principal.person)) {
    return not_found();
  }
  if (!row->withdrawn_by.empty()) {
    return Error{ErrorCode::conflict,
                 directory::person_name(deps.borough, row->withdrawn_by) + " took this back on " +
                     plain_time(row->withdrawn_at),
                 {}};
  }
  withdraw_upheld(c.tx, row->id, c.principal.person, c.now);
  c.touch(row->id);
  return pipeline::SeeOther{person_path(c), {}};
}

json::Value doubt_view(Context& c, const Whole& person, const Doubt& doubt) {
  json::Value v = json::Object{};
  json::Array reasons;
  for (const auto& r : doubt.reasons) reasons.emplace_back(r);
  v.set("reasons", std::move(reasons));
  v.set("part", doubt.part);
  v.set("action", person_path(c, "/one"));
  v.set("seen", c.version_seen("seen", picture_of(c, {&person})));
  v.set("fields", html::fields({html::textarea(
                      {.name = "reason",
                       .label = "Why are they one person all the same?",
                       .error = html::error_of(c.faults, "reason"),
                       .value = c.typed == nullptr ? "" : std::string(c.typed->text("reason")),
                       .rows = 3,
                       .max_length = 1000,
                       .label_classes = "govuk-label--s"})}));
  return v;
}

}  // namespace

void add_doubt(Context& c, const policy::Proof& proof, const Deps& deps, const Whole& person,
               json::Value& data) {
  deps.recogniser.catch_up(c.tx, c.vault);
  const auto doubt = doubt_of(c, proof, deps, person, c.case_id);
  data.set("doubt", doubt ? doubt_view(c, person, *doubt) : json::Value(false));
  json::Array upheld;
  for (const auto& u : upheld_of(c, proof, person)) {
    json::Value v = json::Object{};
    v.set("said", directory::person_name(deps.borough, u.row.by) + ", " + plain_time(u.row.at));
    v.set("reason", u.reason.reveal());
    v.set("action", person_path(c, "/one/" + u.row.id + "/undo"));
    v.set("idempotency_key", false);  // several forms on one page; harmless when sent twice
    upheld.push_back(std::move(v));
  }
  data.set("has_upheld", !upheld.empty());
  data.set("upheld", std::move(upheld));
}

void add_doubt_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_one),
       .summary = "Say why a person of whom contradictory things were said is one all the same",
       .event = "person.upheld",
       .fields = {{.name = "reason",
                   .label = "Why they are one",
                   .required = true,
                   .max = 1000,
                   .missing = "Say why they are one person all the same",
                   .as_typed = true},
                  {.name = "seen",
                   .label = "What was seen",
                   .required = true,
                   .max = 40,
                   .missing = "Open the page again: it does not say what you have seen"}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g,
                     Context& c) { return one_all_the_same(g, c, deps); },
       .again = std::string(k_page),
       .before = catch_up(deps.recogniser)}));
  out.push_back(
      pipeline::act<Action::screen>({.path = std::string(k_undo),
                                     .summary = "Take back that a person is one all the same",
                                     .event = "person.upheld-undone",
                                     .facts = cases::case_facts,
                                     .run = [deps](const Grant<Action::screen>& g, Context& c) {
                                       return take_back(g, c, deps);
                                     }}));
}

}  // namespace mash::people
