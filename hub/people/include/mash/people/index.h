// SPDX-License-Identifier: MIT
// The look-up of people whom the hub already knows, in memory. `Recogniser` is the seam to how
// people are recognised (settled.md 27, architecture.md).
// What not: it shows nobody anything. It answers ids, agreements and reasons; the page opens the
// words of the few that it shows with its own proof.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "mash/db/database.h"
#include "mash/linkage/score.h"
#include "mash/people/people.h"
#include "mash/pipeline/vault.h"

namespace mash::people {

using linkage::Agreement;
enum class Feature { given_name, surname, dob, nhs_number, upn, address, postcode, sex };
inline constexpr std::size_t k_features = 8;

struct Candidate {
  PersonId person;           // empty: a statement that nobody has identified yet,
  StatementId statement;     // which is this one
  StatementId closest;       // of what is known of them: the statement that agrees best
  linkage::Explanation why;  // adds up exactly to why.total
  [[nodiscard]] Agreement of(Feature f) const;
  bool operator==(const Candidate&) const = default;
};

struct LookedUp {
  std::vector<Candidate> shown;   // the best first, at most Recogniser::k_most
  std::vector<Candidate> hidden;  // whom only cases name that the asker may not know of
};

// Of what was said of people at one address, the newest.
struct AtHome {
  std::vector<StatementId> newest;  // at most Recogniser::k_most_at_home, the newest first
  bool more = false;
  bool operator==(const AtHome&) const = default;
};

// Where whoever was named at one address was named.
struct CasesAtHome {
  std::set<CaseId> cases;  // all of them
  bool more = false;       // than k_most_at_home was said of this address
  bool operator==(const CasesAtHome&) const = default;
};

class Recogniser {
 public:
  static constexpr std::size_t k_most = 10;  // more than a person can compare with care
  // More than a family says of its home; a hostel has thousands.
  static constexpr std::size_t k_most_at_home = 100;

  Recogniser() = default;
  Recogniser(const Recogniser&) = delete;
  Recogniser& operator=(const Recogniser&) = delete;
  virtual ~Recogniser() = default;
  // Takes in all that was committed up to the snapshot of `tx`. Only in read transactions: a write
  // that is rolled back would be remembered.
  virtual void catch_up(db::Transaction& tx, const pipeline::Vault& vault) = 0;
  // Who this may be; never the statement `said` itself. What was said in `hidden` cases takes no
  // part in what is shown: not in who, in which order, nor in the reasons.
  [[nodiscard]] virtual LookedUp look_up(const Statement& said,
                                         const std::set<CaseId>& hidden) const = 0;
  // What speaks for the person of whom `known` was said being the one of whom `said` was, and what
  // against it; nothing where nothing is alike.
  [[nodiscard]] virtual std::optional<Candidate> compare(
      const Statement& said, const std::set<StatementId>& known) const = 0;
  // The same, however unlike they are, of known statements of one person taken together; nothing
  // where none of them is known.
  [[nodiscard]] virtual std::optional<Candidate> weigh(
      const Statement& said, const std::set<StatementId>& known) const = 0;
  // What else was said of people at the same house, street and postcode; not in `hidden` cases.
  // Said before `before`, where that is given. Nothing where the address is not known, and of a
  // street without a house.
  [[nodiscard]] virtual AtHome at_home_of(const Statement& said, const std::set<CaseId>& hidden,
                                          std::optional<UtcTime> before) const = 0;
  // The same without an end. Cost: a step for all that was ever said of the address.
  [[nodiscard]] virtual CasesAtHome cases_at_home_of(const Statement& said,
                                                     const std::set<CaseId>& hidden) const = 0;
};

// What is known of names in general, in the form of data/linkage; must outlive the index.
struct NameLists {
  std::string_view variants;  // which names are one name
  std::string_view shares;    // how common names are
};

// The linkage engine over all statements: finds people whose names are misspelt, written by ear,
// short, transliterated or crossed, whose date of birth is known in part or has a slip, who moved.
// Statements of one person count together. Scores come from published figures and fixed chances,
// never from the people in the index (linkage/live.h).
//
// Thread safety: all members may be called concurrently. Cost: docs/benchmarks.md.
class PersonIndex final : public Recogniser {
 public:
  explicit PersonIndex(const NameLists& names);
  ~PersonIndex() override;
  // At start: everything in one snapshot.
  void build(db::Database& database, const pipeline::Vault& vault);
  void catch_up(db::Transaction& tx, const pipeline::Vault& vault) override;
  // Compares what is held with what the store says: which statements, of which case and time, about
  // whom, in which version. Their words never change and are not read. Looks at `most` statements,
  // the next time at those after them, so that a check of a large hub takes nobody's time. Answers
  // how many differ; if any does, everything is built anew. Nothing: somebody caught up meanwhile;
  // these come again with the next round.
  // Cost: reads each statement's clear columns, about 10 us, 40 with PostgreSQL (Debug), and counts
  // all when the last was reached. Nobody waits for that; where something differs, whoever wants to
  // catch up waits for the building.
  std::optional<std::size_t> check(db::Database& database, const pipeline::Vault& vault,
                                   int most = k_checked_at_once);
  static constexpr int k_checked_at_once = 50'000;
  [[nodiscard]] LookedUp look_up(const Statement& said,
                                 const std::set<CaseId>& hidden) const override;
  [[nodiscard]] std::optional<Candidate> compare(const Statement& said,
                                                 const std::set<StatementId>& known) const override;
  [[nodiscard]] std::optional<Candidate> weigh(const Statement& said,
                                               const std::set<StatementId>& known) const override;
  [[nodiscard]] AtHome at_home_of(const Statement& said, const std::set<CaseId>& hidden,
                                  std::optional<UtcTime> before) const override;
  [[nodiscard]] CasesAtHome cases_at_home_of(const Statement& said,
                                             const std::set<CaseId>& hidden) const override;
  [[nodiscard]] std::size_t size() const;  // statements

  // Adds a statement, or says anew who a known one is about. For tests and tools; the hub's own way
  // is catch_up.
  void put(const Statement& statement);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mash::people

namespace mash::model {

template <>
inline constexpr auto k_words<people::Agreement> = std::to_array<Word<people::Agreement>>({
    {people::Agreement::missing, "not_known", "Not known"},
    {people::Agreement::differs, "differs", "Differs"},
    {people::Agreement::alike, "alike", "Alike"},
    {people::Agreement::same, "same", "Same"},
});
template <>
inline constexpr auto k_words<people::Feature> = std::to_array<Word<people::Feature>>({
    {people::Feature::given_name, "given_name", "Given name"},
    {people::Feature::surname, "surname", "Surname"},
    {people::Feature::dob, "dob", "Date of birth"},
    {people::Feature::nhs_number, "nhs_number", "NHS number"},
    {people::Feature::upn, "upn", "Unique pupil number"},
    {people::Feature::address, "address", "Address"},
    {people::Feature::postcode, "postcode", "Postcode"},
    {people::Feature::sex, "sex", "Sex"},
});

}  // namespace mash::model
