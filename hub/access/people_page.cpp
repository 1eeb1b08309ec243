// SPDX-License-Identifier: MIT
// Whom a request is about, and who asks: chosen from the people of a case by whoever reads it. The
// other cases of the same people follow, also those hidden from whoever chooses.
#include "mash/cases/cases.h"
#include "mash/people/people.h"
#include "mash/people/where_named.h"
#include "pages.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_choose = "/access/{request}/people/{case}";
constexpr const char* k_nobody = "NOBODY";

bool reads(Context& c, const CaseId& id) {
  return policy::may(c.principal, Action::read_case, cases::standing_of(c, id));
}

// Whether there is no such case or one that they may not know of is answered with the same words.
Result<Reply> find(Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  const auto head =
      cases::find_case_by_reference(c.tx, cases::as_reference(c.input.text("reference")));
  if (!head || !reads(c, head->id)) {
    return invalid("reference", "There is no case with this reference. Look at it again");
  }
  return pipeline::SeeOther{path_of(row, "/people/" + head->id.text()), {}};
}

Result<policy::Facts> choose_facts(Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  MASH_TRY(const auto id, CaseId::parse(c.input.text("case")));
  if (!cases::find_case(c.tx, id) || !reads(c, id)) return not_found();
  c.about(id);
  return policy::Facts{};
}

json::Value persons_question(const Context& c, const std::vector<people::Subject>& subjects,
                             const std::string& name, const std::string& legend, bool nobody) {
  html::RadiosOptions o{.name = name,
                        .legend = legend,
                        .error = html::error_of(c.faults, name),
                        .value = typed_or_empty(c, name),
                        .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& s : subjects) {
    std::string hint(model::words_of(s.role));
    if (!s.age.empty()) hint += ", " + s.age;
    o.choices.push_back({.value = s.person.text(), .text = s.name, .hint = std::move(hint)});
  }
  if (nobody) {
    o.choices.push_back({.divider = "or"});
    o.choices.push_back({.value = k_nobody, .text = "Nobody of this case"});
  }
  return html::radios(o);
}

bool asks_apart(const RequestRow& row) {
  return row.right == Right::parent || row.right == Right::representative;
}

Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  const auto subjects = people::subjects_of(c, proof, c.case_id);
  json::Value data = json::Object{};
  data.set("reference", cases::find_case(c.tx, c.case_id)->reference);
  data.set("who", open_request(c, proof, row).who.reveal());
  data.set("back", path_of(row));
  data.set("action", path_of(row, "/people/" + c.case_id.text()));
  data.set("nobody", subjects.empty());
  std::vector<json::Value> questions;
  if (!subjects.empty()) {
    questions.push_back(
        persons_question(c, subjects, "about", "Whom is the request about?", false));
    if (asks_apart(row)) {
      questions.push_back(persons_question(c, subjects, "asks", "Who of them asks?", true));
    }
  }
  data.set("fields", html::fields(std::move(questions)));
  return pipeline::View{.page = "access/people",
                        .title = "Whom is the request about?",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<PersonId> chosen(Context& c, const std::vector<people::Subject>& subjects,
                        const std::string& name) {
  for (const auto& s : subjects) {
    if (!s.person.empty() && s.person.text() == c.input.text(name)) return s.person;
  }
  return invalid(name, "Select a person of this case");
}

void add_everywhere(Context& c, const RequestRow& row, Place place, const PersonId& person) {
  auto named = people::cases_of_person(c.tx, person);
  named.insert(c.case_id);
  for (const auto& id : named) {
    insert_person(c.tx, row.id, {.case_id = id, .place = place, .person = person}, c.now,
                  c.principal.person);
  }
}

Result<Reply> choose(const policy::Proof& proof, Context& c) {
  MASH_TRY(const auto row, request_in_path(c));
  if (row.state != RequestState::open) {
    return Error{ErrorCode::conflict, "The request is over", {{"about", "The request is over"}}};
  }
  const auto subjects = people::subjects_of(c, proof, c.case_id);
  MASH_TRY(const auto about, chosen(c, subjects, "about"));
  if (asks_apart(row)) {
    if (!c.input.has("asks")) return invalid("asks", "Select who of them asks, or nobody");
    if (c.input.text("asks") != k_nobody) {
      MASH_TRY(const auto asks, chosen(c, subjects, "asks"));
      add_everywhere(c, row, Place::asks, asks);
    }
  }
  add_everywhere(c, row, Place::about, about);
  return pipeline::SeeOther{path_of(row), {}};
}

}  // namespace

void add_people_routes(std::vector<pipeline::Route>& out, const Deps& /*deps*/) {
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = "/access/{request}/people",
       .summary = "Find a case in which somebody of a request is named",
       .event = "access.case-found",
       .fields = {{.name = "reference",
                   .label = "The case's reference",
                   .required = true,
                   .max = 40,
                   .missing = "Enter the case's reference"}},
       .facts = request_facts,
       .run = [](const auto&, Context& c) { return find(c); },
       .again = "/access/{request}"}));
  out.push_back(pipeline::page<Action::keep_subject_requests>(
      {.path = k_choose,
       .summary = "The people of a case, to say whom a request is about",
       .event = "access.people",
       .facts = choose_facts,
       .run = [](const auto& grant, Context& c) { return show(grant, c); }}));
  out.push_back(pipeline::act<Action::keep_subject_requests>(
      {.path = k_choose,
       .summary = "Say whom of a case a request is about, and who of it asks",
       .event = "access.person-chosen",
       .fields = {{.name = "about",
                   .label = "Whom it is about",
                   .required = true,
                   .max = 30,
                   .missing = "Select whom it is about"},
                  {.name = "asks", .label = "Who of them asks", .max = 30}},
       .facts = choose_facts,
       .run = [](const auto& grant, Context& c) { return choose(grant, c); },
       .again = k_choose}));
}

}  // namespace mash::access
