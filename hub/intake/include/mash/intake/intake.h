// SPDX-License-Identifier: MIT
// Notifications as they come in: from the gate, from files, by telephone or on paper. Each opens a
// case of its own, with its clocks running from the time of receipt. What not: reading the files
// (import_reader.h), who the people are (people), how urgent it is beyond "danger now or an injured
// baby" (triage). Thread safety: as the Context that is passed in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/cases/walls.h"
#include "mash/intake/import_reader.h"
#include "mash/model/borough.h"
#include "mash/packages/packages.h"
#include "mash/people/people.h"
#include "mash/pipeline/route.h"

namespace mash::intake {

// One person of a notification: what is said (ids and case are filled in by add_notification), and
// what could not be taken at its word.
struct NewPerson {
  people::Statement said;
  std::vector<RawCell> raw_cells;
  std::vector<RowFault> faults;
};

struct NewNotification {
  std::string reference;  // the sender's, or the one that the gate gave; never in clear
  UtcTime received_at;    // clocks start here, not when it is entered
  std::optional<IncidentTime> incident_at;
  model::Channel channel = model::Channel::other;
  model::ReferralSource source = model::ReferralSource::unknown;
  // How much feedback may say and who may see the name; a doubt counts as the public.
  model::ReferrerClass referrer_class = model::ReferrerClass::member_of_public;
  bool wants_anonymity = false;
  Sensitive referrer_name, referrer_role, referrer_agency, referrer_email, referrer_phone;
  model::Answer danger = model::Answer::unknown;
  std::vector<model::ConcernType> concerns;       // the main one first
  std::optional<model::FamilyInformed> informed;  // the public are not asked
  Sensitive narrative, where_now, who_else, why_not_informed, safe_contact;
  // What whoever contacts the family has to know first: times, numbers and people that are safe,
  // the language, whether it takes an interpreter, other needs.
  Sensitive family_contact, language, needs;
  std::optional<model::Answer> interpreter;  // not asked: empty
  std::string status_secret;                 // of the gate's receipt; else empty
  StaffId entered_by;                        // who of the hub typed it in; else empty
  bool told_by_hand = false;                 // received_at was typed in by that person
  bool taken_on_paper = false;               // and typed into a file afterwards, received_at too
  Sensitive paper_entered_by;                // by whom, as that file says
  // Dealt with elsewhere before this hub knew of it: kept for look-up and repeats, no open work.
  bool history = false;
  std::int64_t files = 0;  // that were sent with it, whether or not they have come (attachments)
  std::vector<NewPerson> people;
  std::vector<RawCell> raw_cells;
  std::vector<RowFault> faults;
  std::string content_hash, likeness_hash;  // of the import; else empty
};

// Danger now, or an injured baby: Red until somebody has rated it (settled.md 21). No words are
// guessed at.
bool is_urgent(const NewNotification& n);

// Opens a case, stores the words sealed, adds what was said about people, and starts ACKNOWLEDGE,
// RATE and RESPONSE_TYPE from the time of receipt; the case of history is closed from the start and
// has no clocks. Cost: one seal and insert for each person.
CaseId add_notification(pipeline::Context& c, const cases::Timescales& timescales,
                        const NewNotification& n);

enum class Received {
  added,
  seen_before,  // collected a second time: nothing happened
  refused       // could not be read: kept sealed for somebody to look at
};
// Takes in what the gate collected, kind notification. Form and content are hostile: this never
// fails and never loses anything. Its sender has the gate's receipt: ACKNOWLEDGE is met.
Received receive(pipeline::Context& c, const policy::Grant<policy::Action::collect>& grant,
                 const cases::Timescales& timescales, const packages::Inward& inward,
                 const cases::OnRed& on_red = {}, const cases::OnArrived& on_arrived = {});

// A notification as it was sent, for pages of the case and for feedback.
struct Note {  // one thing that was not as it should be, with what had been typed
  std::string field;
  std::string message;
  Sensitive typed;
};
struct SaidPerson {
  StatementId statement;
  std::vector<Note> notes;
};
struct NotificationView {
  NotificationId id;
  std::string reference;
  UtcTime received_at, entered_at;
  bool urgent = false;
  bool history = false;
  std::string incident_at;  // words: a time, a date or ""
  model::Channel channel{};
  model::ReferralSource source{};
  model::ReferrerClass referrer_class = model::ReferrerClass::member_of_public;
  bool wants_anonymity = false;
  Sensitive referrer_name, referrer_role, referrer_agency, referrer_email, referrer_phone;
  model::Answer danger{};
  std::vector<model::ConcernType> concerns;
  std::optional<model::FamilyInformed> informed;
  Sensitive narrative, where_now, who_else, why_not_informed, safe_contact;
  std::string status_secret;
  StaffId entered_by;
  bool told_by_hand = false;
  bool taken_on_paper = false;
  Sensitive paper_entered_by;
  std::int64_t files = 0;
  std::vector<Note> notes;
  std::vector<SaidPerson> people;
  int receipts = 0;  // how often it came again
};
// What whoever acts on it must know before all else: danger now, where the child is, whether the
// family has been told. For {{#at_once}}{{> intake/at_once}}{{/at_once}}, wherever it is shown.
json::Value at_once(const NotificationView& n);
// Whom they name in a text alone: {"words": [...]}, or false. No look-up, no request and no product
// knows of somebody who is nowhere else.
json::Value others_in_words(const std::vector<NotificationView>& told);
// Of one case, the oldest first. Cost: two selects, and one opening each.
std::vector<NotificationView> notification_view(pipeline::Context& c, const policy::Proof& proof,
                                                const CaseId& id);
// Of each of these cases. Cost: two selects for up to 20, then two for each 200, and the openings.
std::map<CaseId, std::vector<NotificationView>> notification_views(pipeline::Context& c,
                                                                   const policy::Proof& proof,
                                                                   const std::set<CaseId>& ids);

// The cases of what came under this reference, the newest first: that of the gate's receipt,
// however it is typed, or the sender's own, as it was sent. Receipts of what came again count too.
std::vector<CaseId> cases_with_reference(pipeline::Context& c, std::string_view typed);

// What was begun and never taken in, of those who act or, for a manager, of everybody.
struct HalfTyped {
  std::int64_t count = 0;
  UtcTime oldest;
};
HalfTyped half_typed(pipeline::Context& c);

// Who told of these cases, as codes of ReferralSource; a source that is not known is left out.
std::map<CaseId, std::set<std::string>> sources_of_cases(db::Transaction& tx,
                                                         const std::set<CaseId>& ids);

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  cases::OnRed on_red{};
  cases::OnAllegation on_allegation{};
  cases::OnArrived on_arrived{};
  // Whoever told us knows that it arrived, or nobody is to be told: a case that waited for that
  // alone may end. May be empty.
  std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)> on_acknowledged{};
};
// GET /case/{case}/notification, POST /case/{case}/acknowledged, GET and POST /import, GET
// /import/{report}, GET /refused/{inward}, GET and POST /enter and what is below it.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::intake
