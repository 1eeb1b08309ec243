// SPDX-License-Identifier: MIT
// Two who were said to be one person are two: of whom is what has come since?
#include <algorithm>

#include "joins.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_part = "/case/{case}/person/{person}/part/{join}";

struct Parting {
  Whole person;
  Join join;
  Since since;
  std::string late;  // why they cannot be parted now, or ""
};

Result<Parting> parting_of(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(auto person, person_of_path(c, proof));
  auto joins = joins_shown(c, proof, person);
  const auto at =
      std::ranges::find_if(joins, [&](const Join& j) { return j.row.id == c.input.text("join"); });
  if (at == joins.end()) return not_found();
  const bool newest = at == joins.begin();
  Parting out{std::move(person), std::move(*at), {}, {}};
  if (!newest) {
    const auto& later = joins.front().row;
    out.late = directory::person_name(deps.borough, later.by) +
               " said later that somebody else is this person too, on " + plain_time(later.at) +
               ". Part those first";
  }
  out.since = added_since(c, proof, deps, out.person, out.join);
  return out;
}

std::string picture_of(const Context& c, const Parting& p) {
  std::string added;
  for (const auto& one : p.since.added) added += one.id + " ";
  return people::picture_of(c, {&p.person}, added);
}

std::string reference_of(Context& c, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  return head->reference;
}

std::string added_in_words(Context& c, const policy::Proof& proof, const Deps& deps,
                           const Added& added) {
  const std::string where = "Case " + reference_of(c, added.case_id) + ": ";
  if (!added.statement) return where + added.words;
  const auto said = open_statement(c.tx, c.vault, proof, *added.statement);
  return where + described(said) + ". " + source_of(said, deps.borough);
}

std::string choice_of(const Added& added, Side side) {
  return added.id + "." + std::string(model::code_of(side));
}

// Nothing is chosen beforehand.
json::Value question(const Context& c, const Added& added, std::size_t number,
                     const std::string& words) {
  html::SelectOptions select{.name = "belongs",
                             .label = words,
                             .error = html::error_of(c.faults, "belongs_" + std::to_string(number)),
                             .choices = {{.value = "", .text = "Choose of whom this is"}},
                             .id = "belongs_" + std::to_string(number),
                             .label_classes = "govuk-label--s"};
  for (const auto& w : model::k_words<Side>) {
    if (w.value == Side::nobody && !added.statement) continue;
    select.choices.push_back({.value = choice_of(added, w.value), .text = std::string(w.words)});
    if (c.typed == nullptr) continue;
    const auto& typed = c.typed->all("belongs");
    if (std::ranges::find(typed, select.choices.back().value) != typed.end()) {
      select.value = select.choices.back().value;
    }
  }
  return html::select(select);
}

json::Value questions(Context& c, const policy::Proof& proof, const Deps& deps, const Parting& p) {
  std::vector<json::Value> out;
  for (const auto& added : p.since.added) {
    out.push_back(question(c, added, out.size() + 1, added_in_words(c, proof, deps, added)));
  }
  out.push_back(
      html::textarea({.name = "reason",
                      .label = "Why are they two people?",
                      .error = html::error_of(c.faults, "reason"),
                      .value = c.typed == nullptr ? "" : std::string(c.typed->text("reason")),
                      .rows = 3,
                      .max_length = 1000,
                      .label_classes = "govuk-label--s"}));
  return html::fields(std::move(out));
}

Result<pipeline::Reply> show_part(const Grant<Action::screen>& grant, Context& c,
                                  const Deps& deps) {
  MASH_TRY(const auto p, parting_of(c, grant, deps));
  c.touch(p.join.row.id);
  json::Value data = case_page(c, grant);
  data.set("back", person_path(c));
  data.set("name", subject_of(p.person, to_london(c.now).date).name);
  data.set("first", side_in_words(c, grant, p.join, false));
  data.set("second", side_in_words(c, grant, p.join, true));
  data.set("said", directory::person_name(deps.borough, p.join.row.by) +
                       " said that they are one person, " + plain_time(p.join.row.at));
  data.set("reason", p.join.reason.reveal());
  data.set("late", p.late);
  data.set("has_added", p.late.empty() && !p.since.added.empty());
  data.set("fields", p.late.empty() ? questions(c, grant, deps, p) : json::Value(false));
  data.set("action", p.late.empty() ? person_path(c, "/part/" + p.join.row.id) : "");
  data.set("seen", c.version_seen("seen", picture_of(c, p)));
  return pipeline::View{
      .page = "people/part", .title = "These are two people", .data = std::move(data)};
}

// What was answered of each, or the first who was left out.
Result<std::map<std::string, Side>> answers_of(const Context& c, const Since& since) {
  std::map<std::string, Side> out;
  std::vector<Fault> faults;
  const auto& typed = c.input.all("belongs");
  std::size_t used = 0;
  for (std::size_t i = 0; i < since.added.size(); ++i) {
    const auto& added = since.added[i];
    std::vector<Side> said;
    for (const auto& w : model::k_words<Side>) {
      if (w.value == Side::nobody && !added.statement) continue;
      const auto times = std::ranges::count(typed, choice_of(added, w.value));
      used += static_cast<std::size_t>(times);
      said.insert(said.end(), static_cast<std::size_t>(times), w.value);
    }
    if (said.size() == 1) {
      out.emplace(added.id, said.front());
    } else {
      faults.push_back({"belongs_" + std::to_string(i + 1), "Choose of whom this is"});
    }
  }
  const auto given = std::ranges::count_if(typed, [](const auto& t) { return !t.empty(); });
  if (faults.empty() && static_cast<std::size_t>(given) != used) {
    return Error{ErrorCode::conflict,
                 "The page asks about something else now. Open the person's page again",
                 {}};
  }
  if (!c.input.has("reason")) faults.push_back({"reason", "Say why they are two people"});
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  return out;
}

Result<pipeline::Reply> part(const Grant<Action::screen>& grant, Context& c, const Deps& deps) {
  const auto p = parting_of(c, grant, deps);
  if (!p) {
    MASH_TRY(const auto person, person_of_path(c, grant));
    if (!was_parted(c, grant, person, c.input.text("join"))) return not_found();
    return Error{ErrorCode::conflict, "Someone else has parted them. Open the family page", {}};
  }
  if (!p->late.empty()) return Error{ErrorCode::conflict, p->late, {}};
  if (c.input.text("seen") != picture_of(c, *p)) {
    return Error{ErrorCode::conflict,
                 "What is known of this person has changed since you looked. Open the person's "
                 "page again",
                 {}};
  }
  MASH_TRY(const auto of, answers_of(c, p->since));
  part_persons(c, grant, deps, p->person, p->join, p->since, of,
               Sensitive(std::string(c.input.text("reason"))));
  return pipeline::SeeOther{case_path(c, "/family"), {}};
}

}  // namespace

void add_part_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = std::string(k_part),
       .summary = "What has come to a joined person since, to part them again",
       .event = "person.parting",
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) {
         return show_part(g, c, deps);
       }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_part),
       .summary = "Part a joined person into the two that they were",
       .event = "person.parted",
       .fields = {{.name = "belongs",
                   .label = "Of whom each is",
                   .kind = pipeline::Kind::many,
                   .max = 1000},
                  {.name = "reason", .label = "Why they are two", .max = 1000, .as_typed = true},
                  {.name = "seen",
                   .label = "What was seen",
                   .required = true,
                   .max = 40,
                   .missing = "Open the page again: it does not say what you have seen"}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return part(g, c, deps); },
       .again = std::string(k_part)}));
}

}  // namespace mash::people
