// SPDX-License-Identifier: MIT
#include "mash/assessment/assessments.h"

#include <algorithm>

#include "assess.h"
#include "assessment_store.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "mash/people/repeat_hits.h"

namespace mash::assessment {

namespace {

using model::NeedLevel;

pipeline::Label label_of(const AssessmentRow& row) {
  return {
      .owner = pipeline::k_front_door, .kind = "assessment", .case_id = row.case_id, .row = row.id};
}

json::Array texts(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}

std::vector<std::string> texts_of(const json::Value& list) {
  std::vector<std::string> out;
  for (const auto& one : *list.as_array()) out.push_back(*one.as_string());
  return out;
}

json::Value sealed_proposal(const Proposal& p) {
  json::Array reasons;
  for (const Reason& r : p.reasons) {
    reasons.emplace_back(json::Object{{"rule", r.rule},
                                      {"gives", model::code_of(r.gives)},
                                      {"why", r.why},
                                      {"because", texts(r.because)}});
  }
  return json::Object{{"level", p.level ? model::code_of(*p.level) : ""},
                      {"reasons", std::move(reasons)}};
}

Proposal proposal_of(const json::Value& v) {
  Proposal out{.level = model::from_code<NeedLevel>(v.text("level"))};
  for (const auto& r : *v["reasons"].as_array()) {
    out.reasons.push_back({.rule = r.text("rule"),
                           .gives = *model::from_code<NeedLevel>(r.text("gives")),
                           .why = r.text("why"),
                           .because = texts_of(r["because"])});
  }
  return out;
}

json::Array sealed_chosen(const std::vector<Chosen>& all) {
  json::Array out;
  for (const Chosen& one : all) {
    out.emplace_back(
        json::Object{{"code", one.code}, {"words", one.words}, {"domain", one.domain}});
  }
  return out;
}

std::vector<Chosen> chosen_of(const json::Value& list) {
  std::vector<Chosen> out;
  for (const auto& v : *list.as_array()) {
    out.push_back({.code = v.text("code"), .words = v.text("words"), .domain = v.text("domain")});
  }
  return out;
}

std::string sealed_text(const Assessment& a) {
  json::Array missing;
  for (const auto& agency : a.missing_returns) missing.emplace_back(agency.text());
  json::Array repeats;
  for (const auto& [repeat, others] : a.repeats) {
    json::Array ids;
    for (const auto& id : others) ids.emplace_back(id.text());
    repeats.emplace_back(
        json::Object{{"rule", repeat.rule}, {"text", repeat.text}, {"others", std::move(ids)}});
  }
  return json::encode(json::Object{{"indicators", sealed_chosen(a.indicators)},
                                   {"factors", sealed_chosen(a.factors)},
                                   {"strengths", a.strengths.reveal()},
                                   {"unknowns", a.unknowns.reveal()},
                                   {"voice", a.voice.reveal()},
                                   {"voice_missing", a.voice_missing.reveal()},
                                   {"missing_returns", std::move(missing)},
                                   {"repeats", std::move(repeats)},
                                   {"proposal", sealed_proposal(a.proposal)},
                                   {"without_repeats", sealed_proposal(a.without_repeats)}});
}

Assessment opened(pipeline::Context& c, const policy::Proof& proof, const AssessmentRow& row) {
  const auto v = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
  Assessment out{.id = row.id,
                 .case_id = row.case_id,
                 .child = people::person_meant(c, row.case_id, row.id, row.child),
                 .by = row.by,
                 .at = row.at,
                 .rules = row.rules,
                 .indicators = chosen_of(v["indicators"]),
                 .factors = chosen_of(v["factors"]),
                 .strengths = Sensitive(v.text("strengths")),
                 .unknowns = Sensitive(v.text("unknowns")),
                 .voice = Sensitive(v.text("voice")),
                 .voice_missing = Sensitive(v.text("voice_missing")),
                 .proposal = proposal_of(v["proposal"]),
                 .without_repeats = proposal_of(v["without_repeats"])};
  for (const auto& id : texts_of(v["missing_returns"])) {
    out.missing_returns.push_back(AgencyId::trusted(id));
  }
  for (const auto& r : *v["repeats"].as_array()) {
    CountedRepeat one{.repeat = {.rule = r.text("rule"), .text = r.text("text")}};
    for (const auto& id : texts_of(r["others"])) one.others.push_back(CaseId::trusted(id));
    out.repeats.push_back(std::move(one));
  }
  return out;
}

bool may_know_of_repeats(pipeline::Context& c, const Assessment& a) {
  if (a.repeats.empty()) return true;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  return std::ranges::none_of(a.repeats, [&hidden](const CountedRepeat& one) {
    return std::ranges::any_of(one.others, [&](const CaseId& id) { return hidden.contains(id); });
  });
}

Facts facts_of(const Assessment& a, bool with_repeats) {
  Facts out;
  for (const Chosen& one : a.indicators) out.indicators.insert(one.code);
  for (const Chosen& one : a.factors) out.factors.insert(one.code);
  if (!with_repeats) return out;
  for (const CountedRepeat& one : a.repeats) out.repeats.insert(one.repeat);
  return out;
}

std::vector<CountedRepeat> repeats_now(pipeline::Context& c, const policy::Proof& proof,
                                       const Deps& deps, const PersonId& child) {
  std::vector<CountedRepeat> out;
  if (!deps.repeats) return out;
  for (auto& hit : people::repeat_hits(c, *deps.repeats, people::statements_of(c, proof, c.case_id),
                                       child, cases::restricted_cases(c.tx))) {
    out.push_back({.repeat = {.rule = std::move(hit.rule), .text = std::move(hit.text)},
                   .others = std::move(hit.others)});
  }
  return out;
}

json::Value proposal_data(const Proposal& p) {
  json::Value out = json::Object{};
  out.set("level", p.level ? model::words_of(*p.level) : std::string_view());
  json::Array reasons;
  for (const Reason& r : p.reasons) {
    reasons.emplace_back(json::Object{{"level", model::words_of(r.gives)},
                                      {"why", r.why},
                                      {"rule", r.rule},
                                      {"because", texts(r.because)}});
  }
  out.set("reasons", std::move(reasons));
  return out;
}

// By domain, in the order in which they were chosen from.
json::Array domains_data(const Assessment& a) {
  json::Array out;
  for (std::size_t i = 0; i < a.indicators.size();) {
    const std::string& domain = a.indicators[i].domain;
    json::Array here;
    for (; i < a.indicators.size() && a.indicators[i].domain == domain; ++i) {
      here.emplace_back(a.indicators[i].words);
    }
    out.emplace_back(json::Object{{"domain", domain}, {"indicators", std::move(here)}});
  }
  return out;
}

}  // namespace

std::vector<Assessment> assessments_of(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id) {
  std::vector<Assessment> out;
  for (const auto& row : assessment_rows(c.tx, id)) out.push_back(opened(c, proof, row));
  return out;
}

const Assessment* newest_of(const std::vector<Assessment>& all, const PersonId& child) {
  const Assessment* out = nullptr;
  for (const auto& one : all) {
    if (one.child == child) out = &one;
  }
  return out;
}

std::int64_t count_assessments(pipeline::Context& c, const CaseId& id, const PersonId& child) {
  const auto rows = assessment_rows(c.tx, id);
  if (child.empty()) return static_cast<std::int64_t>(rows.size());
  return std::ranges::count_if(rows, [&](const AssessmentRow& row) {
    return people::person_meant(c, id, row.id, row.child) == child;
  });
}

Facts facts_for_reader(pipeline::Context& c, const Assessment& a) {
  return facts_of(a, may_know_of_repeats(c, a));
}

const Proposal& proposal_for_reader(pipeline::Context& c, const Assessment& a) {
  return may_know_of_repeats(c, a) ? a.proposal : a.without_repeats;
}

json::Value assessment_data(pipeline::Context& c, const model::Borough& borough,
                            const Assessment& a) {
  c.touch(a.id);
  json::Array factors;
  for (const Chosen& one : a.factors) factors.emplace_back(one.code + ": " + one.words);
  std::string missing;
  for (const auto& agency : a.missing_returns) {
    missing += (missing.empty() ? "" : ", ") + directory::agency_name(borough, agency);
  }
  json::Value out = json::Object{};
  out.set("by", directory::person_name(borough, a.by));
  out.set("at", plain_time(a.at));
  out.set("rules", a.rules);
  out.set("proposal", proposal_data(proposal_for_reader(c, a)));
  out.set("has_indicators", !a.indicators.empty());
  out.set("domains", domains_data(a));
  out.set("has_factors", !factors.empty());
  out.set("factors", std::move(factors));
  out.set("strengths", a.strengths.reveal());
  out.set("unknowns", a.unknowns.reveal());
  out.set("voice", a.voice.reveal());
  out.set("voice_missing", a.voice_missing.reveal());
  out.set("missing", missing);
  return out;
}

std::vector<people::Kept> kept_assessments(pipeline::Context& c, const model::Borough& borough,
                                           const CaseId& id) {
  std::vector<people::Kept> out;
  for (const auto& row : assessment_rows(c.tx, id)) {
    out.push_back({.id = row.id,
                   .person = row.child,
                   .at = row.at,
                   .words = "Assessment, " + directory::person_name(borough, row.by) + ", " +
                            plain_time(row.at)});
  }
  return out;
}

void assess(pipeline::Context& c, const AssessGrant& grant, const Deps& deps, const PersonId& child,
            const Words& words) {
  const Ruleset& rules = built_in_ruleset();
  AssessmentRow row{.id = new_id_text(c.random),
                    .case_id = c.case_id,
                    .child = child,
                    .rules = rules.name(),
                    .by = grant.principal().person,
                    .at = c.now};
  Assessment a{.strengths = words.strengths,
               .unknowns = words.unknowns,
               .voice = words.voice,
               .voice_missing = words.voice_missing,
               .missing_returns = enquiry::unanswered(c.tx, c.case_id),
               .repeats = repeats_now(c, grant, deps, child)};
  for (const Domain& domain : rules.domains) {
    for (const Indicator& one : domain.indicators) {
      if (!words.indicators.contains(one.code)) continue;
      a.indicators.push_back({.code = one.code, .words = one.words, .domain = domain.words});
    }
  }
  for (const Factor& one : rules.factors) {
    if (words.factors.contains(one.code)) {
      a.factors.push_back({.code = one.code, .words = one.words, .domain = {}});
    }
  }
  a.proposal = propose(rules, facts_of(a, true));
  a.without_repeats = propose(rules, facts_of(a, false));
  row.sealed = c.vault.seal(c.tx, label_of(row), sealed_text(a), c.random);
  insert_assessment(c.tx, row);
  c.touch(row.id);
  c.changed("case", c.case_id.text());
}

std::vector<people::Subject> assessed_here(pipeline::Context& c, const policy::Proof& proof,
                                           const std::vector<Assessment>& all) {
  auto out = people::subjects_of(c, proof, c.case_id);
  const auto today = to_london(c.now).date;
  const auto here = [&](const people::Subject& s) {
    return people::may_be_child(s, today) || newest_of(all, s.person) != nullptr;
  };
  if (std::ranges::any_of(out, here)) {
    std::erase_if(out, [&here](const people::Subject& s) { return !here(s); });
  }
  return out;
}

}  // namespace mash::assessment
