// SPDX-License-Identifier: MIT
#include "search.h"

#include <algorithm>
#include <set>

#include "joins.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "person_store.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const CaseId& case_id, std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "search", .case_id = case_id, .row = id};
}

struct Total {
  std::string_view name;
  linkage::Weight linkage::Explanation::* value;
};
constexpr Total k_totals[] = {
    {"prior", &linkage::Explanation::prior},     {"together", &linkage::Explanation::together},
    {"moved", &linkage::Explanation::moved},     {"household", &linkage::Explanation::household},
    {"caution", &linkage::Explanation::caution}, {"total", &linkage::Explanation::total}};

// A kind or level that this version does not know is left out.
linkage::Explanation decode_why(const json::Value& sealed) {
  linkage::Explanation out;
  const auto number = [](const json::Value& from, std::string_view name) {
    return static_cast<linkage::Weight>(from.number(name));
  };
  for (const auto& t : k_totals) out.*t.value = number(sealed, t.name);
  const auto* parts = sealed["parts"].as_array();
  if (parts == nullptr) return out;
  for (const auto& p : *parts) {
    for (std::size_t k = 0; k < linkage::k_kinds; ++k) {
      const auto& facts = linkage::facts(static_cast<linkage::Kind>(k));
      const auto level = static_cast<std::size_t>(p.number("level"));
      if (facts.name != p.text("kind") || level >= facts.labels.size()) continue;
      out.parts.push_back({static_cast<linkage::Kind>(k), static_cast<linkage::Level>(level),
                           facts.labels[level], number(p, "weight"), number(p, "frequency")});
    }
  }
  return out;
}

std::string answer_field(std::size_t place) {
  return "answer_" + std::to_string(place + 1);
}

// The candidate who is the same person; nothing: none of them, or nobody is sure.
Result<std::optional<std::size_t>> chosen(const Search& search, const Answers& answers) {
  std::optional<std::size_t> same;
  bool unsure = false;
  for (std::size_t i = 0; i < search.candidates.size(); ++i) {
    const auto& answer = answers.of.at(i);
    unsure = unsure || answer == Verdict::unsure;
    if (answer != Verdict::same) continue;
    if (same) {
      return invalid(answer_field(i),
                     "You chose two people. Choose one here and look the other one up afterwards");
    }
    same = i;
  }
  if (answers.none_of_these && same) {
    return invalid(answer_field(*same),
                   "You said that this is the same person. Change that, or save the answers");
  }
  if (!answers.none_of_these && !same && !unsure) {
    return invalid(answer_field(0),
                   "Say who this is or that you are not sure, or press None of these");
  }
  return same;
}

void keep_answers(pipeline::Context& c, const Search& search, const Answers& answers) {
  for (std::size_t i = 0; i < search.candidates.size(); ++i) {
    auto answer = answers.of.at(i);
    if (!answer && answers.none_of_these) answer = Verdict::different;
    // Of whom a case spoke that was disposed of since nothing is kept.
    if (!answer || !find_statement_row(c.tx, search.candidates[i].closest)) continue;
    insert_search_answer(c.tx, search.id, i, model::code_of(*answer), c.principal.person, c.now);
    insert_judgement(c.tx, {.id = search.id, .statement = search.statement},
                     {.id = new_id_text(c.random),
                      .other = search.candidates[i].closest,
                      .answer = std::string(model::code_of(*answer)),
                      .by = c.principal.person,
                      .at = c.now});
  }
}

PersonId new_person(pipeline::Context& c) {
  const auto id = PersonId::make(c.random);
  insert_person(c.tx, id, c.now, c.principal.person);
  return id;
}

// The person whom a candidate stands for. A statement that nobody had identified becomes one, which
// changes its case too.
Result<PersonId> person_of(pipeline::Context& c, const Search& search, const Candidate& who,
                           std::set<CaseId>& changed) {
  const Error gone{
      ErrorCode::conflict, "Someone else changed the person that you chose. Look again", {}};
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  // Persons may have been joined and parted since: the answer is about the words that were shown.
  const auto other = find_statement_row(c.tx, who.closest);
  if (!other || hidden.contains(other->case_id)) return gone;  // its case was disposed of
  if (!other->person.empty()) return person_now(c.tx, other->named, hidden);
  if (!who.person.empty()) return gone;
  const auto person = new_person(c);
  identify(c, *other, person, "SAME", search.id);
  changed.insert(other->case_id);
  return person;
}

// In which hidden cases candidates are named.
std::set<CaseId> hidden_cases_of(db::Transaction& tx, const std::vector<Candidate>& candidates,
                                 const std::set<CaseId>& hidden) {
  std::set<CaseId> out;
  const auto add = [&](const StatementRow& row) {
    if (hidden.contains(row.case_id)) out.insert(row.case_id);
  };
  for (const auto& candidate : candidates) {
    if (candidate.person.empty()) {
      if (const auto row = find_statement_row(tx, candidate.statement)) add(*row);
    } else {
      for (const auto& row : statement_rows(tx, candidate.person)) add(row);
    }
  }
  return out;
}

std::string keep(pipeline::Context& c, const Statement& said, const std::vector<Candidate>& shown,
                 const std::set<CaseId>& hidden_cases, const StaffId& by) {
  SearchRow row{.id = new_id_text(c.random),
                .case_id = said.case_id,
                .statement = said.id,
                .statement_version = said.version,
                .by = by,
                .at = c.now};
  row.sealed = c.vault.seal(c.tx, label_of(row.case_id, row.id),
                            json::encode(encode_candidates(shown)), c.random);
  insert_search(c.tx, row);
  for (const auto& where : hidden_cases) insert_hidden_match(c.tx, row, where, c.now);
  c.touch(said.id.text());
  c.touch(row.id);
  return row.id;
}

// Who was said not to be the same comes last, as far as the reader may know of it.
void put_told_apart_last(db::Transaction& tx, const StatementId& said,
                         const std::set<CaseId>& hidden, std::vector<Candidate>& candidates) {
  const auto judged = judgements(tx, said);
  if (judged.empty()) return;
  std::vector<Candidate> last;
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const auto judgement = judgement_of(judged, visible_rows(tx, candidate, hidden));
    if (!judgement || judgement->answer != model::code_of(Verdict::different)) return false;
    last.push_back(candidate);
    return true;
  });
  candidates.insert(candidates.end(), last.begin(), last.end());
}

// What else is kept of the person of `row` in its case, in words, if nothing but this row is about
// them there.
std::string kept_by_last(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const StatementRow& row) {
  const bool is_last = std::ranges::none_of(statement_rows(c.tx, row.case_id), [&](const auto& r) {
    return r.person == row.person && r.id != row.id;
  });
  std::string out;
  if (!is_last) return out;
  for (const auto& kept : kept_of(c, proof, deps, row.person, {row})) {
    out += (out.empty() ? "" : "; ") + kept.words;
  }
  return out;
}

}  // namespace

json::Value encode_candidates(const std::vector<Candidate>& candidates) {
  json::Array list;
  for (const auto& c : candidates) {
    json::Value one = json::Object{};
    one.set("person", c.person.text());
    one.set("statement", c.statement.text());
    one.set("closest", c.closest.text());
    one.set("why", encode_why(c.why));
    list.push_back(std::move(one));
  }
  json::Value out = json::Object{};
  out.set("candidates", std::move(list));
  return out;
}

std::vector<Candidate> decode_candidates(const json::Value& sealed) {
  std::vector<Candidate> out;
  const auto* list = sealed["candidates"].as_array();
  MASH_ASSERT(list != nullptr);
  for (const auto& one : *list) {
    out.push_back({.person = PersonId::trusted(one.text("person")),
                   .statement = StatementId::trusted(one.text("statement")),
                   .closest = StatementId::trusted(one.text("closest")),
                   .why = decode_why(one["why"])});
  }
  return out;
}

void settle_hidden(pipeline::Context& c, const CaseId& id, const std::set<StatementId>& said,
                   const std::optional<std::set<CaseId>>& shown) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& [case_id, where] : hidden_matches(c.tx)) {
    if (case_id != id || hidden.contains(where) || (shown && !shown->contains(where))) continue;
    for (const auto& s : said) settle_hidden_match(c.tx, s, where, c.now, c.principal.person);
  }
}

void identify(pipeline::Context& c, const StatementRow& row, const PersonId& person,
              std::string_view kind, const std::string& search) {
  insert_identification(c.tx, {.statement = row.id,
                               .version = row.version + 1,
                               .person = person,
                               .kind = std::string(kind),
                               .search = search,
                               .by = c.principal.person,
                               .at = c.now});
  c.touch(row.id.text());
  c.touch(person.text());
  c.changed("statement", row.id.text());
  c.changed("case", row.case_id.text());
}

json::Value encode_why(const linkage::Explanation& why) {
  json::Value out = json::Object{};
  for (const auto& t : k_totals) out.set(t.name, why.*t.value);
  json::Array parts;
  for (const auto& p : why.parts) {
    json::Value part = json::Object{};
    part.set("kind", std::string(linkage::facts(p.kind).name));
    part.set("level", std::int64_t{p.level});
    part.set("weight", p.weight);
    part.set("frequency", p.frequency);
    parts.push_back(std::move(part));
  }
  out.set("parts", std::move(parts));
  return out;
}

std::vector<StatementRow> visible_rows(db::Transaction& tx, const Candidate& candidate,
                                       const std::set<CaseId>& hidden) {
  std::vector<StatementRow> rows;
  if (candidate.person.empty()) {
    if (auto row = find_statement_row(tx, candidate.statement)) rows.push_back(*std::move(row));
  } else {
    rows = statement_rows(tx, candidate.person);
  }
  std::erase_if(rows, [&](const StatementRow& row) { return hidden.contains(row.case_id); });
  return rows;
}

std::optional<Judgement> judgement_of(const std::vector<Judgement>& judged,
                                      const std::vector<StatementRow>& rows) {
  std::optional<Judgement> out;
  for (const auto& j : judged) {
    const bool about = std::ranges::find(rows, j.other, &StatementRow::id) != rows.end();
    if (about && (!out || j.at >= out->at)) out = j;
  }
  return out;
}

std::set<CaseId> cases_with_hidden_match(pipeline::Context& c) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::set<CaseId> out;
  for (const auto& [case_id, where] : hidden_matches(c.tx)) {
    if (!hidden.contains(where)) out.insert(case_id);
  }
  return out;
}

std::string start_search(pipeline::Context& c, const Recogniser& recogniser,
                         const Statement& said) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  auto found = recogniser.look_up(said, hidden);
  put_told_apart_last(c.tx, said.id, hidden, found.shown);
  settle_hidden(c, said.case_id, {said.id});
  return keep_search(c, said, found);
}

std::string keep_search(pipeline::Context& c, const Statement& said, const LookedUp& found) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  return keep(c, said, found.shown, hidden_cases_of(c.tx, found.hidden, hidden),
              c.principal.person);
}

void ask_the_cleared(pipeline::Context& c, const Statement& said, const std::set<CaseId>& hidden) {
  // The hub's, so that nobody takes it for a look of their own that found nobody.
  keep(c, said, {}, hidden, pipeline::k_system);
}

namespace {

Search opened(pipeline::Context& c, const policy::Proof& proof, const SearchRow& row) {
  return {.id = row.id,
          .case_id = row.case_id,
          .statement = row.statement,
          .statement_version = row.statement_version,
          .at = row.at,
          .candidates = decode_candidates(
              c.vault.open_json(c.tx, proof, label_of(row.case_id, row.id), row.sealed))};
}

}  // namespace

Result<Search> find_search(pipeline::Context& c, const policy::Proof& proof) {
  const auto row = find_search_row(c.tx, c.input.text("search"));
  if (!row || row->case_id.text() != c.input.text("case") || row->by != c.principal.person) {
    return not_found();
  }
  return opened(c, proof, *row);
}

std::vector<Search> own_searches(pipeline::Context& c, const policy::Proof& proof) {
  std::vector<Search> out;
  for (const auto& row :
       searches_of_waiting(c.tx, c.case_id, c.principal.person, c.now - k_search_holds)) {
    out.push_back(opened(c, proof, row));
  }
  return out;
}

Result<std::set<CaseId>> answer_search(pipeline::Context& c, const Search& search,
                                       const Answers& answers) {
  const auto row = find_statement_row(c.tx, search.statement);
  MASH_ASSERT(row.has_value() && row->version == search.statement_version && row->person.empty());
  MASH_TRY(const auto same, chosen(search, answers));
  keep_answers(c, search, answers);
  c.touch(search.id);
  std::set<CaseId> changed;
  if (same) {
    MASH_TRY(const auto person, person_of(c, search, search.candidates.at(*same), changed));
    identify(c, *row, person, "SAME", search.id);
    changed.insert(row->case_id);
    c.note("same");
  } else if (answers.none_of_these) {
    identify(c, *row, new_person(c), "NEW", search.id);
    changed.insert(row->case_id);
    c.note("new");
  } else {
    c.note("unsure");
  }
  return changed;
}

Result<std::set<CaseId>> undo_identification(pipeline::Context& c, const policy::Proof& proof,
                                             const Deps& deps, const StatementRow& row) {
  if (row.person.empty()) {
    return Error{
        ErrorCode::conflict, "Nobody has said who this is, so there is nothing to undo", {}};
  }
  if (const auto kept = kept_by_last(c, proof, deps, row); !kept.empty()) {
    return Error{ErrorCode::conflict,
                 "Nothing else in this case is about this person, of whom this is kept here: " +
                     kept + ". It would be about nobody. If these words are about somebody else, " +
                     "add that person to the family and ask a manager to decide for them",
                 {}};
  }
  const auto act = last_identification(c.tx, row.id);
  MASH_ASSERT(act.has_value());
  withdraw_judgements(c.tx, act->search, c.principal.person, c.now);
  // Where one answer made a person of two statements, taking it back frees both. What is said in
  // hidden cases makes no difference.
  auto together =
      visible_rows(c.tx, {.person = row.person}, cases::barred_cases(c.tx, c.principal.person));
  std::erase_if(together, [&row](const StatementRow& r) { return r.named != row.named; });
  identify(c, row, row.named, "UNDONE", "");
  std::set<CaseId> changed = {row.case_id};
  if (together.size() != 2 || act->kind != "SAME") return changed;
  const auto& other = together[together[0].id == row.id ? 1 : 0];
  const auto theirs = last_identification(c.tx, other.id);
  // Of whom something is kept there, they stay a person.
  if (theirs && theirs->kind == "SAME" && theirs->search == act->search &&
      kept_by_last(c, proof, deps, other).empty()) {
    identify(c, other, other.named, "UNDONE", "");
    changed.insert(other.case_id);
  }
  return changed;
}

}  // namespace mash::people
