// SPDX-License-Identifier: MIT
// The list of profiles, and the page of one as it stands or as it stood.
#include <algorithm>
#include <tuple>

#include "finding_words.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/model/words.h"
#include "pages.h"
#include "profile_tasks.h"
#include "profile_view.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_most = 100;
constexpr const char* k_list = "/profiles";
constexpr const char* k_one = "/profiles/{profile}";

std::string state_words(const Context& c, const VersionRow& v) {
  if (v.outcome) {
    return "closed on " + plain_date(to_london(v.at).date) + ": " +
           std::string(model::words_of(*v.outcome));
  }
  const auto today = to_london(c.now).date;
  const auto late = days_between(v.review_on, today);
  if (late > 0) {
    return "open, its review is overdue by " + std::to_string(late) +
           (late == 1 ? " day" : " days") + " (" + plain_date(v.review_on) + ")";
  }
  return "open, " + (late == 0 ? std::string("its review is due today")
                               : "to be looked at again on " + plain_date(v.review_on));
}

struct Listed {
  ProfileRow row;
  VersionRow version;
};

// Open first, the next review first; then closed, the newest first.
std::vector<Listed> shown_profiles(Context& c) {
  std::vector<Listed> out;
  for (auto& row : profile_rows(c.tx)) {
    if (!knows_of(c.tx, c.principal.person, row.without, row.evidence)) continue;
    auto version = newest_of(c, row);
    out.push_back({std::move(row), std::move(version)});
  }
  std::ranges::sort(out, [](const Listed& a, const Listed& b) {
    const bool closed_a = a.version.outcome.has_value();
    const bool closed_b = b.version.outcome.has_value();
    if (closed_a != closed_b) return closed_b;
    if (closed_a) return std::tie(b.version.at, a.row.id) < std::tie(a.version.at, b.row.id);
    return std::tie(a.version.review_on, a.row.id) < std::tie(b.version.review_on, b.row.id);
  });
  return out;
}

json::Value line(Context& c, const policy::Proof& proof, const Deps& deps, const Listed& one) {
  const auto words = profile_words(c, proof, "profile", one.version.id, one.version.sealed);
  const auto tasks = profile_tasks(c.tx, one.row.id);
  const auto open = std::ranges::count_if(tasks, [](const auto& t) { return !t.result; });
  const auto own = std::ranges::count_if(
      tasks, [&](const auto& t) { return !t.result && t.holder == c.principal.person; });
  json::Value v = json::Object{};
  v.set("href", profile_path(one.row.id));
  v.set("theme", theme_of(deps, one.version, words));
  v.set("state", state_words(c, one.version));
  v.set("patterns", std::ssize(one.version.findings));
  v.set("tasks", static_cast<std::int64_t>(open));
  v.set("own", static_cast<std::int64_t>(own));
  v.set("has_own", own > 0);
  c.touch(one.row.id);
  return v;
}

Result<Reply> list(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto all = shown_profiles(c);
  json::Array open;
  json::Array closed;
  for (std::size_t i = 0; i < all.size() && i < k_most; ++i) {
    (all[i].version.outcome ? closed : open).push_back(line(c, proof, deps, all[i]));
  }
  json::Value data = json::Object{};
  data.set("nothing", open.empty() ? html::empty(html::Empty::nothing, "No profile is open.")
                                   : json::Value(false));
  data.set("open", std::move(open));
  data.set("has_closed", !closed.empty());
  data.set("closed", std::move(closed));
  data.set("more", all.size() > k_most);
  return pipeline::View{.page = "findings/profiles",
                        .title = "Problem profiles",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

json::Value patterns_in(Context& c, const VersionRow& version) {
  json::Array out;
  for (const auto& id : version.findings) {
    const auto row = seen_by(c, id);
    out.emplace_back(
        json::Object{{"href", row ? "/patterns/" + id : std::string()},
                     {"sentence", row ? sentence(c.vault, row->what) : std::string()}});
  }
  return out;
}

json::Value subject_table(Context& c, const VersionRow& version) {
  html::TableOptions table{.caption = "Whom and where it is about",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Called here"}, {.text = "As"}, {.text = "Known"}},
                           .first_cell_is_header = true,
                           .stack = true};
  for (const auto& one : version.subjects) {
    const bool person = one.part != Part::place;
    const auto kind = std::string(model::words_of(one.who.about));
    table.rows.push_back(
        {{.text = called(c.vault, one.who)},
         {.text = std::string(model::words_of(one.part))},
         {.text = person && !one.who.says.empty() ? kind + ", age " + one.who.says : kind}});
  }
  return table.rows.empty() ? json::Value(false) : html::table(table);
}

json::Value history(Context& c, const Deps& deps, const ProfileRow& row, std::int64_t shown) {
  json::Array out;
  for (const auto& v : version_rows(c.tx, row.id)) {
    out.emplace_back(
        json::Object{{"href", profile_path(row.id) + "?version=" + std::to_string(v.version)},
                     {"number", v.version},
                     {"by", directory::person_name(deps.borough, v.by)},
                     {"at", plain_time(v.at)},
                     {"is_shown", v.version == shown}});
  }
  return out;
}

json::Value close_form(const Context& c, const ProfileRow& row) {
  html::RadiosOptions outcome{.name = "outcome",
                              .legend = "What came of it?",
                              .error = html::error_of(c.faults, "outcome"),
                              .value = typed_or(c, "outcome", ""),
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Outcome>) {
    outcome.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return json::Object{
      {"action", profile_path(row.id) + "/close"},
      {"version", c.version_seen("version", row.version)},
      {"fields", html::fields({html::radios(outcome),
                               html::textarea({.name = "reason",
                                               .label = "Why is it closed?",
                                               .hint = "Without names. A closed profile stays "
                                                       "readable and is not opened again.",
                                               .error = html::error_of(c.faults, "reason"),
                                               .value = typed_or(c, "reason", ""),
                                               .rows = 3,
                                               .max_length = static_cast<int>(k_longest_words),
                                               .label_classes = "govuk-label--s"})})}};
}

Result<Reply> show(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto row = shown_profile(c, c.input.text("profile"));
  if (!row) return not_found();
  // A form that is shown again is about how it stands.
  const auto wanted = c.typed == nullptr ? c.input.number("version") : 0;
  const auto version = find_version(c.tx, row->id, wanted == 0 ? row->version : wanted);
  if (!version) return not_found();
  const bool old = version->version != row->version;
  const auto words = profile_words(c, proof, "profile", version->id, version->sealed);
  const bool works =
      !old && !version->outcome && policy::may(c.principal, Action::keep_findings, {});
  json::Value data = json::Object{};
  data.set("theme", theme_of(deps, *version, words));
  data.set("state", state_words(c, *version));
  data.set("old", old ? json::Value(version->version) : json::Value(false));
  data.set("now", profile_path(row->id));
  data.set("opened", directory::person_name(deps.borough, row->opened_by) + ", " +
                         plain_time(row->opened_at));
  data.set("known", words.text("known"));
  data.set("questions", words.text("questions"));
  data.set("reason", words.text("reason"));
  data.set("has_patterns", !version->findings.empty());
  data.set("patterns", patterns_in(c, *version));
  data.set("subjects", subject_table(c, *version));
  data.set("tasks", old ? json::Value(false) : tasks_view(c, proof, deps, *row, works));
  data.set("change", works ? profile_path(row->id) + "/change" : std::string());
  data.set("close", works ? close_form(c, *row) : json::Value(false));
  data.set("versions", history(c, deps, *row, version->version));
  c.touch(row->id);
  return pipeline::View{.page = "findings/profile",
                        .title = "Problem profile",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

json::Value profiles_view(Context& c, const policy::Proof& proof, const Deps& deps,
                          const FindingRow& finding) {
  json::Array in;
  for (const auto& one : shown_profiles(c)) {
    if (std::ranges::find(one.version.findings, finding.id) == one.version.findings.end()) continue;
    const auto words = profile_words(c, proof, "profile", one.version.id, one.version.sealed);
    in.emplace_back(json::Object{{"href", profile_path(one.row.id)},
                                 {"theme", theme_of(deps, one.version, words)},
                                 {"state", state_words(c, one.version)}});
  }
  json::Value v = json::Object{};
  v.set("none", in.empty());
  v.set("in", std::move(in));
  v.set("open", policy::may(c.principal, Action::keep_findings, {})
                    ? "/patterns/" + finding.id + "/profile"
                    : std::string());
  return v;
}

void add_profile_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_list,
       .summary = "Problem profiles, the next review first",
       .event = "profiles.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(c, grant, deps); }}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_one,
       .summary = "One problem profile as it stands, or an earlier version of it",
       .event = "profile.read",
       .fields = {{.name = "version",
                   .label = "Which version",
                   .kind = pipeline::Kind::number,
                   .max = 9}},
       .facts = profile_facts,
       .run = [deps](const auto& grant, Context& c) { return show(c, grant, deps); }}));
}

}  // namespace mash::findings
