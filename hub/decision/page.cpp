// SPDX-License-Identifier: MIT
#include "page.h"

#include <algorithm>
#include <array>

#include "assessed.h"
#include "background.h"
#include "coverage.h"
#include "late.h"
#include "mash/assessment/dissents.h"
#include "mash/cases/bars.h"
#include "mash/cases/holds.h"
#include "mash/challenge/challenges.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/items.h"
#include "mash/enquiry/enquiries.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/told/told.h"
#include "recommendations.h"

namespace mash::decision {

namespace {

using model::code_of;
using model::words_of;

// The threshold in short (domain.md 5.2), beside the question where it is used.
constexpr std::array<std::string_view, 4> k_threshold = {
    "Services that every child has are enough.",
    "Some extra help from one or two services; early help or family help.",
    "Several needs that will not be met without help; an assessment under section 17.",
    "Serious harm has happened or is likely; a strategy discussion and section 47."};

std::string name_of(const people::Subject& child) {
  return child.name.empty() ? "Name not known" : child.name;
}

std::string agencies_text(const model::Borough& borough, const std::vector<AgencyId>& agencies) {
  std::string out;
  for (const auto& a : agencies) {
    out += (out.empty() ? "" : ", ") + directory::agency_name(borough, a);
  }
  return out;
}

json::Value decision_data(pipeline::Context& c, const PageOptions& o, const Decision& d,
                          const Assessed& stood, bool with_words) {
  json::Value out = json::Object{};
  out.set("outcome", words_of(d.outcome));
  out.set("level", words_of(d.level));
  out.set("by", directory::person_name(o.deps.borough, d.decided_by));
  out.set("at", plain_time(d.decided_at));
  out.set("signed", with_words && d.signed_at
                        ? directory::person_name(o.deps.borough, d.signed_by) + ", " +
                              plain_time(*d.signed_at)
                        : "");
  out.set("missing", agencies_text(o.deps.borough, d.missing_returns));
  out.set("not_covering", agencies_text(o.deps.borough, d.not_covering));
  out.set("reason", with_words ? d.reason.reveal() : "");
  out.set("evidence", with_words ? d.evidence.reveal() : "");
  out.set("without_reason", with_words ? d.without_reason.reveal() : "");
  json::Array misfits;
  if (with_words) misfits.assign(d.misfits.begin(), d.misfits.end());
  out.set("has_misfits", !misfits.empty());
  out.set("misfits", std::move(misfits));
  out.set("fit_answer", with_words ? d.fit_answer.reveal() : "");
  // Who decided outside is named, as whoever decides in the hub is.
  out.set("outside",
          d.outside_at ? d.outside_by.reveal() + ", " + plain_time(*d.outside_at) : std::string());
  out.set("differs", with_words ? d.differs.reveal() : "");
  out.set("recommendation", false);
  json::Array unseen;
  if (with_words) unseen.assign(d.unseen.begin(), d.unseen.end());
  out.set("has_unseen", !unseen.empty());
  out.set("unseen", std::move(unseen));
  add_assessed(out, c, o.deps.borough, d, stood);
  return out;
}

// "7KQ4-XM2P, received 3 May 2026, Blue, Closed"
json::Value case_link(const cases::CaseHead& head) {
  json::Value out = json::Object{};
  out.set("href", "/case/" + head.id.text());
  out.set("reference", head.reference);
  out.set("text", "received " + plain_date(to_london(head.received_at).date) + ", " +
                      std::string(words_of(head.rating)) + ", " +
                      std::string(cases::standing_words(head)));
  return out;
}

json::Array case_links(pipeline::Context& c, const std::vector<CaseId>& ids) {
  auto heads = cases::find_cases(c.tx, {ids.begin(), ids.end()});
  std::ranges::sort(heads, {}, &cases::CaseHead::received_at);
  json::Array out;
  for (const auto& head : heads) {
    c.touch(head.id.text());
    out.push_back(case_link(head));
  }
  return out;
}

// Why a second manager must sign, for whoever may know of all of it. A case that was hidden from
// them since must not show in a count, nor by a reason that is missing.
json::Array to_sign_data(pipeline::Context& c, const Decision& d) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  if (std::ranges::any_of(d.to_sign, [&hidden](const ToSign& why) {
        return std::ranges::any_of(why.others,
                                   [&](const CaseId& id) { return hidden.contains(id); });
      })) {
    return {};
  }
  json::Array out;
  for (const auto& why : d.to_sign) {
    json::Value one = json::Object{};
    one.set("text", why.text);
    auto others = case_links(c, why.others);
    one.set("has_others", !others.empty());
    one.set("others", std::move(others));
    out.push_back(std::move(one));
  }
  return out;
}

// Settled: no repeat is lost. For those who decide and may know of the cases.
json::Value hidden_repeat_data(pipeline::Context& c, const PageOptions& o, const PersonId& child) {
  const auto& id = o.head.id;
  if (!may_decide(c.principal)) return false;
  for (const auto& repeat : people::hidden_repeats(c, o.deps.borough)) {
    if (repeat.case_id != id || people::person_meant(c, id, "", repeat.child) != child) continue;
    json::Value out = json::Object{};
    out.set("others", case_links(c, repeat.others));
    out.set("alone", repeat.alone);
    return out;
  }
  return false;
}

// Its newest assessment, or that there is none.
void add_assessment(json::Value& to, pipeline::Context& c, const PageOptions& o,
                    const PersonId& child, const Assessed& stood, bool with_words, bool is_open) {
  const auto* newest = assessment::newest_of(stood.assessments, child);
  to.set("assessment", newest != nullptr ? assessment::assessment_data(c, o.deps.borough, *newest)
                                         : json::Value(false));
  to.set("deciding", is_open);
  to.set("not_assessed", with_words && newest == nullptr
                             ? "/case/" + o.head.id.text() + "/assessment"
                             : std::string());
}

// What the hub recommended, apart from what was decided.
void add_recommended(json::Value& to, pipeline::Context& c, const policy::Proof& proof,
                     const PageOptions& o, const ChildDecisions& found, const Assessed& stood) {
  to.set("recommends", recommends(o.deps));
  json::Value newest = false;
  json::Array earlier;
  const bool with_words = cases::is_front_door(c.principal);
  const auto all = recommendations_of(c, proof, o.head.id);
  const Decision* last = newest_for(all, found.child.person);
  for (const auto& one : all) {
    if (one.child != found.child.person) continue;
    if (&one != last) {
      earlier.emplace_back(std::string(words_of(one.outcome)) + ", " +
                           std::string(words_of(one.level)) + ". " +
                           directory::person_name(o.deps.borough, one.decided_by) + ", " +
                           plain_time(one.decided_at));
    } else {
      newest = decision_data(c, o, one, stood, with_words);
      newest.set("recommendation", true);
    }
  }
  to.set("recommended", std::move(newest));
  std::ranges::reverse(earlier);
  to.set("has_earlier_recommended", !earlier.empty());
  to.set("earlier_recommended", std::move(earlier));
  to.set("front_door", recommends(o.deps) && may_record(c.principal)
                           ? "/case/" + o.head.id.text() + "/decision/" +
                                 found.child.person.text() + "/front-door"
                           : std::string());
}

json::Value child_data(pipeline::Context& c, const policy::Proof& proof, const PageOptions& o,
                       const ChildDecisions& found, const Assessed& stood, bool is_open) {
  // Reasons may say what only the front door may read, and that two had to look tells of repeats.
  const bool with_words = cases::is_front_door(c.principal);
  const std::string path = "/case/" + o.head.id.text() + "/decision/" + found.child.person.text();
  json::Value out = json::Object{};
  out.set("name", name_of(found.child));
  out.set("age", found.child.age);
  out.set("decided", found.standing.has_value());
  out.set("standing",
          found.standing ? decision_data(c, o, *found.standing, stood, with_words) : false);
  json::Array conflicting;
  for (const auto& d : found.conflicting) {
    conflicting.push_back(decision_data(c, o, d, stood, with_words));
  }
  out.set("reopened", found.reopened);
  out.set("challenged", found.challenged);
  out.set("has_conflict", conflicting.size() > 1 && !found.reopened);
  out.set("conflicting", std::move(conflicting));
  json::Value proposed = false;
  if (found.proposed && with_words) {
    proposed = decision_data(c, o, *found.proposed, stood, with_words);
    proposed.set("why", to_sign_data(c, *found.proposed));
    const bool other = found.proposed->decided_by != c.principal.person;
    proposed.set("sign", may_decide(c.principal) && other ? path + "/sign" : "");
    proposed.set("decision", found.proposed->id.text());
    proposed.set("version", encode(picture_of(c, proof, o.head.id, found)));
    proposed.set("own", !other);
  }
  out.set("proposed", std::move(proposed));
  add_assessment(out, c, o, found.child.person, stood, with_words, is_open);
  add_recommended(out, c, proof, o, found, stood);
  out.set("hidden_repeat", hidden_repeat_data(c, o, found.child.person));
  json::Array earlier;
  for (const auto& d : found.earlier) {
    if (!with_words && !d.holds()) continue;
    json::Value one;
    one.set("text", std::string(words_of(d.outcome)) + ", " + std::string(words_of(d.level)) +
                        ". " + directory::person_name(o.deps.borough, d.decided_by) + ", " +
                        plain_time(d.decided_at) + (d.holds() ? "" : " (was never signed)"));
    earlier.push_back(std::move(one));
  }
  out.set("has_earlier", !earlier.empty());
  out.set("earlier", std::move(earlier));
  out.set("decide", may_decide(c.principal) && !is_open ? path : "");
  return out;
}

// Of each child, which agencies' answers are not about them.
json::Array not_covering_data(pipeline::Context& c, const policy::Proof& proof,
                              const PageOptions& o, const std::vector<ChildDecisions>& all) {
  json::Array out;
  for (const auto& found : all) {
    auto agencies = coverage_lines(c, proof, o.deps.borough, o.head.id, found.child.person);
    if (agencies.empty()) continue;
    json::Value child = json::Object{};
    child.set("name", name_of(found.child));
    child.set("agencies", std::move(agencies));
    out.push_back(std::move(child));
  }
  return out;
}

json::Value level_question(const std::string& value, const std::string& error) {
  html::RadiosOptions options{.name = "level",
                              .legend = "How much help does this child need?",
                              .error = error,
                              .value = value,
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (std::size_t i = 0; i < k_threshold.size(); ++i) {
    const auto& word = model::k_words<model::NeedLevel>[i];
    options.choices.push_back({.value = std::string(word.code),
                               .text = std::string(word.words),
                               .hint = std::string(k_threshold[i])});
  }
  return html::radios(options);
}

json::Value outcome_question(const std::string& value, const std::string& error) {
  html::SelectOptions options{.name = "outcome",
                              .label = "What happens next?",
                              .error = error,
                              .value = value,
                              .choices = {{.value = "", .text = "Choose an outcome"}},
                              .label_classes = "govuk-label--s"};
  for (const auto& word : model::k_words<model::Outcome>) {
    options.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::select(options);
}

// Questions about news that came in while the page was open.
void add_change_questions(std::vector<json::Value>& questions, const std::string& change,
                          const std::string& reason, const std::vector<Fault>& faults) {
  questions.push_back(html::radios(
      {.name = "change",
       .legend = "What does this change mean for your decision?",
       .error = html::error_of(faults, "change"),
       .value = change,
       .choices = {{.value = "viewed", .text = "I have looked at it, and my decision takes it in"},
                   {.value = "dismissed",
                    .text = "It does not matter for this decision",
                    .hint = "Say why below"}},
       .legend_classes = "govuk-fieldset__legend--s"}));
  questions.push_back(html::textarea({.name = "change_reason",
                                      .label = "Why it does not matter",
                                      .hint = "Only if you chose that it does not matter",
                                      .error = html::error_of(faults, "change_reason"),
                                      .value = reason,
                                      .rows = 2,
                                      .max_length = 1000,
                                      .label_classes = "govuk-label--s"}));
}

// E11: asked only of what was typed, so that nobody is led to an answer.
json::Value fit_question(const std::vector<std::string>& misfits, const std::string& value,
                         const std::string& error) {
  std::string hint;
  for (const auto& one : misfits) hint += (hint.empty() ? "" : " ") + one;
  return html::textarea({.name = "fit_answer",
                         .label = "This does not fit the assessment. Why is it right all the same?",
                         .hint = hint,
                         .error = error,
                         .value = value,
                         .rows = 3,
                         .max_length = 1000,
                         .label_classes = "govuk-label--s"});
}

json::Value form_data(pipeline::Context& c, const policy::Proof& proof, const PageOptions& o,
                      const ChildDecisions& child) {
  const auto typed = [&o](std::string_view name) {
    return o.typed == nullptr ? std::string() : std::string(o.typed->text(name));
  };
  const auto error = [&o](std::string_view name) { return html::error_of(o.faults, name); };
  Picture now = picture_of(c, proof, o.head.id, child);
  std::vector<std::string> changes;
  if (const auto before = parse_picture(typed("version"))) {
    changes = changes_between(*before, now, o.deps.borough);
    now.told = before->told || !changes.empty();
  }
  std::vector<json::Value> questions;
  const auto misfits = typed_misfits(c, proof, o, child.child.person);
  if (!misfits.empty())
    questions.push_back(fit_question(misfits, typed("fit_answer"), error("fit_answer")));
  if (now.told) add_change_questions(questions, typed("change"), typed("change_reason"), o.faults);
  questions.push_back(outcome_question(typed("outcome"), error("outcome")));
  questions.push_back(level_question(typed("level"), error("level")));
  questions.push_back(html::textarea({.name = "reason",
                                      .label = "Why?",
                                      .error = error("reason"),
                                      .value = typed("reason"),
                                      .max_length = 4000,
                                      .label_classes = "govuk-label--s"}));
  questions.push_back(html::textarea({.name = "evidence",
                                      .label = "What is it based on?",
                                      .hint = "What you rely on, and what is not known",
                                      .error = error("evidence"),
                                      .value = typed("evidence"),
                                      .max_length = 4000,
                                      .label_classes = "govuk-label--s"}));
  if (decides_without_answers(c, proof, o.head.id, child.child.person)) {
    questions.push_back(html::textarea({.name = "without_reason",
                                        .label = "Why can you decide before everybody answers?",
                                        .error = error("without_reason"),
                                        .value = typed("without_reason"),
                                        .rows = 2,
                                        .max_length = 1000,
                                        .label_classes = "govuk-label--s"}));
  }
  json::Value out = json::Object{};
  out.set("name", name_of(child.child));
  out.set("recommend", recommends(o.deps));
  out.set("action", "/case/" + o.head.id.text() + "/decision/" + child.child.person.text());
  out.set("version", encode(now));
  json::Array list;
  for (auto& text : changes) list.emplace_back(std::move(text));
  out.set("has_changes", !list.empty());
  out.set("changes", std::move(list));
  out.set("knows", "/case/" + o.head.id.text());
  out.set("fields", html::fields(std::move(questions)));
  std::string both;
  const Decision* replaced = child.standing ? &*child.standing : nullptr;
  if (child.conflicting.size() == 1) replaced = &child.conflicting.front();
  for (const auto& d : child.conflicting) {
    if (&d == replaced) break;
    both += (both.empty() ? "“" : " and “") + std::string(words_of(d.outcome)) + "”";
  }
  const bool decides = !recommends(o.deps);  // a recommendation replaces no decision
  out.set("replaces_all", decides ? both : std::string());
  out.set("replaces",
          decides && replaced != nullptr ? std::string(words_of(replaced->outcome)) : "");
  return out;
}

// Why a signature was refused.
json::Value sign_changes(pipeline::Context& c, const policy::Proof& proof, const PageOptions& o,
                         const std::vector<ChildDecisions>& all) {
  const auto child = std::ranges::find_if(
      all, [&o](const ChildDecisions& d) { return d.child.person == o.signing; });
  if (!o.signed_on || child == all.end()) return false;
  json::Array changes;
  for (auto& text :
       changes_between(*o.signed_on, picture_of(c, proof, o.head.id, *child), o.deps.borough)) {
    changes.emplace_back(std::move(text));
  }
  json::Value out = json::Object{};
  out.set("name", name_of(child->child));
  out.set("changes", std::move(changes));
  out.set("knows", "/case/" + o.head.id.text());
  return out;
}

// Whose form is open: the one asked for, else the first who waits for a decision, or, where the hub
// recommends, for its recommendation.
const ChildDecisions* open_child(pipeline::Context& c, const PageOptions& o,
                                 const std::vector<ChildDecisions>& all) {
  const auto at = std::ranges::find_if(all, [&](const ChildDecisions& d) {
    if (!o.chosen.empty()) return d.child.person == o.chosen;
    const bool recommended =
        recommends(o.deps) && count_recommendations(c, o.head.id, d.child.person) > 0;
    return !d.standing && !d.proposed && !recommended;
  });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

bool may_decide(const policy::Principal& person) {
  return policy::may(person, policy::Action::decide, {.case_member = true});
}

json::Value decision_page(pipeline::Context& c, const policy::Proof& proof, const PageOptions& o) {
  const auto all = by_child(c, proof, o.head.id);
  const ChildDecisions* open = may_decide(c.principal) ? open_child(c, o, all) : nullptr;
  json::Value out = json::Object{};
  out.set("bar", cases::case_bar(c, o.head, people::bar_words(c, proof, o.head.id)));
  out.set("tabs", cases::case_tabs(c, o.head, "decision"));
  const Assessed stood = assessed(c, proof, o.head.id);
  json::Array children;
  for (const auto& found : all) {
    children.push_back(child_data(c, proof, o, found, stood, &found == open));
  }
  const auto said = people::statements_of(c, proof, o.head.id);
  const bool unknown = std::ranges::any_of(said, [](const auto& s) { return s.person.empty(); });
  out.set("nobody", children.empty());
  out.set("children", std::move(children));
  out.set("unidentified", unknown ? "/case/" + o.head.id.text() + "/family" : "");
  add_background(out, c, proof, o);
  auto uncovered = not_covering_data(c, proof, o, all);
  out.set("has_not_covering", !uncovered.empty());
  out.set("not_covering", std::move(uncovered));
  out.set("kept", cases::kept_view(c, o.head.id, [&o](const AgencyId& agency) {
            return directory::agency_name(o.deps.borough, agency);
          }));
  json::Array told = told::notices(c, o.deps.borough, o.head.id);
  out.set("has_told", !told.empty());
  out.set("told", std::move(told));
  out.set("path_to_tell", told::path_to_tell(c, o.head.id));
  auto dissents = assessment::dissents_data(c, proof, o.deps.borough, o.head.id);
  out.set("has_dissents", !dissents.empty());
  out.set("dissents", std::move(dissents));
  auto challenges = challenge::lines_data(c, proof, o.deps.borough, o.head.id);
  out.set("has_challenges", !challenges.empty());
  out.set("challenges", std::move(challenges));
  out.set("challenge", "/case/" + o.head.id.text() + "/challenges");
  out.set("sign_changes", sign_changes(c, proof, o, all));
  out.set("late", late_data(c, proof, o, all));
  auto answers = late_answers_data(c, proof, o);
  out.set("has_late_answers", !answers.empty());
  out.set("late_answers", std::move(answers));
  out.set("form", open == nullptr ? json::Value(false) : form_data(c, proof, o, *open));
  out.set("sent", all_children_decided(c, proof, o.head.id) && may_decide(c.principal)
                      ? "/case/" + o.head.id.text() + "/products"
                      : "");
  return out;
}

}  // namespace mash::decision
