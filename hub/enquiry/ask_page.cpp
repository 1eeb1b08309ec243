// SPDX-License-Identifier: MIT
// Asking agencies: which desks, what, about whom. In an urgent case the basis is recorded in the
// same act.
#include <algorithm>

#include "ask_form.h"
#include "basis_words.h"
#include "enquiry_words.h"
#include "family.h"
#include "instead.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using model::NotificationState;
using pipeline::Context;
using pipeline::Field;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_everybody = "everybody";

std::string question_name(const model::Agency& agency) {
  return "questions-" + agency.id.text();
}

std::string template_for(const model::Agency& agency) {
  std::string out;
  for (const auto& q : model::questions_for(agency.kind)) {
    out += (out.empty() ? "" : "\n") + std::string(q.text);
  }
  return out.empty() ? "What do you know that matters for the safety of these people?" : out;
}

std::vector<Field> ask_fields(const model::Borough& borough) {
  Field agencies{.name = "agencies", .label = "Agencies", .kind = Kind::many};
  std::vector<Field> out;
  for (const auto* a : desks(borough)) {
    agencies.choices.push_back(a->id.text());
    out.push_back(
        {.name = question_name(*a), .label = "Questions for " + a->name, .as_typed = true});
    out.push_back({.name = instead_name(*a), .label = "In place of " + a->name, .max = 40});
  }
  out.push_back(std::move(agencies));
  out.push_back({.name = "all", .label = "Ask all", .kind = Kind::choice, .choices = {"yes"}});
  out.push_back({.name = "subjects",
                 .label = "Whom the questions are about",
                 .kind = Kind::many,
                 .required = true,
                 .max = 100,
                 .missing = "Select whom the questions are about"});
  out.push_back({.name = "extra", .label = "A further question", .max = 1000, .as_typed = true});
  out.push_back({.name = "extra_about", .label = "Whom the further question is about", .max = 40});
  for (auto& field : urgent_fields()) out.push_back(std::move(field));
  return out;
}

json::Value desk_view(const Context& c, const model::Agency& agency, const AwayDesks& away) {
  json::Value v = json::Object{};
  const auto& ticked = c.typed != nullptr ? c.typed->all("agencies") : std::vector<std::string>{};
  v.set("id", agency.id.text());
  v.set("name", agency.name);
  const std::string is_away = away.words(agency.id);
  v.set("hint", is_away + (is_away.empty() ? "" : ". ") + agency.desk);
  v.set("instead", away.question(c, agency));
  v.set("ticked", std::ranges::find(ticked, agency.id.text()) != ticked.end());
  v.set("questions",
        html::textarea({.name = question_name(agency),
                        .label = "Questions for " + agency.name,
                        .error = html::error_of(c.faults, question_name(agency)),
                        .value = c.typed != nullptr
                                     ? std::string(c.typed->text(question_name(agency)))
                                     : template_for(agency),
                        .rows = 6}));
  return v;
}

json::Value subjects_question(const Context& c, const std::vector<Named>& named) {
  html::CheckboxesOptions o{.name = "subjects",
                            .legend = "Whom are the questions about?",
                            .error = html::error_of(c.faults, "subjects"),
                            .classes = "govuk-checkboxes--small",
                            .legend_classes = "govuk-fieldset__legend--m"};
  if (c.typed != nullptr) o.values = c.typed->all("subjects");
  o.choices.push_back({.value = k_everybody, .text = "Everybody named in this case"});
  for (const auto& n : named) {
    o.choices.push_back({.value = n.key,
                         .text = n.name.reveal(),
                         .hint = std::string(model::words_of(n.role)) +
                                 (n.age.empty() || n.age == "unborn" ? "" : ", age " + n.age)});
  }
  return html::checkboxes(o);
}

json::Value extra_questions(const Context& c, const std::vector<Named>& named) {
  const auto typed = [&](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::SelectOptions about{.name = "extra_about",
                            .label = "Whom is the further question about?",
                            .error = html::error_of(c.faults, "extra_about"),
                            .value = typed("extra_about"),
                            .choices = {{.value = "", .text = "Choose a person"}}};
  for (const auto& n : named) about.choices.push_back({.value = n.key, .text = n.name.reveal()});
  return disclosure::fields_of({html::textarea({.name = "extra",
                                                .label = "A further question to all of them",
                                                .hint = "Optional",
                                                .error = html::error_of(c.faults, "extra"),
                                                .value = typed("extra"),
                                                .rows = 2}),
                                html::select(about)});
}

Result<Reply> show(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  const auto& borough = deps.borough;
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  const auto asked = enquiries_of_case(c.tx, c.case_id);
  const auto named = everybody_in(c, grant, c.case_id);
  const AwayDesks away(c, borough, asked);
  json::Array open;
  json::Array waiting;
  std::vector<AgencyId> others;
  for (const auto* a : desks(borough)) {
    if (const auto* e = open_request(asked, a->id)) {
      waiting.emplace_back(a->name + ", asked " + plain_time(e->sent_at));
    } else {
      open.push_back(desk_view(c, *a, away));
      others.push_back(a->id);
    }
  }
  const bool urgent = !basis_stands(c, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("action", "/case/" + c.case_id.text() + "/ask");
  add_urgent_questions(data, c, urgent);
  data.set("not_agreed", cases::not_agreed(c, deps.agreed, others));
  data.set("agencies_error", html::error_of(c.faults, "agencies"));
  data.set("has_waiting", !waiting.empty());
  data.set("waiting", std::move(waiting));
  data.set("count", open.size());
  data.set("has_open", !open.empty());
  data.set("open", std::move(open));
  data.set("subjects", subjects_question(c, named));
  data.set("extra", extra_questions(c, named));
  return pipeline::View{.page = "enquiry/ask",
                        .title = "Ask agencies",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

const Named* find_named(const std::vector<Named>& named, std::string_view key) {
  const auto found = std::ranges::find(named, key, &Named::key);
  return found == named.end() ? nullptr : &*found;
}

// The chosen people by name, one a line.
struct Subjects {
  std::string names;
  std::vector<StatementId> about;
  void add(const Named& one) {
    names += (names.empty() ? "" : "\n") + one.name.reveal();
    about.insert(about.end(), one.said.begin(), one.said.end());
  }
};
Result<Subjects> read_subjects(const Context& c, const std::vector<Named>& named) {
  const auto& keys = c.input.all("subjects");
  Subjects out;
  if (std::ranges::find(keys, k_everybody) != keys.end()) {
    for (const auto& n : named) out.add(n);
    if (named.empty()) out.names = "Everybody named in this case";
    return out;
  }
  for (const auto& key : keys) {
    const auto* n = find_named(named, key);
    if (n == nullptr) return invalid("subjects", "Select people of this case");
    out.add(*n);
  }
  return out;
}

// Free text is welcome, but must say whom it is about (scenario C12).
Result<std::string> read_extra(const Context& c, const std::vector<Named>& named) {
  if (!c.input.has("extra")) return std::string();
  const auto* about = find_named(named, c.input.text("extra_about"));
  if (about == nullptr) {
    return invalid("extra_about", "Select whom the further question is about");
  }
  return "\nAbout " + about->name.reveal() + ": " + std::string(c.input.text("extra"));
}

// To this desk, or to whom is asked in its place. In an urgent case nobody has to choose first: it
// goes to the desk, and whoever is on call there is told.
Result<void> add_enquiry(std::vector<NewEnquiry>& to, const Context& c, const model::Agency& desk,
                         const AwayDesks& away, bool urgent) {
  std::string questions(c.input.text(question_name(desk)));
  if (questions.empty()) questions = template_for(desk);
  MASH_TRY(const auto instead, away.read(c, desk));
  if (!instead && !urgent && away.is_away(desk.id)) {
    return invalid(instead_name(desk), desk.name +
                                           " is away: select who is asked in its place, "
                                           "or that the request waits");
  }
  NewEnquiry next{.agency = desk.id, .questions = std::move(questions)};
  if (instead && !instead->desk.empty()) {
    next.agency = instead->desk;
    next.questions = "In place of " + desk.name + ", which is away:\n" + next.questions;
  } else if (instead) {
    next.instead = instead->person;
  }
  const auto same = std::ranges::find(to, next.agency, &NewEnquiry::agency);
  if (same == to.end()) {
    to.push_back(std::move(next));
  } else {
    same->questions += "\n" + next.questions;
  }
  return {};
}

Result<std::vector<NewEnquiry>> read_enquiries(Context& c, const model::Borough& borough,
                                               const std::vector<Named>& named, bool urgent) {
  std::vector<Fault> faults;
  const auto keep = [&faults](const auto& result) {
    if (!result) faults.push_back(result.error().faults.front());
  };
  const auto subjects = read_subjects(c, named);
  const auto extra = read_extra(c, named);
  keep(subjects);
  keep(extra);
  const auto asked = enquiries_of_case(c.tx, c.case_id);
  const auto& chosen = c.input.all("agencies");
  const AwayDesks away(c, borough, asked);
  std::vector<NewEnquiry> out;
  for (const auto* a : desks(borough)) {
    const bool ticked = std::ranges::find(chosen, a->id.text()) != chosen.end();
    const bool open = open_request(asked, a->id) != nullptr;
    if (ticked && open) faults.push_back({"agencies", a->name + " has been asked already"});
    if (open || (!ticked && !c.input.flag("all"))) continue;
    keep(add_enquiry(out, c, *a, away, urgent));
  }
  if (out.empty() && faults.empty()) faults.push_back({"agencies", "Select whom to ask"});
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  for (auto& e : out) {
    e.extra = *extra;
    e.subjects = subjects->names;
    e.about = subjects->about;
  }
  return out;
}

Result<Reply> send(const policy::Grant<Action::send_enquiry>& grant, Context& c, const Deps& deps) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  const bool urgent = !basis_stands(c, c.case_id);
  if (urgent) MASH_TRY_DO(record_urgent_basis(c));
  MASH_TRY(const auto enquiries,
           read_enquiries(c, deps.borough, everybody_in(c, grant, c.case_id), urgent));
  for (const auto& e : enquiries) {
    send_enquiry(c, grant, deps.timescales, c.case_id, head->rating, e);
  }
  std::vector<AgencyId> others;
  for (const auto& e : enquiries) others.push_back(e.agency);
  cases::note_not_agreed(c, deps.agreed, others);
  set_asked(c, *head, urgent);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{"/case/" + c.case_id.text(), {}};
}

}  // namespace

void add_ask_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::send_enquiry>(
      {.path = "/case/{case}/ask",
       .summary = "Choose whom to ask and what",
       .event = "enquiry.prepared",
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::send_enquiry>(
      {.path = "/case/{case}/ask",
       .summary = "Ask agencies; in an urgent case with the basis in the same act",
       .event = "enquiry.sent",
       .fields = ask_fields(borough),
       .facts = ask_facts,
       .run = [deps](const auto& grant, Context& c) { return send(grant, c, deps); },
       .again = "/case/{case}/ask"}));
}

}  // namespace mash::enquiry
