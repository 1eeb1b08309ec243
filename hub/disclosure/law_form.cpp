// SPDX-License-Identifier: MIT
#include "mash/disclosure/law_form.h"

#include <algorithm>
#include <array>

#include "mash/html/forms.h"

namespace mash::disclosure {

namespace {

using B = model::LawfulBasis;

constexpr std::array k_common = {B::ca04_s16la,    B::ukgdpr_6_1_e, B::ukgdpr_6_1_c,
                                 B::ukgdpr_9_2_g,  B::dpa18_s1_p18, B::ukgdpr_10,
                                 B::ca89_s47_9_11, B::ca89_s17,     B::ca04_s10,
                                 B::ca04_s11,      B::cda98_s115,   B::common_law_public_interest,
                                 B::consent};

bool is_common(B basis) {
  return std::ranges::find(k_common, basis) != k_common.end();
}

html::Choice choice_of(B basis) {
  std::string hint(model::why_we_may_ask(basis));
  if (model::commencement_to_verify(basis)) hint += " Check that it is in force.";
  return {.value = std::string(model::code_of(basis)),
          .text = std::string(model::words_of(basis)),
          .hint = std::move(hint)};
}

}  // namespace

pipeline::Field basis_field(std::string missing) {
  pipeline::Field f{.name = "basis",
                    .label = "Legal basis",
                    .kind = pipeline::Kind::many,
                    .max = model::k_words<B>.size()};
  for (const auto& word : model::k_words<B>) f.choices.emplace_back(word.code);
  f.missing = std::move(missing);
  return f;
}

json::Value common_laws(const std::string& legend, const std::vector<std::string>& ticked,
                        const std::string& error) {
  html::CheckboxesOptions o{.name = "basis",
                            .legend = legend,
                            .hint =
                                "Select each one that applies. This list is a help, not legal "
                                "advice.",
                            .error = error,
                            .values = ticked,
                            .legend_classes = "govuk-fieldset__legend--m"};
  for (const B basis : k_common) o.choices.push_back(choice_of(basis));
  o.classes = "govuk-checkboxes--small";
  return html::checkboxes(o);
}

json::Value other_laws(const std::vector<std::string>& ticked) {
  html::CheckboxesOptions o{
      .name = "basis", .legend = "Other laws", .values = ticked, .id = "basis-other"};
  for (const auto& word : model::k_words<B>) {
    if (!is_common(word.value)) o.choices.push_back(choice_of(word.value));
  }
  o.classes = "govuk-checkboxes--small";
  return html::checkboxes(o);
}

json::Array law_words(const std::vector<std::string>& codes) {
  json::Array out;
  for (const auto& code : codes) {
    if (const auto basis = model::from_code<B>(code)) out.emplace_back(model::words_of(*basis));
  }
  return out;
}

}  // namespace mash::disclosure
