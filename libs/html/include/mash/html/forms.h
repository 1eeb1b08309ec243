// SPDX-License-Identifier: MIT
// Questions on a form: one struct and one function for each form component of govuk-frontend 6.
//
// A function returns the data of the partial with its name: `{{#level}}{{>
// govuk/radios}}{{/level}}` for page data {"level": radios({...})}. Whole forms: `{{>
// mash/fields}}` with {"fields": fields({...})} shows the questions in their order. Every member is
// set, so that nothing leaks in from the data around it.
//
// What not: no answer is ever chosen beforehand. A choice is marked only where `value` says so, so
// pass what the person gave before, or nothing. No decoding or checking of what was sent.
// Ids are the names, so that an error summary link to "#name" works. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/json/value.h"

namespace mash::html {

struct InputOptions {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::string id = {};  // of the element, where it is not the name
  std::string type = "text";
  std::string classes = {};  // "govuk-input--width-10"
  std::string label_classes = {};
  bool page_heading = false;  // the label is the <h1> of the page
  std::string group_classes = {};
  std::string described_by = {};
  std::string autocomplete = {};
  std::string autocapitalize = {};
  std::string spellcheck = {};  // "true", "false" or left to the browser
  std::string pattern = {};
  std::string inputmode = {};
  std::string prefix = {};
  std::string suffix = {};
  bool disabled = false;
};
json::Value input(const InputOptions& options);

// `max_length` is said and counted, not enforced by the browser: it would cut pasted text in
// silence. The server refuses what is longer.
struct TextareaOptions {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::string id = {};
  int rows = 5;
  int max_length = 0;  // characters; 0: no limit is shown
  std::string classes = {};
  std::string label_classes = {};
  bool page_heading = false;
  std::string group_classes = {};
  std::string described_by = {};
  std::string autocomplete = "off";
  std::string spellcheck = {};
  bool disabled = false;
};
json::Value textarea(const TextareaOptions& options);

struct Choice {
  std::string value = {};
  std::string text = {};
  std::string hint = {};
  std::string id = {};
  std::string name = {};     // checkboxes only, where it is not that of the question
  std::string divider = {};  // a line such as "or" instead of a choice
  bool exclusive = false;    // checkboxes only: "None of these" unticks the others
  bool disabled = false;
  bool sealed = false;  // checkboxes only: with the stripes of what is for managers alone
};

// Without a legend there is no fieldset; then a heading or a table around it must say the question.
struct RadiosOptions {
  std::string name;
  std::string legend = {};
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::vector<Choice> choices = {};
  std::string id = {};       // of the first choice, where it is not the name
  std::string classes = {};  // "govuk-radios--inline", "govuk-radios--small"
  std::string legend_classes = {};
  bool page_heading = false;
  std::string group_classes = {};
  std::string fieldset_classes = {};
  std::string described_by = {};
};
json::Value radios(const RadiosOptions& options);

struct CheckboxesOptions {
  std::string name;
  std::string legend = {};
  std::string hint = {};
  std::string error = {};
  std::vector<std::string> values = {};
  std::vector<Choice> choices = {};
  std::string id = {};
  std::string classes = {};
  std::string legend_classes = {};
  bool page_heading = false;
  std::string group_classes = {};
  std::string fieldset_classes = {};
  std::string described_by = {};
};
json::Value checkboxes(const CheckboxesOptions& options);

// Three boxes named <name>-day, <name>-month and <name>-year. The values are text, so that what
// was typed comes back as it was. With an error and no flag set, all three boxes are marked.
struct DateInputOptions {
  std::string name;
  std::string legend = {};
  std::string hint = {};
  std::string error = {};
  std::string day = {};
  std::string month = {};
  std::string year = {};
  bool day_wrong = false;
  bool month_wrong = false;
  bool year_wrong = false;
  std::string id = {};
  std::string classes = {};
  std::string legend_classes = {};
  bool page_heading = false;
  std::string group_classes = {};
  std::string fieldset_classes = {};
  std::string described_by = {};
  bool birthday = false;  // lets the browser fill in the person's own date of birth
};
json::Value date_input(const DateInputOptions& options);

// The first choice should be one with an empty value ("Choose an agency"): a browser shows the
// first one as if it had been chosen.
struct SelectOptions {
  std::string name;
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string value = {};
  std::vector<Choice> choices = {};  // value, text, disabled
  std::string id = {};
  std::string classes = {};
  std::string label_classes = {};
  bool page_heading = false;
  std::string group_classes = {};
  std::string described_by = {};
  bool disabled = false;
};
json::Value select(const SelectOptions& options);

// Several questions in their order, for `{{> mash/fields}}`: results of the functions above.
json::Value fields(std::vector<json::Value> questions);

// Questions that belong together under one legend, for `{{> govuk/fieldset}}`.
struct FieldsetOptions {
  std::string legend;
  std::vector<json::Value> questions = {};
  std::string legend_classes = {};
  bool page_heading = false;
  std::string described_by = {};
  std::string classes = {};
  std::string role = {};
};
json::Value fieldset(FieldsetOptions options);

struct ErrorLink {
  std::string text;
  std::string href = {};  // "#name"
};
struct ErrorSummaryOptions {
  std::vector<ErrorLink> errors = {};
  std::string description = {};
};
json::Value error_summary(const ErrorSummaryOptions& options);
// One line for each fault, with a link to its field; false where there are none.
json::Value error_summary(const std::vector<Fault>& faults);
// What is wrong with one field, or "": `.error = error_of(faults, "name")`.
std::string error_of(const std::vector<Fault>& faults, std::string_view field);

struct ButtonOptions {
  std::string text;
  std::string href = {};  // a link that looks like a button; else a <button>
  std::string type = "submit";
  std::string name = {};
  std::string value = {};
  std::string id = {};
  std::string classes = {};  // "govuk-button--secondary", "govuk-button--warning"
  bool disabled = false;
  bool prevent_double_click = false;
  bool start = false;
};
json::Value button(const ButtonOptions& options);

// On their own, outside a question.
struct LabelOptions {
  std::string text;
  std::string for_id = {};
  std::string classes = {};
  bool page_heading = false;
};
json::Value label(const LabelOptions& options);
struct HintOptions {
  std::string text;
  std::string id = {};
  std::string classes = {};
};
json::Value hint(const HintOptions& options);
json::Value error_message(const HintOptions& options);

}  // namespace mash::html
