// SPDX-License-Identifier: MIT
#include "open_check.h"

#include <algorithm>

#include "mash/directory/directory.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using pipeline::Context;

pipeline::Label label_of(std::string_view id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "open_check", .case_id = case_id, .row = id};
}

OpenCheck open(Context& c, const policy::Proof& proof, const OpenCheckRow& row) {
  const json::Value words =
      c.vault.open_json(c.tx, proof, label_of(row.id, row.case_id), row.sealed);
  return {.id = row.id,
          .child = people::person_meant(c, row.case_id, row.id, row.child),
          .at = row.at,
          .by = row.by,
          .answer = row.answer,
          .worker_is = row.worker_is,
          .system = Sensitive(words.text("system")),
          .number = Sensitive(words.text("number")),
          .worker = Sensitive(words.text("worker")),
          .manager = Sensitive(words.text("manager"))};
}

bool worker_answers(const CheckedChild& one) {
  return one.last->worker_is == WorkerIs::present;
}

std::string worker_words(const OpenCheck& check) {
  return check.worker.reveal() + " (" + std::string(model::words_of(*check.worker_is)) + ")";
}

// "Amara Okafor: case 4711, worker Jo Ash (There), team manager Kim Lee".
std::string case_words(const CheckedChild& one) {
  return (one.child.name.empty() ? "Name not known" : one.child.name) + ": case " +
         one.last->number.reveal() + ", worker " + worker_words(*one.last) + ", team manager " +
         one.last->manager.reveal();
}

std::string standing_words(const CheckedChild& one) {
  if (!one.last) return "Not checked: nobody has looked";
  const std::string at = plain_time(one.last->at);
  if (one.counts) return std::string(model::words_of(one.last->answer));
  if (one.last->answer == OpenAnswer::not_checked) return "Not checked: could not be looked up";
  return "Counts as not checked: somebody looked on " + at +
         (one.counts_until ? ", which counted until " + plain_time(*one.counts_until)
                           : ", and no policy says how long that counts");
}

std::string early_help_words(const Deps& deps) {
  const auto* team = deps.borough.find_agency(deps.borough.hub.early_help_team);
  return team == nullptr ? "This hub has not said who leads early help: tell them yourself."
                         : team->name +
                               " is told as soon as a manager rates it Red, Amber or "
                               "Green, and has to accept that: see Products.";
}

}  // namespace

void add_open_check(Context& c, const CaseId& id, const OpenCheck& check) {
  OpenCheckRow row{.id = new_id_text(c.random),
                   .case_id = id,
                   .child = check.child,
                   .at = c.now,
                   .by = c.principal.person,
                   .answer = check.answer,
                   .worker_is = check.worker_is,
                   .sealed = {}};
  json::Value words = json::Object{};
  words.set("system", check.system.reveal());
  words.set("number", check.number.reveal());
  words.set("worker", check.worker.reveal());
  words.set("manager", check.manager.reveal());
  row.sealed = c.vault.seal(c.tx, label_of(row.id, id), json::encode(words), c.random);
  insert_open_check(c.tx, row);
  c.touch(row.id);
  c.note(std::string(model::code_of(row.answer)));
  c.changed("case", id.text());
}

std::vector<CheckedChild> checked_children(Context& c, const policy::Proof& proof, const Deps& deps,
                                           const cases::CaseHead& head) {
  std::vector<CheckedChild> out;
  for (auto& child : people::children_of(c, proof, head.id)) {
    out.push_back({.child = std::move(child), .last = {}, .counts_until = {}});
  }
  for (const OpenCheckRow& row : open_check_rows(c.tx, head.id)) {  // the newest first
    OpenCheck check = open(c, proof, row);
    const auto of_child = [&check](const auto& one) { return one.child.person == check.child; };
    const auto one = std::ranges::find_if(out, of_child);
    if (one == out.end() || one->last) continue;
    const auto due = model::due(deps.timescales.policy, deps.timescales.calendar,
                                model::Stage::open_check, head.rating, {}, check.at);
    if (due) one->counts_until = due->at;
    one->counts = due && c.now <= due->at && check.answer != OpenAnswer::not_checked;
    one->last = std::move(check);
  }
  return out;
}

bool all_open(const std::vector<CheckedChild>& children) {
  return !children.empty() && std::ranges::all_of(children, &CheckedChild::is_open);
}

void tell_early_help(Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  const bool goes_on = head->rating == model::Rating::red || head->rating == model::Rating::amber ||
                       head->rating == model::Rating::green;
  if (!deps.on_early_help || !goes_on) return;
  std::vector<PersonId> children;
  for (const auto& one : checked_children(c, proof, deps, *head)) {
    if (one.is(OpenAnswer::early_help)) children.push_back(one.child.person);
  }
  if (!children.empty()) deps.on_early_help(c, proof, id, children);
}

json::Value open_checks_data(const Deps& deps, const CaseId& id,
                             const std::vector<CheckedChild>& children) {
  json::Array out;
  for (const auto& one : children) {
    json::Value v = json::Object{};
    v.set("name", one.child.name.empty() ? "Name not known" : one.child.name);
    v.set("standing", standing_words(one));
    v.set("is_open", one.is_open());
    const bool was_open = one.last && one.last->answer == OpenAnswer::open;
    v.set("details", was_open ? case_words(one) : std::string());
    v.set("early_help", one.is(OpenAnswer::early_help) ? early_help_words(deps) : std::string());
    v.set("by", one.last ? directory::person_name(deps.borough, one.last->by) + ", " +
                               plain_time(one.last->at)
                         : std::string());
    v.set("system", one.last ? one.last->system.reveal() : std::string());
    v.set("href", "/case/" + id.text() + "/open-check/" + one.child.person.text());
    out.push_back(std::move(v));
  }
  return out;
}

std::optional<Told> passed_to(const Deps& deps, const AgencyId& to, const cases::CaseHead& head,
                              UtcTime now) {
  const auto* team = deps.borough.find_agency(to);
  if (team == nullptr) return std::nullopt;
  const auto due = model::due(deps.timescales.policy, deps.timescales.calendar,
                              model::Stage::disseminate, head.rating, team->id, now);
  if (!due) return std::nullopt;
  return Told{*team, due->at};
}

std::string words_for_team(const std::vector<CheckedChild>& children, std::string_view written) {
  const bool answered = std::ranges::all_of(children, worker_answers);
  std::string out = answered ? "For the allocated worker and the team manager."
                             : "For the duty manager at once: the allocated worker is not there.";
  out += " These children are open to you:";
  for (const auto& one : children) out += "\n" + case_words(one);
  return out + "\n\n" + std::string(written) +
         "\n\nAccept this to say that you have it. Reject it to give it back to the hub.";
}

std::vector<people::Kept> kept_checks(Context& c, const CaseId& id) {
  std::vector<people::Kept> out;
  for (const OpenCheckRow& row : open_check_rows(c.tx, id)) {
    out.push_back({.id = row.id,
                   .person = row.child,
                   .at = row.at,
                   .words = "Look into the case system, “" +
                            std::string(model::words_of(row.answer)) + "”, " + plain_time(row.at)});
  }
  return out;
}

}  // namespace mash::triage
