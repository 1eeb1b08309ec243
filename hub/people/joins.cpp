// SPDX-License-Identifier: MIT
#include "joins.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "pages.h"
#include "statement.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const JoinRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "person_join",
          .case_id = row.case_id,
          .row = row.id};
}
pipeline::Label label_of(const SplitRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "person_split",
          .case_id = row.case_id,
          .row = row.join};
}

std::set<std::string> valid_numbers(const Whole& person, Sensitive Statement::* number,
                                    bool Statement::* valid) {
  std::set<std::string> out;
  for (const auto& s : person.said) {
    if (s.*valid && !(s.*number).empty()) out.insert((s.*number).reveal());
  }
  return out;
}

// Each has one, and none in common.
bool differ(const std::set<std::string>& one, const std::set<std::string>& other) {
  return !one.empty() && !other.empty() &&
         std::ranges::none_of(one, [&](const auto& n) { return other.contains(n); });
}

std::optional<Judgement> newest_judgement(pipeline::Context& c, const Whole& one,
                                          const Whole& other) {
  std::optional<Judgement> out;
  for (const auto& row : one.rows) {
    auto next = judgement_of(judgements(c.tx, row.id), other.rows);
    if (next && (!out || next->at >= out->at)) out = std::move(next);
  }
  return out;
}

bool one_notification_names_both(const Whole& one, const Whole& other) {
  return std::ranges::any_of(one.rows, [&](const StatementRow& row) {
    return !row.notification.empty() &&
           std::ranges::find(other.rows, row.notification, &StatementRow::notification) !=
               other.rows.end();
  });
}

// All that each of the two is, also where the reader may not know of it.
void add_evidence(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const PersonId& person, bool newer, json::Array& said, json::Array& kept) {
  const auto rows = statement_rows(c.tx, person);
  for (const auto& row : rows) {
    json::Value one = json::Object{};
    one.set("id", row.id.text());
    one.set("version", row.version);
    one.set("newer", newer);
    said.push_back(std::move(one));
  }
  for (const auto& k : kept_of(c, proof, deps, person, rows)) kept.emplace_back(k.id);
}

Join opened(pipeline::Context& c, const policy::Proof& proof, JoinRow row) {
  const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
  Join out{.row = std::move(row),
           .reason = Sensitive(words.text("reason")),
           .over_stops = Sensitive(words.text("over_stops")),
           .over = !words.text("over_stops").empty()};
  const auto* stops = words["stops"].as_array();
  const auto* said = words["said"].as_array();
  const auto* kept = words["kept"].as_array();
  MASH_ASSERT(stops != nullptr && said != nullptr && kept != nullptr);
  for (const auto& stop : *stops) out.stops.push_back(*stop.as_string());
  for (const auto& one : *said) {
    const auto id = StatementId::trusted(one.text("id"));
    out.said.emplace(id, one.number("version"));
    if (one.flag("newer")) out.newer.insert(id);
  }
  for (const auto& one : *kept) out.kept.insert(*one.as_string());
  return out;
}

void tell_of_change(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const std::vector<StatementRow>& rows) {
  std::set<CaseId> cases;
  for (const auto& row : rows) {
    c.changed("statement", row.id.text());
    if (cases.insert(row.case_id).second) c.changed("case", row.case_id.text());
  }
  for (const auto& id : cases) people_changed(c, proof, deps, id);
}

// Somebody who may know of these cases looks at it again.
void leave_to_others(pipeline::Context& c, const std::string& search,
                     const std::set<CaseId>& cases) {
  if (cases.empty()) return;
  const auto row = find_search_row(c.tx, search);
  MASH_ASSERT(row.has_value());
  for (const auto& id : cases) insert_hidden_match(c.tx, *row, id, c.now);
}

// Who each is follows from the joins that stand: the oldest of all whom they join.
void derive(pipeline::Context& c, const std::vector<PersonId>& persons,
            const std::vector<JoinRow>& joins) {
  std::map<PersonId, PersonId> now;
  for (const auto& p : persons) now.emplace(p, p);
  for (const auto& join : joins) {
    const auto older = older_of(c.tx, now.at(join.older), now.at(join.newer));
    const auto newer = older == now.at(join.older) ? now.at(join.newer) : now.at(join.older);
    for (auto& [person, is] : now) {
      if (is == newer) is = older;
    }
  }
  for (const auto& [person, is] : now) set_person_now(c.tx, person, is);
}

// What was said in a case that was disposed of is to everybody as if hidden.
bool is_hidden(pipeline::Context& c, const StatementId& id, const std::set<CaseId>& hidden) {
  const auto row = find_statement_row(c.tx, id);
  return !row || hidden.contains(row->case_id);
}

bool has_hidden(pipeline::Context& c, const Join& join, const std::set<CaseId>& hidden) {
  return std::ranges::any_of(join.said,
                             [&](const auto& said) { return is_hidden(c, said.first, hidden); });
}

bool has_visible(pipeline::Context& c, const Join& join, bool newer,
                 const std::set<CaseId>& hidden) {
  return std::ranges::any_of(join.said, [&](const auto& said) {
    return join.newer.contains(said.first) == newer && !is_hidden(c, said.first, hidden);
  });
}

// As the reader may know it; nothing: not of both sides.
std::optional<Join> shown(pipeline::Context& c, const policy::Proof& proof, JoinRow row,
                          const std::set<CaseId>& hidden) {
  auto join = opened(c, proof, std::move(row));
  if (!has_visible(c, join, false, hidden) || !has_visible(c, join, true, hidden)) {
    return std::nullopt;
  }
  if (hidden.contains(join.row.case_id) || has_hidden(c, join, hidden)) {
    join.reason = join.over_stops = {};
    join.stops.clear();
  }
  return join;
}

}  // namespace

std::vector<Added> kept_of(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                           const PersonId& person, const std::vector<StatementRow>& rows) {
  std::vector<Added> out;
  if (!deps.kept) return out;
  std::set<CaseId> cases;
  for (const auto& row : rows) cases.insert(row.case_id);
  for (const auto& id : cases) {
    for (auto& k : deps.kept(c, proof, id)) {
      auto meant = meant_by(c.tx, k.id, k.person);
      if (person_now(c.tx, meant) != person) continue;
      out.push_back({.id = std::move(k.id),
                     .case_id = id,
                     .at = k.at,
                     .statement = std::nullopt,
                     .meant = std::move(meant),
                     .words = std::move(k.words)});
    }
  }
  return out;
}

PersonId person_meant(pipeline::Context& c, const CaseId& id, std::string_view object,
                      const PersonId& kept) {
  return person_now(c.tx, meant_by(c.tx, object, kept), hidden_in(c, id));
}

PersonId person_named(pipeline::Context& c, const CaseId& id, const PersonId& named) {
  const auto hidden = hidden_in(c, id);
  const auto where = cases_that_name(c.tx, named);
  const auto is_hidden = [&hidden](const CaseId& one) { return hidden.contains(one); };
  if (!where.empty() && std::ranges::all_of(where, is_hidden)) return {};
  return person_now(c.tx, named, hidden);
}

std::vector<std::string> stops_between(pipeline::Context& c, const policy::Proof& proof,
                                       const model::Borough& borough, const Whole& one,
                                       const Whole& other) {
  std::vector<std::string> out;
  const auto say_if_different = [&](const char* words, Sensitive Statement::* number,
                                    bool Statement::* valid) {
    if (differ(valid_numbers(one, number, valid), valid_numbers(other, number, valid))) {
      out.emplace_back(words);
    }
  };
  say_if_different("They have different NHS numbers.", &Statement::nhs_number,
                   &Statement::nhs_number_valid);
  say_if_different("They have different unique pupil numbers.", &Statement::upn,
                   &Statement::upn_valid);
  if (one_notification_names_both(one, other)) {
    out.emplace_back("One notification names both of them: who sent it took them for two people.");
  }
  const auto judged = newest_judgement(c, one, other);
  if (judged && judged->answer == model::code_of(Verdict::different)) {
    out.push_back(directory::person_name(borough, judged->by) + " said on " +
                  plain_time(judged->at) + " that they are not the same person.");
  }
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  // Words about what is hidden are hidden.
  bool all = true;
  for (const auto* person : {&one, &other}) {
    all = all && statement_rows(c.tx, person->id).size() == person->rows.size();
  }
  for (const auto& split : splits_between(c.tx, one.id, other.id)) {
    if (hidden.contains(split.case_id)) continue;
    const auto words = c.vault.open_json(c.tx, proof, label_of(split), split.sealed);
    const std::string why = all ? words.text("reason") : std::string();
    out.push_back(directory::person_name(borough, split.by) + " parted them on " +
                  plain_time(split.at) + (why.empty() ? "." : ": " + why));
  }
  return out;
}

void join_persons(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Search& search, const Whole& one, const Whole& other,
                  const JoinWords& words) {
  MASH_ASSERT(one.id != other.id);
  const auto older = older_of(c.tx, one.id, other.id);
  const auto newer = older == one.id ? other.id : one.id;
  auto rows = statement_rows(c.tx, newer);
  json::Array said;
  json::Array kept;
  add_evidence(c, proof, deps, older, false, said, kept);
  add_evidence(c, proof, deps, newer, true, said, kept);
  json::Value sealed = json::Object{};
  sealed.set("reason", words.reason.reveal());
  json::Array stops;
  for (const auto& stop : words.stops) stops.emplace_back(stop);
  sealed.set("stops", std::move(stops));
  sealed.set("over_stops", words.over_stops.reveal());
  const auto compared = compare(deps.recogniser, one, other);
  sealed.set("why", compared ? encode_why(compared->with.why) : json::Value(json::Object{}));
  sealed.set("said", std::move(said));
  sealed.set("kept", std::move(kept));
  JoinRow row{.id = new_id_text(c.random),
              .case_id = search.case_id,
              .older = older,
              .newer = newer,
              .search = search.id,
              .by = c.principal.person,
              .at = c.now};
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(sealed), c.random);
  insert_join(c.tx, row);
  for (const auto& person : joined_with(c.tx, newer)) set_person_now(c.tx, person, older);
  tell_of_change(c, proof, deps, statement_rows(c.tx, older));
  c.touch(row.id);
  c.touch(older.text());
  c.touch(newer.text());
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::set<CaseId> elsewhere;
  for (const auto& r : statement_rows(c.tx, older)) {
    if (hidden.contains(r.case_id)) elsewhere.insert(r.case_id);
  }
  leave_to_others(c, search.id, elsewhere);
}

std::vector<Join> joins_shown(pipeline::Context& c, const policy::Proof& proof,
                              const Whole& person) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<Join> out;
  for (auto& row : joins_of(c.tx, person.id)) {
    if (auto join = shown(c, proof, std::move(row), hidden)) out.push_back(*std::move(join));
  }
  return out;
}

std::vector<Join> joins_lately(pipeline::Context& c, const policy::Proof& proof, std::size_t most) {
  constexpr int k_read = 100;  // rows at a time
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<Join> out;
  for (int offset = 0;; offset += k_read) {
    auto rows = standing_joins(c.tx, k_read, offset);
    const bool last = rows.size() < k_read;
    for (auto& row : rows) {
      if (out.size() == most) return out;
      if (auto join = shown(c, proof, std::move(row), hidden)) out.push_back(*std::move(join));
    }
    if (last) return out;
  }
}

std::string side_in_words(pipeline::Context& c, const policy::Proof& proof, const Join& join,
                          bool newer) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::string name;
  std::set<std::string> references;
  UtcTime at;
  for (const auto& [id, version] : join.said) {
    if (join.newer.contains(id) != newer) continue;
    const auto row = find_statement_row(c.tx, id);
    if (!row || hidden.contains(row->case_id)) continue;
    const auto head = cases::find_case(c.tx, row->case_id);
    MASH_ASSERT(head.has_value());
    references.insert(head->reference);
    if (!name.empty() && row->at <= at) continue;
    at = row->at;
    const auto said = open_statement(c.tx, c.vault, proof, *row);
    name = described(said);
  }
  std::string where;
  for (const auto& r : references) where += (where.empty() ? "" : ", ") + r;
  return name + (references.size() == 1 ? ", in case " : ", in cases ") + where;
}

bool was_parted(pipeline::Context& c, const policy::Proof& proof, const Whole& person,
                std::string_view join) {
  auto row = find_parted_join(c.tx, join);
  if (!row ||
      (person_now(c.tx, row->older) != person.id && person_now(c.tx, row->newer) != person.id)) {
    return false;
  }
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto was = opened(c, proof, *std::move(row));
  return has_visible(c, was, false, hidden) && has_visible(c, was, true, hidden);
}

Since added_since(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Whole& person, const Join& join) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  Since out;
  const auto add = [&](Added next) {
    if (hidden.contains(next.case_id)) {
      out.elsewhere.insert(next.case_id);
    } else {
      out.added.push_back(std::move(next));
    }
  };
  const auto rows = statement_rows(c.tx, person.id);
  for (const auto& row : rows) {
    const auto then = join.said.find(row.id);
    if (then != join.said.end() && then->second == row.version) continue;
    add({.id = row.id.text(),
         .case_id = row.case_id,
         .at = row.at,
         .statement = row,
         .meant = row.named,
         .words = {}});
  }
  for (auto& kept : kept_of(c, proof, deps, person.id, rows)) {
    if (!join.kept.contains(kept.id)) add(std::move(kept));
  }
  std::ranges::sort(out.added, [](const Added& a, const Added& b) {
    return a.at != b.at ? a.at < b.at : a.id < b.id;
  });
  return out;
}

void part_persons(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Whole& person, const Join& join, const Since& since,
                  const std::map<std::string, Side>& of, const Sensitive& reason) {
  json::Value belongs = json::Object{};
  for (const auto& [id, side] : of) belongs.set(id, model::code_of(side));
  json::Value sealed = json::Object{};
  sealed.set("reason", reason.reveal());
  sealed.set("belongs", std::move(belongs));
  SplitRow row{.join = join.row.id, .case_id = c.case_id, .by = c.principal.person, .at = c.now};
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(sealed), c.random);
  const auto rows = statement_rows(c.tx, person.id);
  const auto persons = joined_with(c.tx, person.id);
  insert_split(c.tx, row);
  auto standing = joins_of(c.tx, person.id);
  std::ranges::reverse(standing);
  derive(c, persons, standing);
  const auto older = person_now(c.tx, join.row.older);
  const auto newer = person_now(c.tx, join.row.newer);
  // Under an id that the reader may know of.
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& added : since.added) {
    const Side side = of.at(added.id);
    const auto whose = person_now(c.tx, side == Side::older ? older : newer, hidden);
    if (side != Side::nobody && person_now(c.tx, added.meant, hidden) == whose) continue;
    if (!added.statement) {
      set_meant_by(c.tx, added.id, whose);
      continue;
    }
    // What was answered when it was said whose it is holds no longer, as with any undo.
    const auto last = last_identification(c.tx, added.statement->id);
    if (last) withdraw_judgements(c.tx, last->search, c.principal.person, c.now);
    if (side == Side::nobody) {
      identify(c, *added.statement, added.meant, "UNDONE", "");
    } else {
      identify(c, *added.statement, whose, "PARTED", "");
    }
  }
  tell_of_change(c, proof, deps, rows);
  c.touch(join.row.id);
  c.touch(older.text());
  c.touch(newer.text());
  leave_to_others(c, join.row.search, since.elsewhere);
}

std::string what_changed(pipeline::Context& c, const policy::Proof& proof,
                         const model::Borough& borough, const Whole& one, const Whole& other,
                         UtcTime shown) {
  const auto said = [&](const StaffId& by, UtcTime at, std::string_view what) {
    return directory::person_name(borough, by) + " said on " + plain_time(at) + " " +
           std::string(what);
  };
  const auto joins = joins_shown(c, proof, one);
  if (one.id == other.id && !joins.empty()) {
    return said(joins.front().row.by, joins.front().row.at, "that these two are one person");
  }
  for (const auto* person : {&one, &other}) {
    for (const auto& row : person->rows) {
      const auto last = last_identification(c.tx, row.id);
      if (last && last->at >= shown) return said(last->by, last->at, "who one of them is");
    }
  }
  return "What is known of one of them has changed meanwhile";
}

}  // namespace mash::people
