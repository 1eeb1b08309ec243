// SPDX-License-Identifier: MIT
// The main page of a case: what each agency knows, who has not answered, and what comes next.
#include <algorithm>
#include <map>

#include "basis_words.h"
#include "enquiry_words.h"
#include "instead.h"
#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/cases/holds.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/items.h"
#include "mash/enquiry/coverage.h"
#include "mash/enquiry/holding_back.h"
#include "mash/enquiry/known.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "mash/told/told.h"
#include "pages.h"
#include "volunteer.h"

namespace mash::enquiry {

namespace {

using disclosure::Item;
using model::EnquiryState;
using model::NotificationState;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

json::Value tag_view(const disclosure::Release& r, const model::Borough& borough) {
  json::Value v = json::Object{};
  v.set("tag", disclosure::tag_of(r.state));
  v.set("recipient", directory::agency_name(borough, r.recipient));
  v.set("wording", r.wording.reveal());
  return v;
}

json::Value item_view(Context& c, const policy::Proof& proof, const Item& item,
                      const model::Borough& borough, const std::map<ItemId, int>& files) {
  json::Value v = json::Object{};
  const auto with = files.find(item.id);
  v.set("files", with == files.end() ? std::string() : attachments::count_words(with->second));
  v.set("files_href", "/items/" + item.id.text() + "/files");
  v.set("fact", item.fact.reveal());
  v.set("source", item.source.reveal());
  v.set("event_date", item.event_date.reveal());
  v.set("grade", disclosure::grade_in_words(item.grade.reveal()));
  v.set("handling", item.handling.reveal());
  v.set("sensitivity", item.sensitivity == 0
                           ? std::string_view()
                           : model::words_of(static_cast<model::Sensitivity>(item.sensitivity)));
  v.set("draft", item.state == model::ItemState::draft);
  v.set("href", item.owner == c.principal.agency &&
                        may(c.principal, Action::edit_item, policy::Facts{.own = true})
                    ? "/items/" + item.id.text()
                    : std::string());
  json::Array releases;
  bool stays = item.sensitivity == static_cast<int>(model::Sensitivity::manager_only);
  for (const auto& r : disclosure::releases_of(c, proof, item)) {
    stays = stays || r.state == model::ReleaseState::withheld;
    releases.push_back(tag_view(r, borough));
  }
  v.set("undecided",
        releases.empty() ? disclosure::tag_of(model::ReleaseState::undecided) : json::Value(false));
  v.set("releases", std::move(releases));
  v.set("stays", stays);
  return v;
}

// One agency: its newest request, if it was asked, and its items as this reader may see them.
struct Card {
  AgencyId agency;
  const Enquiry* request = nullptr;
  std::vector<const Enquiry*> earlier{};
  std::vector<Item> items{};
};

std::vector<Card> cards_of(const std::vector<Enquiry>& requests, std::vector<Item> items) {
  std::vector<Card> out;
  const auto card = [&out](const AgencyId& agency) -> Card& {
    const auto found = std::ranges::find(out, agency, &Card::agency);
    if (found != out.end()) return *found;
    out.push_back({.agency = agency});
    return out.back();
  };
  for (const auto& e : requests) {
    Card& one = card(e.agency);
    if (one.request != nullptr) one.earlier.push_back(one.request);
    one.request = &e;
  }
  for (auto& item : items) card(item.owner).items.push_back(std::move(item));
  return out;
}

std::string status_of(const Card& card) {
  if (card.request == nullptr) return "Was not asked, told us";
  if (card.request->answer == model::ReturnKind::not_available) {
    return "Was not available to answer";
  }
  if (card.request->answer) return std::string(model::words_of(*card.request->answer));
  return std::string(model::words_of(card.request->state));
}

bool waits(const Card& card) {
  return card.request != nullptr && (card.request->state == EnquiryState::sent ||
                                     card.request->state == EnquiryState::acknowledged);
}

// "Amara Okafor, Chidi Okafor" of one a line.
std::string names_in_line(const Sensitive& lines) {
  std::string out;
  for (const char ch : lines.reveal()) out += ch == '\n' ? std::string(", ") : std::string(1, ch);
  return out;
}

// Children whom what this agency was asked, and answered, is not about.
json::Array not_covered(const Card& card, const std::vector<Enquiry>& requests,
                        const std::vector<NamedChild>& children) {
  json::Array out;
  for (const auto& child : children) {
    for (const auto& one : coverage_of(requests, child)) {
      const bool since = one.coverage == Coverage::named_since;
      if (one.agency != card.agency || (!since && one.coverage != Coverage::left_out)) continue;
      json::Value v = json::Object{};
      v.set("name", child.name.reveal());
      v.set("since", since);
      out.push_back(std::move(v));
    }
  }
  return out;
}

// What was answered before the newest request.
json::Array earlier_answers(const Card& card, const model::Borough& borough) {
  json::Array out;
  for (const Enquiry* e : card.earlier) {
    if (!e->answer || !e->returned_at) continue;
    json::Value v = json::Object{};
    v.set("about", names_in_line(e->subjects));
    v.set("status", model::words_of(*e->answer));
    v.set("words", answer_words(*e));
    v.set("answered",
          directory::person_name(borough, e->returned_by) + ", " + plain_time(*e->returned_at));
    out.push_back(std::move(v));
  }
  return out;
}

// Children about whom agencies that were asked before can be asked now.
json::Value named_since(const Context& c, const policy::Facts& facts, const cases::CaseHead& head,
                        const std::vector<Enquiry>& requests,
                        const std::vector<NamedChild>& children) {
  json::Array names;
  for (const auto& child : children) {
    const auto all = coverage_of(requests, child);
    const bool since =
        std::ranges::find(all, Coverage::named_since, &AgencyCoverage::coverage) != all.end();
    if (since) names.emplace_back(child.name.reveal());
  }
  if (names.empty() || !may(c.principal, Action::send_enquiry, facts)) return false;
  json::Value v = json::Object{};
  v.set("names", std::move(names));
  v.set("href", "/case/" + head.id.text() + "/ask-about");
  return v;
}

// They know something and cannot share it: whoever asks is offered those who answer for them (C17).
std::string ask_again_link(const Context& c, const policy::Facts& facts, const Card& card) {
  const bool declined = card.request != nullptr && card.request->state == EnquiryState::declined;
  if (!declined || !may(c.principal, Action::send_enquiry, facts)) return "";
  return "/case/" + c.case_id.text() + "/ask-again/" + card.request->id.text();
}

void set_items(json::Value& v, Context& c, const policy::Proof& proof, const Card& card,
               const model::Borough& borough) {
  json::Array items;
  const auto files = attachments::files_of_items(c.tx, c.case_id);
  int sealed = 0;
  for (const auto& item : card.items) {
    c.touch(item.id.text());
    if (!item.readable) {
      ++sealed;
    } else {
      items.push_back(item_view(c, proof, item, borough, files));
    }
  }
  v.set("items", std::move(items));
  v.set("sealed", sealed == 0   ? std::string()
                  : sealed == 1 ? std::string("1 item: manager only")
                                : std::to_string(sealed) + " items: manager only");
}

json::Value card_view(Context& c, const policy::Proof& proof, const Card& card,
                      const std::vector<cases::Deadline>& clocks, const model::Borough& borough) {
  json::Value v = json::Object{};
  v.set("agency", directory::agency_name(borough, card.agency));
  v.set("status", status_of(card));
  v.set("waits", waits(card));
  const Enquiry* e = card.request;
  v.set("clock", e != nullptr && model::is_open(e->state) ? clock_of(clocks, card.agency, c.now)
                                                          : json::Value(false));
  v.set("asked", e != nullptr ? plain_time(e->sent_at) : std::string());
  v.set("about", e != nullptr ? names_in_line(e->subjects) : std::string());
  v.set("instead", e != nullptr ? instead_words(borough, *e) : std::string());
  v.set("answered",
        e != nullptr && e->returned_at
            ? directory::person_name(borough, e->returned_by) + ", " + plain_time(*e->returned_at)
            : std::string());
  v.set("late", e != nullptr && e->late);
  v.set("words", e != nullptr ? answer_words(*e) : json::Array{});
  v.set("request", e != nullptr && card.agency == c.principal.agency &&
                           may(c.principal, Action::answer_enquiry, policy::Facts{.own = true})
                       ? "/requests/" + e->id.text()
                       : std::string());
  set_items(v, c, proof, card, borough);
  return v;
}

std::string summary_of(const std::vector<Card>& cards) {
  int asked = 0;
  int nothing = 0;
  int waiting = 0;
  for (const auto& card : cards) {
    if (card.request == nullptr) continue;
    ++asked;
    if (waits(card)) ++waiting;
    if (card.request->answer == model::ReturnKind::nothing_known) ++nothing;
  }
  if (asked == 0) return "";
  std::string out = std::to_string(asked - waiting) + " of " + std::to_string(asked) + " answered";
  if (nothing > 0) {
    out += ", " + std::to_string(nothing) + (nothing == 1 ? " knows nothing" : " know nothing");
  }
  if (waiting > 0) {
    out += ", " + std::to_string(waiting) +
           (waiting == 1 ? " has not answered" : " have not answered");
  }
  return out + ".";
}

// Who has not answered and until when, for whoever decides; and that they need not wait.
struct NotAnswered {
  json::Array lines;
  bool in_time = false;  // somebody still has time
};
NotAnswered not_answered(const Context& c, const std::vector<Card>& cards,
                         const std::vector<cases::Deadline>& clocks,
                         const model::Borough& borough) {
  NotAnswered out;
  for (const auto& card : cards) {
    if (!waits(card)) continue;
    const auto clock = std::ranges::find_if(clocks, [&card](const cases::Deadline& d) {
      return d.stage == model::Stage::agency_return && d.agency == card.agency && !d.met_at &&
             !d.withdrawn;
    });
    const bool timed = clock != clocks.end();
    json::Value v = json::Object{};
    v.set("agency", directory::agency_name(borough, card.agency));
    v.set("until", timed ? plain_time(clock->due_at) : std::string());
    v.set("over", timed && clock->due_at < c.now);
    out.in_time = out.in_time || !timed || clock->due_at >= c.now;
    out.lines.push_back(std::move(v));
  }
  return out;
}

struct Step {
  const char* text;
  std::string path;
  Action action;
  bool fits;   // in this state of the case
  bool first;  // what comes next
};

// Where agencies still have time to answer, the answers come next: deciding is possible and not
// pressed upon anybody.
std::vector<Step> steps_of(const cases::CaseHead& h, bool answers_come) {
  using enum NotificationState;
  const auto s = h.state;
  const std::string path = "/case/" + h.id.text();
  const bool open = model::is_open(s);
  const bool early = s == received || s == screening || s == reopened;
  const bool asked = s == enquiring || s == analysis || s == fast_track;
  const bool decided_now = s == decided || s == disseminated;
  const bool unrated =
      h.rating == model::Rating::not_rated || h.rating == model::Rating::provisional_red;
  return {{"Screen", path + "/screen", Action::screen, early, s == received || s == reopened},
          {unrated ? "Rate" : "Change the rating", path + "/rate", Action::confirm_rating,
           open && !decided_now, s == screening},
          {h.basis_complete ? "Why we may ask" : "Record why we may ask", path + "/basis",
           Action::record_basis, open && !decided_now, s == triaged},
          {"Ask agencies", path + "/ask", Action::send_enquiry, open && !decided_now,
           s == basis_recorded || (h.urgent && !asked)},
          {"Decide", path + "/decision", Action::decide, s == reopened || (open && !early),
           s == acknowledged || (asked && !answers_come)},
          {"What leaves", path + "/products", Action::compose_product, decided_now || asked,
           decided_now},
          {"Tell the hub what you know", path + "/volunteer", Action::disclose_item, open, false},
          {"A young person objects", path + "/objections", Action::record_work, open, false},
          {"Told by telephone", path + "/told", Action::issue_product, true, false}};
}

json::Value button(std::string_view text, const std::string& href, bool first) {
  return json::Object{{"text", text}, {"href", href}, {"first", first}};
}

// What another slice says comes before what fits the state.
json::Array buttons(const Context& c, const cases::CaseHead& head, const policy::Facts& facts,
                    const std::vector<NextStep>& before, bool answers_come) {
  json::Array out;
  for (const auto& step : before) out.push_back(button(step.text, step.href, true));
  for (const auto& step : steps_of(head, answers_come)) {
    if (!step.fits || !may(c.principal, step.action, facts)) continue;
    out.push_back(button(step.text, step.path, step.first && before.empty()));
  }
  return out;
}

json::Array links_beside(Context& c, const policy::Proof& proof, const Deps& deps) {
  json::Array out;
  if (!deps.beside) return out;
  for (const auto& link : deps.beside(c, proof, c.case_id)) {
    out.push_back(json::Object{{"text", link.text}, {"href", link.href}});
  }
  return out;
}

Result<Reply> show(const policy::Grant<Action::read_case>& grant, Context& c, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  MASH_TRY(const auto facts, ask_facts(c));
  const auto clocks = cases::clocks_of(c.tx, c.case_id);
  const auto requests = enquiries_of(c, grant, c.case_id);
  const auto cards = cards_of(requests, disclosure::visible_items(c, c.case_id));
  const auto basis = basis_of(c, grant, c.case_id);
  json::Array views;
  const auto children = children_in(c, grant, c.case_id);
  for (const auto& card : cards) {
    json::Value view = card_view(c, grant, card, clocks, borough);
    view.set("not_covered", not_covered(card, requests, children));
    view.set("earlier", earlier_answers(card, borough));
    view.set("ask_again", ask_again_link(c, facts, card));
    views.push_back(std::move(view));
  }
  auto unanswered = not_answered(c, cards, clocks, borough);
  json::Array next = buttons(c, *head, volunteer_facts(c, facts),
                             deps.next ? deps.next(c, grant, c.case_id) : std::vector<NextStep>(),
                             unanswered.in_time);
  json::Value data = json::Object{};
  json::Array beside = links_beside(c, grant, deps);
  data.set("has_beside", !beside.empty());
  data.set("beside", std::move(beside));
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "knows"));
  data.set("state", cases::standing_words(*head));
  data.set("summary", summary_of(cards));
  data.set("visit", deps.since ? deps.since(c, grant, c.case_id) : json::Value(false));
  data.set("waiting", deps.waiting ? deps.waiting(c, grant, c.case_id) : json::Value(false));
  data.set("holding_back", holding_back(c, borough, c.case_id));
  data.set("named_since", named_since(c, facts, *head, requests, children));
  data.set("kept", cases::kept_view(c, c.case_id, [&borough](const AgencyId& agency) {
             return directory::agency_name(borough, agency);
           }));
  json::Array told = told::notices(c, borough, c.case_id);
  data.set("has_told", !told.empty());
  data.set("told", std::move(told));
  const bool decides = may(c.principal, Action::decide, facts) && !model::is_decided(head->state);
  data.set("has_not_answered", decides && !unanswered.lines.empty());
  data.set("not_answered", decides ? std::move(unanswered.lines) : json::Array{});
  data.set("has_next", !next.empty());
  data.set("next", std::move(next));
  data.set("nobody", views.empty() ? html::empty(html::Empty::nothing, "No agency has been asked.")
                                   : json::Value(false));
  data.set("cards", std::move(views));
  data.set("basis", basis ? basis_view(*basis) : json::Value(false));
  return pipeline::View{.page = "enquiry/case",
                        .title = "What agencies know",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

json::Array known_facts(Context& c, const policy::Proof& proof, const model::Borough& borough,
                        const CaseId& id) {
  const auto requests = enquiries_of(c, proof, id);
  json::Array out;
  for (const auto& card : cards_of(requests, disclosure::visible_items(c, id))) {
    // They stand under "Not answered yet".
    if (waits(card) && !card.request->answer && card.items.empty()) continue;
    json::Value v = json::Object{};
    v.set("agency", directory::agency_name(borough, card.agency));
    v.set("status", status_of(card));
    v.set("words", card.request != nullptr ? answer_words(*card.request) : json::Array{});
    set_items(v, c, proof, card, borough);
    out.push_back(std::move(v));
  }
  return out;
}

void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}",
       .summary = "What agencies know about a case",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_case_routes(out, deps);
  add_basis_routes(out, deps);
  add_ask_routes(out, deps);
  add_ask_about_routes(out, deps);
  add_ask_again_routes(out, deps);
  add_request_routes(out, deps);
  add_answer_routes(out, deps);
  add_volunteer_routes(out, deps);
  return out;
}

}  // namespace mash::enquiry
