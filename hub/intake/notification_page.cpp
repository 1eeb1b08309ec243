// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/base/text.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/copies/copies.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "pages.h"

namespace mash::intake {

namespace {

using html::SummaryRow;
using model::Stage;
using pipeline::Context;
using policy::Action;

constexpr std::string_view k_told = "yes", k_nobody = "nobody";

void add_row(std::vector<SummaryRow>& rows, std::string key, std::string value) {
  if (!value.empty()) rows.push_back({.key = std::move(key), .value = std::move(value)});
}
void add_row(std::vector<SummaryRow>& rows, std::string key, const Sensitive& value) {
  add_row(rows, std::move(key), value.reveal());
}

std::string concern_words(const NotificationView& n) {
  std::string out;
  for (const auto concern : n.concerns) {
    if (!out.empty()) out += "; ";
    out += model::words_of(concern);
  }
  return out;
}

// Who told is for the front door; desks are told of professionals only.
bool may_know_referrer(const NotificationView& n, bool front_door) {
  return front_door || n.referrer_class == model::ReferrerClass::professional;
}

void add_referrer(std::vector<SummaryRow>& rows, const NotificationView& n, bool front_door) {
  add_row(rows, "Who told us", std::string(model::words_of(n.source)));
  if (!may_know_referrer(n, front_door)) return;
  add_row(rows, "Name", n.referrer_name);
  add_row(rows, "Role", n.referrer_role);
  add_row(rows, "Agency", n.referrer_agency);
  add_row(rows, "Email", n.referrer_email);
  add_row(rows, "Phone", n.referrer_phone);
  add_row(rows, "Safe way to reach them", n.safe_contact);
  if (n.wants_anonymity) add_row(rows, "Wish", std::string("Does not want to be named"));
}

std::string how_received(const NotificationView& n) {
  if (n.taken_on_paper) return " (taken on paper, time typed in by hand)";
  return n.told_by_hand ? " (time typed in by hand)" : "";
}

json::Value facts_of(const model::Borough& borough, const NotificationView& n, bool front_door) {
  std::vector<SummaryRow> rows;
  add_row(rows, "Received", plain_time(n.received_at) + how_received(n));
  // Paper and files arrive later than the call: both times are kept.
  if (n.taken_on_paper || n.entered_at > n.received_at + Duration::minutes(1)) {
    add_row(rows, "Entered here",
            plain_time(n.entered_at) + (n.taken_on_paper ? ", from a file" : ""));
  }
  add_row(rows, "Typed into the file by", n.paper_entered_by);
  if (!n.entered_by.empty()) add_row(rows, "Typed in by", staff_name(borough, n.entered_by));
  add_row(rows, "How it came", std::string(model::words_of(n.channel)));
  add_row(rows, "Their reference", n.reference);
  add_row(rows, "Concern, says the sender", concern_words(n));
  add_row(rows, "When it happened", n.incident_at);
  if (n.files > 0) add_row(rows, "Files sent with it", std::to_string(n.files) + " (see Files)");
  add_referrer(rows, n, front_door);
  return html::summary_list({.rows = std::move(rows)});
}

std::string joined(const std::vector<const Sensitive*>& parts, std::string_view between) {
  std::string out;
  for (const Sensitive* part : parts) {
    if (part->empty()) continue;
    if (!out.empty()) out += between;
    out += part->reveal();
  }
  return out;
}

std::string birth_words(const people::Statement& s) {
  if (!s.expected_dob.empty()) return "due " + s.expected_dob.reveal();
  if (people::identity_incomplete(s.role, !s.dob.empty())) {
    return "Not known: identity incomplete";
  }
  return s.dob.reveal();
}

json::Value people_of(const NotificationView& n, const std::vector<people::Statement>& said) {
  std::vector<std::vector<html::TableCell>> rows;
  for (const auto& s : said) {
    if (s.notification != n.id) continue;
    const std::string name = joined({&s.given_name, &s.other_names, &s.surname}, " ");
    rows.push_back({{.text = name.empty() ? "Name not known" : name},
                    {.text = std::string(model::words_of(s.role))},
                    {.text = birth_words(s)},
                    {.text = joined({&s.address_line, &s.postcode}, ", ")},
                    {.text = s.school.reveal()},
                    {.text = joined({&s.relationship, &s.notes}, "; ")}});
  }
  if (rows.empty()) return false;
  return html::table({.caption = "People, as the sender named them",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Name"},
                               {.text = "Who"},
                               {.text = "Born"},
                               {.text = "Address"},
                               {.text = "School"},
                               {.text = "Notes"}},
                      .rows = std::move(rows),
                      .first_cell_is_header = true,
                      .stack = true});
}

void add_notes(json::Array& out, const std::vector<Note>& notes, const std::string& about) {
  for (const Note& note : notes) {
    json::Value one = json::Object{};
    one.set("about", about);
    one.set("message", note.message);
    one.set("typed", marked(note.typed.reveal()));
    out.push_back(std::move(one));
  }
}

json::Array notes_of(const NotificationView& n, const std::vector<people::Statement>& said,
                     bool front_door) {
  json::Array out;
  auto notes = n.notes;
  if (!may_know_referrer(n, front_door)) {
    std::erase_if(notes, [](const Note& note) { return note.field.starts_with("referrer_"); });
  }
  add_notes(out, notes, "");
  for (const SaidPerson& p : n.people) {
    const auto found = std::ranges::find(said, p.statement, &people::Statement::id);
    add_notes(out, p.notes, found == said.end() ? "" : found->display_name());
  }
  return out;
}

json::Value data_of(const model::Borough& borough, const NotificationView& n,
                    const std::vector<people::Statement>& said, bool front_door) {
  json::Value out = json::Object{};
  out.set("urgent", n.urgent);
  out.set("history", n.history);
  out.set("at_once", at_once(n));
  out.set("facts", facts_of(borough, n, front_door));
  out.set("narrative", n.narrative.reveal());
  out.set("people", people_of(n, said));
  json::Array notes = notes_of(n, said, front_door);
  out.set("has_notes", !notes.empty());
  out.set("notes", std::move(notes));
  out.set("again", n.receipts == 0 ? std::string()
                   : n.receipts == 1
                       ? "It came once more. One clock runs."
                       : "It came " + std::to_string(n.receipts) + " more times. One clock runs.");
  return out;
}

// Whoever told us by telephone, on paper or in a file has no receipt: somebody tells them and says
// so here, or while screening.
json::Value acknowledge_form(const Context& c) {
  json::Value out = json::Object{};
  out.set("action", "/case/" + c.case_id.text() + "/acknowledged");
  out.set("fields",
          html::fields({html::radios(
              {.name = "told",
               .legend = "Has the person who told us been told that it arrived?",
               .error = html::error_of(c.faults, "told"),
               .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("told")),
               .choices = {{.value = std::string(k_told), .text = "Yes"},
                           {.value = std::string(k_nobody), .text = "There is nobody to tell"}},
               .legend_classes = "govuk-fieldset__legend--s"})}));
  return out;
}

void set_acknowledged(json::Value& data, Context& c) {
  std::string told;
  for (const auto& d : cases::clocks_of(c.tx, c.case_id)) {
    if (d.stage == Stage::acknowledge && d.met_at) told = plain_time(*d.met_at);
  }
  const bool owed = cases::running_clock(c.tx, c.case_id, Stage::acknowledge).has_value();
  data.set("told", told);
  data.set("owed", owed);
  data.set("acknowledge",
           owed && cases::is_front_door(c.principal) ? acknowledge_form(c) : json::Value(false));
}

// Saying it again is harmless.
pipeline::SeeOther acknowledged(const Deps& deps, const policy::Proof& proof, Context& c) {
  if (c.input.text("told") == k_told) {
    cases::meet_clock(c, c.case_id, Stage::acknowledge);
  } else {
    cases::withdraw_clock(c, c.case_id, Stage::acknowledge);
    c.note("nobody_to_tell");
  }
  if (deps.on_acknowledged) deps.on_acknowledged(c, proof, c.case_id);
  c.changed("case", c.case_id.text());
  return {"/case/" + c.case_id.text() + "/notification", {}};
}

Result<pipeline::Reply> show(const model::Borough& borough,
                             const policy::Grant<Action::read_case>& grant, Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  const auto said = people::statements_of(c, grant, c.case_id);
  const auto all = notification_view(c, grant, c.case_id);
  json::Array list;
  for (const NotificationView& n : all) {
    c.touch(n.id.text());
    list.push_back(data_of(borough, n, said, cases::is_front_door(c.principal)));
  }
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "notification"));
  set_acknowledged(data, c);
  data.set("several", all.size() > 1);
  data.set("notifications", std::move(list));
  return pipeline::View{
      .page = "intake/notification",
      .title = "Notification",
      .data = std::move(data),
      .marking = head->walled ? "OFFICIAL-SENSITIVE: BEHIND A WALL" : "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<pipeline::Route> notification_pages(const model::Borough& borough) {
  return copies::with_copies<Action::read_case>(
      {.path = "/case/{case}/notification",
       .summary = "The notification as it was sent",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(borough, grant, c); }});
}

pipeline::Route acknowledged_act(const Deps& deps) {
  return pipeline::act<Action::screen>(
      {.path = "/case/{case}/acknowledged",
       .summary = "Say that whoever told us knows that it arrived",
       .event = "notification.acknowledged",
       .fields = {{.name = "told",
                   .label = "Told that it arrived",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = {std::string(k_told), std::string(k_nobody)},
                   .missing = "Select whether the person who told us has been told"}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<pipeline::Reply> {
         return acknowledged(deps, grant, c);
       },
       .again = "/case/{case}/notification"});
}

}  // namespace mash::intake
