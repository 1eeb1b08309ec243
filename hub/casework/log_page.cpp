// SPDX-License-Identifier: MIT
#include <algorithm>

#include "desks.h"
#include "log.h"
#include "mash/cases/cases.h"
#include "mash/html/house.h"
#include "mash/pipeline/when.h"
#include "pages.h"

namespace mash::casework {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_page = 100;

const pipeline::WhenQuestion& happened() {
  static const pipeline::WhenQuestion q{.name = "happened",
                                        .day = "On which day did it happen?",
                                        .time = "At what time?",
                                        .missing_day = "Enter the day on which it happened",
                                        .missing_time = "Enter the time at which it happened"};
  return q;
}

// The entry that a new one is to correct; nothing where it is to correct none.
Result<std::optional<LogRow>> corrected(Context& c, const pipeline::Input& input) {
  const std::string id(input.text("corrects"));
  if (id.empty()) return std::optional<LogRow>();
  auto row = find_log_entry(c.tx, c.case_id, id);
  if (!row) return not_found();
  if (row->owner != desk_of(c.principal)) {
    return invalid("corrects", "Another agency wrote this. Write an entry of your own instead");
  }
  if (!row->corrected_by.empty()) {
    return invalid("corrects", "This entry has been corrected already. Correct the newer one");
  }
  return row;
}

json::Value form_of(const Context& c, const std::optional<LogWords>& now) {
  const auto error = [&c](const char* name) { return html::error_of(c.faults, name); };
  std::vector<json::Value> all;
  all.push_back(
      html::radios({.name = "kind",
                    .legend = "What was it?",
                    .error = error("kind"),
                    .value = typed_or(c, "kind", now ? std::string(model::code_of(now->kind)) : ""),
                    .choices = choices<LogKind>(),
                    .classes = "govuk-radios--small",
                    .legend_classes = "govuk-fieldset__legend--s"}));
  for (auto& q : pipeline::when_questions(c, happened(),
                                          now ? std::optional(now->happened_at) : std::nullopt)) {
    all.push_back(std::move(q));
  }
  all.push_back(html::input({.name = "with_whom",
                             .label = "With whom?",
                             .hint = "For example, the mother. Not needed for a note.",
                             .error = error("with_whom"),
                             .value = typed_or(c, "with_whom", now ? now->with_whom.reveal() : ""),
                             .label_classes = "govuk-label--s",
                             .autocomplete = "off"}));
  const bool contact = now && now->contact;
  all.push_back(html::radios(
      {.name = "contact",
       .legend = "Did you reach them?",
       .hint = "Not needed for a note.",
       .error = error("contact"),
       .value = typed_or(c, "contact", contact ? std::string(model::code_of(*now->contact)) : ""),
       .choices = choices<Contact>(),
       .classes = "govuk-radios--small",
       .legend_classes = "govuk-fieldset__legend--s"}));
  all.push_back(html::textarea({.name = "what",
                                .label = "What was said, done or seen?",
                                .error = error("what"),
                                .value = typed_or(c, "what", now ? now->what.reveal() : ""),
                                .rows = 4,
                                .max_length = 4000,
                                .label_classes = "govuk-label--s"}));
  return html::fields(std::move(all));
}

json::Value entry_view(Context& c, const policy::Proof& proof, const LogRow& row,
                       const model::Borough& borough) {
  const LogWords words = open_log_entry(c, proof, row);
  json::Value v = json::Object{};
  v.set("id", row.id);
  v.set("kind", model::words_of(words.kind));
  v.set("with_whom", words.with_whom.reveal());
  v.set("contact", words.contact ? model::words_of(*words.contact) : std::string_view());
  v.set("happened", plain_time(words.happened_at));
  v.set("what", words.what.reveal());
  v.set("by", who_for_whom(borough, row.entered_by, row.owner) + ", " + plain_time(row.entered_at));
  const auto before = row.corrects.empty() ? std::optional<LogRow>()
                                           : find_log_entry(c.tx, row.case_id, row.corrects);
  v.set("corrects", before ? plain_time(before->entered_at) : std::string());
  v.set("corrected", !row.corrected_by.empty());
  const bool own = row.owner == desk_of(c.principal) && row.corrected_by.empty();
  v.set("correct", own ? case_path(row.case_id, "/log?corrects=" + row.id) : std::string());
  return v;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const model::Borough& borough) {
  const auto& asked = c.typed != nullptr ? *c.typed : c.input;
  // What is wrong with it stands on the form; whoever only follows an old link gets a new form.
  const auto before = corrected(c, asked);
  if (!before && before.error().code == ErrorCode::not_found) return before.error();
  const bool correcting = before && before->has_value();
  const auto now = correcting ? std::optional(open_log_entry(c, proof, **before)) : std::nullopt;
  const int count = count_log(c.tx, c.case_id);
  const int pages = std::max(1, (count + k_page - 1) / k_page);
  const int page = static_cast<int>(std::clamp<std::int64_t>(c.input.number("page"), 1, pages));
  json::Array entries;
  for (const auto& row : log_rows(c.tx, c.case_id, k_page, (page - 1) * k_page)) {
    c.touch(row.id);
    entries.push_back(entry_view(c, proof, row, borough));
  }
  json::Value data = case_page(c, proof, "log");
  data.set("nothing", entries.empty()
                          ? html::empty(html::Empty::nothing, "Nothing has been written down yet.")
                          : json::Value(false));
  data.set("entries", std::move(entries));
  data.set("pages", html::page_links(case_path(c.case_id, "/log"), static_cast<std::size_t>(page),
                                     static_cast<std::size_t>(pages)));
  data.set("telephone", cases::telephone_places(c, c.case_id, "log"));
  data.set("may_write", cases::works_on(c, c.case_id));
  data.set("action", case_path(c.case_id, "/log"));
  data.set("correcting", correcting ? plain_time((*before)->entered_at) : std::string());
  data.set("corrects", correcting ? (*before)->id : std::string());
  data.set("fields", form_of(c, now));
  return pipeline::View{.page = "casework/log",
                        .title = "Log",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<LogWords> read_form(const Context& c) {
  std::vector<Fault> faults;
  LogWords out{.kind = *model::from_code<LogKind>(c.input.text("kind")),
               .with_whom = Sensitive(std::string(c.input.text("with_whom"))),
               .contact = model::from_code<Contact>(c.input.text("contact")),
               .what = Sensitive(std::string(c.input.text("what")))};
  const auto when = pipeline::read_when(c.input, happened());
  if (!when) {
    faults = when.error().faults;
  } else if (*when > c.now) {
    faults.push_back({"happened", "This is still to come. Enter when it happened"});
  } else {
    out.happened_at = *when;
  }
  if (out.kind != LogKind::note) {
    if (out.with_whom.empty()) faults.push_back({"with_whom", "Enter with whom it was"});
    if (!out.contact) faults.push_back({"contact", "Select whether you reached them"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

Result<Reply> write(const policy::Grant<Action::record_work>& grant, Context& c, const Deps& deps) {
  MASH_TRY(const auto before, corrected(c, c.input));
  MASH_TRY(const auto words, read_form(c));
  add_log_entry(c, grant, c.case_id, words, before ? before->id : std::string());
  if (before) c.note("correction");
  hear(c, deps, model::NewsKind::logged);
  return pipeline::SeeOther{case_path(c.case_id, "/log"), {}};
}

std::vector<pipeline::Field> entry_fields() {
  using pipeline::Kind;
  std::vector<pipeline::Field> out = {{.name = "kind",
                                       .label = "Kind",
                                       .kind = Kind::choice,
                                       .required = true,
                                       .choices = codes<LogKind>(),
                                       .missing = "Select what it was"}};
  for (auto& field : pipeline::when_fields(happened())) out.push_back(std::move(field));
  out.push_back({.name = "with_whom", .label = "With whom", .max = 200});
  out.push_back({.name = "contact",
                 .label = "Whether you reached them",
                 .kind = Kind::choice,
                 .choices = codes<Contact>(),
                 .missing = "Select whether you reached them"});
  out.push_back({.name = "what",
                 .label = "What was said, done or seen",
                 .required = true,
                 .max = 4000,
                 .missing = "Say what was said, done or seen",
                 .as_typed = true});
  out.push_back({.name = "corrects", .label = "The entry to correct", .max = 26});
  return out;
}

}  // namespace

void add_log_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/log",
       .summary = "The log of a case, the newest first, and the form for an entry",
       .event = "log.read",
       .fields = {{.name = "corrects", .label = "The entry to correct", .max = 26},
                  {.name = "page", .label = "Page", .kind = pipeline::Kind::number, .max = 6}},
       .facts = cases::case_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = "/case/{case}/log",
       .summary = "Write an entry in the log of a case, or correct one by another",
       .event = "log.written",
       .fields = entry_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return write(grant, c, deps); },
       .again = "/case/{case}/log"}));
}

}  // namespace mash::casework
