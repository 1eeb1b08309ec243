// SPDX-License-Identifier: MIT
#include "facts_form.h"

#include <algorithm>

#include "mash/disclosure/item_form.h"
#include "mash/html/forms.h"

namespace mash::enquiry {

namespace {

constexpr std::size_t k_most_lines = 50;
constexpr std::size_t k_longest_line = 4000;

bool is_police(const model::Agency& agency) {
  return agency.kind == model::AgencyKind::police;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= text.size()) {
    const auto end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    const auto first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos) {
      out.emplace_back(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
    }
    start = end + 1;
  }
  return out;
}

}  // namespace

std::vector<pipeline::Field> facts_fields() {
  auto out = disclosure::item_fields();
  out.push_back({.name = "facts",
                 .label = "What you know",
                 .required = true,
                 .max = 40000,
                 .missing = "Enter what you know, one fact a line",
                 .as_typed = true});
  return out;
}

json::Value facts_form(const pipeline::Context& c, const std::string& action,
                       const model::Agency& agency, json::Value button) {
  json::Value v = json::Object{};
  v.set("action", action);
  v.set("facts",
        html::textarea({.name = "facts",
                        .label = "What do you know?",
                        .hint = "One fact a line: each line becomes an item of its own.",
                        .error = html::error_of(c.faults, "facts"),
                        .value = c.typed != nullptr ? std::string(c.typed->text("facts")) : "",
                        .rows = 5}));
  v.set("questions", disclosure::item_questions(c, is_police(agency), nullptr));
  v.set("button", std::move(button));
  return v;
}

Result<std::vector<disclosure::NewItem>> read_facts(const pipeline::Input& input,
                                                    const model::Agency& agency) {
  MASH_TRY(const auto common, disclosure::read_item_form(input, is_police(agency)));
  const auto lines = lines_of(input.text("facts"));
  if (lines.size() > k_most_lines) return invalid("facts", "Add at most 50 facts at a time");
  std::vector<disclosure::NewItem> out;
  for (const auto& line : lines) {
    if (line.size() > k_longest_line) return invalid("facts", "Make each line shorter");
    out.push_back(common);
    out.back().fact = Sensitive(line);
  }
  return out;
}

}  // namespace mash::enquiry
