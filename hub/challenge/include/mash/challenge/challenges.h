// SPDX-License-Identifier: MIT
// Challenges as they stand. Who works on the case knows of each; the words of a desk are read by
// all of them, the words of whoever is outside by the front door alone.
// Thread safety: as the Context that is passed in. Cost: a few selects, one opening per text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/model/coded.h"
#include "mash/pipeline/route.h"

namespace mash::challenge {

enum class From { desk, referrer, recipient };
enum class Ground { threshold, sent_back, protection, care_or_police, sharing, assessment };
enum class Why { raised, not_content, ran_out };
enum class Verdict { upheld, reconsider };
// Where a challenge is: waits for an answer, answered, or waits for the new decision.
enum class State { open, upheld, reconsidering, replaced };

struct Challenged {
  DecisionId decision;
  PersonId child;           // who that is now (people::person_meant)
  DecisionId new_decision;  // or empty
};
struct Answer {
  Verdict result{};
  StaffId by;  // who wrote it down
  UtcTime at;
  Sensitive name;  // who answered, where they are not of the hub
  Sensitive words;
};
struct Rung {
  int stage = 1;
  Why why{};
  StaffId opened_by;
  UtcTime opened_at;
  std::string deadline;              // id of its clock, or empty
  std::string task;                  // id of the task of whoever answers
  Sensitive words;                   // why the last answer was not enough
  std::vector<std::string> against;  // what is challenged, in words: "Amara Okafor: Early help"
  std::vector<Challenged> decisions;
  std::optional<Answer> answer;
};
struct Safety {
  bool needed = false;
  std::string task;  // id, where something is needed
  StaffId by;
  UtcTime at;
  Sensitive words;
};
struct Challenge {
  std::string id;
  CaseId case_id;
  AgencyId owner;  // whose words they are: a desk, or the front door for whoever is outside
  From from{};
  Ground ground{};
  StaffId by;
  UtcTime at;
  Sensitive who;  // whoever is outside: their name and how they said it
  Sensitive reason;
  std::vector<Rung> rungs;  // at least one, the first stage first
  std::vector<Safety> safety;

  [[nodiscard]] const Rung& now() const { return rungs.back(); }
  [[nodiscard]] State state() const;
};
// Of a case, the oldest first.
std::vector<Challenge> challenges_of(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

// A challenge of this case waits for an answer, so that it does not close.
bool any_open(db::Transaction& tx, const CaseId& id);
// Decisions that a challenge has opened again, and when.
struct Reopened {
  DecisionId decision;
  UtcTime at;
};
std::vector<Reopened> reopened(db::Transaction& tx, const CaseId& id);
// A new decision counts instead of these: what is challenged of them is linked with it, and whoever
// challenged is told once the last one is decided.
void decided_anew(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  const DecisionId& decision, const std::vector<DecisionId>& replaced);

// The lines for {{> challenge/lines}}: each challenge, in words, with a link.
json::Array lines_data(pipeline::Context& c, const policy::Proof& proof,
                       const model::Borough& borough, const CaseId& id);

}  // namespace mash::challenge

namespace mash::model {

// Whoever is at a desk challenges in the name of the own agency.
template <>
inline constexpr auto k_words<challenge::From> = std::to_array<Word<challenge::From>>({
    {challenge::From::desk, "DESK", "An agency of the hub"},
    {challenge::From::referrer, "REFERRER", "Who told the hub of the child"},
    {challenge::From::recipient, "RECIPIENT", "Who was asked to act"},
});
// Source: Cumbria's grounds of escalation (domain.md 5.4 of the design).
template <>
inline constexpr auto k_words<challenge::Ground> = std::to_array<Word<challenge::Ground>>({
    {challenge::Ground::threshold, "THRESHOLD", "How much help the child needs"},
    {challenge::Ground::sent_back, "SENT_BACK", "It was sent back for more information"},
    {challenge::Ground::protection, "PROTECTION", "Whether it is child protection"},
    {challenge::Ground::care_or_police, "CARE_OR_POLICE",
     "Whether children’s services or the police act"},
    {challenge::Ground::sharing, "SHARING", "What was shared, or was not"},
    {challenge::Ground::assessment, "ASSESSMENT", "What the assessment came to"},
});
template <>
inline constexpr auto k_words<challenge::Why> = std::to_array<Word<challenge::Why>>({
    {challenge::Why::raised, "RAISED", "The decision was challenged"},
    {challenge::Why::not_content, "NOT_CONTENT", "The answer was not enough"},
    {challenge::Why::ran_out, "RAN_OUT", "Nobody had answered in time"},
});
template <>
inline constexpr auto k_words<challenge::Verdict> = std::to_array<Word<challenge::Verdict>>({
    {challenge::Verdict::upheld, "UPHELD", "The decision stands"},
    {challenge::Verdict::reconsider, "RECONSIDER", "It is decided again"},
});
template <>
inline constexpr auto k_words<challenge::State> = std::to_array<Word<challenge::State>>({
    {challenge::State::open, "OPEN", "Not answered yet"},
    {challenge::State::upheld, "UPHELD", "Answered: the decision stands"},
    {challenge::State::reconsidering, "RECONSIDERING", "Answered: it is being decided again"},
    {challenge::State::replaced, "REPLACED", "Answered: it was decided again"},
});

}  // namespace mash::model
