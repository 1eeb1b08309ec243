// SPDX-License-Identifier: MIT
#include "mash/html/forms.h"

#include <algorithm>
#include <array>
#include <span>

#include "mash/base/assert.h"
#include "parts.h"

namespace mash::html {
namespace {

using parts::joined;
using parts::note;

// What all questions share: ids, hint, error and aria-describedby, in the order of govuk-frontend.
struct Common {
  std::string id;
  json::Value hint;
  json::Value error;
  std::string described_by;
};

template <class Options>
Common common(const Options& options) {
  const std::string id = options.id.empty() ? options.name : options.id;
  std::string described_by = options.described_by;
  if (!options.hint.empty()) described_by = joined(std::move(described_by), id + "-hint");
  if (!options.error.empty()) described_by = joined(std::move(described_by), id + "-error");
  return {id, note(options.hint, id + "-hint"), note(options.error, id + "-error"),
          std::move(described_by)};
}

template <class Options>
json::Value label_of(const Options& options, const std::string& id) {
  if (options.label.empty()) return false;
  return label({.text = options.label,
                .for_id = id,
                .classes = options.label_classes,
                .page_heading = options.page_heading});
}

template <class Options>
json::Value fieldset_of(const Options& options, const std::string& described_by,
                        const char* role = "") {
  if (options.legend.empty()) return false;
  return json::Object{{"legend", options.legend},
                      {"legend_classes", options.legend_classes},
                      {"page_heading", options.page_heading},
                      {"described_by", described_by},
                      {"role", role},
                      {"classes", options.fieldset_classes}};
}

// Radios and checkboxes differ only in which choices are marked.
template <class Options>
json::Value choices(const char* component, const Options& options,
                    std::span<const std::string> chosen) {
  Common shared = common(options);
  json::Array items;
  for (const Choice& choice : options.choices) {
    const std::string number = items.empty() ? "" : "-" + std::to_string(items.size() + 1);
    const std::string id = choice.id.empty() ? shared.id + number : choice.id;
    const std::string hint_id = choice.hint.empty() ? "" : id + "-item-hint";
    const bool is_checkbox = std::string_view(component) == "checkboxes";
    const bool repeats_description = is_checkbox && options.legend.empty();
    const bool checked =
        !choice.value.empty() && std::ranges::find(chosen, choice.value) != chosen.end();
    items.push_back(json::Object{
        {"id", id},
        {"name", choice.name.empty() ? options.name : choice.name},
        {"value", choice.value},
        {"text", choice.text},
        {"checked", checked},
        {"disabled", choice.disabled},
        {"exclusive", choice.exclusive},
        {"sealed", choice.sealed},
        {"divider", choice.divider},
        {"described_by", repeats_description ? joined(shared.described_by, hint_id) : hint_id},
        {"hint", note(choice.hint, hint_id, std::string("govuk-") + component + "__hint")}});
  }
  return json::Object{
      {"component", component},         {"fieldset", fieldset_of(options, shared.described_by)},
      {"hint", std::move(shared.hint)}, {"error", std::move(shared.error)},
      {"classes", options.classes},     {"group_classes", options.group_classes},
      {"items", std::move(items)}};
}

}  // namespace

json::Value label(const LabelOptions& options) {
  return json::Object{{"text", options.text},
                      {"for", options.for_id},
                      {"classes", options.classes},
                      {"page_heading", options.page_heading}};
}

json::Value hint(const HintOptions& options) {
  return json::Object{{"text", options.text}, {"id", options.id}, {"classes", options.classes}};
}

json::Value error_message(const HintOptions& options) {
  return hint(options);
}

json::Value input(const InputOptions& options) {
  Common shared = common(options);
  return json::Object{{"component", "input"},
                      {"id", shared.id},
                      {"name", options.name},
                      {"label", label_of(options, shared.id)},
                      {"hint", std::move(shared.hint)},
                      {"error", std::move(shared.error)},
                      {"described_by", std::move(shared.described_by)},
                      {"value", options.value},
                      {"type", options.type},
                      {"classes", options.classes},
                      {"group_classes", options.group_classes},
                      {"autocomplete", options.autocomplete},
                      {"autocapitalize", options.autocapitalize},
                      {"spellcheck", options.spellcheck},
                      {"pattern", options.pattern},
                      {"inputmode", options.inputmode},
                      {"affixes", !options.prefix.empty() || !options.suffix.empty()},
                      {"prefix", options.prefix},
                      {"suffix", options.suffix},
                      {"disabled", options.disabled}};
}

json::Value textarea(const TextareaOptions& options) {
  Common shared = common(options);
  const bool counted = options.max_length > 0;
  return json::Object{
      {"component", "textarea"},
      {"id", shared.id},
      {"name", options.name},
      {"label", label_of(options, shared.id)},
      {"hint", std::move(shared.hint)},
      {"error", std::move(shared.error)},
      {"described_by", joined(counted ? shared.id + "-info" : "", shared.described_by)},
      {"value", options.value},
      {"rows", options.rows},
      {"max_length", counted ? json::Value(options.max_length) : json::Value(false)},
      {"classes", options.classes},
      {"group_classes", options.group_classes},
      {"autocomplete", options.autocomplete},
      {"spellcheck", options.spellcheck},
      {"disabled", options.disabled}};
}

json::Value radios(const RadiosOptions& options) {
  return choices("radios", options, {&options.value, 1});
}

json::Value checkboxes(const CheckboxesOptions& options) {
  return choices("checkboxes", options, options.values);
}

json::Value date_input(const DateInputOptions& options) {
  struct Box {
    const char* name;
    const char* label;
    const std::string& value;
    bool wrong;
    const char* width;
  };
  const std::array<Box, 3> boxes{
      {{"day", "Day", options.day, options.day_wrong, "govuk-input--width-2"},
       {"month", "Month", options.month, options.month_wrong, "govuk-input--width-2"},
       {"year", "Year", options.year, options.year_wrong, "govuk-input--width-4"}}};
  Common shared = common(options);
  const bool none_named = !options.day_wrong && !options.month_wrong && !options.year_wrong;
  json::Array items;
  for (const Box& box : boxes) {
    const bool marked = !options.error.empty() && (box.wrong || none_named);
    items.push_back(input({.name = options.name + "-" + box.name,
                           .label = box.label,
                           .value = box.value,
                           .id = shared.id + "-" + box.name,
                           .classes = std::string("govuk-date-input__input ") + box.width +
                                      (marked ? " govuk-input--error" : ""),
                           .label_classes = "govuk-date-input__label",
                           .autocomplete = options.birthday ? std::string("bday-") + box.name : "",
                           .inputmode = "numeric"}));
  }
  return json::Object{{"component", "date_input"},
                      {"id", shared.id},
                      {"fieldset", fieldset_of(options, shared.described_by, "group")},
                      {"hint", std::move(shared.hint)},
                      {"error", std::move(shared.error)},
                      {"classes", options.classes},
                      {"group_classes", options.group_classes},
                      {"items", std::move(items)}};
}

json::Value select(const SelectOptions& options) {
  Common shared = common(options);
  json::Array items;
  for (const Choice& choice : options.choices) {
    items.push_back(
        json::Object{{"value", choice.value},
                     {"text", choice.text},
                     {"selected", !choice.value.empty() && choice.value == options.value},
                     {"disabled", choice.disabled}});
  }
  return json::Object{{"component", "select"},
                      {"id", shared.id},
                      {"name", options.name},
                      {"label", label_of(options, shared.id)},
                      {"hint", std::move(shared.hint)},
                      {"error", std::move(shared.error)},
                      {"described_by", std::move(shared.described_by)},
                      {"classes", options.classes},
                      {"group_classes", options.group_classes},
                      {"disabled", options.disabled},
                      {"items", std::move(items)}};
}

json::Value fields(std::vector<json::Value> questions) {
  json::Array out;
  for (json::Value& question : questions) {
    json::Value kinds =
        json::Object{{"input", false},      {"textarea", false},   {"radios", false},
                     {"checkboxes", false}, {"date_input", false}, {"select", false}};
    const std::string component = question.text("component");
    MASH_ASSERT(!kinds[component].is_null());
    kinds.set(component, std::move(question));
    out.push_back(std::move(kinds));
  }
  return out;
}

json::Value fieldset(FieldsetOptions options) {
  return json::Object{{"legend", options.legend},
                      {"legend_classes", options.legend_classes},
                      {"page_heading", options.page_heading},
                      {"described_by", options.described_by},
                      {"classes", options.classes},
                      {"role", options.role},
                      {"fields", fields(std::move(options.questions))}};
}

json::Value error_summary(const ErrorSummaryOptions& options) {
  json::Array items;
  for (const ErrorLink& error : options.errors)
    items.push_back(json::Object{{"text", error.text}, {"href", error.href}});
  const bool has_items = !items.empty();
  return json::Object{
      {"description", options.description}, {"has_items", has_items}, {"items", std::move(items)}};
}

json::Value error_summary(const std::vector<Fault>& faults) {
  if (faults.empty()) return false;
  ErrorSummaryOptions options;
  for (const Fault& fault : faults)
    options.errors.push_back({fault.message, fault.field.empty() ? "" : "#" + fault.field});
  return error_summary(options);
}

std::string error_of(const std::vector<Fault>& faults, std::string_view field) {
  const auto found = std::ranges::find(faults, field, &Fault::field);
  return found == faults.end() ? "" : found->message;
}

json::Value button(const ButtonOptions& options) {
  const std::string classes = joined(options.classes, options.start ? "govuk-button--start" : "");
  return json::Object{{"text", options.text},
                      {"href", options.href},
                      {"type", options.type},
                      {"name", options.name},
                      {"value", options.value},
                      {"id", options.id},
                      {"classes", classes},
                      {"disabled", options.disabled},
                      {"prevent_double_click", options.prevent_double_click},
                      {"start", options.start}};
}

}  // namespace mash::html
