// SPDX-License-Identifier: MIT
#include "mash/linkage/live.h"

#include <algorithm>
#include <array>

#include "live_keys.h"
#include "mash/base/assert.h"

namespace mash::linkage {

namespace {

// The most promising records are compared in earnest. Who is right is nearly always among the
// first few.
constexpr std::size_t k_compared = 128;

struct Stored {
  std::string id;
  LiveRecord record;
  NumberedTraits traits;
  std::vector<std::uint64_t> keys;
};

// Rows of a table: the query, then records, each alone or several as one.
class TableMaker {
 public:
  TableMaker() { table_.sources.emplace_back(); }

  void begin_row() {
    const auto row = table_.rows();
    table_.source.push_back(0);
    table_.record.push_back(table_.record_ids.add(std::to_string(row + 1)));
    for (auto& column : table_.columns) column.ids.push_back(0);
    used_ = {};
  }
  void add(const Said& said) {
    if (said.text.empty()) return;
    const auto role = static_cast<std::size_t>(said.role);
    auto& columns = columns_.at(role);
    auto& used = used_.at(role);
    const auto row = table_.rows() - 1;
    for (std::size_t i = 0; i < used; ++i) {
      const auto& c = table_.columns[columns[i]];
      if (c.texts.text(c.ids[row]) == said.text) return;
    }
    if (used == columns.size()) {
      columns.push_back(table_.columns.size());
      auto& fresh = table_.columns.emplace_back();
      fresh.role = said.role;
      fresh.ids.assign(table_.rows(), 0);
    }
    auto& column = table_.columns[columns[used++]];
    column.ids[row] = column.texts.add(said.text);
  }
  [[nodiscard]] const Table& table() const { return table_; }

 private:
  Table table_;
  std::array<std::vector<std::size_t>, k_roles> columns_;
  std::array<std::size_t, k_roles> used_{};  // of the present row
};

// A person: the records of one group that may be seen, or one record alone.
struct Person {
  std::vector<std::uint32_t> records;  // after weighing: the one that agrees best first
  Weight score = 0;
};

using Rows = std::vector<std::vector<std::uint32_t>>;  // records by slot

}  // namespace

struct LiveIndex::State {
  explicit State(const Options& o) : options(o), names(o.variants) {
    MASH_ASSERT(o.population != nullptr);
  }

  Options options;
  LiveNames names;
  std::vector<Stored> records;
  std::vector<std::uint32_t> free;
  std::unordered_map<std::string, std::uint32_t> by_id;
  std::unordered_map<std::string, std::vector<std::uint32_t>> groups;
  MultiMap by_key;

  void put(std::string_view id, LiveRecord record);
  void remove(std::uint32_t slot);
  [[nodiscard]] std::vector<std::uint32_t> candidates(const Traits& query,
                                                      const MaySee& may_see) const;
  [[nodiscard]] Person person_of(std::uint32_t slot, const MaySee& may_see) const;
  template <class Use>
  void compare(const std::vector<Said>& query, const Rows& rows, Use&& use) const;
  // Sets the scores of the people, and which of their records agrees best.
  void weigh(const std::vector<Said>& query, std::vector<Person>& people) const;
  [[nodiscard]] std::string forms_of(const std::vector<Said>& query) const;
};

void LiveIndex::State::put(std::string_view id, LiveRecord record) {
  std::uint32_t slot = 0;
  if (free.empty()) {
    slot = static_cast<std::uint32_t>(records.size());
    records.emplace_back();
  } else {
    slot = free.back();
    free.pop_back();
  }
  Stored& stored = records[slot];
  stored.id = id;
  stored.record = std::move(record);
  auto traits = traits_of(stored.record.said, options.fold);
  add_other_keys(traits, stored.keys);
  auto& numbered = stored.traits;
  for (const auto& name : traits.given) numbered.given.push_back(names.take(name));
  for (const auto& name : traits.surname) numbered.surname.push_back(names.take(name));
  numbered.dates = std::move(traits.dates);
  numbered.places = std::move(traits.places);
  numbered.numbers = std::move(traits.numbers);
  for (const auto* list : {&traits.given, &traits.surname})
    for (const auto& name : *list) add_name_keys(name, numbered.dates, stored.keys);
  std::sort(stored.keys.begin(), stored.keys.end());
  stored.keys.erase(std::unique(stored.keys.begin(), stored.keys.end()), stored.keys.end());
  for (const auto key : stored.keys) by_key.put(key, slot);
  by_id.emplace(stored.id, slot);
  if (!stored.record.group.empty()) groups[stored.record.group].push_back(slot);
}

void LiveIndex::State::remove(std::uint32_t slot) {
  Stored& stored = records[slot];
  for (const auto key : stored.keys) by_key.remove(key, slot);
  for (const auto* list : {&stored.traits.given, &stored.traits.surname})
    for (const auto name : *list) names.give_back(name);
  if (const auto group = groups.find(stored.record.group); group != groups.end()) {
    std::erase(group->second, slot);
    if (group->second.empty()) groups.erase(group);
  }
  by_id.erase(stored.id);
  stored = {};
  free.push_back(slot);
}

std::vector<std::uint32_t> LiveIndex::State::candidates(const Traits& query,
                                                        const MaySee& may_see) const {
  const Promise promise(query, names);
  std::vector<std::uint64_t> keys;
  add_other_keys(query, keys);
  for (const auto name : promise.names()) add_name_keys(names.text(name), query.dates, keys);
  std::vector<std::uint32_t> found;
  for (const auto key : keys) by_key.each(key, [&](std::uint32_t slot) { found.push_back(slot); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found, [&](std::uint32_t slot) { return !may_see(records[slot].id); });
  struct Ranked {
    int promise;
    std::uint32_t slot;
  };
  std::vector<Ranked> ranked;
  ranked.reserve(found.size());
  for (const auto slot : found) ranked.push_back({promise.of(records[slot].traits), slot});
  const auto better = [&](const Ranked& a, const Ranked& b) {
    return a.promise != b.promise ? a.promise > b.promise : records[a.slot].id < records[b.slot].id;
  };
  const auto kept = std::min(k_compared, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end(), better);
  found.clear();
  for (std::size_t i = 0; i < kept; ++i) found.push_back(ranked[i].slot);
  return found;
}

Person LiveIndex::State::person_of(std::uint32_t slot, const MaySee& may_see) const {
  const auto& group = records[slot].record.group;
  if (group.empty()) return {.records = {slot}};
  Person out;
  for (const auto member : groups.at(group))
    if (member == slot || may_see(records[member].id)) out.records.push_back(member);
  return out;
}

// The other forms of the query's names, as pairs: all that this comparison can need.
std::string LiveIndex::State::forms_of(const std::vector<Said>& query) const {
  std::string out;
  for (const auto& s : query) {
    if (s.role != Role::given_name && s.role != Role::middle_name && s.role != Role::surname &&
        s.role != Role::full_name && s.role != Role::other_names)
      continue;
    for (const auto& word : name_words(s.text, options.fold))
      for (const auto form : names.forms(word)) out.append(word).append(" ").append(form) += '\n';
  }
  return out;
}

// Prepares the query and rows of records, each row as one person, and calls use(scorer, row): row 0
// is the query.
template <class Use>
void LiveIndex::State::compare(const std::vector<Said>& query, const Rows& rows, Use&& use) const {
  if (rows.empty()) return;
  TableMaker maker;
  maker.begin_row();
  for (const auto& s : query) maker.add(s);
  for (const auto& row : rows) {
    maker.begin_row();
    for (const auto slot : row)
      for (const auto& s : records[slot].record.said) maker.add(s);
  }
  const std::string forms = forms_of(query);
  const auto prepared = prepare(
      maker.table(), {.fold = options.fold, .variants = forms, .threads = 1, .each_alone = true});
  const Scorer scorer(prepared, population_model(), options.population);
  for (std::uint32_t row = 1; row < prepared.rows(); ++row) use(scorer, row);
}

void LiveIndex::State::weigh(const std::vector<Said>& query, std::vector<Person>& people) const {
  Rows alone;
  for (const auto& p : people)
    for (const auto slot : p.records) alone.push_back({slot});
  std::vector<std::pair<Weight, std::uint32_t>> scores;
  compare(query, alone, [&](const Scorer& s, std::uint32_t row) {
    scores.emplace_back(s.score(0, row), alone[row - 1][0]);
  });
  Rows together;
  std::vector<Person*> several;
  auto at = scores.begin();
  for (auto& p : people) {
    const auto end = at + static_cast<std::ptrdiff_t>(p.records.size());
    std::sort(at, end, [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : records[a.second].id < records[b.second].id;
    });
    p.score = at->first;
    for (auto& slot : p.records) slot = (at++)->second;
    if (p.records.size() == 1) continue;
    together.push_back(p.records);
    several.push_back(&p);
  }
  compare(query, together,
          [&](const Scorer& s, std::uint32_t row) { several[row - 1]->score = s.score(0, row); });
}

LiveIndex::LiveIndex(const Options& options) : state_(std::make_unique<State>(options)) {}
LiveIndex::~LiveIndex() = default;
LiveIndex::LiveIndex(LiveIndex&&) noexcept = default;
LiveIndex& LiveIndex::operator=(LiveIndex&&) noexcept = default;

void LiveIndex::put(std::string_view id, LiveRecord record) {
  remove(id);
  state_->put(id, std::move(record));
}

void LiveIndex::remove(std::string_view id) {
  const auto at = state_->by_id.find(std::string(id));
  if (at != state_->by_id.end()) state_->remove(at->second);
}

std::size_t LiveIndex::size() const {
  return state_->by_id.size();
}

std::optional<std::string_view> LiveIndex::group_of(std::string_view id) const {
  const auto at = state_->by_id.find(std::string(id));
  if (at == state_->by_id.end()) return std::nullopt;
  return state_->records[at->second].record.group;
}

std::optional<KnownPerson> LiveIndex::weigh(const std::vector<Said>& query,
                                            const std::vector<std::string>& ids) const {
  const auto& s = *state_;
  std::vector<Person> one(1);
  for (const auto& id : ids) {
    const auto at = s.by_id.find(id);
    if (at != s.by_id.end()) one[0].records.push_back(at->second);
  }
  if (one[0].records.empty()) return std::nullopt;
  s.weigh(query, one);
  const auto& best = s.records[one[0].records[0]];
  KnownPerson out{best.id, best.record.group, one[0].score, {}};
  s.compare(query, {one[0].records},
            [&](const Scorer& scorer, std::uint32_t row) { out.why = scorer.explain(0, row); });
  return out;
}

std::vector<KnownPerson> LiveIndex::find(const std::vector<Said>& query, std::size_t top,
                                         Weight least, const MaySee& may_see) const {
  const auto& s = *state_;
  std::vector<Person> people;
  std::vector<std::string_view> groups;
  for (const auto slot : s.candidates(traits_of(query, s.options.fold), may_see)) {
    const std::string_view group = s.records[slot].record.group;
    if (!group.empty()) {
      if (std::find(groups.begin(), groups.end(), group) != groups.end()) continue;
      groups.push_back(group);
    }
    people.push_back(s.person_of(slot, may_see));
  }
  s.weigh(query, people);
  std::erase_if(people, [&](const Person& p) { return p.score < least; });
  std::sort(people.begin(), people.end(), [&](const Person& a, const Person& b) {
    return a.score != b.score ? a.score > b.score
                              : s.records[a.records[0]].id < s.records[b.records[0]].id;
  });
  if (people.size() > top) people.resize(top);
  std::vector<KnownPerson> out;
  Rows rows;
  for (const auto& p : people) {
    const auto& best = s.records[p.records[0]];
    out.push_back({best.id, best.record.group, p.score, {}});
    rows.push_back(p.records);
  }
  s.compare(query, rows, [&](const Scorer& scorer, std::uint32_t row) {
    out[row - 1].why = scorer.explain(0, row);
  });
  return out;
}

}  // namespace mash::linkage
