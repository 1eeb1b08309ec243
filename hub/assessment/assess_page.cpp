// SPDX-License-Identifier: MIT
// The form on which the front door assesses a child.
#include <algorithm>

#include "assess.h"
#include "mash/cases/cases.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/routes.h"

namespace mash::assessment {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::string_view k_first = "indicators";  // the first question: where a conflict is said

std::string path_of(const CaseId& id, const PersonId& child) {
  return "/case/" + id.text() + "/assessment/" + child.text();
}

struct Child {
  people::Subject subject;
  std::vector<Assessment> all;  // of the case
};
Result<Child> child_of(Context& c, const policy::Proof& proof) {
  MASH_TRY(const PersonId named, PersonId::parse(c.input.text("child")));
  const PersonId child = people::person_named(c, c.case_id, named);
  Child out{.all = assessments_of(c, proof, c.case_id)};
  for (auto& subject : assessed_here(c, proof, out.all)) {
    if (subject.person != child) continue;
    out.subject = std::move(subject);
    return out;
  }
  return not_found();
}

std::vector<std::string> codes(const std::vector<Chosen>& chosen) {
  std::vector<std::string> out;
  for (const Chosen& one : chosen) out.push_back(one.code);
  return out;
}

// What was typed; else what the newest assessment says, as a new one starts from it.
struct Present {
  const Context& c;
  const Assessment* newest;
  [[nodiscard]] std::vector<std::string> ticked(std::string_view name,
                                                std::vector<Chosen> Assessment::* member) const {
    if (c.typed != nullptr) return c.typed->all(name);
    return newest == nullptr ? std::vector<std::string>() : codes(newest->*member);
  }
  [[nodiscard]] std::string text(std::string_view name, Sensitive Assessment::* member) const {
    if (c.typed != nullptr) return std::string(c.typed->text(name));
    return newest == nullptr ? std::string() : (newest->*member).reveal();
  }
};

json::Value words_question(const Present& now, std::string name, std::string label,
                           std::string hint, Sensitive Assessment::* member) {
  return html::textarea({.name = name,
                         .label = std::move(label),
                         .hint = std::move(hint),
                         .error = html::error_of(now.c.faults, name),
                         .value = now.text(name, member),
                         .rows = 3,
                         .max_length = 4000,
                         .label_classes = "govuk-label--s"});
}

void add_indicators(std::vector<json::Value>& questions, const Present& now) {
  const auto ticked = now.ticked(k_first, &Assessment::indicators);
  for (const Domain& domain : built_in_ruleset().domains) {
    const bool first = questions.empty();
    html::CheckboxesOptions o{
        .name = std::string(k_first),
        .legend = domain.words,
        .hint = first ? "Tick what is known of this child. Leave the rest." : "",
        .error = first ? html::error_of(now.c.faults, k_first) : "",
        .values = ticked,
        .id = first ? std::string(k_first) : std::string(k_first) + "-" + domain.code,
        .classes = "govuk-checkboxes--small",
        .legend_classes = "govuk-fieldset__legend--s"};
    for (const Indicator& one : domain.indicators) {
      o.choices.push_back({.value = one.code, .text = one.words});
    }
    questions.push_back(html::checkboxes(o));
  }
}

json::Value factors_question(const Present& now) {
  html::CheckboxesOptions o{.name = "factors",
                            .legend = "Factors, by the codes of the children in need census",
                            .error = html::error_of(now.c.faults, "factors"),
                            .values = now.ticked("factors", &Assessment::factors),
                            .classes = "govuk-checkboxes--small",
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const Factor& one : built_in_ruleset().factors) {
    o.choices.push_back({.value = one.code, .text = one.code + ": " + one.words});
  }
  return html::checkboxes(o);
}

Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(const Child child, child_of(c, proof));
  const auto head = cases::find_case(c.tx, c.case_id);
  const Assessment* newest = newest_of(child.all, child.subject.person);
  const Present now{c, newest};
  std::vector<json::Value> questions;
  add_indicators(questions, now);
  questions.push_back(factors_question(now));
  questions.push_back(words_question(now, "strengths", "What is going well? (optional)",
                                     "Who and what keeps this child safe. It lowers no level.",
                                     &Assessment::strengths));
  questions.push_back(words_question(now, "unknowns", "What is not known?",
                                     "If nothing is missing, say so", &Assessment::unknowns));
  questions.push_back(words_question(now, "voice", "What does the child say?",
                                     "In the child’s own words, or what they show",
                                     &Assessment::voice));
  questions.push_back(words_question(now, "voice_missing", "If the child was not heard: why not?",
                                     "", &Assessment::voice_missing));
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "assessment"));
  data.set("name", child.subject.name.empty() ? "Name not known" : child.subject.name);
  data.set("age", child.subject.age);
  data.set("again", newest != nullptr);
  data.set("after", newest == nullptr ? std::string() : newest->id);
  data.set("action", path_of(c.case_id, child.subject.person));
  data.set("fields", html::fields(std::move(questions)));
  data.set("back", "/case/" + c.case_id.text() + "/assessment");
  return pipeline::View{.page = "assessment/assess",
                        .title = "Assess a child",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Words> read_form(const Context& c) {
  const auto set_of = [&c](std::string_view name) {
    const auto& all = c.input.all(name);
    return std::set<std::string>(all.begin(), all.end());
  };
  const auto typed = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  Words out{.indicators = set_of(k_first),
            .factors = set_of("factors"),
            .strengths = typed("strengths"),
            .unknowns = typed("unknowns"),
            .voice = typed("voice"),
            .voice_missing = typed("voice_missing")};
  std::vector<Fault> faults;
  for (const auto& alone : built_in_ruleset().factors_alone) {
    if (out.factors.size() < 2 || !out.factors.contains(alone)) continue;
    faults.push_back(
        {"factors", "Factor " + alone + " is given alone. Take it out, or the others"});
  }
  if (out.voice.empty() && out.voice_missing.empty()) {
    faults.push_back({"voice", "Say what the child says, or below why the child was not heard"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> run(const Deps& deps, const AssessGrant& grant, Context& c) {
  MASH_TRY(const Child child, child_of(c, grant));
  const Assessment* newest = newest_of(child.all, child.subject.person);
  if (c.input.text("after") != (newest == nullptr ? std::string() : newest->id)) {
    return Error{ErrorCode::conflict,
                 "Somebody else has assessed this child meanwhile",
                 {{std::string(k_first),
                   "Somebody else has assessed this child meanwhile. Read that, then save again"}}};
  }
  MASH_TRY(const Words words, read_form(c));
  assess(c, grant, deps, child.subject.person, words);
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/assessment", {}};
}

std::vector<pipeline::Field> assess_fields() {
  using pipeline::Kind;
  std::vector<std::string> indicators;
  for (const Domain& domain : built_in_ruleset().domains) {
    for (const Indicator& one : domain.indicators) indicators.push_back(one.code);
  }
  std::vector<std::string> factors;
  for (const Factor& one : built_in_ruleset().factors) factors.push_back(one.code);
  return {{.name = std::string(k_first),
           .label = "Indicators",
           .kind = Kind::many,
           .max = indicators.size(),
           .choices = indicators},
          {.name = "factors",
           .label = "Factors",
           .kind = Kind::many,
           .max = factors.size(),
           .choices = factors},
          {.name = "strengths", .label = "What is going well", .as_typed = true},
          {.name = "unknowns",
           .label = "What is not known",
           .required = true,
           .missing = "Say what is not known, or that nothing is missing",
           .as_typed = true},
          {.name = "voice", .label = "What the child says", .as_typed = true},
          {.name = "voice_missing", .label = "Why the child was not heard", .as_typed = true},
          {.name = "after", .label = "The assessment before", .max = 26}};
}

}  // namespace

void add_assess_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::assess>(
      {.path = "/case/{case}/assessment/{child}",
       .summary = "The form to assess one child",
       .event = "assessment.form",
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return show(grant, c); }}));
  out.push_back(pipeline::act<Action::assess>(
      {.path = "/case/{case}/assessment/{child}",
       .summary = "Assess one child; the rules propose a level of need",
       .event = "assessment.made",
       .fields = assess_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run(deps, grant, c); },
       .again = "/case/{case}/assessment/{child}",
       .before = deps.repeats ? people::catch_up(deps.repeats->recogniser) : nullptr}));
}

}  // namespace mash::assessment
