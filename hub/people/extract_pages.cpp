// SPDX-License-Identifier: MIT
// Comparing an agency's list: the form, the act, and who on it may be known.
#include <algorithm>

#include "extract.h"
#include "extract_store.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "reasons.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

using pipeline::Context;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_path = "/people/extract";
constexpr std::string_view k_found_path = "/people/extract/{extract}";
constexpr std::size_t k_largest_file = 2 << 20;
constexpr std::uint64_t k_largest_body = 3 << 20;
constexpr std::size_t k_on_page = 25;
// The record goes on; who was found yesterday is looked up again.
constexpr Duration k_holds = Duration::hours(24);

pipeline::Label label_of(std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "extract", .row = id};
}

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value agency_question(const Context& c, const model::Borough& borough) {
  html::SelectOptions options{.name = "agency",
                              .label = "Whose list is it?",
                              .error = html::error_of(c.faults, "agency"),
                              .value = typed(c, "agency"),
                              .choices = {{.value = "", .text = "Choose an agency"}},
                              .label_classes = "govuk-label--s"};
  for (const auto& agency : borough.agencies) {
    options.choices.push_back({.value = agency.id.text(), .text = agency.name});
  }
  return html::select(options);
}

Result<pipeline::Reply> show_form(Context& c, const model::Borough& borough) {
  json::Value data = json::Object{};
  data.set("fields",
           html::fields({html::input({.name = "list",
                                      .label = "The list",
                                      .hint = "A CSV file of at most 2,000 people",
                                      .error = html::error_of(c.faults, "list"),
                                      .type = "file",
                                      .classes = "govuk-file-upload",
                                      .label_classes = "govuk-label--s"}),
                         html::input({.name = "id_column",
                                      .label = "Which column has the agency’s reference?",
                                      .hint = "The words at its head, for example pupil_id",
                                      .error = html::error_of(c.faults, "id_column"),
                                      .value = typed(c, "id_column"),
                                      .label_classes = "govuk-label--s",
                                      .autocomplete = "off",
                                      .spellcheck = "false"}),
                         agency_question(c, borough),
                         html::textarea({.name = "reason",
                                         .label = "Why is it compared?",
                                         .hint = "And what allows the agency to send it",
                                         .error = html::error_of(c.faults, "reason"),
                                         .value = typed(c, "reason"),
                                         .rows = 3,
                                         .max_length = 1000,
                                         .label_classes = "govuk-label--s"})}));
  return pipeline::View{
      .page = "people/extract", .title = "Compare a list", .data = std::move(data)};
}

json::Value encode(const Found& found) {
  auto out = encode_candidates(found.candidates);
  out.set("row", found.listed.row);
  out.set("reference", found.listed.reference);
  out.set("said", words_of_statement(found.listed.said));
  return out;
}

json::Value texts(const std::vector<std::string>& all) {
  return json::Array(all.begin(), all.end());
}

Result<pipeline::Reply> compare(Context& c, const Deps& deps) {
  const auto agency = AgencyId::parse(c.input.text("agency"));
  if (!agency || deps.borough.find_agency(*agency) == nullptr) {
    return invalid("agency", "Choose whose list it is");
  }
  MASH_TRY(auto extract,
           read_extract(c.input.file("list")->content, std::string(c.input.text("id_column"))));
  ExtractRow row{.id = new_id_text(c.random),
                 .by = c.principal.person,
                 .at = c.now,
                 .agency = *agency,
                 .listed = static_cast<std::int64_t>(extract.people.size())};
  json::Value words = json::Object{};
  words.set("reason", std::string(c.input.text("reason")));
  words.set("columns", texts(extract.read));
  words.set("left_out", texts(extract.left_out));
  json::Array found;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& one : find_known(deps.recogniser, std::move(extract), hidden)) {
    found.push_back(encode(one));
  }
  words.set("found", std::move(found));
  row.sealed = c.vault.seal(c.tx, label_of(row.id), json::encode(words), c.random);
  remove_extracts_before(c.tx, c.now - k_holds);
  insert_extract(c.tx, row);
  c.touch(row.id);
  return pipeline::SeeOther{std::string(k_path) + "/" + row.id, {}};
}

// False: the reader may no longer know of the case whose words were found alike.
json::Value known_view(Context& c, const policy::Proof& proof, const Statement& said,
                       const Candidate& candidate, const std::set<CaseId>& hidden) {
  const auto rows = visible_rows(c.tx, candidate, hidden);
  const auto closest = std::ranges::find(rows, candidate.closest, &StatementRow::id);
  if (closest == rows.end()) return false;
  const auto known = open_statement(c.tx, c.vault, proof, *closest);
  c.touch(known.id.text());
  json::Array in_cases;
  std::set<CaseId> ids;
  for (const auto& row : rows) {
    if (!ids.insert(row.case_id).second) continue;
    const auto head = cases::find_case(c.tx, row.case_id);
    MASH_ASSERT(head.has_value());
    in_cases.push_back(json::Object{{"href", "/case/" + row.case_id.text() + "/family"},
                                    {"reference", head->reference}});
  }
  json::Value out = json::Object{};
  out.set("known", described(known));
  out.set("likeness", likeness_in_words(candidate.why));
  out.set("reasons", reasons_in_words(said, &known, candidate.why));
  out.set("warning", warning_in_words(candidate.why));
  out.set("cases", std::move(in_cases));
  return out;
}

json::Value found_view(Context& c, const policy::Proof& proof, const json::Value& found,
                       const std::set<CaseId>& hidden) {
  const auto said = statement_of_words(found["said"]);
  json::Array candidates;
  for (const auto& candidate : decode_candidates(found)) {
    auto one = known_view(c, proof, said, candidate, hidden);
    if (one.as_object() != nullptr) candidates.push_back(std::move(one));
  }
  json::Value out = json::Object{};
  out.set("name", described(said));
  out.set("row", found.number("row"));
  out.set("reference", found.text("reference"));
  out.set("candidates", std::move(candidates));
  return out;
}

// Those of whom the reader may still know.
std::vector<const json::Value*> still_known(Context& c, const json::Array& all,
                                            const std::set<CaseId>& hidden) {
  std::vector<const json::Value*> out;
  const auto is_known = [&](const Candidate& one) {
    const auto rows = visible_rows(c.tx, one, hidden);
    return std::ranges::find(rows, one.closest, &StatementRow::id) != rows.end();
  };
  for (const auto& found : all) {
    if (hidden.empty() || std::ranges::any_of(decode_candidates(found), is_known)) {
      out.push_back(&found);
    }
  }
  return out;
}

std::string summary_of(std::int64_t listed, std::size_t found) {
  const std::string of = std::to_string(listed) + (listed == 1 ? " person" : " people");
  if (found == 0) return "Nobody of " + of + " on the list may be known.";
  return std::to_string(found) + " of " + of + " on the list may be known.";
}

Result<pipeline::Reply> show_found(const Grant<Action::log_notification>& grant, Context& c,
                                   const Deps& deps) {
  const auto row = find_extract(c.tx, c.input.text("extract"));
  if (!row || row->by != c.principal.person || c.now - row->at >= k_holds) return not_found();
  c.touch(row->id);
  const auto words = c.vault.open_json(c.tx, grant, label_of(row->id), row->sealed);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto all = still_known(c, *words["found"].as_array(), hidden);
  const std::size_t pages = std::max<std::size_t>(1, (all.size() + k_on_page - 1) / k_on_page);
  const auto page = static_cast<std::size_t>(
      std::clamp<std::int64_t>(c.input.number("page"), 1, static_cast<std::int64_t>(pages)));
  json::Array found;
  for (std::size_t i = (page - 1) * k_on_page; i < std::min(all.size(), page * k_on_page); ++i) {
    found.push_back(found_view(c, grant, *all[i], hidden));
  }
  const auto* agency = deps.borough.find_agency(row->agency);
  json::Value data = json::Object{};
  data.set("summary", summary_of(row->listed, all.size()));
  data.set("whose", agency == nullptr ? "" : "The list is of " + agency->name + ".");
  data.set("until", plain_time(row->at + k_holds));
  data.set("reason", words.text("reason"));
  data.set("columns", words["columns"]);
  data.set("left_out", words["left_out"]);
  data.set("nobody", all.empty());
  data.set("found", std::move(found));
  data.set("pages", html::page_links(std::string(k_path) + "/" + row->id, page, pages));
  return pipeline::View{
      .page = "people/extract_found", .title = "Who may be known", .data = std::move(data)};
}

std::vector<pipeline::Field> list_fields() {
  return {{.name = "list",
           .label = "The list",
           .kind = pipeline::Kind::file,
           .required = true,
           .max = k_largest_file,
           .missing = "Choose the file of the list"},
          {.name = "id_column",
           .label = "Column of the reference",
           .required = true,
           .max = 200,
           .missing = "Enter the words at the head of the column of references"},
          {.name = "agency",
           .label = "Agency",
           .required = true,
           .max = 40,
           .missing = "Choose whose list it is"},
          {.name = "reason",
           .label = "Why it is compared",
           .required = true,
           .max = 1000,
           .missing = "Say why the list is compared",
           .as_typed = true}};
}

}  // namespace

void add_extract_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = std::string(k_path),
       .summary = "Form to compare an agency's list",
       .event = "people.extract-form",
       .facts = pipeline::no_facts,
       .run = [deps](const Grant<Action::log_notification>&, Context& c) {
         return show_form(c, deps.borough);
       }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = std::string(k_path),
       .summary = "Compare an agency's list with those whom the hub knows",
       .event = "people.extracted",
       .fields = list_fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const Grant<Action::log_notification>&,
                     Context& c) { return compare(c, deps); },
       .again = std::string(k_path),
       .before = catch_up(deps.recogniser),
       .body_limit = k_largest_body}));
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = std::string(k_found_path),
       .summary = "Who on an agency's list may be known",
       .event = "people.extract-read",
       .fields = {{.name = "page", .label = "Page", .kind = pipeline::Kind::number, .max = 6}},
       .facts = pipeline::no_facts,
       .run = [deps](const Grant<Action::log_notification>& g, Context& c) {
         return show_found(g, c, deps);
       }}));
}

}  // namespace mash::people
