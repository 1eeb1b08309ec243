// SPDX-License-Identifier: MIT
// A small hub as a machine of states: two items of two owners, two recipients, four people, and all
// that can happen to them. The kernel decides on each act; what happens then is written here as the
// slices do it. One guard can be left out, so that the search is seen to find it.
// What not: no time, no text, no second case. Thread safety: pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mash/policy/policy.h"

namespace mash::proof {

inline constexpr int k_items = 2;
inline constexpr int k_recipients = 2;

// Person 0 and 1 sit at the desks of the agencies that own item 0 and 1; 2 manages the hub; 3 reads
// what recipient 0 is sent. Nobody reads for recipient 1.
inline constexpr int k_people = 4;
inline constexpr int k_manager = 2;
inline constexpr int k_reader = 3;

// What a person of the owner is: marked as releaser, without the mark, gone.
enum class Standing : std::uint8_t { marked, unmarked, gone };

// What a recipient has of an item. The last two are what is true, kept apart from what the hub
// does.
struct Sent {
  policy::Outward outward = policy::Outward::none;
  std::uint8_t version = 0;   // that left
  std::uint8_t released = 0;  // version for which the newest release stands, as the hub has it
  std::uint8_t cleared = 0;   // version that the owner has truly let out and not taken back
  bool over = false;          // its time was up since it left
};

struct Item {
  policy::ItemState state = policy::ItemState::none;
  std::uint8_t version = 1;
  bool asked = false;
  bool held = false;
  std::array<Sent, k_recipients> sent;
};

struct State {
  std::array<Item, k_items> items;
  Standing owner = Standing::marked;  // of person 0
  bool owner_barred = false;          // person 0
  bool manager_barred = false;
  bool offered = false;  // person 0 has a page open that offers to release item 0 to recipient 0
};

// The guards that can be left out.
enum class Guard : std::uint8_t {
  none,
  ownership,           // whose item it is, comes from the database
  same_version,        // what leaves is the version that was released
  same_recipient,      // and goes to whom it was released for
  recall_on_withdraw,  // who takes a release back, takes back what left
  recall_on_correct,   // a new version takes the old one back
  recall_on_erase,     // what is erased is taken back
  hold,                // a hold is looked up
  erased,              // that an item is erased is looked up
  bar,                 // a bar is looked up
  expiry,              // what is over is closed
  decide_again,        // a page that was opened earlier gives no right
};
inline constexpr int k_guards = 12;

// One step: who did which act to which item towards which recipient. Person -1 is the machinery.
struct Step {
  int person = -1;
  policy::Action act = policy::Action::fire_clock;
  int item = 0;
  int recipient = 0;
  const char* what = "";
  State after;
};

// All that can happen next, by whomever.
std::vector<Step> steps(const State& state, Guard left_out);

// What is wrong with the step or with what follows, or nothing.
std::string violation(const State& before, const Step& step);

std::uint64_t packed(const State& state);

}  // namespace mash::proof
