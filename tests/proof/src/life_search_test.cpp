// SPDX-License-Identifier: MIT
// Goal: whatever happens in whatever order, nothing leaves the hub without its owner's release of
// that version for that recipient, no right outlives what it rests on, erased stays erased and held
// is never erased. Every state that can be reached is visited; a guard that is left out is found.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "life.h"

namespace mash::proof {
namespace {

struct Search {
  std::size_t states = 0;
  std::size_t steps = 0;
  std::string found;              // the first violation
  std::vector<std::string> path;  // that leads to it
};

std::vector<std::string> path_to(const std::vector<std::pair<State, std::size_t>>& queue,
                                 const std::vector<const char*>& by, std::size_t at) {
  std::vector<std::string> path;
  for (; at != 0; at = queue.at(at).second) path.insert(path.begin(), by.at(at));
  return path;
}

// Nearest first, so that a path to a violation is as short as can be.
Search search(Guard left_out) {
  Search out;
  std::vector<std::pair<State, std::size_t>> queue = {{State{}, 0}};
  std::vector<const char*> by = {""};
  std::unordered_set<std::uint64_t> known = {packed(State{})};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const State before = queue.at(at).first;
    for (const Step& step : steps(before, left_out)) {
      ++out.steps;
      out.found = violation(before, step);
      if (!out.found.empty()) {
        out.path = path_to(queue, by, at);
        out.path.emplace_back(step.what);
        out.states = queue.size();
        return out;
      }
      if (!known.insert(packed(step.after)).second) continue;
      queue.emplace_back(step.after, at);
      by.push_back(step.what);
    }
  }
  out.states = queue.size();
  return out;
}

TEST(Life, NoPathLeadsToWhatMustNotBe) {
  const Search all = search(Guard::none);
  std::string path;
  for (const std::string& step : all.path) path += step + "; ";
  EXPECT_EQ(all.found, "") << path;
  std::cout << "states: " << all.states << ", steps: " << all.steps << '\n';
  EXPECT_GT(all.states, 100'000U);
}

TEST(Life, EachGuardThatIsLeftOutIsFound) {
  for (int guard = 1; guard < k_guards; ++guard) {
    const Search found = search(static_cast<Guard>(guard));
    EXPECT_NE(found.found, "") << "guard " << guard;
    std::cout << "without guard " << guard << ": " << found.found << " after " << found.path.size()
              << " steps\n";
  }
}

// Or the search would show nothing: all that can be done to an item is done somewhere.
TEST(Life, EveryKindOfStepIsTaken) {
  std::unordered_set<std::string> taken;
  std::vector<State> queue = {State{}};
  std::unordered_set<std::uint64_t> known = {packed(State{})};
  for (std::size_t at = 0; at < queue.size() && queue.size() < 20'000; ++at) {
    const State before = queue.at(at);
    for (const Step& step : steps(before, Guard::none)) {
      taken.insert(step.what);
      if (known.insert(packed(step.after)).second) queue.push_back(step.after);
    }
  }
  for (const char* what :
       {"write", "disclose", "ask the owner", "release", "withdraw", "send", "read",
        "read what was sent", "its time is up", "hold or lift", "erase", "bar or show again",
        "bar the manager", "change the mark", "leave", "open the page that releases"}) {
    EXPECT_TRUE(taken.contains(what)) << what;
  }
}

}  // namespace
}  // namespace mash::proof
