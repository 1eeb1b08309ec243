// SPDX-License-Identifier: MIT
// People outside who receive products: their accounts, signing in at the gate, the list of what the
// hub sent their agency, and reading, accepting or rejecting one. Who they are comes from the hub's
// directory package, so that a leaver is out as soon as the hub says so.
// What not: the public form and feedback (gate/notify), how packages travel (gate/door), what the
// hub makes of an answer (hub/product).
// Uses the gate's keys "gate-content", "lookup" and "session". Thread safety: as the Context or
// transaction that is passed in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/door/door.h"
#include "mash/html/page.h"
#include "mash/login/login.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"
#include "mash/signatures/signatures.h"

namespace mash::inbox {

// How long a product stays here. Recipients keep what they need in records of their own.
struct Retention {
  int answered_days = 0;    // after the last thing that its agency did with it
  int unanswered_days = 0;  // after it came, whatever was done
};

struct Deps {
  crypto::PublicKey hub_key{};  // reasons are sealed to it
  std::string hub_name;
  std::string phone;  // answered day and night, also when the desk of the front door is closed
  bool demo = false;
  Retention retention;
  const std::vector<login::AgencyIssuer>* agencies = nullptr;  // as login::Deps
  std::string origin{};  // of the gate's pages, for passkeys; empty: none
  // By whose keys signatures are checked; nullptr: none are. Lives as long as the routes.
  const signatures::Agencies* signers = nullptr;
  bool wants_signatures = false;  // what is not urgent is shown once it is signed
};

// "/", those of login::routes, GET /products, GET /p/{product} and its /proof, /content and
// /signatures, POST /p/{product}/read, /accept, /reject and /seen.
std::vector<pipeline::Route> routes(const Deps& deps);

// Stores products, withdrawals, receipts, signatures and the directory for the door. Each may come
// twice and in any order. A product that says something else under an id and version already here
// is refused.
door::Takers takers();

// For AppOptions::noticed: keeps that somebody asked for a product that is not theirs.
void noticed(db::Transaction& tx, const pipeline::Event& event);
// Tells the hub of those that are here, once for each product, person and day, and forgets what is
// old. For the sweeper, so that the answer to whoever asks never depends on it. Answers how many.
int send_strays(db::Transaction& tx, Random& random, UtcTime now);
// The table of it, beside schema(), for db::Migration.
std::string_view strays_schema();
// What came later, for db::Migration.
std::string_view tells_schema();
std::string_view witnessed_schema();
std::string_view signed_schema();

// For AppOptions::load_person: not_found for unknown people and those who have left.
Result<pipeline::Person> load_person(db::Transaction& tx, const pipeline::Vault& vault,
                                     const StaffId& id);

// login::set_password for somebody who is here. invalid_input names "person" or "password".
Result<login::Secret> set_password(pipeline::Context& c, const StaffId& id,
                                   std::string_view password);

// Takes away, with the keys of their words, the versions of products that have been here long
// enough, then withdrawals of what is gone and people who have left and stand on nothing any more.
struct Swept {
  std::vector<std::string> products;  // ids
  std::int64_t accounts = 0;
};
Swept sweep(db::Transaction& tx, UtcTime now, const Retention& retention);

// Navigation of a page; `person` is nullptr when nobody has signed in.
html::Page frame(const pipeline::Person* person, const std::string& path);

}  // namespace mash::inbox
