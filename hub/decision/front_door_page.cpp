// SPDX-License-Identifier: MIT
// What the front door decided for a child after the hub had recommended, and the form for it.
#include <algorithm>

#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/routes.h"
#include "mash/pipeline/when.h"
#include "recommendations.h"

namespace mash::decision {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr std::string_view k_me = "ME";
constexpr std::string_view k_other = "OTHER";

const pipeline::WhenQuestion& decided_when() {
  static const pipeline::WhenQuestion q{.name = "decided",
                                        .day = "On which day did they decide?",
                                        .time = "At what time?",
                                        .missing_day = "Enter the day on which they decided",
                                        .missing_time = "Enter the time at which they decided"};
  return q;
}

struct FormState {
  const pipeline::Input* typed = nullptr;
  std::vector<Fault> faults;
  std::vector<std::string> changes;
};

std::string typed_or_empty(const FormState& form, std::string_view name) {
  return form.typed == nullptr ? std::string() : std::string(form.typed->text(name));
}

json::Value words_question(const FormState& form, std::string name, std::string label,
                           std::string hint) {
  std::string error = html::error_of(form.faults, name);
  std::string value = typed_or_empty(form, name);
  return html::textarea({.name = std::move(name),
                         .label = std::move(label),
                         .hint = std::move(hint),
                         .error = std::move(error),
                         .value = std::move(value),
                         .rows = 4,
                         .max_length = 4000,
                         .label_classes = "govuk-label--s"});
}

std::vector<json::Value> who_questions(const Context& c, const Deps& deps, const FormState& form) {
  html::RadiosOptions who{.name = "who",
                          .legend = "Who decided for the front door?",
                          .error = html::error_of(form.faults, "who"),
                          .value = typed_or_empty(form, "who"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  const auto* member = deps.borough.find_staff(c.principal.person);
  if (member != nullptr && member->decides) {
    who.choices.push_back({.value = std::string(k_me),
                           .text = "I decide now",
                           .hint = "Not if you recommended it yourself"});
  }
  who.choices.push_back({.value = std::string(k_other),
                         .text = "Somebody else decided, and I write it down",
                         .hint = "Say below who and when"});
  std::vector<json::Value> out = {html::radios(who),
                                  html::input({.name = "name",
                                               .label = "Their name and post",
                                               .hint = "Only if somebody else decided",
                                               .error = html::error_of(form.faults, "name"),
                                               .value = typed_or_empty(form, "name"),
                                               .label_classes = "govuk-label--s",
                                               .autocomplete = "off"})};
  for (auto& q : pipeline::when_questions(c, decided_when())) out.push_back(std::move(q));
  return out;
}

json::Value questions(const Context& c, const Deps& deps, const FormState& form) {
  auto out = who_questions(c, deps, form);
  html::SelectOptions outcome{.name = "outcome",
                              .label = "What was decided?",
                              .error = html::error_of(form.faults, "outcome"),
                              .value = typed_or_empty(form, "outcome"),
                              .choices = {{.value = "", .text = "Choose an outcome"}},
                              .label_classes = "govuk-label--s"};
  for (const auto& word : model::k_words<model::Outcome>) {
    outcome.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  out.push_back(html::select(outcome));
  html::RadiosOptions level{.name = "level",
                            .legend = "How much help does this child need?",
                            .error = html::error_of(form.faults, "level"),
                            .value = typed_or_empty(form, "level"),
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<model::NeedLevel>) {
    level.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  out.push_back(html::radios(level));
  out.push_back(words_question(form, "reason", "Why did the front door decide this?", ""));
  out.push_back(words_question(form, "differs", "Why is it not what was recommended?",
                               "Only if the outcome or the level is another one"));
  return html::fields(std::move(out));
}

json::Value recommended_data(const Deps& deps, const Decision* recommended) {
  if (recommended == nullptr) return false;
  json::Value out = json::Object{};
  out.set("outcome", model::words_of(recommended->outcome));
  out.set("level", model::words_of(recommended->level));
  out.set("reason", recommended->reason.reveal());
  out.set("by", directory::person_name(deps.borough, recommended->decided_by));
  out.set("at", plain_time(recommended->decided_at));
  return out;
}

pipeline::View page_of(Context& c, const policy::Proof& proof, const Deps& deps,
                       const ChildDecisions& child, const FormState& form) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto all = recommendations_of(c, proof, c.case_id);
  const std::string tab = "/case/" + c.case_id.text() + "/decision";
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "decision"));
  data.set("back", tab);
  data.set("name", child.child.name.empty() ? "Name not known" : child.child.name);
  data.set("recommended", recommended_data(deps, newest_for(all, child.child.person)));
  json::Array changes(form.changes.begin(), form.changes.end());
  data.set("has_changes", !changes.empty());
  data.set("changes", std::move(changes));
  data.set("action", tab + "/" + child.child.person.text() + "/front-door");
  data.set("version", c.version_seen("version", encode(picture_of(c, proof, c.case_id, child))));
  data.set("fields", questions(c, deps, form));
  return pipeline::View{.page = "decision/front_door",
                        .title = "The front door’s decision",
                        .data = std::move(data),
                        .status = form.changes.empty() ? 200 : 409,
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Who decided: nothing where it is whoever writes, else their name and when.
Result<void> read_who(const Context& c, const Deps& deps, const Decision* recommended,
                      Words& words) {
  if (c.input.text("who") == k_me) {
    MASH_TRY_DO(check_qualified(deps, c, "who"));
    if (recommended != nullptr && recommended->decided_by == c.principal.person) {
      return invalid("who", "You recommended it, so somebody else decides for the front door");
    }
    return {};
  }
  if (!c.input.has("name")) return invalid("name", "Enter who decided: their name and post");
  if (!c.input.date("decided")) return invalid("decided", decided_when().missing_day);
  MASH_TRY(const auto when, pipeline::read_when(c.input, decided_when()));
  if (when > c.now) return invalid("decided", "This is still to come. Enter when they decided");
  words.outside_by = Sensitive(std::string(c.input.text("name")));
  words.outside_at = when;
  return {};
}

Result<Reply> run(const Deps& deps, const RecordGrant& grant, Context& c) {
  MASH_TRY(const ChildDecisions child, child_of(c, grant));
  const auto before = parse_picture(c.input.text("version"));
  if (!before) {
    return invalid("version", "Reload the page: it does not say what you have seen");
  }
  auto changes = changes_between(*before, picture_of(c, grant, c.case_id, child), deps.borough);
  if (!changes.empty()) {
    c.note("stale");
    return page_of(c, grant, deps, child, {.typed = &c.input, .changes = std::move(changes)});
  }
  const auto all = recommendations_of(c, grant, c.case_id);
  const auto* recommended = newest_for(all, child.child.person);
  Decision d;
  d.case_id = c.case_id;
  d.outcome = *model::from_code<model::Outcome>(c.input.text("outcome"));
  d.level = *model::from_code<model::NeedLevel>(c.input.text("level"));
  if (recommended != nullptr) d.recommendation = recommended->id;
  Words words{.reason = Sensitive(std::string(c.input.text("reason")))};
  MASH_TRY_DO(read_who(c, deps, recommended, words));
  const bool differs = recommended != nullptr &&
                       (recommended->outcome != d.outcome || recommended->level != d.level);
  if (differs) {
    if (!c.input.has("differs")) {
      return invalid("differs", "Say why it is not what was recommended");
    }
    words.differs = Sensitive(std::string(c.input.text("differs")));
    c.note("not_as_recommended");
  }
  record(c, grant, deps, child, std::move(d), words);
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/decision", {}};
}

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

std::vector<pipeline::Field> fields() {
  std::vector<pipeline::Field> out = {{.name = "who",
                                       .label = "Who decided",
                                       .kind = Kind::choice,
                                       .required = true,
                                       .choices = {std::string(k_me), std::string(k_other)},
                                       .missing = "Select who decided for the front door"},
                                      {.name = "name", .label = "Their name and post", .max = 200}};
  for (auto& field : pipeline::when_fields(decided_when())) {
    field.required = false;
    out.push_back(std::move(field));
  }
  out.push_back({.name = "outcome",
                 .label = "Outcome",
                 .kind = Kind::choice,
                 .required = true,
                 .choices = codes<model::Outcome>(),
                 .missing = "Choose what was decided"});
  out.push_back({.name = "level",
                 .label = "Level of need",
                 .kind = Kind::choice,
                 .required = true,
                 .choices = codes<model::NeedLevel>(),
                 .missing = "Select how much help this child needs"});
  out.push_back({.name = "reason",
                 .label = "The reason",
                 .required = true,
                 .missing = "Say why the front door decided this",
                 .as_typed = true});
  out.push_back({.name = "differs", .label = "The reason of the difference", .as_typed = true});
  out.push_back({.name = "version",
                 .label = "Version",
                 .required = true,
                 .missing = "Reload the page: it does not say what you have seen"});
  return out;
}

}  // namespace

void add_front_door_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  constexpr const char* k_path = "/case/{case}/decision/{child}/front-door";
  out.push_back(pipeline::page<Action::record_decision>(
      {.path = k_path,
       .summary = "The form for what the front door decided, in a hub that recommends",
       .event = "decision.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(const ChildDecisions child, child_of(c, grant));
         return page_of(c, grant, deps, child, {.typed = c.typed, .faults = c.faults});
       }}));
  out.push_back(pipeline::act<Action::record_decision>(
      {.path = k_path,
       .summary = "Write down what the front door decided, in a hub that recommends",
       .event = "decision.front-door",
       .fields = fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run(deps, grant, c); },
       .again = k_path,
       .before = deps.repeats ? people::catch_up(deps.repeats->recogniser) : nullptr}));
}

}  // namespace mash::decision
