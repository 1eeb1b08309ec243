// SPDX-License-Identifier: MIT
// The second person: what waits, and what they say of each.
#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/oversight/oversight.h"
#include "pages.h"

namespace mash::glass {

namespace {

using cases::Glass;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/oversight";
constexpr const char* k_one = "/oversight/{glass}";
constexpr int k_newest = 20;

json::Value line_of(Context& c, const model::Borough& borough, const Glass& glass) {
  json::Value v = json::Object{};
  const auto head = cases::find_case(c.tx, glass.case_id);
  v.set("href", std::string(k_list) + "/" + glass.id);
  v.set("text", directory::person_name(borough, glass.staff) + ", " +
                    directory::agency_name(borough, glass.agency) + ": case " + head->reference);
  v.set("when", plain_time(glass.broken_at));
  const bool own = glass.staff == c.principal.person;
  v.set("own", own);
  v.set("verdict", glass.verdict ? std::string(model::words_of(*glass.verdict)) : std::string());
  v.set("clock",
        glass.verdict
            ? json::Value(false)
            : html::clock({.due = glass.review_by, .now = c.now, .started = glass.broken_at}));
  c.touch(glass.id);
  return v;
}

// Whoever may not know of a case finds it in no count either.
std::vector<Glass> visible(Context& c, std::vector<Glass> all) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::erase_if(all, [&hidden](const Glass& one) { return hidden.contains(one.case_id); });
  return all;
}

json::Array lines_of(Context& c, const model::Borough& borough, const std::vector<Glass>& all) {
  json::Array out;
  for (const auto& one : all) out.push_back(line_of(c, borough, one));
  return out;
}

Result<Reply> list(Context& c, const Deps& deps) {
  const auto waiting = visible(c, cases::not_reviewed(c.tx));
  const auto reviewed = visible(c, cases::newest_reviewed(c.tx, k_newest));
  const auto late =
      std::ranges::count_if(waiting, [&c](const Glass& one) { return one.review_by < c.now; });
  json::Value data = json::Object{};
  data.set("count", static_cast<std::int64_t>(waiting.size()));
  data.set("one", waiting.size() == 1);
  data.set("has_late", late > 0);
  data.set("late", static_cast<std::int64_t>(late));
  data.set("nothing", waiting.empty()
                          ? html::empty(html::Empty::nothing, "Nothing waits for a review.")
                          : json::Value(false));
  data.set("waiting", lines_of(c, deps.borough, waiting));
  data.set("has_reviewed", !reviewed.empty());
  data.set("reviewed", lines_of(c, deps.borough, reviewed));
  return pipeline::View{.page = "glass/oversight",
                        .title = "Oversight",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Glass> in_path(Context& c) {
  auto glass = cases::find_glass(c.tx, c.input.text("glass"));
  if (!glass) return not_found();
  return *std::move(glass);
}

Result<policy::Facts> review_facts(Context& c) {
  MASH_TRY(const auto glass, in_path(c));
  c.about(glass.case_id);
  return policy::Facts{.barred = cases::is_barred(c.tx, glass.case_id, c.principal.person),
                       .own = glass.staff == c.principal.person};
}

json::Value form_of(const Context& c, const Glass& glass) {
  html::RadiosOptions verdict{.name = "verdict",
                              .legend = "Was it justified to open this case?",
                              .error = html::error_of(c.faults, "verdict"),
                              .value = typed_or_empty(c, "verdict"),
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<cases::Verdict>) {
    verdict.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  json::Value v = json::Object{};
  v.set("action", std::string(k_list) + "/" + glass.id);
  v.set("fields", html::fields({html::radios(verdict),
                                html::textarea({.name = "words",
                                                .label = "Why do you say so?",
                                                .hint = "Those in the case read this.",
                                                .error = html::error_of(c.faults, "words"),
                                                .value = typed_or_empty(c, "words"),
                                                .rows = 3,
                                                .max_length = 2000,
                                                .label_classes = "govuk-label--s"})}));
  return v;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto glass, in_path(c));
  const auto head = cases::find_case(c.tx, glass.case_id);
  const auto looks = oversight::looks_of(c, proof, deps.borough, glass.case_id,
                                         {glass.staff, glass.broken_at, glass.last_at()});
  const bool reads = policy::may(c.principal, Action::read_case, {.case_member = true});
  c.touch(glass.id);
  json::Value data = json::Object{};
  data.set("reference", head->reference);
  data.set("case", reads ? "/case/" + glass.case_id.text() : std::string());
  data.set("glass", view_of(c, proof, deps.borough, glass));
  data.set("clock",
           glass.verdict
               ? json::Value(false)
               : html::clock({.due = glass.review_by, .now = c.now, .started = glass.broken_at}));
  data.set("nobody", looks.empty());
  data.set("looks", looks.empty() ? json::Value(false) : html::who_looked(looks));
  data.set("form", may_review(c.principal, glass) ? form_of(c, glass) : json::Value(false));
  return pipeline::View{.page = "glass/review",
                        .title = "Review of broken glass",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> review(Context& c) {
  MASH_TRY(const auto glass, in_path(c));
  if (glass.verdict) {
    const std::string what = "Somebody has reviewed it meanwhile";
    return Error{ErrorCode::conflict, what, {{"verdict", what}}};
  }
  const auto verdict = model::from_code<cases::Verdict>(c.input.text("verdict"));
  cases::add_review(c, glass, *verdict, std::string(c.input.text("words")));
  return pipeline::SeeOther{k_list, {}};
}

std::vector<pipeline::Field> review_fields() {
  pipeline::Field verdict{.name = "verdict",
                          .label = "Whether it was justified",
                          .kind = pipeline::Kind::choice,
                          .required = true,
                          .missing = "Say whether it was justified"};
  for (const auto& word : model::k_words<cases::Verdict>) verdict.choices.emplace_back(word.code);
  return {std::move(verdict),
          {.name = "words",
           .label = "Why you say so",
           .required = true,
           .max = 2000,
           .missing = "Say why",
           .as_typed = true}};
}

}  // namespace

void add_review_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::review_reading>(
      {.path = k_list,
       .summary = "How often somebody broke the glass and nobody has reviewed it, and each of them",
       .event = "glass.reviews",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return list(c, deps); }}));
  out.push_back(pipeline::page<Action::review_reading>(
      {.path = k_one,
       .summary = "Who broke the glass, why, and what they opened",
       .event = "glass.review-read",
       .facts = review_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::review_reading>(
      {.path = k_one,
       .summary = "Say as a second person whether it was justified",
       .event = "glass.reviewed",
       .fields = review_fields(),
       .facts = review_facts,
       .run = [](const auto&, Context& c) { return review(c); },
       .again = k_one}));
}

}  // namespace mash::glass
