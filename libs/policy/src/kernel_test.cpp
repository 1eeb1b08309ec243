// SPDX-License-Identifier: MIT
// Goal: the kernel answers as the specification says at every point of its domain, holds to its
// named promises, and no clause of it can be switched without a test that fails.
#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "mash/policy/policy.h"
#include "specification_test.h"

namespace mash::policy {
namespace {

using specification::Ask;
using specification::describe;
using specification::expected;
using specification::for_each_ask;
using specification::means_yes;

Rule answer(const Ask& ask) {
  return decide(ask.side, ask.role, ask.releases, ask.action, ask.facts);
}

// Every answer of the kernel, in the order of for_each_ask; computed once for all tests.
const std::vector<Rule>& answers() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> out;
    out.reserve(specification::k_points);
    for_each_ask([&out](const Ask& ask) {
      out.push_back(answer(ask));
      return true;
    });
    return out;
  }();
  return all;
}

// Every grant of the whole domain must satisfy the claim. Returns how many grants there were.
template <class Claim>
int expect_of_every_grant(Claim claim) {
  int grants = 0;
  auto rule = answers().begin();
  for_each_ask([&](const Ask& ask) {
    if (!is_grant(*rule++)) return true;
    ++grants;
    const bool holds = claim(ask);
    EXPECT_TRUE(holds) << describe(ask);
    return holds;
  });
  EXPECT_GT(grants, 0);
  return grants;
}

bool is_one_of(Action action, const std::set<Action>& set) {
  return set.contains(action);
}

const std::set<Action> k_open_to_all = {Action::read_public,   Action::sign_in,
                                        Action::sign_out,      Action::keep_words,
                                        Action::keep_passkeys, Action::submit_notification,
                                        Action::read_status};

TEST(Specification, HoldsAtEveryPointOfTheDomain) {
  int points = 0;
  int grants = 0;
  for_each_ask([&](const Ask& ask) {
    ++points;
    const Rule want = expected(ask);
    const Rule got = answer(ask);
    if (is_grant(got)) ++grants;
    const bool same = got == want && is_grant(got) == means_yes(want);
    EXPECT_TRUE(same) << describe(ask) << ": " << name_of(got) << ", not " << name_of(want);
    return same;
  });
  std::cout << "points compared: " << points << ", of these granted: " << grants << '\n';
  EXPECT_GE(points, 100'000'000);
  EXPECT_EQ(points, specification::k_points);
}

TEST(Specification, TreatsEveryHigherSensitivityAsTheHighest) {
  for (int sensitivity = 4; sensitivity < 256; ++sensitivity) {
    for (int role = 0; role < k_roles; ++role) {
      Ask ask{Side::hub, static_cast<Role>(role), false, Action::read_item, {}};
      ask.facts.case_member = true;
      ask.facts.item = ItemState::in_hub;
      ask.facts.sensitivity = 3;
      const Rule highest = answer(ask);
      ask.facts.sensitivity = static_cast<std::uint8_t>(sensitivity);
      EXPECT_EQ(answer(ask), highest) << describe(ask);
    }
  }
}

TEST(Promise, NobodyOutsideEverDoesAnActOfTheHub) {
  const std::set<Action> gate = {Action::read_inbox, Action::read_product, Action::answer_product};
  expect_of_every_grant([&](const Ask& ask) {
    return ask.side != Side::outside || is_one_of(ask.action, k_open_to_all) ||
           is_one_of(ask.action, gate);
  });
}

TEST(Promise, NobodyOutsideReadsAProductThatIsNotReleasedToThem) {
  expect_of_every_grant([](const Ask& ask) {
    return (ask.action != Action::read_product && ask.action != Action::answer_product) ||
           (ask.side == Side::outside && ask.facts.own && ask.facts.outward == Outward::released);
  });
}

// D02: by whatever role.
TEST(Promise, OnlyTheOwnersReleaserInTheHubReleases) {
  expect_of_every_grant([](const Ask& ask) {
    const bool releaser = ask.role == Role::navigator || ask.role == Role::release_officer ||
                          ask.role == Role::police_supervisor;
    return ask.action != Action::release_item ||
           (ask.side == Side::hub && ask.facts.own && ask.releases && releaser &&
            ask.facts.item == ItemState::in_hub);
  });
}

// D14: hold beats expiry, and nobody disposes of what is another agency's.
TEST(Promise, NothingHeldAndNothingOfAnotherAgencyIsDisposedOf) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::approve_disposal ||
           (ask.side == Side::hub && ask.facts.own && !ask.facts.held);
  });
}

// Whoever releases answers for their colleagues' passkeys, in their own agency alone.
TEST(Promise, OnlyAReleaserOfTheSameAgencyAnswersForAPasskey) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::answer_for_passkey ||
           (ask.side == Side::hub && ask.facts.own && ask.releases);
  });
}

TEST(Promise, OnlyAReleaserOfTheSameAgencyOpensOrSealsWhatItHolds) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::open_compartment ||
           (ask.side == Side::hub && ask.facts.own && ask.releases);
  });
}

TEST(Promise, NoRoleTouchesAnItemOfAnotherAgency) {
  const std::set<Action> owner = {Action::release_item,    Action::disclose_item,
                                  Action::edit_item,       Action::answer_enquiry,
                                  Action::settle_task,     Action::answer_for_passkey,
                                  Action::open_compartment};
  expect_of_every_grant(
      [&](const Ask& ask) { return ask.facts.own || !is_one_of(ask.action, owner); });
}

// C13: by whatever role.
TEST(Promise, ADraftIsReadByItsOwnerAlone) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::read_item || ask.facts.item != ItemState::draft || ask.facts.own;
  });
}

TEST(Promise, ErasedIsNeverReadNorChanged) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.facts.item != ItemState::erased || ask.side == Side::system ||
           is_one_of(ask.action, k_open_to_all);
  });
}

// D09: by whatever role.
TEST(Promise, TheBarredDoNothingOnACase) {
  expect_of_every_grant([](const Ask& ask) {
    return !ask.facts.barred || ask.side == Side::system || is_one_of(ask.action, k_open_to_all);
  });
}

// D08: the system itself.
TEST(Promise, TheSystemNeverReadsContent) {
  const std::set<Action> machinery = {Action::collect, Action::fire_clock, Action::provision_people,
                                      Action::log_notification};
  expect_of_every_grant([&](const Ask& ask) {
    return ask.side != Side::system || is_one_of(ask.action, machinery) ||
           is_one_of(ask.action, k_open_to_all);
  });
}

TEST(Promise, WhoHasNotSignedInDoesOnlyWhatIsOpen) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.side != Side::nobody || is_one_of(ask.action, k_open_to_all);
  });
}

// C01: by whomever.
TEST(Promise, NoEnquiryGoesOutWithoutBasisUnlessUrgent) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::send_enquiry || ask.facts.basis_complete || ask.facts.urgent;
  });
}

TEST(Promise, UrgencyNeverTakesAGrantAway) {
  expect_of_every_grant([](Ask ask) {
    ask.facts.urgent = true;
    return is_grant(answer(ask));
  });
}

TEST(Promise, TheMostSensitiveIsReadByOwnerAndManagersAlone) {
  expect_of_every_grant([](const Ask& ask) {
    return ask.action != Action::read_item || ask.facts.sensitivity < 3 || ask.facts.own ||
           ask.role == Role::mash_manager || ask.role == Role::deputy_manager;
  });
}

// D08: system administrators.
TEST(Promise, RolesWithoutContentReadNone) {
  const std::set<Role> without = {Role::none,
                                  Role::analyst,
                                  Role::quality_auditor,
                                  Role::data_protection_officer,
                                  Role::system_administrator,
                                  Role::board_analyst,
                                  Role::peer_manager};
  // A data protection officer reads who opened which case and why, what is held and due, and what
  // owners have cleared for the person whom it is about; and never the case. An analyst sees that
  // something stands out, and who it is only where somebody else cleared that.
  const std::set<Action> allowed = {Action::read_figures,    Action::administer,
                                    Action::review_reading,  Action::read_agreements,
                                    Action::keep_agreements, Action::read_retention,
                                    Action::keep_holds,      Action::keep_subject_requests,
                                    Action::read_findings,   Action::keep_findings};
  expect_of_every_grant([&](const Ask& ask) {
    if (ask.role == Role::analyst && ask.action == Action::read_names) {
      return ask.facts.glass_broken || ask.facts.case_member;
    }
    return !without.contains(ask.role) || ask.side == Side::system ||
           is_one_of(ask.action, allowed) || is_one_of(ask.action, k_open_to_all);
  });
}

// D08: need to know and nothing else.
TEST(Promise, BrokenGlassReadsAndTakesNoOtherAct) {
  expect_of_every_grant([](Ask ask) {
    if (!ask.facts.glass_broken || ask.facts.case_member) return true;
    ask.facts.glass_broken = false;
    const bool without = is_grant(answer(ask));
    const bool reads = ask.action == Action::read_case || ask.action == Action::read_item ||
                       ask.action == Action::read_names;
    return without || (reads && ask.side == Side::hub && !ask.facts.barred &&
                       (ask.action != Action::read_item ||
                        (ask.facts.item == ItemState::in_hub && ask.facts.sensitivity < 3)));
  });
}

// Whoever is in the case is there by that, and the record says so.
TEST(Promise, BrokenGlassChangesNothingForAMember) {
  for_each_ask([](Ask ask) {
    if (!ask.facts.glass_broken || !ask.facts.case_member) return true;
    const Rule with = answer(ask);
    ask.facts.glass_broken = false;
    EXPECT_EQ(with, answer(ask)) << describe(ask);
    return with == answer(ask);
  });
}

TEST(Promise, NobodyReviewsWhatTheyDidThemselves) {
  expect_of_every_grant([](const Ask& ask) {
    return (ask.action != Action::review_reading && ask.action != Action::clear_names) ||
           !ask.facts.own;
  });
}

// settled.md 21: what is stopped is reading that can wait, and of nobody at night.
TEST(Promise, AReasonOwedStopsNothingThatProtects) {
  for_each_ask([](Ask ask) {
    if (!ask.facts.reason_owed) return true;
    const Rule with = answer(ask);
    ask.facts.reason_owed = false;
    if (with == answer(ask)) return true;
    const bool holds = with == Rule::reason_owed && !ask.facts.urgent &&
                       ask.role != Role::emergency_duty &&
                       (ask.action == Action::read_case || ask.action == Action::read_names ||
                        (ask.action == Action::read_item && !ask.facts.own));
    EXPECT_TRUE(holds) << describe(ask);
    return holds;
  });
}

TEST(Promise, WhereNothingIsKnownNoObjectIsOpened) {
  const std::set<Action> without_object = {Action::read_queue,
                                           Action::log_notification,
                                           Action::read_requests,
                                           Action::read_releases,
                                           Action::read_figures,
                                           Action::administer,
                                           Action::read_inbox,
                                           Action::read_tasks,
                                           Action::keep_rota,
                                           Action::break_glass,
                                           Action::review_reading,
                                           Action::account_for_reading,
                                           Action::read_agreements,
                                           Action::keep_agreements,
                                           Action::read_retention,
                                           Action::keep_holds,
                                           Action::keep_subject_requests,
                                           Action::read_findings,
                                           Action::keep_findings,
                                           Action::clear_names};
  for_each_ask([&](const Ask& ask) {
    if (ask.side == Side::system || !is_grant(answer(ask))) return true;
    EXPECT_TRUE(is_one_of(ask.action, k_open_to_all) || is_one_of(ask.action, without_object))
        << describe(ask);
    // The first facts that are not the defaults end the walk.
    return !ask.facts.case_member;
  });
}

TEST(Coverage, EveryActHasSomeoneWhoMayDoIt) {
  std::set<Action> granted;
  expect_of_every_grant([&](const Ask& ask) {
    granted.insert(ask.action);
    return true;
  });
  EXPECT_EQ(granted.size(), static_cast<std::size_t>(k_actions));
}

TEST(Coverage, EveryRuleIsGivenAsAnAnswer) {
  const std::set<Rule> given(answers().begin(), answers().end());
  for (int rule = 0; rule < k_rules; ++rule) {
    EXPECT_TRUE(given.contains(static_cast<Rule>(rule))) << name_of(static_cast<Rule>(rule));
  }
}

template <class Named>
void expect_distinct_names(int count) {
  std::set<std::string_view> names;
  for (int i = 0; i < count; ++i) names.insert(name_of(static_cast<Named>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(count));
  EXPECT_FALSE(names.contains(""));
}

TEST(Names, AreThereAndDistinct) {
  expect_distinct_names<Rule>(k_rules);
  expect_distinct_names<Action>(k_actions);
  expect_distinct_names<Role>(k_roles);
  EXPECT_EQ(name_of(Rule::released_to_you), "released_to_you");
  EXPECT_EQ(name_of(Action::fire_clock), "fire_clock");
  EXPECT_EQ(name_of(Role::peer_manager), "PeerHubManager");
}

struct Difference {
  bool in_rule = false;
  bool in_grant = false;
};

// Looks for a point at which the mutant and the specification part. Ends at the first that turns a
// yes into a no or the other way round.
Difference compare_mutant(int clause, bool forced) {
  Difference found;
  auto original = answers().begin();
  for_each_ask([&](const Ask& ask) {
    const Rule rule = testing::decide_mutated(ask.side, ask.role, ask.releases, ask.action,
                                              ask.facts, clause, forced);
    if (rule != *original++ && rule != expected(ask)) {
      found.in_rule = true;
      found.in_grant = is_grant(rule) != means_yes(expected(ask));
    }
    return !found.in_grant;
  });
  return found;
}

TEST(Mutants, EachClauseForcedEitherWayIsCaught) {
  int killed = 0;
  int by_reason_only = 0;
  for (int clause = 0; clause < testing::k_clauses; ++clause) {
    for (const bool forced : {false, true}) {
      const Difference found = compare_mutant(clause, forced);
      EXPECT_TRUE(found.in_rule) << "clause " << clause << " forced " << forced;
      if (found.in_rule) ++killed;
      if (found.in_rule && !found.in_grant) ++by_reason_only;
    }
  }
  std::cout << "mutants killed: " << killed << " of " << 2 * testing::k_clauses << ", of these "
            << by_reason_only << " by the reason alone\n";
  EXPECT_EQ(killed, 2 * testing::k_clauses);
}

TEST(Mutants, AClauseThatDoesNotExistChangesNothing) {
  EXPECT_FALSE(compare_mutant(testing::k_clauses, true).in_rule);
}

}  // namespace
}  // namespace mash::policy
