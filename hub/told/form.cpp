// SPDX-License-Identifier: MIT
#include "form.h"

#include <algorithm>
#include <set>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/items.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/pipeline/when.h"
#include "mash/shift/shift.h"

namespace mash::told {

namespace {

using pipeline::Context;

const std::string k_agency = "agency:";
const std::string k_item = "item:";

const pipeline::WhenQuestion& when() {
  static const pipeline::WhenQuestion q{.name = "told",
                                        .day = "On which day did you tell it?",
                                        .time = "At what time?",
                                        .missing_day = "Enter the day of the call",
                                        .missing_time = "Enter the time of the call"};
  return q;
}

// Each desk that works on the case, whether or not it holds anything: the list says nothing of it.
std::vector<const model::Agency*> desks_of(Context& c, const model::Borough& borough) {
  std::vector<const model::Agency*> out;
  for (const auto& agency : borough.agencies) {
    if (agency.has_desk() && cases::is_member(c.tx, c.case_id, agency.id)) out.push_back(&agency);
  }
  return out;
}

std::vector<disclosure::Item> items_in_hub(Context& c) {
  auto items = disclosure::visible_items(c, c.case_id);
  std::erase_if(items, [](const auto& item) { return item.state != model::ItemState::in_hub; });
  return items;
}

json::Value what_question(Context& c, const model::Borough& borough) {
  html::CheckboxesOptions o{
      .name = "about",
      .legend = "Of what did you tell?",
      .hint = "All of one agency. Write down another call for what another agency holds.",
      .error = html::error_of(c.faults, "about"),
      .values = c.typed == nullptr ? std::vector<std::string>{} : c.typed->all("about"),
      .classes = "govuk-checkboxes--small",
      .legend_classes = "govuk-fieldset__legend--s"};
  const auto items = items_in_hub(c);
  for (const auto* agency : desks_of(c, borough)) {
    for (const auto& item : items) {
      if (item.owner != agency->id) continue;
      c.touch(item.id.text());
      o.choices.push_back({.value = k_item + item.id.text(),
                           .text = item.readable ? item.fact.reveal() : "An item for managers only",
                           .hint = agency->name});
    }
    o.choices.push_back({.value = k_agency + agency->id.text(),
                         .text = "Something that it has not disclosed here",
                         .hint = agency->name});
  }
  return html::checkboxes(o);
}

// Whoever may send, and so may have spoken.
std::vector<const model::StaffMember*> speakers(const model::Borough& borough) {
  using model::Role;
  std::vector<const model::StaffMember*> out;
  for (const auto& one : borough.staff) {
    if (one.side == model::Side::hub &&
        (one.role == Role::mash_manager || one.role == Role::deputy_manager ||
         one.role == Role::emergency_duty)) {
      out.push_back(&one);
    }
  }
  return out;
}

json::Value speaker_question(const Context& c, const model::Borough& borough) {
  html::SelectOptions o{.name = "speaker",
                        .label = "Who told it?",
                        .error = html::error_of(c.faults, "speaker"),
                        .value = typed_or(c, "speaker"),
                        .choices = {{.value = "", .text = "I did"}}};
  for (const auto* one : speakers(borough)) {
    if (one->id == c.principal.person) continue;
    o.choices.push_back({.value = one->id.text(), .text = one->name.reveal()});
  }
  return html::select(o);
}

json::Value area(const Context& c, const char* name, const char* label, const char* hint,
                 int rows) {
  return html::textarea({.name = name,
                         .label = label,
                         .hint = hint,
                         .error = html::error_of(c.faults, name),
                         .value = typed_or(c, name),
                         .rows = rows,
                         .max_length = 2000,
                         .label_classes = "govuk-label--s"});
}

json::Value line(const Context& c, const char* name, const char* label) {
  return html::input({.name = name,
                      .label = label,
                      .error = html::error_of(c.faults, name),
                      .value = typed_or(c, name),
                      .label_classes = "govuk-label--s"});
}

pipeline::Field typed(const char* name, const char* label, std::size_t max, const char* missing) {
  return {.name = name,
          .label = label,
          .required = true,
          .max = max,
          .missing = missing,
          .as_typed = max > 200};
}

// Whose it is: one agency, with the items of it that were told.
void read_about(Context& c, const model::Borough& borough, NewCall& out,
                std::vector<Fault>& faults) {
  const auto fault = [&faults](const char* message) { faults.push_back({"about", message}); };
  const auto items = items_in_hub(c);
  const auto desks = desks_of(c, borough);
  std::set<AgencyId> owners;
  for (const auto& code : c.input.all("about")) {
    const auto desk = std::ranges::find_if(
        desks, [&](const auto* agency) { return k_agency + agency->id.text() == code; });
    const auto item = std::ranges::find_if(
        items, [&](const auto& one) { return k_item + one.id.text() == code; });
    if (desk != desks.end()) {
      owners.insert((*desk)->id);
    } else if (item != items.end()) {
      owners.insert(item->owner);
      out.items.push_back({.item = item->id, .version = item->version});
    } else {
      return fault("Choose from the list. It may have changed meanwhile");
    }
  }
  if (owners.empty()) return fault("Select of what you told");
  if (owners.size() > 1) {
    return fault(
        "Select what one agency holds, and write down another call for the other, so "
        "that each reads only its own");
  }
  out.owner = *owners.begin();
}

}  // namespace

std::string typed_or(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

std::vector<pipeline::Field> call_fields() {
  std::vector<pipeline::Field> out = {
      {.name = "about", .label = "Of what you told", .kind = pipeline::Kind::many, .max = 200}};
  out.push_back({.name = "speaker", .label = "Who told it", .max = 26});
  out.push_back(typed("name", "To whom", 200, "Enter the name of whom you told"));
  out.push_back(typed("role", "Their role", 200, "Enter what they do there"));
  out.push_back(typed("agency", "Their agency", 200, "Enter for whom they work"));
  out.push_back(typed("number", "The number", 50, "Enter the number under which you spoke"));
  for (auto& field : pipeline::when_fields(when())) out.push_back(std::move(field));
  out.push_back(typed("said", "What was said", 2000, "Say what you told them"));
  out.push_back(typed("why", "Why it could not wait", 2000,
                      "Say which life was at risk, and why it could not wait for the owner"));
  out.push_back(typed("tried", "Whom you tried to reach", 2000,
                      "Say whom of the agency you tried to reach, and how"));
  out.push_back(disclosure::basis_field("Select at least one duty or legal basis"));
  return out;
}

std::vector<pipeline::Field> review_fields() {
  pipeline::Field answer{.name = "answer",
                         .label = "Whether it was right",
                         .kind = pipeline::Kind::choice,
                         .required = true,
                         .missing = "Select whether it was right"};
  for (const auto& word : model::k_words<Answer>) answer.choices.emplace_back(word.code);
  return {answer, typed("reason", "Why", 2000, "Say why")};
}

json::Value call_form(Context& c, const model::Borough& borough) {
  json::Value v = json::Object{};
  std::vector<json::Value> first = {what_question(c, borough)};
  for (auto& q : pipeline::when_questions(c, when())) first.push_back(std::move(q));
  first.push_back(speaker_question(c, borough));
  first.push_back(line(c, "name", "Whom did you tell?"));
  first.push_back(line(c, "role", "What do they do there?"));
  first.push_back(line(c, "agency", "For whom do they work?"));
  first.push_back(line(c, "number", "Under which telephone number?"));
  first.push_back(area(c, "said", "What did you say, word for word as far as you can?", "", 4));
  first.push_back(area(c, "why", "Whose life was at risk, and why could it not wait?", "", 3));
  first.push_back(area(c, "tried", "Whom of the owner's agency did you try to reach, when and how?",
                       "Each person and each number, one a line", 3));
  v.set("fields", html::fields(std::move(first)));
  const std::vector<std::string> ticked =
      c.typed != nullptr ? c.typed->all("basis") : std::vector<std::string>{};
  v.set("laws", disclosure::common_laws("Under which duty did you tell it?", ticked,
                                        html::error_of(c.faults, "basis")));
  v.set("other_laws", disclosure::other_laws(ticked));
  return v;
}

json::Array whom_to_reach(Context& c, const model::Borough& borough) {
  json::Array out;
  const shift::Presence presence(c.tx, borough, c.now);
  for (const auto* agency : desks_of(c, borough)) {
    std::string people;
    for (const auto& person : presence.on_call(agency->id)) {
      if (cases::is_barred(c.tx, c.case_id, person)) continue;
      people += (people.empty() ? ": " : "; ") + directory::person_name(borough, person);
    }
    if (people.empty()) people = ": nobody is on call who may know of this case";
    out.emplace_back(agency->name + ", " + presence.telephone(agency->id) + people);
  }
  return out;
}

Result<NewCall> read_call(Context& c, const model::Borough& borough) {
  NewCall out;
  std::vector<Fault> faults;
  read_about(c, borough, out, faults);
  const auto at = pipeline::read_when(c.input, when());
  if (!at) {
    faults.insert(faults.end(), at.error().faults.begin(), at.error().faults.end());
  } else if (*at > c.now) {
    faults.push_back({"told", "This is still to come. Enter when you told it"});
  } else {
    out.told_at = *at;
  }
  out.told_by = c.principal.person;
  if (c.input.has("speaker")) {
    const auto all = speakers(borough);
    const auto one = std::ranges::find_if(
        all, [&c](const auto* person) { return person->id.text() == c.input.text("speaker"); });
    if (one == all.end()) {
      faults.push_back({"speaker", "Select who told it, from the list"});
    } else {
      out.told_by = (*one)->id;
    }
  }
  out.basis = c.input.all("basis");
  if (out.basis.empty()) faults.push_back({"basis", "Select at least one duty or legal basis"});
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  const auto words = [&c](const char* name) { return Sensitive(std::string(c.input.text(name))); };
  out.words = {.name = words("name"),
               .role = words("role"),
               .agency = words("agency"),
               .number = words("number"),
               .said = words("said"),
               .why = words("why"),
               .tried = words("tried")};
  return out;
}

}  // namespace mash::told
