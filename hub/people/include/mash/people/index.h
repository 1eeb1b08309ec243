// SPDX-License-Identifier: MIT
// The look-up of people whom the hub already knows, in memory. `Recogniser` is the seam: the
// linkage engine replaces PersonIndex and no page changes (settled.md 27, architecture.md).
// What not: it shows nobody anything. It answers ids and agreements; the page opens the words of
// the few that it shows with its own proof.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "mash/db/database.h"
#include "mash/people/people.h"
#include "mash/pipeline/vault.h"

namespace mash::people {

enum class Agreement { same, differs, not_known };
enum class Feature { given_name, surname, dob, nhs_number, upn, address, postcode, sex };
inline constexpr std::size_t k_features = 8;

struct Candidate {
  PersonId person;        // empty: a statement that nobody has identified yet,
  StatementId statement;  // which is this one
  std::array<Agreement, k_features> agreement{};
  [[nodiscard]] Agreement of(Feature f) const { return agreement.at(static_cast<std::size_t>(f)); }
  [[nodiscard]] int same() const;  // how many features agree
  bool operator==(const Candidate&) const = default;
};

class Recogniser {
 public:
  static constexpr std::size_t k_most = 10;  // more than a person can compare with care

  Recogniser() = default;
  Recogniser(const Recogniser&) = delete;
  Recogniser& operator=(const Recogniser&) = delete;
  virtual ~Recogniser() = default;
  // Takes in all that was committed up to the snapshot of `tx`. Only in read transactions: a write
  // that is rolled back would be remembered.
  virtual void catch_up(db::Transaction& tx, const pipeline::Vault& vault) = 0;
  // Who this may be, the best first, at most k_most; never the statement `said` itself.
  [[nodiscard]] virtual std::vector<Candidate> look_up(const Statement& said) const = 0;
};

// Exact look-up of normalised values (case, accents, scripts, punctuation and the order of names do
// not matter). Finds who shares a valid NHS number or UPN; the names, or one name, with the date of
// birth; the postcode with the given name and the year of birth; the names with the postcode.
// First those with the same NHS number or UPN, then those who agree in more, then by id, so that
// the order in which statements came does not matter.
//
// Thread safety: all members may be called concurrently. Cost: a look-up takes microseconds;
// building takes about 10 microseconds and 1 kB per statement.
class PersonIndex final : public Recogniser {
 public:
  PersonIndex();
  ~PersonIndex() override;
  // At start: everything in one snapshot.
  void build(db::Database& database, const pipeline::Vault& vault);
  void catch_up(db::Transaction& tx, const pipeline::Vault& vault) override;
  [[nodiscard]] std::vector<Candidate> look_up(const Statement& said) const override;
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
    {people::Agreement::same, "same", "Same"},
    {people::Agreement::differs, "differs", "Differs"},
    {people::Agreement::not_known, "not_known", "Not known"},
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
