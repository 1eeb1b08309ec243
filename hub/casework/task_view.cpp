// SPDX-License-Identifier: MIT
#include "task_view.h"

#include "mash/cases/cases.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::casework {

json::Value task_line(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                      const TaskRow& row) {
  const Holder holder{row.desk, row.person};
  const bool open = row.state == TaskState::open;
  json::Value v = json::Object{};
  v.set("what", open_task_words(c, proof, row).what.reveal());
  v.set("href", case_path(row.case_id, "/tasks/" + row.id));
  v.set("kind", row.kind == TaskKind::task ? std::string_view() : model::words_of(row.kind));
  v.set("state", model::words_of(row.state));
  v.set("open", open);
  v.set("holder", holder_name(deps.borough, holder));
  v.set("away",
        open && !is_present(c, deps.borough, row.case_id, holder)
            ? is_desk_away(c, deps.borough, row.desk)
                  ? "This desk is away today: whoever gave it, or the front door, hands it over."
                  : "Not here now: the desk has it."
            : "");
  v.set("due", row.due_at ? plain_time(*row.due_at) : "No time is set");
  v.set("clock", open && row.due_at
                     ? html::clock({.due = row.due_at, .now = c.now, .started = row.created_at})
                     : json::Value(false));
  c.touch(row.id);
  return v;
}

json::Value owed_line(pipeline::Context& c, const cases::Owed& one) {
  const auto head = one.case_id.empty() ? std::nullopt : cases::find_case(c.tx, one.case_id);
  json::Value v = json::Object{};
  v.set("what", one.what);
  v.set("href", one.href);
  v.set("kind", "");
  v.set("state", model::words_of(TaskState::open));
  v.set("open", true);
  v.set("holder", "You");
  v.set("away", "");
  v.set("due", one.due_at ? plain_time(*one.due_at) : "As soon as you can");
  v.set("clock", one.due_at ? html::clock({.due = one.due_at, .now = c.now, .started = one.since})
                            : json::Value(false));
  v.set("reference", head ? head->reference : "");
  if (head) c.touch(one.case_id.text());
  return v;
}

}  // namespace mash::casework
