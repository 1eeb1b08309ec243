// SPDX-License-Identifier: MIT
// An agency cannot share what it knows: whoever asks can ask those who answer for it to look again,
// and say why the child needs it (scenario C17). It is a request like any other, with its own
// clock, which climbs as any does; only whoever declined does not answer it.
#include <algorithm>

#include "ask_form.h"
#include "basis_words.h"
#include "enquiry_words.h"
#include "instead.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/case/{case}/ask-again/{enquiry}";

// The request in the path, if its agency cannot share and is not asked anew already.
Result<EnquiryRow> declined_in_path(Context& c) {
  MASH_TRY(const auto id, EnquiryId::parse(c.input.text("enquiry")));
  const auto asked = enquiries_of_case(c.tx, c.case_id);
  const auto row = std::ranges::find(asked, id, &EnquiryRow::id);
  if (row == asked.end() || !may_ask_again(asked, *row)) return not_found();
  return *row;
}

// Not who declined: nobody judges the own answer. Nor who is away, or may not know of the case.
std::vector<StaffId> who_could(Context& c, const model::Borough& borough, const EnquiryRow& row) {
  const shift::Presence presence(c.tx, borough, c.now);
  auto out = who_answers_for(presence, borough, row.agency);
  std::erase_if(out, [&](const StaffId& person) {
    return person == row.answer->returned_by || presence.absence(person) == shift::Absence::away ||
           cases::is_barred(c.tx, c.case_id, person);
  });
  return out;
}

std::string nobody_else(const model::Agency& agency) {
  return "Nobody else who answers for " + agency.name + " can be asked here now." +
         (agency.on_call.telephone.empty()
              ? ""
              : " Phone " + agency.on_call.telephone +
                    " and ask for whoever is responsible for the one who answered.");
}

json::Value questions_of(Context& c, const model::Borough& borough, const EnquiryRow& row,
                         const std::vector<StaffId>& could) {
  const auto typed = [&c](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::RadiosOptions who{
      .name = "whom",
      .legend = "Who answers for " + directory::agency_name(borough, row.agency) + "?",
      .hint = "Not whoever said that it cannot be shared",
      .error = html::error_of(c.faults, "whom"),
      .value = typed("whom"),
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& person : could) {
    who.choices.push_back(
        {.value = person.text(), .text = directory::person_name(borough, person)});
  }
  return disclosure::fields_of(
      {html::radios(who),
       html::textarea({.name = "why",
                       .label = "What could happen to the child if nobody here knows it?",
                       .hint = "They read this. Part of it, or the gist in their own words, may be "
                               "enough",
                       .error = html::error_of(c.faults, "why"),
                       .value = typed("why"),
                       .rows = 4})});
}

Result<Reply> show(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  const auto& borough = deps.borough;
  MASH_TRY(const auto row, declined_in_path(c));
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto* agency = borough.find_agency(row.agency);
  MASH_ASSERT(head.has_value() && agency != nullptr);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("action", "/case/" + c.case_id.text() + "/ask-again/" + row.id.text());
  data.set("not_agreed", cases::not_agreed(c, deps.agreed, {row.agency}));
  data.set("agency", agency->name);
  data.set("telephone", agency->on_call.telephone);
  data.set("answered", directory::person_name(borough, row.answer->returned_by) + ", " +
                           plain_time(row.answer->returned_at));
  data.set("words", answer_words(open_enquiry(c, grant, row, {})));
  const auto could = who_could(c, borough, row);
  data.set("nobody", could.empty() ? nobody_else(*agency) : "");
  data.set("case", "/case/" + c.case_id.text());
  data.set("questions", could.empty() ? json::Value(false) : questions_of(c, borough, row, could));
  return pipeline::View{.page = "enquiry/ask_again",
                        .title = "Ask whoever answers for the agency",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> ask(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, declined_in_path(c));
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto whom = StaffId::trusted(std::string(c.input.text("whom")));
  const auto could = who_could(c, deps.borough, row);
  if (could.empty()) return invalid("whom", nobody_else(*deps.borough.find_agency(row.agency)));
  if (std::ranges::find(could, whom) == could.end()) {
    return invalid("whom", "Select who answers for the agency");
  }
  const auto before = open_enquiry(c, grant, row, {});
  std::vector<StatementId> about;
  for (const auto& asked : before.asked) {
    about.insert(about.end(), asked.about.begin(), asked.about.end());
  }
  std::string names = before.subjects.reveal();
  for (std::size_t i = 1; i < before.asked.size(); ++i) {
    names += "\n" + before.asked[i].names.reveal();
  }
  send_enquiry(c, grant, deps.timescales, c.case_id, head->rating,
               {.agency = row.agency,
                .questions = "Your agency answered that it cannot share what it knows. Please look "
                             "again whether it can, whole, in part or as a gist. Why it is "
                             "needed:\n" +
                             std::string(c.input.text("why")) + "\n\nWhat we asked:\n" +
                             questions_again(c, grant, row),
                .subjects = names,
                .about = about,
                .instead = whom,
                .again_of = row.id});
  cases::note_not_agreed(c, deps.agreed, {row.agency});
  set_asked(c, *head, false);
  c.note("asked_again");
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{"/case/" + c.case_id.text(), {}};
}

}  // namespace

bool may_ask_again(const std::vector<EnquiryRow>& asked, const EnquiryRow& row) {
  // In the order of sending.
  const auto newest =
      std::ranges::find(asked.rbegin(), asked.rend(), row.agency, &EnquiryRow::agency);
  return newest != asked.rend() && newest->id == row.id &&
         row.state == model::EnquiryState::declined && row.answer.has_value();
}

void add_ask_again_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::send_enquiry>(
      {.path = k_path,
       .summary = "The form to ask whoever answers for an agency that cannot share",
       .event = "enquiry.prepared",
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::send_enquiry>(
      {.path = k_path,
       .summary = "Ask whoever answers for an agency that cannot share to look again",
       .event = "enquiry.sent",
       .fields = {{.name = "whom",
                   .label = "Who answers for the agency",
                   .required = true,
                   .max = 40,
                   .missing = "Select who answers for the agency"},
                  {.name = "why",
                   .label = "Why it is needed",
                   .required = true,
                   .max = 2000,
                   .missing = "Say what could happen to the child if nobody here knows it",
                   .as_typed = true}},
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return ask(grant, c, deps); },
       .again = k_path}));
}

}  // namespace mash::enquiry
