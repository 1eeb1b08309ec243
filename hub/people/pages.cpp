// SPDX-License-Identifier: MIT
#include "pages.h"

#include "mash/base/assert.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "mash/people/family_contact.h"

namespace mash::people {

namespace {

void add_row(std::vector<html::SummaryRow>& rows, std::string key, std::string value) {
  if (!value.empty()) rows.push_back({.key = std::move(key), .value = std::move(value)});
}

// A number with a fault is shown, for a reader may see what it should have been.
std::string number_in_words(const Sensitive& number, bool valid) {
  if (number.empty() || valid) return number.reveal();
  return number.reveal() + " (not a valid number, not used to find people)";
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_family_routes(out, deps);
  add_person_routes(out, deps);
  add_search_routes(out, deps);
  add_history_routes(out, deps);
  add_same_routes(out, deps);
  add_part_routes(out, deps);
  add_answer_routes(out, deps);
  add_doubt_routes(out, deps);
  add_review_routes(out, deps);
  add_extract_routes(out, deps);
  add_contact_routes(out, deps);
  add_groups_routes(out);
  return out;
}

void people_changed(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id) {
  if (deps.on_people_changed) deps.on_people_changed(c, proof, id);
}

json::Value case_page(pipeline::Context& c, const policy::Proof& proof) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());  // cases::case_facts has found it in this transaction
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, bar_words(c, proof, id)));
  data.set("tabs", cases::case_tabs(c, *head, "family"));
  return data;
}

std::string case_path(const pipeline::Context& c, std::string_view rest) {
  return "/case/" + std::string(c.input.text("case")) + std::string(rest);
}

std::string person_path(const pipeline::Context& c, std::string_view rest) {
  return case_path(c, "/person/" + std::string(c.input.text("person")) + std::string(rest));
}

std::string described(const Statement& s) {
  const std::string born = date_in_words(s.dob.reveal());
  return s.display_name() + (born.empty() ? "" : ", born " + born);
}

std::string date_in_words(std::string_view iso) {
  if (const auto day = LocalDate::parse(iso)) return plain_date(*day);
  if (const auto first = LocalDate::parse(std::string(iso) + "-01")) {
    return plain_date(*first).substr(2);  // without the "1 "
  }
  return std::string(iso);
}

json::Value said_list(const Statement& s) {
  std::vector<html::SummaryRow> rows;
  const bool named = !s.given_name.empty() || !s.surname.empty();
  add_row(rows, "Name", named ? s.display_name() : "");
  add_row(rows, "Other names", s.other_names.reveal());
  add_row(rows, "Part in this case", std::string(model::words_of(s.role)));
  add_row(rows, "Relationship", s.relationship.reveal());
  add_row(rows, "Date of birth", date_in_words(s.dob.reveal()));
  add_row(rows, "Expected", date_in_words(s.expected_dob.reveal()));
  if (const auto sex = model::from_code<model::Sex>(s.sex.reveal())) {
    add_row(rows, "Sex", std::string(model::words_of(*sex)));
  }
  add_row(rows, "NHS number", number_in_words(s.nhs_number, s.nhs_number_valid));
  add_row(rows, "Unique pupil number", number_in_words(s.upn, s.upn_valid));
  add_row(rows, "Address", s.address_line.reveal());
  add_row(rows, "Postcode", s.postcode.reveal());
  add_row(rows, "School", s.school.reveal());
  add_row(rows, "Notes", s.notes.reveal());
  return html::summary_list({.rows = std::move(rows)});
}

std::string source_of(const Statement& s, const model::Borough& borough) {
  const std::string how = s.said_by.empty()
                              ? "Came with the notification"
                              : "Added by " + directory::person_name(borough, s.said_by);
  return how + ", " + plain_time(s.at);
}

Result<StatementRow> statement_in_case(pipeline::Context& c) {
  MASH_TRY(const auto id, StatementId::parse(c.input.text("statement")));
  auto row = find_statement_row(c.tx, id);
  if (!row || row->case_id.text() != c.input.text("case")) return not_found();
  return *std::move(row);
}

std::string last_change(pipeline::Context& c, const StatementId& id,
                        const model::Borough& borough) {
  const auto last = last_identification(c.tx, id);
  if (!last) return "Nobody has said yet who this is";
  const std::string who = directory::person_name(borough, last->by);
  const std::string when = plain_time(last->at);
  if (last->kind == "UNDONE") return who + " took back on " + when + " who this is";
  return who + " said on " + when + " who this is";
}

std::function<Result<json::Value>(pipeline::Context&)> catch_up(Recogniser& recogniser) {
  return [&recogniser](pipeline::Context& c) -> Result<json::Value> {
    recogniser.catch_up(c.tx, c.vault);
    return json::Value{};
  };
}

}  // namespace mash::people
