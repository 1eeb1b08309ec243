// SPDX-License-Identifier: MIT
// Matches that whoever looked somebody up may not know of wait for somebody who may: with a clock
// of their own and on their page of tasks (scenario H06). The clock stands in the hidden case, so
// that nobody learns of it to whom that case is hidden, and the scheduler starts it, so that
// nothing of the look-up differs. What not: settling them, which looking the person up again does.
#pragma once

#include <vector>

#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/pipeline/app.h"

namespace mash::people {

// Starts the clock of each hidden case by which matches wait and meets it when none does any more:
// one system act for each, in which it is looked at again, so that firing twice or after a restart
// changes nothing. Answers how many. For the scheduler. Cost: one select, and one for each case.
int time_hidden_matches(pipeline::App& app, db::Database& database,
                        const cases::Timescales& timescales, UtcTime now);

// Of the front door, for whoever may rate a case and know of both.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::people
