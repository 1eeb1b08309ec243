// SPDX-License-Identifier: MIT
// One quarter: exactly what would be published or was; publishing it.
#include <algorithm>

#include "mash/crypto/crypto.h"
#include "mash/html/forms.h"
#include "mash/packages/packages.h"
#include "mash/peers/peers.h"
#include "mash/post/post.h"
#include "pages.h"
#include "tables_view.h"

namespace mash::figures {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_quarter = "/figures/{quarter}";

// One that there is something to see of.
Result<QuarterRow> in_path(Context& c) {
  const auto quarter = board::Quarter::parse(c.input.text("quarter"));
  if (!quarter) return not_found();
  auto row = find_quarter(c.tx, *quarter);
  if (!row || row->shown.empty()) return not_found();
  c.note("quarter." + quarter->code());
  return *std::move(row);
}

// What leaves: as prepared, with what is said of the core elements at that moment.
Result<board::Publication> publication_of(Context& c, const QuarterRow& row) {
  const auto& all = board::built_in_definitions();
  MASH_TRY(auto out, board::decode(all, row.shown));
  const auto said = elements(c.tx);
  for (const auto& element : all.elements) {
    const auto at = said.find(element.code);
    out.elements[element.code] = at == said.end() ? board::Element{} : at->second.said;
  }
  out.published = to_london(c.now).date;
  return out;
}

Result<board::Publication> shown_of(Context& c, const QuarterRow& row) {
  if (!row.published_at) return publication_of(c, row);
  // By the key of that time, which may be another by now: what we stored we believe.
  const auto begins = row.file.find('\n') + 1;
  const auto members = row.file.substr(begins, row.file.find('\n', begins) - begins);
  return board::decode(board::built_in_definitions(), members);
}

json::Value elements_of(const board::Publication& publication) {
  const auto& all = board::built_in_definitions();
  json::Array out;
  for (const auto& element : all.elements) {
    const auto& one = publication.elements.at(element.code);
    std::string words(board::words_of(one.state));
    for (const auto& evidence : all.evidence) {
      if (one.state != board::Attained::not_said && evidence.code == one.evidence) {
        words += ". Evidence: " + evidence.words + ", " + plain_date(one.since);
      }
    }
    out.push_back(json::Object{{"words", element.words}, {"state", words}});
  }
  return out;
}

// Exactly what would be signed, figures and elements.
std::string seen_of(const QuarterRow& row, const board::Publication& publication) {
  constexpr std::size_t k_shown = 16;
  const auto hash =
      crypto::sha256(as_bytes(board::encode(board::built_in_definitions(), publication)));
  return std::to_string(row.prepared_at->micros) + "." + hex(hash).substr(0, k_shown);
}

Result<Reply> show(Context& c, const Deps& deps) {
  MASH_TRY(const QuarterRow row, in_path(c));
  const auto publication = shown_of(c, row);
  if (!publication) {
    return invalid("quarter", "These figures are of another list of tables than this version has");
  }
  const bool done = row.published_at.has_value();
  json::Value data = json::Object{};
  data.set("fields", html::fields({html::checkboxes(
                         {.name = "stands",
                          .error = html::error_of(c.faults, "stands"),
                          .choices = {{.value = "yes",
                                       .text = "I have read these figures. They stand for ever "
                                               "and anybody can read them"}}})}));
  data.set("quarter", row.quarter.words());
  data.set("href", href_of(row.quarter));
  data.set("published", done ? "Published " + plain_time(*row.published_at) + " by " +
                                   staff_name(deps, row.published_by)
                             : std::string());
  data.set("prepared", "Counted " + plain_time(*row.prepared_at));
  data.set("seen", seen_of(row, *publication));
  data.set("may_publish", !done && may_publish(c));
  data.set("policy", publication->policy);
  data.set("definitions", publication->definitions);
  data.set("simulated", publication->simulated);
  data.set("elements", elements_of(*publication));
  data.set("tables", tables_view(*publication, false));
  data.set("has_year", !publication->shown.year.empty());
  data.set("year", row.quarter.year_words());
  data.set("year_tables", publication->shown.year.empty() ? json::Value(json::Array{})
                                                          : tables_view(*publication, true));
  return pipeline::View{.page = "figures/quarter",
                        .title = "Figures, " + row.quarter.words(),
                        .data = std::move(data),
                        .marking = done ? "" : "OFFICIAL-SENSITIVE"};
}

// By whoever saw these and no others.
Result<Reply> publish(Context& c) {
  MASH_TRY(const QuarterRow row, in_path(c));
  if (row.published_at) return pipeline::SeeOther{href_of(row.quarter), {}};
  MASH_TRY(const auto publication, publication_of(c, row));
  if (c.input.text("seen") != seen_of(row, publication)) {
    return invalid("seen",
                   "These figures, or what is said of the core elements, have changed since "
                   "you opened them: read these");
  }
  const auto file =
      board::sign(board::built_in_definitions(), publication, peers::signing_key(c.keys));
  store_published(c.tx, row.quarter, file, c.principal.person, c.now);
  post::send(
      c,
      {.id = new_id_text(c.random),
       .kind = packages::OutwardKind::figures,
       .at = c.now,
       .body = packages::encode(packages::Figures{.quarter = row.quarter.code(), .file = file})},
      CaseId(), row.quarter.code());
  return pipeline::SeeOther{href_of(row.quarter), {}};
}

Result<Reply> file_of(Context& c) {
  MASH_TRY(const QuarterRow row, in_path(c));
  if (!row.published_at || is_refused(c.tx, row.quarter)) return not_found();
  return pipeline::Download{.type = "text/plain; charset=utf-8",
                            .name = "figures-" + row.quarter.code() + ".txt",
                            .body = row.file};
}

}  // namespace

bool is_refused(db::Transaction& tx, board::Quarter quarter) {
  return std::ranges::any_of(post::all_set_aside(tx), [&](const post::SetAside& one) {
    return one.kind == packages::OutwardKind::figures && one.about == quarter.code();
  });
}

std::optional<std::string> published_file(db::Transaction& tx, std::string_view quarter) {
  const auto code = board::Quarter::parse(quarter);
  const auto row = code ? find_quarter(tx, *code) : std::nullopt;
  if (!row || !row->published_at || is_refused(tx, row->quarter)) return std::nullopt;
  return row->file;
}

void add_quarter_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_quarter,
       .summary = "The figures of a quarter as they would be published, or were",
       .event = "figures.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = std::string(k_quarter) + "/publish",
       .summary = "Publish the figures of a quarter in one's own name",
       .event = "figures.published",
       .fields = {{.name = "seen", .label = "Which figures you saw", .required = true, .max = 40},
                  {.name = "stands",
                   .label = "That they stand for ever",
                   .kind = pipeline::Kind::many,
                   .required = true,
                   .choices = {"yes"},
                   .missing = "Tick that you have read them and that they stand for ever"}},
       .facts = of_no_case,
       .run = [](const auto&, Context& c) { return publish(c); },
       .again = k_quarter}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = std::string(k_quarter) + "/file",
       .summary = "The file of published figures, as the hub signed it",
       .event = "figures.file-fetched",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return file_of(c); }}));
}

}  // namespace mash::figures
