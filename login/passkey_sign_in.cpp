// SPDX-License-Identifier: MIT
// Signing in with a passkey: who it is, the passkey itself says.
#include "mash/base/base64url.h"
#include "mash/crypto/crypto.h"
#include "mash/login/passkeys.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/kept.h"
#include "passkey_answer.h"
#include "passkey_challenge.h"
#include "passkey_routes.h"
#include "passkey_words.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

constexpr std::string_view k_purpose = "sign-in";
constexpr const char* k_refused = "/sign-in?wrong=passkey";

// Before there is a session, the challenge is bound to the browser by a cookie of its own.
std::string cookie_name(const Context& c) {
  return c.room->cookie_name + "-passkey";
}

pipeline::Route challenge_page(const Deps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = std::string(k_passkey_sign_in_path),
       .summary = "What a passkey has to sign to sign in; as a page, the sign-in page",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const Challenge challenge = make_challenge(c, k_purpose, {});
         c.set_cookie(cookie_name(c), challenge.token);
         return SeeOther{std::string(k_sign_in_path),
                         json::Object{{"challenge", base64url(challenge.bytes)},
                                      {"rp", *passkey::rp_id_of(deps.origin)}}};
       }});
}

// Says in the record why; to the browser it is always the same.
Result<Reply> refused(Context& c, const char* why) {
  if (*why != '\0') c.note(why);
  return SeeOther{k_refused, {}};
}

// An act that succeeds in saying no, as with passwords: an error would undo the alarm.
Result<Reply> sign_in(const Deps& deps, Context& c) {
  const auto challenge = read_challenge(c, k_purpose, {}, c.request.cookie(cookie_name(c)));
  c.clear_cookie(cookie_name(c));
  if (!challenge) return refused(c, "passkey-challenge");
  const auto answer = read_answer(c.input);
  const auto row = answer ? find_credential(c.tx, answer->credential_id) : std::nullopt;
  if (!row) return refused(c, "passkey-unknown");
  c.touch(row->person.text());
  const auto who = deps.load(c, row->person);
  const auto handle = from_base64url(c.input.text("user"));
  if (!who || !handle ||
      !crypto::equal_in_constant_time(*handle, user_handle(c.keys, row->person))) {
    return refused(c, "passkey-unknown");
  }
  if (row->origin != deps.origin) return refused(c, "passkey-origin");
  // Before its counter is looked at: a form that is sent twice is no copy of a passkey.
  if (was_answered(c.tx, challenge->bytes)) return refused(c, "passkey-challenge");
  const Verdict verdict = take_answer(c, *row, challenge->bytes, *answer);
  if (verdict != Verdict::wrong) store_answered(c.tx, challenge->bytes, challenge->until);
  if (verdict != Verdict::right) return refused(c, "");
  c.note("passkey");
  c.start_session(row->person);
  const bool kept = pipeline::has_kept_forms(c, who->principal);
  return SeeOther{kept ? "/kept" : deps.home(*who), {}};
}

pipeline::Route sign_in_act(const Deps& deps) {
  auto fields = answer_fields();
  fields.push_back(
      {.name = "user", .label = "Whose passkey", .kind = pipeline::Kind::secret, .max = 200});
  return pipeline::act<Action::sign_in>(
      {.path = std::string(k_passkey_sign_in_path),
       .summary = "Sign in with a passkey",
       .event = "session.started",
       .fields = std::move(fields),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return sign_in(deps, c); }});
}

}  // namespace

std::vector<pipeline::Route> passkey_sign_in_routes(const Deps& deps) {
  return {challenge_page(deps), sign_in_act(deps)};
}

}  // namespace mash::login
