// SPDX-License-Identifier: MIT
#include "task_store.h"

#include "mash/model/stored.h"

namespace mash::casework {

namespace {

const std::string k_select =
    "select t.id, t.case_id, t.kind, t.state, t.owner, t.desk, t.person, t.due_at, t.created_at,"
    " t.created_by, t.sealed, t.discussion_id from task t ";
const std::string k_by_due = " order by t.due_at is null, t.due_at, t.case_id, t.place";

using model::stored;

std::vector<TaskRow> tasks_of(const db::Rows& rows) {
  std::vector<TaskRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .kind = stored<TaskKind>(r.text(2)),
                   .state = stored<TaskState>(r.text(3)),
                   .owner = r.id<AgencyId>(4),
                   .desk = r.id<AgencyId>(5),
                   .person = r.id<StaffId>(6),
                   .due_at = r.is_null(7) ? std::optional<UtcTime>() : r.time(7),
                   .discussion = r.text_or(11, ""),
                   .created_at = r.time(8),
                   .created_by = r.id<StaffId>(9),
                   .sealed = r.blob(10)});
  }
  return out;
}

std::optional<TaskRow> first(std::vector<TaskRow> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

void insert_task(db::Transaction& tx, const TaskRow& t) {
  tx.execute(
      "insert into task (id, case_id, place, kind, state, owner, desk, person, due_at, created_at,"
      " created_by, sealed, discussion_id) values ($1, $2, (select coalesce(max(place), 0) + 1 "
      "from task where"
      " case_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {t.id, t.case_id, model::code_of(t.kind), model::code_of(t.state), t.owner, t.desk, t.person,
       t.due_at ? db::Param(*t.due_at) : db::Param(db::Null{}), t.created_at, t.created_by,
       t.sealed, t.discussion.empty() ? db::Param(db::Null{}) : db::Param(t.discussion)});
}

void store_task_state(db::Transaction& tx, std::string_view task, TaskState state) {
  tx.execute("update task set state = $2 where id = $1", {task, model::code_of(state)});
}

void store_task_holder(db::Transaction& tx, std::string_view task, const AgencyId& desk,
                       const StaffId& person) {
  tx.execute("update task set desk = $2, person = $3 where id = $1", {task, desk, person});
}

std::optional<TaskRow> find_task(db::Transaction& tx, const CaseId& id, std::string_view task) {
  return first(tasks_of(tx.query(k_select + "where t.case_id = $1 and t.id = $2", {id, task})));
}

std::vector<TaskRow> tasks_of_case(db::Transaction& tx, const CaseId& id) {
  return tasks_of(
      tx.query(k_select + "where t.case_id = $1 order by case when t.state = 'OPEN' then 0 else 1"
                          " end, t.due_at is null, t.due_at, t.place",
               {id}));
}

std::vector<TaskRow> open_tasks_of_desk(db::Transaction& tx, const AgencyId& desk) {
  return tasks_of(tx.query(k_select + "where t.desk = $1 and t.state = 'OPEN'" + k_by_due, {desk}));
}

std::vector<TaskRow> open_tasks_of_person(db::Transaction& tx, const StaffId& person) {
  return tasks_of(
      tx.query(k_select + "where t.person = $1 and t.state = 'OPEN'" + k_by_due, {person}));
}

std::vector<TaskRow> open_tasks_with_invited(db::Transaction& tx, const AgencyId& agency) {
  return tasks_of(tx.query(k_select +
                               "join task_invited i on i.task_id = t.id where i.agency = $1 and"
                               " t.state = 'OPEN'" +
                               k_by_due,
                           {agency}));
}

std::optional<TaskRow> open_task(db::Transaction& tx, const CaseId& id, TaskKind kind) {
  return first(tasks_of(
      tx.query(k_select + "where t.case_id = $1 and t.kind = $2 and t.state = 'OPEN'" + k_by_due,
               {id, model::code_of(kind)})));
}

void insert_task_event(db::Transaction& tx, const TaskEventRow& e) {
  tx.execute(
      "insert into task_event (id, task_id, place, act, owner, desk, person, at, by_whom, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from task_event where task_id = $2), "
      "$3,"
      " $4, $5, $6, $7, $8, $9)",
      {e.id, e.task, model::code_of(e.act), e.owner, e.desk, e.person, e.at, e.by, e.sealed});
}

std::vector<TaskEventRow> task_events(db::Transaction& tx, std::string_view task) {
  std::vector<TaskEventRow> out;
  for (const auto& r : tx.query(
           "select e.id, e.task_id, t.case_id, e.act, e.owner, e.desk, e.person, e.at, e.by_whom,"
           " e.sealed from task_event e join task t on t.id = e.task_id where e.task_id = $1"
           " order by e.place",
           {task})) {
    out.push_back({.id = r.text(0),
                   .task = r.text(1),
                   .case_id = r.id<CaseId>(2),
                   .act = stored<TaskAct>(r.text(3)),
                   .owner = r.id<AgencyId>(4),
                   .desk = r.id<AgencyId>(5),
                   .person = r.id<StaffId>(6),
                   .at = r.time(7),
                   .by = r.id<StaffId>(8),
                   .sealed = r.blob(9)});
  }
  return out;
}

void insert_invited(db::Transaction& tx, std::string_view task, const AgencyId& agency) {
  tx.execute("insert into task_invited (task_id, agency) values ($1, $2)", {task, agency});
}

std::vector<AgencyId> invited(db::Transaction& tx, std::string_view task) {
  std::vector<AgencyId> out;
  for (const auto& r :
       tx.query("select agency from task_invited where task_id = $1 order by agency", {task})) {
    out.push_back(r.id<AgencyId>(0));
  }
  return out;
}

}  // namespace mash::casework
