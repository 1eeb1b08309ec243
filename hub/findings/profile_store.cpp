// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "mash/json/value.h"
#include "profile.h"
#include "stored.h"

namespace mash::findings {

namespace {

std::string text_of(const std::vector<std::string>& all) {
  json::Array out;
  for (const auto& one : all) out.emplace_back(one);
  return json::encode(out);
}

std::string text_of(const std::vector<PartIn>& all) {
  json::Array out;
  for (const auto& one : all) {
    out.emplace_back(json::Object{{"part", model::code_of(one.part)},
                                  {"about", model::code_of(one.who.about)},
                                  {"id", one.who.id},
                                  {"says", one.who.says}});
  }
  return json::encode(out);
}

LocalDate day_of(const std::string& text) {
  const auto day = LocalDate::parse(text);
  if (!day) throw std::runtime_error("a day of a profile in the database is none");
  return *day;
}

ProfileRow profile_of(const db::Row& r) {
  return {.id = r.text(0),
          .opened_at = r.time(1),
          .opened_by = r.id<StaffId>(2),
          .version = r.integer(3),
          .evidence = ids_of(r.text(4)),
          .without = ids_of(r.text(5))};
}

VersionRow version_of(const db::Row& r) {
  VersionRow out{.id = r.text(0),
                 .profile = r.text(1),
                 .version = r.integer(2),
                 .at = r.time(3),
                 .by = r.id<StaffId>(4),
                 .theme = r.text(5),
                 .review_on = day_of(r.text(8)),
                 .sealed = r.blob(10)};
  for (const auto& one : stored_list(r.text(6))) out.findings.push_back(*one.as_string());
  for (const auto& one : stored_list(r.text(7))) {
    out.subjects.push_back({stored<Part>(one.text("part")),
                            {stored<About>(one.text("about")), one.text("id"), one.text("says")}});
  }
  if (!r.is_null(9)) out.outcome = stored<Outcome>(r.text(9));
  return out;
}

ProfileTask task_of(const db::Row& r) {
  ProfileTask out{.id = r.text(0),
                  .profile = r.text(1),
                  .holder = r.id<StaffId>(2),
                  .due_on = day_of(r.text(3)),
                  .given_at = r.time(4),
                  .given_by = r.id<StaffId>(5),
                  .sealed = r.blob(6)};
  if (!r.is_null(7)) {
    out.result = stored<TaskResult>(r.text(7));
    out.ended_at = r.time(8);
    out.ended_by = r.id<StaffId>(9);
    out.end_sealed = r.blob(10);
  }
  return out;
}

constexpr std::string_view k_profile =
    "select id, opened_at, opened_by, version, evidence, made_without from profile ";
constexpr std::string_view k_version =
    "select id, profile, version, at, by_staff, theme, findings, subjects, review_on, outcome,"
    " sealed from profile_version ";
constexpr std::string_view k_task =
    "select id, profile, for_staff, due_on, given_at, given_by, sealed, result, ended_at, ended_by,"
    " end_sealed from profile_task ";

std::vector<ProfileTask> tasks_of(const db::Rows& rows) {
  std::vector<ProfileTask> out;
  for (const auto& r : rows) out.push_back(task_of(r));
  return out;
}

}  // namespace

std::vector<ProfileRow> profile_rows(db::Transaction& tx) {
  std::vector<ProfileRow> out;
  for (const auto& r : tx.query(std::string(k_profile) + "order by opened_at desc, id")) {
    out.push_back(profile_of(r));
  }
  return out;
}

std::optional<ProfileRow> find_profile(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(std::string(k_profile) + "where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return profile_of(rows.front());
}

void store_version(db::Transaction& tx, const ProfileRow& profile, const VersionRow& version) {
  tx.execute(
      "insert into profile (id, opened_at, opened_by, version, evidence, made_without)"
      " values ($1, $2, $3, $4, $5, $6) on conflict (id) do update set version = excluded.version,"
      " evidence = excluded.evidence, made_without = excluded.made_without",
      {profile.id, profile.opened_at, profile.opened_by, profile.version, text_of(profile.evidence),
       text_of(profile.without)});
  const auto outcome =
      version.outcome ? db::Param(model::code_of(*version.outcome)) : db::Param(db::Null{});
  tx.execute(
      "insert into profile_version (id, profile, version, at, by_staff, theme, findings, subjects,"
      " review_on, outcome, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {version.id, profile.id, profile.version, version.at, version.by, version.theme,
       text_of(version.findings), text_of(version.subjects), version.review_on.iso(), outcome,
       version.sealed});
}

void store_known(db::Transaction& tx, const ProfileRow& profile) {
  tx.execute("update profile set evidence = $2, made_without = $3 where id = $1",
             {profile.id, text_of(profile.evidence), text_of(profile.without)});
}

std::vector<VersionRow> version_rows(db::Transaction& tx, std::string_view profile) {
  std::vector<VersionRow> out;
  for (const auto& r :
       tx.query(std::string(k_version) + "where profile = $1 order by version desc", {profile})) {
    out.push_back(version_of(r));
  }
  return out;
}

std::optional<VersionRow> find_version(db::Transaction& tx, std::string_view profile,
                                       std::int64_t version) {
  const auto rows =
      tx.query(std::string(k_version) + "where profile = $1 and version = $2", {profile, version});
  if (rows.empty()) return std::nullopt;
  return version_of(rows.front());
}

void insert_profile_task(db::Transaction& tx, const ProfileTask& task) {
  tx.execute(
      "insert into profile_task (id, profile, for_staff, due_on, given_at, given_by, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {task.id, task.profile, task.holder, task.due_on.iso(), task.given_at, task.given_by,
       task.sealed});
}

void end_profile_task(db::Transaction& tx, const ProfileTask& task) {
  tx.execute(
      "update profile_task set result = $2, ended_at = $3, ended_by = $4, end_sealed = $5"
      " where id = $1 and result is null",
      {task.id, model::code_of(*task.result), task.ended_at, task.ended_by, task.end_sealed});
}

std::vector<ProfileTask> profile_tasks(db::Transaction& tx, std::string_view profile) {
  return tasks_of(
      tx.query(std::string(k_task) + "where profile = $1 order by given_at, id", {profile}));
}

std::vector<ProfileTask> open_tasks_for(db::Transaction& tx, const StaffId& holder) {
  return tasks_of(
      tx.query(std::string(k_task) + "where for_staff = $1 and result is null order by due_on, id",
               {holder}));
}

}  // namespace mash::findings
