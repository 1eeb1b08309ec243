// SPDX-License-Identifier: MIT
// Signing in with a password and a single-use code from an authenticator app, or in a demonstration
// with one button per persona: pages, checks, back-off and the rows behind them, the same in hub
// and gate. Passkeys: passkeys.h. What not: who the people are (directory and inbox say), sessions
// (pipeline), what somebody may do (policy), what agencies' identity providers say (agencies.h).
// Uses the key "session". Thread safety: as the Context or transaction that is passed in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::login {

struct AgencyIssuer;  // agencies.h

struct Persona {
  StaffId id;
  std::string name;
  std::string title;
  std::string agency;
};

// What hub and gate each say about the people who sign in there.
struct Deps {
  bool demo = false;
  std::string summary;  // of the page, for openapi.json
  // The page's own template and what else it shows. It includes login/form and login/personas.
  std::function<pipeline::View(pipeline::Context&)> page;
  // By e-mail address, upper and lower case alike.
  std::function<std::optional<StaffId>(pipeline::Context&, std::string_view email)> find;
  // not_found for whoever may not come in.
  std::function<Result<pipeline::Person>(pipeline::Context&, const StaffId&)> load;
  std::function<std::vector<Persona>(pipeline::Context&)> personas;
  std::function<std::string(const pipeline::Person&)> home;  // where somebody's day starts
  std::string signed_out;                                    // where signing out leads
  bool keeps_late_forms = false;                             // as AppOptions
  // Who may come in through an agency; nullptr: nobody. Lives as long as the routes.
  const std::vector<AgencyIssuer>* agencies = nullptr;
  // Of the room's pages, "https://hub.example:8443": passkeys belong to it (passkeys.h). Empty: the
  // room has none.
  std::string origin{};
  // Of the room and of this person, that none of their passwords may be made of (password.h).
  std::function<std::vector<std::string>(pipeline::Context&, const StaffId&)> words{};
  bool countersigns = false;  // agencies answer here for the passkeys of their people
};

// A POST there takes one password hash: whoever runs the routes limits it for each network, and
// shows the page with k_wait_query in the place of an answer.
inline constexpr std::string_view k_sign_in_path = "/sign-in";
inline constexpr std::string_view k_wait_query = "wrong=wait";
// Where somebody sees how and where they are signed in, and changes their password.
inline constexpr std::string_view k_account_path = "/account";
// Whether a POST at this path is a try to sign in, by password, passkey or agency, or takes as
// much: changing one's password.
bool is_try(std::string_view path);

// GET and POST /sign-in, POST /sign-out, agency_routes; with `keeps_late_forms` GET /kept and POST
// /kept/{form} (forms that came after their session had ended); with `demo` one button per persona
// (POST /sign-in/demo, field `persona`), refused from any address that is not this machine's own.
// Whether it was the address, the password or the code that was wrong is not told, and an address
// that nobody has is answered, counted and slowed like any other.
// Cost: POST /sign-in takes one password hash, whoever asks.
std::vector<pipeline::Route> routes(const Deps& deps);

// Beside schema() and agencies_schema(), for db::Migration.
std::string_view first_password_schema();

// Where somebody who has just signed in is led: to their own password first where another has set
// it.
std::string start_of(pipeline::Context& c, const Deps& deps, const pipeline::Person& who);

struct Secret {
  std::string totp_uri;     // otpauth://..., for an authenticator app
  std::string totp_secret;  // base 32, to type in
};
// How long a password that somebody else has set, and therefore knows, lets its person in, unless
// they make one of their own (ASVS 6.4.1).
inline constexpr Duration k_first_password_lives = Duration::hours(72);
// A new password and a new authenticator secret, without the passkeys that nobody answers for, for
// whoever Deps::find finds by `email`; ends the person's sessions and forgets failed tries under
// that address. `words`: password.h; those of the address are added. Errors: as check_password.
// Cost: one password hash.
Result<Secret> set_password(pipeline::Context& c, const StaffId& person, std::string_view email,
                            std::string_view password, const std::vector<std::string>& words);
// How long failed tries under a name are counted, and for how many names: more than anybody types,
// so that only a flood of names makes the oldest forgotten.
inline constexpr Duration k_failures_kept = Duration::hours(24);
inline constexpr std::int64_t k_most_names = 100'000;
// Forgets what is older, the oldest of too many, and challenges that have run out. In the caller's
// transaction.
void sweep(db::Transaction& tx, UtcTime now, std::int64_t most_names = k_most_names);

// Nobody can sign in as this person, nor with a passkey of theirs, until there is a new password.
// Sessions stay.
void remove_password(db::Transaction& tx, const StaffId& person);

}  // namespace mash::login
