// SPDX-License-Identifier: MIT
#include "candidate_view.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "pages.h"
#include "reasons.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

std::string value_of(const Statement& s, Feature feature) {
  switch (feature) {
    case Feature::given_name:
      return s.given_name.reveal();
    case Feature::surname:
      return s.surname.reveal();
    case Feature::dob:
      return date_in_words(s.dob.reveal());
    case Feature::nhs_number:
      return s.nhs_number.reveal();
    case Feature::upn:
      return s.upn.reveal();
    case Feature::address:
      return s.address_line.reveal();
    case Feature::postcode:
      return s.postcode.reveal();
    case Feature::sex: {
      const auto sex = model::from_code<model::Sex>(s.sex.reveal());
      return sex ? std::string(model::words_of(*sex)) : "";
    }
  }
  return "";
}

// Numbers and sex are compared, not shown: agreement says what is needed.
bool is_shown(Feature feature) {
  return feature != Feature::nhs_number && feature != Feature::upn && feature != Feature::sex;
}

// Also where nothing is known: whether something is, is not for the one who looks up.
std::string known_values(const std::vector<Statement>& statements, Feature feature,
                         Agreement agreement) {
  if (is_shown(feature)) return values_of(statements, feature);
  return agreement == Agreement::same ? "As said here" : "Only compared, not shown";
}

json::Value agreement_table(const Statement& said, const std::vector<Statement>& known,
                            const Candidate& candidate, const std::string& heading) {
  html::TableOptions table{.caption = "Compared with " + heading,
                           .caption_classes = "govuk-visually-hidden",
                           .head = {{.text = "Field"},
                                    {.text = "Said here"},
                                    {.text = "Known to the hub"},
                                    {.text = "Agrees", .classes = "mash-nowrap"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& f : model::k_words<Feature>) {
    const std::string here = value_of(said, f.value);
    const auto agreement = candidate.of(f.value);
    const std::string there = known_values(known, f.value, agreement);
    // Where neither side says anything that may be shown, a row would only be in the way.
    if (here.empty() && (!is_shown(f.value) || there.empty())) continue;
    const char* look =
        agreement == Agreement::same ? "mash-nowrap govuk-!-font-weight-bold" : "mash-nowrap";
    table.rows.push_back({{.text = std::string(f.words)},
                          {.text = here.empty() ? "Not said" : here},
                          {.text = there.empty() ? "Not known" : there},
                          {.text = std::string(model::words_of(agreement)), .classes = look}});
  }
  return html::table(table);
}

std::string seen_in_words(pipeline::Context& c, const Candidate& candidate,
                          const std::vector<Statement>& known) {
  const bool here = std::ranges::any_of(
      known, [&c](const Statement& s) { return s.case_id.text() == c.input.text("case"); });
  if (candidate.person.empty()) {
    const std::string where = here ? "Also named in this case" : "Named in another case";
    return where + " on " + plain_time(known.front().at) + ". Nobody has said yet who that is.";
  }
  const Seen often = seen(c.tx, candidate.person, cases::barred_cases(c.tx, c.principal.person));
  const std::string count = std::to_string(often.cases) + (often.cases == 1 ? " case" : " cases");
  return "Known from " + count + (here ? ", this one among them" : "") + ", last on " +
         plain_time(often.last) + ".";
}

// "Jo Patel said on 24 November 2026 at 9:14am that this is not the same person." or ""
std::string judged_in_words(const std::optional<Judgement>& judgement,
                            const model::Borough& borough) {
  const auto verdict =
      judgement ? model::from_code<Verdict>(judgement->answer) : std::optional<Verdict>{};
  if (!verdict || *verdict == Verdict::same) return "";
  const std::string who = directory::person_name(borough, judgement->by);
  const std::string when = plain_time(judgement->at);
  if (*verdict == Verdict::unsure) return who + " was not sure about this person on " + when + ".";
  return who + " said on " + when + " that this is not the same person.";
}

}  // namespace

std::string values_of(const std::vector<Statement>& statements, Feature feature) {
  std::vector<std::string> values;
  for (const auto& s : statements) {
    std::string value = value_of(s, feature);
    if (value.empty() || std::ranges::find(values, value) != values.end()) continue;
    values.push_back(std::move(value));
  }
  if (!values.empty() && !is_shown(feature)) return "Not shown";
  std::string out;
  for (const auto& v : values) out += out.empty() ? v : "; " + v;
  return out;
}

json::Value candidate_view(pipeline::Context& c, const policy::Proof& proof, const Statement& said,
                           const Candidate& candidate, std::size_t place,
                           const model::Borough& borough) {
  const auto rows = visible_rows(c.tx, candidate, cases::barred_cases(c.tx, c.principal.person));
  // Those who are looked at are on the record.
  c.touch(candidate.person.empty() ? candidate.statement.text() : candidate.person.text());
  json::Value v = json::Object{};
  std::string heading = "Person " + std::to_string(place + 1);
  if (rows.empty()) {
    v.set("heading", heading);
    v.set("seen", "Somebody has changed meanwhile who this is. Look again.");
    for (const char* name : {"likeness", "warning", "reasons", "judged", "why", "table"})
      v.set(name, false);
    return v;
  }
  const auto known = open_statements(c.tx, c.vault, proof, rows);
  heading += ": " + known.front().display_name();
  v.set("heading", heading);
  v.set("seen", seen_in_words(c, candidate, known));
  const auto closest = std::ranges::find(known, candidate.closest, &Statement::id);
  v.set("likeness", likeness_in_words(candidate.why));
  v.set("warning", warning_in_words(candidate.why));
  v.set("reasons",
        reasons_in_words(said, closest == known.end() ? nullptr : &*closest, candidate.why));
  v.set("judged", judged_in_words(judgement_of(judgements(c.tx, said.id), rows), borough));
  v.set("why", waterfall(candidate.why, heading));
  v.set("table", agreement_table(said, known, candidate, heading));
  return v;
}

}  // namespace mash::people
