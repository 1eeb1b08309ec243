// SPDX-License-Identifier: MIT
// Broken glass: somebody whose agency is not in a case opens it, to read it for a short time, and
// says why (policy: Facts::glass_broken). It ends by itself, and each one is reviewed. It gives
// nothing but reading: no membership, no ownership, no case that is hidden from them (bars.h).
// What not: who may break it and review it (policy), for how long, who is told, pages (glass).
// Thread safety: as the Context or transaction that is passed in. Cost: one statement each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/coded.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

// The tables, for db::Migration, on top of schema().
std::string_view glass_schema();

enum class Verdict { justified, not_justified };

struct Glass {
  std::string id;
  CaseId case_id;
  StaffId staff;
  AgencyId agency;  // theirs, then
  UtcTime broken_at;
  UtcTime until;
  std::optional<UtcTime> ended_at;  // before its time
  UtcTime review_by;
  std::string purpose;             // a code (purposes.h)
  std::optional<Verdict> verdict;  // of the review; the next two with it
  StaffId reviewed_by;
  std::optional<UtcTime> reviewed_at;
  Bytes sealed;         // open_reason
  Bytes sealed_review;  // open_review
  [[nodiscard]] UtcTime last_at() const { return ended_at ? *ended_at : until; }
  [[nodiscard]] bool is_open(UtcTime now) const { return now < last_at(); }
};

struct NewGlass {
  UtcTime until;
  UtcTime review_by;
  std::string purpose;
  std::string reason;
};
// By the principal, from now on. Answers its id.
std::string break_glass(pipeline::Context& c, const CaseId& id, const NewGlass& glass);
// Where the principal reads this case by broken glass, the entry of the record says for what.
void note_purpose(pipeline::Context& c, const CaseId& id);
// By whoever broke it. Nothing happens once it has ended.
void end_glass(pipeline::Context& c, const Glass& glass);
// Whether it is broken for this person now, and until when.
std::optional<UtcTime> glass_until(db::Transaction& tx, const CaseId& id, const StaffId& staff,
                                   UtcTime now);

std::optional<Glass> find_glass(db::Transaction& tx, std::string_view glass);
std::vector<Glass> glass_of_case(db::Transaction& tx, const CaseId& id);  // the newest first
// Those of this person that are open, the newest first.
std::vector<Glass> open_glass_of(db::Transaction& tx, const StaffId& staff, UtcTime now);
// What nobody has reviewed, the oldest first.
std::vector<Glass> not_reviewed(db::Transaction& tx);
std::vector<Glass> newest_reviewed(db::Transaction& tx, int limit);
// Of what nobody has reviewed, where the time has come to say so again.
std::vector<Glass> to_remind_of(db::Transaction& tx, UtcTime now);
void store_reminded(db::Transaction& tx, std::string_view glass, UtcTime next);

void add_review(pipeline::Context& c, const Glass& glass, Verdict verdict, const std::string& why);
Sensitive open_reason(pipeline::Context& c, const policy::Proof& proof, const Glass& glass);
Sensitive open_review(pipeline::Context& c, const policy::Proof& proof, const Glass& glass);

// The principal's agency says that it knows of it; saying it twice changes nothing.
void say_known(pipeline::Context& c, const Glass& glass);
bool is_known(db::Transaction& tx, std::string_view glass, const AgencyId& agency);
// In the cases of this agency, what it has not said that it knows of, the oldest first.
std::vector<Glass> not_known(db::Transaction& tx, const AgencyId& agency);

}  // namespace mash::cases

namespace mash::model {

template <>
inline constexpr auto k_words<cases::Verdict> = std::to_array<Word<cases::Verdict>>({
    {cases::Verdict::justified, "JUSTIFIED", "It was justified"},
    {cases::Verdict::not_justified, "NOT_JUSTIFIED", "It was not justified"},
});

}  // namespace mash::model
