// SPDX-License-Identifier: MIT
#include "profile_view.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "scope.h"
#include "told_of.h"

namespace mash::findings {

namespace {

using pipeline::Context;

pipeline::Label label_of(std::string_view kind, const std::string& id) {
  return {.owner = pipeline::k_front_door, .kind = kind, .row = id};
}

}  // namespace

std::string profile_path(std::string_view id) {
  return "/profiles/" + std::string(id);
}

std::optional<ProfileRow> shown_profile(Context& c, std::string_view id) {
  auto row = find_profile(c.tx, id);
  if (!row || !knows_of(c.tx, c.principal.person, row->without, row->evidence)) return std::nullopt;
  return row;
}

Result<policy::Facts> profile_facts(Context& c) {
  if (!policy::may(c.principal, policy::Action::read_findings, {})) return policy::Facts{};
  if (!shown_profile(c, c.input.text("profile"))) return not_found();
  return policy::Facts{};
}

VersionRow newest_of(Context& c, const ProfileRow& row) {
  auto version = find_version(c.tx, row.id, row.version);
  MASH_ASSERT(version.has_value());
  return *std::move(version);
}

bool take_in(Context& c, ProfileRow& row, const std::vector<FindingRow>& findings) {
  const auto seen = seen_by(c);
  const auto hidden = seen.scope ? seen.scope->hidden : std::set<CaseId>{};
  if (row.version == 0) {
    row.without = hidden;
  } else {
    std::erase_if(row.without, [&](const CaseId& id) { return !hidden.contains(id); });
  }
  for (const auto& one : findings) {
    for (const auto& e : one.what.evidence) row.evidence.insert(e.case_id);
  }
  return knows_of(c.tx, c.principal.person, row.without, row.evidence);
}

Error look_again_first() {
  return meanwhile(
      "theme",
      "The patterns are older than what you may know of now. Ask to look for patterns, "
      "then do this again");
}

Error meanwhile(const std::string& field, const std::string& what) {
  return {ErrorCode::conflict, what, {{field, what}}};
}

Bytes seal_profile(Context& c, std::string_view kind, const std::string& id,
                   const json::Value& words) {
  return c.vault.seal(c.tx, label_of(kind, id), json::encode(words), c.random);
}

json::Value profile_words(Context& c, const policy::Proof& proof, std::string_view kind,
                          const std::string& id, const Bytes& sealed) {
  return c.vault.open_json(c.tx, proof, label_of(kind, id), sealed);
}

std::string theme_of(const Deps& deps, const VersionRow& version, const json::Value& words) {
  if (version.theme == k_other_theme) return words.text("theme_words");
  const auto theme = std::ranges::find(deps.policy.themes, version.theme, &Theme::code);
  return theme == deps.policy.themes.end() ? version.theme : theme->words;
}

std::string typed_or(const Context& c, std::string_view name, std::string_view otherwise) {
  return std::string(c.typed == nullptr ? otherwise : c.typed->text(name));
}

void add_told_of(const Context& c, std::initializer_list<std::string_view> names,
                 std::vector<Fault>& faults) {
  for (const auto name : names) {
    if (const auto wrong = tells_who(c.input.text(name))) {
      faults.push_back({std::string(name), *wrong});
    }
  }
}

json::Value day_question(const Context& c, const std::string& name, const std::string& legend,
                         const std::string& hint, std::optional<LocalDate> before) {
  const auto part = [&](const char* suffix, int number) {
    return typed_or(c, name + suffix, before ? std::to_string(number) : std::string());
  };
  const LocalDate day = before.value_or(LocalDate{});
  return html::date_input({.name = name,
                           .legend = legend,
                           .hint = hint,
                           .error = html::error_of(c.faults, name),
                           .day = part("-day", day.day),
                           .month = part("-month", day.month),
                           .year = part("-year", day.year),
                           .legend_classes = "govuk-fieldset__legend--s"});
}

}  // namespace mash::findings
