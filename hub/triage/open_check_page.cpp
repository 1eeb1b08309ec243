// SPDX-License-Identifier: MIT
// Recording what the case system says of one child.
#include <algorithm>

#include "carried.h"
#include "mash/people/routes.h"
#include "open_check.h"
#include "pages.h"

namespace mash::triage {

namespace {

using pipeline::Context;
using pipeline::Input;
using policy::Action;

constexpr std::string_view k_after_case = "/open-check/{child}";
constexpr std::string_view k_path = "/case/{case}/open-check/{child}";
constexpr std::size_t k_longest = 200;

// The child of the path, if it is one of this case.
Result<CheckedChild> child_of(Context& c, const policy::Proof& proof, const Deps& deps,
                              const cases::CaseHead& head) {
  MASH_TRY(const PersonId named, PersonId::parse(c.input.text("child")));
  const PersonId child = people::person_named(c, head.id, named);
  for (auto& one : checked_children(c, proof, deps, head)) {
    if (one.child.person == child) return std::move(one);
  }
  return not_found();
}

json::Value text_question(const Context& c, const Input* typed, const char* name, const char* label,
                          const char* hint = "") {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = html::error_of(c.faults, name),
                      .value = typed_text(typed, name),
                      .label_classes = "govuk-label--s",
                      .autocomplete = "off"});
}

// The other children of whom nobody has looked lately.
std::vector<CheckedChild> others_to_check(Context& c, const policy::Proof& proof, const Deps& deps,
                                          const cases::CaseHead& head, const CheckedChild& one) {
  auto out = checked_children(c, proof, deps, head);
  std::erase_if(out, [&one](const CheckedChild& other) {
    return other.counts || other.child.person == one.child.person;
  });
  return out;
}

json::Value also_question(const Context& c, const Input* typed,
                          const std::vector<CheckedChild>& others) {
  html::CheckboxesOptions o{.name = "also",
                            .legend = "Of whom else did you see the same?",
                            .hint =
                                "Select a child only if you looked for that child too. Each "
                                "who is open is recorded by themselves",
                            .error = html::error_of(c.faults, "also"),
                            .legend_classes = "govuk-fieldset__legend--s"};
  if (typed != nullptr) o.values = typed->all("also");
  for (const auto& other : others) {
    o.choices.push_back({.value = other.child.person.text(), .text = other.child.name});
  }
  return html::checkboxes(o);
}

json::Value form_of(const Context& c, const Input* typed, const std::vector<CheckedChild>& others) {
  std::vector<json::Value> out = {
      html::radios({.name = "answer",
                    .legend = "What does the case system say?",
                    .hint = "Look before you answer. Open to another borough is not open here",
                    .error = html::error_of(c.faults, "answer"),
                    .value = typed_text(typed, "answer"),
                    .choices = choices_of<OpenAnswer>(),
                    .legend_classes = "govuk-fieldset__legend--s"}),
      text_question(c, typed, "system", "Which system did you look in?"),
      text_question(c, typed, "number", "If open: the number of the case in that system"),
      text_question(c, typed, "worker", "If open: who is the allocated worker?"),
      html::radios({.name = "worker_is",
                    .legend = "If open: is the worker there?",
                    .error = html::error_of(c.faults, "worker_is"),
                    .value = typed_text(typed, "worker_is"),
                    .choices = choices_of<WorkerIs>(),
                    .legend_classes = "govuk-fieldset__legend--s"}),
      text_question(c, typed, "manager", "If open: who is the team manager?")};
  if (!others.empty()) out.push_back(also_question(c, typed, others));
  return html::fields(std::move(out));
}

pipeline::View show(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                    const CheckedChild& one, const Input* typed, json::Value conflict) {
  auto out =
      form_view(c, proof, deps, view,
                {.page = "triage/open_check",
                 .title = "Open to a social worker?",
                 .path = "/open-check/" + one.child.person.text(),
                 .button = "Save what you saw",
                 .open = model::is_open(view.head.state),
                 .fields = form_of(c, typed, others_to_check(c, proof, deps, view.head, one)),
                 .typed = typed,
                 .declared = open_check_form(deps).fields,
                 .conflict = std::move(conflict)});
  out.data.set("children", open_checks_data(deps, view.head.id, {one}));
  out.data.set("carried", carried_data(typed, screen_form(deps)));
  return out;
}

Error faults_of(const Context& c, OpenAnswer answer) {
  Error e{ErrorCode::invalid_input, "There is a problem", {}};
  const auto need = [&](const char* field, const char* message) {
    if (!c.input.has(field)) e.faults.push_back({field, message});
  };
  if (answer != OpenAnswer::not_checked) need("system", "Enter which system you looked in");
  if (answer == OpenAnswer::open) {
    need("number", "Enter the number of the case in that system");
    need("worker", "Enter who the allocated worker is");
    need("worker_is", "Select whether the worker is there");
    need("manager", "Enter who the team manager is");
  }
  return e;
}

// A look is about one child, however many are looked for at once (A13).
Result<std::vector<PersonId>> also_seen(const Context& c, OpenAnswer answer,
                                        const std::vector<CheckedChild>& others) {
  std::vector<PersonId> out;
  for (const auto& chosen : c.input.all("also")) {
    const auto found = std::ranges::find_if(
        others, [&](const CheckedChild& o) { return o.child.person.text() == chosen; });
    if (found == others.end()) {
      return invalid("also", "Somebody has looked meanwhile. Select the children again");
    }
    if (std::ranges::find(out, found->child.person) == out.end()) {
      out.push_back(found->child.person);
    }
  }
  if (!out.empty() && answer == OpenAnswer::open) {
    return invalid("also", "Save this child alone, then record each other child who is open");
  }
  return out;
}

Result<pipeline::Reply> save(const Deps& deps, const policy::Grant<Action::screen>& grant,
                             Context& c) {
  MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
  MASH_TRY(const CheckedChild one, child_of(c, grant, deps, view.head));
  pipeline::SeeOther done{"/case/" + view.head.id.text() + "/screen", {}};
  if (c.done_before) {
    return as_typed(grant, c, screen_form(deps), view.head.version, std::move(done));
  }
  if (c.input.number("version") != view.head.version || !model::is_open(view.head.state)) {
    return show(deps, grant, c, view, one, &c.input, conflict_data(c, grant, deps, view.head));
  }
  const auto answer = *model::from_code<OpenAnswer>(c.input.text("answer"));
  if (Error wrong = faults_of(c, answer); !wrong.faults.empty()) return wrong;
  const auto typed = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  OpenCheck check{.child = one.child.person, .answer = answer, .system = typed("system")};
  if (answer == OpenAnswer::open) {
    check.worker_is = model::from_code<WorkerIs>(c.input.text("worker_is"));
    check.number = typed("number");
    check.worker = typed("worker");
    check.manager = typed("manager");
  }
  MASH_TRY(const auto also, also_seen(c, answer, others_to_check(c, grant, deps, view.head, one)));
  add_open_check(c, view.head.id, check);
  for (const auto& child : also) {
    check.child = child;
    add_open_check(c, view.head.id, check);
  }
  tell_early_help(c, grant, deps, view.head.id);
  return as_typed(grant, c, screen_form(deps), view.head.version, std::move(done));
}

std::vector<pipeline::Field> fields() {
  using pipeline::Kind;
  return {
      {.name = "version", .label = "Version", .kind = Kind::number, .required = true, .max = 18},
      {.name = "answer",
       .label = "What the case system says",
       .kind = Kind::choice,
       .required = true,
       .choices = codes_of<OpenAnswer>(),
       .missing = "Select what the case system says"},
      {.name = "system", .label = "System", .max = k_longest},
      {.name = "number", .label = "Number of the case", .max = k_longest},
      {.name = "worker", .label = "Allocated worker", .max = k_longest},
      {.name = "worker_is",
       .label = "Is the worker there",
       .kind = Kind::choice,
       .choices = codes_of<WorkerIs>()},
      {.name = "manager", .label = "Team manager", .max = k_longest},
      {.name = "also", .label = "Children", .kind = Kind::many, .max = 100}};
}

}  // namespace

// What is carried for the screening is part of what this form keeps.
TypedForm open_check_form(const Deps& deps) {
  return {
      .path = std::string(k_after_case),
      .fields = with_carried(fields(), screen_form(deps)),
      .show = [deps](const auto& proof, Context& c, const Input& typed) -> Result<pipeline::View> {
        MASH_TRY(const CaseView view, load_case(c, proof, deps.floors));
        MASH_TRY(const CheckedChild one, child_of(c, proof, deps, view.head));
        return show(deps, proof, c, view, one, &typed, {});
      }};
}

pipeline::Route open_check_page(const Deps& deps) {
  return pipeline::page<Action::screen>(
      {.path = std::string(k_path),
       .summary = "The form for what the case system says of a child",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<pipeline::Reply> {
         MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
         MASH_TRY(const CheckedChild one, child_of(c, grant, deps, view.head));
         return show(deps, grant, c, view, one, c.typed, {});
       }});
}

pipeline::Route open_check_act(const Deps& deps) {
  return pipeline::act<Action::screen>(
      {.path = std::string(k_path),
       .summary = "Record what the case system says of a child",
       .event = "case.open-checked",
       .fields = open_check_form(deps).fields,
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return save(deps, grant, c); },
       .again = std::string(k_path),
       .before = people::catch_up(deps.recogniser),
       .keeps_typing = true});
}

pipeline::Route open_check_from_screening(const Deps& deps) {
  return pipeline::act<Action::screen>(
      {.path = std::string(k_path) + "/form",
       .summary = "The form for what the case system says of a child, with a screening half typed",
       .event = "case.read",
       .fields = with_carried({}, screen_form(deps)),
       .facts = cases::case_facts,
       .run = [form = open_check_form(deps)](const auto& grant,
                                             Context& c) -> Result<pipeline::Reply> {
         MASH_TRY(auto view, form.show(grant, c, c.input));
         return view;
       }});
}

}  // namespace mash::triage
