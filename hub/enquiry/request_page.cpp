// SPDX-License-Identifier: MIT
// The desk's side: its list of requests, and one request with all that is needed to search.
#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "answer_form.h"
#include "enquiry_words.h"
#include "facts_form.h"
#include "instead.h"
#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/items.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/intake/intake.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"

namespace mash::enquiry {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::size_t k_most_listed = 100;
constexpr std::size_t k_most_sorted = 5000;

// Of the reader's own desk, in this case: "1 item is not in the hub yet" after `one` and `many`,
// or empty.
std::string not_in_hub(Context& c, const EnquiryRow& row, const char* one, const char* many) {
  const int drafts = disclosure::own_drafts(c, row.case_id);
  if (drafts == 0) return "";
  return std::to_string(drafts) + (drafts == 1 ? one : many) + " not in the hub yet";
}

json::Value request_line(Context& c, const policy::Proof& proof, const EnquiryRow& row) {
  const auto head = cases::find_case(c.tx, row.case_id);
  MASH_ASSERT(head.has_value());
  const auto clocks = cases::clocks_of(c.tx, row.case_id);
  json::Value v = json::Object{};
  v.set("href", "/requests/" + row.id.text());
  v.set("who", people::children_line(c, proof, row.case_id));
  v.set("reference", head->reference);
  v.set("rating", cases::rating_tag(head->rating));
  v.set("state", model::words_of(row.state));
  v.set("asked_at", plain_time(row.sent_at));
  v.set("not_sent", not_in_hub(c, row, "", ""));
  v.set("clock",
        model::is_open(row.state) ? clock_of(clocks, row.agency, c.now) : json::Value(false));
  c.touch(row.id.text());
  return v;
}

// What the list sorts by. As in the queue (cases/queue.h): what is Red until rated first, then the
// least time left, so that what is overdue stands above; of two with the same time Red is first.
struct Pressing {
  bool until_rated = false;
  UtcTime due;
  bool red = false;
  UtcTime sent_at;
  std::string id;
  [[nodiscard]] auto rank() const { return std::tuple{!until_rated, due, !red, sent_at, id}; }
};

Pressing pressing_of(Context& c, const EnquiryRow& row) {
  const auto head = cases::find_case(c.tx, row.case_id);
  MASH_ASSERT(head.has_value());
  const auto clock =
      cases::running_clock(c.tx, row.case_id, model::Stage::agency_return, row.agency);
  return {.until_rated = head->rating == model::Rating::provisional_red,
          .due = clock ? clock->due_at : UtcTime{std::numeric_limits<std::int64_t>::max()},
          .red = head->rating == model::Rating::red,
          .sent_at = row.sent_at,
          .id = row.id.text()};
}

// At most k_most_listed of those that the reader may know of.
std::vector<EnquiryRow> most_pressing(Context& c, const std::set<CaseId>& hidden) {
  std::vector<std::pair<Pressing, EnquiryRow>> all;
  for (auto& row : enquiries_of_agency(c.tx, c.principal.agency, true, hidden, k_most_sorted)) {
    auto pressing = pressing_of(c, row);
    all.emplace_back(pressing, std::move(row));
  }
  std::ranges::sort(all, {}, [](const auto& one) { return one.first.rank(); });
  std::vector<EnquiryRow> out;
  for (auto& one : all) {
    if (out.size() == k_most_listed) break;
    out.push_back(std::move(one.second));
  }
  return out;
}

Result<Reply> list(const policy::Grant<Action::read_requests>& grant, Context& c,
                   const model::Borough& borough) {
  json::Array open;
  json::Array answered;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& row : most_pressing(c, hidden)) open.push_back(request_line(c, grant, row));
  for (const auto& row :
       enquiries_of_agency(c.tx, c.principal.agency, false, hidden, k_most_listed)) {
    answered.push_back(request_line(c, grant, row));
  }
  const std::string agency = directory::agency_name(borough, c.principal.agency);
  json::Value data = json::Object{};
  data.set("agency", agency);
  data.set("nothing", open.empty() ? html::empty(html::Empty::nothing, "No requests for " + agency +
                                                                           " wait for an answer.")
                                   : json::Value(false));
  data.set("has_open", !open.empty());
  data.set("open", std::move(open));
  data.set("has_answered", !answered.empty());
  data.set("answered", std::move(answered));
  return pipeline::View{
      .page = "enquiry/requests", .title = "Requests to your agency", .data = std::move(data)};
}

std::string joined(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + ", " + b;
}

// "9 March 2017"; a date that is not whole stays as it was said.
std::string date_words(const std::string& iso) {
  const auto day = LocalDate::parse(iso);
  return day ? plain_date(*day) : iso;
}

// What a desk needs to find somebody in its own records.
json::Value people_table(const std::vector<people::Statement>& statements) {
  html::TableOptions o{.caption = "Whom to search for",
                       .caption_classes = "govuk-table__caption--m",
                       .head = {{.text = "Name"},
                                {.text = "Role"},
                                {.text = "Born"},
                                {.text = "Address"},
                                {.text = "Numbers"},
                                {.text = "Said of them"}},
                       .first_cell_is_header = true,
                       .stack = true};
  for (const auto& s : statements) {
    const std::string nhs = s.nhs_number.empty() ? "" : "NHS " + s.nhs_number.reveal();
    const std::string upn = s.upn.empty() ? "" : "UPN " + s.upn.reveal();
    o.rows.push_back({{.text = s.display_name()},
                      {.text = std::string(model::words_of(s.role))},
                      {.text = date_words(s.dob.reveal())},
                      {.text = joined(s.address_line.reveal(), s.postcode.reveal())},
                      {.text = joined(nhs, upn)},
                      {.text = joined(s.relationship.reveal(), s.notes.reveal())}});
  }
  return html::table(o);
}

// The sender's words without who sent them: that is for the front door.
json::Array notifications_view(Context& c, const policy::Proof& proof, const CaseId& id) {
  json::Array out;
  for (const auto& n : intake::notification_view(c, proof, id)) {
    json::Value v = json::Object{};
    std::string concerns;
    for (const auto concern : n.concerns) {
      concerns += (concerns.empty() ? "" : ", ") + std::string(model::words_of(concern));
    }
    v.set("concerns", concerns);
    v.set("received", plain_time(n.received_at));
    v.set("narrative", n.narrative.reveal());
    v.set("who_else", n.who_else.reveal());
    out.push_back(std::move(v));
  }
  return out;
}

json::Array own_items(Context& c, const EnquiryRow& row) {
  json::Array out;
  const auto files = attachments::files_of_items(c.tx, row.case_id);
  for (const auto& item : disclosure::visible_items(c, row.case_id)) {
    if (item.owner != row.agency) continue;
    json::Value v = json::Object{};
    v.set("href", "/items/" + item.id.text());
    const auto with = files.find(item.id);
    v.set("files",
          with == files.end() ? std::string("Add a file") : attachments::count_words(with->second));
    v.set("fact", item.fact.reveal());
    v.set("source", item.source.reveal());
    v.set("event_date", item.event_date.reveal());
    v.set("draft", item.state == model::ItemState::draft);
    v.set("state", model::words_of(item.state));
    v.set("sensitivity", model::words_of(static_cast<model::Sensitivity>(item.sensitivity)));
    out.push_back(std::move(v));
    c.touch(item.id.text());
  }
  return out;
}

// What is written down is in the hub only when an answer was sent after it.
std::string not_sent_words(Context& c, const EnquiryRow& row) {
  const std::string words = not_in_hub(c, row, " item is", " items are");
  if (words.empty()) return "";
  if (!row.answer) return words + ": send the answer.";
  return words + ": send the answer again, but for what is to stay at your desk.";
}

// Who was added since it was sent.
json::Array added_view(const Enquiry& e, const model::Borough& borough) {
  json::Array out;
  for (std::size_t i = 1; i < e.asked.size(); ++i) {
    json::Value v = json::Object{};
    v.set("names", e.asked[i].names.reveal());
    v.set("question", e.asked[i].question.reveal());
    v.set("by", directory::person_name(borough, e.asked[i].by) + ", " + plain_time(e.asked[i].at));
    v.set("unanswered", e.answer_version <= e.asked[i].version);
    out.push_back(std::move(v));
  }
  return out;
}

void set_request(json::Value& data, const Enquiry& e, const model::Borough& borough) {
  data.set("questions", e.questions.reveal());
  data.set("subjects", e.subjects.reveal());
  data.set("instead", instead_words(borough, e));
  data.set("added", added_view(e, borough));
  data.set("asked_by", directory::person_name(borough, e.sent_by));
  data.set("asked_at", plain_time(e.sent_at));
  data.set("state", model::words_of(e.state));
  data.set("answer", e.answer ? model::words_of(*e.answer) : std::string_view());
  data.set("answer_words", answer_words(e));
  data.set("answered_by", e.returned_at ? directory::person_name(borough, e.returned_by) + ", " +
                                              plain_time(*e.returned_at)
                                        : std::string());
  data.set("late", e.late);
}

}  // namespace

Result<EnquiryRow> enquiry_in_path(Context& c) {
  MASH_TRY(const auto id, EnquiryId::parse(c.input.text("enquiry")));
  const auto row = find_enquiry(c.tx, id);
  if (!row) return not_found();
  return *row;
}

Result<pipeline::View> request_view(Context& c, const policy::Proof& proof,
                                    const model::Borough& borough) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  const auto head = cases::find_case(c.tx, row.case_id);
  MASH_ASSERT(head.has_value());
  const auto clocks = cases::clocks_of(c.tx, row.case_id);
  const auto* agency = borough.find_agency(row.agency);
  MASH_ASSERT(agency != nullptr);
  const bool open = model::is_open(row.state);
  const std::string path = "/requests/" + row.id.text();
  const auto basis = basis_of(c, proof, row.case_id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, row.case_id)));
  data.set("case_href", "/case/" + row.case_id.text());
  set_request(data, open_enquiry(c, proof, row, clocks), borough);
  data.set("clock", open ? clock_of(clocks, row.agency, c.now) : json::Value(false));
  data.set("basis", basis ? basis_view(*basis) : json::Value(false));
  data.set("people", people_table(people::statements_of(c, proof, row.case_id)));
  data.set("notifications", notifications_view(c, proof, row.case_id));
  data.set("seen", row.state == model::EnquiryState::sent ? path + "/seen" : std::string());
  json::Array items = own_items(c, row);
  data.set("has_items", !items.empty());
  data.set("items", std::move(items));
  data.set("not_sent", not_sent_words(c, row));
  json::Value form = answer_form(c, row, *agency);
  form.set("add", facts_form(c, path + "/item", *agency, json::Value(false)));
  data.set("answer_form", std::move(form));
  return pipeline::View{.page = "enquiry/request",
                        .title = "Request to " + agency->name,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<policy::Facts> own_request_facts(Context& c) {
  MASH_TRY(const auto row, enquiry_in_path(c));
  c.about(row.case_id);
  c.touch(row.id.text());
  policy::Facts f;
  f.own = row.agency == c.principal.agency;
  f.barred = cases::is_barred(c.tx, row.case_id, c.principal.person);
  f.case_member = f.own && !f.barred;  // to everybody else it is as if absent
  return f;
}

void add_request_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::read_requests>(
      {.path = "/requests",
       .summary = "Requests to my agency",
       .event = "enquiry.list",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto& grant, Context& c) { return list(grant, c, borough); }}));
  out.push_back(pipeline::page<Action::answer_enquiry>(
      {.path = "/requests/{enquiry}",
       .summary = "One request, with what is needed to search and to answer",
       .event = "enquiry.read",
       .facts = own_request_facts,
       .run = [&borough](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(auto view, request_view(c, grant, borough));
         return view;
       }}));
}

}  // namespace mash::enquiry
