// SPDX-License-Identifier: MIT
// Breaking it, and ending it. The reference and the reason come in the body and stand in no
// address.
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/purposes.h"
#include "mash/html/forms.h"
#include "mash/login/presence.h"
#include "pages.h"

namespace mash::glass {

namespace {

using cases::Glass;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_page = "/glass";
constexpr std::size_t k_longest_reason = 2000;

json::Object breaking() {
  return {{"act", "glass.break"}};
}

// The same whether there is none or one that is hidden from them.
Error no_such_case() {
  return invalid("reference",
                 "No case that you could open has this reference. Check each letter and number, or "
                 "ring the front door");
}

Result<cases::CaseHead> case_named(Context& c) {
  const auto reference = cases::as_reference(c.input.text("reference"));
  const auto head = cases::find_case_by_reference(c.tx, reference);
  if (!head) return no_such_case();
  c.about(head->id);
  if (cases::is_barred(c.tx, head->id, c.principal.person)) return no_such_case();
  return *head;
}

// What else is wrong with the form is told whatever the reference.
// Whether there is such a case is told once they have shown that it is they.
Result<policy::Facts> break_facts(Context& c) {
  if (c.input.text("reference").empty()) return policy::Facts{};
  const auto head = case_named(c);
  return head ? cases::standing_of(c, head->id) : policy::Facts{};
}

void tell(Context& c, const Deps& deps, const CaseId& id) {
  int told = alerts::alert_leads(c, deps.alerts, id);
  for (const auto& agency : cases::members(c.tx, id)) {
    const auto* found = deps.borough.find_agency(agency);
    if (found == nullptr || !found->has_desk()) continue;
    told += alerts::alert_desk(c, deps.alerts, id, agency);
  }
  if (told == 0) c.note("nobody_to_alert");
}

Result<Reply> break_it(Context& c, const Deps& deps) {
  MASH_TRY_DO(login::take_presence(c, breaking()));
  MASH_TRY(const auto head, case_named(c));
  const pipeline::SeeOther there{"/case/" + head.id.text(), {}};
  if (cases::works_on(c, head.id)) {
    return invalid("reference", "Your agency is in this case: open it from your requests");
  }
  if (cases::glass_until(c.tx, head.id, c.principal.person, c.now)) {
    c.note("glass_is_broken");
    return there;
  }
  cases::break_glass(c, head.id,
                     {.until = c.now + deps.policy.read,
                      .review_by = c.now + deps.policy.review,
                      .purpose = std::string(c.input.text("purpose")),
                      .reason = std::string(c.input.text("reason"))});
  c.note(std::string(c.input.text("purpose")));
  tell(c, deps, head.id);
  return there;
}

json::Array open_ones(Context& c) {
  json::Array out;
  for (const auto& glass : cases::open_glass_of(c.tx, c.principal.person, c.now)) {
    if (cases::is_barred(c.tx, glass.case_id, c.principal.person)) continue;
    const auto head = cases::find_case(c.tx, glass.case_id);
    json::Value v = json::Object{};
    v.set("reference", head->reference);
    v.set("href", "/case/" + glass.case_id.text());
    v.set("until", plain_time(glass.until));
    v.set("end", "/glass/" + glass.id + "/end");
    c.touch(glass.id);
    out.push_back(std::move(v));
  }
  return out;
}

std::string in_words(Duration time) {
  const auto minutes = time.micros / Duration::minutes(1).micros;
  if (minutes % 60 != 0) return std::to_string(minutes) + " minutes";
  return minutes == 60 ? "1 hour" : std::to_string(minutes / 60) + " hours";
}

std::vector<json::Value> questions(const Context& c) {
  html::RadiosOptions purposes{.name = "purpose",
                               .legend = "For what do you read it?",
                               .error = html::error_of(c.faults, "purpose"),
                               .value = typed_or_empty(c, "purpose"),
                               .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : cases::built_in_purposes()) {
    purposes.choices.push_back({.value = one.code, .text = one.words, .hint = one.ground});
  }
  return {html::input({.name = "reference",
                       .label = "The case's reference",
                       .hint = "Such as 7KQ4-XM2P. Whoever asks you to look can tell it to you.",
                       .error = html::error_of(c.faults, "reference"),
                       .value = typed_or_empty(c, "reference"),
                       .classes = "govuk-input--width-10",
                       .label_classes = "govuk-label--s",
                       .spellcheck = "false"}),
          html::radios(purposes),
          html::textarea({.name = "reason",
                          .label = "Why do you need to read it now?",
                          .hint = "The front door, the agencies in the case and whoever reviews it "
                                  "read this.",
                          .error = html::error_of(c.faults, "reason"),
                          .value = typed_or_empty(c, "reason"),
                          .rows = 4,
                          .max_length = static_cast<int>(k_longest_reason),
                          .label_classes = "govuk-label--s"})};
}

json::Value understood(const Context& c) {
  return html::checkboxes(
      {.name = "understood",
       .legend = "Before you open it",
       .error = html::error_of(c.faults, "understood"),
       .values = {typed_or_empty(c, "understood")},
       .choices = {{.value = "yes",
                    .text = "I know that they are told at once, that each page I open is on the "
                            "record, and that a second person reviews it"}},
       .legend_classes = "govuk-fieldset__legend--s"});
}

Result<Reply> show(Context& c, const Deps& deps) {
  json::Array open = open_ones(c);
  json::Value data = json::Object{};
  data.set("time", in_words(deps.policy.read));
  data.set("has_open", !open.empty());
  data.set("open", std::move(open));
  data.set("fields", html::fields(questions(c)));
  data.set("understood", understood(c));
  data.set("presence", login::presence_view(c, breaking()));
  return pipeline::View{.page = "glass/break",
                        .title = "Open a case that your agency is not in",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Of somebody else it is as if there were none.
Result<Glass> own_in_path(Context& c) {
  auto glass = cases::find_glass(c.tx, c.input.text("glass"));
  if (!glass || glass->staff != c.principal.person) return not_found();
  if (cases::is_barred(c.tx, glass->case_id, c.principal.person)) return not_found();
  return *std::move(glass);
}

Result<policy::Facts> own_facts(Context& c) {
  MASH_TRY(const auto glass, own_in_path(c));
  c.about(glass.case_id);
  return policy::Facts{};
}

Result<Reply> end(Context& c) {
  MASH_TRY(const auto glass, own_in_path(c));
  cases::end_glass(c, glass);
  return pipeline::SeeOther{k_page, {}};
}

std::vector<pipeline::Field> break_fields() {
  pipeline::Field purpose{.name = "purpose",
                          .label = "For what you read it",
                          .kind = pipeline::Kind::choice,
                          .required = true,
                          .missing = "Choose for what you read it"};
  for (const auto& one : cases::built_in_purposes()) purpose.choices.push_back(one.code);
  std::vector<pipeline::Field> out{
      {.name = "reference",
       .label = "The case's reference",
       .required = true,
       .max = 40,
       .missing = "Give the case's reference"},
      std::move(purpose),
      {.name = "reason",
       .label = "Why you need to read it now",
       .required = true,
       .max = k_longest_reason,
       .missing = "Say why you need to read it now",
       .as_typed = true},
      {.name = "understood",
       .label = "That you know what follows",
       .kind = pipeline::Kind::choice,
       .required = true,
       .choices = {"yes"},
       .missing = "Tick that you know who is told and that it is reviewed"}};
  for (auto& field : login::presence_fields()) out.push_back(std::move(field));
  return out;
}

}  // namespace

void add_break_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::break_glass>(
      {.path = k_page,
       .summary = "The form to open a case that one's agency is not in, and what is open by it",
       .event = "glass.form",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::act<Action::break_glass>(
      {.path = k_page,
       .summary = "Open a case that one's agency is not in, to read it for a short time",
       .event = "glass.broken",
       .fields = break_fields(),
       .facts = break_facts,
       .run = [deps](const auto&, Context& c) { return break_it(c, deps); },
       .again = k_page}));
  out.push_back(pipeline::act<Action::break_glass>(
      {.path = "/glass/{glass}/end",
       .summary = "Stop reading a case that was opened so, before its time",
       .event = "glass.ended",
       .facts = own_facts,
       .run = [](const auto&, Context& c) { return end(c); }}));
}

}  // namespace mash::glass
