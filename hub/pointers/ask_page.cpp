// SPDX-License-Identifier: MIT
// The page of a case on which other hubs are asked, with what they answered.
#include <algorithm>
#include <map>

#include "children.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "talk.h"

namespace mash::pointers {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/case/{case}/other-hubs";

std::string path_of(const CaseId& id) {
  return "/case/" + id.text() + "/other-hubs";
}

bool may_write(const Context& c) {
  return policy::may(c.principal, Action::issue_product, {.case_member = true});
}

std::string typed(const Context& c, std::string_view field) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(field));
}

std::vector<people::Statement> said_in(Context& c, const policy::Proof& proof) {
  return people::statements_of(c, proof, c.case_id);
}

json::Value form_of(Context& c, const Deps& deps, const std::vector<ChildOfCase>& children) {
  html::RadiosOptions whom{.name = "child",
                           .legend = "About which child do you ask?",
                           .error = html::error_of(c.faults, "child"),
                           .value = typed(c, "child"),
                           .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& child : children) {
    whom.choices.push_back({.value = child.first().text(), .text = child.name()});
  }
  html::RadiosOptions why{.name = "reason",
                          .legend = "Why do you ask?",
                          .hint = "The other hubs read this, with your name and agency",
                          .error = html::error_of(c.faults, "reason"),
                          .value = typed(c, "reason"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& reason : deps.policy.reasons) {
    why.choices.push_back({.value = reason.code, .text = reason.words});
  }
  json::Value out = json::Object{};
  out.set("action", path_of(c.case_id));
  out.set("fields", html::fields({html::radios(whom), html::radios(why)}));
  return out;
}

using Names = std::map<pointer::HubId, std::string>;

Names names_of(const std::vector<OtherHub>& hubs) {
  Names out;
  for (const auto& hub : hubs) out.emplace(hub.id, hub.name);
  return out;
}

std::string list_age_words(std::int64_t minutes) {
  constexpr std::int64_t k_hour = 60;
  if (minutes % k_hour != 0) return std::to_string(minutes) + " minutes";
  const auto hours = minutes / k_hour;
  return std::to_string(hours) + (hours == 1 ? " hour" : " hours");
}

json::Value asked_view(Context& c, const Deps& deps, const AskedRow& row, const Names& names) {
  const auto name = names.find(row.hub);
  std::string means(meaning_of(row.stands));
  if (row.stands == Stands::not_known) {
    means += " Its list may be up to " + list_age_words(deps.policy.list_minutes) + " old.";
  }
  json::Value out = json::Object{};
  out.set("hub", name == names.end() ? row.hub : name->second);
  out.set("state", model::words_of(row.stands));
  out.set("at", (is_answer(row.stands) ? "" : "since ") + plain_time(row.at));
  out.set("means", std::move(means));
  // Of a hub that this one does not talk to any more nothing more is to be had in this way.
  out.set("write", may_write(c) && name != names.end() && row.stands != Stands::not_known);
  return out;
}

std::string name_of(const std::vector<ChildOfCase>& children, const StatementId& first) {
  const auto child = std::ranges::find_if(children, [&first](const ChildOfCase& one) {
    return std::ranges::any_of(one.said,
                               [&first](const people::Statement& s) { return s.id == first; });
  });
  // Corrected since: the case says now that this is no child.
  return child == children.end() ? "Somebody who is not a child of this case any more"
                                 : child->name();
}

json::Array enquiries_view(Context& c, const Deps& deps, const std::vector<ChildOfCase>& children,
                           const Names& names) {
  json::Array out;
  for (const auto& row : enquiries_of(c.tx, c.case_id)) {
    const auto* reason = deps.policy.reason(row.reason);
    json::Array hubs;
    for (const auto& asked : asked_of(c.tx, row.id)) {
      hubs.push_back(asked_view(c, deps, asked, names));
    }
    json::Value one = json::Object{};
    one.set("child", name_of(children, row.child));
    one.set("by", directory::person_name(deps.borough, row.by) + ", " + plain_time(row.at));
    one.set("reason", reason == nullptr ? row.reason : reason->words);
    one.set("hubs", std::move(hubs));
    out.push_back(std::move(one));
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto children = children_in(said_in(c, proof), to_london(c.now).date);
  const auto hubs = deps.ways.hubs(c.tx, c.now);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("form",
           hubs.empty() || children.empty() ? json::Value(false) : form_of(c, deps, children));
  json::Value nothing(false);
  if (hubs.empty()) {
    nothing = html::empty(html::Empty::nothing,
                          "This hub talks to no other hub. The operator decides that.");
  } else if (children.empty()) {
    nothing = html::empty(html::Empty::nothing,
                          "No child is named in this case yet. Say who is in it first.");
  }
  data.set("nothing", std::move(nothing));
  auto enquiries = enquiries_view(c, deps, children, names_of(hubs));
  data.set("has_enquiries", !enquiries.empty());
  data.set("enquiries", std::move(enquiries));
  return pipeline::View{.page = "pointers/ask",
                        .title = "Other hubs",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<void> may_still_ask(Context& c, const Deps& deps) {
  const auto asked = enquiries_by(c.tx, c.principal.person, start_of_day(c.now));
  if (asked < deps.policy.user_a_day) return {};
  return invalid("child", "You have asked " + std::to_string(asked) +
                              " times today, which is as often as other hubs answer one person. "
                              "Ring the other hub, or have a colleague ask");
}

Result<Reply> ask(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto hubs = deps.ways.hubs(c.tx, c.now);
  if (hubs.empty()) return invalid("child", "This hub talks to no other hub. Ring them instead");
  const std::string reason(c.input.text("reason"));
  if (deps.policy.reason(reason) == nullptr) return invalid("reason", "Select why you ask");
  const auto said = said_in(c, proof);
  const auto children = children_in(said, to_london(c.now).date);
  const auto child = std::ranges::find(children, c.input.text("child"),
                                       [](const ChildOfCase& one) { return one.first().text(); });
  if (child == children.end()) return invalid("child", "Select a child of this case");
  MASH_TRY_DO(may_still_ask(c, deps));
  const auto carers = carers_in(said);
  std::vector<pointer::Normal> records;
  records.reserve(child->said.size());
  for (const auto& one : child->said) records.push_back(normal_of(one, carers));
  MASH_TRY_DO(begin(c, deps, records,
                    {.case_id = c.case_id,
                     .child = child->first(),
                     .by = c.principal.person,
                     .at = c.now,
                     .reason = reason},
                    hubs));
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{path_of(c.case_id), {}};
}

// "2 know a child of this case": of each hub what it said last about each child.
struct Count {
  int known = 0, ask = 0, silent = 0;
};
Count count_of(Context& c, const CaseId& id) {
  std::map<std::pair<StatementId, pointer::HubId>, Stands> last;
  for (const auto& row : enquiries_of(c.tx, id)) {  // the newest first
    for (const auto& asked : asked_of(c.tx, row.id)) {
      last.try_emplace({row.child, asked.hub}, asked.stands);
    }
  }
  std::map<pointer::HubId, Stands> strongest;
  const auto weight = [](Stands stands) {
    if (stands == Stands::known) return 3;
    if (stands == Stands::ask) return 2;
    return is_answer(stands) ? 0 : 1;
  };
  for (const auto& [key, stands] : last) {
    const auto [at, first] = strongest.try_emplace(key.second, stands);
    if (!first && weight(stands) > weight(at->second)) at->second = stands;
  }
  Count out;
  for (const auto& [hub, stands] : strongest) {
    if (stands == Stands::known) ++out.known;
    if (stands == Stands::ask) ++out.ask;
    if (!is_answer(stands)) ++out.silent;
  }
  return out;
}

std::string some(int count, const std::string& one, const std::string& more) {
  return count == 0 ? "" : ", " + std::to_string(count) + (count == 1 ? one : more);
}

}  // namespace

std::string_view meaning_of(Stands stands) {
  switch (stands) {
    case Stands::no_list:
      return "Its list has not come yet, so it has not been asked. It is asked by itself once the "
             "list is here. Until then this says nothing: if it is urgent, ring them.";
    case Stands::asked:
    case Stands::confirming:
      return "It has been asked and has not answered. That is not the same as not known: if it is "
             "urgent, ring them.";
    case Stands::not_known:
      return "Nothing in its list fits. That does not prove that nothing is known there: names may "
             "be written in another way, and only children whom that hub was told of are listed.";
    case Stands::ask:
      return "Something there is like this child. It may be this child, a twin, another relative "
             "or somebody else: it proves nothing. Ring them and ask.";
    case Stands::known:
      return "So much agrees that it is very likely this child. It is not certain: when all hubs "
             "are asked about fifty children, one such answer may be about somebody else. Ring "
             "them and compare all details before anything else is done.";
    case Stands::refused_user:
      return "It refused, because you have asked it as often as it answers one person in a day. "
             "Ring them, or have a colleague ask.";
    case Stands::refused_hub:
      return "It refused, because this hub has asked it as often as it answers one hub in a day. "
             "Ring them.";
    case Stands::refused:
      return "It refused, because the two hubs do not have the same rules. Ring them, and tell the "
             "operator.";
    case Stands::unsound:
      return "What came is not proved to be its answer, so it does not count. Ring them, and tell "
             "the operator.";
  }
  return "";
}

std::vector<enquiry::Beside> beside_case(Context& c, const policy::Proof& /*proof*/,
                                         const Deps& deps, const CaseId& id) {
  if (!policy::may(c.principal, Action::screen, {.case_member = true})) return {};
  const auto count = count_of(c, id);
  const bool any = count.known + count.ask + count.silent > 0;
  if (!any && deps.ways.hubs(c.tx, c.now).empty()) return {};
  std::string text =
      some(count.known, " knows a child of this case", " know a child of this case") +
      some(count.ask, " to be asked by telephone", " to be asked by telephone") +
      some(count.silent, " has not answered", " have not answered");
  text = text.empty() ? "Other hubs: does one know a child of this case?"
                      : "Other hubs: " + text.substr(2);
  return {{.text = std::move(text), .href = path_of(id)}};
}

void add_ask_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = k_path,
       .summary = "Whether other hubs know a child of a case",
       .event = "other-hubs.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = k_path,
       .summary = "Ask other hubs whether they know a child of a case",
       .event = "other-hubs.asked",
       .fields = {{.name = "child",
                   .label = "Child",
                   .required = true,
                   .missing = "Select about which child you ask"},
                  {.name = "reason",
                   .label = "Why you ask",
                   .required = true,
                   .missing = "Select why you ask"}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return ask(grant, c, deps); },
       .again = k_path}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_ask_routes(out, deps);
  add_given_routes(out, deps);
  return out;
}

}  // namespace mash::pointers
