// SPDX-License-Identifier: MIT
// Needs over time: how many notifications of each month were of what, from whom, from where and
// about children of which age.
//
// What: one table a question, of a record that was made for its reader (record_of): what is hidden
// from them takes no part. A notification counts once in each row that it belongs to, so that a
// column of concerns adds up to more than the notifications; hence there are no totals.
// What not: rates, findings, forecasts (libs/statistics); who may see exact counts. Whoever may not
// read cases gets `as_told`. What stands in no record is a row, "Not known", never left out.
// Months and ages are of the day of receipt in London.
// Errors: none; a period that ends before it begins has no months and no rows.
// Thread safety: pure functions. Cost: linear in the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mash/base/time.h"
#include "mash/protect/protect.h"
#include "mash/research/record.h"

namespace mash::research {

enum class By : std::uint8_t { concern, source, district, age };

struct Months {
  LocalDate first;  // any day of the first month
  LocalDate last;   // any day of the last one
};
struct Counts {
  std::vector<std::string> months;               // "2026-03", without a gap
  std::vector<std::string> rows;                 // only such as occur, in the same order each time
  std::vector<std::vector<std::int64_t>> cells;  // as many as rows, each as long as months
};
Counts counts_of(const Record& record, By by, const Months& months);

// The count as it is told to whoever may see no single child: "0", "1 to 7", else rounded as the
// rules say. Each cell by itself: that is enough only where no totals stand beside it, and whoever
// compares two answers that differ by one known child may still see a rounding tip over.
struct Told {
  std::optional<std::int64_t> number;  // what the words say; nothing where they say a range
  std::string words;
};
Told as_told(std::int64_t count, const protect::Rules& rules);

}  // namespace mash::research
