// SPDX-License-Identifier: MIT
// Feeds arbitrary JSON to the reader of a hub's configuration and clocks: it is refused with what
// is wrong, or is a borough whose desks, people and default clocks are found.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = mash::json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!file) return 0;
  static_cast<void>(mash::model::parse_timescales(*file));
  const auto borough = mash::model::parse_borough(*file);
  if (!borough) return 0;
  for (const auto& agency : borough->agencies) {
    MASH_ASSERT(borough->find_agency(agency.id) != nullptr);
  }
  for (const auto& person : borough->staff) {
    MASH_ASSERT(borough->find_staff(person.id) != nullptr);
  }
  static_cast<void>(borough->default_policy(mash::LocalDate{2026, 11, 24}));
  static_cast<void>(borough->default_calendar());
  return 0;
}
