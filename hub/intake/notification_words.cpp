// SPDX-License-Identifier: MIT
#include "notification_words.h"

#include <array>

namespace mash::intake {

namespace {

struct Part {
  std::string_view name;
  Sensitive NewNotification::* sent;
  Sensitive NotificationView::* shown;
};
constexpr std::array k_parts = {
    Part{"referrer_name", &NewNotification::referrer_name, &NotificationView::referrer_name},
    Part{"referrer_role", &NewNotification::referrer_role, &NotificationView::referrer_role},
    Part{"referrer_agency", &NewNotification::referrer_agency, &NotificationView::referrer_agency},
    Part{"referrer_email", &NewNotification::referrer_email, &NotificationView::referrer_email},
    Part{"referrer_phone", &NewNotification::referrer_phone, &NotificationView::referrer_phone},
    Part{"narrative", &NewNotification::narrative, &NotificationView::narrative},
    Part{"where_now", &NewNotification::where_now, &NotificationView::where_now},
    Part{"who_else", &NewNotification::who_else, &NotificationView::who_else},
    Part{"why_not_informed", &NewNotification::why_not_informed,
         &NotificationView::why_not_informed},
    Part{"paper_entered_by", &NewNotification::paper_entered_by,
         &NotificationView::paper_entered_by},
    Part{"safe_contact", &NewNotification::safe_contact, &NotificationView::safe_contact},
};

void add_faults(json::Value& out, const std::vector<RowFault>& faults,
                const std::vector<RawCell>& raw_cells) {
  json::Array codes;
  for (const RowFault& f : faults) {
    codes.emplace_back(json::Object{{"code", fault_code(f.fault)}, {"field", f.field}});
  }
  if (!codes.empty()) out.set("faults", std::move(codes));
  json::Array typed;
  for (const RawCell& cell : raw_cells) {
    typed.emplace_back(json::Object{{"field", cell.field}, {"text", cell.text.reveal()}});
  }
  if (!typed.empty()) out.set("typed", std::move(typed));
}

std::optional<ImportFault> fault_of(std::string_view code) {
  for (int i = 0; i <= static_cast<int>(k_last_fault); ++i) {
    if (fault_code(static_cast<ImportFault>(i)) == code) return static_cast<ImportFault>(i);
  }
  return std::nullopt;
}

const json::Array& list(const json::Value& v) {
  static const json::Array none;
  const auto* items = v.as_array();
  return items == nullptr ? none : *items;
}

// What a reader of the case should know; notes for whoever looks after the feed are left out.
std::vector<Note> notes_of(const json::Value& words) {
  std::vector<Note> out;
  for (const json::Value& f : list(words["faults"])) {
    const auto fault = fault_of(f.text("code"));
    if (!fault || fault_status(*fault) == RowStatus::accepted) continue;
    Note note{.field = f.text("field")};
    note.message = fault_message(*fault, note.field);
    for (const json::Value& cell : list(words["typed"])) {
      if (cell.text("field") == note.field) note.typed = Sensitive(cell.text("text"));
    }
    out.push_back(std::move(note));
  }
  return out;
}

void add_incident(json::Value& out, const std::optional<IncidentTime>& at) {
  if (!at) return;
  if (const auto* time = std::get_if<UtcTime>(&*at)) {
    out.set("incident_at", time->micros);
  } else {
    out.set("incident_on", std::get<LocalDate>(*at).iso());
  }
}

std::string incident_words(const json::Value& words) {
  if (const auto* at = words["incident_at"].as_int()) return plain_time(UtcTime{*at});
  const auto day = LocalDate::parse(words.text("incident_on"));
  return day ? plain_date(*day) : "";
}

template <model::Coded E>
std::optional<E> coded(const json::Value& words, std::string_view name) {
  return model::from_code<E>(words.text(name));
}

}  // namespace

pipeline::Label label_of(const NotificationId& id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door,
          .kind = "notification",
          .case_id = case_id,
          .row = id.text()};
}

json::Value sealed_words(const NewNotification& n, const std::vector<StatementId>& statements) {
  json::Value out = json::Object{};
  out.set("reference", n.reference);
  out.set("class", model::code_of(n.referrer_class));
  out.set("wants_anonymity", n.wants_anonymity);
  out.set("danger", model::code_of(n.danger));
  if (n.informed) out.set("informed", model::code_of(*n.informed));
  if (!n.status_secret.empty()) out.set("status_secret", n.status_secret);
  if (n.history) out.set("history", true);
  if (!n.entered_by.empty()) out.set("entered_by", n.entered_by.text());
  if (n.told_by_hand) out.set("told_by_hand", true);
  if (n.taken_on_paper) out.set("taken_on_paper", true);
  if (n.files > 0) out.set("files", n.files);
  add_incident(out, n.incident_at);
  json::Array concerns;
  for (const auto concern : n.concerns) concerns.emplace_back(model::code_of(concern));
  out.set("concerns", std::move(concerns));
  for (const Part& p : k_parts) {
    if (!(n.*p.sent).empty()) out.set(p.name, (n.*p.sent).reveal());
  }
  add_faults(out, n.faults, n.raw_cells);
  json::Array people;
  for (std::size_t i = 0; i < n.people.size(); ++i) {
    json::Value one = json::Object{{"statement", statements.at(i).text()}};
    add_faults(one, n.people[i].faults, n.people[i].raw_cells);
    people.push_back(std::move(one));
  }
  out.set("people", std::move(people));
  return out;
}

NotificationView view_of(const NotificationRow& row, const json::Value& words) {
  NotificationView v;
  v.id = row.id;
  v.received_at = row.received_at;
  v.entered_at = row.entered_at;
  v.urgent = row.urgent;
  v.channel = row.channel;
  v.source = row.source;
  v.receipts = row.receipts;
  v.reference = words.text("reference");
  v.referrer_class = coded<model::ReferrerClass>(words, "class").value_or(v.referrer_class);
  v.wants_anonymity = words.flag("wants_anonymity");
  v.danger = coded<model::Answer>(words, "danger").value_or(model::Answer::unknown);
  v.informed = coded<model::FamilyInformed>(words, "informed");
  v.status_secret = words.text("status_secret");
  v.history = words.flag("history");
  v.entered_by = StaffId::trusted(words.text("entered_by"));
  v.told_by_hand = words.flag("told_by_hand");
  v.taken_on_paper = words.flag("taken_on_paper");
  v.files = words.number("files");
  v.incident_at = incident_words(words);
  for (const json::Value& code : list(words["concerns"])) {
    if (code.as_string() == nullptr) continue;
    if (const auto c = model::from_code<model::ConcernType>(*code.as_string())) {
      v.concerns.push_back(*c);
    }
  }
  for (const Part& p : k_parts) v.*p.shown = Sensitive(words.text(p.name));
  v.notes = notes_of(words);
  for (const json::Value& one : list(words["people"])) {
    v.people.push_back({StatementId::trusted(one.text("statement")), notes_of(one)});
  }
  return v;
}

}  // namespace mash::intake
