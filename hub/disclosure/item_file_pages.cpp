// SPDX-License-Identifier: MIT
// The files of one item: whoever may read the item sees safe copies of them, its owner adds some.
#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/uploads/uploads.h"
#include "pages.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_files = "/items/{item}/files";

attachments::Shelf shelf_of(const ItemRow& row) {
  return {.case_id = row.case_id,
          .owner = row.owner,
          .item = row.id,
          .path = "/items/" + row.id.text() + "/files"};
}

json::Value bar_of(Context& c, const policy::Proof& proof, const ItemRow& row) {
  const auto head = cases::find_case(c.tx, row.case_id);
  MASH_ASSERT(head.has_value());
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, row.case_id)));
  data.set("tabs", false);
  return data;
}

bool may_add(const Context& c, const ItemRow& row, const policy::Facts& standing) {
  const auto& p = c.principal;
  return policy::may(p, Action::edit_item, item_facts(c, row, standing));
}

Result<Reply> show_files(const policy::Grant<Action::read_item>& grant, Context& c,
                         const model::Borough& borough) {
  MASH_TRY(const auto row, item_in_path(c));
  const auto shelf = shelf_of(row);
  const bool own = may_add(c, row, cases::standing_of(c, row.case_id));
  json::Value data = bar_of(c, grant, row);
  json::Array files = attachments::files_view(c, grant, borough, shelf);
  data.set("owner", directory::agency_name(borough, row.owner));
  data.set("fact", open_item(c, grant, row).fact.reveal());
  data.set("draft", row.state == model::ItemState::draft);
  data.set("back", own ? "/items/" + row.id.text() : "/case/" + row.case_id.text());
  data.set("nothing", files.empty() ? html::empty(html::Empty::nothing, "There are no files yet.")
                                    : json::Value(false));
  data.set("files", std::move(files));
  json::Value form = json::Object{};
  form.set("action", shelf.path);
  form.set("fields", html::fields(uploads::file_questions(c)));
  data.set("form", own ? std::move(form) : json::Value(false));
  return pipeline::View{.page = "attachments/item",
                        .title = "Files of an item",
                        .data = std::move(data),
                        .marking = row.marking};
}

Result<Reply> add_file(const policy::Grant<Action::edit_item>& grant, Context& c) {
  MASH_TRY(const auto row, item_in_path(c));
  MASH_TRY(const auto file, uploads::read_file(c.input));
  MASH_ASSERT(file.has_value());  // both fields are required
  const auto shelf = shelf_of(row);
  MASH_TRY_DO(attachments::attach(c, grant, shelf, *file));
  // A draft moves nothing on anybody else's page.
  if (row.state == model::ItemState::in_hub) c.changed("case", row.case_id.text());
  return pipeline::SeeOther{shelf.path, {}};
}

Result<Reply> show_file(const policy::Grant<Action::read_item>& grant, Context& c,
                        const model::Borough& borough) {
  MASH_TRY(const auto row, item_in_path(c));
  return attachments::file_page(c, grant, borough, shelf_of(row), bar_of(c, grant, row));
}

Result<Reply> show_picture(const policy::Grant<Action::read_item>& grant, Context& c) {
  MASH_TRY(const auto row, item_in_path(c));
  return attachments::file_picture(c, grant, shelf_of(row));
}

}  // namespace

void add_item_file_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::read_item>(
      {.path = k_files,
       .summary = "The files of an item, and its owner's form for another one",
       .event = "item.files-read",
       .facts = item_path_facts,
       .run = [&borough](const auto& grant, Context& c) {
         return show_files(grant, c, borough);
       }}));
  out.push_back(pipeline::act<Action::edit_item>(
      {.path = k_files,
       .summary = "Add a file to one of my agency's items",
       .event = "item.file-added",
       .fields = uploads::file_fields(true),
       .facts = item_path_facts,
       .run = [](const auto& grant, Context& c) { return add_file(grant, c); },
       .again = k_files,
       .body_limit = uploads::body_limit()}));
  out.push_back(pipeline::page<Action::read_item>(
      {.path = std::string(k_files) + "/{attachment}",
       .summary = "One file of an item as it may be looked at",
       .event = "item.file-read",
       .facts = item_path_facts,
       .run = [&borough](const auto& grant, Context& c) { return show_file(grant, c, borough); }}));
  out.push_back(pipeline::page<Action::read_item>(
      {.path = std::string(k_files) + "/{attachment}/pages/{page}",
       .summary = "A picture drawn from a file of an item (JPEG)",
       .event = "item.file-page-read",
       .facts = item_path_facts,
       .run = [](const auto& grant, Context& c) { return show_picture(grant, c); }}));
}

}  // namespace mash::disclosure
