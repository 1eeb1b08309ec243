// SPDX-License-Identifier: MIT
#include "call.h"
#include "form.h"
#include "mash/cases/cases.h"
#include "mash/cases/own_clock.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_versions.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"

namespace mash::told {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string path_of(const CaseId& id, const std::string& rest = "") {
  return "/case/" + id.text() + "/told" + rest;
}

std::string by_line(const model::Borough& borough, const StaffId& person, UtcTime at) {
  return directory::person_name(borough, person) + ", " + plain_time(at);
}

json::Value case_page(Context& c, const policy::Proof& proof) {
  const auto head = cases::find_case(c.tx, c.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  return data;
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  const bool may = may_tell(c.principal);
  json::Value data = case_page(c, proof);
  json::Array rows = notices(c, deps.borough, c.case_id);
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "There is nothing here that you may read.")
                                   : json::Value(false));
  data.set("has_rows", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("may_tell", may);
  data.set("telephone", cases::telephone_places(c, c.case_id, "told"));
  data.set("action", path_of(c.case_id));
  if (may) {
    data.set("form", call_form(c, deps.borough));
    data.set("reach", whom_to_reach(c, deps.borough));
  } else {
    data.set("form", false);
    data.set("reach", json::Array{});
  }
  return pipeline::View{.page = "told/calls",
                        .title = "Told by telephone",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<ToldRow> row_in_path(Context& c) {
  auto row = find_told(c.tx, c.case_id, c.input.text("told"));
  if (!row) return not_found();
  return *std::move(row);
}

// As they were worded when they were told. Of the items the owner and those who decide may read the
// words; the duty team sees which.
json::Array items_view(Context& c, const ToldRow& row) {
  json::Array out;
  for (const auto& one : items_of(c.tx, row.id)) {
    const auto item = disclosure::visible_version(c, one.item, one.version);
    if (!item) {
      out.emplace_back("A piece of information that is erased now");
    } else {
      out.emplace_back(item->readable ? item->fact.reveal() : "An item for managers only");
    }
  }
  return out;
}

json::Value said_view(const model::Borough& borough, const Said& said, const Sensitive& words) {
  json::Value v = json::Object{};
  v.set("words", words.reveal());
  v.set("by", by_line(borough, said.by, said.at));
  return v;
}

json::Value call_view(Context& c, const policy::Proof& proof, const Deps& deps,
                      const ToldRow& row) {
  const auto words = open_words(c, proof, row);
  const auto laws = disclosure::law_words(row.basis);
  std::string asked;
  for (const auto& person : asked_about(c.tx, row.id)) {
    asked += (asked.empty() ? "" : "; ") + directory::person_name(deps.borough, person);
  }
  std::string law;
  for (const auto& one : laws) law += (law.empty() ? "" : "; ") + *one.as_string();
  json::Value v = json::Object{};
  v.set("owner", directory::agency_name(deps.borough, row.owner));
  v.set("told_at", plain_time(row.told_at));
  v.set("told_by", directory::person_name(deps.borough, row.told_by));
  v.set("written", by_line(deps.borough, row.recorded_by, row.recorded_at));
  json::Array items = items_view(c, row);
  v.set("has_items", !items.empty());
  v.set("items", std::move(items));
  v.set("to", words.name.reveal() + ", " + words.role.reveal() + ", " + words.agency.reveal() +
                  ", " + words.number.reveal());
  v.set("said", words.said.reveal());
  v.set("why", words.why.reveal());
  v.set("tried", words.tried.reveal());
  v.set("laws", law);
  v.set("asked", asked);
  return v;
}

json::Value form_of(std::string action, std::string button, std::vector<json::Value> questions) {
  json::Value v = json::Object{};
  v.set("action", std::move(action));
  v.set("button", std::move(button));
  v.set("fields", html::fields(std::move(questions)));
  v.set("idempotency_key", false);  // two forms may stand on one page
  return v;
}

json::Value review_form(const Context& c, const ToldRow& row) {
  html::RadiosOptions answer{.name = "answer",
                             .legend = "Was it right?",
                             .error = html::error_of(c.faults, "answer"),
                             .value = typed_or(c, "answer"),
                             .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Answer>) {
    answer.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return form_of(path_of(c.case_id, "/" + row.id + "/review"), "Record the review",
                 {html::radios(answer), html::textarea({.name = "reason",
                                                        .label = "Why?",
                                                        .error = html::error_of(c.faults, "reason"),
                                                        .value = typed_or(c, "reason"),
                                                        .rows = 3,
                                                        .max_length = 2000,
                                                        .label_classes = "govuk-label--s"})});
}

json::Value reply_form(const Context& c, const ToldRow& row) {
  return form_of(
      path_of(c.case_id, "/" + row.id + "/reply"), "Record that we have read it",
      {html::textarea({.name = "reply",
                       .label = "What does your agency say to it?",
                       .hint = "For example, what else they must know, or what was not right. "
                               "What may leave the hub you decide as always.",
                       .error = html::error_of(c.faults, "reply"),
                       .value = typed_or(c, "reply"),
                       .rows = 3,
                       .max_length = 2000,
                       .label_classes = "govuk-label--s"})});
}

bool took_part(const policy::Principal& person, const ToldRow& row) {
  return person.person == row.told_by || person.person == row.recorded_by;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, row_in_path(c));
  c.touch(row.id);
  json::Value data = case_page(c, proof);
  data.set("back", path_of(c.case_id));
  data.set("call", call_view(c, proof, deps, row));
  data.set("review", row.review ? said_view(deps.borough, *row.review, open_review(c, proof, row))
                                : json::Value(false));
  data.set("answer", row.answer ? std::string(model::words_of(*row.answer)) : std::string());
  data.set("reply", row.reply ? said_view(deps.borough, *row.reply, open_reply(c, proof, row))
                              : json::Value(false));
  const auto clock = cases::running_own_clock(c.tx, c.case_id, row.clock);
  data.set("clock", row.review ? json::Value(false) : cases::clock_tag(clock, c.now));
  data.set("own", took_part(c.principal, row));
  data.set("review_form", may_review(c.principal, row) ? review_form(c, row) : json::Value(false));
  data.set("reply_form",
           is_owners(c.principal, row) && !row.reply ? reply_form(c, row) : json::Value(false));
  return pipeline::View{.page = "told/call",
                        .title = "Told by telephone",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// A conflict names the field with the words typed, so that the page is shown with them.
Error changed_meanwhile(const char* field, const std::string& what) {
  return {ErrorCode::conflict, what, {{field, what}}};
}

Result<Reply> review(Context& c) {
  MASH_TRY(const auto row, row_in_path(c));
  if (row.review) return changed_meanwhile("answer", "Somebody has reviewed it meanwhile");
  if (took_part(c.principal, row)) {
    return invalid("answer", "You told it or wrote it down: somebody else has to review it");
  }
  const auto answer = model::from_code<Answer>(c.input.text("answer"));
  add_review(c, row, *answer, std::string(c.input.text("reason")));
  return pipeline::SeeOther{path_of(c.case_id, "/" + row.id), {}};
}

Result<Reply> reply(Context& c) {
  MASH_TRY(const auto row, row_in_path(c));
  if (row.reply) return changed_meanwhile("reply", "A colleague has answered meanwhile");
  add_reply(c, row, std::string(c.input.text("reply")));
  return pipeline::SeeOther{path_of(c.case_id, "/" + row.id), {}};
}

Result<Reply> tell(Context& c, const Deps& deps) {
  MASH_TRY(const auto call, read_call(c, deps.borough));
  const auto id = add_call(c, deps, call);
  return pipeline::SeeOther{path_of(c.case_id, "/" + id), {}};
}

// Absent to all others: that something was told says that its owner holds something.
Result<policy::Facts> call_facts(Context& c,
                                 bool (*may)(const policy::Principal&, const ToldRow&)) {
  MASH_TRY(const auto facts, cases::case_facts(c));
  MASH_TRY(const auto row, row_in_path(c));
  if (!may(c.principal, row)) return not_found();
  return facts;
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  constexpr const char* k_list = "/case/{case}/told";
  constexpr const char* k_one = "/case/{case}/told/{told}";
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_case>(
      {.path = k_list,
       .summary = "What was told by telephone because nobody of the owner could be reached",
       .event = "told.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = k_list,
       .summary = "Write down what was told by telephone; the hub releases nothing by it",
       .event = "told.recorded",
       .fields = call_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return tell(c, deps); },
       .again = k_list}));
  out.push_back(pipeline::page<Action::read_case>(
      {.path = k_one,
       .summary = "One call by which something was told",
       .event = "told.read",
       .facts = [](Context& c) { return call_facts(c, may_read); },
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_one) + "/review",
       .summary = "Say as a second person whether it was right to tell it",
       .event = "told.reviewed",
       .fields = review_fields(),
       .facts = [](Context& c) { return call_facts(c, may_read); },
       .run = [](const auto&, Context& c) { return review(c); },
       .again = k_one}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = std::string(k_one) + "/reply",
       .summary = "Say as the owner that it was read, and what there is to say",
       .event = "told.answered",
       .fields = {{.name = "reply",
                   .label = "What your agency says",
                   .required = true,
                   .max = 2000,
                   .missing = "Say what your agency says to it, if only that you have read it",
                   .as_typed = true}},
       .facts = [](Context& c) { return call_facts(c, is_owners); },
       .run = [](const auto&, Context& c) { return reply(c); },
       .again = k_one}));
  return out;
}

}  // namespace mash::told
