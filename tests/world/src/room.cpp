// SPDX-License-Identifier: MIT
#include "room.h"

#include <stdexcept>

namespace mash::world {

namespace {

// Below the shortest idle time of a session (security.md section 7), so that nobody is put out.
constexpr Duration k_sign_in_again = Duration::minutes(14);

}  // namespace

Place::Place(pipeline::App& app, const FixedClock& clock, Dice& dice, std::string session_cookie)
    : clock_(clock),
      wire_{.app = &app, .dice = &dice, .session_cookie = std::move(session_cookie)} {}

Visitor& Place::visitor(const std::string& name) {
  return visitors_.try_emplace(name, wire_, name).first->second;
}

Visitor& Place::signed_in(const std::string& person) {
  Visitor& who = visitor(person);
  const auto seen = seen_.find(person);
  if (seen == seen_.end() || !who.has_session() || clock_.now() > seen->second + k_sign_in_again) {
    who.forget_cookies();
    who.submit("/sign-in/demo", {{"persona", person}});
    if (!who.has_session()) throw std::runtime_error(person + " cannot sign in");
  }
  seen_[person] = clock_.now();
  return who;
}

}  // namespace mash::world
