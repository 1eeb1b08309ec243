// SPDX-License-Identifier: MIT
// The form of a handover: for each line whether, to whom and with which words; or one for all.
#pragma once

#include <string>
#include <vector>

#include "lines.h"

namespace mash::handover {

constexpr std::size_t k_page = 25;

// What was typed about one line, in the order of the page.
struct Typed {
  std::string code;
  std::string to;
  std::string note;
};
struct Form {
  std::string all;  // who gets each line for which nobody is chosen; may be empty
  std::vector<Typed> lines;

  [[nodiscard]] const Typed* find(std::string_view code) const;
  // Who gets this line; empty: it stays.
  [[nodiscard]] StaffId receiver(const Typed& line) const;
};
// A line with its receiver, checked.
struct Passing {
  Line line;
  StaffId to;
  std::string note;
};

std::vector<pipeline::Field> form_fields();
// Lines, receivers and notes stand in three lists of the same length.
Form form_of(const pipeline::Input& input);
// invalid_input or, for a line that is over or is somebody else's by now, conflict; the faults
// name "to-N" or "note-N", by the place in what was typed.
Result<std::vector<Passing>> read_form(pipeline::Context& c, const model::Borough& borough,
                                       const std::vector<Line>& lines, const Form& form);

}  // namespace mash::handover
