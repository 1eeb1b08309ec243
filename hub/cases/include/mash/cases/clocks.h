// SPDX-License-Identifier: MIT
// Deadlines: computed by model/timescale, stored with the policy version that set them, met or
// breached. A breach is a fact, not a status (domain.md 4). What not: who is alerted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/json/value.h"
#include "mash/model/timescale.h"
#include "mash/model/words.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

struct Deadline {
  std::string id;
  CaseId case_id;
  model::Stage stage{};
  AgencyId agency;  // empty: no particular agency
  model::Rating rating{};
  UtcTime started_at;
  UtcTime due_at;
  std::string policy_id;
  int policy_version = 0;
  std::optional<UtcTime> met_at;
  std::optional<UtcTime> breached_at;  // the due time, however late the firing was
  std::string breach_reason;           // code, or empty while unexplained
  bool withdrawn = false;
};

// The hub's policy and calendar, fixed at start-up. Set once by server wiring before any request.
struct Timescales {
  model::TimescalePolicy policy;
  model::Calendar calendar;
  AgencyId only_told{};  // hears that a case goes on, and not how urgent it is; may be empty
};
// What times the answer of whoever is only told, whatever the case is rated: their clock shows them
// nothing of it, neither by its end nor by when they are alerted.
inline constexpr model::Rating k_whatever_rating = model::Rating::blue;

// Starts a clock; nothing happens where the policy has no row, or the clock runs already.
void start_clock(pipeline::Context& c, const Timescales& t, const CaseId& id, model::Stage stage,
                 model::Rating rating, UtcTime start, const AgencyId& agency = {});
// The clock to decide, also at a rating for which the policy times no decision: provisional Red is
// Red, as everywhere (settled.md 21), and a Blue or unrated case gets the time of an Amber. Amber
// is our own choice: no source times it.
void start_clock_to_decide(pipeline::Context& c, const Timescales& t, const CaseId& id,
                           model::Rating rating, UtcTime start);
// Something that a desk told: how, not what.
struct News {
  model::NewsKind kind{};
  AgencyId from;
  UtcTime at;
};
std::vector<News> news_of(db::Transaction& tx, const CaseId& id);  // the oldest first
// A desk has told something that moves no clock; whoever has a form open to decide is told of it.
void add_news(pipeline::Context& c, const CaseId& id, model::NewsKind kind, const AgencyId& from);
// Somebody is decided for, so that what comes in now came too late for the decision.
bool is_news_late(db::Transaction& tx, const CaseHead& head);
// A manager says against this clock whether what came in changes what was decided (decision). A
// closed case opens again for that. What waits already keeps its time. A policy that times no such
// word gives it the time of a decision.
void start_clock_for_late_word(pipeline::Context& c, const Timescales& t, const CaseHead& head);
// A clock of its own for a challenge at this stage (ESCALATION_n), beside others of that stage:
// each challenge has its time. A stage that the policy does not time gets the time of the first
// one, else that of a decision. A closed case opens again for it. Answers its id, or empty: nothing
// is timed. It is one of own_clock.h.
std::string start_clock_for_challenge(pipeline::Context& c, const Timescales& t,
                                      const CaseHead& head, model::Stage stage);
// Something came into the hub: where it is late, the clock for the word about it starts; a case
// that is over and was never decided is to be rated.
void start_clock_for_news(pipeline::Context& c, const Timescales& t, const CaseId& id,
                          model::NewsKind kind, const AgencyId& from);
// A case that is over and was never decided has to be looked at again: REOPENED, with the clocks to
// rate and to decide the type of response, since nobody who looks at lists sees a case that is
// over.
void reopen_to_rate(pipeline::Context& c, const Timescales& t, const CaseHead& head);
// All running clocks of the case get the budget of the new rating: up = min(old due, now + budget),
// down = start + budget, a breached one is never extended.
void re_rate_clocks(pipeline::Context& c, const Timescales& t, const CaseId& id, model::Rating from,
                    model::Rating to);
void meet_clock(pipeline::Context& c, const CaseId& id, model::Stage stage,
                const AgencyId& agency = {});
// For what was done at `at`, though the hub heard of it only now: a clock met in time is not late.
void meet_clock(pipeline::Context& c, const CaseId& id, model::Stage stage, UtcTime at,
                const AgencyId& agency = {});
// Nobody owes it any more. One that had passed before stays breached.
void withdraw_clock(pipeline::Context& c, const CaseId& id, model::Stage stage,
                    const AgencyId& agency = {});
// Says why a deadline passed; it is recorded as breached if the scheduler has not come round yet.
// False: the case has no such deadline, or it has not passed.
bool explain_breach(pipeline::Context& c, const CaseId& id, std::string_view deadline,
                    model::BreachReason reason);
std::vector<Deadline> clocks_of(db::Transaction& tx, const CaseId& id);
// The clock of this stage that is neither met nor withdrawn, if any.
std::optional<Deadline> running_clock(db::Transaction& tx, const CaseId& id, model::Stage stage,
                                      const AgencyId& agency = {});
// Of all cases, those that are not met and not withdrawn, the earliest due first. Cost: one select
// over them.
std::vector<Deadline> running_clocks(db::Transaction& tx);
// The running clock with the least time left, if any.
std::optional<Deadline> next_clock(db::Transaction& tx, const CaseId& id);

// What is waited for. A recipient that has been sent something owes an answer, not the sending.
std::string_view words_of(const Deadline& deadline);
// For {{> mash/clock}}: the time that is left, or that no clock runs.
json::Value clock_tag(const std::optional<Deadline>& deadline, UtcTime now);

// Records every deadline that has passed and is neither met nor recorded: one system act each,
// idempotent by (deadline, kind). Answers how many. Called by the one scheduler thread.
int fire_due_clocks(pipeline::App& app, db::Database& database, UtcTime now);
// When the scheduler must look again.
std::optional<UtcTime> next_due(db::Transaction& tx);

}  // namespace mash::cases
