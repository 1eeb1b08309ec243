// SPDX-License-Identifier: MIT
// Finding a case by a reference that somebody reads out: that of a receipt, of the case, or the
// sender's own. What was looked for is kept sealed and never stands in an address (settled.md 19).
#include <algorithm>

#include "case_view.h"
#include "mash/cases/bars.h"
#include "mash/cases/queue.h"
#include "mash/html/house.h"
#include "pages.h"
#include "queue_rows.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using pipeline::Context;
using policy::Action;

constexpr std::size_t k_most_found = 20;
constexpr std::size_t k_longest = 100;

pipeline::Label label_of(std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "queue_search", .row = id};
}

std::vector<CaseId> cases_found(Context& c, std::string_view typed) {
  auto out = intake::cases_with_reference(c, typed);
  const auto head = cases::find_case_by_reference(c.tx, cases::as_reference(typed));
  if (head && std::ranges::find(out, head->id) == out.end()) out.push_back(head->id);
  // As if absent to whoever is barred.
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::erase_if(out, [&hidden](const CaseId& id) { return hidden.contains(id); });
  if (out.size() > k_most_found) out.resize(k_most_found);
  return out;
}

Result<pipeline::Reply> search(Context& c) {
  const std::string typed(c.input.text("reference"));
  json::Array found;
  for (const auto& id : cases_found(c, typed)) found.emplace_back(id.text());
  c.note(found.empty() ? "nothing_found" : "found");
  SearchRow row{.id = new_id_text(c.random), .by = c.principal.person, .at = c.now};
  const json::Value words = json::Object{{"reference", typed}, {"cases", std::move(found)}};
  row.sealed = c.vault.seal(c.tx, label_of(row.id), json::encode(words), c.random);
  insert_search(c.tx, row);
  c.touch(row.id);
  return pipeline::SeeOther{"/queue/search/" + row.id, {}};
}

// Each reads the own searches alone.
Result<pipeline::Reply> show(const Deps& deps, const policy::Grant<Action::read_queue>& grant,
                             Context& c) {
  const auto row = find_search(c.tx, c.input.text("search"));
  if (!row || row->by != c.principal.person) return not_found();
  c.touch(row->id);
  const json::Value words = c.vault.open_json(c.tx, grant, label_of(row->id), row->sealed);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<cases::OpenCase> list;
  for (const auto& id : *words["cases"].as_array()) {
    const auto found = CaseId::trusted(*id.as_string());
    auto one = hidden.contains(found) ? std::nullopt : cases::queue_entry(c.tx, found);
    if (one) list.push_back(*std::move(one));
  }
  json::Value data = json::Object{};
  data.set("reference", words.text("reference"));
  data.set("caption", "Cases with this reference");
  data.set("has_rows", !list.empty());
  data.set("rows", queue_rows(c, grant, deps, list));
  data.set("search", search_question(c));
  return pipeline::View{.page = "triage/found",
                        .title = "Find a case",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

json::Value search_question(const Context& c) {
  // Several forms stand on the page; to search twice does no harm.
  return json::Object{
      {"idempotency_key", false},
      {"fields",
       html::fields({html::input({.name = "reference",
                                  .label = "Find a case by reference",
                                  .hint = "Of the receipt, of the case, or the sender's own",
                                  .error = html::error_of(c.faults, "reference"),
                                  .value = typed_text(c.typed, "reference"),
                                  .classes = "govuk-input--width-20",
                                  .autocomplete = "off",
                                  .spellcheck = "false"})})}};
}

pipeline::Route search_act() {
  return pipeline::act<Action::read_queue>(
      {.path = "/queue/search",
       .summary = "Find a case by reference",
       .event = "queue.searched",
       .fields = {{.name = "reference",
                   .label = "Reference",
                   .required = true,
                   .max = k_longest,
                   .missing = "Enter the reference"}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return search(c); },
       .again = "/queue"});
}

pipeline::Route search_page(const Deps& deps) {
  return pipeline::page<Action::read_queue>(
      {.path = "/queue/search/{search}",
       .summary = "The cases that have a reference",
       .event = "queue.found",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }});
}

}  // namespace mash::triage
