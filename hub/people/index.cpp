// SPDX-License-Identifier: MIT
#include "mash/people/index.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "comparison.h"
#include "statement.h"

namespace mash::people {

namespace {

struct Known {
  StatementId id;
  PersonId person;
  Features features;
};

bool shares_number(const Candidate& c) {
  return c.of(Feature::nhs_number) == Agreement::same || c.of(Feature::upn) == Agreement::same;
}

int differing(const Candidate& c) {
  return static_cast<int>(std::ranges::count(c.agreement, Agreement::differs));
}

// A total order, so that the answer depends on nothing but what is known.
bool better(const Candidate& a, const Candidate& b) {
  if (shares_number(a) != shares_number(b)) return shares_number(a);
  if (a.same() != b.same()) return a.same() > b.same();
  if (differing(a) != differing(b)) return differing(a) < differing(b);
  if (a.person != b.person) return a.person > b.person;  // identified people first
  return a.statement < b.statement;
}

// Where one statement of a person agrees, the person agrees; the enumeration is in that order.
void merge(std::array<Agreement, k_features>& into, const std::array<Agreement, k_features>& more) {
  for (std::size_t i = 0; i < k_features; ++i) into.at(i) = std::min(into.at(i), more.at(i));
}

}  // namespace

int Candidate::same() const {
  return static_cast<int>(std::ranges::count(agreement, Agreement::same));
}

struct PersonIndex::State {
  // Held while new statements are read and opened, so that an older snapshot never comes last.
  std::mutex catching_up;
  std::int64_t caught_up = -1;  // change number; -1: nothing has been read yet

  mutable std::shared_mutex mutex;  // guards what follows
  std::unordered_map<StatementId, Known> known;
  std::unordered_map<std::uint64_t, std::vector<const Known*>> by_key;  // nodes of `known` stay
  std::unordered_map<PersonId, std::vector<const Known*>> by_person;

  void put(Known&& statement) {
    const auto [at, is_new] = known.try_emplace(statement.id);
    Known& k = at->second;
    if (is_new) {
      k = std::move(statement);
      for (const auto key : keys_of(k.features)) by_key[key].push_back(&k);
    } else {
      if (!k.person.empty()) std::erase(by_person[k.person], &k);
      k.person = statement.person;
    }
    if (!k.person.empty()) by_person[k.person].push_back(&k);
  }
};

PersonIndex::PersonIndex() : state_(std::make_unique<State>()) {}
PersonIndex::~PersonIndex() = default;

void PersonIndex::build(db::Database& database, const pipeline::Vault& vault) {
  database.read([&](db::Transaction& tx) { catch_up(tx, vault); });
}

void PersonIndex::catch_up(db::Transaction& tx, const pipeline::Vault& vault) {
  const std::lock_guard one_at_a_time(state_->catching_up);
  const auto newest = newest_change(tx);
  if (newest <= state_->caught_up) return;
  const auto rows = state_->caught_up < 0 ? all_statement_rows(tx)
                                          : statement_rows_changed(tx, state_->caught_up);
  std::vector<Known> fresh;
  fresh.reserve(rows.size());
  for (const auto& row : rows) {
    fresh.push_back({row.id, row.person, features_of(open_for_index(tx, vault, row))});
  }
  const std::unique_lock lock(state_->mutex);
  for (auto& statement : fresh) state_->put(std::move(statement));
  state_->caught_up = newest;
}

void PersonIndex::put(const Statement& statement) {
  Known known{statement.id, statement.person, features_of(statement)};
  const std::unique_lock lock(state_->mutex);
  state_->put(std::move(known));
}

std::size_t PersonIndex::size() const {
  const std::shared_lock lock(state_->mutex);
  return state_->known.size();
}

std::vector<Candidate> PersonIndex::look_up(const Statement& said) const {
  const Features wanted = features_of(said);
  const std::shared_lock lock(state_->mutex);
  std::vector<const Known*> found;
  for (const auto key : keys_of(wanted)) {
    if (const auto hit = state_->by_key.find(key); hit != state_->by_key.end()) {
      found.insert(found.end(), hit->second.begin(), hit->second.end());
    }
  }
  std::vector<Candidate> out;
  for (const Known* k : found) {
    if (k->id == said.id) continue;
    const bool alone = k->person.empty();
    const Candidate who{.person = k->person, .statement = alone ? k->id : StatementId{}};
    const auto seen = std::ranges::any_of(out, [&who](const Candidate& c) {
      return c.person == who.person && c.statement == who.statement;
    });
    if (seen) continue;
    out.push_back(who);
    out.back().agreement = compare(wanted, k->features);
    if (alone) continue;
    for (const Known* other : state_->by_person.at(k->person)) {
      if (other->id != said.id) merge(out.back().agreement, compare(wanted, other->features));
    }
  }
  std::ranges::sort(out, better);
  if (out.size() > k_most) out.resize(k_most);
  return out;
}

}  // namespace mash::people
