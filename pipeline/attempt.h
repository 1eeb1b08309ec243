// SPDX-License-Identifier: MIT
// One run of a request, from who asks to what is written down of it.
#pragma once

#include "mash/pipeline/app.h"
#include "mash/pipeline/record.h"

namespace mash::pipeline {

// What one run of a request made of it. Built anew if the transaction has to be run again.
struct Attempt {
  std::optional<Person> person;
  Bytes session_hash;
  std::string csrf;
  bool touch = false;  // the session's last use is worth writing down
  bool sessions_end = false;
  bool kept = false;  // its words wait for the one whose session had ended
  Handled handled{Outcome::failed, policy::Rule::wrong_side, false, not_found()};
  std::vector<Fault> faults;
  json::Value unsaved;  // what was typed into a form of which nothing was done
  std::vector<std::pair<std::string, std::string>> cookies;
  std::vector<std::function<void()>> after;
  std::vector<std::function<void(db::Transaction&)>> with_entry;
  Event event;
};

// A form that carries no token of this session, or a machine that does not say it is one.
bool forged(const http::Request& request, const Input& raw, const Attempt& a);
Event event_of(const Route& route, const Attempt& a, UtcTime now);
void fill_event(Event& e, const Handled& h, const Context& c);

}  // namespace mash::pipeline
