// SPDX-License-Identifier: MIT
// The discussions of a case with the form to record one, and one discussion, where each agency
// confirms what was written down for it, or says it in its own words.
#include <algorithm>
#include <set>

#include "desks.h"
#include "discussions.h"
#include "holders.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/pipeline/when.h"
#include "pages.h"
#include "task_view.h"

namespace mash::casework {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

const pipeline::WhenQuestion& held() {
  static const pipeline::WhenQuestion q{.name = "held",
                                        .day = "On which day was it held?",
                                        .time = "At what time?",
                                        .missing_day = "Enter the day on which it was held",
                                        .missing_time = "Enter the time at which it was held"};
  return q;
}

std::string contribution_name(const AgencyId& desk) {
  return "said-" + desk.text();
}

// All desks of the borough, the front door first.
std::vector<AgencyId> all_desks(const model::Borough& borough) {
  std::vector<AgencyId> out = {pipeline::k_front_door};
  for (const auto& agency : borough.agencies) {
    if (agency.has_desk()) out.push_back(agency.id);
  }
  return out;
}

bool works_on_it(Context& c, const AgencyId& desk) {
  return desk == pipeline::k_front_door || cases::is_member(c.tx, c.case_id, desk);
}

json::Value attended_question(Context& c, const Deps& deps) {
  html::CheckboxesOptions o{
      .name = "attended",
      .legend = "Who of the hub was there?",
      .error = html::error_of(c.faults, "attended"),
      .values = c.typed != nullptr ? c.typed->all("attended") : std::vector<std::string>{},
      .classes = "govuk-checkboxes--small",
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& holder : present_holders(c, deps.borough, c.case_id)) {
    if (holder.person.empty()) continue;
    o.choices.push_back({.value = holder.person.text(), .text = holder_name(deps.borough, holder)});
  }
  return html::checkboxes(o);
}

json::Value seats_question(const Context& c) {
  return html::checkboxes(
      {.name = "seats",
       .legend = "If it was a strategy discussion: which of these took part?",
       .hint = "At the least a social worker, the police and a health practitioner take part "
               "(Working Together to Safeguard Children 2023). Without one of them it is kept, and "
               "is still owed.",
       .error = html::error_of(c.faults, "seats"),
       .values = c.typed != nullptr ? c.typed->all("seats") : std::vector<std::string>{},
       .choices = choices<Seat>(),
       .classes = "govuk-checkboxes--small",
       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value text_question(const Context& c, std::string name, std::string label, std::string hint,
                          int rows) {
  return html::textarea({.name = name,
                         .label = std::move(label),
                         .hint = std::move(hint),
                         .error = html::error_of(c.faults, name),
                         .value = typed_or(c, name),
                         .rows = rows,
                         .max_length = 4000,
                         .label_classes = "govuk-label--s"});
}

json::Value form_of(Context& c, const Deps& deps) {
  std::vector<json::Value> all;
  all.push_back(html::radios({.name = "kind",
                              .legend = "What was it?",
                              .error = html::error_of(c.faults, "kind"),
                              .value = typed_or(c, "kind"),
                              .choices = choices<DiscussionKind>(),
                              .classes = "govuk-radios--small",
                              .legend_classes = "govuk-fieldset__legend--s"}));
  for (auto& q : pipeline::when_questions(c, held())) all.push_back(std::move(q));
  all.push_back(attended_question(c, deps));
  all.push_back(text_question(c, "others", "Who else was there? (optional)",
                              "Name and agency, one person a line", 2));
  all.push_back(seats_question(c));
  for (const auto& desk : all_desks(deps.borough)) {
    if (!works_on_it(c, desk)) continue;
    const bool own = desk == desk_of(c.principal);
    all.push_back(text_question(
        c, contribution_name(desk),
        "What did " + desk_name(deps.borough, desk) + " contribute? (optional)",
        own ? "" : "It becomes theirs: they confirm it, or say it in their own words.", 3));
  }
  all.push_back(text_question(c, "decided", "What was decided?", "", 3));
  return html::fields(std::move(all));
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  json::Array rows;
  for (const auto& row : discussions_of(c.tx, c.case_id)) {
    json::Value v = json::Object{};
    v.set("href", case_path(c.case_id, "/discussions/" + row.id));
    v.set("heading", discussion_title(c, proof, row));
    c.touch(row.id);
    rows.push_back(std::move(v));
  }
  json::Value data = case_page(c, proof, "discussions");
  data.set("nothing", rows.empty()
                          ? html::empty(html::Empty::nothing, "No discussion has been recorded.")
                          : json::Value(false));
  data.set("discussions", std::move(rows));
  data.set("may_record", cases::works_on(c, c.case_id));
  data.set("action", case_path(c.case_id, "/discussions"));
  data.set("fields", form_of(c, deps));
  return pipeline::View{.page = "casework/discussions",
                        .title = "Discussions",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<NewDiscussion> read_form(Context& c, const Deps& deps) {
  std::vector<Fault> faults;
  NewDiscussion out{.kind = *model::from_code<DiscussionKind>(c.input.text("kind")),
                    .words = {.others = Sensitive(std::string(c.input.text("others"))),
                              .decided = Sensitive(std::string(c.input.text("decided")))}};
  const auto when = pipeline::read_when(c.input, held());
  if (!when) {
    faults = when.error().faults;
  } else if (*when > c.now) {
    faults.push_back({"held", "This is still to come. Record a discussion once it was held"});
  } else {
    out.words.held_at = *when;
  }
  const auto there = present_holders(c, deps.borough, c.case_id);
  for (const auto& who : c.input.all("attended")) {
    const auto id = StaffId::trusted(who);
    if (std::ranges::find(there, id, &Holder::person) == there.end() || id.empty()) {
      faults.push_back({"attended", "Select only people who work on this case. Name others below"});
      break;
    }
    if (std::ranges::find(out.attended, id) == out.attended.end()) out.attended.push_back(id);
  }
  if (out.attended.empty() && out.words.others.empty()) {
    faults.push_back({"attended", "Select who was there, or name them below"});
  }
  for (const auto& seat : c.input.all("seats")) {
    out.words.seats.insert(*model::from_code<Seat>(seat));
  }
  if (out.kind == DiscussionKind::strategy && out.words.seats.empty()) {
    faults.push_back({"seats", "Select which of these took part"});
  }
  for (const auto& desk : all_desks(deps.borough)) {
    const std::string name = contribution_name(desk);
    if (!c.input.has(name)) continue;
    if (!works_on_it(c, desk)) {
      faults.push_back({name, "This agency does not work on this case. Leave it out"});
    }
    out.contributions.emplace_back(desk, Sensitive(std::string(c.input.text(name))));
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> record(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(const auto discussion, read_form(c, deps));
  const auto id = add_discussion(c, discussion);
  std::set<AgencyId> heard = {desk_of(c.principal)};
  for (const auto& [desk, words] : discussion.contributions) heard.insert(desk);
  for (const auto& desk : heard) hear(c, deps, model::NewsKind::discussed, desk);
  if (discussion.kind == DiscussionKind::strategy && deps.on_settled)
    deps.on_settled(c, proof, c.case_id);
  return pipeline::SeeOther{case_path(c.case_id, "/discussions/" + id), {}};
}

std::vector<pipeline::Field> record_fields(const Deps& deps) {
  using pipeline::Kind;
  std::vector<pipeline::Field> out = {{.name = "kind",
                                       .label = "Kind",
                                       .kind = Kind::choice,
                                       .required = true,
                                       .choices = codes<DiscussionKind>(),
                                       .missing = "Select what it was"}};
  for (auto& field : pipeline::when_fields(held())) out.push_back(std::move(field));
  out.push_back({.name = "attended", .label = "Who was there", .kind = Kind::many, .max = 60});
  out.push_back({.name = "others", .label = "Who else was there", .max = 4000, .as_typed = true});
  out.push_back({.name = "seats",
                 .label = "Which took part in a strategy discussion",
                 .kind = Kind::many,
                 .choices = codes<Seat>()});
  for (const auto& desk : all_desks(deps.borough)) {
    out.push_back({.name = contribution_name(desk),
                   .label = "What " + desk_name(deps.borough, desk) + " contributed",
                   .max = 4000,
                   .as_typed = true});
  }
  out.push_back({.name = "decided",
                 .label = "What was decided",
                 .required = true,
                 .max = 4000,
                 .missing = "Say what was decided",
                 .as_typed = true});
  return out;
}

Result<DiscussionRow> discussion_in_path(Context& c) {
  const auto row = find_discussion(c.tx, c.case_id, c.input.text("discussion"));
  if (!row) return not_found();
  return *row;
}

json::Value version_view(Context& c, const policy::Proof& proof, const Deps& deps,
                         const ContributionRow& row) {
  json::Value v = json::Object{};
  v.set("words", open_contribution(c, proof, row).reveal());
  v.set("by", who_for_whom(deps.borough, row.written_by, row.written_for) + ", " +
                  plain_time(row.written_at));
  v.set("confirmed", row.confirmed_at ? directory::person_name(deps.borough, row.confirmed_by) +
                                            ", " + plain_time(*row.confirmed_at)
                                      : std::string());
  v.set("stands", stands(row));
  c.touch(row.id);
  return v;
}

// One card for each agency: its newest words, and what stood there before.
json::Array contributions_view(Context& c, const policy::Proof& proof, const Deps& deps,
                               const DiscussionRow& discussion) {
  json::Array cards;
  const auto rows = contributions(c.tx, discussion.id);
  for (auto at = rows.begin(); at != rows.end();) {
    json::Value card = version_view(c, proof, deps, *at);
    card.set("agency", desk_name(deps.borough, at->agency));
    const bool mine = at->agency == desk_of(c.principal) && !stands(*at);
    card.set("confirm", mine ? case_path(c.case_id, "/discussions/" + discussion.id + "/confirm")
                             : std::string());
    card.set("version", at->version);
    card.set("idempotency_key", false);  // several forms stand on one page
    const AgencyId& agency = at->agency;
    json::Array earlier;
    for (++at; at != rows.end() && at->agency == agency; ++at) {
      earlier.push_back(version_view(c, proof, deps, *at));
    }
    card.set("has_earlier", !earlier.empty());
    card.set("earlier", std::move(earlier));
    cards.push_back(std::move(card));
  }
  return cards;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, discussion_in_path(c));
  const auto words = open_discussion(c, proof, row);
  const std::string path = case_path(c.case_id, "/discussions/" + row.id);
  json::Array people;
  for (const auto& who : attended(c.tx, row.id)) {
    const auto* member = deps.borough.find_staff(who);
    const AgencyId agency = member == nullptr ? AgencyId() : member->agency;
    people.emplace_back(directory::person_name(deps.borough, who) + ", " +
                        directory::agency_name(deps.borough, agency));
  }
  json::Array tasks;
  for (const auto& task : tasks_of_case(c.tx, c.case_id)) {
    if (task.discussion == row.id) tasks.push_back(task_line(c, proof, deps, task));
  }
  json::Value data = case_page(c, proof, "discussions");
  data.set("heading", discussion_title(c, proof, row));
  data.set("people", std::move(people));
  data.set("empty_seats", empty_seats_in_words(row, words));
  data.set("others", words.others.reveal());
  data.set("contributions", contributions_view(c, proof, deps, row));
  data.set("decided", words.decided.reveal());
  data.set("has_tasks", !tasks.empty());
  data.set("tasks", std::move(tasks));
  data.set("add_task", case_path(c.case_id, "/tasks?discussion=" + row.id));
  data.set("recorded", who_for_whom(deps.borough, row.recorded_by, row.owner) + ", " +
                           plain_time(row.recorded_at));
  data.set("action", path + "/contribution");
  data.set("fields",
           html::fields({text_question(
               c, "words", "What does " + desk_name(deps.borough, desk_of(c.principal)) + " say?",
               "It stands under your agency's name. What stood there before stays "
               "readable.",
               3)}));
  data.set("back", case_path(c.case_id, "/discussions"));
  c.touch(row.id);
  return pipeline::View{.page = "casework/discussion",
                        .title = "Discussion",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> say(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, discussion_in_path(c));
  contribute(c, row, desk_of(c.principal), Sensitive(std::string(c.input.text("words"))));
  hear(c, deps, model::NewsKind::discussed);
  return pipeline::SeeOther{case_path(c.case_id, "/discussions/" + row.id), {}};
}

Result<Reply> confirm(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, discussion_in_path(c));
  const auto rows = contributions(c.tx, row.id);
  const auto own = std::ranges::find(rows, desk_of(c.principal), &ContributionRow::agency);
  if (own == rows.end() || own->version != c.input.number("version") || stands(*own)) {
    return Error{ErrorCode::conflict, "What was written down for your agency has changed", {}};
  }
  store_confirmed(c.tx, own->id, c.principal.person, c.now);
  hear(c, deps, model::NewsKind::discussed);
  c.touch(own->id);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{case_path(c.case_id, "/discussions/" + row.id), {}};
}

void add_one_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  constexpr const char* k_path = "/case/{case}/discussions/{discussion}";
  out.push_back(pipeline::page<Action::read_case>(
      {.path = k_path,
       .summary = "The record of one discussion",
       .event = "discussion.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = std::string(k_path) + "/contribution",
       .summary = "Say in a discussion what the own agency contributed",
       .event = "discussion.contributed",
       .fields = {{.name = "words",
                   .label = "What your agency says",
                   .required = true,
                   .max = 4000,
                   .missing = "Enter what your agency says",
                   .as_typed = true}},
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return say(c, deps); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = std::string(k_path) + "/confirm",
       .summary = "Confirm what was written down for the own agency",
       .event = "discussion.confirmed",
       .fields = {{.name = "version",
                   .label = "Version",
                   .kind = pipeline::Kind::number,
                   .required = true,
                   .max = 6}},
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return confirm(c, deps); }}));
}

}  // namespace

void add_discussion_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/discussions",
       .summary = "The discussions of a case, and the form to record one",
       .event = "discussion.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = "/case/{case}/discussions",
       .summary = "Record a discussion: who was there, what each agency said, what was decided",
       .event = "discussion.recorded",
       .fields = record_fields(deps),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return record(c, grant, deps); },
       .again = "/case/{case}/discussions"}));
  add_one_routes(out, deps);
}

}  // namespace mash::casework
