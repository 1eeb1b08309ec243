// SPDX-License-Identifier: MIT
// "Why may we ask?": threshold, law, and who in the family knows.
#include <algorithm>

#include "basis_words.h"
#include "enquiry_words.h"
#include "family.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using model::InformDecision;
using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_slots = 12;

std::string slot_name(const char* name, std::size_t n) {
  return std::string(name) + "-" + std::to_string(n);
}

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

bool has_responsibility(model::PersonRole role) {
  return role == model::PersonRole::parent || role == model::PersonRole::carer;
}

// Old enough that their own wish may count; nobody under 12 is asked for here.
bool may_decide_alone(const Named& n) {
  if (n.role != model::PersonRole::child && n.role != model::PersonRole::sibling) return false;
  return n.age.size() >= 2 && n.age[0] == '1' && n.age[1] >= '2' && n.age[1] <= '7';
}

// Whom the form asks about: parents and carers must be answered for, older children may be.
struct Slot {
  Named who;
  bool needed = true;
};
std::vector<Slot> slots_of(Context& c, const policy::Proof& proof, const CaseId& id) {
  std::vector<Slot> out;
  for (auto& n : everybody_in(c, proof, id)) {
    if (has_responsibility(n.role)) out.push_back({std::move(n), true});
  }
  if (out.empty()) {
    out.push_back({{.key = "", .name = Sensitive("The parents or carers")}, true});
  }
  for (auto& n : everybody_in(c, proof, id)) {
    if (may_decide_alone(n)) out.push_back({std::move(n), false});
  }
  if (out.size() > k_slots) out.resize(k_slots);
  return out;
}

std::vector<Field> basis_fields() {
  std::vector<Field> out = {
      {.name = "version", .label = "Version", .kind = Kind::number},
      {.name = "threshold",
       .label = "Why other agencies may be asked",
       .kind = Kind::choice,
       .required = true,
       .choices = codes<Threshold>(),
       .missing = "Select what you are worried about"},
      disclosure::basis_field("Select at least one legal basis"),
      {.name = "dispense",
       .label = "Why we go on",
       .kind = Kind::choice,
       .choices = codes<model::DispenseReason>()},
      {.name = "dispense_reason", .label = "Reason", .max = 2000, .as_typed = true}};
  for (std::size_t n = 1; n <= k_slots; ++n) {
    const std::string who = "Person " + std::to_string(n);
    out.push_back({.name = slot_name("who", n), .label = who, .max = 40});
    out.push_back({.name = slot_name("inform", n),
                   .label = who + ": what they know",
                   .kind = Kind::choice,
                   .choices = codes<InformDecision>()});
    out.push_back({.name = slot_name("how", n),
                   .label = who + ": when and how",
                   .max = 1000,
                   .as_typed = true});
  }
  return out;
}

json::Value slot_view(const Context& c, const Slot& slot, std::size_t n) {
  const auto typed = [&](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(slot_name(name, n)));
  };
  const std::string about =
      slot.who.name.reveal() + (slot.who.key.empty()
                                    ? std::string()
                                    : " (" + std::string(model::words_of(slot.who.role)) + ")");
  html::RadiosOptions o{.name = slot_name("inform", n),
                        .legend = about + ": do they know, and do they agree?",
                        .error = html::error_of(c.faults, slot_name("inform", n)),
                        .value = typed("inform"),
                        .classes = "govuk-radios--small"};
  if (!slot.needed) o.hint = "Leave it empty if this child cannot decide this alone.";
  for (const auto& word : model::k_words<InformDecision>) {
    o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  json::Value v = disclosure::fields_of(
      {html::radios(o),
       html::textarea({.name = slot_name("how", n),
                       .label = "When and how? If they could not be reached: which attempts?",
                       .error = html::error_of(c.faults, slot_name("how", n)),
                       .value = typed("how"),
                       .rows = 2})});
  v.set("name", slot_name("who", n));
  v.set("key", slot.who.key);
  return v;
}

json::Value threshold_question(const Context& c) {
  html::RadiosOptions o{.name = "threshold",
                        .legend = "What are you worried about?",
                        .error = html::error_of(c.faults, "threshold"),
                        .value = c.typed != nullptr ? std::string(c.typed->text("threshold")) : "",
                        .legend_classes = "govuk-fieldset__legend--m"};
  for (const auto& word : model::k_words<Threshold>) {
    o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  o.choices[0].hint =
      "Then asking goes on even if somebody in the family does not agree, with a "
      "reason.";
  o.choices[1].hint = "Then everybody with parental responsibility has to agree.";
  o.choices[2].hint = "Then no agency is asked.";
  return html::radios(o);
}

json::Value dispense_questions(const Context& c) {
  const auto typed = [&](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::RadiosOptions o{.name = "dispense",
                        .legend = "If anybody does not agree or was not told: why do we go on?",
                        .error = html::error_of(c.faults, "dispense"),
                        .value = typed("dispense"),
                        .classes = "govuk-radios--small"};
  for (const auto& word : model::k_words<model::DispenseReason>) {
    o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return disclosure::fields_of(
      {html::radios(o), html::textarea({.name = "dispense_reason",
                                        .label = "The reason in your words",
                                        .error = html::error_of(c.faults, "dispense_reason"),
                                        .value = typed("dispense_reason"),
                                        .rows = 3})});
}

json::Value recorded_view(const Basis& basis, const cases::CaseHead& head,
                          const model::Borough& borough) {
  json::Value v = basis_view(basis);
  v.set("by",
        directory::person_name(borough, basis.recorded_by) + ", " + plain_time(basis.recorded_at));
  v.set("against", basis.complete ? std::string() : what_stands_against(basis, head.level));
  v.set("complete", basis.complete);
  v.set("ask", "/case/" + head.id.text() + "/ask");
  return v;
}

Result<Reply> show(const policy::Grant<Action::record_basis>& grant, Context& c,
                   const model::Borough& borough) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  const auto basis = basis_of(c, grant, c.case_id);
  const std::vector<std::string> ticked =
      c.typed != nullptr ? c.typed->all("basis") : std::vector<std::string>{};
  json::Array slots;
  const auto all = slots_of(c, grant, c.case_id);
  for (std::size_t i = 0; i < all.size(); ++i) slots.push_back(slot_view(c, all[i], i + 1));
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("action", "/case/" + c.case_id.text() + "/basis");
  data.set("version", c.version_seen("version", basis ? basis->version : 0));
  data.set("recorded", basis ? recorded_view(*basis, *head, borough) : json::Value(false));
  data.set("threshold", threshold_question(c));
  data.set("laws",
           disclosure::common_laws("Why may we ask?", ticked, html::error_of(c.faults, "basis")));
  data.set("other_laws", disclosure::other_laws(ticked));
  data.set("slots", std::move(slots));
  data.set("dispense", dispense_questions(c));
  data.set("button", html::button({.text = "Record this", .prevent_double_click = true}));
  return pipeline::View{.page = "enquiry/basis",
                        .title = "Why may we ask?",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Whom a fault is about, without a name: "Parent", or "Parent 2" where the page asks about several.
// The question that the fault leads to has the name.
std::string whom(const std::vector<Slot>& slots, std::size_t at) {
  if (slots[at].who.key.empty()) return slots[at].who.name.reveal();
  const auto same = [&](const Slot& slot) { return slot.who.role == slots[at].who.role; };
  const auto end = slots.begin() + static_cast<std::ptrdiff_t>(at) + 1;
  std::string out(model::words_of(slots[at].who.role));
  if (std::ranges::count_if(slots, same) > 1) {
    out += " " + std::to_string(std::count_if(slots.begin(), end, same));
  }
  return out;
}

std::vector<Informed> read_informed(const Context& c, const std::vector<Slot>& slots,
                                    std::vector<Fault>& faults) {
  std::vector<Informed> out;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const std::size_t n = i + 1;
    const std::string who = whom(slots, i) + ": ";
    if (c.input.text(slot_name("who", n)) != slots[i].who.key) {
      faults.push_back({slot_name("inform", n), who + "the family page changed. Read this again"});
      continue;
    }
    const auto decision = model::from_code<InformDecision>(c.input.text(slot_name("inform", n)));
    if (!decision) {
      if (slots[i].needed) {
        faults.push_back({slot_name("inform", n), who + "say whether they know and agree"});
      }
      continue;
    }
    const std::string how(c.input.text(slot_name("how", n)));
    if (*decision == InformDecision::not_reached && how.empty()) {
      faults.push_back({slot_name("how", n), who + "say which attempts were made to reach them"});
    }
    out.push_back({.key = slots[i].who.key,
                   .name = slots[i].who.name,
                   .role = slots[i].who.role,
                   .decision = *decision,
                   .how = Sensitive(how)});
  }
  return out;
}

Result<Basis> read_basis(Context& c, const std::vector<Slot>& slots) {
  std::vector<Fault> faults;
  Basis out;
  out.threshold = *model::from_code<Threshold>(c.input.text("threshold"));
  out.laws = c.input.all("basis");
  out.dispense = std::string(c.input.text("dispense"));
  out.dispense_reason = Sensitive(std::string(c.input.text("dispense_reason")));
  if (out.threshold == Threshold::not_met) {
    if (out.dispense_reason.empty()) {
      return invalid("dispense_reason", "Say why there is no reason to ask other agencies");
    }
    return out;
  }
  if (out.laws.empty()) faults.push_back({"basis", "Select at least one legal basis"});
  out.informed = read_informed(c, slots, faults);
  const bool without = std::ranges::any_of(out.informed, [](const Informed& one) {
    return one.decision != InformDecision::consent_given &&
           one.decision != InformDecision::not_reached;
  });
  if (out.threshold == Threshold::safety && without) {
    if (out.dispense.empty()) {
      faults.push_back({"dispense", "Select why we go on without everybody's agreement"});
    }
    if (out.dispense_reason.empty()) {
      faults.push_back({"dispense_reason", "Say in your words why we go on"});
    }
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> record(const policy::Grant<Action::record_basis>& grant, Context& c,
                     const model::Borough& borough) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  const auto before = newest_basis(c.tx, c.case_id);
  if (before && c.input.number("version") != before->version) {
    const std::string who = directory::person_name(borough, before->recorded_by) +
                            " recorded this too, " + plain_time(before->recorded_at) +
                            ". Read it above and save again if yours is to stand";
    return Error{ErrorCode::conflict, "Someone else recorded this meanwhile", {{"version", who}}};
  }
  MASH_TRY(Basis basis, read_basis(c, slots_of(c, grant, c.case_id)));
  basis.complete = what_stands_against(basis, head->level).empty();
  add_basis(c, c.case_id, basis);
  const auto next = model::NotificationState::basis_recorded;
  if (basis.complete && model::may_follow(head->state, next)) cases::set_state(c, c.case_id, next);
  const policy::Facts facts{.case_member = true, .basis_complete = basis.complete};
  const bool may_ask = may(c.principal, Action::send_enquiry, facts);
  const std::string path = "/case/" + c.case_id.text();
  return pipeline::SeeOther{path + (may_ask ? "/ask" : basis.complete ? "" : "/basis"), {}};
}

}  // namespace

void add_basis_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::record_basis>(
      {.path = "/case/{case}/basis",
       .summary = "Why may we ask?",
       .event = "basis.read",
       .facts = cases::case_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::record_basis>(
      {.path = "/case/{case}/basis",
       .summary = "Record the threshold, the legal basis and the inform decisions",
       .event = "basis.recorded",
       .fields = basis_fields(),
       .facts = cases::case_facts,
       .run = [&borough](const auto& grant, Context& c) { return record(grant, c, borough); },
       .again = "/case/{case}/basis"}));
}

}  // namespace mash::enquiry
