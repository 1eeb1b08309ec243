// SPDX-License-Identifier: MIT
// Somebody whom the notification left out: a statement by the worker, then the same look-up.
#include "coded_choices.h"
#include "mash/people/postcode.h"
#include "pages.h"
#include "search.h"

namespace mash::people {

namespace {

using pipeline::Context;
using pipeline::Kind;
using policy::Action;
using policy::Grant;

constexpr std::string_view k_path = "/case/{case}/people/add";
constexpr int k_first_year = 1900;

std::vector<pipeline::Field> person_fields() {
  return {{.name = "role",
           .label = "Part in this case",
           .kind = Kind::choice,
           .required = true,
           .choices = codes<model::PersonRole>(),
           .missing = "Select what part this person has in the case"},
          {.name = "given_name", .label = "Given name", .max = 100},
          {.name = "surname", .label = "Surname", .max = 100},
          {.name = "other_names", .label = "Other names", .max = 200},
          {.name = "relationship", .label = "Relationship", .max = 200},
          {.name = "dob", .label = "Date of birth", .kind = Kind::date},
          {.name = "birth_year", .label = "Year of birth", .kind = Kind::number, .max = 4},
          {.name = "expected_dob", .label = "Expected date of birth", .kind = Kind::date},
          {.name = "sex", .label = "Sex", .kind = Kind::choice, .choices = codes<model::Sex>()},
          {.name = "address_line", .label = "Address", .max = 300},
          {.name = "postcode", .label = "Postcode", .max = 10},
          {.name = "school", .label = "School or nursery", .max = 200},
          {.name = "notes", .label = "Notes", .max = 2000, .as_typed = true}};
}

// The form as it was typed, with what is wrong.
class Form {
 public:
  explicit Form(const Context& c) : c_(c) {}

  json::Value text(const char* name, const char* label, const char* hint = "",
                   const char* classes = "") const {
    return html::input({.name = name,
                        .label = label,
                        .hint = hint,
                        .error = html::error_of(c_.faults, name),
                        .value = typed(name),
                        .classes = classes,
                        .autocomplete = "off",
                        .spellcheck = "false"});
  }
  template <model::Coded E>
  json::Value radios(const char* name, const char* legend) const {
    return html::radios({.name = name,
                         .legend = legend,
                         .error = html::error_of(c_.faults, name),
                         .value = typed(name),
                         .choices = choices<E>()});
  }
  json::Value date(const std::string& name, const char* legend, const char* hint) const {
    return html::date_input({.name = name,
                             .legend = legend,
                             .hint = hint,
                             .error = html::error_of(c_.faults, name),
                             .day = typed(name + "-day"),
                             .month = typed(name + "-month"),
                             .year = typed(name + "-year")});
  }
  json::Value notes() const {
    return html::textarea({.name = "notes",
                           .label = "Notes",
                           .error = html::error_of(c_.faults, "notes"),
                           .value = typed("notes"),
                           .max_length = 2000});
  }

 private:
  std::string typed(std::string_view name) const {
    return c_.typed == nullptr ? "" : std::string(c_.typed->text(name));
  }
  const Context& c_;
};

Result<pipeline::Reply> show_form(const Grant<Action::screen>& grant, Context& c) {
  const Form form(c);
  json::Value data = case_page(c, grant);
  data.set("family", case_path(c, "/family"));
  data.set("action", case_path(c, "/people/add"));
  data.set(
      "fields",
      html::fields(
          {form.radios<model::PersonRole>("role", "What part has this person in the case?"),
           form.text("given_name", "Given name", "Leave empty what you do not know"),
           form.text("surname", "Surname"),
           form.text("other_names", "Other names", "Names this person also uses or has used"),
           form.text("relationship", "How does this person belong to the family?",
                     "For example: mother's partner, aunt, neighbour"),
           form.date("dob", "Date of birth", "For example, 27 3 2017"),
           form.text("birth_year", "Year of birth, if you know only that", "",
                     "govuk-input--width-4"),
           form.date("expected_dob", "When is the baby expected?", "For an unborn baby only"),
           form.radios<model::Sex>("sex", "Sex"), form.text("address_line", "Address"),
           form.text("postcode", "Postcode", "Without it the address is compared with no other",
                     "govuk-input--width-10"),
           form.text("school", "School or nursery"), form.notes()}));
  return pipeline::View{.page = "people/add", .title = "Add a person", .data = std::move(data)};
}

// What the form's own rules cannot see.
std::vector<Fault> faults_of(const pipeline::Input& in, LocalDate today) {
  std::vector<Fault> out;
  const bool unborn = in.text("role") == model::code_of(model::PersonRole::unborn);
  if (!in.has("given_name") && !in.has("surname") && !in.has("relationship") && !in.has("notes") &&
      !unborn) {
    out.push_back({"given_name", "Enter a name, or say how this person belongs to the family"});
  }
  const auto dob = in.date("dob");
  if (dob && *dob > today) out.push_back({"dob", "Date of birth must be in the past"});
  if (in.has("birth_year")) {
    const auto year = in.number("birth_year");
    if (dob) {
      out.push_back({"birth_year", "Enter the date of birth or the year of birth, not both"});
    } else if (year < k_first_year || year > today.year) {
      out.push_back({"birth_year", "Year of birth must have four digits and be in the past"});
    }
  }
  if (in.has("expected_dob") && !unborn) {
    out.push_back({"expected_dob", "Enter this date for an unborn baby only"});
  }
  if (in.has("postcode") && !is_postcode(in.text("postcode"))) {
    out.push_back({"postcode", std::string(k_no_postcode)});
  }
  return out;
}

Statement statement_from(const Context& c) {
  const pipeline::Input& in = c.input;
  const auto said = [&in](std::string_view name) { return Sensitive(std::string(in.text(name))); };
  Statement s;
  s.case_id = CaseId::trusted(std::string(in.text("case")));
  s.said_by = c.principal.person;
  s.role = model::from_code<model::PersonRole>(in.text("role")).value_or(model::PersonRole::other);
  s.given_name = said("given_name");
  s.surname = said("surname");
  s.other_names = said("other_names");
  s.relationship = said("relationship");
  s.dob = said(in.has("dob") ? "dob" : "birth_year");
  s.expected_dob = said("expected_dob");
  s.sex = said("sex");
  s.address_line = said("address_line");
  s.postcode = said("postcode");
  s.school = said("school");
  s.notes = said("notes");
  return s;
}

Result<pipeline::Reply> add_person(const Grant<Action::screen>& grant, Context& c,
                                   const Deps& deps) {
  auto faults = faults_of(c.input, to_london(c.now).date);
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  Statement said = statement_from(c);
  said.id = add_statement(c, said);
  said.version = 1;
  c.changed("case", said.case_id.text());
  people_changed(c, grant, deps, said.case_id);
  const std::string search = start_search(c, deps.recogniser, said);
  return pipeline::SeeOther{case_path(c, "/people/search/" + search), {}};
}

}  // namespace

void add_person_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = std::string(k_path),
       .summary = "Form for a person who was not named",
       .event = "person.form",
       .facts = cases::case_facts,
       .run = [](const Grant<Action::screen>& g, Context& c) { return show_form(g, c); }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_path),
       .summary = "Add a person who was not named, and look them up",
       .event = "person.stated",
       .fields = person_fields(),
       .facts = cases::case_facts,
       .run = [deps](const Grant<Action::screen>& g, Context& c) { return add_person(g, c, deps); },
       .again = std::string(k_path),
       .before = catch_up(deps.recogniser)}));
}

}  // namespace mash::people
