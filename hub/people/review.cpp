// SPDX-License-Identifier: MIT
// Who may be the same person: pairs that wait for an answer, and the answers that were given
// lately.
#include "review.h"

#include "doubts.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "pages.h"
#include "reasons.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

// Empty: none were.
std::string who_was_left_out(const Proposals& all) {
  if (all.left_out == 0) return "";
  const bool one = all.left_out == 1;
  return "These are answers for the first 100 people only: those in the most pressing cases of "
         "whom "
         "nobody has answered anything come first. The hub has not looked up " +
         std::to_string(all.left_out) + (one ? " more person" : " more people") +
         " here. They come up when others have been identified, or look them up in their case.";
}

std::string which_persons_were_left_out(const Proposals& all) {
  if (all.left_out == 0) return "";
  const bool one = all.left_out == 1;
  return "The hub has compared the first 100 people only, those in the most pressing cases, and "
         "not " +
         std::to_string(all.left_out) + (one ? " more person" : " more people") +
         ". To compare one of them, open the person's page and look for others who are the same.";
}

std::string more_in_words(std::size_t more) {
  if (more == 0) return "";
  if (more == 1) return "1 more comes up when these are answered.";
  return std::to_string(more) + " more come up when these are answered.";
}

json::Value view(Context& c, const Pair& p) {
  const auto head = cases::find_case(c.tx, p.said.case_id);
  MASH_ASSERT(head.has_value());
  c.touch(p.said.id.text());
  c.touch(p.known.id.text());
  json::Value v = json::Object{};
  v.set("name", described(p.said));
  v.set("reference", head->reference);
  v.set("other", described(p.known));
  v.set("likeness", likeness_in_words(p.why));
  v.set("reasons", reasons_in_words(p.said, &p.known, p.why));
  v.set("warning", warning_in_words(p.why));
  v.set("links", p.cases == 1 ? "Both are in one case."
                              : "An answer links or parts " + std::to_string(p.cases) + " cases.");
  v.set("action", p.action);
  v.set("field", p.field);
  v.set("value", p.value);
  v.set("idempotency_key", false);  // several forms on one page; harmless when sent twice
  for (const char* name : {"judged", "since", "take_back"}) v.set(name, false);
  return v;
}

json::Value view(Context& c, const Deps& deps, const Unsure& u) {
  auto v = view(c, u.pair);
  v.set("judged", directory::person_name(deps.borough, u.answer.by) + " was not sure on " +
                      plain_time(u.answer.at) + ".");
  if (u.since == 1) v.set("since", "Since then 1 source has said something new of one of them.");
  if (u.since > 1) {
    v.set("since",
          "Since then " + std::to_string(u.since) + " sources have said something new of them.");
  }
  v.set("take_back",
        take_back_form(u.answer, described(u.pair.said) + "; " + described(u.pair.known)));
  return v;
}

json::Value view(Context& c, const Doubt& d) {
  const auto reference = [&c](const Statement& s) {
    const auto head = cases::find_case(c.tx, s.case_id);
    MASH_ASSERT(head.has_value());
    c.touch(s.id.text());
    return head->reference;
  };
  json::Value v = json::Object{};
  v.set("name", described(d.said));
  v.set("reference", reference(d.said));
  v.set("other", described(d.known));
  v.set("other_reference", reference(d.known));
  json::Array reasons;
  for (const auto& r : d.reasons) reasons.emplace_back(r);
  v.set("reasons", std::move(reasons));
  v.set("page", d.page);
  v.set("part", d.part);
  return v;
}

json::Array views(Context& c, const std::vector<Pair>& pairs) {
  json::Array out;
  for (const auto& p : pairs) out.push_back(view(c, p));
  return out;
}

Result<pipeline::Reply> show_review(const Grant<Action::read_queue>& grant, Context& c,
                                    const Deps& deps) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  deps.recogniser.catch_up(c.tx, c.vault);
  const auto all = proposals(c, grant, deps, hidden);
  const auto persons = proposals_of_persons(c, grant, deps, hidden);
  const auto unsure = unsure_pairs(c, grant, deps, hidden);
  const bool nobody = all.pairs.empty() && persons.pairs.empty();
  const bool is_all = all.left_out == 0 && persons.left_out == 0;
  json::Array not_sure;
  for (const auto& u : unsure.pairs) not_sure.push_back(view(c, deps, u));
  json::Value data = json::Object{};
  data.set("nobody", nobody && is_all);
  data.set("nobody_looked_up", nobody && !is_all);
  data.set("left_out", who_was_left_out(all));
  data.set("has_pairs", !all.pairs.empty());
  data.set("pairs", views(c, all.pairs));
  data.set("pairs_more", more_in_words(all.more));
  data.set("has_persons", !persons.pairs.empty());
  data.set("persons_left_out", which_persons_were_left_out(persons));
  data.set("persons", views(c, persons.pairs));
  data.set("persons_more", more_in_words(persons.more));
  const auto doubtful = doubts(c, grant, deps, hidden);
  json::Array may_be_two;
  for (const auto& d : doubtful.people) may_be_two.push_back(view(c, d));
  data.set("has_doubts", !may_be_two.empty());
  data.set("doubts", std::move(may_be_two));
  data.set("doubts_more", more_in_words(doubtful.more));
  data.set("has_unsure", !not_sure.empty());
  data.set("unsure", std::move(not_sure));
  data.set("unsure_more", more_in_words(unsure.more));
  auto answers = answers_lately(c, grant, deps, hidden);
  data.set("has_answers", !answers.empty());
  data.set("answers", std::move(answers));
  return pipeline::View{
      .page = "people/review", .title = "Who may be the same", .data = std::move(data)};
}

}  // namespace

void add_review_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_queue>(
      {.path = "/people/review",
       .summary = "Pairs of people who may be the same, and what was answered lately",
       .event = "people.review",
       .facts = pipeline::no_facts,
       .run = [deps](const Grant<Action::read_queue>& g, Context& c) {
         return show_review(g, c, deps);
       }}));
}

}  // namespace mash::people
