// SPDX-License-Identifier: MIT
// What a hub did in one quarter, as facts of the closed list of tables (libs/board).
//
// What: notifications by the day of receipt with what is known of them when they are counted;
// decisions, clocks, requests, decisions of owners and challenges by their own day. A case that is
// hidden from anybody of the hub takes no part, and so follows nothing from it.
// What not: audits of cases, which the hub does not keep; hiding and rounding (libs/board).
// Ages are of the year of birth, so that one may be a year off. A clock whose policy the
// configuration no longer has is left out.
// Thread safety: pure, `read_told` as the transaction. Cost: read_told as research::read_all.
#pragma once

#include <vector>

#include "mash/board/figures.h"
#include "mash/cases/every_clock.h"
#include "mash/challenge/every_challenge.h"
#include "mash/disclosure/every_release.h"
#include "mash/model/borough.h"
#include "mash/research/record.h"

namespace mash::figures {

struct Told {
  research::Record record;  // without what is hidden from anybody
  std::vector<cases::DueClock> clocks;
  std::vector<disclosure::EveryRelease> releases;
  std::vector<challenge::EveryChallenge> challenges;
};
// Before it is told apart what is hidden.
struct ToldWhole {
  research::AllTold all;
  std::set<CaseId> hidden;
  std::vector<cases::DueClock> clocks;
  std::vector<disclosure::EveryRelease> releases;
  std::vector<challenge::EveryChallenge> challenges;
};
ToldWhole read_told(db::Transaction& tx, const pipeline::Vault& vault, board::Quarter quarter,
                    UtcTime now);
Told told_of(ToldWhole whole);

std::vector<board::Fact> facts_of(const Told& told, board::Quarter quarter,
                                  const model::Borough& borough);

}  // namespace mash::figures
