// SPDX-License-Identifier: MIT
#include "mash/copies/copies.h"

#include <algorithm>
#include <array>

#include "mash/document/document.h"
#include "mash/html/forms.h"
#include "mash/packages/reference.h"

namespace mash::copies {

namespace {

using pipeline::Context;
using pipeline::Reply;

constexpr std::string_view k_field = "why_copy";

struct Reason {
  std::string_view code;
  std::string_view words;
};
constexpr std::array<Reason, 4> k_reasons = {{{"visit", "For a visit, where there is no screen"},
                                              {"meeting", "For a meeting outside the hub"},
                                              {"court", "For a court"},
                                              {"own_file", "For our own agency's file"}}};

std::string_view words_of(std::string_view code) {
  const auto found = std::ranges::find(k_reasons, code, &Reason::code);
  return found == k_reasons.end() ? code : found->words;
}

std::string without_hyphens(std::string reference) {
  std::erase(reference, '-');
  return reference;
}

document::Imprint imprint_of(const Context& c, const std::string& number,
                             const std::string& marking) {
  std::string who = c.person_name;
  if (!c.person_description.empty()) who += ", " + c.person_description;
  return {.marking = marking,
          .watermark = "Copy " + number + "\n" + c.person_name,
          .foot = "Copy " + number + " for " + who + ", taken on " + plain_time(c.now) + ". " +
                  std::string(words_of(c.input.text(k_field))) + ".",
          .made_at = c.now};
}

}  // namespace

pipeline::Field reason_field() {
  pipeline::Field field{.name = std::string(k_field),
                        .label = "Why you need it on paper",
                        .kind = pipeline::Kind::choice,
                        .required = true,
                        .missing = "Select why you need it on paper"};
  for (const auto& reason : k_reasons) field.choices.emplace_back(reason.code);
  return field;
}

json::Value form(const Context& c, const json::Value& shown,
                 const std::vector<pipeline::Field>& carried) {
  std::vector<html::Choice> choices;
  for (const auto& reason : k_reasons) {
    choices.push_back({.value = std::string(reason.code), .text = std::string(reason.words)});
  }
  json::Array hidden;
  for (const auto& field : carried) {
    std::string value(c.input.text(field.name));
    if (const auto* number = shown[field.name].as_int()) value = std::to_string(*number);
    if (value.empty()) continue;
    hidden.push_back(json::Object{{"name", field.name}, {"value", std::move(value)}});
  }
  const auto error = html::error_of(c.faults, std::string(k_field));
  std::string path = c.request.path;
  if (path.ends_with("/copy")) path.resize(path.size() - std::string_view("/copy").size());
  return json::Object{
      {"action", path + "/copy"},
      {"open", !error.empty()},
      {"hidden", std::move(hidden)},
      {"why",
       html::radios({.name = std::string(k_field),
                     .legend = "Why do you need it on paper?",
                     .hint = "Your name, the time and this reason stand on every page and in "
                             "the record.",
                     .error = error,
                     .choices = std::move(choices),
                     .legend_classes = "govuk-fieldset__legend--s"})}};
}

Result<Reply> take(Context& c, Result<Reply> page) {
  if (!page) return page;
  const auto* view = std::get_if<pipeline::View>(&*page);
  if (view == nullptr) return not_found();
  const std::string number = packages::new_reference(c.random);
  const auto words = document::read_page(view->title, c.templates.render(view->page, view->data));
  MASH_TRY(auto pdf, document::write_pdf(words, imprint_of(c, number, view->marking)));
  c.touch(number);
  c.note(std::string(c.input.text(k_field)));
  c.note("pages_" + std::to_string(pdf.pages));
  return pipeline::Download{.type = "application/pdf",
                            .name = "copy-" + without_hyphens(number) + ".pdf",
                            .body = std::move(pdf.bytes)};
}

}  // namespace mash::copies
