// SPDX-License-Identifier: MIT
#include "mash/boardroom/take.h"

#include <algorithm>
#include <tuple>

namespace mash::boardroom {

namespace {

Error refused(const char* message) {
  return invalid("file", message);
}

// Beside another file of the same hub and quarter.
Result<void> check_beside(const board::Publication& one, const board::Publication& held) {
  if (one == held) {
    return Error{ErrorCode::conflict, "These figures are here already. Nothing was changed", {}};
  }
  if (one.shown != held.shown || one.policy != held.policy) {
    return refused(
        "Other figures of this quarter were taken from this hub before, and what was published "
        "stands. Ask the hub which of the two it published");
  }
  if (one.published <= held.published) {
    return refused("It is older than what is here of this hub and quarter");
  }
  return {};
}

}  // namespace

void sort(Publications& all) {
  std::ranges::sort(all, {}, [](const board::Publication& p) {
    return std::tuple(p.hub, p.quarter, p.published);
  });
}

Result<Taken> take(const board::Definitions& all, const exchange::Directory& directory,
                   std::span<const board::Publication> held, std::string_view file, UtcTime now) {
  if (file.size() > board::k_largest_file) {
    return Error{ErrorCode::too_large, "It is too large for a file of figures", {}};
  }
  MASH_TRY(const auto id, board::hub_of(file));
  if (directory.find(id) == nullptr) {
    return refused("The directory of hubs has no hub of the name that it gives");
  }
  const auto* const hub = directory.good(id, now);
  if (hub == nullptr) {
    return refused(
        "The keys of this hub are not good now: they have ended, not begun or been revoked. Take a "
        "newer directory of hubs");
  }
  MASH_TRY(auto publication, board::open(all, file, hub->sign));
  if (publication.published <= publication.quarter.last_day()) {
    return refused("It was published before its quarter was over. Ask the hub for it anew");
  }
  if (publication.published > to_london(now).date) {
    return refused("It says that it was published on a day to come. Compare the clocks");
  }
  for (const auto& other : held) {
    if (other.simulated != publication.simulated) {
      return refused(
          publication.simulated
              ? "Its children are made up, and those of the figures here are real: take it in a "
                "folder of its own"
              : "Its children are real, and those of the figures here are made up: take it in a "
                "folder of its own");
    }
    if (other.hub == publication.hub && other.quarter == publication.quarter) {
      MASH_TRY_DO(check_beside(publication, other));
    }
  }
  return Taken{.publication = std::move(publication), .key = hub->sign};
}

}  // namespace mash::boardroom
