// SPDX-License-Identifier: MIT
// A passkey's answer as forms bring it: to a challenge of the sign-in page, or to a record.
#pragma once

#include <optional>
#include <vector>

#include "mash/passkey/passkey.h"
#include "mash/pipeline/route.h"
#include "passkey_store.h"

namespace mash::login {

std::vector<pipeline::Field> answer_fields();
// Nothing where a part is no base 64.
std::optional<passkey::Assertion> read_answer(const pipeline::Input& input);

enum class Verdict { right, wrong, counter_went_back };
// Checks the answer and writes down the use of the passkey, or that its counter went back; after
// that it is wrong whatever it answers. Notes what was wrong for the record.
Verdict take_answer(pipeline::Context& c, const PasskeyRow& row, const Bytes& challenge,
                    const passkey::Assertion& answer);

}  // namespace mash::login
