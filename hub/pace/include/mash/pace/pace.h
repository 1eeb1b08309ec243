// SPDX-License-Identifier: MIT
// Who opens more different cases in an hour than their role's limit says why before they open the
// next one (policy: Facts::reason_owed). A case that may be urgent is never held up by it, nor one
// that they have opened already, nor the duty team. The front door's managers and the data
// protection officer are alerted, and read what was said.
// Counted is what the record says: Pace hears of each entry as it is written and begins, after a
// start, with those of the last hour. What stands behind a wall is not counted, so that what
// follows tells nobody of it.
// What not: what is stopped (policy), who asks (cases).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/base/guarded.h"
#include "mash/model/borough.h"
#include "mash/pace/pace_policy.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/record.h"
#include "mash/pipeline/route.h"

namespace mash::pace {

// Somebody has come to their role's limit.
struct Passed {
  StaffId staff;
  AgencyId agency;
  UtcTime at;
  int cases = 0;
};

// Thread safety: any thread. Cost: a look-up in memory; a few hundred cases for each reader.
class Pace {
 public:
  // `policy` must outlive it.
  explicit Pace(const PacePolicy& policy) : policy_(policy) {}

  // One entry of the record, in the order of the record. Cost: one statement where it is of a
  // case.
  void noticed(db::Transaction& tx, const pipeline::Event& event);
  // All entries of the last hour: once, after a start.
  void begin(db::Transaction& tx, const pipeline::KeyRing& keys, UtcTime now);

  // Must they say why before they open this case?
  [[nodiscard]] bool owes_reason(const policy::Principal& person, const CaseId& id,
                                 UtcTime now) const;
  // Before they open any that they have not opened yet?
  [[nodiscard]] bool is_stopped(const policy::Principal& person, UtcTime now) const;
  // How many different ones in the last hour.
  [[nodiscard]] int cases_opened(const StaffId& person, UtcTime now) const;
  // Who has come to the limit since this was last asked.
  std::vector<Passed> take_passed();
  // Of whom could not be told: the next time.
  void give_back(const Passed& one);

  // The event that says that somebody has said why.
  static constexpr std::string_view k_said = "pace.said";
  // Unless it has this note: nobody had asked.
  static constexpr std::string_view k_nothing_owed = "nothing_owed";

 private:
  struct Seen {
    UtcTime first, last;
  };
  struct Reader {
    std::map<std::string, Seen> cases;
    UtcTime counted_from;  // when they last said why
    bool passed = false;   // since then
  };
  [[nodiscard]] bool is_over(const Reader& reader, const Limit& limit, UtcTime now) const;
  [[nodiscard]] int fresh(const Reader& reader, UtcTime now) const;

  const PacePolicy& policy_;
  mutable Guarded<std::map<StaffId, Reader>> readers_;
  Guarded<std::vector<Passed>> passed_;
};

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  Pace& pace;
  alerts::Deps alerts;
};
inline constexpr const char* k_reason_path = "/reading";
// GET and POST /reading; for who reviews GET /reading/said.
std::vector<pipeline::Route> routes(const Deps& deps);

// Writes down and alerts of each who has come to the limit: one system act for each. Answers how
// many.
int tell_of_passed(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);

}  // namespace mash::pace
