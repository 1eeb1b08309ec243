// SPDX-License-Identifier: MIT
// The five core elements: how far this hub is, on what that rests, when it was looked at.
#include <algorithm>
#include <array>

#include "mash/html/forms.h"
#include "pages.h"

namespace mash::figures {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_element = "/figures/elements/{element}";
constexpr std::array k_states{board::Attained::attained, board::Attained::partly,
                              board::Attained::no};

const board::Definitions& all() {
  return board::built_in_definitions();
}

Result<board::Named> in_path(Context& c) {
  const auto at = std::ranges::find(all().elements, c.input.text("element"), &board::Named::code);
  if (at == all().elements.end()) return not_found();
  c.note("element." + at->code);
  return *at;
}

std::string evidence_words(const std::string& code) {
  const auto at = std::ranges::find(all().evidence, code, &board::Named::code);
  return at == all().evidence.end() ? code : at->words;
}

std::string typed(const Context& c, std::string_view field) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(field));
}

json::Value form(const Context& c) {
  html::RadiosOptions state{.name = "state",
                            .legend = "How far is this hub with it?",
                            .error = html::error_of(c.faults, "state"),
                            .value = typed(c, "state"),
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto one : k_states) {
    state.choices.push_back(
        {.value = std::string(board::code_of(one)), .text = std::string(board::words_of(one))});
  }
  html::RadiosOptions evidence{.name = "evidence",
                               .legend = "On what does that rest?",
                               .error = html::error_of(c.faults, "evidence"),
                               .value = typed(c, "evidence"),
                               .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : all().evidence) {
    evidence.choices.push_back({.value = one.code, .text = one.words});
  }
  return html::fields({html::radios(state), html::radios(evidence),
                       html::date_input({.name = "since",
                                         .legend = "When was that looked at?",
                                         .error = html::error_of(c.faults, "since"),
                                         .day = typed(c, "since-day"),
                                         .month = typed(c, "since-month"),
                                         .year = typed(c, "since-year"),
                                         .legend_classes = "govuk-fieldset__legend--s"})});
}

Result<Reply> show(Context& c) {
  MASH_TRY(const auto element, in_path(c));
  json::Value data = json::Object{};
  data.set("words", element.words);
  data.set("href", std::string(k_page) + "/elements/" + element.code);
  data.set("fields", form(c));
  return pipeline::View{
      .page = "figures/element", .title = "How far the hub is", .data = std::move(data)};
}

Result<Reply> say(Context& c) {
  MASH_TRY(const auto element, in_path(c));
  MASH_TRY(const auto state, board::attained_of(c.input.text("state"), "state"));
  MASH_TRY(const LocalDate since, c.input.date("since"));
  if (since > to_london(c.now).date) {
    return invalid("since", "The day on which it was looked at is in the future");
  }
  add_element(
      c.tx,
      {.element = element.code,
       .said = {.state = state, .evidence = std::string(c.input.text("evidence")), .since = since},
       .said_by = c.principal.person,
       .said_at = c.now});
  return pipeline::SeeOther{k_page, {}};
}

std::vector<pipeline::Field> fields() {
  pipeline::Field state{.name = "state",
                        .label = "How far this hub is",
                        .kind = Kind::choice,
                        .required = true,
                        .missing = "Choose how far this hub is"};
  for (const auto one : k_states) state.choices.emplace_back(board::code_of(one));
  pipeline::Field evidence{.name = "evidence",
                           .label = "On what that rests",
                           .kind = Kind::choice,
                           .required = true,
                           .missing = "Choose on what that rests"};
  for (const auto& one : all().evidence) evidence.choices.push_back(one.code);
  return {std::move(state),
          std::move(evidence),
          {.name = "since",
           .label = "Day on which it was looked at",
           .kind = Kind::date,
           .required = true,
           .missing = "Enter the day on which it was looked at"}};
}

}  // namespace

json::Value elements_view(Context& c, const Deps& deps) {
  const auto said = elements(c.tx);
  json::Array out;
  for (const auto& element : all().elements) {
    const auto at = said.find(element.code);
    json::Value one = json::Object{{"words", element.words},
                                   {"href", std::string(k_page) + "/elements/" + element.code},
                                   {"state", board::words_of(board::Attained::not_said)}};
    if (at != said.end()) {
      const auto& row = at->second;
      one.set("state", board::words_of(row.said.state));
      one.set("evidence",
              evidence_words(row.said.evidence) + ", looked at " + plain_date(row.said.since));
      one.set("said", staff_name(deps, row.said_by) + ", " + plain_time(row.said_at));
    }
    out.push_back(std::move(one));
  }
  return out;
}

void add_element_routes(std::vector<pipeline::Route>& out, const Deps& /*deps*/) {
  out.push_back(pipeline::page<Action::issue_product>(
      {.path = k_element,
       .summary = "The form to say how far the hub is with a core element",
       .event = "figures.element-form-read",
       .facts = of_no_case,
       .run = [](const auto&, Context& c) { return show(c); }}));
  out.push_back(
      pipeline::act<Action::issue_product>({.path = k_element,
                                            .summary = "Say how far the hub is with a core element",
                                            .event = "figures.element-said",
                                            .fields = fields(),
                                            .facts = of_no_case,
                                            .run = [](const auto&, Context& c) { return say(c); },
                                            .again = k_element}));
}

}  // namespace mash::figures
