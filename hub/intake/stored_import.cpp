// SPDX-License-Identifier: MIT
#include "stored_import.h"

#include <algorithm>

#include "intake_store.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"

namespace mash::intake {

namespace {

constexpr std::string_view k_other_content = "other";

NewPerson person_of(const ImportedPerson& p) {
  NewPerson out{.raw_cells = p.raw_cells, .faults = p.faults};
  people::Statement& s = out.said;
  s.role = p.role;
  s.given_name = p.given_name;
  s.surname = p.surname;
  s.other_names = p.other_names;
  if (p.dob) s.dob = Sensitive(p.dob->iso());
  if (p.expected_dob) s.expected_dob = Sensitive(p.expected_dob->iso());
  s.sex = Sensitive(std::string(model::code_of(p.sex)));
  s.nhs_number = p.nhs_number;
  s.nhs_number_valid = p.nhs_number_valid;
  s.upn = p.upn;
  s.upn_valid = p.upn_valid;
  s.address_line = p.address_line;
  s.postcode = p.postcode;
  s.school = p.school;
  s.relationship = p.relationship_to_child;
  s.notes = p.notes;
  return out;
}

pipeline::Label report_label(std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "import_report", .row = id};
}

void add_receipt(pipeline::Context& c, const NotificationId& notification,
                 const ImportedNotification& n) {
  ReceiptRow row{.id = new_id_text(c.random),
                 .notification = notification,
                 .reference_lookup = c.vault.lookup("source_reference", n.source_reference),
                 .content_lookup = c.vault.lookup("content", n.content_hash),
                 .received_at = n.received_at,
                 .entered_at = c.now};
  const auto case_id = case_of_notification(c.tx, notification);
  const pipeline::Label label{.owner = pipeline::k_front_door,
                              .kind = "receipt",
                              .case_id = case_id.value_or(CaseId{}),
                              .row = row.id};
  const json::Value words = json::Object{{"reference", n.source_reference}};
  row.sealed = c.vault.seal(c.tx, label, json::encode(words), c.random);
  insert_receipt(c.tx, row);
  c.touch(row.id);
  c.touch(notification.text());
}

// To whoever may not know of a case, what came in it has not come: what they import is a case of
// its own, as what they type in is (people/family_bars.h).
bool is_kept_from_importer(const pipeline::Context& c, const NotificationId& id) {
  const auto case_id = case_of_notification(c.tx, id);
  return case_id && cases::has_bar(c.tx, *case_id, c.principal.person);
}

std::vector<StoredContent> contents_of(pipeline::Context& c, const std::string& reference) {
  auto out = stored_contents(c.tx, c.vault.lookup("source_reference", reference));
  std::erase_if(out,
                [&c](const StoredContent& s) { return is_kept_from_importer(c, s.notification); });
  return out;
}

std::vector<StoredTwin> twins_of(pipeline::Context& c, const std::string& likeness) {
  auto out = twins(c.tx, c.vault.lookup("likeness", likeness));
  std::erase_if(out,
                [&c](const StoredTwin& t) { return is_kept_from_importer(c, t.notification); });
  return out;
}

// Whether the case of `first` is one in which somebody will see that this came again: a closed one
// is not looked at, and one where nobody was in danger waits longer than danger may.
bool is_seen_in(pipeline::Context& c, const NotificationId& first, bool urgent) {
  const auto case_id = case_of_notification(c.tx, first);
  const auto head = case_id ? cases::find_case(c.tx, *case_id) : std::nullopt;
  return head && model::is_open(head->state) && (head->urgent || !urgent);
}

// Whoever says that so much was dealt with elsewhere should see what a slip would hide.
json::Value history_of(const Import& import, UtcTime before) {
  std::vector<const ImportedNotification*> all;
  for (const auto& n : import.notifications) {
    if (n.received_at < before) all.push_back(&n);
  }
  std::ranges::sort(all, std::ranges::greater{}, &ImportedNotification::received_at);
  json::Array in_danger;
  for (const auto* n : all) {
    if (n->immediate_danger == model::Answer::yes) in_danger.emplace_back(n->source_reference);
  }
  return json::Object{
      {"before", iso_london(before)}, {"rows", all.size()}, {"in_danger", std::move(in_danger)}};
}

std::int64_t rejected_in(const Import& import) {
  return std::ranges::count(import.verdicts, RowStatus::rejected, &Verdict::status);
}

}  // namespace

KnownRows::KnownRows(pipeline::Context& c, const Import& files) {
  for (const ImportedNotification& n : files.notifications) {
    const auto stored = contents_of(c, n.source_reference);
    if (!stored.empty()) {
      const Bytes content = c.vault.lookup("content", n.content_hash);
      const bool same =
          std::ranges::find(stored, content, &StoredContent::content_lookup) != stored.end();
      contents_.emplace(n.source_reference, same ? n.content_hash : std::string(k_other_content));
    }
    if (n.likeness_hash.empty()) continue;
    const auto alike = twins_of(c, n.likeness_hash);
    if (alike.empty()) continue;
    const std::string token = "stored " + alike.front().notification.text();
    twins_.emplace(n.likeness_hash, Known::Twin{token, alike.front().received_at});
    tokens_.emplace(token, alike.front().notification);
  }
}

Known KnownRows::known() const {
  Known out;
  out.content_hash = [this](std::string_view reference) -> std::optional<std::string> {
    const auto found = contents_.find(reference);
    if (found == contents_.end()) return std::nullopt;
    return found->second;
  };
  out.twin = [this](std::string_view likeness) -> std::optional<Known::Twin> {
    const auto found = twins_.find(likeness);
    if (found == twins_.end()) return std::nullopt;
    return found->second;
  };
  return out;
}

NotificationId KnownRows::twin(const std::string& reference) const {
  const auto found = tokens_.find(reference);
  return found == tokens_.end() ? NotificationId{} : found->second;
}

StoredImport::StoredImport(const Import& import, const KnownRows& known,
                           const cases::Timescales& timescales, const ImportOptions& options)
    : import_(import),
      known_(known),
      timescales_(timescales),
      history_before_(options.history_before),
      on_red_(options.on_red),
      on_arrived_(options.on_arrived) {
  for (const bool duplicates : {false, true}) {
    for (std::size_t i = 0; i < import.notifications.size(); ++i) {
      if (import.notifications[i].duplicate_of.has_value() == duplicates) order_.push_back(i);
    }
  }
  for (const ImportedPerson& p : import.people) people_[p.source_reference].push_back(&p);
}

NewNotification StoredImport::whole(const ImportedNotification& n) const {
  NewNotification out{.reference = n.source_reference,
                      .received_at = n.received_at,
                      .incident_at = n.incident_at,
                      .channel = n.channel,
                      .source = n.referral_source,
                      .referrer_class = model::class_of(n.referral_source),
                      .wants_anonymity = n.wants_anonymity,
                      .referrer_name = n.referrer_name,
                      .referrer_role = n.referrer_role,
                      .referrer_agency = n.referrer_agency,
                      .referrer_email = n.referrer_email,
                      .referrer_phone = n.referrer_phone,
                      .danger = n.immediate_danger,
                      .concerns = n.concern_types,
                      .informed = n.family_informed,
                      .narrative = n.narrative,
                      .taken_on_paper = n.taken_on_paper,
                      .paper_entered_by = n.entered_by,
                      .history = is_history(n),
                      .raw_cells = n.raw_cells,
                      .faults = n.faults,
                      .content_hash = n.content_hash,
                      .likeness_hash = n.likeness_hash};
  const auto people = people_.find(n.source_reference);
  if (people == people_.end()) return out;
  for (const ImportedPerson* p : people->second) out.people.push_back(person_of(*p));
  return out;
}

bool StoredImport::is_history(const ImportedNotification& n) const {
  return history_before_ && n.received_at < *history_before_;
}

// The notification that this one is another receipt of; empty if it is new. Looks again, since
// another import may have run meanwhile.
NotificationId StoredImport::first_of(pipeline::Context& c, const ImportedNotification& n) const {
  const Bytes content = c.vault.lookup("content", n.content_hash);
  for (const StoredContent& s : contents_of(c, n.source_reference)) {
    if (s.content_lookup == content) return s.notification;
  }
  if (!n.duplicate_of) return {};
  const NotificationId first = origin_of(c, *n.duplicate_of);
  const bool urgent = is_urgent(whole(n));
  if (first.empty() || is_history(n) || is_seen_in(c, first, urgent)) return first;
  for (const StoredTwin& twin : twins_of(c, n.likeness_hash)) {
    if (is_seen_in(c, twin.notification, urgent)) return twin.notification;
  }
  return {};
}

NotificationId StoredImport::origin_of(pipeline::Context& c, const std::string& reference) const {
  if (const NotificationId twin = known_.twin(reference); !twin.empty()) return twin;
  const auto stored = contents_of(c, reference);
  return stored.empty() ? NotificationId{} : stored.front().notification;
}

ImportCounts StoredImport::store(pipeline::Context& c, const policy::Proof& proof,
                                 std::span<const std::size_t> places) const {
  ImportCounts counts;
  for (const std::size_t place : places) {
    const ImportedNotification& n = import_.notifications[place];
    if (const NotificationId first = first_of(c, n); !first.empty()) {
      add_receipt(c, first, n);
      ++counts.again;
    } else {
      const NewNotification notification = whole(n);
      const auto id = add_notification(c, timescales_, notification);
      if (on_arrived_) on_arrived_(c, proof, id);
      if (on_red_ && is_urgent(notification) && !is_history(n)) on_red_(c, proof, id);
      ++counts.added;
      if (is_history(n)) ++counts.history;
    }
  }
  c.note("added-" + std::to_string(counts.added));
  c.note("again-" + std::to_string(counts.again));
  if (history_before_) c.note("history-" + std::to_string(counts.history));
  return counts;
}

Result<void> check_history(std::optional<UtcTime> history_before, UtcTime clock) {
  if (!history_before || *history_before <= clock) return {};
  return invalid("history_before",
                 "Give a day that has begun: later notifications are still to come");
}

json::Value store_report(pipeline::Context& c, const Import& import, const ImportOptions& options,
                         const ImportCounts& counts) {
  ReportRow row{.id = new_id_text(c.random),
                .at = c.now,
                .by = c.principal.person,
                .dry_run = options.dry_run,
                .added = counts.added,
                .again = counts.again,
                .rejected = rejected_in(import)};
  json::Value report = report_json(import.verdicts);
  report.set("id", row.id);
  report.set("dry_run", options.dry_run);
  report.set(
      "stored",
      json::Object{{"added", counts.added}, {"history", counts.history}, {"again", counts.again}});
  if (options.history_before) {
    report.set("history", history_of(import, *options.history_before));
  }
  row.sealed = c.vault.seal(c.tx, report_label(row.id), json::encode(report), c.random);
  insert_report(c.tx, row);
  c.touch(row.id);
  c.note("rejected-" + std::to_string(row.rejected));
  return report;
}

json::Value open_report(pipeline::Context& c, const policy::Proof& proof, std::string_view id,
                        const Bytes& sealed) {
  return c.vault.open_json(c.tx, proof, report_label(id), sealed);
}

}  // namespace mash::intake
