// SPDX-License-Identifier: MIT
// Are two, each identified before, one person? Look for others, put both side by side, say it.
#include <algorithm>

#include "joins.h"
#include "mash/base/assert.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "reasons.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_look = "/case/{case}/person/{person}/same";
constexpr std::string_view k_found = "/case/{case}/person/{person}/same/{search}";
constexpr std::string_view k_compare = "/case/{case}/person/{person}/same/{search}/{other}";

// Whom somebody wants to compare, as if they had been found.
Candidate candidate_for(const Deps& deps, const Whole& person, const Whole& other,
                        const PersonId& id) {
  Candidate out{.person = id, .statement = {}, .closest = other.rows.front().id, .why = {}};
  if (const auto compared = compare(deps.recogniser, person, other)) {
    out.closest = compared->with.closest;
    out.why = compared->with.why;
  }
  return out;
}

Result<pipeline::Reply> look(const Grant<Action::screen>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const auto person, person_of_path(c, grant));
  LookedUp found;
  std::string then;
  std::optional<std::set<CaseId>> only;  // in whose cases a match is shown; nothing: in all
  if (c.input.has("other")) {
    MASH_TRY(const auto id, PersonId::parse(c.input.text("other")));
    MASH_TRY(const auto other, whole_person(c, grant, id));
    if (other.id == person.id) {
      return Error{
          ErrorCode::conflict, "These two are one person already. Open the person's page", {}};
    }
    found.shown.push_back(candidate_for(deps, person, other, id));
    then = "/" + id.text();
    only = other.cases();
  } else {
    found = alike(c, deps.recogniser, person);
  }
  // Colleagues may have looked by any of the words in this case; the oldest stand for the person.
  std::set<StatementId> here;
  const Statement* oldest = nullptr;
  for (const auto& s : person.said) {
    if (s.case_id != c.case_id) continue;
    here.insert(s.id);
    oldest = &s;
  }
  MASH_ASSERT(oldest != nullptr);
  settle_hidden(c, c.case_id, here, only);
  if (deps.on_looked) deps.on_looked(c, grant, c.case_id);
  const std::string search = keep_search(c, *oldest, found);
  return pipeline::SeeOther{person_path(c, "/same/" + search + then), {}};
}

// The own look-up of the path, if it was of this person.
Result<Search> search_of(Context& c, const policy::Proof& proof, const Whole& person) {
  MASH_TRY(auto search, find_search(c, proof));
  const auto row = find_statement_row(c.tx, search.statement);
  if (!row || row->person != person.id) return not_found();
  c.touch(search.id);
  return search;
}

json::Value person_view(const Context& c, const Whole& person) {
  const auto subject = subject_of(person, to_london(c.now).date);
  json::Value v = json::Object{};
  v.set("name", subject.name);
  v.set("facts", facts_of(subject));
  v.set("known", known_in_words(person.cases(), c.case_id));
  v.set("href", "");
  return v;
}

void add_likeness(json::Value& v, const Whole& person, const Whole& other,
                  const std::optional<Compared>& compared, const std::string& heading) {
  if (!compared) {
    v.set("likeness", "Nothing that was said of them agrees");
    for (const char* name : {"reasons", "warning", "why"}) v.set(name, false);
    return;
  }
  const auto& why = compared->with.why;
  const auto closest = std::ranges::find(other.said, compared->with.closest, &Statement::id);
  v.set("likeness", likeness_in_words(why));
  v.set("reasons", reasons_in_words(person.said.at(compared->said),
                                    closest == other.said.end() ? nullptr : &*closest, why));
  v.set("warning", warning_in_words(why));
  v.set("why", waterfall(why, heading));
}

Result<pipeline::Reply> show_found(const Grant<Action::screen>& grant, Context& c,
                                   const Deps& deps) {
  MASH_TRY(const auto person, person_of_path(c, grant));
  MASH_TRY(const auto search, search_of(c, grant, person));
  deps.recogniser.catch_up(c.tx, c.vault);
  json::Array others;
  for (const auto& candidate : search.candidates) {
    const auto other = whole_person(c, grant, candidate.person);
    if (!other || other->id == person.id) continue;
    c.touch(other->id.text());
    json::Value v = person_view(c, *other);
    add_likeness(v, person, *other, compare(deps.recogniser, person, *other), v.text("name"));
    v.set("compare", person_path(c, "/same/" + search.id + "/" + candidate.person.text()));
    others.push_back(std::move(v));
  }
  json::Value data = case_page(c, grant);
  data.set("back", person_path(c));
  data.set("name", subject_of(person, to_london(c.now).date).name);
  data.set("nobody", others.empty());
  data.set("others", std::move(others));
  return pipeline::View{
      .page = "people/same", .title = "Who else may be this person", .data = std::move(data)};
}

struct Pair {
  Whole person, other;
  Search search;
  std::size_t place = 0;  // of the other in what was found
};

Result<Pair> pair_of(Context& c, const policy::Proof& proof) {
  MASH_TRY(auto person, person_of_path(c, proof));
  MASH_TRY(auto search, search_of(c, proof, person));
  MASH_TRY(const auto id, PersonId::parse(c.input.text("other")));
  const auto at = std::ranges::find(search.candidates, id, &Candidate::person);
  if (at == search.candidates.end()) return not_found();
  MASH_TRY(auto other, whole_person(c, proof, id));
  c.touch(other.id.text());
  const auto place = static_cast<std::size_t>(at - search.candidates.begin());
  return Pair{std::move(person), std::move(other), std::move(search), place};
}

// What says that they are two. Nothing does once they are one.
std::vector<std::string> stops_of(Context& c, const policy::Proof& proof, const Deps& deps,
                                  const Pair& pair) {
  if (pair.person.id == pair.other.id) return {};
  return stops_between(c, proof, deps.borough, pair.person, pair.other);
}

// Of both, and of what speaks against: whoever answers has read all of it.
std::string pair_picture(const Context& c, const Pair& pair,
                         const std::vector<std::string>& stops) {
  std::string more;
  for (const auto& stop : stops) more += stop + "/";
  return picture_of(c, {&pair.person, &pair.other}, more);
}

// Why these two can no longer be judged as they were shown, or "".
std::string out_of_date(Context& c, const policy::Proof& proof, const Deps& deps, const Pair& pair,
                        const std::vector<std::string>& stops, std::string_view seen) {
  if (pair.person.id == pair.other.id || (!seen.empty() && seen != pair_picture(c, pair, stops))) {
    return what_changed(c, proof, deps.borough, pair.person, pair.other, pair.search.at);
  }
  return pair.search.is_fresh(c.now) ? "" : "This look-up is older than 30 minutes";
}

json::Value questions(const Context& c, bool stopped) {
  const auto typed = [&c](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::RadiosOptions answer{.name = "answer",
                             .legend = "Are these two the same person?",
                             .error = html::error_of(c.faults, "answer"),
                             .value = typed("answer"),
                             .legend_classes = "govuk-fieldset__legend--m"};
  for (const auto& w : model::k_words<Verdict>) {
    answer.choices.push_back({.value = std::string(w.code), .text = std::string(w.words)});
  }
  std::vector<json::Value> out{html::radios(answer)};
  out.push_back(html::textarea({.name = "reason",
                                .label = "How do you know?",
                                .hint = "Needed if they are the same person, and kept only then",
                                .error = html::error_of(c.faults, "reason"),
                                .value = typed("reason"),
                                .rows = 3,
                                .max_length = 1000,
                                .label_classes = "govuk-label--s"}));
  if (stopped) {
    out.push_back(html::textarea({.name = "over_stops",
                                  .label = "Why are they the same person all the same?",
                                  .hint = "Answer what speaks against it, above",
                                  .error = html::error_of(c.faults, "over_stops"),
                                  .value = typed("over_stops"),
                                  .rows = 3,
                                  .max_length = 1000,
                                  .label_classes = "govuk-label--s"}));
  }
  return html::fields(std::move(out));
}

json::Array words_list(const std::vector<std::string>& words) {
  json::Array out;
  for (const auto& w : words) out.emplace_back(w);
  return out;
}

Result<pipeline::Reply> show_pair(const Grant<Action::screen>& grant, Context& c,
                                  const Deps& deps) {
  MASH_TRY(const auto pair, pair_of(c, grant));
  deps.recogniser.catch_up(c.tx, c.vault);
  const auto stops = stops_of(c, grant, deps, pair);
  const std::string late = out_of_date(c, grant, deps, pair, stops, "");
  const auto compared = compare(deps.recogniser, pair.person, pair.other);
  json::Value data = case_page(c, grant);
  data.set("back", person_path(c));
  data.set("person", person_view(c, pair.person));
  auto other = person_view(c, pair.other);
  other.set("href", "/case/" + pair.other.rows.front().case_id.text() + "/person/" +
                        std::string(c.input.text("other")));
  data.set("other", std::move(other));
  add_likeness(data, pair.person, pair.other, compared, "Both together");
  data.set("table",
           comparison_table(pair.person, pair.other, compared ? &compared->with : nullptr));
  data.set("stopped", !stops.empty());
  data.set("stops", words_list(stops));
  data.set("late", late);
  data.set("again", late.empty() || pair.person.id == pair.other.id ? "" : person_path(c, "/same"));
  data.set("other_id", c.input.text("other"));
  data.set("action", late.empty() ? person_path(c, "/same/" + pair.search.id + "/" +
                                                       std::string(c.input.text("other")))
                                  : "");
  data.set("seen", c.version_seen("seen", pair_picture(c, pair, stops)));
  data.set("fields", late.empty() ? questions(c, !stops.empty()) : json::Value(false));
  return pipeline::View{
      .page = "people/compare", .title = "Are these the same person?", .data = std::move(data)};
}

// What is missing for saying that they are one.
std::vector<Fault> faults_of(const pipeline::Input& in, bool stopped) {
  std::vector<Fault> out;
  if (!in.has("reason")) {
    out.push_back({"reason", "Say how you know that they are the same person"});
  }
  if (stopped && !in.has("over_stops")) {
    out.push_back({"over_stops", "Say why they are the same person in spite of what says no"});
  }
  return out;
}

Result<pipeline::Reply> answer(const Grant<Action::screen>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const auto pair, pair_of(c, grant));
  auto stops = stops_of(c, grant, deps, pair);
  const std::string late = out_of_date(c, grant, deps, pair, stops, c.input.text("seen"));
  if (!late.empty()) {
    return Error{ErrorCode::conflict, late + ". Open this person's page and look again", {}};
  }
  const std::string verdict(c.input.text("answer"));
  c.note(verdict);
  if (verdict != model::code_of(Verdict::same)) {
    insert_search_answer(c.tx, pair.search.id, pair.place, verdict, c.principal.person, c.now);
    insert_judgement(c.tx, {.id = pair.search.id, .statement = pair.search.statement},
                     {.id = new_id_text(c.random),
                      .other = pair.search.candidates.at(pair.place).closest,
                      .answer = verdict,
                      .by = c.principal.person,
                      .at = c.now});
    return pipeline::SeeOther{person_path(c), {}};
  }
  auto faults = faults_of(c.input, !stops.empty());
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  const auto text = [&c](const char* name) { return Sensitive(std::string(c.input.text(name))); };
  join_persons(
      c, grant, deps, pair.search, pair.person, pair.other,
      {.reason = text("reason"), .stops = std::move(stops), .over_stops = text("over_stops")});
  return pipeline::SeeOther{person_path(c), {}};
}

std::vector<pipeline::Field> answer_fields() {
  std::vector<std::string> codes;
  for (const auto& w : model::k_words<Verdict>) codes.emplace_back(w.code);
  return {{.name = "answer",
           .label = "Answer",
           .kind = pipeline::Kind::choice,
           .required = true,
           .choices = std::move(codes),
           .missing = "Select whether they are the same person"},
          {.name = "reason", .label = "How you know", .max = 1000, .as_typed = true},
          {.name = "over_stops", .label = "Why all the same", .max = 1000, .as_typed = true},
          {.name = "seen",
           .label = "What was seen",
           .required = true,
           .max = 40,
           .missing = "Open the page again: it does not say what you have seen"}};
}

}  // namespace

void add_same_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_look),
       .summary = "Look for others who are the same person",
       .event = "person.matched",
       .fields = {{.name = "other", .label = "The other person", .max = 26}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return look(g, c, deps); },
       .before = catch_up(deps.recogniser)}));
  out.push_back(
      pipeline::page<Action::screen>({.path = std::string(k_found),
                                      .summary = "Who else may be this person",
                                      .event = "person.matches",
                                      .facts = cases::case_facts,
                                      .run = [deps](const Grant<Action::screen>& g, Context& c) {
                                        return show_found(g, c, deps);
                                      }}));
  out.push_back(
      pipeline::page<Action::screen>({.path = std::string(k_compare),
                                      .summary = "Two persons side by side, field by field",
                                      .event = "person.compared",
                                      .facts = cases::case_facts,
                                      .run = [deps](const Grant<Action::screen>& g, Context& c) {
                                        return show_pair(g, c, deps);
                                      }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_compare),
       .summary = "Say whether two persons are the same",
       .event = "person.judged",
       .fields = answer_fields(),
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return answer(g, c, deps); },
       .again = std::string(k_compare),
       .before = catch_up(deps.recogniser)}));
}

}  // namespace mash::people
