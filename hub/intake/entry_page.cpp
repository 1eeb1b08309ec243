// SPDX-License-Identifier: MIT
// Typing in what is told by telephone, at the desk or on paper: the list of what is half done, and
// the form.
#include <algorithm>

#include "entry_pages.h"
#include "mash/base/assert.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::intake {

namespace {

using html::Choice;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/enter/{entry}";

pipeline::Label label_of(const std::string& id, std::int64_t version) {
  return {.owner = pipeline::k_front_door, .kind = "entry_draft", .row = id, .version = version};
}

// At night the duty team is all there is.
bool leads(const Context& c) {
  return c.principal.role == policy::Role::mash_manager ||
         c.principal.role == policy::Role::deputy_manager ||
         c.principal.role == policy::Role::emergency_duty;
}

bool may_go_on(const Context& c, const EntryRow& row) {
  return row.by == c.principal.person || leads(c);
}

// What was just typed where the form is shown again, else what was kept.
struct Shown {
  const Context& c;
  const Typed& kept;
  const std::vector<Fault>& faults;

  [[nodiscard]] std::string text(const std::string& name) const {
    return std::string(c.typed == nullptr ? kept.text(name) : c.typed->text(name));
  }
  [[nodiscard]] std::string error(const std::string& name) const {
    return html::error_of(faults, name);
  }
  [[nodiscard]] json::Value line(std::string name, std::string label, std::string hint = "",
                                 std::string type = "text", std::string classes = "") const {
    return html::input({.name = name,
                        .label = std::move(label),
                        .hint = std::move(hint),
                        .error = error(name),
                        .value = text(name),
                        .type = std::move(type),
                        .classes = std::move(classes),
                        .autocomplete = "off"});
  }
  [[nodiscard]] json::Value box(std::string name, std::string label, std::string hint = "",
                                int rows = 2, int limit = 0) const {
    return html::textarea({.name = name,
                           .label = std::move(label),
                           .hint = std::move(hint),
                           .error = error(name),
                           .value = text(name),
                           .rows = rows,
                           .max_length = limit});
  }
  [[nodiscard]] json::Value one_of(std::string name, std::string legend, std::string hint,
                                   std::vector<Choice> choices, std::string classes = "") const {
    return html::radios({.name = name,
                         .legend = std::move(legend),
                         .hint = std::move(hint),
                         .error = error(name),
                         .value = text(name),
                         .choices = std::move(choices),
                         .classes = std::move(classes),
                         .legend_classes = "govuk-fieldset__legend--s"});
  }
};

// By a person, not from another system.
std::vector<Choice> channel_choices() {
  std::vector<Choice> out;
  for (const auto channel : {model::Channel::phone, model::Channel::walk_in, model::Channel::letter,
                             model::Channel::email, model::Channel::other}) {
    out.push_back({.value = std::string(model::code_of(channel)),
                   .text = std::string(model::words_of(channel))});
  }
  return out;
}

std::vector<Choice> source_choices() {
  auto out = choices_of<model::ReferralSource>();
  out.insert(out.begin(), Choice{.text = "Choose who is telling"});
  return out;
}

std::vector<json::Value> call_questions(const Shown& s, const EntryDraft& draft) {
  const std::string small = "govuk-radios--small govuk-radios--inline";
  return {s.one_of("danger", "Is a child in danger now?",
                   "If so: have they rung 999? Take it in as soon as you know where the child is.",
                   choices_of<model::Answer>(), small),
          s.one_of("channel", "How does it come?", "", channel_choices(), small),
          html::date_input({.name = "told",
                            .legend = "When was it told?",
                            .hint = "Only if that was earlier. Left empty, it counts from " +
                                    plain_time(draft.begun_at) + ", when you began here",
                            .error = s.error("told"),
                            .day = s.text("told-day"),
                            .month = s.text("told-month"),
                            .year = s.text("told-year"),
                            .legend_classes = "govuk-fieldset__legend--s"}),
          s.line("told_time", "At what time?", "For example 17:05. Clocks start then", "text",
                 "govuk-input--width-5")};
}

std::vector<json::Value> caller_questions(const Shown& s) {
  return {html::select({.name = "source",
                        .label = "Who is telling?",
                        .hint = "Of an anonymous caller nothing is kept, and no answer is owed",
                        .error = s.error("source"),
                        .value = s.text("source"),
                        .choices = source_choices()}),
          s.line("referrer_name", "Name"),
          s.line("referrer_role", "Job", "Of people who tell as part of their work"),
          s.line("referrer_agency", "Organisation"),
          s.line("referrer_phone", "Phone number", "", "tel", "govuk-input--width-20"),
          s.line("referrer_email", "Email address", "", "email"),
          s.box("safe_contact", "When and how is it safe to reach them?"),
          html::checkboxes({.name = "wants_anonymity",
                            .error = s.error("wants_anonymity"),
                            .values = {s.text("wants_anonymity")},
                            .choices = {{.value = "yes",
                                         .text = "Does not want the family to know who told us"}},
                            .classes = "govuk-checkboxes--small"})};
}

std::vector<json::Value> story_questions(const Shown& s, const EntryDraft& draft) {
  return {
      s.box("narrative", "What are they worried about?",
            "In their words: what happened, when, to whom; seen or heard from others", 10, 20'000),
      html::checkboxes(
          {.name = "concerns",
           .legend = "What kind of worry is it?",
           .hint = "Select all that fit, or none",
           .error = s.error("concerns"),
           .values = s.c.typed == nullptr ? draft.concerns : s.c.typed->all("concerns"),
           .choices = choices_of<model::ConcernType>(),
           .classes = "govuk-checkboxes--small",
           .legend_classes = "govuk-fieldset__legend--s"}),
      s.box("where_now", "Where is the child now?"),
      s.box("who_else", "Who else is there?", "Say if somebody may be dangerous")};
}

std::vector<json::Value> family_questions(const Shown& s) {
  const std::string small = "govuk-radios--small govuk-radios--inline";
  return {s.one_of("informed", "Does the family know that we are told?",
                   "Only people who tell us as part of their work are asked",
                   choices_of<model::FamilyInformed>(), small),
          s.box("why_not_informed", "If not: why?"),
          s.box("family_contact", "How can a parent be reached safely?",
                "Safe times and numbers; who must not hear of it"),
          s.one_of("interpreter", "Do they need an interpreter?", "", choices_of<model::Answer>(),
                   small),
          s.line("language", "Which language, or British Sign Language?"),
          s.box("needs", "What else helps in talking with them?",
                "For example hearing, sight, reading, a disability")};
}

json::Value section(std::string title, std::vector<json::Value> questions) {
  json::Value out = json::Object{};
  out.set("title", std::move(title));
  out.set("fields", html::fields(std::move(questions)));
  return out;
}

json::Array people_list(const EntryDraft& draft) {
  json::Array out;
  for (const EntryPerson& person : draft.people) {
    const auto role = model::from_code<model::PersonRole>(person.said.text("role"));
    json::Value one = json::Object{};
    one.set("name", entry_person_name(person.said));
    one.set("role", std::string(model::words_of(role.value_or(model::PersonRole::other))));
    one.set("incomplete", identity_incomplete(person.said));
    one.set("id", person.id);
    out.push_back(std::move(one));
  }
  return out;
}

bool is_conflict(const Context& c, const EntryDraft& draft) {
  return c.typed != nullptr && c.typed->number("version") != draft.form_version;
}

std::string concern_words(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) {
    const auto concern = model::from_code<model::ConcernType>(code);
    if (concern) out += (out.empty() ? "" : "; ") + std::string(model::words_of(*concern));
  }
  return out;
}

// What somebody else kept meanwhile, beside what was typed here.
json::Array kept_meanwhile(const Context& c, const EntryDraft& draft) {
  json::Array out;
  if (!is_conflict(c, draft)) return out;
  const auto add = [&out](const std::string& label, const std::string& kept) {
    out.push_back(json::Object{{"label", label}, {"kept", kept.empty() ? "Nothing" : kept}});
  };
  for (const pipeline::Field& field : entry_fields()) {
    if (field.kind == pipeline::Kind::many) continue;
    const std::string_view kept = draft.said.text(field.name);
    if (kept != c.typed->text(field.name)) add(field.label, value_words(field, kept));
  }
  if (draft.concerns != c.typed->all("concerns")) {
    add("Kind of worry", concern_words(draft.concerns));
  }
  return out;
}

Result<Reply> show_form(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  std::vector<Fault> faults = c.faults;
  if (c.typed == nullptr && c.input.flag("faults")) faults = faults_of(draft, c.now);
  const Shown shown{c, draft.said, faults};
  json::Value data = json::Object{};
  data.set("summary", c.typed == nullptr ? html::error_summary(faults) : json::Value(false));
  json::Array before, after;
  before.push_back(section("The call", call_questions(shown, draft)));
  before.push_back(section("Who is telling", caller_questions(shown)));
  before.push_back(section("What it is about", story_questions(shown, draft)));
  after.push_back(section("Talking with the family", family_questions(shown)));
  data.set("before", std::move(before));
  data.set("after", std::move(after));
  json::Array people = people_list(draft);
  data.set("has_people", !people.empty());
  data.set("people", std::move(people));
  data.set("action", "/enter/" + draft.id);
  data.set("version", c.version_seen("version", draft.form_version));
  data.set("may_add", draft.people.size() < k_most_people);
  data.set("anonymous",
           draft.said.text("source") == model::code_of(model::ReferralSource::anonymous));
  data.set("keeps_typing", !is_conflict(c, draft));  // theirs stays until somebody presses Save
  data.set("idempotency_key", false);  // the version does it: what is typed on is kept each time
  data.set("saved", staff_name(borough, draft.saved_by) + ", " + plain_time(draft.saved_at));
  json::Array meanwhile = kept_meanwhile(c, draft);
  data.set("has_meanwhile", !meanwhile.empty());
  data.set("meanwhile", std::move(meanwhile));
  return pipeline::View{.page = "intake/entry",
                        .title = "Enter a notification",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> save(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  if (c.input.number("version") != draft.form_version) return changed_meanwhile(borough, draft);
  for (const pipeline::Field& field : entry_fields()) {
    if (field.kind == pipeline::Kind::many || !c.input.says(field.name)) continue;
    draft.said.set(field.name, c.input.text(field.name));
  }
  forget_anonymous(draft.said);
  if (c.input.says("concerns")) draft.concerns = c.input.all("concerns");
  draft.form_version += 1;
  keep_draft(c, draft);
  const std::string path = "/enter/" + draft.id;
  const std::string_view go = c.input.text("go");
  json::Value kept = json::Object{{"version", draft.form_version}};
  if (go == "check") {
    const bool whole = faults_of(draft, c.now).empty();
    return pipeline::SeeOther{path + (whole ? "/check" : "?faults=yes"), std::move(kept)};
  }
  if (go == "later") return pipeline::SeeOther{"/enter", std::move(kept)};
  if (go.starts_with("person-")) {
    return pipeline::SeeOther{path + "/person/" + std::string(go.substr(7)), std::move(kept)};
  }
  return pipeline::SeeOther{path, std::move(kept)};
}

Result<Reply> show_list(const model::Borough& borough, Context& c) {
  json::Array mine, others;
  for (const EntryRow& row : open_entries(c.tx)) {
    if (!may_go_on(c, row)) continue;
    c.touch(row.id);
    json::Value one = json::Object{};
    one.set("href", "/enter/" + row.id);
    one.set("begun", plain_time(row.begun_at));
    one.set("saved", plain_time(row.saved_at));
    one.set("who", staff_name(borough, row.by));
    (row.by == c.principal.person ? mine : others).push_back(std::move(one));
  }
  json::Value data = json::Object{};
  data.set("has_mine", !mine.empty());
  data.set("mine", std::move(mine));
  data.set("has_others", !others.empty());
  data.set("others", std::move(others));
  return pipeline::View{
      .page = "intake/entries", .title = "Enter a notification", .data = std::move(data)};
}

Result<Reply> begin(Context& c) {
  EntryDraft draft{.id = new_id_text(c.random),
                   .by = c.principal.person,
                   .begun_at = c.now,
                   .saved_by = c.principal.person,
                   .saved_at = c.now};
  insert_entry(c.tx, row_of(c, draft));
  c.touch(draft.id);
  return pipeline::SeeOther{"/enter/" + draft.id, {}};
}

std::vector<pipeline::Field> saved_fields() {
  auto out = entry_fields();
  out.push_back(version_field());
  out.push_back({.name = "go", .label = "What next", .max = 40});
  return out;
}

}  // namespace

pipeline::Field version_field() {
  return {.name = "version", .label = "Version", .kind = pipeline::Kind::number, .max = 9};
}

EntryRow row_of(Context& c, const EntryDraft& draft) {
  return {.id = draft.id,
          .by = draft.by,
          .begun_at = draft.begun_at,
          .saved_by = draft.saved_by,
          .saved_at = draft.saved_at,
          .version = draft.version,
          .end = {},
          .sealed = c.vault.seal(c.tx, label_of(draft.id, draft.version),
                                 json::encode(entry_json(draft)), c.random)};
}

Result<EntryDraft> draft_in_path(Context& c, const policy::Proof& proof) {
  const auto row = find_entry(c.tx, c.input.text("entry"));
  if (!row || row->end || !may_go_on(c, *row)) return not_found();
  EntryDraft draft{.id = row->id,
                   .by = row->by,
                   .begun_at = row->begun_at,
                   .saved_by = row->saved_by,
                   .saved_at = row->saved_at,
                   .version = row->version};
  read_entry_json(draft,
                  c.vault.open_json(c.tx, proof, label_of(row->id, row->version), row->sealed));
  c.touch(draft.id);
  return draft;
}

Error changed_meanwhile(const model::Borough& borough, const EntryDraft& draft) {
  return Error{ErrorCode::conflict,
               "This was changed meanwhile",
               {{"version", staff_name(borough, draft.saved_by) + " saved it at " +
                                plain_time(draft.saved_at) +
                                ". What you typed is below and what was saved beside it: save "
                                "again to keep yours"}}};
}

void keep_draft(Context& c, EntryDraft& draft) {
  draft.version += 1;
  draft.saved_by = c.principal.person;
  draft.saved_at = c.now;
  const bool kept = store_entry(c.tx, row_of(c, draft));
  MASH_ASSERT(kept);  // read in this transaction, and there is one writer
}

HalfTyped half_typed(Context& c) {
  HalfTyped out;
  for (const EntryRow& row : open_entries(c.tx)) {
    if (!may_go_on(c, row)) continue;
    if (out.count++ == 0) out.oldest = row.begun_at;
  }
  return out;
}

void add_entry_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const auto& borough = deps.borough;
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = "/enter",
       .summary = "What is half typed in, and a new notification",
       .event = "entry.list",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return show_list(borough, c); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = "/enter",
       .summary = "Begin to type in a notification",
       .event = "entry.begun",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return begin(c); }}));
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = k_path,
       .summary = "A notification that is being typed in",
       .event = "entry.read",
       .fields = {{.name = "faults",
                   .label = "Show what is missing",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes"}}},
       .facts = pipeline::no_facts,
       .run = [&borough](const auto& grant, Context& c) { return show_form(borough, grant, c); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = k_path,
       .summary = "Keep what is typed in, whole or not",
       .event = "entry.saved",
       .fields = saved_fields(),
       .facts = pipeline::no_facts,
       .run = [&borough](const auto& grant, Context& c) { return save(borough, grant, c); },
       .again = k_path,
       .body_limit = 1 << 20}));
  add_entry_person_routes(out, deps);
  add_entry_end_routes(out, deps);
}

}  // namespace mash::intake
