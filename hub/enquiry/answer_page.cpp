// SPDX-License-Identifier: MIT
// What a desk does with a request: mark it as seen, write facts down, answer.
#include <algorithm>

#include "answer_form.h"
#include "facts_form.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/items.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using model::EnquiryState;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

pipeline::SeeOther to_request(const EnquiryRow& row) {
  return pipeline::SeeOther{"/requests/" + row.id.text(), {}};
}

void mark_seen(Context& c, const EnquiryRow& row) {
  if (row.state != EnquiryState::sent) return;
  // The version is that of the answer: marking it as seen must not turn a colleague's form away.
  store_state(c.tx, row.id, EnquiryState::acknowledged, row.version);
  c.changed("case", row.case_id.text());
}

Result<Reply> seen(Context& c) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  mark_seen(c, row);
  return to_request(row);
}

// Facts and answer are one form with two buttons, so that whatever is typed comes with either: each
// route takes the fields of the other and asks for none of them.
std::vector<pipeline::Field> with(std::vector<pipeline::Field> own,
                                  const std::vector<pipeline::Field>& others) {
  for (auto field : others) {
    field.required = false;
    own.push_back(std::move(field));
  }
  return own;
}

Result<void> store_facts(const policy::Proof& proof, Context& c, const model::Borough& borough,
                         const EnquiryRow& row) {
  const auto* agency = borough.find_agency(row.agency);
  MASH_ASSERT(agency != nullptr);
  MASH_TRY(auto items, read_facts(c.input, *agency));
  for (auto& item : items) {
    item.case_id = row.case_id;
    item.enquiry = row.id;
    disclosure::add_item(c, proof, item, false);
  }
  return {};
}

Result<Reply> add_items(const policy::Grant<Action::edit_item>& grant, Context& c,
                        const model::Borough& borough) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  if (!c.done_before) MASH_TRY_DO(store_facts(grant, c, borough, row));
  // Not marked as seen for others by itself: a draft may not show in anybody else's page.
  pipeline::Input answer;
  for (const auto& field : answer_fields()) {
    for (const auto& value : c.input.all(field.name)) answer.add(field.name, value);
  }
  const auto names = answer.names();
  if (std::ranges::all_of(names, [](const std::string& name) { return name == "version"; })) {
    return to_request(row);
  }
  // An answer that is half typed below stays in its form.
  c.typed = &answer;
  MASH_TRY(auto view, request_view(c, grant, borough));
  c.typed = nullptr;
  view.done_at = to_request(row).location;
  return view;
}

// Nobody answers for people whom they have not seen in the request, nor over a colleague's answer.
Result<void> seen_all(const policy::Grant<Action::answer_enquiry>& grant, Context& c,
                      const Deps& deps, const EnquiryRow& row) {
  const auto typed = c.input.number("version");
  if (typed == row.version) return {};
  const auto seen = std::min(typed, row.version - 1);
  const auto request = open_enquiry(c, grant, row, {});
  if (request.answer_version > seen) {
    const std::string who = directory::person_name(deps.borough, request.returned_by) +
                            " answered \"" + std::string(model::words_of(*request.answer)) +
                            "\", " + plain_time(*request.returned_at) +
                            ". Read it above, put both together and send again";
    return Error{ErrorCode::conflict, "Someone else answered this meanwhile", {{"version", who}}};
  }
  if (request.asked.back().version > seen) {
    return Error{ErrorCode::conflict,
                 "The request is about more people now",
                 {{"version", "Somebody was added to the request meanwhile, " +
                                  plain_time(request.asked.back().at) +
                                  ". Search for them as well, and send again"}}};
  }
  return {};
}

bool tells_facts(const Context& c) {
  const auto kind = model::from_code<model::ReturnKind>(c.input.text("kind"));
  return kind == model::ReturnKind::known || kind == model::ReturnKind::partial;
}

// What is typed and not added yet goes with the answer, or stops it: it is never passed over.
Result<void> facts_with_answer(const policy::Proof& proof, Context& c, const Deps& deps,
                               const EnquiryRow& row) {
  if (!c.input.has("facts")) return {};
  if (!tells_facts(c)) {
    return invalid("facts",
                   "You wrote this down, and the answer you chose leaves it out. Choose another "
                   "answer, press \"Add\" to keep it for your desk, or empty the box");
  }
  MASH_TRY_DO(pipeline::check_input(facts_fields(), c.input));
  return store_facts(proof, c, deps.borough, row);
}

// Whoever said that it cannot be shared does not judge that again.
Result<void> not_own_again(Context& c, const policy::Grant<Action::answer_enquiry>& grant,
                           const EnquiryRow& row) {
  const auto again_of = open_enquiry(c, grant, row, {}).again_of;
  if (again_of.empty()) return {};
  const auto first = find_enquiry(c.tx, again_of);
  if (!first || !first->answer || first->answer->returned_by != c.principal.person) return {};
  return invalid("kind",
                 "You said that it cannot be shared, so somebody else of your agency answers");
}

Result<Reply> answer(const policy::Grant<Action::answer_enquiry>& grant, Context& c,
                     const Deps& deps) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  MASH_TRY_DO(seen_all(grant, c, deps, row));
  MASH_TRY_DO(not_own_again(c, grant, row));
  MASH_TRY_DO(facts_with_answer(grant, c, deps, row));
  MASH_TRY(const auto said, read_answer(c, grant, row));
  if (tells_facts(c)) {
    const auto& kept = c.input.all("keep");
    disclosure::disclose_drafts(c, row.case_id, {kept.begin(), kept.end()});
  }
  add_return(c, grant, deps.timescales, row, said);
  return pipeline::SeeOther{model::is_open(find_enquiry(c.tx, row.id)->state)
                                ? "/requests/" + row.id.text()
                                : "/requests",
                            {}};
}

}  // namespace

void add_answer_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::act<Action::answer_enquiry>(
      {.path = "/requests/{enquiry}/seen",
       .summary = "Say that the desk has seen the request",
       .event = "enquiry.seen",
       .facts = own_request_facts,
       .run = [](const auto&, Context& c) { return seen(c); }}));
  out.push_back(pipeline::act<Action::edit_item>(
      {.path = "/requests/{enquiry}/item",
       .summary = "Write facts down, one a line, as drafts of the desk",
       .event = "item.added",
       .fields = with(facts_fields(), answer_fields()),
       .facts = own_request_facts,
       .run = [&borough](const auto& grant, Context& c) { return add_items(grant, c, borough); },
       .again = "/requests/{enquiry}",
       .keeps_typing = true}));
  out.push_back(pipeline::act<Action::answer_enquiry>(
      {.path = "/requests/{enquiry}/answer",
       .summary = "Answer the request",
       .event = "enquiry.answered",
       .fields = with(answer_fields(), facts_fields()),
       .facts = own_request_facts,
       .run = [deps](const auto& grant, Context& c) { return answer(grant, c, deps); },
       .again = "/requests/{enquiry}"}));
}

}  // namespace mash::enquiry
