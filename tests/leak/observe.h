// SPDX-License-Identifier: MIT
// What somebody can learn by asking a room everything: each route, with each id that any page ever
// showed and with ids that do not exist, as page and as JSON, and each act with nothing and with
// what once worked. Two worlds are asked the same; every byte of the answers must be equal.
// One thread at a time for each world.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "mash/world/world.h"

namespace mash::leak {

enum class Side { hub, gate };

// A persona of the demo borough, or nobody (empty).
struct Observer {
  Side side{};
  std::string person;
  [[nodiscard]] std::string name() const;
};

struct Probe {
  std::string method;
  std::string path;
  std::string pattern;  // of the route
  bool json = false;
  std::string content_type;
  std::string body;  // without the form's token
};

// The paths and working forms of both worlds together, so that each is asked for what only the
// other one has.
struct Knowledge {
  std::set<std::string> paths;
  std::vector<world::Visit> worked;  // acts that were taken
  void add(const world::Wire& wire);
};

// In a fixed order. `slow` routes (those that hash passwords) only where asked for.
std::vector<Probe> reads(const std::vector<pipeline::Route>& routes, const Knowledge& known);
std::vector<Probe> acts(const std::vector<pipeline::Route>& routes, const Knowledge& known,
                        bool slow);

struct Seen {
  int status = 0;
  std::string bytes;  // status, headers in order, body
};
Seen ask(world::World& world, const Observer& observer, const Probe& probe);

// Routes, as "GET /case/{case}", that no visit of the journey and none of these probes got an
// answer from (below 400).
class Coverage {
 public:
  void note(const std::string& method, const std::string& pattern, int status);
  void note(const std::vector<pipeline::Route>& routes, const world::Wire& wire);
  [[nodiscard]] std::vector<std::string> missing(const std::vector<pipeline::Route>& routes) const;

 private:
  std::set<std::string> answered_;
};

struct Difference {
  Observer observer;
  Probe probe;
  std::string words;  // where the two differ, with what stands around it
};
std::string describe(const Difference& difference);

struct Inquiry {
  std::vector<Observer> observers;  // they ask for every page
  std::vector<Observer> acting{};   // and these try every act
  // Takes out of the bytes of an answer what this observer may know; empty: nothing.
  std::function<std::string(const Observer&, std::string bytes)> forgive{};
  // Which routes to ask; empty: all.
  std::function<bool(const std::string& pattern)> wanted{};
};
// Asks both worlds everything, each in a thread of its own. The first 20 differences.
std::vector<Difference> compare(world::World& one, world::World& other, const Inquiry& inquiry,
                                Coverage& coverage);

// Asks one world for every page, and gives each answer to `look`.
void crawl(world::World& world, const std::vector<Observer>& observers,
           const std::function<void(const Observer&, const Probe&, const Seen&)>& look);

}  // namespace mash::leak
