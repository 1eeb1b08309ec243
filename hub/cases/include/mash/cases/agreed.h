// SPDX-License-Identifier: MIT
// That no agreement on sharing covers what somebody is about to do: a sentence on the page before
// the press, and a note in the record of the act. Nothing is ever held up by it. What not: which
// agreements there are (hub/agreements). Thread safety: plain values.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::cases {

struct NotAgreed {
  std::string words;      // one sentence or two: which agreement, of whom, whom to ask
  std::string code;       // for the record: "no_agreement", "agreement_lapsed", ...
  std::string agreement;  // its id; of what is covered by none: empty
};
// Of sharing between the agency of whoever asks and these. May be empty: nobody looks.
using Agreed =
    std::function<std::vector<NotAgreed>(pipeline::Context&, const std::vector<AgencyId>&)>;

// Data of cases/not_agreed, or false where there is nothing to say.
inline json::Value not_agreed(pipeline::Context& c, const Agreed& agreed,
                              const std::vector<AgencyId>& others) {
  json::Array out;
  if (agreed) {
    for (auto& one : agreed(c, others)) out.emplace_back(std::move(one.words));
  }
  return out.empty() ? json::Value(false) : json::Value(json::Object{{"lines", std::move(out)}});
}

// In the act itself.
inline void note_not_agreed(pipeline::Context& c, const Agreed& agreed,
                            const std::vector<AgencyId>& others) {
  if (!agreed) return;
  for (auto& one : agreed(c, others)) {
    c.note(std::move(one.code));
    if (!one.agreement.empty()) c.touch(std::move(one.agreement));
  }
}

}  // namespace mash::cases
