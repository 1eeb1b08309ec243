// SPDX-License-Identifier: MIT
// Where the children of a case are, as notifications and the front door's people wrote it down: no
// word of an agency that was asked. What not: who may learn it (the author ticks what this
// recipient needs, and the owners of what was not cited clear it as they do all final
// words). Thread safety: as the Context that is passed in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/intake/intake.h"
#include "mash/people/people.h"

namespace mash::product {

// "Now: ...", "Home: 12 Thistledown Road, BQ1 1AA", "School: ...": each once, as they are added.
class PlaceLines {
 public:
  void add(const intake::NotificationView& n);
  void add(const people::Statement& s);
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] std::string text() const;

 private:
  void add(std::string_view label, const std::string& words);
  std::vector<std::string> lines_;
};

class Places {
 public:
  Places(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
  // The lines about one child; what was said last stands first.
  [[nodiscard]] std::vector<std::string> of(const PersonId& child) const;

 private:
  std::vector<people::Statement> said_;
  std::vector<intake::NotificationView> told_;
};

// How a form says that none of its choices leaves.
inline constexpr std::string_view k_none_leaves = "NONE";

// How a form names a line without saying it; the same words are one line, whoever they are about.
std::string place_code(std::string_view line);

}  // namespace mash::product
