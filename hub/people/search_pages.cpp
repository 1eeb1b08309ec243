// SPDX-License-Identifier: MIT
// Finding out who a statement is about: look up, compare, say.
#include <algorithm>
#include <map>
#include <set>

#include "candidate_view.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_together = "/people/together";
constexpr std::string_view k_together_path = "/case/{case}/people/together";
constexpr std::string_view k_search_path = "/case/{case}/people/search/{search}";

std::string answer_name(std::size_t place) {
  return "answer_" + std::to_string(place + 1);
}

std::vector<pipeline::Field> answer_fields() {
  std::vector<pipeline::Field> out = {{.name = "outcome",
                                       .label = "What to do",
                                       .kind = pipeline::Kind::choice,
                                       .required = true,
                                       .choices = {"save", "new"},
                                       .missing = "Save the answers, or press None of these"}};
  std::vector<std::string> codes;
  for (const auto& w : model::k_words<Verdict>) codes.emplace_back(w.code);
  for (std::size_t i = 0; i < Recogniser::k_most; ++i) {
    out.push_back({.name = answer_name(i),
                   .label = "Answer for person " + std::to_string(i + 1),
                   .kind = pipeline::Kind::choice,
                   .choices = codes});
  }
  return out;
}

// Nothing is chosen beforehand; what was typed comes back after a fault.
json::Value question(const Context& c, std::size_t place) {
  const std::string name = answer_name(place);
  std::vector<html::Choice> choices;
  for (const auto& w : model::k_words<Verdict>) {
    choices.push_back({.value = std::string(w.code), .text = std::string(w.words)});
  }
  return html::radios({.name = name,
                       .legend = "Is person " + std::to_string(place + 1) + " the same person?",
                       .error = html::error_of(c.faults, name),
                       .value = c.typed == nullptr ? "" : std::string(c.typed->text(name)),
                       .choices = std::move(choices),
                       .classes = "govuk-radios--inline govuk-radios--small",
                       .legend_classes = "govuk-fieldset__legend--s"});
}

// Why this look-up can no longer be answered, or "".
std::string out_of_date(Context& c, const Search& search, const StatementRow& row,
                        const model::Borough& borough) {
  if (row.version != search.statement_version || !row.person.empty())
    return last_change(c, row.id, borough);
  if (!search.is_fresh(c.now)) return "This look-up is older than 30 minutes";
  return "";
}

json::Value buttons(bool found) {
  json::Array out;
  if (found) {
    out.push_back(html::button({.text = "Save these answers",
                                .name = "outcome",
                                .value = "save",
                                .prevent_double_click = true}));
  }
  out.push_back(
      html::button({.text = found ? "None of these: add as a new person" : "Add as a new person",
                    .name = "outcome",
                    .value = "new",
                    .classes = found ? "govuk-button--secondary" : "",
                    .prevent_double_click = true}));
  return out;
}

Result<pipeline::Reply> look_up(const Grant<Action::screen>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, statement_in_case(c));
  if (!row.person.empty()) {
    const std::string what = last_change(c, row.id, deps.borough);
    return Error{ErrorCode::conflict, what + ". Undo that first to look again", {}};
  }
  const auto said = open_statement(c.tx, c.vault, grant, row);
  const std::string id = start_search(c, deps.recogniser, said);
  return pipeline::SeeOther{case_path(c, "/people/search/" + id), {}};
}

Result<pipeline::Reply> show_search(const Grant<Action::screen>& grant, Context& c,
                                    const Deps& deps) {
  MASH_TRY(const Search search, find_search(c, grant));
  const auto row = find_statement_row(c.tx, search.statement);
  MASH_ASSERT(row.has_value());
  const auto said = open_statement(c.tx, c.vault, grant, *row);
  c.touch(search.id);
  const std::string late = out_of_date(c, search, *row, deps.borough);
  json::Array candidates;
  for (std::size_t i = 0; i < search.candidates.size(); ++i) {
    auto v = candidate_view(c, grant, said, search.candidates[i], i, deps.borough);
    v.set("question", late.empty() ? question(c, i) : json::Value(false));
    candidates.push_back(std::move(v));
  }
  json::Value data = case_page(c, grant);
  data.set("source", source_of(said, deps.borough));
  data.set("said", said_list(said));
  data.set("nobody", candidates.empty());
  data.set("late", late);
  data.set("again", late.empty() || !row->person.empty() ? "" : case_path(c, "/people/search"));
  data.set("statement", row->id.text());
  data.set("family", case_path(c, "/family"));
  data.set("action", late.empty() ? case_path(c, "/people/search/" + search.id) : "");
  data.set("buttons", late.empty() ? buttons(!candidates.empty()) : json::Value(false));
  data.set("candidates", std::move(candidates));
  return pipeline::View{.page = "people/search", .title = "Who is this?", .data = std::move(data)};
}

Answers answers_from(const pipeline::Input& input) {
  Answers out;
  out.none_of_these = input.text("outcome") == "new";
  for (std::size_t i = 0; i < out.of.size(); ++i) {
    out.of.at(i) = model::from_code<Verdict>(input.text(answer_name(i)));
  }
  return out;
}

Result<pipeline::Reply> answer(const Grant<Action::screen>& grant, Context& c, const Deps& deps) {
  const auto search = find_search(c, grant);
  if (!search) return invalid("search", "Look this person up yourself first, then say who it is");
  const auto row = find_statement_row(c.tx, search->statement);
  MASH_ASSERT(row.has_value());
  const std::string late = out_of_date(c, *search, *row, deps.borough);
  if (!late.empty()) {
    return Error{ErrorCode::conflict, late + ". Open the family page and look again", {}};
  }
  MASH_TRY(const auto changed, answer_search(c, *search, answers_from(c.input)));
  for (const auto& id : changed) people_changed(c, grant, deps, id);
  // Of those who were looked up together the next one is offered.
  const bool more = !own_searches(c, grant).empty();
  return pipeline::SeeOther{case_path(c, more ? k_together : "/family"), {}};
}

// Everybody of the case of whom nobody has said who they are.
Result<pipeline::Reply> look_all_up(const Grant<Action::screen>& grant, Context& c,
                                    const Deps& deps) {
  std::string only;
  int searches = 0;
  for (const auto& said : statements_of(c, grant, c.case_id)) {
    if (!said.person.empty()) continue;
    only = start_search(c, deps.recogniser, said);
    ++searches;
  }
  if (searches == 1) return pipeline::SeeOther{case_path(c, "/people/search/" + only), {}};
  return pipeline::SeeOther{case_path(c, searches == 0 ? "/family" : k_together), {}};
}

json::Value found_view(const Context& c, const Search& search, const Statement& said,
                       const model::Borough& borough) {
  const auto n = search.candidates.size();
  json::Value v = json::Object{};
  v.set("search", search.id);
  v.set("name", said.display_name());
  v.set("role", std::string(model::words_of(said.role)));
  v.set("source", source_of(said, borough));
  v.set("said", said_list(said));
  v.set("found", n == 1 ? std::string("1 person is alike") : std::to_string(n) + " are alike");
  v.set("href", case_path(c, "/people/search/" + search.id));
  return v;
}

Result<pipeline::Reply> show_together(const Grant<Action::screen>& grant, Context& c,
                                      const Deps& deps) {
  std::map<StatementId, Statement> said;
  for (auto& s : statements_of(c, grant, c.case_id)) {
    if (s.person.empty()) said.emplace(s.id, std::move(s));
  }
  json::Array alike;
  json::Array unknown;
  for (const auto& search : own_searches(c, grant)) {
    c.touch(search.id);
    auto one = said.extract(search.statement);
    MASH_ASSERT(!one.empty());
    (search.candidates.empty() ? unknown : alike)
        .push_back(found_view(c, search, one.mapped(), deps.borough));
  }
  json::Value data = case_page(c, grant);
  data.set("family", case_path(c, "/family"));
  data.set("again", said.empty() ? "" : case_path(c, k_together));  // those are not looked up
  data.set("left", static_cast<std::int64_t>(said.size()));
  data.set("has_alike", !alike.empty());
  data.set("alike", std::move(alike));
  data.set("button", unknown.size() == 1
                         ? std::string("Add this one as a new person")
                         : "Add these " + std::to_string(unknown.size()) + " as new people");
  data.set("has_unknown", !unknown.empty());
  data.set("unknown", std::move(unknown));
  data.set("action", case_path(c, std::string(k_together) + "/new"));
  return pipeline::View{
      .page = "people/together", .title = "Who are they?", .data = std::move(data)};
}

// A colleague may have added them meanwhile.
bool is_still_unknown(Context& c, const policy::Proof& proof, const Recogniser& recogniser,
                      const Search& search) {
  if (!search.candidates.empty()) return false;
  const auto row = find_statement_row(c.tx, search.statement);
  const auto said = open_statement(c.tx, c.vault, proof, *row);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  return recogniser.look_up(said, hidden).shown.empty();
}

// Those whom nobody is like, as the page showed them: all, or none.
Result<pipeline::Reply> add_unknown(const Grant<Action::screen>& grant, Context& c,
                                    const Deps& deps) {
  const auto searches = own_searches(c, grant);
  std::set<CaseId> changed;
  const auto& sent = c.input.all("searches");
  for (const auto& id : std::set<std::string>(sent.begin(), sent.end())) {
    const auto search = std::ranges::find(searches, id, &Search::id);
    if (search == searches.end() || !is_still_unknown(c, grant, deps.recogniser, *search)) {
      return Error{ErrorCode::conflict,
                   "Something of one of them has changed, or half an hour has gone by. Nobody was "
                   "added. Look them up again",
                   {}};
    }
    MASH_TRY(auto also, answer_search(c, *search, {.of = {}, .none_of_these = true}));
    changed.merge(also);
  }
  for (const auto& id : changed) people_changed(c, grant, deps, id);
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto waits = statements_of(c, grant, c.case_id);
  const bool done = std::ranges::none_of(waits, [](const auto& s) { return s.person.empty(); });
  return pipeline::SeeOther{done ? cases::work_page(*head, c.principal) : case_path(c, k_together),
                            {}};
}

void add_together_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(
      pipeline::page<Action::screen>({.path = std::string(k_together_path),
                                      .summary = "Whom those may be who were looked up together",
                                      .event = "people.found-together",
                                      .facts = cases::case_facts,
                                      .run = [deps](const Grant<Action::screen>& g, Context& c) {
                                        return show_together(g, c, deps);
                                      }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_together_path),
       .summary = "Look up everybody of a case of whom nobody has said who they are",
       .event = "people.searched-together",
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g,
                     Context& c) { return look_all_up(g, c, deps); },
       .before = catch_up(deps.recogniser)}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_together_path) + "/new",
       .summary = "Say that those whom nobody is like are new people",
       .event = "person.identified-new",
       .fields = {{.name = "searches",
                   .label = "Look-ups",
                   .kind = pipeline::Kind::many,
                   .required = true,
                   .max = 1000,
                   .missing = "Reload the page: it does not say whom you have seen"}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g,
                     Context& c) { return add_unknown(g, c, deps); },
       .before = catch_up(deps.recogniser)}));
}

}  // namespace

void add_search_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::act<Action::screen>(
      {.path = "/case/{case}/people/search",
       .summary = "Look up who a statement is about",
       .event = "people.searched",
       .fields = {{.name = "statement", .label = "Statement", .required = true, .max = 26}},
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return look_up(g, c, deps); },
       .before = catch_up(deps.recogniser)}));
  out.push_back(
      pipeline::page<Action::screen>({.path = std::string(k_search_path),
                                      .summary = "Who a statement may be about, field by field",
                                      .event = "people.compared",
                                      .facts = cases::case_facts,
                                      .run = [deps](const Grant<Action::screen>& g, Context& c) {
                                        return show_search(g, c, deps);
                                      }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_search_path),
       .summary = "Say who a statement is about",
       .event = "person.identified",
       .fields = answer_fields(),
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return answer(g, c, deps); },
       .again = std::string(k_search_path)}));
  add_together_routes(out, deps);
}

}  // namespace mash::people
