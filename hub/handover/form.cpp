// SPDX-License-Identifier: MIT
#include "form.h"

#include <algorithm>

namespace mash::handover {

namespace {

constexpr std::size_t k_longest_note = 1000;

std::string at(const std::vector<std::string>& list, std::size_t place) {
  return place < list.size() ? list[place] : std::string();
}

// A line that was left empty says nothing.
std::string words_of(const std::string& note) {
  return note.find_first_not_of(" \r\n\t") == std::string::npos ? std::string() : note;
}

}  // namespace

const Typed* Form::find(std::string_view code) const {
  const auto found = std::ranges::find(lines, code, &Typed::code);
  return found == lines.end() ? nullptr : &*found;
}

StaffId Form::receiver(const Typed& line) const {
  const std::string& to = line.to.empty() ? all : line.to;
  return to == "stay" ? StaffId{} : StaffId::trusted(to);
}

std::vector<pipeline::Field> form_fields() {
  using pipeline::Kind;
  return {{.name = "line", .label = "What is handed over", .kind = Kind::many, .max = k_page},
          {.name = "to", .label = "To whom, line by line", .kind = Kind::many, .max = k_page},
          {.name = "note",
           .label = "What is said, line by line",
           .kind = Kind::many,
           .max = k_page,
           .as_typed = true},
          {.name = "all", .label = "Who gets all the others", .max = 40}};
}

Form form_of(const pipeline::Input& input) {
  Form out{.all = std::string(input.text("all"))};
  const auto& codes = input.all("line");
  for (std::size_t i = 0; i < codes.size(); ++i) {
    out.lines.push_back({.code = codes[i],
                         .to = at(input.all("to"), i),
                         .note = words_of(at(input.all("note"), i))});
  }
  return out;
}

Result<std::vector<Passing>> read_form(pipeline::Context& c, const model::Borough& borough,
                                       const std::vector<Line>& lines, const Form& form) {
  const shift::Presence presence(c.tx, borough, c.now);
  std::vector<Passing> out;
  std::vector<Fault> faults;
  bool stale = false;
  for (std::size_t i = 0; i < form.lines.size(); ++i) {
    const Typed& typed = form.lines[i];
    const std::string place = std::to_string(i + 1);
    const StaffId to = form.receiver(typed);
    if (to.empty()) {
      // Words that go nowhere would be lost.
      if (!typed.note.empty()) {
        faults.push_back({"to-" + place, "Choose who gets this, or take out what you say of it"});
      }
      continue;
    }
    const auto line = std::ranges::find(lines, typed.code, &Line::code);
    if (line == lines.end()) {
      stale = true;
      faults.push_back({"all",
                        "Something is over or somebody else's meanwhile: nothing was handed "
                        "over. Look at the list as it stands now"});
      continue;
    }
    if (typed.note.size() > k_longest_note) {
      faults.push_back({"note-" + place, "Say it in at most 1000 characters"});
    }
    if (!can_receive(c, borough, presence, *line, to)) {
      faults.push_back({"to-" + place, "They cannot take this one now. Choose somebody else"});
    }
    out.push_back({*line, to, typed.note});
  }
  if (faults.empty() && out.empty()) {
    faults.push_back({"all", "Choose who gets it: for one line, or for all that are shown"});
  }
  if (faults.empty()) return out;
  return Error{stale ? ErrorCode::conflict : ErrorCode::invalid_input, "There is a problem",
               faults};
}

}  // namespace mash::handover
