// SPDX-License-Identifier: MIT
// One person of a notification that is typed in.
#include <charconv>

#include "entry_pages.h"
#include "mash/html/forms.h"

namespace mash::intake {

namespace {

using html::Choice;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/enter/{entry}/person/{number}";

// The number in the path, from 1; nothing if there is no such person and none to add.
std::optional<std::size_t> place_of(const Context& c, const EntryDraft& draft) {
  const std::string_view text = c.input.text("number");
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number == 0 ||
      number > std::min(draft.people.size() + 1, k_most_people)) {
    return std::nullopt;
  }
  return number - 1;
}

template <model::Coded E>
std::vector<Choice> choices_of() {
  std::vector<Choice> out;
  for (const auto& word : model::k_words<E>) {
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
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

Result<Reply> show(const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  const auto place = place_of(c, draft);
  if (!place) return not_found();
  const bool known = *place < draft.people.size();
  const Typed none;
  const Typed& person = known ? draft.people[*place] : none;
  const std::string path = "/enter/" + draft.id;
  const std::string action = path + "/person/" + std::to_string(*place + 1);
  json::Value data = json::Object{};
  data.set("back", path);
  data.set("action", action);
  data.set("heading", known ? entry_person_name(person) : std::string("Add a person"));
  data.set("version", draft.version);
  data.set("fields", questions_of(c, person));
  data.set("remove", known ? action + "/remove" : std::string());
  return pipeline::View{.page = "intake/entry_person",
                        .title = "A person in the notification",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> save(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  const auto place = place_of(c, draft);
  if (!place) return not_found();
  if (c.input.number("version") != draft.version) return changed_meanwhile(borough, draft);
  MASH_TRY(Typed person, entry_person_of(c.input, c.now));
  if (*place == draft.people.size()) draft.people.emplace_back();
  draft.people[*place] = std::move(person);
  MASH_TRY_DO(keep_draft(borough, c, draft));
  return pipeline::SeeOther{"/enter/" + draft.id + "#people", {}};
}

Result<Reply> take_off(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(EntryDraft draft, draft_in_path(c, proof));
  const auto place = place_of(c, draft);
  if (!place || *place >= draft.people.size()) return not_found();
  if (c.input.number("version") != draft.version) return changed_meanwhile(borough, draft);
  draft.people.erase(draft.people.begin() + static_cast<std::ptrdiff_t>(*place));
  MASH_TRY_DO(keep_draft(borough, c, draft));
  return pipeline::SeeOther{"/enter/" + draft.id + "#people", {}};
}

pipeline::Field version_field() {
  return {.name = "version", .label = "Version", .kind = pipeline::Kind::number, .max = 9};
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
       .run = [&borough](const auto& grant, Context& c) { return take_off(borough, grant, c); },
       .again = k_path}));
}

}  // namespace mash::intake
