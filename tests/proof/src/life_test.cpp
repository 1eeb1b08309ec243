// SPDX-License-Identifier: MIT
// The machine of life.h.
#include "life.h"

#include <utility>

namespace mash::proof {

namespace {

using enum policy::Action;
using policy::Action;
using policy::ItemState;
using policy::Outward;

bool barred(const State& state, int person) {
  return (person == 0 && state.owner_barred) || (person == k_manager && state.manager_barred);
}

bool gone(const State& state, int person) {
  return person == 0 && state.owner == Standing::gone;
}

bool marked(const State& state, int person) {
  return person == 1 || (person == 0 && state.owner == Standing::marked);
}

policy::Principal principal(const State& state, int person) {
  policy::Principal who;
  if (person < 0) {
    who.side = policy::Side::system;
    return who;
  }
  if (gone(state, person)) return who;
  who.side = person == k_reader ? policy::Side::outside : policy::Side::hub;
  who.role = person == k_reader    ? policy::Role::recipient
             : person == k_manager ? policy::Role::mash_manager
                                   : policy::Role::navigator;
  who.releases = marked(state, person);
  return who;
}

// What a slice would read of the database before it asks the kernel.
policy::Facts facts(const State& state, int person, int item, int recipient, Guard out) {
  const Item& it = state.items.at(static_cast<std::size_t>(item));
  policy::Facts known;
  known.case_member = person != k_reader;
  known.barred = out != Guard::bar && barred(state, person);
  known.own = person == k_reader ? recipient == 0 : person == item || out == Guard::ownership;
  known.item = it.state;
  if (out == Guard::erased && known.item == ItemState::erased) known.item = ItemState::draft;
  known.outward = it.sent.at(static_cast<std::size_t>(recipient)).outward;
  known.basis_complete = true;
  known.held = out != Guard::hold && it.held;
  return known;
}

void recall(Sent& sent) {
  if (sent.outward == Outward::released) sent.outward = Outward::withdrawn;
}

class Next {
 public:
  Next(const State& state, Guard out) : state_(state), out_(out) {}

  std::vector<Step> all() {
    for (int person = 0; person < k_people; ++person) {
      for (int item = 0; item < k_items; ++item) of_item(person, item);
      send(person);
      bars(person);
    }
    staff();
    clocks();
    return std::move(steps_);
  }

 private:
  Item& at(State& state, int item) { return state.items.at(static_cast<std::size_t>(item)); }

  bool may(int person, Action act, int item, int recipient = 0) {
    return policy::may(principal(state_, person), act,
                       facts(state_, person, item, recipient, out_));
  }
  void add(int person, Action act, int item, int recipient, const char* what, const State& after) {
    steps_.push_back({person, act, item, recipient, what, after});
  }

  void of_item(int person, int item) {
    write(person, item);
    if (may(person, disclose_item, item)) {
      State after = state_;
      at(after, item).state = ItemState::in_hub;
      add(person, disclose_item, item, 0, "disclose", after);
    }
    if (may(person, compose_product, item) && at(state_, item).state == ItemState::in_hub) {
      State after = state_;
      at(after, item).asked = true;
      add(person, compose_product, item, 0, "ask the owner", after);
    }
    // Item 1 goes to recipient 0 alone, so that the search ends within seconds.
    for (int to = 0; to < (item == 0 ? k_recipients : 1); ++to) {
      release(person, item, to);
      if (may(person, read_product, item, to)) {
        add(person, read_product, item, to, "read what was sent", state_);
      }
    }
    if (may(person, read_item, item)) add(person, read_item, item, 0, "read", state_);
    end(person, item);
  }

  // The first words, or a correction: a new version, of which nothing is released.
  void write(int person, int item) {
    if (!may(person, edit_item, item)) return;
    State after = state_;
    Item& it = at(after, item);
    if (it.state == ItemState::in_hub) {
      if (it.version == 2) return;
      it.version = 2;
      it.asked = false;
      if (out_ != Guard::recall_on_correct) {
        for (Sent& sent : it.sent) recall(sent);
      }
    } else {
      it.state = ItemState::draft;
    }
    add(person, edit_item, item, 0, "write", after);
  }

  void release(int person, int item, int to) {
    const auto recipient = static_cast<std::size_t>(to);
    const bool now = may(person, release_item, item, to);
    if (person == 0 && item == 0 && to == 0 && now && !state_.offered) {
      State after = state_;
      after.offered = true;
      add(person, release_item, item, to, "open the page that releases", after);
    }
    const bool earlier = out_ == Guard::decide_again && person == 0 && item == 0 && to == 0 &&
                         state_.offered && at(state_, item).state == ItemState::in_hub;
    if (!now && !earlier) return;
    if (at(state_, item).asked) {
      State after = state_;
      Item& it = at(after, item);
      it.sent.at(recipient).released = it.version;
      // The truth of it: only the owner's own word counts.
      if (person == item) it.sent.at(recipient).cleared = it.version;
      if (person == 0 && item == 0) after.offered = false;
      add(person, release_item, item, to, "release", after);
    }
    if (at(state_, item).sent.at(recipient).released != 0) {
      State after = state_;
      Sent& sent = at(after, item).sent.at(recipient);
      sent.released = 0;
      sent.cleared = 0;
      if (out_ != Guard::recall_on_withdraw) recall(sent);
      add(person, release_item, item, to, "withdraw", after);
    }
  }

  void end(int person, int item) {
    if (may(person, keep_holds, item)) {
      State after = state_;
      at(after, item).held = !at(after, item).held;
      add(person, keep_holds, item, 0, "hold or lift", after);
    }
    if (may(person, approve_disposal, item) && at(state_, item).state != ItemState::none) {
      State after = state_;
      Item& it = at(after, item);
      it.state = ItemState::erased;
      it.asked = false;
      for (Sent& sent : it.sent) {
        if (out_ != Guard::recall_on_erase) recall(sent);
        sent.released = 0;
        sent.cleared = 0;
      }
      add(person, approve_disposal, item, 0, "erase", after);
    }
  }

  bool goes_out(const Item& item, std::size_t to) const {
    if (item.state != ItemState::in_hub) return false;
    const std::uint8_t released = item.sent.at(to).released;
    const bool to_another =
        out_ == Guard::same_recipient &&
        (item.sent.at(0).released == item.version || item.sent.at(1).released == item.version);
    if (out_ == Guard::same_version && released != 0) return true;
    return released == item.version || to_another;
  }

  void send(int person) {
    for (std::size_t to = 0; to < k_recipients; ++to) {
      if (!may(person, issue_product, 0, static_cast<int>(to))) continue;
      State after = state_;
      bool any = false;
      for (Item& item : after.items) {
        if (!goes_out(item, to)) continue;
        any = true;
        Sent& sent = item.sent.at(to);
        sent.outward = Outward::released;
        sent.version = item.version;
        sent.over = false;
      }
      if (any) add(person, issue_product, 0, static_cast<int>(to), "send", after);
    }
  }

  void bars(int person) {
    if (!may(person, set_bar, 0)) return;
    State after = state_;
    after.owner_barred = !after.owner_barred;
    add(person, set_bar, 0, 0, "bar or show again", after);
    after = state_;
    after.manager_barred = true;
    add(person, set_bar, 0, 0, "bar the manager", after);
  }

  // The agency's own system says who works there.
  void staff() {
    if (!may(-1, provision_people, 0) || state_.owner == Standing::gone) return;
    State after = state_;
    after.owner = state_.owner == Standing::marked ? Standing::unmarked : Standing::marked;
    add(-1, provision_people, 0, 0, "change the mark", after);
    after.owner = Standing::gone;
    add(-1, provision_people, 0, 0, "leave", after);
  }

  void clocks() {
    if (!may(-1, fire_clock, 0)) return;
    for (int item = 0; item < k_items; ++item) {
      for (std::size_t to = 0; to < k_recipients; ++to) {
        State after = state_;
        Sent& sent = at(after, item).sent.at(to);
        if (sent.outward != Outward::released) continue;
        sent.over = true;
        if (out_ != Guard::expiry) sent.outward = Outward::expired;
        add(-1, fire_clock, item, static_cast<int>(to), "its time is up", after);
      }
    }
  }

  State state_;
  Guard out_;
  std::vector<Step> steps_;
};

// Whether this person may truly do this, by the words and not by the kernel.
bool rightly(const State& state, const Step& step) {
  if (step.person < 0) return step.act == fire_clock || step.act == provision_people;
  if (gone(state, step.person) || barred(state, step.person)) return false;
  const Item& item = state.items.at(static_cast<std::size_t>(step.item));
  const bool own = step.person == step.item;
  switch (step.act) {
    case edit_item:
      return own && item.state != ItemState::erased;
    case disclose_item:
      return own && item.state == ItemState::draft;
    case release_item:
      return own && marked(state, step.person) && item.state == ItemState::in_hub;
    case approve_disposal:
      return own && marked(state, step.person) && !item.held;
    case compose_product:
    case issue_product:
    case set_bar:
      return step.person == k_manager;
    case keep_holds:
      return step.person != k_reader;
    case read_item:
      return step.person != k_reader &&
             (item.state == ItemState::in_hub || (own && item.state == ItemState::draft));
    case read_product: {
      const Sent& sent = item.sent.at(static_cast<std::size_t>(step.recipient));
      return step.person == k_reader && step.recipient == 0 && sent.outward == Outward::released;
    }
    default:
      return false;
  }
}

std::string wrong_with(const Item& before, const Item& after) {
  if (before.state == ItemState::erased && after.state != ItemState::erased) {
    return "what was erased is back";
  }
  if (after.state == ItemState::erased && before.state != ItemState::erased && before.held) {
    return "what is held was erased";
  }
  for (const Sent& sent : after.sent) {
    if (sent.outward != Outward::released) continue;
    if (after.state == ItemState::erased) return "what is erased can be read outside";
    if (sent.version != after.version) return "an old version can be read outside";
    if (sent.cleared != sent.version) return "what its owner has not released can be read outside";
    if (sent.over) return "what is over can be read outside";
  }
  return "";
}

}  // namespace

std::vector<Step> steps(const State& state, Guard left_out) {
  return Next(state, left_out).all();
}

std::string violation(const State& before, const Step& step) {
  if (!rightly(before, step)) {
    return std::string(name_of(step.act)) + " by person " + std::to_string(step.person) +
           ", who may not";
  }
  for (std::size_t i = 0; i < k_items; ++i) {
    const std::string wrong = wrong_with(before.items.at(i), step.after.items.at(i));
    if (!wrong.empty()) return wrong;
  }
  return "";
}

std::uint64_t packed(const State& state) {
  std::uint64_t out = 0;
  const auto put = [&out](unsigned value, unsigned values) { out = out * values + value; };
  for (const Item& item : state.items) {
    put(static_cast<unsigned>(item.state), 4);
    put(item.version, 3);
    put(item.asked ? 1 : 0, 2);
    put(item.held ? 1 : 0, 2);
    for (const Sent& sent : item.sent) {
      put(static_cast<unsigned>(sent.outward), 4);
      put(sent.version, 3);
      put(sent.released, 3);
      put(sent.cleared, 3);
      put(sent.over ? 1 : 0, 2);
    }
  }
  put(static_cast<unsigned>(state.owner), 3);
  put(state.owner_barred ? 1 : 0, 2);
  put(state.manager_barred ? 1 : 0, 2);
  put(state.offered ? 1 : 0, 2);
  return out;
}

}  // namespace mash::proof
