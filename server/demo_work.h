// SPDX-License-Identifier: MIT
// What the personas of the demonstration do with one case, each act as the forms of the hub ask for
// it. What not: when, and how far a case gets (demo.cpp). Not thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mash/model/words.h"
#include "persona.h"

namespace mash::server {

struct DemoCase {
  std::string path;       // "/case/..."
  std::string reference;  // of the case
  std::string officer;    // who takes and screens it
  model::Rating rating = model::Rating::amber;
};

class DemoWork {
 public:
  DemoWork(pipeline::App& app, const Clock& clock) : app_(app), clock_(clock) {}

  Result<void> take(const DemoCase& one);
  // Says for each child who it is: the one whom the hub knows by name and birth, or somebody new.
  Result<void> identify(const DemoCase& one);
  // As identify(), for everybody of the case, adults too.
  Result<void> identify_all(const DemoCase& one);
  Result<void> propose(const DemoCase& one);          // screens it: a manager rates it
  Result<void> point_elsewhere(const DemoCase& one);  // screens it: another service helps
  Result<void> rate(const DemoCase& one);
  Result<void> record_basis(const DemoCase& one);
  Result<void> ask(const DemoCase& one);
  Result<void> know_nothing(const DemoCase& one, const std::string& desk);
  Result<void> know_something(const DemoCase& one, const std::string& desk);
  Result<void> decide(const DemoCase& one);  // for each child
  Result<void> tell(const DemoCase& one);    // the referrer

 private:
  Persona& at_desk(const std::string& id);
  Result<void> identify_waiting(const DemoCase& one, bool only_children);
  Result<void> say_who(Persona& officer, const std::string& search);
  Result<void> screen(const DemoCase& one, json::Value answers);
  Result<void> answer(const DemoCase& one, const std::string& desk, json::Value answers,
                      const std::string& fact);

  pipeline::App& app_;
  const Clock& clock_;
  std::map<std::string, Persona> people_;
};

}  // namespace mash::server
