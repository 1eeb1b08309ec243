// SPDX-License-Identifier: MIT
#include "standing_form.h"

#include "mash/disclosure/law_form.h"
#include "mash/disclosure/standing.h"
#include "mash/html/forms.h"
#include "mash/model/words_item.h"
#include "standing_words.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;

// Whoever products are written to.
std::vector<const model::Agency*> recipients(const model::Borough& borough) {
  std::vector<const model::Agency*> out;
  for (const auto& agency : borough.agencies) {
    if (agency.inside_hub || agency.kind == model::AgencyKind::strategic_board ||
        agency.kind == model::AgencyKind::peer_hub) {
      continue;
    }
    out.push_back(&agency);
  }
  return out;
}

bool is_covered(const model::Word<model::Sensitivity>& word) {
  return static_cast<std::int64_t>(word.value) <= signatures::k_standing_highest;
}

template <class Words>
std::vector<std::string> codes_of(const Words& words) {
  std::vector<std::string> out;
  for (const auto& one : words) out.emplace_back(one.code);
  return out;
}

template <class Words>
json::Value boxes(const Context& c, const char* name, const char* legend, const Words& words) {
  html::CheckboxesOptions o{
      .name = name, .legend = legend, .error = html::error_of(c.faults, name)};
  if (c.typed != nullptr) o.values = c.typed->all(name);
  for (const auto& one : words) {
    o.choices.push_back({.value = std::string(one.code),
                         .text = std::string(one.words),
                         .hint = std::string(one.hint)});
  }
  o.classes = "govuk-checkboxes--small";
  o.legend_classes = "govuk-fieldset__legend--s";
  return html::checkboxes(o);
}

std::string typed(const Context& c, const std::string& name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value day(const Context& c, const std::string& name, const char* legend, const char* hint) {
  return html::date_input({.name = name,
                           .legend = legend,
                           .hint = hint,
                           .error = html::error_of(c.faults, name),
                           .day = typed(c, name + "-day"),
                           .month = typed(c, name + "-month"),
                           .year = typed(c, name + "-year"),
                           .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value recipient_question(const Context& c, const model::Borough& borough) {
  html::RadiosOptions o{.name = "recipient",
                        .legend = "To whom?",
                        .error = html::error_of(c.faults, "recipient"),
                        .value = typed(c, "recipient"),
                        .classes = "govuk-radios--small",
                        .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto* agency : recipients(borough)) {
    o.choices.push_back({.value = agency->id.text(), .text = agency->name});
  }
  return html::radios(o);
}

json::Value sensitivity_question(const Context& c) {
  html::RadiosOptions o{
      .name = "sensitivity",
      .legend = "How sensitive may it be, at the most?",
      .hint = "What only managers read is never covered: two people release it each time.",
      .error = html::error_of(c.faults, "sensitivity"),
      .value = typed(c, "sensitivity"),
      .classes = "govuk-radios--small",
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<model::Sensitivity>) {
    if (!is_covered(word)) continue;
    o.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::radios(o);
}

json::Value text_question(const Context& c, const char* name, const char* label, const char* hint) {
  return html::textarea({.name = name,
                         .label = label,
                         .hint = hint,
                         .error = html::error_of(c.faults, name),
                         .value = typed(c, name),
                         .rows = 3,
                         .label_classes = "govuk-label--s"});
}

std::vector<Field> choices_of_rule(const model::Borough& borough) {
  Field recipient{.name = "recipient",
                  .label = "Recipient",
                  .kind = Kind::choice,
                  .required = true,
                  .missing = "Select to whom it may leave"};
  for (const auto* agency : recipients(borough)) recipient.choices.push_back(agency->id.text());
  Field sensitivity{.name = "sensitivity",
                    .label = "Sensitivity",
                    .kind = Kind::choice,
                    .required = true,
                    .missing = "Select how sensitive it may be"};
  for (const auto& word : model::k_words<model::Sensitivity>) {
    if (is_covered(word)) sensitivity.choices.emplace_back(word.code);
  }
  return {std::move(recipient),
          {.name = "kinds",
           .label = "Kinds of information",
           .kind = Kind::many,
           .required = true,
           .choices = codes_of(k_standing_kinds),
           .missing = "Select which kinds of information it covers"},
          std::move(sensitivity),
          {.name = "when",
           .label = "Situations",
           .kind = Kind::many,
           .required = true,
           .choices = codes_of(k_standing_situations),
           .missing = "Select in which situation it holds"}};
}

}  // namespace

std::vector<Field> standing_fields(const model::Borough& borough) {
  auto out = choices_of_rule(borough);
  out.push_back({.name = "purpose",
                 .label = "What it may be used for",
                 .required = true,
                 .max = 500,
                 .missing = "Say what it may be used for"});
  auto basis = basis_field("Select at least one legal basis");
  basis.required = true;
  out.push_back(std::move(basis));
  out.push_back({.name = "begins",
                 .label = "First day",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the first day"});
  out.push_back({.name = "ends",
                 .label = "Last day",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the last day"});
  out.push_back({.name = "reason",
                 .label = "Reason",
                 .required = true,
                 .max = 2000,
                 .missing = "Say why it may leave without a decision on each",
                 .as_typed = true});
  return out;
}

json::Value standing_questions(const Context& c, const model::Borough& borough) {
  const int most = built_in_standing_policy().most_days;
  const std::string last = "At most " + std::to_string(most) + " days in all";
  return html::fields(
      {recipient_question(c, borough),
       boxes(c, "kinds", "Which kinds of information?", k_standing_kinds), sensitivity_question(c),
       boxes(c, "when", "In which situation? One that holds is enough.", k_standing_situations),
       text_question(c, "purpose", "What may it be used for?",
                     "Its recipient reads this. Name no family."),
       day(c, "begins", "From which day?", "For example 1 4 2027"),
       day(c, "ends", "Until which day?", last.c_str()),
       text_question(c, "reason", "Why may it leave without a decision on each?",
                     "For your own agency. Name no family."),
       common_laws("Why may you share it?",
                   c.typed != nullptr ? c.typed->all("basis") : std::vector<std::string>{},
                   html::error_of(c.faults, "basis"))});
}

json::Value standing_other_laws(const Context& c) {
  return other_laws(c.typed != nullptr ? c.typed->all("basis") : std::vector<std::string>{});
}

Result<StandingRow> read_standing_form(Context& c) {
  MASH_TRY(const LocalDate begins, c.input.date("begins"));
  MASH_TRY(const LocalDate ends, c.input.date("ends"));
  std::vector<Fault> faults;
  if (begins < to_london(c.now).date) {
    faults.push_back({"begins", "The first day must be today or later"});
  }
  if (ends < begins) faults.push_back({"ends", "The last day must not come before the first"});
  const int most = built_in_standing_policy().most_days;
  if (ends > begins.plus_days(most - 1)) {
    faults.push_back({"ends", "It may last " + std::to_string(most) +
                                  " days at the most. Choose an earlier last day"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  const auto level = model::from_code<model::Sensitivity>(std::string(c.input.text("sensitivity")));
  return StandingRow{
      .rule = {.id = new_id_text(c.random),
               .recipient = AgencyId::trusted(std::string(c.input.text("recipient"))),
               .kinds = c.input.all("kinds"),
               .sensitivity = static_cast<std::int64_t>(*level),
               .when = c.input.all("when"),
               .purpose = std::string(c.input.text("purpose")),
               .basis = c.input.all("basis"),
               .from = from_london(begins, 0, 0),
               .until = from_london(ends.plus_days(1), 0, 0)},
      .owner = c.principal.agency,
      .reason = std::string(c.input.text("reason")),
      .written_by = c.principal.person,
      .written_at = c.now,
      .signed_by = {},
      .signed_at = {},
      .record = {},
      .ended_by = {},
      .ended_at = {},
      .end_reason = {}};
}

}  // namespace mash::disclosure
