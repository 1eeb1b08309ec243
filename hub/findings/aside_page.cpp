// SPDX-License-Identifier: MIT
// Putting a finding aside, because. It stands again with the first case more.
#include <algorithm>

#include "finding_words.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_longest = 2000;

pipeline::Label label_of(const std::string& id) {
  return {.owner = pipeline::k_front_door, .kind = "finding_aside", .row = id};
}

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value questions(const Context& c) {
  html::RadiosOptions reasons{.name = "reason",
                              .legend = "Why is it not a pattern that needs us?",
                              .error = html::error_of(c.faults, "reason"),
                              .value = typed(c, "reason"),
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : aside_reasons()) {
    reasons.choices.push_back({.value = std::string(one.code), .text = std::string(one.words)});
  }
  return html::fields({html::radios(reasons),
                       html::textarea({.name = "words",
                                       .label = "What makes you say so?",
                                       .hint = "Without names. It stands again by itself when "
                                               "another case is added to it.",
                                       .error = html::error_of(c.faults, "words"),
                                       .value = typed(c, "words"),
                                       .rows = 3,
                                       .max_length = static_cast<int>(k_longest),
                                       .label_classes = "govuk-label--s"})});
}

Result<Reply> put_aside(Context& c) {
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row) return not_found();
  if (row->ended_at) return invalid("reason", "It no longer holds. There is nothing to put aside");
  if (standing_of(*row, aside_rows(c.tx, row->scope)) != Standing::stands) {
    return invalid("reason", "It is put aside already. It stands again with the next case");
  }
  AsideRow aside{.id = new_id_text(c.random),
                 .scope = row->scope,
                 .finding = row->id,
                 .at = c.now,
                 .by = c.principal.person,
                 .reason = std::string(c.input.text("reason"))};
  for (const auto& e : row->what.evidence) aside.evidence.insert(e.case_id);
  json::Value words = json::Object{{"words", std::string(c.input.text("words"))}};
  aside.sealed = c.vault.seal(c.tx, label_of(aside.id), json::encode(words), c.random);
  insert_aside(c.tx, aside);
  c.touch(row->id);
  c.note(aside.reason);
  return pipeline::SeeOther{"/patterns/" + row->id, {}};
}

}  // namespace

json::Value aside_view(Context& c, const policy::Proof& proof, const Deps& deps,
                       const FindingRow& row) {
  const auto all = aside_rows(c.tx, row.scope);
  json::Value v = json::Object{};
  const auto last = std::ranges::find(all, row.id, &AsideRow::finding);
  json::Value before = false;
  if (last != all.end()) {
    const auto words = c.vault.open_json(c.tx, proof, label_of(last->id), last->sealed);
    before = json::Object{{"by", directory::person_name(deps.borough, last->by)},
                          {"at", plain_time(last->at)},
                          {"reason", words_of_aside(last->reason)},
                          {"words", words.text("words")},
                          {"again", standing_of(row, all) == Standing::stands}};
  }
  const bool stands = standing_of(row, all) == Standing::stands;
  v.set("before", std::move(before));
  v.set("form", stands ? json::Value(json::Object{{"action", "/patterns/" + row.id + "/aside"},
                                                  {"fields", questions(c)}})
                       : json::Value(false));
  return v;
}

void add_aside_routes(std::vector<pipeline::Route>& out, const Deps& /*deps*/) {
  pipeline::Field reason{.name = "reason",
                         .label = "Why it is put aside",
                         .kind = pipeline::Kind::choice,
                         .required = true,
                         .missing = "Choose why it is not a pattern that needs us"};
  for (const auto& one : aside_reasons()) reason.choices.emplace_back(one.code);
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = "/patterns/{finding}/aside",
       .summary = "Put a pattern aside, with a reason",
       .event = "finding.put-aside",
       .fields = {std::move(reason),
                  {.name = "words",
                   .label = "What makes you say so",
                   .required = true,
                   .max = k_longest,
                   .missing = "Say what makes you say so",
                   .as_typed = true}},
       .facts = finding_facts,
       .run = [](const auto&, Context& c) { return put_aside(c); },
       .again = "/patterns/{finding}"}));
}

}  // namespace mash::findings
