// SPDX-License-Identifier: MIT
// A child was named after agencies had been asked: the same agencies are asked about them. Whoever
// has answered gets a new request; where the answer is still to come the open request is widened.
#include <algorithm>

#include "ask_form.h"
#include "basis_words.h"
#include "enquiry_words.h"
#include "mash/base/assert.h"
#include "mash/disclosure/item_form.h"
#include "mash/enquiry/coverage.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/case/{case}/ask-about";

// An agency that was asked before some child was named.
struct Again {
  const model::Agency* agency = nullptr;
  const EnquiryRow* newest = nullptr;
  const EnquiryRow* open = nullptr;  // not answered yet, or nothing
  std::vector<const NamedChild*> children;
};

struct Plan {
  std::vector<NamedChild> children;
  std::vector<EnquiryRow> rows;
  std::vector<Again> again;
};

bool was_named_since(const std::vector<AgencyCoverage>& coverage, const AgencyId& agency) {
  return std::ranges::any_of(coverage, [&agency](const AgencyCoverage& one) {
    return one.agency == agency && one.coverage == Coverage::named_since;
  });
}

// Points into itself, so it is filled in place.
void make_plan(Context& c, const policy::Proof& proof, const model::Borough& borough, Plan& plan) {
  plan.children = children_in(c, proof, c.case_id);
  plan.rows = enquiries_of_case(c.tx, c.case_id);
  const auto requests = enquiries_of(c, proof, c.case_id);
  std::vector<std::vector<AgencyCoverage>> coverage;
  coverage.reserve(plan.children.size());
  for (const auto& child : plan.children) coverage.push_back(coverage_of(requests, child));
  for (const auto* agency : desks(borough)) {
    Again one{.agency = agency, .open = open_request(plan.rows, agency->id)};
    for (std::size_t i = 0; i < plan.children.size(); ++i) {
      if (was_named_since(coverage[i], agency->id)) one.children.push_back(&plan.children[i]);
    }
    if (one.children.empty()) continue;
    for (const auto& row : plan.rows) {
      if (row.agency == agency->id) one.newest = &row;
    }
    plan.again.push_back(std::move(one));
  }
}

std::string names_of(const std::vector<const NamedChild*>& children, const char* between) {
  std::string out;
  for (const auto* child : children) {
    out += (out.empty() ? "" : between) + child->name.reveal();
  }
  return out;
}

std::vector<const NamedChild*> children_of(const Plan& plan) {
  std::vector<const NamedChild*> out;
  for (const auto& child : plan.children) {
    const bool asked_before = std::ranges::any_of(plan.again, [&child](const Again& a) {
      return std::ranges::find(a.children, &child) != a.children.end();
    });
    if (asked_before) out.push_back(&child);
  }
  return out;
}

std::string hint_of(const Again& one) {
  const std::string names = names_of(one.children, ", ");
  if (one.open != nullptr) {
    return "Asked " + plain_time(one.open->sent_at) +
           ", and still to answer. Its request is "
           "widened to " +
           names + "; the time to answer stays.";
  }
  const std::string answered =
      one.newest->answer ? "Answered " + plain_time(one.newest->answer->returned_at) + ". " : "";
  return answered + "Gets a new request about " + names + ", with the same questions.";
}

json::Value choice_view(const Context& c, const Again& one) {
  const auto& ticked = c.typed != nullptr ? c.typed->all("agencies") : std::vector<std::string>{};
  json::Value v = json::Object{};
  v.set("id", one.agency->id.text());
  v.set("name", one.agency->name);
  v.set("hint", hint_of(one));
  v.set("ticked", std::ranges::find(ticked, one.agency->id.text()) != ticked.end());
  return v;
}

json::Value question_box(const Context& c) {
  return disclosure::fields_of(
      {html::textarea({.name = "extra",
                       .label = "A further question about them",
                       .hint = "Optional",
                       .error = html::error_of(c.faults, "extra"),
                       .value = c.typed != nullptr ? std::string(c.typed->text("extra")) : "",
                       .rows = 2})});
}

std::vector<AgencyId> agencies_of(const Plan& plan) {
  std::vector<AgencyId> out;
  for (const auto& one : plan.again) out.push_back(one.agency->id);
  return out;
}

Result<Reply> show(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  Plan plan;
  make_plan(c, grant, deps.borough, plan);
  json::Array choices;
  for (const auto& one : plan.again) choices.push_back(choice_view(c, one));
  json::Array names;
  for (const auto* child : children_of(plan)) names.emplace_back(child->name.reveal());
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("action", "/case/" + c.case_id.text() + "/ask-about");
  add_urgent_questions(data, c, !basis_stands(c, c.case_id));
  data.set("not_agreed", cases::not_agreed(c, deps.agreed, agencies_of(plan)));
  data.set("agencies_error", html::error_of(c.faults, "agencies"));
  data.set("nothing", choices.empty()
                          ? html::empty(html::Empty::nothing,
                                        "No child was named after agencies had been asked.")
                          : json::Value(false));
  data.set("names", std::move(names));
  data.set("count", choices.size());
  data.set("several", choices.size() > 1);
  data.set("has_agencies", !choices.empty());
  data.set("agencies", std::move(choices));
  data.set("extra", question_box(c));
  return pipeline::View{.page = "enquiry/ask_about",
                        .title = "Ask about a child who was named since",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<StatementId> said_of(const std::vector<const NamedChild*>& children) {
  std::vector<StatementId> out;
  for (const auto* child : children) {
    out.insert(out.end(), child->said.begin(), child->said.end());
  }
  return out;
}

void ask_again(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps,
               model::Rating rating, const Again& one) {
  // Free text says whom it is about (scenario C12).
  const std::string question = c.input.has("extra") ? "About " + names_of(one.children, ", ") +
                                                          ": " + std::string(c.input.text("extra"))
                                                    : std::string();
  if (one.open != nullptr) {
    return widen_enquiry(c, grant, *one.open,
                         {.names = names_of(one.children, "\n"),
                          .about = said_of(one.children),
                          .question = question});
  }
  send_enquiry(c, grant, deps.timescales, c.case_id, rating,
               {.agency = one.agency->id,
                .questions = questions_again(c, grant, *one.newest),
                .extra = question.empty() ? "" : "\n" + question,
                .subjects = names_of(one.children, "\n"),
                .about = said_of(one.children)});
}

Result<Reply> ask(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  Plan plan;
  make_plan(c, grant, deps.borough, plan);
  const auto& chosen = c.input.all("agencies");
  if (!c.input.flag("all")) {
    std::erase_if(plan.again, [&chosen](const Again& one) {
      return std::ranges::find(chosen, one.agency->id.text()) == chosen.end();
    });
  }
  if (plan.again.empty()) {
    return chosen.empty() && !c.input.flag("all")
               ? invalid("agencies", "Select whom to ask")
               : invalid("agencies", "They have been asked about every child already");
  }
  const bool urgent = !basis_stands(c, c.case_id);
  if (urgent) MASH_TRY_DO(record_urgent_basis(c));
  for (const auto& one : plan.again) ask_again(grant, c, deps, head->rating, one);
  cases::note_not_agreed(c, deps.agreed, agencies_of(plan));
  set_asked(c, *head, urgent);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{"/case/" + c.case_id.text(), {}};
}

std::vector<pipeline::Field> fields_of(const model::Borough& borough) {
  pipeline::Field agencies{.name = "agencies", .label = "Agencies", .kind = pipeline::Kind::many};
  for (const auto* a : desks(borough)) agencies.choices.push_back(a->id.text());
  std::vector<pipeline::Field> out;
  out.push_back(std::move(agencies));
  out.push_back(
      {.name = "all", .label = "Ask all", .kind = pipeline::Kind::choice, .choices = {"yes"}});
  out.push_back({.name = "extra", .label = "A further question", .max = 1000, .as_typed = true});
  for (auto& field : urgent_fields()) out.push_back(std::move(field));
  return out;
}

}  // namespace

void add_ask_about_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::send_enquiry>(
      {.path = k_path,
       .summary = "Children named after agencies had been asked, and whom to ask about them",
       .event = "enquiry.prepared",
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::send_enquiry>(
      {.path = k_path,
       .summary = "Ask agencies that were asked before about children named since",
       .event = "enquiry.widened",
       .fields = fields_of(borough),
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return ask(grant, c, deps); },
       .again = k_path}));
}

}  // namespace mash::enquiry
