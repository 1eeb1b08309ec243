// SPDX-License-Identifier: MIT
#include "mash/model/public_calendar.h"

#include "mash/json/value.h"

namespace mash::model {

Result<Calendar> parse_public_calendar(const json::Value& file) {
  std::vector<LocalDate> holidays;
  if (const auto* days = file["closed_days"].as_array()) {
    for (std::size_t i = 0; i < days->size(); ++i) {
      const auto& day = (*days)[i];
      if (day.text("kind") != "bank_holiday") continue;
      const auto date = LocalDate::parse(day.text("date"));
      if (!date) {
        return invalid("closed_days[" + std::to_string(i) + "].date",
                       "Give a day such as 2026-12-25");
      }
      holidays.push_back(*date);
    }
  }
  constexpr OpeningHours k_all_day{.opens = 0, .closes = 24 * 60};
  std::array<std::optional<OpeningHours>, 7> week{k_all_day, k_all_day, k_all_day, k_all_day,
                                                  k_all_day};
  return Calendar("public", week, std::move(holidays));
}

}  // namespace mash::model
