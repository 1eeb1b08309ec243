// SPDX-License-Identifier: MIT
// One hub of a simulation, as it is on disk: its side of each link with another hub, and what it
// knows of who is responsible for which child.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hubs_for_tests.h"
#include "mash/exchange/link.h"
#include "mash/responsibility/chain.h"

namespace mash::cross_hub {

using exchange::HubId;
using responsibility::Chain;
using responsibility::ChainId;

struct Kept {
  exchange::Word word;
  bool received = false;
};

struct Side {
  exchange::Sending sending;
  std::map<std::pair<std::int64_t, std::int64_t>, Kept> out;  // by line and number
  exchange::Receiving receiving;
  std::map<std::int64_t, crypto::Hash> in;  // of the current line
  std::set<std::string> known;              // ids
  std::size_t acted = 0;                    // how often a word was acted on

  [[nodiscard]] bool waits() const { return !out.empty() && sending.received + 1 < sending.next; }
};

struct Disk {
  std::map<std::size_t, Side> sides;
  std::map<ChainId, Chain> duties;
};

struct Node {
  HubId id;
  crypto::SigningKey sign;
  crypto::Key box;
  Disk disk;
  std::optional<Disk> backup = {};
  bool restored = false;
  bool knows_theft = false;
  std::size_t of_thief = 0;  // words of the thief that were taken when its theft became known
  Duration ahead = {};       // its clock, of the true one

  [[nodiscard]] bool has_duties() const { return !disk.duties.empty(); }
};

struct Counts {
  std::size_t written = 0, taken = 0, again = 0, early = 0, forked = 0, lines = 0, restored = 0,
              crashed = 0, stepped = 0, turned_away = 0, forged = 0, forged_duties = 0, moved = 0,
              assumed = 0, refused = 0, lost = 0, twice = 0;

  Counts& operator+=(const Counts& o) {
    written += o.written;
    taken += o.taken;
    again += o.again;
    early += o.early;
    forked += o.forked;
    lines += o.lines;
    restored += o.restored;
    crashed += o.crashed;
    stepped += o.stepped;
    turned_away += o.turned_away;
    forged += o.forged;
    forged_duties += o.forged_duties;
    moved += o.moved;
    assumed += o.assumed;
    refused += o.refused;
    lost += o.lost;
    twice += o.twice;
    return *this;
  }
};

}  // namespace mash::cross_hub
