// SPDX-License-Identifier: MIT
#include <algorithm>

#include "import_columns.h"
#include "intake_store.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "pages.h"
#include "report_view.h"
#include "stored_import.h"

namespace mash::intake {

namespace {

using pipeline::Context;
using policy::Action;

constexpr std::size_t k_largest_file = 16 << 20;
constexpr std::uint64_t k_largest_body = 33 << 20;
constexpr std::size_t k_rows_on_page = 100;
constexpr std::size_t k_dangers_shown = 50;

json::Value file_field(const Context& c, std::string name, std::string label, std::string hint) {
  return html::input({.name = name,
                      .label = std::move(label),
                      .hint = std::move(hint),
                      .error = html::error_of(c.faults, name),
                      .type = "file",
                      .classes = "govuk-file-upload"});
}

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value history_question(const Context& c) {
  return html::date_input(
      {.name = "history_before",
       .legend = "Is part of it history? (optional)",
       .hint =
           "Give the first day whose notifications are still open work, for example 24 11 2026. "
           "What came before that day was dealt with elsewhere: it is kept for look-up, in "
           "closed cases. Leave this empty if everything is open work",
       .error = html::error_of(c.faults, "history_before"),
       .day = typed(c, "history_before-day"),
       .month = typed(c, "history_before-month"),
       .year = typed(c, "history_before-year"),
       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value form(const Context& c) {
  return html::fields(
      {file_field(c, "notifications", "Notifications",
                  "A CSV file, for instance notifications.csv"),
       file_field(c, "people", "People named in them (optional)",
                  "A CSV file, for instance people.csv"),
       history_question(c),
       html::radios({.name = "dry_run",
                     .legend = "What should happen?",
                     .error = html::error_of(c.faults, "dry_run"),
                     .value = typed(c, "dry_run"),
                     .choices = {{.value = "yes",
                                  .text = "Only check the files",
                                  .hint = "Nothing is stored but the report"},
                                 {.value = "no",
                                  .text = "Check and store",
                                  .hint = "Rows without a fault open cases at once"}},
                     .legend_classes = "govuk-fieldset__legend--s"})});
}

template <std::size_t N>
json::Array columns(const std::array<std::string_view, N>& names) {
  json::Array out;
  for (const auto name : names) out.emplace_back(name);
  return out;
}

json::Value reports_list(Context& c, const policy::Proof& proof) {
  json::Array out;
  for (const ReportRow& row : report_rows(c.tx, 20)) {
    const ReportCounts seen = counts_for_reader(c, proof, row);
    json::Value one = json::Object{};
    one.set("href", "/import/" + row.id);
    one.set("at", plain_time(row.at));
    one.set("what", row.dry_run ? std::string("checked only")
                                : std::to_string(seen.added) + " new, " +
                                      std::to_string(seen.again) + " had come before");
    one.set("rejected", std::to_string(seen.rejected));
    out.push_back(std::move(one));
  }
  return out;
}

json::Value refused_list(Context& c) {
  json::Array out;
  for (const RefusedRow& row : refused_rows(c.tx, 20)) {
    json::Value one = json::Object{};
    one.set("href", "/refused/" + row.id);
    one.set("at", plain_time(row.at));
    one.set("why", why_refused(row.reason));
    out.push_back(std::move(one));
  }
  return out;
}

Result<pipeline::Reply> show_form(const policy::Grant<Action::log_notification>& grant,
                                  Context& c) {
  json::Value data = json::Object{};
  data.set("fields", form(c));
  data.set("notification_columns", columns(k_notification_columns_with_paper));
  data.set("person_columns", columns(k_person_columns));
  json::Value reports = reports_list(c, grant);
  data.set("has_reports", !reports.as_array()->empty());
  data.set("reports", std::move(reports));
  json::Value refused = refused_list(c);
  data.set("has_refused", !refused.as_array()->empty());
  data.set("refused", std::move(refused));
  return pipeline::View{
      .page = "intake/import", .title = "Import notifications", .data = std::move(data)};
}

// The fault of a file at the question that asked for it.
Error at_its_field(Error error) {
  for (Fault& f : error.faults) {
    if (f.field.ends_with(".csv")) f.field.resize(f.field.size() - 4);
  }
  return error;
}

ImportOptions options_of(const Deps& deps, const Context& c) {
  ImportOptions out{.dry_run = c.input.flag("dry_run"),
                    .clock = c.now,
                    .on_red = deps.on_red,
                    .on_arrived = deps.on_arrived};
  if (const auto day = c.input.date("history_before")) {
    out.history_before = from_london(*day, 0, 0);
  }
  return out;
}

Result<pipeline::Reply> run_upload(const Deps& deps, const policy::Proof& proof, Context& c) {
  const ImportOptions options = options_of(deps, c);
  MASH_TRY_DO(check_history(options.history_before, options.clock));
  const auto* people = c.input.file("people");
  const std::string_view people_text = people == nullptr ? "" : std::string_view(people->content);
  const std::string& text = c.input.file("notifications")->content;
  const auto first = read_import(text, people_text, c.now);
  if (!first) return at_its_field(first.error());
  const KnownRows known(c, *first);
  MASH_TRY(const Import import, read_import(text, people_text, c.now, known.known()));
  ImportCounts counts;
  if (!options.dry_run) {
    const StoredImport stored(import, known, deps.timescales, options);
    counts = stored.store(c, proof, stored.order());
  }
  const json::Value report = store_report(c, import, options, counts);
  return pipeline::SeeOther{"/import/" + report.text("id"), {}};
}

json::Value totals_table(const json::Value& report) {
  std::vector<std::vector<html::TableCell>> rows;
  for (const ImportFile file : {ImportFile::notifications, ImportFile::people}) {
    const json::Value& of_file = report["totals"][file_name(file)];
    std::vector<html::TableCell> cells = {{.text = std::string(file_name(file))}};
    for (const RowStatus status :
         {RowStatus::accepted, RowStatus::accepted_with_warning, RowStatus::rejected}) {
      cells.push_back(
          {.text = std::to_string(of_file.number(status_code(status))), .format = "numeric"});
    }
    rows.push_back(std::move(cells));
  }
  return html::table({.caption = "Rows",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "File"},
                               {.text = "Taken", .format = "numeric"},
                               {.text = "Taken with a warning", .format = "numeric"},
                               {.text = "Refused", .format = "numeric"}},
                      .rows = std::move(rows),
                      .first_cell_is_header = true,
                      .stack = true});
}

// Refused rows first, then those with a warning, as they stand in the files.
std::vector<const json::Value*> rows_to_mend(const json::Value& report) {
  std::vector<const json::Value*> out;
  for (const RowStatus status : {RowStatus::rejected, RowStatus::accepted_with_warning}) {
    for (const json::Value& row : *report["rows"].as_array()) {
      if (row.text("status") == status_code(status)) out.push_back(&row);
    }
  }
  return out;
}

json::Value rows_table(const std::vector<const json::Value*>& all, std::size_t page) {
  std::vector<std::vector<html::TableCell>> rows;
  const std::size_t end = std::min(all.size(), page * k_rows_on_page);
  for (std::size_t i = (page - 1) * k_rows_on_page; i < end; ++i) {
    const json::Value& row = *all[i];
    const bool refused = row.text("status") == status_code(RowStatus::rejected);
    rows.push_back({{.text = row.text("file")},
                    {.text = std::to_string(row.number("record")), .format = "numeric"},
                    {.text = row.text("source_reference")},
                    {.text = refused ? "Refused" : "Warning"},
                    {.text = row.text("field")},
                    {.text = row.text("message")}});
  }
  return html::table({.caption = "Rows to look at",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "File"},
                               {.text = "Record", .format = "numeric"},
                               {.text = "Reference"},
                               {.text = "Result"},
                               {.text = "Field"},
                               {.text = "What to mend"}},
                      .rows = std::move(rows),
                      .stack = true});
}

std::string summary_of(const ReportRow& row, const ReportCounts& seen) {
  if (row.dry_run) return "The files were only checked. Nothing was stored.";
  return std::to_string(seen.added) + " new notifications were stored. " +
         std::to_string(seen.again) + " had come before and got a receipt.";
}

// How much of it is history, and which of that a person should look at again.
json::Value history_data(const json::Value& report) {
  const json::Value& history = report["history"];
  const auto before = parse_iso(history.text("before"));
  if (!before) return false;
  const json::Array& in_danger = *history["in_danger"].as_array();
  json::Array shown;
  for (std::size_t i = 0; i < std::min(in_danger.size(), k_dangers_shown); ++i) {
    shown.push_back(in_danger[i]);
  }
  json::Value out = json::Object{};
  out.set("before", plain_time(*before));
  out.set("rows", history.number("rows"));
  const std::size_t more = in_danger.size() - shown.size();
  out.set("dangers", in_danger.empty() ? json::Value(false) : json::Value(in_danger.size()));
  out.set("more", more == 0 ? json::Value(false) : json::Value(more));
  out.set("in_danger", std::move(shown));
  return out;
}

Result<pipeline::Reply> show_report(const model::Borough& borough,
                                    const policy::Grant<Action::log_notification>& grant,
                                    Context& c) {
  const auto row = find_report(c.tx, c.input.text("report"));
  if (!row) return not_found();
  c.touch(row->id);
  const ReportView seen = report_for_reader(c, grant, *row);
  const auto all = rows_to_mend(seen.report);
  const std::size_t pages =
      std::max<std::size_t>(1, (all.size() + k_rows_on_page - 1) / k_rows_on_page);
  const std::size_t page = std::clamp<std::size_t>(
      static_cast<std::size_t>(std::max<std::int64_t>(1, c.input.number("page"))), 1, pages);
  json::Value data = json::Object{};
  data.set("summary", summary_of(*row, seen.counts));
  data.set("when", plain_time(row->at));
  data.set("by", staff_name(borough, row->by, "The hub itself"));
  data.set("added", seen.counts.added);
  data.set("again", seen.counts.again);
  data.set("rejected", seen.counts.rejected);
  data.set("history", history_data(seen.report));
  data.set("totals", totals_table(seen.report));
  data.set("rows", all.empty() ? json::Value(false) : rows_table(all, page));
  data.set("pages", html::page_links("/import/" + row->id, page, pages));
  return pipeline::View{
      .page = "intake/import_report", .title = "Report of an import", .data = std::move(data)};
}

}  // namespace

pipeline::Route import_page() {
  return pipeline::page<Action::log_notification>({.path = "/import",
                                                   .summary = "Import notifications from files",
                                                   .event = "import.list",
                                                   .facts = pipeline::no_facts,
                                                   .run = show_form});
}

pipeline::Route import_act(const Deps& deps) {
  return pipeline::act<Action::log_notification>(
      {.path = "/import",
       .summary = "Import notifications from files",
       .event = "import.uploaded",
       .fields = {{.name = "notifications",
                   .label = "Notifications",
                   .kind = pipeline::Kind::file,
                   .required = true,
                   .max = k_largest_file,
                   .missing = "Choose the file of notifications"},
                  {.name = "people",
                   .label = "People",
                   .kind = pipeline::Kind::file,
                   .max = k_largest_file},
                  {.name = "history_before",
                   .label = "The first day that is open work",
                   .kind = pipeline::Kind::date},
                  {.name = "dry_run",
                   .label = "What should happen",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = {"yes", "no"},
                   .missing = "Select whether to store the rows or only to check them"}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return run_upload(deps, grant, c); },
       .again = "/import",
       .body_limit = k_largest_body});
}

pipeline::Route report_page(const Deps& deps) {
  return pipeline::page<Action::log_notification>(
      {.path = "/import/{report}",
       .summary = "The report of an import",
       .event = "import.read",
       .fields = {{.name = "page", .label = "Page", .kind = pipeline::Kind::number, .max = 6}},
       .facts = pipeline::no_facts,
       .run = [&borough = deps.borough](const auto& grant, Context& c) {
         return show_report(borough, grant, c);
       }});
}

}  // namespace mash::intake
