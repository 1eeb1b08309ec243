// SPDX-License-Identifier: MIT
// The form of a profile: which patterns, filed under what, whom and where it is about, what is
// known and asked, and when somebody looks at it again.
#include <algorithm>
#include <array>

#include "finding_words.h"
#include "mash/html/forms.h"
#include "mash/model/words.h"
#include "pages.h"
#include "profile_view.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;

constexpr std::size_t k_most_offered = 20;
constexpr std::size_t k_most_subjects = 100;
constexpr std::size_t k_longest_theme = 100;

struct PartQuestion {
  Part part;
  const char* name;
  const char* legend;
  const char* hint;
};
constexpr std::array<PartQuestion, 3> k_parts{{
    {Part::victim, "victims", "Who may be a victim?",
     "As they are called in the patterns. Names are not typed here."},
    {Part::harm, "harms", "Who may be causing harm?",
     "As they are called in the patterns. Somebody may be both."},
    {Part::place, "places", "Which places are part of it?",
     "As they are called in the patterns. Addresses are not typed here."},
}};

bool fits(Part part, About about) {
  if (part == Part::place) return about == About::home || about == About::district;
  return about == About::child || about == About::adult;
}

bool shares(const Finding& a, const Finding& b) {
  const bool whom = std::ranges::any_of(a.subjects, [&](const Subject& s) {
    return std::ranges::find(b.subjects, s) != b.subjects.end();
  });
  return whom || std::ranges::any_of(a.evidence, [&](const Evidence& e) {
           return std::ranges::find(b.evidence, e.case_id, &Evidence::case_id) != b.evidence.end();
         });
}

// Those that stand and have a person, a place or a case with one of these in common.
void offer_beside(Context& c, const Seen& seen, const std::vector<FindingRow>& these,
                  std::vector<FindingRow>& out) {
  const auto asides = aside_rows(c.tx, seen.scope->scope);
  for (const auto& row : seen.rows) {
    if (out.size() >= k_most_offered) return;
    const bool in = std::ranges::find(these, row.id, &FindingRow::id) != these.end();
    if (in || standing_of(row, asides) != Standing::stands) continue;
    if (std::ranges::any_of(these, [&](const auto& one) { return shares(one.what, row.what); })) {
      out.push_back(row);
    }
  }
}

void add_subjects(const std::vector<FindingRow>& rows, std::vector<Subject>& out) {
  for (const auto& row : rows) {
    for (const auto& s : row.what.subjects) {
      if (std::ranges::find(out, s) == out.end()) out.push_back(s);
    }
  }
}

// Whom somebody may choose: of the patterns, and whoever was chosen before.
std::vector<Subject> subjects_of(const ProfileForm& form) {
  std::vector<Subject> out;
  add_subjects(form.fixed, out);
  add_subjects(form.offered, out);
  if (form.before) {
    for (const auto& one : form.before->subjects) {
      if (std::ranges::find(out, one.who) == out.end()) out.push_back(one.who);
    }
  }
  return out;
}

std::string plain_called(const pipeline::Vault& vault, const Subject& s) {
  Subject bare = s;
  bare.says.clear();
  return called(vault, bare);
}

std::vector<std::string> ticked(const Context& c, std::string_view name,
                                const std::vector<std::string>& otherwise) {
  return c.typed == nullptr ? otherwise : c.typed->all(name);
}

json::Value findings_question(Context& c, const ProfileForm& form) {
  html::CheckboxesOptions out{
      .name = "findings",
      .legend = form.before ? "Which patterns belong to it?" : "Which other patterns belong to it?",
      .hint = "Those that have a person, a place or a case in common with it.",
      .error = html::error_of(c.faults, "findings"),
      .values =
          ticked(c, "findings", form.before ? form.before->findings : std::vector<std::string>{}),
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& row : form.offered) {
    out.choices.push_back({.value = row.id, .text = sentence(c.vault, row.what)});
  }
  return html::checkboxes(out);
}

std::vector<std::string> chosen_before(const Context& c, const ProfileForm& form, Part part) {
  std::vector<std::string> out;
  if (!form.before) return out;
  for (const auto& one : form.before->subjects) {
    if (one.part == part) out.push_back(plain_called(c.vault, one.who));
  }
  return out;
}

json::Value part_question(const Context& c, const ProfileForm& form, const PartQuestion& q,
                          const std::vector<Subject>& subjects) {
  html::CheckboxesOptions out{.name = q.name,
                              .legend = q.legend,
                              .hint = q.hint,
                              .error = html::error_of(c.faults, q.name),
                              .values = ticked(c, q.name, chosen_before(c, form, q.part)),
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& s : subjects) {
    if (!fits(q.part, s.about)) continue;
    const bool person = q.part != Part::place;
    out.choices.push_back({.value = plain_called(c.vault, s),
                           .text = person && !s.says.empty()
                                       ? called(c.vault, s) + ", age " + s.says
                                       : called(c.vault, s)});
  }
  return out.choices.empty() ? json::Value() : html::checkboxes(out);
}

std::vector<json::Value> word_questions(const Context& c, const ProfileForm& form) {
  const auto text = [&](const char* name, const char* label, const char* hint) {
    return html::textarea({.name = name,
                           .label = label,
                           .hint = hint,
                           .error = html::error_of(c.faults, name),
                           .value = typed_or(c, name, form.words.text(name)),
                           .rows = 5,
                           .max_length = static_cast<int>(k_longest_words),
                           .label_classes = "govuk-label--s"});
  };
  return {text("known", "What is known?",
               "Without names, NHS numbers and dates of birth. Say people as they are called in "
               "the patterns."),
          text("questions", "What is not known yet?", "The questions that are open, if any.")};
}

// The patterns that were chosen, with those that are in it anyway.
std::vector<FindingRow> read_findings(const Context& c, const ProfileForm& form,
                                      std::vector<Fault>& faults) {
  std::vector<FindingRow> out = form.fixed;
  for (const auto& id : c.input.all("findings")) {
    const auto row = std::ranges::find(form.offered, id, &FindingRow::id);
    if (row == form.offered.end()) {
      faults.push_back({"findings", "One of these patterns cannot be chosen. Open the form anew"});
      return out;
    }
    out.push_back(*row);
  }
  if (out.empty() && form.lost.empty()) {
    faults.push_back({"findings", "Choose the patterns that belong to it"});
  }
  return out;
}

// Those whom the patterns that were chosen are about, or who were in it before, by their pseudonyms
// and by nothing else.
std::vector<PartIn> read_subjects(const Context& c, const ProfileForm& form,
                                  const std::vector<FindingRow>& findings,
                                  std::vector<Fault>& faults) {
  const auto all = subjects_of({.fixed = findings, .before = form.before});
  std::vector<PartIn> out;
  for (const auto& q : k_parts) {
    for (const auto& value : c.input.all(q.name)) {
      const auto who = std::ranges::find_if(all, [&](const Subject& s) {
        return fits(q.part, s.about) && plain_called(c.vault, s) == value;
      });
      if (who == all.end()) {
        faults.push_back({q.name,
                          "Choose from those in the patterns that belong to it, and tick their "
                          "pattern as well"});
        break;
      }
      out.push_back({q.part, *who});
    }
  }
  return out;
}

LocalDate read_review(const Context& c, std::vector<Fault>& faults) {
  const auto day = c.input.date("review_on");
  if (!day || *day <= to_london(c.now).date) {
    faults.push_back({"review_on", "The day on which it is looked at again must be in the future"});
    return {};
  }
  return *day;
}

}  // namespace

ProfileForm form_from(Context& c, const FindingRow& finding) {
  ProfileForm out{.fixed = {finding}};
  offer_beside(c, seen_by(c), out.fixed, out.offered);
  return out;
}

ProfileForm form_of(Context& c, const policy::Proof& proof, const ProfileRow& row) {
  ProfileForm out{.before = newest_of(c, row)};
  out.words = profile_words(c, proof, "profile", out.before->id, out.before->sealed);
  const auto seen = seen_by(c);
  for (const auto& id : out.before->findings) {
    const auto found = std::ranges::find(seen.rows, id, &FindingRow::id);
    if (found == seen.rows.end()) {
      out.lost.push_back(id);
    } else {
      out.offered.push_back(*found);
    }
  }
  if (!seen.scope) return out;
  std::vector<FindingRow> more;
  offer_beside(c, seen, out.offered, more);
  out.offered.insert(out.offered.end(), more.begin(), more.end());
  return out;
}

json::Value profile_questions(Context& c, const Deps& deps, const ProfileForm& form) {
  std::vector<json::Value> all;
  if (!form.offered.empty()) all.push_back(findings_question(c, form));
  html::RadiosOptions theme{.name = "theme",
                            .legend = "What is it about?",
                            .error = html::error_of(c.faults, "theme"),
                            .value = typed_or(c, "theme", form.before ? form.before->theme : ""),
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : deps.policy.themes) {
    theme.choices.push_back({.value = one.code, .text = one.words});
  }
  all.push_back(html::radios(theme));
  all.push_back(html::input({.name = "theme_words",
                             .label = "If it is something else: what?",
                             .error = html::error_of(c.faults, "theme_words"),
                             .value = typed_or(c, "theme_words", form.words.text("theme_words")),
                             .label_classes = "govuk-label--s",
                             .autocomplete = "off"}));
  const auto subjects = subjects_of(form);
  for (const auto& q : k_parts) {
    auto question = part_question(c, form, q, subjects);
    if (!question.is_null()) all.push_back(std::move(question));
  }
  for (auto& question : word_questions(c, form)) all.push_back(std::move(question));
  all.push_back(day_question(c, "review_on", "When is it looked at again?",
                             "It stays open until somebody closes it, also after that day.",
                             form.before ? std::optional(form.before->review_on) : std::nullopt));
  return html::fields(std::move(all));
}

std::vector<pipeline::Field> profile_fields(const Deps& deps) {
  using pipeline::Kind;
  pipeline::Field theme{.name = "theme",
                        .label = "What it is about",
                        .kind = Kind::choice,
                        .required = true,
                        .missing = "Choose what it is about"};
  for (const auto& one : deps.policy.themes) theme.choices.push_back(one.code);
  std::vector<pipeline::Field> out = {{.name = "findings",
                                       .label = "The patterns that belong to it",
                                       .kind = Kind::many,
                                       .max = 2 * k_most_offered},
                                      std::move(theme),
                                      {.name = "theme_words",
                                       .label = "What it is, if it is something else",
                                       .max = k_longest_theme}};
  for (const auto& q : k_parts) {
    out.push_back({.name = q.name, .label = q.legend, .kind = Kind::many, .max = k_most_subjects});
  }
  out.push_back({.name = "known",
                 .label = "What is known",
                 .required = true,
                 .max = k_longest_words,
                 .missing = "Say what is known",
                 .as_typed = true});
  out.push_back({.name = "questions",
                 .label = "What is not known yet",
                 .max = k_longest_words,
                 .as_typed = true});
  out.push_back({.name = "review_on",
                 .label = "The day on which it is looked at again",
                 .kind = Kind::date,
                 .required = true,
                 .missing = "Enter the day on which it is looked at again"});
  return out;
}

pipeline::Field profile_version_field() {
  return {.name = "version",
          .label = "The version that was looked at",
          .kind = pipeline::Kind::number,
          .required = true,
          .max = 9};
}

Result<ReadProfile> read_profile(Context& c, const Deps& /*deps*/, const ProfileForm& form) {
  std::vector<Fault> faults;
  ReadProfile out;
  out.findings = read_findings(c, form, faults);
  for (const auto& row : out.findings) out.version.findings.push_back(row.id);
  for (const auto& id : form.lost) out.version.findings.push_back(id);
  out.version.subjects = read_subjects(c, form, out.findings, faults);
  out.version.theme = std::string(c.input.text("theme"));
  const bool other = out.version.theme == k_other_theme;
  if (other && !c.input.has("theme_words")) {
    faults.push_back({"theme_words", "Say what it is about"});
  } else if (!other && c.input.has("theme_words")) {
    faults.push_back(
        {"theme_words", "This is for something else. Choose that above, or leave this empty"});
  }
  add_told_of(c, {"theme_words", "known", "questions"}, faults);
  out.version.review_on = read_review(c, faults);
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  out.words = json::Object{{"theme_words", std::string(c.input.text("theme_words"))},
                           {"known", std::string(c.input.text("known"))},
                           {"questions", std::string(c.input.text("questions"))}};
  return out;
}

}  // namespace mash::findings
