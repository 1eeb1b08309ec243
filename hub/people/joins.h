// SPDX-License-Identifier: MIT
// Two persons who were identified already turn out to be one, and perhaps to be two again. A join
// is an event with who, when, why and on what; which id a person has follows from the joins that
// stand, so that parting gives back exactly what was before. Statements and what else was kept
// meanwhile of the joined person go where somebody says.
// What not: who may be the same (whole_person.h), pages.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/people/routes.h"
#include "person_store.h"
#include "search.h"
#include "whole_person.h"

namespace mash::people {

// What says that they are two, in words. Only a stated reason passes it.
std::vector<std::string> stops_between(pipeline::Context& c, const policy::Proof& proof,
                                       const model::Borough& borough, const Whole& one,
                                       const Whole& other);

struct JoinWords {
  Sensitive reason;
  std::vector<std::string> stops;
  Sensitive over_stops;  // why they are one all the same
};
// Both must be two now.
void join_persons(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Search& search, const Whole& one, const Whole& other,
                  const JoinWords& words);

// A join that stands, as far as the reader may know of both sides.
struct Join {
  JoinRow row;
  // Empty where not all of what it is about may be known to the reader.
  Sensitive reason;
  std::vector<std::string> stops;
  Sensitive over_stops;
  bool over = false;  // something spoke against it and somebody said why all the same
  std::map<StatementId, std::int64_t> said;  // all that was said of both then, and its version
  std::set<std::string> kept;                // what else named one of them then
  std::set<StatementId> newer;               // of those said, the ones of the newer
};
std::vector<Join> joins_shown(pipeline::Context& c, const policy::Proof& proof,
                              const Whole& person);  // the newest first

// Of all persons, as far as the reader may know of both sides, the newest first; at most `most`.
std::vector<Join> joins_lately(pipeline::Context& c, const policy::Proof& proof, std::size_t most);
// One of the two as they were known before, as far as the reader may know of it: "Amara Okafor,
// born 9 March 2017, in case 7KQ4-XM2P".
std::string side_in_words(pipeline::Context& c, const policy::Proof& proof, const Join& join,
                          bool newer);

// The person was joined by this join and has been parted, as far as the reader may know of both.
bool was_parted(pipeline::Context& c, const policy::Proof& proof, const Whole& person,
                std::string_view join);

enum class Side { older, newer, nobody };
struct Added {
  std::string id;
  CaseId case_id;
  UtcTime at;
  std::optional<StatementRow> statement;  // nothing: a Kept of another slice
  PersonId meant;
  std::string words;  // of a Kept
};
// What else is kept of this person in the cases of these rows.
std::vector<Added> kept_of(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                           const PersonId& person, const std::vector<StatementRow>& rows);
// What has come to the joined person since: of whom is each?
struct Since {
  std::vector<Added> added;    // the oldest first
  std::set<CaseId> elsewhere;  // hidden cases in which there is more, which stays as it is
};
Since added_since(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Whole& person, const Join& join);

// `of` says of whom each of `since.added` is.
void part_persons(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                  const Whole& person, const Join& join, const Since& since,
                  const std::map<std::string, Side>& of, const Sensitive& reason);

// Why what was shown of these two at `shown` no longer holds: who did what meanwhile.
std::string what_changed(pipeline::Context& c, const policy::Proof& proof,
                         const model::Borough& borough, const Whole& one, const Whole& other,
                         UtcTime shown);

}  // namespace mash::people

namespace mash::model {

template <>
inline constexpr auto k_words<people::Side> = std::to_array<Word<people::Side>>({
    {people::Side::older, "older", "The first person"},
    {people::Side::newer, "newer", "The second person"},
    {people::Side::nobody, "nobody", "Not known: to be found out anew"},
});

}  // namespace mash::model
