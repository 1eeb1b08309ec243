// SPDX-License-Identifier: MIT
// Legal holds: setting one by the case's reference, which stands in no address, and lifting it.
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/holds.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "pages.h"
#include "record.h"

namespace mash::retention {

namespace {

using cases::Hold;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_page = "/holds";
constexpr std::size_t k_longest_reason = 2000;

std::string typed_or_empty(const Context& c, const char* name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

// Whose holds this person sets and lifts: of whole cases, or of what their agency holds.
AgencyId whose(const policy::Principal& person) {
  return sees_whole_cases(person) ? AgencyId{} : person.agency;
}

// The same whether there is none, one that is hidden from them, or one of which they hold nothing.
Result<cases::CaseHead> case_named(Context& c) {
  const auto head =
      cases::find_case_by_reference(c.tx, cases::as_reference(c.input.text("reference")));
  const bool known =
      head && !cases::is_barred(c.tx, head->id, c.principal.person) &&
      (sees_whole_cases(c.principal) || cases::is_member(c.tx, head->id, c.principal.agency));
  if (!known) {
    return invalid("reference",
                   "No case that you could hold has this reference. Check each letter and number");
  }
  return *head;
}

Result<Reply> set(Context& c) {
  MASH_TRY(const auto head, case_named(c));
  MASH_TRY(const auto review, c.input.date("review_on"));
  if (review <= to_london(c.now).date) {
    return invalid("review_on", "The day on which it is looked at again must be in the future");
  }
  c.about(head.id);
  cases::set_hold(c,
                  {.case_id = head.id,
                   .owner = whose(c.principal),
                   .authority = std::string(c.input.text("authority")),
                   .review_on = review},
                  std::string(c.input.text("reason")));
  return pipeline::SeeOther{k_page, {}};
}

Result<Reply> lift(Context& c) {
  const auto hold = cases::find_hold(c.tx, c.input.text("hold"));
  if (!hold || hold->lifted_at || hold->owner != whose(c.principal) ||
      cases::is_barred(c.tx, hold->case_id, c.principal.person)) {
    return not_found();
  }
  c.about(hold->case_id);
  if (hold->set_by == c.principal.person) {
    return Error{ErrorCode::conflict, "You set this hold, so somebody else lifts it", {}};
  }
  cases::lift_hold(c, hold->id, std::string(c.input.text("reason")));
  return pipeline::SeeOther{k_page, {}};
}

json::Value view_of(Context& c, const policy::Proof& proof, const Deps& deps, const Hold& hold) {
  json::Value v = json::Object{};
  v.set("reference", cases::find_case(c.tx, hold.case_id)->reference);
  v.set("whole", hold.owner.empty());
  v.set("authority", cases::words_of_authority(hold.authority));
  v.set("by", directory::person_name(deps.borough, hold.set_by) + ", " +
                  directory::agency_name(deps.borough, hold.agency) + ", " +
                  plain_time(hold.set_at));
  v.set("review_on", plain_date(hold.review_on));
  v.set("late", hold.review_on <= to_london(c.now).date);
  const bool own = hold.owner == whose(c.principal);
  v.set("reason", own ? cases::reason_of(c, proof, hold).reveal() : std::string());
  const bool lifts = own && hold.set_by != c.principal.person;
  v.set("own_doing", own && !lifts);
  v.set("lift",
        lifts ? json::Value(json::Object{
                    {"action", "/holds/" + hold.id + "/lift"},
                    {"fields",
                     html::fields({html::textarea({.name = "reason",
                                                   .label = "Why is it lifted?",
                                                   .error = "",
                                                   .id = "reason-" + hold.id,
                                                   .rows = 2,
                                                   .max_length = static_cast<int>(k_longest_reason),
                                                   .label_classes = "govuk-label--s"})})}})
              : json::Value(false));
  c.touch(hold.id);
  return v;
}

std::vector<json::Value> questions(const Context& c) {
  html::RadiosOptions who{.name = "authority",
                          .legend = "For whom is it kept?",
                          .error = html::error_of(c.faults, "authority"),
                          .value = typed_or_empty(c, "authority"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : cases::authorities()) {
    who.choices.push_back({.value = std::string(one.code), .text = std::string(one.words)});
  }
  return {html::input({.name = "reference",
                       .label = "The case's reference",
                       .hint = "Such as 7KQ4-XM2P",
                       .error = html::error_of(c.faults, "reference"),
                       .value = typed_or_empty(c, "reference"),
                       .classes = "govuk-input--width-10",
                       .label_classes = "govuk-label--s",
                       .autocomplete = "off",
                       .spellcheck = "false"}),
          html::radios(who),
          html::textarea({.name = "reason",
                          .label = "Why?",
                          .hint = "Whoever lifts it reads this.",
                          .error = html::error_of(c.faults, "reason"),
                          .value = typed_or_empty(c, "reason"),
                          .rows = 3,
                          .max_length = static_cast<int>(k_longest_reason),
                          .label_classes = "govuk-label--s"}),
          html::date_input({.name = "review_on",
                            .legend = "When is it looked at again?",
                            .hint = "It stands until somebody lifts it, also after that day.",
                            .error = html::error_of(c.faults, "review_on"),
                            .day = typed_or_empty(c, "review_on-day"),
                            .month = typed_or_empty(c, "review_on-month"),
                            .year = typed_or_empty(c, "review_on-year"),
                            .legend_classes = "govuk-fieldset__legend--s"})};
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  json::Array rows;
  for (const auto& hold : cases::standing_holds(c.tx)) {
    const bool whole_known =
        hold.owner.empty() &&
        (sees_whole_cases(c.principal) || cases::is_member(c.tx, hold.case_id, c.principal.agency));
    if (!whole_known && hold.owner != whose(c.principal)) continue;
    if (cases::is_barred(c.tx, hold.case_id, c.principal.person)) continue;
    rows.push_back(view_of(c, proof, deps, hold));
  }
  json::Value data = json::Object{};
  data.set("whole", sees_whole_cases(c.principal));
  data.set("reads_retention", policy::may(c.principal, Action::read_retention, {}));
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, "Nothing is held.")
                                   : json::Value(false));
  data.set("rows", std::move(rows));
  data.set("fields", html::fields(questions(c)));
  return pipeline::View{.page = "retention/holds",
                        .title = "Legal holds",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

pipeline::Field reason_field() {
  return {.name = "reason",
          .label = "The reason",
          .required = true,
          .max = k_longest_reason,
          .missing = "Say why",
          .as_typed = true};
}

std::vector<pipeline::Field> set_fields() {
  pipeline::Field authority{.name = "authority",
                            .label = "For whom it is kept",
                            .kind = pipeline::Kind::choice,
                            .required = true,
                            .missing = "Choose for whom it is kept"};
  for (const auto& one : cases::authorities()) authority.choices.emplace_back(one.code);
  return {{.name = "reference",
           .label = "The case's reference",
           .required = true,
           .max = 20,
           .missing = "Enter the case's reference"},
          authority,
          reason_field(),
          {.name = "review_on",
           .label = "The day on which it is looked at again",
           .kind = pipeline::Kind::date,
           .required = true,
           .missing = "Enter the day on which it is looked at again"}};
}

}  // namespace

std::vector<cases::Owed> owed(Context& c) {
  std::vector<cases::Owed> out;
  if (!policy::may(c.principal, Action::keep_holds, {})) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& hold : cases::standing_holds(c.tx)) {
    const bool own = hold.owner == whose(c.principal) && hold.set_by != c.principal.person;
    if (!own || hold.review_on > to_london(c.now).date || hidden.contains(hold.case_id)) continue;
    out.push_back({.case_id = hold.case_id,
                   .what = "Look again at whether the case must still be held",
                   .href = k_page,
                   .since = from_london(hold.review_on, 0, 0)});
  }
  if (!speaks_for_the_record(c.principal)) return out;
  const UtcTime from = c.now - Duration::days(built_in_schedule().proposal_days);
  for (const auto& one : cases::standing_proposals(c.tx, from)) {
    if (one.proposed_by == c.principal.person || hidden.contains(one.case_id)) continue;
    if (!cases::holds_of(c.tx, one.case_id).empty()) continue;  // nobody can approve it
    out.push_back({.case_id = one.case_id,
                   .what = "Approve that the record of a case is disposed of, or leave it",
                   .href = "/retention/" + one.case_id.text() + "/record",
                   .since = one.proposed_at});
  }
  return out;
}

void add_hold_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_holds>(
      {.path = k_page,
       .summary = "Legal holds that stand",
       .event = "hold.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::keep_holds>(
      {.path = k_page,
       .summary = "Hold a case, or what the own agency holds of it",
       .event = "hold.set",
       .fields = set_fields(),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return set(c); },
       .again = k_page}));
  out.push_back(
      pipeline::act<Action::keep_holds>({.path = "/holds/{hold}/lift",
                                         .summary = "Lift a hold that somebody else has set",
                                         .event = "hold.lifted",
                                         .fields = {reason_field()},
                                         .facts = pipeline::no_facts,
                                         .run = [](const auto&, Context& c) { return lift(c); }}));
}

}  // namespace mash::retention
