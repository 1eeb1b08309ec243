// SPDX-License-Identifier: MIT
// Asks whoever is signed in for the signature of their passkey over a record: the challenge is the
// SHA-256 of the record, which says what is done, by whom and when. For acts that nobody may be
// able to forge, the server included: a release, break-glass.
//
//   page:  data.set("form", sign_form_view(c, begin_step_up(c), what, "/path/of/the/act"));
//   form:  {{#form}}{{> login/sign_form}}{{/form}}, or one's own around {{> login/step_up}}
//   act:   fields: step_up_fields() beside the form's own
//          MASH_TRY(const passkey::SignedRecord signed, take_step_up(c, what));
//
// The act makes `what` anew from its own fields and the database: if it is not what the page showed
// to the passkey, the signature is not right. What is stored is passkey::encode(signed), which
// passkey::check_signed_record believes or not, with the agency's public key alone.
// What not: which acts want it; without a passkey that the agency answers for nobody can.
// Thread safety: as the Context. Cost: take_step_up checks three signatures, 0.3 ms.
#pragma once

#include <string>
#include <vector>

#include "mash/json/value.h"
#include "mash/passkey/signed_record.h"
#include "mash/pipeline/route.h"

namespace mash::login {

inline constexpr Duration k_step_up_lives = Duration::minutes(5);

// Has a passkey that their present agency answers for.
bool can_step_up(pipeline::Context& c);
// Somebody of their agency has one that a colleague answered for: then nobody needs to sign for it
// in another way.
bool agency_has_passkeys(pipeline::Context& c);

// One question: when it was asked, so that the answer is not older than k_step_up_lives.
struct StepUp {
  std::string token;  // in the form, in the field "step_up"
  UtcTime asked_at;
  std::string nonce;
};
StepUp begin_step_up(pipeline::Context& c);
// The members of `what`, then "by", "agency", "asked_at" and "nonce", which `what` must not have.
std::string record_of(const pipeline::Context& c, const StepUp& asked, json::Object what);
// Data of {{> login/step_up}} and "options" for the form.
json::Value step_up_view(pipeline::Context& c, const StepUp& asked, const std::string& record);
// The same for {{> login/sign_form}}, which asks for nothing else.
json::Value sign_form_view(pipeline::Context& c, const StepUp& asked, json::Object what,
                           const std::string& action);
std::vector<pipeline::Field> step_up_fields();

// In an act: reads and checks the answer, uses it up and writes down the use of the passkey.
// invalid_input names "passkey": too late, used before, another record, not a passkey that can.
// A counter that went back shuts the passkey, and is noted on the act's entry.
Result<passkey::SignedRecord> take_step_up(pipeline::Context& c, json::Object what);

// By which readers believe enrolments of this agency. Throws pipeline::SealedCompartment.
crypto::PublicKey enrolment_public_key(const pipeline::KeyRing& keys, const AgencyId& agency);

}  // namespace mash::login
