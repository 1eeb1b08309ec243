// SPDX-License-Identifier: MIT
#include "whole_person.h"

#include <algorithm>

#include "candidate_view.h"
#include "mash/cases/bars.h"
#include "mash/html/components.h"
#include "person_store.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

constexpr std::size_t k_asked = 8;          // statements by which another person is looked for
constexpr std::size_t k_most_of_case = 50;  // offered besides those who are alike
// Somebody who is shown though the engine finds nothing alike.
constexpr linkage::Weight k_nothing_alike = -20 * linkage::k_bit;

bool comes_first(const Candidate& a, const Candidate& b) {
  return a.why.total != b.why.total ? a.why.total > b.why.total : a.closest < b.closest;
}

// Each person once, by what agrees best.
void add_person(std::vector<Candidate>& all, Candidate next) {
  const auto known = std::ranges::find(all, next.person, &Candidate::person);
  if (known == all.end()) {
    all.push_back(std::move(next));
  } else if (comes_first(next, *known)) {
    *known = std::move(next);
  }
}

// Those of this case can be compared however unlike they are: a name may have been changed.
void add_others_of_case(pipeline::Context& c, const Whole& person, std::vector<Candidate>& all) {
  const std::size_t most = all.size() + k_most_of_case;
  for (const auto& row : statement_rows(c.tx, c.case_id)) {
    if (all.size() == most) return;
    if (row.person.empty() || row.person == person.id ||
        std::ranges::find(all, row.person, &Candidate::person) != all.end()) {
      continue;
    }
    Candidate other{.person = row.person, .closest = row.id};
    other.why.prior = other.why.total = k_nothing_alike;
    all.push_back(std::move(other));
  }
}

}  // namespace

bool Whole::is_in(const CaseId& where) const {
  return std::ranges::find(rows, where, &StatementRow::case_id) != rows.end();
}

std::set<StatementId> Whole::statements() const {
  std::set<StatementId> out;
  for (const auto& row : rows) out.insert(row.id);
  return out;
}

std::set<CaseId> Whole::cases() const {
  std::set<CaseId> out;
  for (const auto& row : rows) out.insert(row.case_id);
  return out;
}

Result<Whole> whole_person(pipeline::Context& c, const policy::Proof& proof, const PersonId& id) {
  Whole out{.id = person_now(c.tx, id)};
  if (out.id.empty()) return not_found();
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  out.rows = statement_rows(c.tx, out.id);
  std::erase_if(out.rows, [&](const StatementRow& row) { return hidden.contains(row.case_id); });
  if (out.rows.empty()) return not_found();
  out.said = open_statements(c.tx, c.vault, proof, out.rows);
  return out;
}

Result<Whole> person_of_path(pipeline::Context& c, const policy::Proof& proof) {
  MASH_TRY(const auto id, PersonId::parse(c.input.text("person")));
  MASH_TRY(auto person, whole_person(c, proof, id));
  if (!person.is_in(c.case_id)) return not_found();
  c.touch(person.id.text());
  return person;
}

Subject subject_of(const Whole& person, LocalDate today) {
  auto said = person.said;
  std::ranges::reverse(said);  // the newest words count last
  return subjects_from(said, today).at(0);
}

std::string known_in_words(const std::set<CaseId>& cases, const CaseId& here) {
  if (cases.size() > 1) return "Known from " + std::to_string(cases.size()) + " cases.";
  return cases.contains(here) ? "Known from this case alone." : "Known from another case.";
}

std::string picture_of(const pipeline::Context& c, const std::vector<const Whole*>& persons,
                       const std::string& more) {
  std::string text = more;
  for (const Whole* person : persons) {
    for (const auto& row : person->rows) {
      text += " " + row.id.text() + "." + std::to_string(row.version) + "." + row.named.text();
    }
    text += "/";
  }
  return hex(c.vault.lookup("people_picture", text)).substr(0, 32);
}

std::optional<Compared> compare(const Recogniser& recogniser, const Whole& one,
                                const Whole& other) {
  std::optional<Compared> best;
  const auto known = other.statements();
  for (std::size_t i = 0; i < std::min(one.said.size(), k_asked); ++i) {
    auto next = recogniser.compare(one.said[i], known);
    if (!next || (best && !comes_first(*next, best->with))) continue;
    best = Compared{.said = i, .with = *std::move(next)};
  }
  return best;
}

LookedUp alike(pipeline::Context& c, const Recogniser& recogniser, const Whole& person) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  LookedUp out;
  const auto is_other = [&](const Candidate& who) {
    return !who.person.empty() && person_now(c.tx, who.person) != person.id;
  };
  for (std::size_t i = 0; i < std::min(person.said.size(), k_asked); ++i) {
    auto found = recogniser.look_up(person.said[i], hidden);
    for (auto& who : found.shown) {
      if (is_other(who)) add_person(out.shown, std::move(who));
    }
    for (auto& who : found.hidden) {
      if (is_other(who)) add_person(out.hidden, std::move(who));
    }
  }
  std::ranges::sort(out.shown, comes_first);
  if (out.shown.size() > Recogniser::k_most) out.shown.resize(Recogniser::k_most);
  add_others_of_case(c, person, out.shown);
  for (auto& who : out.shown) who.person = person_now(c.tx, who.person, hidden);
  return out;
}

json::Value comparison_table(const Whole& one, const Whole& other, const Candidate* with) {
  html::TableOptions table{.caption = "What was said of each",
                           .caption_classes = "govuk-visually-hidden",
                           .head = {{.text = "Field"},
                                    {.text = "This person"},
                                    {.text = "The other person"},
                                    {.text = "Agrees", .classes = "mash-nowrap"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& f : model::k_words<Feature>) {
    const std::string here = values_of(one.said, f.value);
    const std::string there = values_of(other.said, f.value);
    if (here.empty() && there.empty()) continue;
    const auto agreement = with == nullptr ? Agreement::missing : with->of(f.value);
    const char* look =
        agreement == Agreement::same ? "mash-nowrap govuk-!-font-weight-bold" : "mash-nowrap";
    table.rows.push_back({{.text = std::string(f.words)},
                          {.text = here.empty() ? "Not known" : here},
                          {.text = there.empty() ? "Not known" : there},
                          {.text = std::string(model::words_of(agreement)), .classes = look}});
  }
  return html::table(table);
}

}  // namespace mash::people
