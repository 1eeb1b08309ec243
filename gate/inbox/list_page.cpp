// SPDX-License-Identifier: MIT
// What the hub sent to the reader's agency: what waits for an answer, then the rest.
#include <algorithm>
#include <map>
#include <tuple>

#include "pages.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::View;
using policy::Action;

constexpr int k_most_listed = 500;

using Key = std::pair<std::string, std::int64_t>;

std::string rating_words(const ProductRow& row) {
  if (row.only_tells) return "For you to know";
  return row.rating.empty() ? "Not given" : row.rating;
}

json::Value line_of(const ProductRow& row, const Standing& standing, UtcTime now) {
  return json::Object{{"reference", row.reference},
                      {"version", row.version},
                      {"href", href_of(row)},
                      {"received", plain_time(row.received_at)},
                      {"state", standing.words(row)},
                      {"new", standing.words(row) == "Not read yet"},
                      {"safety", row.safety && !row.only_tells},
                      {"only_tells", row.only_tells},
                      {"at_once", standing.at_once(row)},
                      {"rating", rating_words(row)},
                      {"accept_by", accept_by_words(row)},
                      {"overdue", standing.waits(row) && row.accept_by && *row.accept_by < now}};
}

json::Value list_view(const char* caption, json::Array lines) {
  if (lines.empty()) return false;
  return json::Object{{"caption", caption}, {"lines", std::move(lines)}};
}

// A child in danger first, then the least time to accept; the newest of those without a time.
void most_pressing_first(std::vector<ProductRow>& rows, std::map<Key, Standing>& standings) {
  const auto rank = [&standings](const ProductRow& row) {
    return std::tuple{!standings[{row.id.text(), row.version}].at_once(row),
                      !row.accept_by,
                      row.accept_by.value_or(UtcTime{}),
                      -row.received_at.micros,
                      row.id.text(),
                      -row.version};
  };
  std::ranges::sort(rows, {}, rank);
}

Result<Reply> show(const Deps& deps, Context& c) {
  std::map<Key, Standing> standings;
  for (const auto& act : acts_of(c.tx, c.principal.agency)) {
    standings[{act.product.text(), act.version}].add(act);
  }
  json::Array waiting;
  json::Array done;
  const auto rows = products_of(c.tx, c.principal.agency, k_most_listed);
  std::vector<ProductRow> waits;
  for (const auto& row : rows) {
    const Standing& standing = standings[{row.id.text(), row.version}];
    c.touch(row.id.text());
    if (standing.waits(row)) {
      waits.push_back(row);
    } else {
      done.push_back(line_of(row, standing, c.now));
    }
  }
  most_pressing_first(waits, standings);
  for (const auto& row : waits) {
    waiting.push_back(line_of(row, standings[{row.id.text(), row.version}], c.now));
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
