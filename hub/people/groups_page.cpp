// SPDX-License-Identifier: MIT
// Ethnicity and disability of somebody who is named in a case: what was said last, and the form to
// say it. Nothing is chosen beforehand.
#include <algorithm>

#include "coded_choices.h"
#include "mash/people/groups.h"
#include "pages.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/case/{case}/groups/{statement}";

template <model::Coded E>
std::string words_or_none(const std::optional<E>& said) {
  return said ? std::string(model::words_of(*said)) : "Nobody has said it";
}

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? "" : std::string(c.typed->text(name));
}

Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(const auto row, statement_in_case(c));
  const auto said = groups_of(c, proof, row.case_id, row.id);
  auto ethnicities = choices<model::Ethnicity>();
  ethnicities.insert(ethnicities.begin(), {.value = "", .text = "Choose"});
  json::Value data = case_page(c, proof);
  data.set("name", open_statement(c.tx, c.vault, proof, row).display_name());
  data.set("ethnicity", words_or_none(said.ethnicity));
  data.set("disabled", words_or_none(said.disabled));
  data.set("back", case_path(c, "/family"));
  data.set("action", case_path(c, "/groups/" + row.id.text()));
  data.set("fields",
           html::fields({html::select({.name = "ethnicity",
                                       .label = "Ethnicity",
                                       .hint = "As they describe themselves. For a small child, "
                                               "as a parent describes it",
                                       .error = html::error_of(c.faults, "ethnicity"),
                                       .value = typed(c, "ethnicity"),
                                       .choices = std::move(ethnicities),
                                       .label_classes = "govuk-label--s"}),
                         html::radios({.name = "disabled",
                                       .legend = "Is this person disabled?",
                                       .error = html::error_of(c.faults, "disabled"),
                                       .value = typed(c, "disabled"),
                                       .choices = choices<model::Answer>(),
                                       .classes = "govuk-radios--small govuk-radios--inline",
                                       .legend_classes = "govuk-fieldset__legend--s"})}));
  return pipeline::View{.page = "people/groups",
                        .title = "Ethnicity and disability",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> say(Context& c) {
  MASH_TRY(const auto row, statement_in_case(c));
  const Groups said{.ethnicity = model::from_code<model::Ethnicity>(c.input.text("ethnicity")),
                    .disabled = model::from_code<model::Answer>(c.input.text("disabled"))};
  if (!said.ethnicity && !said.disabled) {
    return invalid("ethnicity", "Choose an ethnicity, or say whether this person is disabled",
                   "missing");
  }
  add_groups(c, row.case_id, row.id, said);
  return pipeline::SeeOther{case_path(c, "/groups/" + row.id.text()), {}};
}

}  // namespace

void add_groups_routes(std::vector<pipeline::Route>& out) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = k_path,
       .summary = "What was said of somebody's ethnicity and disability, and the form to say it",
       .event = "person.groups-form",
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return show(grant, c); }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = k_path,
       .summary = "Say somebody's ethnicity, or whether they are disabled",
       .event = "person.groups-said",
       .fields = {{.name = "ethnicity",
                   .label = "Ethnicity",
                   .kind = Kind::choice,
                   .choices = codes<model::Ethnicity>()},
                  {.name = "disabled",
                   .label = "Disability",
                   .kind = Kind::choice,
                   .choices = codes<model::Answer>()}},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return say(c); },
       .again = k_path}));
}

}  // namespace mash::people
