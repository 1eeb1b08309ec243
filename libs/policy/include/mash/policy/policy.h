// SPDX-License-Identifier: MIT
// The policy kernel: may this person do this act on this object? Pure, total, finite, traced.
// What not: no I/O, no clock, no SQL, no words of pages. Facts are gathered by the caller in the
// same transaction as the act. The whole decision domain is enumerated in kernel_test.cpp.
// Thread safety: pure functions. Cost: p99 below one microsecond (docs/benchmarks.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "mash/base/id.h"

namespace mash::policy {

// Where a person stands. `nobody` has not signed in; `system` is the hub's own scheduler and door.
enum class Side : std::uint8_t { nobody, hub, outside, system };

// What each role may do stands in README.md. `none` is for those who have not signed in.
enum class Role : std::uint8_t {
  none,
  screening_officer,
  mash_manager,
  deputy_manager,
  mash_admin,
  navigator,
  release_officer,
  police_supervisor,
  analyst,
  quality_auditor,
  data_protection_officer,
  system_administrator,
  emergency_duty,
  recipient,
  referrer,
  board_analyst,
  peer_manager,
  designated_officer,
};
inline constexpr int k_roles = 18;

// Every act that a route can declare. Groups share their rule (kernel.cpp).
enum class Action : std::uint8_t {
  read_public,  // pages that show nothing of the record: sign-in, help, static
  sign_in,      // become somebody
  sign_out,
  keep_words,           // what oneself had typed when the session ended: read it, throw it away
  keep_passkeys,        // own sign-in: passkeys, password, where one is signed in
  submit_notification,  // the public form
  read_status,          // a referrer asks after a reference and shows its receipt code
  read_queue,           // lists of cases: front door
  log_notification,     // phone-in, bulk import: front door
  read_case,            // notification, family, chronology of one case
  screen,               // subjects, household, open-case check
  assess,               // indicators and factors of a child, from which rules propose a level
  confirm_rating,       // BRAG and level by a manager
  record_basis,         // threshold, lawful basis, inform decision
  send_enquiry,
  chase_enquiry,
  read_requests,    // list of the own desk's requests
  answer_enquiry,   // own agency's request: return, items
  read_item,        // words of one item
  edit_item,        // own agency's item: new draft or version
  disclose_item,    // own agency's draft into the hub
  read_releases,    // list of the own desk's items asked for
  release_item,     // decide what may leave, withdraw: owner only
  decide,           // per child
  record_decision,  // what the front door decided, in a hub that recommends
  compose_product,
  issue_product,
  send_feedback,
  set_bar,                 // hide a case from somebody who has a conflict of interest
  keep_wall,               // an allegation: who is let in behind its wall, what becomes of it
  record_work,             // the log, tasks and discussions of one case
  read_tasks,              // what is to be done by oneself or the own desk
  answer_for_passkey,      // countersign or take away a passkey of a colleague of the own agency
  open_compartment,        // own agency's words: seal them, open them again
  settle_task,             // own desk's task: done, handed over, called off
  read_looks,              // who looked
  break_glass,             // open a case that the own agency is not in, to read it for a short time
  account_for_reading,     // say why oneself opens so many cases
  review_reading,          // say of somebody else's broken glass whether it was justified
  keep_rota,               // who is at which desk when: own desk, or all (facts of the slice)
  read_figures,            // counts without content
  administer,              // people who work here, clocks, calendars: no content
  read_agreements,         // what the agencies have agreed on sharing: no content
  keep_agreements,         // draft an agreement, ask the parties, end it
  join_agreement,          // own agency's word that it is a party, or leaves
  read_retention,          // what is due to be disposed of, what was, what is held
  keep_holds,              // nothing of what it names is disposed of while it stands
  approve_disposal,        // of what the own agency holds, when its time has come
  keep_subject_requests,   // a person asks for what is held about them: log, ask the owners, answer
  answer_subject_request,  // what of the own agency's items is disclosed to that person
  make_court_bundle,       // one case, as a court or another authority has ordered
  read_inbox,              // outside: list of products for the own agency
  read_product,            // outside: one product
  answer_product,          // outside: accept or reject
  read_findings,           // patterns over the whole record: counts, references, no names
  keep_findings,           // look for them now, put them aside, profile what they show, give tasks
  read_names,              // who the people of one finding are
  clear_names,             // let an analyst read the names of one finding for a time
  collect,                 // system: what the gate holds
  fire_clock,              // system: a deadline has passed
  provision_people,        // an agency's own system: its people who work here, begun and ended
};
inline constexpr int k_actions = 61;  // at most 64: sets of acts are bits of one word

// Who acts. `releases` is the staff list's mark that this person may release for the own agency.
struct Principal {
  StaffId person;
  AgencyId agency;
  Role role = Role::none;
  Side side = Side::nobody;
  bool releases = false;
};

enum class ItemState : std::uint8_t { none, draft, in_hub, erased };
enum class Outward : std::uint8_t { none, released, withdrawn, expired };

// What is true of the object, each from the database in the same transaction. The defaults are the
// answer "nothing is known", which grants no act on a case, an item or a product.
struct Facts {
  bool case_member = false;  // the person's agency is in the case's cell (the front door always is)
  bool barred = false;       // conflict of interest: the case is as if absent
  bool own = false;          // the person's agency owns the item, request or product addressed;
                             // of a review or a clearance: the person asked or did it themselves
  ItemState item = ItemState::none;
  std::uint8_t sensitivity = 0;     // 0 to 3; 3 is "manager only"
  Outward outward = Outward::none;  // towards this person's agency
  bool basis_complete = false;      // threshold, lawful basis and inform decision are recorded
  bool urgent = false;              // immediate protection: basis is recorded in the same act
  bool glass_broken = false;  // has opened the case for reading, with a reason, and it still runs;
                              // of a finding: its names are cleared for this person
  bool held = false;          // a legal hold stands on what is addressed
  bool reason_owed = false;   // has opened so many cases that they must first say why
};

// The rule that answered. Denials carry one too, so that the record says why. Denials come first;
// open_to_all is the first grant.
enum class Rule : std::uint8_t {
  erased,
  barred,
  wrong_side,
  no_capability,
  not_member,
  not_owner,
  may_not_release,
  not_draft,
  not_in_hub,
  too_sensitive,
  not_released,
  basis_missing,
  reason_owed,
  own_doing,
  held,
  open_to_all,
  own_system,
  capability,
  member,
  owner,
  manager_only,
  released_to_you,
  broken_glass,
};
inline constexpr int k_rules = 23;
std::string_view name_of(Rule rule);
std::string_view name_of(Action action);
std::string_view name_of(Role role);
bool is_grant(Rule rule);

class Kernel;
template <Action A>
class Grant;

// Proof that the kernel said yes to this person for this act. Only the kernel makes one: only
// Grant may construct it, so that no class derived from Proof passes for a grant.
class Proof {
 public:
  [[nodiscard]] const Principal& principal() const { return principal_; }
  [[nodiscard]] Action action() const { return action_; }
  [[nodiscard]] Rule rule() const { return rule_; }

 private:
  template <Action A>
  friend class Grant;
  Proof(Principal p, Action a, Rule r) : principal_(std::move(p)), action_(a), rule_(r) {}

  Principal principal_;
  Action action_;
  Rule rule_;
};

template <Action A>
class Grant final : public Proof {
 private:
  friend class Kernel;
  Grant(Principal p, Rule r) : Proof(std::move(p), A, r) {}
};

// The pure decision, for tests and benches. `mutant` >= 0 switches one clause off or on so that the
// tests can show that each clause is needed; the product passes none.
Rule decide(Side side, Role role, bool releases, Action action, const Facts& facts);
// Whether somebody may, for what a page shows or offers: no proof follows from it.
bool may(const Principal& person, Action action, const Facts& facts);
namespace testing {
inline constexpr int k_clauses = 35;
Rule decide_mutated(Side side, Role role, bool releases, Action action, const Facts& facts,
                    int clause, bool forced);
}  // namespace testing

class Kernel {
 public:
  // The grant, or nothing; `why` receives the rule in both cases.
  template <Action A>
  [[nodiscard]] static std::optional<Grant<A>> decide(const Principal& p, const Facts& f,
                                                      Rule& why) {
    why = policy::decide(p.side, p.role, p.releases, A, f);
    if (!is_grant(why)) return std::nullopt;
    return Grant<A>(p, why);
  }
};

}  // namespace mash::policy
