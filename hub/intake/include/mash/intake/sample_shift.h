// SPDX-License-Identifier: MIT
// Moves the sample notifications in time, so that a demonstration looks as if it were today.
// Not here: reading them (read_import), storing them.
// Thread safety: pure functions. Cost: linear in the rows.
#pragma once

#include "mash/intake/import_reader.h"

namespace mash::intake {

// "Now" for reading data/sample, whose last notification came on 12 November 2026.
inline constexpr UtcTime k_sample_import_clock =
    UtcTime{} + Duration::seconds(1'794'560'400);  // 2026-11-13T09:00:00Z

// The same rows with the last notification three minutes before `now`, before or after its own
// time. All times move by whole days and keep their hour on a London clock; only the notifications
// of the last four hours move on further, together, for they are to be fresh at any hour of the
// day. Incidents and expected dates of birth move with them, and the dates of birth of children
// under two, so that babies stay babies; other dates of birth do not move. Narratives, hashes and
// verdicts stay.
Import shifted(Import sample, UtcTime now);

}  // namespace mash::intake
