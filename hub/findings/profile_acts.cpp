// SPDX-License-Identifier: MIT
// Opening, changing and closing a profile: each is a version more, and nothing is written over.
#include <algorithm>

#include "finding_words.h"
#include "mash/html/house.h"
#include "pages.h"
#include "profile_view.h"
#include "scope.h"

namespace mash::findings {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_open = "/patterns/{finding}/profile";
constexpr const char* k_change = "/profiles/{profile}/change";

pipeline::View form_page(Context& c, const Deps& deps, const ProfileForm& form, std::string back,
                         std::string action) {
  json::Value data = json::Object{};
  data.set("back", std::move(back));
  data.set("opens", !form.before.has_value());
  data.set("sentence",
           form.fixed.empty() ? std::string() : sentence(c.vault, form.fixed.front().what));
  data.set("lost", !form.lost.empty());
  data.set("action", std::move(action));
  data.set("version", form.before ? json::Value(c.version_seen("version", form.before->version))
                                  : json::Value(false));
  data.set("fields", profile_questions(c, deps, form));
  return {.page = "findings/profile_form",
          .title = form.before ? "Change a problem profile" : "Open a problem profile",
          .data = std::move(data),
          .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> opening(Context& c, const Deps& deps) {
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row) return not_found();
  const std::string path = "/patterns/" + row->id;
  c.touch(row->id);
  return form_page(c, deps, form_from(c, *row), path, path + "/profile");
}

Result<Reply> store(Context& c, ProfileRow& profile, ReadProfile& read) {
  if (!take_in(c, profile, read.findings)) return look_again_first();
  ++profile.version;
  read.version.id = new_id_text(c.random);
  read.version.at = c.now;
  read.version.by = c.principal.person;
  read.version.sealed = seal_profile(c, "profile", read.version.id, read.words);
  store_version(c.tx, profile, read.version);
  c.touch(profile.id);
  return pipeline::SeeOther{profile_path(profile.id), {}};
}

Result<Reply> open(Context& c, const Deps& deps) {
  const auto row = seen_by(c, c.input.text("finding"));
  if (!row) return not_found();
  MASH_TRY(auto read, read_profile(c, deps, form_from(c, *row)));
  ProfileRow profile{
      .id = new_id_text(c.random), .opened_at = c.now, .opened_by = c.principal.person};
  c.touch(row->id);
  c.note(read.version.theme);
  return store(c, profile, read);
}

Result<Reply> changing(Context& c, const policy::Proof& proof, const Deps& deps) {
  const auto row = shown_profile(c, c.input.text("profile"));
  if (!row) return not_found();
  const auto path = profile_path(row->id);
  c.touch(row->id);
  return form_page(c, deps, form_of(c, proof, *row), path, path + "/change");
}

// As it was looked at, and open.
Result<ProfileRow> as_seen(Context& c) {
  const auto row = shown_profile(c, c.input.text("profile"));
  if (!row) return not_found();
  if (newest_of(c, *row).outcome) return meanwhile("version", "It is closed. Open a new one");
  if (row->version != c.input.number("version")) {
    return meanwhile("version",
                     "Somebody changed it meanwhile. Look at how it stands now, then send yours "
                     "again or leave it");
  }
  return *row;
}

Result<Reply> change(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(auto row, as_seen(c));
  MASH_TRY(auto read, read_profile(c, deps, form_of(c, proof, row)));
  c.note(read.version.theme);
  return store(c, row, read);
}

Result<Reply> close(Context& c, const policy::Proof& proof) {
  MASH_TRY(auto row, as_seen(c));
  const auto tasks = profile_tasks(c.tx, row.id);
  const auto open = std::ranges::count_if(tasks, [](const auto& t) { return !t.result; });
  std::vector<Fault> faults;
  if (open > 0) {
    faults.push_back({"outcome", (open == 1 ? "A task is" : std::to_string(open) + " tasks are") +
                                     std::string(" open. Say first what came of it")});
  }
  add_told_of(c, {"reason"}, faults);
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  auto last = newest_of(c, row);
  ReadProfile read{.version = last,
                   .words = profile_words(c, proof, "profile", last.id, last.sealed)};
  read.version.outcome = model::from_code<Outcome>(c.input.text("outcome"));
  read.words.set("reason", std::string(c.input.text("reason")));
  c.note(std::string(c.input.text("outcome")));
  return store(c, row, read);
}

std::vector<pipeline::Field> change_fields(const Deps& deps) {
  auto out = profile_fields(deps);
  out.push_back(profile_version_field());
  return out;
}

std::vector<pipeline::Field> close_fields() {
  pipeline::Field outcome{.name = "outcome",
                          .label = "What came of it",
                          .kind = pipeline::Kind::choice,
                          .required = true,
                          .missing = "Choose what came of it"};
  for (const auto& word : model::k_words<Outcome>) outcome.choices.emplace_back(word.code);
  return {std::move(outcome),
          {.name = "reason",
           .label = "Why it is closed",
           .required = true,
           .max = k_longest_words,
           .missing = "Say why it is closed",
           .as_typed = true},
          profile_version_field()};
}

}  // namespace

void add_profile_act_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_findings>(
      {.path = k_open,
       .summary = "The form for a problem profile from a pattern",
       .event = "profile.form-read",
       .facts = finding_facts,
       .run = [deps](const auto&, Context& c) { return opening(c, deps); }}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = k_open,
       .summary = "Open a problem profile from one or several patterns",
       .event = "profile.opened",
       .fields = profile_fields(deps),
       .facts = finding_facts,
       .run = [deps](const auto&, Context& c) { return open(c, deps); },
       .again = k_open}));
  out.push_back(pipeline::page<Action::keep_findings>(
      {.path = k_change,
       .summary = "The form to change a problem profile",
       .event = "profile.change-form-read",
       .facts = profile_facts,
       .run = [deps](const auto& grant, Context& c) { return changing(c, grant, deps); }}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = k_change,
       .summary = "Change a problem profile; the version before is kept",
       .event = "profile.changed",
       .fields = change_fields(deps),
       .facts = profile_facts,
       .run = [deps](const auto& grant, Context& c) { return change(c, grant, deps); },
       .again = k_change}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = "/profiles/{profile}/close",
       .summary = "Close a problem profile with what came of it and why",
       .event = "profile.closed",
       .fields = close_fields(),
       .facts = profile_facts,
       .run = [](const auto& grant, Context& c) { return close(c, grant); },
       .again = "/profiles/{profile}"}));
}

}  // namespace mash::findings
