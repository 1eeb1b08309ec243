// SPDX-License-Identifier: MIT
// Goal: every way to forge a grant is refused by the compiler. Clang's -verify passes this file
// when exactly the errors named here occur, and fails it when one is missing.
#include "mash/policy/policy.h"

namespace mash::policy {

// expected-note@mash/policy/policy.h:* 1+ {{declared private here}}
// expected-note@mash/policy/policy.h:* {{'Grant' declared here}}
// expected-note@mash/policy/policy.h:* 0+ {{candidate}}

void makes_a_grant(const Principal& person) {
  // expected-error@+1 {{calling a private constructor of class}}
  const Grant<Action::release_item> grant(person, Rule::owner);
}

void makes_a_proof(const Principal& person) {
  // expected-error@+1 {{calling a private constructor of class}}
  const Proof proof(person, Action::release_item, Rule::owner);
}

struct Lookalike : Proof {
  explicit Lookalike(const Principal& person)
      // expected-error@+1 {{base class 'Proof' has private constructor}}
      : Proof(person, Action::release_item, Rule::owner) {}
};

// expected-error@+1 {{base 'Grant' is marked 'final'}}
struct Heir : Grant<Action::release_item> {};

Grant<Action::release_item> turns_into_another(const Grant<Action::read_item>& grant) {
  // expected-error@+1 {{no viable conversion from returned value of type}}
  return grant;
}

Action changes_the_act(Grant<Action::read_item>& grant) {
  // expected-error@+1 {{'action_' is a private member of}}
  return grant.action_ = Action::release_item;
}

}  // namespace mash::policy
