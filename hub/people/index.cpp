// SPDX-License-Identifier: MIT
#include "mash/people/index.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "household.h"
#include "mash/linkage/live.h"
#include "mash/pipeline/changes.h"
#include "normalise.h"
#include "statement.h"

namespace mash::people {

namespace {

using linkage::Kind;
using linkage::Role;

// Who is less likely than this (about 1 in 65) is nobody to ask a person about.
constexpr linkage::Weight k_least = -6 * linkage::k_bit;
// Less than any pair comes to: whom a person wants to compare is compared.
constexpr linkage::Weight k_any = std::numeric_limits<linkage::Weight>::min() / 4;

std::vector<linkage::Said> said_in(const Statement& s) {
  std::vector<linkage::Said> out;
  const auto add = [&out](Role role, const Sensitive& text) {
    if (!text.empty()) out.push_back({role, text.reveal()});
  };
  add(Role::given_name, s.given_name);
  add(Role::surname, s.surname);
  add(Role::other_names, s.other_names);
  add(Role::dob, s.dob);
  add(Role::sex, s.sex);
  if (s.nhs_number_valid) add(Role::nhs_number, s.nhs_number);
  if (s.upn_valid) add(Role::upn, s.upn);
  add(Role::address, s.address_line);
  add(Role::postcode, s.postcode);
  return out;
}

Agreement agreement_in(const linkage::Explanation& why, Kind kind) {
  const auto part = std::ranges::find(why.parts, kind, &linkage::Part::kind);
  return part == why.parts.end() ? Agreement::missing : linkage::agreement(kind, part->level);
}

// House and street in one word: the same only if nothing of it differs.
Agreement address_agreement(const linkage::Explanation& why) {
  const auto house = agreement_in(why, Kind::house);
  const auto street = agreement_in(why, Kind::street);
  if (house == street || house == Agreement::missing) return street;
  if (street == Agreement::missing) return house;
  return street == Agreement::differs ? Agreement::differs : Agreement::alike;
}

Candidate candidate_of(linkage::KnownPerson known) {
  const auto closest = StatementId::trusted(known.id);
  return {.person = PersonId::trusted(known.group),
          .statement = known.group.empty() ? closest : StatementId{},
          .closest = closest,
          .why = std::move(known.why)};
}

}  // namespace

Agreement Candidate::of(Feature f) const {
  switch (f) {
    case Feature::given_name:
      return agreement_in(why, Kind::given_name);
    case Feature::surname:
      return agreement_in(why, Kind::surname);
    case Feature::dob:
      return agreement_in(why, Kind::dob);
    case Feature::nhs_number:
      return agreement_in(why, Kind::nhs_number);
    case Feature::upn:
      return agreement_in(why, Kind::upn);
    case Feature::address:
      return address_agreement(why);
    case Feature::postcode:
      return agreement_in(why, Kind::postcode);
    case Feature::sex:
      return agreement_in(why, Kind::sex);
  }
  return Agreement::missing;
}

namespace {

// All that is held; made anew where it does not agree with the store.
struct Held {
  explicit Held(const linkage::LiveIndex::Options& options) : people(options) {}

  struct Known {
    CaseId case_id;
    std::int64_t version = 0;
    UtcTime at;
    std::string home;  // its key in at_home; empty: none
  };
  // By address_key, the newest first.
  using Newest = std::set<std::pair<UtcTime, StatementId>, std::greater<>>;

  linkage::LiveIndex people;
  std::unordered_map<std::string, Known> known;  // by statement
  std::unordered_map<std::string, Newest> at_home;

  void put(const Statement& s) {
    people.put(s.id.text(), {s.person.text(), said_in(s)});
    auto home = address_key(s);
    if (!home.empty()) at_home[home].emplace(s.at, s.id);
    known.insert_or_assign(s.id.text(), Known{s.case_id, s.version, s.at, std::move(home)});
  }
  void remove(const StatementId& id) {
    const auto here = known.find(id.text());
    if (here == known.end()) return;
    if (const auto home = at_home.find(here->second.home); home != at_home.end()) {
      home->second.erase({here->second.at, id});
      if (home->second.empty()) at_home.erase(home);
    }
    people.remove(id.text());
    known.erase(here);
  }
  [[nodiscard]] bool agrees(const StatementKey& key) const {
    const auto here = known.find(key.id.text());
    return here != known.end() && here->second.case_id == key.case_id &&
           here->second.version == key.version && here->second.at == key.at &&
           people.group_of(key.id.text()) == key.person.text();
  }
};

constexpr int k_read = 1000;  // rows at a time

// All that the store has.
void fill(Held& held, db::Transaction& tx, const pipeline::Vault& vault) {
  StatementId last;
  while (true) {
    const auto rows = statement_rows_after(tx, last, k_read);
    for (const auto& statement : open_for_index(tx, vault, rows)) held.put(statement);
    if (rows.size() < k_read) return;
    last = rows.back().id;
  }
}

}  // namespace

// Of one check.
struct Suspects {
  std::vector<StatementId> ids;
  bool are_last = false;  // no statement comes after those that were looked at
};

struct PersonIndex::State {
  explicit State(const NameLists& names)
      : population(names.shares),
        options{.fold = lower_ascii, .variants = names.variants, .population = &population},
        held(options) {}

  // Held while new statements are read and opened, so that an older snapshot never comes last.
  std::mutex catching_up;
  std::int64_t caught_up = -1;  // change number; -1: nothing has been read yet
  std::mutex checking;
  StatementId checked_to;  // empty: the next check begins with the first statement

  linkage::Population population;
  linkage::LiveIndex::Options options;
  mutable std::shared_mutex mutex;  // guards what follows
  Held held;

  // What differs from this snapshot, perhaps since it was caught up with a newer one, among the
  // next `most` statements after `checked_to`.
  [[nodiscard]] Suspects suspects(db::Transaction& tx, int most);
  // The following only with `catching_up`.
  void catch_up(db::Transaction& tx, const pipeline::Vault& vault, std::int64_t newest);
  // How many differ, of these and, after the last, of those that the store has not. In the snapshot
  // caught up with.
  [[nodiscard]] std::size_t differences(db::Transaction& tx, const Suspects& suspects) const;
  void build_anew(db::Transaction& tx, const pipeline::Vault& vault);
};

void PersonIndex::State::catch_up(db::Transaction& tx, const pipeline::Vault& vault,
                                  std::int64_t newest) {
  if (newest <= caught_up) return;
  if (caught_up < 0) {
    build_anew(tx, vault);
  } else {
    const auto fresh = open_for_index(tx, vault, statement_rows_changed(tx, caught_up));
    const auto gone = statements_gone(tx, caught_up);
    const std::unique_lock lock(mutex);
    for (const auto& statement : fresh) held.put(statement);
    for (const auto& id : gone) held.remove(id);
  }
  caught_up = newest;
}

Suspects PersonIndex::State::suspects(db::Transaction& tx, int most) {
  Suspects out;
  while (most > 0) {
    const auto asked = std::min(most, k_read);
    const auto keys = statement_keys(tx, checked_to, asked);
    const std::shared_lock lock(mutex);
    for (const auto& key : keys) {
      if (!held.agrees(key)) out.ids.push_back(key.id);
    }
    out.are_last = std::ssize(keys) < asked;
    checked_to = out.are_last ? StatementId{} : keys.back().id;
    if (out.are_last) break;
    most -= asked;
  }
  return out;
}

std::size_t PersonIndex::State::differences(db::Transaction& tx, const Suspects& suspects) const {
  const auto stored = suspects.are_last ? std::optional(statement_count(tx)) : std::nullopt;
  const std::shared_lock lock(mutex);
  std::size_t wrong = 0;
  std::size_t missing = 0;
  for (const auto& id : suspects.ids) {
    const auto key = find_statement_key(tx, id);
    missing += key && !held.known.contains(id.text()) ? 1U : 0U;
    wrong += key && !held.agrees(*key) ? 1U : 0U;
  }
  if (!stored) return wrong;
  const auto here = held.people.size() + missing;
  return wrong + (here > *stored ? here - *stored : *stored - here);  // that one of them has not
}

void PersonIndex::State::build_anew(db::Transaction& tx, const pipeline::Vault& vault) {
  Held anew(options);
  fill(anew, tx, vault);
  const std::unique_lock lock(mutex);
  std::swap(held, anew);
}

PersonIndex::PersonIndex(const NameLists& names) : state_(std::make_unique<State>(names)) {}
PersonIndex::~PersonIndex() = default;

void PersonIndex::build(db::Database& database, const pipeline::Vault& vault) {
  database.read([&](db::Transaction& tx) { catch_up(tx, vault); });
}

void PersonIndex::catch_up(db::Transaction& tx, const pipeline::Vault& vault) {
  const std::lock_guard one_at_a_time(state_->catching_up);
  state_->catch_up(tx, vault, pipeline::newest_change(tx));
}

std::optional<std::size_t> PersonIndex::check(db::Database& database, const pipeline::Vault& vault,
                                              int most) {
  const std::lock_guard one_check(state_->checking);
  Suspects suspects;
  database.read([&](db::Transaction& tx) {
    catch_up(tx, vault);
    suspects = state_->suspects(tx, most);
  });
  std::optional<std::size_t> wrong;
  database.read([&](db::Transaction& tx) {
    const std::lock_guard one_at_a_time(state_->catching_up);
    const auto newest = pipeline::newest_change(tx);
    if (newest < state_->caught_up) return;
    state_->catch_up(tx, vault, newest);
    wrong = state_->differences(tx, suspects);
    if (*wrong > 0) state_->build_anew(tx, vault);
  });
  return wrong;
}

void PersonIndex::put(const Statement& statement) {
  const std::unique_lock lock(state_->mutex);
  state_->held.put(statement);
}

std::size_t PersonIndex::size() const {
  const std::shared_lock lock(state_->mutex);
  return state_->held.people.size();
}

AtHome PersonIndex::at_home_of(const Statement& said, const std::set<CaseId>& hidden,
                               std::optional<UtcTime> before) const {
  AtHome out;
  const std::shared_lock lock(state_->mutex);
  const auto home = state_->held.at_home.find(address_key(said));
  if (home == state_->held.at_home.end()) return out;
  const auto& newest = home->second;
  auto next = before ? newest.lower_bound({*before, StatementId{}}) : newest.begin();
  for (; next != newest.end(); ++next) {
    const auto& id = next->second;
    if (id == said.id || hidden.contains(state_->held.known.at(id.text()).case_id)) continue;
    out.more = out.newest.size() == k_most_at_home;
    if (out.more) break;
    out.newest.push_back(id);
  }
  return out;
}

CasesAtHome PersonIndex::cases_at_home_of(const Statement& said,
                                          const std::set<CaseId>& hidden) const {
  CasesAtHome out;
  const std::shared_lock lock(state_->mutex);
  const auto home = state_->held.at_home.find(address_key(said));
  if (home == state_->held.at_home.end()) return out;
  std::size_t others = 0;
  for (const auto& [at, id] : home->second) {
    const auto& where = state_->held.known.at(id.text()).case_id;
    if (id == said.id || hidden.contains(where)) continue;
    out.cases.insert(where);
    out.more = ++others > k_most_at_home;
  }
  return out;
}

std::optional<Candidate> PersonIndex::compare(const Statement& said,
                                              const std::set<StatementId>& known) const {
  const auto query = said_in(said);
  const std::shared_lock lock(state_->mutex);
  auto found = state_->held.people.find(query, 1, k_any, [&](std::string_view id) {
    return known.contains(StatementId::trusted(std::string(id)));
  });
  if (found.empty()) return std::nullopt;
  return candidate_of(std::move(found.front()));
}

std::optional<Candidate> PersonIndex::weigh(const Statement& said,
                                            const std::set<StatementId>& known) const {
  std::vector<std::string> ids;
  for (const auto& id : known) ids.push_back(id.text());
  const auto query = said_in(said);
  const std::shared_lock lock(state_->mutex);
  auto weighed = state_->held.people.weigh(query, ids);
  if (!weighed) return std::nullopt;
  return candidate_of(*std::move(weighed));
}

LookedUp PersonIndex::look_up(const Statement& said, const std::set<CaseId>& hidden) const {
  const auto query = said_in(said);
  const std::shared_lock lock(state_->mutex);
  const auto is_hidden = [&](std::string_view id) {
    return hidden.contains(state_->held.known.at(std::string(id)).case_id);
  };
  const auto find = [&](const linkage::LiveIndex::MaySee& may_see) {
    std::vector<Candidate> out;
    for (auto& known : state_->held.people.find(query, k_most, k_least, may_see)) {
      out.push_back(candidate_of(std::move(known)));
    }
    return out;
  };
  LookedUp out;
  out.shown = find([&](std::string_view id) { return id != said.id.text() && !is_hidden(id); });
  if (hidden.empty()) return out;
  out.hidden = find([&](std::string_view id) { return id != said.id.text() && is_hidden(id); });
  std::erase_if(out.hidden, [&](const Candidate& c) {
    return !c.person.empty() &&
           std::ranges::find(out.shown, c.person, &Candidate::person) != out.shown.end();
  });
  return out;
}

}  // namespace mash::people
