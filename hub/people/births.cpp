// SPDX-License-Identifier: MIT
#include "mash/people/births.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

#include "births_data.h"
#include "births_store.h"
#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/json/value.h"
#include "statement.h"

namespace mash::people {

namespace {

constexpr int k_most_days = 366;

// All that was said of whom this statement is about. A case that is hidden from anybody is asked
// for itself: elsewhere neither its dates nor that a task stands there may be told.
std::vector<StatementRow> said_of(db::Transaction& tx, const StatementRow& row,
                                  const std::set<CaseId>& restricted) {
  if (row.person.empty()) return {row};
  auto rows = statement_rows(tx, row.person);
  std::erase_if(rows, [&](const StatementRow& other) {
    return other.case_id != row.case_id &&
           (restricted.contains(row.case_id) || restricted.contains(other.case_id));
  });
  return rows;
}

bool is_born(const std::vector<StatementRow>& said) {
  return std::ranges::any_of(
      said, [](const StatementRow& row) { return row.role != model::PersonRole::unborn; });
}

// The day that was said last, of several.
std::optional<LocalDate> expected(db::Transaction& tx, const pipeline::Vault& vault,
                                  const std::vector<StatementRow>& said) {
  std::optional<LocalDate> out;
  UtcTime at;
  for (const auto& one : open_for_index(tx, vault, said)) {
    const auto day = LocalDate::parse(one.expected_dob.reveal());
    if (!day || (out && one.at < at)) continue;
    out = *day;
    at = one.at;
  }
  return out;
}

struct Overdue {
  StatementId statement;
  std::vector<StatementRow> said;
  OverdueBirth birth;
};

// Nothing: born, or without a date that has passed for long enough.
std::optional<Overdue> overdue(db::Transaction& tx, const pipeline::Vault& vault,
                               const StatementId& id, LocalDate today,
                               const std::set<CaseId>& restricted) {
  const auto row = find_statement_row(tx, id);
  if (!row) return std::nullopt;
  auto said = said_of(tx, *row, restricted);
  if (is_born(said)) return std::nullopt;
  const auto day = expected(tx, vault, said);
  if (!day || day->plus_days(ask_about_birth_after_days()) > today) return std::nullopt;
  return Overdue{id, std::move(said), {row->case_id, *day}};
}

// One for each who was expected, however often they were named.
std::vector<Overdue> all_overdue(db::Transaction& tx, const pipeline::Vault& vault,
                                 LocalDate today) {
  std::vector<Overdue> out;
  std::set<StatementId> seen;
  const auto restricted = cases::restricted_cases(tx);
  for (const auto& id : unborn_not_asked(tx)) {
    if (seen.contains(id)) continue;
    auto one = overdue(tx, vault, id, today, restricted);
    if (!one) continue;
    for (const auto& row : one->said) seen.insert(row.id);
    out.push_back(*std::move(one));
  }
  return out;
}

}  // namespace

int ask_about_birth_after_days() {
  static const int days = [] {
    const auto file = json::parse(births_data());
    const auto number = file ? (*file)["ask_after_days"].number("value") : 0;
    if (number < 1 || number > k_most_days) {
      throw std::logic_error("data/births.json: ask_after_days.value");
    }
    return static_cast<int>(number);
  }();
  return days;
}

int ask_about_births(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                     const AskAboutBirth& ask, UtcTime now) {
  const LocalDate today = to_london(now).date;
  std::vector<Overdue> due;
  database.read([&](db::Transaction& tx) { due = all_overdue(tx, vault, today); });
  int asked = 0;
  for (const auto& one : due) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "people.birth-overdue", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(one.birth.case_id);
          c.touch(one.statement.text());
          const auto waiting = unborn_not_asked(c.tx);
          const auto still =
              overdue(c.tx, c.vault, one.statement, today, cases::restricted_cases(c.tx));
          if (!still || std::ranges::find(waiting, one.statement) == waiting.end()) {
            return json::Value{};
          }
          for (const auto& row : still->said) store_birth_asked(c.tx, row.id, c.now);
          ask(c, still->birth);
          ++asked;
          return json::Value{};
        });
    if (!done) log::error("people.birth_not_asked", {{"case", one.birth.case_id.text()}});
  }
  return asked;
}

}  // namespace mash::people
