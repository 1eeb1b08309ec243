// SPDX-License-Identifier: MIT
// A finding in sentences, without a name. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "finding.h"
#include "mash/pipeline/vault.h"

namespace mash::findings {

// "Child 7KQ3-M2XV", "Home ... (BF1)", "BF1", "Neglect".
std::string called(const pipeline::Vault& vault, const Subject& subject);
std::string sentence(const pipeline::Vault& vault, const Finding& finding);
// Step by step, so that somebody can check it with the evidence and a pencil.
std::vector<std::string> arithmetic(const Finding& finding);
// "3.25" of 325.
std::string decimal(std::int64_t hundredths);

// Why somebody puts one aside.
struct AsideReason {
  std::string_view code;
  std::string_view words;
};
const std::vector<AsideReason>& aside_reasons();
std::string_view words_of_aside(std::string_view code);

}  // namespace mash::findings
