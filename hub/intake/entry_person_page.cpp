// SPDX-License-Identifier: MIT
// One person of a notification that is typed in.
#include <algorithm>

#include "entry_pages.h"
#include "mash/html/forms.h"

namespace mash::intake {

namespace {

using html::Choice;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/enter/{entry}/person/{person}";

constexpr std::string_view k_new = "new";

EntryPerson* find_person(EntryDraft& draft, std::string_view id) {
  const auto found = std::ranges::find(draft.people, id, &EntryPerson::id);
  return found == draft.people.end() ? nullptr : &*found;
}

class Questions {
 public:
  Questions(const Context& c, const Typed& kept) : c_(c), kept_(kept) {}

  void line(const std::string& name, std::string label, std::string hint = "",
            std::string classes = "") {
    all_.push_back(html::input({.name = name,
                                .label = std::move(label),
                                .hint = std::move(hint),
                                .error = html::error_of(c_.faults, name),
                                .value = text(name),
                                .classes = std::move(classes),
                                .autocomplete = "off",
                                .spellcheck = "false"}));
  }
  void date(const std::string& name, std::string legend, std::string hint) {
    auto day = text(name + "-day"), month = text(name + "-month"), year = text(name + "-year");
    const auto kept = LocalDate::parse(text(name));
    if (kept) {
      day = std::to_string(kept->day);
      month = std::to_string(kept->month);
      year = std::to_string(kept->year);
    }
    all_.push_back(html::date_input({.name = name,
                                     .legend = std::move(legend),
                                     .hint = std::move(hint),
                                     .error = html::error_of(c_.faults, name),
                                     .day = day,
                                     .month = month,
                                     .year = year,
                                     .legend_classes = "govuk-fieldset__legend--s"}));
  }
  void one_of(const std::string& name, std::string legend, std::vector<Choice> choices) {
    all_.push_back(html::radios({.name = name,
                                 .legend = std::move(legend),
                                 .error = html::error_of(c_.faults, name),
                                 .value = text(name),
                                 .choices = std::move(choices),
                                 .classes = "govuk-radios--small",
                                 .legend_classes = "govuk-fieldset__legend--s"}));
  }
  void box(const std::string& name, std::string label, std::string hint) {
    all_.push_back(html::textarea({.name = name,
                                   .label = std::move(label),
                                   .hint = std::move(hint),
                                   .error = html::error_of(c_.faults, name),
                                   .value = text(name),
                                   .rows = 3}));
  }
  std::vector<json::Value> take() { return std::move(all_); }

 private:
  [[nodiscard]] std::string text(const std::string& name) const {
    return std::string(c_.typed == nullptr ? kept_.text(name) : c_.typed->text(name));
  }
  const Context& c_;
  const Typed& kept_;
  std::vector<json::Value> all_;
};

json::Value questions_of(const Context& c, const Typed& kept) {
  Questions q(c, kept);
  q.one_of("role", "Who is this?", choices_of<model::PersonRole>());
  q.line("given_name", "First name");
  q.line("surname", "Last name");
  q.line("other_names", "Other names");
  q.date("dob", "Date of birth", "Left empty for a child, the identity is marked as incomplete");
  q.line("about_age", "Or about how old?", "For example, about 5, or a baby",
         "govuk-input--width-10");
  q.date("expected_dob", "If not born yet: when is the baby due?", "For example, 1 2 2027");
  q.one_of("sex", "Sex", choices_of<model::Sex>());
  q.line("nhs_number", "NHS number", "If they have it at hand", "govuk-input--width-20");
  q.line("address_line", "Address", "House, street and town, as far as they know");
  q.line("postcode", "Postcode", "", "govuk-input--width-10");
  q.line("school", "School, college or nursery");
  q.line("relationship", "Relationship to the child", "For example, mother's partner");
  q.box("notes", "What else do they say of this person?", "");
  return html::fields(q.take());
}

// What somebody else kept of the same person meanwhile.
json::Array kept_meanwhile(const Context& c, const EntryPerson& person) {
  json::Array out;
  if (c.typed == nullptr || c.typed->number("version") == person.version) return out;
  for (const pipeline::Field& field : entry_person_fields()) {
    const std::string_view kept = person.said.text(field.name);
    if (kept == c.typed->text(field.name)) continue;
    out.push_back(json::Object{{"label", field.label},
                               {"kept", kept.empty() ? "Nothing" : value_words(field, kept)}});
  }
  return out;
}

// Whoever was taken out meanwhile is added again by saving: words are not lost.
Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  const std::string id(c.input.text("person"));
  const EntryPerson none;
  const EntryPerson* known = find_person(draft, id);
  if (known == nullptr && id != k_new && c.typed == nullptr) return not_found();
  const EntryPerson& person = known == nullptr ? none : *known;
  const std::string path = "/enter/" + draft.id;
  json::Value data = json::Object{};
  data.set("back", path);
  data.set("action", path + "/person/" + id);
  data.set("heading",
           known == nullptr ? std::string("Add a person") : entry_person_name(person.said));
  data.set("version", c.version_seen("version", person.version));
  json::Array meanwhile = kept_meanwhile(c, person);
  data.set("has_meanwhile", known != nullptr && !meanwhile.empty());
  data.set("meanwhile", std::move(meanwhile));
  data.set("fields", questions_of(c, person.said));
  data.set("remove", known == nullptr ? std::string() : path + "/person/" + id + "/remove");
  return pipeline::View{.page = "intake/entry_person",
                        .title = "A person in the notification",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> save(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  EntryPerson* known = find_person(draft, c.input.text("person"));
  if (known != nullptr && c.input.number("version") != known->version) {
    return changed_meanwhile(borough, draft);
  }
  MASH_TRY(Typed said, entry_person_of(c.input, c.now, known == nullptr ? Typed() : known->said));
  if (known != nullptr) {
    known->said = std::move(said);
    known->version += 1;
  } else if (draft.people.size() < k_most_people) {
    draft.people.push_back({.id = new_id_text(c.random), .said = std::move(said)});
  } else {
    return invalid("role", "There is room for 30 people: name others in what happened");
  }
  keep_draft(c, draft);
  return pipeline::SeeOther{"/enter/" + draft.id + "#people", {}};
}

// Somebody who was changed meanwhile is shown instead.
Result<Reply> take_out(const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  const std::string path = "/enter/" + draft.id;
  const EntryPerson* known = find_person(draft, c.input.text("person"));
  if (known == nullptr) return pipeline::SeeOther{path + "#people", {}};
  if (c.input.number("version") != known->version) {
    return pipeline::SeeOther{path + "/person/" + known->id, {}};
  }
  std::erase_if(draft.people, [&](const EntryPerson& p) { return &p == known; });
  keep_draft(c, draft);
  return pipeline::SeeOther{path + "#people", {}};
}

}  // namespace

void add_entry_person_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const auto& borough = deps.borough;
  auto fields = entry_person_fields();
  fields.push_back(version_field());
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = k_path,
       .summary = "One person of a notification that is being typed in",
       .event = "entry.read",
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return show(grant, c); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = k_path,
       .summary = "Keep what is told of one person",
       .event = "entry.saved",
       .fields = std::move(fields),
       .facts = pipeline::no_facts,
       .run = [&borough](const auto& grant, Context& c) { return save(borough, grant, c); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = std::string(k_path) + "/remove",
       .summary = "Take a person out of a notification that is being typed in",
       .event = "entry.saved",
       .fields = {version_field()},
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return take_out(grant, c); }}));
}

}  // namespace mash::intake
