// SPDX-License-Identifier: MIT
// One finding: its sentence, its arithmetic, its evidence case by case, and what became of it.
#include <algorithm>
#include <map>

#include "finding_words.h"
#include "mash/cases/cases.h"
#include "mash/html/components.h"
#include "mash/intake/intake.h"
#include "mash/model/words.h"
#include "mash/research/pseudonym.h"
#include "names_view.h"
#include "pages.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string sources_in_words(const std::set<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) {
    const auto source = model::from_code<model::ReferralSource>(code);
    if (source) out += (out.empty() ? "" : ", ") + std::string(model::words_of(*source));
  }
  return out.empty() ? "Not known" : out;
}

// A home is not named but given as an address.
std::string says_words(const Finding& finding, Says says) {
  const bool home = finding.subjects.front().about == About::home;
  return home && says == Says::named ? "Gives this home" : std::string(model::words_of(says));
}

json::Value evidence_table(Context& c, const Finding& finding) {
  std::set<CaseId> ids;
  for (const auto& e : finding.evidence) ids.insert(e.case_id);
  std::map<CaseId, cases::CaseHead> heads;
  for (auto& head : cases::find_cases(c.tx, ids)) heads[head.id] = std::move(head);
  auto sources = intake::sources_of_cases(c.tx, ids);
  html::TableOptions table{.caption = "Evidence, the oldest first",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Received"},
                                    {.text = "Case"},
                                    {.text = "Told by"},
                                    {.text = "What it says"},
                                    {.text = "Where it stands"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& e : finding.evidence) {
    const auto head = heads.find(e.case_id);
    if (head == heads.end()) continue;
    table.rows.push_back({{.text = plain_date(to_london(head->second.received_at).date)},
                          case_cell(c, e.case_id, head->second),
                          {.text = sources_in_words(sources[e.case_id])},
                          {.text = says_words(finding, e.says)},
                          {.text = std::string(cases::standing_words(head->second))}});
  }
  return html::table(table);
}

json::Value subject_table(Context& c, const Finding& finding) {
  html::TableOptions table{.caption = "Who and what it is about",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Called here"}, {.text = "Known without a name"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& subject : finding.subjects) {
    const bool person = subject.about == About::child || subject.about == About::adult;
    const bool home = subject.about == About::home && !subject.says.empty();
    const auto says = person ? "Age: " + subject.says
                      : home ? "A home in postcode district " + subject.says
                             : std::string(model::words_of(subject.about));
    table.rows.push_back(
        {{.text = called(c.vault, subject), .href = person ? around_path(subject.id) : ""},
         {.text = says}});
  }
  return html::table(table);
}

Result<Reply> show(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row) return not_found();
  const auto asides = aside_rows(c.tx, row->scope);
  const auto standing = standing_of(*row, asides);
  json::Array steps;
  for (auto& step : arithmetic(row->what)) steps.emplace_back(std::move(step));
  json::Value data = json::Object{};
  data.set("sentence", sentence(c.vault, row->what));
  data.set("kind", model::words_of(row->what.kind));
  data.set("rule", row->what.rule);
  data.set("steps", std::move(steps));
  data.set("sources", source_mix(c.tx, row->what));
  data.set("newest", plain_date(row->what.newest));
  data.set("last", plain_time(row->last_seen));
  data.set("over", row->ended_at ? plain_time(*row->ended_at) : std::string());
  data.set("standing", words_of(standing));
  data.set("subjects", subject_table(c, row->what));
  data.set("evidence", evidence_table(c, row->what));
  data.set("aside", aside_view(c, proof, deps, *row));
  data.set("names", names_view(c, proof, *row));
  data.set("profiles", profiles_view(c, proof, deps, *row));
  data.set("raise", policy::may(c.principal, Action::log_notification, {})
                        ? "/patterns/" + row->id + "/raise"
                        : std::string());
  c.touch(row->id);
  return pipeline::View{.page = "findings/one",
                        .title = std::string(model::words_of(row->what.kind)),
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// The way to a case that exists: a new notification, typed in by whoever saw the pattern.
Result<Reply> raise(Context& c) {
  c.touch(std::string(c.input.text("finding")));
  return pipeline::SeeOther{"/enter", {}};
}

}  // namespace

html::TableCell case_cell(Context& c, const CaseId& id, const cases::CaseHead& head) {
  const auto standing = cases::standing_of(c, id);
  if (policy::may(c.principal, Action::read_case, standing)) {
    return {.text = "Case " + head.reference, .href = "/case/" + id.text()};
  }
  return {.text = research::pseudonym(c.vault, research::Called::case_file, id.text())};
}

Result<policy::Facts> finding_facts(Context& c) {
  if (!policy::may(c.principal, Action::read_findings, {})) return policy::Facts{};
  if (!seen_by(c, c.input.text("finding"))) return not_found();
  return policy::Facts{};
}

void add_one_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/patterns/{finding}",
       .summary = "One pattern with its arithmetic and its evidence",
       .event = "finding.read",
       .facts = finding_facts,
       .run = [deps](const auto& grant, Context& c) { return show(c, grant, deps); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = "/patterns/{finding}/raise",
       .summary = "Go from a pattern to a new notification",
       .event = "finding.raised",
       .facts = [](Context& c) -> Result<policy::Facts> {
         // Whoever types notifications in need not see patterns.
         if (!policy::may(c.principal, Action::read_findings, {})) return not_found();
         return finding_facts(c);
       },
       .run = [](const auto&, Context& c) { return raise(c); }}));
}

}  // namespace mash::findings
