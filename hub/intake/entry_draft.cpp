// SPDX-License-Identifier: MIT
#include "entry_draft.h"

#include <charconv>

#include "import_numbers.h"
#include "mash/people/postcode.h"
#include "mash/pipeline/when.h"

namespace mash::intake {

namespace {

using model::ReferrerClass;
using pipeline::Field;
using pipeline::Kind;

constexpr std::size_t k_name = 200, k_words = 4'000, k_narrative = 20'000;

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

Field line(std::string name, std::string label, std::size_t max = k_name) {
  return {.name = std::move(name), .label = std::move(label), .max = max};
}
Field words(std::string name, std::string label, std::size_t max = k_words) {
  return {.name = std::move(name), .label = std::move(label), .max = max, .as_typed = true};
}
Field choice(std::string name, std::string label, std::vector<std::string> choices) {
  return {.name = std::move(name),
          .label = std::move(label),
          .kind = Kind::choice,
          .choices = std::move(choices)};
}

std::vector<Field> form_fields() {
  return {choice("channel", "How it came", codes<model::Channel>()),
          line("told-day", "Day", 10),
          line("told-month", "Month", 10),
          line("told-year", "Year", 10),
          line("told_time", "Time", 20),
          choice("danger", "Danger now", codes<model::Answer>()),
          choice("source", "Who tells", codes<model::ReferralSource>()),
          line("referrer_name", "Name"),
          line("referrer_role", "Job"),
          line("referrer_agency", "Organisation"),
          line("referrer_phone", "Phone number"),
          line("referrer_email", "Email address"),
          words("safe_contact", "Safe way to reach them"),
          choice("wants_anonymity", "Wish not to be named", {"yes"}),
          words("narrative", "What happened", k_narrative),
          {.name = "concerns",
           .label = "Kind of worry",
           .kind = Kind::many,
           .max = codes<model::ConcernType>().size(),
           .choices = codes<model::ConcernType>()},
          words("where_now", "Where the child is"),
          words("who_else", "Who else is there"),
          choice("informed", "Whether the family knows", codes<model::FamilyInformed>()),
          words("why_not_informed", "Why not"),
          words("family_contact", "Safe way to reach the family"),
          choice("interpreter", "Interpreter", codes<model::Answer>()),
          line("language", "Language"),
          words("needs", "Other needs")};
}

std::optional<int> whole_number(std::string_view text) {
  int out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<LocalDate> told_on(const Typed& said) {
  const auto day = whole_number(said.text("told-day"));
  const auto month = whole_number(said.text("told-month"));
  const auto year = whole_number(said.text("told-year"));
  if (!day || !month || !year) return std::nullopt;
  std::string iso = std::to_string(*year);
  for (const int part : {*month, *day}) iso += (part < 10 ? "-0" : "-") + std::to_string(part);
  const auto parsed = LocalDate::parse(iso);
  return parsed ? std::optional(*parsed) : std::nullopt;
}

bool any_told(const Typed& said) {
  return said.has("told-day") || said.has("told-month") || said.has("told-year") ||
         said.has("told_time");
}

template <model::Coded E>
std::optional<E> coded(const Typed& said, std::string_view name) {
  return model::from_code<E>(said.text(name));
}

std::optional<ReferrerClass> class_of(const Typed& said) {
  const auto source = coded<model::ReferralSource>(said, "source");
  if (!source) return std::nullopt;
  return model::class_of(*source);
}

void add_caller_faults(std::vector<Fault>& out, const Typed& said) {
  if (class_of(said) != ReferrerClass::professional) return;
  if (!said.has("referrer_name")) {
    out.push_back({"referrer_name",
                   "Enter the name: people who tell us as part of their work cannot stay unnamed",
                   "missing"});
  }
  if (said.has("wants_anonymity")) {
    out.push_back({"wants_anonymity",
                   "Untick this: people who tell us as part of their work cannot stay unnamed"});
  }
  if (!said.has("informed")) {
    out.push_back({"informed", "Select whether the family knows", "missing"});
  }
}

bool is_written(const Typed& said) {
  const auto channel = coded<model::Channel>(said, "channel");
  return channel == model::Channel::letter || channel == model::Channel::email;
}

// What is needed where there is time to ask for it.
void add_calm_faults(std::vector<Fault>& out, const Typed& said) {
  const auto need = [&](std::string name, std::string words) {
    if (!said.has(name)) out.push_back({std::move(name), std::move(words), "missing"});
  };
  need("danger", "Select whether a child is in danger now");
  need("channel", "Select how it came");
  if (is_written(said) && !any_told(said)) {
    out.push_back({"told", "Enter when it arrived: clocks start then", "missing"});
  }
  need("source", "Select who is telling");
  add_caller_faults(out, said);
  if (said.has("referrer_email") && !is_email(said.text("referrer_email"))) {
    out.push_back({"referrer_email", "Enter an email address like name@example.com"});
  }
  need("narrative", "Enter what happened");
  const auto informed = coded<model::FamilyInformed>(said, "informed");
  if (informed == model::FamilyInformed::no || informed == model::FamilyInformed::not_safe) {
    need("why_not_informed", "Enter why the family does not know");
  }
}

NewPerson new_person(const Typed& typed) {
  NewPerson out;
  people::Statement& s = out.said;
  s.role = coded<model::PersonRole>(typed, "role").value_or(model::PersonRole::other);
  s.given_name = typed.get("given_name");
  s.surname = typed.get("surname");
  s.other_names = typed.get("other_names");
  s.dob = typed.get("dob");
  s.expected_dob = typed.get("expected_dob");
  s.sex = typed.get("sex");
  const auto number = read_nhs_number(typed.text("nhs_number"));
  s.nhs_number = Sensitive(number.value);
  s.nhs_number_valid = number.valid;
  s.address_line = typed.get("address_line");
  s.postcode = typed.get("postcode");
  s.school = typed.get("school");
  s.relationship = typed.get("relationship");
  std::string notes = typed.get("notes").reveal();
  if (typed.has("about_age")) {
    notes = "Age: " + std::string(typed.text("about_age")) + (notes.empty() ? "" : "; ") + notes;
  }
  s.notes = Sensitive(std::move(notes));
  return out;
}

}  // namespace

std::string_view Typed::text(std::string_view name) const {
  const auto found = texts_.find(name);
  return found == texts_.end() ? std::string_view() : std::string_view(found->second.reveal());
}

void Typed::set(std::string name, std::string_view value) {
  if (value.empty()) {
    texts_.erase(name);
  } else {
    texts_.insert_or_assign(std::move(name), Sensitive(std::string(value)));
  }
}

const std::vector<Field>& entry_fields() {
  static const std::vector<Field> k_fields = form_fields();
  return k_fields;
}

const std::vector<Field>& entry_person_fields() {
  static const std::vector<Field> k_fields = {
      {.name = "role",
       .label = "Who this is",
       .kind = Kind::choice,
       .required = true,
       .choices = codes<model::PersonRole>(),
       .missing = "Select who this is"},
      line("given_name", "First name"),
      line("surname", "Last name"),
      line("other_names", "Other names"),
      {.name = "dob", .label = "Date of birth", .kind = Kind::date},
      line("about_age", "Age", 100),
      {.name = "expected_dob", .label = "The date when the baby is due", .kind = Kind::date},
      choice("sex", "Sex", codes<model::Sex>()),
      line("nhs_number", "NHS number", 40),
      line("address_line", "Address", 400),
      line("postcode", "Postcode", 20),
      line("school", "School, college or nursery"),
      line("relationship", "Relationship to the child"),
      words("notes", "Notes")};
  return k_fields;
}

json::Value entry_json(const EntryDraft& draft) {
  const auto object_of = [](const Typed& typed) {
    json::Value out = json::Object{};
    for (const auto& [name, text] : typed.all()) out.set(name, text.reveal());
    return out;
  };
  json::Value out = json::Object{};
  out.set("said", object_of(draft.said));
  json::Array concerns, people;
  for (const auto& code : draft.concerns) concerns.emplace_back(code);
  for (const EntryPerson& person : draft.people) {
    people.push_back(json::Object{
        {"id", person.id}, {"version", person.version}, {"said", object_of(person.said)}});
  }
  out.set("form_version", draft.form_version);
  out.set("concerns", std::move(concerns));
  out.set("people", std::move(people));
  return out;
}

void read_entry_json(EntryDraft& draft, const json::Value& words) {
  const auto typed_of = [](const json::Value& object, const std::vector<Field>& fields) {
    Typed out;
    for (const Field& field : fields) out.set(field.name, object.text(field.name));
    return out;
  };
  draft.form_version = words.number("form_version");
  draft.said = typed_of(words["said"], entry_fields());
  for (const json::Value& code : *words["concerns"].as_array()) {
    draft.concerns.push_back(*code.as_string());
  }
  for (const json::Value& person : *words["people"].as_array()) {
    draft.people.push_back({.id = person.text("id"),
                            .version = person.number("version"),
                            .said = typed_of(person["said"], entry_person_fields())});
  }
}

Result<UtcTime> told_at(const EntryDraft& draft, UtcTime now) {
  if (!any_told(draft.said)) return draft.begun_at;
  const auto day = told_on(draft.said);
  if (!day) return invalid("told", "Enter the day on which it was told, for example 26 11 2026");
  MASH_TRY(const UtcTime at,
           pipeline::read_time_on(
               *day, draft.said.text("told_time"),
               {.field = "told_time",
                .not_a_time = "Enter the time at which it was told, for example 17:05"},
               now));
  if (at > now) {
    return invalid("told", "It cannot be told later than now: mend the day or the time");
  }
  if (at < now - Duration::days(366)) {
    return invalid("told", "This is more than a year ago: mend the year");
  }
  return at;
}

bool says_danger(const EntryDraft& draft) {
  return coded<model::Answer>(draft.said, "danger") == model::Answer::yes;
}

void forget_anonymous(Typed& said) {
  if (class_of(said) != ReferrerClass::anonymous) return;
  for (const char* name : {"referrer_name", "referrer_role", "referrer_agency", "referrer_phone",
                           "referrer_email", "safe_contact"}) {
    said.set(name, "");
  }
}

std::string value_words(const Field& field, std::string_view value) {
  const auto words = [&]<model::Coded E>() {
    const auto code = model::from_code<E>(value);
    return std::string(code ? model::words_of(*code) : value);
  };
  if (field.name == "channel") return words.template operator()<model::Channel>();
  if (field.name == "source") return words.template operator()<model::ReferralSource>();
  if (field.name == "informed") return words.template operator()<model::FamilyInformed>();
  if (field.name == "role") return words.template operator()<model::PersonRole>();
  if (field.name == "sex") return words.template operator()<model::Sex>();
  if (field.name == "danger" || field.name == "interpreter") {
    return words.template operator()<model::Answer>();
  }
  return value == "yes" ? "Yes" : std::string(value);
}

std::vector<Fault> faults_of(const EntryDraft& draft, UtcTime now) {
  std::vector<Fault> out;
  const auto told = told_at(draft, now);
  if (!told) out = told.error().faults;
  if (!says_danger(draft)) {
    add_calm_faults(out, draft.said);
  } else if (!draft.said.has("narrative") && !draft.said.has("where_now")) {
    out.push_back({"narrative", "Enter what happened, or where the child is", "missing"});
  }
  return out;
}

NewNotification notification_of(const EntryDraft& draft, UtcTime now, std::string reference) {
  const Typed& said = draft.said;
  NewNotification n;
  n.reference = std::move(reference);
  n.received_at = told_at(draft, now).value_or(draft.begun_at);
  n.channel = coded<model::Channel>(said, "channel").value_or(n.channel);
  n.source = coded<model::ReferralSource>(said, "source").value_or(n.source);
  n.referrer_class = model::class_of(n.source);
  n.wants_anonymity =
      said.has("wants_anonymity") && n.referrer_class != ReferrerClass::professional;
  n.referrer_name = said.get("referrer_name");
  n.referrer_role = said.get("referrer_role");
  n.referrer_agency = said.get("referrer_agency");
  n.referrer_email = said.get("referrer_email");
  n.referrer_phone = said.get("referrer_phone");
  n.danger = coded<model::Answer>(said, "danger").value_or(n.danger);
  for (const auto& code : draft.concerns) {
    n.concerns.push_back(
        model::from_code<model::ConcernType>(code).value_or(model::ConcernType::other));
  }
  n.informed = coded<model::FamilyInformed>(said, "informed");
  n.why_not_informed = said.get("why_not_informed");
  n.narrative = said.get("narrative");
  n.where_now = said.get("where_now");
  n.who_else = said.get("who_else");
  n.safe_contact = said.get("safe_contact");
  n.family_contact = said.get("family_contact");
  n.interpreter = coded<model::Answer>(said, "interpreter");
  n.language = said.get("language");
  n.needs = said.get("needs");
  n.told_by_hand = any_told(said);
  for (const EntryPerson& person : draft.people) n.people.push_back(new_person(person.said));
  return n;
}

Result<Typed> entry_person_of(const pipeline::Input& input, UtcTime now, const Typed& before) {
  Typed out = before;
  bool known = false;
  for (const Field& field : entry_person_fields()) {
    if (input.says(field.name)) out.set(field.name, input.text(field.name));
    known = known || (field.name != "role" && out.has(field.name));
  }
  std::vector<Fault> faults;
  const bool unborn = out.text("role") == model::code_of(model::PersonRole::unborn);
  if (out.has("dob") && out.text("dob") > to_london(now).date.iso()) {
    faults.push_back({"dob", "Date of birth must be in the past"});
  }
  if (out.has("dob") && unborn) {
    faults.push_back({"dob", "Empty this box, or select somebody who is born"});
  }
  if (out.has("expected_dob") && !unborn) {
    faults.push_back({"expected_dob", "Empty this box, or select that the baby is not born yet"});
  }
  if (out.has("nhs_number") && !read_nhs_number(out.text("nhs_number")).valid) {
    faults.push_back({"nhs_number",
                      "This is no NHS number: read its ten digits again, or write what you have "
                      "under notes"});
  }
  if (out.has("postcode") && !people::is_postcode(out.text("postcode"))) {
    faults.push_back({"postcode", std::string(people::k_no_postcode)});
  }
  if (!known) {
    faults.push_back({"notes", "Enter what is known, for example \"seen, about 5\"", "missing"});
  }
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  return out;
}

std::string entry_person_name(const Typed& person) {
  std::string name = std::string(person.text("given_name"));
  if (person.has("surname")) {
    name += (name.empty() ? "" : " ") + std::string(person.text("surname"));
  }
  if (!name.empty()) return name;
  return person.text("role") == model::code_of(model::PersonRole::unborn) ? "Unborn baby"
                                                                          : "Name not known";
}

bool identity_incomplete(const Typed& person) {
  const auto role = coded<model::PersonRole>(person, "role");
  return role && people::identity_incomplete(*role, person.has("dob"));
}

}  // namespace mash::intake
