// SPDX-License-Identifier: MIT
// Goal: our question partials give the HTML of govuk-frontend for its own fixtures. Left out are
// fixtures of what we refuse on purpose: raw HTML, free attributes and conditional reveals.
#include <gtest/gtest.h>

#include "fixtures.h"
#include "mash/html/forms.h"

namespace mash::html {
namespace {

using fixtures::expect_same;
using fixtures::items;
using fixtures::text;
using fixtures::words;

Choice choice(const json::Value& item) {
  return {.value = text(item, "value"),
          .text = words(item),
          .hint = words(item["hint"]),
          .id = text(item, "id"),
          .name = text(item, "name"),
          .divider = text(item, "divider"),
          .exclusive = item.text("behaviour") == "exclusive",
          .disabled = item.flag("disabled")};
}

std::vector<Choice> choices(const json::Value& options) {
  std::vector<Choice> out;
  for (const auto& item : items(options["items"])) out.push_back(choice(item));
  return out;
}

std::vector<std::string> chosen(const json::Value& options) {
  std::vector<std::string> out;
  if (!text(options, "value").empty()) out.push_back(text(options, "value"));
  if (options["values"].as_array() != nullptr)
    for (const auto& value : *options["values"].as_array()) out.push_back(*value.as_string());
  for (const auto& item : items(options["items"]))
    if (item.flag("checked") || item.flag("selected")) out.push_back(text(item, "value"));
  return out;
}

json::Value as_label(const json::Value& options) {
  return label({.text = words(options),
                .for_id = options.text("for"),
                .classes = options.text("classes"),
                .page_heading = options.flag("isPageHeading")});
}

json::Value as_input(const json::Value& options) {
  return input({.name = options.text("name"),
                .label = words(options["label"]),
                .hint = words(options["hint"]),
                .error = words(options["errorMessage"]),
                .value = text(options, "value"),
                .id = options.text("id"),
                .type = options.text("type", "text"),
                .classes = options.text("classes"),
                .label_classes = options["label"].text("classes"),
                .page_heading = options["label"].flag("isPageHeading"),
                .group_classes = options["formGroup"].text("classes"),
                .described_by = options.text("describedBy"),
                .autocomplete = options.text("autocomplete"),
                .autocapitalize = options.text("autocapitalize"),
                .spellcheck = text(options, "spellcheck"),
                .pattern = options.text("pattern"),
                .inputmode = options.text("inputmode"),
                .prefix = words(options["prefix"]),
                .suffix = words(options["suffix"]),
                .disabled = options.flag("disabled")});
}

json::Value as_textarea(const json::Value& options) {
  return textarea({.name = options.text("name"),
                   .label = words(options["label"]),
                   .hint = words(options["hint"]),
                   .error = words(options["errorMessage"]),
                   .value = options.text("value"),
                   .id = options.text("id"),
                   .rows = static_cast<int>(options.number("rows", 5)),
                   .max_length = static_cast<int>(options.number("maxlength")),
                   .classes = options.text("classes"),
                   .label_classes = options["label"].text("classes"),
                   .page_heading = options["label"].flag("isPageHeading"),
                   .group_classes = options["formGroup"].text("classes"),
                   .described_by = options.text("describedBy"),
                   .autocomplete = options.text("autocomplete"),
                   .spellcheck = text(options, "spellcheck"),
                   .disabled = options.flag("disabled")});
}

json::Value as_radios(const json::Value& options) {
  const json::Value& fieldset = options["fieldset"];
  const auto values = chosen(options);
  return radios({.name = options.text("name"),
                 .legend = words(fieldset["legend"]),
                 .hint = words(options["hint"]),
                 .error = words(options["errorMessage"]),
                 .value = values.empty() ? "" : values.front(),
                 .choices = choices(options),
                 .id = options.text("idPrefix"),
                 .classes = options.text("classes"),
                 .legend_classes = fieldset["legend"].text("classes"),
                 .page_heading = fieldset["legend"].flag("isPageHeading"),
                 .group_classes = options["formGroup"].text("classes"),
                 .fieldset_classes = fieldset.text("classes"),
                 .described_by = fieldset.text("describedBy")});
}

json::Value as_checkboxes(const json::Value& options) {
  const json::Value& fieldset = options["fieldset"];
  return checkboxes({.name = options.text("name"),
                     .legend = words(fieldset["legend"]),
                     .hint = words(options["hint"]),
                     .error = words(options["errorMessage"]),
                     .values = chosen(options),
                     .choices = choices(options),
                     .id = options.text("idPrefix"),
                     .classes = options.text("classes"),
                     .legend_classes = fieldset["legend"].text("classes"),
                     .page_heading = fieldset["legend"].flag("isPageHeading"),
                     .group_classes = options["formGroup"].text("classes"),
                     .fieldset_classes = fieldset.text("classes"),
                     .described_by = fieldset.text("describedBy", options.text("describedBy"))});
}

json::Value as_select(const json::Value& options) {
  const auto values = chosen(options);
  return select({.name = options.text("name"),
                 .label = words(options["label"]),
                 .hint = words(options["hint"]),
                 .error = words(options["errorMessage"]),
                 .value = values.empty() ? "" : values.front(),
                 .choices = choices(options),
                 .id = options.text("id"),
                 .classes = options.text("classes"),
                 .label_classes = options["label"].text("classes"),
                 .page_heading = options["label"].flag("isPageHeading"),
                 .group_classes = options["formGroup"].text("classes"),
                 .described_by = options.text("describedBy"),
                 .disabled = options.flag("disabled")});
}

bool is_wrong(const json::Value& box) {
  return box.flag("error") || box.text("classes").ends_with("govuk-input--error");
}

// What the options say of one of the three boxes.
json::Value box(const json::Value& options, std::string_view name) {
  for (const auto& item : items(options["items"]))
    if (item.text("name") == name) return item;
  return options[name];
}

std::string value_of(const json::Value& options, const json::Value& box, const std::string& name) {
  const std::string own = text(box, "value");
  if (!own.empty()) return own;
  const std::string prefix = options.text("namePrefix");
  return text(options["values"], prefix.empty() ? name : prefix + "-" + name);
}

json::Value as_date_input(const json::Value& options) {
  const json::Value& fieldset = options["fieldset"];
  const json::Value day = box(options, "day");
  const json::Value month = box(options, "month");
  const json::Value year = box(options, "year");
  const std::string prefix = options.text("namePrefix");
  return date_input({.name = prefix.empty() ? options.text("id") : prefix,
                     .legend = words(fieldset["legend"]),
                     .hint = words(options["hint"]),
                     .error = words(options["errorMessage"]),
                     .day = value_of(options, day, "day"),
                     .month = value_of(options, month, "month"),
                     .year = value_of(options, year, "year"),
                     .day_wrong = is_wrong(day),
                     .month_wrong = is_wrong(month),
                     .year_wrong = is_wrong(year),
                     .id = options.text("id"),
                     .classes = options.text("classes"),
                     .legend_classes = fieldset["legend"].text("classes"),
                     .page_heading = fieldset["legend"].flag("isPageHeading"),
                     .group_classes = options["formGroup"].text("classes"),
                     .fieldset_classes = fieldset.text("classes"),
                     .described_by = fieldset.text("describedBy"),
                     .birthday = day.text("autocomplete") == "bday-day"});
}

json::Value as_hint(const json::Value& options) {
  return hint(
      {.text = words(options), .id = options.text("id"), .classes = options.text("classes")});
}

json::Value as_fieldset(const json::Value& options) {
  return fieldset({.legend = words(options["legend"]),
                   .legend_classes = options["legend"].text("classes"),
                   .page_heading = options["legend"].flag("isPageHeading"),
                   .described_by = options.text("describedBy"),
                   .classes = options.text("classes"),
                   .role = options.text("role")});
}

json::Value as_error_summary(const json::Value& options) {
  ErrorSummaryOptions ours{.description =
                               words(json::Object{{"text", options["descriptionText"]},
                                                  {"html", options["descriptionHtml"]}})};
  for (const auto& item : items(options["errorList"]))
    ours.errors.push_back({words(item), item.text("href")});
  return error_summary(ours);
}

json::Value as_button(const json::Value& options) {
  return button({.text = words(options),
                 .href = options.text("href"),
                 .type = options.text("type", "submit"),
                 .name = options.text("name"),
                 .value = options.text("value"),
                 .id = options.text("id"),
                 .classes = options.text("classes"),
                 .disabled = options.flag("disabled"),
                 .prevent_double_click = options.flag("preventDoubleClick"),
                 .start = options.flag("isStartButton")});
}

// Our boxes always carry the name of the question, theirs only with a prefix.
void prefixed_names(const json::Value& options, std::string& theirs) {
  for (const char* box : {"day", "month", "year"}) {
    const std::string name = std::string(" name=\"") + box;
    fixtures::replace_all(theirs, name, " name=\"" + options.text("id") + "-" + box);
  }
}

TEST(FormFixtures, Label) {
  expect_same("label", "label", as_label,
              {"default", "with bold text", "styled as xl text", "styled as large text",
               "styled as medium text", "styled as small text", "as page heading xl",
               "as page heading l", "as page heading m", "as page heading s",
               "as page heading without class", "classes", "html as text", "html", "for"});
}

TEST(FormFixtures, Input) {
  expect_same("input", "input", as_input,
              {"default",
               "with hint text",
               "with error message",
               "with error and hint",
               "with width-2 class",
               "with width-3 class",
               "with width-4 class",
               "with width-5 class",
               "with width-10 class",
               "with width-20 class",
               "with width-30 class",
               "with label as page heading",
               "with prefix",
               "with suffix",
               "with prefix and suffix",
               "with prefix and suffix and error",
               "with prefix and suffix and width modifier",
               "with extra letter spacing",
               "classes",
               "id",
               "custom type",
               "value",
               "zero value",
               "with describedBy",
               "hint with describedBy",
               "error with describedBy",
               "with error, hint and describedBy",
               "inputmode",
               "with prefix with html as text",
               "with prefix with html",
               "with suffix with html as text",
               "with suffix with html",
               "with optional form-group classes",
               "with autocomplete attribute",
               "with pattern attribute",
               "with spellcheck enabled",
               "with spellcheck disabled",
               "with autocapitalize turned off",
               "disabled"});
}

TEST(FormFixtures, Textarea) {
  expect_same(
      "textarea", "textarea", as_textarea,
      {"default", "with hint", "with error message", "with default value", "with custom rows",
       "with label as page heading", "id", "classes", "with describedBy",
       "with hint and described by", "with error message and described by",
       "with hint and error message", "with hint, error message and described by",
       "with optional form-group classes", "with autocomplete attribute", "with spellcheck enabled",
       "with spellcheck disabled"});
}

TEST(FormFixtures, CharacterCount) {
  expect_same("character-count", "textarea", as_textarea,
              {"default", "with hint", "with hint and error", "with default value",
               "with default value exceeding limit", "with custom rows",
               "with label as page heading", "classes", "id", "formGroup with classes",
               "spellcheck enabled", "spellcheck disabled", "custom classes with error message",
               "with id starting with number", "with id with special characters"});
}

TEST(FormFixtures, Radios) {
  expect_same("radios", "radios", as_radios,
              {"default",
               "with hint",
               "inline",
               "with legend as page heading",
               "with a divider",
               "with hints on items",
               "without fieldset",
               "with fieldset and error message",
               "with very long option text",
               "small",
               "small with long text",
               "small with error",
               "small with hint",
               "small inline",
               "small with a divider",
               "with idPrefix",
               "minimal items and name",
               "fieldset with describedBy",
               "with empty conditional",
               "with hints on parent and items",
               "with describedBy and hint",
               "with error message",
               "with error message and idPrefix",
               "with hint and error message",
               "with hint, error message and describedBy",
               "fieldset with html",
               "with fieldset, error message and describedBy",
               "with disabled",
               "prechecked using value"});
}

TEST(FormFixtures, Checkboxes) {
  expect_same("checkboxes", "checkboxes", as_checkboxes,
              {"default",
               "with hint",
               "with divider and None",
               "with hints on items",
               "with legend as a page heading",
               "with error message",
               "with very long option text",
               "small",
               "small with long text",
               "small with error",
               "small with hint",
               "small with divider and None",
               "with id and name",
               "with disabled item",
               "with idPrefix",
               "classes",
               "with fieldset describedBy",
               "with checked item",
               "empty conditional",
               "multiple hints",
               "with error message and hint",
               "with error, hint and fieldset describedBy",
               "fieldset html params",
               "with single option set 'aria-describedby' on input, and describedBy",
               "with single option (and hint) set 'aria-describedby' on input, and describedBy",
               "with error and idPrefix",
               "with error message and fieldset describedBy"});
}

TEST(FormFixtures, Select) {
  expect_same("select", "select", as_select,
              {"default", "with hint text and error message", "with label as page heading",
               "with full width override", "with describedBy", "hint", "hint and describedBy",
               "error", "error and describedBy", "with falsy values", "id", "with selected value",
               "with optional form-group classes"});
}

TEST(FormFixtures, DateInput) {
  expect_same("date-input", "date_input", as_date_input,
              {"default",
               "with values",
               "with values and name prefix",
               "with error message and hint",
               "with error message and hint (using items)",
               "with error on day input",
               "with error on day input (using items)",
               "with error on month input",
               "with error on month input (using items)",
               "with error on year input",
               "with error on year input (using items)",
               "classes",
               "with items",
               "with empty items",
               "suffixed id",
               "with field value",
               "with field value overriding values",
               "with hint and described by",
               "with error message and described by",
               "with error on single field",
               "with error on single field using classes",
               "with error on single item",
               "with error on single item using classes",
               "fieldset html",
               "items without classes",
               "with optional form-group classes",
               "with autocomplete values"},
              prefixed_names);
}

TEST(FormFixtures, Hint) {
  expect_same("hint", "hint", as_hint, {"default", "classes", "id", "html as text"});
}

TEST(FormFixtures, ErrorMessage) {
  expect_same("error-message", "error_message", as_hint,
              {"default", "id", "classes", "html as text", "html"});
}

TEST(FormFixtures, Fieldset) {
  expect_same("fieldset", "fieldset", as_fieldset,
              {"default", "styled as xl text", "styled as large text", "styled as medium text",
               "styled as small text", "as page heading xl", "as page heading l",
               "as page heading m", "as page heading s", "as page heading without class",
               "with describedBy", "html as text", "html", "legend classes", "classes", "role"});
}

TEST(FormFixtures, ErrorSummary) {
  expect_same("error-summary", "error_summary", as_error_summary,
              {"default", "without links", "mixed with and without links", "with description only",
               "with everything", "description", "html as descriptionText", "description html",
               "error list with html as text", "error list with html", "error list with html link",
               "error list with html as text link"});
}

TEST(FormFixtures, Button) {
  expect_same("button", "button", as_button,
              {"default",
               "default hover state",
               "default active state",
               "default focus state",
               "disabled",
               "link",
               "start",
               "secondary",
               "secondary hover state",
               "secondary active state",
               "secondary focus state",
               "secondary disabled",
               "warning",
               "warning hover state",
               "warning active state",
               "warning focus state",
               "warning disabled",
               "inverse",
               "inverse hover state",
               "inverse active state",
               "inverse focus state",
               "inverse disabled",
               "classes",
               "link classes",
               "name",
               "type",
               "explicit link",
               "value",
               "html",
               "no type",
               "no data-prevent-double-click",
               "id",
               "start link",
               "prevent double click"});
}

}  // namespace
}  // namespace mash::html
