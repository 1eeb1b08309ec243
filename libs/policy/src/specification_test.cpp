// SPDX-License-Identifier: MIT
// Goal: state who may do what, independently of the kernel, so that kernel_test can compare.
#include "specification_test.h"

#include <array>
#include <bitset>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace mash::policy::specification {

namespace {

enum class Room : std::uint8_t { anywhere, hub, gate, machinery };
enum class Needs : std::uint8_t {
  nothing,
  membership,   // the agency is in the case's cell
  basis,        // the same, and a recorded basis unless it is urgent
  ownership,    // the own agency's object
  own_draft,    // the own agency's draft
  own_release,  // the own agency's item in the hub, and the mark
  words,        // the text of an item
  product,      // a product released to the own agency
};

struct Roles {
  std::bitset<k_roles> set;
  Roles(std::initializer_list<Role> list) {
    for (const Role role : list) set.set(static_cast<std::size_t>(role));
  }
  Roles operator+(const Roles& other) const {
    Roles sum = *this;
    sum.set |= other.set;
    return sum;
  }
  [[nodiscard]] bool has(Role role) const { return set.test(static_cast<std::size_t>(role)); }
};

struct Row {
  Room room;
  Needs needs;
  Roles who;
};

const Roles k_nobody = {};
const Roles k_leaders = {Role::mash_manager, Role::deputy_manager};
const Roles k_leaders_and_duty = k_leaders + Roles{Role::emergency_duty};
const Roles k_askers = k_leaders_and_duty + Roles{Role::mash_admin};
const Roles k_officer = {Role::designated_officer};
const Roles k_door = k_askers + Roles{Role::screening_officer} + k_officer;
const Roles k_assessors = k_leaders_and_duty + Roles{Role::screening_officer};
const Roles k_desks = {Role::navigator, Role::release_officer, Role::police_supervisor};
const Roles k_counters = {Role::analyst, Role::quality_auditor, Role::data_protection_officer,
                          Role::system_administrator};
const Roles k_outsiders = {Role::recipient, Role::referrer};

Row row_of(Action action) {
  switch (action) {
    case Action::read_public:
    case Action::sign_in:
    case Action::sign_out:
    case Action::keep_words:
    case Action::submit_notification:
    case Action::read_status:
      return {Room::anywhere, Needs::nothing, k_nobody};
    case Action::read_queue:
    case Action::log_notification:
      return {Room::hub, Needs::nothing, k_door};
    case Action::read_tasks:
      return {Room::hub, Needs::nothing, k_door + k_desks};
    case Action::settle_task:
      return {Room::hub, Needs::ownership, k_door + k_desks};
    case Action::read_case:
    case Action::record_work:
    case Action::read_looks:
      return {Room::hub, Needs::membership, k_door + k_desks};
    case Action::screen:
    case Action::record_basis:
      return {Room::hub, Needs::membership, k_door};
    case Action::assess:
    case Action::record_decision:
      return {Room::hub, Needs::membership, k_assessors};
    case Action::confirm_rating:
    case Action::issue_product:
      return {Room::hub, Needs::membership, k_leaders_and_duty};
    case Action::send_enquiry:
      return {Room::hub, Needs::basis, k_askers};
    case Action::chase_enquiry:
      return {Room::hub, Needs::membership, k_leaders + Roles{Role::mash_admin}};
    case Action::decide:
    case Action::set_bar:
      return {Room::hub, Needs::membership, k_leaders + k_officer};
    case Action::keep_wall:
      return {Room::hub, Needs::membership, k_officer};
    case Action::compose_product:
    case Action::send_feedback:
      return {Room::hub, Needs::membership, k_leaders};
    case Action::read_requests:
    case Action::read_releases:
      return {Room::hub, Needs::nothing, k_desks};
    case Action::answer_enquiry:
    case Action::edit_item:
      return {Room::hub, Needs::ownership, k_desks};
    case Action::disclose_item:
      return {Room::hub, Needs::own_draft, k_desks};
    case Action::release_item:
      return {Room::hub, Needs::own_release, k_desks};
    case Action::read_item:
      return {Room::hub, Needs::words, k_door + k_desks};
    case Action::keep_rota:
      return {Room::hub, Needs::nothing, k_leaders + Roles{Role::mash_admin, Role::navigator}};
    case Action::read_figures:
      return {Room::hub, Needs::nothing, k_door + k_counters};
    case Action::administer:
      return {Room::hub, Needs::nothing, {Role::system_administrator}};
    case Action::read_inbox:
      return {Room::gate, Needs::nothing, k_outsiders};
    case Action::read_product:
    case Action::answer_product:
      return {Room::gate, Needs::product, k_outsiders};
    case Action::collect:
    case Action::fire_clock:
      return {Room::machinery, Needs::nothing, k_nobody};
  }
  return {Room::machinery, Needs::nothing, k_nobody};
}

const Row& row_for(Action action) {
  static const std::array<std::optional<Row>, k_actions> rows = [] {
    std::array<std::optional<Row>, k_actions> all;
    for (int i = 0; i < k_actions; ++i) {
      all.at(static_cast<std::size_t>(i)) = row_of(static_cast<Action>(i));
    }
    return all;
  }();
  return *rows.at(static_cast<std::size_t>(action));
}

bool is_person(const Ask& ask) {
  return ask.side == Side::hub || ask.side == Side::outside;
}
bool belongs_to_machinery(const Ask& ask) {
  return row_for(ask.action).room == Room::machinery || ask.action == Action::log_notification;
}
bool is_own_text(const Ask& ask) {
  return ask.facts.own &&
         (ask.facts.item == ItemState::draft || ask.facts.item == ItemState::in_hub);
}

struct Objection {
  Rule rule;
  bool (*holds)(const Ask& ask, const Row& row);
};

// In the order in which a person would be told. The first that holds is the answer.
constexpr std::array<Objection, 16> k_objections = {{
    // Who has not signed in does nothing but what is open to all.
    {Rule::wrong_side, [](const Ask& ask, const Row&) { return ask.side == Side::nobody; }},
    // The hub's own machinery does its own acts only.
    {Rule::wrong_side,
     [](const Ask& ask, const Row&) {
       return ask.side == Side::system && !belongs_to_machinery(ask);
     }},
    {Rule::erased,
     [](const Ask& ask, const Row&) {
       return is_person(ask) && ask.facts.item == ItemState::erased;
     }},
    {Rule::barred, [](const Ask& ask, const Row&) { return is_person(ask) && ask.facts.barred; }},
    // Each room has its own acts.
    {Rule::wrong_side,
     [](const Ask& ask, const Row& row) {
       return (ask.side == Side::outside && row.room != Room::gate) ||
              (ask.side == Side::hub && row.room == Room::gate);
     }},
    {Rule::no_capability,
     [](const Ask& ask, const Row& row) { return is_person(ask) && !row.who.has(ask.role); }},
    {Rule::not_released,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::product &&
              (!ask.facts.own || ask.facts.outward != Outward::released);
     }},
    {Rule::not_owner,
     [](const Ask& ask, const Row& row) {
       return (row.needs == Needs::ownership || row.needs == Needs::own_draft ||
               row.needs == Needs::own_release) &&
              !ask.facts.own;
     }},
    {Rule::may_not_release,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::own_release && !ask.releases;
     }},
    {Rule::not_draft,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::own_draft && ask.facts.item != ItemState::draft;
     }},
    {Rule::not_in_hub,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::own_release && ask.facts.item != ItemState::in_hub;
     }},
    // A draft is seen by its owner alone; what is not there is seen by nobody.
    {Rule::not_in_hub,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && !is_own_text(ask) && ask.facts.item != ItemState::in_hub;
     }},
    {Rule::not_member,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && !is_own_text(ask) && !ask.facts.case_member;
     }},
    {Rule::not_member,
     [](const Ask& ask, const Row& row) {
       return (row.needs == Needs::membership || row.needs == Needs::basis) &&
              !ask.facts.case_member;
     }},
    {Rule::basis_missing,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::basis && !(ask.facts.basis_complete || ask.facts.urgent);
     }},
    {Rule::too_sensitive,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && !is_own_text(ask) && ask.facts.sensitivity >= 3 &&
              !k_leaders.has(ask.role);
     }},
}};

Rule reason_for_yes(const Ask& ask, const Row& row) {
  if (ask.side == Side::system) return Rule::own_system;
  switch (row.needs) {
    case Needs::nothing:
      return Rule::capability;
    case Needs::membership:
    case Needs::basis:
      return Rule::member;
    case Needs::ownership:
    case Needs::own_draft:
    case Needs::own_release:
      return Rule::owner;
    case Needs::words:
      if (is_own_text(ask)) return Rule::owner;
      return ask.facts.sensitivity >= 3 ? Rule::manager_only : Rule::member;
    case Needs::product:
      return Rule::released_to_you;
  }
  return Rule::no_capability;
}

}  // namespace

Facts facts_at(unsigned number) {
  const auto bit = [number](unsigned place) { return ((number >> place) & 1U) != 0; };
  const auto four = [number](unsigned place) {
    return static_cast<std::uint8_t>((number >> place) & 3U);
  };
  Facts facts;
  facts.case_member = bit(0);
  facts.own = bit(1);
  facts.item = static_cast<ItemState>(four(2));
  facts.basis_complete = bit(4);
  facts.urgent = bit(5);
  facts.sensitivity = four(6);
  facts.outward = static_cast<Outward>(four(8));
  facts.barred = bit(10);
  return facts;
}

Rule expected(const Ask& ask) {
  const Row& row = row_for(ask.action);
  if (row.room == Room::anywhere) return Rule::open_to_all;
  for (const Objection& objection : k_objections) {
    if (objection.holds(ask, row)) return objection.rule;
  }
  return reason_for_yes(ask, row);
}

bool means_yes(Rule rule) {
  switch (rule) {
    case Rule::open_to_all:
    case Rule::own_system:
    case Rule::capability:
    case Rule::member:
    case Rule::owner:
    case Rule::manager_only:
    case Rule::released_to_you:
      return true;
    default:
      return false;
  }
}

std::string describe(const Ask& ask) {
  static constexpr std::array<std::string_view, k_sides> sides = {"nobody", "hub", "outside",
                                                                  "system"};
  const Facts& facts = ask.facts;
  std::string text = std::string(sides.at(static_cast<std::size_t>(ask.side))) + " " +
                     std::string(name_of(ask.role)) + " " + std::string(name_of(ask.action));
  const auto add = [&text](bool holds, std::string_view word) {
    if (holds) text += " " + std::string(word);
  };
  add(ask.releases, "releases");
  add(facts.case_member, "member");
  add(facts.barred, "barred");
  add(facts.own, "own");
  add(facts.basis_complete, "basis");
  add(facts.urgent, "urgent");
  text += " item " + std::to_string(static_cast<int>(facts.item));
  text += " sensitivity " + std::to_string(facts.sensitivity);
  text += " outward " + std::to_string(static_cast<int>(facts.outward));
  return text;
}

}  // namespace mash::policy::specification
