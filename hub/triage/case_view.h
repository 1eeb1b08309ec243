// SPDX-License-Identifier: MIT
// What screening and rating show of one case.
#pragma once

#include "mash/cases/cases.h"
#include "mash/html/forms.h"
#include "mash/intake/intake.h"
#include "mash/triage/triage.h"
#include "words.h"

namespace mash::triage {

struct CaseView {
  cases::CaseHead head;
  std::vector<intake::NotificationView> notifications;
  std::vector<people::Statement> said;
  std::vector<const Floor*> fired;
  // Children whom nobody has looked up yet.
  [[nodiscard]] std::size_t unidentified_children() const;
};
// Of the case that the facts are about.
Result<CaseView> load_case(pipeline::Context& c, const policy::Proof& proof, const Floors& floors);

// What screening and rating share: the case on the left, a form with its version on the right, the
// clocks below; and, after a conflict, what stands now with what was typed.
struct CaseForm {
  std::string page;   // template
  std::string title;  // heading too
  std::string path;   // of page and act, after the case's: "/rate"
  std::string button;
  std::string note;  // above the button: what saving does beside
  bool open = true;  // the act is still to be done
  json::Value fields;
  const pipeline::Input* typed = nullptr;
  std::vector<pipeline::Field> declared;  // what the act takes
  json::Value conflict;                   // null, or conflict_data()
};
pipeline::View form_view(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const CaseView& view, CaseForm form);

// Questions that both pages ask. Nothing is chosen beforehand but what `typed` holds.
json::Value rating_question(const pipeline::Context& c, const pipeline::Input* typed,
                            const std::string& legend);
json::Value level_question(const pipeline::Context& c, const pipeline::Input* typed);
std::string typed_text(const pipeline::Input* typed, std::string_view name);
std::vector<std::string> rating_codes();  // the four that people give
template <model::Coded E>
std::vector<std::string> codes_of() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}
template <model::Coded E>
std::vector<html::Choice> choices_of() {
  std::vector<html::Choice> out;
  for (const auto& word : model::k_words<E>) {
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
}

// Somebody else changed the case between the page and the act. For the page: what stands now.
json::Value conflict_data(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const cases::CaseHead& head);

}  // namespace mash::triage
