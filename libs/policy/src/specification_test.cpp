// SPDX-License-Identifier: MIT
// Goal: state who may do what, independently of the kernel, so that kernel_test can compare.
#include "specification_test.h"

#include <array>
#include <bitset>
#include <initializer_list>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace mash::policy::specification {

namespace {

enum class Room : std::uint8_t { anywhere, hub, gate, machinery };
enum class Needs : std::uint8_t {
  nothing,
  membership,     // the agency is in the case's cell
  reading,        // the same, or broken glass; and a reason where one is owed
  basis,          // the same, and a recorded basis unless it is urgent
  ownership,      // the own agency's object
  own_draft,      // the own agency's draft
  own_colleague,  // somebody of the own agency, and the mark
  own_word,       // the own agency's object, and the mark or a leader
  own_disposal,   // the same, and no hold
  own_release,    // the own agency's item in the hub, and the mark
  words,          // the text of an item
  product,        // a product released to the own agency
  second_person,  // somebody else did what is addressed
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

// Each act stands in one line.
const std::vector<std::pair<std::set<Action>, Row>>& lines() {
  using enum Action;
  static const std::vector<std::pair<std::set<Action>, Row>> all = {
      {{read_public, sign_in, sign_out, keep_words, keep_passkeys, submit_notification,
        read_status},
       {Room::anywhere, Needs::nothing, k_nobody}},
      {{read_queue, log_notification}, {Room::hub, Needs::nothing, k_door}},
      {{read_tasks}, {Room::hub, Needs::nothing, k_door + k_desks}},
      {{settle_task}, {Room::hub, Needs::ownership, k_door + k_desks}},
      {{read_case}, {Room::hub, Needs::reading, k_door + k_desks}},
      {{record_work, read_looks}, {Room::hub, Needs::membership, k_door + k_desks}},
      {{break_glass}, {Room::hub, Needs::nothing, k_desks}},
      {{account_for_reading}, {Room::hub, Needs::nothing, k_door + k_desks}},
      {{review_reading},
       {Room::hub, Needs::second_person,
        k_leaders + k_officer + Roles{Role::data_protection_officer}}},
      {{read_findings, keep_findings},
       {Room::hub, Needs::nothing, k_leaders + Roles{Role::analyst}}},
      {{read_names}, {Room::hub, Needs::reading, k_leaders + Roles{Role::analyst}}},
      {{clear_names}, {Room::hub, Needs::second_person, k_leaders}},
      {{read_agreements}, {Room::hub, Needs::nothing, k_door + k_desks + k_counters}},
      {{keep_agreements},
       {Room::hub, Needs::nothing, k_leaders + Roles{Role::data_protection_officer}}},
      {{keep_subject_requests},
       {Room::hub, Needs::nothing, k_leaders + k_officer + Roles{Role::data_protection_officer}}},
      {{join_agreement}, {Room::hub, Needs::own_colleague, k_desks}},
      {{read_retention},
       {Room::hub, Needs::nothing, k_leaders + k_desks + Roles{Role::data_protection_officer}}},
      {{keep_holds},
       {Room::hub, Needs::nothing,
        k_leaders + k_officer + k_desks + Roles{Role::data_protection_officer}}},
      {{approve_disposal}, {Room::hub, Needs::own_disposal, k_leaders + k_desks}},
      {{answer_subject_request}, {Room::hub, Needs::own_word, k_leaders + k_officer + k_desks}},
      {{make_court_bundle}, {Room::hub, Needs::membership, k_leaders + k_officer}},
      {{screen, record_basis}, {Room::hub, Needs::membership, k_door}},
      {{assess, record_decision}, {Room::hub, Needs::membership, k_assessors}},
      {{confirm_rating, issue_product}, {Room::hub, Needs::membership, k_leaders_and_duty}},
      {{send_enquiry}, {Room::hub, Needs::basis, k_askers}},
      {{chase_enquiry}, {Room::hub, Needs::membership, k_leaders + Roles{Role::mash_admin}}},
      {{decide, set_bar}, {Room::hub, Needs::membership, k_leaders + k_officer}},
      {{keep_wall}, {Room::hub, Needs::membership, k_officer}},
      {{compose_product, send_feedback}, {Room::hub, Needs::membership, k_leaders}},
      {{read_requests, read_releases}, {Room::hub, Needs::nothing, k_desks}},
      {{answer_enquiry, edit_item}, {Room::hub, Needs::ownership, k_desks}},
      {{disclose_item}, {Room::hub, Needs::own_draft, k_desks}},
      {{release_item}, {Room::hub, Needs::own_release, k_desks}},
      {{answer_for_passkey, open_compartment}, {Room::hub, Needs::own_colleague, k_desks}},
      {{read_item}, {Room::hub, Needs::words, k_door + k_desks}},
      {{keep_rota},
       {Room::hub, Needs::nothing, k_leaders + Roles{Role::mash_admin, Role::navigator}}},
      {{read_figures}, {Room::hub, Needs::nothing, k_door + k_counters}},
      {{administer}, {Room::hub, Needs::nothing, {Role::system_administrator}}},
      {{read_inbox}, {Room::gate, Needs::nothing, k_outsiders}},
      {{read_product, answer_product}, {Room::gate, Needs::product, k_outsiders}},
      {{collect, fire_clock, provision_people}, {Room::machinery, Needs::nothing, k_nobody}},
  };
  return all;
}

Row row_of(Action action) {
  std::optional<Row> found;
  for (const auto& [acts, row] : lines()) {
    if (!acts.contains(action)) continue;
    if (found) throw std::logic_error("an act with two rows");
    found = row;
  }
  return found.value();
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

// Broken glass opens nothing for managers only: of that, whoever breaks it sees that it exists.
bool is_for_leaders(const Ask& ask) {
  return !is_own_text(ask) && ask.facts.sensitivity >= 3;
}

struct Objection {
  Rule rule;
  bool (*holds)(const Ask& ask, const Row& row);
};

// In the order in which a person would be told. The first that holds is the answer.
constexpr std::array<Objection, 13> k_objections = {{
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
               row.needs == Needs::own_colleague || row.needs == Needs::own_release ||
               row.needs == Needs::own_word || row.needs == Needs::own_disposal) &&
              !ask.facts.own;
     }},
    {Rule::may_not_release,
     [](const Ask& ask, const Row& row) {
       return (row.needs == Needs::own_colleague || row.needs == Needs::own_release) &&
              !ask.releases;
     }},
    // A leader speaks for the front door by being one, and the designated officer behind a wall.
    {Rule::may_not_release,
     [](const Ask& ask, const Row& row) {
       return (row.needs == Needs::own_word || row.needs == Needs::own_disposal) && !ask.releases &&
              !(k_leaders + k_officer).has(ask.role);
     }},
    // A hold beats every time-limit.
    {Rule::held, [](const Ask& ask,
                    const Row& row) { return row.needs == Needs::own_disposal && ask.facts.held; }},
    {Rule::not_draft,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::own_draft && ask.facts.item != ItemState::draft;
     }},
    {Rule::not_in_hub,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::own_release && ask.facts.item != ItemState::in_hub;
     }},
}};

// The same of acts on a case and of its items' words, after these.
constexpr std::array<Objection, 9> k_objections_in_a_case = {{
    // A draft is seen by its owner alone; what is not there is seen by nobody.
    {Rule::not_in_hub,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && !is_own_text(ask) && ask.facts.item != ItemState::in_hub;
     }},
    {Rule::not_member,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && !is_own_text(ask) && !ask.facts.case_member &&
              !ask.facts.glass_broken;
     }},
    {Rule::not_member,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::reading && !ask.facts.case_member && !ask.facts.glass_broken;
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
       return row.needs == Needs::words && is_for_leaders(ask) && !k_leaders.has(ask.role);
     }},
    {Rule::too_sensitive,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::words && is_for_leaders(ask) && !ask.facts.case_member;
     }},
    // Who opens many cases says why: for reading alone, not where it is urgent, not at night.
    {Rule::reason_owed,
     [](const Ask& ask, const Row& row) {
       const bool reads =
           row.needs == Needs::reading || (row.needs == Needs::words && !is_own_text(ask));
       return reads && ask.facts.reason_owed && !ask.facts.urgent &&
              ask.role != Role::emergency_duty;
     }},
    {Rule::own_doing,
     [](const Ask& ask, const Row& row) {
       return row.needs == Needs::second_person && ask.facts.own;
     }},
}};

Rule reason_for_yes(const Ask& ask, const Row& row) {
  if (ask.side == Side::system) return Rule::own_system;
  switch (row.needs) {
    case Needs::nothing:
    case Needs::second_person:
      return Rule::capability;
    case Needs::reading:
      return ask.facts.case_member ? Rule::member : Rule::broken_glass;
    case Needs::membership:
    case Needs::basis:
      return Rule::member;
    case Needs::ownership:
    case Needs::own_draft:
    case Needs::own_colleague:
    case Needs::own_word:
    case Needs::own_disposal:
    case Needs::own_release:
      return Rule::owner;
    case Needs::words:
      if (is_own_text(ask)) return Rule::owner;
      if (ask.facts.sensitivity >= 3) return Rule::manager_only;
      return ask.facts.case_member ? Rule::member : Rule::broken_glass;
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
  facts.glass_broken = bit(11);
  facts.reason_owed = bit(12);
  facts.held = bit(13);
  return facts;
}

Rule expected(const Ask& ask) {
  const Row& row = row_for(ask.action);
  if (row.room == Room::anywhere) return Rule::open_to_all;
  for (const Objection& objection : k_objections) {
    if (objection.holds(ask, row)) return objection.rule;
  }
  for (const Objection& objection : k_objections_in_a_case) {
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
    case Rule::broken_glass:
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
  add(facts.glass_broken, "glass");
  add(facts.reason_owed, "reason");
  add(facts.held, "held");
  text += " item " + std::to_string(static_cast<int>(facts.item));
  text += " sensitivity " + std::to_string(facts.sensitivity);
  text += " outward " + std::to_string(static_cast<int>(facts.outward));
  return text;
}

}  // namespace mash::policy::specification
