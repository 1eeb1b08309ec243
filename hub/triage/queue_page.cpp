// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "hidden_repeats.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/intake/intake.h"
#include "mash/shift/handed.h"
#include "mash/shift/shift.h"
#include "nobody_decides.h"
#include "pages.h"
#include "queue_filter.h"
#include "queue_rows.h"
#include "undelivered.h"

namespace mash::triage {

namespace {

using pipeline::Context;
using policy::Action;

constexpr int k_page = 100;

std::string counts_words(const cases::OpenCounts& n) {
  return std::to_string(n.overdue) + " overdue, " + std::to_string(n.ready_to_decide) +
         " ready to decide, " + std::to_string(n.not_rated) + " not rated yet, " +
         std::to_string(n.open) + " open.";
}

json::Value page_links(const QueueFilter& f, int page, int matching) {
  const int pages = (matching + k_page - 1) / k_page;
  if (pages < 2) return false;
  html::PaginationOptions options;
  if (page > 1) options.previous_href = address(f, page - 1);
  if (page < pages) options.next_href = address(f, page + 1);
  for (int n = 1; n <= pages; ++n) {
    options.items.push_back(
        {.number = std::to_string(n), .href = address(f, n), .current = n == page});
  }
  return html::pagination(options);
}

// Who holds how many open cases, of those that the reader may know of.
using Holders = decltype(cases::holders(std::declval<db::Transaction&>(), StaffId{}));

// How many open cases somebody holds who is not here, for those who may put that right. Cases that
// are hidden from the reader do not count.
json::Value nobody_here(Context& c, const Deps& deps, const Holders& holders) {
  if (!policy::may(c.principal, Action::keep_rota, {})) return false;
  const shift::Presence presence(c.tx, deps.borough, c.now);
  int count = 0;
  for (const auto& [person, cases] : holders) {
    if (!presence.is_here(person)) count += cases;
  }
  if (count == 0) return false;
  json::Value out = json::Object{};
  out.set("count", count);
  out.set("words", count == 1 ? "1 open case is" : std::to_string(count) + " open cases are");
  return out;
}

void add_filter(Context& c, const Deps& deps, const QueueFilter& f, const cases::OpenCounts& counts,
                const Holders& holders, json::Value& data) {
  const auto mine = std::ranges::find(holders, c.principal.person, &Holders::value_type::first);
  json::Value filters = chosen(f, deps);
  data.set("has_chosen", !filters.as_array()->empty());
  data.set("chosen", std::move(filters));
  data.set("views", view_links(f, counts, mine == holders.end() ? 0 : mine->second));
  data.set("fields", filter_form(f, deps, holders, c.principal.person));
  data.set("search", search_question(c));
}

// So that a call that somebody broke off is not forgotten.
std::string half_typed_words(Context& c) {
  const auto begun = intake::half_typed(c);
  if (begun.count == 0) return "";
  return (begun.count == 1 ? std::string("A notification is half typed in")
                           : std::to_string(begun.count) + " notifications are half typed in") +
         " and not taken in, since " + plain_time(begun.oldest);
}

Result<pipeline::Reply> show_queue(const Deps& deps, const policy::Grant<Action::read_queue>& grant,
                                   Context& c) {
  MASH_TRY(const QueueFilter f, filter_of(c, deps));
  const auto counts = cases::count_open(c.tx, f.cases, c.now, day_began(c.now));
  const int last = std::max(1, (counts.matching + k_page - 1) / k_page);
  const int page = static_cast<int>(std::clamp<std::int64_t>(c.input.number("page"), 1, last));
  const auto list = cases::open_queue(c.tx, f.cases, k_page, (page - 1) * k_page);
  json::Value data = json::Object{};
  const Holders holders = cases::holders(c.tx, c.principal.person);
  add_filter(c, deps, f, counts, holders, data);
  data.set("alerts", deps.on_top ? deps.on_top(c) : json::Value(false));
  data.set("undelivered", undelivered(c, grant));
  data.set("in_doubt", deps.in_doubt ? deps.in_doubt(c, grant) : json::Value(false));
  data.set("half_typed", half_typed_words(c));
  data.set("hidden_repeats", hidden_repeats(c, grant, deps));
  data.set("nobody_decides", nobody_decides(c, grant, deps));
  data.set("nobody_here", nobody_here(c, deps, holders));
  data.set("handed", shift::handed_notice(c.tx, c.principal.person));
  data.set("counts", counts_words(counts));
  data.set("overdue", counts.overdue);
  data.set("ready_to_decide", counts.ready_to_decide);
  data.set("not_rated", counts.not_rated);
  data.set("open", counts.open);
  data.set("matching", counts.matching);
  data.set("caption", f.cases.newest_first ? "Open cases, the newest first"
                                           : "Open cases, the most pressing first");
  data.set("made_at", plain_time(c.now));
  data.set("day", to_london(c.now).date.iso());
  const auto arrived = cases::arrived_since(c.tx, c.principal.person, day_began(c.now));
  data.set("arrived", arrived.all);
  data.set("arrived_red", arrived.red);
  data.set("refresh", address(f, page));
  data.set("none_left", c.input.flag("none"));
  data.set("sent_to_officer", c.input.has("sent"));
  data.set("nothing", list.empty()
                          ? html::empty(html::Empty::nothing,
                                        counts.open == 0 ? "Nothing waits." : "No case matches.")
                          : json::Value(false));
  data.set("has_rows", !list.empty());
  data.set("rows", queue_rows(c, grant, deps, list));
  data.set("pages", page_links(f, page, counts.matching));
  return pipeline::View{.page = "triage/queue",
                        .title = "Queue",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

pipeline::Route queue_page(const Deps& deps) {
  using pipeline::Kind;
  auto fields = filter_fields();
  fields.push_back(
      {.name = "none", .label = "None left", .kind = Kind::choice, .choices = {"yes"}});
  fields.push_back(
      {.name = "sent", .label = "Sent to", .kind = Kind::choice, .choices = {"officer"}});
  fields.push_back({.name = "page", .label = "Page", .kind = Kind::number, .max = 6});
  return pipeline::page<Action::read_queue>(
      {.path = "/queue",
       .summary = "The cases that wait, the most pressing first",
       .event = "queue.list",
       .fields = std::move(fields),
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show_queue(deps, grant, c); }});
}

}  // namespace mash::triage
