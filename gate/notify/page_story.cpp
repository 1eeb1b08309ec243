// SPDX-License-Identifier: MIT
// Where the child is, what happened, who else is there, and for professionals the family.
#include <array>

#include "mash/html/forms.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Input;

constexpr std::size_t k_narrative = 20'000;
constexpr std::size_t k_text = 4'000;

struct CodeWords {
  std::string_view code;
  std::string_view words;
};

// The import format's codes, in the words of a form.
constexpr auto k_concern_words = std::to_array<CodeWords>({
    {"physical_abuse", "Physical abuse"},
    {"injury_infant", "Injury to a baby"},
    {"sexual_abuse", "Sexual abuse"},
    {"emotional_abuse", "Emotional abuse"},
    {"neglect", "Neglect"},
    {"domestic_abuse", "Domestic abuse"},
    {"adult_posing_risk", "An adult who may be a danger"},
    {"criminal_exploitation", "Used by criminals"},
    {"sexual_exploitation", "Sexual exploitation"},
    {"trafficking", "Trafficking"},
    {"missing", "Missing from home or care"},
    {"online_harm", "Harm online"},
    {"radicalisation", "Radicalisation"},
    {"fgm", "Female genital mutilation"},
    {"forced_marriage_honour", "Forced marriage or so-called honour"},
    {"faith_or_belief", "Abuse linked to faith or belief"},
    {"harmful_sexual_behaviour", "Harmful sexual behaviour by a child"},
    {"self_harm", "Self-harm"},
    {"child_mental_health", "The child's mental health"},
    {"parental_mental_health", "A parent's mental health"},
    {"parental_alcohol_misuse", "A parent's alcohol use"},
    {"parental_substance_misuse", "A parent's drug use"},
    {"pre_birth", "Worry about an unborn baby"},
    {"private_fostering", "Private fostering"},
    {"young_carer", "Young carer"},
    {"attendance", "Missing school"},
    {"housing", "Housing"},
    {"nrpf", "No recourse to public funds"},
    {"other", "Something else"},
});

const std::vector<html::Choice>& interpreter_choices() {
  static const std::vector<html::Choice> k_choices = {
      {.value = "yes", .text = "Yes"},
      {.value = "no", .text = "No"},
      {.value = "unknown", .text = "I do not know"}};
  return k_choices;
}

const std::vector<html::Choice>& informed_choices() {
  static const std::vector<html::Choice> k_choices = {
      {.value = "yes", .text = "Yes, they know"},
      {.value = "no", .text = "No, not yet"},
      {.value = "not_safe", .text = "No, it would not be safe"},
      {.value = "unknown", .text = "I do not know"}};
  return k_choices;
}

struct Box {
  std::string name, label, hint;
  int rows = 5;
  std::size_t limit = k_text;
  bool heading = true;
};

json::Value text_box(const Shown& shown, const Box& box) {
  return html::textarea({.name = box.name,
                         .label = box.label,
                         .hint = box.hint,
                         .error = shown.error(box.name),
                         .value = shown.text(box.name),
                         .rows = box.rows,
                         .max_length = static_cast<int>(box.limit),
                         .label_classes = box.heading ? "govuk-label--l" : "govuk-label--s",
                         .page_heading = box.heading});
}

Question one_box(const Shown& shown, const Box& box) {
  Question q{.title = box.label, .own_heading = false};
  q.fields.push_back(text_box(shown, box));
  return q;
}

std::vector<std::string> concern_codes() {
  std::vector<std::string> out;
  for (const CodeWords& concern : k_concern_words) out.emplace_back(concern.code);
  return out;
}

json::Value concern_question(const Draft& draft, const Shown& shown) {
  std::vector<html::Choice> choices;
  for (const CodeWords& concern : k_concern_words) {
    choices.push_back({.value = std::string(concern.code), .text = std::string(concern.words)});
  }
  return html::checkboxes(
      {.name = "concerns",
       .legend = "What kind of worry is it?",
       .hint = "Select all that fit, or none. The hub makes up its own mind.",
       .error = shown.error("concerns"),
       .values = shown.typed == nullptr ? draft.concerns : shown.typed->all("concerns"),
       .choices = std::move(choices),
       .classes = "govuk-checkboxes--small",
       .legend_classes = "govuk-fieldset__legend--s"});
}

Question ask_what(const Draft& draft, const Shown& shown) {
  Box box{.name = "narrative", .rows = 12, .limit = k_narrative};
  switch (draft.kind()) {
    case Kind::child:
      box.label = "What happened?";
      box.hint =
          "Use your own words. You cannot get this wrong, and you are not in trouble for telling.";
      break;
    case Kind::member_of_public:
      box.label = "What are you worried about?";
      box.hint =
          "Say what you saw or heard, when, and how often. Say what you know yourself and what "
          "somebody told you. You do not need proof. You can add photographs or documents at the "
          "end.";
      break;
    case Kind::professional:
      box.label = "What are you worried about?";
      box.hint =
          "What happened, when and to whom; what is known and what is opinion; what the child "
          "said, "
          "in the child's words; what you have done already. You can add photographs or documents "
          "at the end.";
      break;
  }
  Question q = one_box(shown, box);
  if (draft.kind() == Kind::professional) q.fields.push_back(concern_question(draft, shown));
  return q;
}

Question ask_where(const Draft& draft, const Shown& shown) {
  Box box{.name = "where_now"};
  box.label = draft.about_self() ? "Where are you now?" : "Where is the child now?";
  box.hint = draft.about_self()
                 ? "For example at home, at school or with a friend. Leave this empty if you want."
                 : "For example at home, at school, in hospital or with a friend. Leave this empty "
                   "if you do not know.";
  return one_box(shown, box);
}

Question ask_others(const Draft& draft, const Shown& shown) {
  Box box{.name = "who_else"};
  box.label = draft.about_self() ? "Who lives with you or looks after you?" : "Who else is there?";
  box.hint =
      draft.about_self()
          ? "You can also say who scares you, and who you trust. Leave this empty if you want."
          : "People who live with the child, look after the child or visit: names and who they "
            "are. Say if somebody may be dangerous. Leave this empty if you do not know.";
  return one_box(shown, box);
}

Question ask_family(const Draft& /*draft*/, const Shown& shown) {
  Question q{.title = "Have you told the family?"};
  q.guidance.emplace_back(
      "Tell the family that you are contacting us unless that would put the child or anybody else "
      "at "
      "risk, or would cause delay.");
  q.fields.push_back(html::radios({.name = "informed",
                                   .legend = "Does the family know that you are telling us?",
                                   .error = shown.error("informed"),
                                   .value = shown.text("informed"),
                                   .choices = informed_choices(),
                                   .legend_classes = "govuk-fieldset__legend--s"}));
  q.fields.push_back(text_box(shown, {.name = "why_not_informed",
                                      .label = "If they do not know: why?",
                                      .hint = "What could happen if they were told?",
                                      .heading = false}));
  q.fields.push_back(text_box(shown, {.name = "family_contact",
                                      .label = "How can a parent be reached safely? (optional)",
                                      .hint = "Safe times and numbers, and who must not hear of it",
                                      .rows = 2,
                                      .heading = false}));
  q.fields.push_back(html::radios({.name = "interpreter",
                                   .legend = "Do they need an interpreter? (optional)",
                                   .error = shown.error("interpreter"),
                                   .value = shown.text("interpreter"),
                                   .choices = interpreter_choices(),
                                   .classes = "govuk-radios--small govuk-radios--inline",
                                   .legend_classes = "govuk-fieldset__legend--s"}));
  q.fields.push_back(html::input({.name = "language",
                                  .label = "Which language, or British Sign Language? (optional)",
                                  .error = shown.error("language"),
                                  .value = shown.text("language"),
                                  .label_classes = "govuk-label--s",
                                  .autocomplete = "off"}));
  q.fields.push_back(text_box(shown, {.name = "needs",
                                      .label = "What else helps in talking with them? (optional)",
                                      .hint = "For example hearing, sight, reading, a disability",
                                      .rows = 2,
                                      .heading = false}));
  return q;
}

std::optional<Error> keep_family(Draft& draft, const Input& input) {
  const std::string_view informed = input.text("informed");
  if ((informed == "no" || informed == "not_safe") && !input.has("why_not_informed")) {
    return invalid("why_not_informed", "Enter why the family does not know", "missing");
  }
  keep_texts(
      draft.answers, input,
      {"informed", "why_not_informed", "family_contact", "interpreter", "language", "needs"});
  return std::nullopt;
}

Page text_page(std::string page, std::string field, std::string label,
               Question (*ask)(const Draft&, const Shown&)) {
  return {.name = std::move(page),
          .fields = {{.name = field, .label = std::move(label), .max = k_text, .as_typed = true}},
          .ask = ask,
          .keep = [field](Draft& draft, const Input& input) -> std::optional<Error> {
            keep_texts(draft.answers, input, {field});
            return std::nullopt;
          }};
}

}  // namespace

Page where_page() {
  return text_page("where", "where_now", "Where the child is", ask_where);
}

Page others_page() {
  return text_page("others", "who_else", "Who else is there", ask_others);
}

Page what_page() {
  return {.name = "what",
          .fields = {{.name = "narrative",
                      .label = "What happened",
                      .required = true,
                      .max = k_narrative,
                      .missing = "Enter what you are worried about",
                      .as_typed = true},
                     {.name = "concerns",
                      .label = "The kind of worry",
                      .kind = pipeline::Kind::many,
                      .max = k_concern_words.size(),
                      .choices = concern_codes()}},
          .ask = ask_what,
          .keep = [](Draft& draft, const Input& input) -> std::optional<Error> {
            keep_texts(draft.answers, input, {"narrative"});
            draft.concerns.clear();
            for (const std::string& code : input.all("concerns")) {
              if (std::find(draft.concerns.begin(), draft.concerns.end(), code) ==
                  draft.concerns.end()) {
                draft.concerns.push_back(code);
              }
            }
            return std::nullopt;
          }};
}

Page family_page() {
  return {
      .name = "family",
      .fields = {{.name = "informed",
                  .label = "Whether the family knows",
                  .kind = pipeline::Kind::choice,
                  .required = true,
                  .choices = {"yes", "no", "not_safe", "unknown"},
                  .missing = "Select whether the family knows"},
                 {.name = "why_not_informed", .label = "Why not", .max = k_text, .as_typed = true},
                 {.name = "family_contact",
                  .label = "How a parent is reached safely",
                  .max = k_text,
                  .as_typed = true},
                 {.name = "interpreter",
                  .label = "Interpreter",
                  .kind = pipeline::Kind::choice,
                  .choices = {"yes", "no", "unknown"}},
                 {.name = "language", .label = "Language", .max = 200, .as_typed = true},
                 {.name = "needs", .label = "Other needs", .max = k_text, .as_typed = true}},
      .ask = ask_family,
      .keep = keep_family};
}

std::string interpreter_words(const Answers& answers) {
  for (const html::Choice& choice : interpreter_choices()) {
    if (answers.is("interpreter", choice.value)) return choice.text;
  }
  return "";
}

std::string informed_words(const Answers& answers) {
  for (const html::Choice& choice : informed_choices()) {
    if (answers.is("informed", choice.value)) return choice.text;
  }
  return "";
}

std::string concern_words(std::string_view code) {
  for (const CodeWords& concern : k_concern_words) {
    if (concern.code == code) return std::string(concern.words);
  }
  return "";
}

}  // namespace mash::notify
