// SPDX-License-Identifier: MIT
// Asking for the names of one pattern, the answer of a second person, and the look itself.
#include <algorithm>

#include "finding_words.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/purposes.h"
#include "mash/directory/directory.h"
#include "mash/findings/names.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/people.h"
#include "mash/research/pseudonym.h"
#include "names_store.h"
#include "names_view.h"
#include "pages.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_longest = 2000;
constexpr std::size_t k_newest = 50;
constexpr const char* k_list = "/patterns/names";
constexpr const char* k_one = "/patterns/names/{request}";

pipeline::Label label_of(const std::string& id, std::string_view kind) {
  return {.owner = pipeline::k_front_door, .kind = kind, .row = id};
}

Bytes seal_words(Context& c, const std::string& id, std::string_view kind, std::string_view typed) {
  const json::Value words = json::Object{{"words", std::string(typed)}};
  return c.vault.seal(c.tx, label_of(id, kind), json::encode(words), c.random);
}

std::string words_in(Context& c, const policy::Proof& proof, const std::string& id,
                     std::string_view kind, const Bytes& sealed) {
  return c.vault.open_json(c.tx, proof, label_of(id, kind), sealed).text("words");
}

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

bool reads_cases(const Context& c) {
  return policy::may(c.principal, Action::read_case, {.case_member = true});
}

bool answers(const Context& c, const NamesRow& row) {
  return !row.answer &&
         policy::may(c.principal, Action::clear_names, {.own = row.asked_by == c.principal.person});
}

bool runs(const NamesRow& row, UtcTime now) {
  return row.answer == NamesAnswer::cleared && row.ends_at > now;
}

// Has it people, and has somebody said who they are? A home has no name, and of a child whom nobody
// has identified there is none that is known to be theirs.
bool has_names(const Finding& finding) {
  const auto identified = finding.numbers.find("identified");
  if (identified != finding.numbers.end() && identified->second == 0) return false;
  return std::ranges::any_of(finding.subjects, [](const Subject& s) {
    return s.about == About::child || s.about == About::adult;
  });
}

// A clearance is for the cases of its time. Which cases of this evidence has none that runs?
std::vector<CaseId> uncovered(const std::vector<NamesRow>& rows, const Finding& finding,
                              UtcTime now) {
  std::vector<CaseId> out;
  for (const auto& e : finding.evidence) {
    const bool is_covered = std::ranges::any_of(rows, [&](const NamesRow& row) {
      return runs(row, now) && row.evidence.contains(e.case_id);
    });
    if (!is_covered) out.push_back(e.case_id);
  }
  return out;
}

constexpr const char* k_over = "It no longer holds. Its names are not asked for any more";

Result<Reply> ask(Context& c) {
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row || !has_names(row->what)) return not_found();
  if (row->ended_at) return invalid("purpose", k_over);
  const auto before = names_of(c.tx, row->id, c.principal.person);
  if (std::ranges::any_of(before, [](const NamesRow& one) { return !one.answer; })) {
    return invalid("purpose", "You have asked already. A manager answers");
  }
  if (uncovered(before, row->what, c.now).empty()) {
    return invalid("purpose", "The names are cleared for you already");
  }
  NamesRow asked{.id = new_id_text(c.random),
                 .finding = row->id,
                 .asked_by = c.principal.person,
                 .asked_at = c.now,
                 .purpose = std::string(c.input.text("purpose"))};
  for (const auto& e : row->what.evidence) asked.evidence.insert(e.case_id);
  asked.sealed = seal_words(c, asked.id, "finding_names", c.input.text("need"));
  insert_names(c.tx, asked);
  c.touch(row->id);
  c.note(asked.purpose);
  return pipeline::SeeOther{"/patterns/" + row->id, {}};
}

// Nobody reads why names of a case are asked for, or clears them, who may not know of that case:
// the pattern may stand without it, and the request was made with it.
bool knows_evidence(Context& c, const NamesRow& row) {
  const auto hidden = hidden_from(c.tx, c.principal.person);
  return std::ranges::none_of(row.evidence, [&](const CaseId& id) { return hidden.contains(id); });
}

// Of a request whose pattern the reader may not know of it is as if there were none. Who asked
// reads their own.
bool is_shown(Context& c, const NamesRow& row) {
  const bool own = row.asked_by == c.principal.person;
  if (!own && !policy::may(c.principal, Action::clear_names, {})) return false;
  return seen_by(c, row.finding).has_value() && knows_evidence(c, row);
}

// Among others each form has ids of its own; alone on its page a fault leads to its fields.
json::Value answer_form(const Context& c, const NamesRow& row, const Deps& deps, bool alone) {
  const auto who = directory::person_name(deps.borough, row.asked_by);
  const auto id = [&](const char* name) {
    return alone ? std::string(name) : std::string(name) + "-" + row.id;
  };
  html::RadiosOptions answer{.name = "answer",
                             .legend = "May " + who + " read these names?",
                             .error = html::error_of(c.faults, "answer"),
                             .value = typed(c, "answer"),
                             .id = id("answer"),
                             .legend_classes = "govuk-fieldset__legend--s"};
  answer.choices = {{.value = "CLEARED",
                     .text = "Yes, for " + std::to_string(deps.policy.cleared_days) + " days"},
                    {.value = "REFUSED", .text = "No"}};
  json::Value v = json::Object{};
  v.set("action", std::string(k_list) + "/" + row.id);
  v.set("fields", html::fields({html::radios(answer),
                                html::textarea({.name = "words",
                                                .label = "Why do you say so?",
                                                .hint = "Whoever asked reads this.",
                                                .error = html::error_of(c.faults, "words"),
                                                .value = typed(c, "words"),
                                                .id = id("words"),
                                                .rows = 3,
                                                .max_length = static_cast<int>(k_longest),
                                                .label_classes = "govuk-label--s"})}));
  return v;
}

json::Value row_view(Context& c, const policy::Proof& proof, const Deps& deps, const NamesRow& row,
                     bool alone) {
  json::Value v = json::Object{};
  v.set("who", directory::person_name(deps.borough, row.asked_by));
  v.set("at", plain_time(row.asked_at));
  v.set("purpose", cases::purpose_words(row.purpose));
  v.set("words", words_in(c, proof, row.id, "finding_names", row.sealed));
  v.set("href", "/patterns/" + row.finding);
  const auto finding = seen_by(c, row.finding);
  v.set("sentence", finding ? sentence(c.vault, finding->what) : std::string());
  v.set("covers",
        std::to_string(row.evidence.size()) + (row.evidence.size() == 1 ? " case" : " cases"));
  json::Value answer = false;
  if (row.answer) {
    answer = json::Object{
        {"what", model::words_of(*row.answer)},
        {"by", directory::person_name(deps.borough, row.answered_by)},
        {"at", plain_time(row.answered_at)},
        {"words", words_in(c, proof, row.id, "finding_names_answer", row.answer_sealed)},
        {"until", runs(row, c.now) ? plain_time(row.ends_at) : std::string()},
        {"ended", row.answer == NamesAnswer::cleared && !runs(row, c.now) ? plain_time(row.ends_at)
                                                                          : std::string()}};
  }
  v.set("answer", std::move(answer));
  v.set("form", answers(c, row) ? answer_form(c, row, deps, alone) : json::Value(false));
  c.touch(row.id);
  return v;
}

// All of them, or the one in the path.
Result<Reply> list(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto only = c.input.text("request");
  const auto is_asked_for = [&](const NamesRow& row) {
    return (only.empty() || row.id == only) && is_shown(c, row);
  };
  json::Array waiting;
  for (const auto& row : names_waiting(c.tx)) {
    if (is_asked_for(row)) waiting.push_back(row_view(c, proof, deps, row, !only.empty()));
  }
  json::Array answered;
  for (const auto& row : names_answered(c.tx)) {
    // Cut after what is not for this reader, so that others' do not push out their own.
    if (answered.size() == k_newest) break;
    if (is_asked_for(row)) answered.push_back(row_view(c, proof, deps, row, !only.empty()));
  }
  json::Value data = json::Object{};
  const std::string title = only.empty() ? "Names of patterns" : "A request for names";
  data.set("title", title);
  data.set("alone", !only.empty());
  data.set("nothing", only.empty() && waiting.empty()
                          ? html::empty(html::Empty::nothing, "Nobody waits for names.")
                          : json::Value(false));
  data.set("has_waiting", !waiting.empty());
  data.set("waiting", std::move(waiting));
  data.set("has_answered", !answered.empty());
  data.set("answered", std::move(answered));
  return pipeline::View{.page = "findings/names",
                        .title = title,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<policy::Facts> answer_facts(Context& c) {
  const auto row = find_names(c.tx, c.input.text("request"));
  // Nothing is said to whoever clears none, not even whether there is such a request.
  if (!policy::may(c.principal, Action::clear_names, {})) return policy::Facts{};
  if (!row || !seen_by(c, row->finding) || !knows_evidence(c, *row)) return not_found();
  return policy::Facts{.own = row->asked_by == c.principal.person};
}

Result<Reply> answer(Context& c, const Deps& deps) {
  auto row = *find_names(c.tx, c.input.text("request"));
  if (row.answer) {
    const std::string what = "Somebody has answered meanwhile";
    return Error{ErrorCode::conflict, what, {{"answer", what}}};
  }
  row.answer = model::from_code<NamesAnswer>(c.input.text("answer"));
  const auto finding = seen_by(c, row.finding);
  if (row.answer == NamesAnswer::cleared && finding && finding->ended_at) {
    return invalid("answer", "The pattern no longer holds. Say no, and why");
  }
  row.answered_by = c.principal.person;
  row.answered_at = c.now;
  row.ends_at = *row.answer == NamesAnswer::cleared
                    ? c.now + Duration::days(deps.policy.cleared_days)
                    : c.now;
  row.answer_sealed = seal_words(c, row.id, "finding_names_answer", c.input.text("words"));
  store_answer(c.tx, row);
  c.touch(row.finding);
  c.note(std::string(model::code_of(*row.answer)));
  return pipeline::SeeOther{k_list, {}};
}

// Is this case evidence of it, and cleared for whoever asks? Whoever reads who looked is told so,
// for what and by whom.
bool is_cleared(Context& c, const std::string& finding, const CaseId& id) {
  const auto rows = names_of(c.tx, finding, c.principal.person);
  const auto row = std::ranges::find_if(
      rows, [&](const auto& one) { return runs(one, c.now) && one.evidence.contains(id); });
  if (row == rows.end()) return false;
  c.note("names_cleared");
  c.note("cleared_by_" + row->answered_by.text());
  c.note(row->purpose);
  return true;
}

Result<policy::Facts> look_facts(Context& c) {
  MASH_TRY(const auto id, CaseId::parse(c.input.text("case")));
  const auto row = seen_by(c, c.input.text("finding"));
  const auto head = cases::find_case(c.tx, id);
  if (!row || !head ||
      std::ranges::find(row->what.evidence, id, &Evidence::case_id) == row->what.evidence.end()) {
    return not_found();
  }
  c.about(id);
  auto facts = cases::facts_of(c, *head);
  // Working at the front door is no membership for those who read no cases.
  if (!reads_cases(c)) {
    facts.case_member = false;
    facts.reason_owed = false;
    // The kernel has one fact for whoever reads from outside the case and does nothing else in it.
    facts.glass_broken = is_cleared(c, row->id, id);
  }
  return facts;
}

bool is_subject(Context& c, const CaseId& id, const people::Subject& person,
                const Finding& finding) {
  return std::ranges::any_of(finding.subjects, [&](const Subject& s) {
    if (s.about != About::child && s.about != About::adult) return false;
    const bool said = std::ranges::any_of(
        person.statements, [&](const StatementId& one) { return one.text() == s.id; });
    const auto meant = people::person_named(c, id, PersonId::trusted(s.id));
    return said || (!meant.empty() && meant == person.person);
  });
}

Result<Reply> look(Context& c, const policy::Proof& proof) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row) return not_found();
  json::Array people;
  for (const auto& person : people::subjects_of(c, proof, id)) {
    if (!is_subject(c, id, person, row->what)) continue;
    people.emplace_back(json::Object{
        {"name", person.name}, {"age", person.age}, {"role", model::words_of(person.role)}});
  }
  json::Value data = json::Object{};
  data.set("back", "/patterns/" + row->id);
  data.set("sentence", sentence(c.vault, row->what));
  data.set("case", research::pseudonym(c.vault, research::Called::case_file, id.text()));
  data.set("nobody", people.empty());
  data.set("people", std::move(people));
  c.touch(row->id);
  return pipeline::View{.page = "findings/named",
                        .title = "Who they are",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<pipeline::Field> words_field(const char* name, const char* missing) {
  return {{.name = name,
           .label = "Why",
           .required = true,
           .max = k_longest,
           .missing = missing,
           .as_typed = true}};
}

std::vector<pipeline::Field> ask_fields() {
  pipeline::Field purpose{.name = "purpose",
                          .label = "For what you need the names",
                          .kind = pipeline::Kind::choice,
                          .required = true,
                          .missing = "Choose for what you need the names"};
  for (const auto& one : cases::built_in_purposes()) purpose.choices.push_back(one.code);
  auto out = words_field("need", "Say why you need the names");
  out.insert(out.begin(), std::move(purpose));
  return out;
}

std::vector<pipeline::Field> answer_fields() {
  auto out = words_field("words", "Say why");
  out.insert(out.begin(), {.name = "answer",
                           .label = "Whether they may read these names",
                           .kind = pipeline::Kind::choice,
                           .required = true,
                           .choices = {"CLEARED", "REFUSED"},
                           .missing = "Say whether they may read these names"});
  return out;
}

}  // namespace

json::Value names_view(Context& c, const policy::Proof& proof, const FindingRow& row) {
  if (reads_cases(c) || !has_names(row.what)) return false;
  json::Value v = json::Object{};
  const auto all = names_of(c.tx, row.id, c.principal.person);
  const NamesRow* last = all.empty() ? nullptr : &all.front();
  const bool waits = last != nullptr && !last->answer;
  std::optional<UtcTime> until;  // the first that ends
  for (const auto& one : all) {
    if (runs(one, c.now)) until = std::min(one.ends_at, until.value_or(one.ends_at));
  }
  const auto missing = uncovered(all, row.what, c.now);
  const auto called_here = [&](const CaseId& id) {
    return research::pseudonym(c.vault, research::Called::case_file, id.text());
  };
  json::Array cases;
  std::string without;
  for (const auto& e : row.what.evidence) {
    if (std::ranges::find(missing, e.case_id) != missing.end()) {
      without += (without.empty() ? "" : ", ") + called_here(e.case_id);
      continue;
    }
    cases.emplace_back(json::Object{{"href", "/patterns/" + row.id + "/names/" + e.case_id.text()},
                                    {"text", called_here(e.case_id)}});
  }
  v.set("waits", waits);
  v.set("until", until ? plain_time(*until) : std::string());
  v.set("without", until ? without : std::string());
  v.set("any", !cases.empty());
  v.set("cases", std::move(cases));
  v.set("refused", last != nullptr && last->answer == NamesAnswer::refused
                       ? words_in(c, proof, last->id, "finding_names_answer", last->answer_sealed)
                       : std::string());
  if (waits || missing.empty() || row.ended_at) {
    v.set("form", false);
    return v;
  }
  html::RadiosOptions purposes{.name = "purpose",
                               .legend = "For what do you need the names?",
                               .error = html::error_of(c.faults, "purpose"),
                               .value = typed(c, "purpose"),
                               .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : cases::built_in_purposes()) {
    purposes.choices.push_back({.value = one.code, .text = one.words, .hint = one.ground});
  }
  v.set("form",
        json::Object{
            {"action", "/patterns/" + row.id + "/names"},
            {"fields",
             html::fields({html::radios(purposes),
                           html::textarea({.name = "need",
                                           .label = "Why can the work not be done without them?",
                                           .hint = "The manager who answers reads this.",
                                           .error = html::error_of(c.faults, "need"),
                                           .value = typed(c, "need"),
                                           .rows = 3,
                                           .max_length = static_cast<int>(k_longest),
                                           .label_classes = "govuk-label--s"})})}});
  return v;
}

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  for (const auto& row : names_waiting(c.tx)) {
    if (!answers(c, row) || !is_shown(c, row)) continue;
    out.push_back({.what = "Somebody asks for the names of a pattern",
                   .href = k_list,
                   .since = row.asked_at});
  }
  return out;
}

void add_names_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_list,
       .summary = "Who asks for the names of a pattern, and for whom they are cleared",
       .event = "finding.names-asked-for",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(c, grant, deps); }}));
  out.push_back(pipeline::page<Action::clear_names>(
      {.path = k_one,
       .summary = "One request for the names of a pattern",
       .event = "finding.names-request-read",
       .facts = answer_facts,
       .run = [deps](const auto& grant, Context& c) { return list(c, grant, deps); }}));
  out.push_back(pipeline::act<Action::clear_names>(
      {.path = k_one,
       .summary = "Clear somebody for the names of one pattern, or refuse",
       .event = "finding.names-answered",
       .fields = answer_fields(),
       .facts = answer_facts,
       .run = [deps](const auto&, Context& c) { return answer(c, deps); },
       .again = k_one}));
  out.push_back(
      pipeline::act<Action::keep_findings>({.path = "/patterns/{finding}/names",
                                            .summary = "Ask for the names of one pattern",
                                            .event = "finding.names-asked",
                                            .fields = ask_fields(),
                                            .facts = finding_facts,
                                            .run = [](const auto&, Context& c) { return ask(c); },
                                            .again = "/patterns/{finding}"}));
  out.push_back(pipeline::page<Action::read_names>(
      {.path = "/patterns/{finding}/names/{case}",
       .summary = "Who the people of a pattern are, in one of its cases",
       .event = "finding.names-read",
       .facts = look_facts,
       .run = [](const auto& grant, Context& c) { return look(c, grant); }}));
}

}  // namespace mash::findings
