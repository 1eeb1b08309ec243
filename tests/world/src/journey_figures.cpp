// SPDX-License-Identifier: MIT
// Figures for the Board: a quarter is prepared and published, and stands at the gate.
#include <stdexcept>

#include "mash/board/quarter.h"
#include "mash/world/journey.h"

namespace mash::world {

// F08: sums alone, none of a few.
void Journey::figures_are_published() {
  world_.at("figures are published", world_.minute() + 1);
  Visitor& analyst = world_.hub("u18");
  Visitor& manager = world_.hub("u03");
  const auto quarter = board::Quarter::of(to_london(world_.now()).date).plus(-1);
  analyst.page("/figures");
  must(analyst, analyst.form("/figures/prepare").set("quarter", quarter.code()));
  if (world_.prepare_figures() != 1) throw std::runtime_error("nobody prepared the figures");
  analyst.page("/figures");
  const std::string path = "/figures/" + quarter.code();
  if (analyst.page(path).status != 200) throw std::runtime_error("the figures are not read");
  manager.page("/figures");
  manager.page("/figures/elements/ANALYSIS");
  must(manager, manager.form("/figures/elements/ANALYSIS")
                    .set("state", "PARTLY")
                    .set("evidence", "AUDIT")
                    .set("since-day", "1")
                    .set("since-month", "10")
                    .set("since-year", "2026"));
  manager.page(path);
  must(manager, manager.form(path + "/publish").tick("stands", "yes"));
  manager.page(path);
  manager.page(path + "/file");
  world_.door();
  Visitor& anybody = world_.passer_by("who reads figures");
  if (anybody.page("/figures").body.find(path) == std::string::npos ||
      anybody.page(path).status != 200) {
    throw std::runtime_error("the figures are not at the gate");
  }
}

}  // namespace mash::world
