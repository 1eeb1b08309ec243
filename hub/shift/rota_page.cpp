// SPDX-License-Identifier: MIT
// The week of all desks, and one entry of it.
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/shift/shift.h"
#include "rota_form.h"
#include "week.h"

namespace mash::shift {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string week_path(LocalDate day) {
  return "/rota?week=" + monday_of(day).iso();
}

// To where the entries stand: above them is who is here now, desk by desk.
pipeline::SeeOther back_to_week(const ShiftRow& row, std::string_view done) {
  return {week_path(to_london(row.from).date) + "&done=" + std::string(done) + "#week", {}};
}

std::string_view done_words(std::string_view done) {
  if (done == "entered") return "Entered.";
  if (done == "changed") return "Changed.";
  return done == "removed" ? "Taken out." : std::string_view();
}

std::string names(const model::Borough& borough, const std::vector<StaffId>& people) {
  std::string out;
  for (const auto& id : people) {
    if (!out.empty()) out += ", ";
    out += directory::person_name(borough, id);
  }
  return out;
}

bool keeps_any(const Context& c, const model::Borough& borough) {
  for (const auto& desk : desks(borough)) {
    if (keeps(c.principal, desk)) return true;
  }
  return false;
}

json::Array now_view(Context& c, const model::Borough& borough) {
  const Presence presence(c.tx, borough, c.now);
  const AgencyId own = desk_of(borough, c.principal.person);
  json::Array out;
  for (const auto& desk : desks(borough)) {
    json::Value v = json::Object{};
    v.set("desk", desk_name(borough, desk));
    v.set("own", desk == own);
    v.set("kept", presence.keeps_rota(desk));
    v.set("here", names(borough, presence.here(desk)));
    v.set("on_call", names(borough, presence.on_call(desk)));
    v.set("telephone", presence.telephone(desk));
    const auto next = presence.next(desk);
    v.set("next",
          next ? directory::person_name(borough, next->person) + ", " + plain_time(next->from)
               : std::string());
    out.push_back(std::move(v));
  }
  return out;
}

json::Array entries_view(Context& c, const model::Borough& borough, LocalDate monday) {
  const auto rows = shifts_between(c.tx, begin_of(monday), begin_of(monday.plus_days(7)));
  json::Array out;
  for (const auto& desk : desks(borough)) {
    for (const auto& row : rows) {
      if (row.desk != desk) continue;
      c.touch(row.id);
      json::Value v = json::Object{};
      v.set("desk", desk_name(borough, row.desk));
      v.set("who", directory::person_name(borough, row.person));
      v.set("duty", model::words_of(row.duty));
      v.set("deputy", row.deputy.empty() ? "" : directory::person_name(borough, row.deputy));
      v.set("from", plain_time(row.from));
      v.set("until", plain_time(row.until));
      v.set("change", keeps(c.principal, row.desk) ? "/rota/" + row.id : std::string());
      out.push_back(std::move(v));
    }
  }
  return out;
}

Result<Reply> show_week(Context& c, const model::Borough& borough) {
  LocalDate day = to_london(c.now).date;
  if (c.input.has("week")) {
    const auto asked = LocalDate::parse(c.input.text("week"));
    if (!asked) return invalid("week", "Enter the week as in 2026-11-23");
    day = *asked;
  }
  const LocalDate monday = monday_of(day);
  json::Array entries = entries_view(c, borough, monday);
  json::Value data = json::Object{};
  data.set("now", now_view(c, borough));
  data.set("done", done_words(c.input.text("done")));
  data.set("week", plain_date(monday));
  data.set("before", week_path(monday.plus_days(-7)));
  data.set("this_week", "/rota");
  data.set("after", week_path(monday.plus_days(7)));
  data.set("nothing", entries.empty()
                          ? html::empty(html::Empty::nothing, "Nobody is entered in this week.")
                          : json::Value(false));
  data.set("has_entries", !entries.empty());
  data.set("entries", std::move(entries));
  const bool may = keeps_any(c, borough);
  data.set("may_keep", may);
  data.set("fields", may ? entry_questions(c, borough, {}) : json::Value(false));
  return pipeline::View{.page = "shift/rota", .title = "Rota", .data = std::move(data)};
}

Result<Reply> enter(Context& c, const model::Borough& borough) {
  MASH_TRY(auto row, read_entry(c, borough, ""));
  row.id = new_id_text(c.random);
  insert_shift(c.tx, row);
  c.touch(row.id);
  c.changed("rota", row.id);
  return back_to_week(row, "entered");
}

// Of a desk whose rota the reader keeps; all else is absent.
Result<ShiftRow> entry_in_path(Context& c) {
  const auto row = find_shift(c.tx, c.input.text("shift"));
  if (!row || !keeps(c.principal, row->desk)) return not_found();
  return *row;
}

Result<policy::Facts> entry_facts(Context& c) {
  MASH_TRY_DO(entry_in_path(c));
  return policy::Facts{};
}

Result<Reply> show_entry(Context& c, const model::Borough& borough) {
  MASH_TRY(const auto row, entry_in_path(c));
  json::Value data = json::Object{};
  data.set("back", week_path(to_london(row.from).date));
  data.set("stands",
           directory::person_name(borough, row.person) + ": " + entry_words(borough, row));
  data.set("by",
           directory::person_name(borough, row.entered_by) + ", " + plain_time(row.entered_at));
  data.set("action", "/rota/" + row.id);
  data.set("version", c.version_seen("version", row.version));
  data.set("fields", entry_questions(c, borough, row));
  return pipeline::View{
      .page = "shift/entry", .title = "Change an entry of the rota", .data = std::move(data)};
}

// What was looked at is what stands.
Result<ShiftRow> entry_as_seen(Context& c) {
  MASH_TRY(const auto row, entry_in_path(c));
  if (row.version == c.input.number("version")) return row;
  return Error{ErrorCode::conflict,
               "Somebody changed this entry meanwhile",
               {{"version",
                 "Somebody changed this entry meanwhile. Look at how it stands now, "
                 "then send yours again or leave it"}}};
}

Result<Reply> change(Context& c, const model::Borough& borough) {
  MASH_TRY(const auto before, entry_as_seen(c));
  MASH_TRY(const auto row, read_entry(c, borough, before.id));
  update_shift(c.tx, row);
  c.touch(row.id);
  c.changed("rota", row.id);
  return back_to_week(row, "changed");
}

Result<Reply> remove(Context& c) {
  MASH_TRY(const auto row, entry_as_seen(c));
  remove_shift(c.tx, row.id, c.now);
  c.touch(row.id);
  c.changed("rota", row.id);
  return back_to_week(row, "removed");
}

pipeline::Field version_field() {
  return {.name = "version",
          .label = "The version that was looked at",
          .kind = pipeline::Kind::number,
          .required = true,
          .max = 9};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  const model::Borough& borough = deps.borough;
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_tasks>(
      {.path = "/rota",
       .summary = "Who is here now, and who is on duty, on call or away in a week",
       .event = "rota.read",
       .fields = {{.name = "week", .label = "The week", .max = 10},
                  {.name = "done",
                   .label = "What was done",
                   .kind = pipeline::Kind::choice,
                   .choices = {"entered", "changed", "removed"}}},
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return show_week(c, borough); }}));
  out.push_back(pipeline::act<Action::keep_rota>(
      {.path = "/rota",
       .summary = "Enter somebody in the rota",
       .event = "rota.entered",
       .fields = entry_fields(),
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return enter(c, borough); },
       .again = "/rota"}));
  out.push_back(pipeline::page<Action::keep_rota>(
      {.path = "/rota/{shift}",
       .summary = "One entry of the rota, to change it",
       .event = "rota.entry-read",
       .facts = entry_facts,
       .run = [&borough](const auto&, Context& c) { return show_entry(c, borough); }}));
  auto fields = entry_fields();
  fields.push_back(version_field());
  out.push_back(pipeline::act<Action::keep_rota>(
      {.path = "/rota/{shift}",
       .summary = "Change an entry of the rota",
       .event = "rota.changed",
       .fields = std::move(fields),
       .facts = entry_facts,
       .run = [&borough](const auto&, Context& c) { return change(c, borough); },
       .again = "/rota/{shift}"}));
  out.push_back(
      pipeline::act<Action::keep_rota>({.path = "/rota/{shift}/remove",
                                        .summary = "Take an entry out of the rota",
                                        .event = "rota.removed",
                                        .fields = {version_field()},
                                        .facts = entry_facts,
                                        .run = [](const auto&, Context& c) { return remove(c); },
                                        .again = "/rota/{shift}"}));
  return out;
}

void seed_on_duty(db::Transaction& tx, const model::Borough& borough, const StaffId& person,
                  UtcTime from, UtcTime until, Random& random) {
  insert_shift(tx, {.id = new_id_text(random),
                    .desk = desk_of(borough, person),
                    .person = person,
                    .duty = Duty::on_duty,
                    .from = from,
                    .until = until,
                    .entered_at = from,
                    .entered_by = person});
}

}  // namespace mash::shift
