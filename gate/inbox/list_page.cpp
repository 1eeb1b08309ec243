// SPDX-License-Identifier: MIT
// What the hub sent to the reader's agency: what waits for an answer, then the rest.
#include <map>

#include "pages.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::View;
using policy::Action;

constexpr int k_most_listed = 500;

using Key = std::pair<std::string, std::int64_t>;

json::Value line_of(const ProductRow& row, const Standing& standing) {
  return json::Object{{"reference", row.reference},   {"version", row.version},
                      {"href", href_of(row)},         {"received", plain_time(row.received_at)},
                      {"state", standing.words(row)}, {"new", standing.words(row) == "New"},
                      {"safety", row.safety}};
}

json::Value list_view(const char* caption, json::Array lines) {
  if (lines.empty()) return false;
  return json::Object{{"caption", caption}, {"lines", std::move(lines)}};
}

Result<Reply> show(const Deps& deps, Context& c) {
  std::map<Key, Standing> standings;
  for (const auto& act : acts_of(c.tx, c.principal.agency)) {
    standings[{act.product.text(), act.version}].add(act);
  }
  json::Array waiting;
  json::Array done;
  const auto rows = products_of(c.tx, c.principal.agency, k_most_listed);
  for (const auto& row : rows) {
    const Standing& standing = standings[{row.id.text(), row.version}];
    (standing.waits(row) ? waiting : done).push_back(line_of(row, standing));
    c.touch(row.id.text());
  }
  View v{.page = "inbox/products", .title = "What we sent you"};
  v.data = json::Object{{"nothing", rows.empty()},
                        {"answered_days", deps.retention.answered_days},
                        {"unanswered_days", deps.retention.unanswered_days},
                        {"all_answered", waiting.empty() && !done.empty()},
                        {"more", static_cast<int>(rows.size()) == k_most_listed}};
  v.data.set("waiting", list_view("Waits for you", std::move(waiting)));
  v.data.set("done", list_view("Answered, replaced or withdrawn", std::move(done)));
  add_hub(c, deps, v.data);
  return v;
}

}  // namespace

std::vector<pipeline::Route> list_routes(const SharedDeps& deps) {
  return {pipeline::page<Action::read_inbox>(
      {.path = "/products",
       .summary = "What the hub sent to the reader's agency",
       .event = "product.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(*deps, c); }})};
}

}  // namespace mash::inbox
