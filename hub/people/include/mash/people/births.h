// SPDX-License-Identifier: MIT
// Babies who were expected: some time after the date somebody is asked whether they are born, once,
// unless somebody has recorded it (scenario E03). Recorded is: a child is said to be the same
// person. What not: the task itself (casework). Thread safety: as the App that is passed in.
#pragma once

#include <functional>
#include <string_view>

#include "mash/base/time.h"
#include "mash/people/people.h"
#include "mash/pipeline/app.h"

namespace mash::people {

// The table of this part, for db::Migration.
std::string_view births_schema();

// How many days after the expected date: data/births.json.
int ask_about_birth_after_days();

struct OverdueBirth {
  CaseId case_id;  // in which they were named last
  LocalDate expected;
};
// Asks somebody, in the transaction that notes that it was asked.
using AskAboutBirth = std::function<void(pipeline::Context&, const OverdueBirth&)>;

// One system act for each who is overdue now, in which it is looked at again, so that running it
// twice or after a restart asks nobody twice. Answers about how many it asked. Cost: opens each
// statement about somebody unborn of whom nobody was asked; a few minutes apart is often enough.
int ask_about_births(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                     const AskAboutBirth& ask, UtcTime now);

}  // namespace mash::people
