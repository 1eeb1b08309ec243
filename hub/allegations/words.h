// SPDX-License-Identifier: MIT
// The words of this slice's own codes.
#pragma once

#include "mash/model/coded.h"

namespace mash::allegations {

// What came of an allegation: the words of Keeping children safe in education 2025, part four, for
// how allegations end; and that it is none, or one for the employer alone.
enum class Finding {
  substantiated,
  malicious,
  false_allegation,
  unsubstantiated,
  unfounded,
  for_employer,
  none,
};

}  // namespace mash::allegations

namespace mash::model {

template <>
inline constexpr auto k_words<allegations::Finding> = std::to_array<Word<allegations::Finding>>({
    {allegations::Finding::substantiated, "SUBSTANTIATED",
     "Substantiated: there is enough to prove it"},
    {allegations::Finding::malicious, "MALICIOUS",
     "Malicious: it is disproved, and was meant to deceive"},
    {allegations::Finding::false_allegation, "FALSE", "False: it is disproved"},
    {allegations::Finding::unsubstantiated, "UNSUBSTANTIATED",
     "Unsubstantiated: it is neither proved nor disproved"},
    {allegations::Finding::unfounded, "UNFOUNDED", "Unfounded: there is nothing that supports it"},
    {allegations::Finding::for_employer, "FOR_EMPLOYER",
     "Below the threshold of harm: the employer deals with it"},
    {allegations::Finding::none, "NONE",
     "No allegation against a person in a position of trust: it goes back to be screened, and "
     "everybody sees it again"},
});

}  // namespace mash::model
