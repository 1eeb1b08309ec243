// SPDX-License-Identifier: MIT
// The first two questions: danger, and who is telling.
#include "mash/html/forms.h"
#include "page.h"

namespace mash::notify {

namespace {

using html::Choice;
using pipeline::Input;

const std::vector<Choice>& danger_choices() {
  static const std::vector<Choice> k_choices = {
      {.value = "yes", .text = "Yes, a child is in danger now"},
      {.value = "no", .text = "No, but I am worried"},
      {.value = "unknown", .text = "I do not know"}};
  return k_choices;
}

const std::vector<Choice>& who_choices() {
  static const std::vector<Choice> k_choices = {
      {.value = "child_self", .text = "I am a child or young person, and this is about me"},
      {.value = "child_other",
       .text = "I am a child or young person, and this is about someone else"},
      {.value = "family", .text = "I am a relative or carer of the child"},
      {.value = "friend", .text = "I am a friend, a neighbour or a childminder"},
      {.value = "public", .text = "I am someone else, or I do not want to say"},
      {.divider = "or"},
      {.value = "professional",
       .text = "I am telling you as part of my work",
       .hint = "For example for a school, health, the police, housing or a charity"}};
  return k_choices;
}

std::vector<std::string> codes_of(const std::vector<Choice>& choices) {
  std::vector<std::string> out;
  for (const Choice& choice : choices) {
    if (choice.divider.empty()) out.push_back(choice.value);
  }
  return out;
}

std::string words_of(const std::vector<Choice>& choices, const Sensitive& code) {
  for (const Choice& choice : choices) {
    if (choice.divider.empty() && choice.value == code.reveal()) return choice.text;
  }
  return "";
}

Question one_choice(std::string title, const std::string& name, std::string hint,
                    const std::vector<Choice>& choices, const Shown& shown) {
  Question q{.title = title, .own_heading = false};
  q.fields.push_back(html::radios({.name = name,
                                   .legend = std::move(title),
                                   .hint = std::move(hint),
                                   .error = shown.error(name),
                                   .value = shown.text(name),
                                   .choices = choices,
                                   .legend_classes = "govuk-fieldset__legend--l",
                                   .page_heading = true}));
  return q;
}

std::optional<Error> keep_who(Draft& draft, const Input& input) {
  const Kind before = draft.kind();
  keep_texts(draft.answers, input, {"who"});
  if (draft.kind() != before) {
    // Others are asked other things: those pages come again.
    draft.answered.erase("family");
    draft.answered.erase("contact");
  }
  return std::nullopt;
}

}  // namespace

Page danger_page() {
  return {.name = "danger",
          .fields = {{.name = "danger",
                      .label = "Danger",
                      .kind = pipeline::Kind::choice,
                      .required = true,
                      .choices = codes_of(danger_choices()),
                      .missing = "Select if a child is in danger now"}},
          .ask =
              [](const Draft&, const Shown& shown) {
                Question q = one_choice("Is a child in danger now?", "danger",
                                        "If you are the child, answer for yourself.",
                                        danger_choices(), shown);
                q.warning = "If a child is in immediate danger, call 999 now.";
                return q;
              },
          .keep = [](Draft& draft, const Input& input) -> std::optional<Error> {
            keep_texts(draft.answers, input, {"danger"});
            return std::nullopt;
          }};
}

Page who_page() {
  return {.name = "who",
          .fields = {{.name = "who",
                      .label = "Who you are",
                      .kind = pipeline::Kind::choice,
                      .required = true,
                      .choices = codes_of(who_choices()),
                      .missing = "Select who you are"}},
          .ask =
              [](const Draft&, const Shown& shown) {
                return one_choice("Who are you?", "who",
                                  "We ask so that the next questions fit. You do not have to give "
                                  "your name unless you tell us as part of your work.",
                                  who_choices(), shown);
              },
          .keep = keep_who};
}

std::string danger_words(const Answers& answers) {
  return words_of(danger_choices(), answers.get("danger"));
}

std::string who_words(const Answers& answers) {
  return words_of(who_choices(), answers.get("who"));
}

}  // namespace mash::notify
