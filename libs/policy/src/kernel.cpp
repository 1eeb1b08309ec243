// SPDX-License-Identifier: MIT
#include <array>
#include <initializer_list>

#include "mash/policy/policy.h"

namespace mash::policy {

namespace {

using Acts = std::uint64_t;
static_assert(k_actions <= 64);
constexpr Acts acts(std::initializer_list<Action> list) {
  Acts out = 0;
  for (const Action a : list) out |= Acts{1} << static_cast<unsigned>(a);
  return out;
}
constexpr bool in(Acts set, Action a) {
  return ((set >> static_cast<unsigned>(a)) & 1U) != 0;
}

using enum Action;
constexpr Acts k_open = acts(
    {read_public, sign_in, sign_out, keep_words, keep_passkeys, submit_notification, read_status});
constexpr Acts k_system = acts({collect, fire_clock, provision_people, log_notification});
constexpr Acts k_outside = acts({read_inbox, read_product, answer_product});
// Acts on one case: only for members of its cell.
constexpr Acts k_case =
    acts({read_case, screen, assess, confirm_rating, record_basis, send_enquiry, chase_enquiry,
          decide, record_decision, compose_product, issue_product, send_feedback, set_bar,
          keep_wall, record_work, read_looks, make_court_bundle, read_names});
// Acts that belong to the owner agency alone: no manager and no administrator does them for
// another.
constexpr Acts k_owner =
    acts({answer_enquiry, edit_item, disclose_item, release_item, settle_task, answer_for_passkey,
          open_compartment, join_agreement, approve_disposal, answer_subject_request});
// Of these, what speaks for the agency: only for whom its staff list marks, and leaders.
constexpr Acts k_for_agency = acts({release_item, answer_for_passkey, open_compartment,
                                    join_agreement, approve_disposal, answer_subject_request});

constexpr Acts k_front_door =
    acts({read_queue, log_notification, read_case, read_item, screen, record_basis, record_work,
          read_tasks, settle_task, read_looks, account_for_reading, read_figures, read_agreements});
constexpr Acts k_desk =
    acts({read_requests, answer_enquiry, read_item, edit_item, disclose_item, read_case,
          record_work, read_tasks, settle_task, read_looks, break_glass, account_for_reading,
          read_releases, read_agreements, read_retention, keep_holds});
constexpr Acts k_releaser = k_desk | k_for_agency;
constexpr Acts k_manager = k_front_door | acts({keep_rota,
                                                assess,
                                                confirm_rating,
                                                send_enquiry,
                                                chase_enquiry,
                                                decide,
                                                record_decision,
                                                compose_product,
                                                issue_product,
                                                send_feedback,
                                                set_bar,
                                                review_reading,
                                                keep_agreements,
                                                read_retention,
                                                keep_holds,
                                                approve_disposal,
                                                keep_subject_requests,
                                                answer_subject_request,
                                                make_court_bundle,
                                                read_findings,
                                                keep_findings,
                                                read_names,
                                                clear_names});
constexpr Acts k_counter = acts({read_figures, read_agreements});

// Role x act, in words in README.md. The order is that of Role.
constexpr std::array<Acts, k_roles> k_capabilities = {
    Acts{0},                                                        // none
    k_front_door | acts({assess, record_decision}),                 // screening_officer
    k_manager,                                                      // mash_manager
    k_manager,                                                      // deputy_manager
    k_front_door | acts({keep_rota, send_enquiry, chase_enquiry}),  // mash_admin
    k_releaser | acts({keep_rota}),                                 // navigator
    k_releaser,                                                     // release_officer
    k_releaser,                                                     // police_supervisor
    k_counter | acts({read_findings, keep_findings, read_names}),   // analyst
    k_counter,                                                      // quality_auditor
    k_counter | acts({review_reading, keep_agreements, read_retention, keep_holds,
                      keep_subject_requests}),  // data_protection_officer
    k_counter | acts({administer}),             // system_administrator
    k_front_door | acts({assess, confirm_rating, send_enquiry, record_decision,
                         issue_product}),  // emergency_duty
    k_outside,                             // recipient
    k_outside,                             // referrer
    Acts{0},                               // board_analyst
    Acts{0},                               // peer_manager
    k_front_door |
        acts({decide, set_bar, keep_wall, review_reading, keep_holds, keep_subject_requests,
              answer_subject_request, make_court_bundle}),  // designated_officer
};

constexpr bool leads(Role role) {
  return role == Role::mash_manager || role == Role::deputy_manager;
}

// For the front door by being who they are; the designated officer of what nobody else may see.
constexpr bool speaks_by_role(Role role) {
  return leads(role) || role == Role::designated_officer;
}

// What the product uses: each clause is what it says.
struct Plain {
  constexpr bool operator()(int /*clause*/, bool holds) const { return holds; }
};
// What the tests use: one clause answers always yes or always no.
struct Mutated {
  int clause;
  bool forced;
  constexpr bool operator()(int n, bool holds) const { return n == clause ? forced : holds; }
};

struct Question {
  Side side;
  Role role;
  bool releases;
  Action action;
  const Facts& facts;
};

template <class If>
Rule product_rule(const Question& q, If when) {
  if (when(9, q.action == Action::read_inbox)) return Rule::capability;
  if (when(10, !q.facts.own)) return Rule::not_released;
  if (when(11, q.facts.outward != Outward::released)) return Rule::not_released;
  return Rule::released_to_you;
}

// Many were opened, and this one can wait for a sentence. What may be urgent never does, nor does
// the duty team.
constexpr bool says_why_first(const Question& q) {
  return q.facts.reason_owed && !q.facts.urgent && q.role != Role::emergency_duty;
}

template <class If>
Rule item_rule(const Question& q, If when) {
  if (when(13, q.facts.own && q.facts.item != ItemState::none)) return Rule::owner;
  if (when(14, q.facts.item != ItemState::in_hub)) return Rule::not_in_hub;
  if (when(15, !q.facts.case_member && !q.facts.glass_broken)) return Rule::not_member;
  const bool most_sensitive = when(16, q.facts.sensitivity >= 3);
  if (when(17, most_sensitive && !(leads(q.role) && q.facts.case_member))) {
    return Rule::too_sensitive;
  }
  if (when(18, says_why_first(q))) return Rule::reason_owed;
  if (most_sensitive) return Rule::manager_only;
  return when(19, q.facts.case_member) ? Rule::member : Rule::broken_glass;
}

template <class If>
Rule owner_rule(const Question& q, If when) {
  if (when(21, !q.facts.own)) return Rule::not_owner;
  if (when(22, q.action == Action::disclose_item && q.facts.item != ItemState::draft)) {
    return Rule::not_draft;
  }
  if (when(23, !in(k_for_agency, q.action))) return Rule::owner;
  if (when(24, !q.releases && !speaks_by_role(q.role))) return Rule::may_not_release;
  if (when(34, q.action == Action::approve_disposal && q.facts.held)) return Rule::held;
  if (when(25, q.action == Action::release_item && q.facts.item != ItemState::in_hub)) {
    return Rule::not_in_hub;
  }
  return Rule::owner;
}

// Broken glass is need to know and nothing else: it opens a case to read and takes no act on it.
template <class If>
Rule case_rule(const Question& q, If when) {
  const bool reads = when(27, q.action == Action::read_case || q.action == Action::read_names);
  if (when(28, !q.facts.case_member && !(reads && q.facts.glass_broken))) return Rule::not_member;
  if (when(29, reads && says_why_first(q))) return Rule::reason_owed;
  if (when(30, !q.facts.case_member)) return Rule::broken_glass;
  if (when(31, q.action != Action::send_enquiry)) return Rule::member;
  if (when(32, !q.facts.basis_complete && !q.facts.urgent)) return Rule::basis_missing;
  return Rule::member;
}

// The clauses are numbered in the order in which they stand in the README.
template <class If>
Rule evaluate(const Question& q, If when) {
  if (when(0, in(k_open, q.action))) return Rule::open_to_all;
  if (when(1, q.side == Side::system)) {
    return when(2, in(k_system, q.action)) ? Rule::own_system : Rule::wrong_side;
  }
  if (when(3, q.side == Side::nobody)) return Rule::wrong_side;
  if (when(4, q.facts.item == ItemState::erased)) return Rule::erased;
  if (when(5, q.facts.barred)) return Rule::barred;
  const bool outside_act = when(6, in(k_outside, q.action));
  if (when(7, outside_act != (q.side == Side::outside))) return Rule::wrong_side;
  if (when(8, !in(k_capabilities.at(static_cast<std::size_t>(q.role)), q.action))) {
    return Rule::no_capability;
  }
  if (outside_act) return product_rule(q, when);
  if (when(12, q.action == Action::read_item)) return item_rule(q, when);
  if (when(20, in(k_owner, q.action))) return owner_rule(q, when);
  if (when(26, in(k_case, q.action))) return case_rule(q, when);
  // Nobody reviews what they did themselves, nor clears what they asked for.
  const bool second = q.action == Action::review_reading || q.action == Action::clear_names;
  if (when(33, second && q.facts.own)) return Rule::own_doing;
  return Rule::capability;
}

}  // namespace

Rule decide(Side side, Role role, bool releases, Action action, const Facts& facts) {
  return evaluate(Question{side, role, releases, action, facts}, Plain{});
}

Rule testing::decide_mutated(Side side, Role role, bool releases, Action action, const Facts& facts,
                             int clause, bool forced) {
  return evaluate(Question{side, role, releases, action, facts}, Mutated{clause, forced});
}

bool is_grant(Rule rule) {
  return rule >= Rule::open_to_all;
}

bool may(const Principal& person, Action action, const Facts& facts) {
  return is_grant(policy::decide(person.side, person.role, person.releases, action, facts));
}

std::string_view name_of(Rule rule) {
  static constexpr std::array<std::string_view, k_rules> names = {
      "erased",       "barred",          "wrong_side",  "no_capability", "not_member",
      "not_owner",    "may_not_release", "not_draft",   "not_in_hub",    "too_sensitive",
      "not_released", "basis_missing",   "reason_owed", "own_doing",     "held",
      "open_to_all",  "own_system",      "capability",  "member",        "owner",
      "manager_only", "released_to_you", "broken_glass"};
  return names.at(static_cast<std::size_t>(rule));
}

std::string_view name_of(Action action) {
  static constexpr std::array<std::string_view, k_actions> names = {"read_public",
                                                                    "sign_in",
                                                                    "sign_out",
                                                                    "keep_words",
                                                                    "keep_passkeys",
                                                                    "submit_notification",
                                                                    "read_status",
                                                                    "read_queue",
                                                                    "log_notification",
                                                                    "read_case",
                                                                    "screen",
                                                                    "assess",
                                                                    "confirm_rating",
                                                                    "record_basis",
                                                                    "send_enquiry",
                                                                    "chase_enquiry",
                                                                    "read_requests",
                                                                    "answer_enquiry",
                                                                    "read_item",
                                                                    "edit_item",
                                                                    "disclose_item",
                                                                    "read_releases",
                                                                    "release_item",
                                                                    "decide",
                                                                    "record_decision",
                                                                    "compose_product",
                                                                    "issue_product",
                                                                    "send_feedback",
                                                                    "set_bar",
                                                                    "keep_wall",
                                                                    "record_work",
                                                                    "read_tasks",
                                                                    "answer_for_passkey",
                                                                    "open_compartment",
                                                                    "settle_task",
                                                                    "read_looks",
                                                                    "break_glass",
                                                                    "account_for_reading",
                                                                    "review_reading",
                                                                    "keep_rota",
                                                                    "read_figures",
                                                                    "administer",
                                                                    "read_agreements",
                                                                    "keep_agreements",
                                                                    "join_agreement",
                                                                    "read_retention",
                                                                    "keep_holds",
                                                                    "approve_disposal",
                                                                    "keep_subject_requests",
                                                                    "answer_subject_request",
                                                                    "make_court_bundle",
                                                                    "read_inbox",
                                                                    "read_product",
                                                                    "answer_product",
                                                                    "read_findings",
                                                                    "keep_findings",
                                                                    "read_names",
                                                                    "clear_names",
                                                                    "collect",
                                                                    "fire_clock",
                                                                    "provision_people"};
  return names.at(static_cast<std::size_t>(action));
}

std::string_view name_of(Role role) {
  static constexpr std::array<std::string_view, k_roles> names = {"none",
                                                                  "ScreeningOfficer",
                                                                  "MashManager",
                                                                  "DeputyManager",
                                                                  "MashAdmin",
                                                                  "Navigator",
                                                                  "ReleaseOfficer",
                                                                  "PoliceSupervisor",
                                                                  "Analyst",
                                                                  "QualityAuditor",
                                                                  "DataProtectionOfficer",
                                                                  "SystemAdministrator",
                                                                  "EmergencyDuty",
                                                                  "Recipient",
                                                                  "Referrer",
                                                                  "BoardAnalyst",
                                                                  "PeerHubManager",
                                                                  "DesignatedOfficer"};
  return names.at(static_cast<std::size_t>(role));
}

}  // namespace mash::policy
