// SPDX-License-Identifier: MIT
// An index of people that grows and shrinks: "do we know this person?", the best first, each with
// its reasons.
//
// What: records under an id, put, put anew and removed at any time. Records of one group are one
// person: what all of them say counts together. Names are found however they are written (edits,
// sound, other forms of the name), dates of birth also with day and month swapped, a digit wrong or
// known in part.
// What not: it learns nothing from the records it holds (population.h), and records that the asker
// may not see take no part at all: an answer is the same as if they did not exist.
// Deterministic: an answer depends on what is held, never on the order in which it came.
// Thread safety: const use from many threads; put and remove need the index for themselves.
// Cost: about 1 kB a record; for the time of a look-up see docs/benchmarks.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/linkage/score.h"
#include "mash/linkage/table.h"

namespace mash::linkage {

// One thing said about a person. A role may come several times: two addresses, two dates of birth.
struct Said {
  Role role = Role::ignored;
  std::string text;
};

struct LiveRecord {
  std::string group;  // empty: a person of its own
  std::vector<Said> said;
};

struct KnownPerson {
  std::string id;     // of the record that agrees best
  std::string group;  // of that record
  Weight score = 0;
  Explanation why;  // of all records of the group that may be seen; its total is the score
};

class LiveIndex {
 public:
  struct Options {
    Fold fold = fold_latin;
    NameVariants variants;                   // must outlive the index
    const Population* population = nullptr;  // likewise; always needed
  };
  using MaySee = std::function<bool(std::string_view id)>;

  explicit LiveIndex(const Options& options);
  ~LiveIndex();
  LiveIndex(LiveIndex&&) noexcept;
  LiveIndex& operator=(LiveIndex&&) noexcept;

  void put(std::string_view id, LiveRecord record);
  void remove(std::string_view id);
  [[nodiscard]] std::size_t size() const;

  // The group under which a record is held; nothing: it is not.
  [[nodiscard]] std::optional<std::string_view> group_of(std::string_view id) const;

  // What speaks for these records, all of one person, being the query's too, and what against it,
  // however unlike they are; nothing where none of them is held.
  [[nodiscard]] std::optional<KnownPerson> weigh(const std::vector<Said>& query,
                                                 const std::vector<std::string>& ids) const;

  // At most `top` people whose score is at least `least`, the best first, of the records that may
  // be seen, with reasons. Ties go by id.
  [[nodiscard]] std::vector<KnownPerson> find(const std::vector<Said>& query, std::size_t top,
                                              Weight least, const MaySee& may_see) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::linkage
