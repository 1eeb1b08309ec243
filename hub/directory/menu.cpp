// SPDX-License-Identifier: MIT
#include "menu.h"

#include <array>

namespace mash::directory {

namespace {

using policy::Action;

struct Entry {
  const char* text;
  const char* href;
  Action action;
  const char* says = "";  // in the bar: nothing
};

struct Group {
  const char* title;
  std::vector<Entry> entries;
};

constexpr std::array<Entry, 10> k_bar{{{"Queue", "/queue", Action::read_queue},
                                       {"My requests", "/requests", Action::read_requests},
                                       {"My tasks", "/tasks", Action::read_tasks},
                                       {"Handover", "/handover", Action::read_tasks},
                                       {"What may leave", "/releases", Action::read_releases},
                                       {"New notification", "/enter", Action::log_notification},
                                       {"Patterns", "/patterns", Action::read_findings},
                                       {"Profiles", "/profiles", Action::read_findings},
                                       {"Needs", "/needs", Action::read_findings},
                                       {"Figures", "/figures", Action::read_findings}}};

const std::array<Group, 4>& groups() {
  static const std::array<Group, 4> all{{
      {"This shift",
       {{"Board", "/board", Action::read_queue, "How the open cases stand, for a screen."},
        {"Rota", "/rota", Action::read_tasks, "Who is here, on duty, on call or away."},
        {"Nobody here", "/nobody-here", Action::keep_rota,
         "Open cases and tasks whose holder is off shift, away or has left."},
        {"People who may be the same", "/people/review", Action::read_queue,
         "Pairs that somebody has to look at."},
        {"Another case", "/glass", Action::break_glass,
         "Open a case that your agency is not in, for a reason that is reviewed."},
        {"Other hubs", "/hubs", Action::read_queue,
         "Who can be written to, and the letters between hubs."},
        {"Transfers", "/transfers", Action::read_queue,
         "Children for whom another hub is to be responsible, or this one."},
        {"Import", "/import", Action::log_notification, "Notifications from files."}}},
      {"What my agency holds",
       {{"What people may see", "/answers", Action::answer_subject_request,
         "People who asked what is held about them, and your agency's answers."},
        {"Standing releases", "/standing-releases", Action::read_releases,
         "Rules by which things may leave without a decision on each."},
        {"Orders of courts", "/orders", Action::read_releases,
         "What a court has ordered your agency to give."},
        {"Out of its time", "/retention", Action::read_retention,
         "What is to be disposed of or looked at again."},
        {"Sealing", "/sealing", Action::open_compartment,
         "Seal what your agency holds, or open it."},
        {"Colleagues' passkeys", "/passkeys/colleagues", Action::answer_for_passkey,
         "Answer for whose passkeys they are."}}},
      {"Keeping watch",
       {{"Patterns", "/patterns", Action::read_findings,
         "What stands out over the whole record, without names."},
        {"Problem profiles", "/profiles", Action::read_findings,
         "What people make of patterns, with tasks and a day of review."},
        {"Needs", "/needs", Action::read_findings,
         "What the front door was told of, month by month, and how much to expect."},
        {"Figures for the Board", "/figures", Action::read_findings,
         "What this hub publishes of its work, quarter by quarter."},
        {"Oversight", "/oversight", Action::review_reading,
         "Who opened a case of others, and what nobody has reviewed yet."},
        {"Many cases read", "/reading/said", Action::review_reading,
         "Who opened many cases in a short time, and why."},
        {"Legal holds", "/holds", Action::keep_holds, "What may not be disposed of, and why."},
        {"Access requests", "/access", Action::keep_subject_requests,
         "People who asked what is held about them, with their time."}}},
      {"How the hub is run",
       {{"Agreements", "/agreements", Action::read_agreements,
         "What the agencies agreed to share, and what has lapsed."},
        {"Enquiries from hubs", "/hubs/asked", Action::keep_agreements,
         "Who there asked whether this hub knows a child, and why."},
        {"Documents", "/agreements/documents", Action::read_agreements,
         "Impact assessment, joint controllers, and the notice for families."},
        {"Accounts", "/accounts", Action::administer,
         "Whose accounts their agency's own system keeps."},
        {"Alerts", "/alerts", Action::read_figures,
         "Who is alerted of a Red, and whether alerts go out."}}},
  }};
  return all;
}

// Patterns are all that an analyst works on, and of others' work a small part.
bool works_on_patterns(const policy::Principal& who) {
  return who.role == policy::Role::analyst;
}

bool is_in_bar(const policy::Principal& who, Action action) {
  return may(who, action) && (action != Action::read_findings || works_on_patterns(who));
}

// Whoever keeps the requests of people finds their own answers there.
bool shows(const policy::Principal& who, Action action) {
  return may(who, action) && (action != Action::read_findings || !works_on_patterns(who)) &&
         (action != Action::answer_subject_request || !may(who, Action::keep_subject_requests));
}

}  // namespace

bool may(const policy::Principal& who, Action action) {
  const bool own = action == Action::open_compartment || action == Action::answer_subject_request ||
                   action == Action::answer_for_passkey;
  return policy::may(who, action, policy::Facts{.own = own});
}

std::vector<html::NavigationItem> bar(const policy::Principal& who, const std::string& path) {
  std::vector<html::NavigationItem> out;
  for (const auto& e : k_bar) {
    if (is_in_bar(who, e.action)) {
      out.push_back({.text = e.text, .href = e.href, .current = path == e.href});
    }
  }
  out.push_back({.text = "More", .href = std::string(k_more), .current = path == k_more});
  return out;
}

json::Value more(const policy::Principal& who) {
  json::Array out;
  for (const auto& group : groups()) {
    json::Array pages;
    for (const auto& e : group.entries) {
      if (!shows(who, e.action)) continue;
      pages.push_back(json::Object{{"text", e.text}, {"href", e.href}, {"says", e.says}});
    }
    if (pages.empty()) continue;
    out.push_back(json::Object{{"title", group.title}, {"pages", std::move(pages)}});
  }
  return json::Object{{"groups", std::move(out)}};
}

}  // namespace mash::directory
