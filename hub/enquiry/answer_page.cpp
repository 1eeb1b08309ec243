// SPDX-License-Identifier: MIT
// What a desk does with a request: mark it as seen, write facts down, answer.
#include "answer_form.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/items.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using model::EnquiryState;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_most_lines = 50;
constexpr std::size_t k_longest_line = 4000;

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

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= text.size()) {
    const auto end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    const auto first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos) {
      out.emplace_back(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
    }
    start = end + 1;
  }
  return out;
}

Result<Reply> add_items(const policy::Grant<Action::edit_item>& grant, Context& c,
                        const model::Borough& borough) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  const auto* agency = borough.find_agency(row.agency);
  MASH_ASSERT(agency != nullptr);
  const bool police = agency->kind == model::AgencyKind::police;
  MASH_TRY(const auto common, disclosure::read_item_form(c.input, police));
  const auto lines = lines_of(c.input.text("facts"));
  if (lines.size() > k_most_lines) {
    return invalid("facts", "Add at most 50 facts at a time");
  }
  for (const auto& line : lines) {
    if (line.size() > k_longest_line) return invalid("facts", "Make each line shorter");
    disclosure::NewItem item = common;
    item.case_id = row.case_id;
    item.enquiry = row.id;
    item.fact = Sensitive(line);
    disclosure::add_item(c, grant, item, false);
  }
  // Not marked as seen for others by itself: a draft may not show in anybody else's page.
  return to_request(row);
}

Result<Reply> answer(const policy::Grant<Action::answer_enquiry>& grant, Context& c,
                     const model::Borough& borough) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  if (c.input.number("version") != row.version && row.answer) {
    const std::string who = directory::person_name(borough, row.answer->returned_by) +
                            " answered \"" + std::string(model::words_of(row.answer->kind)) +
                            "\", " + plain_time(row.answer->returned_at) +
                            ". Read it above, put both together and send again";
    return Error{ErrorCode::conflict, "Someone else answered this meanwhile", {{"version", who}}};
  }
  MASH_TRY(const auto said, read_answer(c, row));
  if (said.kind == model::ReturnKind::known || said.kind == model::ReturnKind::partial) {
    disclosure::disclose_drafts(c, row.case_id);
  }
  add_return(c, grant, row, said);
  return pipeline::SeeOther{model::is_open(find_enquiry(c.tx, row.id)->state)
                                ? "/requests/" + row.id.text()
                                : "/requests",
                            {}};
}

std::vector<pipeline::Field> add_fields() {
  auto out = disclosure::item_fields();
  out.push_back({.name = "facts",
                 .label = "What you know",
                 .required = true,
                 .max = 40000,
                 .missing = "Enter what you know, one fact a line"});
  return out;
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
       .fields = add_fields(),
       .facts = own_request_facts,
       .run = [&borough](const auto& grant, Context& c) { return add_items(grant, c, borough); },
       .again = "/requests/{enquiry}"}));
  out.push_back(pipeline::act<Action::answer_enquiry>(
      {.path = "/requests/{enquiry}/answer",
       .summary = "Answer the request",
       .event = "enquiry.answered",
       .fields = answer_fields(),
       .facts = own_request_facts,
       .run = [&borough](const auto& grant, Context& c) { return answer(grant, c, borough); },
       .again = "/requests/{enquiry}"}));
}

}  // namespace mash::enquiry
