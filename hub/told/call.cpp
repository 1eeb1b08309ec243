// SPDX-License-Identifier: MIT
#include "call.h"

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/own_clock.h"
#include "mash/directory/directory.h"
#include "mash/policy/policy.h"

namespace mash::told {

namespace {

constexpr auto k_stage = model::Stage::told_review;

pipeline::Label label_of(const ToldRow& row, const char* kind) {
  return {.owner = pipeline::k_front_door, .kind = kind, .case_id = row.case_id, .row = row.id};
}

// The owner's own words are the owner's.
pipeline::Label label_of_reply(const ToldRow& row) {
  return {.owner = row.owner, .kind = "told_reply", .case_id = row.case_id, .row = row.id};
}

Bytes seal_text(pipeline::Context& c, const pipeline::Label& label, const std::string& text) {
  json::Value v = json::Object{};
  v.set("words", text);
  return c.vault.seal(c.tx, label, json::encode(v), c.random);
}

Bytes seal_words(pipeline::Context& c, const ToldRow& row, const CallWords& words) {
  json::Value v = json::Object{};
  v.set("name", words.name.reveal());
  v.set("role", words.role.reveal());
  v.set("agency", words.agency.reveal());
  v.set("number", words.number.reveal());
  v.set("said", words.said.reveal());
  v.set("why", words.why.reveal());
  v.set("tried", words.tried.reveal());
  return c.vault.seal(c.tx, label_of(row, "told"), json::encode(v), c.random);
}

}  // namespace

std::string add_call(pipeline::Context& c, const Deps& deps, const NewCall& call) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  ToldRow row{
      .id = new_id_text(c.random),
      .case_id = c.case_id,
      .owner = call.owner,
      .told_at = call.told_at,
      .told_by = call.told_by,
      .recorded_by = c.principal.person,
      .recorded_at = c.now,
      .clock = cases::start_own_clock(c, deps.timescales, c.case_id, k_stage, head->rating, c.now),
      .basis = call.basis,
      .sealed = {}};
  row.sealed = seal_words(c, row, call.words);
  const int owner = alerts::alert_desk(c, deps.alerts, row.case_id, row.owner);
  const auto seconds = alerts::alert_second_person(c, deps.alerts, row.case_id, row.told_by);
  insert_told(c.tx, row, call.items, seconds);
  c.touch(row.id);
  if (owner == 0) c.note("owner_not_alerted");
  if (seconds.empty()) c.note("no_second_person_alerted");
  return row.id;
}

CallWords open_words(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row) {
  const json::Value v = c.vault.open_json(c.tx, proof, label_of(row, "told"), row.sealed);
  return {.name = Sensitive(v.text("name")),
          .role = Sensitive(v.text("role")),
          .agency = Sensitive(v.text("agency")),
          .number = Sensitive(v.text("number")),
          .said = Sensitive(v.text("said")),
          .why = Sensitive(v.text("why")),
          .tried = Sensitive(v.text("tried"))};
}

void add_review(pipeline::Context& c, const ToldRow& row, Answer answer, const std::string& why) {
  insert_review(c.tx, row, answer,
                {.by = c.principal.person,
                 .at = c.now,
                 .sealed = seal_text(c, label_of(row, "told_review"), why)});
  cases::meet_own_clock(c, row.case_id, row.clock);
  c.touch(row.id);
  c.note(std::string(model::code_of(answer)));
}

void add_reply(pipeline::Context& c, const ToldRow& row, const std::string& words) {
  insert_reply(
      c.tx, row,
      {.by = c.principal.person, .at = c.now, .sealed = seal_text(c, label_of_reply(row), words)});
  c.touch(row.id);
}

Sensitive open_review(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row) {
  const auto v = c.vault.open_json(c.tx, proof, label_of(row, "told_review"), row.review->sealed);
  return Sensitive(v.text("words"));
}

Sensitive open_reply(pipeline::Context& c, const policy::Proof& proof, const ToldRow& row) {
  const auto v = c.vault.show_json(c.tx, proof, label_of_reply(row), row.reply->sealed, {"words"});
  return Sensitive(v.text("words"));
}

bool may_tell(const policy::Principal& person) {
  return policy::may(person, policy::Action::issue_product, {.case_member = true});
}

bool is_owners(const policy::Principal& person, const ToldRow& row) {
  return person.side == policy::Side::hub && !cases::is_front_door(person) &&
         person.agency == row.owner;
}

bool may_read(const policy::Principal& person, const ToldRow& row) {
  return may_tell(person) || is_owners(person, row);
}

bool may_review(const policy::Principal& person, const ToldRow& row) {
  return may_tell(person) && person.person != row.told_by && person.person != row.recorded_by &&
         !row.review;
}

json::Array notices(pipeline::Context& c, const model::Borough& borough, const CaseId& id) {
  json::Array out;
  for (const auto& row : told_of_case(c.tx, id)) {
    if (!may_read(c.principal, row)) continue;
    json::Value v = json::Object{};
    v.set("text", "Told by telephone, " + plain_time(row.told_at) + ": something that " +
                      directory::agency_name(borough, row.owner) + " holds. " +
                      (row.review ? std::string(model::words_of(*row.answer)) + "."
                                  : std::string("Nobody has reviewed it yet.")));
    v.set("href", "/case/" + id.text() + "/told/" + row.id);
    c.touch(row.id);
    out.push_back(std::move(v));
  }
  return out;
}

std::string path_to_tell(pipeline::Context& c, const CaseId& id) {
  return may_tell(c.principal) ? "/case/" + id.text() + "/told" : "";
}

std::vector<cases::Owed> owed(pipeline::Context& c) {
  std::vector<cases::Owed> out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto path = [](const ToldRow& row) {
    return "/case/" + row.case_id.text() + "/told/" + row.id;
  };
  if (may_tell(c.principal)) {
    for (const auto& row : not_reviewed(c.tx)) {
      if (hidden.contains(row.case_id) || !may_review(c.principal, row)) continue;
      const auto clock = cases::running_own_clock(c.tx, row.case_id, row.clock);
      out.push_back({.case_id = row.case_id,
                     .what = "Review what was told by telephone",
                     .href = path(row),
                     .since = row.recorded_at,
                     .due_at = clock ? std::optional(clock->due_at) : std::nullopt});
    }
  }
  for (const auto& row : not_read(c.tx, c.principal.agency)) {
    if (hidden.contains(row.case_id) || !is_owners(c.principal, row)) continue;
    out.push_back({.case_id = row.case_id,
                   .what = "Read what was told by telephone of what your agency holds",
                   .href = path(row),
                   .since = row.recorded_at});
  }
  return out;
}

}  // namespace mash::told
