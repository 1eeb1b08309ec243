// SPDX-License-Identifier: MIT
#include "feedback_words.h"

#include <set>

namespace mash::product {

std::string_view public_words() {
  return "Thank you for telling us. We received what you told us and have dealt with it. We cannot "
         "say more, to protect the privacy of the child and the family. If you are worried again, "
         "tell us again. If a child is in danger now, call 999.";
}

std::string returned_words(std::string_view missing) {
  return "We could not go on with what you told us and give it back to you. What is missing:\n\n" +
         std::string(missing) +
         "\n\nTell us again when you have it. If you are worried that a child is being harmed, "
         "tell "
         "us at once: you need nobody's agreement for that.";
}

std::string professional_words(const std::vector<model::Outcome>& outcomes,
                               std::string_view written) {
  std::string out;
  for (const auto outcome : std::set<model::Outcome>(outcomes.begin(), outcomes.end())) {
    out += (out.empty() ? "What was decided: " : "; ") + std::string(model::words_of(outcome));
  }
  if (!out.empty()) out += ".";
  if (!out.empty() && !written.empty()) out += "\n\n";
  return out += written;
}

}  // namespace mash::product
