// SPDX-License-Identifier: MIT
// Asks whoever is signed in to show that it is still they, before an act that must not follow from
// a page that somebody left open: sealing an agency's words, breaking glass. By what they have:
// their passkey (step_up.h), else the code of their authenticator app; whoever has neither here,
// since their agency vouches for them, signs in again.
//
//   page:  data.set("presence", presence_view(c, what));
//   form:  {{#presence}}{{> login/presence}}{{/presence}}, above the form's button
//   act:   fields: presence_fields() beside the form's own
//          MASH_TRY_DO(take_presence(c, what));
//
// What not: a signature that others check; it is not stored (take_step_up is for that).
// Thread safety: as the Context. Cost: as take_step_up, or one sealed secret opened.
#pragma once

#include <string>
#include <vector>

#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::login {

// For whoever has neither passkey nor code: how long after signing in they need not do it again.
inline constexpr Duration k_fresh_session = Duration::minutes(5);  // security.md 7, "Step-up"

json::Value presence_view(pipeline::Context& c, const json::Object& what);
std::vector<pipeline::Field> presence_fields();
// invalid_input names "presence_code" and what to do. Notes by what it was shown. Wrong codes are
// counted as at signing in: from the fifth on, one try a minute, also with the right one.
Result<void> take_presence(pipeline::Context& c, const json::Object& what);

// Before somebody adds a passkey, so that nobody adds theirs in a session that was left open: the
// code, or a session that has just begun. Beside the form's own fields "presence_code".
json::Value presence_view_for_new_passkey(pipeline::Context& c);
Result<void> take_presence_for_new_passkey(pipeline::Context& c);

}  // namespace mash::login
