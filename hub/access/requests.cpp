// SPDX-License-Identifier: MIT
#include "requests.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "parts.h"

namespace mash::access {

namespace {

using pipeline::Context;

pipeline::Label label_of(const std::string& request, const char* kind, std::int64_t version = 1) {
  return {.owner = pipeline::k_front_door, .kind = kind, .row = request, .version = version};
}

}  // namespace

Bytes seal_request(Context& c, const std::string& id, const RequestWords& words) {
  json::Value v = json::Object{};
  v.set("who", words.who.reveal());
  v.set("address", words.address.reveal());
  v.set("asks", words.asks.reveal());
  return c.vault.seal(c.tx, label_of(id, "subject_request"), json::encode(v), c.random);
}

RequestWords open_request(Context& c, const policy::Proof& proof, const RequestRow& row) {
  const auto v = c.vault.open_json(c.tx, proof, label_of(row.id, "subject_request"), row.sealed);
  return {.who = Sensitive(v.text("who")),
          .address = Sensitive(v.text("address")),
          .asks = Sensitive(v.text("asks"))};
}

void add_step(Context& c, const std::string& request, Step step, LocalDate day,
              const std::string& words) {
  StepRow row{.step = step,
              .day = day,
              .at = c.now,
              .by = c.principal.person,
              .place = next_place(c.tx, request)};
  json::Value v = json::Object{};
  v.set("words", words);
  row.sealed = c.vault.seal(c.tx, label_of(request, "subject_request_step", row.place),
                            json::encode(v), c.random);
  insert_step(c.tx, request, row);
  c.touch(request);
}

Sensitive open_step(Context& c, const policy::Proof& proof, const std::string& request,
                    const StepRow& row) {
  const auto v = c.vault.open_json(
      c.tx, proof, label_of(request, "subject_request_step", row.place), row.sealed);
  return Sensitive(v.text("words"));
}

Times times_of(const RequestRow& row, const std::vector<StepRow>& steps) {
  Times out{.received = row.received};
  for (const auto& step : steps) {
    switch (step.step) {
      case Step::identity_shown:
        out.known = step.day;
        break;
      case Step::clarification_asked:
        out.pauses.push_back({.asked = step.day});
        break;
      case Step::clarification_given:
        if (!out.pauses.empty()) out.pauses.back().given = step.day;
        break;
      case Step::extended:
        out.extended = true;
        break;
      case Step::refused:
      case Step::withdrawn:
      case Step::closed:
        break;
    }
  }
  return out;
}

TimeLimit limit_of(Context& c, const RequestRow& row, const Deps& deps) {
  return time_limit(times_of(row, steps_of(c.tx, row.id)), deps.policy, deps.working_days);
}

UtcTime end_of(LocalDate day) {
  return from_london(day, 23, 59);
}

CasesSeen cases_seen(Context& c, const RequestRow& row) {
  CasesSeen out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto from_keeper = cases::barred_cases(c.tx, row.keeper);
  for (const auto& one : persons_of(c.tx, row.id)) {
    if (one.place != Place::about) continue;
    out.any = true;
    if (hidden.contains(one.case_id)) continue;
    (from_keeper.contains(one.case_id) ? out.apart : out.main).insert(one.case_id);
  }
  return out;
}

bool may_know(Context& c, const RequestRow& row) {
  if (row.keeper == c.principal.person) return true;
  const auto seen = cases_seen(c, row);
  return !seen.any || !seen.main.empty() || !seen.apart.empty();
}

Result<RequestRow> request_in_path(Context& c) {
  auto row = find_request(c.tx, c.input.text("request"));
  if (!row || !may_know(c, *row)) return not_found();
  c.touch(row->id);
  return *std::move(row);
}

std::vector<PartRow> parts_in(Context& c, const RequestRow& row, const std::set<CaseId>& cases) {
  auto out = parts_of(c.tx, row.id);
  std::erase_if(out, [&](const PartRow& part) {
    return !cases.contains(part.case_id) ||
           (!part.answered && is_gone(c.tx, part.kind, part.object, part.case_id, part.owner));
  });
  return out;
}

bool all_answered(const std::vector<PartRow>& parts) {
  return std::ranges::all_of(parts, [](const PartRow& part) { return part.answered.has_value(); });
}

bool is_handed_over(Context& c, const RequestRow& row, const std::set<CaseId>& cases) {
  const auto parts = parts_in(c, row, cases);
  if (!all_answered(parts)) return false;
  UtcTime newest = row.logged_at;
  for (const auto& part : parts) newest = std::max(newest, part.answered->at);
  // The newest counts: one that waits may say what an older one does not.
  bool handed = false;
  for (const auto& bundle : bundles_of(c.tx, row.id)) {
    if (!std::ranges::includes(bundle.cases, cases)) continue;
    handed = bundle.handed_at && bundle.made_at >= newest;
  }
  return handed;
}

std::string typed_or_empty(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

}  // namespace mash::access
