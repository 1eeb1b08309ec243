// SPDX-License-Identifier: MIT
#include "strays.h"

#include <algorithm>
#include <set>

#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/owners.h"
#include "pages.h"
#include "send.h"

namespace mash::product {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

// The desk whose answer this person's is: the front door's is one.
AgencyId desk_of(const policy::Principal& person) {
  return cases::is_front_door(person) ? pipeline::k_front_door : person.agency;
}

std::string path_of(const CaseId& id, const StrayRow& row) {
  return case_path(id, "/strays/" + row.id);
}

std::optional<StrayReader> own_reader(Context& c, const StrayRow& row) {
  const auto readers = readers_of(c.tx, row.id);
  const auto found = std::ranges::find(readers, desk_of(c.principal), &StrayReader::desk);
  return found == readers.end() ? std::nullopt : std::optional(*found);
}

struct Found {
  StrayRow row;
  ProductHead head;
  StrayReader own;
};
// Of the case in the path, told to the reader's desk; all else is absent.
Result<Found> stray_in_path(Context& c) {
  const auto row = find_stray(c.tx, std::string(c.input.text("stray")));
  if (!row) return not_found();
  const auto head = find_product(c.tx, row->product);
  if (!head || head->case_id != case_of(c)) return not_found();
  const auto own = own_reader(c, *row);
  if (!own) return not_found();
  return Found{*row, *head, *own};
}

Result<policy::Facts> stray_facts(Context& c) {
  MASH_TRY(auto facts, cases::case_facts(c));
  MASH_TRY_DO(stray_in_path(c));
  facts.own = true;
  return facts;
}

Result<Reply> show(const Deps& deps, const policy::Proof& proof, Context& c) {
  MASH_TRY(const auto found, stray_in_path(c));
  c.touch(found.row.id);
  json::Value data = case_page(c, proof, found.head.case_id);
  data.set("words", stray_words(c, deps, found.row));
  data.set("recipient", directory::agency_name(deps.borough, found.head.recipient));
  data.set("reference", found.head.reference);
  data.set("by_sender", cases::is_front_door(c.principal));
  const bool unread = found.own.read_by.empty();
  data.set("read", unread ? std::string()
                          : directory::person_name(deps.borough, found.own.read_by) + ", " +
                                plain_time(found.own.read_at));
  data.set("action", unread ? path_of(found.head.case_id, found.row) + "/read" : std::string());
  return pipeline::View{.page = "product/stray",
                        .title = "A link was passed on",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> read(Context& c) {
  MASH_TRY(const auto found, stray_in_path(c));
  store_stray_read(c.tx, found.row.id, found.own.desk, c.principal.person, c.now);
  c.touch(found.row.id);
  return pipeline::SeeOther{path_of(found.head.case_id, found.row), {}};
}

}  // namespace

void take_in_stray(Context& c, const Deps& deps, const packages::Inward& inward) {
  const auto stray = packages::decode_product_stray(inward.body);
  if (!stray) return c.note("not_understood");
  const auto head = find_product(c.tx, stray->product);
  const auto newest = head ? newest_issued(c.tx, head->id) : std::nullopt;
  // The recipient's own people are no strangers to it.
  if (!newest || head->recipient == stray->agency) return c.note("unknown_product");
  c.about(head->case_id);
  c.touch(head->id.text());
  c.note("product_strayed");
  std::set<AgencyId> owners;
  for (const auto& row : versions_of(c.tx, head->id)) {
    if (row.version > 0)
      owners.merge(disclosure::owners_of(c.tx, items_that_went(c.tx, head->id, row.draft)));
  }
  owners.erase(pipeline::k_front_door);
  std::vector<AgencyId> desks(owners.begin(), owners.end());
  desks.push_back(pipeline::k_front_door);
  const StrayRow row{.id = inward.id,
                     .product = head->id,
                     .person = stray->person,
                     .agency = stray->agency,
                     .at = std::min(inward.at, c.now)};
  if (!insert_stray(c.tx, row, desks)) return c.note("told_today");
  desks.pop_back();
  if (deps.on_strayed) deps.on_strayed(c, head->case_id, newest->issued_by, desks);
  c.changed("case", head->case_id.text());
}

std::string stray_words(const Context& c, const Deps& deps, const StrayRow& row) {
  return directory::person_name(deps.borough, row.person) + ", " +
         directory::agency_name(deps.borough, row.agency) + ", opened it on " +
         plain_time(std::min(row.at, c.now)) + ".";
}

json::Value strays_data(Context& c, const Deps& deps, const ProductHead& head) {
  json::Array out;
  for (const auto& row : strays_of(c.tx, head.id)) {
    if (!own_reader(c, row)) continue;
    json::Value v = json::Object{};
    v.set("words", stray_words(c, deps, row));
    v.set("at", plain_time(std::min(row.at, c.now)));
    v.set("href", path_of(head.case_id, row));
    out.push_back(std::move(v));
  }
  return out;
}

std::vector<cases::Owed> strays_owed(Context& c) {
  std::vector<cases::Owed> out;
  // At the front door they are for those who send.
  const bool sends = may(c.principal, Action::issue_product);
  if (cases::is_front_door(c.principal) && !sends) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& row : unread_strays(c.tx, desk_of(c.principal))) {
    const auto head = find_product(c.tx, row.product);
    if (hidden.contains(head->case_id)) continue;
    out.push_back({.case_id = head->case_id,
                   .what = "Read that the link to what was sent was passed on",
                   .href = path_of(head->case_id, row),
                   .since = row.at});
  }
  return out;
}

void add_stray_routes(Routes& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/strays/{stray}",
       .summary = "Who opened the link to a product that was not sent to them",
       .event = "product.stray-shown",
       .facts = stray_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = "/case/{case}/strays/{stray}/read",
       .summary = "Say for one's desk that one knows that a link was passed on",
       .event = "product.stray-read",
       .facts = stray_facts,
       .run = [](const auto&, Context& c) { return read(c); },
       .again = "/case/{case}/strays/{stray}"}));
}

}  // namespace mash::product
