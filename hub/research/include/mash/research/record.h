// SPDX-License-Identifier: MIT
// The front door's record as analysis sees it: cases, people and homes by numbers, without a word
// by which somebody could be recognised (decision 0052). One pass over all cases opens what was
// sealed; what comes of it holds ids, codes, times, postcode districts and years of birth.
//
// What: who was named in which case as what, at which homes they were said to live and for how
// long, who told, what of, what was decided.
// What not: what agencies told (disclosure); words; whether somebody may see what comes of it,
// beyond this: a case behind a wall takes no part for anybody, and `record_of` leaves out what is
// hidden from one reader, as if it had never come in: its joins and its homes as well.
// Thread safety: plain values, pure functions; `read_all` as the transaction.
// Cost: read_all opens every notification and statement, some 10 us each (Release); record_of is
// linear. About 300 bytes for each case.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/cases/every_case.h"
#include "mash/decision/outcomes.h"
#include "mash/intake/nameless.h"
#include "mash/people/nameless.h"

namespace mash::research {

// As it was read, every case but those behind a wall.
struct AllTold {
  UtcTime at;
  std::vector<cases::EveryCase> cases;  // in the order of receipt
  std::vector<intake::ToldOf> told;
  std::vector<people::Nameless> said;
  std::vector<people::Joined> joined;
  std::vector<decision::DecidedInCase> decided;
};
AllTold read_all(db::Transaction& tx, const pipeline::Vault& vault, UtcTime now);

// A place in one of the lists of a Record.
using Index = std::uint32_t;

enum class Part : std::uint8_t { child, parent, adult, other };

struct CaseFacts {
  CaseId id;
  UtcTime received_at;
  LocalDate day;  // in London
  model::NotificationState state{};
  model::Rating rating{};
  std::optional<model::NeedLevel> level;
  bool urgent = false;
  std::set<model::ReferralSource> sources;  // those that are known
  std::vector<model::ConcernType> concerns;
  std::vector<decision::DecidedInCase> decided;  // the oldest first
};
struct PersonFacts {
  // Of the person; of somebody whom nobody has identified yet, of what was first said about them:
  // children of one home and year of birth are taken for one, everybody else is in one case only.
  std::string id;
  bool identified = false;
  bool child = false;       // was named as one
  std::optional<int> born;  // year, as it was said last
};
struct HomeFacts {
  std::string key;       // keyed hash: the flat, not the tower
  std::string district;  // "BF1"
};
// Somebody in a case, once for each part in which they were named there.
struct Named {
  Index person = 0;
  Index in = 0;  // case
  Part part = Part::other;
};
// Somebody was said to live there: from the first to the last day on which it was said in a row.
struct Stay {
  Index person = 0;
  Index home = 0;
  LocalDate from, until;
};
struct HomeInCase {
  Index home = 0;
  Index in = 0;
};
struct Record {
  UtcTime at;
  std::vector<CaseFacts> cases;     // in the order of receipt
  std::vector<PersonFacts> people;  // in the order in which they were first named
  std::vector<HomeFacts> homes;
  std::vector<Named> named;         // by person, then case, then part
  std::vector<Stay> stays;          // by person, then day
  std::vector<HomeInCase> home_in;  // by home, then case: that somebody was said to live there
};
// Without these cases. Who is one person follows from the joins that were said in the others.
Record record_of(const AllTold& all, const std::set<CaseId>& hidden);

// As it was on the evening of that day: without what came, was said or was decided later. Who is
// one person, when they were born and how a case was rated is as it is known now; people and homes
// keep their places, also those whom nobody had named yet. Linear.
Record record_as_of(const Record& record, LocalDate day);

// "under 1", "1 to 4", ... "18 or over": of a year of birth alone, so that it may be a year off.
// "age not known" without one.
std::string age_band(std::optional<int> born, int year);

}  // namespace mash::research
