// SPDX-License-Identifier: MIT
// How alerts go, for those who run the hub and those who rely on it.
#include "health.h"
#include "mash/alerts/alerts.h"
#include "mash/directory/directory.h"
#include "mash/html/components.h"
#include "who.h"

namespace mash::alerts {

namespace {

using pipeline::Context;
using policy::Action;

json::Value card_of(const Health& h) {
  std::vector<html::SummaryRow> rows = {
      {.key = "Set up", .value = h.configured ? "Yes" : "No: nothing goes out this way"},
      {.key = "Last went out", .value = h.last_sent ? plain_time(*h.last_sent) : "Not yet"},
      {.key = "Waiting", .value = std::to_string(h.waiting.size())}};
  if (!h.waiting.empty()) {
    rows.push_back(
        {.key = "Oldest waits since", .value = plain_time(h.waiting.front().written_at)});
  }
  if (h.failure) {
    rows.push_back({.key = "What went wrong", .value = std::string(alert::words_of(*h.failure))});
  }
  return html::summary_list({.rows = std::move(rows), .card = std::string(words_of(h.channel))});
}

std::string reached_by(const Deps& deps, const model::StaffMember& person) {
  std::string out;
  if (deps.channels.email && !person.email.empty()) out = "e-mail";
  if (deps.channels.text && !person.mobile.empty()) out += out.empty() ? "text" : " and text";
  return out.empty() ? "not reached" : out;
}

std::string audience_of(const Step& step) {
  std::string out(model::words_of(step.who));
  if (step.while_closed == Who::nobody) return out;
  std::string more(model::words_of(step.while_closed));
  more.front() = 't';  // all begin with "The" or "Their"
  return out + "; outside opening hours " + more + " too";
}

std::string people_of(Context& c, const Deps& deps, const Step& step) {
  std::string out;
  for (const auto& id : who_gets(c.tx, deps.borough, step, CaseId{}, c.now)) {
    if (!out.empty()) out += "; ";
    out += directory::person_name(deps.borough, id) + " (" +
           reached_by(deps, *deps.borough.find_staff(id)) + ")";
  }
  if (step.who == Who::nobody) return whom_to_ring(deps.borough);
  return out.empty() ? "Nobody works here in this role" : out;
}

json::Value steps_table(Context& c, const Deps& deps) {
  html::TableOptions table{
      .caption = "When a child may be in danger and no manager has opened the case",
      .caption_classes = "govuk-table__caption--m",
      .head = {{.text = "After"},
               {.text = "Who is alerted"},
               {.text = "Who that is now"},
               {.text = "Why then"}},
      .stack = true};
  for (const auto& step : deps.policy.unseen_red) {
    const std::string after =
        step.after_minutes == 0 ? "At once" : std::to_string(step.after_minutes) + " minutes";
    table.rows.push_back({{.text = after},
                          {.text = audience_of(step)},
                          {.text = people_of(c, deps, step)},
                          {.text = step.source}});
  }
  return html::table(table);
}

std::string share_of(const ClockRule& rule) {
  if (rule.percent == 0) return "When it begins";
  return rule.percent == 100 ? "When it has run out" : std::to_string(rule.percent) + "% of it";
}

json::Value clocks_table(const Deps& deps) {
  html::TableOptions table{.caption = "When a time limit runs",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "When"},
                                    {.text = "Who is alerted"},
                                    {.text = "Time limits"},
                                    {.text = "Why then"}},
                           .stack = true};
  for (const auto& rule : deps.policy.clocks) {
    std::string stages;
    for (const auto stage : rule.stages) {
      if (!stages.empty()) stages += "; ";
      stages += model::words_of(stage);
    }
    table.rows.push_back({{.text = share_of(rule)},
                          {.text = std::string(model::words_of(rule.who))},
                          {.text = stages},
                          {.text = rule.source}});
  }
  return html::table(table);
}

json::Value refused_list(const Deps& deps, const std::vector<Health>& all) {
  json::Array out;
  for (const auto& h : all) {
    for (const auto& one : h.refused) {
      out.emplace_back(std::string(words_of(h.channel)) + " to " +
                       directory::person_name(deps.borough, one.person) + ", " +
                       plain_time(one.written_at));
    }
  }
  return out;
}

Result<pipeline::Reply> show(const Deps& deps, Context& c) {
  const auto all = health(c, deps);
  json::Array warnings;
  const std::string ring = ring_words(deps.borough, c.principal);
  if (deps.channels.none()) {
    warnings.push_back(html::warning_text(
        "Nobody is alerted: this hub has no service to send by. Look at the queue. " + ring));
  }
  json::Array cards;
  for (const auto& h : all) {
    if (const auto words = trouble(h); !words.empty()) {
      warnings.push_back(html::warning_text(words + " " + ring));
    }
    cards.push_back(card_of(h));
  }
  json::Value refused = refused_list(deps, all);
  json::Value data = json::Object{};
  data.set("warnings", std::move(warnings));
  data.set("sentence", alert::sentence_of(alert::Kind::urgent));
  data.set("hub", deps.borough.hub.name);
  data.set("cards", std::move(cards));
  data.set("has_refused", !refused.as_array()->empty());
  data.set("refused", std::move(refused));
  data.set("steps", steps_table(c, deps));
  data.set("clocks", clocks_table(deps));
  data.set("version", deps.policy.version);
  return pipeline::View{.page = "alerts/alerts", .title = "Alerts", .data = std::move(data)};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_figures>(
      {.path = "/alerts",
       .summary = "Who is alerted of a Red, and whether alerts go out",
       .event = "alert.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(deps, c); }}));
  return out;
}

}  // namespace mash::alerts
